package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
)

type deviceShape struct {
	ID        string `json:"id"`
	Label     string `json:"label"`
	Current   bool   `json:"current"`
	SignedIn  bool   `json:"signed_in"`
	UsedAt    string `json:"used_at"`
	CreatedAt string `json:"created_at"`
}

func (a *App) newDeviceShape(d people.Device, current string) deviceShape {
	label := d.Label
	if label == "" { // of a login that is older than the labels
		label = "other"
	}
	return deviceShape{d.ID, label, d.ID == current, d.SignedIn(a.cfg.Now()), instant(d.UsedAt), instant(d.CreatedAt)}
}

func (a *App) getDevices(ctx context.Context, c *fiber.Ctx) error {
	shapes, err := a.deviceShapes(ctx, c)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

func (a *App) deviceShapes(ctx context.Context, c *fiber.Ctx) ([]deviceShape, error) {
	devices, current, err := a.cfg.People.Devices(ctx, actor(c), c.Cookies(refreshCookie))
	if err != nil {
		return nil, err
	}
	shapes := make([]deviceShape, len(devices))
	for i, d := range devices {
		shapes[i] = a.newDeviceShape(d, current)
	}
	return shapes, nil
}

func (a *App) deleteDevice(ctx context.Context, c *fiber.Ctx) error {
	if err := a.cfg.People.RemoveDevice(ctx, actor(c), c.Params("device")); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}
