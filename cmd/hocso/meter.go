package main

import (
	"fmt"
	"io"
	"os"
)

// meter shows on a terminal how far a long command is; elsewhere it shows nothing.
type meter struct {
	to      io.Writer // nil: nobody looks
	what    string
	records int
}

// meterEvery is after how many records the line is written anew.
const meterEvery = 5000

func startMeter(con console, what string) *meter {
	m := &meter{what: what}
	if f, ok := con.stderr.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			m.to = f
		}
	}
	return m
}

func (m *meter) tell(part string) {
	m.records++
	if m.to != nil && m.records%meterEvery == 0 {
		_, _ = fmt.Fprintf(m.to, "\r\x1b[K%s: %d records, now %s", m.what, m.records, part)
	}
}

// end takes the line away.
func (m *meter) end() {
	if m.to != nil && m.records >= meterEvery {
		_, _ = fmt.Fprint(m.to, "\r\x1b[K")
	}
}
