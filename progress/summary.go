package progress

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

// Summary is what one resident has learnt so far, folded from their submissions.
type Summary struct {
	Resident    string
	Village     string          // where they live; whose totals they count in
	Counted     bool            // whether they are an adult who agreed to be counted in statistics
	Unconfirmed bool            // nobody of the village has confirmed them, so only campaigns that count everybody count them
	Revision    int             // of the person, from which village, counted and unconfirmed are
	Former      []string        // other villages in which they handed in, or in whose totals they were
	Submissions int             // how many were folded; a summary of more submissions is newer
	FirstAt     time.Time       // when the first quiz counts; zero without any
	Modules     []ModuleSummary // ordered by module; one for each that was tried
	Days        []ActiveDay     // ordered; those with submissions
	Hours       []ActiveHour    // ordered; of the week, those with submissions
	Reviews     []Review        // see Reviews
}

// ActiveDay is how many submissions of a resident count on a day.
type ActiveDay struct {
	Day         day.Day
	Submissions int
}

// Home is where a resident counts.
type Home struct {
	Village     string
	Counted     bool // as in Summary
	Unconfirmed bool // likewise
	Revision    int  // of the person: of two homes the one of the higher revision is newer
}

// ModuleSummary is what one resident has learnt of one module.
type ModuleSummary struct {
	Module   string
	Attempts int
	Best     int       // questions right in the best attempt
	Max      int       // questions asked in that attempt
	Tries    []Try     // as they count; see Try
	First    First     // of the attempt that counts first
	PassedAt time.Time // when the first submission that passed counts; zero if none
	LastAt   time.Time // when the last one counts
}

// Try is an attempt that what somebody has reached in a campaign may follow from, whatever the campaign's days and pass mark: of
// those that count on one day and were finished on one day, each with a greater share of right answers than all before it, and
// the first that passed.
type Try struct {
	At       time.Time // when it counts
	Finished day.Day   // by the phone's clock; empty where it is the day of At
	Score    int
	Max      int
	Passed   bool
	Assisted bool
	Seconds  int
	Device   uint32
	Pattern  uint32
}

// better reports whether a try has a greater share of right answers than another.
func (t Try) better(o Try) bool { return t.Score*o.Max > o.Score*t.Max }

// passes reports whether it passes by a campaign's mark.
func (t Try) passes(c campaign.Campaign) bool {
	if c.PassMark == 0 {
		return t.Passed
	}
	return t.Max > 0 && 100*t.Score >= c.PassMark*t.Max
}

// on returns the campaign's day on which it counts, or nothing.
func (t Try) on(c campaign.Campaign) day.Day {
	finished := t.Finished
	if finished == "" {
		finished = day.Of(t.At)
	}
	return c.DayOf(t.At, finished)
}

// Passed reports whether any attempt passed.
func (m ModuleSummary) Passed() bool { return !m.PassedAt.IsZero() }

// stuck reports whether the resident may need help: two attempts or more and none of them passed by the campaign's mark, on
// whatever day.
func (m ModuleSummary) stuck(c campaign.Campaign) bool {
	return m.Attempts >= 2 && !slices.ContainsFunc(m.Tries, func(t Try) bool { return t.passes(c) })
}

// Fold makes a summary of a resident's results, in any order. Of two attempts the one with the greater share of right
// answers is the best; equal ones: the one that counts first, then the smaller id. A review is no attempt: it counts among the
// submissions and moves what comes back, and changes nothing else. frontend/src/learn/fold.ts does the same;
// testdata/folds.json holds both to it.
func Fold(resident string, home Home, results []Result) Summary {
	ordered := inOrder(results)
	s := Summary{Resident: resident, Submissions: len(results), Days: activeDays(ordered), Hours: activeHours(ordered), Reviews: reviews(ordered)}.in(home)
	s.Former = elsewhere(home.Village, results)
	for _, r := range ordered {
		if r.Review {
			continue
		}
		if s.FirstAt.IsZero() {
			s.FirstAt = r.at
		}
		i, tried := slices.BinarySearchFunc(s.Modules, r.Module, func(m ModuleSummary, id string) int { return cmp.Compare(m.Module, id) })
		if !tried {
			s.Modules = slices.Insert(s.Modules, i, ModuleSummary{Module: r.Module, Max: r.Max, First: firstOf(*r.Result)})
		}
		s.Modules[i].add(r)
	}
	return s
}

// dated is a result with when it counts, which is asked for many times.
type dated struct {
	*Result
	at time.Time
	on day.Day
}

// inOrder returns results in the order in which they count; those of one moment by id.
func inOrder(results []Result) []dated {
	ordered := make([]dated, len(results))
	for i := range results {
		ordered[i] = dated{Result: &results[i], at: results[i].At()}
	}
	slices.SortFunc(ordered, func(a, b dated) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.ID, b.ID)) })
	for i := range ordered {
		if i > 0 && day.Same(ordered[i-1].at, ordered[i].at) {
			ordered[i].on = ordered[i-1].on
		} else {
			ordered[i].on = day.Of(ordered[i].at)
		}
	}
	return ordered
}

// add takes a later attempt into a module's summary.
func (m *ModuleSummary) add(r dated) {
	m.Attempts++
	m.LastAt = r.at
	m.try(r)
	if r.Score*m.Max > m.Best*r.Max {
		m.Best, m.Max = r.Score, r.Max
	}
	if r.Passed && m.PassedAt.IsZero() {
		m.PassedAt = r.at
	}
}

// try keeps an attempt if it is one of those that Try tells of. Later ones come later.
func (m *ModuleSummary) try(r dated) {
	t := Try{At: r.at, Score: r.Score, Max: r.Max, Passed: r.Passed, Assisted: r.Assisted, Seconds: r.Seconds, Device: r.Device, Pattern: r.Pattern}
	if !day.Same(r.FinishedAt, r.at) {
		t.Finished = day.Of(r.FinishedAt)
	}
	for i := len(m.Tries) - 1; i >= 0 && day.Same(m.Tries[i].At, r.at); i-- {
		before := m.Tries[i]
		if before.Finished == t.Finished && !t.better(before) && (before.Passed || !t.Passed) {
			return
		}
	}
	m.Tries = append(m.Tries, t)
}

// elsewhere returns the other villages in which results were handed in, in order.
func elsewhere(home string, results []Result) []string {
	var others []string
	for _, r := range results {
		if r.Village != "" && r.Village != home && !slices.Contains(others, r.Village) {
			others = append(others, r.Village)
		}
	}
	slices.Sort(others)
	return others
}

func activeDays(ordered []dated) []ActiveDay {
	var days []ActiveDay
	for _, r := range ordered {
		if n := len(days); n == 0 || days[n-1].Day != r.on {
			days = append(days, ActiveDay{Day: r.on})
		}
		days[len(days)-1].Submissions++
	}
	return days
}

// home is where the resident counts.
func (s Summary) home() Home { return Home{s.Village, s.Counted, s.Unconfirmed, s.Revision} }

// in returns the summary of a resident who counts there.
func (s Summary) in(h Home) Summary {
	s.Village, s.Counted, s.Unconfirmed, s.Revision = h.Village, h.Counted, h.Unconfirmed, h.Revision
	return s
}

// countsIn reports whether a campaign counts the resident. It is decided here and not where somebody is folded, as campaigns that
// run side by side decide differently.
func (s Summary) countsIn(c campaign.Campaign) bool {
	return s.Counted && (c.CountUnconfirmed || !s.Unconfirmed)
}

// Over returns what to store where another summary of the same resident is stored: what was learnt from the one of more
// submissions and the home from the one of the higher revision, so that a slow writer undoes neither; of equals, from this
// one. Where either of them counted and the resident does not is among Former from then on.
func (s Summary) Over(stored Summary) Summary {
	merged := s
	if stored.Submissions > s.Submissions {
		merged = stored.in(s.home())
	}
	if stored.Revision > s.Revision {
		merged = merged.in(stored.home())
	}
	former := slices.Concat(stored.Former, s.Former, []string{stored.Village, s.Village})
	former = slices.DeleteFunc(former, func(v string) bool { return v == merged.Village })
	slices.Sort(former)
	merged.Former = slices.Compact(former)
	if len(merged.Former) == 0 {
		merged.Former = nil
	}
	return merged
}

// Places returns the villages whose totals follow from a summary.
func (s Summary) Places() []string { return append([]string{s.Village}, s.Former...) }

// Status is how far a resident is, in the words of a coordinator's list.
type Status string

// The statuses; the first that applies holds, in the order of Statuses.
const (
	Completed     Status = "completed"     // passed all counted modules
	Stuck         Status = "stuck"         // has a counted module tried twice or more and not passed
	Participating Status = "participating" // passed at least one counted module
	Learning      Status = "learning"      // tried, passed no counted module yet
	NotStarted    Status = "not_started"   // tried no module yet
)

// Statuses lists all statuses in the order in which they apply.
var Statuses = []Status{Completed, Stuck, Participating, Learning, NotStarted}

// Status tells how far the resident is.
func (s Summary) Status(c campaign.Campaign) Status {
	st := s.Standing(c)
	switch {
	case !st.CompletedAt.IsZero():
		return Completed
	case len(s.StuckOn(c)) > 0:
		return Stuck
	case st.Passed > 0:
		return Participating
	case len(s.Modules) > 0:
		return Learning
	}
	return NotStarted
}

// StuckOn returns the counted modules that the resident may need help with.
func (s Summary) StuckOn(c campaign.Campaign) []string {
	var modules []string
	for _, m := range s.Modules {
		if c.Counts(m.Module) && m.stuck(c) {
			modules = append(modules, m.Module)
		}
	}
	return modules
}

// PassedModules returns all modules that the resident passed.
func (s Summary) PassedModules() []string {
	var modules []string
	for _, m := range s.Modules {
		if m.Passed() {
			modules = append(modules, m.Module)
		}
	}
	return modules
}

// LastAt returns when the last quiz counts; zero without any.
func (s Summary) LastAt() time.Time {
	var last time.Time
	for _, m := range s.Modules {
		if m.LastAt.After(last) {
			last = m.LastAt
		}
	}
	return last
}

// SummaryStore keeps summaries. Errors other than those named are a driver's, wrapped.
type SummaryStore interface {
	// PutSummaries stores summaries by resident, each as Over says where one is stored already, and returns by resident
	// the villages whose totals follow from what is stored then.
	PutSummaries(ctx context.Context, summaries []Summary) (map[string][]string, error)
	// Summary returns a resident's summary, or ErrNotFound.
	Summary(ctx context.Context, resident string) (Summary, error)
	// SummariesOf returns the summaries of a village's residents, ordered by resident.
	SummariesOf(ctx context.Context, village string) ([]Summary, error)
	// Movers returns the summaries of those who live in one of the villages and have Former ones, or have one of the villages among
	// these, ordered by resident.
	Movers(ctx context.Context, villages []string) ([]Summary, error)
	// EachSummary calls f for every summary of a span of residents, ordered by resident, until f fails; it returns f's error.
	EachSummary(ctx context.Context, within Span, f func(Summary) error) error
	// DeleteSummary removes a resident's summary. Removing none is no error.
	DeleteSummary(ctx context.Context, resident string) error
}
