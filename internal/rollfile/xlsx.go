package rollfile

import (
	"errors"
	"io"
	"slices"

	"hocso/progress/places"
)

// readXLSX reads the first sheet.
func readXLSX(raw []byte) ([]places.RollEntry, []places.RollFault) {
	book, err := openWorkbook(raw)
	if err != nil {
		return nil, []places.RollFault{{Code: FaultNotReadable}}
	}
	s, err := book.firstSheet()
	if err != nil {
		return nil, []places.RollFault{{Code: FaultNotReadable}}
	}
	entries, faults, err := readSheet(s)
	if err != nil {
		return nil, []places.RollFault{{Code: FaultNotReadable}}
	}
	return entries, faults
}

func readSheet(s *sheet) (entries []places.RollEntry, faults []places.RollFault, err error) {
	var c columns
	header := false
	for {
		row, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		if row.number > maxRows {
			return nil, []places.RollFault{{Row: row.number, Code: FaultTooManyRows}}, nil
		}
		if !header {
			if blank(row.cells) {
				continue
			}
			if c, header = columnsOf(row.cells); !header {
				return nil, []places.RollFault{{Row: row.number, Code: FaultNoColumns}}, nil
			}
			continue
		}
		if computed := c.computed(row); computed != "" {
			faults = append(faults, places.RollFault{Row: row.number, Village: computed, Code: FaultFormula})
		} else if e, ok := c.entry(row.number, row.cells); ok {
			entries = append(entries, e)
		}
	}
	if !header {
		return nil, []places.RollFault{{Row: 1, Code: FaultNoColumns}}, nil
	}
	return entries, faults, nil
}

// computed returns the name of the first cell of a row that is read and holds a formula: what it shows was computed by whoever saved
// the file, from what nobody sees here.
func (c columns) computed(row sheetRow) string {
	for _, column := range []int{c.id, c.name, c.adults} {
		if slices.Contains(row.formulas, column) {
			return cellName(column, row.number)
		}
	}
	return ""
}
