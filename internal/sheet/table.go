package sheet

import (
	"fmt"
	"io"
	"iter"
	"unicode/utf16"
)

// Table is what a file holds.
type Table struct {
	Name    string // of the sheet in XLSX; at most 31 characters, without []:*?/\
	Note    string // the first line, above the header: where the figures are from and of when; empty for none
	Columns []Column
	Rows    iter.Seq[[]Cell] // each as wide as Columns
	Err     func() error     // why the rows ended early, asked after the last one; nil for rows that cannot fail
}

// Column is a column of a table.
type Column struct {
	Label string
	Wide  bool // holds names or sentences
}

// Write writes a table. Control characters are left out of texts, and tabs and line ends become spaces. Rows are asked for one
// after the other and not kept, so a long table takes little memory.
//
// Errors: ErrKind, ErrWidth, ErrLength, or those of the rows and the writer; a CSV file may then be written in part.
func (t Table) Write(w io.Writer, kind Kind) error {
	switch kind {
	case CSV:
		return t.writeCSV(w)
	case XLSX:
		return t.writeXLSX(w)
	}
	return fmt.Errorf("%w: %q", ErrKind, string(kind))
}

// eachLine calls f for the note, the header and each row, numbered from 1, with clean cells.
func (t Table) eachLine(f func(n int, head bool, cells []Cell) error) error {
	n := 0
	write := func(head bool, row []Cell) error {
		n++
		if len(row) != len(t.Columns) {
			return fmt.Errorf("row %d: %w", n, ErrWidth)
		}
		cells := make([]Cell, len(row))
		for i, cell := range row {
			cell.text = clean(cell.text)
			if len(cell.text) > maxCell && len(utf16.Encode([]rune(cell.text))) > maxCell {
				return fmt.Errorf("row %d: %w", n, ErrLength)
			}
			cells[i] = cell
		}
		return f(n, head, cells)
	}
	if t.Note != "" && len(t.Columns) > 0 {
		note := make([]Cell, len(t.Columns))
		note[0] = Text(t.Note)
		if err := write(false, note); err != nil {
			return err
		}
	}
	header := make([]Cell, len(t.Columns))
	for i, column := range t.Columns {
		header[i] = Text(column.Label)
	}
	if err := write(true, header); err != nil {
		return err
	}
	for row := range t.Rows {
		if err := write(false, row); err != nil {
			return err
		}
	}
	if t.Err != nil {
		return t.Err()
	}
	return nil
}
