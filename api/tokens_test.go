package api_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"hocso/internal/longtest"
)

// forger signs tokens that differ from a good one in a few things.
type forger struct {
	*world
	rsa *rsa.PrivateKey
}

// forged is one difference from a good token: header fields and claims to set, or to leave out if nil.
type forged struct {
	method jwt.SigningMethod
	key    any
	header map[string]any
	claims map[string]any
}

func (f *forger) token(d forged) string {
	f.Helper()
	key := f.keys.Signing[0]
	header := map[string]any{"kid": key.ID}
	claims := jwt.MapClaims{"iss": "hocso", "aud": "hocso-api", "sub": f.id(residentA), "jti": "1", "typ": "access",
		"sv": f.accounts[residentA].person.LoginVersion, "iat": startOfTests.Unix(), "exp": startOfTests.Add(10 * time.Minute).Unix()}
	change(header, d.header)
	change(claims, d.claims)
	if d.method == nil {
		d.method = jwt.SigningMethodHS256
	}
	if d.key == nil {
		d.key = key.Secret
	}
	token := jwt.NewWithClaims(d.method, claims)
	maps.Copy(token.Header, header)
	signed, err := token.SignedString(d.key)
	f.must(err)
	return signed
}

func change(all, changes map[string]any) {
	for name, value := range changes {
		if value == nil {
			delete(all, name)
		} else {
			all[name] = value
		}
	}
}

// badTokens are by what is wrong with them.
func (f *forger) badTokens() map[string]string {
	f.Helper()
	der, err := x509.MarshalPKIXPublicKey(&f.rsa.PublicKey)
	f.must(err)
	public := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	f.must(err)
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	f.must(err)
	n := base64.RawURLEncoding.EncodeToString(f.rsa.N.Bytes())
	jwk := map[string]any{"kty": "RSA", "kid": "mine", "n": n, "e": "AQAB"}
	oct := map[string]any{"kty": "oct", "k": base64.RawURLEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))}
	mine := bytes.Repeat([]byte{7}, 32)
	good := f.accounts[residentA].token
	parts := strings.Split(good, ".")
	raw := func(header string) string {
		return base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + parts[1] + "."
	}
	header := func(method jwt.SigningMethod, key any, h map[string]any) string {
		return f.token(forged{method: method, key: key, header: h})
	}
	claim := func(name string, value any) string { return f.token(forged{claims: map[string]any{name: value}}) }
	at := func(d time.Duration) int64 { return startOfTests.Add(d).Unix() }
	return map[string]string{
		"alg none":                         header(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil),
		"alg none with our signature":      raw(`{"alg":"none","typ":"JWT"}`) + parts[2],
		"alg nOnE":                         raw(`{"alg":"nOnE","typ":"JWT"}`),
		"no alg":                           raw(`{"typ":"JWT"}`) + parts[2],
		"alg of a list":                    raw(`{"alg":["HS256"]}`) + parts[2],
		"RS256 by a key of the forger":     header(jwt.SigningMethodRS256, f.rsa, nil),
		"PS256 by a key of the forger":     header(jwt.SigningMethodPS256, f.rsa, nil),
		"ES256 by a key of the forger":     header(jwt.SigningMethodES256, curve, nil),
		"EdDSA by a key of the forger":     header(jwt.SigningMethodEdDSA, edwards, nil),
		"HS256 by the public key as PEM":   header(nil, public, nil),
		"HS256 by the public key as bytes": header(nil, der, nil),
		"HS384 by our key":                 header(jwt.SigningMethodHS384, nil, nil),
		"HS512 by our key":                 header(jwt.SigningMethodHS512, nil, nil),
		"HS256 by no key":                  header(nil, []byte{}, nil),
		"HS256 by the forger's key":        header(nil, mine, nil),
		"jwk in the header":                header(jwt.SigningMethodRS256, f.rsa, map[string]any{"jwk": jwk, "kid": "mine"}),
		"jwk with a secret in the header":  header(nil, mine, map[string]any{"jwk": oct}),
		"jku in the header":                header(jwt.SigningMethodRS256, f.rsa, map[string]any{"jku": "https://evil.example/keys.json", "kid": "mine"}),
		"x5u in the header":                header(jwt.SigningMethodRS256, f.rsa, map[string]any{"x5u": "https://evil.example/cert.pem", "kid": "mine"}),
		"x5c in the header":                header(jwt.SigningMethodRS256, f.rsa, map[string]any{"x5c": []string{base64.StdEncoding.EncodeToString(der)}}),
		"no kid":                           header(nil, nil, map[string]any{"kid": nil}),
		"an unknown kid":                   header(nil, nil, map[string]any{"kid": "other"}),
		"an empty kid and an empty key":    header(nil, []byte{}, map[string]any{"kid": ""}),
		"a kid of a path":                  header(nil, []byte{}, map[string]any{"kid": "../../../dev/null"}),
		"a kid of SQL":                     header(nil, mine, map[string]any{"kid": "x' UNION SELECT 'a' --"}),
		"a kid of a list":                  header(nil, nil, map[string]any{"kid": []string{f.keys.Signing[0].ID}}),
		"no exp":                           claim("exp", nil),
		"exp in the past":                  claim("exp", at(-time.Minute)),
		"exp of text":                      claim("exp", "2099-01-01"),
		"exp of a list":                    claim("exp", []int64{at(time.Hour)}),
		"nbf in the future":                claim("nbf", at(time.Hour)),
		"iat in the future":                claim("iat", at(time.Hour)),
		"no iat":                           claim("iat", nil),
		"another iss":                      claim("iss", "evil"),
		"no iss":                           claim("iss", nil),
		"another aud":                      claim("aud", "evil"),
		"no aud":                           claim("aud", nil),
		"typ refresh":                      claim("typ", "refresh"),
		"no typ":                           claim("typ", nil),
		"typ in the header alone":          f.token(forged{header: map[string]any{"typ": "access"}, claims: map[string]any{"typ": nil}}),
		"no jti":                           claim("jti", nil),
		"no sub":                           claim("sub", nil),
		"sub of nobody":                    claim("sub", "00000000-0000-4000-8000-000000000000"),
		"sub of a manager, unsigned":       parts[0] + "." + strings.Split(claim("sub", f.id(manager)), ".")[1] + "." + parts[2],
		"a later login version":            claim("sv", 99),
		"a negative login version":         claim("sv", -1),
		"a login version of text":          claim("sv", "0"),
		"a revoked login version":          f.accounts[revoked].token,
		"an expired login":                 f.accounts[expired].token,
		"the refresh secret":               f.accounts[residentA].cookie,
		"the secret of the refresh secret": strings.SplitN(f.accounts[residentA].cookie, ".", 2)[1],
		"our token twice":                  good + "." + good,
		"our token and a space":            good + " x",
		"our token with padding":           good + "=",
		"no signature":                     parts[0] + "." + parts[1] + ".",
		"9 KB":                             strings.Repeat("a", 9_000),
	}
}

func TestNoForgedStaleOrStolenTokenIsAccepted(t *testing.T) {
	w := newWorld(t)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	w.must(err)
	f := &forger{w, key}
	// What is forged below would hold if it were not for the one change.
	if got := w.bearer("GET", "/api/v1/me", f.token(forged{})); got.status != 200 {
		t.Fatalf("the pattern of all forgeries gets %d", got.status)
	}
	before := w.writes()
	bad := f.badTokens()
	tried := 0
	for name, token := range bad {
		for _, try := range [][2]string{{"GET", "/api/v1/me"}, {"GET", "/api/v1/me/export"}, {"DELETE", "/api/v1/me"}, {"POST", "/api/v1/submissions"},
			{"GET", "/api/v1/villages/" + village1 + "/progress"}} {
			tried++
			if got := w.bearer(try[0], try[1], token); got.status != http.StatusUnauthorized {
				t.Errorf("%s: %s %s got %d", name, try[0], try[1], got.status)
			}
		}
	}
	if w.writes() != before {
		t.Error("the store has changed")
	}
	if len(bad) < 25 {
		t.Errorf("only %d tokens", len(bad))
	}
	longtest.Report(t, 10, len(bad), "bad tokens on five routes each", "all %d calls 401", tried)
}

// bearer makes a request with any token.
func (w *world) bearer(method, path, token string) reply {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, w.url(path), nil)
	w.must(err)
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := w.client.Do(r)
	w.must(err)
	w.must(res.Body.Close())
	return reply{status: res.StatusCode, header: res.Header}
}
