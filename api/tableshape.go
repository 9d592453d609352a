package api

import (
	"slices"
	"strings"

	"hocso/internal/tablecolumns"
	"hocso/internal/tablefile"
)

// shownFaults is how many faults of a table are told: nobody mends more before trying again.
const shownFaults = 200

type importColumnShape struct {
	Label   string   `json:"label"`
	Field   *string  `json:"field"`
	Samples []string `json:"samples"`
}

type importFaultShape struct {
	Row   int    `json:"row"`
	Field string `json:"field"`
	Code  string `json:"code"`
}

// tableShape is how a table that was handed in was read, and what is wrong with it.
type tableShape struct {
	Encoding   *string             `json:"encoding"`
	Columns    []importColumnShape `json:"columns"`
	Rows       int                 `json:"rows"`
	FaultCount int                 `json:"fault_count"`
	Faults     []importFaultShape  `json:"faults"`
}

func newTableShape(t tablecolumns.Table, rows int) tableShape {
	s := tableShape{Encoding: orNull(string(t.Encoding)), Columns: make([]importColumnShape, len(t.Columns)), Rows: rows, Faults: []importFaultShape{}}
	for i, c := range t.Columns {
		s.Columns[i] = importColumnShape{c.Label, orNull(c.Field), orEmpty(c.Samples)}
	}
	return s
}

// fault counts a fault and tells the first ones.
func (s *tableShape) fault(f importFaultShape) {
	s.FaultCount++
	if len(s.Faults) < shownFaults {
		s.Faults = append(s.Faults, f)
	}
}

// readQuery says how a table is read.
type readQuery struct {
	Encoding string `query:"encoding" validate:"omitempty,oneof=utf-8 utf-16 windows-1258 tcvn3"`
	Columns  string `query:"columns" validate:"max=2000"`
}

// options are those of tables whose columns have some of the fields.
func (q readQuery) options(fields []string) (tablecolumns.Options, error) {
	o := tablecolumns.Options{Encoding: tablefile.Encoding(q.Encoding)}
	if q.Columns == "" {
		return o, nil
	}
	o.Columns = strings.Split(q.Columns, ",")
	seen := map[string]bool{"": false}
	for _, field := range o.Columns {
		if field != "" && (!slices.Contains(fields, field) || seen[field]) {
			return o, &inputError{[]fieldError{{"columns", "unknown_value"}}}
		}
		seen[field] = field != ""
	}
	return o, nil
}
