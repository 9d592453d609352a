package api

import (
	"cmp"
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/fieldwork"
)

type missedShape struct {
	Module   string `json:"module"`
	Version  int    `json:"version"`
	Question string `json:"question"`
	Wrong    int    `json:"wrong"`
}

type visitShape struct {
	Outcome fieldwork.Outcome `json:"outcome"`
	At      string            `json:"at"`
	By      *string           `json:"by"`
}

type callShape struct {
	Person    string               `json:"person"`
	Name      string               `json:"name"`
	Reason    progress.VisitReason `json:"reason"`
	Modules   []string             `json:"modules"`
	Question  *missedShape         `json:"question"`
	Since     string               `json:"since"`
	LastVisit *visitShape          `json:"last_visit"`
}

func newCallShape(c progress.Call) callShape {
	shape := callShape{c.Person.ID, c.Person.Name, c.Reason, orEmpty(c.Modules), (*missedShape)(c.Question), instant(c.Since), nil}
	if c.Last != nil {
		shape.LastVisit = &visitShape{c.Last.Outcome, instant(c.Last.At), orNull(c.LastBy)}
	}
	return shape
}

type nextPlaceShape struct {
	Place  int `json:"place"`
	People int `json:"people"`
}

func (a *App) getVisits(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Limit int `query:"limit" validate:"omitempty,min=1,max=1000"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	calls, err := a.cfg.Progress.ToVisit(ctx, actor(c), c.Params("id"))
	if err != nil {
		return err
	}
	first := calls.Calls
	if q.Limit > 0 {
		first = first[:min(q.Limit, len(first))]
	}
	shapes := make([]callShape, len(first))
	for i, one := range first {
		shapes[i] = newCallShape(one)
	}
	return sendPrivate(c, http.StatusOK, struct {
		Items  []callShape     `json:"items"`
		Count  int             `json:"count"`
		ToNext *nextPlaceShape `json:"to_next"`
		AsOf   string          `json:"as_of"`
	}{shapes, len(calls.Calls), (*nextPlaceShape)(calls.ToNext), instant(calls.AsOf)})
}

type attendedShape struct {
	ID       string         `json:"id"`
	Day      day.Day        `json:"day"`
	Part     fieldwork.Part `json:"part"`
	Module   *string        `json:"module"`
	JoinedAt string         `json:"joined_at"`
	LeftAt   *string        `json:"left_at"`
}

// getEncounters tells what the village's team noted of a resident.
func (a *App) getEncounters(ctx context.Context, c *fiber.Ctx) error {
	met, err := a.cfg.Progress.Encounters(ctx, actor(c), c.Params("id"), c.Params("person"))
	if err != nil {
		return err
	}
	sessions := make([]attendedShape, len(met.Sessions))
	for i, one := range met.Sessions {
		s := one.Session
		sessions[i] = attendedShape{s.ID, s.Day, s.Part, orNull(s.Module), instant(one.Presence.JoinedAt), moment(one.Presence.LeftAt)}
	}
	visits := make([]visitShape, len(met.Visits))
	for i, one := range met.Visits {
		visits[i] = visitShape{one.Outcome, instant(one.At), orNull(one.ByName)}
	}
	return sendPrivate(c, http.StatusOK, struct {
		Sessions []attendedShape `json:"sessions"`
		Visits   []visitShape    `json:"visits"`
	}{sessions, visits})
}

type rosterShape struct {
	Village villageShape       `json:"village"`
	Items   []rosterEntryShape `json:"items"`
}

type rosterEntryShape struct {
	ID          string           `json:"id"`
	Name        *string          `json:"name"`
	Hint        *string          `json:"hint"`
	Unconfirmed bool             `json:"unconfirmed"`
	Status      *progress.Status `json:"status"`
	Passed      []string         `json:"passed"`
	Card        bool             `json:"card"`
	CardNumber  *string          `json:"card_number"`
}

// getRoster answers with an ETag, which is the phone's to send: no cache on the way keeps names.
func (a *App) getRoster(ctx context.Context, c *fiber.Ctx) error {
	village, learnt, err := a.cfg.Progress.Learnt(ctx, actor(c), c.Params("id"))
	if err != nil {
		return err
	}
	entries, err := a.cfg.People.Roster(ctx, actor(c), village.ID)
	if err != nil {
		return err
	}
	shape := rosterShape{newVillageShape(village), make([]rosterEntryShape, len(entries))}
	for i, e := range entries {
		one := rosterEntryShape{ID: e.ID, Name: orNull(e.ListedName()), Hint: orNull(e.Hint()), Unconfirmed: e.Unconfirmed, Passed: []string{},
			Card: e.Card, CardNumber: orNull(e.CardNumber)}
		if e.ListedName() != "" {
			l := learnt[e.ID]
			status := cmp.Or(l.Status, progress.NotStarted)
			one.Status, one.Passed = &status, orEmpty(l.Passed)
		}
		shape.Items[i] = one
	}
	return sendPrivateTagged(c, shape)
}
