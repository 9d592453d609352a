package progress

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"hocso/progress/places"
)

// rebuildChunk is how many totals are written, or marks taken off, together when everything is recomputed.
const rebuildChunk = 1000

// Rebuild recomputes all summaries, totals and boards from the submissions and writes what is stored otherwise. It holds a
// few pages of residents, then the totals of a few wards in memory, however many submissions and places there are.
//
// It may run beside servers that take submissions. What arrives meanwhile keeps its mark and is folded after it; totals that
// somebody else wrote since it began are computed once more; a summary is taken away only where it is wrong whatever arrives.
// Where it is interrupted, it must be run again.
func (r *Rollup) Rebuild(ctx context.Context, opts ...Option) error {
	o := newOptions(opts)
	marked, err := r.stores.Submissions.Unfolded(ctx, sweepLimit)
	if err != nil {
		return err
	}
	ref := r.ref()
	before, err := r.revisions(ctx, allPlaces(ref.Directory))
	if err != nil {
		return err
	}
	read := newTally(ref)
	err = r.eachPage(ctx, o.tell, func(ctx context.Context, p page) error {
		read.add(p)
		return r.mend(ctx, p)
	})
	if err != nil {
		return err
	}
	if err := r.replaceTotals(ctx, o.tell, before); err != nil {
		return err
	}
	for chunk := range slices.Chunk(marked, rebuildChunk) {
		if err := r.stores.Submissions.MarkFolded(ctx, chunk); err != nil {
			return err
		}
	}
	if len(marked) == sweepLimit { // there may have been more
		if err := r.Sweep(ctx); err != nil {
			return err
		}
	}
	*o.counts = read.counts
	r.follow(ref)
	return r.RebuildBoards(ctx)
}

// mend stores the summaries of a page as they follow from the submissions.
func (r *Rollup) mend(ctx context.Context, p page) error {
	if err := r.putFolded(ctx, p.unsaved); err != nil {
		return err
	}
	for _, resident := range p.winning {
		if err := r.replaceSummary(ctx, resident); err != nil {
			return err
		}
	}
	return nil
}

// putFolded stores summaries, and takes them away again of those who were erased meanwhile.
func (r *Rollup) putFolded(ctx context.Context, summaries []Summary) error {
	if len(summaries) == 0 {
		return nil
	}
	if _, err := r.stores.Summaries.PutSummaries(ctx, summaries); err != nil {
		return err
	}
	residents := make([]string, len(summaries))
	for i, s := range summaries {
		residents[i] = s.Resident
	}
	// Erasing takes submissions and once more the summary after them. So whoever still has submissions now is not erased, or
	// their summary will be.
	left, err := r.stores.Submissions.Results(ctx, residents)
	if err != nil {
		return err
	}
	for _, resident := range residents {
		if len(left[resident]) == 0 {
			if err := r.stores.Summaries.DeleteSummary(ctx, resident); err != nil {
				return err
			}
		}
	}
	return nil
}

// replaceSummary sees to a summary that claims more submissions than there are or a later revision of its resident, and so
// would win over the right one, and to submissions of somebody who is not known. What it claims is read before what there is:
// submissions only become more, so then it is wrong whatever arrives.
func (r *Rollup) replaceSummary(ctx context.Context, resident string) error {
	claimed, err := r.stores.Summaries.Summary(ctx, resident)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	right, _, err := r.foldResidents(ctx, []string{resident}) // removes submissions of who is not known
	if err != nil {
		return err
	}
	if len(right) == 1 && claimed.Submissions <= right[0].Submissions && claimed.Revision <= right[0].Revision {
		return r.putFolded(ctx, right)
	}
	if err := r.stores.Summaries.DeleteSummary(ctx, resident); err != nil {
		return err
	}
	// What arrived before the summary went is folded here, and what arrives after it by who takes it.
	if right, _, err = r.foldResidents(ctx, []string{resident}); err != nil {
		return err
	}
	return r.putFolded(ctx, slices.DeleteFunc(right, func(s Summary) bool { return s.Submissions == 0 }))
}

// replaceTotals computes and stores the totals of all places. Those that somebody else wrote since the given revisions were read are
// computed anew.
func (r *Rollup) replaceTotals(ctx context.Context, tell func(n int), before map[string]int) error {
	var mu sync.Mutex
	var others []string
	err := r.eachWard(ctx, tell, func(ctx context.Context, right map[string]Totals) error {
		totals := make([]Totals, 0, len(right))
		for _, place := range slices.Sorted(maps.Keys(right)) {
			t := right[place]
			t.Revision = before[place]
			totals = append(totals, t)
		}
		lost, err := r.stores.Totals.PutTotals(ctx, totals)
		mu.Lock()
		defer mu.Unlock()
		others = append(others, lost...)
		return err
	})
	if err != nil || len(others) == 0 {
		return err
	}
	dir, villages := r.ref().Directory, map[string]bool{}
	for _, place := range others {
		if places.ValidWardCode(place) {
			for _, v := range dir.AllOf(place) {
				villages[v.ID] = true
			}
		} else if place != places.Province {
			villages[place] = true
		}
	}
	_, err = r.recomputeTotals(ctx, villages)
	return err
}
