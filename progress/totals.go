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
	Place       string // village id, ward code or places.Province
	Learners    int    // residents whom the main campaign counts and who tried at least one module
	Submissions int
	Modules     map[string]ModuleCount // by module, those that were tried
	Days        map[day.Day]DayCount   // by day, those on which something happened; they add up to the counts above
	Campaigns   map[string]Count       // by id, those open ones in which somebody tried something; a ward's only in its places
	Study                              // of whom the main campaign counts
	AsOf        time.Time              // when it was computed; not part of what is compared
	Revision    int                    // of what is stored, 0 if nothing is; not part of what is compared
}

// ModuleCount is how many residents of a place tried and passed a module.
type ModuleCount struct {
	Tried  int
	Passed int
}

// DayCount is how many residents of a place began on a day, and what came in. By Result.At, so a day changes until the noon after
// it.
type DayCount struct {
	Learners    int
	Submissions int
}

func (n DayCount) plus(o DayCount) DayCount {
	return DayCount{n.Learners + o.Learners, n.Submissions + o.Submissions}
}

func (n DayCount) minus(o DayCount) DayCount {
	return DayCount{n.Learners - o.Learners, n.Submissions - o.Submissions}
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

// FoldTotals makes a village's totals of its residents' summaries, in the campaigns that it is in. Each of these decides whom it
// counts, and the main one about the counts that are of no campaign.
func FoldTotals(village string, summaries []Summary, main campaign.Campaign, in []campaign.Campaign, asOf time.Time) Totals {
	f := newFolding(village, main, in, asOf)
	for _, s := range summaries {
		f.take(s)
	}
	return f.totals()
}

// folding adds up summaries to the totals of a village.
type folding struct {
	Totals
	main campaign.Campaign
	in   []*counting
}

func newFolding(village string, main campaign.Campaign, in []campaign.Campaign, asOf time.Time) *folding {
	f := &folding{Totals: emptyTotals(village, asOf), main: main}
	for _, c := range in {
		f.in = append(f.in, newCounting(c))
	}
	return f
}

// take adds one resident's summary.
func (f *folding) take(s Summary) {
	for _, one := range f.in {
		one.take(s)
	}
	if !s.countsIn(f.main) || len(s.Modules) == 0 {
		return
	}
	f.Learners++
	f.Study.take(s)
	f.addDay(day.Of(s.FirstAt), DayCount{Learners: 1})
	f.Submissions += s.Submissions
	for _, d := range s.Days {
		f.addDay(d.Day, DayCount{Submissions: d.Submissions})
	}
	for _, m := range s.Modules {
		n := f.Modules[m.Module]
		n.Tried++
		if m.Passed() {
			n.Passed++
		}
		f.Modules[m.Module] = n
	}
}

func (f *folding) totals() Totals {
	for _, one := range f.in {
		if n := one.count(); !n.empty() {
			f.Campaigns[one.campaign.ID] = n
		}
	}
	return f.Totals
}

// SumTotals adds up the totals of the places that make up another, in the campaigns that it is in: villages of a ward, wards of
// the province. A ward's rate follows from these sums, never from a mean of rates.
func SumTotals(place string, below []Totals, in []campaign.Campaign, asOf time.Time) Totals {
	t := emptyTotals(place, asOf)
	for _, b := range below {
		t.Learners += b.Learners
		t.Submissions += b.Submissions
		t.add(b.Study)
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
	for _, c := range in {
		var sum Count
		for _, b := range below {
			sum.add(b.Campaigns[c.ID])
		}
		if !sum.empty() {
			t.Campaigns[c.ID] = sum
		}
	}
	return t
}

func emptyTotals(place string, asOf time.Time) Totals {
	return Totals{Place: place, AsOf: asOf, Modules: map[string]ModuleCount{}, Days: map[day.Day]DayCount{}, Campaigns: map[string]Count{}}
}

func (t *Totals) addDay(d day.Day, n DayCount) { t.Days[d] = t.Days[d].plus(n) }

// TotalsStore keeps totals. Errors are a driver's, wrapped.
type TotalsStore interface {
	// PutTotals stores the totals of each place whose stored Revision still is the one given (0: nothing stored), and
	// raises it by one. It returns the places where it is not: somebody else was faster, and what they stored stays.
	PutTotals(ctx context.Context, totals []Totals) (lost []string, err error)
	// Totals returns the totals of the named places; those that have none stored are left out.
	Totals(ctx context.Context, places []string) (map[string]Totals, error)
	// PlainTotals returns the same without their Study, which few ask for and which takes long to read of all villages.
	PlainTotals(ctx context.Context, places []string) (map[string]Totals, error)
	// TotalsRevisions returns the revisions of what Totals would return.
	TotalsRevisions(ctx context.Context, places []string) (map[string]int, error)
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
