package progress

import (
	"context"
	"sync"
)

// fold goes through all submissions and adds them up to totals. It calls each with every page, from several goroutines.
func (r *Rollup) fold(ctx context.Context, tell func(n int), each func(context.Context, page) error) (*tally, error) {
	right := newTally(r.ref(), r.now())
	err := r.eachPage(ctx, tell, func(ctx context.Context, p page) error {
		right.add(p)
		return each(ctx, p)
	})
	return right, err
}

// Folded returns the totals of all villages, closed ones too, of all wards and of the province, and the summaries of all residents who
// handed anything in, by resident: as they follow from the submissions, whatever is stored of them. It is what Verify holds the store
// against, and keeps all of it in memory.
func (r *Rollup) Folded(ctx context.Context) (map[string]Totals, map[string]Summary, error) {
	var mu sync.Mutex
	summaries := map[string]Summary{}
	right, err := r.fold(ctx, func(int) {}, func(_ context.Context, p page) error {
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
	return right.totals(), summaries, nil
}
