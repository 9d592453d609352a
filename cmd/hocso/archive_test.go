package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hocso/internal/longtest"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/seed"
)

// TestABackupUnderLoadBringsBackWhatWasAcknowledgedBefore also erases somebody after each backup, who must not come back with it.
func TestABackupUnderLoadBringsBackWhatWasAcknowledgedBefore(t *testing.T) {
	for name, flags := range stores {
		t.Run(name, func(t *testing.T) {
			rounds, all := longtest.Figure(1, 10), 0
			for range rounds {
				all += backUpUnderLoad(t, flags(t))
			}
			longtest.Report(t, 15, rounds, "backups of a server under load ("+name+"), restored into empty stores",
				"all %d submissions that were acknowledged before are there; who was erased after is not; verify agrees", all)
		})
	}
}

// backUpUnderLoad backs a server up while phones submit, brings it back elsewhere, and returns how many submissions must be there.
func backUpUnderLoad(t *testing.T, flags []string) int {
	t.Helper()
	server := serve(t, flags, "--demo", "--residents=50")
	gone := server.register(seed.DemoVillage)
	if status, err := server.call("POST", "/submissions", gone.token, quiz(content().Modules[0].ID), nil); err != nil || status != http.StatusCreated {
		t.Fatal(status, err)
	}
	sent := startLoad(server, 3)
	eventually(t, "phones submit", func() bool { return len(sent.acknowledged()) >= 9 })
	folder := t.TempDir()
	before := sent.acknowledged()
	early := filepath.Join(folder, "early.hocso")
	mustRun(t, server, "backup", early)
	if during := len(sent.stop()) - len(before); during == 0 {
		t.Error("nothing was submitted while the backup was made")
	}
	eventually(t, "somebody is erased", func() bool {
		// FerretDB may have no time for it at first, and end what it was asked for a moment later.
		status, err := server.call("DELETE", "/me", gone.token, nil, nil)
		return err == nil && (status == http.StatusNoContent || status == http.StatusUnauthorized)
	})
	list, err := server.command("erasures")
	if err != nil || !strings.Contains(list, gone.id) {
		t.Fatal(list, err)
	}
	erasures := filepath.Join(folder, "erasures.tsv")
	if err := os.WriteFile(erasures, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := server.stop(); err != nil {
		t.Fatal(err)
	}
	late := filepath.Join(folder, "late.hocso")
	mustRun(t, server, "backup", late)
	if info, err := os.Stat(late); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v, %v", info.Mode(), err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 3 {
		t.Errorf("the folder holds %v, %v", files, err)
	}

	dir := t.TempDir()
	restored := &process{t: t, flags: []string{"--data=" + dir}}
	mustRun(t, restored, "restore", early, "--erasures="+erasures)
	restored.verify()
	wantSubmissions(t, dir, before)
	if n := submissionsIn(t, dir, gone.id); n != 0 {
		t.Errorf("%d submissions of who was erased after the backup", n)
	}
	if !slices.ContainsFunc(flags, func(flag string) bool { return strings.HasPrefix(flag, "--mongo=") }) {
		wantEverywhere(t, server, restored, late)
	}
	return len(before)
}

// wantEverywhere brings a backup into both stores, and one of those into the other kind again.
func wantEverywhere(t *testing.T, server, restored *process, backup string) {
	t.Helper()
	want := recomputed(server.verify())
	mustRun(t, restored, "restore", backup, "--replace")
	inMongo := &process{t: t, flags: []string{"--data=" + t.TempDir(), "--mongo=" + mongotest.Start(t)}}
	mustRun(t, inMongo, "restore", backup)
	again := filepath.Join(t.TempDir(), "again.hocso")
	mustRun(t, inMongo, "backup", again)
	elsewhere := &process{t: t, flags: []string{"--data=" + t.TempDir(), "--mongo=" + mongotest.Start(t)}}
	mustRun(t, elsewhere, "restore", again)
	for name, p := range map[string]*process{"into SQLite": restored, "into MongoDB": inMongo, "MongoDB to MongoDB": elsewhere} {
		if got := recomputed(p.verify()); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	serve(t, restored.flags, "--demo").verify() // samples are still samples, and boards are built from them
}

// submitting is phones that submit again and again.
type submitting struct {
	running sync.WaitGroup
	done    chan struct{}
	mu      sync.Mutex
	keys    []progress.Key
}

func startLoad(server *process, phones int) *submitting {
	l := &submitting{done: make(chan struct{})}
	for range phones {
		phone := server.register(seed.DemoVillage)
		l.running.Go(func() {
			pace := time.NewTicker(100 * time.Millisecond)
			defer pace.Stop()
			for n := range 55 { // below the limit of one person a minute
				select {
				case <-l.done:
					return
				case <-pace.C:
				}
				body := quiz(content().Modules[n%len(content().Modules)].ID)
				status, err := server.call("POST", "/submissions", phone.token, body, nil)
				if err == nil && status == http.StatusCreated {
					l.mu.Lock()
					l.keys = append(l.keys, progress.Key{Resident: phone.id, ID: body["id"].(string)})
					l.mu.Unlock()
				}
			}
		})
	}
	return l
}

// acknowledged are the submissions that the server said it has.
func (l *submitting) acknowledged() []progress.Key {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.keys)
}

func (l *submitting) stop() []progress.Key {
	close(l.done)
	l.running.Wait()
	return l.acknowledged()
}

func wantSubmissions(t *testing.T, dir string, want []progress.Key) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	there := map[progress.Key]bool{}
	err = db.EachSubmission(t.Context(), func(s progress.Submission) error {
		there[s.Key()] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range want {
		if !there[key] {
			t.Errorf("%v was acknowledged before the backup and is not in it", key)
		}
	}
}

// recomputed is the line of verify about submissions, without the boards.
func recomputed(verified string) string {
	line, _, _ := strings.Cut(verified, ", 0 boards")
	return line
}

func mustRun(t *testing.T, p *process, command string, more ...string) {
	t.Helper()
	out, err := p.command(command, more...)
	if err != nil || strings.Count(out, "\n") != 1 {
		t.Fatalf("hocso %s: %v\n%s", command, err, out)
	}
}

func submissionsIn(t *testing.T, dir, resident string) int {
	t.Helper()
	db, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	list, err := db.SubmissionsOf(t.Context(), resident)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// seeded is a folder with a small demo, and a backup of it.
func seeded(t *testing.T) (data, backup string) {
	t.Helper()
	data, backup = t.TempDir(), filepath.Join(t.TempDir(), "backup.hocso")
	for _, args := range [][]string{{"seed", "--demo", "--residents=120"}, {"rebuild"}, {"backup", backup}} {
		if out, err := hocso(t, append(args, "--data="+data)...); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	return data, backup
}

func TestWhatCannotBeRestoredIsRefusedInOneLineAndChangesNothing(t *testing.T) {
	data, backup := seeded(t)
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, content []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	before, err := hocso(t, "verify", "--data="+data)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"not empty":           {[]string{backup}, "--replace"},
		"cut":                 {[]string{file("cut", whole[:len(whole)-1]), "--replace"}, "nothing was changed"},
		"bits flipped":        {[]string{file("flipped", flipped), "--replace"}, "nothing was changed"},
		"something after it":  {[]string{file("more", append(bytes.Clone(whole), 0)), "--replace"}, "nothing was changed"},
		"no archive":          {[]string{file("letter", []byte("Kính gửi")), "--replace"}, "nothing was changed"},
		"no list of erasures": {[]string{backup, "--replace", "--erasures=" + file("list", []byte("Bà Ba\n"))}, "list:1: not a person id"},
	} {
		_, err := hocso(t, append([]string{"restore", "--data=" + data}, c.args...)...)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v does not say %q in one line", name, err, c.want)
		}
	}
	release, err := lockData(data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := hocso(t, "restore", "--data="+data, backup, "--replace"); err == nil || !strings.Contains(err.Error(), "being served") {
		t.Errorf("beside a server: %v", err)
	}
	release()
	if after, err := hocso(t, "verify", "--data="+data); err != nil || after != before {
		t.Errorf("verify said %q before and %q, %v after", before, after, err)
	}
	if _, err := hocso(t, "backup", "--data="+t.TempDir(), filepath.Join(t.TempDir(), "b")); err == nil || !strings.Contains(err.Error(), "run hocso seed") {
		t.Errorf("a backup of nothing: %v", err)
	}
	if _, err := hocso(t, "backup", "--data="+data, os.DevNull); err == nil {
		t.Error("a device was to be replaced by a backup")
	}
}

// TestPurgeRemovesWhatIsOverdueAndTheListOfErasuresKeepsItAway goes through the commands of the runbook, a hundred days later.
func TestPurgeRemovesWhatIsOverdueAndTheListOfErasuresKeepsItAway(t *testing.T) {
	data, backup := seeded(t)
	later := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		now := func() time.Time { return time.Now().Add(100 * 24 * time.Hour) }
		if err := run(t.Context(), append(args, "--data="+data), console{&out, &out, now}); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out.String())
		}
		return out.String()
	}
	before := later("verify")
	planned := later("purge", "--dry-run")
	counts := regexp.MustCompile(`^to be purged: ([0-9]+) unconfirmed people, .*\n$`).FindStringSubmatch(planned)
	if counts == nil || counts[1] == "0" {
		t.Fatalf("planned %q", planned)
	}
	if after := later("verify"); after != before {
		t.Errorf("a dry run changed %q to %q", before, after)
	}
	if done := later("purge"); strings.TrimPrefix(done, "purged: ") != strings.TrimPrefix(planned, "to be purged: ") {
		t.Errorf("planned %q, done %q", planned, done)
	}
	if after := later("verify"); after == before {
		t.Errorf("purging changed nothing: %q", after)
	}
	list := later("erasures")
	if n := fmt.Sprint(strings.Count(list, "\n")); n != counts[1] {
		t.Errorf("%s erasures, want %s:\n%s", n, counts[1], list)
	}
	path := filepath.Join(t.TempDir(), "erasures.tsv")
	if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	// Elsewhere nothing is known of the purge but the list.
	data = t.TempDir()
	later("restore", backup, "--erasures="+path)
	if got := later("erasures"); got != list {
		t.Errorf("erasures after the restore:\n%swant\n%s", got, list)
	}
	if planned := later("purge", "--dry-run"); !strings.HasPrefix(planned, "to be purged: 0 unconfirmed people") {
		t.Errorf("who was purged is back: %q", planned)
	}
	later("verify")
}

func TestVerifyNamesWhatIsWrongWithTheAuditLog(t *testing.T) {
	data, _ := seeded(t)
	out, err := hocso(t, "verify", "--data="+data)
	if lines := strings.Split(out, "\n"); err != nil || len(lines) != 3 || !strings.HasPrefix(lines[0], "verified: ") ||
		!regexp.MustCompile(`^audit: [0-9]+ entries, head [0-9]+ [0-9a-f]*$`).MatchString(lines[1]) {
		t.Fatalf("%q, %v", out, err)
	}
	db, err := sqlite.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	forged := people.AuditEntry{Action: people.ActionRestored}
	if err := people.AppendAudit(t.Context(), db, forged, time.Now()); err != nil {
		t.Fatal(err)
	}
	last, err := db.LastAudit(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	last.Seq, last.Detail = last.Seq+2, "forged"
	if err := db.AppendAudit(t.Context(), last); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	out, err = hocso(t, "verify", "--data="+data)
	if err == nil || !strings.Contains(err.Error(), "2 differences, all in the audit log") ||
		!strings.Contains(out, fmt.Sprintf("audit entry %d does not follow entry %d", last.Seq, last.Seq-2)) ||
		!strings.Contains(out, fmt.Sprintf("audit entry %d was changed after it was written", last.Seq)) {
		t.Errorf("%q, %v", out, err)
	}
}
