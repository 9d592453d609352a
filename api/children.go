package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

type childShape struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	CreatedAt string `json:"created_at"`
}

func newChildShape(p people.Person) childShape { return childShape{p.ID, p.Name, instant(p.CreatedAt)} }

func (a *App) childShapes(ctx context.Context, guardian people.Person) ([]childShape, error) {
	children, err := a.cfg.People.Children(ctx, guardian)
	if err != nil {
		return nil, err
	}
	shapes := make([]childShape, len(children))
	for i, p := range children {
		shapes[i] = newChildShape(p)
	}
	return shapes, nil
}

func (a *App) getChildren(ctx context.Context, c *fiber.Ctx) error {
	shapes, err := a.childShapes(ctx, actor(c))
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

func (a *App) postChild(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Name    string `json:"name" validate:"required,max=80"`
		Consent *struct {
			Guardian *bool `json:"guardian" validate:"required"`
			Child    *bool `json:"child" validate:"required"`
		} `json:"consent" validate:"required"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	child, err := a.cfg.People.AddChild(ctx, actor(c), in.Name, people.ChildConsent{Guardian: *in.Consent.Guardian, Child: *in.Consent.Child})
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusCreated, newChildShape(child))
}

func (a *App) deleteChild(ctx context.Context, c *fiber.Ctx) error {
	child, err := a.cfg.People.ChildOf(ctx, actor(c), c.Params("person"))
	if err != nil {
		return err
	}
	if err := a.cfg.People.EraseAll(ctx, actor(c), child, a.cfg.Progress.Erase); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

func (a *App) postChildLogin(ctx context.Context, c *fiber.Ctx) error {
	login, err := a.cfg.People.LoginChild(ctx, actor(c), c.Params("person"), visit(c))
	return a.sendLoginOK(c, login, err)
}
