package oidc

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"hocso/progress/people"
)

// Begin returns the address at the provider to send a browser to, and the attempt, which that browser keeps (it may be a cookie's
// value) until it comes back. ErrFailed while the provider cannot be asked.
//
// The provider is told to ask for the secret even if somebody is signed in there: hocso signs nobody out at the provider, and
// the next at the same computer would otherwise be let in.
func (p *Provider) Begin(ctx context.Context) (address, sealed string, err error) {
	m, err := p.metadata(ctx)
	if err != nil {
		return "", "", err
	}
	a := attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Begun: p.cfg.Now().UTC()}
	if sealed, err = a.seal(); err != nil {
		return "", "", err
	}
	return m.oauth.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier),
		oauth2.SetAuthURLParam("prompt", "login")), sealed, nil
}

// Finish returns whom the provider vouches for, as in people.Person.Subject, given the attempt of Begin and the query of the address
// that the browser came back to. people.ErrSignInCancelled if they turned back there; else ErrFailed.
func (p *Provider) Finish(ctx context.Context, sealed string, answer url.Values) (subject string, err error) {
	a, err := parseAttempt(sealed)
	if err != nil {
		return "", failed("read the attempt", err)
	}
	if err := p.checkAnswer(a, answer); err != nil {
		return "", err
	}
	m, err := p.metadata(ctx)
	if err != nil {
		return "", err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	tokens, err := m.oauth.Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return "", failed("trade the code", err)
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok {
		return "", failed("trade the code", errors.New("no ID token came with it"))
	}
	token, err := m.verifier.Verify(ctx, raw)
	if err != nil {
		return "", failed("check the ID token", err)
	}
	if err := p.checkToken(a, token); err != nil {
		return "", failed("check the ID token", err)
	}
	return people.OIDCSubject(p.cfg.Issuer, token.Subject), nil
}

// checkAnswer looks at what the browser brought back, before the provider is asked anything.
func (p *Provider) checkAnswer(a attempt, answer url.Values) error {
	const step = "read the answer"
	if !a.holds(p.cfg.Now()) {
		return failed(step, errors.New("the attempt is too old, or not whole"))
	}
	if !equal(answer.Get("state"), a.State) {
		return failed(step, errors.New("the state is not that of the attempt"))
	}
	// Given by providers since RFC 9207, so that the answer of another one is not taken for theirs.
	if issuer := answer.Get("iss"); issuer != "" && issuer != p.cfg.Issuer {
		return failed(step, errors.New("it is another issuer's"))
	}
	switch refusal := answer.Get("error"); {
	case refusal == "access_denied":
		return people.ErrSignInCancelled
	case refusal != "":
		return failed(step, fmt.Errorf("the provider says %q", refusal))
	case answer.Get("code") == "":
		return failed(step, errors.New("there is no code"))
	}
	return nil
}

// checkToken does what the library leaves to its user. Signature, algorithm, issuer, audience and expiry are checked already.
func (p *Provider) checkToken(a attempt, token *oidc.IDToken) error {
	var more struct {
		AuthorizedParty string `json:"azp"`
		AuthTime        int64  `json:"auth_time"` // in seconds; not every provider tells
	}
	if err := token.Claims(&more); err != nil {
		return err
	}
	switch {
	case !equal(token.Nonce, a.Nonce):
		return errors.New("the nonce is not that of the attempt")
	case len(token.Audience) > 1 && more.AuthorizedParty == "":
		return errors.New("of several audiences none is named as the authorized party")
	case more.AuthorizedParty != "" && more.AuthorizedParty != p.cfg.ClientID:
		return errors.New("it was issued to another client")
	case more.AuthTime != 0 && time.Unix(more.AuthTime, 0).Before(a.Begun.Add(-clockError)):
		return errors.New("the secret was given before the attempt began")
	case token.Subject == "" || len(token.Subject) > longestSubject:
		return errors.New("it names nobody")
	}
	return nil
}

const longestSubject = 255 // bytes, by the standard

func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
