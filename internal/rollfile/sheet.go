package rollfile

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// maxColumns is how many columns of a sheet are looked at. A cell may be said to stand 16,384 columns to the right.
const maxColumns = 100

// sheet reads the rows of a sheet one after the other; what is not written, between them or between their cells, takes no room.
type sheet struct {
	*xml.Decoder
	shared []string // texts that cells name by number
	last   int      // number of the row that was read last
}

// sheetRow is one row that is written. Those after maxRows have no more than a number.
type sheetRow struct {
	number   int // from 1
	cells    []string
	formulas []int // columns, from 0, whose cells hold one
}

// next returns the next row; io.EOF after the last.
func (s *sheet) next() (sheetRow, error) {
	for {
		t, err := s.Token()
		if err != nil {
			return sheetRow{}, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "row" {
				return s.row(t)
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return sheetRow{}, io.EOF
			}
		}
	}
}

func (s *sheet) row(start xml.StartElement) (sheetRow, error) {
	r := sheetRow{number: s.last + 1}
	if at := attribute(start, "r"); at != "" {
		n, err := strconv.Atoi(at)
		if err != nil || n <= s.last {
			return r, errWorkbook
		}
		r.number = n
	}
	s.last = r.number
	if r.number > maxRows {
		return r, nil
	}
	for column := -1; ; {
		t, err := s.Token()
		if err != nil {
			return r, err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return r, nil
		case xml.StartElement:
			if t.Name.Local != "c" {
				err = s.Skip()
			} else if column, err = columnAfter(column, attribute(t, "r")); err == nil {
				err = s.cell(&r, column, t)
			}
			if err != nil {
				return r, err
			}
		}
	}
}

// cell reads one cell of a row.
func (s *sheet) cell(r *sheetRow, column int, start xml.StartElement) error {
	if column >= maxColumns {
		return s.Skip()
	}
	var c struct {
		Type    string    `xml:"t,attr"`
		Formula *struct{} `xml:"f"`
		Value   string    `xml:"v"`
		Inline  text      `xml:"is"`
	}
	if err := s.DecodeElement(&c, &start); err != nil {
		return err
	}
	if c.Formula != nil {
		r.formulas = append(r.formulas, column)
	}
	for len(r.cells) <= column {
		r.cells = append(r.cells, "")
	}
	switch c.Type {
	case "s":
		i, err := strconv.Atoi(c.Value)
		if err != nil || i < 0 || i >= len(s.shared) {
			return errWorkbook
		}
		r.cells[column] = s.shared[i]
	case "inlineStr":
		r.cells[column] = c.Inline.String()
	case "", "n":
		r.cells[column] = strings.TrimSuffix(c.Value, ".0") // Google's tables write whole numbers so
	default:
		r.cells[column] = c.Value
	}
	return nil
}

// columnAfter returns the column, from 0, of a cell that is named like "AB12", or stands next to the one before if it has no name.
func columnAfter(before int, name string) (int, error) {
	if name == "" {
		return before + 1, nil
	}
	n := 0
	for _, letter := range strings.TrimRight(name, "0123456789") {
		if letter < 'A' || letter > 'Z' || n > 1<<14 {
			return 0, errWorkbook
		}
		n = n*26 + int(letter-'A') + 1
	}
	if n-1 <= before {
		return 0, errWorkbook
	}
	return n - 1, nil
}

// cellName is how spreadsheet programs name a cell of a column, from 0 and below maxColumns.
func cellName(column, row int) string {
	name := string(rune('A'+column%26)) + strconv.Itoa(row)
	if column >= 26 {
		name = string(rune('A'+column/26-1)) + name
	}
	return name
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
