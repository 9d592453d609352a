package oidctest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"
)

// Fake is a provider whose every answer a test chooses.
type Fake struct {
	testing.TB
	Issuer string

	mu sync.Mutex
	// Metadata is what it says about itself.
	Metadata map[string]any
	// Answers replace those of a path.
	Answers map[string]http.HandlerFunc
	// Claims and Sign make the next ID token.
	Claims jwt.MapClaims
	Sign   func(jwt.MapClaims) string
	// Form is what its token endpoint was last asked, Authorization the header with it.
	Form          url.Values
	Authorization string

	keys map[string]crypto.Signer
}

// StartFake starts a provider that issues good tokens for a nonce until a test changes it.
func StartFake(tb testing.TB) *Fake {
	tb.Helper()
	f := &Fake{TB: tb, Answers: map[string]http.HandlerFunc{}, keys: map[string]crypto.Signer{}}
	f.makeKeys()
	server := httptest.NewServer(f)
	tb.Cleanup(server.Close)
	f.Issuer = server.URL
	f.Metadata = map[string]any{
		"issuer": f.Issuer, "authorization_endpoint": f.Issuer + "/auth", "token_endpoint": f.Issuer + "/token", "jwks_uri": f.Issuer + "/keys",
		"id_token_signing_alg_values_supported": []string{"none", "HS256", "RS256", "RS512", "ES256", "PS256", "EdDSA"},
	}
	now := time.Now()
	f.Claims = jwt.MapClaims{"iss": f.Issuer, "aud": ClientID, "sub": Subject, "iat": now.Unix(), "exp": now.Add(time.Hour).Unix()}
	f.Sign = f.Signed(jwt.SigningMethodRS256)
	return f
}

func (f *Fake) makeKeys() {
	f.Helper()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		f.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	f.keys = map[string]crypto.Signer{"rsa": rsaKey, "ec": ecKey, "ed": edKey}
}

// Signed signs with the fake's own key that fits a method.
func (f *Fake) Signed(method jwt.SigningMethod) func(jwt.MapClaims) string {
	id := map[string]string{"ES256": "ec", "EdDSA": "ed"}[method.Alg()]
	if id == "" {
		id = "rsa"
	}
	return f.SignedWith(method, id, f.keys[id])
}

// SignedWith signs with any key, and names one.
func (f *Fake) SignedWith(method jwt.SigningMethod, id string, key any) func(jwt.MapClaims) string {
	return func(claims jwt.MapClaims) string {
		token := jwt.NewWithClaims(method, claims)
		token.Header["kid"] = id
		signed, err := token.SignedString(key)
		if err != nil {
			f.Errorf("sign: %v", err)
		}
		return signed
	}
}

// PublicKey is what somebody who knows the RSA key's public half could misuse as a secret.
func (f *Fake) PublicKey() *rsa.PublicKey {
	key, ok := f.keys["rsa"].Public().(*rsa.PublicKey)
	if !ok {
		f.Fatal("the RSA key is none")
	}
	return key
}

// Approve lets a browser sign in at an address of Begin without any form, and returns the query that it comes back with.
func (f *Fake) Approve(address string) url.Values {
	f.Helper()
	u, err := url.Parse(address)
	if err != nil {
		f.Fatal(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, chosen := f.Claims["nonce"]; !chosen {
		f.Claims["nonce"] = u.Query().Get("nonce")
	}
	return url.Values{"state": {u.Query().Get("state")}, "code": {"code"}}
}

// ServeHTTP answers as the test chose.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if answer := f.Answers[r.URL.Path]; answer != nil {
		answer(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		f.write(w, f.Metadata)
	case "/keys":
		var set jose.JSONWebKeySet
		for id, key := range f.keys {
			set.Keys = append(set.Keys, jose.JSONWebKey{Key: key.Public(), KeyID: id, Use: "sig"})
		}
		f.write(w, set)
	case "/token":
		if err := r.ParseForm(); err != nil {
			f.Errorf("token endpoint: %v", err)
		}
		f.Form, f.Authorization = r.PostForm, r.Header.Get("Authorization")
		f.write(w, map[string]any{"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": f.Sign(f.Claims)})
	default:
		http.NotFound(w, r)
	}
}

func (f *Fake) write(w io.Writer, v any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		f.Logf("the client left: %v", err)
	}
}
