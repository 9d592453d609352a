package progresstest

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// totals has every field set.
func totals(place string) progress.Totals {
	return progress.Totals{
		Place: place, Learners: 90, Submissions: 321,
		Modules: map[string]progress.ModuleCount{"vneid-1": {Tried: 90, Passed: 70}, "dvc.1": {Tried: 20}},
		Days: map[day.Day]progress.DayCount{
			"2026-11-02": {Learners: 60, Submissions: 80},
			"2026-11-03": {Learners: 30},
		},
		Campaigns: map[string]progress.Count{
			"dot.1": {
				Learners: 90, Reached: progress.Reached{Participants: 70, Completed: 20, Points: 1234}, ParticipatedAt: at(2), CompletedAt: at(3), GainedAt: at(4),
				Days:  map[day.Day]progress.Reached{"2026-11-02": {Participants: 50, Completed: 1, Points: 70}, "2026-11-03": {Points: -2}},
				Signs: campaign.Signs{Attempts: 8, Assisted: 1, Timed: 7, Quick: 2, OnOneDevice: 3, Alike: 4, Participants: 70, OnLastDay: 5},
			},
			"dot-2": {Learners: 1},
		},
		Study: study(),
		AsOf:  at(1),
	}
}

// study has every field set, and a question and a module whose names a database could take for something else.
func study() progress.Study {
	var hours progress.Hours
	hours.Add(0, 3)
	hours.Add(167, 2)
	return progress.Study{Hours: hours, Firsts: map[progress.Quiz]progress.FirstAnswers{
		{Module: "dvc.1", Version: 1}:                  {People: 20, Wrong: map[string]int{"$q": 3, "q.2": 1}},
		{Module: "dvc.1", Version: 1, Language: "rad"}: {People: 2, Wrong: map[string]int{"$q": 1}},
		{Module: "dvc.1", Version: 2}:                  {People: 1},
	}}
}

// TestTotalsStore checks a store; open gives an empty one each time.
func TestTotalsStore(t *testing.T, open func(t *testing.T) progress.TotalsStore) {
	t.Run("an empty store has no totals", func(t *testing.T) {
		s := open(t)
		wantTotals(t, s, nil, "24175-007", places.Province)
		wantTotals(t, s, nil)
	})

	t.Run("totals come back with every field", func(t *testing.T) {
		s := open(t)
		village, ward, province := totals("24175-007"), totals("24175"), progress.Totals{Place: places.Province, AsOf: at(2)}
		counted := village
		counted.Revision = 1 // once it is stored
		filled(t, counted)
		filled(t, village.Modules["vneid-1"])
		filled(t, village.Days["2026-11-02"])
		filled(t, village.Campaigns["dot.1"])
		filled(t, village.Campaigns["dot.1"].Days["2026-11-02"])
		filled(t, village.Campaigns["dot.1"].Signs)
		filled(t, village.Study)
		filled(t, village.Firsts[progress.Quiz{Module: "dvc.1", Version: 1}])
		putTotals(t, s, village, ward, province)
		wantTotals(t, s, []progress.Totals{village, ward, province}, "24175", "24175-007", places.Province)
		putTotals(t, s)
	})

	t.Run("only the named places come back", func(t *testing.T) {
		s := open(t)
		putTotals(t, s, totals("24175-007"), totals("24175"), totals("24175-008"))
		wantTotals(t, s, []progress.Totals{totals("24175"), totals("24175-008")}, "24175-008", "24175", "24175-009")
	})

	t.Run("plain totals are the same without their study", func(t *testing.T) {
		s := open(t)
		putTotals(t, s, totals("24175"), totals("24175-007"))
		whole, err := s.Totals(t.Context(), []string{"24175", "24175-007"})
		must(t, err)
		plain, err := s.PlainTotals(t.Context(), []string{"24175", "24175-007", "24175-009"})
		must(t, err)
		for place, one := range whole {
			one.Study = progress.Study{}
			whole[place] = one
		}
		revisions, err := s.TotalsRevisions(t.Context(), []string{"24175", "24175-007", "24175-009"})
		must(t, err)
		if len(revisions) != 2 || revisions["24175"] != whole["24175"].Revision || revisions["24175-007"] != 1 {
			t.Errorf("revisions %v", revisions)
		}
		if len(plain) != 2 || !reflect.DeepEqual(plain, whole) {
			t.Errorf("plain totals %+v\nwhole totals %+v", plain, whole)
		}
	})

	t.Run("putting again replaces the whole totals, lower numbers too", func(t *testing.T) {
		s := open(t)
		putTotals(t, s, totals("24175-007"), totals("24175-008"))
		less := progress.Totals{
			Place: "24175-007", Learners: 1, AsOf: at(0), Revision: 1,
			Modules: map[string]progress.ModuleCount{"dvc-2": {Tried: 1}},
			Days:    map[day.Day]progress.DayCount{"2026-11-04": {Learners: 1}},
		}
		putTotals(t, s, totals("24175-006"), less)
		want := []progress.Totals{totals("24175-006"), less, totals("24175-008")}
		wantTotals(t, s, want, "24175-006", "24175-007", "24175-008")
	})

	t.Run("hundreds are put and a thousand asked for at once", func(t *testing.T) {
		s := open(t)
		var all []progress.Totals
		var names []string
		for i := range 1000 {
			place := progress.Totals{Place: fmt.Sprintf("%05d", i), Learners: i}
			names = append(names, place.Place)
			if i < 300 { // the database of some tests replaces slowly
				all = append(all, place)
			}
		}
		putTotals(t, s, all...)
		wantTotals(t, s, all, names...)
		revisions, err := s.TotalsRevisions(t.Context(), names[1:])
		must(t, err)
		if _, ok := revisions[names[0]]; ok || len(revisions) != len(all)-1 || revisions[names[1]] != 1 {
			t.Errorf("%d revisions of %d places", len(revisions), len(all)-1)
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Totals(ctx, []string{"24175"})
		wantPlainError(t, "Totals", err)
		_, err = s.PlainTotals(ctx, []string{"24175"})
		wantPlainError(t, "PlainTotals", err)
		_, err = s.TotalsRevisions(ctx, []string{"24175"})
		wantPlainError(t, "TotalsRevisions", err)
		_, err = s.PutTotals(ctx, []progress.Totals{totals("24175")})
		wantPlainError(t, "PutTotals", err)
	})

	testTotalsRevision(t, open)
}

func testTotalsRevision(t *testing.T, open func(t *testing.T) progress.TotalsStore) {
	t.Run("totals of another revision than the stored one are refused, the others beside them are not", func(t *testing.T) {
		s := open(t)
		putTotals(t, s, totals("24175-007"), totals("24175-008"))
		early, late, right := totals("24175-007"), totals("24175-008"), totals("24175-009")
		early.Learners, late.Learners, late.Revision = 1, 1, 2
		lost, err := s.PutTotals(t.Context(), []progress.Totals{early, late, right})
		must(t, err)
		slices.Sort(lost)
		if !slices.Equal(lost, []string{"24175-007", "24175-008"}) {
			t.Errorf("lost %v", lost)
		}
		wantTotals(t, s, []progress.Totals{totals("24175-007"), totals("24175-008"), right}, "24175-007", "24175-008", "24175-009")
	})

	t.Run("of many who write one revision, one is taken", func(t *testing.T) {
		s := open(t)
		var taken [8]bool
		var errs [8]error
		together(len(taken), func(i int) {
			one := totals("24175-007")
			one.Learners = i
			var lost []string
			lost, errs[i] = s.PutTotals(t.Context(), []progress.Totals{one})
			taken[i] = len(lost) == 0
		})
		for _, err := range errs {
			must(t, err)
		}
		winner := slices.Index(taken[:], true)
		if winner < 0 || slices.Contains(taken[winner+1:], true) {
			t.Fatalf("taken %v", taken)
		}
		want := totals("24175-007")
		want.Learners = winner
		wantTotals(t, s, []progress.Totals{want}, "24175-007")
	})
}

func putTotals(t *testing.T, s progress.TotalsStore, all ...progress.Totals) {
	t.Helper()
	lost, err := s.PutTotals(t.Context(), all)
	must(t, err)
	if len(lost) > 0 {
		t.Fatalf("lost %v", lost)
	}
}

// wantTotals asks for the totals of the named places and wants exactly these, each of the next revision.
func wantTotals(t *testing.T, s progress.TotalsStore, want []progress.Totals, names ...string) {
	t.Helper()
	got, err := s.Totals(t.Context(), names)
	must(t, err)
	if len(got) != len(want) {
		t.Errorf("totals of %d places, want %d", len(got), len(want))
	}
	for _, w := range want {
		g, ok := got[w.Place]
		w.Revision++
		if len(g.Modules) == 0 {
			g.Modules = nil
		}
		if len(g.Days) == 0 {
			g.Days = nil
		}
		if len(g.Campaigns) == 0 {
			g.Campaigns = nil
		}
		if !ok || !reflect.DeepEqual(g, w) {
			t.Errorf("totals of %s:\n got %+v\nwant %+v", w.Place, g, w)
		}
	}
}
