package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress"
)

// rollImportShape is a file of rolls that was taken in lately.
type rollImportShape struct {
	importShape
	Declared int `json:"declared"`
}

func (a *App) getRollImports(ctx context.Context, c *fiber.Ctx) error {
	list, err := a.cfg.Rolls.Imports(ctx, actor(c), c.Params("code"))
	if err != nil {
		return err
	}
	shapes := make([]rollImportShape, len(list))
	for i, one := range list {
		if shapes[i].importShape, err = a.newImportShape(ctx, one.ID, one.By, one.At, one.Undone); err != nil {
			return err
		}
		shapes[i].Declared = len(one.Made)
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

// withdrawnShape is a version of a village's roll that is taken back.
type withdrawnShape struct {
	Village string `json:"village"`
	Name    string `json:"name"`
	Version int    `json:"version"`
	Adults  int    `json:"adults"`
}

// rollUndoShape is what undoing a file of rolls does, or would.
type rollUndoShape struct {
	Withdrawn []withdrawnShape `json:"withdrawn"`
	Left      []leftShape      `json:"left"`
}

func newRollUndoShape(u progress.RollUndo) rollUndoShape {
	s := rollUndoShape{[]withdrawnShape{}, newLeftShapes(u.Left)}
	for _, w := range u.Withdrawn {
		s.Withdrawn = append(s.Withdrawn, withdrawnShape{w.Village.ID, w.Village.Name, w.Roll.Version, w.Roll.Adults})
	}
	return s
}

// postRollUndo undoes a file of rolls, or says what that would do.
func (a *App) postRollUndo(ctx context.Context, c *fiber.Ctx) error {
	id, dryRun, err := parseUndo(c)
	if err != nil {
		return err
	}
	undo, err := a.cfg.Rolls.UndoImport(ctx, actor(c), c.Params("code"), id, dryRun)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newRollUndoShape(undo))
}
