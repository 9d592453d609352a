package progress

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"hocso/progress/people"
	"hocso/progress/places"
)

// verification is one run of Verify.
type verification struct {
	*Rollup
	shown    BoardReader
	patience time.Duration

	mu                        sync.Mutex // of pages that are compared at the same time
	residents, places, boards *docket
	found                     differences
}

// marks returns those of the submissions that wait to be folded, the oldest of very many.
func (v *verification) marks(ctx context.Context) (map[Key]bool, error) {
	keys, err := v.stores.Submissions.Unfolded(ctx, sweepLimit)
	marks := make(map[Key]bool, len(keys))
	for _, k := range keys {
		marks[k] = true
	}
	return marks, err
}

// finding is something stored that is not what it should be, as far as one look tells.
type finding struct {
	kind  string
	line  string
	state [sha256.Size]byte // of what is stored
	slow  bool              // what would explain it carries no mark and is done in settleTime
}

func stateOf(stored any) [sha256.Size]byte { return sha256.Sum256(fmt.Appendf(nil, "%+v", stored)) }

// doubt is a finding that may be work in flight.
type doubt struct {
	finding
	since time.Time    // when the state was seen first; zero if nobody has looked closely yet
	marks map[Key]bool // that were there after it, and may explain it
}

// openLimit bounds what is kept of doubts. More are told as they are.
const openLimit = 5000

// docket is doubts of one sort, by what they are about.
type docket struct {
	// look finds which of the keys differ. It reads what is stored before what that follows from, so that the one can be
	// behind the other and never ahead of it.
	look     func(ctx context.Context, keys []string) (map[string]finding, error)
	explains func(mark Key, key string) bool // whether a mark may explain a difference; nil: each may explain any
	open     map[string]doubt
}

func newDocket(look func(context.Context, []string) (map[string]finding, error), explains func(Key, string) bool) *docket {
	return &docket{look: look, explains: explains, open: map[string]doubt{}}
}

// review looks at all doubts again. Marks are read before the look, to know which have gone, and after it, to know what may
// explain what it saw: the work that a mark stands for is done before the mark is taken off.
func (v *verification) review(ctx context.Context, d *docket) error {
	if len(d.open) == 0 {
		return nil
	}
	before, err := v.marks(ctx)
	if err != nil {
		return err
	}
	now, err := d.look(ctx, slices.Sorted(maps.Keys(d.open)))
	if err != nil {
		return err
	}
	after, err := v.marks(ctx)
	if err != nil {
		return err
	}
	for key, was := range d.open {
		f, differs := now[key]
		switch {
		case !differs:
			delete(d.open, key)
		case was.since.IsZero() || f.state != was.state:
			d.open[key] = doubt{finding: f, since: time.Now(), marks: d.explaining(after, key)}
		case anyOf(was.marks, before), f.slow && time.Since(was.since) < min(settleTime, v.patience):
			d.open[key] = doubt{finding: f, since: was.since, marks: was.marks}
		default:
			v.found.add(f)
			delete(d.open, key)
		}
	}
	return nil
}

func (d *docket) explaining(marks map[Key]bool, key string) map[Key]bool {
	if d.explains == nil {
		return marks
	}
	some := map[Key]bool{}
	for mark := range marks {
		if d.explains(mark, key) {
			some[mark] = true
		}
	}
	return some
}

func anyOf(some, marks map[Key]bool) bool {
	for mark := range some {
		if marks[mark] {
			return true
		}
	}
	return false
}

// doubtResidents looks at residents who seem to differ, and tells at once of those whom no mark explains.
func (v *verification) doubtResidents(ctx context.Context, ids []string) error {
	for some := range slices.Chunk(ids, pageSize) {
		d := newDocket(v.residents.look, v.residents.explains)
		for _, id := range some {
			d.open[id] = doubt{}
		}
		for range 2 {
			if err := v.review(ctx, d); err != nil {
				return err
			}
		}
		for id, left := range d.open {
			if len(v.residents.open) >= openLimit {
				v.found.add(left.finding)
				continue
			}
			v.residents.open[id] = left
		}
	}
	return nil
}

// lookAtResidents compares the summaries of some residents with what follows from their submissions.
func (v *verification) lookAtResidents(ctx context.Context, ids []string) (map[string]finding, error) {
	stored, known := make(map[string]Summary, len(ids)), make(map[string]people.Person, len(ids))
	for _, id := range ids {
		s, err := v.stores.Summaries.Summary(ctx, id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		p, err := v.stores.People.Person(ctx, id)
		if err == nil {
			known[id] = p
		} else if !errors.Is(err, people.ErrNotFound) {
			return nil, err
		}
		stored[id] = s
	}
	results, err := v.stores.Submissions.Results(ctx, ids)
	if err != nil {
		return nil, err
	}
	differ := map[string]finding{}
	for _, id := range ids {
		p, ok := known[id]
		if f := compareSummary(id, ok, stored[id], Fold(id, homeOf(p), results[id])); f.line != "" {
			f.state = stateOf(stored[id])
			differ[id] = f
		}
	}
	return differ, nil
}

// compareSummary finds what is wrong with the summary of one resident; no line if nothing is.
func compareSummary(id string, known bool, stored, right Summary) finding {
	f := finding{kind: "summaries"}
	switch {
	case right.Submissions == 0 && stored.Submissions > 0:
		f.slow, f.line = true, fmt.Sprintf("summary of %s: stored %d submissions, none exist", id, stored.Submissions)
	case right.Submissions == 0:
	case !known:
		f.kind, f.slow, f.line = "residents who are not known", true, fmt.Sprintf("submissions of resident %s, who is not known", id)
	case stored.Resident == "":
		f.kind, f.line = "missing summaries", fmt.Sprintf("summary of %s: there is none, of %d submissions", id, right.Submissions)
	case !stored.tells(right):
		f.slow = stored.Revision < right.Revision // they are moving
		f.line = fmt.Sprintf("summary of %s: stored %+v, folded %+v", id, stored, right)
	}
	return f
}

// sum returns the totals of a place that follow from what is stored below it.
func (v *verification) sum(ctx context.Context, place string) (Totals, error) {
	ref := v.ref()
	if village, err := ref.Directory.Record(place); err == nil {
		summaries, err := v.stores.Summaries.SummariesOf(ctx, village.ID)
		return FoldTotals(place, summaries, ref.Campaign, ref.In(village.Ward), v.now()), err
	}
	below := wardCodes(ref.Directory.Wards())
	if place != places.Province {
		below = villageIDs(ref.Directory.AllOf(place))
	}
	totals, err := v.stores.Totals.Totals(ctx, below)
	return SumTotals(place, slices.Collect(maps.Values(totals)), ref.In(place), v.now()), err
}

// settle looks at doubts until none is left or patience ends, and tells of what is still as it was then. first are the marks
// that were there when the verification began.
func (v *verification) settle(ctx context.Context, first map[Key]bool) error {
	var started time.Time // after the first look
	for round := 0; ; round++ {
		for _, d := range []*docket{v.residents, v.places, v.boards} {
			if err := v.review(ctx, d); err != nil {
				return err
			}
		}
		marks, err := v.marks(ctx)
		if err != nil {
			return err
		}
		maps.DeleteFunc(first, func(k Key, _ bool) bool { return !marks[k] })
		if len(first)+len(v.residents.open)+len(v.places.open)+len(v.boards.open) == 0 {
			return nil
		}
		if round == 0 {
			started = time.Now()
		} else if time.Since(started) >= v.patience {
			break
		}
		if err := wait(ctx, min(firstPause<<min(round, 4), lastPause, v.patience)); err != nil {
			return err
		}
	}
	if len(first) > 0 {
		v.found.add(finding{kind: "marks", line: fmt.Sprintf("%d submissions or more wait to be folded: start the server or run hocso rebuild", len(first))})
	}
	for _, d := range []*docket{v.residents, v.places, v.boards} {
		for _, left := range d.open {
			if !left.since.After(started) { // else it is being written all the time
				v.found.add(left.finding)
			}
		}
	}
	return nil
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// shownOfAKind is how many differences of one kind are told: a million lines help nobody.
const shownOfAKind = 100

// differences are those found, by kind.
type differences struct {
	count int
	kinds map[string]*ofAKind
}

type ofAKind struct {
	count int
	lines []string
}

func (d *differences) add(f finding) {
	if d.kinds == nil {
		d.kinds = map[string]*ofAKind{}
	}
	kind := d.kinds[f.kind]
	if kind == nil {
		kind = &ofAKind{}
		d.kinds[f.kind] = kind
	}
	d.count++
	kind.count++
	if kind.count <= shownOfAKind {
		kind.lines = append(kind.lines, f.line)
	}
}

func (d *differences) lines() []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(d.kinds)) {
		kind := d.kinds[name]
		slices.Sort(kind.lines)
		lines = append(lines, kind.lines...)
		if more := kind.count - len(kind.lines); more > 0 {
			lines = append(lines, fmt.Sprintf("and %d more %s", more, name))
		}
	}
	return lines
}
