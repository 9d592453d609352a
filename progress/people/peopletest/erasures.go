package peopletest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hocso/progress/people"
)

// TestErasureStore checks a store; open gives an empty one each time.
func TestErasureStore(t *testing.T, open func(t *testing.T) people.ErasureStore) {
	t.Run("erasures come back with every field, ordered by person, and the first of each stays", func(t *testing.T) {
		s := open(t)
		wantErasures(t, s)
		e := people.Erasure{Person: "p2", At: at(1)}
		filled(t, e)
		for _, e := range []people.Erasure{e, {Person: "p10", At: at(2)}, {Person: "p1", At: at(3)}, {Person: "p2", At: at(4)}} {
			must(t, s.AddErasure(t.Context(), e))
		}
		wantErasures(t, s, people.Erasure{Person: "p1", At: at(3)}, people.Erasure{Person: "p10", At: at(2)}, e)
	})

	t.Run("the erasure of a person is found, and nobody else's", func(t *testing.T) {
		s := open(t)
		e := people.Erasure{Person: "p10", At: at(2)}
		must(t, s.AddErasure(t.Context(), e))
		if got, err := s.ErasureOf(t.Context(), "p10"); err != nil || got != e {
			t.Errorf("erasure of p10: %+v, error %v", got, err)
		}
		for _, other := range []string{"p1", ""} {
			if got, err := s.ErasureOf(t.Context(), other); !errors.Is(err, people.ErrNotFound) {
				t.Errorf("erasure of %q: %+v, error %v", other, got, err)
			}
		}
	})

	t.Run("of many who erase one person at once, none fails and one is kept", func(t *testing.T) {
		s := open(t)
		var errs [8]error
		together(len(errs), func(i int) { errs[i] = s.AddErasure(t.Context(), people.Erasure{Person: "p1", At: at(i)}) })
		for _, err := range errs {
			must(t, err)
		}
		if list, err := s.Erasures(t.Context()); err != nil || len(list) != 1 || list[0].Person != "p1" {
			t.Errorf("erasures %+v, error %v", list, err)
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Erasures(ctx)
		wantPlainError(t, "Erasures", err)
		_, err = s.ErasureOf(ctx, "p1")
		wantPlainError(t, "ErasureOf", err)
		wantPlainError(t, "AddErasure", s.AddErasure(ctx, people.Erasure{Person: "p1", At: at(1)}))
	})
}

func wantErasures(t *testing.T, s people.ErasureStore, want ...people.Erasure) {
	t.Helper()
	got, err := s.Erasures(t.Context())
	must(t, err)
	if !slices.Equal(got, want) {
		t.Errorf("erasures: got %+v, want %+v", got, want)
	}
}
