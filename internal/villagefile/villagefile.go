// Package villagefile reads the file in which a ward's office lists its villages: CSV or XLSX with a row for each of them. It finds what
// was written where; what the list makes of the villages that are there is said by package places, and how files are read by packages
// tablecolumns and tablefile.
package villagefile

import (
	"hocso/internal/tablecolumns"
	"hocso/internal/tablefile"
	"hocso/progress/places"
)

// kind has the bounds of tables of rolls.
var kind = tablecolumns.Kind{
	Bounds: tablefile.Options{MaxRows: 2000, MaxColumns: 100, MaxUnpacked: 4 << 20},
	Enough: func(has func(string) bool) bool { return has(places.VillageFieldName) },
	Names: map[string][]string{
		places.VillageFieldID: {"ma", "ma thon", "ma thon buon", "ma don vi", "village", "id", "code"},
		places.VillageFieldName: {"ten", "ten day du", "ten thon", "ten thon buon", "ten thon buon to dan pho", "thon buon to dan pho", "thon buon",
			"thon", "buon", "to dan pho", "name", "village name"},
		places.VillageFieldKind: {"loai", "loai hinh", "loai don vi", "kind"},
	},
}

// List is a table that was read.
type List struct {
	tablecolumns.Table
	Entries []places.VillageEntry
	Faults  []places.VillageFault // any of them: no entries
}

// totals are what tables call their last line, as places.Fold leaves it: it has no id, and is no village.
var totals = map[string]bool{"tong cong": true, "tong": true, "cong": true, "total": true}

// Read reads a file. Rows that say nothing are left out, and so is a line of sums.
func Read(raw []byte, o tablecolumns.Options) List {
	l := List{Table: kind.Read(raw, o)}
	if l.Fault != nil {
		l.Faults = []places.VillageFault{places.VillageFault(*l.Fault)}
	}
	for _, row := range l.Rows {
		e := places.VillageEntry{Row: row.Number, ID: l.At(row, places.VillageFieldID), Name: l.At(row, places.VillageFieldName),
			Kind: l.At(row, places.VillageFieldKind)}
		if field, _, found := l.Formula(row); found {
			l.Faults = append(l.Faults, places.VillageFault{Row: row.Number, Field: field, Code: tablefile.FaultFormula})
		} else if e != (places.VillageEntry{Row: row.Number}) && (e.ID != "" || !totals[places.Fold(e.Name)]) {
			l.Entries = append(l.Entries, e)
		}
	}
	if len(l.Faults) > 0 {
		l.Entries = nil
	}
	return l
}
