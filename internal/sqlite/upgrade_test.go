package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

// firstVersion marks a file as one of hocso's first version.
var firstVersion = fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=1;", 0x686f6373)

// testdata/schema1.sql is the schema of version 1, as data folders have it.
func TestOpenUpgradesTheFirstSchemaAndKeepsWhatIsInIt(t *testing.T) {
	schema, err := os.ReadFile("testdata/schema1.sql")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	execute(t, dir, string(schema)+firstVersion+`
		INSERT INTO submissions VALUES ('r', 's', 'm', 2, 3, 5, 0, 1000, NULL, 'v', 'r', 2000, 3000, x'01', '{"q1":["a"]}');
		INSERT INTO summaries VALUES ('r', 'v', 1, '{"resident":"r","village":"v","counted":true,"submissions":1,"first_at":1000,
			"modules":[{"module":"m","attempts":1,"best":3,"max":5,"last_at":1000}]}');`)
	store, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	old := progress.Submission{Resident: "r", By: "r", Hash: []byte{1}, Answers: map[string][]string{"q1": {"a"}},
		Result: progress.Result{ID: "s", Module: "m", Version: 2, Score: 3, Max: 5,
			FinishedAt: time.UnixMilli(3000).UTC(), ReceivedAt: time.UnixMilli(1000).UTC(), Village: "v"},
		StartedAt: time.UnixMilli(2000).UTC()}
	if got, err := store.SubmissionsOf(t.Context(), "r"); err != nil || !reflect.DeepEqual(got, []progress.Submission{old}) {
		t.Errorf("submissions %+v, %v", got, err)
	}
	// What is recomputed was of another shape: all is folded anew.
	if got, err := store.Summary(t.Context(), "r"); !errors.Is(err, progress.ErrNotFound) {
		t.Errorf("summary %+v, %v", got, err)
	}
	if keys, err := store.Unfolded(t.Context(), 10); err != nil || len(keys) != 1 || keys[0] != old.Key() {
		t.Errorf("to be folded: %v, %v", keys, err)
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

func TestOpenUpgradesPeopleAndDevicesOfThirdSchema(t *testing.T) {
	schema, err := os.ReadFile("testdata/schema1.sql")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	execute(t, dir, string(schema)+firstVersion+`
		INSERT INTO people VALUES ('officer', '', '{"id":"officer","name":"H''Hoa","language":"vi","login_version":3,"sample":false,"created_at":1000,
			"appointments":[{"role":"officer","ward":"24175"}]}'),
			('resident', 'v', '{"id":"resident","name":"Y Bhăm","village":"v","language":"vi","login_version":0,"sample":true,"created_at":2000}');
		INSERT INTO credentials VALUES ('officer', '+84901234567', x'01', 1);
		INSERT INTO devices VALUES ('d1', 'officer', 2, x'01', x'02', 1, 1000, 3000), ('d2', 'resident', 0, x'03', NULL, 0, 2000, 2000);`)
	store, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })

	at := func(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
	officer := people.Person{ID: "officer", Name: "H'Hoa", Language: "vi", LoginVersion: 3, CreatedAt: at(1000),
		Appointments: []people.Appointment{{Role: people.Officer, Ward: "24175"}}}
	if staff, err := store.Staff(t.Context()); err != nil || !reflect.DeepEqual(staff, []people.Person{officer}) {
		t.Errorf("staff %+v, %v", staff, err)
	}
	officer.Subject = "https://dinh-danh.example#1"
	if err := store.UpdatePerson(t.Context(), officer); err != nil {
		t.Error(err)
	}
	if got, staff, err := store.PersonByCredential(t.Context(), "+84901234567", []byte{1}); err != nil || !staff || got.Revision != 1 {
		t.Errorf("signs in %+v, staff %v, %v", got, staff, err)
	}

	d1 := people.Device{ID: "d1", Person: "officer", Current: []byte{1}, Previous: []byte{2}, Staff: true, CreatedAt: at(1000), UsedAt: at(3000),
		ProvedAt: at(1000), Revision: 2}
	d2 := people.Device{ID: "d2", Person: "resident", Current: []byte{3}, CreatedAt: at(2000), UsedAt: at(2000), ProvedAt: at(2000)}
	for _, want := range []people.Device{d1, d2} {
		if got, err := store.Device(t.Context(), want.ID); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("device %+v, %v; want %+v", got, err, want)
		}
	}
	if found, err := store.DevicesOfBrowser(t.Context(), nil); err != nil || len(found) != 0 {
		t.Errorf("devices of no browser %+v, %v", found, err)
	}
	d1.Current = nil // the former table had to have one
	if err := store.UpdateDevice(t.Context(), d1); err != nil {
		t.Error(err)
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

// columns tells all columns of all tables, all indexes, and the version.
func columns(t *testing.T, dir string) (found []string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), `SELECT format('%s %d %s %s %d %s %d', m.name, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk)
		FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
		UNION SELECT format('index %s %s', name, sql) FROM sqlite_schema WHERE type = 'index' UNION SELECT 'version ' || user_version FROM pragma_user_version ORDER BY 1`)
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

// testdata/schema8.sql is the schema of version 8. Summaries and totals come over as they were, more of them than are in memory at once.
func TestOpenTakesSummariesAndTotalsOverFromVersionEight(t *testing.T) {
	schema, err := os.ReadFile("testdata/schema8.sql")
	if err != nil {
		t.Fatal(err)
	}
	const many = 2500
	dir := t.TempDir()
	execute(t, dir, string(schema)+fmt.Sprintf(`PRAGMA application_id=%d; PRAGMA user_version=8;
		INSERT INTO summaries VALUES ('r', 'v2', 6, 4, 'v0 v1', '{"resident":"r","village":"v2","counted":true,"revision":4,"former":["v0","v1"],"submissions":6,
			"first_at":1000,"modules":[{"module":"m","attempts":2,"best":4,"max":5,"tries":[{"t":1000,"s":3,"m":5,"w":200,"d":4294967295,"l":7},
			{"t":2000,"f":"2026-11-01","s":4,"m":5,"p":true,"a":true}],"passed_at":2000,"last_at":2000,"first":1,"language":"rad","wrong":["q2"]}],
			"days":[{"day":"2026-11-01","submissions":6}],"hours":[[167,6]],"reviews":[{"module":"m","question":"q2","box":1,"due":"2026-11-07"}]}');
		INSERT INTO totals VALUES ('v2', 3, '{"place":"v2","learners":1,"submissions":6,"modules":{"m":{"tried":1,"passed":1}},"days":{"2026-11-01":{"learners":1,"submissions":6}},
			"campaigns":{"c":{"learners":1,"reached":[1,0,4],"since":[2000,0,2000],"days":{"2026-11-01":[1,0,4]},"signs":[2,1,1,0,1,0,1,0]}},"as_of":9000}',
			'{"hours":[[167,6]],"firsts":[{"module":"m","version":1,"language":"rad","people":1,"wrong":{"q2":1}}]}'), ('66', 1, '{"place":"66","learners":0,
			"submissions":0,"modules":{},"days":{},"as_of":1000}', '{}');
		WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		INSERT INTO summaries SELECT 'x' || i, 'v' || (i %% 7), 1, 0, '', '{"resident":"x' || i || '","village":"v' || (i %% 7) || '","submissions":1,"first_at":' || i || '}' FROM n;`,
		0x686f6373, many))
	store, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	want := progress.Summary{Resident: "r", Village: "v2", Counted: true, Revision: 4, Former: []string{"v0", "v1"}, Submissions: 6, FirstAt: time.UnixMilli(1000).UTC(),
		Modules: []progress.ModuleSummary{{Module: "m", Attempts: 2, Best: 4, Max: 5, PassedAt: time.UnixMilli(2000).UTC(), LastAt: time.UnixMilli(2000).UTC(),
			First: progress.First{Version: 1, Language: "rad", Wrong: []string{"q2"}},
			Tries: []progress.Try{{At: time.UnixMilli(1000).UTC(), Score: 3, Max: 5, Seconds: 200, Device: 1<<32 - 1, Pattern: 7},
				{At: time.UnixMilli(2000).UTC(), Finished: "2026-11-01", Score: 4, Max: 5, Passed: true, Assisted: true}}}},
		Days:    []progress.ActiveDay{{Day: "2026-11-01", Submissions: 6}},
		Hours:   []progress.ActiveHour{{Hour: 167, Submissions: 6}},
		Reviews: []progress.Review{{Module: "m", Question: "q2", Box: 1, Due: "2026-11-07"}}}
	if got, err := store.Summary(t.Context(), "r"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("summary\n got %+v, %v\nwant %+v", got, err, want)
	}
	seen := 0
	err = store.EachSummary(t.Context(), progress.Span{After: "r"}, func(s progress.Summary) error {
		seen++
		if s.Submissions != 1 || s.FirstAt.IsZero() || s.Resident != fmt.Sprintf("x%d", s.FirstAt.UnixMilli()) || s.Village != fmt.Sprintf("v%d", s.FirstAt.UnixMilli()%7) {
			t.Errorf("summary %+v", s)
		}
		return nil
	})
	if err != nil || seen != many {
		t.Errorf("%d came over, %v", seen, err)
	}
	var hours progress.Hours
	hours.Add(167, 6)
	one := progress.Reached{Participants: 1, Points: 4}
	counted := progress.Totals{Place: "v2", Learners: 1, Submissions: 6, Modules: map[string]progress.ModuleCount{"m": {Tried: 1, Passed: 1}},
		Days: map[day.Day]progress.DayCount{"2026-11-01": {Learners: 1, Submissions: 6}},
		Campaigns: map[string]progress.Count{"c": {Learners: 1, Reached: one, ParticipatedAt: time.UnixMilli(2000).UTC(), GainedAt: time.UnixMilli(2000).UTC(),
			Days: map[day.Day]progress.Reached{"2026-11-01": one}, Signs: campaign.Signs{Attempts: 2, Assisted: 1, Timed: 1, OnOneDevice: 1, Participants: 1}}},
		Study: progress.Study{Hours: hours, Firsts: map[progress.Quiz]progress.FirstAnswers{{Module: "m", Version: 1, Language: "rad"}: {People: 1, Wrong: map[string]int{"q2": 1}}}},
		AsOf:  time.UnixMilli(9000).UTC(), Revision: 3}
	totals, err := store.Totals(t.Context(), []string{"v2", "66"})
	if got := totals["v2"]; err != nil || !got.Equal(counted) || got.Revision != 3 || !got.AsOf.Equal(counted.AsOf) || totals["66"].Revision != 1 {
		t.Errorf("totals\n got %+v, %v\nwant %+v", totals, err, counted)
	}
}
