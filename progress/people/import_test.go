package people

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
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

func TestAnImportIsUndoneWithinADayAndNotLater(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	_, first := w.importing(officer, entries(3))
	w.pass(UndoTime - time.Minute)
	_, second := w.importing(officer, append(entries(3), ImportEntry{Row: 9, Name: "Người Sau", Village: village, Account: "có"}))
	erased, kept, err := w.UndoImport(t.Context(), officer, ward, first.ID, nobodyLearnt, func(int, int) {})
	if err != nil || erased != 3 || kept != 0 || w.living() != 1 {
		t.Errorf("erased %d, kept %d, %d are left: %v", erased, kept, w.living(), err)
	}
	if gone, err := w.memory.Erasures(t.Context()); err != nil || len(gone) != 3 {
		t.Errorf("a backup would bring them back: %+v, %v", gone, err)
	}
	w.pass(UndoTime + time.Minute)
	_, _, err = w.UndoImport(t.Context(), officer, ward, second.ID, nobodyLearnt, func(int, int) {})
	w.wantErr(err, ErrTooLate)
}

func TestWhoHasLearntOrSignedInStaysWhenAnImportIsUndone(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	plan, made := w.importing(officer, entries(4))
	learnt, moved := plan.Add[0].ID, plan.Add[1]
	if _, err := w.change(t.Context(), moved.ID, func(p *Person) bool { p.Name = "Tên Đúng"; return true }); err != nil {
		t.Fatal(err)
	}
	calls, swept := 0, []string{}
	learning := Learning{
		Begun: func(context.Context, []string) (map[string]bool, error) {
			calls++
			// The second time somebody has handed something in while they were being erased.
			return map[string]bool{learnt: true, plan.Add[2].ID: calls > 1}, nil
		},
		Erase: func(_ context.Context, p Person) error { swept = append(swept, p.ID); return nil },
	}
	erased, kept, err := w.UndoImport(t.Context(), officer, ward, made.ID, learning, func(int, int) {})
	if err != nil || erased != 2 || kept != 2 || len(swept) != 1 || swept[0] != plan.Add[2].ID {
		t.Errorf("erased %d, kept %d, swept %v: %v", erased, kept, swept, err)
	}
	w.stored(learnt)
	w.stored(moved.ID)
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
