package sqlite_test

import (
	"testing"
	"time"

	"hocso/internal/sqlite"
	"hocso/progress"
)

func TestInsertKnowsWhatAnotherConnectionHasDone(t *testing.T) {
	dir := t.TempDir()
	openHere := func() *sqlite.Store {
		s, err := sqlite.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	one, other := openHere(), openHere()
	insert := func(s *sqlite.Store, id string, results int) {
		t.Helper()
		sub := progress.Submission{Resident: "r", Hash: []byte{1}, Result: progress.Result{ID: id, Module: "m", Version: 1, ReceivedAt: time.UnixMilli(1).UTC()}}
		got, err := s.Insert(t.Context(), []progress.Submission{sub})
		if err != nil {
			t.Fatal(err)
		}
		if len(got[0].Results) != results {
			t.Errorf("%d results came with %s, want %d", len(got[0].Results), id, results)
		}
	}
	insert(one, "a", 1)
	insert(one, "b", 2)
	insert(other, "c", 3)
	insert(one, "d", 4)
	if err := other.DeleteSubmissionsOf(t.Context(), "r"); err != nil {
		t.Fatal(err)
	}
	insert(one, "e", 1)
}
