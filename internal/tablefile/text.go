package tablefile

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode"
)

// readText reads text with commas, semicolons or tabs between its cells.
func readText(raw []byte, o Options) (Table, *Fault) {
	text, encoding, fault := decode(raw, o.Encoding)
	if fault != nil {
		return Table{}, fault
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) {
		return Table{}, &Fault{Code: FaultNotReadable} // no text: a picture, a document
	}
	t := Table{Encoding: encoding}
	text, comma, skipped := separator(text)
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.Comma = -1, comma
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			return Table{}, &Fault{Row: broken.Line + skipped, Code: FaultNotReadable}
		}
		line, _ := r.FieldPos(0)
		row := Row{Number: line + skipped, Cells: trimmed(cells)}
		if len(row.Cells) == 0 {
			continue
		}
		if row.Number > o.MaxRows {
			return Table{}, &Fault{Row: row.Number, Code: FaultTooManyRows}
		}
		if len(row.Cells) > o.MaxColumns {
			return Table{}, &Fault{Row: row.Number, Code: FaultTooManyColumns}
		}
		for column, cell := range row.Cells {
			if strings.HasPrefix(cell, "=") {
				row.Formulas = append(row.Formulas, column)
			}
		}
		t.Rows = append(t.Rows, row)
	}
}

// lookedAt is how many lines tell what separates cells.
const lookedAt = 50

// separator finds what separates cells: what Excel's own first line "sep=;" says, which is then cut off, else what most lines have,
// and of those most often.
func separator(text string) (rest string, comma rune, skipped int) {
	if first, rest, ok := strings.Cut(text, "\n"); ok {
		first = strings.TrimRight(first, "\r")
		if sep, ok := strings.CutPrefix(strings.ToLower(first), "sep="); ok && len(sep) == 1 && strings.Contains(",;\t|", sep) {
			return rest, rune(sep[0]), 1
		}
	}
	comma = ','
	bestLines, bestCount := 0, 0
	for _, candidate := range []rune{',', ';', '\t'} {
		lines, count, looked := 0, 0, 0
		for line := range strings.Lines(text) {
			if looked++; looked > lookedAt {
				break
			}
			if n := outsideQuotes(line, candidate); n > 0 {
				lines++
				count += n
			}
		}
		if lines > bestLines || lines == bestLines && count > bestCount {
			comma, bestLines, bestCount = candidate, lines, count
		}
	}
	return text, comma, 0
}

// outsideQuotes counts how often a line has a character outside quotes.
func outsideQuotes(line string, wanted rune) int {
	n, quoted := 0, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == wanted && !quoted:
			n++
		}
	}
	return n
}
