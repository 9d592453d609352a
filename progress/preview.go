package progress

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// Preview is what a change of a campaign would do to one of its boards as it stands now: in what the campaign ranks by first, over
// all of its days.
type Preview struct {
	Villages bool // a board of villages, not of wards
	Measure  campaign.Measure
	Before   int     // places ranked
	After    int     // likewise, by the changed rules
	Moved    int     // places with another rank than before, those that came or went among them
	Top      []Moved // who would stand first
	Movers   []Moved // who would move furthest up or down
}

// Moved is a place with its ranks; 0 where it has none.
type Moved struct {
	ID   string
	Was  int
	Rank int
}

// previewed is how many places a preview names.
const previewed = 10

// previewTurn is how long a preview waits for another one to end. Who asks again and again would otherwise leave as many waiting.
const previewTurn = 5 * time.Second

// Preview tells what a campaign would do to the boards if Put stored it, and stores nothing. What it would count otherwise is counted
// anew from the summaries, one preview after the other. Errors as Put; ErrPreviewing.
func (s *Campaigns) Preview(ctx context.Context, actor people.Person, c campaign.Campaign) ([]Preview, error) {
	c, err := s.Put(ctx, actor, c, true)
	if err != nil {
		return nil, err
	}
	if err := s.takePreview(ctx); err != nil {
		return nil, err
	}
	defer func() { <-s.previewing }()
	ref, err := s.cfg.Reload(ctx)
	if err != nil {
		return nil, err
	}
	totals, err := s.cfg.Rollup.bareTotals(ctx, allPlaces(ref.Directory))
	if err != nil {
		return nil, err
	}
	var before []campaign.Row
	old := slices.IndexFunc(ref.Open(), func(o campaign.Campaign) bool { return o.ID == c.ID })
	was := c
	if old >= 0 {
		was = ref.Open()[old]
		before = ref.rowsBy(was, totals)
	}
	if old < 0 || !reflect.DeepEqual(was.Counted(), c.Counted()) {
		if totals, err = s.cfg.Rollup.countBy(ctx, ref, c); err != nil {
			return nil, err
		}
	}
	after, today := ref.rowsBy(c, totals), day.Of(s.cfg.Now())
	previews := []Preview{preview(true, was, c, before, after, today)}
	if c.Ward == "" {
		previews = append(previews, preview(false, was, c, before, after, today))
	}
	return previews, nil
}

// takePreview waits until no other preview goes on. ErrPreviewing.
func (s *Campaigns) takePreview(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, previewTurn)
	defer cancel()
	select {
	case s.previewing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrPreviewing, ctx.Err())
	}
}

// countBy counts all villages of a campaign by its rules from the stored summaries.
func (r *Rollup) countBy(ctx context.Context, ref Reference, c campaign.Campaign) (map[string]Totals, error) {
	asOf, totals := r.now(), map[string]Totals{}
	for _, w := range ref.Directory.Wards() {
		if c.Ward != "" && c.Ward != w.Code {
			continue
		}
		for _, id := range villageIDs(ref.Directory.AllOf(w.Code)) {
			summaries, err := r.stores.Summaries.SummariesOf(ctx, id)
			if err != nil {
				return nil, err
			}
			t := FoldTotals(id, summaries, ref.Campaign, []campaign.Campaign{c}, asOf)
			t.Modules, t.Days, t.Study = nil, nil, Study{} // boards need only the rest
			totals[id] = t
		}
		totals[w.Code] = Totals{Place: w.Code, AsOf: asOf}
	}
	return totals, nil
}

// rowsBy makes the rows of a campaign, whether it is stored or not.
func (r Reference) rowsBy(c campaign.Campaign, totals map[string]Totals) []campaign.Row {
	var all []campaign.Row
	for _, w := range r.Directory.Wards() {
		if c.Ward == "" || c.Ward == w.Code {
			all = append(all, r.rowsIn(c, w.Code, func(places.Village) bool { return true }, totals, totals[w.Code].AsOf)...)
		}
	}
	return all
}

func preview(villages bool, was, c campaign.Campaign, before, after []campaign.Row, today day.Day) Preview {
	rank := func(c campaign.Campaign, rows []campaign.Row) []campaign.Ranked {
		of := slices.DeleteFunc(slices.Clone(rows), func(r campaign.Row) bool { return (r.Ward != "") != villages })
		return campaign.Rank(of, campaign.View{Measure: c.Ranked()[0], Window: campaign.WholeCampaign}, c, today).Ranked
	}
	ranked, former := rank(c, after), rank(was, before)
	p := Preview{Villages: villages, Measure: c.Ranked()[0], Before: len(former), After: len(ranked)}
	ranks := make(map[string]int, len(former))
	for _, r := range former {
		ranks[r.ID] = r.Rank
	}
	for i, r := range ranked {
		one := Moved{r.ID, ranks[r.ID], r.Rank}
		delete(ranks, r.ID)
		if i < previewed {
			p.Top = append(p.Top, one)
		}
		if one.Was != one.Rank {
			p.Movers = append(p.Movers, one)
		}
	}
	for id, rank := range ranks {
		p.Movers = append(p.Movers, Moved{ID: id, Was: rank})
	}
	p.Moved = len(p.Movers)
	last := 1 + max(len(ranked), len(former)) // where a place stands that has no rank
	slices.SortFunc(p.Movers, func(a, b Moved) int {
		return cmp.Or(cmp.Compare(b.way(last), a.way(last)), cmp.Compare(a.ID, b.ID))
	})
	p.Movers = p.Movers[:min(previewed, len(p.Movers))]
	return p
}

// way is how many ranks a place moves, up or down.
func (m Moved) way(last int) int {
	place := func(rank int) int {
		if rank == 0 {
			return last
		}
		return rank
	}
	return max(place(m.Was)-place(m.Rank), place(m.Rank)-place(m.Was))
}
