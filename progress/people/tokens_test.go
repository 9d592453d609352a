package people

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestAnAccessTokenSaysNoMoreThanNeeded(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	parts := strings.Split(l.AccessToken, ".")
	var header, body map[string]any
	for i, to := range []*map[string]any{&header, &body} {
		b, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, to); err != nil {
			t.Fatal(err)
		}
	}
	if want := map[string]any{"alg": "HS256", "typ": "JWT", "kid": "new"}; !maps.Equal(header, want) {
		t.Errorf("header %v", header)
	}
	issued := float64(w.time().Unix())
	if fmt.Sprint(body["aud"]) != "[hocso-api]" || len(body["jti"].(string)) != 36 {
		t.Errorf("aud %v, jti %v", body["aud"], body["jti"])
	}
	if n, ok := body["dev"].(float64); !ok || n <= 0 || n > 1<<32-1 { // tells devices apart, and names none
		t.Errorf("dev %v", body["dev"])
	}
	delete(body, "aud")
	delete(body, "dev")
	delete(body, "jti")
	want := map[string]any{
		"iss": "hocso", "sub": l.Person.ID, "typ": "access", "sv": 0.0, "iat": issued, "exp": issued + 900, "auth_time": issued,
	}
	if !maps.Equal(body, want) {
		t.Errorf("claims %v, want %v", body, want)
	}
}

func TestTokensOfAllKeysHoldUntilTheyExpire(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	w.keys.Signing = append([]SigningKey{{ID: "newest", Secret: []byte(strings.Repeat("k", 32))}}, w.keys.Signing...)
	w.restart()
	w.pass(AccessTokenLife + tokenLeeway - time.Second)
	p, err := w.Authenticate(t.Context(), l.AccessToken)
	if err != nil || p.ID != l.Person.ID {
		t.Fatalf("after a rotation: %v", err)
	}
	w.pass(time.Second)
	_, err = w.Authenticate(t.Context(), l.AccessToken)
	w.wantErr(err, ErrBadToken)

	l, err = w.Refresh(t.Context(), l.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	w.keys.Signing = w.keys.Signing[1:]
	w.restart()
	_, err = w.Authenticate(t.Context(), l.AccessToken)
	w.wantErr(err, ErrBadToken)
}

// forge signs what a test changed in a good token's header and claims.
type forge struct {
	method jwt.SigningMethod
	header map[string]any
	claims jwt.MapClaims
	key    any
}

func TestTokensThatAreNotOursAreRefused(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	secret := w.keys.Signing[0].Secret
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&rsaKey.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	now := w.time()
	forged := func(change func(*forge)) string {
		f := forge{
			method: jwt.SigningMethodHS256, key: secret, header: map[string]any{"kid": "new"},
			claims: jwt.MapClaims{
				"iss": "hocso", "aud": "hocso-api", "sub": l.Person.ID, "jti": "1", "typ": "access", "sv": 0,
				"iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
			},
		}
		change(&f)
		token := jwt.NewWithClaims(f.method, f.claims)
		maps.Copy(token.Header, f.header)
		s, err := token.SignedString(f.key)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	claim := func(name string, value any) string {
		return forged(func(f *forge) { f.claims[name] = value })
	}
	without := func(name string) string { return forged(func(f *forge) { delete(f.claims, name) }) }

	if _, err := w.Authenticate(t.Context(), forged(func(*forge) {})); err != nil {
		t.Fatalf("the pattern of all forgeries is itself refused: %v", err)
	}
	good := l.AccessToken
	parts := strings.Split(good, ".")
	encode := base64.RawURLEncoding.EncodeToString
	header := func(text string) string { return encode([]byte(text)) + "." + parts[1] + "." + parts[2] }
	flipped := "A" + parts[2][1:]
	if parts[2][0] == 'A' {
		flipped = "B" + parts[2][1:]
	}
	// The last letter of a signature holds two bits that are not part of it.
	respell := func(last byte) string {
		const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
		return string(letters[strings.IndexByte(letters, last)+1])
	}
	bad := map[string]string{
		"empty":               "",
		"dots":                "..",
		"no signature":        parts[0] + "." + parts[1] + ".",
		"four parts":          good + ".x",
		"signature changed":   parts[0] + "." + parts[1] + "." + flipped,
		"padding":             good + "=",
		"respelled":           good[:len(good)-1] + respell(good[len(good)-1]),
		"space":               " " + good,
		"header is no JSON":   header("garbage"),
		"header is a list":    header("[]"),
		"too long":            claim("pad", strings.Repeat("A", maxTokenBytes)),
		"NUL":                 "\x00" + good,
		"alg none":            forged(func(f *forge) { f.method, f.key = jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType }),
		"alg None, unsigned":  encode([]byte(`{"alg":"None","kid":"new"}`)) + "." + parts[1] + ".",
		"alg missing":         header(`{"kid":"new"}`),
		"RS256":               forged(func(f *forge) { f.method, f.key = jwt.SigningMethodRS256, rsaKey }),
		"HS256 by public key": forged(func(f *forge) { f.key = public }),
		"HS256 said RS256":    header(`{"alg":"RS256","typ":"JWT","kid":"new"}`),
		"HS512":               forged(func(f *forge) { f.method = jwt.SigningMethodHS512 }),
		"unknown kid":         forged(func(f *forge) { f.header["kid"] = "../../dev/null" }),
		"no kid":              forged(func(f *forge) { delete(f.header, "kid") }),
		"kid is a number":     forged(func(f *forge) { f.header["kid"] = 1 }),
		"kid of another key":  forged(func(f *forge) { f.header["kid"] = "old" }),
		"empty key":           forged(func(f *forge) { f.key = []byte{} }),
		"no exp":              without("exp"),
		"old exp":             claim("exp", now.Add(-tokenLeeway).Unix()),
		"exp is text":         claim("exp", "2099-01-01"),
		"future iat":          claim("iat", now.Add(tokenLeeway+time.Second).Unix()),
		"no iat":              without("iat"),
		"future nbf":          claim("nbf", now.Add(time.Hour).Unix()),
		"wrong iss":           claim("iss", "hocso2"),
		"no iss":              without("iss"),
		"wrong aud":           claim("aud", "hocso"),
		"no aud":              without("aud"),
		"wrong typ":           claim("typ", "refresh"),
		"no typ":              without("typ"),
		"no jti":              without("jti"),
		"no sub":              without("sub"),
		"sub of nobody":       claim("sub", "6f0c0a52-0000-4000-8000-000000000000"),
		"sv of later":         claim("sv", 1),
		"sv is text":          claim("sv", "0"),
		"refresh as access":   l.Refresh,
		"refresh's secret":    strings.SplitN(l.Refresh, ".", 2)[1],
	}
	if len(bad) < 25 {
		t.Fatalf("%d tokens", len(bad))
	}
	for name, token := range bad {
		p, err := w.Authenticate(t.Context(), token)
		if !errors.Is(err, ErrBadToken) || errors.Is(err, ErrNotFound) || p.ID != "" {
			t.Errorf("%s: %+v, %v; want ErrBadToken", name, p, err)
		}
	}
	// And revoked last, for it ends the good one.
	if err := w.SignOutEverywhere(t.Context(), l.Person.ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.Authenticate(t.Context(), good)
	w.wantErr(err, ErrBadToken)
}

func FuzzParseToken(f *testing.F) {
	// The fuzzer's processes must agree on the one good token.
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	ts := newTokens(testKeys().Signing, func() time.Time { return now }, zeros{})
	good, err := ts.sign(Person{ID: "someone"}, now, 7)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{good, "", "..", "e30.e30.", good + ".", good[:len(good)-1]} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := ts.parse(s); err == nil && s != good {
			t.Fatalf("%q accepted as %q", s, c.Subject)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	w := newWorld(b)
	token := w.register(nil).AccessToken
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.tokens.parse(token); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAuthenticate(b *testing.B) {
	w := newWorld(b)
	token := w.register(nil).AccessToken
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.Authenticate(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}
