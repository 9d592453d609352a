package oidc_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"hocso/internal/oidc"
	"hocso/internal/oidctest"
	"hocso/progress/people"
)

const callback = "http://127.0.0.1:9/api/v1/auth/oidc/callback" // nobody listens there

func newProvider(t *testing.T, issuer string, changes ...func(*oidc.Config)) *oidc.Provider {
	t.Helper()
	cfg := oidc.Config{Issuer: issuer, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Name: "Test", RedirectURL: callback}
	for _, change := range changes {
		change(&cfg)
	}
	p, err := oidc.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func begin(t *testing.T, p *oidc.Provider) (address, attempt string) {
	t.Helper()
	address, attempt, err := p.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return address, attempt
}

// refused holds that nobody is signed in, and for the reason that the test is about.
func refused(t *testing.T, p *oidc.Provider, attempt string, answer url.Values, because string) {
	t.Helper()
	subject, err := p.Finish(t.Context(), attempt, answer)
	if subject != "" || !errors.Is(err, oidc.ErrFailed) || !strings.Contains(err.Error(), because) {
		t.Errorf("Finish = %q, %v; want ErrFailed because of %q", subject, err, because)
	}
}

// forged is an attempt with one part changed.
func forged(t *testing.T, attempt, part string, value any) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(attempt)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]any{}
	if err := json.Unmarshal(raw, &parts); err != nil {
		t.Fatal(err)
	}
	if _, known := parts[part]; !known {
		t.Fatalf("an attempt has no %s", part)
	}
	parts[part] = value
	if raw, err = json.Marshal(parts); err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

func TestWhoSignsInAtTheProviderIsNamedByIssuerAndSubject(t *testing.T) {
	real := oidctest.Start(t, callback)
	p := newProvider(t, real.Issuer)
	for username, subject := range map[string]string{oidctest.Username: oidctest.Subject, oidctest.OtherUsername: oidctest.OtherSubject} {
		address, attempt := begin(t, p)
		back := oidctest.NewBrowser(t, callback).SignIn(address, username, oidctest.Password)
		got, err := p.Finish(t.Context(), attempt, back.Query())
		if err != nil {
			t.Fatal(err)
		}
		if want := people.OIDCSubject(real.Issuer, subject); got != want {
			t.Errorf("Finish = %q, want %q", got, want)
		}
	}
}

func TestACodeSignsInOnce(t *testing.T) {
	real := oidctest.Start(t, callback)
	p := newProvider(t, real.Issuer)
	address, attempt := begin(t, p)
	back := oidctest.NewBrowser(t, callback).SignIn(address, oidctest.Username, oidctest.Password)
	if _, err := p.Finish(t.Context(), attempt, back.Query()); err != nil {
		t.Fatal(err)
	}
	refused(t, p, attempt, back.Query(), "invalid_grant")
}

func TestACodeSignsInOnlyTheBrowserThatBegan(t *testing.T) {
	real := oidctest.Start(t, callback)
	p := newProvider(t, real.Issuer)
	mine, other := signedIn(t, p), signedIn(t, p)

	refused(t, p, mine.attempt, other.answer, "the state")
	without := signedIn(t, p)
	without.answer.Del("state")
	refused(t, p, without.attempt, without.answer, "the state")

	// A stolen code, put beside the thief's own state, lacks the verifier.
	stolen := url.Values{"state": mine.answer["state"], "code": other.answer["code"]}
	refused(t, p, mine.attempt, stolen, "invalid_grant")
	// And if the verifier could be had too, the nonce is another.
	victim := signedIn(t, p)
	refused(t, p, forged(t, victim.attempt, "nonce", "another"), victim.answer, "the nonce")
}

type comeBack struct {
	attempt string
	answer  url.Values
}

func signedIn(t *testing.T, p *oidc.Provider) comeBack {
	t.Helper()
	address, attempt := begin(t, p)
	return comeBack{attempt, oidctest.NewBrowser(t, callback).SignIn(address, oidctest.Username, oidctest.Password).Query()}
}

func TestACodeOfAnotherClientSignsNobodyIn(t *testing.T) {
	real := oidctest.Start(t, callback)
	p := newProvider(t, real.Issuer)
	other := newProvider(t, real.Issuer, func(c *oidc.Config) { c.ClientID, c.ClientSecret = oidctest.OtherID, oidctest.OtherSecret })
	theirs := signedIn(t, other)
	refused(t, p, theirs.attempt, theirs.answer, "invalid_grant")
}

func TestAClientWithAWrongSecretSignsNobodyIn(t *testing.T) {
	real := oidctest.Start(t, callback)
	p := newProvider(t, real.Issuer, func(c *oidc.Config) { c.ClientSecret = "wrong" })
	came := signedIn(t, p)
	refused(t, p, came.attempt, came.answer, "invalid_client")
}

func TestAnExpiredIDTokenSignsNobodyIn(t *testing.T) {
	real := oidctest.Start(t, callback)
	ahead := func(c *oidc.Config) { c.Now = func() time.Time { return time.Now().Add(2 * time.Hour) } }
	p := newProvider(t, real.Issuer, ahead)
	came := signedIn(t, p)
	refused(t, p, came.attempt, came.answer, "expired")
}

func TestASignInAtTheProviderIsOfferedAgainWhenItComesBack(t *testing.T) {
	real := oidctest.Listen(t)
	p := newProvider(t, real.Issuer)
	if _, _, err := p.Begin(t.Context()); !errors.Is(err, oidc.ErrFailed) {
		t.Fatalf("Begin without a provider: %v, want ErrFailed", err)
	}
	real.Serve(callback)
	came := signedIn(t, p)
	if _, err := p.Finish(t.Context(), came.attempt, came.answer); err != nil {
		t.Error(err)
	}
	real.Stop()
	refused(t, p, came.attempt, came.answer, "trade the code")
}
