// Package api is the HTTP side of hocso: one list of routes with their policies, handlers that parse, call one service
// and answer, and one place where errors become problem+json. Rules and authorisation by object are in the domain
// packages.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/valyala/fasthttp"

	"hocso/courses"
	"hocso/progress"
	"hocso/progress/certificates"
	"hocso/progress/certificates/openbadge"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
)

const (
	bodyLimit      = 256 << 10
	requestTimeout = 5 * time.Second
	// patientTimeout is for what moves a whole village, and may wait until other servers know of it, or counts a whole campaign anew
	// while somebody waits; proxies wait a minute.
	patientTimeout = 50 * time.Second
)

// Config is what the application is made of.
type Config struct {
	People    *people.Service
	Progress  *progress.Service
	Rolls     *progress.Rolls
	Villages  *progress.WardVillages
	Rulings   *progress.Rulings
	Courses   *courses.Library
	Campaigns *progress.Campaigns
	Boards    *leaderboard.Cache
	// Certificates are those of residents; Issuer signs what others check of them.
	Certificates *certificates.Service
	Issuer       *openbadge.Issuer
	Reference    func() progress.Reference
	// Ready reports why the stores or Redis do not answer, nil if they do.
	Ready func(context.Context) error
	// DeviceCodes says that a PIN on a device that is not known needs a code.
	DeviceCodes bool
	// OIDC signs staff in by OpenID Connect; nil for none.
	OIDC OIDC
	// PublicURL is the address that people see, without a slash at the end; empty to take each request's own, and to sign samples alone.
	PublicURL string
	// Frontend is the built web app; nil serves the API alone.
	Frontend fs.FS
	// Preview is there while content is being written, nil otherwise.
	Preview *Preview
	// TrustedProxies are addresses or ranges whose X-Real-IP is believed.
	TrustedProxies []string
	Rates          Rates
	Metrics        *Metrics
	Log            *slog.Logger
	Now            func() time.Time
}

// App is the HTTP application. Listen with Fiber, stop with Shutdown.
type App struct {
	Fiber *fiber.App

	cfg      Config
	root     context.Context
	cancel   context.CancelFunc
	routes   []route
	limits   limits
	boards   *boardPages
	settled  *settlements
	contents *contentPages
	reading  chan struct{} // held by who reads a table of people
	arriving *arriving
	document *page // openapi.yaml
}

// New builds the application. It fails if the web app is there but not whole.
func New(cfg Config) (*App, error) {
	root, cancel := context.WithCancel(context.Background())
	a := &App{cfg: cfg, root: root, cancel: cancel, limits: newLimits(cfg.Rates, cfg.Now), boards: newBoardPages(), settled: newSettlements(), contents: newContentPages(), reading: make(chan struct{}, 1), arriving: newArriving()}
	a.Fiber = fiber.New(fiber.Config{
		AppName: "hocso",
		// A Ctx's values are otherwise reused by the next request, while stores still hold them.
		Immutable:             true,
		CaseSensitive:         true,
		StrictRouting:         true,
		DisableStartupMessage: true,
		BodyLimit:             bodyLimit,
		// Forms are refused; parsing one before that would write its files to disk.
		DisablePreParseMultipartForm: true,
		ReadBufferSize:               16 << 10,
		ReadTimeout:                  30 * time.Second,
		IdleTimeout:                  60 * time.Second,
		WriteTimeout:                 60 * time.Second,
		Concurrency:                  4096,
		ProxyHeader:                  "X-Real-IP",
		EnableTrustedProxyCheck:      true,
		TrustedProxies:               cfg.TrustedProxies,
		EnableIPValidation:           true,
		ErrorHandler:                 a.handleError,
		JSONEncoder:                  json.Marshal,
		JSONDecoder:                  json.Unmarshal,
	})
	a.Fiber.Server().HeaderReceived = a.onceHeaderIsThere
	a.Fiber.Use(a.observe, recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: a.logPanic}), guard)
	a.Fiber.Server().Handler = a.knownMethods(a.Fiber.Server().Handler)
	var err error
	if a.document, err = pageOf(openAPI); err != nil {
		cancel()
		return nil, err
	}
	a.routes = a.list()
	if cfg.Preview != nil {
		a.routes = append(a.routes, a.previewRoutes()...)
	}
	for _, r := range a.routes {
		a.Fiber.Add(r.method, r.path, a.handle(r))
	}
	if cfg.Frontend != nil {
		if err := a.serveFrontend(cfg.Frontend); err != nil {
			cancel()
			return nil, err
		}
	}
	// What no route matches, Fiber answers itself: 405 if another method would do, else 404.
	return a, nil
}

// knownMethods answers a request whose method is none of HTTP's, which Fiber does in plain text before any handler.
func (a *App) knownMethods(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(rc *fasthttp.RequestCtx) {
		if slices.Contains(fiber.DefaultMethods, string(rc.Method())) {
			next(rc)
			return
		}
		c := a.Fiber.AcquireCtx(rc)
		defer a.Fiber.ReleaseCtx(c)
		if err := a.handleError(c, fiber.ErrMethodNotAllowed); err != nil {
			c.Status(fiber.StatusInternalServerError)
		}
	}
}

// Shutdown ends streams, lets requests finish for at most the given time, and stops listening.
func (a *App) Shutdown(within time.Duration) error {
	a.cancel()
	if err := a.Fiber.ShutdownWithTimeout(within); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// handler answers one request. Its context ends after the route's timeout or when the application shuts down.
type handler func(ctx context.Context, c *fiber.Ctx) error

// handle wraps a route's handler with its policy and a deadline: Fiber's own context never ends by itself.
func (a *App) handle(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, cancel := context.WithTimeout(a.root, r.policy.timeout())
		defer cancel()
		if err := a.admit(ctx, c, r.policy); err != nil {
			return err
		}
		return r.handler(ctx, c)
	}
}
