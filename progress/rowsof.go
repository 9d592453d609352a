package progress

import (
	"context"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

// RowsOf returns the rows of a campaign that is open by the stored totals, once everything that was handed in is in them.
// ErrUnavailable while another server works on some.
func (r *Rollup) RowsOf(ctx context.Context, c campaign.Campaign) ([]campaign.Row, error) {
	if err := r.Sweep(ctx); err != nil {
		return nil, err
	}
	if r.waiting() {
		return nil, ErrUnavailable
	}
	ref := r.ref()
	totals, err := r.bareTotals(ctx, allPlaces(ref.Directory))
	if err != nil {
		return nil, err
	}
	rows := ref.allRows(totals)[c.ID]
	for i := range rows { // where nobody ever learnt, no day is known yet
		if rows[i].Day == "" {
			rows[i].Day = c.BoardDay(day.Of(r.now()))
		}
	}
	return rows, nil
}
