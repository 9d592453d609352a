// Package sheet writes tables as files for spreadsheet programs, CSV and XLSX, in which what somebody typed is text and
// never run as a formula, whoever opens the file; figures are numbers. What is in a table and who may have it is not
// decided here.
package sheet

import (
	"errors"
	"io"
	"iter"
	"regexp"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"
)

// Kind is a format of file.
type Kind string

// The formats. CSV is RFC 4180 in UTF-8 with a byte order mark, without which Excel takes it for another encoding.
const (
	CSV  Kind = "csv"
	XLSX Kind = "xlsx"
)

var (
	// ErrKind says that there is no such format.
	ErrKind = errors.New("no such kind of sheet")
	// ErrWidth says that a row has another number of cells than the header.
	ErrWidth = errors.New("a row is not as wide as the header")
	// ErrLength says that a cell holds more than a spreadsheet program keeps.
	ErrLength = errors.New("a cell is too long")
)

// maxCell is how many UTF-16 units a cell of Excel holds.
const maxCell = excelize.TotalCellChars

// ContentType returns the media type of files of the kind.
func (k Kind) ContentType() string {
	if k == XLSX {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8; header=present"
}

// Write writes a header and rows of the same width, all of it text. Errors as Table.Write.
func Write(w io.Writer, kind Kind, header []string, rows iter.Seq[[]string]) error {
	t := Table{Rows: func(yield func([]Cell) bool) {
		for row := range rows {
			cells := make([]Cell, len(row))
			for i, text := range row {
				cells[i] = Text(text)
			}
			if !yield(cells) {
				return
			}
		}
	}}
	for _, label := range header {
		t.Columns = append(t.Columns, Column{Label: label})
	}
	return t.Write(w, kind)
}

// joined are two of XLSX's escapes that share an underscore: the library writes them in a way that is read as something
// else.
var joined = regexp.MustCompile(`(_x[0-9A-Fa-f]{4}_)(x[0-9A-Fa-f]{4}_)`)

// clean keeps what a cell can show on one line.
func clean(cell string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef: // the latter two are no characters
			return -1
		}
		return r
	}, strings.ToValidUTF8(cell, "\ufffd"))
	return joined.ReplaceAllString(shown, "$1 $2")
}

// disarm puts an apostrophe before what a spreadsheet program would run or compute. Where the machine's list separator
// is a semicolon, Excel splits a CSV file there, quoted or not, so what follows one is looked at like a cell.
func disarm(cell string) string {
	parts := strings.Split(cell, ";")
	for i, part := range parts {
		if startsFormula(part) {
			parts[i] = "'" + part
		}
	}
	return strings.Join(parts, ";")
}

// startsFormula looks through what programs skip (space, invisible characters) and at what they take for the same
// sign: full-width, small and raised forms, and the minus of mathematics.
func startsFormula(text string) bool {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '"' })
	for _, r := range text {
		first := []rune(norm.NFKC.String(string(r)))
		return strings.ContainsRune("=+-@\u2212", first[0])
	}
	return false
}
