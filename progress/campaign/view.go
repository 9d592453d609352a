package campaign

import (
	"errors"
	"fmt"
	"slices"

	"hocso/internal/day"
)

// Measure is what a board ranks by.
type Measure string

// The measures.
const (
	Rate      Measure = "rate"      // residents who passed at least one counted module / roll
	Completed Measure = "completed" // residents who passed all counted modules / roll
	Points    Measure = "points"    // questions right in the best attempts at counted modules
	Gain      Measure = "gain"      // what Rate rose by in the last seven days, today among them
)

// AllMeasures lists all measures.
var AllMeasures = []Measure{Rate, Completed, Points, Gain}

// Window is the days that a board looks at. What somebody reaches counts on the first day on which they have reached it, so the
// days of a campaign add up to the whole.
type Window string

// The windows.
const (
	WholeCampaign Window = "campaign"
	Week          Window = "week" // Monday to Sunday, as in ISO 8601
	LastWeek      Window = "last_week"
	Today         Window = "day"
	Yesterday     Window = "yesterday"
)

// Windows lists all windows.
var Windows = []Window{WholeCampaign, Week, LastWeek, Today, Yesterday}

// View is one way to look at a board.
type View struct {
	Measure Measure
	Window  Window
	Band    string // id of a band; empty for all sizes
}

// ErrView says that a campaign has no such board.
var ErrView = errors.New("the campaign has no such board")

// Check says whether a campaign has boards of a view: Gain is of the last seven days whatever the window, so it has only one.
// Wards have no bands. ErrView.
func (c Campaign) Check(v View, villages bool) error {
	band := v.Band == "" || villages && slices.ContainsFunc(c.Bands, func(b Band) bool { return b.ID == v.Band })
	if !slices.Contains(c.Ranked(), v.Measure) || !slices.Contains(Windows, v.Window) || !band || v.Measure == Gain && v.Window != WholeCampaign {
		return fmt.Errorf("%w: %s %s %s", ErrView, v.Measure, v.Window, v.Band)
	}
	return nil
}

// Ranked returns what the campaign ranks by, first what is shown first.
func (c Campaign) Ranked() []Measure {
	if len(c.Measures) == 0 {
		return AllMeasures
	}
	return c.Measures
}

// BandOf returns the id of the band that a roll is in, nothing if the campaign has none or the roll is in none.
func (c Campaign) BandOf(adults int) string {
	for _, b := range c.Bands {
		if adults >= b.From && (b.To == 0 || adults <= b.To) {
			return b.ID
		}
	}
	return ""
}

// BoardDay returns the day that boards look at: today, or the last day once that is over, so that a board does not run empty
// while it waits to be settled.
func (c Campaign) BoardDay(today day.Day) day.Day {
	if c.LastDay == "" {
		return today
	}
	return min(today, c.LastDay)
}

// GainOf returns how many people took part for the first time in the last seven days, today among them: what Gain ranks by. After the
// last day, in the seven days up to that.
func (c Campaign) GainOf(r Row, today day.Day) int {
	on, _ := number(c.BoardDay(today))
	v := View{Measure: Gain, Window: WholeCampaign}
	return v.of(v.span(on).in(&r))
}

// Shown returns a number of people as it may be shown: nothing if it is of so few that they could be known by it.
func (c Campaign) Shown(people int) *int {
	if people < c.MinLearners {
		return nil
	}
	return &people
}

// people reports whether the measure counts people.
func (v View) people() bool { return v.Measure != Points }

// over reports whether nothing can come any more on the days that the view looks at.
func (v View) over() bool { return v.Window == LastWeek || v.Window == Yesterday }

// of picks the measure's number.
func (v View) of(n Counts) int {
	switch v.Measure {
	case Completed:
		return n.Completed
	case Points:
		return n.Points
	case Rate, Gain:
	}
	return n.Done
}

// peopleOf picks the people that are behind the measure's number.
func (v View) peopleOf(n Counts) int {
	if v.Measure == Completed {
		return n.Completed
	}
	return n.Done
}

// span is days by their numbers, both among them.
type span struct {
	whole       bool // all days, whatever the numbers
	first, last int
}

// span returns the days that a view looks at on a day.
func (v View) span(today int) span {
	monday := today - weekday(today)
	switch {
	case v.Measure == Gain:
		return span{first: today - 6, last: today}
	case v.Window == Week:
		return span{first: monday, last: today}
	case v.Window == LastWeek:
		return span{first: monday - 7, last: monday - 1}
	case v.Window == Today:
		return span{first: today, last: today}
	case v.Window == Yesterday:
		return span{first: today - 1, last: today - 1}
	}
	return span{whole: true}
}

// until returns what a row had reached within the span at the end of the day before today.
func (s span) until(r *Row, today int) Counts {
	if !s.whole {
		return r.between(s.first, min(s.last, today-1))
	}
	latest, ok := number(r.Day)
	if !ok {
		return r.Counts
	}
	return r.minus(r.between(today, latest))
}

// in returns what a row has reached within the span.
func (s span) in(r *Row) Counts {
	if s.whole {
		return r.Counts
	}
	return r.between(s.first, s.last)
}
