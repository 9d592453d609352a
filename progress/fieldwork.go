package progress

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

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
	undoings, err := s.stores.Fieldwork.Undoings(ctx, names)
	if err != nil {
		return SessionResults{}, err
	}
	events = append(events, undoings...)
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
