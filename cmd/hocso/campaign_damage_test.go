package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hocso/internal/faulttest"
	"hocso/internal/longtest"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/people"
)

// Verdicts of what happens to a damaged folder.
const (
	refused  = "refused at start in one line, nothing changed"
	stopped  = "stopped at start by what cannot be read"
	whole    = "served right"
	verified = "found by verify"
	silent   = "found by nothing" // something reads back differently and neither start nor verify says so
)

// TestADamagedFileIsRefusedOrFoundAndABackupBringsEverythingBack damages copies of a data folder at random: cut short, with
// bits flipped in its header, in the header of a page of its trees, anywhere, or in its log.
//
// What has a shape is found: the file's header, the pages of its trees; and what follows from something else: summaries and
// totals, and a result that they were folded from. What has neither is not: a flipped bit within a name, a lesson's text or
// the answers of a submission reads like another name, text or answer. And a log that is damaged is to SQLite one that ends
// there, as after a power cut: what was committed after that is gone without a word, and what is left agrees with itself.
// Those are counted and told; a backup has all of it.
func TestADamagedFileIsRefusedOrFoundAndABackupBringsEverythingBack(t *testing.T) {
	s := newSite(t, storeFlags{Data: t.TempDir()}, 100)
	s.start()
	backup := filepath.Join(t.TempDir(), "backup.hocso")
	original := t.TempDir()
	rng := faulttest.Rand(1)
	l := s.startLoad(8, 5*time.Millisecond, rng)
	within(t, time.Minute, 10*time.Millisecond, func() bool { return l.answers(201) > 250 }, func() string { return "no load" })
	l.end()
	l.settle()
	s.verifySoon()
	mustRun(t, s.server, "backup", backup)
	s.server.kill() // so that there is a log
	copyFolder(t, s.stores.Data, original)
	want := contentOf(t, original, t.TempDir())

	found := map[string]map[string]int{}
	rounds := faulttest.Rounds(t, longtest.Figure(30, 500), func(round int, rng *rand.Rand) {
		dir := t.TempDir()
		copyFolder(t, original, dir)
		kind := damages[round%len(damages)]
		what := kind.do(t, dir, rng)
		verdict := judge(t, dir, want)
		t.Logf("%s, %s: %s", kind.name, what, verdict)
		if verdict == silent && kind.mustBeFound {
			t.Errorf("%s, %s: %s", kind.name, what, verdict)
		}
		if found[kind.name] == nil {
			found[kind.name] = map[string]int{}
		}
		found[kind.name][verdict]++
	})
	for _, kind := range damages {
		n := 0
		for _, count := range found[kind.name] {
			n += count
		}
		longtest.Report(t, 18, n, "data files with "+kind.name, "%s", counts(found[kind.name]))
	}
	restored := t.TempDir()
	p := &process{t: t, flags: []string{"--data=" + restored}}
	mustRun(t, p, "restore", backup)
	p.verify()
	if got := contentOf(t, restored, t.TempDir()); got != want {
		t.Error("the backup does not bring back everything")
	}
	t.Logf("%d damages; the backup brings everything back", rounds)
}

func counts(byVerdict map[string]int) string {
	var parts []string
	for _, verdict := range []string{refused, stopped, whole, verified, silent} {
		if n := byVerdict[verdict]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, verdict))
		}
	}
	return strings.Join(parts, ", ")
}

// damage is one way to break a data folder.
type damage struct {
	name        string
	mustBeFound bool
	do          func(t *testing.T, dir string, rng *rand.Rand) string // says what it did
}

var damages = []damage{
	{"the file cut short", true, func(t *testing.T, dir string, rng *rand.Rand) string {
		return change(t, dir, "", func(raw []byte) ([]byte, string) {
			n := rng.IntN(len(raw))
			return raw[:n], fmt.Sprintf("%d of %d bytes left", n, len(raw))
		})
	}},
	{"bits flipped in the file's header", true, func(t *testing.T, dir string, rng *rand.Rand) string {
		return change(t, dir, "", func(raw []byte) ([]byte, string) { return flip(raw, rng.IntN(100), rng) })
	}},
	{"bits flipped in the header of a tree's page", true, func(t *testing.T, dir string, rng *rand.Rand) string {
		return change(t, dir, "", func(raw []byte) ([]byte, string) {
			return flip(raw, treePage(raw, rng)+rng.IntN(8), rng)
		})
	}},
	{"bits flipped anywhere in the file", false, func(t *testing.T, dir string, rng *rand.Rand) string {
		return change(t, dir, "", func(raw []byte) ([]byte, string) { return flip(raw, rng.IntN(len(raw)), rng) })
	}},
	{"bits flipped in the log", false, func(t *testing.T, dir string, rng *rand.Rand) string {
		return change(t, dir, "-wal", func(raw []byte) ([]byte, string) { return flip(raw, rng.IntN(len(raw)), rng) })
	}},
	{"the log cut short", false, func(t *testing.T, dir string, rng *rand.Rand) string {
		return change(t, dir, "-wal", func(raw []byte) ([]byte, string) {
			n := rng.IntN(len(raw))
			return raw[:n], fmt.Sprintf("%d of %d bytes left", n, len(raw))
		})
	}},
}

func change(t *testing.T, dir, suffix string, how func([]byte) ([]byte, string)) string {
	t.Helper()
	path := filepath.Join(dir, sqlite.FileName+suffix)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	after, what := how(raw)
	if err := os.WriteFile(path, after, 0o600); err != nil {
		t.Fatal(err)
	}
	return what
}

// treePage is where a page of a tree begins that is not the first; other pages go on with a long value and have no header.
func treePage(raw []byte, rng *rand.Rand) int {
	const pageSize = 4096
	for {
		at := pageSize * (1 + rng.IntN(len(raw)/pageSize-1))
		if slices.Contains([]byte{2, 5, 10, 13}, raw[at]) { // https://www.sqlite.org/fileformat.html#b_tree_pages
			return at
		}
	}
}

func flip(raw []byte, at int, rng *rand.Rand) ([]byte, string) {
	bit := byte(1) << rng.IntN(8)
	raw[at] ^= bit
	return raw, fmt.Sprintf("byte %d, bit %#02x", at, bit)
}

// judge starts a server on a damaged folder and, if it serves, verifies what it has, and says what came of it.
func judge(t *testing.T, dir, want string) string {
	t.Helper()
	before, got := folder(t, dir), contentOf(t, dir, t.TempDir())
	if err := serveAWhile(t, dir); err != nil {
		if strings.Contains(err.Error(), "\n") {
			t.Errorf("more than one line: %v", err)
		}
		if !strings.Contains(err.Error(), "nothing was changed") {
			return stopped
		}
		if after := folder(t, dir); !bytes.Equal(before, after) {
			t.Errorf("the folder was changed although it was refused: %v", err)
		}
		return refused
	}
	out, err := hocso(t, "verify", "--data="+dir)
	switch {
	case err != nil && !strings.Contains(err.Error(), "\n"):
		return verified
	case err != nil:
		t.Errorf("more than one line: %v %s", err, out)
	case got != want:
		return silent
	}
	return whole
}

// serveAWhile starts a server in this process, which folds what was left unfolded, and ends it when it is ready.
func serveAWhile(t *testing.T, dir string) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	return run(ctx, []string{"serve", "--data=" + dir, "--listen=127.0.0.1:0", "--admin-listen="}, console{untilReady{cancel}, io.Discard, time.Now})
}

// untilReady ends a server that says that it listens.
type untilReady struct{ end func() }

func (w untilReady) Write(p []byte) (int, error) {
	if bytes.HasPrefix(p, []byte("listening on ")) {
		w.end()
	}
	return len(p), nil
}

// folder is the bytes of a data folder's database and its log.
func folder(t *testing.T, dir string) []byte {
	t.Helper()
	var all []byte
	for _, suffix := range []string{"", "-wal"} {
		raw, err := os.ReadFile(filepath.Join(dir, sqlite.FileName+suffix))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		all = append(append(all, fmt.Sprintf("%s %d\n", suffix, len(raw))...), raw...)
	}
	return all
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{sqlite.FileName, sqlite.FileName + "-wal", "keys.yaml"} {
		raw, err := os.ReadFile(filepath.Join(from, name))
		if os.IsNotExist(err) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// contentOf is places, lessons, people and submissions of a data folder as text, read from a copy so that it stays as it is; or the
// error that reading met.
func contentOf(t *testing.T, dir, scratch string) string {
	t.Helper()
	copyFolder(t, dir, scratch)
	store, err := sqlite.Open(t.Context(), scratch)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = store.Close() }()
	var lines []string
	err = store.EachPerson(t.Context(), func(p people.Person) error {
		lines = append(lines, fmt.Sprintf("%+v", p))
		return nil
	})
	if err != nil {
		return err.Error()
	}
	err = store.EachSubmission(t.Context(), func(s progress.Submission) error {
		lines = append(lines, fmt.Sprintf("%+v", s))
		return nil
	})
	if err != nil {
		return err.Error()
	}
	wards, err := store.Wards(t.Context())
	if err != nil {
		return err.Error()
	}
	villages, err := store.Villages(t.Context())
	if err != nil {
		return err.Error()
	}
	known, err := store.Courses(t.Context())
	if err != nil {
		return err.Error()
	}
	modules, err := store.LatestModules(t.Context())
	if err != nil {
		return err.Error()
	}
	raw, err := json.Marshal([]any{wards, villages, known, modules})
	if err != nil {
		return err.Error()
	}
	lines = append(lines, string(raw))
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
