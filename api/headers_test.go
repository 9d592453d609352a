package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"hocso/api"
	"hocso/progress"
)

// checkHeaders fails the test unless an answer, of whatever kind, has the headers that each must have.
func (w *world) checkHeaders(name string, got reply) {
	w.Helper()
	for header, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=63072000",
		"Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
	} {
		if have := got.header.Values(header); len(have) != 1 || have[0] != want {
			w.Errorf("%s: %d with %s %q", name, got.status, header, have)
		}
	}
	csp := got.header.Values("Content-Security-Policy")
	if len(csp) != 1 || csp[0] != closedPolicy && !strings.HasPrefix(csp[0], "default-src 'self'; script-src 'self'; ") {
		w.Errorf("%s: %d with policy %q", name, got.status, csp)
	}
	if kind := got.header.Get("Content-Type"); csp[0] != closedPolicy && strings.Contains(kind, "json") && got.status >= 400 {
		w.Errorf("%s: a problem with the policy of a page", name)
	}
	for _, telling := range []string{"Server", "X-Powered-By", "Via"} {
		if have := got.header.Get(telling); have != "" {
			w.Errorf("%s: %s %q", name, telling, have)
		}
	}
	if got.header.Get("Access-Control-Allow-Origin") != "" && !strings.HasSuffix(name, " /.well-known/did.json") {
		w.Errorf("%s: other sites may read it", name)
	}
	again, err := strconv.Atoi(got.header.Get("Retry-After"))
	if wait := got.status == http.StatusTooManyRequests || got.status == http.StatusServiceUnavailable; wait != (err == nil && again >= 1) {
		w.Errorf("%s: %d with Retry-After %q", name, got.status, got.header.Get("Retry-After"))
	}
}

// Every answer that any test gets is looked at (request_test.go); here is one of each kind, so that none is forgotten.
func TestEveryKindOfAnswerHasTheSecurityHeaders(t *testing.T) {
	broken := false
	w := newWorld(t, withFrontend, oneLogin, func(c *api.Config) {
		reference := c.Reference
		c.Reference = func() progress.Reference {
			if broken {
				panic("a fault of ours")
			}
			return reference()
		}
	})
	get := func(path string, header ...string) func() reply {
		return func() reply { return w.page(path, header...) }
	}
	do := func(c call) func() reply { return func() reply { return w.do(c) } }
	raw := func(text string) func() reply {
		return func() reply { got, _ := w.speak(text); return got }
	}
	tag := w.page("/api/v1/wards").header.Get("ETag")
	login := call{method: "POST", path: "/auth/login", body: fields{"phone": "0987654321", "pin": pin}}
	const first = "POST /api/v1/auth/login HTTP/1.1\r\nHost: hocso\r\n"
	for _, kind := range []struct {
		name   string
		status int
		ask    func() reply
	}{
		{"a page", 200, get("/")},
		{"a deep link", 200, get("/learn")},
		{"a script", 200, get("/assets/app-1a2b.js")},
		{"a missing file", 404, get("/assets/missing.js")},
		{"public data", 200, get("/api/v1/wards")},
		{"what did not change", 304, get("/api/v1/wards", "If-None-Match", tag)},
		{"a part of a recording", 206, get("/api/v1/recordings/"+recording.Name, "Range", "bytes=0-3")},
		{"a range that is not there", 416, get("/api/v1/recordings/"+recording.Name, "Range", "bytes=9999-")},
		{"personal data", 200, do(call{method: "GET", path: "/me", as: residentA})},
		{"no content", 204, do(call{method: "POST", path: "/auth/logout"})},
		{"created", 201, do(call{method: "POST", path: "/submissions", as: residentA, body: w.submission(0)})},
		{"nobody", 401, do(call{method: "GET", path: "/me"})},
		{"forbidden", 403, do(call{method: "GET", path: "/province/progress", as: residentA})},
		{"no address", 404, get("/api/v1/nothing")},
		{"another method", 405, do(call{method: "PUT", path: "/wards"})},
		{"no method at all", 405, do(call{method: "BREW", path: "/wards"})},
		{"malformed JSON", 400, do(call{method: "POST", path: "/submissions", as: residentA, body: []byte("{")})},
		{"wrong type", 415, do(call{method: "POST", path: "/submissions", as: residentA, body: []byte("{}"), header: map[string]string{"Content-Type": "text/plain"}})},
		{"wrong fields", 422, do(call{method: "POST", path: "/submissions", as: residentA, body: fields{}})},
		{"a wrong secret", 401, do(login)},
		{"too often", 429, do(login)},
		{"too long a body", 413, raw(first + "Content-Length: 999999\r\n\r\n")},
		{"too long a header", 431, raw(first + "X: " + strings.Repeat("x", 17<<10) + "\r\n\r\n")},
		{"no HTTP", 400, raw("hello\r\n\r\n")},
		{"ambiguous", 400, raw(first + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")},
		{"a panic", 500, func() reply { broken = true; defer func() { broken = false }(); return w.get(residentA, "/me") }},
		{"no store", 503, func() reply { w.must(w.db.Close()); return w.do(call{method: "GET", path: "//readyz"}) }},
	} {
		got := kind.ask()
		if got.status != kind.status {
			t.Errorf("%s: got %d, want %d: %.200s", kind.name, got.status, kind.status, got.body)
			continue
		}
		w.checkHeaders(kind.name, got)
	}
	stream := w.listen(call{method: "GET", path: "/boards/wards/stream"})
	stream.leave()
	w.checkHeaders("a stream", reply{status: stream.status, header: stream.header})
	head := w.plain(http.MethodHead, "/", nobody)
	w.checkHeaders("HEAD", head)
}

func TestAProxyMayNotKeepWhatIsPersonalOrRefused(t *testing.T) {
	w := newWorld(t)
	for _, c := range []call{
		{method: "GET", path: "/me", as: residentA},
		{method: "GET", path: "/me/export", as: residentA},
		{method: "GET", path: "/me/progress", as: residentA},
		{method: "GET", path: "/villages/" + village1 + "/progress", as: coordinator},
		{method: "GET", path: "/wards/" + ward1 + "/progress", as: officer},
		{method: "GET", path: "/province/progress", as: manager},
		{method: "POST", path: "/submissions", as: residentA, body: w.submission(0)},
		{method: "GET", path: "/me"},
		{method: "GET", path: "/nothing"},
	} {
		got := w.do(c)
		if have := got.header.Values("Cache-Control"); len(have) != 1 || have[0] != "no-store" {
			t.Errorf("%s: Cache-Control %q", c.path, have)
		}
		if got.header.Get("ETag") != "" || got.header.Get("Last-Modified") != "" {
			t.Errorf("%s: a copy can be asked for again", c.path)
		}
	}
}

func TestHSTSLastsTwoYears(t *testing.T) {
	w := newWorld(t)
	text, _ := strings.CutPrefix(w.page("/healthz").header.Get("Strict-Transport-Security"), "max-age=")
	seconds, err := strconv.Atoi(text)
	if err != nil || time.Duration(seconds)*time.Second < 2*365*24*time.Hour {
		t.Errorf("%q", text)
	}
}
