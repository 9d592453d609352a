package main

import (
	"bytes"
	"fmt"
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

// verdicts of what happens to a damaged file.
const (
	refused  = "refused at start in one line, nothing changed" // the file as it was
	whole    = "served right"                                  // all that was stored is read back as it was
	atRead   = "refused by verify, which cannot read it"
	verified = "found by verify"
	silent   = "found by nothing" // something reads back differently and neither start nor verify says so
)

// TestADamagedFileIsRefusedOrFoundAndABackupBringsEverythingBack damages copies of a data folder at random: cut short, with
// bits flipped in its header, in the header of a page of its trees, anywhere, or in its log.
//
// What has a checksum or a shape is found: the file's header, the trees' pages, a submission (by its hash) and all that is
// folded from it. What has neither is not: a flipped bit within a person's name reads like another name. And a log that
// is damaged is to SQLite one that ends there, as after a power cut: what was committed after that is gone without a word, and
// what is left agrees with itself. Those are counted and told; a backup has all of it.
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
		if os.Getenv("HOCSO_SEED") != "" {
			kind = damages[rng.IntN(len(damages))]
		}
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
	for _, verdict := range []string{refused, whole, atRead, verified, silent} {
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
	{"bits flipped in the header of a page", true, func(t *testing.T, dir string, rng *rand.Rand) string {
		return change(t, dir, "", func(raw []byte) ([]byte, string) {
			return flip(raw, 4096*(1+rng.IntN(len(raw)/4096-1))+rng.IntN(8), rng)
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

func flip(raw []byte, at int, rng *rand.Rand) ([]byte, string) {
	bit := byte(1) << rng.IntN(8)
	raw[at] ^= bit
	return raw, fmt.Sprintf("byte %d, bit %#02x", at, bit)
}

// judge starts on a damaged folder and says what came of it.
func judge(t *testing.T, dir, want string) string {
	t.Helper()
	before := folder(t, dir)
	out, err := hocso(t, "verify", "--data="+dir)
	if err != nil && strings.Contains(err.Error(), "nothing was changed") {
		if strings.Contains(err.Error(), "\n") {
			t.Errorf("more than one line: %v", err)
		}
		if after := folder(t, dir); !bytes.Equal(before, after) {
			t.Errorf("the folder was changed although it was refused: %v", err)
		}
		// The server says the same.
		if _, again := hocso(t, "serve", "--data="+dir, "--listen=127.0.0.1:0", "--admin-listen="); again == nil || again.Error() != err.Error() {
			t.Errorf("verify says %v and serve %v", err, again)
		}
		return refused
	}
	switch {
	case err == nil && contentOf(t, dir, t.TempDir()) == want:
		return whole
	case err == nil:
		return silent
	case strings.Contains(err.Error(), "differences"):
		return verified
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("more than one line: %v %s", err, out)
	}
	return atRead
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

// contentOf is all people and submissions of a data folder as text, read from a copy so that it stays as it is; or the
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
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
