package progresstest

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/places"
)

// totals has every field set.
func totals(place string) progress.Totals {
	return progress.Totals{
		Place: place, Learners: 90, Participants: 70, Completed: 20, Points: 1234, Submissions: 321,
		Modules: map[string]progress.ModuleCount{"vneid-1": {Tried: 90, Passed: 70}, "dvc.1": {Tried: 20}},
		Days: map[day.Day]progress.DayCount{
			"2026-11-02": {Learners: 60, Participants: 50, Completed: 1},
			"2026-11-03": {Learners: 30},
		},
		AsOf: at(1),
	}
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
		filled(t, village)
		filled(t, village.Modules["vneid-1"])
		filled(t, village.Days["2026-11-02"])
		must(t, s.PutTotals(t.Context(), []progress.Totals{village, ward, province}))
		wantTotals(t, s, []progress.Totals{village, ward, province}, "24175", "24175-007", places.Province)
		must(t, s.PutTotals(t.Context(), nil))
	})

	t.Run("only the named places come back", func(t *testing.T) {
		s := open(t)
		must(t, s.PutTotals(t.Context(), []progress.Totals{totals("24175-007"), totals("24175"), totals("24175-008")}))
		wantTotals(t, s, []progress.Totals{totals("24175"), totals("24175-008")}, "24175-008", "24175", "24175-009")
	})

	t.Run("putting again replaces the whole totals, lower numbers too", func(t *testing.T) {
		s := open(t)
		must(t, s.PutTotals(t.Context(), []progress.Totals{totals("24175-007"), totals("24175-008")}))
		less := progress.Totals{
			Place: "24175-007", Learners: 1, AsOf: at(0),
			Modules: map[string]progress.ModuleCount{"dvc-2": {Tried: 1}},
			Days:    map[day.Day]progress.DayCount{"2026-11-04": {Learners: 1}},
		}
		must(t, s.PutTotals(t.Context(), []progress.Totals{totals("24175-006"), less}))
		want := []progress.Totals{totals("24175-006"), less, totals("24175-008")}
		wantTotals(t, s, want, "24175-006", "24175-007", "24175-008")
	})

	t.Run("hundreds are put and a thousand asked for at once", func(t *testing.T) {
		s := open(t)
		var all []progress.Totals
		var names []string
		for i := range 1000 {
			place := progress.Totals{Place: fmt.Sprintf("%05d", i), Points: i}
			names = append(names, place.Place)
			if i < 300 { // the database of some tests replaces slowly
				all = append(all, place)
			}
		}
		must(t, s.PutTotals(t.Context(), all))
		wantTotals(t, s, all, names...)
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Totals(ctx, []string{"24175"})
		wantPlainError(t, "Totals", err)
		wantPlainError(t, "PutTotals", s.PutTotals(ctx, []progress.Totals{totals("24175")}))
	})
}

// wantTotals asks for the totals of the named places and wants exactly these.
func wantTotals(t *testing.T, s progress.TotalsStore, want []progress.Totals, names ...string) {
	t.Helper()
	got, err := s.Totals(t.Context(), names)
	must(t, err)
	if len(got) != len(want) {
		t.Errorf("totals of %d places, want %d", len(got), len(want))
	}
	for _, w := range want {
		g, ok := got[w.Place]
		if len(g.Modules) == 0 {
			g.Modules = nil
		}
		if len(g.Days) == 0 {
			g.Days = nil
		}
		if !ok || !reflect.DeepEqual(g, w) {
			t.Errorf("totals of %s:\n got %+v\nwant %+v", w.Place, g, w)
		}
	}
}
