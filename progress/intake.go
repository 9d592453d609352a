package progress

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"sync"
)

// batchLimit is how many submissions are committed together at the most.
const batchLimit = 256

// Intake commits submissions that arrive together in one go: while one batch is being made durable, the next one
// gathers, so a lone submission waits for nobody and a rush costs few syncs. Each caller waits until its own is stored.
type Intake struct {
	store  SubmissionStore
	rollup *Rollup
	queue  chan *arrival
}

type arrival struct {
	submission Submission
	home       Home
	done       chan received
}

type received struct {
	Inserted
	summary Summary
	err     error
}

// NewIntake makes an intake that hands what it stored to a rollup. Run must be called for it to work.
func NewIntake(store SubmissionStore, rollup *Rollup) *Intake {
	return &Intake{store: store, rollup: rollup, queue: make(chan *arrival, 4*batchLimit)}
}

// Run stores what arrives until the context ends. While one batch is being stored, the one before is folded and answered.
// Several may run at once where the store gains by it.
func (in *Intake) Run(ctx context.Context) {
	committed := make(chan batch, 1)
	var answering sync.WaitGroup
	answering.Go(func() {
		for b := range committed {
			in.answer(b)
		}
	})
	defer answering.Wait()
	defer close(committed)
	var held *arrival
	for {
		arrivals, next := in.gather(ctx, held)
		if arrivals == nil {
			return
		}
		held = next
		committed <- in.commit(arrivals)
	}
}

// gather waits for one arrival and takes what else is queued, up to batchLimit or to a key that the batch holds
// already; that one is returned for the next batch.
func (in *Intake) gather(ctx context.Context, held *arrival) (arrivals []*arrival, next *arrival) {
	if held == nil {
		select {
		case held = <-in.queue:
		case <-ctx.Done():
			return nil, nil
		}
	}
	keys := map[Key]bool{held.submission.Key(): true}
	arrivals = []*arrival{held}
	for yielded := false; len(arrivals) < batchLimit; {
		select {
		case a := <-in.queue:
			if keys[a.submission.Key()] {
				return arrivals, a
			}
			keys[a.submission.Key()] = true
			arrivals = append(arrivals, a)
			yielded = false
		default:
			if yielded {
				return arrivals, nil
			}
			runtime.Gosched()
			yielded = true
		}
	}
	return arrivals, nil
}

// batch is arrivals that were stored together, or were not.
type batch struct {
	arrivals []*arrival
	inserted []Inserted
	results  map[string][]Result // by resident
	err      error
}

// commit stores arrivals. It has its own deadline: a caller that leaves must not undo the commit of the others.
func (in *Intake) commit(arrivals []*arrival) batch {
	ctx, cancel := context.WithTimeout(context.Background(), storeTimeout)
	defer cancel()
	submissions := make([]Submission, len(arrivals))
	for i, a := range arrivals {
		submissions[i] = a.submission
	}
	b := batch{arrivals: arrivals}
	if b.inserted, b.err = in.store.Insert(ctx, submissions); b.err == nil {
		b.results, b.err = in.results(ctx, b.inserted)
	}
	return b
}

// answer folds the summaries of a batch's residents and answers each caller.
func (in *Intake) answer(b batch) {
	if b.err != nil {
		in.rollup.Doubt()
		for _, a := range b.arrivals {
			a.done <- received{err: fmt.Errorf("%w: %w", ErrUnavailable, b.err)}
		}
		return
	}
	homes := make(map[string]Home, len(b.arrivals)) // by resident, the newest
	for _, a := range b.arrivals {
		if before, ok := homes[a.submission.Resident]; !ok || a.home.Revision >= before.Revision {
			homes[a.submission.Resident] = a.home
		}
	}
	summaries := make(map[string]Summary, len(homes))
	for resident, home := range homes {
		summaries[resident] = Fold(resident, home, b.results[resident])
	}
	var keys []Key
	var changed []Summary // a repeat changes nothing, and no screen must hear of it
	for _, one := range b.inserted {
		if one.New {
			keys = append(keys, one.Stored.Key())
			changed = append(changed, summaries[one.Stored.Resident])
		}
	}
	if len(keys) > 0 {
		in.rollup.Note(changed, keys)
	}
	for i, a := range b.arrivals {
		a.done <- received{Inserted: b.inserted[i], summary: summaries[a.submission.Resident]}
	}
}

// results returns the results of everybody in a batch: those that came with it, and the rest from the store.
func (in *Intake) results(ctx context.Context, inserted []Inserted) (map[string][]Result, error) {
	results := make(map[string][]Result, len(inserted))
	var missing []string
	for _, one := range inserted {
		resident := one.Stored.Resident
		if _, seen := results[resident]; !seen && one.Results == nil {
			missing = append(missing, resident)
		}
		results[resident] = one.Results
	}
	if len(missing) == 0 {
		return results, nil
	}
	read, err := in.store.Results(ctx, missing)
	maps.Copy(results, read)
	return results, err
}

// put stores one submission and returns once it is durable.
func (in *Intake) put(ctx context.Context, s Submission, home Home) (Inserted, Summary, error) {
	a := &arrival{submission: s, home: home, done: make(chan received, 1)}
	select {
	case in.queue <- a:
	case <-ctx.Done():
		return Inserted{}, Summary{}, fmt.Errorf("%w: %w", ErrUnavailable, ctx.Err())
	}
	select {
	case r := <-a.done:
		return r.Inserted, r.summary, r.err
	case <-ctx.Done():
		return Inserted{}, Summary{}, fmt.Errorf("%w: %w", ErrUnavailable, ctx.Err())
	}
}
