package progress

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

const (
	storeTimeout  = 5 * time.Second
	passTimeout   = 3 * time.Minute        // every village of the province, on a database that waits for its majority
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
	Campaign  campaign.Campaign            // the province's main one
	Campaigns []campaign.Campaign          // all that are not frozen, the main one among them unless it is; nil: that one alone
	Frozen    []campaign.Head              // of those that have a settlement, each as it was settled
	Rulings   map[string][]campaign.Ruling // on villages, by RulingKey, oldest first
}

// Open returns all campaigns that are not frozen.
func (r Reference) Open() []campaign.Campaign {
	if r.Campaigns == nil {
		return []campaign.Campaign{r.Campaign}
	}
	return r.Campaigns
}

// StageOf returns how final a campaign's boards are.
func (r Reference) StageOf(c campaign.Campaign, now time.Time) campaign.Stage {
	if r.frozen(c.ID) {
		return campaign.Frozen
	}
	return c.StageAt(now)
}

func (r Reference) frozen(id string) bool {
	_, ok := r.Head(id)
	return ok
}

// Head returns the head of a campaign's settlement, and whether it has one.
func (r Reference) Head(id string) (campaign.Head, bool) {
	i := slices.IndexFunc(r.Frozen, func(h campaign.Head) bool { return h.Campaign.ID == id })
	if i < 0 {
		return campaign.Head{}, false
	}
	return r.Frozen[i], true
}

// All returns all campaigns: the open ones in their newest versions, then the frozen ones as they were settled.
func (r Reference) All() []campaign.Campaign {
	all := slices.Clone(r.Open())
	for _, h := range r.Frozen {
		all = append(all, h.Campaign)
	}
	return all
}

// In returns the campaigns in whose totals a ward and its villages are, or the province for places.Province: those on whose
// boards they are, and the main one also when it is frozen, since pages about a place go on showing it.
func (r Reference) In(ward string) []campaign.Campaign {
	in := r.openIn(ward)
	if r.frozen(r.Campaign.ID) {
		in = append(in, r.Campaign)
	}
	return in
}

// openIn returns the campaigns on whose boards a ward and its villages are: those of the province that are open, and the ward's own.
func (r Reference) openIn(ward string) []campaign.Campaign {
	var in []campaign.Campaign
	for _, c := range r.Open() {
		if c.Ward == "" || c.Ward == ward {
			in = append(in, c)
		}
	}
	return in
}

// RulingKey is the key of the rulings on a village in a campaign.
func RulingKey(campaign, village string) string { return campaign + " " + village }

// Residents tells who somebody is.
type Residents interface {
	// Person returns one person, or people.ErrNotFound.
	Person(ctx context.Context, id string) (people.Person, error)
	// Known returns those of the ids that are somebody's.
	Known(ctx context.Context, ids []string) (map[string]bool, error)
	// PeopleAfter returns the next people after an id, ordered by id, up to a limit of at least 1: fewer are the last ones.
	PeopleAfter(ctx context.Context, after string, limit int) ([]people.Person, error)
	// PeopleOf returns everybody who lives in a village.
	PeopleOf(ctx context.Context, village string) ([]people.Person, error)
}

// Stores is what progress is kept in.
type Stores struct {
	Submissions SubmissionStore
	Summaries   SummaryStore
	Totals      TotalsStore
	People      Residents
	Rolls       places.RollStore  // what waits for approval; Service.Ward alone needs it
	Leases      LeaseStore        // nil where no other server shares the store
	Fieldwork   fieldwork.Store   // nil where nothing but learning is kept
	Aliases     people.AliasStore // nil where no accounts are merged
	Trail       people.Trail      // nil where nobody moves, nor asks who did
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

	boardsAway bool        // for the log; Run's own
	unsure     atomic.Bool // whether something was stored that nobody has noted

	// working lets rounds follow each other: two at once would only get in each other's way.
	working sync.Mutex

	mu       sync.Mutex
	pending  pass
	leaving  map[string]leaver // by resident; who was erased a moment ago
	boardsOK bool
	follows  map[string]int  // see followed
	dropped  map[string]bool // frozen campaigns whose rows are gone
}

// NewRollup makes a rollup. Run must be called for it to work in the background.
func NewRollup(stores Stores, boards Boards, ref func() Reference, now func() time.Time, log *slog.Logger) *Rollup {
	return &Rollup{stores: stores, boards: boards, ref: ref, now: now, log: log, wake: make(chan struct{}, 1), pending: newPass(),
		leaving: map[string]leaver{}, dropped: map[string]bool{}, holder: rand.Text()}
}

// Note hands over freshly folded summaries and the submissions that they contain. It never waits.
func (r *Rollup) Note(summaries []Summary, keys []Key) { r.note(summaries, keys, nil) }

// Doubt says that something may have been stored whose storing failed, as where the store's answer was lost. Run looks for its
// mark within a second.
func (r *Rollup) Doubt() { r.unsure.Store(true) }

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
			if r.unsure.Swap(false) {
				if err = r.Sweep(ctx); err != nil {
					r.Doubt()
				}
			}
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

// pause waits after a round that took a while: in a rush, recomputing takes at most half of the time, or more where a
// round takes over two seconds, so that accepting submissions does not wait for it, and the more it takes on the more it saves.
func pause(ctx context.Context, took time.Duration) {
	timer := time.NewTimer(min(max(passInterval, took), longestPause))
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
		// What was carried over from a merged account on the way has marks of its own.
		if len(keys) < sweepLimit && !r.unsure.Swap(false) {
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
		summaries = append(summaries, Fold(id, homeOf(p), results[id]))
		for _, one := range results[id] {
			keys = append(keys, Key{id, one.ID})
		}
	}
	return summaries, keys, nil
}
