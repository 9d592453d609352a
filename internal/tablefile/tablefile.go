// Package tablefile reads tables that people hand in as files: CSV in whatever encoding and with whatever separator it was saved, or
// the first sheet of an XLSX. It reads within bounds, and says which refusal holds where it cannot; what the columns mean is not
// decided here.
package tablefile

import (
	"bytes"
	"slices"
	"strings"
)

// Codes of faults; clients choose their words by them.
const (
	FaultFormula         = "formula" // of cells, see Row.Formulas
	FaultNotUTF8         = "not_utf8"
	FaultEncoding        = "encoding_unknown"
	FaultProtected       = "protected"         // with a password
	FaultOldExcel        = "old_excel"         // in the format of Excel before 2007
	FaultOpenDocument    = "open_document"     // of LibreOffice
	FaultMacros          = "macros"            // with programs in it
	FaultNotReadable     = "not_readable"      // neither CSV nor XLSX
	FaultUnpacksTooLarge = "unpacks_too_large" // small, and unpacks to more than any such table
	FaultTooManyRows     = "too_many_rows"
	FaultTooManyColumns  = "too_many_columns"
)

// Options say how much is read, and how.
type Options struct {
	MaxRows     int      // the number of the last row that may hold anything
	MaxColumns  int      //
	MaxUnpacked int64    // bytes to which the parts of an XLSX that are read may unpack, all together
	Encoding    Encoding // of a CSV; empty to find it out
}

// Fault is why a file is not read.
type Fault struct {
	Row  int // from 1; 0 for the whole
	Code string
}

// Table is what a file holds. Blank rows are left out.
type Table struct {
	Encoding Encoding // of a CSV
	Rows     []Row
}

// Row is a row in which anything is written.
type Row struct {
	Number   int      // from 1
	Cells    []string // as far as anything is written; without space at their ends
	Formulas []int    // columns, from 0, whose cells hold one: what they show was computed from what nobody sees here
}

// At returns a cell, empty for one that is not there.
func (r Row) At(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// Read reads a file.
func Read(raw []byte, o Options) (Table, *Fault) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")):
		return Table{}, &Fault{Code: insideOLE(raw)}
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return readXLSX(raw, o)
	}
	return readText(raw, o)
}

// insideOLE tells an encrypted XLSX from a workbook of Excel before 2007: both are packed as OLE, in which parts are named in UTF-16
// ([MS-CFB] 2.6.1, [MS-OFFCRYPTO] 2.3.4.4, [MS-XLS] 2.1.2).
func insideOLE(raw []byte) string {
	wide := func(name string) []byte {
		var b []byte
		for _, c := range []byte(name) {
			b = append(b, c, 0)
		}
		return b
	}
	if bytes.Contains(raw, wide("Workbook")) || bytes.Contains(raw, wide("Book")) {
		return FaultOldExcel
	}
	return FaultProtected
}

// headRows is how far down a header is looked for, under titles and notes.
const headRows = 30

// Header finds the row that names the columns: the one with most labels that are known, the lower one of several. It returns its
// place in Rows, or -1.
func (t Table) Header(known func(label string) bool) int {
	best, most := -1, 0
	for i, row := range t.Rows[:min(headRows, len(t.Rows))] {
		n := 0
		for _, cell := range row.Cells {
			if cell != "" && known(cell) {
				n++
			}
		}
		if n > 0 && n >= most {
			best, most = i, n
		}
	}
	return best
}

// CellName is how spreadsheet programs name a cell; columns are from 0, rows from 1.
func CellName(column, row int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name + itoa(row)
}

// trimmed takes space off the cells' ends, and empty cells off the row's. It returns nothing for a blank row.
func trimmed(cells []string) []string {
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	last := len(cells)
	for last > 0 && cells[last-1] == "" {
		last--
	}
	return slices.Clip(cells[:last])
}
