package progress_test

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

// memoryBoards are the boards in a map.
type memoryBoards struct {
	mu   sync.Mutex
	rows map[string]map[string]campaign.Row // by campaign and place; none for a campaign that is not built
}

func (b *memoryBoards) Built(_ context.Context, id string, _ int) (bool, error) {
	defer b.mu.Unlock()
	b.mu.Lock()
	return b.rows[id] != nil, nil
}

func (b *memoryBoards) Update(_ context.Context, id string, _ int, rows []campaign.Row, _ time.Time) error {
	defer b.mu.Unlock()
	b.mu.Lock()
	if len(rows) > 0 && b.rows[id] == nil {
		return leaderboard.ErrNotBuilt
	}
	for _, r := range rows {
		b.rows[id][r.ID] = r
	}
	return nil
}

func (b *memoryBoards) Replace(_ context.Context, id string, _ int, rows []campaign.Row, _ time.Time) error {
	defer b.mu.Unlock()
	b.mu.Lock()
	if b.rows == nil {
		b.rows = map[string]map[string]campaign.Row{}
	}
	b.rows[id] = map[string]campaign.Row{}
	for _, r := range rows {
		b.rows[id][r.ID] = r
	}
	return nil
}

func (b *memoryBoards) Drop(_ context.Context, id string) error {
	defer b.mu.Unlock()
	b.mu.Lock()
	delete(b.rows, id)
	return nil
}

func (b *memoryBoards) flush() {
	defer b.mu.Unlock()
	b.mu.Lock()
	b.rows = nil
}

// Shown implements progress.BoardReader.
func (b *memoryBoards) Shown(_ context.Context, id string) ([]campaign.Row, error) {
	defer b.mu.Unlock()
	b.mu.Lock()
	if b.rows[id] == nil {
		return nil, leaderboard.ErrNotBuilt
	}
	return slices.Collect(maps.Values(b.rows[id])), nil
}
