package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

type auditShape struct {
	Seq       int64              `json:"seq"`
	At        string             `json:"at"`
	Actor     *string            `json:"actor"`
	ActorName *string            `json:"actor_name"`
	Action    people.AuditAction `json:"action"`
	Person    *string            `json:"person"`
	Village   *string            `json:"village"`
	Ward      *string            `json:"ward"`
	Detail    string             `json:"detail"`
}

func (a *App) getAudit(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		limitQuery
		Ward string `query:"ward" validate:"max=5"`
	}
	q.Limit = defaultLimit
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	var before int64
	if q.After != "" {
		var err error
		if before, err = strconv.ParseInt(q.After, 10, 64); err != nil || before < 1 {
			return errBadCursor
		}
	}
	entries, err := a.cfg.People.AuditLog(ctx, actor(c), q.Ward, before, q.Limit)
	if err != nil {
		return err
	}
	names := map[string]*string{}
	shapes := make([]auditShape, len(entries))
	for i, e := range entries {
		if _, known := names[e.Actor]; !known && e.Actor != "" {
			if names[e.Actor], err = a.staffName(ctx, e.Actor); err != nil {
				return err
			}
		}
		shapes[i] = auditShape{e.Seq, instant(e.At), orNull(e.Actor), names[e.Actor], e.Action, orNull(e.Person), orNull(e.Village), orNull(e.Ward), e.Detail}
	}
	next := ""
	if len(entries) == q.Limit {
		next = strconv.FormatInt(entries[len(entries)-1].Seq, 10)
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, next))
}

// staffName is the name of a member of staff; nil for residents, whose names the log does not tell, and for who is gone.
func (a *App) staffName(ctx context.Context, id string) (*string, error) {
	p, err := a.cfg.People.Person(ctx, id)
	if errors.Is(err, people.ErrNotFound) || err == nil && len(p.Appointments) == 0 {
		return nil, nil
	}
	return &p.Name, err
}
