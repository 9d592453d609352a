package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// What a cell must hold besides a whole number (int), a share (float64), a day, or a text.
type anyText struct{} // a title that follows from no submission

// figureCells are a place's figures in the order of all tables of places.
func (l look) figureCells(place string) []any {
	t := l.totalsOf(place)
	rate := t["rate"]
	switch {
	case t["roll"] == 0:
		rate = "chưa có danh sách"
	case rate == nil:
		rate = "không nêu"
	}
	return []any{rate, t["roll"], few(t["registered"]), few(t["learners"]), few(t["participants"]), few(t["completed"]), untold(t["points"]), untold(t["submissions"])}
}

func few(n any) any {
	if n == nil {
		return "dưới 5"
	}
	return n
}

func untold(n any) any {
	if n == nil {
		return "không nêu"
	}
	return n
}

func (l look) wardsTable() [][]any {
	var rows [][]any
	for _, w := range l.ref.Directory.Wards() {
		rows = append(rows, append([]any{w.Code, w.Title()}, l.figureCells(w.Code)...))
	}
	return append(rows, append([]any{nil, "Tổng cộng"}, l.figureCells(places.Province)...))
}

// villagesTable is that of a ward, or of the province, which names the wards too.
func (l look) villagesTable(place string) [][]any {
	var rows [][]any
	row := func(id, name any, ward any, of string, listed any) {
		cells := []any{id, name}
		if place == places.Province {
			cells = append(cells, ward)
		}
		rows = append(rows, append(append(cells, l.figureCells(of)...), listed))
	}
	for _, v := range l.villagesOf(place) {
		var listed any
		if v.Roll != nil {
			listed = v.Roll.Day
		}
		row(v.ID, v.Name, anyText{}, v.ID, listed)
	}
	row(nil, "Tổng cộng", nil, place, nil)
	return rows
}

func (l look) daysTable(place string) [][]any {
	var rows [][]any
	for _, one := range l.days(place) {
		d := one.(object)
		rows = append(rows, []any{d["day"], few(d["learners"]), few(d["participants"]), few(d["completed"]), untold(d["points"]), untold(d["submissions"])})
	}
	return rows
}

func (l look) modulesTable(place string) [][]any {
	var rows [][]any
	for _, one := range l.modules(place) {
		m := one.(object)
		rows = append(rows, []any{m["module"], anyText{}, few(m["tried"]), few(m["passed"])})
	}
	return rows
}

func (l look) rollsTable(w places.Ward) [][]any {
	var rows [][]any
	for _, v := range l.villagesOf(w.Code) {
		row := []any{v.ID, v.Name, nil, nil, nil, nil, nil}
		if v.Roll != nil {
			row[2], row[3], row[4] = v.Roll.Adults, v.Roll.Day, v.Roll.Version
		}
		for _, r := range l.rolls[w.Code] {
			if r.Village == v.ID && r.Waits() {
				row[5], row[6] = r.Adults, r.Day
			}
		}
		rows = append(rows, row)
	}
	return rows
}

var statusWords = map[progress.Status]string{progress.Completed: "Hoàn thành", progress.Stuck: "Đang gặp khó", progress.Participating: "Đã đạt ít nhất một bài",
	progress.Learning: "Đang học", progress.NotStarted: "Chưa bắt đầu"}

func (l look) statusesTable(v places.Village) [][]any {
	var rows [][]any
	for _, s := range progress.Statuses {
		rows = append(rows, []any{statusWords[s], few(l.statuses(v)[string(s)])})
	}
	return rows
}

// learnersTable is how far the listed people of a village are, by name.
func (l look) learnersTable(v places.Village) [][]any {
	listed := slices.DeleteFunc(slices.Clone(l.residents[v.ID]), func(p people.Person) bool { return p.ListedName() == "" })
	slices.SortFunc(listed, func(a, b people.Person) int { return strings.Compare(a.Name, b.Name) })
	var rows [][]any
	for _, p := range listed {
		s := l.summaries[p.ID]
		rows = append(rows, []any{p.ID, p.Name, v.ID, v.Name, p.BirthBand, statusWords[l.status(p)], len(s.PassedModules()), anyText{},
			s.Standing(l.campaign).Points, anyText{}, day.Of(p.CreatedAt)})
	}
	return rows
}

// holdCSV compares a table in CSV, below its note and its head, with what its cells must hold.
func (c *comparison) holdCSV(path string, raw []byte, want [][]any) {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) < 2 {
		c.fault(path, "no CSV: %v", err)
		return
	}
	c.holdRows(path, rows[2:], want, func(_ string, want any) string {
		switch w := want.(type) {
		case float64:
			return strings.Replace(strconv.FormatFloat(100*w, 'f', 1, 64), ".", ",", 1) + " %"
		case nil:
			return ""
		}
		return fmt.Sprint(want)
	})
}

// holdXLSX does the same with a table in XLSX, whose figures are numbers and days.
func (c *comparison) holdXLSX(path string, raw []byte, want [][]any) {
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		c.fault(path, "no XLSX: %v", err)
		return
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(f.GetSheetList()[0], excelize.Options{RawCellValue: true})
	if err != nil || len(rows) < 2 {
		c.fault(path, "no XLSX: %v", err)
		return
	}
	c.holdRows(path, rows[2:], want, func(is string, want any) string {
		switch w := want.(type) {
		case float64:
			if got, err := strconv.ParseFloat(is, 64); err == nil && math.Abs(got-w) < 1e-12 {
				return is // who reads the file cuts off the last digits
			}
			return strconv.FormatFloat(w, 'f', -1, 64)
		case day.Day:
			epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
			at, _ := time.Parse(time.DateOnly, string(w))
			return strconv.Itoa(int(math.Round(at.Sub(epoch).Hours() / 24)))
		case nil:
			return ""
		}
		return fmt.Sprint(want)
	})
}

func (c *comparison) holdRows(path string, got [][]string, want [][]any, written func(is string, want any) string) {
	if len(got) != len(want) {
		c.fault(path, "%d rows, by the fold %d", len(got), len(want))
		return
	}
	for i, row := range want {
		for j, cell := range row {
			if cell == (anyText{}) {
				continue
			}
			is := ""
			if j < len(got[i]) {
				is = got[i][j]
			}
			switch cell.(type) {
			case int, float64:
				c.figures++
			}
			if right := written(is, cell); is != right {
				c.fault(fmt.Sprintf("%s, row %d (%v), column %d", path, i+1, row[0], j+1), "says %q, the fold %q", is, right)
			}
		}
	}
}
