package peopletest

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"hocso/progress/people"
)

func factor(person string) people.Factor {
	return people.Factor{
		Person: person, Secret: hash("secret"), EnrolledAt: at(1), LastStep: 1 << 40, Recovery: [][]byte{hash("one"), {0, 1}},
	}
}

// TestFactorStore checks a store; open gives an empty one each time.
func TestFactorStore(t *testing.T, open func(t *testing.T) people.FactorStore) {
	t.Run("a person without a factor has none", func(t *testing.T) {
		wantFactor(t, open(t), people.Factor{Person: "p1"})
	})

	t.Run("a factor comes back with every field, its revision raised", func(t *testing.T) {
		s := open(t)
		f := factor("p1")
		must(t, s.PutFactor(t.Context(), f))
		f.Revision = 1
		filled(t, f)
		wantFactor(t, s, f)
		fresh := people.Factor{Person: "p1", Secret: hash("new"), Revision: 1} // not enrolled yet
		must(t, s.PutFactor(t.Context(), fresh))
		fresh.Revision = 2
		wantFactor(t, s, fresh)
		wantFactor(t, s, people.Factor{Person: "p2"})
	})

	t.Run("another revision is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		stored := factor("p1")
		must(t, s.PutFactor(t.Context(), stored))
		stored.Revision = 1
		for person, revisions := range map[string][]int{"p1": {0, 2}, "p2": {1}} {
			for _, revision := range revisions {
				f := people.Factor{Person: person, Secret: hash("stale"), Revision: revision}
				if err := s.PutFactor(t.Context(), f); !errors.Is(err, people.ErrConflict) {
					t.Errorf("%s, revision %d: error %v, want ErrConflict", person, revision, err)
				}
			}
		}
		wantFactor(t, s, stored)
		wantFactor(t, s, people.Factor{Person: "p2"})
	})

	t.Run("of many who use one code at once, one succeeds", func(t *testing.T) {
		s := open(t)
		f := factor("p1")
		for range 5 {
			var errs [8]error
			together(len(errs), func(i int) {
				mine := f
				mine.LastStep = int64(i)
				errs[i] = s.PutFactor(t.Context(), mine)
			})
			f.LastStep = int64(onlyWinner(t, errs[:]))
			f.Revision++
			wantFactor(t, s, f)
		}
	})

	t.Run("a factor that is removed can be made anew; removing none is no error", func(t *testing.T) {
		s := open(t)
		must(t, s.PutFactor(t.Context(), factor("p1")))
		must(t, s.PutFactor(t.Context(), factor("p10")))
		for range 2 {
			must(t, s.DeleteFactor(t.Context(), "p1"))
			wantFactor(t, s, people.Factor{Person: "p1"})
		}
		must(t, s.PutFactor(t.Context(), factor("p1")))
		for _, person := range []string{"p1", "p10"} {
			want := factor(person)
			want.Revision = 1
			wantFactor(t, s, want)
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Factor(ctx, "p1")
		wantPlainError(t, "Factor", err)
		wantPlainError(t, "PutFactor", s.PutFactor(ctx, factor("p1")))
		wantPlainError(t, "DeleteFactor", s.DeleteFactor(ctx, "p1"))
	})
}

func wantFactor(t *testing.T, s people.FactorStore, want people.Factor) {
	t.Helper()
	got, err := s.Factor(t.Context(), want.Person)
	must(t, err)
	if len(got.Recovery) == 0 {
		got.Recovery = nil
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("factor:\n got %+v\nwant %+v", got, want)
	}
}
