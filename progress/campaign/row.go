package campaign

import (
	"time"

	"hocso/internal/day"
)

// RecentDays is how many days of a row are told apart: this ISO week and the one before it, on any weekday.
const RecentDays = 14

// Counts is what a place has reached.
type Counts struct {
	Done      int // residents who passed at least one counted module
	Completed int // residents who passed all of them
	Points    int // questions right in the best attempts at counted modules
}

func (n Counts) plus(o Counts) Counts {
	return Counts{n.Done + o.Done, n.Completed + o.Completed, n.Points + o.Points}
}

func (n Counts) minus(o Counts) Counts {
	return Counts{n.Done - o.Done, n.Completed - o.Completed, n.Points - o.Points}
}

// Roll is the denominator of a row's rates. That of a ward is the sum of its villages'.
type Roll struct {
	Adults  int // 0 without an approved roll
	Version int // of a village's; of a ward the sum, so that a new one of any village raises it
	Day     day.Day
}

// Row is what a board knows of one place: a village or a ward. It holds aggregates only.
type Row struct {
	ID       string // village id or ward code
	Ward     string // code of the ward that the village is in; empty for a ward
	Roll     Roll
	Learners int // residents who tried a counted module
	Counts
	DoneAt      time.Time          // since when Done is what it is; zero at 0
	CompletedAt time.Time          // likewise
	PointsAt    time.Time          // likewise
	Day         day.Day            // of Recent[0]
	Recent      [RecentDays]Counts // what came on Day, on the day before it, and so on
	State       State
	AsOf        time.Time
}

// State says whether a place is ranked.
type State string

// The states.
const (
	InRace   State = ""
	Flagged  State = "review"   // something is looked at first: shown, out of rank
	Excluded State = "excluded" // an officer has decided that it is not ranked
)

// Between adds up what came from one day to another, both among them, as far as they are among the recent ones.
func (r Row) Between(from, to day.Day) Counts {
	first, okFirst := number(from)
	last, okLast := number(to)
	if !okFirst || !okLast {
		return Counts{}
	}
	return r.between(first, last)
}

func (r *Row) between(first, last int) Counts {
	var sum Counts
	latest, ok := number(r.Day)
	if !ok {
		return sum
	}
	for i := max(0, latest-last); i <= min(latest-first, RecentDays-1); i++ {
		sum = sum.plus(r.Recent[i])
	}
	return sum
}

// recentTo returns the recent days as they are counted back from another day.
func (r *Row) recentTo(d day.Day) [RecentDays]Counts {
	if d == r.Day {
		return r.Recent
	}
	var moved [RecentDays]Counts
	n, ok := number(d)
	if !ok {
		return moved
	}
	for i := range moved {
		moved[i] = r.between(n-i, n-i)
	}
	return moved
}

// Add takes a village's row into its ward's. The ward's Day becomes the later one of the two.
func (r *Row) Add(v Row) {
	r.Roll.Adults += v.Roll.Adults
	r.Roll.Version += v.Roll.Version
	r.Roll.Day = max(r.Roll.Day, v.Roll.Day)
	r.Learners += v.Learners
	r.Counts = r.plus(v.Counts)
	r.DoneAt, r.CompletedAt, r.PointsAt = latest(r.DoneAt, v.DoneAt), latest(r.CompletedAt, v.CompletedAt), latest(r.PointsAt, v.PointsAt)
	on := max(r.Day, v.Day)
	r.Recent, r.Day = r.recentTo(on), on
	for i, n := range v.recentTo(on) {
		r.Recent[i] = r.Recent[i].plus(n)
	}
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Equal reports whether two rows say the same of a place, whenever they were made.
func (r Row) Equal(o Row) bool {
	later := max(r.Day, o.Day)
	return r.ID == o.ID && r.Ward == o.Ward && r.Roll == o.Roll && r.Learners == o.Learners && r.Counts == o.Counts && r.State == o.State &&
		r.DoneAt.Equal(o.DoneAt) && r.CompletedAt.Equal(o.CompletedAt) && r.PointsAt.Equal(o.PointsAt) &&
		r.recentTo(later) == o.recentTo(later)
}

// Trend returns how many percent of the roll had taken part at the end of each of the recent days up to today, oldest first, in
// whole percents; none without a roll. Campaign.Trend hides what is of too few people.
func (r Row) Trend(today day.Day) []int { return r.trend(today, 0) }

// Trend returns a row's trend up to today, or to the last day if that is over, in which days stand at 0 until so many people had
// taken part that they may be shown, and as the day after them where fewer than that have come since: in a small roll a percent
// is a person.
func (c Campaign) Trend(r Row, today day.Day) []int { return r.trend(c.BoardDay(today), c.MinLearners) }

func (r Row) trend(today day.Day, fewest int) []int {
	if r.Roll.Adults <= 0 {
		return []int{}
	}
	trend := make([]int, RecentDays)
	done := r.Done
	if n, ok := number(today); ok {
		if latest, ok := number(r.Day); ok && latest > n {
			done -= r.between(n+1, latest).Done
		}
	}
	shown := done // the board says that of today exactly
	for i, came := range r.recentTo(today) {
		if shown-done >= fewest {
			shown = done
		}
		if done >= fewest {
			trend[RecentDays-1-i] = 100 * shown / r.Roll.Adults
		}
		done -= came.Done
	}
	return trend
}
