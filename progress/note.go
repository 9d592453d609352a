package progress

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

// Noted is what became of one event that was handed in.
type Noted struct {
	Replay bool // it was there already, with the same content
	Err    error
}

// Note stores events of a village, each once, and returns one outcome each, in order; nothing that is wrong with one keeps back the
// others. It is for who helps the village, which is named as the phone knows it: a closed one leads to its successor, and stays a part
// of the events' identity, so that a repeat is one also after a merge. Errors: places.ErrNotFound, ErrForbidden, ErrUnavailable. Those
// of an outcome: *fieldwork.InvalidError, fieldwork.ErrSession, fieldwork.ErrConflict, ErrForbidden for a person who is nobody of the
// village.
func (s *Service) Note(ctx context.Context, actor people.Person, village string, events []fieldwork.Event) ([]Noted, error) {
	v, err := s.mayNote(ctx, actor, village)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Noted, len(events))
	residents := residentsOf{s, v, map[string]resident{}}
	names, now := s.villagesOf(v.ID), s.now()
	var batch []fieldwork.Event
	place := map[string]int{} // in the batch, by id
	for i, e := range events {
		e.Village, e.By, e.ReceivedAt = village, actor.ID, now
		if e, err = e.Checked(names); err == nil {
			outcomes[i].Replay, err = residents.name(ctx, &e)
		}
		if outcomes[i].Err = err; err != nil || outcomes[i].Replay {
			continue
		}
		events[i] = e
		if _, twice := place[e.ID]; !twice {
			place[e.ID], batch = len(batch), append(batch, e)
		}
	}
	if len(batch) == 0 {
		return outcomes, nil
	}
	inserted, gone, err := s.insertEvents(ctx, batch)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	for i, e := range events {
		if outcomes[i] != (Noted{}) {
			continue
		}
		one := &inserted[place[e.ID]]
		switch {
		case gone[e.Person]:
			outcomes[i].Err = ErrForbidden
		case !one.Stored.Same(e):
			outcomes[i].Err = fieldwork.ErrConflict
		default:
			outcomes[i].Replay, one.New = !one.New, false // the second in a batch is a repeat
		}
	}
	return outcomes, nil
}

// insertEvents stores events, and returns who of the people that they name is gone. Where one is there already about somebody else, and
// that is nobody any more, an earlier try was broken off before it could see to that: it is done now, and looked at again.
func (s *Service) insertEvents(ctx context.Context, batch []fieldwork.Event) ([]fieldwork.Inserted, map[string]bool, error) {
	inserted, err := s.stores.Fieldwork.InsertEvents(ctx, batch)
	if err != nil {
		return nil, nil, err
	}
	var others []fieldwork.Event
	for i, one := range inserted {
		if one.Stored.Person != batch[i].Person {
			others = append(others, one.Stored)
		}
	}
	left, err := s.goneMeanwhile(ctx, others)
	if err != nil {
		return nil, nil, err
	}
	if len(left) > 0 {
		again, err := s.stores.Fieldwork.InsertEvents(ctx, batch)
		if err != nil {
			return nil, nil, err
		}
		for i := range again {
			again[i].New = again[i].New || inserted[i].New
		}
		inserted = again
	}
	gone, err := s.goneMeanwhile(ctx, batch)
	return inserted, gone, err
}

// goneMeanwhile removes the events about people who were erased while these were stored, and returns who they are: after an erasure
// nothing may be left of them. Those about accounts that were merged meanwhile are carried over.
func (s *Service) goneMeanwhile(ctx context.Context, batch []fieldwork.Event) (map[string]bool, error) {
	gone := map[string]bool{}
	var ids []string
	for _, e := range batch {
		if e.Person != "" && !slices.Contains(ids, e.Person) {
			ids = append(ids, e.Person)
		}
	}
	if len(ids) == 0 {
		return gone, nil
	}
	known, err := s.stores.People.Known(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if known[id] {
			continue
		}
		kept, err := s.stores.keptFor(ctx, id)
		if err == nil {
			err = s.rollup.dropRecords(ctx, id)
		}
		if err != nil {
			return nil, err
		}
		gone[id] = kept == ""
	}
	return gone, nil
}

// residentsOf finds the residents of a village that events name, each asked for once.
type residentsOf struct {
	service *Service
	village places.Village
	seen    map[string]resident
}

// resident is what an id leads to.
type resident struct {
	id  string
	err error
}

// name puts the id of today's account in place of the event's person. stored says that the same event is there already: of who has moved
// away long since nothing new is taken, but what was is a repeat.
func (r residentsOf) name(ctx context.Context, e *fieldwork.Event) (stored bool, err error) {
	named := e.Person
	id, err := r.find(ctx, named)
	e.Person = cmp.Or(id, named)
	if !errors.Is(err, ErrForbidden) {
		return false, err
	}
	about, failed := r.service.stores.Fieldwork.EventsAbout(ctx, e.Person)
	stored = slices.ContainsFunc(about, e.Same)
	if failed == nil && stored && id == "" { // they were erased while it was stored, and the server went down before it could look
		stored, failed = false, r.service.rollup.dropRecords(ctx, named)
	}
	if failed != nil {
		return false, fmt.Errorf("%w: %w", ErrUnavailable, failed)
	}
	if stored {
		return true, nil
	}
	return false, err
}

// find returns the id of a resident, or that of the account into which theirs was merged; nobody is nobody. ErrForbidden for who is no
// resident, with the id of who was one or is another village's, and for children.
func (r residentsOf) find(ctx context.Context, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	found, ok := r.seen[id]
	if !ok {
		found.id, found.err = r.service.residentIn(ctx, id, r.village)
		r.seen[id] = found
	}
	return found.id, found.err
}

func (s *Service) residentIn(ctx context.Context, id string, v places.Village) (string, error) {
	p, err := s.people.Person(ctx, id)
	if isNotFound(err) {
		kept, failed := s.stores.keptFor(ctx, id)
		if failed != nil {
			return "", fmt.Errorf("%w: %w", ErrUnavailable, failed)
		}
		if kept != "" {
			p, err = s.people.Person(ctx, kept)
		}
	}
	if isNotFound(err) {
		return "", ErrForbidden
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if s.livesIn(p, v) {
		return p.ID, nil
	}
	return p.ID, s.livedIn(ctx, p, v)
}
