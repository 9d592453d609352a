package leaderboard

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"hocso/progress/campaign"
)

const (
	cacheFor    = 250 * time.Millisecond
	readTimeout = time.Second
)

// Reader reads the rows of campaigns. *Boards is one.
type Reader interface {
	// Rows returns the rows of a campaign, or ErrNotBuilt.
	Rows(ctx context.Context, campaign string) (Rows, error)
	// State returns what Rows would return as State, or ErrNotBuilt.
	State(ctx context.Context, campaign string) (string, error)
}

// Cache keeps the last table of each campaign that was asked for, so that a rush of readers asks Redis four times a second at
// most, and readers still get the last boards, marked stale, while Redis is away.
type Cache struct {
	reader Reader
	now    func() time.Time
	flight singleflight.Group

	mu   sync.RWMutex
	last map[string]cached // by campaign
}

type cached struct {
	table  *Table
	state  string
	readAt time.Time
}

// NewCache makes a cache.
func NewCache(reader Reader, now func() time.Time) *Cache {
	return &Cache{reader: reader, now: now, last: map[string]cached{}}
}

// Table returns a table at most a moment old, or the last one marked stale if it cannot be read anew. ErrUnavailable if there is
// none. The same table comes back as the same pointer.
func (c *Cache) Table(ctx context.Context, of campaign.Campaign) (*Table, error) {
	if hit, ok := c.get(of.ID); ok && hit.table.Campaign.Version == of.Version && c.now().Sub(hit.readAt) < cacheFor {
		return hit.table, nil
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

func (c *Cache) get(campaign string) (cached, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	hit, ok := c.last[campaign]
	return hit, ok
}

// refresh has its own deadline, since its answer serves all who wait.
func (c *Cache) refresh(of campaign.Campaign) (*Table, error) {
	ctx, cancel := context.WithTimeout(context.Background(), readTimeout)
	defer cancel()
	hit, known := c.get(of.ID)
	next := cached{readAt: c.now()}
	state, err := c.reader.State(ctx, of.ID)
	if err == nil && known && !hit.table.Stale && hit.state == state && hit.table.Campaign.Version == of.Version {
		next.table, next.state = hit.table, state
	} else if err == nil {
		var rows Rows
		if rows, err = c.reader.Rows(ctx, of.ID); err == nil {
			next.table, next.state = NewTable(of, rows.Rows, rows.AsOf), rows.State
		}
	}
	switch {
	case err != nil && !known:
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	case err != nil && hit.table.Stale:
		next.table = hit.table
	case err != nil:
		next.table = hit.table.stale()
	}
	c.mu.Lock()
	c.last[of.ID] = next
	c.mu.Unlock()
	return next.table, nil
}
