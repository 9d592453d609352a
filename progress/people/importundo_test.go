package people

import (
	"context"
	"errors"
	"testing"
	"time"
)

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

func TestUndoingAnImportThatWasBrokenOffIsOfferedAgainAndFinished(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	_, made := w.importing(officer, entries(2*undoChunk))
	offered := func(want bool) {
		t.Helper()
		list, err := w.Imports(t.Context(), officer, ward)
		if err != nil || len(list) != 1 || list[0].Undone == want {
			t.Errorf("%+v, %v; want it offered: %v", list, err, want)
		}
	}
	chunks, errBroken := 0, errors.New("the server goes down")
	breaking := Learning{Begun: func(context.Context, []string) (map[string]bool, error) {
		if chunks++; chunks > 2 { // asked before and after the first chunk is erased
			return nil, errBroken
		}
		return map[string]bool{}, nil
	}}
	erased, _, err := w.UndoImport(t.Context(), officer, ward, made.ID, breaking, func(int, int) {})
	w.wantErr(err, errBroken)
	if erased != undoChunk {
		t.Errorf("%d were erased before it broke off", erased)
	}
	offered(true)
	erased, _, err = w.UndoImport(t.Context(), officer, ward, made.ID, nobodyLearnt, func(int, int) {})
	if err != nil || erased != undoChunk || w.living() != 0 {
		t.Errorf("%d erased then, %d left: %v", erased, w.living(), err)
	}
	offered(false)
}

// All of this happens after it was looked at who has learnt anything, and before somebody's turn has come.
func TestWhoIsTouchedWhileAnImportIsBeingUndoneStays(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	plan, made := w.importing(officer, []ImportEntry{{Row: 2, Name: "Người Thẻ", Village: village, Account: "x"}, {Row: 3, Name: "Người Đổi", Village: village, Account: "x"},
		{Row: 4, Name: "Người Gộp", Village: village, Account: "x"}, {Row: 5, Name: "Người Đi", Village: village, Account: "x"}, {Row: 6, Name: "Người Như Cũ", Village: village, Account: "x"}})
	card, edited, kept, gone, same := plan.Add[0].ID, plan.Add[1].ID, plan.Add[2].ID, plan.Add[3].ID, plan.Add[4].ID
	w.memory.certified[same] = true
	touched := false
	learning := Learning{Erase: nobodyLearnt.Erase, Begun: func(ctx context.Context, _ []string) (map[string]bool, error) {
		if touched {
			return nil, nil
		}
		touched = true
		w.card(card)
		if _, err := w.change(ctx, edited, func(p *Person) bool { p.BirthBand = "1980"; return true }); err != nil {
			t.Error(err)
		}
		if err := w.memory.AddAlias(ctx, Alias{Dropped: "d", Kept: kept}); err != nil {
			t.Error(err)
		}
		return nil, w.memory.DeletePerson(ctx, gone)
	}}
	erased, stay, err := w.UndoImport(t.Context(), officer, ward, made.ID, learning, func(int, int) {})
	if err != nil || erased != 1 || stay != 4 {
		t.Errorf("erased %d, kept %d: %v", erased, stay, err)
	}
	for _, id := range []string{card, edited, kept} {
		w.stored(id)
	}
	if w.memory.certified[same] {
		t.Error("something of who was erased is left")
	}
}
