package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hocso/internal/sqlite"
)

// state is what the browser's scripts leave behind.
type state struct {
	Resident  resident `json:"resident"`
	Neighbour string   `json:"neighbour"` // a name
	Secrets   []string `json:"secrets"`   // all that no log may hold
}

type resident struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Phone string   `json:"phone"` // the neighbour's as well
	PINs  []string `json:"pins"`  // the first, and the one after it was forgotten
	Token string   `json:"token"` // of the card
}

// TestAccountsOfAVillageFromAppointmentToErasure drives browsers against a server in earnest, where device codes and second
// factors are asked for. Who has erased the account is then nowhere, not in the store, the boards or the log, and is not
// brought back by a backup of before.
func TestAccountsOfAVillageFromAppointmentToErasure(t *testing.T) {
	flags := stores["embedded"](t)
	server, officer := earnest(t, flags)
	file, backup := filepath.Join(t.TempDir(), "state.json"), filepath.Join(t.TempDir(), "backup")
	script(t, server, "e2e/accounts.mjs", "HOCSO_OFFICER="+officer, "HOCSO_STATE="+file)
	before := readState(t, file)
	settle(t, server)
	if held := dump(t, server); !holds(held["people"], before.Resident.Name) || !holds(held["credentials"], before.Resident.Phone[1:]) ||
		!holds(held["submissions"], before.Resident.ID) || !holds(held["redis"], "24163-001") {
		t.Fatal("the dump does not show what is there")
	}
	if out, err := server.command("backup", backup); err != nil {
		t.Fatal(out, err)
	}

	script(t, server, "e2e/erasing.mjs", "HOCSO_STATE="+file)
	after := readState(t, file)
	settle(t, server)
	wantErased(t, dump(t, server), after)
	if err := server.stop(); err != nil {
		t.Fatalf("%v\n%s", err, server.log)
	}
	wantDiscreet(t, server.log.String(), after)

	if out, err := server.command("restore", "--replace", backup); err != nil {
		t.Fatal(out, err)
	}
	wantErased(t, dump(t, server), after)
	settle(t, server)
	again := serve(t, flags)
	settle(t, again)
	wantErased(t, dump(t, again), after)
	if err := again.stop(); err != nil {
		t.Fatalf("%v\n%s", err, again.log)
	}
	wantDiscreet(t, again.log.String(), after)
}

// earnest starts a server with two villages and an officer, and returns the officer's phone and first password.
func earnest(t *testing.T, flags []string) (*process, string) {
	t.Helper()
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	around := func(days int) string { return time.Now().AddDate(0, 0, days).Format(time.DateOnly) }
	villages := write("villages.csv", "ward,name,kind,adults\n24163,Buôn Ea Thử,buon,20\n24163,Thôn Hai Thử,thon,20\n")
	campaign := write("campaign.yaml", fmt.Sprintf("id: thu\nname: Đợt thử\nfirst_day: %s\nlast_day: %s\nopen_registration: false\ncount_unconfirmed: false\n",
		around(-7), around(30)))
	for _, args := range [][]string{
		{"seed", "--campaign=" + campaign},
		{"seed", "--villages=" + villages},
	} {
		if out, err := hocso(t, append(args, flags...)...); err != nil {
			t.Fatal(out, err)
		}
	}
	countEveryone(t, flags)
	const phone = "0905550301"
	out, err := hocso(t, append([]string{"user", "add", "--role=officer", "--name=Thử", "--phone=" + phone, "--ward=24163"}, flags...)...)
	_, password, found := strings.Cut(out, "shown only now: ")
	if err != nil || !found {
		t.Fatal(out, err)
	}
	return serve(t, flags), phone + ":" + strings.TrimSpace(password)
}

// countEveryone lets the boards show numbers of one and two people, which no campaign in earnest may.
func countEveryone(t *testing.T, flags []string) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), strings.TrimPrefix(flags[0], "--data="))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	versions, err := store.CampaignVersions(t.Context(), "thu")
	if err != nil || len(versions) != 1 {
		t.Fatal(versions, err)
	}
	c := versions[0]
	c.Version, c.MinLearners = 2, 1
	if err := store.PutCampaign(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func readState(t *testing.T, path string) state {
	t.Helper()
	raw, err := os.ReadFile(path) //nolint:gosec // A file of this test.
	if err != nil {
		t.Fatal(err)
	}
	var s state
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// settle waits until everything agrees with the submissions, the audit log included.
func settle(t *testing.T, server *process) {
	t.Helper()
	eventually(t, "everything agrees", func() bool {
		_, err := server.command("verify")
		return err == nil
	})
	if line := server.verify(); !strings.Contains(line, "\naudit: ") {
		t.Fatalf("verify does not speak of the audit log: %s", line)
	}
}

// wantErased fails if anything is left of the resident, or if the neighbour is gone.
func wantErased(t *testing.T, held map[string]string, s state) {
	t.Helper()
	for table, text := range held {
		for _, trace := range append([]string{s.Resident.Name, s.Resident.Token}, s.Resident.PINs...) {
			if holds(text, trace) {
				t.Errorf("%s still holds %q", table, trace)
			}
		}
		if !slices.Contains([]string{"people", "credentials"}, table) && holds(text, s.Resident.Phone[1:]) {
			t.Errorf("%s still holds the number, which is the neighbour's only where accounts are", table)
		}
		// That somebody was erased, and what was done before, stays on record under a number that leads nowhere.
		if !slices.Contains([]string{"audit", "erasures"}, table) && holds(text, s.Resident.ID) {
			t.Errorf("%s still holds the id", table)
		}
	}
	if !holds(held["people"], s.Neighbour) || !holds(held["erasures"], s.Resident.ID) || !holds(held["audit"], s.Resident.ID) {
		t.Error("the neighbour or the record of the erasure is missing")
	}
}

// wantDiscreet fails if a log tells anything that is somebody's.
func wantDiscreet(t *testing.T, log string, s state) {
	t.Helper()
	if len(s.Secrets) < 30 {
		t.Fatalf("only %d secrets were noted", len(s.Secrets))
	}
	for _, secret := range append(s.Secrets, s.Resident.Phone[1:]) {
		if holds(log, secret) || holds(log, strings.ReplaceAll(secret, "-", "")) {
			t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
}

// holds reports whether a text holds a trace. A few digits count only where they stand alone, since any time and any
// number may have them in it.
func holds(text, trace string) bool {
	if trace == "" {
		panic("an empty trace is everywhere")
	}
	if len(trace) > 8 {
		return strings.Contains(text, trace)
	}
	return regexp.MustCompile(`(?:^|[^0-9A-Za-z])` + regexp.QuoteMeta(trace) + `(?:$|[^0-9A-Za-z])`).MatchString(text)
}
