package sheet

import (
	"encoding/csv"
	"errors"
	"io"
)

func (t Table) writeCSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, len(t.Columns))
	err := t.eachLine(func(_ int, _ bool, cells []Cell) error {
		for i, cell := range cells {
			line[i] = cell.plain()
		}
		return out.Write(line)
	})
	out.Flush()
	return errors.Join(err, out.Error())
}
