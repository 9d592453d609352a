package sqlite_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"hocso/internal/sqlite"
	"hocso/progress"
)

// testdata/schema1.sql is the schema of version 1, as data folders have it.
func TestOpenUpgradesTheFirstSchemaAndKeepsWhatIsInIt(t *testing.T) {
	schema, err := os.ReadFile("testdata/schema1.sql")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	execute(t, dir, string(schema)+`
		INSERT INTO submissions VALUES ('r', 's', 'm', 2, 3, 5, 0, 1000, NULL, 'v', 'r', 2000, 3000, x'01', '{"q1":["a"]}');
		INSERT INTO summaries VALUES ('r', 'v', 1, '{"resident":"r","village":"v","counted":true,"submissions":1,"first_at":1000,
			"modules":[{"module":"m","attempts":1,"best":3,"max":5,"last_at":1000}]}');
		PRAGMA application_id=`+fmt.Sprint(0x686f6373)+`; PRAGMA user_version=1;`)
	store, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	old := progress.Submission{Resident: "r", Village: "v", By: "r", Hash: []byte{1}, Answers: map[string][]string{"q1": {"a"}},
		Result:    progress.Result{ID: "s", Module: "m", Version: 2, Score: 3, Max: 5, ReceivedAt: time.UnixMilli(1000).UTC()},
		StartedAt: time.UnixMilli(2000).UTC(), FinishedAt: time.UnixMilli(3000).UTC()}
	if got, err := store.SubmissionsOf(t.Context(), "r"); err != nil || !reflect.DeepEqual(got, []progress.Submission{old}) {
		t.Errorf("submissions %+v, %v", got, err)
	}
	folded := progress.Fold("r", "v", true, []progress.Result{old.Result})
	if got, err := store.Summary(t.Context(), "r"); err != nil || !got.Equal(folded) {
		t.Errorf("summary %+v, %v; folded %+v", got, err, folded)
	}
	fresh := old
	fresh.ID, fresh.Review, fresh.Wrong = "t", true, []string{"q1"}
	if _, err := store.Insert(t.Context(), []progress.Submission{fresh}); err != nil {
		t.Fatal(err)
	}
	if got, err := store.Results(t.Context(), []string{"r"}); err != nil || !reflect.DeepEqual(got["r"], []progress.Result{old.Result, fresh.Result}) {
		t.Errorf("results %+v, %v", got, err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}

	made := t.TempDir()
	store, err = sqlite.Open(t.Context(), made)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if got, want := columns(t, dir), columns(t, made); !reflect.DeepEqual(got, want) {
		t.Errorf("an upgraded file has\n%q, a new one\n%q", got, want)
	}
}

func execute(t *testing.T, dir, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), text); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// columns tells all columns of all tables, and the version.
func columns(t *testing.T, dir string) (found []string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), `SELECT format('%s %d %s %s %d %s %d', m.name, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk)
		FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
		UNION SELECT 'index ' || name FROM sqlite_schema WHERE type = 'index' UNION SELECT 'version ' || user_version FROM pragma_user_version ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		found = append(found, text)
	}
	if err := rows.Err(); err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	return found
}
