// Package oidc signs staff in with an OpenID Connect provider: the authorization code flow with PKCE, as a confidential client.
// It learns who somebody is at the provider and nothing else about them; whom of hocso's people that is, package people says.
package oidc

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
)

// ErrFailed says that nobody was signed in: the provider does not answer, or what came back is not what it should be.
var ErrFailed = errors.New("sign-in with the OpenID Connect provider failed")

// Config is what a Provider works with.
type Config struct {
	Issuer       string // exactly as the provider writes it; https, but for a loopback address
	ClientID     string
	ClientSecret string
	Name         string           // what people call the provider
	RedirectURL  string           // where the provider sends browsers back to; https, but for a loopback address
	Now          func() time.Time // time.Now if nil
}

// Provider is one OpenID Connect provider. It is safe for concurrent use.
type Provider struct {
	cfg    Config
	client *http.Client
	// What the provider says about itself, once it could be asked.
	known atomic.Pointer[metadata]
	// Those who wait for it ask once together.
	asking singleflight.Group
}

// New returns a Provider. It asks the provider nothing yet, so that hocso starts while the provider is away.
func New(cfg Config) (*Provider, error) {
	if cfg.ClientID == "" || cfg.ClientSecret == "" {
		return nil, errors.New("the client's id and secret at the OpenID Connect provider are needed")
	}
	for what, address := range map[string]string{"issuer": cfg.Issuer, "address to come back to": cfg.RedirectURL} {
		if err := checkAddress(address); err != nil {
			return nil, fmt.Errorf("the %s is no address for OpenID Connect: %w", what, err)
		}
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Provider{cfg: cfg, client: newClient()}, nil
}

// Name is what people call the provider.
func (p *Provider) Name() string { return p.cfg.Name }

// checkAddress refuses what others could read or change on its way, and what makes an issuer ambiguous.
func checkAddress(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Opaque != "":
		return fmt.Errorf("%q is no web address", address)
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return fmt.Errorf("%q may have a path, but no user, query or fragment", u.Redacted())
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u):
		return nil
	}
	return fmt.Errorf("%q must begin with https", address)
}

func isLoopback(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// failed wraps a cause, of which a provider's answer may be a large part.
func failed(step string, cause error) error {
	text := cause.Error()
	if len(text) > longestCause {
		text = text[:longestCause] + "…"
	}
	return fmt.Errorf("%w: %s: %s", ErrFailed, step, text)
}

const longestCause = 300 // bytes
