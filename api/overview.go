package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress"
)

type residentShape struct {
	ID     string          `json:"id"`
	Name   string          `json:"name"`
	Status progress.Status `json:"status"`
	Passed []string        `json:"passed"`
	Stuck  []string        `json:"stuck"`
	Points int             `json:"points"`
	LastAt *string         `json:"last_at"`
}

type villageProgressShape struct {
	Village  villageShape             `json:"village"`
	Totals   totalsShape              `json:"totals"`
	Statuses map[progress.Status]*int `json:"statuses"`
	Modules  []moduleTotalsShape      `json:"modules"`
	Days     []dayTotalsShape         `json:"days"`
	list[residentShape]
	AsOf string `json:"as_of"`
}

func (a *App) getVillageProgress(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		limitQuery
		Status string `query:"status" validate:"omitempty,oneof=not_started stuck learning participating completed"`
	}
	q.Limit = defaultLimit
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	v, err := a.cfg.Progress.Village(ctx, actor(c), c.Params("id"), progress.Status(q.Status), progress.Page{After: q.After, Limit: q.Limit})
	if err != nil {
		return err
	}
	shown := counts{only: v.CountsOnly}
	statuses := make(map[progress.Status]*int, len(progress.Statuses))
	for _, s := range progress.Statuses {
		statuses[s] = shown.of(v.Statuses[s])
	}
	residents := make([]residentShape, len(v.Residents))
	for i, r := range v.Residents {
		residents[i] = residentShape{r.Person.ID, r.Person.Name, r.Status, orEmpty(r.Passed), orEmpty(r.StuckOn), r.Points, moment(r.LastAt)}
	}
	return sendPrivate(c, http.StatusOK, villageProgressShape{newVillageShape(v.Village), shown.totals(v.Totals), statuses,
		shown.modules(v.Totals.Totals), shown.days(v.Totals), newList(residents, v.Next), instant(v.AsOf)})
}

func orEmpty(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func (a *App) getWardProgress(ctx context.Context, c *fiber.Ctx) error {
	w, err := a.cfg.Progress.Ward(ctx, actor(c), c.Params("code"))
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newWardProgressShape(w, a.cfg.Reference().Directory))
}

type wardTotalsShape struct {
	Ward   wardShape   `json:"ward"`
	Totals totalsShape `json:"totals"`
}

func (a *App) getProvinceProgress(ctx context.Context, c *fiber.Ctx) error {
	p, err := a.cfg.Progress.Province(ctx, actor(c))
	if err != nil {
		return err
	}
	dir, shown := a.cfg.Reference().Directory, counts{only: true}
	wards := make([]wardTotalsShape, len(p.Wards))
	for i, w := range p.Wards {
		wards[i] = wardTotalsShape{newWardShape(w, dir), shown.totals(p.Below[i])}
	}
	return sendPrivate(c, http.StatusOK, struct {
		Totals  totalsShape         `json:"totals"`
		Wards   []wardTotalsShape   `json:"wards"`
		Modules []moduleTotalsShape `json:"modules"`
		Days    []dayTotalsShape    `json:"days"`
		AsOf    string              `json:"as_of"`
	}{shown.totals(p.Totals), wards, shown.modules(p.Totals.Totals), shown.days(p.Totals), instant(p.AsOf)})
}
