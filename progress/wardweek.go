package progress

import (
	"context"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// Week is what a place reached in the main campaign by the end of a week, and by the end of the one before it.
type Week struct {
	Roll        int     // adults on approved rolls, today's
	RollDone    int     // of End, participants of the villages that have a roll
	Before, End Reached // by the people who live there today
	Learners    int     // residents who tried their first module in the week
	Submissions int     // that came in the week
}

// Rate returns participants / roll at the end of the week over the villages that have a roll, and whether there is one.
func (w Week) Rate() (float64, bool) {
	if w.Roll <= 0 {
		return 0, false
	}
	return float64(w.RollDone) / float64(w.Roll), true
}

// WardWeek is a week of a ward with its villages.
type WardWeek struct {
	Ward     places.Ward
	Campaign campaign.Campaign
	From, To day.Day // Monday and Sunday
	Sum      Week
	Villages []places.Village
	Below    []Week // of Villages, in their order
	AsOf     time.Time
}

// Week returns a ward's week in which a day lies, for its officers. Errors: places.ErrNotFound, ErrForbidden.
func (s *Service) Week(ctx context.Context, actor people.Person, code string, in day.Day) (WardWeek, error) {
	ref := s.ref()
	ward, err := ref.Directory.Ward(code)
	if err != nil {
		return WardWeek{}, err
	}
	if !actor.AdministersWard(code) {
		return WardWeek{}, ErrForbidden
	}
	villages := ref.Directory.VillagesOf(code)
	totals, err := s.stores.Totals.PlainTotals(ctx, append(villageIDs(villages), code))
	if err != nil {
		return WardWeek{}, err
	}
	monday := mondayOf(in)
	w := WardWeek{Ward: ward, Campaign: ref.Campaign, From: monday, To: monday.Add(6), Villages: villages, AsOf: s.now()}
	w.Sum = totals[code].week(ref.Campaign, monday)
	for _, v := range villages {
		one := totals[v.ID].week(ref.Campaign, monday)
		if one.Roll = v.Adults(); one.Roll > 0 {
			one.RollDone = one.End.Participants
		}
		w.Sum.Roll += one.Roll
		w.Sum.RollDone += one.RollDone
		w.Below = append(w.Below, one)
	}
	return w, nil
}

// mondayOf returns the Monday of a day's week, as in ISO 8601.
func mondayOf(d day.Day) day.Day {
	return d.Add(-(int(d.Start().Weekday()+6) % 7))
}

// week reads a place's totals at both ends of a week; rolls are no part of them.
func (t Totals) week(c campaign.Campaign, monday day.Day) Week {
	n, before, end := t.Campaigns[c.ID], monday.Add(-1), monday.Add(6)
	came := t.Snapshot(end).minus(t.Snapshot(before))
	return Week{Before: n.Snapshot(before), End: n.Snapshot(end), Learners: came.Learners, Submissions: came.Submissions}
}
