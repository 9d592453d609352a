package progress

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

const (
	storeTimeout  = 5 * time.Second
	passTimeout   = 30 * time.Second
	passInterval  = 250 * time.Millisecond // a place is recomputed at most this often, however many submissions arrive
	longestPause  = 2 * time.Second        // between two rounds, however long one takes
	sweepInterval = 30 * time.Second
	leaseTime     = 10 * time.Second
	maxRounds     = 10     // of computing the totals of places that others are writing too
	sweepLimit    = 50_000 // each round recomputes every village that it touches, so few large rounds do less than many small
)

// Reference is the places and the campaign at one moment: what changes rarely and everything is read by.
type Reference struct {
	Directory *places.Directory
	Campaign  campaign.Campaign
}

// Residents tells who somebody is.
type Residents interface {
	// Person returns one person, or people.ErrNotFound.
	Person(ctx context.Context, id string) (people.Person, error)
	// Known returns those of the ids that are somebody's.
	Known(ctx context.Context, ids []string) (map[string]bool, error)
	// PeopleAfter returns the next people after an id, ordered by id, up to a limit of at least 1: fewer are the last ones.
	PeopleAfter(ctx context.Context, after string, limit int) ([]people.Person, error)
}

// Stores is what progress is kept in.
type Stores struct {
	Submissions SubmissionStore
	Summaries   SummaryStore
	Totals      TotalsStore
	People      Residents
	Leases      LeaseStore // nil where no other server shares the store
}

// Rollup carries submissions on into summaries, totals and boards. Every step writes absolute values, and the mark on a
// submission is taken off only after the totals are written, so a crash anywhere leaves a trace that Sweep finds.
type Rollup struct {
	stores Stores
	boards Boards
	ref    func() Reference
	now    func() time.Time
	log    *slog.Logger
	wake   chan struct{}
	holder string // of leases

	boardsAway bool // for the log; Run's own

	// working lets rounds follow each other: two at once would only get in each other's way.
	working sync.Mutex

	mu       sync.Mutex
	pending  pass
	leaving  map[string]leaver // by resident; who was erased a moment ago
	boardsOK bool
}

// pass is what one round of recomputing has to do.
type pass struct {
	summaries map[string]Summary // by resident
	keys      []Key
	villages  map[string]bool
	changed   map[string]bool // residents who live elsewhere or are counted otherwise than before
}

func newPass() pass {
	return pass{summaries: map[string]Summary{}, villages: map[string]bool{}, changed: map[string]bool{}}
}

func (p pass) empty() bool { return len(p.summaries) == 0 && len(p.villages) == 0 && len(p.keys) == 0 }

// add takes over what another pass has to do.
func (p *pass) add(summaries []Summary, keys []Key, villages []string) {
	for _, s := range summaries {
		if old, ok := p.summaries[s.Resident]; ok {
			s = s.Over(old)
		}
		p.summaries[s.Resident] = s
	}
	p.keys = append(p.keys, keys...)
	for _, v := range villages {
		p.villages[v] = true
	}
}

// take takes over all that another pass has to do.
func (p *pass) take(o pass) {
	p.add(slices.Collect(maps.Values(o.summaries)), o.keys, slices.Collect(maps.Keys(o.villages)))
	maps.Copy(p.changed, o.changed)
}

// NewRollup makes a rollup. Run must be called for it to work in the background.
func NewRollup(stores Stores, boards Boards, ref func() Reference, now func() time.Time, log *slog.Logger) *Rollup {
	return &Rollup{stores: stores, boards: boards, ref: ref, now: now, log: log, wake: make(chan struct{}, 1), pending: newPass(),
		leaving: map[string]leaver{}, holder: rand.Text()}
}

// Note hands over freshly folded summaries and the submissions that they contain. It never waits.
func (r *Rollup) Note(summaries []Summary, keys []Key) { r.note(summaries, keys, nil) }

func (r *Rollup) note(summaries []Summary, keys []Key, villages []string) {
	p := newPass()
	p.add(summaries, keys, villages)
	r.notePass(p)
}

func (r *Rollup) notePass(p pass) {
	r.mu.Lock()
	r.pending.take(p)
	r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Run recomputes in the background until the context ends, then once more what is left.
func (r *Rollup) Run(ctx context.Context) {
	sweep := time.NewTicker(sweepInterval)
	defer sweep.Stop()
	check := time.NewTicker(time.Second)
	defer check.Stop()
	for {
		var err error
		var started time.Time
		select {
		case <-ctx.Done():
			final, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
			defer cancel()
			if err := r.Flush(final); err != nil {
				r.log.Error("last recomputing before the end failed; the next start catches up", "error", err)
			}
			return
		case <-r.wake:
			started = time.Now()
			err = r.Flush(ctx)
		case <-check.C:
			r.watchBoards(ctx)
		case <-sweep.C:
			err = r.Sweep(ctx)
		}
		if err != nil && ctx.Err() == nil {
			r.log.Error("recomputing progress failed; it will be tried again", "error", err)
		}
		if !started.IsZero() {
			pause(ctx, time.Since(started))
		}
	}
}

// pause waits after a round that took a while: in a rush, recomputing takes at most a third of the time, so that
// accepting submissions does not wait for it, and the more it takes on the more it saves.
func pause(ctx context.Context, took time.Duration) {
	timer := time.NewTimer(min(max(passInterval, 2*took), longestPause))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// Flush recomputes all that was noted. What fails stays noted. When it returns nil, what was noted before is stored and
// shown, also where another round took it on.
func (r *Rollup) Flush(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, passTimeout)
	defer cancel()
	r.working.Lock()
	defer r.working.Unlock()
	r.mu.Lock()
	todo := r.pending
	r.pending = newPass()
	r.mu.Unlock()
	if todo.empty() {
		return nil
	}
	if err := r.recompute(ctx, todo); err != nil {
		r.notePass(todo)
		return err
	}
	return nil
}

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

// divide returns the keys of those residents all of whose villages are claimed, and what is left to do when others have
// released the rest.
func (p pass) divide(villagesOf map[string][]string, claimed map[string]bool) (ours []Key, rest pass) {
	rest = newPass()
	for resident, villages := range villagesOf {
		for _, v := range villages {
			if !claimed[v] {
				rest.summaries[resident] = p.summaries[resident]
				if p.changed[resident] {
					rest.changed[resident] = true
				}
			}
		}
	}
	for v := range p.villages {
		if !claimed[v] {
			rest.villages[v] = true
		}
	}
	for _, k := range p.keys {
		if _, later := rest.summaries[k.Resident]; later {
			rest.keys = append(rest.keys, k)
		} else {
			ours = append(ours, k)
		}
	}
	return ours, rest
}

// claim leases villages, so that servers that share a store do not compute the same ones at the same moment.
func (r *Rollup) claim(ctx context.Context, villages map[string]bool) (claimed map[string]bool, release func(), err error) {
	if r.stores.Leases == nil || len(villages) == 0 {
		return villages, func() {}, nil
	}
	now := r.now()
	ids, err := r.stores.Leases.Claim(ctx, r.holder, slices.Sorted(maps.Keys(villages)), now, now.Add(leaseTime))
	if err != nil {
		return nil, nil, err
	}
	claimed = make(map[string]bool, len(ids))
	for _, id := range ids {
		claimed[id] = true
	}
	return claimed, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
		defer cancel()
		if err := r.stores.Leases.Release(ctx, r.holder, ids); err != nil {
			r.log.Warn("villages could not be released; others take them over in a few seconds", "error", err)
		}
	}, nil
}

// computed is what a round has written.
type computed struct {
	rows      []campaign.Row
	revisions map[string]int // of the totals written, by place
	villages  map[string]bool
}

// recomputeTotals writes the totals of some villages, of their wards and of the province.
func (r *Rollup) recomputeTotals(ctx context.Context, villages map[string]bool) (computed, error) {
	ref, asOf := r.ref(), r.now()
	done := computed{revisions: map[string]int{}, villages: villages}
	rows := map[string]campaign.Row{}
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
		t := FoldTotals(id, summaries, ref.Campaign, asOf)
		v, err := ref.Directory.Record(id)
		if !v.Closed() {
			rows[id] = VillageRow(v, t)
		}
		return t, err
	})
	if err != nil {
		return done, err
	}
	err = r.putTotals(ctx, slices.Collect(maps.Keys(wards)), done.revisions, func(code string) (Totals, error) {
		below := ref.Directory.AllOf(code)
		totals, err := r.stores.Totals.Totals(ctx, villageIDs(below))
		rows[code] = WardRow(code, below, totals, asOf)
		return SumTotals(code, slices.Collect(maps.Values(totals)), asOf), err
	})
	if err != nil {
		return done, err
	}
	err = r.putTotals(ctx, []string{places.Province}, done.revisions, func(string) (Totals, error) {
		all, err := r.stores.Totals.Totals(ctx, wardCodes(ref.Directory.Wards()))
		return SumTotals(places.Province, slices.Collect(maps.Values(all)), asOf), err
	})
	done.rows = slices.Collect(maps.Values(rows))
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
		stored, err := r.stores.Totals.Totals(ctx, ids)
		if err != nil {
			return err
		}
		fresh := make([]Totals, 0, len(ids))
		for _, id := range ids {
			t, err := compute(id)
			if err != nil {
				return err
			}
			t.Revision = stored[id].Revision
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
	if err := r.boards.Update(ctx, done.rows, r.now()); err != nil {
		r.setBoards(false) // watchBoards sees to them
		return nil
	}
	if r.stores.Leases == nil {
		return nil
	}
	stored, err := r.stores.Totals.Totals(ctx, slices.Collect(maps.Keys(done.revisions)))
	if err != nil {
		return err
	}
	for place, revision := range done.revisions {
		if place != places.Province && stored[place].Revision != revision {
			r.note(nil, nil, slices.Collect(maps.Keys(done.villages)))
			return nil
		}
	}
	return nil
}

// Sweep recomputes what submissions still carry the mark "not yet folded": those that a crash or a failure left.
func (r *Rollup) Sweep(ctx context.Context) error {
	for {
		keys, err := r.stores.Submissions.Unfolded(ctx, sweepLimit)
		if err != nil || len(keys) == 0 {
			return err
		}
		residents := map[string]bool{}
		for _, k := range keys {
			residents[k.Resident] = true
		}
		summaries, _, err := r.foldResidents(ctx, slices.Sorted(maps.Keys(residents)))
		if err != nil {
			return err
		}
		r.note(summaries, keys, nil)
		if err := r.Flush(ctx); err != nil {
			return err
		}
		if len(keys) < sweepLimit {
			return nil
		}
	}
}

// Mark leaves a trace of people whose village or consent is about to change, or who are about to be confirmed, so that a
// crash between the change and Refold is found by Sweep.
func (r *Rollup) Mark(ctx context.Context, residents ...string) error {
	return r.stores.Submissions.MarkUnfolded(ctx, residents)
}

// Refold recomputes some residents after what Mark announced, and their villages with them.
func (r *Rollup) Refold(ctx context.Context, residents ...string) error {
	summaries, keys, err := r.foldResidents(ctx, residents)
	if err != nil {
		return err
	}
	p := newPass()
	p.add(summaries, keys, nil)
	for _, s := range summaries {
		p.changed[s.Resident] = true
	}
	r.notePass(p)
	return nil
}

// foldResidents folds some residents anew, and returns also the keys of all that is folded. What is left of somebody who was
// erased meanwhile is erased too.
func (r *Rollup) foldResidents(ctx context.Context, residents []string) ([]Summary, []Key, error) {
	results, err := r.stores.Submissions.Results(ctx, residents)
	if err != nil {
		return nil, nil, err
	}
	summaries, keys := make([]Summary, 0, len(results)), []Key(nil)
	for _, id := range residents {
		p, err := r.stores.People.Person(ctx, id)
		if errors.Is(err, people.ErrNotFound) {
			if err := r.dropStranger(ctx, id); err != nil {
				return nil, nil, err
			}
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		summaries = append(summaries, Fold(id, homeOf(p, r.ref().Campaign), results[id]))
		for _, one := range results[id] {
			keys = append(keys, Key{id, one.ID})
		}
	}
	return summaries, keys, nil
}
