package api

import (
	"bytes"
	"context"
	_ "embed"
	"net/http"
	"sync"

	"github.com/gofiber/fiber/v2"
)

// Preview tells pages that show content while it is being written when to load anew. A page asks once a second: an author's
// own machine has time for that, and nothing can be missed.
type Preview struct {
	mu    sync.Mutex
	state previewState
}

type previewState struct {
	// Revision rises with each change that was published.
	Revision int `json:"revision"`
	// Faults of the files as they are now, one a line; empty if they are shown.
	Faults string `json:"faults"`
}

// Published says that new content is served.
func (p *Preview) Published() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = previewState{Revision: p.state.Revision + 1}
}

// Refused says that the files have faults, so that what was there before is still served.
func (p *Preview) Refused(faults string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state.Faults = faults
}

func (p *Preview) current() previewState {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

//go:embed preview.js
var previewScript []byte

// previewRoutes serve the script that reloads pages, and keep the worker away, which would show what it kept.
func (a *App) previewRoutes() []route {
	return []route{
		{"GET", "/preview.js", public, func(_ context.Context, c *fiber.Ctx) error {
			c.Set(fiber.HeaderContentType, contentType(".js"))
			c.Set(fiber.HeaderCacheControl, noCache)
			return c.Send(previewScript)
		}},
		{"GET", "/preview/state", public, func(_ context.Context, c *fiber.Ctx) error {
			return sendPrivate(c, http.StatusOK, a.cfg.Preview.current())
		}},
		{"GET", "/sw.js", public, func(context.Context, *fiber.Ctx) error { return errNoRoute }},
	}
}

// withPreviewScript puts the script into the web app's page.
func withPreviewScript(shell []byte) []byte {
	return bytes.Replace(shell, []byte("</head>"), []byte(`<script src="/preview.js" defer></script></head>`), 1)
}
