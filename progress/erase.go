package progress

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"hocso/progress/fieldwork"
)

// leaver is somebody who was erased a moment ago.
type leaver struct {
	village string
	at      time.Time
}

// leaverLife is how long what was let in before an erasure may take to arrive; a commit has storeTimeout.
const leaverLife = time.Minute

// Erase removes all that a resident learnt, and what the village's team noted of them. Their villages are recomputed without them
// before their submissions go, since after that nothing is left for a mark. What is being stored of them just now is removed by the
// next rounds of recomputing, once the resident is gone. Called again after they are gone, it removes what came in between.
func (r *Rollup) Erase(ctx context.Context, resident, village string) error {
	r.mu.Lock()
	r.leaving[resident] = leaver{village, r.now()}
	r.mu.Unlock()
	if err := r.Mark(ctx, resident); err != nil {
		return err
	}
	r.working.Lock()
	defer r.working.Unlock()
	villages, err := r.unlearn(ctx, resident, village)
	r.note(nil, nil, villages) // for the boards
	return err
}

// unlearn takes a resident out of the totals and then removes all of them. The summary stays until then, uncounted: it says
// in which villages they counted, also to who goes on after a crash. It returns these villages.
func (r *Rollup) unlearn(ctx context.Context, resident, village string) ([]string, error) {
	villages := []string{village}
	stored, err := r.stores.Summaries.Summary(ctx, resident)
	switch {
	case err == nil:
		stored.Counted = false
		if _, err := r.stores.Summaries.PutSummaries(ctx, []Summary{stored}); err != nil {
			return nil, err
		}
		villages = append(villages, stored.Places()...)
	case !errors.Is(err, ErrNotFound):
		return nil, err
	}
	todo := newPass()
	todo.add(nil, nil, villages)
	if _, err := r.recomputeTotals(ctx, todo.villages); err != nil {
		return nil, err
	}
	if err := r.stores.Summaries.DeleteSummary(ctx, resident); err != nil {
		return nil, err
	}
	if err := r.dropRecords(ctx, resident); err != nil {
		return nil, err
	}
	// A rebuild may have stored the summary again in between.
	return villages, r.stores.Summaries.DeleteSummary(ctx, resident)
}

// dropRecords removes the submissions of who is gone and the team's events about them, unless their account was merged into another
// one, which gets both.
func (r *Rollup) dropRecords(ctx context.Context, resident string) error {
	kept, err := r.stores.keptFor(ctx, resident)
	if err != nil {
		return err
	}
	drop, note := r.stores.Submissions.DeleteSubmissionsOf, fieldwork.Store.DeleteEventsAbout
	if kept != "" {
		drop = func(ctx context.Context, dropped string) error { return r.carryOver(ctx, dropped, kept) }
		note = func(s fieldwork.Store, ctx context.Context, dropped string) error {
			return s.CarryEvents(ctx, dropped, kept)
		}
	}
	if err := drop(ctx, resident); err != nil || r.stores.Fieldwork == nil {
		return err
	}
	return note(r.stores.Fieldwork, ctx, resident)
}

// dropStranger erases what is left of somebody who is gone.
func (r *Rollup) dropStranger(ctx context.Context, id string) error {
	r.working.Lock()
	defer r.working.Unlock()
	villages, err := r.unlearn(ctx, id, "")
	r.note(nil, nil, villages)
	return err
}

// dropGone erases again what came of people who are gone: those whom this server erased a moment ago and, where others share
// the store, those in a pass whom another one may have erased.
func (r *Rollup) dropGone(ctx context.Context, todo pass) error {
	r.mu.Lock()
	maps.DeleteFunc(r.leaving, func(id string, l leaver) bool {
		_, waits := todo.summaries[id] // as it may for long where the store was away
		return !waits && r.now().Sub(l.at) > leaverLife
	})
	villageOf := make(map[string]string, len(r.leaving))
	for id, l := range r.leaving {
		villageOf[id] = l.village
	}
	r.mu.Unlock()
	if r.stores.Leases != nil {
		for id, s := range todo.summaries {
			villageOf[id] = s.Village
		}
	}
	if len(villageOf) == 0 {
		return nil
	}
	known, err := r.stores.People.Known(ctx, slices.Collect(maps.Keys(villageOf)))
	if err != nil {
		return err
	}
	for id, village := range villageOf {
		if known[id] {
			continue // not erased, or not in the end
		}
		villages, err := r.unlearn(ctx, id, village)
		if err != nil {
			return err
		}
		delete(todo.summaries, id)
		todo.add(nil, nil, villages)
	}
	return nil
}
