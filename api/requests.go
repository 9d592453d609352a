package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

type requestShape struct {
	ID         string             `json:"id"`
	Kind       people.RequestKind `json:"kind"`
	Text       string             `json:"text"`
	Status     string             `json:"status"`
	Village    string             `json:"village"`
	PersonName *string            `json:"person_name"`
	CreatedAt  string             `json:"created_at"`
	AnswerBy   string             `json:"answer_by"`
	FinishBy   string             `json:"finish_by"`
	AnsweredAt *string            `json:"answered_at"`
	FinishedAt *string            `json:"finished_at"`
	Note       string             `json:"note"`
}

func newRequestShape(r people.Request, name string) requestShape {
	status := "open"
	switch {
	case !r.FinishedAt.IsZero():
		status = "finished"
	case !r.AnsweredAt.IsZero():
		status = "answered"
	}
	return requestShape{r.ID, r.Kind, r.Text, status, r.Village, orNull(name), instant(r.CreatedAt), instant(r.AnswerBy), instant(r.FinishBy),
		moment(r.AnsweredAt), moment(r.FinishedAt), r.Note}
}

func (a *App) myRequestShapes(ctx context.Context, person people.Person) ([]requestShape, error) {
	requests, err := a.cfg.People.MyRequests(ctx, person)
	if err != nil {
		return nil, err
	}
	shapes := make([]requestShape, len(requests))
	for i, r := range requests {
		shapes[i] = newRequestShape(r, "")
	}
	return shapes, nil
}

func (a *App) getMyRequests(ctx context.Context, c *fiber.Ctx) error {
	shapes, err := a.myRequestShapes(ctx, actor(c))
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

func (a *App) postRequest(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Kind string `json:"kind" validate:"required,max=20"`
		Text string `json:"text" validate:"max=500"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	r, err := a.cfg.People.MakeRequest(ctx, actor(c), people.RequestKind(in.Kind), in.Text)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusCreated, newRequestShape(r, ""))
}

func (a *App) getRequests(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Status string `query:"status" validate:"omitempty,oneof=open finished"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	lines, err := a.cfg.People.RequestsBelow(ctx, actor(c), q.Status == "finished")
	if err != nil {
		return err
	}
	shapes := make([]requestShape, len(lines))
	for i, line := range lines {
		shapes[i] = newRequestShape(line.Request, line.Name)
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

func (a *App) patchRequest(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Status string `json:"status" validate:"required,oneof=answered finished"`
		Note   string `json:"note" validate:"required,max=500"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	line, err := a.cfg.People.HandleRequest(ctx, actor(c), c.Params("request"), in.Status == "finished", in.Note)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newRequestShape(line.Request, line.Name))
}
