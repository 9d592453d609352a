package campaign

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"hocso/internal/day"
)

// RulesVersion is raised whenever the rules below rank something otherwise. A settlement names the version it was made by.
const RulesVersion = 1

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
	People  int // residents that the measure counts on the days looked at; of points, those who passed a counted module
	Was     int // rank at the end of yesterday, by yesterday's counts and today's rolls; 0 if it had none
	Missing int // how many people more would reach the next better rank; 0 if people alone cannot, if nobody can come any more, or if it is the first
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
	SmallRoll   Reason = "small_roll" // of villages only: a ward's roll is a sum of villages'
	FewLearners Reason = "few_learners"
)

// Apart is a row that is not ranked.
type Apart struct {
	Row
	Reason Reason
	People int  // as of Ranked; below zero where it is not known
	Hidden bool // its numbers are of too few people to be shown
}

// Rank orders rows by a view of a campaign on a day; after the last day, on that. Equal values share a rank (1, 2, 2, 4) and
// stand in order of larger roll, then of earlier reached (unless the days looked at are over), then of id. It depends on the rows
// alone, not on their order, and a row given twice counts once.
func Rank(rows []Row, v View, c Campaign, today day.Day) Standing {
	var s Standing
	on, _ := number(c.BoardDay(today)) // a day that is none is one on which nothing came
	days := v.span(on)
	race := make([]entry, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		if v.Band != "" && c.BandOf(r.Roll.Adults) != v.Band {
			continue
		}
		e := enter(r, v, days.in(r))
		if reason := c.reason(e, v); reason != "" {
			s.Apart = append(s.Apart, Apart{*r, reason, e.people, c.hides(e, v)})
			continue
		}
		race = append(race, e)
	}
	slices.SortFunc(race, entry.order)
	race = slices.CompactFunc(race, func(a, b entry) bool { return a.row.ID == b.row.ID })
	slices.SortFunc(s.Apart, func(a, b Apart) int { return cmp.Compare(a.ID, b.ID) })
	s.Apart = slices.CompactFunc(s.Apart, func(a, b Apart) bool { return a.ID == b.ID })
	s.Ranked = ranked(race, v)
	if v.Window == WholeCampaign || v.Window == Week && weekday(on) > 0 {
		rankYesterday(s.Ranked, v, c, on)
	}
	return s
}

// ranked gives ranks to entries in their order.
func ranked(race []entry, v View) []Ranked {
	list := make([]Ranked, len(race))
	better := -1 // the last one of a better rank
	for i, e := range race {
		rank := i + 1
		if i > 0 && e.compare(race[i-1].value) == 0 {
			rank = list[i-1].Rank
		} else {
			better = i - 1
		}
		missing := 0
		if better >= 0 && v.people() && !v.over() {
			missing = e.missing(race[better].value, v)
		}
		list[i] = Ranked{Row: *e.row, Rank: rank, Num: e.num, Den: e.den, People: e.people, Missing: missing}
	}
	return list
}

// rankYesterday sets Was: the rank at the end of yesterday among those of today's race whose numbers could be shown by then.
func rankYesterday(list []Ranked, v View, c Campaign, today int) {
	days := v.span(today)
	if v.Measure == Gain {
		days = v.span(today - 1)
	}
	type before struct {
		value
		is *Ranked
	}
	race := make([]before, 0, len(list))
	for i := range list {
		r := &list[i]
		e := enter(&r.Row, v, days.until(&r.Row, today))
		if !c.hides(e, v) {
			race = append(race, before{e.value, r})
		}
	}
	slices.SortFunc(race, func(a, b before) int { return b.compare(a.value) })
	for i, b := range race {
		b.is.Was = i + 1
		if i > 0 && b.compare(race[i-1].value) == 0 {
			b.is.Was = race[i-1].is.Was
		}
	}
}

// value is a fraction. Its denominator is above zero.
type value struct{ num, den int }

// compare compares two fractions exactly: as such, never as decimals.
func (a value) compare(b value) int {
	if (a.num < 0) != (b.num < 0) {
		return cmp.Compare(a.num, b.num)
	}
	left, right := product(a.num, b.den), product(b.num, a.den)
	c := cmp.Or(cmp.Compare(left.high, right.high), cmp.Compare(left.low, right.low))
	if a.num < 0 {
		return -c
	}
	return c
}

type wide struct{ high, low uint64 }

// product returns |a| times b, whatever their size.
func product(a, b int) wide {
	high, low := bits.Mul64(uint64(max(a, -a)), uint64(b)) //nolint:gosec // Neither is negative: the least whole number is its own opposite, and right as such.
	return wide{high, low}
}

// entry is a row while it is ranked.
type entry struct {
	row *Row
	value
	people int
	since  time.Time
}

// enter makes an entry of a row with what it reached on the days that are looked at.
func enter(r *Row, v View, n Counts) entry {
	e := entry{row: r, value: value{v.of(n), r.Roll.Adults}, people: v.peopleOf(n), since: r.DoneAt}
	switch v.Measure {
	case Completed:
		e.since = r.CompletedAt
	case Points:
		e.den, e.since = 1, r.PointsAt
	case Rate, Gain:
	}
	if v.over() { // it tells when something later was reached
		e.since = time.Time{}
	}
	return e
}

// order puts the highest value first.
func (a entry) order(b entry) int {
	return cmp.Or(b.compare(a.value), cmp.Compare(b.row.Roll.Adults, a.row.Roll.Adults), compareSince(a.since, b.since), cmp.Compare(a.row.ID, b.row.ID))
}

// compareSince puts who reached their count earlier first, and who has none last.
func compareSince(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

func (c Campaign) reason(e entry, v View) Reason {
	switch r := e.row; {
	case r.Roll.Adults <= 0:
		return NoRoll
	case r.State == Excluded:
		return WasExcluded
	case r.State == Flagged:
		return InReview
	case r.Ward != "" && r.Roll.Adults < c.MinRoll:
		return SmallRoll
	case c.hides(e, v):
		return FewLearners
	}
	return ""
}

// hides reports whether a number is of so few people that they could be known by it.
func (c Campaign) hides(e entry, v View) bool {
	return e.row.Learners < c.MinLearners || v.people() && e.num < c.MinLearners
}

// missing returns how many people more give e the value of a better one; 0 if the roll has not so many who are still to come.
func (e entry) missing(better value, v View) int {
	// Rounded up: num/den is reached by the first whole number that is not below better.num * den / better.den.
	p := product(better.num, e.den)
	if better.num <= 0 || p.high >= uint64(better.den) { //nolint:gosec // A denominator is positive.
		return 0
	}
	need, rest := bits.Div64(p.high, p.low, uint64(better.den)) //nolint:gosec // Likewise.
	if rest > 0 {
		need++
	}
	left := e.row.Roll.Adults - v.of(e.row.Counts)
	if left <= 0 || need > uint64(e.den) || int(need)-e.num > left { //nolint:gosec // It is no larger than the roll.
		return 0
	}
	return int(need) - e.num //nolint:gosec // Likewise.
}
