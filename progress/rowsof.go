package progress

import (
	"context"

	"hocso/progress/campaign"
	"hocso/progress/people"
)

// RowsOf returns the rows of a campaign that is open by what a Reference says, counted anew from the summaries, once everything that
// was handed in is in them. Whoever asks has seen the stored totals: people.ErrConflict while these say otherwise, as where another
// server still counts by an earlier version. ErrUnavailable while another server works on some.
func (r *Rollup) RowsOf(ctx context.Context, ref Reference, c campaign.Campaign) ([]campaign.Row, error) {
	if err := r.Sweep(ctx); err != nil {
		return nil, err
	}
	if r.waiting() {
		return nil, ErrUnavailable
	}
	asOf, totals := r.now(), map[string]Totals{}
	for _, w := range ref.Directory.Wards() {
		if c.Ward != "" && c.Ward != w.Code {
			continue
		}
		totals[w.Code] = emptyTotals(w.Code, asOf) // its row adds up villages
		below := villageIDs(ref.Directory.AllOf(w.Code))
		stored, err := r.stores.Totals.PlainTotals(ctx, below)
		if err != nil {
			return nil, err
		}
		for _, id := range below {
			summaries, err := r.stores.Summaries.SummariesOf(ctx, id)
			if err != nil {
				return nil, err
			}
			totals[id] = FoldTotals(id, summaries, ref.Campaign, []campaign.Campaign{c}, asOf)
			if !totals[id].Campaigns[c.ID].equal(stored[id].Campaigns[c.ID]) {
				return nil, people.ErrConflict
			}
		}
	}
	return ref.allRows(totals)[c.ID], nil
}
