package api

import (
	"context"
	"errors"
	"net/http"

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
	before, err := seqCursor(q.After)
	if err != nil {
		return err
	}
	entries, err := a.cfg.People.AuditLog(ctx, actor(c), q.Ward, before, q.Limit)
	if err != nil {
		return err
	}
	names, err := a.staffNames(ctx, entries)
	if err != nil {
		return err
	}
	shapes := make([]auditShape, len(entries))
	for i, e := range entries {
		shapes[i] = auditShape{e.Seq, instant(e.At), orNull(e.Actor), names[e.Actor], e.Action, orNull(e.Person), orNull(e.Village), orNull(e.Ward), e.Detail}
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, seqAfter(entries, q.Limit)))
}

// staffNames are the names of the staff among those who did what entries say, by id.
func (a *App) staffNames(ctx context.Context, entries []people.AuditEntry) (map[string]*string, error) {
	names := map[string]*string{"": nil} // the command line
	for _, e := range entries {
		if _, known := names[e.Actor]; known {
			continue
		}
		name, err := a.staffName(ctx, e.Actor)
		if err != nil {
			return nil, err
		}
		names[e.Actor] = name
	}
	return names, nil
}

// staffName is the name of a member of staff; nil for residents, whose names the log does not tell, and for who is gone.
func (a *App) staffName(ctx context.Context, id string) (*string, error) {
	p, err := a.cfg.People.Person(ctx, id)
	if errors.Is(err, people.ErrNotFound) || err == nil && len(p.Appointments) == 0 {
		return nil, nil
	}
	return &p.Name, err
}
