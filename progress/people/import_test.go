package people

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/progress/places"
)

// nobodyLearnt is what undoing an import is told of people who have handed nothing in.
var nobodyLearnt = Learning{
	Begun: func(context.Context, []string) (map[string]bool, error) { return nil, nil },
	Erase: func(context.Context, Person) error { return nil },
}

func entries(n int) []ImportEntry {
	list := make([]ImportEntry, n)
	for i := range list {
		list[i] = ImportEntry{Row: i + 2, Name: fmt.Sprintf("Người %d", i), Village: []string{village, village2}[i%2], Account: "x"}
	}
	return list
}

func (w *world) importing(officer Person, list []ImportEntry) (ImportPlan, Import) {
	w.Helper()
	plan, made, err := w.Import(w.Context(), officer, ward, list, func(int, int) {})
	if err != nil {
		w.Fatalf("Import: %v", err)
	}
	return plan, made
}

func (w *world) living() int {
	w.Helper()
	n, err := w.memory.CountByVillage(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	return n[village] + n[village2] + n[village3]
}

func TestAnImportThatWasBrokenOffIsFinishedByTheSameTable(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	list := entries(3 * importChunk)
	ctx, cancel := context.WithCancel(t.Context())
	_, _, err := w.Import(ctx, officer, ward, list, func(done, of int) {
		if done == importChunk && of == 3*importChunk {
			cancel()
			_ = w.fail("AddPeople")
		}
	})
	if err == nil || w.living() != importChunk {
		t.Fatalf("%v, %d stored", err, w.living())
	}
	w.mend()
	plan, _ := w.importing(officer, list)
	if len(plan.Add) != 2*importChunk || plan.Known != importChunk || w.living() != 3*importChunk {
		t.Errorf("added %d, known %d, %d live there", len(plan.Add), plan.Known, w.living())
	}
	if again, made := w.importing(officer, list); len(again.Add) != 0 || made.ID != uuid.Nil || w.living() != 3*importChunk {
		t.Errorf("once more: %d added", len(again.Add))
	}
}

func TestOnlyOfficersOfTheWardImport(t *testing.T) {
	w := newWorld(t)
	for _, actor := range []Person{w.coordinator(), w.staff(Officer, "", ward2), w.staff(Manager, "", ""), w.staff(Admin, "", "")} {
		_, _, err := w.Import(t.Context(), actor, ward, entries(1), func(int, int) {})
		w.wantErr(err, ErrForbidden)
		_, err = w.Imports(t.Context(), actor, ward)
		w.wantErr(err, ErrForbidden)
		_, _, err = w.UndoImport(t.Context(), actor, ward, uuid.New(), nobodyLearnt, func(int, int) {})
		w.wantErr(err, ErrForbidden)
	}
	if w.living() != 0 {
		t.Errorf("%d live there", w.living())
	}
}

func TestARowMeansTheVillageThatAClosedOneWasMergedInto(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	w.merge()
	plan, _ := w.importing(officer, []ImportEntry{{Row: 2, Name: "Người Cũ", Village: village, Account: "x"}})
	if len(plan.Add) != 1 || plan.Add[0].Village != village2 {
		t.Errorf("%+v", plan)
	}
}

func TestWhoIsAddedWhileTheirVillageIsMergedLivesInTheOneThatStays(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	_, _, err := w.Import(t.Context(), officer, ward, entries(2*importChunk), func(done, _ int) {
		if done == importChunk {
			w.merge()
		}
	})
	n, countErr := w.memory.CountByVillage(t.Context())
	if err != nil || countErr != nil || n[village] != importChunk/2 || n[village2] != 3*importChunk/2 {
		t.Errorf("%d live in the closed village, %d in the other: %v, %v", n[village], n[village2], err, countErr)
	}
}

// heldLeases are leases of keys that end when they are released, and by time.
type heldLeases struct {
	mu     sync.Mutex
	holder map[string]string
	until  map[string]time.Time
}

func (l *heldLeases) Claim(_ context.Context, holder string, keys []string, now, until time.Time) (claimed []string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range keys {
		if other := l.holder[key]; other == "" || other == holder || !now.Before(l.until[key]) {
			l.holder[key], l.until[key] = holder, until
			claimed = append(claimed, key)
		}
	}
	return claimed, nil
}

func (l *heldLeases) Release(_ context.Context, holder string, keys []string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range keys {
		if l.holder[key] == holder {
			delete(l.holder, key)
		}
	}
	return nil
}

func TestATableThatIsSentToTwoServersAtOnceAddsEverybodyOnce(t *testing.T) {
	w := newWorld(t)
	w.leases = &heldLeases{holder: map[string]string{}, until: map[string]time.Time{}}
	w.restart()
	other, officer, list := w.another(), w.staff(Officer, "", ward), entries(2*importChunk)
	nothing := func(int, int) {}
	_, first := w.importing(officer, entries(1))
	_, made, err := w.Import(t.Context(), officer, ward, list, func(done, _ int) {
		if done > importChunk {
			return
		}
		_, _, err := other.Import(t.Context(), officer, ward, list, nothing)
		w.wantErr(err, places.ErrChanged)
		_, _, err = other.UndoImport(t.Context(), officer, ward, first.ID, nobodyLearnt, nothing)
		w.wantErr(err, places.ErrChanged)
	})
	if err != nil || w.living() != 2*importChunk {
		t.Fatalf("%d live there: %v", w.living(), err)
	}
	if plan, _, err := other.Import(t.Context(), officer, ward, list, nothing); err != nil || plan.Known != len(list) || len(plan.Add) > 0 {
		t.Errorf("after it: %d known, %d added, %v", plan.Known, len(plan.Add), err)
	}
	if erased, _, err := other.UndoImport(t.Context(), officer, ward, made.ID, nobodyLearnt, nothing); err != nil || erased != 2*importChunk-1 {
		t.Errorf("undone: %d erased, %v", erased, err)
	}
}

func TestAServerThatLostItsTurnToImportStops(t *testing.T) {
	w := newWorld(t)
	w.leases = &heldLeases{holder: map[string]string{}, until: map[string]time.Time{}}
	w.restart()
	other, officer := w.another(), w.staff(Officer, "", ward)
	_, _, err := w.Import(t.Context(), officer, ward, entries(2*importChunk), func(int, int) {
		w.pass(turnLease)
		if turn, err := other.TakeImportTurn(t.Context(), ward); err != nil || turn.key == "" {
			t.Errorf("the other server takes over: %v", err)
		}
	})
	w.wantErr(err, places.ErrChanged)
	if w.living() != importChunk {
		t.Errorf("%d live there", w.living())
	}
}
