package progress

import (
	"context"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// Totals is what the residents of a place have learnt, folded from summaries (a village) or added up from the totals
// of the places below (a ward, the province). It holds counts only.
type Totals struct {
	Place        string // village id, ward code or places.Province
	Learners     int    // residents who tried at least one module
	Participants int    // who passed at least one counted module
	Completed    int    // who passed all counted modules
	Points       int
	Submissions  int
	Modules      map[string]ModuleCount // by module, those that were tried
	Days         map[day.Day]DayCount   // by day, those on which something happened; they add up to the counts above
	AsOf         time.Time              // when it was computed; not part of what is compared
	Revision     int                    // of what is stored, 0 if nothing is; not part of what is compared
}

// ModuleCount is how many residents of a place tried and passed a module.
type ModuleCount struct {
	Tried  int
	Passed int
}

// DayCount is how many residents of a place reached a stage for the first time on a day, and what came in. By
// Result.At, so a day changes until the noon after it.
type DayCount struct {
	Learners     int
	Participants int
	Completed    int
	Points       int // gained; fewer than none is possible, see Gain
	Submissions  int
}

func (n DayCount) plus(o DayCount) DayCount {
	return DayCount{n.Learners + o.Learners, n.Participants + o.Participants, n.Completed + o.Completed, n.Points + o.Points, n.Submissions + o.Submissions}
}

// Snapshot returns a place's counts as they were at the end of a day.
func (t Totals) Snapshot(on day.Day) DayCount {
	var sum DayCount
	for d, n := range t.Days {
		if d <= on {
			sum = sum.plus(n)
		}
	}
	return sum
}

// FoldTotals makes a village's totals of its residents' summaries. Residents who did not agree to be counted in
// statistics are left out.
func FoldTotals(village string, summaries []Summary, c campaign.Campaign, asOf time.Time) Totals {
	t := emptyTotals(village, asOf)
	for _, s := range summaries {
		t.count(s, c)
	}
	return t
}

// count adds one resident's summary.
func (t *Totals) count(s Summary, c campaign.Campaign) {
	if !s.Counted || len(s.Modules) == 0 {
		return
	}
	t.Learners++
	t.countOn(s.FirstAt, DayCount{Learners: 1})
	t.Submissions += s.Submissions
	for _, d := range s.Days {
		t.addDay(d.Day, DayCount{Submissions: d.Submissions})
	}
	for _, m := range s.Modules {
		n := t.Modules[m.Module]
		n.Tried++
		if m.Passed() {
			n.Passed++
		}
		t.Modules[m.Module] = n
		if !c.Counts(m.Module) {
			continue
		}
		t.Points += m.Best
		for _, g := range m.Gains {
			t.addDay(g.Day, DayCount{Points: g.Points})
		}
	}
	st := s.Standing(c)
	if !st.ParticipatedAt.IsZero() {
		t.Participants++
		t.countOn(st.ParticipatedAt, DayCount{Participants: 1})
	}
	if !st.CompletedAt.IsZero() {
		t.Completed++
		t.countOn(st.CompletedAt, DayCount{Completed: 1})
	}
}

// SumTotals adds up the totals of the places that make up another: villages of a ward, wards of the province. A
// ward's rate follows from these sums, never from a mean of rates.
func SumTotals(place string, below []Totals, asOf time.Time) Totals {
	t := emptyTotals(place, asOf)
	for _, b := range below {
		t.Learners += b.Learners
		t.Participants += b.Participants
		t.Completed += b.Completed
		t.Points += b.Points
		t.Submissions += b.Submissions
		for module, n := range b.Modules {
			sum := t.Modules[module]
			sum.Tried += n.Tried
			sum.Passed += n.Passed
			t.Modules[module] = sum
		}
		for d, n := range b.Days {
			t.addDay(d, n)
		}
	}
	return t
}

func emptyTotals(place string, asOf time.Time) Totals {
	return Totals{Place: place, AsOf: asOf, Modules: map[string]ModuleCount{}, Days: map[day.Day]DayCount{}}
}

func (t *Totals) countOn(at time.Time, n DayCount) { t.addDay(day.Of(at), n) }

func (t *Totals) addDay(d day.Day, n DayCount) { t.Days[d] = t.Days[d].plus(n) }

// VillageRow is a village on the boards of a campaign.
func VillageRow(v places.Village, t Totals) campaign.Row {
	r := campaign.Row{ID: v.ID, Ward: v.Ward, Learners: t.Learners, Counts: t.counts(), AsOf: t.AsOf}
	if v.Roll != nil {
		r.Roll = campaign.Roll{Adults: v.Roll.Adults, Version: v.Roll.Version, Day: v.Roll.Day}
	}
	t.recent(&r)
	return r
}

func (t Totals) counts() campaign.Counts {
	return campaign.Counts{Done: t.Participants, Completed: t.Completed, Points: t.Points}
}

// recent adds what came on the recent days to a row.
func (t Totals) recent(r *campaign.Row) {
	if t.AsOf.IsZero() {
		return
	}
	r.Day = day.Of(t.AsOf)
	for d, n := range t.Days {
		if i := r.Day.Since(d); i >= 0 && i < campaign.RecentDays {
			r.Recent[i] = campaign.Counts{Done: n.Participants, Completed: n.Completed, Points: n.Points}
		}
	}
}

// WardRow is a ward on the boards of a campaign: the sum of the rows of those of its villages that have a roll, closed ones too,
// since a share needs both numbers for the same people.
func WardRow(ward string, villages []places.Village, totals map[string]Totals, asOf time.Time) campaign.Row {
	row := campaign.Row{ID: ward, AsOf: asOf, Day: day.Of(asOf)}
	for _, v := range villages {
		if v.Adults() > 0 {
			row.Add(VillageRow(v, totals[v.ID]))
		}
	}
	return row
}

// TotalsStore keeps totals. Errors are a driver's, wrapped.
type TotalsStore interface {
	// PutTotals stores the totals of each place whose stored Revision still is the one given (0: nothing stored), and
	// raises it by one. It returns the places where it is not: somebody else was faster, and what they stored stays.
	PutTotals(ctx context.Context, totals []Totals) (lost []string, err error)
	// Totals returns the totals of the named places; those that have none stored are left out.
	Totals(ctx context.Context, places []string) (map[string]Totals, error)
}

// LongestLease is how much later than a new lease another one may end. One that ends later yet is of a server whose clock
// was far ahead, and would keep a place waiting for as long.
const LongestLease = time.Minute

// LeaseStore lets servers that share a store take turns at a place. A lease only saves work: what keeps totals right is
// their Revision. Errors are a driver's, wrapped.
type LeaseStore interface {
	// Claim leases to the holder those of the places that are free, the holder's own, held no longer than now, or held more
	// than LongestLease beyond the given end, until that end, and returns them.
	Claim(ctx context.Context, holder string, places []string, now, until time.Time) ([]string, error)
	// Release frees those of the places that the holder has leased.
	Release(ctx context.Context, holder string, places []string) error
}

func villageIDs(villages []places.Village) []string {
	ids := make([]string, len(villages))
	for i, v := range villages {
		ids[i] = v.ID
	}
	return ids
}

func wardCodes(wards []places.Ward) []string {
	codes := make([]string, len(wards))
	for i, w := range wards {
		codes[i] = w.Code
	}
	return codes
}
