package main

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hocso/internal/oidctest"
)

const public = "https://hoc.example.vn" // a proxy with TLS, which the test plays

func secretFile(t *testing.T, secret string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHalfASettingOfOpenIDConnectIsWrongUsage(t *testing.T) {
	secret := secretFile(t, "s\n")
	issuer, client, file, at := "--oidc-issuer=https://id.example", "--oidc-client-id=hocso", "--oidc-client-secret-file="+secret, "--public-url="+public
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no client":             {[]string{issuer, file, at}, "--oidc-client-id"},
		"no secret":             {[]string{issuer, client, at}, "--oidc-client-secret-file"},
		"no issuer":             {[]string{client, file, at}, "--oidc-issuer"},
		"no public address":     {[]string{issuer, client, file}, "--public-url"},
		"no name":               {[]string{issuer, client, file, at, "--oidc-name= "}, "--oidc-name"},
		"issuer without TLS":    {[]string{"--oidc-issuer=http://id.example", client, file, at}, "https"},
		"public without TLS":    {[]string{"--public-url=http://hoc.example.vn"}, "https"},
		"public with a path":    {[]string{"--public-url=" + public + "/hoc"}, "without a path"},
		"public with a query":   {[]string{"--public-url=" + public + "?a"}, "without a path"},
		"public with a user":    {[]string{"--public-url=https://a:geheim@hoc.example.vn"}, "without a path"},
		"public without a host": {[]string{"--public-url=hoc.example.vn"}, "without a path"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := hocso(t, append([]string{"serve", "--data=" + t.TempDir(), "--listen=127.0.0.1:0", "--admin-listen="}, c.args...)...)
			if !errors.Is(err, errUsage) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "geheim") {
				t.Errorf("error %v, want wrong usage that names %s", err, c.want)
			}
		})
	}
	for name, file := range map[string]string{"empty": secretFile(t, "\n"), "missing": filepath.Join(t.TempDir(), "none")} {
		_, err := hocso(t, "serve", "--data="+t.TempDir(), "--listen=127.0.0.1:0", "--admin-listen=", issuer, client, at, "--oidc-client-secret-file="+file)
		if err == nil || errors.Is(err, errUsage) || !strings.Contains(err.Error(), file) {
			t.Errorf("a secret's file that is %s: %v", name, err)
		}
	}
}

var personID = regexp.MustCompile(`\(([0-9a-f-]{36})\)`)

// addStaff adds an officer and returns their id.
func addStaff(t *testing.T, data, phone string) string {
	t.Helper()
	out, err := hocso(t, "user", "add", "--data="+data, "--role=officer", "--name=Thử", "--phone="+phone, "--ward=24163")
	found := personID.FindStringSubmatch(out)
	if err != nil || found == nil {
		t.Fatalf("%s %v", out, err)
	}
	return found[1]
}

func TestALinkedAccountSignsInAtTheProviderUntilItIsRemoved(t *testing.T) {
	callback := public + oidcCallback
	provider := oidctest.Start(t, callback)
	data := t.TempDir()
	if out, err := hocso(t, "seed", "--data="+data); err != nil {
		t.Fatal(out, err)
	}
	officer, other := addStaff(t, data, "0912345678"), addStaff(t, data, "0912345679")
	link := func(id string, more ...string) error {
		_, err := hocso(t, append([]string{"user", "link", "--data=" + data, "--oidc-issuer=" + provider.Issuer, id}, more...)...)
		return err
	}
	if err := link(officer, "--subject="+oidctest.Subject); err != nil {
		t.Fatal(err)
	}
	if err := link(other, "--subject="+oidctest.Subject); err == nil || !strings.Contains(err.Error(), "somebody else") {
		t.Errorf("one account for two people: %v", err)
	}
	for name, args := range map[string][]string{"neither": nil, "both": {"--subject=x", "--remove"}, "empty": {"--subject="}} {
		if err := link(officer, args...); !errors.Is(err, errUsage) {
			t.Errorf("link with %s: %v, want wrong usage", name, err)
		}
	}

	server := serve(t, []string{"--data=" + data}, "--public-url="+public+"/", "--oidc-issuer="+provider.Issuer, "--oidc-client-id="+oidctest.ClientID,
		"--oidc-client-secret-file="+secretFile(t, oidctest.ClientSecret+"\n"), "--oidc-name=Sở")
	signIn := func() (to string, signedIn bool) {
		t.Helper()
		begun := redirect(t, server.url+"/api/v1/auth/oidc", nil)
		back := oidctest.NewBrowser(t, callback).SignIn(begun.to, oidctest.Username, oidctest.Password)
		ended := redirect(t, server.url+oidcCallback+"?"+back.RawQuery, begun.cookies)
		for _, c := range ended.cookies {
			signedIn = signedIn || c.Name == "__Host-hocso-refresh"
		}
		return ended.to, signedIn
	}
	if to, ok := signIn(); to != "/" || !ok {
		t.Fatalf("sent to %s, signed in: %v\n%s", to, ok, server.log)
	}
	if err := link(officer, "--remove"); err != nil {
		t.Fatal(err)
	}
	if to, ok := signIn(); to != "/login?oidc=oidc_unknown" || ok {
		t.Errorf("sent to %s, signed in: %v, after the account was removed", to, ok)
	}
}

// redirection is where an answer sends a browser, and what it is to keep.
type redirection struct {
	to      string
	cookies []*http.Cookie
}

// redirect asks once, as a browser that does not follow.
func redirect(t *testing.T, address string, cookies []*http.Cookie) redirection {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cookies {
		r.AddCookie(c)
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusFound {
		t.Fatalf("%s answers %s", address, res.Status)
	}
	return redirection{res.Header.Get("Location"), res.Cookies()}
}
