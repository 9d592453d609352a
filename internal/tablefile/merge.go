package tablefile

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxMerged is how many merged cells of a sheet are looked at; one more and it is no list.
const maxMerged = 20_000

// mergedColumns is how many cells merges may fill for each row that a table may have.
const mergedColumns = 16

// span is merged cells: columns from 0, rows from 1, both ends included.
type span struct{ left, top, right, bottom int }

// merged reads which cells are merged. It is called when all rows have been read: a sheet names them after its cells.
func (s *sheet) merged() ([]span, error) {
	var list []span
	for {
		t, err := s.Token()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "mergeCell" {
			continue
		}
		one, err := spanOf(attribute(start, "ref"))
		if err != nil {
			return nil, err
		}
		if list = append(list, one); len(list) > maxMerged {
			return nil, errWorkbook
		}
	}
}

func spanOf(ref string) (span, error) {
	from, to, _ := strings.Cut(ref, ":")
	if to == "" {
		to = from
	}
	var s span
	var errs [4]error
	s.left, errs[0] = columnOf(from)
	s.right, errs[1] = columnOf(to)
	s.top, errs[2] = rowOf(from)
	s.bottom, errs[3] = rowOf(to)
	return s, errors.Join(errs[:]...)
}

func rowOf(name string) (int, error) {
	n, err := strconv.Atoi(strings.TrimLeft(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return 0, errWorkbook
	}
	return n, nil
}

// fill gives all merged cells of rows in which anything is written what the first of them says, since that is what people see.
func (t Table) fill(merged []span, o Options) error {
	at := make(map[int]int, len(t.Rows))
	for i, row := range t.Rows {
		at[row.Number] = i
	}
	// Cells of different merges do not overlap, and lists have few columns: who names more wrote no list.
	left := o.MaxRows * mergedColumns
	for _, m := range merged {
		first, ok := at[m.top]
		if !ok {
			continue
		}
		value := t.Rows[first].At(m.left)
		if value == "" {
			continue
		}
		for number := m.top; number <= min(m.bottom, o.MaxRows); number++ {
			i, ok := at[number]
			if left--; left < 0 {
				return errWorkbook
			}
			if !ok {
				continue
			}
			for column := m.left; column <= min(m.right, o.MaxColumns-1); column++ {
				if left -= t.Rows[i].set(column, value); left < 0 {
					return errWorkbook
				}
			}
		}
	}
	return nil
}

// set writes a cell of a row that has none there yet, and returns how many cells the row has grown by.
func (r *Row) set(column int, value string) int {
	before := len(r.Cells)
	for len(r.Cells) <= column {
		r.Cells = append(r.Cells, "")
	}
	if r.Cells[column] == "" {
		r.Cells[column] = value
	}
	return len(r.Cells) - before
}
