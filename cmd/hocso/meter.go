package main

import (
	"context"
	"io"
	"os"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// meter shows on a terminal how far a long command is, how fast it goes and how long it will still take; elsewhere it shows
// nothing.
type meter struct {
	bar *progressbar.ProgressBar // nil: nobody looks
}

// meterEvery is how often the line is written anew.
const meterEvery = 100 * time.Millisecond

// startMeter begins the line of something that goes through records, about total of them; 0 where that is not known.
func startMeter(con console, what string, total int64) *meter {
	return newMeter(con, what, total, progressbar.OptionShowIts(), progressbar.OptionSetItsString("records"))
}

// startByteMeter is startMeter for bytes.
func startByteMeter(con console, what string, total int64) *meter {
	return newMeter(con, what, total, progressbar.OptionShowBytes(true))
}

func newMeter(con console, what string, total int64, unit ...progressbar.Option) *meter {
	terminal := con.terminal()
	if terminal == nil {
		return &meter{}
	}
	if total <= 0 {
		total = -1
	}
	return &meter{progressbar.NewOptions64(total, append(unit,
		progressbar.OptionSetWriter(terminal),
		progressbar.OptionSetDescription(what),
		progressbar.OptionSetWidth(20),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(meterEvery),
		progressbar.OptionUseANSICodes(true),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetRenderBlankState(true),
		progressbar.OptionSetSpinnerChangeInterval(0), // else a goroutine turns the spinner for ever
	)...)}
}

// tell says that n more are done. Several goroutines may.
func (m *meter) tell(n int) {
	if m.bar != nil {
		_ = m.bar.Add(n)
	}
}

// end takes the line away.
func (m *meter) end() {
	if m.bar != nil {
		_ = m.bar.Exit()
		_ = m.bar.Clear()
	}
}

// terminal is where somebody looks on, nil if nobody does.
func (c console) terminal() *os.File {
	f, ok := c.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return f
}

// derived is what stores keep and archives do not.
var derived = []string{"summaries", "totals", "leases", "settings", "attempts"}

// count is about how many records of some parts of an archive a store has, of all without names. It is asked only for somebody
// who looks on; else, and where it fails, it is 0.
func (c console) count(ctx context.Context, db database, parts ...string) int64 {
	if c.terminal() == nil {
		return 0
	}
	counts, err := db.Counts(ctx)
	if err != nil {
		return 0
	}
	var n int64
	for part, records := range counts {
		if len(parts) == 0 && !slices.Contains(derived, part) {
			n += records
		}
	}
	for _, part := range parts {
		n += counts[part]
	}
	return n
}

// meterStore begins to show how far something is that goes through all people and submissions.
func meterStore(ctx context.Context, con console, what string, db database) *meter {
	return startMeter(con, what, 2*con.count(ctx, db, "people", "submissions")) // by person, then by village
}

// watchedFile is a file of which a meter shows how many bytes were read.
type watchedFile struct {
	io.ReaderAt
	meter *meter
}

// ReadAt implements io.ReaderAt.
func (w watchedFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := w.ReaderAt.ReadAt(p, off)
	w.meter.tell(n)
	return n, err
}
