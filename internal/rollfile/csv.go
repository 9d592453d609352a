package rollfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"hocso/progress/places"
)

// readCSV reads text with commas, semicolons or tabs between its cells, with or without a byte order mark.
func readCSV(raw []byte) ([]places.RollEntry, []places.RollFault) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if row := firstNotUTF8(raw); row > 0 {
		return nil, []places.RollFault{{Row: row, Code: FaultNotUTF8}}
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord, r.Comma = -1, separator(raw)
	var c columns
	var entries []places.RollEntry
	var faults []places.RollFault
	header := false
	for n := 0; ; n++ {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			return nil, []places.RollFault{{Row: broken.Line, Code: FaultNotReadable}}
		}
		row, _ := r.FieldPos(0)
		if n > maxRows {
			return nil, []places.RollFault{{Row: row, Code: FaultTooManyRows}}
		}
		if blank(cells) {
			continue
		}
		if !header {
			if c, header = columnsOf(cells); !header {
				return nil, []places.RollFault{{Row: row, Code: FaultNoColumns}}
			}
			continue
		}
		e, ok := c.entry(row, cells)
		if ok && strings.HasPrefix(e.Adults, "=") {
			faults = append(faults, places.RollFault{Row: row, Code: FaultFormula})
		} else if ok {
			entries = append(entries, e)
		}
	}
	if !header {
		return nil, []places.RollFault{{Row: 1, Code: FaultNoColumns}}
	}
	return entries, faults
}

// firstNotUTF8 returns the first line that is in another encoding, as Excel saves CSV unless it is told otherwise; 0 for none.
func firstNotUTF8(raw []byte) int {
	row := 0
	for line := range bytes.Lines(raw) {
		row++
		if !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
			return row
		}
	}
	return 0
}

// separator is what the first line that holds anything has most of.
func separator(raw []byte) rune {
	for line := range bytes.Lines(raw) {
		if len(bytes.Trim(line, " \t\r\n,;")) == 0 {
			continue
		}
		best, most := ',', 0
		for _, r := range []rune{',', ';', '\t'} {
			if n := strings.Count(string(line), string(r)); n > most {
				best, most = r, n
			}
		}
		return best
	}
	return ','
}
