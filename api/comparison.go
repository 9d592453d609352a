package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/internal/sheet"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// reachedShape is what a ward, or the province, had reached when a campaign was frozen: what is known for good, without days.
type reachedShape struct {
	Campaign     string   `json:"campaign"`
	Ward         *string  `json:"ward"`
	Roll         int      `json:"roll"`
	Rate         *float64 `json:"rate"`
	Learners     *int     `json:"learners"`
	Participants *int     `json:"participants"`
	Completed    *int     `json:"completed"`
	SettledAt    string   `json:"settled_at"`
}

// reached returns what a frozen campaign's settlement says of a ward, or of all for none. Errors: campaign.ErrNotFound, campaign.ErrAltered,
// places.ErrNotFound.
func (a *App) reached(ctx context.Context, id, ward string) (reachedShape, error) {
	settled, err := a.settlement(ctx, id)
	if err != nil {
		return reachedShape{}, err
	}
	r, ok := settled.Reached(ward)
	if !ok {
		return reachedShape{}, places.ErrNotFound
	}
	shape := reachedShape{Campaign: id, Ward: orNull(ward), Roll: r.Adults, Learners: r.Learners, Participants: r.Done, Completed: r.Completed}
	if rate, ok := r.Rate(); ok {
		shape.Rate = &rate
	}
	if head, ok := a.cfg.Reference().Head(id); ok {
		shape.SettledAt = instant(head.At)
	}
	return shape, nil
}

// getReached answers with what everybody may read in the settlement, without the whole of it.
func (a *App) getReached(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Ward string `query:"ward" validate:"max=5"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	shape, err := a.reached(ctx, c.Params("campaign"), q.Ward)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, shape)
}

// side is one of two that are compared. What a settlement does not know is nil, and it has no days.
type side struct {
	name                                         string
	settled                                      bool
	roll                                         int
	participants, gain, completed, learners, all *int
	work                                         workShape
	shares                                       map[int]float64 // of the roll by the end of a day, by its number
	asOf                                         time.Time
}

// sendComparison answers with two wards of one campaign, or two campaigns in one place, beside each other. A frozen campaign is told by its
// settlement.
func (a *App) sendComparison(ctx context.Context, c *fiber.Ctx, q insightsFileQuery) error {
	sides := make([]side, 2)
	for i, id := range []string{q.A, q.B} {
		var err error
		if q.By == "campaigns" {
			sides[i], err = a.sideOf(ctx, c, q.Ward, id, false)
		} else if id == "" {
			err = places.ErrNotFound
		} else {
			sides[i], err = a.sideOf(ctx, c, id, q.Campaign, true)
		}
		if err != nil {
			return err
		}
	}
	t := comparisonTable(sides)
	if q.View == "compare_days" {
		t = comparedDaysTable(sides, q.By != "campaigns")
	}
	asOf := sides[0].asOf
	if sides[1].asOf.Before(asOf) {
		asOf = sides[1].asOf
	}
	t.Note = noteOf(t.Name+": "+sides[0].name+", "+sides[1].name, asOf)
	return a.sendTable(c, q.Format, fileNameOf(q.View, q.Ward), t)
}

// sideOf is called by its ward, or by its campaign. Days are counted from the calendar where wards are compared, else from the campaign's
// first.
func (a *App) sideOf(ctx context.Context, c *fiber.Ctx, ward, id string, byWard bool) (side, error) {
	in, err := a.cfg.Progress.Insights(ctx, actor(c), ward, id)
	if head, ok := a.cfg.Reference().Head(id); ok && errors.Is(err, campaign.ErrNotFound) && (head.Campaign.Ward == "" || head.Campaign.Ward == ward) {
		r, err := a.reached(ctx, id, ward)
		return side{name: head.Campaign.Name, settled: true, roll: r.Roll, participants: r.Participants, completed: r.Completed, learners: r.Learners, asOf: head.At}, err
	}
	if err != nil {
		return side{}, err
	}
	s := newInsightsShape(in, a.cfg.Reference().Directory)
	one := side{name: in.Campaign.Name, roll: s.Totals.Roll, participants: s.Totals.Participants, gain: s.Gain, completed: s.Totals.Completed,
		learners: s.Totals.Learners, all: s.Totals.Registered, work: s.Work, shares: map[int]float64{}, asOf: in.AsOf}
	first := in.Campaign.FirstDay.Add(-1)
	if byWard {
		one.name, first = in.Ward.Title(), calendar
	}
	for _, l := range s.trend(in.Campaign, day.Of(in.AsOf)) {
		if one.roll > 0 {
			one.shares[l.Day.Since(first)] = float64(l.Total) / float64(one.roll)
		}
	}
	return one, nil
}

// calendar is the day from which days of the calendar are numbered.
const calendar day.Day = "2000-01-01"

func comparisonTable(sides []side) sheet.Table {
	var rows [][]sheet.Cell
	add := func(label string, cell func(side) sheet.Cell) {
		rows = append(rows, []sheet.Cell{sheet.Text(label), cell(sides[0]), cell(sides[1])})
	}
	// What a settlement never has is a dash, and what it hides is a few people.
	unsettled := func(n func(side) *int) func(side) sheet.Cell {
		return func(s side) sheet.Cell {
			if s.settled {
				return sheet.Text(dash)
			}
			return number(n(s), fewText)
		}
	}
	add("Tỷ lệ tham gia", func(s side) sheet.Cell {
		t := totalsShape{Roll: s.roll}
		if share, ok := partIn(s.participants, &s.roll); ok {
			t.Rate = &share
		}
		return rateCell(t)
	})
	add("Đạt ít nhất một bài", func(s side) sheet.Cell { return number(s.participants, fewText) })
	add("Mới trong 7 ngày", unsettled(func(s side) *int { return s.gain }))
	add("Hoàn thành tất cả", func(s side) sheet.Cell { return number(s.completed, fewText) })
	add("Đã làm bài", func(s side) sheet.Cell { return number(s.learners, fewText) })
	add("Đã đăng ký", unsettled(func(s side) *int { return s.all }))
	add("Người trưởng thành", func(s side) sheet.Cell { return positive(s.roll) })
	add("Tỷ lệ có người giúp", func(s side) sheet.Cell { return partCell(s.work.Assisted, s.work.Attempts) })
	return sheet.Table{Name: "So sánh", Rows: slices.Values(rows), Columns: named(columns("Số liệu", sides[0].name, sides[1].name), 0, 1, 2)}
}

// comparedDaysTable has the newest day first.
func comparedDaysTable(sides []side, byWard bool) sheet.Table {
	var days []int
	for _, s := range sides {
		for n := range s.shares {
			days = append(days, n)
		}
	}
	slices.Sort(days)
	head, label := "Ngày của chiến dịch", func(n int) sheet.Cell { return sheet.Count(n) }
	if byWard {
		head, label = "Ngày", func(n int) sheet.Cell { return sheet.Day(calendar.Add(n)) }
	}
	var rows [][]sheet.Cell
	for _, n := range slices.Backward(slices.Compact(days)) {
		row := []sheet.Cell{label(n)}
		for _, s := range sides {
			cell := sheet.Text(dash)
			if share, ok := s.shares[n]; ok {
				cell = sheet.Share(share)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return sheet.Table{Name: "So sánh theo ngày", Rows: slices.Values(rows), Columns: named(columns(head, sides[0].name, sides[1].name), 1, 2)}
}
