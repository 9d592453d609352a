// Package oidctest runs OpenID Connect providers for tests: a real one, and one that does what no real one does.
package oidctest

import (
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// What the real provider knows.
const (
	ClientID     = "hocso"
	ClientSecret = "secret-of-hocso & co: 100%"
	OtherID      = "other"
	OtherSecret  = "secret-of-the-other"
	Subject      = "id1" // of Username
	OtherSubject = "id2" // of OtherUsername

	Username      = "test-user@127.0.0.1"
	OtherUsername = "test-user2"
	Password      = "verysecure"
)

// Provider is a real OpenID Connect provider on a port of its own, with a login form. It can be stopped and started again.
type Provider struct {
	testing.TB
	Issuer  string
	address string
	server  *httptest.Server
}

// making one at a time: the provider's example sets defaults of its process.
var making sync.Mutex

// Start starts a provider that sends browsers back to one of the addresses, and ends it with the test.
func Start(tb testing.TB, redirects ...string) *Provider {
	tb.Helper()
	p := Listen(tb)
	p.Serve(redirects...)
	return p
}

// Listen chooses an address for a provider that does not answer yet.
func Listen(tb testing.TB) *Provider {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		tb.Fatal(err)
	}
	return &Provider{TB: tb, Issuer: "http://" + address, address: address}
}

// Serve lets a provider answer from now on.
func (p *Provider) Serve(redirects ...string) {
	p.Helper()
	clients := map[string]*storage.Client{
		ClientID: storage.WebClient(ClientID, ClientSecret, redirects...),
		OtherID:  storage.WebClient(OtherID, OtherSecret, redirects...),
	}
	making.Lock()
	router := exampleop.SetupServer(p.Issuer, storage.NewStorageWithClients(storage.NewUserStore(p.Issuer), clients), nil, false)
	making.Unlock()
	l, err := net.Listen("tcp", p.address)
	if err != nil {
		p.Fatal(err)
	}
	p.server = &httptest.Server{Listener: l, Config: &http.Server{Handler: router}}
	p.server.Start()
	p.Cleanup(p.Stop)
}

// Stop ends a provider; it may be done twice.
func (p *Provider) Stop() { p.server.Close() }

// Browser is what somebody signs in with: it keeps cookies and shows where it was sent last.
type Browser struct {
	testing.TB
	*http.Client
}

// NewBrowser returns a browser that follows redirects but to the address, so that a test sees what comes back.
func NewBrowser(tb testing.TB, stopBefore string) *Browser {
	tb.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		tb.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), stopBefore) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	tb.Cleanup(client.CloseIdleConnections)
	return &Browser{tb, client}
}

var hidden = regexp.MustCompile(`name="id" value="([^"]+)"`)

// SignIn opens the provider's address, fills in its form and returns the address that the provider sends back to.
func (b *Browser) SignIn(address, username, password string) *url.URL {
	b.Helper()
	res, err := b.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	body := b.read(res)
	if !strings.Contains(body, `type="password"`) {
		b.Fatalf("%s: the provider shows no form for a password: %s", res.Status, body)
	}
	id := hidden.FindStringSubmatch(body)
	if id == nil {
		b.Fatalf("the provider's form names no request: %s", body)
	}
	form := res.Request.URL.ResolveReference(&url.URL{Path: "/login/username"})
	res, err = b.PostForm(form.String(), url.Values{"id": {id[1]}, "username": {username}, "password": {password}})
	if err != nil {
		b.Fatal(err)
	}
	body = b.read(res)
	back, err := res.Location()
	if err != nil {
		b.Fatalf("the provider answers %s and sends nobody back: %s", res.Status, body)
	}
	return back
}

func (b *Browser) read(res *http.Response) string {
	b.Helper()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		b.Fatal(err)
	}
	return string(body)
}
