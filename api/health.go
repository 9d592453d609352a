package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"
)

func (a *App) getHealth(_ context.Context, c *fiber.Ctx) error { return c.SendString("ok\n") }

func (a *App) getReadiness(ctx context.Context, c *fiber.Ctx) error {
	if a.root.Err() != nil {
		return context.Canceled
	}
	if err := a.cfg.Ready(ctx); err != nil {
		a.cfg.Log.Warn("not ready", "error", err)
		return &httpError{http.StatusServiceUnavailable, "not_ready", "The store or the boards do not answer"}
	}
	return c.SendString("ready\n")
}
