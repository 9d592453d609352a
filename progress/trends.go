package progress

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// WardTrends is how a campaign went in the villages of a ward: by where people live today, and by where they lived then.
type WardTrends struct {
	Ward     places.Ward
	Campaign campaign.Campaign
	Days     []day.Day      // of the campaign up to today, in order
	Villages []VillageTrend // open ones by id, then closed ones in which somebody had taken part
	AsOf     time.Time
}

// VillageTrend is how many participants a village had at the end of each of the days.
type VillageTrend struct {
	Village places.Village
	AsIs    []int // of those who live there today
	AsWas   []int // of those who lived there at the end of that day
}

// Trends returns how a campaign went in a ward, the main one for no id and also a frozen one, for the ward's officers: where few people
// moved, the two ways to count tell of them. Errors: places.ErrNotFound, campaign.ErrNotFound, ErrForbidden.
func (s *Service) Trends(ctx context.Context, actor people.Person, code, id string) (WardTrends, error) {
	ref := s.ref()
	ward, err := ref.Directory.Ward(code)
	if err != nil {
		return WardTrends{}, err
	}
	if !actor.AdministersWard(code) {
		return WardTrends{}, ErrForbidden
	}
	w := WardTrends{Ward: ward, AsOf: s.now()}
	reached, err := s.reachedIn(ctx, ref, ward, id, &w.Campaign)
	if err != nil {
		return WardTrends{}, err
	}
	for on, last := w.Campaign.FirstDay, w.Campaign.BoardDay(day.Of(w.AsOf)); on <= last; on = on.Add(1) {
		w.Days = append(w.Days, on)
	}
	moved, err := s.movedIn(ctx, ref, ward, w.Campaign)
	if err != nil {
		return WardTrends{}, err
	}
	for _, v := range slices.Concat(ref.Directory.VillagesOf(code), ref.Directory.ClosedOf(code)) {
		one := VillageTrend{v, make([]int, len(w.Days)), make([]int, len(w.Days))}
		for i, on := range w.Days {
			one.AsIs[i] = reached[v.ID].Snapshot(on).Participants
			one.AsWas[i] = one.AsIs[i] + moved[v.ID].upTo(on)
		}
		if !v.Closed() || slices.ContainsFunc(one.AsWas, func(n int) bool { return n > 0 }) {
			w.Villages = append(w.Villages, one)
		}
	}
	return w, nil
}

// reachedIn finds a campaign and what the villages of a ward reached in it, by the people who live there today. That of a frozen one is
// no longer in the totals, and counted anew.
func (s *Service) reachedIn(ctx context.Context, ref Reference, ward places.Ward, id string, c *campaign.Campaign) (map[string]Count, error) {
	found, counted := ref.counted(ward.Code, id)
	head, frozen := ref.Head(id)
	var totals map[string]Totals
	var err error
	switch {
	case counted:
		totals, err = s.stores.Totals.PlainTotals(ctx, villageIDs(ref.Directory.AllOf(ward.Code)))
	case frozen && (head.Campaign.Ward == "" || head.Campaign.Ward == ward.Code):
		found = head.Campaign
		here := found
		here.Ward = ward.Code
		totals, err = s.rollup.countBy(ctx, ref, here)
	default:
		return nil, campaign.ErrNotFound
	}
	*c = found
	reached := make(map[string]Count, len(totals))
	for village, t := range totals {
		reached[village] = t.Campaigns[found.ID]
	}
	return reached, err
}

// changes is by how much a number changes, by day.
type changes map[day.Day]int

func (c changes) upTo(on day.Day) int {
	sum := 0
	for d, n := range c {
		if d <= on {
			sum += n
		}
	}
	return sum
}

// movedIn returns by how much the participants of a ward's villages were more when people lived where they lived then.
func (s *Service) movedIn(ctx context.Context, ref Reference, ward places.Ward, c campaign.Campaign) (map[string]changes, error) {
	villages := villageIDs(ref.Directory.AllOf(ward.Code))
	movers, err := s.stores.Summaries.Movers(ctx, villages)
	if err != nil {
		return nil, err
	}
	mergers, err := s.mergersOf(ctx, ref, ward, c)
	if err != nil {
		return nil, err
	}
	moved := map[string]changes{}
	add := func(village string, on day.Day, n int) {
		if moved[village] == nil {
			moved[village] = changes{}
		}
		moved[village][on] += n
	}
	for _, m := range movers {
		st := m.standing(c, nil)
		if !m.countsIn(c) || st.Passed == 0 {
			continue
		}
		stays, err := s.stays(ctx, m, mergers)
		if err != nil {
			return nil, err
		}
		add(m.Village, st.participatedOn, -1) // where they are counted from the first day on
		last := ""
		eachHome(stays, st.participatedOn, func(village string, since day.Day) {
			if last != "" {
				add(last, since, -1)
			}
			add(village, since, 1)
			last = village
		})
	}
	return moved, nil
}

// stays returns where somebody who moved has lived since they first handed in.
func (s *Service) stays(ctx context.Context, m Summary, mergers []relocation) ([]stay, error) {
	handedIn, err := s.stores.Submissions.SubmissionsOf(ctx, m.Resident)
	if err != nil || len(handedIn) == 0 { // erased meanwhile
		return []stay{{village: m.Village}}, err
	}
	entries, err := people.MovesOf(ctx, s.stores.Trail, m.Resident, time.Time{})
	if err != nil {
		return nil, err
	}
	moves := slices.Clone(mergers)
	for _, e := range entries {
		moves = append(moves, relocation{at: e.At, from: e.Detail, to: e.Village})
	}
	return staysOf(handedIn, moves, m.Village, s.now()), nil
}

// mergersOf returns when the villages of a ward that are no more were merged into others; of those before the campaign it is enough that
// they were.
func (s *Service) mergersOf(ctx context.Context, ref Reference, ward places.Ward, c campaign.Campaign) ([]relocation, error) {
	entries, err := people.MergersOf(ctx, s.stores.Trail, ward.Code, c.FirstDay.Start())
	if err != nil {
		return nil, fmt.Errorf("read when villages were merged: %w", err)
	}
	var mergers []relocation
	for _, v := range ref.Directory.ClosedOf(ward.Code) {
		if v.MergedInto == "" {
			continue
		}
		one := relocation{from: v.ID, to: v.MergedInto, all: true}
		for _, e := range entries { // the newest first: an earlier one was broken off
			if e.Village == v.ID {
				one.at = e.At
				break
			}
		}
		mergers = append(mergers, one)
	}
	return mergers, nil
}
