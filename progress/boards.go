package progress

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/places"
)

// Boards is the view of totals that rankings are read from. It may be lost at any time.
type Boards interface {
	// Built reports whether the boards are there whole.
	Built(ctx context.Context) (bool, error)
	// Update writes the rows of some places, absolutely.
	Update(ctx context.Context, rows []campaign.Row, asOf time.Time) error
	// Replace writes all boards anew, in one step for readers.
	Replace(ctx context.Context, rows []campaign.Row, asOf time.Time) error
}

// RebuildBoards writes all boards anew from the stored totals.
func (r *Rollup) RebuildBoards(ctx context.Context) error {
	rows, err := storedRows(ctx, r.stores.Totals, r.ref().Directory)
	if err == nil {
		err = r.boards.Replace(ctx, rows, r.now())
	}
	r.setBoards(err == nil)
	if err != nil {
		return fmt.Errorf("rebuild boards: %w", err)
	}
	return nil
}

// watchBoards keeps the boards and tells the log once when they go away and once when they are back.
func (r *Rollup) watchBoards(ctx context.Context) {
	err := r.keepBoards(ctx)
	if ctx.Err() != nil || (err != nil) == r.boardsAway {
		return
	}
	r.boardsAway = err != nil
	if err != nil {
		r.log.Warn("boards are away; submissions are taken all the same", "error", err)
	} else {
		r.log.Info("boards are back")
	}
}

// keepBoards rebuilds the boards after they were lost or an update of them failed.
func (r *Rollup) keepBoards(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	r.mu.Lock()
	ok := r.boardsOK
	r.mu.Unlock()
	if ok {
		built, err := r.boards.Built(ctx)
		if err != nil || built {
			return err
		}
	}
	return r.RebuildBoards(ctx)
}

func (r *Rollup) setBoards(ok bool) {
	r.mu.Lock()
	r.boardsOK = ok
	r.mu.Unlock()
}

// storedRows makes the rows of all villages and wards from the stored totals.
func storedRows(ctx context.Context, store TotalsStore, dir *places.Directory) ([]campaign.Row, error) {
	totals, err := store.Totals(ctx, slices.Concat(villageIDs(dir.Villages()), villageIDs(dir.Closed()), wardCodes(dir.Wards())))
	if err != nil {
		return nil, err
	}
	return allRows(dir, totals), nil
}

// allRows makes the rows of all open villages and all wards from totals by place.
func allRows(dir *places.Directory, totals map[string]Totals) []campaign.Row {
	rows := make([]campaign.Row, 0, len(dir.Villages())+len(dir.Wards()))
	for _, v := range dir.Villages() {
		rows = append(rows, VillageRow(v, totals[v.ID]))
	}
	for _, w := range dir.Wards() {
		rows = append(rows, WardRow(w.Code, dir.AllOf(w.Code), totals, totals[w.Code].AsOf))
	}
	return rows
}
