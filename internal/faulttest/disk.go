package faulttest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// Disk is a small disk of its own that can be filled up and emptied again.
type Disk struct {
	Folder  string
	ballast string
}

// NewDisk mounts a disk of so many bytes in memory, for which the test must be root or may call sudo without a password. It
// returns an error where neither holds: the caller then limits sizes in another way.
func NewDisk(t testing.TB, size int64) (*Disk, error) {
	t.Helper()
	dir := t.TempDir()
	options := fmt.Sprintf("size=%d,mode=0700,uid=%d,gid=%d", size, os.Getuid(), os.Getgid())
	mount, unmount := []string{"mount", "-t", "tmpfs", "-o", options, "tmpfs", dir}, []string{"umount", dir}
	if os.Geteuid() != 0 {
		mount, unmount = append([]string{"sudo", "-n"}, mount...), append([]string{"sudo", "-n"}, unmount...)
	}
	if out, err := exec.Command(mount[0], mount[1:]...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("mount a small disk: %w: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command(unmount[0], unmount[1:]...).CombinedOutput(); err != nil {
			t.Errorf("unmount the small disk: %v: %s", err, out)
		}
	})
	return &Disk{dir, filepath.Join(dir, "ballast")}, nil
}

// Fill takes all the space that is left.
func (d *Disk) Fill(t testing.TB) {
	t.Helper()
	f, err := os.OpenFile(d.ballast, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(f, zeros{})
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("filling the disk ended with %v", err)
	}
	_ = f.Close()
}

// Empty gives the space back.
func (d *Disk) Empty(t testing.TB) {
	t.Helper()
	if err := os.Remove(d.ballast); err != nil {
		t.Fatal(err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// LimitFiles lets no file of a process grow beyond so many bytes, as if the disk were full there; a negative number takes
// the limit away.
func LimitFiles(t testing.TB, pid int, bytes int64) {
	t.Helper()
	limit := "unlimited"
	if bytes >= 0 {
		limit = strconv.FormatInt(bytes, 10)
	}
	// Only the soft limit, which needs no rights to be raised again.
	if out, err := exec.Command("prlimit", "--pid", strconv.Itoa(pid), "--fsize="+limit+":").CombinedOutput(); err != nil {
		t.Fatalf("limit the size of files: %v: %s", err, out)
	}
}
