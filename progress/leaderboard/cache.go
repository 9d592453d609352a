package leaderboard

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

const (
	cacheFor    = 250 * time.Millisecond
	lookAfter   = time.Second      // how often somebody looks for those who only wait to be told
	awaitedFor  = 30 * time.Second // for how long somebody who waits is looked for; who waits on asks again before
	readTimeout = time.Second
)

// Reader reads the rows of campaigns. *Boards is one.
type Reader interface {
	// Rows returns the rows of a campaign, or ErrNotBuilt.
	Rows(ctx context.Context, campaign string) (Rows, error)
	// State returns what Rows would return as State, or ErrNotBuilt.
	State(ctx context.Context, campaign string) (string, error)
	// Follow calls changed with the id of a campaign whose rows were written, until the context ends. It may miss some.
	Follow(ctx context.Context, changed func(campaign string))
}

// Cache keeps the last table of each campaign that was asked for, so that a rush of readers asks Redis four times a second at
// most, and readers still get the last boards, marked stale, while Redis is away. Run tells those who wait for the next table.
type Cache struct {
	reader Reader
	now    func() time.Time
	flight singleflight.Group

	mu      sync.RWMutex
	entries map[string]*entry // by campaign
}

// entry is what is kept of a campaign. The cache's mutex guards it.
type entry struct {
	of      campaign.Campaign // as it was asked for last
	table   *Table            // nil: none was read yet
	readAt  time.Time
	changed chan struct{} // is closed when there is another table
	awaited time.Time     // when somebody last began to wait for it
}

// NewCache makes a cache.
func NewCache(reader Reader, now func() time.Time) *Cache {
	return &Cache{reader: reader, now: now, entries: map[string]*entry{}}
}

// Table returns a table at most a moment old, or the last one marked stale if it cannot be read anew. ErrUnavailable if there is
// none. The same table comes back as the same pointer.
func (c *Cache) Table(ctx context.Context, of campaign.Campaign) (*Table, error) {
	if table, readAt := c.last(of.ID); table != nil && table.Campaign.Version == of.Version && c.left(readAt) > 0 {
		return table, nil
	}
	got := c.flight.DoChan(of.ID, func() (any, error) { return c.refresh(of) })
	select {
	case res := <-got:
		if res.Err != nil {
			return nil, res.Err
		}
		return res.Val.(*Table), nil
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, ctx.Err())
	}
}

// Changed returns a channel that is closed when there is another table than now, or another day. Who waits for longer than a
// few seconds asks again.
func (c *Cache) Changed(of campaign.Campaign) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entry(of.ID)
	e.of, e.awaited = of, c.now()
	return e.changed
}

// Forget lets go of what is kept of a campaign that is frozen, and tells those who wait for its next table.
func (c *Cache) Forget(campaign string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.entries[campaign]; e != nil {
		delete(c.entries, campaign)
		e.tell()
	}
}

// entry must be called with the mutex held.
func (c *Cache) entry(campaign string) *entry {
	e := c.entries[campaign]
	if e == nil {
		e = &entry{changed: make(chan struct{})}
		c.entries[campaign] = e
	}
	return e
}

func (c *Cache) last(campaign string) (*Table, time.Time) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if e := c.entries[campaign]; e != nil {
		return e.table, e.readAt
	}
	return nil, time.Time{}
}

// left returns for how long what was read at a moment is new enough; 0 also after a moment to come, as where a clock was set back.
func (c *Cache) left(readAt time.Time) time.Duration {
	if left := cacheFor - c.now().Sub(readAt); left <= cacheFor {
		return max(left, 0)
	}
	return 0
}

// refresh has its own deadline, since its answer serves all who wait.
func (c *Cache) refresh(of campaign.Campaign) (*Table, error) {
	ctx, cancel := context.WithTimeout(context.Background(), readTimeout)
	defer cancel()
	began := c.now()
	last, _ := c.last(of.ID)
	next, err := c.read(ctx, of, last)
	switch {
	case err == nil:
	case last == nil:
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	case last.unread:
		next = last
	default:
		next = last.stale()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entry(of.ID)
	e.of, e.readAt = of, began
	if e.table != next {
		e.table = next
		e.tell()
	}
	return next, nil
}

// read returns the table as it is now: the last one if nothing has changed.
func (c *Cache) read(ctx context.Context, of campaign.Campaign, last *Table) (*Table, error) {
	if last != nil && !last.unread && last.Campaign.Version == of.Version {
		state, err := c.reader.State(ctx, of.ID)
		if err != nil || state == last.State {
			return last, err
		}
	}
	rows, err := c.reader.Rows(ctx, of.ID)
	if err != nil {
		return nil, err
	}
	return NewTable(of, rows), nil
}

// tell wakes all who wait. The cache's mutex must be held.
func (e *entry) tell() {
	close(e.changed)
	e.changed = make(chan struct{})
}

// Run reads tables anew for those who wait for them, as soon as Redis says that rows were written, and else once a second,
// until the context ends.
func (c *Cache) Run(ctx context.Context) {
	written := make(chan string, 64)
	var follower sync.WaitGroup
	defer follower.Wait()
	follower.Go(func() {
		c.reader.Follow(ctx, func(campaign string) {
			select {
			case written <- campaign:
			default: // the next look finds it
			}
		})
	})
	look := time.NewTicker(lookAfter)
	defer look.Stop()
	soon := time.NewTimer(0) // for what was written again before cacheFor was over
	defer soon.Stop()
	pending := map[string]bool{}
	today := day.Of(c.now())
	for {
		select {
		case <-ctx.Done():
			return
		case campaign := <-written:
			pending[campaign] = true
		case <-soon.C:
		case <-look.C:
			for _, campaign := range c.awaiting() {
				pending[campaign] = true
			}
			if now := day.Of(c.now()); now != today {
				today = now
				c.tellAll()
			}
		}
		if wait := c.refreshDue(ctx, pending); wait > 0 {
			soon.Reset(wait)
		}
	}
}

// refreshDue reads anew what somebody waits for and takes it off the pending ones, except what was read a moment ago: it
// returns how long that has to wait.
func (c *Cache) refreshDue(ctx context.Context, pending map[string]bool) time.Duration {
	var wait time.Duration
	awaited := map[string]bool{}
	for _, campaign := range c.awaiting() {
		awaited[campaign] = true
	}
	for campaign := range pending {
		if !awaited[campaign] {
			delete(pending, campaign) // who comes to read it looks for themselves
			continue
		}
		_, readAt := c.last(campaign)
		if left := c.left(readAt); left > 0 {
			wait = max(wait, left)
			continue
		}
		delete(pending, campaign)
		c.mu.RLock()
		e := c.entries[campaign]
		c.mu.RUnlock()
		if e != nil { // it may have been forgotten meanwhile
			_, _ = c.Table(ctx, e.of) // a failure is a stale table, of which those who wait are told
		}
	}
	return wait
}

// awaiting returns the campaigns for whose tables somebody waits.
func (c *Cache) awaiting() []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var ids []string
	for id, e := range c.entries {
		if c.now().Sub(e.awaited) < awaitedFor {
			ids = append(ids, id)
		}
	}
	return ids
}

func (c *Cache) tellAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range c.entries {
		e.tell()
	}
}
