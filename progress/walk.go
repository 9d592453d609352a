package progress

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"hocso/progress/people"
	"hocso/progress/places"
)

const (
	// pageSize is how many people are gone through together when everything is recomputed.
	pageSize = 1000
	// pagesAtOnce bounds what is held of the store at one moment, whatever it has.
	pagesAtOnce = 2
	// totalsAtOnce is how many whole totals are read together where those of all places are looked at.
	totalsAtOnce = 200
)

// Option changes how Verify and Rebuild go on.
type Option func(*options)

type options struct {
	tell     func(n int)
	patience time.Duration
	counts   *Report
}

// Telling has f called each time when that many more people and submissions were gone through, as each is twice. Several goroutines
// call it.
func Telling(f func(n int)) Option { return func(o *options) { o.tell = f } }

// Patience is how long Verify waits at the most for a server to finish what it has begun.
func Patience(d time.Duration) Option { return func(o *options) { o.patience = d } }

// Counting puts the numbers of what Rebuild went through into a report.
func Counting(into *Report) Option { return func(o *options) { o.counts = into } }

func newOptions(given []Option) options {
	o := options{tell: func(int) {}, patience: defaultPatience, counts: &Report{}}
	for _, set := range given {
		set(&o)
	}
	return o
}

// page is a span of residents, what follows from their submissions, and who differs from it in the store.
type page struct {
	folded  []Summary // of those with submissions
	unsaved []Summary // of those, which are not stored so
	strange []string  // who is stored otherwise than folded, or not known and has submissions
	winning []string  // of those, whose stored summary would win over the right one
	read    int       // people and submissions
	results int       // submissions
}

// few begins work with a context that ends with the first error, which wait returns. Little is done at the same time, so that little of the
// store is in memory; in a store that others share, one after the other.
func (r *Rollup) few(ctx context.Context) (within context.Context, begin func(func() error), wait func() error) {
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(pagesAtOnce)
	if r.stores.Leases != nil {
		group.SetLimit(1)
	}
	return within, group.Go, group.Wait
}

// eachPage goes through all residents, with one stretch of ids after the other and few of them in memory. Between two
// stretches nothing is open in the store, so that neither SQLite's log nor a cursor has to last for the whole. Several
// goroutines call f.
func (r *Rollup) eachPage(ctx context.Context, tell func(n int), f func(context.Context, page) error) error {
	within, begin, wait := r.few(ctx)
	var next Span
	for last := false; !last; {
		list, err := r.stores.People.PeopleAfter(within, next.After, pageSize)
		if err != nil {
			return cmp.Or(wait(), err) // what failed before and so ended this reading comes first
		}
		if last = len(list) < pageSize; !last {
			next.UpTo = list[len(list)-1].ID
		}
		here := next
		begin(func() error {
			p, err := r.readPage(within, here, list)
			if err != nil {
				return err
			}
			tell(p.read)
			return f(within, p)
		})
		next = Span{After: here.UpTo}
	}
	return wait()
}

func (r *Rollup) readPage(ctx context.Context, within Span, list []people.Person) (page, error) {
	p := page{read: len(list)}
	homes := make(map[string]Home, len(list))
	for _, one := range list {
		homes[one.ID] = homeOf(one)
	}
	missing := make(map[string]Summary, len(list)) // folded, and not met in the store so far
	err := r.stores.Submissions.EachResident(ctx, within, func(resident string, results []Result) error {
		p.results += len(results)
		home, ok := homes[resident]
		if !ok {
			p.strange, p.winning = append(p.strange, resident), append(p.winning, resident)
			return nil
		}
		s := Fold(resident, home, results)
		p.folded, missing[resident] = append(p.folded, s), s
		return nil
	})
	if err != nil {
		return p, err
	}
	p.read += p.results
	err = r.stores.Summaries.EachSummary(ctx, within, func(stored Summary) error {
		right, ok := missing[stored.Resident]
		delete(missing, stored.Resident)
		switch {
		case ok && stored.tells(right) && stored.Revision <= right.Revision, !ok && stored.Submissions == 0:
			return nil
		case stored.Submissions > right.Submissions, stored.Revision > right.Revision:
			p.winning = append(p.winning, stored.Resident)
		default:
			p.unsaved = append(p.unsaved, right)
		}
		if !ok || !stored.tells(right) {
			p.strange = append(p.strange, stored.Resident)
		}
		return nil
	})
	for resident, s := range missing {
		p.strange, p.unsaved = append(p.strange, resident), append(p.unsaved, s)
	}
	return p, err
}

// tally counts what pages hold.
type tally struct {
	mu     sync.Mutex
	counts Report
}

func newTally(ref Reference) *tally {
	return &tally{counts: Report{Villages: len(ref.Directory.Villages()), Wards: len(ref.Directory.Wards())}}
}

func (t *tally) add(p page) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts.Submissions += p.results
	t.counts.Summaries += len(p.folded)
}

// bareTotals returns the stored totals of places without their modules and days: boards need only the rest.
func (r *Rollup) bareTotals(ctx context.Context, keys []string) (map[string]Totals, error) {
	bare := make(map[string]Totals, len(keys))
	for chunk := range slices.Chunk(keys, totalsAtOnce) {
		stored, err := r.stores.Totals.PlainTotals(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for place, t := range stored {
			t.Modules, t.Days = nil, nil
			bare[place] = t
		}
	}
	return bare, nil
}

// revisions returns those of the stored totals of places.
func (r *Rollup) revisions(ctx context.Context, keys []string) (map[string]int, error) {
	revisions := make(map[string]int, len(keys))
	for chunk := range slices.Chunk(keys, totalsAtOnce) {
		stored, err := r.stores.Totals.TotalsRevisions(ctx, chunk)
		if err != nil {
			return nil, err
		}
		maps.Copy(revisions, stored)
	}
	return revisions, nil
}

// allPlaces are the keys of all totals, those of closed villages too.
func allPlaces(dir *places.Directory) []string {
	return slices.Concat(villageIDs(dir.Villages()), villageIDs(dir.Closed()), wardCodes(dir.Wards()), []string{places.Province})
}
