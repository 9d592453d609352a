package progress

import (
	"context"
	"fmt"
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

// Run stores what arrives until the context ends. Several may run at once where the store gains by it.
func (in *Intake) Run(ctx context.Context) {
	var held *arrival
	for {
		batch, next := in.gather(ctx, held)
		if batch == nil {
			return
		}
		held = next
		in.commit(batch)
	}
}

// gather waits for one arrival and takes what else is queued, up to batchLimit or to a key that the batch holds
// already; that one is returned for the next batch.
func (in *Intake) gather(ctx context.Context, held *arrival) (batch []*arrival, next *arrival) {
	if held == nil {
		select {
		case held = <-in.queue:
		case <-ctx.Done():
			return nil, nil
		}
	}
	keys := map[Key]bool{held.submission.Key(): true}
	batch = []*arrival{held}
	for len(batch) < batchLimit {
		select {
		case a := <-in.queue:
			if keys[a.submission.Key()] {
				return batch, a
			}
			keys[a.submission.Key()] = true
			batch = append(batch, a)
		default:
			return batch, nil
		}
	}
	return batch, nil
}

// commit stores a batch, folds the summaries of its residents and answers each caller. It has its own deadline: a
// caller that leaves must not undo the commit of the others.
func (in *Intake) commit(batch []*arrival) {
	ctx, cancel := context.WithTimeout(context.Background(), storeTimeout)
	defer cancel()
	answers, err := in.storeAndFold(ctx, batch)
	for i, a := range batch {
		if err != nil {
			a.done <- received{err: fmt.Errorf("%w: %w", ErrUnavailable, err)}
			continue
		}
		a.done <- answers[i]
	}
}

func (in *Intake) storeAndFold(ctx context.Context, batch []*arrival) ([]received, error) {
	submissions := make([]Submission, len(batch))
	residents := make([]string, 0, len(batch))
	latest := make(map[string]*arrival, len(batch)) // by resident
	for i, a := range batch {
		submissions[i] = a.submission
		before := latest[a.submission.Resident]
		if before == nil {
			residents = append(residents, a.submission.Resident)
		}
		if before == nil || a.home.Revision >= before.home.Revision {
			latest[a.submission.Resident] = a
		}
	}
	inserted, err := in.store.Insert(ctx, submissions)
	if err != nil {
		return nil, err
	}
	results, err := in.store.Results(ctx, residents)
	if err != nil {
		return nil, err
	}
	summaries := make(map[string]Summary, len(residents))
	for resident, a := range latest {
		summaries[resident] = Fold(resident, a.home, results[resident])
	}
	var keys []Key
	var changed []Summary // a repeat changes nothing, and no screen must hear of it
	answers := make([]received, len(batch))
	for i, one := range inserted {
		answers[i] = received{Inserted: one, summary: summaries[one.Stored.Resident]}
		if one.New {
			keys = append(keys, one.Stored.Key())
			changed = append(changed, summaries[one.Stored.Resident])
		}
	}
	if len(keys) > 0 {
		in.rollup.Note(changed, keys)
	}
	return answers, nil
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
