package peopletest

import (
	"context"
	"errors"
	"testing"

	"hocso/progress/people"
)

// TestAttemptStore checks a store; open gives an empty one each time.
func TestAttemptStore(t *testing.T, open func(t *testing.T) people.AttemptStore) {
	t.Run("a key without attempts has none", func(t *testing.T) {
		wantAttempts(t, open(t), people.Attempts{Key: "k1"})
	})

	t.Run("attempts come back with every field, their revision raised", func(t *testing.T) {
		s := open(t)
		a := people.Attempts{Key: "k1", Failures: 3, At: at(1)}
		must(t, s.PutAttempts(t.Context(), a))
		a.Revision = 1
		filled(t, a)
		wantAttempts(t, s, a)
		must(t, s.PutAttempts(t.Context(), people.Attempts{Key: "k1", Revision: 1})) // a login that succeeded
		wantAttempts(t, s, people.Attempts{Key: "k1", Revision: 2})
		wantAttempts(t, s, people.Attempts{Key: "k2"})
	})

	t.Run("another revision is a conflict and changes nothing", func(t *testing.T) {
		s := open(t)
		stored := people.Attempts{Key: "k1", Failures: 1, At: at(1)}
		must(t, s.PutAttempts(t.Context(), stored))
		stored.Revision = 1
		for _, a := range []people.Attempts{
			{Key: "k1", Failures: 9, At: at(2)},
			{Key: "k1", Failures: 9, At: at(2), Revision: 2},
			{Key: "k2", Failures: 9, At: at(2), Revision: 1}, // of a key that has none
		} {
			if err := s.PutAttempts(t.Context(), a); !errors.Is(err, people.ErrConflict) {
				t.Errorf("%+v: error %v, want ErrConflict", a, err)
			}
		}
		wantAttempts(t, s, stored)
		wantAttempts(t, s, people.Attempts{Key: "k2"})
	})

	t.Run("of many who count at once, one succeeds", func(t *testing.T) {
		s := open(t)
		for revision := range 5 {
			var errs [8]error
			together(len(errs), func(i int) {
				errs[i] = s.PutAttempts(t.Context(), people.Attempts{Key: "k1", Failures: i + 1, At: at(i), Revision: revision})
			})
			winner := onlyWinner(t, errs[:])
			wantAttempts(t, s, people.Attempts{Key: "k1", Failures: winner + 1, At: at(winner), Revision: revision + 1})
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Attempts(ctx, "k1")
		wantPlainError(t, "Attempts", err)
		wantPlainError(t, "PutAttempts", s.PutAttempts(ctx, people.Attempts{Key: "k1"}))
	})
}

func wantAttempts(t *testing.T, s people.AttemptStore, want people.Attempts) {
	t.Helper()
	got, err := s.Attempts(t.Context(), want.Key)
	must(t, err)
	if got != want {
		t.Errorf("attempts: got %+v, want %+v", got, want)
	}
}
