package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"hocso/internal/sqlite"
	"hocso/progress/people"
)

func TestNothingOfSomebodyErasedStaysInTheFile(t *testing.T) {
	const name = "H’Bia Niê Kdăm Êñuôl"
	dir := t.TempDir()
	s, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 50 {
		p := people.Person{ID: "p" + strconv.Itoa(i), Name: name, Village: "24163-001", Phone: "+84901234567"}
		if err := s.AddPerson(t.Context(), p, people.Credential{Person: p.ID, Phone: p.Phone, Hash: []byte{byte(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 50 {
		if err := s.DeletePerson(t.Context(), "p"+strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil { // takes the log into the file
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file) //nolint:gosec // A file of this test.
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, []byte(name)) || bytes.Contains(raw, []byte("84901234567")) {
			t.Errorf("%s still holds somebody who was erased", filepath.Base(file))
		}
	}
}
