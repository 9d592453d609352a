package api

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
)

// Metrics counts requests by route, never by address or person.
type Metrics struct{ duration *prometheus.HistogramVec }

// NewMetrics registers the HTTP metrics.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "hocso_http_request_duration_seconds",
		Help:    "Time to answer, by route and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
	}, []string{"method", "route", "status"})}
	r.MustRegister(m.duration)
	return m
}

const requestIDKey = "request_id"

// newRequestID tells requests apart; it guards nothing.
func newRequestID() string {
	var raw [8]byte
	binary.BigEndian.PutUint64(raw[:], rand.Uint64())
	return hex.EncodeToString(raw[:])
}

func requestID(c *fiber.Ctx) string {
	id, _ := c.Locals(requestIDKey).(string)
	return id
}

func routePath(c *fiber.Ctx) string {
	if r := c.Route(); r != nil {
		return r.Path
	}
	return ""
}

// begin names a request and sets what every answer carries.
func begin(c *fiber.Ctx) {
	c.Locals(requestIDKey, newRequestID())
	setSecurityHeaders(c)
	// Unless a handler knows better, nothing is kept anywhere.
	c.Set(fiber.HeaderCacheControl, "no-store")
}

// observe begins a request and measures it.
func (a *App) observe(c *fiber.Ctx) error {
	started := time.Now()
	begin(c)
	if c.Method() == fiber.MethodPost && fileLimit(c.Path()) > 0 {
		defer a.arriving.leave(&c.Request().Header)
	}
	err := c.Next()
	if err != nil {
		// Answered here, so that the status is known when it is measured.
		err = a.handleError(c, err)
	}
	if a.cfg.Metrics != nil {
		a.cfg.Metrics.duration.WithLabelValues(c.Method(), routePath(c), strconv.Itoa(c.Response().StatusCode())).Observe(time.Since(started).Seconds())
	}
	return err
}

func (a *App) logPanic(c *fiber.Ctx, cause any) { a.logPanicOf(requestID(c), routePath(c), cause) }

// logPanicOf is logPanic for work that goes on when the request's own Ctx is another one's.
func (a *App) logPanicOf(id, route string, cause any) {
	a.cfg.Log.Error("panic", "request_id", id, "route", route, "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
}

func setSecurityHeaders(c *fiber.Ctx) {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "no-referrer")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Strict-Transport-Security", "max-age=63072000")
	c.Set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
	c.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
}
