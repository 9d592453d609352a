// Package rollfile reads the file in which a ward's office writes how many adults its villages have: CSV or XLSX with a row for each
// village. It finds what was written where; whether the numbers may be is said by package places.
package rollfile

import (
	"bytes"
	"slices"
	"strings"

	"hocso/progress/places"
)

// Codes of faults that only files have; clients choose their words by them.
const (
	FaultFormula     = "formula"
	FaultNotUTF8     = "not_utf8"
	FaultNoColumns   = "no_columns"
	FaultProtected   = "protected"    // with a password, or in the format of Excel before 2007
	FaultNotReadable = "not_readable" // neither CSV nor XLSX
	FaultTooManyRows = "too_many_rows"
)

// maxRows is more than a ward has villages, with some room for empty rows.
const maxRows = 2000

// Names of columns, as places.Fold leaves them.
var (
	idNames     = []string{"ma", "ma thon", "ma thon buon", "ma don vi", "village", "id", "code"}
	nameNames   = []string{"ten", "ten thon", "ten thon buon", "thon", "thon buon", "name", "village name"}
	adultsNames = []string{"so nguoi truong thanh", "nguoi truong thanh", "so nguoi lon", "adults", "roll"}
)

// Read returns the entries of a file, or its faults. Rows without a number are left out.
func Read(raw []byte) ([]places.RollEntry, []places.RollFault) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return nil, []places.RollFault{{Code: FaultProtected}}
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return readXLSX(raw)
	}
	return readCSV(raw)
}

// columns says where in a row what is; -1 for a column that is not there.
type columns struct{ id, name, adults int }

// columnsOf finds the columns in the header of a file.
func columnsOf(header []string) (columns, bool) {
	find := func(names []string) int {
		return slices.IndexFunc(header, func(cell string) bool { return slices.Contains(names, places.Fold(strings.TrimSpace(cell))) })
	}
	c := columns{find(idNames), find(nameNames), find(adultsNames)}
	return c, c.adults >= 0 && (c.id >= 0 || c.name >= 0)
}

// entry returns what a row says, and whether it has a number.
func (c columns) entry(row int, cells []string) (places.RollEntry, bool) {
	at := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	e := places.RollEntry{Row: row, Village: at(c.id), Adults: at(c.adults)}
	if e.Village == "" {
		e.Village = at(c.name)
	}
	return e, e.Adults != ""
}

// blank reports a row in which nothing is written.
func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}
