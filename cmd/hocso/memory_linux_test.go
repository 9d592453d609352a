package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hocso/internal/longtest"
	"hocso/internal/mongodb/mongotest"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/seed"
)

// TestBackupRestoreAndCopyTakeNoMoreMemoryForMoreSubmissions compares the most memory that the program had with few and with many
// submissions; what is more of them is four times as large as what it may take more. The few fill the pages that SQLite keeps of
// each file. FerretDB sorts all of them for each batch that
// is read and needs minutes, so that many are only tried on the MongoDB of TEST_MONGO_URI.
func TestBackupRestoreAndCopyTakeNoMoreMemoryForMoreSubmissions(t *testing.T) {
	const allowed = 20 << 20
	inMongo := 300
	if os.Getenv("TEST_MONGO_URI") != "" {
		inMongo = 30_000
	}
	for name, c := range map[string]struct {
		open                   func(t *testing.T) []string
		few, submissions, size int
	}{
		"embedded": {func(t *testing.T) []string { return []string{"--data=" + t.TempDir()} }, 15_000, longtest.Figure(45_000, 100_000), 2000},
		"mongodb":  {func(t *testing.T) []string { return []string{"--data=" + t.TempDir(), "--mongo=" + mongotest.Start(t)} }, 100, inMongo, 2000},
	} {
		t.Run(name, func(t *testing.T) {
			few := peaks(t, c.open, c.few, c.size)
			many := peaks(t, c.open, c.submissions, c.size)
			for command, peak := range many {
				grown := peak - few[command]
				t.Logf("%s: %d MiB with %d submissions, %d MiB with %d", command, few[command]>>20, c.few, peak>>20, c.submissions)
				if grown > allowed {
					t.Errorf("%s takes %d MiB more for %d submissions", command, grown>>20, c.submissions)
				}
			}
		})
	}
}

// TestVerifyAndRebuildTakeNoMoreMemoryForMorePeopleAndVillages compares the most memory of the program in a small campaign and in a large
// one in many more villages, whose summaries alone, and totals alone, are several times as large as what it may take more.
func TestVerifyAndRebuildTakeNoMoreMemoryForMorePeopleAndVillages(t *testing.T) {
	const allowed = 20 << 20
	least := map[string]int64{}
	// When garbage is collected is chance; what is held is held each time.
	for range 3 {
		more := false
		for command, grown := range grownWithVillages(t) {
			if before, ok := least[command]; !ok || grown < before {
				least[command] = grown
			}
			more = more || least[command] > allowed
		}
		if !more {
			return
		}
	}
	for command, grown := range least {
		if grown > allowed {
			t.Errorf("%s takes at least %d MiB more", command, grown>>20)
		}
	}
}

// grownWithVillages returns how much more memory each command has in the large campaign.
func grownWithVillages(t *testing.T) map[string]int64 {
	t.Helper()
	const some = 40_000 // which fill the pages that SQLite keeps
	many := longtest.Figure(100_000, 500_000)
	few := loadCampaignIn(t, some, 300).dir
	large := loadCampaignIn(t, many, 3000).dir
	grown := map[string]int64{}
	for _, command := range []string{"rebuild", "verify"} { // in this order: nothing is folded yet
		small, peak := peak(t, command, "--data="+few), peak(t, command, "--data="+large)
		t.Logf("%s: %d MiB with %d submissions, %d MiB with %d", command, small>>20, some, peak>>20, many)
		grown[command] = peak - small
	}
	return grown
}

// peaks returns the most memory that each command had with so many submissions of so many bytes.
func peaks(t *testing.T, open func(*testing.T) []string, submissions, size int) map[string]int64 {
	t.Helper()
	from, into, copied := open(t), open(t), open(t)
	submitted(t, from, submissions, size)
	file := filepath.Join(t.TempDir(), "backup.hocso")
	store := func(flags []string) string {
		_, at, _ := strings.Cut(flags[len(flags)-1], "=")
		return at
	}
	return map[string]int64{
		"backup":  peak(t, append([]string{"backup", file}, from...)...),
		"restore": peak(t, append([]string{"restore", file}, into...)...),
		"copy":    peak(t, "copy", "--from="+store(from), "--to="+store(copied)),
	}
}

// submitted sets a store up whose residents handed in long answers.
func submitted(t *testing.T, flags []string, submissions, size int) {
	t.Helper()
	if out, err := hocso(t, append([]string{"seed"}, flags...)...); err != nil {
		t.Fatal(err, out)
	}
	_, at, _ := strings.Cut(flags[len(flags)-1], "=")
	where, err := storeAt(at)
	if err != nil {
		t.Fatal(err)
	}
	db, err := where.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	const residents = 100
	var folk []people.Person
	for i := range residents {
		folk = append(folk, people.Person{ID: fmt.Sprintf("%08d-0000-4000-8000-000000000000", i), Name: "Y Bhăm", Village: seed.DemoVillage})
	}
	if err := db.AddPeople(t.Context(), folk); err != nil {
		t.Fatal(err)
	}
	answers := map[string][]string{}
	for n := range size / 35 {
		answers[fmt.Sprintf("question-%04d", n)] = []string{"an option", "b"}
	}
	var list []progress.Submission
	for i := range submissions {
		resident := folk[i%residents].ID
		list = append(list, progress.Submission{Resident: resident, By: resident, Hash: []byte(resident), Answers: answers,
			Result: progress.Result{ID: fmt.Sprintf("%08d-0000-4000-8000-000000000001", i), Module: "vneid-1", Version: 1, Score: 1, Max: 5,
				ReceivedAt: time.Date(2026, 11, 20, 12, 0, i%3600, 0, time.UTC)}})
	}
	for part := range slices.Chunk(list, 500) {
		if err := db.PutSubmissions(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
}

// peak runs the program and returns the most memory that it had. It collects garbage often, so that this is near to what it needs.
func peak(t *testing.T, args ...string) int64 {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "GOGC=20")
	_, most := watched(t, cmd)
	return most
}
