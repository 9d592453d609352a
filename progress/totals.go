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
	Days         map[day.Day]DayCount   // by day, those on which something happened
	AsOf         time.Time              // when it was computed; not part of what is compared
}

// ModuleCount is how many residents of a place tried and passed a module.
type ModuleCount struct {
	Tried  int
	Passed int
}

// DayCount is how many residents of a place reached a stage for the first time on a day.
type DayCount struct {
	Learners     int
	Participants int
	Completed    int
}

// FoldTotals makes a village's totals of its residents' summaries. Residents who did not agree to be counted in
// statistics are left out.
func FoldTotals(village string, summaries []Summary, c campaign.Campaign, asOf time.Time) Totals {
	t := emptyTotals(village, asOf)
	for _, s := range summaries {
		if !s.Counted || len(s.Modules) == 0 {
			continue
		}
		t.Learners++
		t.Submissions += s.Submissions
		t.countOn(s.FirstAt, DayCount{Learners: 1})
		for _, m := range s.Modules {
			n := t.Modules[m.Module]
			n.Tried++
			if m.Passed() {
				n.Passed++
			}
			t.Modules[m.Module] = n
		}
		st := s.Standing(c)
		t.Points += st.Points
		if !st.ParticipatedAt.IsZero() {
			t.Participants++
			t.countOn(st.ParticipatedAt, DayCount{Participants: 1})
		}
		if !st.CompletedAt.IsZero() {
			t.Completed++
			t.countOn(st.CompletedAt, DayCount{Completed: 1})
		}
	}
	return t
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

func (t *Totals) addDay(d day.Day, n DayCount) {
	sum := t.Days[d]
	sum.Learners += n.Learners
	sum.Participants += n.Participants
	sum.Completed += n.Completed
	t.Days[d] = sum
}

// VillageRow is a village on a board.
func VillageRow(v places.Village, t Totals) campaign.Row {
	return campaign.Row{ID: v.ID, Ward: v.Ward, Done: t.Participants, Roll: v.Adults(), Points: t.Points, AsOf: t.AsOf}
}

// WardRow is a ward on a board: the sum of its villages' rows. Done and roll count the villages that have a roll, since a
// share needs both for the same people; points count all.
func WardRow(ward string, villages []places.Village, totals map[string]Totals, asOf time.Time) campaign.Row {
	row := campaign.Row{ID: ward, AsOf: asOf}
	for _, v := range villages {
		t := totals[v.ID]
		row.Points += t.Points
		if v.Adults() > 0 {
			row.Done += t.Participants
			row.Roll += v.Adults()
		}
	}
	return row
}

// TotalsStore keeps totals. Errors are a driver's, wrapped.
type TotalsStore interface {
	// PutTotals stores totals by place.
	PutTotals(ctx context.Context, totals []Totals) error
	// Totals returns the totals of the named places; those that have none stored are left out.
	Totals(ctx context.Context, places []string) (map[string]Totals, error)
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
