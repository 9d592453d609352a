package progress_test

import (
	"context"
	"sync"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

// memoryBoards are the boards in a map.
type memoryBoards struct {
	mu    sync.Mutex
	built bool
	rows  map[string]campaign.Row
}

func (b *memoryBoards) Built(context.Context) (bool, error) {
	defer b.mu.Unlock()
	b.mu.Lock()
	return b.built, nil
}

func (b *memoryBoards) Update(_ context.Context, rows []campaign.Row, _ time.Time) error {
	defer b.mu.Unlock()
	b.mu.Lock()
	if len(rows) > 0 && !b.built {
		return leaderboard.ErrNotBuilt
	}
	for _, r := range rows {
		b.rows[r.ID] = r
	}
	return nil
}

func (b *memoryBoards) Replace(_ context.Context, rows []campaign.Row, _ time.Time) error {
	defer b.mu.Unlock()
	b.mu.Lock()
	b.built, b.rows = true, map[string]campaign.Row{}
	for _, r := range rows {
		b.rows[r.ID] = r
	}
	return nil
}

func (b *memoryBoards) flush() {
	defer b.mu.Unlock()
	b.mu.Lock()
	b.built, b.rows = false, nil
}

// Standings implements progress.BoardReader.
func (b *memoryBoards) Standings(context.Context, []string) (map[string][]campaign.Ranked, error) {
	defer b.mu.Unlock()
	b.mu.Lock()
	if !b.built {
		return nil, leaderboard.ErrNotBuilt
	}
	boards := map[string][]campaign.Row{}
	for _, r := range b.rows {
		if r.Ward == "" {
			boards["wards"] = append(boards["wards"], r)
			continue
		}
		boards["villages"] = append(boards["villages"], r)
		boards["wards/"+r.Ward+"/villages"] = append(boards["wards/"+r.Ward+"/villages"], r)
	}
	shown := map[string][]campaign.Ranked{}
	for board, rows := range boards {
		for _, m := range campaign.Measures {
			shown[board+" "+string(m)] = campaign.Rank(rows, m)
		}
	}
	return shown, nil
}
