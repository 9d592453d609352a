package placestest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"hocso/progress/places"
)

func declared(village string, version, adults int) places.RollVersion {
	return places.RollVersion{Village: village, Version: version, Adults: adults, Day: "2026-11-01", By: "p1",
		At: time.Date(2026, 11, 2, 9, version, 0, 5e6, time.UTC)}
}

func approved(r places.RollVersion) places.RollVersion {
	r.ApprovedBy, r.ApprovedAt = "p2", r.At.Add(time.Hour)
	return r
}

func withdrawn(r places.RollVersion) places.RollVersion {
	r.WithdrawnBy, r.WithdrawnAt = "p3", r.At.Add(2*time.Hour)
	return r
}

// TestRollStore checks a store of rolls; open gives an empty one each time.
func TestRollStore(t *testing.T, open func(t *testing.T) places.RollStore) {
	t.Run("an empty store has no rolls, and putting none is no error", func(t *testing.T) {
		s := open(t)
		must(t, s.PutRolls(t.Context(), nil))
		wantRolls(t, s, "24175")
	})

	t.Run("rolls come back by ward with every field, ordered by village and version", func(t *testing.T) {
		s := open(t)
		full := approved(withdrawn(declared("24175-001", 2, 412)))
		filled(t, full)
		next, tenth, other := declared("24175-002", 1, 30), declared("24175-001", 10, 9), declared("24176-001", 1, 7)
		must(t, s.PutRolls(t.Context(), []places.RollVersion{other, next, tenth}))
		must(t, s.PutRolls(t.Context(), []places.RollVersion{full}))
		wantRolls(t, s, "24175", full, tenth, next)
		wantRolls(t, s, "24176", other)
		wantRolls(t, s, "24177")
	})

	t.Run("an approval replaces what was declared, and stays", func(t *testing.T) {
		s := open(t)
		r := declared("24175-001", 1, 50)
		must(t, s.PutRolls(t.Context(), []places.RollVersion{r}))
		must(t, s.PutRolls(t.Context(), []places.RollVersion{approved(r)}))
		must(t, s.PutRolls(t.Context(), []places.RollVersion{r})) // late
		wantRolls(t, s, "24175", approved(r))
	})

	t.Run("a withdrawal replaces what was declared, and stays", func(t *testing.T) {
		s := open(t)
		r := declared("24175-001", 1, 50)
		must(t, s.PutRolls(t.Context(), []places.RollVersion{r}))
		must(t, s.PutRolls(t.Context(), []places.RollVersion{withdrawn(r)}))
		must(t, s.PutRolls(t.Context(), []places.RollVersion{r})) // late
		again := withdrawn(r)
		again.WithdrawnBy, again.WithdrawnAt = "p4", again.WithdrawnAt.Add(time.Hour)
		must(t, s.PutRolls(t.Context(), []places.RollVersion{again}))
		wantRolls(t, s, "24175", withdrawn(r))
	})

	t.Run("withdrawing what was approved meanwhile, or what another one declared, is refused with the whole list", func(t *testing.T) {
		other := declared("24175-002", 1, 50)
		other.At = other.At.Add(time.Minute)
		for name, there := range map[string]places.RollVersion{"approved": approved(declared("24175-002", 1, 50)), "another one's": other} {
			s := open(t)
			waits := declared("24175-001", 1, 70)
			must(t, s.PutRolls(t.Context(), []places.RollVersion{waits, there}))
			err := s.PutRolls(t.Context(), []places.RollVersion{withdrawn(waits), withdrawn(declared("24175-002", 1, 50))})
			if !errors.Is(err, places.ErrRollTaken) {
				t.Errorf("%s: %v, want ErrRollTaken", name, err)
			}
			wantRolls(t, s, "24175", waits, there)
		}
	})

	t.Run("what is approved and withdrawn at once, by two servers, is approved", func(t *testing.T) {
		s := open(t)
		r := declared("24175-001", 1, 50)
		must(t, s.PutRolls(t.Context(), []places.RollVersion{r}))
		var approving, withdrawing error
		var both sync.WaitGroup
		both.Go(func() { approving = s.PutRolls(t.Context(), []places.RollVersion{approved(r)}) })
		both.Go(func() { withdrawing = s.PutRolls(t.Context(), []places.RollVersion{withdrawn(r)}) })
		both.Wait()
		if approving != nil || withdrawing != nil && !errors.Is(withdrawing, places.ErrRollTaken) {
			t.Errorf("approving: %v; withdrawing: %v", approving, withdrawing)
		}
		wantRolls(t, s, "24175", approved(r))
	})

	t.Run("a version that is taken refuses the whole list", func(t *testing.T) {
		for name, there := range map[string]places.RollVersion{
			"declared": declared("24175-002", 1, 50), "approved": approved(declared("24175-002", 1, 50)),
		} {
			s := open(t)
			must(t, s.PutRolls(t.Context(), []places.RollVersion{there}))
			err := s.PutRolls(t.Context(), []places.RollVersion{declared("24175-001", 1, 70), declared("24175-002", 1, 51)})
			if !errors.Is(err, places.ErrRollTaken) {
				t.Errorf("%s: %v, want ErrRollTaken", name, err)
			}
			wantRolls(t, s, "24175", there)
		}
	})

	t.Run("of those who declare one version at once one is not refused", func(t *testing.T) {
		s := open(t)
		const many = 5
		var errs [many]error
		var all sync.WaitGroup
		for i := range many {
			all.Go(func() {
				errs[i] = s.PutRolls(t.Context(), []places.RollVersion{declared("24175-001", 1, 50+i), declared(fmt.Sprintf("24175-%03d", 2+i), 1, 9)})
			})
		}
		all.Wait()
		won := slices.IndexFunc(errs[:], func(err error) bool { return err == nil })
		if won < 0 {
			t.Fatalf("all were refused: %v", errs)
		}
		for i, err := range errs {
			if i != won && !errors.Is(err, places.ErrRollTaken) {
				t.Errorf("%d: %v, want ErrRollTaken", i, err)
			}
		}
		wantRolls(t, s, "24175", declared("24175-001", 1, 50+won), declared(fmt.Sprintf("24175-%03d", 2+won), 1, 9))
	})

	t.Run("a ward of 999 villages is declared at once", func(t *testing.T) {
		s := open(t)
		var list []places.RollVersion
		for i := range 999 {
			list = append(list, declared(fmt.Sprintf("24175-%03d", i+1), 1, 1+i))
		}
		must(t, s.PutRolls(t.Context(), list))
		wantRolls(t, s, "24175", list...)
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, reading := s.RollsOf(ctx, "24175")
		for name, err := range map[string]error{
			"PutRolls": s.PutRolls(ctx, []places.RollVersion{declared("24175-001", 1, 50)}),
			"RollsOf":  reading,
		} {
			if err == nil {
				t.Errorf("%s: no error, want the cancellation", name)
			}
		}
	})
}

func wantRolls(t *testing.T, s places.RollStore, ward string, want ...places.RollVersion) {
	t.Helper()
	got, err := s.RollsOf(t.Context(), ward)
	must(t, err)
	sameRolls(t, got, want)
}

func sameRolls(t *testing.T, got, want []places.RollVersion) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d rolls, want %d:\n got %+v\nwant %+v", len(got), len(want), got, want)
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("roll %d:\n got %+v\nwant %+v", i, got[i], want[i])
		}
	}
}
