package sqlite_test

import (
	"testing"

	"hocso/internal/sqlite"
	"hocso/progress/people"
)

func TestASnapshotSeesOneMomentWhileOthersWrite(t *testing.T) {
	store := open(t)
	add := func(id string) {
		t.Helper()
		if err := store.AddPeople(t.Context(), []people.Person{{ID: id}}); err != nil {
			t.Fatal(err)
		}
	}
	count := func(s *sqlite.Store) (n int) {
		t.Helper()
		if err := s.EachPerson(t.Context(), func(people.Person) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	add("p1")
	err := store.Snapshot(t.Context(), func(at *sqlite.Store) error {
		add("p2") // before anything but the moment itself was read
		if n := count(at); n != 1 {
			t.Errorf("the snapshot sees %d people, want 1", n)
		}
		add("p3")
		if n := count(at); n != 1 {
			t.Errorf("the snapshot sees %d people later, want 1", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := count(store); n != 3 {
		t.Errorf("%d people in the end, want 3", n)
	}
}
