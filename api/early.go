package api

import (
	"strings"
	"time"

	"github.com/valyala/fasthttp"
)

const (
	// rollFileBody is for a table of a whole ward.
	rollFileBody = 1 << 20

	// importFileBody is for a table of all people of a ward.
	importFileBody = 12 << 20

	streamLifetime = time.Hour // browsers reconnect by themselves

	// strangersBody is enough for every form that somebody sends before signing in, and for a submission. Memory for a
	// body is taken when its length is announced, so a stranger could take much by announcing alone.
	strangersBody = 16 << 10
)

// onceHeaderIsThere says how long an answer may take and how long a body may be, before the body is read.
func (a *App) onceHeaderIsThere(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	var c fasthttp.RequestConfig
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	if strings.HasSuffix(path, "/stream") {
		// WriteTimeout would cut streams.
		c.WriteTimeout = streamLifetime
	}
	if strings.HasSuffix(path, importPath) || strings.HasSuffix(path, importUndoPath) {
		c.WriteTimeout = importTime + time.Minute
	}
	if length := h.ContentLength(); length < 0 || length > strangersBody {
		token, ok := strings.CutPrefix(string(h.Peek(fasthttp.HeaderAuthorization)), bearerScheme)
		if !ok || !a.cfg.People.Recognizes(token) {
			c.MaxRequestBodySize = strangersBody
		} else if limit := fileLimit(path); limit > 0 {
			c.MaxRequestBodySize = limit
		}
	}
	return c
}
