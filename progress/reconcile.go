package progress

import (
	"context"
	"iter"

	"hocso/progress/people"
)

// reconcileChunk is how many residents are folded anew together.
const reconcileChunk = 1000

// Reconcile holds every summary against its resident, and folds anew who lives elsewhere, or is counted otherwise, than their
// summary says; what is left of people who are gone it erases. A start calls it once, beside its work: a mark can be taken
// off by a server that folds a resident just before another one changes them and goes down. It reads all people and
// summaries, one at a time.
func (r *Rollup) Reconcile(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var failed error
	next, stop := iter.Pull(func(yield func(Summary) bool) {
		failed = r.stores.Summaries.EachSummary(ctx, func(s Summary) error {
			if !yield(s) {
				return context.Canceled
			}
			return nil
		})
	})
	defer stop()
	var wrong []string
	refold := func(least int) error {
		if len(wrong) < least {
			return nil
		}
		list := wrong
		wrong = nil
		return r.Refold(ctx, list...)
	}
	s, more := next()
	err := r.stores.People.EachPerson(ctx, func(p people.Person) error {
		for ; more && s.Resident < p.ID; s, more = next() {
			wrong = append(wrong, s.Resident) // nobody
		}
		if more && s.Resident == p.ID {
			if h := homeOf(p, r.ref().Campaign); h.Village != s.Village || h.Counted != s.Counted {
				wrong = append(wrong, p.ID)
			}
			s, more = next()
		}
		return refold(reconcileChunk)
	})
	if err != nil {
		return err
	}
	for ; more; s, more = next() {
		wrong = append(wrong, s.Resident)
	}
	if failed != nil {
		return failed
	}
	return refold(1)
}
