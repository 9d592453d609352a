package progress

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/places"
)

// Boards is the view of totals that rankings are read from. It may be lost at any time.
type Boards interface {
	// Built reports whether a campaign's rows are there whole and follow from a version, or from a later one.
	Built(ctx context.Context, campaign string, version int) (bool, error)
	// Update writes the rows of some places, absolutely. version is the one of the campaign from which they follow.
	Update(ctx context.Context, campaign string, version int, rows []campaign.Row, asOf time.Time) error
	// Replace writes all rows of a campaign anew, in one step for readers.
	Replace(ctx context.Context, campaign string, version int, rows []campaign.Row, asOf time.Time) error
	// Drop deletes all rows of a campaign.
	Drop(ctx context.Context, campaign string) error
}

// follow notes that the totals follow from the campaigns as they are in a Reference.
func (r *Rollup) follow(ref Reference) {
	versions := map[string]int{}
	for _, c := range ref.Open() {
		versions[c.ID] = c.Version
	}
	r.mu.Lock()
	r.follows = versions
	r.mu.Unlock()
}

// CountsAs reports whether totals that follow from an earlier Reference's campaigns follow from this one's too. Another campaign may
// become the main one by its day alone.
func (r Reference) CountsAs(before Reference) bool {
	return r.Campaign.ID == before.Campaign.ID && slices.EqualFunc(r.Open(), before.Open(), func(a, b campaign.Campaign) bool { return reflect.DeepEqual(a.Counted(), b.Counted()) })
}

// ShowCampaigns writes all boards anew, once no round goes on, after campaigns changed in nothing that totals follow from.
func (r *Rollup) ShowCampaigns(ctx context.Context) error {
	r.working.Lock()
	defer r.working.Unlock()
	r.follow(r.ref())
	return r.RebuildBoards(ctx)
}

// followed returns from which versions of the open campaigns the totals follow; a campaign that is newer than they are is not in
// it. Until the first rebuilding they follow from what there is.
func (r *Rollup) followed() map[string]int {
	r.mu.Lock()
	versions := r.follows
	r.mu.Unlock()
	if versions == nil {
		r.follow(r.ref())
		return r.followed()
	}
	return versions
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

// replaceBoards shows all totals in all open campaigns that they follow, and drops once the rows of those that are frozen. Where
// somebody wrote and showed newer ones while it did, it shows these again.
func (r *Rollup) replaceBoards(ctx context.Context) error {
	ref, followed := r.ref(), r.followed() // before the totals, which may follow from later versions then, and from no earlier ones
	shown, err := r.bareTotals(ctx, allPlaces(ref.Directory))
	if err != nil {
		return err
	}
	all := ref.allRows(shown)
	for _, c := range ref.Open() {
		version, ok := followed[c.ID]
		if !ok {
			continue
		}
		if err := r.boards.Replace(ctx, c.ID, version, all[c.ID], r.now()); err != nil {
			return err
		}
	}
	if err := r.dropFrozen(ctx, ref); err != nil {
		return err
	}
	return r.showNewer(ctx, ref, allPlaces(ref.Directory), shown)
}

// dropFrozen drops the rows of each frozen campaign once.
func (r *Rollup) dropFrozen(ctx context.Context, ref Reference) error {
	for _, h := range ref.Frozen {
		r.mu.Lock()
		done := r.dropped[h.Campaign.ID]
		r.mu.Unlock()
		if done {
			continue
		}
		if err := r.boards.Drop(ctx, h.Campaign.ID); err != nil {
			return err
		}
		r.mu.Lock()
		r.dropped[h.Campaign.ID] = true
		r.mu.Unlock()
	}
	return nil
}

// showNewer shows the totals of places again for as long as others write newer ones than those that were shown.
func (r *Rollup) showNewer(ctx context.Context, ref Reference, keys []string, shown map[string]Totals) error {
	for range maxRounds {
		now, err := r.bareTotals(ctx, keys)
		if err != nil {
			return err
		}
		changed := ref.changedRows(shown, now)
		if len(changed) == 0 {
			return nil
		}
		if err := r.update(ctx, changed); err != nil {
			return err
		}
		shown = now
	}
	return nil // others show what they write
}

// update writes rows to the boards of their campaigns, as far as totals follow these.
func (r *Rollup) update(ctx context.Context, all rows) error {
	followed := r.followed()
	for id, rows := range all {
		version, ok := followed[id]
		if !ok {
			continue
		}
		if err := r.boards.Update(ctx, id, version, rows, r.now()); err != nil {
			return err
		}
	}
	return nil
}

// ShowPlaces writes the rows of villages and of their wards anew, after a roll or a ruling changed that the Reference has by now.
// Their totals follow from neither. Where boards are away, Run shows them when they are back.
func (r *Rollup) ShowPlaces(ctx context.Context, villages []string) error {
	r.working.Lock()
	defer r.working.Unlock()
	ref, named, wards := r.ref(), map[string]bool{}, map[string]bool{}
	var keys []string
	for _, id := range villages {
		v, err := ref.Directory.Record(id)
		if err != nil {
			return err
		}
		named[id] = true
		if !wards[v.Ward] {
			wards[v.Ward] = true
			keys = append(keys, append(villageIDs(ref.Directory.AllOf(v.Ward)), v.Ward)...)
		}
	}
	totals, err := r.bareTotals(ctx, keys)
	if err != nil {
		return err
	}
	changed := rows{}
	for ward := range wards {
		ref.rowsOf(changed, ward, func(v places.Village) bool { return named[v.ID] }, totals, totals[ward].AsOf)
	}
	err = r.update(ctx, changed)
	if err == nil {
		err = r.showNewer(ctx, ref, keys, totals)
	}
	if err != nil {
		r.setBoards(false) // watchBoards sees to them
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
		built, err := r.allBuilt(ctx)
		if err != nil || built {
			return err
		}
	}
	return r.RebuildBoards(ctx)
}

// allBuilt reports whether the rows of all open campaigns are there that totals follow.
func (r *Rollup) allBuilt(ctx context.Context) (bool, error) {
	followed := r.followed()
	for _, c := range r.ref().Open() {
		version, ok := followed[c.ID]
		if !ok {
			continue
		}
		if built, err := r.boards.Built(ctx, c.ID, version); err != nil || !built {
			return false, err
		}
	}
	return true, nil
}

func (r *Rollup) setBoards(ok bool) {
	r.mu.Lock()
	r.boardsOK = ok
	r.mu.Unlock()
}
