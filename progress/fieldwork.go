package progress

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

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
	id, err := r.find(ctx, e.Person)
	e.Person = id
	if id == "" || !errors.Is(err, ErrForbidden) {
		return false, err
	}
	about, failed := r.service.stores.Fieldwork.EventsAbout(ctx, id)
	if failed != nil {
		return false, fmt.Errorf("%w: %w", ErrUnavailable, failed)
	}
	if slices.ContainsFunc(about, e.Same) {
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

// livedIn returns ErrForbidden unless somebody was lately a resident of the village, and is no child.
func (s *Service) livedIn(ctx context.Context, p people.Person, v places.Village) error {
	homes, err := s.lateHomes(ctx, p)
	if err != nil {
		return err
	}
	dir := s.ref().Directory
	here := func(id string) bool {
		home, err := dir.Village(id)
		return err == nil && home.ID == v.ID
	}
	if p.Child() || !slices.ContainsFunc(homes, here) {
		return ErrForbidden
	}
	return nil
}

// livesIn reports whether somebody is a resident of the village, and no child.
func (s *Service) livesIn(p people.Person, v places.Village) bool {
	home, err := s.ref().Directory.Village(p.Village)
	return err == nil && home.ID == v.ID && !p.Child()
}

// helped returns the village that an id means today, if the actor helps its residents. ErrForbidden, places.ErrNotFound.
func (s *Service) helped(ctx context.Context, actor people.Person, id string) (places.Village, error) {
	v, err := s.ref().Directory.Village(id)
	if err != nil {
		return places.Village{}, err
	}
	ok, err := s.helpsAny(ctx, actor, []string{id})
	if err == nil && !ok {
		err = ErrForbidden
	}
	if err != nil {
		return places.Village{}, err
	}
	return v, nil
}

// villagesOf returns the ids by which phones may know a village.
func (s *Service) villagesOf(id string) []string {
	dir := s.ref().Directory
	v, err := dir.Village(id)
	if err != nil {
		return []string{id}
	}
	return dir.LeadingTo(v.ID)
}

// Sessions returns a village's sessions, newest first, for who helps it: also those of villages that were merged into it. The cursor is
// a session's id. Errors: places.ErrNotFound, ErrForbidden, ErrUnknownCursor.
func (s *Service) Sessions(ctx context.Context, actor people.Person, village string, page Page) (sessions []fieldwork.Session, next string, err error) {
	v, err := s.helped(ctx, actor, village)
	if err != nil {
		return nil, "", err
	}
	events, err := s.stores.Fieldwork.EventsOf(ctx, s.villagesOf(v.ID))
	if err != nil {
		return nil, "", err
	}
	sessions = fieldwork.Sessions(events)
	if page.After != "" {
		i := slices.IndexFunc(sessions, func(one fieldwork.Session) bool { return one.ID == page.After })
		if i < 0 {
			return nil, "", ErrUnknownCursor
		}
		sessions = sessions[i+1:]
	}
	if len(sessions) > page.Limit {
		sessions = sessions[:page.Limit]
		next = sessions[page.Limit-1].ID
	}
	return sessions, next, nil
}

// SessionResults is who was at a session, and what they answered in it.
type SessionResults struct {
	Session fieldwork.Session
	Lines   []Attendance
	AsOf    time.Time
}

// Attendance is one person at a session. Of who did not agree to be listed, and of who lives elsewhere by now, nothing but the times may
// be shown.
type Attendance struct {
	Person   people.Person
	Listed   bool // name and results may be shown
	Here     bool // lives in the village
	Presence fieldwork.Presence
	Results  []Result // oldest first; none of who is not listed
}

// Session returns who came, in that order, and after them whoever answered in the session without having been noted. For who helps the
// village. Errors: places.ErrNotFound, ErrForbidden, fieldwork.ErrNotFound.
func (s *Service) Session(ctx context.Context, actor people.Person, village, id string) (SessionResults, error) {
	v, err := s.helped(ctx, actor, village)
	if err != nil {
		return SessionResults{}, err
	}
	names := s.villagesOf(v.ID)
	events, err := s.stores.Fieldwork.EventsIn(ctx, id)
	if err != nil {
		return SessionResults{}, err
	}
	events = slices.DeleteFunc(events, func(e fieldwork.Event) bool { return !slices.Contains(names, e.Village) })
	submissions, err := s.stores.Submissions.SubmissionsIn(ctx, id)
	if err != nil {
		return SessionResults{}, err
	}
	session, ok := fieldwork.FoldSession(events)
	if !ok {
		if session, ok = answeredIn(id, names, submissions); !ok {
			return SessionResults{}, fieldwork.ErrNotFound
		}
	}
	r := SessionResults{Session: session, AsOf: s.now()}
	r.Lines, err = s.attendances(ctx, v, session.People, submissions)
	return r, err
}

// answeredIn is a session of which only answers have arrived yet; false where there are none, or where it is another village's.
func answeredIn(id string, villages []string, submissions []Submission) (fieldwork.Session, bool) {
	if len(submissions) == 0 {
		return fieldwork.Session{}, false
	}
	first := slices.MinFunc(submissions, func(a, b Submission) int { return a.At().Compare(b.At()) })
	day, part, ok := fieldwork.FindSession(id, villages, first.FinishedAt)
	return fieldwork.Session{ID: id, Day: day, Part: part, OpenedAt: first.At()}, ok
}

func (s *Service) attendances(ctx context.Context, v places.Village, present []fieldwork.Presence, submissions []Submission) ([]Attendance, error) {
	results := map[string][]Result{}
	for _, sub := range submissions {
		if _, seen := results[sub.Resident]; !seen && !slices.ContainsFunc(present, func(p fieldwork.Presence) bool { return p.Person == sub.Resident }) {
			present = append(present, fieldwork.Presence{Person: sub.Resident})
		}
		results[sub.Resident] = append(results[sub.Resident], sub.Result)
	}
	var lines []Attendance
	for _, p := range present {
		person, err := s.people.Person(ctx, p.Person)
		if errors.Is(err, people.ErrNotFound) {
			continue // erased a moment ago
		}
		if err != nil {
			return nil, err
		}
		here := s.livesIn(person, v)
		a := Attendance{Person: person, Here: here, Listed: here && person.ListedName() != "", Presence: p}
		if a.Listed {
			a.Results = results[p.Person]
			slices.SortFunc(a.Results, func(a, b Result) int { return cmp.Or(a.At().Compare(b.At()), cmp.Compare(a.ID, b.ID)) })
		}
		lines = append(lines, a)
	}
	return lines, nil
}

// MyFieldwork returns what the village's team noted of the actor, oldest first.
func (s *Service) MyFieldwork(ctx context.Context, actor people.Person) ([]fieldwork.Event, error) {
	events, err := s.stores.Fieldwork.EventsAbout(ctx, actor.ID)
	slices.SortFunc(events, func(a, b fieldwork.Event) int {
		return cmp.Or(a.ReceivedAt.Compare(b.ReceivedAt), cmp.Compare(a.ID, b.ID))
	})
	return events, err
}
