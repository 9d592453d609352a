package progress_test

import (
	"errors"
	"testing"

	"hocso/progress"
	"hocso/progress/people"
)

// Whatever became of the marks, a start finds who lives elsewhere or counts otherwise than their summary says, and who is gone.
func TestAStartFindsSummariesThatFollowFromNobodyAsTheyAreNow(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	moved, withdrew, gone, stays := w.resident(village1), w.resident(village1), w.resident(village2), w.resident(village2)
	for _, p := range []people.Person{moved, withdrew, gone, stays} {
		w.insert(w.submission(p, "a", 5))
	}
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	moved.Village = village3
	withdrew.Consents = nil
	if err := errors.Join(w.store.UpdatePerson(t.Context(), moved), w.store.UpdatePerson(t.Context(), withdrew), w.store.DeletePerson(t.Context(), gone.ID)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Reconcile(t.Context()), r.Flush(t.Context())); err != nil {
		t.Fatal(err)
	}
	if report := w.verify(); report.Submissions != 3 {
		t.Errorf("%s, want the submissions of three", report)
	}
	for village, want := range map[string]int{village1: 0, village2: 1, village3: 1} {
		if got := w.count(village).Participants; got != want {
			t.Errorf("%s: %d participants, want %d", village, got, want)
		}
	}
	if _, err := w.store.Summary(t.Context(), gone.ID); !errors.Is(err, progress.ErrNotFound) {
		t.Errorf("the summary of who is gone: %v", err)
	}
}

func TestWhoIsErasedWhileMovingLeavesBothVillagesAndTheirBoards(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	p := w.resident(village1)
	w.insert(w.submission(p, "a", 5))
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.Village = village3
	// The move is noted, and no round of recomputing comes between it and the erasure.
	if err := errors.Join(r.Mark(t.Context(), p.ID), w.store.UpdatePerson(t.Context(), p), r.Refold(t.Context(), p.ID)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Erase(t.Context(), p.ID, p.Village), w.store.DeletePerson(t.Context(), p.ID), r.Erase(t.Context(), p.ID, p.Village), r.Flush(t.Context())); err != nil {
		t.Fatal(err)
	}
	if report := w.verify(); report.Submissions != 0 || w.totals(village1).Learners != 0 {
		t.Errorf("%s, former village %+v", report, w.totals(village1))
	}
}

// One server has folded a resident and not stored it yet; another one stores that they withdrew, and goes down before its own
// round is through.
func TestAWithdrawnConsentOutlivesAServerThatTakesItsMarkOff(t *testing.T) {
	for after := range 4 {
		w := newWorld(t)
		stores := w.stores()
		stores.Leases = newLeases()
		slow := w.rollup(stores)
		if err := slow.RebuildBoards(t.Context()); err != nil {
			t.Fatal(err)
		}
		p := w.resident(village1)
		s := w.submission(p, "a", 5)
		w.insert(s)
		slow.Note([]progress.Summary{progress.Fold(p.ID, progress.Home{Village: p.Village, Counted: true}, []progress.Result{s.Result})}, []progress.Key{s.Key()})

		writes := 0
		broken := crashing{w.store, &writes, 1 + after}
		other := w.rollup(progress.Stores{Submissions: broken, Summaries: broken, Totals: broken, People: w.store, Leases: stores.Leases})
		p.Consents = nil
		if err := errors.Join(other.Mark(t.Context(), p.ID), w.store.UpdatePerson(t.Context(), p), other.Refold(t.Context(), p.ID), slow.Flush(t.Context())); err != nil {
			t.Fatal(err)
		}
		if err := other.Flush(t.Context()); !errors.Is(err, errCrash) {
			t.Fatalf("after %d writes: %v; the test no longer crashes where it should", after, err)
		}
		again := w.rollup(w.stores())
		if err := errors.Join(again.RebuildBoards(t.Context()), again.Sweep(t.Context()), again.Reconcile(t.Context()), again.Flush(t.Context())); err != nil {
			t.Fatal(err)
		}
		w.verify()
	}
}
