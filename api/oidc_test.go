package api_test

import (
	"encoding/base64"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"hocso/api"
	"hocso/internal/oidc"
	"hocso/internal/oidctest"
	"hocso/progress/people"
)

const (
	publicAddress = "https://hoc.example.vn" // a proxy with TLS, which the test plays
	oidcStart     = "/auth/oidc"
	oidcBack      = "/auth/oidc/callback"
	oidcCookie    = "__Host-hocso-oidc"
	loginCookie   = "__Host-hocso-refresh"
	browserCookie = "__Host-hocso-browser"
)

// cookies is what one browser keeps.
type cookies map[string]*http.Cookie

func (k cookies) header() map[string]string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(k)) {
		all = append(all, name+"="+k[name].Value)
	}
	return map[string]string{"Cookie": strings.Join(all, "; ")}
}

// strictless is what a browser sends when another site sends it here.
func (k cookies) strictless() cookies {
	sent := maps.Clone(k)
	maps.DeleteFunc(sent, func(_ string, c *http.Cookie) bool { return c.SameSite == http.SameSiteStrictMode })
	return sent
}

// keep takes over what an answer sets, and drops what it clears.
func (k cookies) keep(r reply) {
	for _, c := range (&http.Response{Header: r.header}).Cookies() {
		if c.MaxAge < 0 || c.Value == "" {
			delete(k, c.Name)
			continue
		}
		k[c.Name] = c
	}
}

// oidcWorld is a world whose staff may sign in at a provider; its client shows redirects.
func oidcWorld(t *testing.T, issuer string) *world {
	t.Helper()
	p, err := oidc.New(oidc.Config{Issuer: issuer, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Name: "Đăng nhập tỉnh",
		RedirectURL: publicAddress + apiPrefix + oidcBack})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	w := newWorld(t, func(c *api.Config) { c.OIDC = p })
	w.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return w
}

func startProvider(t *testing.T) *oidctest.Provider {
	t.Helper()
	return oidctest.Start(t, publicAddress+apiPrefix+oidcBack)
}

// goes fails the test unless an answer sends the browser to an address, and returns the answer.
func (w *world) goes(r reply, to string) reply {
	w.Helper()
	w.want(r, http.StatusFound, "")
	if got := r.header.Get("Location"); got != to {
		w.Fatalf("sent to %s, want %s", got, to)
	}
	if r.header.Get("Cache-Control") != "no-store" {
		w.Errorf("a step of signing in may be cached: %q", r.header.Get("Cache-Control"))
	}
	return r
}

// leave begins a sign-in in a browser and signs in at the provider; it returns the query that the browser comes back with.
func (w *world) leave(t *testing.T, k cookies, back string) string {
	w.Helper()
	begun := w.want(w.do(call{method: "GET", path: oidcStart + back, header: k.header()}), http.StatusFound, "")
	k.keep(begun)
	return oidctest.NewBrowser(t, publicAddress).SignIn(begun.header.Get("Location"), oidctest.Username, oidctest.Password).RawQuery
}

// comeBack is the callback as the browser makes it, sent by another site.
func (w *world) comeBack(k cookies, query string) reply {
	w.Helper()
	r := w.do(call{method: "GET", path: oidcBack + "?" + query, header: k.strictless().header()})
	k.keep(r)
	return r
}

func (w *world) link(name who, issuer string) {
	w.Helper()
	w.must(w.people.LinkSubject(w.Context(), w.id(name), people.OIDCSubject(issuer, oidctest.Subject)))
}

func TestStaffSignInAtTheProviderAndComeBackWhereTheyWere(t *testing.T) {
	provider := startProvider(t)
	w := oidcWorld(t, provider.Issuer)
	w.link(officer, provider.Issuer)
	browser := cookies{}
	query := w.leave(t, browser, "?back="+url.QueryEscape("/xa/24163?tab=roll"))
	kept := browser[oidcCookie]
	if kept == nil || !kept.HttpOnly || !kept.Secure || kept.SameSite != http.SameSiteLaxMode || kept.Path != "/" || kept.Domain != "" || kept.MaxAge != 600 {
		t.Fatalf("the attempt is kept as %+v", kept)
	}
	w.goes(w.comeBack(browser, query), "/xa/24163?tab=roll")
	if browser[oidcCookie] != nil {
		t.Error("the attempt is kept although it has ended")
	}
	for _, name := range []string{loginCookie, browserCookie} {
		c := browser[name]
		if c == nil || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || c.MaxAge <= 0 {
			t.Fatalf("%s is %+v", name, c)
		}
	}
	got := decode[struct {
		Person struct{ ID string }
	}](t, w.want(w.do(call{method: "POST", path: "/auth/refresh", header: browser.header()}), http.StatusOK, ""))
	if got.Person.ID != w.id(officer) {
		t.Errorf("signed in as %s, want the officer", got.Person.ID)
	}

	// The browser is known since, although it does not say so when another site sends it here.
	known := browser[browserCookie].Value
	again := cookies{browserCookie: browser[browserCookie]}
	w.goes(w.comeBack(again, w.leave(t, again, "")), "/")
	if again[browserCookie].Value != known {
		t.Error("the browser was taken for a new one")
	}
	if again[loginCookie] == nil {
		t.Error("nobody is signed in the second time")
	}
}

func TestWhoeverIsNotVouchedForIsToldWhyAndNothingChanges(t *testing.T) {
	provider := startProvider(t)
	w := oidcWorld(t, provider.Issuer)
	state := func(query string) string {
		q, err := url.ParseQuery(query)
		w.must(err)
		return url.QueryEscape(q.Get("state"))
	}
	garbage := func(value string) cookies { return cookies{oidcCookie: {Name: oidcCookie, Value: value}} }
	w.link(officer, "https://elsewhere.example") // the same subject, of another provider
	for name, c := range map[string]struct {
		change func(k cookies, query string) (cookies, string)
		to     string
	}{
		"no account":         {func(k cookies, q string) (cookies, string) { return k, q }, "oidc_unknown"},
		"turned back":        {func(k cookies, q string) (cookies, string) { return k, "error=access_denied&state=" + state(q) }, "oidc_cancelled"},
		"provider in need":   {func(k cookies, q string) (cookies, string) { return k, "error=server_error&state=" + state(q) }, "oidc_failed"},
		"another state":      {func(k cookies, q string) (cookies, string) { return k, strings.Replace(q, "state=", "state=x", 1) }, "oidc_failed"},
		"refused by a link":  {func(k cookies, _ string) (cookies, string) { return k, "error=access_denied" }, "oidc_failed"},
		"another browser":    {func(_ cookies, q string) (cookies, string) { return cookies{}, q }, "oidc_failed"},
		"cookie of nobody":   {func(_ cookies, q string) (cookies, string) { return garbage("e30"), q }, "oidc_failed"},
		"cookie that is not": {func(_ cookies, q string) (cookies, string) { return garbage("%%%"), q }, "oidc_failed"},
		"no code":            {func(k cookies, q string) (cookies, string) { return k, "state=" + state(q) }, "oidc_failed"},
		"made up code":       {func(k cookies, q string) (cookies, string) { return k, "code=made-up&state=" + state(q) }, "oidc_failed"},
	} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			browser := cookies{}
			query := w.leave(t, browser, "")
			browser, query = c.change(browser, query)
			before := w.writes()
			w.goes(w.comeBack(browser, query), "/login?oidc="+c.to)
			if len(browser) > 0 {
				t.Errorf("the browser keeps %v", browser)
			}
			if w.writes() != before {
				t.Error("the store changed")
			}
		})
	}
	if log := w.log.String(); !strings.Contains(log, "signing in by OpenID Connect failed") || strings.Contains(log, "made-up") ||
		strings.Contains(log, oidctest.ClientSecret) {
		t.Errorf("the log tells no failure, or a code or a secret: %s", log)
	}
}

func TestAnAnswerOfTheProviderSignsInOnce(t *testing.T) {
	provider := startProvider(t)
	w := oidcWorld(t, provider.Issuer)
	w.link(manager, provider.Issuer)
	browser := cookies{}
	query := w.leave(t, browser, "")
	copied := maps.Clone(browser)
	w.goes(w.comeBack(browser, query), "/")
	w.goes(w.comeBack(copied, query), "/login?oidc=oidc_failed")
	w.goes(w.comeBack(browser, query), "/login?oidc=oidc_failed")
}

func TestStaffAreToldWhileTheProviderIsAwayAndLetInWhenItIsBack(t *testing.T) {
	provider := oidctest.Listen(t)
	w := oidcWorld(t, provider.Issuer)
	w.link(admin, provider.Issuer)
	w.goes(w.get(nobody, oidcStart), "/login?oidc=oidc_failed")
	provider.Serve(publicAddress + apiPrefix + oidcBack)
	browser := cookies{}
	w.goes(w.comeBack(browser, w.leave(t, browser, "")), "/")
}

func TestSigningInLeadsBackToPagesOfTheAppOnly(t *testing.T) {
	provider := startProvider(t)
	w := oidcWorld(t, provider.Issuer)
	w.link(officer, provider.Issuer)
	for _, back := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "/\t/evil.example", "/\n/evil.example", `\/evil.example`,
		"evil", " /", "javascript:alert(1)", "/a b"} {
		w.wantFaults(w.get(nobody, oidcStart+"?back="+url.QueryEscape(back)), "invalid_input", fieldFault{"back", "bad_path"})
	}
	w.wantFaults(w.get(nobody, oidcStart+"?back=/"+strings.Repeat("a", 200)), "invalid_input", fieldFault{"back", "too_long"})

	// Nor where a cookie says that was changed on the way.
	browser := cookies{}
	query := w.leave(t, browser, "?back=/here")
	raw, err := base64.RawURLEncoding.DecodeString(browser[oidcCookie].Value)
	w.must(err)
	changed := strings.Replace(string(raw), `"/here"`, `"//evil.example"`, 1)
	if changed == string(raw) {
		t.Fatalf("the cookie does not hold where to go back: %s", raw)
	}
	browser[oidcCookie].Value = base64.RawURLEncoding.EncodeToString([]byte(changed))
	w.goes(w.comeBack(browser, query), "/")
}

func TestWithoutAProviderThereIsNoWayToSignInAtOne(t *testing.T) {
	w := newWorld(t)
	w.want(w.get(nobody, oidcStart), http.StatusNotFound, "not_found")
	w.want(w.get(nobody, oidcBack+"?state=a&code=b"), http.StatusNotFound, "not_found")
}

func TestTheProvidersNameIsAmongTheWaysIn(t *testing.T) {
	w := oidcWorld(t, "https://id.example")
	type options struct{ OIDC *string }
	got := decode[options](t, w.want(w.get(nobody, "/auth/options"), http.StatusOK, ""))
	if got.OIDC == nil || *got.OIDC != "Đăng nhập tỉnh" {
		t.Errorf("the provider is called %v", got.OIDC)
	}
	if got := decode[options](t, newWorld(t).get(nobody, "/auth/options")); got.OIDC != nil {
		t.Errorf("without a provider it is called %s", *got.OIDC)
	}
}
