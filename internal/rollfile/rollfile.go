// Package rollfile reads the file in which a ward's office writes how many adults its villages have: CSV or XLSX with a row for each
// village. It finds what was written where; whether the numbers may be is said by package places, and how files are read by packages
// tablecolumns and tablefile.
package rollfile

import (
	"cmp"

	"hocso/internal/tablecolumns"
	"hocso/internal/tablefile"
	"hocso/progress/places"
)

// The fields of a table of rolls.
const (
	ID     = "id"
	Name   = "name"
	Adults = "adults"
)

// Fields lists all fields.
var Fields = []string{ID, Name, Adults}

// kind has bounds of more than a ward has villages, with some room for empty rows, and ten times what a table of a thousand rows
// unpacks to.
var kind = tablecolumns.Kind{
	Bounds: tablefile.Options{MaxRows: 2000, MaxColumns: 100, MaxUnpacked: 4 << 20},
	Enough: func(has func(string) bool) bool { return has(Adults) && (has(ID) || has(Name)) },
	Names: map[string][]string{
		ID:     {"ma", "ma thon", "ma thon buon", "ma don vi", "village", "id", "code"},
		Name:   {"ten", "ten thon", "ten thon buon", "thon", "thon buon", "thon buon to dan pho", "name", "village name"},
		Adults: {"so nguoi truong thanh", "nguoi truong thanh", "so nguoi lon", "adults", "roll"},
	},
}

// List is a table that was read.
type List struct {
	tablecolumns.Table
	Entries []places.RollEntry
	Faults  []places.RollFault // any of them: no entries
}

// Read reads a file. Rows without a number are left out.
func Read(raw []byte, o tablecolumns.Options) List {
	l := List{Table: kind.Read(raw, o)}
	if f := l.Fault; f != nil {
		l.Faults = []places.RollFault{{Row: f.Row, Field: f.Field, Code: f.Code}}
	}
	for _, row := range l.Rows {
		e := places.RollEntry{Row: row.Number, Village: cmp.Or(l.At(row, ID), l.At(row, Name)), Adults: l.At(row, Adults)}
		if field, column, found := l.Formula(row); found {
			l.Faults = append(l.Faults, places.RollFault{Row: row.Number, Field: field, Village: tablefile.CellName(column, row.Number),
				Code: tablefile.FaultFormula})
		} else if e.Adults != "" {
			l.Entries = append(l.Entries, e)
		}
	}
	if len(l.Faults) > 0 {
		l.Entries = nil
	}
	return l
}
