package tablefile

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// sheet reads the rows of a sheet one after the other; what is not written, between them or between their cells, takes no room.
type sheet struct {
	*xml.Decoder
	bounds Options
	shared []string // texts that cells name by number
	dates  dates
	last   int // number of the row that was read last
}

// next returns the next row; io.EOF after the last.
func (s *sheet) next() (Row, error) {
	for {
		t, err := s.Token()
		if err != nil {
			return Row{}, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "row" {
				return s.row(t)
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return Row{}, io.EOF
			}
		}
	}
}

func (s *sheet) row(start xml.StartElement) (Row, error) {
	r := Row{Number: s.last + 1}
	if at := attribute(start, "r"); at != "" {
		n, err := strconv.Atoi(at)
		if err != nil || n <= s.last {
			return r, errWorkbook
		}
		r.Number = n
	}
	s.last = r.Number
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
func (s *sheet) cell(r *Row, column int, start xml.StartElement) error {
	var c struct {
		Type    string    `xml:"t,attr"`
		Style   int       `xml:"s,attr"`
		Formula *struct{} `xml:"f"`
		Value   string    `xml:"v"`
		Inline  text      `xml:"is"`
	}
	if err := s.DecodeElement(&c, &start); err != nil {
		return err
	}
	value, err := s.value(c.Type, c.Style, c.Value, c.Inline)
	if err != nil || value == "" && c.Formula == nil {
		return err
	}
	switch {
	case r.Number > s.bounds.MaxRows:
		return &beyondError{Row: r.Number, Code: FaultTooManyRows}
	case column >= s.bounds.MaxColumns:
		return &beyondError{Row: r.Number, Code: FaultTooManyColumns}
	}
	if c.Formula != nil {
		r.Formulas = append(r.Formulas, column)
	}
	for len(r.Cells) <= column {
		r.Cells = append(r.Cells, "")
	}
	r.Cells[column] = value
	return nil
}

// value is what a cell shows, as far as that does not hang on how a program is set.
func (s *sheet) value(kind string, style int, value string, inline text) (string, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(value)
		if err != nil || i < 0 || i >= len(s.shared) {
			return "", errWorkbook
		}
		return s.shared[i], nil
	case "inlineStr":
		return inline.String(), nil
	case "", "n":
		if s.dates.is(style) {
			return s.dates.text(value), nil
		}
		return plainNumber(value), nil
	case "d":
		day, _, _ := strings.Cut(value, "T")
		return day, nil
	}
	return value, nil
}

// plainNumber writes a whole number without a point or an exponent: Google's tables write 412.0, others 8.49E10.
func plainNumber(value string) string {
	if whole, ok := strings.CutSuffix(value, ".0"); ok {
		return whole
	}
	if !strings.ContainsAny(value, "eE") {
		return value
	}
	const exact = 1 << 53
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || n != float64(int64(n)) || n > exact || n < -exact {
		return value
	}
	return strconv.FormatInt(int64(n), 10)
}

// columnAfter returns the column, from 0, of a cell that is named like "AB12", or stands next to the one before if it has no name.
func columnAfter(before int, name string) (int, error) {
	if name == "" {
		return before + 1, nil
	}
	n, err := columnOf(name)
	if err != nil || n <= before {
		return 0, errWorkbook
	}
	return n, nil
}

// columnOf returns the column, from 0, of a cell that is named like "AB12".
func columnOf(name string) (int, error) {
	n := 0
	for _, letter := range strings.TrimRight(name, "0123456789") {
		if letter < 'A' || letter > 'Z' || n > 1<<14 {
			return 0, errWorkbook
		}
		n = n*26 + int(letter-'A') + 1
	}
	return n - 1, nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
