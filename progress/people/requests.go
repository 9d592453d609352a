package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"hocso/internal/day"
)

const (
	// The clocks of Decree 356/2025: an answer within two working days, and the shortest of the periods for doing it.
	answerWorkingDays = 2
	finishDays        = 10

	maxOpenRequests = 10
	maxRequestRunes = 500
)

// AnswerBy returns when a request made at t must be answered: at the end of the second working day after it. Saturdays and
// Sundays are none; public holidays are taken for working days, which only makes the clock stricter.
func AnswerBy(t time.Time) time.Time {
	d := t.In(day.Zone)
	for left := answerWorkingDays; left > 0; {
		d = d.AddDate(0, 0, 1)
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			left--
		}
	}
	return endOfDay(d)
}

// FinishBy returns when what a request made at t asks for must be done: at the end of the tenth day after it.
func FinishBy(t time.Time) time.Time { return endOfDay(t.In(day.Zone).AddDate(0, 0, finishDays)) }

func endOfDay(d time.Time) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day()+1, 0, 0, 0, 0, d.Location()).UTC()
}

// MakeRequest notes what the actor asks of those who keep their data. For children their parent asks, and on no list of staff
// is a child named. *InvalidError, ErrForbidden, ErrTooMany; ErrNotFound for who was erased meanwhile.
func (s *Service) MakeRequest(ctx context.Context, actor Person, kind RequestKind, text string) (Request, error) {
	v, ok := s.village(actor.Village)
	if !ok || actor.Child() {
		return Request{}, ErrForbidden
	}
	var wrong faults
	if !slices.Contains(RequestKinds, kind) {
		wrong.add("kind", codeNotAllowed)
	}
	text = wrong.text("text", text)
	if err := wrong.err(); err != nil {
		return Request{}, err
	}
	// One after the other, so that they can be counted.
	end, err := s.personTurns.take(ctx, actor.ID)
	if err != nil {
		return Request{}, err
	}
	defer end()
	if _, err := s.Person(ctx, actor.ID); err != nil {
		return Request{}, err // what the erased leave behind would be found by nobody
	}
	mine, err := s.MyRequests(ctx, actor)
	if err != nil {
		return Request{}, err
	}
	open := 0
	for _, r := range mine {
		if r.FinishedAt.IsZero() {
			open++
		}
	}
	if open >= maxOpenRequests {
		return Request{}, ErrTooMany
	}
	id, err := uuid.NewRandomFromReader(s.rand)
	if err != nil {
		return Request{}, fmt.Errorf("draw a request's id: %w", err)
	}
	now := s.now()
	r := Request{ID: id.String(), Person: actor.ID, Village: v.ID, Ward: v.Ward, Kind: kind, Text: text,
		CreatedAt: now, AnswerBy: AnswerBy(now), FinishBy: FinishBy(now)}
	if err := s.recordAbout(ctx, actor, ActionRequestMade, actor, string(kind)); err != nil {
		return Request{}, err
	}
	if err := s.stores.Requests.AddRequest(ctx, r); err != nil {
		return Request{}, fmt.Errorf("add a request: %w", err)
	}
	return r, nil
}

// text checks a text that a person wrote, and returns it normalized.
func (f *faults) text(field, s string) string {
	s = norm.NFC.String(strings.TrimSpace(s))
	hidden := func(r rune) bool { return r != '\n' && !unicode.IsGraphic(r) }
	switch {
	case !utf8.ValidString(s), strings.ContainsFunc(s, hidden):
		f.add(field, codeNotAllowed)
	case utf8.RuneCountInString(s) > maxRequestRunes:
		f.add(field, codeTooLong)
	}
	return s
}

// MyRequests returns the actor's requests, newest first.
func (s *Service) MyRequests(ctx context.Context, actor Person) ([]Request, error) {
	requests, err := s.stores.Requests.RequestsOf(ctx, actor.ID)
	if err != nil {
		return nil, fmt.Errorf("read a person's requests: %w", err)
	}
	return requests, nil
}

// RequestLine is a request with the name of who made it, which whoever answers must know; empty once they are erased.
type RequestLine struct {
	Request
	Name string
}

// RequestsBelow returns the requests of the actor's wards: open ones, the most urgent first, or finished ones, newest first.
// ErrForbidden.
func (s *Service) RequestsBelow(ctx context.Context, actor Person, finished bool) ([]RequestLine, error) {
	if !actor.Has(Officer) {
		return nil, ErrForbidden
	}
	var lines []RequestLine
	for _, a := range actor.Appointments {
		if a.Role != Officer {
			continue
		}
		more, err := s.requestLines(ctx, a.Ward, finished)
		if err != nil {
			return nil, err
		}
		lines = append(lines, more...)
	}
	sortRequests(lines, finished)
	return lines, nil
}

// requestLines returns a ward's requests that are open, or those that are finished.
func (s *Service) requestLines(ctx context.Context, ward string, finished bool) ([]RequestLine, error) {
	requests, err := s.stores.Requests.RequestsIn(ctx, ward)
	if err != nil {
		return nil, fmt.Errorf("read a ward's requests: %w", err)
	}
	var lines []RequestLine
	for _, r := range requests {
		if r.FinishedAt.IsZero() == finished {
			continue
		}
		line, err := s.line(ctx, r)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// sortRequests puts open requests in order of their next clock, finished ones newest first.
func sortRequests(lines []RequestLine, finished bool) {
	slices.SortFunc(lines, func(a, b RequestLine) int {
		if finished {
			return cmp.Or(b.FinishedAt.Compare(a.FinishedAt), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(a.nextClock().Compare(b.nextClock()), cmp.Compare(a.ID, b.ID))
	})
}

// nextClock is when something must next be done about an open request.
func (r Request) nextClock() time.Time {
	if r.AnsweredAt.IsZero() {
		return r.AnswerBy
	}
	return r.FinishBy
}

func (s *Service) line(ctx context.Context, r Request) (RequestLine, error) {
	p, err := s.people.Person(ctx, r.Person)
	if errors.Is(err, ErrNotFound) {
		return RequestLine{Request: r}, nil
	}
	if err != nil {
		return RequestLine{}, fmt.Errorf("read who made a request: %w", err)
	}
	return RequestLine{r, p.Name}, nil
}

// HandleRequest answers a request of one of the actor's wards, or finishes it, with a note for the person. A finished one
// stays as it is: ErrConflict. ErrForbidden also for one of elsewhere and for none; *InvalidError.
func (s *Service) HandleRequest(ctx context.Context, actor Person, id string, finish bool, note string) (RequestLine, error) {
	note, err := Note(note)
	if err != nil {
		return RequestLine{}, err
	}
	r, err := s.stores.Requests.Request(ctx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return RequestLine{}, fmt.Errorf("read a request: %w", err)
	}
	if err != nil || !actor.AdministersWard(r.Ward) {
		return RequestLine{}, ErrForbidden
	}
	if !r.FinishedAt.IsZero() {
		return RequestLine{}, ErrConflict
	}
	now, action := s.now(), ActionRequestAnswered
	if r.AnsweredAt.IsZero() {
		r.AnsweredAt = now
	}
	if finish {
		r.FinishedAt, action = now, ActionRequestFinished
	}
	r.Note, r.Officer = note, actor.ID
	entry := AuditEntry{Actor: actor.ID, Action: action, Person: r.Person, Village: r.Village, Ward: r.Ward, Detail: string(r.Kind)}
	if err := s.record(ctx, entry); err != nil {
		return RequestLine{}, err
	}
	if err := s.stores.Requests.UpdateRequest(ctx, r); err != nil {
		return RequestLine{}, fmt.Errorf("store a request: %w", err)
	}
	return s.line(ctx, r)
}
