package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/places"
)

type matchShape struct {
	Ward   wardShape `json:"ward"`
	Match  string    `json:"match"`
	Former bool      `json:"former"`
}

func (a *App) searchPlaces(_ context.Context, c *fiber.Ctx) error {
	var q struct {
		limitQuery
		Query string `query:"q" validate:"required,max=80"`
	}
	q.Limit = defaultLimit
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	dir := a.cfg.Reference().Directory
	matches := dir.Search(q.Query, q.Limit)
	shapes := make([]matchShape, len(matches))
	for i, m := range matches {
		shapes[i] = matchShape{newWardShape(m.Ward, dir), m.Name, m.Former}
	}
	return sendPublic(c, newList(shapes, ""))
}

func (a *App) getWards(_ context.Context, c *fiber.Ctx) error {
	q := limitQuery{Limit: defaultLimit}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	dir := a.cfg.Reference().Directory
	wards, next := pageByKey(dir.Wards(), func(w places.Ward) string { return w.Code }, q)
	shapes := make([]wardShape, len(wards))
	for i, w := range wards {
		shapes[i] = newWardShape(w, dir)
	}
	return sendPublic(c, newList(shapes, next))
}

func (a *App) getWard(_ context.Context, c *fiber.Ctx) error {
	dir := a.cfg.Reference().Directory
	w, err := dir.Ward(c.Params("code"))
	if err != nil {
		return err
	}
	return sendPublic(c, newWardShape(w, dir))
}

func (a *App) getVillages(_ context.Context, c *fiber.Ctx) error {
	q := limitQuery{Limit: defaultLimit}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	dir := a.cfg.Reference().Directory
	ward, err := dir.Ward(c.Params("code"))
	if err != nil {
		return err
	}
	villages, next := pageByKey(dir.VillagesOf(ward.Code), func(v places.Village) string { return v.ID }, q)
	shapes := make([]villageShape, len(villages))
	for i, v := range villages {
		shapes[i] = newVillageShape(v)
	}
	return sendPublic(c, newList(shapes, next))
}

func (a *App) getVillage(_ context.Context, c *fiber.Ctx) error {
	v, err := a.cfg.Reference().Directory.Village(c.Params("id"))
	if err != nil {
		return err
	}
	return sendPublic(c, newVillageShape(v))
}
