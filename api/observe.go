package api

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/valyala/fasthttp"
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

func (a *App) logPanic(c *fiber.Ctx, cause any) {
	a.cfg.Log.Error("panic", "request_id", requestID(c), "route", routePath(c), "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
}

func setSecurityHeaders(c *fiber.Ctx) {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "no-referrer")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Strict-Transport-Security", "max-age=63072000")
	c.Set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
	c.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
}

// ambiguous reports headers that a proxy in front might read in another way: two ways to tell the body's length, lines that
// end in LF alone, folded lines, another version of HTTP. fasthttp lets these pass.
func ambiguous(h *fasthttp.RequestHeader) bool {
	if protocol := string(h.Protocol()); protocol != "HTTP/1.1" && protocol != "HTTP/1.0" {
		return true
	}
	length, coding := false, false
	for line := range bytes.Lines(h.RawHeaders()) {
		if !bytes.HasSuffix(line, []byte("\r\n")) || line[0] == ' ' || line[0] == '\t' {
			return true
		}
		name, _, _ := bytes.Cut(line, []byte(":"))
		length = length || bytes.EqualFold(name, []byte(fiber.HeaderContentLength))
		coding = coding || bytes.EqualFold(name, []byte(fiber.HeaderTransferEncoding))
	}
	return length && coding
}

// guard refuses bodies that must not be read and writes from other sites, before any handler runs.
func guard(c *fiber.Ctx) error {
	if ambiguous(&c.Request().Header) {
		c.Context().SetConnectionClose()
		return fiber.ErrBadRequest
	}
	// Fiber would unpack a compressed body without any limit.
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return errContentEncoding
	}
	if c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead {
		return c.Next()
	}
	if len(c.Request().Body()) > 0 && mediaType(c.Get(fiber.HeaderContentType)) != fiber.MIMEApplicationJSON {
		return errContentType
	}
	if origin := c.Get(fiber.HeaderOrigin); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Host != c.Get(fiber.HeaderHost) {
			return errOrigin
		}
	}
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return errOrigin
	}
	return c.Next()
}

func mediaType(header string) string {
	kind, _, _ := strings.Cut(header, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}
