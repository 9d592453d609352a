package oidc

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"
)

const (
	// attemptLife is how long somebody may take to sign in at the provider.
	attemptLife = 10 * time.Minute
	// clockError is how far the provider's clock may be off.
	clockError = 5 * time.Minute
)

// attempt is what the browser that begins a sign-in keeps until it comes back. It is no secret from whoever uses the browser.
type attempt struct {
	State    string    `json:"state"`    // comes back in the address; nobody else's browser has it
	Nonce    string    `json:"nonce"`    // comes back in the ID token
	Verifier string    `json:"verifier"` // of PKCE: a code is of no use without it
	Begun    time.Time `json:"begun"`
}

func (a attempt) seal() (string, error) {
	raw, err := json.Marshal(a)
	if err != nil {
		return "", fmt.Errorf("write an attempt: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

func parseAttempt(sealed string) (attempt, error) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return attempt{}, err
	}
	var a attempt
	err = json.Unmarshal(raw, &a)
	return a, err
}

// holds reports whether an attempt may still be finished. An empty part would be equal to one that is missing.
func (a attempt) holds(now time.Time) bool {
	age := now.Sub(a.Begun)
	return age >= 0 && age <= attemptLife && a.State != "" && a.Nonce != "" && a.Verifier != ""
}
