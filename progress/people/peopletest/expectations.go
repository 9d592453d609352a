package peopletest

import (
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"

	"hocso/progress/people"
)

func wantPerson(t *testing.T, s people.Store, want people.Person) {
	t.Helper()
	got, err := s.Person(t.Context(), want.ID)
	must(t, err)
	if !equal(got, want) {
		t.Errorf("person:\n got %+v\nwant %+v", got, want)
	}
}

func wantNobody(t *testing.T, s people.Store, id string) {
	t.Helper()
	if p, err := s.Person(t.Context(), id); !errors.Is(err, people.ErrNotFound) {
		t.Errorf("person %s: %+v, error %v, want ErrNotFound", id, p, err)
	}
}

// wantStored checks that exactly these people are stored and come in order.
func wantStored(t *testing.T, s people.Store, ids ...string) {
	t.Helper()
	var got []string
	must(t, s.EachPerson(t.Context(), func(p people.Person) error {
		got = append(got, p.ID)
		return nil
	}))
	if !slices.Equal(got, ids) {
		t.Errorf("everybody is %v, want %v", got, ids)
	}
}

// wantLogin checks whom a phone and a hash sign in; nobody if id is empty.
func wantLogin(t *testing.T, s people.Store, phone string, hash []byte, id string, staff bool) {
	t.Helper()
	p, asStaff, err := s.PersonByCredential(t.Context(), phone, hash)
	if id == "" {
		if !errors.Is(err, people.ErrNotFound) {
			t.Errorf("login on %q: %+v, error %v, want ErrNotFound", phone, p, err)
		}
		return
	}
	must(t, err)
	if p.ID != id || asStaff != staff {
		t.Errorf("login on %q: %s, staff %v, want %s, staff %v", phone, p.ID, asStaff, id, staff)
	}
}

// wantPlainError checks that an error is none of those that mean something to a caller.
func wantPlainError(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil || errors.Is(err, people.ErrNotFound) || errors.Is(err, people.ErrConflict) || errors.Is(err, people.ErrCredentialTaken) {
		t.Errorf("%s: error %v, want the cancellation", name, err)
	}
}

// equal compares people; a store may give an empty list back as nil or as empty.
func equal(a, b people.Person) bool {
	for _, p := range []*people.Person{&a, &b} {
		if len(p.Appointments) == 0 {
			p.Appointments = nil
		}
		if len(p.Consents) == 0 {
			p.Consents = nil
		}
	}
	return reflect.DeepEqual(a, b)
}

// together runs f(0) to f(n-1) at the same time and waits for all.
func together(n int, f func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wg.Wait()
}

// onlyWinner returns the index of the one call that succeeded; all others must have met a conflict.
func onlyWinner(t *testing.T, errs []error) int {
	t.Helper()
	winner := -1
	for i, err := range errs {
		switch {
		case err == nil && winner >= 0:
			t.Fatalf("both %d and %d changed the same revision", winner, i)
		case err == nil:
			winner = i
		case !errors.Is(err, people.ErrConflict):
			t.Fatalf("error %v, want ErrConflict", err)
		}
	}
	if winner < 0 {
		t.Fatal("nobody could change the revision")
	}
	return winner
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantThese checks which items a list holds, in order.
func wantThese[T any](t *testing.T, what string, id func(T) string, ids ...string) func([]T, error) {
	t.Helper()
	return func(list []T, err error) {
		t.Helper()
		must(t, err)
		var got []string
		for _, item := range list {
			got = append(got, id(item))
		}
		if !slices.Equal(got, ids) {
			t.Errorf("%s: %v, want %v", what, got, ids)
		}
	}
}

// filled makes sure that a sample sets every field: one that it left empty could be lost unnoticed.
func filled(t *testing.T, sample any) {
	t.Helper()
	v := reflect.ValueOf(sample)
	for _, f := range reflect.VisibleFields(v.Type()) {
		if v.FieldByIndex(f.Index).IsZero() {
			t.Fatalf("the sample leaves %T.%s empty", sample, f.Name)
		}
	}
}
