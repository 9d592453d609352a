package progress

import (
	"context"
	"maps"
	"math"
	"slices"

	"hocso/progress/people"
	"hocso/progress/places"
)

// rebuildChunk is how many summaries are written together when everything is recomputed.
const rebuildChunk = 1000

// folding is everything that follows from the submissions, as it should be.
type folding struct {
	submissions int
	summaries   map[string]Summary // by resident; those with submissions
	orphans     []string           // residents with submissions who are not known
	totals      map[string]Totals  // by place; all villages and wards, and the province
}

// foldAll folds every submission. It holds one summary a resident in memory.
func (r *Rollup) foldAll(ctx context.Context) (folding, error) {
	homes := map[string]Home{}
	err := r.stores.People.EachPerson(ctx, func(p people.Person) error {
		homes[p.ID] = homeOf(p, r.ref().Campaign)
		return nil
	})
	if err != nil {
		return folding{}, err
	}
	all := folding{summaries: map[string]Summary{}, totals: map[string]Totals{}}
	ofVillage := map[string][]Summary{}
	err = r.stores.Submissions.EachResident(ctx, func(resident string, results []Result) error {
		all.submissions += len(results)
		h, ok := homes[resident]
		if !ok {
			all.orphans = append(all.orphans, resident)
			return nil
		}
		s := Fold(resident, h, results)
		all.summaries[resident] = s
		ofVillage[s.Village] = append(ofVillage[s.Village], s)
		return nil
	})
	if err != nil {
		return folding{}, err
	}
	ref, asOf := r.ref(), r.now()
	wards := make([]Totals, 0, len(ref.Directory.Wards()))
	for _, w := range ref.Directory.Wards() {
		below := make([]Totals, 0, len(ref.Directory.AllOf(w.Code)))
		for _, v := range ref.Directory.AllOf(w.Code) {
			t := FoldTotals(v.ID, ofVillage[v.ID], ref.Campaign, asOf)
			all.totals[v.ID] = t
			below = append(below, t)
		}
		t := SumTotals(w.Code, below, asOf)
		all.totals[w.Code] = t
		wards = append(wards, t)
	}
	all.totals[places.Province] = SumTotals(places.Province, wards, asOf)
	return all, nil
}

// Rebuild recomputes all summaries, totals and boards from the submissions and writes them, whatever was stored. What
// arrives meanwhile keeps its mark and is folded after it. It must not run in two processes at once, nor beside a server of
// another process that is taking submissions.
func (r *Rollup) Rebuild(ctx context.Context) error {
	r.working.Lock()
	defer r.working.Unlock()
	marked, err := r.stores.Submissions.Unfolded(ctx, math.MaxInt32)
	if err != nil {
		return err
	}
	all, err := r.foldAll(ctx)
	if err != nil {
		return err
	}
	for _, resident := range all.orphans {
		if err := r.stores.Submissions.DeleteSubmissionsOf(ctx, resident); err != nil {
			return err
		}
	}
	// A stored summary that claims more submissions than there are, or a later revision of its resident, would win over the
	// right one, so it goes first.
	var wrong []string
	err = r.stores.Summaries.EachSummary(ctx, func(s Summary) error {
		if right := all.summaries[s.Resident]; s.Submissions > right.Submissions || s.Revision > right.Revision {
			wrong = append(wrong, s.Resident)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, resident := range wrong {
		if err := r.stores.Summaries.DeleteSummary(ctx, resident); err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(slices.Collect(maps.Values(all.summaries)), rebuildChunk) {
		if _, err := r.stores.Summaries.PutSummaries(ctx, chunk); err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(slices.Collect(maps.Keys(all.totals)), rebuildChunk) {
		err := r.putTotals(ctx, chunk, map[string]int{}, func(place string) (Totals, error) { return all.totals[place], nil })
		if err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(marked, rebuildChunk) {
		if err := r.stores.Submissions.MarkFolded(ctx, chunk); err != nil {
			return err
		}
	}
	return r.RebuildBoards(ctx)
}
