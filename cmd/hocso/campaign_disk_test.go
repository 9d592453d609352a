package main

import (
	"bytes"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hocso/internal/faulttest"
	"hocso/internal/longtest"
	"hocso/internal/sqlite"
)

// diskSize holds the seeded store and the log's 16 MiB with some room.
const diskSize = 40 << 20

// TestAFullDiskRefusesSubmissionsAndLosesNone fills the disk of a server that takes submissions: each is then answered with
// 503 and its code, reading goes on, and when there is space again so does taking, without a restart.
func TestAFullDiskRefusesSubmissionsAndLosesNone(t *testing.T) {
	var all tally
	rounds := faulttest.Rounds(t, longtest.Figure(2, 20), func(_ int, rng *rand.Rand) {
		disk, err := faulttest.NewDisk(t, diskSize)
		if err != nil {
			t.Log(err)
			all.add(tooLargeUnderLoad(t, rng))
			return
		}
		s := newSite(t, storeFlags{Data: disk.Folder}, campaignResidents)
		s.start()
		all.add(s.fullUnderLoad(rng, func() { disk.Fill(t) }, func() { disk.Empty(t) }))
		backUpOntoFullDisk(t, s, disk)
	})
	longtest.Report(t, 17, rounds, "disks filled up under load", "%v; taken again without a restart, and verify finds no difference", all)
}

// tooLargeUnderLoad stands in where no disk can be mounted: files may not grow, which SQLite meets as it meets a full disk.
func tooLargeUnderLoad(t *testing.T, rng *rand.Rand) tally {
	t.Helper()
	s := newSite(t, storeFlags{Data: t.TempDir()}, campaignResidents)
	s.start()
	return s.fullUnderLoad(rng, func() { faulttest.LimitFiles(t, s.server.cmd.Process.Pid, 0) }, func() { faulttest.LimitFiles(t, s.server.cmd.Process.Pid, -1) })
}

// fullUnderLoad takes the space away while clients submit, and gives it back while they go on.
func (s *site) fullUnderLoad(rng *rand.Rand, fill, empty func()) tally {
	t := s.t
	t.Helper()
	l := s.startLoad(8, 10*time.Millisecond, rng)
	await(time.Duration(50+rng.IntN(500)) * time.Millisecond)
	fill()
	// What the log has room for is taken still; then nothing is.
	within(t, time.Minute, 10*time.Millisecond, func() bool { return l.answers(http.StatusServiceUnavailable) >= 20 }, func() string {
		return "submissions are still taken"
	})
	who := s.resident()
	for path, token := range map[string]string{"/me/progress": who.token, "/courses": "", "/boards/wards": "", "/boards/villages?measure=points": ""} {
		if status, err := s.server.call("GET", path, token, nil, nil); err != nil || status != http.StatusOK {
			t.Errorf("reading %s from a full disk: %d, %v", path, status, err)
		}
	}
	var problem struct {
		Code string `json:"code"`
	}
	if status, err := s.server.call("POST", "/submissions", who.token, quiz(content().Modules[0].ID), &problem); err != nil || status != http.StatusServiceUnavailable || problem.Code != "store_unavailable" {
		t.Errorf("a submission onto a full disk: %d %q, %v", status, problem.Code, err)
	}
	refused, taken := l.answers(http.StatusServiceUnavailable), l.answers(http.StatusCreated)
	empty()
	within(t, time.Minute, 10*time.Millisecond, func() bool { return l.answers(http.StatusCreated) >= taken+20 }, func() string {
		return "nothing is taken although there is space again"
	})
	l.end()
	found := l.settle()
	t.Logf("%d refused; %v; %s", refused, found, s.verifySoon())
	return found
}

// answers is how many calls were answered with a status.
func (l *load) answers(status int) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.statuses[status]
}

// backUpOntoFullDisk backs a site up where there is no room for it, beside a server and without one.
func backUpOntoFullDisk(t *testing.T, s *site, disk *faulttest.Disk) {
	t.Helper()
	path := filepath.Join(disk.Folder, "backup.hocso")
	mustRun(t, s.server, "backup", path)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files := fileNames(t, disk.Folder)
	disk.Fill(t)
	defer disk.Empty(t)
	try := func(want string) {
		t.Helper()
		for _, name := range []string{"backup.hocso", "another.hocso"} {
			out, err := s.server.command("backup", filepath.Join(disk.Folder, name))
			if exitCode(err) != 1 || strings.Count(out, "\n") != 1 || !strings.Contains(out, want) {
				t.Errorf("a backup onto a full disk: %v %q", err, out)
			}
		}
	}
	try("no space left on device")
	if err := s.server.stop(); err != nil {
		t.Errorf("a server on a full disk ends with %v", err)
	}
	disk.Empty(t)
	mustVerify(t, s) // takes the log into the file and leaves nothing beside it
	disk.Fill(t)
	try("is its disk full") // even reading needs some room beside the file
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the backup that was there was changed: %v", err)
	}
	if after := fileNames(t, disk.Folder); after != strings.Replace(files, "boards.json ", "", 1) {
		t.Errorf("the folder held %q and now %q", files, after)
	}
}

func mustVerify(t *testing.T, s *site) {
	t.Helper()
	if out, err := s.server.command("verify"); err != nil {
		t.Fatal(out, err)
	}
}

// fileNames lists a folder without what SQLite keeps beside its file while it is open.
func fileNames(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), sqlite.FileName+"-") && e.Name() != "ballast" {
			names = append(names, e.Name())
		}
	}
	return strings.Join(names, " ")
}
