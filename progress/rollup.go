package progress

import (
	"context"
	"errors"
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
	// EachPerson calls f for everybody, ordered by id, until f fails; it returns f's error.
	EachPerson(ctx context.Context, f func(people.Person) error) error
}

// Stores is what progress is kept in.
type Stores struct {
	Submissions SubmissionStore
	Summaries   SummaryStore
	Totals      TotalsStore
	People      Residents
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

	boardsAway bool // for the log; Run's own

	// working lets rounds and rebuilding follow each other: each would overwrite the other's totals with older ones.
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
}

func newPass() pass { return pass{summaries: map[string]Summary{}, villages: map[string]bool{}} }

func (p pass) empty() bool { return len(p.summaries) == 0 && len(p.villages) == 0 && len(p.keys) == 0 }

// add takes over what another pass has to do; of two summaries the one of more submissions is newer.
func (p *pass) add(summaries []Summary, keys []Key, villages []string) {
	for _, s := range summaries {
		if old, ok := p.summaries[s.Resident]; !ok || s.Submissions >= old.Submissions {
			p.summaries[s.Resident] = s
		}
		p.villages[s.Village] = true
	}
	p.keys = append(p.keys, keys...)
	for _, v := range villages {
		p.villages[v] = true
	}
}

// NewRollup makes a rollup. Run must be called for it to work in the background.
func NewRollup(stores Stores, boards Boards, ref func() Reference, now func() time.Time, log *slog.Logger) *Rollup {
	return &Rollup{stores: stores, boards: boards, ref: ref, now: now, log: log, wake: make(chan struct{}, 1), pending: newPass(),
		leaving: map[string]leaver{}}
}

// Note hands over freshly folded summaries and the submissions that they contain. It never waits.
func (r *Rollup) Note(summaries []Summary, keys []Key) { r.note(summaries, keys, nil) }

func (r *Rollup) note(summaries []Summary, keys []Key, villages []string) {
	r.mu.Lock()
	r.pending.add(summaries, keys, villages)
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

// pause waits after a round that took a while: in a rush, recomputing takes at most a fifth of the time, so that
// accepting submissions does not wait for it, and the more it takes on the more it saves.
func pause(ctx context.Context, took time.Duration) {
	timer := time.NewTimer(min(max(passInterval, 4*took), longestPause))
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
		r.note(slices.Collect(maps.Values(todo.summaries)), todo.keys, slices.Collect(maps.Keys(todo.villages)))
		return err
	}
	return nil
}

func (r *Rollup) recompute(ctx context.Context, todo pass) error {
	if err := r.dropLeavers(ctx, todo); err != nil {
		return err
	}
	if err := r.stores.Summaries.PutSummaries(ctx, slices.Collect(maps.Values(todo.summaries))); err != nil {
		return err
	}
	rows, err := r.recomputeTotals(ctx, todo.villages)
	if err != nil {
		return err
	}
	if err := r.stores.Submissions.MarkFolded(ctx, todo.keys); err != nil {
		return err
	}
	if err := r.boards.Update(ctx, rows, r.now()); err != nil {
		r.setBoards(false) // watchBoards sees to them
	}
	return nil
}

// recomputeTotals writes the totals of some villages, of their wards and of the province, and returns their rows.
func (r *Rollup) recomputeTotals(ctx context.Context, villages map[string]bool) ([]campaign.Row, error) {
	ref, asOf := r.ref(), r.now()
	var rows []campaign.Row
	var fresh []Totals
	wards := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(villages)) {
		v, err := ref.Directory.Village(id)
		if err != nil {
			continue // a summary of somebody whose village is gone counts nowhere
		}
		summaries, err := r.stores.Summaries.SummariesOf(ctx, id)
		if err != nil {
			return nil, err
		}
		t := FoldTotals(id, summaries, ref.Campaign, asOf)
		fresh = append(fresh, t)
		rows = append(rows, VillageRow(v, t))
		wards[v.Ward] = true
	}
	if err := r.stores.Totals.PutTotals(ctx, fresh); err != nil {
		return nil, err
	}
	wardTotals := make([]Totals, 0, len(wards))
	for _, code := range slices.Sorted(maps.Keys(wards)) {
		below := ref.Directory.VillagesOf(code)
		totals, err := r.stores.Totals.Totals(ctx, villageIDs(below))
		if err != nil {
			return nil, err
		}
		wardTotals = append(wardTotals, SumTotals(code, slices.Collect(maps.Values(totals)), asOf))
		rows = append(rows, WardRow(code, below, totals, asOf))
	}
	if err := r.stores.Totals.PutTotals(ctx, wardTotals); err != nil {
		return nil, err
	}
	all, err := r.stores.Totals.Totals(ctx, wardCodes(ref.Directory.Wards()))
	if err != nil {
		return nil, err
	}
	province := SumTotals(places.Province, slices.Collect(maps.Values(all)), asOf)
	return rows, r.stores.Totals.PutTotals(ctx, []Totals{province})
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
		summaries, err := r.foldResidents(ctx, slices.Sorted(maps.Keys(residents)))
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

// Refold recomputes one resident after their village or consent changed, or they were confirmed, and their village with them.
func (r *Rollup) Refold(ctx context.Context, resident string) error {
	summaries, err := r.foldResidents(ctx, []string{resident})
	if err != nil {
		return err
	}
	r.note(summaries, nil, nil)
	return nil
}

// foldResidents folds some residents anew. The submissions of somebody who was erased meanwhile are erased too.
func (r *Rollup) foldResidents(ctx context.Context, residents []string) ([]Summary, error) {
	results, err := r.stores.Submissions.Results(ctx, residents)
	if err != nil {
		return nil, err
	}
	summaries := make([]Summary, 0, len(results))
	for _, id := range residents {
		p, err := r.stores.People.Person(ctx, id)
		if errors.Is(err, people.ErrNotFound) {
			if err := r.stores.Submissions.DeleteSubmissionsOf(ctx, id); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		summaries = append(summaries, Fold(id, p.Village, p.Counted(r.ref().Campaign.CountUnconfirmed), results[id]))
	}
	return summaries, nil
}
