package progress_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// leases are those of one process, for rollups that stand for several servers.
type leases struct {
	mu   sync.Mutex
	held map[string]lease
}

type lease struct {
	holder string
	until  time.Time
}

func newLeases() *leases { return &leases{held: map[string]lease{}} }

func (l *leases) Claim(_ context.Context, holder string, places []string, now, until time.Time) (claimed []string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, place := range places {
		if old, ok := l.held[place]; ok && old.holder != holder && now.Before(old.until) && !old.until.After(until.Add(progress.LongestLease)) {
			continue
		}
		l.held[place] = lease{holder, until}
		claimed = append(claimed, place)
	}
	return claimed, nil
}

func (l *leases) Release(_ context.Context, holder string, places []string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, place := range places {
		if l.held[place].holder == holder {
			delete(l.held, place)
		}
	}
	return nil
}

// between calls f between the reading of a village's summaries and what follows.
type between struct {
	progress.SummaryStore
	f func()
}

func (b *between) SummariesOf(ctx context.Context, village string) ([]progress.Summary, error) {
	list, err := b.SummaryStore.SummariesOf(ctx, village)
	if f := b.f; f != nil {
		b.f = nil
		f()
	}
	return list, err
}

// One server reads a village's summaries and is held up; another one folds a newer submission of the village and writes its
// totals; then the first goes on with what it read.
func TestASlowServerDoesNotUndoTheTotalsOfAFasterOne(t *testing.T) {
	w := newWorld(t)
	first, second := w.submission(w.resident(village1), "a", 5), w.submission(w.resident(village1), "a", 5)
	fast := w.rollup(w.stores())
	stores := w.stores()
	held := &between{SummaryStore: w.store, f: func() {
		w.insert(second)
		if err := fast.Sweep(t.Context()); err != nil {
			t.Error(err)
		}
	}}
	stores.Summaries = held
	w.insert(first)
	if err := w.rollup(stores).Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.count(village1); got.Participants != 2 {
		t.Errorf("%d participants of 2", got.Participants)
	}
	for _, place := range []string{"00001", places.Province} {
		if got := w.count(place); got.Participants != 2 {
			t.Errorf("%s has %d participants of 2", place, got.Participants)
		}
	}
}

func TestAVillageThatAnotherServerHasLeasedWaitsAndIsNotForgotten(t *testing.T) {
	w := newWorld(t)
	stores := w.stores()
	shared := newLeases()
	stores.Leases = shared
	r := w.rollup(stores)
	if err := r.RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	here, there := w.submission(w.resident(village1), "a", 5), w.submission(w.resident(village3), "a", 5)
	w.insert(here, there)
	if _, err := shared.Claim(t.Context(), "another", []string{village3}, at(100), at(100).Add(5*time.Second)); err != nil {
		t.Fatal(err)
	}
	if err := r.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, b := w.count(village1).Participants, w.count(village3).Participants; a != 1 || b != 0 {
		t.Errorf("village of its own %d, leased by another %d; want 1 and 0", a, b)
	}
	if marked, err := w.store.Unfolded(t.Context(), 9); err != nil || !slices.Equal(marked, []progress.Key{there.Key()}) {
		t.Errorf("marked %v, %v: what is not folded must keep its mark", marked, err)
	}
	if err := shared.Release(t.Context(), "another", []string{village3}); err != nil {
		t.Fatal(err)
	}
	if err := r.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.verify()
}

// share lets servers on one store fold submissions of some residents, each those that arrive at it, all at once.
func (w *world) share(servers []*progress.Rollup, residents, submissions int) {
	w.t.Helper()
	ctx := w.t.Context()
	if err := servers[0].RebuildBoards(ctx); err != nil {
		w.t.Fatal(err)
	}
	var folk []people.Person
	for i := range residents {
		folk = append(folk, w.resident([]string{village1, village2, village3}[i%3]))
	}
	work := make([][]progress.Submission, len(servers))
	for i := range submissions {
		work[i%len(servers)] = append(work[i%len(servers)], w.submission(folk[i%len(folk)], []string{"a", "b"}[i%2], 5))
	}
	var running sync.WaitGroup
	for i, server := range servers {
		running.Go(func() {
			for _, s := range work[i] {
				if _, err := w.store.Insert(ctx, []progress.Submission{s}); err != nil {
					w.t.Error(err)
				}
				if err := server.Sweep(ctx); err != nil {
					w.t.Error(err)
				}
			}
		})
	}
	running.Wait()
	for range 2 { // what one has left because another had the village
		for _, server := range servers {
			if err := server.Flush(ctx); err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

// Three servers fold what arrives at each of them, and all villages end right.
func TestServersThatShareAStoreAgreeInTheEnd(t *testing.T) {
	w := newWorld(t)
	stores := w.stores()
	stores.Leases = newLeases()
	var servers []*progress.Rollup
	for range 3 {
		servers = append(servers, w.rollup(stores))
	}
	w.share(servers, 12, 90)
	w.verify()
}

func TestWhoMovesIsTakenOutOfTheFormerVillage(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	if err := r.RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := w.resident(village1)
	w.insert(w.submission(p, "a", 5))
	if err := r.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := p
	p.Village = village3
	if err := errors.Join(r.Mark(t.Context(), p.ID), w.store.UpdatePerson(t.Context(), p), r.Refold(t.Context(), p.ID), r.Flush(t.Context())); err != nil {
		t.Fatal(err)
	}
	if a, b := w.count(village1).Participants, w.count(village3).Participants; a != 0 || b != 1 {
		t.Errorf("former village %d, new one %d", a, b)
	}
	w.verify()

	// A server that still believes in the former village takes one more submission.
	late := w.submission(before, "b", 5)
	w.insert(late)
	results, err := w.store.Results(t.Context(), []string{p.ID})
	if err != nil {
		t.Fatal(err)
	}
	r.Note([]progress.Summary{progress.Fold(p.ID, progress.Home{Village: village1, Counted: true}, results[p.ID])}, []progress.Key{late.Key()})
	if err := r.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.verify()
	if got := w.totals(village3); got.Submissions != 2 {
		t.Errorf("new village: %+v", got)
	}
}

// Whatever write the machine goes down after while somebody moves, the next start makes everything agree.
func TestACrashWhileSomebodyMovesLeavesATrace(t *testing.T) {
	for after := range 7 {
		w := newWorld(t)
		if err := w.rollup(w.stores()).RebuildBoards(t.Context()); err != nil {
			t.Fatal(err)
		}
		p := w.resident(village1)
		w.insert(w.submission(p, "a", 5))
		if err := w.rollup(w.stores()).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		writes := 0
		broken := crashing{w.store, &writes, after}
		r := w.rollup(progress.Stores{Submissions: broken, Summaries: broken, Totals: broken, People: w.store})
		p.Village = village3
		err := r.Mark(t.Context(), p.ID)
		if err == nil {
			err = broken.write(func() error { return w.store.UpdatePerson(t.Context(), p) })
		}
		if err == nil {
			err = r.Refold(t.Context(), p.ID)
		}
		if err == nil {
			err = r.Flush(t.Context())
		}
		if !errors.Is(err, errCrash) {
			t.Fatalf("after %d writes: %v; the test no longer crashes where it should", after, err)
		}
		if err := w.rollup(w.stores()).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.verify()
	}
}

// Whatever write the machine goes down after while somebody is erased, the next start makes everything agree; erasing again
// then leaves nothing.
func TestACrashWhileSomebodyIsErasedLeavesATrace(t *testing.T) {
	for after := range 7 {
		w := newWorld(t)
		if err := w.rollup(w.stores()).RebuildBoards(t.Context()); err != nil {
			t.Fatal(err)
		}
		p := w.resident(village1)
		w.insert(w.submission(p, "a", 5), w.submission(p, "b", 5))
		if err := w.rollup(w.stores()).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		writes := 0
		broken := crashing{w.store, &writes, after}
		r := w.rollup(progress.Stores{Submissions: broken, Summaries: broken, Totals: broken, People: w.store})
		if err := r.Erase(t.Context(), p.ID, p.Village); !errors.Is(err, errCrash) {
			t.Fatalf("after %d writes: %v; the test no longer crashes where it should", after, err)
		}
		r = w.rollup(w.stores())
		if err := errors.Join(r.RebuildBoards(t.Context()), r.Sweep(t.Context())); err != nil { // as a start does
			t.Fatal(err)
		}
		w.verify()
		if err := errors.Join(r.Erase(t.Context(), p.ID, p.Village), w.store.DeletePerson(t.Context(), p.ID), r.Flush(t.Context())); err != nil {
			t.Fatal(err)
		}
		if report := w.verify(); report.Submissions != 0 || w.totals("00001").Learners != 0 {
			t.Errorf("%s, ward %+v", report, w.totals("00001"))
		}
	}
}

// deaf is a store whose answer to an insert is lost on the way.
type deaf struct{ *sqlite.Store }

func (d deaf) Insert(ctx context.Context, batch []progress.Submission) ([]progress.Inserted, error) {
	if _, err := d.Store.Insert(ctx, batch); err != nil {
		return nil, err
	}
	return nil, errors.New("the connection broke")
}

// The sweep of every thirty seconds would find it too; nobody should wait for that in the evening.
func TestWhatWasStoredThoughTheAnswerWasLostIsFoldedSoon(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(progress.Stores{Submissions: deaf{w.store}, Summaries: w.store, Totals: w.store, People: w.store})
	defer stop()
	_, err := service.Submit(t.Context(), w.resident(village1), progress.Draft{ID: "7f9c24e8-3b12-4d8f-9c1a-0123456789ab", Module: "a", Version: 1,
		Answers: map[string][]string{"q1": {"x"}}})
	if !errors.Is(err, progress.ErrUnavailable) {
		t.Fatalf("the answer was %v", err)
	}
	eventually(t, "it is in the totals", func() bool { return w.count(village1).Participants == 1 })
}

func TestAFirstSubmissionCountsWhereWhoMovedOnAnotherServerLivesNow(t *testing.T) {
	w := newWorld(t)
	stores := w.stores()
	stores.Leases = newLeases()
	service, _, stop := w.serving(stores)
	p := w.resident(village1)
	known := p // by this server, for half a minute
	if err := w.move(t.Context(), w.rollup(stores), &p); err != nil {
		t.Fatal(err)
	}
	draft := progress.Draft{ID: uuid.NewString(), Module: "a", Version: 1, StartedAt: at(1), FinishedAt: at(2), Answers: map[string][]string{"q1": {"x"}}}
	for range 2 { // a repeat changes nothing
		if _, err := service.Submit(t.Context(), known, draft); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	if s, err := w.store.Summary(t.Context(), p.ID); err != nil || s.Village != p.Village || p.Village == village1 {
		t.Errorf("counted in %s, lives in %s: %v", s.Village, p.Village, err)
	}
	w.verify()
}
