package rollfile

import (
	"bytes"
	"errors"

	"github.com/xuri/excelize/v2"

	"hocso/progress/places"
)

// maxUnzipped is how large the parts of a file may be together once they are unpacked: a table of a thousand rows has a tenth of it.
const maxUnzipped = 8 << 20

// readXLSX reads the first sheet.
func readXLSX(raw []byte) (entries []places.RollEntry, faults []places.RollFault) {
	unreadable := []places.RollFault{{Code: FaultNotReadable}}
	// The library was made for files of good will: one that it stumbles over is a bad file, and no failure of ours.
	defer func() {
		if recover() != nil {
			entries, faults = nil, unreadable
		}
	}()
	// Parts above the second limit would be unpacked to the disk.
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped, RawCellValue: true})
	if errors.Is(err, excelize.ErrWorkbookPassword) || errors.Is(err, excelize.ErrWorkbookFileFormat) {
		return nil, []places.RollFault{{Code: FaultProtected}}
	}
	if err != nil {
		return nil, unreadable
	}
	defer func() { _ = f.Close() }()
	entries, faults, err = readSheet(f, f.GetSheetName(0))
	if err != nil {
		return nil, unreadable
	}
	return entries, faults
}

func readSheet(f *excelize.File, sheet string) (entries []places.RollEntry, faults []places.RollFault, err error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	var c columns
	header := false
	for row := 1; rows.Next(); row++ {
		if row > maxRows {
			return nil, []places.RollFault{{Row: row, Code: FaultTooManyRows}}, nil
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, nil, err
		}
		if !header {
			if blank(cells) {
				continue
			}
			if c, header = columnsOf(cells); !header {
				return nil, []places.RollFault{{Row: row, Code: FaultNoColumns}}, nil
			}
			continue
		}
		computed, err := c.computed(f, sheet, row)
		if err != nil {
			return nil, nil, err
		}
		if computed != "" {
			faults = append(faults, places.RollFault{Row: row, Village: computed, Code: FaultFormula})
		} else if e, ok := c.entry(row, cells); ok {
			entries = append(entries, e)
		}
	}
	if !header {
		return nil, []places.RollFault{{Row: 1, Code: FaultNoColumns}}, nil
	}
	return entries, faults, rows.Error()
}

// computed returns the name of the first cell of a row that is read and holds a formula: what it shows was computed by whoever saved
// the file, from what nobody sees here.
func (c columns) computed(f *excelize.File, sheet string, row int) (string, error) {
	for _, column := range []int{c.id, c.name, c.adults} {
		if column < 0 {
			continue
		}
		cell, err := excelize.CoordinatesToCellName(column+1, row)
		if err != nil {
			return "", err
		}
		formula, err := f.GetCellFormula(sheet, cell)
		if err != nil || formula != "" {
			return cell, err
		}
	}
	return "", nil
}
