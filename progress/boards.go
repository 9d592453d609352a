package progress

import (
	"context"
	"fmt"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/places"
)

// Boards is the view of totals that rankings are read from. It may be lost at any time.
type Boards interface {
	// Built reports whether a campaign's rows are there whole.
	Built(ctx context.Context, campaign string) (bool, error)
	// Update writes the rows of some places, absolutely.
	Update(ctx context.Context, campaign string, rows []campaign.Row, asOf time.Time) error
	// Replace writes all rows of a campaign anew, in one step for readers.
	Replace(ctx context.Context, campaign string, rows []campaign.Row, asOf time.Time) error
}

// RebuildBoards writes all boards anew from the stored totals.
func (r *Rollup) RebuildBoards(ctx context.Context) error {
	err := r.replaceBoards(ctx)
	r.setBoards(err == nil)
	if err != nil {
		return fmt.Errorf("rebuild boards: %w", err)
	}
	return nil
}

// replaceBoards shows all totals. Where somebody wrote and showed newer ones while it did, it shows these again.
func (r *Rollup) replaceBoards(ctx context.Context) error {
	dir := r.ref().Directory
	shown, err := r.bareTotals(ctx, allPlaces(dir))
	if err != nil {
		return err
	}
	if err := r.boards.Replace(ctx, r.ref().Campaign.ID, allRows(dir, shown), r.now()); err != nil {
		return err
	}
	for range maxRounds {
		now, err := r.bareTotals(ctx, allPlaces(dir))
		if err != nil {
			return err
		}
		rows := changedRows(dir, shown, now)
		if len(rows) == 0 {
			return nil
		}
		if err := r.boards.Update(ctx, r.ref().Campaign.ID, rows, r.now()); err != nil {
			return err
		}
		shown = now
	}
	return nil // others show what they write
}

// changedRows makes the rows of the villages whose totals have another revision than before, and of their wards.
func changedRows(dir *places.Directory, before, now map[string]Totals) []campaign.Row {
	var rows []campaign.Row
	for _, w := range dir.Wards() {
		below, asOf := dir.AllOf(w.Code), time.Time{}
		for _, v := range below {
			t := now[v.ID]
			if t.Revision == before[v.ID].Revision {
				continue
			}
			asOf = t.AsOf
			if !v.Closed() {
				rows = append(rows, VillageRow(v, t))
			}
		}
		if !asOf.IsZero() {
			rows = append(rows, WardRow(w.Code, below, now, asOf))
		}
	}
	return rows
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
		built, err := r.boards.Built(ctx, r.ref().Campaign.ID)
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
