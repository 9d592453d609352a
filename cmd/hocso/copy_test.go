package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"hocso/internal/archive"
	"hocso/internal/faulttest"
	"hocso/internal/longtest"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/sqlite"
	"hocso/progress/people"
)

// moving is a store with something that backups leave out or change: a phone that is signed in, and somebody who is locked out.
func moving(t *testing.T, residents string) (dir string, device people.Device, locked people.Attempts) {
	t.Helper()
	dir = t.TempDir()
	for _, args := range [][]string{{"seed", "--demo", "--residents=" + residents}, {"rebuild"}} {
		if out, err := hocso(t, append(args, "--data="+dir)...); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	device = people.Device{ID: "d1", Person: "p1", Current: []byte("secret"), CreatedAt: at, UsedAt: at, ProvedAt: at, Revision: 3}
	locked = people.Attempts{Key: "k1", Failures: 10, At: at, Revision: 12}
	s, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, err := range []error{
		s.PutDevices(t.Context(), []people.Device{device}),
		s.PutAllAttempts(t.Context(), []people.Attempts{locked}),
		s.AddErasure(t.Context(), people.Erasure{Person: "11111111-1111-4111-8111-111111111111", At: at}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir, device, locked
}

// TestAStoreMovesToMongoDBAndBackThoughTheCopyIsKilled kills each copy at random moments and starts it again.
func TestAStoreMovesToMongoDBAndBackThoughTheCopyIsKilled(t *testing.T) {
	kills := longtest.Figure(5, 40)
	dir, device, locked := moving(t, "150")
	here := &process{t: t, flags: []string{"--data=" + dir}}
	want, verified := manifestOf(t, here), here.verify()
	tried := faulttest.Rounds(t, longtest.Figure(1, 10), func(_ int, rng *rand.Rand) {
		mongo, back := mongotest.Start(t), t.TempDir()
		there := &process{t: t, flags: []string{"--data=" + t.TempDir(), "--mongo=" + mongo}}
		home := &process{t: t, flags: []string{"--data=" + back}}
		for _, way := range []struct {
			from, to string
			target   *process
		}{{dir, mongo, there}, {mongo, back, home}} {
			copyKilling(t, rng, kills, way.from, way.to)
			if got := manifestOf(t, way.target); !reflect.DeepEqual(got, want) {
				t.Fatalf("the target holds %v, want %v", got, want)
			}
			if got := way.target.verify(); got != verified {
				t.Fatalf("verify says %q of the target and %q of the source", got, verified)
			}
		}
		s, err := sqlite.Open(t.Context(), back)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		if got, err := s.Device(t.Context(), device.ID); err != nil || !reflect.DeepEqual(got, device) {
			t.Fatalf("the device came as %+v, %v", got, err)
		}
		if got, err := s.Attempts(t.Context(), locked.Key); err != nil || got != locked {
			t.Fatalf("failed logins came as %+v, %v", got, err)
		}
	})
	if got := manifestOf(t, here); !reflect.DeepEqual(got, want) {
		t.Errorf("the source holds %v, want %v", got, want)
	}
	t.Logf("%d times to MongoDB and back, with up to %d kills each way", tried, kills)
}

// copyKilling copies a store, killing the program with SIGKILL now and then.
func copyKilling(t *testing.T, rng *rand.Rand, kills int, from, to string) {
	t.Helper()
	args := []string{"copy", "--from=" + from, "--to=" + to}
	killed := 0
	for range kills {
		var out bytes.Buffer
		cmd := exec.Command(program, args...)
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(20+rng.IntN(1500))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		err := cmd.Wait()
		kill.Stop()
		switch {
		case err == nil:
			t.Logf("whole after %d kills", killed)
			return
		case cmd.ProcessState.ExitCode() >= 0:
			t.Fatalf("copy: %v\n%s", err, out.String())
		}
		killed++
	}
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "copied and verified: ") || !strings.Contains(string(out), "keys.yaml") {
		t.Fatalf("copy after %d kills: %v\n%s", killed, err, out)
	}
	t.Logf("whole after %d kills", killed)
}

// manifestOf is what a backup says that a store holds.
func manifestOf(t *testing.T, p *process) []archive.PartSum {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backup.hocso")
	mustRun(t, p, "backup", path)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	a, err := archive.Open(t.Context(), f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	return a.Manifest.Parts
}

func TestWhatCannotBeCopiedIsRefusedInOneLineAndChangesNothing(t *testing.T) {
	dir, _, _ := moving(t, "20")
	other, _, _ := moving(t, "30")
	mongo := mongotest.Start(t)
	if out, err := hocso(t, "seed", "--mongo="+mongo, "--data="+t.TempDir()); err != nil {
		t.Fatal(err, out)
	}
	served, unserved := t.TempDir(), filepath.Join(t.TempDir(), "nothing")
	release, err := lockData(served)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if err := os.WriteFile(filepath.Join(served, sqlite.FileName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	held := func() string {
		var all string
		for _, flags := range [][]string{{"--data=" + dir}, {"--data=" + other}, {"--data=" + t.TempDir(), "--mongo=" + mongo}} {
			p := process{t: t, flags: flags}
			all += p.verify() + "\n"
		}
		return all
	}
	before := held()
	for name, c := range map[string]struct{ from, to, want string }{
		"another store":        {dir, other, "no unfinished copy of the source"},
		"a seeded MongoDB":     {dir, mongo, "no unfinished copy of the source"},
		"the same store":       {dir, dir + "/.", "the same store"},
		"a served target":      {dir, served, "is being served"},
		"a served source":      {served, t.TempDir(), "is being served"},
		"a source of nothing":  {unserved, t.TempDir(), "no store to copy"},
		"a source of no place": {"https://hoc.example.vn", t.TempDir(), "a store is a folder, or begins with mongodb://"},
	} {
		_, err := hocso(t, "copy", "--from="+c.from, "--to="+c.to)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v does not say %q in one line", name, err, c.want)
		}
	}
	if _, err := os.Stat(unserved); !os.IsNotExist(err) {
		t.Errorf("a source was made: %v", err)
	}
	if after := held(); after != before {
		t.Errorf("they held\n%sand hold\n%s", before, after)
	}
}

func TestAnUnfinishedCopyIsForCopyAlone(t *testing.T) {
	dir, _, _ := moving(t, "20")
	for name, flags := range map[string][]string{
		"embedded": {"--data=" + t.TempDir()},
		"mongodb":  {"--data=" + t.TempDir(), "--mongo=" + mongotest.Start(t)},
	} {
		t.Run(name, func(t *testing.T) {
			to := strings.TrimPrefix(flags[len(flags)-1], "--data=")
			to = strings.TrimPrefix(to, "--mongo=")
			at, err := storeAt(to)
			if err != nil {
				t.Fatal(err)
			}
			db, err := at.openUnfinished(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := db.SetCopyMark(t.Context(), []byte("{}")); err != nil {
				t.Fatal(err)
			}
			backup := filepath.Join(t.TempDir(), "b")
			for _, args := range [][]string{{"seed"}, {"verify"}, {"rebuild"}, {"backup", backup}, {"serve", "--listen=127.0.0.1:0"}, {"user", "list"}} {
				if _, err := hocso(t, append(args, flags...)...); err == nil || !strings.Contains(err.Error(), "an unfinished copy: run hocso copy again") {
					t.Errorf("%v: %v", args, err)
				}
			}
			if _, err := hocso(t, "copy", "--from="+dir, "--to="+to); err == nil || !strings.Contains(err.Error(), "no unfinished copy of the source as it is now") {
				t.Errorf("a copy of another source: %v", err)
			}
			if err := db.SetCopyMark(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if out, err := hocso(t, "copy", "--from="+dir, "--to="+to); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
