package tablefile

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// dates reads cells that hold a day: a number that a format shows as one.
type dates struct {
	styles   []bool // by the number of a cell's format: whether it shows a day
	from1904 bool   // old workbooks of Macintosh count from another day
}

func (d dates) is(style int) bool { return style >= 0 && style < len(d.styles) && d.styles[style] }

// text returns a day as 2006-01-02, or the value as it is if it is none.
func (d dates) text(value string) string {
	const last = 2958465 // 31 December 9999
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || n < 1 || n > last {
		return value
	}
	from := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case d.from1904:
		from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n < 61: // Excel believes in 29 February 1900
		from = from.AddDate(0, 0, 1)
	}
	return from.AddDate(0, 0, int(n)).Format(time.DateOnly)
}

// dateStyles returns which of a workbook's formats show days; none if it has no such part.
func (b *workbook) dateStyles(main string) ([]bool, error) {
	name, err := b.related(main, ofType("styles"))
	if err != nil || name == "" {
		return nil, err
	}
	p, err := b.part(name, b.bytes)
	if err != nil {
		return nil, err
	}
	own, formats, err := readFormats(p)
	if err != nil {
		return nil, err
	}
	styles := make([]bool, len(formats))
	for i, format := range formats {
		styles[i] = own[format] || builtInDate(format)
	}
	return styles, nil
}

// readFormats reads which of a workbook's own formats, by number, show days, and the format of each style of cells.
func readFormats(p *xml.Decoder) (own map[int]bool, formats []int, err error) {
	own = map[int]bool{}
	for inside := ""; ; { // the list that is read: others have elements of the same names
		t, err := p.Token()
		if errors.Is(err, io.EOF) {
			return own, formats, nil
		}
		if err != nil {
			return nil, nil, err
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == inside {
				inside = ""
			}
		case xml.StartElement:
			switch inside + " " + t.Name.Local {
			case " numFmts", " cellXfs":
				inside = t.Name.Local
			case "numFmts numFmt", "cellXfs xf":
				id, err := formatOf(t)
				if err != nil {
					return nil, nil, err
				}
				if inside == "numFmts" {
					own[id] = dateFormat(attribute(t, "formatCode"))
				} else {
					formats = append(formats, id)
				}
				if len(own) > maxFormats || len(formats) > maxFormats {
					return nil, nil, errUnpacks
				}
			}
		}
	}
}

// formatOf returns the number of the format that an element names, 0 without one.
func formatOf(e xml.StartElement) (int, error) {
	number := attribute(e, "numFmtId")
	if number == "" {
		return 0, nil
	}
	id, err := strconv.Atoi(number)
	if err != nil {
		return 0, errWorkbook
	}
	return id, nil
}

// builtInDate reports the formats of days that every program knows by number (ECMA-376, 18.8.30).
func builtInDate(format int) bool {
	return format >= 14 && format <= 17 || format == 22 || format >= 27 && format <= 31 || format >= 50 && format <= 58
}

// dateFormat reports whether a format shows a year or a day of the month, outside of what is quoted or in brackets.
func dateFormat(code string) bool {
	quoted, bracket := false, false
	code, _, _ = strings.Cut(strings.ToLower(code), ";")
	for i, r := range code {
		switch {
		case i > 0 && code[i-1] == '\\':
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case !bracket && (r == 'y' || r == 'd'):
			return true
		}
	}
	return false
}
