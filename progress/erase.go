package progress

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"hocso/progress/people"
)

// leaver is somebody who was erased a moment ago.
type leaver struct {
	village string
	at      time.Time
}

// leaverLife is how long what was let in before an erasure may take to arrive; a commit has storeTimeout.
const leaverLife = time.Minute

// Erase removes all that a resident learnt. Their village is recomputed without them before their submissions go, since after
// that nothing is left for a mark. What is being stored of them just now is removed by the next rounds of recomputing, once the
// resident is gone.
func (r *Rollup) Erase(ctx context.Context, resident, village string) error {
	r.mu.Lock()
	r.leaving[resident] = leaver{village, r.now()}
	delete(r.pending.summaries, resident)
	r.mu.Unlock()
	if err := r.Mark(ctx, resident); err != nil {
		return err
	}
	if err := r.forget(ctx, resident, village); err != nil {
		return err
	}
	if err := r.unlearn(ctx, resident); err != nil {
		return err
	}
	r.note(nil, nil, []string{village})
	return nil
}

// forget takes a resident out of the totals.
func (r *Rollup) forget(ctx context.Context, resident, village string) error {
	r.working.Lock()
	defer r.working.Unlock()
	if err := r.stores.Summaries.DeleteSummary(ctx, resident); err != nil {
		return err
	}
	_, err := r.recomputeTotals(ctx, map[string]bool{village: true})
	return err
}

func (r *Rollup) unlearn(ctx context.Context, resident string) error {
	if err := r.stores.Submissions.DeleteSubmissionsOf(ctx, resident); err != nil {
		return err
	}
	return r.stores.Summaries.DeleteSummary(ctx, resident)
}

// dropLeavers erases again what came of people who were erased a moment ago, and takes it out of a pass.
func (r *Rollup) dropLeavers(ctx context.Context, todo pass) error {
	r.mu.Lock()
	maps.DeleteFunc(r.leaving, func(_ string, l leaver) bool { return r.now().Sub(l.at) > leaverLife })
	leaving := maps.Clone(r.leaving)
	r.mu.Unlock()
	for id, l := range leaving {
		_, err := r.stores.People.Person(ctx, id)
		if err == nil {
			continue // not erased in the end, or not yet
		}
		if !errors.Is(err, people.ErrNotFound) {
			return err
		}
		if err := r.unlearn(ctx, id); err != nil {
			return err
		}
		delete(todo.summaries, id)
		todo.villages[l.village] = true
	}
	return r.dropStrangers(ctx, todo)
}

// dropStrangers erases what another server took from somebody whom this one has erased, or the other way round.
func (r *Rollup) dropStrangers(ctx context.Context, todo pass) error {
	if r.stores.Leases == nil || len(todo.summaries) == 0 {
		return nil
	}
	known, err := r.stores.People.Known(ctx, slices.Collect(maps.Keys(todo.summaries)))
	if err != nil {
		return err
	}
	for id, s := range todo.summaries {
		if known[id] {
			continue
		}
		if err := r.unlearn(ctx, id); err != nil {
			return err
		}
		delete(todo.summaries, id)
		todo.villages[s.Village] = true
	}
	return nil
}
