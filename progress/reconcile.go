package progress

import (
	"context"

	"hocso/progress/people"
)

// Reconcile holds every summary against its resident, and folds anew who lives elsewhere, or is counted otherwise, than their
// summary says; what is left of people who are gone it erases. A start calls it once, beside its work: a mark can be taken
// off by a server that folds a resident just before another one changes them and goes down. It goes through people and
// summaries a page at a time.
func (r *Rollup) Reconcile(ctx context.Context) error {
	var within Span
	for last := false; !last; within.After = within.UpTo {
		list, err := r.stores.People.PeopleAfter(ctx, within.After, pageSize)
		if err != nil {
			return err
		}
		within.UpTo = ""
		if last = len(list) < pageSize; !last {
			within.UpTo = list[len(list)-1].ID
		}
		wrong, err := r.misplaced(ctx, within, list)
		if err != nil {
			return err
		}
		if len(wrong) == 0 {
			continue
		}
		if err := r.Refold(ctx, wrong...); err != nil {
			return err
		}
	}
	return nil
}

// misplaced returns those of a span whose summary says something else of where they count than they do, or who are nobody.
func (r *Rollup) misplaced(ctx context.Context, within Span, list []people.Person) ([]string, error) {
	homes := make(map[string]Home, len(list))
	for _, p := range list {
		homes[p.ID] = homeOf(p)
	}
	var wrong []string
	err := r.stores.Summaries.EachSummary(ctx, within, func(s Summary) error {
		home, known := homes[s.Resident]
		if !known || home.Village != s.Village || home.Counted != s.Counted || home.Unconfirmed != s.Unconfirmed {
			wrong = append(wrong, s.Resident)
		}
		return nil
	})
	return wrong, err
}
