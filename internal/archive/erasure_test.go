package archive

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	_ "modernc.org/sqlite" // to read all tables

	"hocso/internal/mongodb"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/sqlite"
	"hocso/progress/people"
	"hocso/progress/places"
)

// dumped is a store whose every table can be looked at. Those that may name an erased person by id are left out: the erasures
// themselves, and the audit log, which names nobody in another way.
type dumped struct {
	Store
	dump func(t *testing.T) string
}

func dumpedSQLite(t *testing.T) dumped {
	t.Helper()
	dir := t.TempDir()
	s, err := sqlite.Open(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return dumped{s, func(t *testing.T) string {
		t.Helper()
		db, err := sql.Open("sqlite", filepath.Join(dir, sqlite.FileName))
		must(t, err)
		defer func() { _ = db.Close() }()
		var out strings.Builder
		for _, table := range column(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table'") {
			if table != "erasures" && table != "audit" {
				out.WriteString(strings.Join(column(t, db, "SELECT * FROM "+table), "\n"))
			}
		}
		return out.String()
	}}
}

// column returns each row as a text.
func column(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	must(t, err)
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	must(t, err)
	for rows.Next() {
		fields, into := make([]sql.RawBytes, len(names)), make([]any, len(names))
		for i := range fields {
			into[i] = &fields[i]
		}
		must(t, rows.Scan(into...))
		all = append(all, string(bytes.Join(bytesOf(fields), []byte(" "))))
	}
	must(t, rows.Err())
	return all
}

func bytesOf(fields []sql.RawBytes) [][]byte {
	list := make([][]byte, len(fields))
	for i, f := range fields {
		list[i] = f
	}
	return list
}

func dumpedMongoDB(t *testing.T) dumped {
	t.Helper()
	uri := mongotest.Start(t)
	s, err := mongodb.Open(t.Context(), uri)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return dumped{s, func(t *testing.T) string {
		t.Helper()
		client, err := mongo.Connect(options.Client().ApplyURI(uri))
		must(t, err)
		defer func() { _ = client.Disconnect(context.Background()) }()
		_, name, _ := strings.Cut(strings.TrimPrefix(uri, "mongodb://"), "/")
		name, _, _ = strings.Cut(name, "?")
		db := client.Database(name)
		collections, err := db.ListCollectionNames(t.Context(), bson.M{})
		must(t, err)
		var out strings.Builder
		for _, c := range collections {
			if c == "erasures" || c == "audit" {
				continue
			}
			cursor, err := db.Collection(c).Find(t.Context(), bson.M{})
			must(t, err)
			var all []bson.M
			must(t, cursor.All(t.Context(), &all))
			for _, one := range all {
				text, err := bson.MarshalExtJSON(one, false, false)
				must(t, err)
				out.Write(text)
			}
		}
		return out.String()
	}}
}

// TestWhoWasErasedNeverComesBack erases somebody after the backup, in three ways of knowing it.
func TestWhoWasErasedNeverComesBack(t *testing.T) {
	mongotest.Start(t)
	const gone = "p1"
	traces := []string{gone, "H'Hoa", "+84901234567", "Tên tôi viết sai", "Niê H'Hoa"}
	all := sample()
	all.erasures = nil
	for i := range all.people[1:] { // nobody else's records name the one who goes
		all.people[i+1].Guardian = ""
	}
	erase := func(t *testing.T, s Store) {
		t.Helper()
		must(t, s.AddErasure(t.Context(), people.Erasure{Person: gone, At: at(20)}))
		must(t, eraseAgain(t.Context(), s))
	}
	for name, open := range map[string]func(t *testing.T) dumped{"SQLite": dumpedSQLite, "MongoDB": dumpedMongoDB} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			all.store(t, s)
			for _, trace := range traces {
				if !strings.Contains(s.dump(t), trace) {
					t.Fatalf("the dump does not show %q before", trace)
				}
			}
			raw := write(t, s)
			erase(t, s)
			wantNoTrace(t, s, traces)
			later := write(t, s)
			must(t, restore(t, raw, s, Restoring{Replace: true}))
			wantNoTrace(t, s, traces) // the store knew

			knowing := open(t)
			must(t, restore(t, later, knowing, Restoring{}))
			must(t, restore(t, raw, knowing, Restoring{Replace: true}))
			wantNoTrace(t, knowing, traces) // by way of the later backup

			told := open(t)
			must(t, restore(t, raw, told, Restoring{Erasures: []people.Erasure{{Person: gone, At: at(20)}}}))
			wantNoTrace(t, told, traces) // by way of a list
			for _, each := range []Store{s, knowing, told} {
				if list, err := each.Erasures(t.Context()); err != nil || len(list) != 1 || list[0].Person != gone || !list[0].At.Equal(at(20)) {
					t.Errorf("erasures %v, %v", list, err)
				}
				if _, err := each.Person(t.Context(), "p2"); err != nil {
					t.Errorf("another person is gone too: %v", err)
				}
			}
		})
	}
}

func wantNoTrace(t *testing.T, s dumped, traces []string) {
	t.Helper()
	dump := s.dump(t)
	if !strings.Contains(dump, "Y Bhăm") {
		t.Error("the dump does not show who stayed")
	}
	for _, trace := range traces {
		if i := strings.Index(dump, trace); i >= 0 {
			t.Errorf("%q is there: %q", trace, dump[max(0, i-200):min(len(dump), i+200)])
		}
	}
}

// TestPeopleSignInWithTheirPINAfterARestore needs the same keys, and the browser where they signed in before.
func TestPeopleSignInWithTheirPINAfterARestore(t *testing.T) {
	mongotest.Start(t)
	keys, err := people.NewKeys(bytes.NewReader(bytes.Repeat([]byte("0123456789abcdefghijk"), 5)))
	must(t, err)
	other, err := people.NewKeys(bytes.NewReader(bytes.Repeat([]byte("kjihgfedcba9876543210"), 5)))
	must(t, err)
	from := inSQLite(t)
	service := func(s Store, keys people.Keys) *people.Service {
		t.Helper()
		full := s.(interface {
			Store
			people.CredentialStore
			people.AttemptStore
		})
		dir := places.NewDirectory([]places.Ward{{Code: "24175"}}, []places.Village{{ID: "24175-007", Ward: "24175"}})
		made, err := people.NewService(people.Config{Keys: keys, Places: func() *places.Directory { return dir },
			OpenRegistration: func() bool { return true }, Now: func() time.Time { return at(30) },
			Stores: people.Stores{People: full, Credentials: full, Devices: full, Attempts: full, Passes: full, Factors: full,
				Requests: full, Audit: full, Erasures: full, Aliases: full, Certificates: full}})
		must(t, err)
		return made
	}
	first, err := service(from, keys).Register(t.Context(), people.Registration{Name: "Y Bhăm", PIN: "483926", Phone: "0901234567",
		Village: "24175-007", Consent: people.Consent{Account: true}}, people.Visit{})
	must(t, err)
	raw := write(t, from)
	visit := people.Visit{Browser: first.Browser}
	for name, into := range map[string]Store{"SQLite": inSQLite(t), "MongoDB": inMongoDB(t)} {
		must(t, restore(t, raw, into, Restoring{}))
		if _, err := service(into, keys).Refresh(t.Context(), first.Refresh); !errors.Is(err, people.ErrLoginExpired) {
			t.Errorf("%s: a login of before the restore: %v", name, err)
		}
		if _, err := service(into, other).LoginPIN(t.Context(), "0901234567", "483926", "", visit); !errors.Is(err, people.ErrWrongCredentials) {
			t.Errorf("%s: with other keys: %v", name, err)
		}
		login, err := service(into, keys).LoginPIN(t.Context(), "0901234567", "483926", "", visit)
		if err != nil || login.Person.ID != first.Person.ID {
			t.Errorf("%s: %+v, %v", name, login.Person, err)
		}
	}
}

func TestARestoreThatBreaksOffLeavesNoCampaign(t *testing.T) {
	from, into := inSQLite(t), inSQLite(t)
	sample().store(t, from)
	a, err := open(write(t, from))
	must(t, err)
	broken := failing{into, "c1"}
	err = a.Restore(t.Context(), broken, Restoring{Tell: silent, Now: madeAt})
	if !errors.Is(err, os.ErrInvalid) {
		t.Fatalf("error %v, want the store's", err)
	}
	got := held(t, into)
	if len(got["people"]) == 0 || len(got["campaigns"]) > 0 {
		t.Errorf("holds %d people and campaigns %v", len(got["people"]), got["campaigns"])
	}
	if len(got["erasures"]) == 0 {
		t.Error("erasures are not known")
	}
	must(t, restore(t, write(t, from), into, Restoring{Replace: true}))
	wantRestored(t, held(t, from), into)
}

// failing refuses one pass.
type failing struct {
	Store
	pass string
}

func (f failing) PutPasses(_ context.Context, list []people.Pass) error {
	for _, p := range list {
		if p.ID == f.pass {
			return fmt.Errorf("the store fails: %w", os.ErrInvalid)
		}
	}
	return nil
}
