package api

import (
	"slices"

	"hocso/courses"
	"hocso/internal/sheet"
	"hocso/progress"
	"hocso/progress/places"
)

// The words that stand in a cell instead of a number.
const (
	fewText    = "dưới 5"            // people of a small group, for who sees counts only
	hiddenText = "không nêu"         // what would tell of a few people
	noRollText = "chưa có danh sách" // instead of a rate
	sumText    = "Tổng cộng"         // of the last line
	yesText    = "có"                //
	noText     = "không"             //
)

// number is a cell with a count that answers show, or instead the word for what they hide.
func number(n *int, hidden string) sheet.Cell {
	if n == nil {
		return sheet.Text(hidden)
	}
	return sheet.Count(*n)
}

func yesNo(b bool) sheet.Cell {
	if b {
		return sheet.Text(yesText)
	}
	return sheet.Text(noText)
}

func columns(labels ...string) []sheet.Column {
	list := make([]sheet.Column, len(labels))
	for i, label := range labels {
		list[i] = sheet.Column{Label: label}
	}
	return list
}

// named makes columns wide that hold names.
func named(list []sheet.Column, wide ...int) []sheet.Column {
	for _, i := range wide {
		list[i].Wide = true
	}
	return list
}

var totalsLabels = []string{"Tỷ lệ tham gia", "Người trưởng thành", "Đã đăng ký", "Đã làm bài", "Đạt ít nhất một bài", "Hoàn thành tất cả", "Điểm", "Bài đã nộp"}

// totalsCells are a place's figures as the answers about it give them.
func (c counts) totalsCells(t progress.PlaceTotals) []sheet.Cell {
	s := c.totals(t)
	rate := sheet.Text(hiddenText)
	switch {
	case s.Rate != nil:
		rate = sheet.Share(*s.Rate)
	case s.Roll == 0:
		rate = sheet.Text(noRollText)
	}
	return []sheet.Cell{rate, sheet.Count(s.Roll), number(s.Registered, fewText), number(s.Learners, fewText), number(s.Participants, fewText),
		number(s.Completed, fewText), number(s.Points, hiddenText), number(s.Submissions, hiddenText)}
}

func wardsTable(shown counts, p progress.ProvinceProgress) sheet.Table {
	var rows [][]sheet.Cell
	for i, w := range p.Wards {
		rows = append(rows, append([]sheet.Cell{sheet.Text(w.Code), sheet.Text(w.Title())}, shown.totalsCells(p.Below[i])...))
	}
	rows = append(rows, append([]sheet.Cell{{}, sheet.Text(sumText)}, shown.totalsCells(p.Totals)...))
	labels := append([]string{"Mã xã, phường", "Xã, phường"}, totalsLabels...)
	return sheet.Table{Name: "Xã, phường", Columns: named(columns(labels...), 1), Rows: slices.Values(rows)}
}

// villagesTable lists villages; with their wards' names if there is a directory to find them in.
func villagesTable(shown counts, all []villageFigures, sum *progress.PlaceTotals, dir *places.Directory) sheet.Table {
	var rows [][]sheet.Cell
	line := func(id, name string, ward sheet.Cell, t progress.PlaceTotals, v places.Village) {
		row := []sheet.Cell{sheet.Text(id), sheet.Text(name)}
		if dir != nil {
			row = append(row, ward)
		}
		row = append(row, shown.totalsCells(t)...)
		listed := sheet.Cell{}
		if v.Roll != nil {
			listed = sheet.Day(v.Roll.Day)
		}
		rows = append(rows, append(row, listed))
	}
	for _, one := range all {
		ward := sheet.Cell{}
		if dir != nil {
			if w, err := dir.Ward(one.village.Ward); err == nil {
				ward = sheet.Text(w.Title())
			}
		}
		line(one.village.ID, one.village.Name, ward, one.totals, one.village)
	}
	line("", sumText, sheet.Cell{}, *sum, places.Village{})
	labels := []string{"Mã", "Thôn, buôn, tổ dân phố"}
	if dir != nil {
		labels = append(labels, "Xã, phường")
	}
	labels = append(append(labels, totalsLabels...), "Danh sách lập ngày")
	return sheet.Table{Name: "Thôn, buôn", Columns: named(columns(labels...), 1), Rows: slices.Values(rows)}
}

func daysTable(shown counts, t progress.PlaceTotals) sheet.Table {
	var rows [][]sheet.Cell
	for _, d := range shown.days(t) {
		rows = append(rows, []sheet.Cell{sheet.Day(d.Day), number(d.Learners, fewText), number(d.Participants, fewText), number(d.Completed, fewText),
			number(d.Points, hiddenText), number(d.Submissions, hiddenText)})
	}
	return sheet.Table{Name: "Theo ngày", Rows: slices.Values(rows), Columns: columns("Ngày", "Người mới làm bài", "Người mới đạt một bài",
		"Người mới hoàn thành", "Điểm", "Bài đã nộp")}
}

func (a *App) modulesTable(shown counts, t progress.Totals) sheet.Table {
	catalogue := a.cfg.Courses.Catalogue()
	var rows [][]sheet.Cell
	for _, m := range shown.modules(t) {
		title := sheet.Cell{}
		if view, err := catalogue.ModuleView(m.Module, courses.Vietnamese); err == nil {
			title = sheet.Text(view.Title)
		}
		rows = append(rows, []sheet.Cell{sheet.Text(m.Module), title, number(m.Tried, fewText), number(m.Passed, fewText)})
	}
	return sheet.Table{Name: "Bài học", Columns: named(columns("Mã bài học", "Bài học", "Người đã thử", "Người đã đạt"), 0, 1), Rows: slices.Values(rows)}
}

// rollsTable has the heads by which a table of rolls is read when it is handed in.
func rollsTable(rolls []progress.VillageRolls) sheet.Table {
	var rows [][]sheet.Cell
	for _, r := range rolls {
		row := []sheet.Cell{sheet.Text(r.Village.ID), sheet.Text(r.Village.Name), {}, {}, {}, {}, {}}
		if approved := r.Village.Roll; approved != nil {
			row[2], row[3], row[4] = sheet.Count(approved.Adults), sheet.Day(approved.Day), sheet.Count(approved.Version)
		}
		if r.Declared != nil {
			row[5], row[6] = sheet.Count(r.Declared.Adults), sheet.Day(r.Declared.Day)
		}
		rows = append(rows, row)
	}
	return sheet.Table{Name: "Người trưởng thành", Rows: slices.Values(rows), Columns: named(columns("Mã", "Tên thôn", "Số người trưởng thành", "Lập ngày",
		"Bản", "Số đang chờ duyệt", "Số chờ duyệt lập ngày"), 1)}
}

// statusTexts are what the pages call how far residents are.
var statusTexts = map[progress.Status]string{
	progress.NotStarted: "Chưa bắt đầu", progress.Stuck: "Đang gặp khó", progress.Learning: "Đang học",
	progress.Participating: "Đã đạt ít nhất một bài", progress.Completed: "Hoàn thành",
}

func statusesTable(shown counts, v progress.VillageProgress) sheet.Table {
	var rows [][]sheet.Cell
	for _, s := range progress.Statuses {
		rows = append(rows, []sheet.Cell{sheet.Text(statusTexts[s]), number(shown.of(v.Statuses[s]), fewText)})
	}
	return sheet.Table{Name: "Tình trạng", Columns: named(columns("Tình trạng", "Số người"), 0), Rows: slices.Values(rows)}
}
