package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress"
	"hocso/progress/places"
)

func (a *App) postVillage(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Name string `json:"name" validate:"required,max=200"`
		Kind string `json:"kind" validate:"required,oneof=thon buon to_dan_pho khu_pho"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	v, err := a.cfg.Villages.Add(ctx, actor(c), c.Params("code"), in.Name, places.VillageKind(in.Kind))
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusCreated, newVillageShape(v))
}

func (a *App) patchVillage(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Name string `json:"name" validate:"required,max=200"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	v, err := a.cfg.Villages.Rename(ctx, actor(c), c.Params("id"), in.Name)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newVillageShape(v))
}

func (a *App) postVillageMerge(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Into string `json:"into" validate:"required,max=9"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	v, moved, err := a.cfg.Villages.Merge(ctx, actor(c), c.Params("id"), in.Into)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, struct {
		Village villageShape `json:"village"`
		Moved   int          `json:"moved"`
	}{newVillageShape(v), moved})
}

func (a *App) postVillageSplit(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Name      string   `json:"name" validate:"required,max=200"`
		Kind      string   `json:"kind" validate:"required,oneof=thon buon to_dan_pho khu_pho"`
		Residents []string `json:"residents" validate:"required,max=5000,dive,uuid"`
		Adults    int      `json:"adults" validate:"min=0,max=100000"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	rest, off, moved, err := a.cfg.Villages.Split(ctx, actor(c), c.Params("id"), progress.Split{Name: in.Name,
		Kind: places.VillageKind(in.Kind), People: in.Residents, Adults: in.Adults})
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, struct {
		Village  villageShape `json:"village"`
		SplitOff villageShape `json:"split_off"`
		Moved    int          `json:"moved"`
	}{newVillageShape(rest), newVillageShape(off), moved})
}

func (a *App) postVillageRetire(ctx context.Context, c *fiber.Ctx) error {
	if err := a.cfg.Villages.Retire(ctx, actor(c), c.Params("id")); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}
