package progresstest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"hocso/progress"
	"hocso/progress/people"
)

// ResidentStore keeps people.
type ResidentStore interface {
	progress.Residents
	AddPeople(ctx context.Context, list []people.Person) error
}

// TestResidents checks a store; open gives an empty one each time.
func TestResidents(t *testing.T, open func(t *testing.T) ResidentStore) {
	t.Run("people come page by page in the order of their ids' bytes", func(t *testing.T) {
		s := open(t)
		wantPeopleAfter(t, s, "", 3)
		var list []people.Person
		for i, id := range slices.Backward(spanned) {
			list = append(list, people.Person{ID: id, Name: fmt.Sprint("Người mẫu ", i), Village: "24175-007", Language: "vi"})
		}
		must(t, s.AddPeople(t.Context(), list))
		wantPeopleAfter(t, s, "", 3, spanned[:3]...)
		wantPeopleAfter(t, s, spanned[2], 3, spanned[3:6]...)
		wantPeopleAfter(t, s, spanned[5], 3, spanned[6:]...)
		wantPeopleAfter(t, s, spanned[7], 3)
		wantPeopleAfter(t, s, "a0", 1, "a1") // whoever had the id before may be gone
	})

	t.Run("those who are known are told from those who are not", func(t *testing.T) {
		s := open(t)
		must(t, s.AddPeople(t.Context(), []people.Person{{ID: "p1"}, {ID: "p2"}}))
		known, err := s.Known(t.Context(), []string{"p2", "p3"})
		must(t, err)
		if !maps.Equal(known, map[string]bool{"p2": true}) {
			t.Errorf("known: %v", known)
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.PeopleAfter(ctx, "", 1)
		wantPlainError(t, "PeopleAfter", err)
		_, err = s.Known(ctx, []string{"p1"})
		wantPlainError(t, "Known", err)
	})
}

func wantPeopleAfter(t *testing.T, s ResidentStore, after string, limit int, want ...string) {
	t.Helper()
	list, err := s.PeopleAfter(t.Context(), after, limit)
	must(t, err)
	var got []string
	for _, p := range list {
		got = append(got, p.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("after %q: %q, want %q", after, got, want)
	}
}
