package progress

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hocso/internal/day"
	"hocso/progress/people"
	"hocso/progress/places"
)

var (
	// ErrLivesElsewhere says that somebody is no resident of the village that is to be split.
	ErrLivesElsewhere = errors.New("lives in another village")
	// ErrSplitOff says that a village of the name was split off with another kind before.
	ErrSplitOff = errors.New("the village was split off already, as another kind")
)

// Split is what is to be split off a village.
type Split struct {
	Name   string
	Kind   places.VillageKind
	People []string // ids of the residents who live there from now on; children go with their parents
	Adults int      // how many of the old roll; 0: not known
}

// Split splits a new village off another one. It returns both and how many people live in the new one. Errors as
// places.Directory.NewVillage and places.Village.CheckSplit; places.ErrVillageClosed; people.ErrNotFound,
// people.ErrLivesWithGuardian, ErrLivesElsewhere for one of the people; then nothing was done. places.ErrChanged.
func (m *Villages) Split(ctx context.Context, fromID string, s Split) (from, off places.Village, moved int, err error) {
	dir, err := m.cfg.Reload(ctx)
	if err != nil {
		return from, off, 0, err
	}
	if from, err = dir.Open(fromID); err != nil {
		return from, off, 0, err
	}
	off, begun, err := begunSplit(dir, from, s)
	if err != nil {
		return from, off, 0, err
	}
	if err := from.CheckSplit(off, s.Adults); err != nil {
		return from, off, 0, err
	}
	if err := m.checkPeople(ctx, s.People, from.ID, off.ID); err != nil {
		return from, off, 0, err
	}
	if !begun {
		off, _, err = m.draw(ctx, people.ActionVillageSplit, from.ID, func(dir *places.Directory) (places.Village, bool, error) {
			return begunSplit(dir, from, s)
		})
		if err != nil {
			return from, off, 0, err
		}
	}
	// A server that does not know the village yet would leave it out of the ward's totals.
	if err := m.cfg.Known(ctx); err != nil {
		return from, off, 0, err
	}
	if moved, err = m.moveAll(ctx, s.People, from.ID, off.ID); err != nil {
		return from, off, 0, err
	}
	// Both may have changed meanwhile: a roll was declared, another part split off.
	if dir, err = m.cfg.Reload(ctx); err != nil {
		return from, off, 0, err
	}
	if from, err = dir.Open(from.ID); err != nil {
		return from, off, 0, err
	}
	if off, err = dir.Open(off.ID); err != nil {
		return from, off, 0, err
	}
	if err := places.KeepRolls(ctx, m.cfg.Rolls, from, off); err != nil {
		return from, off, 0, err
	}
	stored, err := m.cfg.Rolls.RollsOf(ctx, from.Ward)
	if err != nil {
		return from, off, 0, err
	}
	read := []places.Village{from, off}
	from, off = from.Release(off, s.Adults, day.Of(m.cfg.Now()), from.NextVersion(stored))
	if err := m.cfg.Store.ReplaceVillages(ctx, read, []places.Village{from, off}); err != nil {
		return from, off, 0, err
	}
	_, err = m.cfg.Reload(ctx)
	return from, off, moved, err
}

// begunSplit returns the village that is to be split off: a new one, or one that an interrupted split has made.
func begunSplit(dir *places.Directory, from places.Village, s Split) (off places.Village, begun bool, err error) {
	if off, ok := dir.Named(from.Ward, s.Name); ok && off.SplitFrom == from.ID {
		if off.Kind != s.Kind {
			return off, true, fmt.Errorf("%w: %s", ErrSplitOff, off.Kind)
		}
		return off, true, nil
	}
	off, err = dir.NewVillage(from.Ward, s.Name, s.Kind)
	off.SplitFrom, off.Sample = from.ID, from.Sample
	return off, false, err
}

// checkPeople looks at everybody before anything is changed.
func (m *Villages) checkPeople(ctx context.Context, ids []string, villages ...string) error {
	for _, id := range ids {
		p, err := m.cfg.People.Person(ctx, id)
		switch {
		case err != nil:
			return fmt.Errorf("person %q: %w", id, err)
		case p.Child():
			return fmt.Errorf("person %q: %w", id, people.ErrLivesWithGuardian)
		case !slices.Contains(villages, p.Village):
			return fmt.Errorf("person %q: %w", id, ErrLivesElsewhere)
		}
	}
	return nil
}

func (m *Villages) moveAll(ctx context.Context, ids []string, from, into string) (int, error) {
	var moved []string
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		with, err := m.cfg.People.Move(ctx, m.by, id, into)
		if err != nil {
			return 0, fmt.Errorf("person %q: %w", id, err)
		}
		moved = append(moved, with...)
	}
	return len(moved), m.recount(ctx, moved, from, into)
}
