package progress

import (
	"context"
	"maps"
	"sync"
)

// Folded returns the totals of all villages, closed ones too, of all wards and of the province, and the summaries of all residents who
// handed anything in, by resident: as they follow from the submissions, whatever is stored of them. It is what Verify holds the store
// against, and keeps all of it in memory.
func (r *Rollup) Folded(ctx context.Context) (map[string]Totals, map[string]Summary, error) {
	var mu sync.Mutex
	summaries, totals := map[string]Summary{}, map[string]Totals{}
	untold := func(int) {}
	err := r.eachPage(ctx, untold, func(_ context.Context, p page) error {
		mu.Lock()
		defer mu.Unlock()
		for _, s := range p.folded {
			summaries[s.Resident] = s
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	err = r.eachWard(ctx, untold, func(_ context.Context, right map[string]Totals) error {
		mu.Lock()
		defer mu.Unlock()
		maps.Copy(totals, right)
		return nil
	})
	return totals, summaries, err
}
