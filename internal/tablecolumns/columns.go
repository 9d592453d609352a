// Package tablecolumns finds which column of a table says what, by the labels that offices give them or as somebody told. How files are read
// is decided by package tablefile, and what a row may say by whoever owns the table.
package tablecolumns

import (
	"regexp"
	"slices"

	"hocso/internal/tablefile"
	"hocso/progress/places"
)

// Codes of faults that a table has whose columns are not known.
const (
	FaultNoColumns = "no_columns" // no row names all columns that are needed
	FaultNobody    = "nobody"     // nothing stands under the header
	// FaultLettersLost says that a program saved question marks for letters that its encoding does not have: nothing brings them back.
	FaultLettersLost = "letters_lost"
)

// Kind is what tables of one kind have in common.
type Kind struct {
	// Names are what offices call the columns, by field and as places.Fold leaves them; the better ones first.
	Names map[string][]string
	// Enough reports whether the fields that a table has are all that it needs.
	Enough func(has func(field string) bool) bool
	Bounds tablefile.Options
}

// Options say how a table is read.
type Options struct {
	Encoding tablefile.Encoding // of a CSV; empty to find it out
	Columns  []string           // the field of each column, empty for one that is left out; nil to guess
}

// Column is a column as it was found.
type Column struct {
	Label   string
	Field   string   // empty for one that is left out
	Samples []string // what the first rows say
}

// Fault is why a table, or a row of it, is not taken.
type Fault struct {
	Row   int    // from 1; 0 for the whole
	Field string // empty for the whole row
	Code  string
}

// Table is a table whose columns are known.
type Table struct {
	Encoding tablefile.Encoding // of a CSV
	Columns  []Column
	Rows     []tablefile.Row // under the header; none with a Fault
	Fault    *Fault
	at       map[string]int
}

// samples is how many rows are shown of each column.
const samples = 3

// Read reads a table and finds its columns.
func (k Kind) Read(raw []byte, o Options) Table {
	bounds := k.Bounds
	bounds.Encoding = o.Encoding
	read, fault := tablefile.Read(raw, bounds)
	if fault != nil {
		return Table{Fault: &Fault{Row: fault.Row, Code: fault.Code}}
	}
	t := Table{Encoding: read.Encoding, at: map[string]int{}}
	head := read.Header(k.known)
	if head < 0 {
		t.Fault = &Fault{Code: noColumns(read.Rows)}
		return t
	}
	header, rows := read.Rows[head], read.Rows[head+1:]
	t.Columns = k.columnsOf(header, rows, o.Columns)
	for i, c := range t.Columns {
		if c.Field != "" {
			t.at[c.Field] = i
		}
	}
	switch {
	case !k.Enough(t.has):
		t.Fault = &Fault{Row: header.Number, Code: noColumns(read.Rows[:head+1])}
	case len(rows) == 0:
		t.Fault = &Fault{Row: header.Number, Code: FaultNobody}
	default:
		t.Rows = rows
	}
	return t
}

// At returns what a row says of a field, empty if the table has no such column.
func (t Table) At(row tablefile.Row, field string) string {
	if i, ok := t.at[field]; ok {
		return row.At(i)
	}
	return ""
}

// Formula returns the first column of a row that is read and holds a formula: what it shows was computed by whoever saved the file,
// from what nobody sees here.
func (t Table) Formula(row tablefile.Row) (field string, column int, found bool) {
	for _, at := range row.Formulas {
		if at < len(t.Columns) && t.Columns[at].Field != "" {
			return t.Columns[at].Field, at, true
		}
	}
	return "", 0, false
}

func (t Table) has(field string) bool {
	_, ok := t.at[field]
	return ok
}

// lost is a question mark where a letter was.
var lost = regexp.MustCompile(`\pL\?|\?\pL|\x{fffd}`)

// noColumns is why a header cannot be found: its letters may be gone.
func noColumns(rows []tablefile.Row) string {
	for _, row := range rows[:min(samples, len(rows))] {
		if slices.ContainsFunc(row.Cells, lost.MatchString) {
			return FaultLettersLost
		}
	}
	return FaultNoColumns
}

// known reports whether a label names a column.
func (k Kind) known(label string) bool {
	label = places.Fold(label)
	for _, list := range k.Names {
		if slices.Contains(list, label) {
			return true
		}
	}
	return false
}

// columnsOf gives each column its field: the one that was told, or the best guess.
func (k Kind) columnsOf(header tablefile.Row, rows []tablefile.Row, told []string) []Column {
	list := make([]Column, len(header.Cells))
	for i := range list {
		list[i].Label = header.Cells[i]
		for _, row := range rows[:min(samples, len(rows))] {
			list[i].Samples = append(list[i].Samples, row.At(i))
		}
		if i < len(told) {
			list[i].Field = told[i]
		}
	}
	if told != nil {
		return list
	}
	for field, known := range k.Names {
		for _, name := range known {
			i := slices.IndexFunc(list, func(c Column) bool { return c.Field == "" && places.Fold(c.Label) == name })
			if i >= 0 {
				list[i].Field = field
				break
			}
		}
	}
	return list
}
