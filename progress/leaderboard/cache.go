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

// Reader reads one board. *Boards is one.
type Reader interface {
	// Read returns a board, or ErrNotBuilt.
	Read(ctx context.Context, board Board, m campaign.Measure) (Snapshot, error)
}

// Cache keeps the last snapshot of each board that was asked for, so that a rush of readers asks Redis four times a
// second at most, and readers still get the last board, marked stale, while Redis is away.
type Cache struct {
	reader Reader
	now    func() time.Time
	flight singleflight.Group

	mu   sync.RWMutex
	last map[cacheKey]cached
}

type cacheKey struct {
	board   Board
	measure campaign.Measure
}

type cached struct {
	snapshot *Snapshot
	readAt   time.Time
}

// NewCache makes a cache.
func NewCache(reader Reader, now func() time.Time) *Cache {
	return &Cache{reader: reader, now: now, last: map[cacheKey]cached{}}
}

// Read returns a snapshot at most a moment old, or the last one marked stale if it cannot be read anew. ErrUnavailable
// if there is none. The same snapshot comes back as the same pointer, so callers may keep what they made of it; they
// must not change it.
func (c *Cache) Read(ctx context.Context, board Board, m campaign.Measure) (*Snapshot, error) {
	key := cacheKey{board, m}
	if hit, ok := c.get(key); ok && c.now().Sub(hit.readAt) < cacheFor {
		return hit.snapshot, nil
	}
	got := c.flight.DoChan(board.String()+" "+string(m), func() (any, error) { return c.refresh(key) })
	select {
	case res := <-got:
		if res.Err != nil {
			return nil, res.Err
		}
		return res.Val.(*Snapshot), nil
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, ctx.Err())
	}
}

func (c *Cache) get(key cacheKey) (cached, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	hit, ok := c.last[key]
	return hit, ok
}

// refresh has its own deadline, since its answer serves all who wait.
func (c *Cache) refresh(key cacheKey) (*Snapshot, error) {
	ctx, cancel := context.WithTimeout(context.Background(), readTimeout)
	defer cancel()
	fresh, err := c.reader.Read(ctx, key.board, key.measure)
	hit, known := c.get(key)
	next := &fresh
	switch {
	case err != nil && !known:
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	case err != nil && hit.snapshot.Stale:
		next = hit.snapshot
	case err != nil:
		stale := *hit.snapshot
		stale.Stale = true
		next = &stale
	case known && !hit.snapshot.Stale && hit.snapshot.AsOf.Equal(fresh.AsOf):
		next = hit.snapshot
	}
	c.mu.Lock()
	c.last[key] = cached{snapshot: next, readAt: c.now()}
	c.mu.Unlock()
	return next, nil
}
