package progress_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
	"hocso/progress/places"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	village1 = "00001-001"
	village2 = "00001-002"
	village3 = "00002-001"
)

// world is a small province over real stores.
type world struct {
	t      *testing.T
	store  *sqlite.Store
	redis  *miniredis.Miniredis
	boards *leaderboard.Boards
	ref    progress.Reference
	nextID int
	now    time.Time     // by the clock of the service
	leases people.Leases // nil where no other server shares the store
}

func newWorld(t *testing.T) *world {
	t.Helper()
	store, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w := &world{t: t, store: store, redis: miniredis.RunT(t), now: at(60)}
	client := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{w.redis.Addr()}, MaxRetries: -1, DialTimeout: time.Second})
	t.Cleanup(func() { _ = client.Close() })
	w.boards = leaderboard.New(client)
	roll := &places.Roll{Adults: 10, Day: "2026-11-01", Version: 1}
	w.ref = progress.Reference{Campaign: november, Directory: places.NewDirectory(
		[]places.Ward{{Code: "00001", Name: "Một"}, {Code: "00002", Name: "Hai"}},
		[]places.Village{{ID: village1, Ward: "00001", Roll: roll}, {ID: village2, Ward: "00001", Roll: roll}, {ID: village3, Ward: "00002", Roll: roll}})}
	return w
}

func (w *world) stores() progress.Stores {
	return progress.Stores{Submissions: w.store, Summaries: w.store, Totals: w.store, People: w.store, Rolls: w.store, Fieldwork: w.store, Aliases: w.store, Trail: w.store}
}

func (w *world) rollup(stores progress.Stores) *progress.Rollup {
	return progress.NewRollup(stores, w.boards, func() progress.Reference { return w.ref }, func() time.Time { return at(100) }, slog.New(slog.DiscardHandler))
}

func (w *world) resident(village string) people.Person {
	w.t.Helper()
	p := people.Person{ID: uuid.NewString(), Name: "Người mẫu", Village: village, Language: "vi",
		Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: true}, At: at(0)}}}
	if err := w.store.AddPeople(w.t.Context(), []people.Person{p}); err != nil {
		w.t.Fatal(err)
	}
	return p
}

// submission is one that the resident passed or not.
func (w *world) submission(p people.Person, module string, score int) progress.Submission {
	w.nextID++
	s := progress.Submission{Resident: p.ID, Result: result(uuid.NewString(), module, score, 5, w.nextID), By: p.ID,
		Answers: map[string][]string{"q1": {fmt.Sprint(score)}}, StartedAt: at(1)}
	s.Village = p.Village
	s.Hash = s.ContentHash()
	return s
}

func (w *world) insert(submissions ...progress.Submission) {
	w.t.Helper()
	if _, err := w.store.Insert(w.t.Context(), submissions); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) totals(place string) progress.Totals {
	w.t.Helper()
	all, err := w.store.Totals(w.t.Context(), []string{place})
	if err != nil {
		w.t.Fatal(err)
	}
	return all[place]
}

// shown is the row of a place on the boards of a campaign; none while they cannot be read.
func (w *world) shown(id, place string) campaign.Row {
	w.t.Helper()
	rows, err := w.boards.Shown(w.t.Context(), id)
	if i := slices.IndexFunc(rows, func(r campaign.Row) bool { return r.ID == place }); err == nil && i >= 0 {
		return rows[i]
	}
	return campaign.Row{}
}

// count is what a place reached in the main campaign.
func (w *world) count(place string) progress.Count {
	w.t.Helper()
	return w.totals(place).Campaigns[w.ref.Campaign.ID]
}

// put is the error of putting something.
func put[T any](_ T, err error) error { return err }

// overwrite stores totals whatever was stored.
func (w *world) overwrite(t progress.Totals) error {
	t.Revision = w.totals(t.Place).Revision
	return put(w.store.PutTotals(w.t.Context(), []progress.Totals{t}))
}

// verify fails the test on any difference between the submissions and what is stored and shown.
func (w *world) verify() progress.Report {
	w.t.Helper()
	report, err := w.rollup(w.stores()).Verify(w.t.Context(), w.boards)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, line := range report.Differences {
		w.t.Error(line)
	}
	return report
}

var errCrash = errors.New("the machine went down")

// crashing is a store that fails for good from its n-th write on, as a machine that goes down does.
type crashing struct {
	*sqlite.Store
	writes *int
	after  int
}

func (c crashing) write(do func() error) error {
	if *c.writes >= c.after {
		return errCrash
	}
	*c.writes++
	return do()
}

func (c crashing) PutSummaries(ctx context.Context, s []progress.Summary) (done map[string][]string, err error) {
	err = c.write(func() (err error) {
		done, err = c.Store.PutSummaries(ctx, s)
		return err
	})
	return done, err
}

func (c crashing) PutTotals(ctx context.Context, t []progress.Totals) (lost []string, err error) {
	err = c.write(func() (err error) {
		lost, err = c.Store.PutTotals(ctx, t)
		return err
	})
	return lost, err
}

func (c crashing) MarkUnfolded(ctx context.Context, residents []string) error {
	return c.write(func() error { return c.Store.MarkUnfolded(ctx, residents) })
}

func (c crashing) DeleteSummary(ctx context.Context, resident string) error {
	return c.write(func() error { return c.Store.DeleteSummary(ctx, resident) })
}

func (c crashing) DeleteSubmissionsOf(ctx context.Context, resident string) error {
	return c.write(func() error { return c.Store.DeleteSubmissionsOf(ctx, resident) })
}

func (c crashing) MarkFolded(ctx context.Context, keys []progress.Key) error {
	return c.write(func() error { return c.Store.MarkFolded(ctx, keys) })
}

func (c crashing) Insert(ctx context.Context, batch []progress.Submission) ([]progress.Inserted, error) {
	var done []progress.Inserted
	err := c.write(func() (err error) {
		done, err = c.Store.Insert(ctx, batch)
		return err
	})
	return done, err
}
