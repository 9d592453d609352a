// Package peoplefile reads the table in which a ward's office lists people: it finds which column says what, and what each row says.
// Whether a row may be is said by package people, and how files are read by package tablefile.
package peoplefile

import (
	"strings"

	"hocso/internal/tablecolumns"
	"hocso/internal/tablefile"
	"hocso/progress/people"
)

// bounds are for the people of a whole ward. A table of fifty thousand unpacks to half of it or less.
var bounds = tablefile.Options{MaxRows: 50_100, MaxColumns: 100, MaxUnpacked: 64 << 20}

var kind = tablecolumns.Kind{Bounds: bounds, Enough: enough, Names: map[string][]string{
	people.ImportID:   {"ma nguoi hoc", "resident", "resident id", "id"},
	people.ImportName: {"ho va ten", "ho ten", "ten nguoi hoc", "ho ten nguoi hoc", "ho va ten nguoi hoc", "ho ten chu ho", "name", "full name", "ten"},
	people.ImportVillage: {"ma thon buon", "ma thon", "thon buon to dan pho", "thon buon", "thon", "buon", "to dan pho", "khu pho", "village",
		"ten thon", "noi o", "noi cu tru"},
	people.ImportPhone:       {"so dien thoai", "dien thoai", "sdt", "so dt", "so dien thoai lien he", "dien thoai lien he", "phone", "mobile"},
	people.ImportBirthBand:   {"nhung nam sinh", "thap nien sinh", "nam sinh", "ngay sinh", "ngay thang nam sinh", "birth band", "birth_band", "year of birth", "date of birth"},
	people.ImportAccount:     {"dong y tham gia", "dong y lap tai khoan", "dong y", "account", "consent"},
	people.ImportVillageList: {"dong y hien trong danh sach", "dong y hien ten", "hien trong danh sach", "village list", "village_list"},
	people.ImportStatistics:  {"dong y thong ke", "dong y tinh vao thong ke", "thong ke", "statistics"},
	people.ImportCertificate: {"dong y giay chung nhan", "giay chung nhan", "certificate"},
}}

// enough: a table is of new people, who have a name and a village, or of people who are here already.
func enough(has func(string) bool) bool {
	return has(people.ImportID) || has(people.ImportName) && has(people.ImportVillage)
}

// List is a table that was read.
type List struct {
	tablecolumns.Table
	Entries []people.ImportEntry
	Faults  []people.ImportFault // any of them: no entries
}

// Read reads a table of people.
func Read(raw []byte, o tablecolumns.Options) List {
	l := List{Table: kind.Read(raw, o)}
	if l.Fault != nil {
		l.Faults = []people.ImportFault{people.ImportFault(*l.Fault)}
		return l
	}
	for _, row := range l.Rows {
		l.read(row)
	}
	l.Rows = nil // they may be many
	if len(l.Faults) > 0 {
		l.Entries = nil
	}
	return l
}

// read takes the entry out of a row. One that says nothing in any column that is read is left out.
func (l *List) read(row tablefile.Row) {
	if field, _, found := l.Formula(row); found {
		l.Faults = append(l.Faults, people.ImportFault{Row: row.Number, Field: field, Code: tablefile.FaultFormula})
		return
	}
	e := people.ImportEntry{Row: row.Number, ID: l.At(row, people.ImportID), Name: l.At(row, people.ImportName),
		Village: l.At(row, people.ImportVillage), Phone: l.At(row, people.ImportPhone), BirthBand: l.At(row, people.ImportBirthBand),
		Account: l.At(row, people.ImportAccount), VillageList: l.At(row, people.ImportVillageList),
		Statistics: l.At(row, people.ImportStatistics), Certificate: l.At(row, people.ImportCertificate)}
	for field, text := range map[string]string{people.ImportName: e.Name, people.ImportVillage: e.Village} {
		if strings.ContainsAny(text, "?\ufffd") {
			l.Faults = append(l.Faults, people.ImportFault{Row: row.Number, Field: field, Code: tablecolumns.FaultLettersLost})
		}
	}
	if e != (people.ImportEntry{Row: row.Number}) {
		l.Entries = append(l.Entries, e)
	}
}
