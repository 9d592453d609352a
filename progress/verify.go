package progress

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"hocso/progress/campaign"
)

// BoardReader reads boards as they are shown.
type BoardReader interface {
	// Shown returns the rows of a campaign.
	Shown(ctx context.Context, campaign string) ([]campaign.Row, error)
}

// Report is what Verify found.
type Report struct {
	Submissions int
	Summaries   int
	Villages    int
	Wards       int
	Boards      int
	Differences []string // a line each; of many of one kind only some, and a line that counts the rest
	Found       int      // how many differences there are
}

// String is the line that hocso verify prints when nothing differs.
func (r Report) String() string {
	return fmt.Sprintf("verified: %d submissions, %d summaries, %d villages, %d wards, %d boards",
		r.Submissions, r.Summaries, r.Villages, r.Wards, r.Boards)
}

const (
	// defaultPatience is longer than a server takes to fold what arrives.
	defaultPatience = 10 * time.Second
	// settleTime is how soon what no mark announces is done: boards that were away are back, what arrived of the erased is gone.
	settleTime = 3 * time.Second
	// firstPause is how long differences that may be work in flight are left alone before the second look at them all; each
	// further pause is twice as long, up to the last one.
	firstPause = 50 * time.Millisecond
	lastPause  = 800 * time.Millisecond
)

// Verify recomputes everything from the submissions and compares it with what is stored and, if boards is not nil, with
// what the boards show. It writes nothing and holds a few pages of residents, then the totals of a few wards in memory.
//
// It may run beside servers. What they have begun and not finished carries marks, so a difference is looked at again: it is one
// if what is stored stays as it is while all marks that could explain it go away, or do not go away for long.
func (r *Rollup) Verify(ctx context.Context, boards BoardReader, opts ...Option) (Report, error) {
	o := newOptions(opts)
	v := &verification{Rollup: r, shown: boards, patience: o.patience}
	v.residents = newDocket(v.lookAtResidents, func(mark Key, resident string) bool { return mark.Resident == resident })
	v.places = newDocket(v.lookAtPlaces, nil)
	v.boards = newDocket(v.lookAtBoards, nil)
	ref := r.ref()
	marks, err := v.marks(ctx)
	if err != nil {
		return Report{}, err
	}
	before, err := r.revisions(ctx, allPlaces(ref.Directory))
	if err != nil {
		return Report{}, err
	}
	read := newTally(ref)
	err = r.eachPage(ctx, o.tell, func(ctx context.Context, p page) error {
		read.add(p)
		v.mu.Lock()
		defer v.mu.Unlock()
		return v.doubtResidents(ctx, p.strange)
	})
	if err != nil {
		return Report{}, err
	}
	err = r.eachWard(ctx, o.tell, func(ctx context.Context, right map[string]Totals) error {
		v.mu.Lock()
		defer v.mu.Unlock()
		return v.compareTotals(ctx, right, before, len(marks) == 0)
	})
	if err != nil {
		return Report{}, err
	}
	report := read.counts
	if boards != nil {
		if report.Boards, err = v.compareBoards(ctx); err != nil {
			return Report{}, err
		}
	}
	if err := v.settle(ctx, marks); err != nil {
		return Report{}, err
	}
	report.Differences, report.Found = v.found.lines(), v.found.count
	return report, nil
}

// compareTotals compares the totals of some places with the right ones. In a quiet store each difference is one; where
// something was folded meanwhile, totals are compared with what they were computed from.
func (v *verification) compareTotals(ctx context.Context, right map[string]Totals, before map[string]int, quiet bool) error {
	marks, err := v.marks(ctx)
	if err != nil {
		return err
	}
	quiet = quiet && len(marks) == 0
	for places := range slices.Chunk(slices.Sorted(maps.Keys(right)), totalsAtOnce) {
		stored, err := v.stores.Totals.Totals(ctx, places)
		if err != nil {
			return err
		}
		for _, place := range places {
			switch t := stored[place]; {
			case t.Equal(right[place]):
			case quiet && t.Revision == before[place]:
				v.found.add(totalsDiffer(place, t, right[place]))
			default:
				v.places.open[place] = doubt{}
			}
		}
	}
	return nil
}

func totalsDiffer(place string, stored, right Totals) finding {
	return finding{kind: "totals", line: fmt.Sprintf("totals of %s: stored %+v, folded %+v", place, stored, right), state: stateOf(stored)}
}

// lookAtPlaces compares the totals of some places with what is stored below them.
func (v *verification) lookAtPlaces(ctx context.Context, keys []string) (map[string]finding, error) {
	stored, err := v.stores.Totals.Totals(ctx, keys)
	if err != nil {
		return nil, err
	}
	differ := map[string]finding{}
	for _, place := range keys {
		right, err := v.sum(ctx, place)
		if err != nil {
			return nil, err
		}
		if !stored[place].Equal(right) {
			differ[place] = totalsDiffer(place, stored[place], right)
		}
	}
	return differ, nil
}

// Equal reports whether two summaries say the same, of whatever revision of their resident and wherever they lived before.
func (s Summary) Equal(o Summary) bool {
	return s.Resident == o.Resident && s.Village == o.Village && s.Counted == o.Counted && s.Unconfirmed == o.Unconfirmed && s.Submissions == o.Submissions &&
		s.FirstAt.Equal(o.FirstAt) && slices.EqualFunc(s.Modules, o.Modules, ModuleSummary.equal) &&
		slices.Equal(s.Days, o.Days) && slices.Equal(s.Hours, o.Hours) && slices.Equal(s.Reviews, o.Reviews)
}

// tells reports whether a stored summary says what the right one does, and knows all villages in which its resident handed in.
func (s Summary) tells(right Summary) bool {
	return s.Equal(right) && !slices.ContainsFunc(right.Former, func(v string) bool { return !slices.Contains(s.Former, v) })
}

func (m ModuleSummary) equal(o ModuleSummary) bool {
	return m.Module == o.Module && m.Attempts == o.Attempts && m.Best == o.Best && m.Max == o.Max && slices.EqualFunc(m.Tries, o.Tries, Try.equal) &&
		m.First.equal(o.First) && m.PassedAt.Equal(o.PassedAt) && m.LastAt.Equal(o.LastAt)
}

func (t Try) equal(o Try) bool {
	same := t.At.Equal(o.At)
	o.At = t.At
	return same && t == o
}

// Equal reports whether two totals count the same, whenever they were computed. Totals of a place that has none stored
// are all zero.
func (t Totals) Equal(o Totals) bool {
	return t.Learners == o.Learners && t.Submissions == o.Submissions && maps.Equal(t.Modules, o.Modules) && maps.Equal(t.Days, o.Days) &&
		maps.EqualFunc(t.Campaigns, o.Campaigns, Count.equal) && t.Study.Equal(o.Study)
}
