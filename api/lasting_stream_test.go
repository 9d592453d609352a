package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"hocso/api"
)

func TestAStreamOutlivesTheTimeInWhichOtherAnswersMustLeave(t *testing.T) {
	var cfg api.Config
	w := newWorld(t, func(c *api.Config) { cfg = *c })
	server := w.app.Fiber.Server()
	streams := 0
	for _, row := range readPolicies(t) {
		var h fasthttp.RequestHeader
		h.SetRequestURI(row.path + "?measure=points")
		limit := server.HeaderReceived(&h).WriteTimeout
		if stream := strings.HasSuffix(row.path, "/stream"); stream != (limit >= time.Hour) {
			t.Errorf("%s: an answer may take %v", row.path, limit)
		} else if stream {
			streams++
		}
	}
	if streams == 0 {
		t.Error("no stream was found")
	}
	// And so it is: with a limit shorter than the pace of events, the second one still comes.
	hasty := w.in(t)
	hasty.address = strings.TrimPrefix(w.another(cfg, func(a *api.App) { a.Fiber.Server().WriteTimeout = 300 * time.Millisecond }), "http://")
	s := hasty.listen(call{method: "GET", path: "/boards/villages/stream"})
	defer s.leave()
	s.next(w)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	s.next(w)
}

func TestAStreamIsNeitherPackedNorKept(t *testing.T) {
	w := newWorld(t)
	r, err := http.NewRequestWithContext(w.Context(), http.MethodGet, w.url("/api/v1/boards/wards/stream"), nil)
	w.must(err)
	r.Header.Set("Accept-Encoding", "br, gzip, deflate")
	r.Header.Set("If-None-Match", "*")
	res, err := w.client.Do(r)
	w.must(err)
	w.must(res.Body.Close())
	h := res.Header
	if res.StatusCode != http.StatusOK || h.Get("Content-Encoding") != "" || h.Get("ETag") != "" || h.Get("Cache-Control") != "no-store" || h.Get("X-Accel-Buffering") != "no" {
		t.Errorf("%d %v", res.StatusCode, h)
	}
}
