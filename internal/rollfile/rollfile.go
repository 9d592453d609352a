// Package rollfile reads the file in which a ward's office writes how many adults its villages have: CSV or XLSX with a row for each
// village. It finds what was written where; whether the numbers may be is said by package places, and how files are read by package
// tablefile.
package rollfile

import (
	"slices"

	"hocso/internal/tablefile"
	"hocso/progress/places"
)

// FaultNoColumns says that a file has no row that names the columns. The other codes are those of package tablefile.
const FaultNoColumns = "no_columns"

// bounds are more than a ward has villages, with some room for empty rows, and ten times what a table of a thousand rows unpacks to.
var bounds = tablefile.Options{MaxRows: 2000, MaxColumns: 100, MaxUnpacked: 4 << 20}

// Names of columns, as places.Fold leaves them.
var (
	idNames     = []string{"ma", "ma thon", "ma thon buon", "ma don vi", "village", "id", "code"}
	nameNames   = []string{"ten", "ten thon", "ten thon buon", "thon", "thon buon", "name", "village name"}
	adultsNames = []string{"so nguoi truong thanh", "nguoi truong thanh", "so nguoi lon", "adults", "roll"}
)

// Read returns the entries of a file, or its faults. Rows without a number are left out.
func Read(raw []byte) ([]places.RollEntry, []places.RollFault) {
	t, fault := tablefile.Read(raw, bounds)
	if fault != nil {
		return nil, []places.RollFault{{Row: fault.Row, Code: fault.Code}}
	}
	head := t.Header(func(label string) bool { return isOneOf(label, idNames, nameNames, adultsNames) })
	if head < 0 {
		return nil, []places.RollFault{{Row: firstRow(t), Code: FaultNoColumns}}
	}
	c, ok := columnsOf(t.Rows[head].Cells)
	if !ok {
		return nil, []places.RollFault{{Row: t.Rows[head].Number, Code: FaultNoColumns}}
	}
	var entries []places.RollEntry
	var faults []places.RollFault
	for _, row := range t.Rows[head+1:] {
		if computed := c.computed(row); computed != "" {
			faults = append(faults, places.RollFault{Row: row.Number, Village: computed, Code: tablefile.FaultFormula})
		} else if e := c.entry(row); e.Adults != "" {
			entries = append(entries, e)
		}
	}
	return entries, faults
}

func firstRow(t tablefile.Table) int {
	if len(t.Rows) == 0 {
		return 1
	}
	return t.Rows[0].Number
}

func isOneOf(label string, names ...[]string) bool {
	label = places.Fold(label)
	return slices.ContainsFunc(names, func(list []string) bool { return slices.Contains(list, label) })
}

// columns says where in a row what is; -1 for a column that is not there.
type columns struct{ id, name, adults int }

// columnsOf finds the columns in the header of a file.
func columnsOf(header []string) (columns, bool) {
	find := func(names []string) int {
		return slices.IndexFunc(header, func(cell string) bool { return isOneOf(cell, names) })
	}
	c := columns{find(idNames), find(nameNames), find(adultsNames)}
	return c, c.adults >= 0 && (c.id >= 0 || c.name >= 0)
}

// entry returns what a row says; no adults for a row without a number.
func (c columns) entry(row tablefile.Row) places.RollEntry {
	e := places.RollEntry{Row: row.Number, Village: row.At(c.id), Adults: row.At(c.adults)}
	if e.Village == "" {
		e.Village = row.At(c.name)
	}
	return e
}

// computed returns the name of the first cell of a row that is read and holds a formula: what it shows was computed by whoever saved
// the file, from what nobody sees here.
func (c columns) computed(row tablefile.Row) string {
	for _, column := range []int{c.id, c.name, c.adults} {
		if slices.Contains(row.Formulas, column) {
			return tablefile.CellName(column, row.Number)
		}
	}
	return ""
}
