package sheet

import (
	"errors"
	"io"

	"github.com/xuri/excelize/v2"
)

func (t Table) writeXLSX(w io.Writer) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if t.Name != "" {
		if err := f.SetSheetName(f.GetSheetName(0), t.Name); err != nil {
			return err
		}
	}
	styles, header, err := newStyles(f)
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(f.GetSheetName(0))
	if err != nil {
		return err
	}
	if err := t.layOut(out); err != nil {
		return err
	}
	row := make([]any, len(t.Columns))
	err = t.eachLine(func(n int, head bool, cells []Cell) error {
		for i, cell := range cells {
			row[i] = nil
			if value := cell.value(); value != nil {
				row[i] = excelize.Cell{StyleID: styles[cell.kind], Value: value}
				if head {
					row[i] = excelize.Cell{StyleID: header, Value: value}
				}
			}
		}
		at, err := excelize.CoordinatesToCellName(1, n)
		if err != nil {
			return err
		}
		return out.SetRow(at, row)
	})
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// layOut makes columns wide enough and keeps everything down to the header in sight.
func (t Table) layOut(out *excelize.StreamWriter) error {
	const wide, narrow = 32, 16 // letters
	for i, column := range t.Columns {
		width := float64(narrow)
		if column.Wide {
			width = wide
		}
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	top := 1
	if t.Note != "" {
		top = 2
	}
	below, err := excelize.CoordinatesToCellName(1, top+1)
	if err != nil {
		return err
	}
	return out.SetPanes(&excelize.Panes{Freeze: true, YSplit: top, TopLeftCell: below, ActivePane: "bottomLeft"})
}

// textFormat is the format "text": a cell stays one also when somebody edits it.
const textFormat = 49

// newStyles makes the formats of cells by kind, and that of the header.
func newStyles(f *excelize.File) (styles [isMoment + 1]int, header int, err error) {
	if styles[isText], err = f.NewStyle(&excelize.Style{NumFmt: textFormat}); err != nil {
		return styles, 0, err
	}
	for kind, format := range map[cellKind]string{isCount: "#,##0", isShare: "0.0%", isDay: "dd/mm/yyyy", isMoment: "hh:mm dd/mm/yyyy"} {
		if styles[kind], err = f.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return styles, 0, err
		}
	}
	header, err = f.NewStyle(&excelize.Style{
		NumFmt:    textFormat,
		Font:      &excelize.Font{Bold: true},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F3E9DC"}},
		Border:    []excelize.Border{{Type: "bottom", Style: 1, Color: "5B524C"}},
	})
	return styles, header, err
}
