package placestest

import (
	"context"
	"reflect"
	"testing"
	"time"

	"hocso/progress/places"
)

func declared(village string, version int) places.RollVersion {
	at := time.Date(2026, 10, 31, 2, 3, 4, 567e6, time.UTC)
	return places.RollVersion{Village: village, Version: version, Adults: 400 + version, Day: "2026-10-31", By: "p1", At: at,
		ApprovedBy: "p2", ApprovedAt: at.Add(time.Hour)}
}

// TestRollStore checks a store; open gives an empty one each time.
func TestRollStore(t *testing.T, open func(t *testing.T) places.RollStore) {
	t.Run("an empty store has no declarations", func(t *testing.T) {
		wantRolls(t, open(t), "24175")
	})

	t.Run("declarations come back with every field, of one ward, by village and version as a number", func(t *testing.T) {
		s := open(t)
		filled(t, declared("24175-001", 1))
		open2 := declared("24175-001", 2)
		open2.ApprovedBy, open2.ApprovedAt = "", time.Time{}
		must(t, s.PutRolls(t.Context(), []places.RollVersion{declared("24175-002", 1), declared("24175-001", 10), open2, declared("24176-001", 1), declared("24175-001", 1)}))
		wantRolls(t, s, "24175", declared("24175-001", 1), open2, declared("24175-001", 10), declared("24175-002", 1))
		wantRolls(t, s, "24176", declared("24176-001", 1))
		wantRolls(t, s, "2417")
	})

	t.Run("putting a version again replaces it whole", func(t *testing.T) {
		s := open(t)
		must(t, s.PutRolls(t.Context(), []places.RollVersion{declared("24175-001", 1)}))
		plain := places.RollVersion{Village: "24175-001", Version: 1, Adults: 7, Day: "2026-11-01"}
		must(t, s.PutRolls(t.Context(), []places.RollVersion{plain}))
		must(t, s.PutRolls(t.Context(), nil))
		wantRolls(t, s, "24175", plain)
	})

	t.Run("hundreds are put at once", func(t *testing.T) {
		s := open(t)
		var all []places.RollVersion
		for i := range 300 {
			all = append(all, declared("24175-001", i+1))
		}
		must(t, s.PutRolls(t.Context(), all))
		wantRolls(t, s, "24175", all...)
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.PutRolls(ctx, []places.RollVersion{declared("24175-001", 1)}); err == nil {
			t.Error("PutRolls: no error")
		}
		if _, err := s.RollsOf(ctx, "24175"); err == nil {
			t.Error("RollsOf: no error")
		}
	})
}

func wantRolls(t *testing.T, s places.RollStore, ward string, want ...places.RollVersion) {
	t.Helper()
	got, err := s.RollsOf(t.Context(), ward)
	must(t, err)
	if len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("rolls of %s:\n got %+v\nwant %+v", ward, got, want)
	}
}
