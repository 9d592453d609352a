package progress

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"hocso/progress/places"
)

func (r *Rollup) recompute(ctx context.Context, todo pass) error {
	if err := r.dropGone(ctx, todo); err != nil {
		return err
	}
	// A pass that had folded somebody before they changed may have taken off the mark that announced it.
	if err := r.Mark(ctx, slices.Sorted(maps.Keys(todo.changed))...); err != nil {
		return err
	}
	villagesOf, err := r.stores.Summaries.PutSummaries(ctx, slices.Collect(maps.Values(todo.summaries)))
	if err != nil {
		return err
	}
	if r.stores.Leases != nil {
		// Another server may have erased somebody since. Now either this one sees that they are gone, or that one their summary.
		if err := r.dropGone(ctx, todo); err != nil {
			return err
		}
		maps.DeleteFunc(villagesOf, func(resident string, _ []string) bool { return todo.summaries[resident].Resident == "" })
	}
	villages := maps.Clone(todo.villages)
	for _, ids := range villagesOf {
		for _, id := range ids {
			villages[id] = true
		}
	}
	claimed, release, err := r.claim(ctx, villages)
	if err != nil {
		return err
	}
	defer release()
	done, err := r.recomputeTotals(ctx, claimed)
	if err != nil {
		return err
	}
	// Boards come first: people look at them, and nobody at marks.
	if err := r.show(ctx, done); err != nil {
		return err
	}
	ours, rest := todo.divide(villagesOf, claimed)
	if err := r.stores.Submissions.MarkFolded(ctx, ours); err != nil {
		return err
	}
	if !rest.empty() {
		r.notePass(rest)
	}
	return nil
}

// claim leases villages, so that servers that share a store do not compute the same ones at the same moment.
func (r *Rollup) claim(ctx context.Context, villages map[string]bool) (claimed map[string]bool, release func(), err error) {
	if r.stores.Leases == nil || len(villages) == 0 {
		return villages, func() {}, nil
	}
	now := r.now()
	ids, err := r.stores.Leases.Claim(ctx, r.holder, slices.Sorted(maps.Keys(villages)), now, now.Add(leaseTime))
	if err != nil {
		r.release(ctx, ids)
		return nil, nil, err
	}
	claimed = make(map[string]bool, len(ids))
	for _, id := range ids {
		claimed[id] = true
	}
	return claimed, func() { r.release(ctx, ids) }, nil
}

func (r *Rollup) release(ctx context.Context, villages []string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	if err := r.stores.Leases.Release(ctx, r.holder, villages); err != nil {
		r.log.Warn("villages could not be released; others take them over in a few seconds", "error", err)
	}
}

// computed is what a round has written.
type computed struct {
	rows      rows           // by campaign
	revisions map[string]int // of the totals written, by place
	villages  map[string]bool
}

// recomputeTotals writes the totals of some villages, of their wards and of the province.
func (r *Rollup) recomputeTotals(ctx context.Context, villages map[string]bool) (computed, error) {
	ref, asOf := r.ref(), r.now()
	done := computed{rows: rows{}, revisions: map[string]int{}, villages: villages}
	wardTotals := map[string]map[string]Totals{} // of the villages of each ward
	var ids []string
	wards := map[string]bool{}
	for id := range villages {
		// A summary of somebody whose village is not known counts nowhere; a closed one counts until everybody has left it.
		if v, err := ref.Directory.Record(id); err == nil {
			ids = append(ids, id)
			wards[v.Ward] = true
		}
	}
	err := r.putTotals(ctx, ids, done.revisions, func(id string) (Totals, error) {
		summaries, err := r.stores.Summaries.SummariesOf(ctx, id)
		if err != nil {
			return Totals{}, err
		}
		v, err := ref.Directory.Record(id)
		return FoldTotals(id, summaries, ref.Campaign, ref.In(v.Ward), asOf), err
	})
	if err != nil {
		return done, err
	}
	err = r.putTotals(ctx, slices.Collect(maps.Keys(wards)), done.revisions, func(code string) (Totals, error) {
		below := ref.Directory.AllOf(code)
		totals, err := r.stores.Totals.Totals(ctx, villageIDs(below))
		wardTotals[code] = totals
		return SumTotals(code, slices.Collect(maps.Values(totals)), ref.In(code), asOf), err
	})
	if err != nil {
		return done, err
	}
	err = r.putTotals(ctx, []string{places.Province}, done.revisions, func(string) (Totals, error) {
		all, err := r.stores.Totals.Totals(ctx, wardCodes(ref.Directory.Wards()))
		return SumTotals(places.Province, slices.Collect(maps.Values(all)), ref.In(places.Province), asOf), err
	})
	for code, totals := range wardTotals {
		ref.rowsOf(done.rows, code, func(v places.Village) bool { return villages[v.ID] }, totals, asOf)
	}
	return done, err
}

// putTotals computes and stores the totals of places and notes their revisions. The stored revision is read before what
// the totals are computed from, so that of two who compute the same place at once the one who saw less is refused, and
// computes again.
func (r *Rollup) putTotals(ctx context.Context, ids []string, revisions map[string]int, compute func(id string) (Totals, error)) error {
	slices.Sort(ids)
	for range maxRounds {
		if len(ids) == 0 {
			return nil
		}
		stored, err := r.stores.Totals.TotalsRevisions(ctx, ids)
		if err != nil {
			return err
		}
		fresh := make([]Totals, 0, len(ids))
		for _, id := range ids {
			t, err := compute(id)
			if err != nil {
				return err
			}
			t.Revision = stored[id]
			revisions[id] = t.Revision + 1
			fresh = append(fresh, t)
		}
		if ids, err = r.stores.Totals.PutTotals(ctx, fresh); err != nil {
			return err
		}
	}
	return fmt.Errorf("others wrote the totals of %v in each of %d rounds", ids, maxRounds)
}

// show writes rows to the boards. Where another server wrote newer totals meanwhile, its rows may have been overwritten by
// older ones: then these places are computed once more.
func (r *Rollup) show(ctx context.Context, done computed) error {
	if err := r.update(ctx, done.rows); err != nil {
		r.setBoards(false) // watchBoards sees to them
		return nil
	}
	if r.stores.Leases == nil {
		return nil
	}
	stored, err := r.stores.Totals.TotalsRevisions(ctx, slices.Collect(maps.Keys(done.revisions)))
	if err != nil {
		return err
	}
	for place, revision := range done.revisions {
		if place != places.Province && stored[place] != revision {
			r.note(nil, nil, slices.Collect(maps.Keys(done.villages)))
			return nil
		}
	}
	return nil
}
