package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"hocso/internal/villagefile"
	"hocso/progress/places"
)

// villageNewsShape is what a list makes of a village.
type villageNewsShape struct {
	Village string  `json:"village"`
	Before  *string `json:"before"` // its name until now; null for a new one
	Name    string  `json:"name"`
}

// villageOutcomeShape is what a list of villages does, or would.
type villageOutcomeShape struct {
	tableShape
	Applied bool               `json:"applied"`
	Import  *string            `json:"import"` // its id; null if nothing was stored
	Added   []villageNewsShape `json:"added"`
	Renamed []villageNewsShape `json:"renamed"`
	Known   int                `json:"known"`
}

func newVillageOutcomeShape(l villagefile.List, plan places.VillagePlan) villageOutcomeShape {
	s := villageOutcomeShape{tableShape: newTableShape(l.Table, len(l.Entries)), Added: []villageNewsShape{}, Renamed: []villageNewsShape{}}
	for _, f := range slices.Concat(l.Faults, plan.Faults) {
		s.fault(importFaultShape(f))
	}
	if s.FaultCount > 0 {
		return s
	}
	s.Known = plan.Known
	s.Added, s.Renamed = villageNews(plan.Add), renamedNews(plan.Rename)
	return s
}

func villageNews(list []places.Village) []villageNewsShape {
	news := make([]villageNewsShape, len(list))
	for i, v := range list {
		news[i] = villageNewsShape{v.ID, nil, v.Name}
	}
	return news
}

func renamedNews(list []places.Renaming) []villageNewsShape {
	news := make([]villageNewsShape, len(list))
	for i, r := range list {
		news[i] = villageNewsShape{r.After.ID, &r.Before.Name, r.After.Name}
	}
	return news
}

// postVillageFile makes of a ward's villages what a list says, or says what it would.
func (a *App) postVillageFile(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		readQuery
		DryRun bool `query:"dry_run"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	o, err := q.options(places.VillageFields)
	if err != nil {
		return err
	}
	// Who may not change villages is refused before a file of theirs is read.
	if _, _, err := a.cfg.Villages.Import(ctx, actor(c), c.Params("code"), nil, true); err != nil {
		return err
	}
	list := villagefile.Read(c.Body(), o)
	if len(list.Faults) > 0 {
		return sendPrivate(c, http.StatusOK, newVillageOutcomeShape(list, places.VillagePlan{}))
	}
	plan, id, err := a.cfg.Villages.Import(ctx, actor(c), c.Params("code"), list.Entries, q.DryRun)
	if err != nil {
		return err
	}
	shape := newVillageOutcomeShape(list, plan)
	if id != uuid.Nil {
		shape.Applied, shape.Import = true, orNull(id.String())
	}
	return sendPrivate(c, http.StatusOK, shape)
}
