package api

import (
	"context"
	"net/http"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/fieldwork"
)

type eventRequest struct {
	ID      string    `json:"id" validate:"required,uuid"`
	Kind    string    `json:"kind" validate:"required,max=20"`
	At      time.Time `json:"at" validate:"required"`
	Session string    `json:"session" validate:"omitempty,uuid"`
	Person  string    `json:"person" validate:"omitempty,uuid"`
	Module  string    `json:"module" validate:"max=64"`
	Place   string    `json:"place" validate:"max=80"`
	Outcome string    `json:"outcome" validate:"max=20"`
	Of      string    `json:"of" validate:"omitempty,uuid"`
}

func (r eventRequest) event() fieldwork.Event {
	return fieldwork.Event{ID: r.ID, Kind: fieldwork.Kind(r.Kind), At: r.At, Session: r.Session, Person: r.Person, Module: r.Module, Place: r.Place,
		Outcome: fieldwork.Outcome(r.Outcome), Of: r.Of}
}

type notedShape struct {
	ID      string   `json:"id"`
	Status  int      `json:"status"`
	Problem *problem `json:"problem,omitempty"`
}

// postFieldwork takes each event on its own, so that a bad one does not keep back the others.
func (a *App) postFieldwork(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Events rawList `json:"events" validate:"required,min=1,max=50"`
	}
	if err := decode(c.Body(), &in, jsontext.AllowDuplicateNames(true)); err != nil {
		return err
	}
	if err := checkFields(&in); err != nil {
		return err
	}
	results := make([]notedShape, len(in.Events))
	var events []fieldwork.Event
	var of []int // which result each event's is
	for i, raw := range in.Events {
		var one eventRequest
		err := decode(raw, &one)
		if err == nil {
			err = checkFields(&one)
		}
		if results[i].ID = one.ID; err != nil {
			results[i] = a.refusedEvent(c, one.ID, err)
			continue
		}
		events, of = append(events, one.event()), append(of, i)
	}
	// Also for none: whoever may not send here is told so.
	noted, err := a.cfg.Progress.Note(ctx, actor(c), c.Params("id"), events)
	if err != nil {
		return err
	}
	for i, n := range noted {
		result := &results[of[i]]
		switch {
		case n.Err != nil:
			*result = a.refusedEvent(c, result.ID, n.Err)
		case n.Replay:
			result.Status = http.StatusOK
		default:
			result.Status = http.StatusCreated
		}
	}
	return sendPrivate(c, http.StatusOK, struct {
		Results []notedShape `json:"results"`
	}{results})
}

func (a *App) refusedEvent(c *fiber.Ctx, id string, err error) notedShape {
	p, _ := describe(err)
	p.RequestID = requestID(c)
	if p.Status >= http.StatusInternalServerError {
		a.cfg.Log.Error("event in a batch failed", "request_id", p.RequestID, "error", err)
	}
	return notedShape{ID: echoed(id), Status: p.Status, Problem: &p}
}

type sessionShape struct {
	ID       string         `json:"id"`
	Day      day.Day        `json:"day"`
	Part     fieldwork.Part `json:"part"`
	Module   *string        `json:"module"`
	Place    *string        `json:"place"`
	Open     bool           `json:"open"`
	OpenedAt string         `json:"opened_at"`
	ClosedAt *string        `json:"closed_at"`
	People   int            `json:"people"`
}

func newSessionShape(s fieldwork.Session) sessionShape {
	return sessionShape{s.ID, s.Day, s.Part, orNull(s.Module), orNull(s.Place), s.Open(), instant(s.OpenedAt), moment(s.ClosedAt), len(s.People)}
}

func (a *App) getSessions(ctx context.Context, c *fiber.Ctx) error {
	q := limitQuery{Limit: defaultLimit}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	sessions, next, err := a.cfg.Progress.Sessions(ctx, actor(c), c.Params("id"), progress.Page{After: q.After, Limit: q.Limit})
	if err != nil {
		return err
	}
	shapes := make([]sessionShape, len(sessions))
	for i, s := range sessions {
		shapes[i] = newSessionShape(s)
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, next))
}

type attendanceShape struct {
	Person   string                `json:"person"`
	Name     *string               `json:"name"`
	Hint     *string               `json:"hint"`
	JoinedAt *string               `json:"joined_at"`
	LeftAt   *string               `json:"left_at"`
	Joins    []string              `json:"joins"`
	Results  []attendedResultShape `json:"results"`
}

type attendedResultShape struct {
	ID       string `json:"id"`
	Module   string `json:"module"`
	Version  int    `json:"version"`
	Score    int    `json:"score"`
	Max      int    `json:"max"`
	Passed   bool   `json:"passed"`
	Review   bool   `json:"review"`
	Assisted bool   `json:"assisted"`
	At       string `json:"at"`
}

func newAttendanceShape(l progress.Attendance) attendanceShape {
	shape := attendanceShape{Person: l.Person.ID, JoinedAt: moment(l.Presence.JoinedAt), LeftAt: moment(l.Presence.LeftAt),
		Joins: append([]string{}, l.Presence.Joins...), Results: make([]attendedResultShape, len(l.Results))}
	if l.Listed {
		shape.Name = orNull(l.Person.Name)
	}
	if l.Here {
		shape.Hint = orNull(l.Person.Hint())
	}
	for i, r := range l.Results {
		shape.Results[i] = attendedResultShape{r.ID, r.Module, r.Version, r.Score, r.Max, r.Passed, r.Review, r.Assisted, instant(r.At())}
	}
	return shape
}

func (a *App) getSession(ctx context.Context, c *fiber.Ctx) error {
	r, err := a.cfg.Progress.Session(ctx, actor(c), c.Params("id"), c.Params("session"))
	if err != nil {
		return err
	}
	lines := make([]attendanceShape, len(r.Lines))
	for i, l := range r.Lines {
		lines[i] = newAttendanceShape(l)
	}
	return sendPrivate(c, http.StatusOK, struct {
		Session sessionShape      `json:"session"`
		Items   []attendanceShape `json:"items"`
		AsOf    string            `json:"as_of"`
	}{newSessionShape(r.Session), lines, instant(r.AsOf)})
}
