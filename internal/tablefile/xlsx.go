package tablefile

import (
	"errors"
	"io"

	"golang.org/x/text/unicode/norm"
)

// readXLSX reads the first sheet.
func readXLSX(raw []byte, o Options) (Table, *Fault) {
	book, err := openWorkbook(raw, o.MaxUnpacked)
	if err != nil {
		return Table{}, &Fault{Code: FaultNotReadable}
	}
	if code := book.refused(); code != "" {
		return Table{}, &Fault{Code: code}
	}
	s, err := book.firstSheet(o)
	if err != nil {
		return Table{}, faultOf(err)
	}
	t, err := s.table()
	if err != nil {
		return Table{}, faultOf(err)
	}
	return t, nil
}

// beyondError says where a sheet is larger than the bounds.
type beyondError Fault

func (e *beyondError) Error() string { return e.Code }

func faultOf(err error) *Fault {
	var beyond *beyondError
	switch {
	case errors.As(err, &beyond):
		return (*Fault)(beyond)
	case errors.Is(err, errUnpacks):
		return &Fault{Code: FaultUnpacksTooLarge}
	}
	return &Fault{Code: FaultNotReadable}
}

// table reads all rows, and fills what is merged.
func (s *sheet) table() (Table, error) {
	var t Table
	for {
		row, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Table{}, err
		}
		for i := range row.Cells {
			row.Cells[i] = norm.NFC.String(row.Cells[i])
		}
		if row.Cells = trimmed(row.Cells); len(row.Cells) > 0 || len(row.Formulas) > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	merged, err := s.merged()
	if err != nil {
		return Table{}, err
	}
	return t, t.fill(merged, s.bounds)
}
