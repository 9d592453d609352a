package progress

import (
	"context"
	"errors"
	"fmt"

	"hocso/progress/people"
	"hocso/progress/places"
)

// Retire closes a village that nobody belongs to, without a successor: one that was entered by mistake. Its number is not used again.
// Errors: places.ErrNotFound, places.ErrVillageClosed if it was merged, places.ErrInhabited, places.ErrChanged.
func (m *Villages) Retire(ctx context.Context, id string) (places.Village, error) {
	dir, err := m.cfg.Reload(ctx)
	if err != nil {
		return places.Village{}, err
	}
	v, err := dir.Record(id)
	switch {
	case err != nil:
		return v, err
	case v.Retired:
		return v, nil
	case v.Closed():
		return v, fmt.Errorf("%w: %s", places.ErrVillageClosed, v.MergedInto)
	}
	belongs, err := m.cfg.People.Belongs(ctx, v.ID)
	if err != nil {
		return v, err
	}
	if belongs {
		return v, places.ErrInhabited
	}
	if err := m.drop(ctx, v, ""); err != nil {
		return v, err
	}
	_, err = m.cfg.Reload(ctx)
	return v.Retire(), err
}

// drop stores that a village is retired, under a line of the audit log with a detail. places.ErrChanged.
func (m *Villages) drop(ctx context.Context, v places.Village, detail string) error {
	if err := m.cfg.People.RecordVillage(ctx, people.ActionVillageRetired, m.by, v, detail); err != nil {
		return err
	}
	if err := places.KeepRolls(ctx, m.cfg.Rolls, v); err != nil {
		return err
	}
	return m.cfg.Store.ReplaceVillages(ctx, []places.Village{v}, []places.Village{v.Retire()})
}

// reopen opens a retired village again if somebody registered there meanwhile, or in one that leads to it, on a server that had not
// read of it yet. It has no roll then until the ward declares one. It reports whether somebody had.
func (m *Villages) reopen(ctx context.Context, v places.Village, in string) (bool, error) {
	belongs, err := m.cfg.People.Belongs(ctx, in)
	if err != nil || !belongs {
		return false, err
	}
	if err := m.cfg.People.RecordVillage(ctx, people.ActionVillageAdded, m.by, v, ""); err != nil {
		return false, err
	}
	err = m.cfg.Store.ReplaceVillages(ctx, []places.Village{v}, []places.Village{v.Reopen()})
	if errors.Is(err, places.ErrChanged) { // nothing is done with a retired one but open it
		err = nil
	}
	return err == nil, err
}
