package api

import (
	"context"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"hocso/progress/people"
)

const (
	// placeFileBody is for a table of all villages of a ward.
	placeFileBody = 1 << 20

	// importFileBody is for a table of all people of a ward.
	importFileBody = 12 << 20

	// fileTime is how long a file may be on its way: the lines of some offices send a megabit in a second.
	fileTime = 3 * time.Minute

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
	if longPath.MatchString(path) {
		c.WriteTimeout = importTime + time.Minute
	}
	if length := h.ContentLength(); length < 0 || length > strangersBody {
		token, ok := strings.CutPrefix(string(h.Peek(fasthttp.HeaderAuthorization)), bearerScheme)
		if !ok || !a.cfg.People.Recognizes(token) {
			c.MaxRequestBodySize = strangersBody
		} else if limit := fileLimit(path); limit > 0 && string(h.Method()) == fasthttp.MethodPost {
			c.MaxRequestBodySize = strangersBody
			if a.mayHandInFiles(token) && a.arriving.enter(h) {
				c.MaxRequestBodySize, c.ReadTimeout = limit, fileTime
			}
		}
	}
	return c
}

// mayHandInFiles reports whether a token is an officer's: nobody else hands in tables. Whether it is their ward is asked when the table
// has come.
func (a *App) mayHandInFiles(token string) bool {
	ctx, cancel := context.WithTimeout(a.root, requestTimeout)
	defer cancel()
	actor, err := a.cfg.People.Authenticate(ctx, token)
	return err == nil && actor.Has(people.Officer)
}
