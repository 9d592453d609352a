package archive

import (
	"crypto/sha256"
	"errors"
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"hocso/internal/mongodb/mongotest"
	"hocso/progress/people"
)

var update = flag.Bool("update", false, "write testdata/archive.jsonl anew")

func sealed(frame []byte) []byte {
	sum := sha256.Sum256(frame)
	return append(slices.Clone(frame), seal(sum[:])...)
}

// pairs are the stores between which archives go.
var pairs = map[string]struct{ from, into func(t *testing.T) Store }{
	"SQLite to SQLite":   {inSQLite, inSQLite},
	"MongoDB to MongoDB": {inMongoDB, inMongoDB},
	"SQLite to MongoDB":  {inSQLite, inMongoDB},
	"MongoDB to SQLite":  {inMongoDB, inSQLite},
}

// TestArchivedFields compares an archive with a file, so that a field that is renamed is seen before old backups are of no use.
func TestArchivedFields(t *testing.T) {
	all := sample()
	filled(t, all.wards)
	filled(t, all.villages)
	filled(t, all.rolls)
	filled(t, all.campaigns)
	filled(t, all.rulings)
	filled(t, all.settlements)
	filled(t, all.people)
	filled(t, all.people[0].Appointments)
	filled(t, all.people[0].Consents)
	filled(t, all.credentials)
	filled(t, all.devices)
	filled(t, all.passes)
	filled(t, all.factors)
	filled(t, all.requests)
	filled(t, all.audit[1:])
	filled(t, all.erasures)
	filled(t, all.fieldwork)
	filled(t, all.certified)
	filled(t, all.aliases)
	filled(t, all.submissions)
	s := inSQLite(t)
	all.store(t, s)
	got := plain(t, write(t, s))
	const golden = "testdata/archive.jsonl"
	if *update {
		must(t, os.WriteFile(golden, []byte(got), 0o600))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if got != string(want) {
		t.Errorf("what archives hold changed; if that is meant and old archives can still be read, run with -update:\n%s", got)
	}
}

func TestAllComesBackWithDevicesSignedOutAndOneAuditEntryMore(t *testing.T) {
	mongotest.Start(t) // keeps one server running for all of them
	for name, pair := range pairs {
		t.Run(name, func(t *testing.T) {
			from, into := pair.from(t), pair.into(t)
			sample().store(t, from)
			raw := write(t, from)
			must(t, restore(t, raw, into, Restoring{}))
			wantRestored(t, held(t, from), into)
			chain, err := people.VerifyAudit(t.Context(), into)
			must(t, err)
			if problems := chain.Problems(); len(problems) > 0 {
				t.Error(problems)
			}
			if keys, err := into.Unfolded(t.Context(), 9); err != nil || len(keys) > 0 {
				t.Errorf("restored submissions carry the mark: %v, %v", keys, err)
			}
		})
	}
}

// wantRestored compares a store with what another one held.
func wantRestored(t testing.TB, want map[string][]string, into Store) {
	t.Helper()
	got := held(t, into)
	for i, line := range want["devices"] {
		r, err := parse[deviceRecord]([]byte(line))
		must(t, err)
		r.Current, r.Previous = nil, nil
		want["devices"][i] = jsonOf(t, r)
	}
	for _, part := range slices.Sorted(maps.Keys(want)) {
		if part == "audit" {
			for _, line := range want[part] {
				if !slices.Contains(got[part], line) {
					t.Errorf("audit lacks %s", line)
				}
			}
			if len(got[part]) != len(want[part])+1 {
				t.Errorf("%d audit entries after %d", len(got[part]), len(want[part]))
			}
			continue
		}
		if !reflect.DeepEqual(got[part], want[part]) {
			t.Errorf("%s:\n got %v\nwant %v", part, got[part], want[part])
		}
	}
}

// testdata/schema1.jsonl is an archive as it was made before campaigns had versions.
func TestAnArchiveOfTheFirstSchemaIsRestored(t *testing.T) {
	lines, err := os.ReadFile("testdata/schema1.jsonl")
	must(t, err)
	into := inSQLite(t)
	must(t, restore(t, packed(t, string(lines)), into, Restoring{}))
	list, err := into.CampaignVersions(t.Context(), "dot-1")
	if err != nil || len(list) != 1 || list[0].Version != 1 || !list[0].CountUnconfirmed {
		t.Errorf("campaigns %+v, %v", list, err)
	}
	if got := held(t, into); len(got["submissions"]) != 2 || len(got["rolls"]) > 0 {
		t.Errorf("holds %v", got)
	}
}

// testdata/schema2.jsonl is one as it was made before there was fieldwork.
func TestAnArchiveOfTheSecondSchemaIsRestored(t *testing.T) {
	lines, err := os.ReadFile("testdata/schema2.jsonl")
	must(t, err)
	into := inSQLite(t)
	must(t, restore(t, packed(t, string(lines)), into, Restoring{}))
	if got := held(t, into); len(got["submissions"]) != 2 || len(got["settlements"]) != 1 || len(got["fieldwork"]) > 0 {
		t.Errorf("holds %v", got)
	}
}

func TestAnEmptyStoreMakesAnArchiveThatRestoresNothing(t *testing.T) {
	into := inSQLite(t)
	must(t, restore(t, write(t, inSQLite(t)), into, Restoring{}))
	if got := held(t, into); len(got["audit"]) != 1 || len(got) != 1 {
		t.Errorf("holds %v", got)
	}
}

func TestAStoreThatHoldsAnythingIsReplacedOnlyWhenAskedTo(t *testing.T) {
	from := inSQLite(t)
	sample().store(t, from)
	raw := write(t, from)
	for part, one := range map[string]func(r records) records{
		"wards":        func(r records) records { return records{wards: r.wards} },
		"villages":     func(r records) records { return records{villages: r.villages} },
		"rolls":        func(r records) records { return records{wards: r.wards, rolls: r.rolls} },
		"rulings":      func(r records) records { return records{rulings: r.rulings} },
		"settlements":  func(r records) records { return records{settlements: r.settlements} },
		"campaign":     func(r records) records { return records{campaigns: r.campaigns} },
		"people":       func(r records) records { return records{people: r.people} },
		"audit":        func(r records) records { return records{audit: r.audit} },
		"fieldwork":    func(r records) records { return records{fieldwork: r.fieldwork} },
		"submissions":  func(r records) records { return records{submissions: r.submissions} },
		"modules":      func(r records) records { return records{modules: r.modules} },
		"certificates": func(r records) records { return records{certified: r.certified} },
	} {
		t.Run(part, func(t *testing.T) {
			into := inSQLite(t)
			one(sample()).store(t, into)
			before := held(t, into)
			if err := restore(t, raw, into, Restoring{}); !errors.Is(err, ErrNotEmpty) {
				t.Errorf("error %v, want ErrNotEmpty", err)
			}
			if after := held(t, into); !reflect.DeepEqual(after, before) {
				t.Errorf("changed to %v", after)
			}
			must(t, restore(t, raw, into, Restoring{Replace: true}))
			wantRestored(t, held(t, from), into)
		})
	}
}

func TestReplacingLeavesNothingOfBefore(t *testing.T) {
	mongotest.Start(t)
	for name, open := range map[string]func(t *testing.T) Store{"SQLite": inSQLite, "MongoDB": inMongoDB} {
		t.Run(name, func(t *testing.T) {
			from, into := inSQLite(t), open(t)
			must(t, from.AddPeople(t.Context(), []people.Person{{ID: "p7"}}))
			all := sample()
			all.erasures = nil
			all.store(t, into)
			must(t, restore(t, write(t, from), into, Restoring{Replace: true}))
			wantRestored(t, held(t, from), into)
		})
	}
}
