package api_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"

	"hocso/api"
)

const shell = `<!doctype html><style>body{color:#123}</style><style id="b">p{margin:0}</style><div id="app"></div><script type="module" src="/assets/app-1a2b.js"></script>`

func withFrontend(c *api.Config) {
	c.Frontend = fstest.MapFS{
		"index.html":             {Data: []byte(shell)},
		"index.html.br":          {Data: []byte("br of index")},
		"index.html.gz":          {Data: []byte("gz of index")},
		"assets/app-1a2b.js":     {Data: []byte("let a")},
		"assets/app-1a2b.js.br":  {Data: []byte("br of app")},
		"assets/app-1a2b.css":    {Data: []byte("p{}")},
		"assets/font-3c.woff2":   {Data: []byte("font")},
		"ahead.json":             {Data: []byte(`{"/boards":["/assets/app-1a2b.js"],"/village/:id/people":["/assets/b.js","/assets/c.js"]}`)},
		"sw.js":                  {Data: []byte("let b")},
		"manifest.webmanifest":   {Data: []byte("{}")},
		".gitkeep":               {},
		"icons/icon.svg":         {Data: []byte("<svg/>")},
		"assets/only-packed.gz":  {Data: []byte("x")},
		"assets/.hidden/secrets": {Data: []byte("x")},
	}
}

func (w *world) page(path string, header ...string) reply {
	w.Helper()
	c := call{method: "GET", path: "/" + path, header: map[string]string{}}
	for i := 0; i < len(header); i += 2 {
		c.header[header[i]] = header[i+1]
	}
	return w.do(c)
}

func TestDeepLinksGetTheShellAndMissingFilesDoNot(t *testing.T) {
	w := newWorld(t, withFrontend)
	for _, path := range []string{"/", "/index.html", "/learn/chong-lua-dao", "/boards", "/boards/wards/24163", "/apinotes"} {
		got := w.want(w.page(path), 200, "")
		if string(got.body) != shell || got.header.Get("Content-Type") != "text/html; charset=utf-8" || got.header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %v %.40s", path, got.header, got.body)
		}
	}
	for _, path := range []string{"/assets/missing.js", "/assets/missing", "/assets/", "/favicon.ico", "/learn/x.js", "/api/v1/missing", "/api/", "/assets/app-1a2b.js.br",
		"/assets/only-packed", "/.gitkeep", "/../go.mod", "/assets/../../go.mod", "/.env"} {
		got := w.page(path)
		if got.status != 404 || strings.Contains(string(got.body), "<") {
			t.Errorf("%s: %d %.60s", path, got.status, got.body)
		}
	}
	// Only readers get the shell.
	w.want(w.do(call{method: "POST", path: "//learn", body: fields{}}), 404, "not_found")
	head := w.want(w.do(call{method: "HEAD", path: "//learn"}), 200, "")
	if len(head.body) != 0 || head.header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("HEAD: %v %s", head.header, head.body)
	}
}

func TestPagesNameTheirFilesAhead(t *testing.T) {
	w := newWorld(t, withFrontend)
	const people = "</assets/b.js>; rel=modulepreload, </assets/c.js>; rel=modulepreload"
	for path, want := range map[string]string{
		"/boards": "</assets/app-1a2b.js>; rel=modulepreload", "/village/24163-001/people": people, "/village/x/people?q=y": people,
		"/": "", "/boards/wards/24163": "", "/village/24163-001": "", "/village/24163-001/people/enrol": "", "/assets/app-1a2b.js": "", "/sw.js": "",
	} {
		if got := w.want(w.page(path), 200, ""); got.header.Get("Link") != want {
			t.Errorf("%s: %q, want %q", path, got.header.Get("Link"), want)
		}
	}
	w.want(w.page("/ahead.json"), 404, "not_found")
}

func TestFilesComeInTheEncodingThatTheBrowserTakes(t *testing.T) {
	w := newWorld(t, withFrontend)
	for _, try := range []struct{ path, accept, encoding, body string }{
		{"/", "gzip, deflate, br, zstd", "br", "br of index"},
		{"/learn", "gzip", "gzip", "gz of index"},
		{"/", "br;q=0, gzip;q=0.5", "gzip", "gz of index"},
		{"/", "br; q=0.1", "br", "br of index"},
		{"/", "GZIP", "gzip", "gz of index"},
		{"/", "identity", "", shell},
		{"/", "brotli, x-gzip", "", shell},
		{"/", "br;q=0, gzip;q=0", "", shell},
		{"/assets/app-1a2b.js", "br", "br", "br of app"},
		{"/assets/app-1a2b.js", "gzip", "", "let a"},
	} {
		got := w.want(w.page(try.path, "Accept-Encoding", try.accept), 200, "")
		if got.header.Get("Content-Encoding") != try.encoding || string(got.body) != try.body || got.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s with %q: %q %.20s", try.path, try.accept, got.header.Get("Content-Encoding"), got.body)
		}
	}
	module := "/api/v1/modules/" + w.modules[0].ID
	plain := w.page(module)
	for coding, unpack := range map[string]func(io.Reader) (io.Reader, error){
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	} {
		got := w.raw200(module, coding)
		if got.header.Get("Content-Encoding") != coding || len(got.body) >= len(plain.body)/2 {
			t.Errorf("%s: %q, %d of %d bytes", coding, got.header.Get("Content-Encoding"), len(got.body), len(plain.body))
		}
		r, err := unpack(bytes.NewReader(got.body))
		w.must(err)
		if unpacked, err := io.ReadAll(r); err != nil || !bytes.Equal(unpacked, plain.body) {
			t.Errorf("%s: %d bytes come out of the packed answer, want %d: %v", coding, len(unpacked), len(plain.body), err)
		}
	}
}

// raw200 asks for an answer whose bytes are packed, which cannot be checked against the document.
func (w *world) raw200(path, coding string) reply {
	w.Helper()
	got, _ := w.speak("GET " + path + " HTTP/1.1\r\nHost: hocso\r\nAccept-Encoding: " + coding + "\r\n\r\n")
	return w.want(got, 200, "")
}

func TestHashedFilesAreKeptForeverAndOthersAreAskedForAgain(t *testing.T) {
	w := newWorld(t, withFrontend)
	for path, want := range map[string][2]string{
		"/assets/app-1a2b.js":   {"text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		"/assets/app-1a2b.css":  {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"/sw.js":                {"text/javascript; charset=utf-8", "no-cache"},
		"/manifest.webmanifest": {"application/manifest+json", "no-cache"},
		"/icons/icon.svg":       {"image/svg+xml", "no-cache"},
	} {
		got := w.want(w.page(path), 200, "")
		if kind, cache := got.header.Get("Content-Type"), got.header.Get("Cache-Control"); kind != want[0] || cache != want[1] {
			t.Errorf("%s: %s, %s", path, kind, cache)
		}
	}
}

func TestWhatTheBrowserHasIsNotSentAgain(t *testing.T) {
	w := newWorld(t, withFrontend)
	for _, path := range []string{"/", "/sw.js", "/assets/app-1a2b.js", "/api/v1/courses", "/api/v1/wards", "/api/v1/boards/wards", "/api/v1/openapi.yaml"} {
		tag := w.want(w.page(path), 200, "").header.Get("ETag")
		if tag == "" {
			t.Errorf("%s has no ETag", path)
		}
		for _, header := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
			got := w.page(path, "If-None-Match", header)
			if got.status != 304 || len(got.body) != 0 || got.header.Get("ETag") != tag {
				t.Errorf("%s with %s: %d, %d bytes, %s", path, header, got.status, len(got.body), got.header.Get("ETag"))
			}
		}
		w.want(w.page(path, "If-None-Match", `"another"`), 200, "")
	}
	// A board that moved has another tag.
	before := w.page("/api/v1/boards/villages").header.Get("ETag")
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.eventually("the board has moved", func() bool { return w.page("/api/v1/boards/villages", "If-None-Match", before).status == 200 })
}

// closedPolicy is of answers that are no pages: shown as one, they could load, frame and send nothing.
const closedPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	w := newWorld(t, withFrontend)
	for path, csp := range map[string]string{
		"/":                    "",
		"/assets/app-1a2b.js":  "",
		"/assets/missing.js":   closedPolicy,
		"/api/v1/wards":        closedPolicy,
		"/api/v1/me":           closedPolicy,
		"/api/v1/openapi.yaml": closedPolicy,
		"/healthz":             closedPolicy,
	} {
		got := w.page(path)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=63072000",
			"Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
		} {
			if have := got.header.Get(name); have != want {
				t.Errorf("%s: %s: %q", path, name, have)
			}
		}
		if have := got.header.Get("Content-Security-Policy"); csp != "" && have != csp {
			t.Errorf("%s: %q", path, have)
		}
		if got.header.Get("Server") != "" || got.header.Get("X-Powered-By") != "" {
			t.Errorf("%s tells what serves it", path)
		}
	}
}

func TestThePolicyOfTheShellAllowsItsOwnStylesByHashAndNothingElseInline(t *testing.T) {
	w := newWorld(t, withFrontend)
	csp := w.page("/learn").header.Get("Content-Security-Policy")
	for _, style := range []string{"body{color:#123}", "p{margin:0}"} {
		sum := sha256.Sum256([]byte(style))
		if hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(csp, hash) {
			t.Errorf("%s is not in %s", hash, csp)
		}
	}
	for _, part := range []string{"default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
		if !strings.Contains(csp, part) {
			t.Errorf("%s is not in %s", part, csp)
		}
	}
	if strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
		t.Error(csp)
	}
}

func TestAWebAppWithoutItsShellIsRefusedAtStart(t *testing.T) {
	if _, err := api.New(api.Config{Frontend: fstest.MapFS{".gitkeep": {}}}); err == nil {
		t.Error("no error")
	}
}
