// Package peoplefile reads the table in which a ward's office lists people: it finds which column says what, and what each row says.
// Whether a row may be is said by package people, and how files are read by package tablefile.
package peoplefile

import (
	"regexp"
	"slices"
	"strings"

	"hocso/internal/tablefile"
	"hocso/progress/people"
	"hocso/progress/places"
)

// Codes of faults that only such tables have.
const (
	FaultNoColumns = "no_columns" // no row names a column of people's names and one of villages
	FaultNobody    = "nobody"     // nothing stands under the header
	// FaultLettersLost says that a program saved question marks for letters that its encoding does not have: nothing brings them back.
	FaultLettersLost = "letters_lost"
)

// bounds are for the people of a whole ward. A table of fifty thousand unpacks to half of it or less.
var bounds = tablefile.Options{MaxRows: 50_100, MaxColumns: 100, MaxUnpacked: 64 << 20}

// names are what offices call the columns, as places.Fold leaves them; the better ones first.
var names = map[string][]string{
	people.ImportID:   {"ma nguoi hoc", "resident", "resident id", "id"},
	people.ImportName: {"ho va ten", "ho ten", "ten nguoi hoc", "ho ten nguoi hoc", "ho va ten nguoi hoc", "ho ten chu ho", "name", "full name", "ten"},
	people.ImportVillage: {"ma thon buon", "ma thon", "thon buon to dan pho", "thon buon", "thon", "buon", "to dan pho", "khu pho", "village",
		"ten thon", "noi o", "noi cu tru"},
	people.ImportPhone:       {"so dien thoai", "dien thoai", "sdt", "so dt", "so dien thoai lien he", "dien thoai lien he", "phone", "mobile"},
	people.ImportAccount:     {"dong y tham gia", "dong y lap tai khoan", "dong y", "account", "consent"},
	people.ImportVillageList: {"dong y hien trong danh sach", "dong y hien ten", "hien trong danh sach", "village list", "village_list"},
	people.ImportStatistics:  {"dong y thong ke", "dong y tinh vao thong ke", "thong ke", "statistics"},
	people.ImportCertificate: {"dong y giay chung nhan", "giay chung nhan", "certificate"},
}

// Options say how a table is read.
type Options struct {
	Encoding tablefile.Encoding // of a CSV; empty to find it out
	Columns  []string           // the field of each column, empty for one that is left out; nil to guess
}

// Column is a column as it was found.
type Column struct {
	Label   string
	Field   string   // one of people.ImportFields, empty for one that is left out
	Samples []string // what the first rows say
}

// List is a table that was read.
type List struct {
	Encoding tablefile.Encoding // of a CSV
	Columns  []Column
	Entries  []people.ImportEntry
	Faults   []people.ImportFault // any of them: no entries
}

// samples is how many rows are shown of each column.
const samples = 3

// Read reads a table of people.
func Read(raw []byte, o Options) List {
	bounds := bounds
	bounds.Encoding = o.Encoding
	t, fault := tablefile.Read(raw, bounds)
	if fault != nil {
		return List{Faults: []people.ImportFault{{Row: fault.Row, Code: fault.Code}}}
	}
	l := List{Encoding: t.Encoding}
	head := t.Header(known)
	if head < 0 {
		l.Faults = []people.ImportFault{{Code: noColumns(t.Rows)}}
		return l
	}
	rows := t.Rows[head+1:]
	l.Columns = columnsOf(t.Rows[head], rows, o.Columns)
	at := map[string]int{}
	for _, field := range people.ImportFields {
		at[field] = slices.IndexFunc(l.Columns, func(c Column) bool { return c.Field == field })
	}
	switch {
	case at[people.ImportID] < 0 && (at[people.ImportName] < 0 || at[people.ImportVillage] < 0):
		l.Faults = []people.ImportFault{{Row: t.Rows[head].Number, Code: noColumns(t.Rows[:head+1])}}
	case len(rows) == 0:
		l.Faults = []people.ImportFault{{Row: t.Rows[head].Number, Code: FaultNobody}}
	default:
		l.read(rows, at)
	}
	return l
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
func known(label string) bool {
	label = places.Fold(label)
	for _, list := range names {
		if slices.Contains(list, label) {
			return true
		}
	}
	return false
}

// columnsOf gives each column its field: the one that was told, or the best guess.
func columnsOf(header tablefile.Row, rows []tablefile.Row, told []string) []Column {
	width := len(header.Cells)
	list := make([]Column, width)
	for i := range list {
		list[i].Label = header.Cells[i]
		for _, row := range rows[:min(samples, len(rows))] {
			list[i].Samples = append(list[i].Samples, row.At(i))
		}
		if told != nil && i < len(told) {
			list[i].Field = told[i]
		}
	}
	if told != nil {
		return list
	}
	for field, known := range names {
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

// read takes the entries out of the rows. Rows that say nothing in any column that is read are left out.
func (l *List) read(rows []tablefile.Row, at map[string]int) {
	for _, row := range rows {
		if column := slices.IndexFunc(row.Formulas, func(column int) bool { return column < len(l.Columns) && l.Columns[column].Field != "" }); column >= 0 {
			l.Faults = append(l.Faults, people.ImportFault{Row: row.Number, Field: l.Columns[row.Formulas[column]].Field, Code: tablefile.FaultFormula})
			continue
		}
		e := people.ImportEntry{Row: row.Number, ID: row.At(at[people.ImportID]), Name: row.At(at[people.ImportName]),
			Village: row.At(at[people.ImportVillage]), Phone: row.At(at[people.ImportPhone]), Account: row.At(at[people.ImportAccount]),
			VillageList: row.At(at[people.ImportVillageList]), Statistics: row.At(at[people.ImportStatistics]),
			Certificate: row.At(at[people.ImportCertificate])}
		for field, text := range map[string]string{people.ImportName: e.Name, people.ImportVillage: e.Village} {
			if strings.ContainsAny(text, "?\ufffd") {
				l.Faults = append(l.Faults, people.ImportFault{Row: row.Number, Field: field, Code: FaultLettersLost})
			}
		}
		if e != (people.ImportEntry{Row: row.Number}) {
			l.Entries = append(l.Entries, e)
		}
	}
	if len(l.Faults) > 0 {
		l.Entries = nil
	}
}
