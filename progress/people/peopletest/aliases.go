package peopletest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hocso/progress/people"
)

// TestAliasStore checks a store; open gives an empty one each time.
func TestAliasStore(t *testing.T, open func(t *testing.T) people.AliasStore) {
	alias := func(dropped, kept string, minute int) people.Alias {
		return people.Alias{Dropped: dropped, Kept: kept, At: at(minute), By: "p9"}
	}
	t.Run("an alias comes back with every field, and stays as it is", func(t *testing.T) {
		s := open(t)
		if a, err := s.Alias(t.Context(), "p1"); !errors.Is(err, people.ErrNotFound) {
			t.Errorf("%+v, %v", a, err)
		}
		a := alias("p1", "p2", 1)
		filled(t, a)
		must(t, s.AddAlias(t.Context(), a))
		for _, again := range []people.Alias{a, alias("p1", "p3", 2)} {
			if err := s.AddAlias(t.Context(), again); !errors.Is(err, people.ErrConflict) {
				t.Errorf("a second one: %v", err)
			}
		}
		if got, err := s.Alias(t.Context(), "p1"); err != nil || got != a {
			t.Errorf("got %+v, %v", got, err)
		}
		wantAliases(t, s, "p3")
	})

	t.Run("those that lead to somebody are listed by whom they drop, and each can be forgotten", func(t *testing.T) {
		s := open(t)
		for i, dropped := range []string{"p4", "p1", "p3"} {
			must(t, s.AddAlias(t.Context(), alias(dropped, "p2", i)))
		}
		must(t, s.AddAlias(t.Context(), alias("p2", "p5", 9)))
		wantAliases(t, s, "p2", alias("p1", "p2", 1), alias("p3", "p2", 2), alias("p4", "p2", 0))
		wantAliases(t, s, "p5", alias("p2", "p5", 9))
		var all []string
		must(t, s.EachAlias(t.Context(), func(a people.Alias) error {
			all = append(all, a.Dropped)
			return nil
		}))
		if !slices.Equal(all, []string{"p1", "p2", "p3", "p4"}) {
			t.Errorf("all: %v", all)
		}
		for range 2 {
			must(t, s.DeleteAlias(t.Context(), "p3"))
			wantAliases(t, s, "p2", alias("p1", "p2", 1), alias("p4", "p2", 0))
		}
	})

	t.Run("of many who drop one person at once, one succeeds", func(t *testing.T) {
		s := open(t)
		var errs [8]error
		together(len(errs), func(i int) { errs[i] = s.AddAlias(t.Context(), alias("p1", "p2", i)) })
		wantAliases(t, s, "p2", alias("p1", "p2", onlyWinner(t, errs[:])))
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, oneErr := s.Alias(ctx, "p1")
		_, ofErr := s.AliasesOf(ctx, "p1")
		for name, err := range map[string]error{
			"AddAlias": s.AddAlias(ctx, alias("p1", "p2", 1)), "Alias": oneErr, "AliasesOf": ofErr,
			"DeleteAlias": s.DeleteAlias(ctx, "p1"), "EachAlias": s.EachAlias(ctx, func(people.Alias) error { return nil }),
		} {
			wantPlainError(t, name, err)
		}
	})
}

func wantAliases(t *testing.T, s people.AliasStore, kept string, want ...people.Alias) {
	t.Helper()
	got, err := s.AliasesOf(t.Context(), kept)
	must(t, err)
	if !slices.Equal(got, want) {
		t.Errorf("aliases of %s: got %+v, want %+v", kept, got, want)
	}
}
