package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
)

// otherProgram is a whole SQLite file that hocso did not make.
func otherProgram(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE letters (text TEXT)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path) //nolint:gosec // A file of this test.
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
