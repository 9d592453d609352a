package progress_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

func TestUndoingAFileOfRollsWithdrawsWhatWaitsAndNeverGivesItsNumberAgain(t *testing.T) {
	f := newFiling(t)
	id := f.take(20, 30)
	f.wantWaiting(20, 30)
	u := f.undo(id)
	if len(u.Withdrawn) != 2 || len(u.Left) > 0 || u.Withdrawn[0].Village.ID != village1 || u.Withdrawn[0].Roll.Adults != 20 {
		t.Errorf("%+v", u)
	}
	f.wantWaiting(0, 0)
	for _, r := range f.stored() {
		if !r.Withdrawn() || r.WithdrawnBy != officerOfOne.ID || r.Version != 2 {
			t.Errorf("%+v", r)
		}
	}
	if err := f.approve(village1, 2); !errors.Is(err, places.ErrRollWithdrawn) {
		t.Errorf("approved: %v", err)
	}
	f.take(20, 31) // the same number is no repetition
	f.wantWaiting(20, 31)
	if v := f.stored()[1]; v.Version != 3 || v.Village != village1 {
		t.Errorf("declared again: %+v", v)
	}
	f.must(f.approve(village1, 3))
	f.reload()
	f.wantRoll(village1, 20)
	f.wantRoll(village2, 10)
	if again := f.undo(id); len(again.Withdrawn)+len(again.Left) > 0 {
		t.Errorf("once more: %+v", again)
	}
	if n, m := f.audited(people.ActionRollWithdrawn), f.audited(people.ActionRollFileUndone); n != 2 || m != 1 {
		t.Errorf("%d and %d lines in the log", n, m)
	}
}

func TestUndoingAFileOfRollsLeavesWhatWasApprovedOrDeclaredSinceAndSaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile     func(f filing)
		left          map[string]places.LeftReason
		first, second int // wait afterwards
	}{
		"nothing":  {func(filing) {}, map[string]places.LeftReason{}, 0, 0},
		"approved": {func(f filing) { f.must(f.approve(village1, 2)) }, map[string]places.LeftReason{village1: places.LeftApproved}, 0, 0},
		"approved, and declared anew": {func(f filing) {
			f.must(f.approve(village1, 2))
			f.must(put(f.declare(f.rolls(forever), false, 25, 0)))
		}, map[string]places.LeftReason{village1: places.LeftApproved}, 25, 0},
		"declared anew": {func(f filing) { f.must(put(f.declare(f.rolls(forever), false, 0, 35))) },
			map[string]places.LeftReason{village2: places.LeftChanged}, 0, 35},
		"a later one approved": {func(f filing) {
			f.must(put(f.declare(f.rolls(forever), false, 25, 0)))
			f.must(f.approve(village1, 3))
		}, map[string]places.LeftReason{village1: places.LeftChanged}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFiling(t)
			id := f.take(20, 30)
			c.meanwhile(f)
			u := f.undo(id)
			if !reflect.DeepEqual(leftOf(u), c.left) || len(u.Withdrawn)+len(u.Left) != 2 {
				t.Errorf("%+v", u)
			}
			f.wantWaiting(c.first, c.second)
		})
	}
	t.Run("merged", func(t *testing.T) {
		f := newFiling(t)
		id := f.take(20, 30)
		f.must(put2(f.villages(forever).Merge(t.Context(), village1, village2)))
		u := f.undo(id)
		if why := leftOf(u); why[village1] != places.LeftChanged || why[village2] == "" || len(u.Withdrawn) > 0 {
			t.Errorf("%+v", u)
		}
		f.reload()
		f.wantRoll(village2, 20)
	})
}

func TestFilesOfRollsAreUndoneFromTheLastOneOnAndWhatWaitedBeforeWaitsAgain(t *testing.T) {
	f := newFiling(t)
	f.must(put(f.declare(f.rolls(forever), false, 15, 0)))
	one, two := f.take(20, 30), f.take(21, 0)
	if u := f.undo(one); !reflect.DeepEqual(leftOf(u), map[string]places.LeftReason{village1: places.LeftChanged}) || len(u.Withdrawn) != 1 {
		t.Errorf("the first one: %+v", u)
	}
	f.wantWaiting(21, 0)
	f.undo(two)
	f.wantWaiting(20, 0)
	if u := f.undo(one); len(u.Withdrawn) != 1 || len(u.Left) > 0 {
		t.Errorf("the first one, then: %+v", u)
	}
	f.wantWaiting(15, 0)
	f.must(f.approve(village1, 2))
	f.reload()
	f.wantRoll(village1, 15)
}

// Wherever taking a file in is broken off, nothing of it waits and it is offered to nobody, also when others declare under its numbers.
func TestAFileOfRollsThatWasBrokenOffIsNone(t *testing.T) {
	for writes := 0; ; writes++ {
		f := newFiling(t)
		if _, err := f.declare(f.rolls(writes), true, 20, 30); err == nil {
			if writes != 4 || len(f.files()) != 1 {
				t.Errorf("a file takes %d writes and is listed as %+v", writes, f.files())
			}
			return
		}
		f.wantWaiting(0, 0)
		for _, byHand := range []bool{false, true} {
			if byHand {
				f.must(put(f.declare(f.rolls(forever), false, 25, 35)))
			}
			if files := f.files(); len(files) > 0 {
				t.Fatalf("broken off after %d writes, declared by hand since: %v, and listed as %+v", writes, byHand, files)
			}
		}
		f.wantWaiting(25, 35)
	}
}

// Wherever undoing a file is broken off, it is offered again, and nothing of it waits once it is undone.
func TestUndoingAFileOfRollsThatWasBrokenOffIsFinishedByAskingAgain(t *testing.T) {
	for writes := 0; ; writes++ {
		f := newFiling(t)
		id := f.take(20, 30)
		_, err := f.rolls(writes).UndoImport(t.Context(), officerOfOne, "00001", id, false)
		if files := f.files(); len(files) != 1 || files[0].Undone != (err == nil) {
			t.Fatalf("after %d writes: %v, %+v", writes, err, files)
		}
		f.undo(id)
		f.wantWaiting(0, 0)
		if !f.files()[0].Undone {
			t.Fatalf("after %d writes: still offered", writes)
		}
		if err == nil {
			return
		}
	}
}

func TestAFileOfRollsIsUndoneWithinADayByTheWardItself(t *testing.T) {
	f := newFiling(t)
	id := f.take(20, 30)
	elsewhere := people.Person{ID: "o2", Appointments: []people.Appointment{{Role: people.Officer, Ward: "00002"}}}
	manager := people.Person{ID: "m1", Appointments: []people.Appointment{{Role: people.Manager}}}
	for _, dryRun := range []bool{true, false} {
		for _, other := range []people.Person{elsewhere, manager} {
			if _, err := f.rolls(forever).UndoImport(t.Context(), other, "00001", id, dryRun); !errors.Is(err, progress.ErrForbidden) {
				t.Errorf("by %s: %v", other.ID, err)
			}
		}
		if _, err := f.rolls(forever).UndoImport(t.Context(), elsewhere, "00002", id, dryRun); !errors.Is(err, people.ErrTooLate) {
			t.Errorf("under another ward: %v", err)
		}
		if _, err := f.rolls(forever).UndoImport(t.Context(), officerOfOne, "00001", uuid.New(), dryRun); !errors.Is(err, people.ErrTooLate) {
			t.Errorf("one that there never was: %v", err)
		}
	}
	if _, err := f.rolls(0).Imports(t.Context(), elsewhere, "00001"); !errors.Is(err, progress.ErrForbidden) {
		t.Errorf("the list, from elsewhere: %v", err)
	}
	want := []progress.RollRef{{Village: village1, Version: 2}, {Village: village2, Version: 2}}
	if list := f.files(); len(list) != 1 || list[0].ID != id || list[0].By != officerOfOne.ID || list[0].Undone || !slices.Equal(list[0].Made, want) {
		t.Errorf("%+v", list)
	}
	f.wantWaiting(20, 30)
	f.now = f.now.Add(people.UndoTime + time.Second)
	if _, err := f.rolls(forever).UndoImport(t.Context(), officerOfOne, "00001", id, false); !errors.Is(err, people.ErrTooLate) || len(f.files()) > 0 {
		t.Errorf("after a day: %v, %+v", err, f.files())
	}
	f.now = f.now.Add(-time.Minute)
	if u := f.undo(id); len(u.Withdrawn) != 2 {
		t.Errorf("just before: %+v", u)
	}
}

// Two servers share the store: while one approves, the other one withdraws nothing, and the other way round.
func TestRollsOfAWardAreChangedByOneServerAtATime(t *testing.T) {
	f := newFiling(t)
	id := f.take(20, 30)
	f.leases = heldLeases{}
	_, undoing := f.rolls(forever).UndoImport(t.Context(), officerOfOne, "00001", id, false)
	_, declaring := f.declare(f.rolls(forever), true, 21, 31)
	for what, err := range map[string]error{"undone": undoing, "declared": declaring, "approved": f.approve(village1, 2)} {
		if !errors.Is(err, places.ErrChanged) {
			t.Errorf("%s: %v", what, err)
		}
	}
	f.leases = nil
	f.wantWaiting(20, 30)
	f.undo(id)
}
