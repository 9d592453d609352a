package main

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// hocso runs a command in this process and returns its error as the user sees it, and what it printed.
func hocso(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, console{&out, &out, time.Now})
	return out.String(), err
}

func TestEachRefusalIsOneClearLine(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	closed := "127.0.0.1:1" // nobody listens on the lowest port

	damaged := t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, "hocso.db"), []byte("once a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	badKeys := filepath.Join(t.TempDir(), "keys.yaml")
	if err := os.WriteFile(badKeys, []byte("pepper: short\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	served := t.TempDir()
	release, err := lockData(served)
	if err != nil {
		t.Fatal(err)
	}
	defer release()

	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"port in use":       {[]string{"serve", "--data=" + t.TempDir(), "--listen=" + taken.Addr().String()}, "cannot serve on " + taken.Addr().String()},
		"MongoDB away":      {[]string{"serve", "--data=" + t.TempDir(), "--listen=127.0.0.1:0", "--mongo=mongodb://user:geheim@" + closed + "/hocso?timeoutMS=500"}, closed},
		"Redis away":        {[]string{"serve", "--data=" + t.TempDir(), "--listen=127.0.0.1:0", "--redis=" + closed}, "cannot reach Redis at " + closed},
		"damaged data file": {[]string{"serve", "--data=" + damaged, "--listen=127.0.0.1:0"}, "nothing was changed"},
		"bad keys":          {[]string{"serve", "--data=" + t.TempDir(), "--listen=127.0.0.1:0", "--keys=" + badKeys}, badKeys},
		"served already":    {[]string{"serve", "--data=" + served, "--listen=127.0.0.1:0"}, "being served by another hocso"},
		"nothing seeded":    {[]string{"verify", "--data=" + t.TempDir()}, "run hocso seed"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := hocso(t, c.args...)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v does not say %q", err, c.want)
			}
			if strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "geheim") {
				t.Errorf("not one line, or it tells a password: %v", err)
			}
		})
	}
	if raw, err := os.ReadFile(filepath.Join(damaged, "hocso.db")); err != nil || string(raw) != "once a database" {
		t.Errorf("the damaged file was touched: %q, %v", raw, err)
	}
}

func TestWrongUsageAndFailuresExitDifferently(t *testing.T) {
	for args, want := range map[string]int{
		"serve --no-such-flag":          2,
		"dance":                         2,
		"user add --role=king --name=x": 2,
		"check /no/such/folder":         2,
		"verify --data=" + t.TempDir():  1,
		"--help":                        0,
		"serve --help":                  0,
	} {
		server := &process{t: t}
		parts := strings.Fields(args)
		out, err := server.command(parts[0], parts[1:]...)
		if got := exitCode(err); got != want {
			t.Errorf("hocso %s exits with %d, want %d: %s", args, got, want, out)
		}
	}
}

func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if coded, ok := err.(interface{ ExitCode() int }); ok {
		return coded.ExitCode()
	}
	return -1
}

func TestABrokenContentFileStopsSeedWithFileLineAndMend(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../seed/courses")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "chong-lua-dao", "cac-kieu-lua.vi.md")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Replace(raw, []byte("kind: single"), []byte("kind: riddle"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	_, err = hocso(t, "seed", "--data="+data, "--courses="+dir)
	if err == nil || !strings.Contains(err.Error(), "chong-lua-dao/cac-kieu-lua.vi.md:") || !strings.Contains(err.Error(), "riddle") {
		t.Fatalf("error %v", err)
	}
	if _, err := os.Stat(filepath.Join(data, "hocso.db")); err == nil {
		t.Error("something was stored")
	}
	out, err := hocso(t, "check", dir)
	if err == nil || !strings.Contains(out, path) {
		t.Errorf("check printed %q, %v", out, err)
	}
}

func TestSeedCanBeRepeatedWithoutEffect(t *testing.T) {
	data := t.TempDir()
	villages := filepath.Join(t.TempDir(), "villages.csv")
	if err := os.WriteFile(villages, []byte("ward,name,kind,adults\n24163,Buôn Thử,buon,120\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		out, err := hocso(t, "seed", "--data="+data, "--villages="+villages)
		if err != nil || !strings.Contains(out, "44 modules") {
			t.Fatalf("%s %v", out, err)
		}
	}
	out, err := hocso(t, "user", "add", "--data="+data, "--role=coordinator", "--name=Thử", "--phone=0912 345 678", "--village=24163-001")
	if err != nil || !strings.Contains(out, "secret, shown only now: ") {
		t.Fatalf("%s %v", out, err)
	}
	out, err = hocso(t, "verify", "--data="+data)
	if err != nil || !strings.HasPrefix(out, "verified: 0 submissions, 0 summaries, 1 villages, 102 wards, 0 boards\naudit: 1 entries, head 1 ") {
		t.Errorf("%q %v", out, err)
	}
	if _, err := hocso(t, "serve", "--demo", "--data="+data, "--listen=127.0.0.1:0"); err == nil || !strings.Contains(err.Error(), "holds real people") {
		t.Errorf("a demo on a store in earnest use: %v", err)
	}
}
