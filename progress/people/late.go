package people

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hocso/progress/places"
)

const (
	// lateFor is how long after somebody moved those are still heard who helped them where they lived before: what a phone without
	// network holds was right when it was noted.
	lateFor = 30 * 24 * time.Hour
	// mergingFor is how long a merger of villages may be on its way, with all the trying again.
	mergingFor = time.Hour
	trailPage  = 100
)

// Trail is what the audit log tells of who lived where. AuditStore is one.
type Trail interface {
	AuditPage(ctx context.Context, ward string, before int64, limit int) ([]AuditEntry, error)
	AuditAbout(ctx context.Context, person string, before int64, limit int) ([]AuditEntry, error)
}

// LatelyIn returns the villages that a person was moved away from in the last 30 days, one by one or by a split.
func LatelyIn(ctx context.Context, trail Trail, person string, now time.Time) (villages []string, err error) {
	moves, err := MovesOf(ctx, trail, person, now.Add(-lateFor))
	for _, e := range moves {
		villages = append(villages, e.Detail)
	}
	return villages, err
}

// MovesOf returns the entries that tell when a person was moved, one by one or by a split, from which village (Detail) to which, since a
// moment, newest first.
func MovesOf(ctx context.Context, trail Trail, person string, since time.Time) (moves []AuditEntry, err error) {
	err = walk(since, func(before int64) ([]AuditEntry, error) {
		return trail.AuditAbout(ctx, person, before, trailPage)
	}, func(e AuditEntry) {
		if e.Action == ActionMoved && e.Detail != "" {
			moves = append(moves, e)
		}
	})
	return moves, err
}

// MergersOf returns the entries that tell when villages of a ward were merged into which (Detail), since a moment, newest first. Of one
// that was broken off there are several.
func MergersOf(ctx context.Context, trail Trail, ward string, since time.Time) (mergers []AuditEntry, err error) {
	err = walk(since, func(before int64) ([]AuditEntry, error) {
		return trail.AuditPage(ctx, ward, before, trailPage)
	}, func(e AuditEntry) {
		if e.Action == ActionVillageMerged {
			mergers = append(mergers, e)
		}
	})
	return mergers, err
}

// MergingWith returns the villages of a ward that one is being merged with just now, into or from: its residents and its coordinators
// move one after the other, and belong to both until it is closed.
func MergingWith(ctx context.Context, trail Trail, v places.Village, now time.Time) (villages []string, err error) {
	mergers, err := MergersOf(ctx, trail, v.Ward, now.Add(-mergingFor))
	for _, e := range mergers {
		switch v.ID {
		case e.Village:
			villages = append(villages, e.Detail)
		case e.Detail:
			villages = append(villages, e.Village)
		}
	}
	return villages, err
}

// WalkLog shows what the audit log tells of a ward since so long ago, the newest first. It asks nobody whether they may know.
func (s *Service) WalkLog(ctx context.Context, ward string, ago time.Duration, show func(AuditEntry)) error {
	return walk(s.now().Add(-ago), func(before int64) ([]AuditEntry, error) {
		return s.stores.Audit.AuditPage(ctx, ward, before, trailPage)
	}, show)
}

// walk shows all entries since a moment, the newest first.
func walk(since time.Time, page func(before int64) ([]AuditEntry, error), show func(AuditEntry)) error {
	for before := int64(0); ; {
		entries, err := page(before)
		if err != nil {
			return fmt.Errorf("read the audit log: %w", err)
		}
		for _, e := range entries {
			if e.At.Before(since) {
				return nil
			}
			show(e)
			before = e.Seq
		}
		if len(entries) < trailPage {
			return nil
		}
	}
}

// helpedLate is helped for what a phone sends when it has network again: a village may be on its way into another one just now.
func (s *Service) helpedLate(ctx context.Context, actor Person, village string) (places.Village, error) {
	v, err := s.helped(actor, village)
	if !errors.Is(err, ErrForbidden) || !actor.Has(Coordinator) {
		return v, err
	}
	v, ok := s.village(village)
	if !ok {
		return places.Village{}, places.ErrNotFound
	}
	others, failed := MergingWith(ctx, s.stores.Audit, v, s.now())
	if failed != nil {
		return places.Village{}, failed
	}
	if slices.ContainsFunc(others, actor.Coordinates) {
		return v, nil
	}
	return places.Village{}, err
}
