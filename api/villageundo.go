package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/places"
)

// villageImportShape is a list of villages that was taken in lately.
type villageImportShape struct {
	importShape
	Added   int `json:"added"`
	Renamed int `json:"renamed"`
}

func (a *App) getVillageImports(ctx context.Context, c *fiber.Ctx) error {
	list, err := a.cfg.Villages.Imports(ctx, actor(c), c.Params("code"))
	if err != nil {
		return err
	}
	shapes := make([]villageImportShape, len(list))
	for i, one := range list {
		if shapes[i].importShape, err = a.newImportShape(ctx, one.ID, one.By, one.At, one.Undone); err != nil {
			return err
		}
		for _, made := range one.Made {
			if made.New {
				shapes[i].Added++
			} else {
				shapes[i].Renamed++
			}
		}
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

// leftShape is a village that undoing a list leaves as it is.
type leftShape struct {
	Village string            `json:"village"`
	Name    string            `json:"name"`
	Why     places.LeftReason `json:"why"`
}

// newLeftShapes are what undoing something leaves.
func newLeftShapes(list []places.Left) []leftShape {
	shapes := []leftShape{}
	for _, l := range list {
		shapes = append(shapes, leftShape{l.Village.ID, l.Village.Name, l.Why})
	}
	return shapes
}

// villageUndoShape is what undoing a list of villages does, or would.
type villageUndoShape struct {
	Dropped []villageNewsShape `json:"dropped"`
	Renamed []villageNewsShape `json:"renamed"`
	Left    []leftShape        `json:"left"`
}

func newVillageUndoShape(u progress.VillageUndo) villageUndoShape {
	return villageUndoShape{villageNews(u.Dropped), renamedNews(u.Renamed), newLeftShapes(u.Left)}
}

// postVillageUndo undoes a list of villages, or says what that would do.
func (a *App) postVillageUndo(ctx context.Context, c *fiber.Ctx) error {
	id, dryRun, err := parseUndo(c)
	if err != nil {
		return err
	}
	undo, err := a.cfg.Villages.UndoImport(ctx, actor(c), c.Params("code"), id, dryRun)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newVillageUndoShape(undo))
}

// parseUndo reads which import is to be undone, and whether only to look.
func parseUndo(c *fiber.Ctx) (id uuid.UUID, dryRun bool, err error) {
	var q struct {
		DryRun bool `query:"dry_run"`
	}
	if err := parseQuery(c, &q); err != nil {
		return uuid.Nil, false, err
	}
	if id, err = uuid.Parse(c.Params("import")); err != nil {
		id = uuid.Nil // no import has it
	}
	return id, q.DryRun, nil
}
