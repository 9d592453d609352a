package progress_test

import (
	"context"
	"errors"
	"testing"

	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

var officerOfOne = people.Person{ID: "o1", Appointments: []people.Appointment{{Role: people.Officer, Ward: "00001"}}}

func TestOfficersChangeTheVillagesOfTheirOwnWardAlone(t *testing.T) {
	s := newSettlement(t)
	w := progress.NewWardVillages(s.villages(forever))
	elsewhere := people.Person{ID: "o2", Appointments: []people.Appointment{{Role: people.Officer, Ward: "00002"}}}
	coordinator := people.Person{ID: "c1", Appointments: []people.Appointment{{Role: people.Coordinator, Village: village1}}}
	for _, actor := range []people.Person{elsewhere, coordinator, manager, {ID: "r1"}} {
		_, _, _, split := w.Split(t.Context(), actor, village1, progress.Split{Name: "Thôn 9", Kind: places.Thon})
		for what, err := range map[string]error{
			"add":    put(w.Add(t.Context(), actor, "00001", "Thôn 9", places.Thon)),
			"import": put2(w.Import(t.Context(), actor, "00001", nil, true)),
			"rename": put(w.Rename(t.Context(), actor, village1, "Thôn 9")),
			"merge":  put2(w.Merge(t.Context(), actor, village1, village2)),
			"split":  split,
			"retire": w.Retire(t.Context(), actor, village1),
		} {
			if !errors.Is(err, progress.ErrForbidden) {
				t.Errorf("%s by %s: %v", what, actor.ID, err)
			}
		}
	}
	if _, err := w.Rename(t.Context(), officerOfOne, village1, "Thôn 9"); err != nil {
		t.Error(err)
	}
	if n := s.audited(people.ActionVillageRenamed); n != 1 {
		t.Errorf("%d lines in the log", n)
	}
}

func TestTheLogNamesTheOfficerWhoChangedAVillage(t *testing.T) {
	s := newSettlement(t)
	w := progress.NewWardVillages(s.villages(forever))
	if _, _, err := w.Merge(t.Context(), officerOfOne, village1, village2); err != nil {
		t.Fatal(err)
	}
	var by []string
	if err := s.store.EachAudit(t.Context(), func(e people.AuditEntry) error {
		if e.Action == people.ActionVillageMerged {
			by = append(by, e.Actor)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(by) != 1 || by[0] != officerOfOne.ID {
		t.Errorf("the log names %v", by)
	}
}

func TestTheLogNamesTheOfficerWhoMovedSomebodyByASplit(t *testing.T) {
	s := newSettlement(t)
	w := progress.NewWardVillages(s.villages(forever))
	split := progress.Split{Name: "Thôn Mới", Kind: places.Thon, People: []string{s.idle.ID}}
	if _, _, _, err := w.Split(t.Context(), officerOfOne, village1, split); err != nil {
		t.Fatal(err)
	}
	lines, err := s.store.AuditAbout(t.Context(), s.idle.ID, 0, 9)
	if err != nil || len(lines) != 1 || lines[0].Action != people.ActionMoved || lines[0].Actor != officerOfOne.ID {
		t.Errorf("%+v, %v", lines, err)
	}
}

func TestOnlyOneChangeOfAWardsVillagesGoesOnAtOnce(t *testing.T) {
	s := newSettlement(t)
	var w *progress.WardVillages
	asked := false
	w = progress.NewWardVillages(s.villagesKnown(forever, func(ctx context.Context) error {
		asked = true
		if _, _, err := w.Merge(ctx, officerOfOne, village2, village1); !errors.Is(err, places.ErrChanged) {
			t.Errorf("a merger beside a split: %v", err)
		}
		return nil
	}))
	split := progress.Split{Name: "Thôn Mới", Kind: places.Thon, People: []string{s.idle.ID}}
	if _, _, _, err := w.Split(t.Context(), officerOfOne, village1, split); err != nil || !asked {
		t.Fatalf("asked %v, %v", asked, err)
	}
	if _, _, err := w.Merge(t.Context(), officerOfOne, village2, village1); err != nil {
		t.Errorf("after it: %v", err)
	}
	s.start()
}

func TestAListThatWasBrokenOffIsFinishedByTheSameList(t *testing.T) {
	s := newSettlement(t)
	w := progress.NewWardVillages(s.villages(forever))
	list := []places.VillageEntry{{Row: 2, ID: village1, Name: "Thôn Đổi Tên"}, {Row: 3, Name: "Thôn Mới"}, {Row: 4, Name: "Thôn Mới Nữa"}}
	if _, _, err := w.Import(t.Context(), officerOfOne, "00001", list[:2], false); err != nil {
		t.Fatal(err)
	}
	plan, _, err := w.Import(t.Context(), officerOfOne, "00001", list, false)
	if err != nil || len(plan.Add) != 1 || plan.Add[0].Name != "Thôn Mới Nữa" || len(plan.Rename) > 0 || plan.Known != 2 {
		t.Errorf("%+v, %v", plan, err)
	}
	if plan, _, err = w.Import(t.Context(), officerOfOne, "00001", list, false); err != nil || len(plan.Add) > 0 || plan.Known != 3 {
		t.Errorf("once more: %+v, %v", plan, err)
	}
	if added, renamed := s.audited(people.ActionVillageAdded), s.audited(people.ActionVillageRenamed); added != 2 || renamed != 1 {
		t.Errorf("%d and %d lines in the log", added, renamed)
	}
}
