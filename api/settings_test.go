package api_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hocso/api"
)

func TestLibrariesAreAtLeastAsOldAsWhatTheyMendedNeeds(t *testing.T) {
	raw, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for module, least := range map[string][3]int{
		"github.com/valyala/fasthttp":  {1, 77, 0}, // before: requests that hide another one
		"github.com/gofiber/fiber/v2":  {2, 52, 15},
		"github.com/golang-jwt/jwt/v5": {5, 2, 2}, // before: headers that take memory
	} {
		_, after, found := strings.Cut(string(raw), "\t"+module+" v")
		line, _, _ := strings.Cut(after, "\n")
		var have [3]int
		if _, err := fmt.Sscanf(line, "%d.%d.%d", &have[0], &have[1], &have[2]); err != nil || !found {
			t.Errorf("%s is not required: %v", module, err)
		}
		if slices.Compare(have[:], least[:]) < 0 || strings.Contains(line, "indirect") {
			t.Errorf("%s is %s, want %v or later, and directly", module, line, least)
		}
	}
}

func TestTheServerIsSetAsItMustBe(t *testing.T) {
	w := newWorld(t)
	c := w.app.Fiber.Config()
	for what, holds := range map[string]bool{
		"values of a request are not used again": c.Immutable,
		"addresses mind capitals":                c.CaseSensitive,
		"addresses mind a slash at the end":      c.StrictRouting,
		"bodies have at most 256 KiB":            c.BodyLimit == 256<<10,
		"bodies are read whole":                  !c.StreamRequestBody,
		"headers have at most 16 KiB":            c.ReadBufferSize == 16<<10,
		"a request arrives within 30 s":          c.ReadTimeout == 30*time.Second,
		"a quiet connection lives 60 s":          c.IdleTimeout == 60*time.Second,
		"an answer leaves within 60 s":           c.WriteTimeout == 60*time.Second,
		"4096 connections":                       c.Concurrency == 4096,
		"the caller's address is X-Real-IP":      c.ProxyHeader == "X-Real-IP",
		"only of a known proxy":                  c.EnableTrustedProxyCheck,
		"and only if it is an address":           c.EnableIPValidation,
		"forms are not unpacked":                 c.DisablePreParseMultipartForm,
	} {
		if !holds {
			t.Errorf("%s does not hold", what)
		}
	}
}

// Fiber's csrf and timeout middleware have had faults, and its cache, etag and compress would hold streams back.
func TestNoMiddlewareIsUsedThatHoldsStreamsBackOrHadFaults(t *testing.T) {
	seen := false
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range file.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			if used, ok := strings.CutPrefix(path, "github.com/gofiber/fiber/v2/middleware/"); ok {
				seen = true
				if used != "recover" {
					t.Errorf("%s uses the middleware %s", name, used)
				}
			}
		}
		return nil
	})
	if err != nil || !seen {
		t.Errorf("no middleware was found at all: %v", err)
	}
}

// oneLogin allows one login an address, so that the second one tells whether two requests count as one caller's.
func oneLogin(c *api.Config) { c.Rates = api.Rates{Login: api.Rate{Count: 1, Per: time.Hour}} }

func TestTheCallersAddressIsTheProxysWordAndNobodyElses(t *testing.T) {
	behindProxy := func(c *api.Config) { oneLogin(c); c.TrustedProxies = []string{"127.0.0.1"} }
	elsewhere := func(c *api.Config) { oneLogin(c); c.TrustedProxies = []string{"192.0.2.1"} }
	for name, try := range map[string]struct {
		config func(*api.Config)
		header string
		values [2]string
		same   bool
	}{
		"X-Real-IP of a known proxy":         {behindProxy, "X-Real-IP", [2]string{"198.51.100.1", "198.51.100.2"}, false},
		"the same X-Real-IP":                 {behindProxy, "X-Real-IP", [2]string{"198.51.100.1", "198.51.100.1"}, true},
		"X-Real-IP that is no address":       {behindProxy, "X-Real-IP", [2]string{"one", "two"}, true},
		"X-Real-IP of anybody":               {oneLogin, "X-Real-IP", [2]string{"198.51.100.1", "198.51.100.2"}, true},
		"X-Real-IP of another than proxies":  {elsewhere, "X-Real-IP", [2]string{"198.51.100.1", "198.51.100.2"}, true},
		"X-Forwarded-For of a known proxy":   {behindProxy, "X-Forwarded-For", [2]string{"198.51.100.1", "198.51.100.2"}, true},
		"X-Forwarded-For of anybody":         {oneLogin, "X-Forwarded-For", [2]string{"198.51.100.1", "198.51.100.2"}, true},
		"Forwarded":                          {behindProxy, "Forwarded", [2]string{"for=198.51.100.1", "for=198.51.100.2"}, true},
		"True-Client-IP, of another's proxy": {behindProxy, "True-Client-IP", [2]string{"198.51.100.1", "198.51.100.2"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, try.config)
			for i, value := range try.values {
				got := w.do(call{method: "POST", path: "/auth/login", body: fields{}, header: map[string]string{try.header: value}})
				if refused := got.status == http.StatusTooManyRequests; refused != (try.same && i == 1) {
					t.Errorf("call %d got %d", i, got.status)
				}
			}
		})
	}
}

func TestRatesAreThoseOfACampaign(t *testing.T) {
	want := api.Rates{Login: api.Rate{Count: 60, Per: 15 * time.Minute}, Register: api.Rate{Count: 120, Per: time.Hour},
		Sync: api.Rate{Count: 60, Per: time.Minute}, Export: api.Rate{Count: 5, Per: time.Hour},
		Proof: api.Rate{Count: 20, Per: time.Hour}, Change: api.Rate{Count: 120, Per: time.Hour}, Join: api.Rate{Count: 10, Per: time.Hour}}
	if got := api.DefaultRates; got != want {
		t.Errorf("%+v", got)
	}
}

// HEAD runs what GET runs.
func TestReadingAndAskingForHeadersChangesNothing(t *testing.T) {
	w := newWorld(t, withFrontend)
	tried := 0
	for _, row := range readPolicies(t) {
		if row.method != http.MethodGet || strings.HasSuffix(row.path, "/stream") {
			continue
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			tried++
			row.method = method
			ask := w.asking(row)
			before := w.writes()
			got := ask()
			if method == http.MethodHead && len(got.body) != 0 {
				t.Errorf("HEAD %s has a body", row.path)
			}
			if w.writes() != before {
				t.Errorf("%s %s changed the store", method, row.path)
			}
		}
	}
	if tried < 40 {
		t.Errorf("only %d were tried", tried)
	}
}

// asking makes what must be there for a route, and returns what calls it as a coordinator, without checking the answer against the
// document, which describes no HEAD.
func (w *world) asking(row policyRow) func() reply {
	w.Helper()
	if row.method == http.MethodGet {
		c := w.policyCall(row, coordinator)
		return func() reply { return w.try(c) }
	}
	path := strings.NewReplacer("{id}", village1, "{code}", ward1, "{course}", w.modules[0].Course, "{module}", w.modules[0].ID, "{recording}", recording.Name).Replace(row.path)
	return func() reply { return w.plain(http.MethodHead, path, coordinator) }
}

// plain makes a request without checking what comes back.
func (w *world) plain(method, path string, as who) reply {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, w.url(path), nil)
	w.must(err)
	if a, ok := w.accounts[as]; ok {
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	res, err := w.client.Do(r)
	w.must(err)
	w.must(res.Body.Close())
	return reply{status: res.StatusCode, header: res.Header}
}

func (w *world) checkCookie(name, set string) {
	w.Helper()
	attributes := strings.Split(strings.ToLower(set), "; ")
	if !strings.HasPrefix(set, "__Host-") {
		w.Errorf("%s: a cookie without __Host-: %s", name, set)
	}
	for _, want := range []string{"secure", "httponly", "samesite=strict", "path=/"} {
		if !slices.Contains(attributes, want) {
			w.Errorf("%s: no %s in %s", name, want, set)
		}
	}
	if strings.Contains(strings.ToLower(set), "domain=") {
		w.Errorf("%s: %s", name, set)
	}
}

func TestEveryCookieIsOfThisHostAndOfHTTPAlone(t *testing.T) {
	w := newWorld(t)
	a := w.accounts[residentA]
	for name, c := range map[string]call{
		"register": {method: "POST", path: "/auth/register", body: registration(village1)},
		"login":    {method: "POST", path: "/auth/login", body: fields{"phone": a.phone, "pin": a.secret}},
		"refresh":  {method: "POST", path: "/auth/refresh", header: map[string]string{"Cookie": "__Host-hocso-refresh=" + a.cookie}},
		"logout":   {method: "POST", path: "/auth/logout"},
		"erasure":  {method: "DELETE", path: "/me", as: siblingLives},
	} {
		got := w.do(c)
		set := got.header.Values("Set-Cookie")
		// A first login also marks the browser.
		want := map[string]int{"register": 2, "login": 2}[name]
		if got.status > 299 || len(set) != max(1, want) {
			t.Errorf("%s: %d, %q", name, got.status, set)
			continue
		}
		for _, one := range set {
			w.checkCookie(name, one)
		}
	}
}

func TestNoSecretIsInTheStore(t *testing.T) {
	w := newWorld(t)
	all := w.dump()
	look := func(what string, secret []byte) {
		for _, form := range []string{string(secret), hex.EncodeToString(secret), base64.StdEncoding.EncodeToString(secret),
			base64.RawURLEncoding.EncodeToString(secret), strings.Trim(fmt.Sprintf("%d", secret), "[]")} {
			if strings.Contains(all, form) {
				t.Errorf("the store holds %s", what)
			}
		}
	}
	look("the pepper", w.keys.Pepper)
	for _, k := range w.keys.Signing {
		look("a signing key", k.Secret)
	}
	for name, a := range w.accounts {
		look("a password", []byte(staffPassword))
		_, text, _ := strings.Cut(a.cookie, ".")
		secret, err := base64.RawURLEncoding.DecodeString(text)
		if name != expired || err != nil {
			w.must(err)
		}
		if len(secret) < 16 {
			t.Errorf("the refresh secret of the %s has %d bytes", name, len(secret))
		}
		look("a refresh secret", secret)
		look("an access token", []byte(a.token))
	}
}
