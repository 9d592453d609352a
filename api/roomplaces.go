package api

import (
	"cmp"
	"slices"

	"hocso/internal/sheet"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// The tables about places of the managers' room. Their words are the room's own.

const dash = "–"

// placesLabel is what the places of a table are.
func (s insightsShape) placesLabel() string {
	if s.Ward == nil {
		return "Xã, phường"
	}
	return "Thôn, buôn, tổ dân phố"
}

func (p placeInsightShape) title(ofWard bool) string {
	if ofWard {
		return p.Name
	}
	return places.Ward{Name: p.Name, Kind: places.WardKind(p.Kind)}.Title()
}

// rateCell says a rate as all tables do.
func rateCell(t totalsShape) sheet.Cell {
	switch {
	case t.Rate != nil:
		return sheet.Share(*t.Rate)
	case t.Roll == 0:
		return sheet.Text(noRollText)
	}
	return sheet.Text(hiddenText)
}

// partCell is the share of a part in a whole, or a dash where one of them is not told.
func partCell(part, whole *int) sheet.Cell {
	if share, ok := partIn(part, whole); ok {
		return sheet.Share(share)
	}
	return sheet.Text(dash)
}

func partIn(part, whole *int) (float64, bool) {
	if part == nil || whole == nil || *whole <= 0 {
		return 0, false
	}
	return float64(*part) / float64(*whole), true
}

// positive is a count, or a dash for none.
func positive(n int) sheet.Cell {
	if n <= 0 {
		return sheet.Text(dash)
	}
	return sheet.Count(n)
}

// gap is how far a place is above its target, as a share; false where nobody can say. A hidden number counts as between one and four.
func (p placeInsightShape) gap() (float64, bool) {
	if p.Target <= 0 || p.Totals.Roll <= 0 {
		return 0, false
	}
	return hiddenOr(p.Totals.Participants)/float64(p.Totals.Roll) - float64(p.Target)/100, true
}

// hiddenOr is where a number stands among others.
func hiddenOr(n *int) float64 {
	if n == nil {
		return 2.5
	}
	return float64(*n)
}

// byFigure orders lines by a figure, those without one last, and equal ones by name.
func byFigure[T any](rows []T, figure func(T) (float64, bool), name func(T) string) []T {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b T) int {
		x, okX := figure(a)
		y, okY := figure(b)
		if okX != okY {
			if okX {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(name(a), name(b)))
	})
	return rows
}

func placeID(p placeInsightShape) string { return p.ID }

// targetsTable lists places, the one furthest from its target first.
func targetsTable(s insightsShape) sheet.Table {
	var rows [][]sheet.Cell
	for _, p := range byFigure(s.Places, placeInsightShape.gap, placeID) {
		target := sheet.Text(dash)
		if p.Target > 0 {
			target = sheet.Share(float64(p.Target) / 100)
		}
		rows = append(rows, []sheet.Cell{sheet.Text(p.ID), sheet.Text(p.title(s.Ward != nil)), rateCell(p.Totals), target, p.toGo(),
			number(p.Totals.Participants, fewText), positive(p.Totals.Roll)})
	}
	return sheet.Table{Name: "Chỉ tiêu và kết quả", Rows: slices.Values(rows), Columns: named(columns("Mã", s.placesLabel(), "Tỷ lệ tham gia", "Chỉ tiêu", "Còn thiếu",
		"Người tham gia", "Người trưởng thành"), 1)}
}

// toGo is how many people more bring a place to its target.
func (p placeInsightShape) toGo() sheet.Cell {
	if p.Target <= 0 || p.Totals.Roll <= 0 || p.Totals.Participants == nil {
		return sheet.Text(dash)
	}
	missing := (p.Target*p.Totals.Roll+99)/100 - *p.Totals.Participants
	if missing <= 0 {
		return sheet.Text("đã đạt")
	}
	return sheet.Count(missing)
}

// roomPlacesTable lists places, the highest rate first.
func roomPlacesTable(s insightsShape) sheet.Table {
	var rows [][]sheet.Cell
	downwards := func(p placeInsightShape) (float64, bool) {
		if p.Totals.Roll <= 0 {
			return 0, false
		}
		return -hiddenOr(p.Totals.Participants) / float64(p.Totals.Roll), true
	}
	for _, p := range byFigure(s.Places, downwards, placeID) {
		gap := sheet.Text(dash)
		if above, ok := p.gap(); ok && p.Totals.Rate != nil {
			gap = sheet.Share(above)
		}
		row := []sheet.Cell{sheet.Text(p.ID), sheet.Text(p.title(s.Ward != nil)), rateCell(p.Totals), gap, number(p.Totals.Participants, fewText), number(p.Gain, fewText),
			number(p.Totals.Completed, fewText), number(p.Totals.Registered, fewText), positive(p.Totals.Roll)}
		if s.Ward == nil {
			row = append(row, sheet.Count(p.Villages))
		}
		rows = append(rows, row)
	}
	labels := []string{"Mã", "Nơi", "Tỷ lệ tham gia", "So với chỉ tiêu", "Người tham gia", "Mới trong 7 ngày", "Hoàn thành", "Đã đăng ký", "Người trưởng thành"}
	if s.Ward == nil {
		labels = append(labels, "Thôn, buôn, tổ dân phố")
	}
	return sheet.Table{Name: s.placesLabel(), Rows: slices.Values(rows), Columns: named(columns(labels...), 1)}
}

// workTable lists the places in which somebody has learnt, the one with the most help first.
func workTable(s insightsShape) sheet.Table {
	var rows [][]sheet.Cell
	helped := func(p placeInsightShape) (float64, bool) {
		share, ok := partIn(p.Work.Assisted, p.Work.Attempts)
		return -share, ok
	}
	for _, p := range byFigure(s.Places, helped, placeID) {
		if p.Work.Attempts == nil || *p.Work.Attempts > 0 {
			rows = append(rows, []sheet.Cell{sheet.Text(p.ID), sheet.Text(p.title(s.Ward != nil)), partCell(p.Work.Assisted, p.Work.Attempts),
				number(p.Work.Assisted, fewText), number(p.Work.Attempts, fewText)})
		}
	}
	return sheet.Table{Name: "Tự làm hay có người giúp", Rows: slices.Values(rows), Columns: named(columns("Mã", s.placesLabel(), "Tỷ lệ có người giúp", "Có người giúp",
		"Lần làm bài"), 1)}
}

func sizesTable(bands []bandTotalsShape, of []campaign.Band) sheet.Table {
	var rows [][]sheet.Cell
	for i, b := range bands {
		rows = append(rows, []sheet.Cell{sheet.Text(bandText(of, i)), partCell(b.Participants, &b.Roll), number(b.Participants, fewText), sheet.Count(b.Roll), sheet.Count(b.Villages)})
	}
	return sheet.Table{Name: "Theo cỡ thôn, buôn", Rows: slices.Values(rows), Columns: named(columns("Cỡ", "Tỷ lệ tham gia", "Người tham gia", "Người trưởng thành",
		"Số thôn, buôn"), 0)}
}
