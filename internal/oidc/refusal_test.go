package oidc_test

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"hocso/internal/oidc"
	"hocso/internal/oidctest"
	"hocso/progress/people"
)

func TestOnlySignaturesOfTheFourAlgorithmsAreTaken(t *testing.T) {
	fake := oidctest.StartFake(t)
	p := newProvider(t, fake.Issuer)
	for _, method := range []jwt.SigningMethod{jwt.SigningMethodRS256, jwt.SigningMethodPS256, jwt.SigningMethodES256, jwt.SigningMethodEdDSA} {
		fake.Sign = fake.Signed(method)
		address, attempt := begin(t, p)
		fake.Claims["nonce"] = nonceOf(t, address)
		if _, err := p.Finish(t.Context(), attempt, fake.Approve(address)); err != nil {
			t.Errorf("%s: %v", method.Alg(), err)
		}
	}
	secret := []byte(oidctest.ClientSecret)
	for name, sign := range map[string]func(jwt.MapClaims) string{
		"none":                      fake.SignedWith(jwt.SigningMethodNone, "rsa", jwt.UnsafeAllowNoneSignatureType),
		"the client's secret":       fake.SignedWith(jwt.SigningMethodHS256, "rsa", secret),
		"the public key as secret":  fake.SignedWith(jwt.SigningMethodHS256, "rsa", fake.PublicKey().N.Bytes()),
		"RS512, which it says uses": fake.Signed(jwt.SigningMethodRS512),
	} {
		fake.Sign = sign
		address, attempt := begin(t, p)
		fake.Claims["nonce"] = nonceOf(t, address)
		t.Run(name, func(t *testing.T) { refused(t, p, attempt, fake.Approve(address), "unexpected signature algorithm") })
	}
	stranger := oidctest.StartFake(t)
	fake.Sign = stranger.Signed(jwt.SigningMethodRS256)
	address, attempt := begin(t, p)
	fake.Claims["nonce"] = nonceOf(t, address)
	refused(t, p, attempt, fake.Approve(address), "verify")
}

func nonceOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("nonce")
}

func TestAnIDTokenForAnythingElseSignsNobodyIn(t *testing.T) {
	fake := oidctest.StartFake(t)
	p := newProvider(t, fake.Issuer)
	now := time.Now()
	good := maps.Clone(fake.Claims)
	for name, c := range map[string]struct {
		claims  jwt.MapClaims
		because string // empty: it signs in
	}{
		"good":                                 {jwt.MapClaims{}, ""},
		"audience in a list":                   {jwt.MapClaims{"aud": []string{oidctest.ClientID}}, ""},
		"several audiences, issued to hocso":   {jwt.MapClaims{"aud": []string{"other", oidctest.ClientID}, "azp": oidctest.ClientID}, ""},
		"several audiences, issued to another": {jwt.MapClaims{"aud": []string{"other", oidctest.ClientID}, "azp": "other"}, "another client"},
		"several audiences, issued to none":    {jwt.MapClaims{"aud": []string{"other", oidctest.ClientID}}, "authorized party"},
		"one audience, issued to another":      {jwt.MapClaims{"azp": "other"}, "another client"},
		"another audience":                     {jwt.MapClaims{"aud": "other"}, "expected audience"},
		"no audience":                          {jwt.MapClaims{"aud": nil}, "expected audience"},
		"another issuer":                       {jwt.MapClaims{"iss": "https://elsewhere.example"}, "different provider"},
		"expired":                              {jwt.MapClaims{"exp": now.Add(-time.Second).Unix()}, "expired"},
		"never expiring":                       {jwt.MapClaims{"exp": nil}, "expired"},
		"another nonce":                        {jwt.MapClaims{"nonce": "another"}, "the nonce"},
		"no nonce":                             {jwt.MapClaims{"nonce": ""}, "the nonce"},
		"no subject":                           {jwt.MapClaims{"sub": nil}, "names nobody"},
		"a subject without end":                {jwt.MapClaims{"sub": strings.Repeat("x", 256)}, "names nobody"},
		"secret given just now":                {jwt.MapClaims{"auth_time": now.Unix()}, ""},
		"secret given this morning":            {jwt.MapClaims{"auth_time": now.Add(-time.Hour).Unix()}, "before the attempt"},
	} {
		t.Run(name, func(t *testing.T) {
			fake.Claims = maps.Clone(good)
			maps.Copy(fake.Claims, c.claims)
			maps.DeleteFunc(fake.Claims, func(_ string, v any) bool { return v == nil })
			address, attempt := begin(t, p)
			answer := fake.Approve(address)
			if c.because != "" {
				refused(t, p, attempt, answer, c.because)
				return
			}
			if subject, err := p.Finish(t.Context(), attempt, answer); err != nil || subject != people.OIDCSubject(fake.Issuer, oidctest.Subject) {
				t.Errorf("Finish = %q, %v", subject, err)
			}
		})
	}
}

func TestTurningBackAtTheProviderIsNoFailure(t *testing.T) {
	fake := oidctest.StartFake(t)
	p := newProvider(t, fake.Issuer)
	address, attempt := begin(t, p)
	answer := fake.Approve(address)
	answer.Set("error", "access_denied")
	if _, err := p.Finish(t.Context(), attempt, answer); !errors.Is(err, people.ErrSignInCancelled) {
		t.Errorf("Finish = %v, want ErrSignInCancelled", err)
	}
	answer.Set("error", "server_error")
	refused(t, p, attempt, answer, "server_error")
	answer.Del("error")
	answer.Set("iss", "https://elsewhere.example")
	refused(t, p, attempt, answer, "another issuer")
	if fake.Form != nil {
		t.Errorf("the provider was asked to trade a code: %v", fake.Form)
	}
}

func TestAnAttemptHoldsTenMinutes(t *testing.T) {
	fake := oidctest.StartFake(t)
	p := newProvider(t, fake.Issuer)
	address, attempt := begin(t, p)
	answer := fake.Approve(address)
	for name, forgery := range map[string]string{
		"begun 11 minutes ago": forged(t, attempt, "begun", time.Now().Add(-11*time.Minute)),
		"begun tomorrow":       forged(t, attempt, "begun", time.Now().Add(24*time.Hour)),
		"without a verifier":   forged(t, attempt, "verifier", ""),
		"without a nonce":      forged(t, attempt, "nonce", ""),
	} {
		t.Run(name, func(t *testing.T) { refused(t, p, forgery, answer, "too old, or not whole") })
	}
	empty := url.Values{"state": {""}, "code": {"code"}}
	refused(t, p, forged(t, attempt, "state", ""), empty, "too old, or not whole")
	for _, garbage := range []string{"", "!", "bm90IGpzb24", strings.Repeat("A", 9000)} {
		refused(t, p, garbage, answer, "the attempt")
	}
}

func TestTheClientsSecretGoesWhereTheProviderWantsIt(t *testing.T) {
	for name, c := range map[string]struct {
		methods any
		header  bool
	}{
		"unsaid": {nil, true},
		"both":   {[]string{"client_secret_post", "client_secret_basic"}, true},
		"form":   {[]string{"client_secret_post"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			fake := oidctest.StartFake(t)
			fake.Metadata["token_endpoint_auth_methods_supported"] = c.methods
			p := newProvider(t, fake.Issuer)
			address, attempt := begin(t, p)
			if _, err := p.Finish(t.Context(), attempt, fake.Approve(address)); err != nil {
				t.Fatal(err)
			}
			basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(oidctest.ClientID)+":"+url.QueryEscape(oidctest.ClientSecret)))
			if inHeader := fake.Authorization == basic; inHeader != c.header {
				t.Errorf("Authorization is %q", fake.Authorization)
			}
			if inForm := fake.Form.Get("client_secret") == oidctest.ClientSecret; inForm == c.header {
				t.Errorf("the form is %v", fake.Form)
			}
		})
	}
}

func TestAProviderThatSaysWhatCannotBeTrustedIsNotAsked(t *testing.T) {
	for name, c := range map[string]struct {
		key     string
		value   any
		because string
	}{
		"another issuer":         {"issuer", "https://elsewhere.example", "did not match"},
		"symmetric algorithms":   {"id_token_signing_alg_values_supported", []string{"HS256", "none"}, "signs with none"},
		"no algorithms":          {"id_token_signing_alg_values_supported", nil, "signs with none"},
		"form without TLS":       {"authorization_endpoint", "http://elsewhere.example/auth", "https"},
		"tokens without TLS":     {"token_endpoint", "http://elsewhere.example/token", "https"},
		"keys without TLS":       {"jwks_uri", "http://elsewhere.example/keys", "https"},
		"keys from a file":       {"jwks_uri", "file:///etc/passwd", "web address"},
		"no keys":                {"jwks_uri", nil, "web address"},
		"only keys of a client":  {"token_endpoint_auth_methods_supported", []string{"private_key_jwt"}, "no client's secret"},
		"algorithms in one word": {"id_token_signing_alg_values_supported", "RS256", "decode"},
	} {
		t.Run(name, func(t *testing.T) {
			fake := oidctest.StartFake(t)
			fake.Metadata[c.key] = c.value
			_, _, err := newProvider(t, fake.Issuer).Begin(t.Context())
			if !errors.Is(err, oidc.ErrFailed) || !strings.Contains(err.Error(), c.because) {
				t.Errorf("Begin = %v; want ErrFailed because of %q", err, c.because)
			}
		})
	}
}

// endless sends 100 MB for as long as somebody reads, and counts.
type endless struct{ sent int }

const flood = 100 << 20

func (e *endless) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	piece := []byte(strings.Repeat(" ", 64<<10))
	for e.sent = 0; e.sent < flood; {
		n, err := w.Write(piece)
		e.sent += n
		if err != nil {
			return
		}
	}
}

func TestAnAnswerOf100MBIsNotReadToItsEnd(t *testing.T) {
	for path, because := range map[string]string{
		"/.well-known/openid-configuration": "too large",
		"/token":                            "too large",
		"/keys":                             "too large",
	} {
		t.Run(path, func(t *testing.T) {
			fake := oidctest.StartFake(t)
			answer := &endless{}
			done := make(chan struct{})
			fake.Answers[path] = func(w http.ResponseWriter, r *http.Request) { answer.ServeHTTP(w, r); close(done) }
			p := newProvider(t, fake.Issuer)
			address, attempt, err := p.Begin(t.Context())
			if err == nil {
				_, err = p.Finish(t.Context(), attempt, fake.Approve(address))
			}
			if !errors.Is(err, oidc.ErrFailed) || !strings.Contains(err.Error(), because) {
				t.Errorf("%v; want ErrFailed because of %q", err, because)
			}
			<-done
			if answer.sent >= flood {
				t.Errorf("all %d bytes were taken", answer.sent)
			}
		})
	}
}

func TestAProviderThatSendsElsewhereIsNotFollowed(t *testing.T) {
	elsewhere := oidctest.StartFake(t)
	for _, path := range []string{"/.well-known/openid-configuration", "/token", "/keys"} {
		t.Run(path, func(t *testing.T) {
			fake := oidctest.StartFake(t)
			fake.Answers[path] = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, elsewhere.Issuer+path, http.StatusTemporaryRedirect)
			}
			p := newProvider(t, fake.Issuer)
			address, attempt, err := p.Begin(t.Context())
			if err == nil {
				_, err = p.Finish(t.Context(), attempt, fake.Approve(address))
			}
			if !errors.Is(err, oidc.ErrFailed) {
				t.Errorf("%v, want ErrFailed", err)
			}
			if elsewhere.Form != nil || elsewhere.Authorization != "" {
				t.Error("the client's secret went elsewhere")
			}
		})
	}
}

func TestNobodyWaitsLongerThanTheirRequestForASilentProvider(t *testing.T) {
	fake := oidctest.StartFake(t)
	end := make(chan struct{})
	fake.Answers["/.well-known/openid-configuration"] = func(http.ResponseWriter, *http.Request) { <-end }
	p := newProvider(t, fake.Issuer)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := p.Begin(ctx); !errors.Is(err, oidc.ErrFailed) {
		t.Errorf("Begin = %v, want ErrFailed", err)
	}
	close(end)
}

func TestALongAnswerOfTheProviderDoesNotFillTheLog(t *testing.T) {
	fake := oidctest.StartFake(t)
	fake.Answers["/.well-known/openid-configuration"] = func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, strings.Repeat("x", 100_000))
	}
	if _, _, err := newProvider(t, fake.Issuer).Begin(t.Context()); err == nil || len(err.Error()) > 1000 {
		t.Errorf("Begin = %.2000v", err)
	}
}

func TestASettingThatCannotBeSafeIsRefused(t *testing.T) {
	good := oidc.Config{Issuer: "https://id.example/realms/staff", ClientID: "hocso", ClientSecret: "s", RedirectURL: "https://hoc.example/cb"}
	if _, err := oidc.New(good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*oidc.Config){
		"no client":           func(c *oidc.Config) { c.ClientID = "" },
		"no secret":           func(c *oidc.Config) { c.ClientSecret = "" },
		"no issuer":           func(c *oidc.Config) { c.Issuer = "" },
		"issuer without TLS":  func(c *oidc.Config) { c.Issuer = "http://id.example" },
		"issuer that is none": func(c *oidc.Config) { c.Issuer = "id.example" },
		"issuer with a user":  func(c *oidc.Config) { c.Issuer = "https://me:secret@id.example" },
		"issuer with a query": func(c *oidc.Config) { c.Issuer = "https://id.example?a=b" },
		"issuer with a #":     func(c *oidc.Config) { c.Issuer = "https://id.example#x" },
		"back without TLS":    func(c *oidc.Config) { c.RedirectURL = "http://hoc.example/cb" },
		"a name of loopback":  func(c *oidc.Config) { c.RedirectURL = "http://127.0.0.1.example/cb" },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := good
			change(&cfg)
			if p, err := oidc.New(cfg); err == nil || p != nil {
				t.Errorf("New(%+v) = %v", cfg, p)
			} else if strings.Contains(err.Error(), "secret@") {
				t.Errorf("the error shows a password: %v", err)
			}
		})
	}
}

func TestTheAddressAtTheProviderTellsNoSecretAndAsksForThePasswordAnew(t *testing.T) {
	fake := oidctest.StartFake(t)
	p := newProvider(t, fake.Issuer)
	first, attempt := begin(t, p)
	second, _ := begin(t, p)
	u, err := url.Parse(first)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	for key, want := range map[string]string{"response_type": "code", "client_id": oidctest.ClientID, "redirect_uri": callback, "scope": "openid",
		"code_challenge_method": "S256", "prompt": "login"} {
		if q.Get(key) != want {
			t.Errorf("%s is %q, want %q", key, q.Get(key), want)
		}
	}
	raw, err := base64.RawURLEncoding.DecodeString(attempt)
	if err != nil {
		t.Fatal(err)
	}
	if verifier := part(t, string(raw), `"verifier":"`); strings.Contains(first, verifier) || strings.Contains(first, oidctest.ClientSecret) {
		t.Error("the verifier or the client's secret is in the address")
	}
	other, err := url.Parse(second)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"state", "nonce", "code_challenge"} {
		if len(q.Get(key)) < 22 || q.Get(key) == other.Query().Get(key) {
			t.Errorf("%s is short or comes twice", key)
		}
	}
}

func part(t *testing.T, text, after string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, after)
	value, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed || value == "" {
		t.Fatalf("no %s in %s", after, text)
	}
	return value
}
