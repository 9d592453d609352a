package campaign

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"time"

	"hocso/internal/day"
)

// RulesVersion is raised whenever the rules below rank something otherwise. A settlement names the version it was made by.
const RulesVersion = 1

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

// Standing is a board: who is ranked, and who is not, and why.
type Standing struct {
	Ranked []Ranked
	Apart  []Apart
}

// Ranked is a row with its place on a board.
type Ranked struct {
	Row
	Rank    int // from 1; equal values share one
	Num     int // what is ranked is Num / Den
	Den     int
	Was     int // rank at the end of yesterday, by yesterday's counts and today's rolls; 0 if it had none
	Missing int // how many people more would reach the next better rank; 0 if people alone cannot or it is the first
}

// Value returns what the row is ranked by, for showing: comparing is for whole numbers.
func (r Ranked) Value() float64 { return float64(r.Num) / float64(r.Den) }

// Reason is why a place is not ranked.
type Reason string

// The reasons; the first that applies holds.
const (
	NoRoll      Reason = "no_roll"
	WasExcluded Reason = "excluded"
	InReview    Reason = "review"
	SmallRoll   Reason = "small_roll"
	FewLearners Reason = "few_learners"
)

// Apart is a row that is not ranked.
type Apart struct {
	Row
	Reason Reason
	Hidden bool // its numbers are of too few people to be shown
}

// entry is a row while it is ranked.
type entry struct {
	Row
	num, den int
	since    time.Time
}

// less orders by value, highest first, exactly: fractions are compared as such, never as decimals.
func (e entry) less(o entry) int {
	return cmp.Or(o.compare(e.num, e.den), cmp.Compare(o.Roll.Adults, e.Roll.Adults), compareSince(e.since, o.since), cmp.Compare(e.ID, o.ID))
}

// compare compares e's value with num/den.
func (e entry) compare(num, den int) int {
	if (e.num < 0) != (num < 0) {
		return cmp.Compare(e.num, num)
	}
	a, b := uint64(max(e.num, -e.num)), uint64(max(num, -num)) //nolint:gosec // Neither is negative.
	aHigh, aLow := bits.Mul64(a, uint64(den))                  //nolint:gosec // A roll is positive.
	bHigh, bLow := bits.Mul64(b, uint64(e.den))                //nolint:gosec // Likewise.
	c := cmp.Or(cmp.Compare(aHigh, bHigh), cmp.Compare(aLow, bLow))
	if num < 0 {
		return -c
	}
	return c
}

// compareSince puts who reached their count earlier first, and who has none last.
func compareSince(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return cmp.Compare(b2i(a.IsZero()), b2i(b.IsZero()))
	}
	return a.Compare(b)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Rank orders rows by a view of a campaign on a day. Equal values share a rank (1, 2, 2, 4) and stand in order of larger roll,
// then of earlier reached, then of id. It depends on the rows alone, not on their order.
func Rank(rows []Row, v View, c Campaign, today day.Day) Standing {
	var s Standing
	var race []entry
	for _, r := range rows {
		if v.Band != "" && c.BandOf(r.Roll.Adults) != v.Band {
			continue
		}
		e := enter(r, v, today)
		if reason := c.reason(e, v); reason != "" {
			s.Apart = append(s.Apart, Apart{r, reason, c.hides(e, v)})
			continue
		}
		race = append(race, e)
	}
	slices.SortFunc(race, entry.less)
	slices.SortFunc(s.Apart, func(a, b Apart) int { return cmp.Compare(a.ID, b.ID) })
	was := ranksBefore(race, v, today)
	s.Ranked = make([]Ranked, len(race))
	better := -1 // the last one of a better rank
	for i, e := range race {
		rank := i + 1
		if i > 0 && e.compare(race[i-1].num, race[i-1].den) == 0 {
			rank = s.Ranked[i-1].Rank
		} else {
			better = i - 1
		}
		missing := 0
		if better >= 0 && v.people() {
			missing = e.missing(race[better])
		}
		s.Ranked[i] = Ranked{e.Row, rank, e.num, e.den, was[e.ID], missing}
	}
	return s
}

// people reports whether the measure counts people.
func (v View) people() bool { return v.Measure != Points }

// enter makes an entry of a row as it stands at the end of a day, or now on today.
func enter(r Row, v View, today day.Day) entry {
	var n Counts
	switch {
	case v.Measure == Gain:
		n = r.Between(today.Add(-6), today)
	case v.Window == Week:
		n = r.Between(monday(today), today)
	case v.Window == LastWeek:
		n = r.Between(monday(today).Add(-7), monday(today).Add(-1))
	case v.Window == Today:
		n = r.Between(today, today)
	case v.Window == Yesterday:
		n = r.Between(today.Add(-1), today.Add(-1))
	default:
		n = r.Counts
	}
	e := entry{Row: r, num: n.Done, den: r.Roll.Adults, since: r.DoneAt}
	switch v.Measure {
	case Completed:
		e.num, e.since = n.Completed, r.CompletedAt
	case Points:
		e.num, e.den, e.since = n.Points, 1, r.PointsAt
	case Rate, Gain:
	}
	return e
}

// monday returns the first day of a day's ISO week.
func monday(d day.Day) day.Day { return d.Add(-(int(d.Start().In(day.Zone).Weekday()) + 6) % 7) }

func (c Campaign) reason(e entry, v View) Reason {
	switch {
	case e.Roll.Adults <= 0:
		return NoRoll
	case e.State == Excluded:
		return WasExcluded
	case e.State == Flagged:
		return InReview
	case e.Roll.Adults < c.MinRoll:
		return SmallRoll
	case c.hides(e, v):
		return FewLearners
	}
	return ""
}

// hides reports whether a number is of so few people that they could be known by it.
func (c Campaign) hides(e entry, v View) bool {
	return e.Learners < c.MinLearners || v.people() && e.num < c.MinLearners
}

// missing returns how many people more give e the value of a better one, 0 if its roll has not so many.
func (e entry) missing(better entry) int {
	need := (better.num*e.den + better.den - 1) / better.den
	if need > e.den {
		return 0
	}
	return need - e.num
}

// ranksBefore returns the rank by place at the end of yesterday of those who are in the race today. A window that yesterday was
// not in has none.
func ranksBefore(race []entry, v View, today day.Day) map[string]int {
	if v.Window == Today || v.Window == Yesterday || v.Window == LastWeek || v.Window == Week && monday(today) == today {
		return nil
	}
	before := make([]entry, len(race))
	for i, e := range race {
		r := e.Row
		r.Counts = r.Counts.minus(r.Between(today, today))
		before[i] = enter(r, v, today.Add(-1))
	}
	slices.SortFunc(before, func(a, b entry) int { return cmp.Or(b.compare(a.num, a.den), cmp.Compare(a.ID, b.ID)) })
	was := make(map[string]int, len(race))
	for i, e := range before {
		was[e.ID] = i + 1
		if i > 0 && e.compare(before[i-1].num, before[i-1].den) == 0 {
			was[e.ID] = was[before[i-1].ID]
		}
	}
	return was
}
