package progress

import (
	"context"
	"slices"
	"sync"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/places"
)

// eachWard computes what the totals of the villages of each ward, of the ward and at last of the province must be, from the submissions
// of who lives there today. The totals of few wards are in memory at a time, whatever the province has; several goroutines call f. What
// counts in a village that is gone counts nowhere.
func (r *Rollup) eachWard(ctx context.Context, tell func(n int), f func(ctx context.Context, right map[string]Totals) error) error {
	ref, asOf := r.ref(), r.now()
	var mu sync.Mutex
	province := SumTotals(places.Province, nil, nil, asOf)
	within, begin, wait := r.few(ctx)
	for _, w := range ref.Directory.Wards() {
		begin(func() error {
			right, err := r.foldWard(within, ref, w, asOf, tell)
			if err != nil {
				return err
			}
			mu.Lock()
			province = SumTotals(places.Province, []Totals{province, right[w.Code]}, ref.In(places.Province), asOf)
			mu.Unlock()
			return f(within, right)
		})
	}
	if err := wait(); err != nil {
		return err
	}
	return f(ctx, map[string]Totals{places.Province: province})
}

func (r *Rollup) foldWard(ctx context.Context, ref Reference, w places.Ward, asOf time.Time, tell func(n int)) (map[string]Totals, error) {
	right := map[string]Totals{}
	var below []Totals
	in := ref.In(w.Code)
	for _, v := range ref.Directory.AllOf(w.Code) {
		t, err := r.foldVillage(ctx, v, ref.Campaign, in, asOf, tell)
		if err != nil {
			return nil, err
		}
		right[v.ID] = t
		below = append(below, t)
	}
	right[w.Code] = SumTotals(w.Code, below, in, asOf)
	return right, nil
}

// foldVillage computes a village's totals from the submissions of its residents.
func (r *Rollup) foldVillage(ctx context.Context, v places.Village, main campaign.Campaign, in []campaign.Campaign, asOf time.Time, tell func(n int)) (Totals, error) {
	living, err := r.stores.People.PeopleOf(ctx, v.ID)
	if err != nil {
		return Totals{}, err
	}
	sum := newFolding(v.ID, main, in, asOf)
	for some := range slices.Chunk(living, pageSize) {
		ids := make([]string, len(some))
		for i, p := range some {
			ids[i] = p.ID
		}
		results, err := r.stores.Submissions.Results(ctx, ids)
		if err != nil {
			return Totals{}, err
		}
		read := len(some)
		for _, p := range some {
			if list := results[p.ID]; len(list) > 0 {
				sum.take(Fold(p.ID, homeOf(p), list))
				read += len(list)
			}
		}
		tell(read)
	}
	return sum.totals(), nil
}
