package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// TestLongCommandsShowOnATerminalHowFarTheyAreAndNothingElsewhere looks at the same commands on a pseudo-terminal, and with their
// errors in a file and in memory.
func TestLongCommandsShowOnATerminalHowFarTheyAreAndNothingElsewhere(t *testing.T) {
	data, backup := seeded(t)
	for name, c := range map[string]struct {
		args  func(t *testing.T) []string
		shows []string
	}{
		"verify":  {func(*testing.T) []string { return []string{"verify", "--data=" + data} }, []string{"verifying"}},
		"rebuild": {func(*testing.T) []string { return []string{"rebuild", "--data=" + data} }, []string{"rebuilding", "verifying"}},
		"backup": {func(t *testing.T) []string {
			return []string{"backup", "--data=" + data, filepath.Join(t.TempDir(), "b")}
		},
			[]string{"writing", "checking"}},
		"restore": {func(t *testing.T) []string { return []string{"restore", "--data=" + t.TempDir(), backup} },
			[]string{"checking", "restoring", "rebuilding"}},
		"copy": {func(t *testing.T) []string { return []string{"copy", "--from=" + data, "--to=" + t.TempDir()} },
			[]string{"reading the source", "copying", "reading the source again", "checking the target", "rebuilding", "verifying"}},
	} {
		t.Run(name, func(t *testing.T) {
			shown := onTerminal(t, c.args(t))
			for _, what := range c.shows {
				// How far, how many of how many and how fast, since when and for how long still.
				line := regexp.MustCompile(what + ` +\d+% \|.*?\| \( ?\d[^)]*/[1-9][^)]*\) \[[^\]]+:[^\]]+\]`)
				if !line.MatchString(shown) {
					t.Errorf("no line about %q in %q", what, shown)
				}
			}
			if last := shown[strings.LastIndex(shown, "\r")+1:]; last != "" {
				t.Errorf("%q stays on the terminal", last)
			}
			file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			for _, stderr := range []io.Writer{file, &out} {
				if err := run(t.Context(), c.args(t), console{io.Discard, stderr, time.Now}); err != nil {
					t.Fatal(err)
				}
			}
			raw, err := os.ReadFile(file.Name())
			if err != nil || len(raw) > 0 || out.Len() > 0 {
				t.Errorf("elsewhere it wrote %q and %q, %v", raw, out.String(), err)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// onTerminal runs a command and returns what a terminal got to show.
func onTerminal(t *testing.T, args []string) string {
	t.Helper()
	master, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = master.Close() }()
	if err := pty.Setsize(terminal, &pty.Winsize{Rows: 24, Cols: 120}); err != nil {
		t.Fatal(err)
	}
	shown := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(master) // it ends with an error when the terminal is closed
		shown <- string(all)
	}()
	err = run(t.Context(), args, console{io.Discard, terminal, time.Now})
	if closing := terminal.Close(); err != nil || closing != nil {
		t.Fatal(err, closing)
	}
	return <-shown
}
