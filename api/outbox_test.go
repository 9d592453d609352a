package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/longtest"
	"hocso/internal/mongodb"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/sqlite"
	"hocso/progress"
)

// seeded is a generator whose seed is written down; HOCSO_SEED gives it.
func seeded(t testing.TB) *rand.Rand {
	t.Helper()
	seed := rand.Uint64()
	if text := os.Getenv("HOCSO_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("HOCSO_SEED is no seed: %v", err)
		}
	}
	t.Logf("play it again with HOCSO_SEED=%d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// graded is what an answer says of a submission and must say again each time.
type graded struct {
	ID, Resident, Module string
	Version, Score, Max  int
	Passed               bool
	Feedback             []struct {
		Question string
		Right    bool
	}
}

// outbox is submissions of several people that are sent again and again.
type outbox struct {
	*site
	rng      *rand.Rand
	learners []*learner
	mu       sync.Mutex
	fresh    map[string]int // how often an id was answered with 201
	answers  map[string]graded
	sent     int
	owners   map[*learner]bool // who has a submission
}

func newOutbox(t testing.TB, s *site, people int) *outbox {
	o := &outbox{site: s, rng: seeded(t), fresh: map[string]int{}, answers: map[string]graded{}, owners: map[*learner]bool{}}
	for i := range people {
		o.learners = append(o.learners, s.learner(i))
	}
	return o
}

// sending is one time that a submission is sent.
type sending struct {
	of   *learner
	body fields
}

// submission is answered up to 60 days ago.
func (o *outbox) submission() sending {
	m := theTemplate().modules[o.rng.IntN(len(theTemplate().modules))]
	given := answers(m, true)
	for question := range given {
		if o.rng.IntN(4) == 0 {
			given[question] = []string{}
		}
	}
	finished := o.clock.now().Add(-time.Duration(o.rng.Int64N(int64(60 * 24 * time.Hour)))).UTC().Truncate(time.Millisecond)
	var id [16]byte
	for i := range id {
		id[i] = byte(o.rng.Uint32())
	}
	of := o.learners[o.rng.IntN(len(o.learners))]
	o.owners[of] = true
	return sending{of, fields{"id": uuid.UUID(id).String(), "module": m.ID, "version": m.Version, "answers": given,
		"started_at": finished.Add(-5 * time.Minute), "finished_at": finished, "seconds": o.rng.IntN(300)}}
}

func other(s sending) sending {
	return sending{s.of, s.body.with("seconds", s.body["seconds"].(int)+1)}
}

// judge holds one answer against those before; it returns the status.
func (o *outbox) judge(id string, status int, raw []byte) int {
	o.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent++
	if status == http.StatusConflict {
		return status
	}
	var got graded
	if err := json.Unmarshal(raw, &got); err != nil || (status != http.StatusOK && status != http.StatusCreated) {
		o.Errorf("%s: %d %s", id, status, raw)
		return status
	}
	if status == http.StatusCreated {
		o.fresh[id]++
	}
	if first, ok := o.answers[id]; ok && !reflect.DeepEqual(got, first) {
		o.Errorf("%s was answered with %+v, before with %+v", id, got, first)
	}
	o.answers[id] = got
	return status
}

func (o *outbox) one(s sending) int {
	o.Helper()
	status, raw := s.of.post("/submissions", s.body)
	return o.judge(s.body["id"].(string), status, raw)
}

// batch sends what one person has in an outbox.
func (o *outbox) batch(of *learner, list []sending) {
	o.Helper()
	var bodies []fields
	for _, s := range list {
		bodies = append(bodies, s.body)
	}
	status, raw := of.post("/submissions/batch", fields{"submissions": bodies})
	var got struct {
		Results []struct {
			Status int
			Result json.RawMessage
		}
	}
	if err := json.Unmarshal(raw, &got); err != nil || status != http.StatusOK || len(got.Results) != len(list) {
		o.Errorf("batch: %d %s", status, raw)
		return
	}
	for i, r := range got.Results {
		if r.Status == http.StatusConflict {
			o.Errorf("%s: conflict with itself", list[i].body["id"])
		}
		o.judge(list[i].body["id"].(string), r.Status, r.Result)
	}
}

// flush sends what everybody has in their outbox at the same time, one by one or together.
func (o *outbox) flush(sends []sending) {
	byLearner := map[*learner][]sending{}
	for _, s := range sends {
		byLearner[s.of] = append(byLearner[s.of], s)
	}
	var phones sync.WaitGroup
	for _, of := range o.learners {
		list, single := byLearner[of], o.rng.IntN(2) == 0
		if len(list) == 0 {
			continue
		}
		phones.Go(func() {
			if !single {
				o.batch(of, list)
				return
			}
			for _, s := range list {
				if o.one(s) == http.StatusConflict {
					o.Errorf("%s: conflict with itself", s.body["id"])
				}
			}
		})
	}
	phones.Wait()
}

// moveSomebody changes where a person lives, as people.Service does.
func (o *outbox) moveSomebody(ctx context.Context) {
	o.Helper()
	l := o.learners[o.rng.IntN(len(o.learners))]
	p, err := o.store.Person(ctx, l.person.ID)
	o.must(err)
	p.Village = []string{village1, sibling, elsewhere}[o.rng.IntN(3)]
	o.must(o.rollup.Mark(ctx, p.ID))
	o.must(o.store.UpdatePerson(ctx, p))
	if o.rng.IntN(2) == 0 {
		o.people.Forget(p.ID) // else another server did it, and this one hears of it within 30 seconds
	}
	o.must(o.rollup.Refold(ctx, p.ID))
}

// play sends n submissions one to five times each, shuffled, over 60 days; then other bodies under the same ids.
func (o *outbox) play(n int) {
	o.Helper()
	ctx := o.Context()
	var originals, sends []sending
	for range n {
		s := o.submission()
		originals = append(originals, s)
		for range 1 + o.rng.IntN(5) {
			sends = append(sends, s)
		}
	}
	o.rng.Shuffle(len(sends), func(i, j int) { sends[i], sends[j] = sends[j], sends[i] })
	// Far below what one person may send in a minute, and often enough that nobody stays away for 30 days.
	chunk := min(15*len(o.learners), 1+len(sends)/10)
	pause := 60 * 24 * time.Hour / time.Duration(1+len(sends)/chunk)
	for len(sends) > 0 {
		now := sends[:min(chunk, len(sends))]
		sends = sends[len(now):]
		o.flush(now)
		o.moveSomebody(ctx)
		o.clock.skip(pause)
	}
	for _, s := range originals[:n/10] {
		if status := o.one(other(s)); status != http.StatusConflict {
			o.Errorf("%s with another body: %d", s.body["id"], status)
		}
		o.clock.skip(time.Second)
	}
	o.check(ctx, n)
}

// race sends each of n ids from eight phones at once, from two of them with another body.
func (o *outbox) race(n int) (conflicts int) {
	o.Helper()
	const racers = 8
	for i := range n {
		s := o.submission()
		var statuses [racers]int
		var racing sync.WaitGroup
		start := make(chan struct{})
		for r := range racers {
			racing.Go(func() {
				one := s
				if r%4 == 3 {
					one = other(s)
				}
				<-start
				statuses[r] = o.one(one)
			})
		}
		close(start)
		racing.Wait()
		lost := 0
		for r, status := range statuses {
			if status == http.StatusConflict {
				lost++
				if (r%4 == 3) != (statuses[3] == http.StatusConflict) {
					o.Errorf("%s: statuses %v: who said the same as the first has a conflict", s.body["id"], statuses)
				}
			}
		}
		if lost != 2 && lost != 6 {
			o.Errorf("%s: statuses %v", s.body["id"], statuses)
		}
		conflicts += lost
		if i%3 == 2 {
			o.clock.skip(time.Minute)
		}
	}
	o.check(o.Context(), n)
	return conflicts
}

// check wants each of n ids stored once, and everything that follows from them to agree.
func (o *outbox) check(ctx context.Context, n int) {
	o.Helper()
	for id, times := range o.fresh {
		if times != 1 {
			o.Errorf("%s was new %d times", id, times)
		}
	}
	o.must(o.rollup.Sweep(ctx))
	o.must(o.rollup.Flush(ctx))
	report, err := o.rollup.Verify(ctx, o.boards)
	o.must(err)
	for _, line := range report.Differences {
		o.Error(line)
	}
	if len(o.fresh) != n || report.Submissions != n {
		o.Errorf("%d ids were answered, %d submissions are stored, want %d", len(o.fresh), report.Submissions, n)
	}
	totals, err := o.store.Totals(ctx, []string{"66"})
	o.must(err)
	if got := totals["66"]; got.Submissions != n || got.Learners != len(o.owners) {
		o.Errorf("the province counts %+v, want %d submissions of %d", got, n, len(o.owners))
	}
}

func (o *outbox) refreshed() (n int) {
	for _, l := range o.learners {
		n += l.refreshed
	}
	return n
}

func sqliteSite(t *testing.T) *site {
	t.Helper()
	store, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return newSite(t, store, nil)
}

func mongoSite(t *testing.T) *site {
	t.Helper()
	store, err := mongodb.Open(t.Context(), mongotest.Start(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return newSite(t, store, progress.LeaseStore(store))
}

func TestWhatIsSentAgainAndAgainForWeeksCountsOnce(t *testing.T) {
	for name, c := range map[string]struct {
		site   func(*testing.T) *site
		people int
		n      int
	}{
		"SQLite":  {sqliteSite, 12, longtest.Figure(1000, 10_000)},
		"MongoDB": {mongoSite, 4, longtest.Figure(30, 400)},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOutbox(t, c.site(t), c.people)
			o.play(c.n)
			if o.refreshed() == 0 {
				t.Error("no access token has expired: the test no longer takes time")
			}
			longtest.Report(t, 2, c.n, "submissions of "+fmt.Sprint(c.people)+" people over "+name,
				"sent %d times over 60 days, one effect each, identical replies; %d expired tokens traded", o.sent, o.refreshed())
		})
	}
}

func TestOfEightPhonesThatSendOneIDAtOnceOneHasAnEffect(t *testing.T) {
	for name, c := range map[string]struct {
		site   func(*testing.T) *site
		people int
		n      int
	}{
		"SQLite":  {sqliteSite, 6, longtest.Figure(100, 1000)},
		"MongoDB": {mongoSite, 3, longtest.Figure(10, 100)},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOutbox(t, c.site(t), c.people)
			conflicts := o.race(c.n)
			longtest.Report(t, 2, c.n, "ids of eight racers each over "+name, "one effect each, %d conflicts over another body", conflicts)
		})
	}
}
