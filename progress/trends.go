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
	var reached map[string]Count
	if w.Campaign, reached, err = s.reachedIn(ctx, ref, ward, id); err != nil {
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
		is, was := 0, 0
		for i, on := range w.Days {
			is += reached[v.ID].Days[on].Participants
			was += moved[v.ID][on]
			one.AsIs[i], one.AsWas[i] = is, is+was
		}
		if !v.Closed() || slices.ContainsFunc(one.AsWas, func(n int) bool { return n > 0 }) {
			w.Villages = append(w.Villages, one)
		}
	}
	return w, nil
}

// reachedIn finds a campaign and what the villages of a ward reached in it, by the people who live there today. It is counted from the
// summaries, as who moved is: totals may be some seconds behind them, and those of a frozen campaign are no longer kept.
func (s *Service) reachedIn(ctx context.Context, ref Reference, ward places.Ward, id string) (campaign.Campaign, map[string]Count, error) {
	c, ok := ref.counted(ward.Code, id)
	if head, frozen := ref.Head(id); !ok && frozen && (head.Campaign.Ward == "" || head.Campaign.Ward == ward.Code) {
		c, ok = head.Campaign, true
	}
	if !ok {
		return c, nil, campaign.ErrNotFound
	}
	here := c
	here.Ward = ward.Code
	totals, err := s.rollup.countBy(ctx, ref, here)
	reached := make(map[string]Count, len(totals))
	for village, t := range totals {
		reached[village] = t.Campaigns[c.ID]
	}
	return c, reached, err
}

// movedIn returns by how much the participants of a ward's villages were more when people lived where they lived then: for each village on
// which days that changed, and by how much.
func (s *Service) movedIn(ctx context.Context, ref Reference, ward places.Ward, c campaign.Campaign) (map[string]map[day.Day]int, error) {
	movers, err := s.stores.Summaries.Movers(ctx, villageIDs(ref.Directory.AllOf(ward.Code)))
	if err != nil {
		return nil, err
	}
	began := map[string]day.Day{} // when each took part; of the others nothing is to be told
	movers = slices.DeleteFunc(movers, func(m Summary) bool {
		if m.countsIn(c) {
			began[m.Resident] = m.standing(c, nil).participatedOn
		}
		return began[m.Resident] == ""
	})
	mergers, err := s.mergersOf(ctx, ref, ward, c)
	if err != nil {
		return nil, err
	}
	moved := map[string]map[day.Day]int{}
	add := func(village string, on day.Day, n int) {
		if moved[village] == nil {
			moved[village] = map[day.Day]int{}
		}
		moved[village][on] += n
	}
	for some := range slices.Chunk(movers, pageSize) {
		ids := make([]string, len(some))
		for i, m := range some {
			ids[i] = m.Resident
		}
		handedIn, err := s.stores.Submissions.Results(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, m := range some {
			stays, err := s.stays(ctx, m, handedIn[m.Resident], mergers)
			if err != nil {
				return nil, err
			}
			on, last := began[m.Resident], ""
			add(m.Village, on, -1) // where they are counted from the first day on
			eachHome(stays, on, func(village string, since day.Day) {
				if last != "" {
					add(last, since, -1)
				}
				add(village, since, 1)
				last = village
			})
		}
	}
	return moved, nil
}

// stays returns where somebody who moved has lived since they first handed in.
func (s *Service) stays(ctx context.Context, m Summary, handedIn []Result, mergers []relocation) ([]stay, error) {
	if len(handedIn) == 0 || s.stores.Trail == nil { // erased meanwhile
		return []stay{{village: m.Village}}, nil
	}
	moves, err := s.movesOf(ctx, m)
	return staysOf(handedIn, append(moves, mergers...), m.Village, s.now()), err
}

// movesOf returns when somebody moved. Who has another account merged into theirs may have taken part by it, and until then lived where
// that one did; both live in one village when they are merged.
func (s *Service) movesOf(ctx context.Context, m Summary) ([]relocation, error) {
	var merged []people.Alias
	if s.stores.Aliases != nil {
		var err error
		if merged, err = s.stores.Aliases.AliasesOf(ctx, m.Resident); err != nil {
			return nil, err
		}
	}
	var moves []relocation
	last := time.Time{}
	for _, a := range merged {
		entries, err := people.MovesOf(ctx, s.stores.Trail, a.Dropped, time.Time{})
		if err != nil {
			return nil, err
		}
		moves = append(moves, relocations(entries)...)
		last = latestOf(last, a.At)
	}
	own, err := people.MovesOf(ctx, s.stores.Trail, m.Resident, last)
	return append(moves, relocations(own)...), err
}

func relocations(entries []people.AuditEntry) []relocation {
	var moves []relocation
	for _, e := range entries {
		moves = append(moves, relocation{at: e.At, from: e.Detail, to: e.Village})
	}
	return moves
}

// mergersOf returns when the villages of a ward that are no more were merged into others; of those before the campaign it is enough that
// they were.
func (s *Service) mergersOf(ctx context.Context, ref Reference, ward places.Ward, c campaign.Campaign) ([]relocation, error) {
	closed := slices.DeleteFunc(ref.Directory.ClosedOf(ward.Code), func(v places.Village) bool { return v.MergedInto == "" })
	if len(closed) == 0 || s.stores.Trail == nil {
		return nil, nil
	}
	entries, err := people.MergersOf(ctx, s.stores.Trail, ward.Code, c.FirstDay.Start())
	if err != nil {
		return nil, fmt.Errorf("read when villages were merged: %w", err)
	}
	var mergers []relocation
	for _, v := range closed {
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
