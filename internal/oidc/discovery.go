package oidc

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// algorithms are those that a provider may sign with here. None is symmetric: the client's secret signs nobody in.
var algorithms = []string{oidc.RS256, oidc.ES256, oidc.PS256, oidc.EdDSA}

// metadata is what is needed of what a provider says about itself.
type metadata struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
}

// metadata returns what the provider says about itself. It is asked until it has answered once; then it is not asked again
// while hocso runs. Keys are another matter: they are read again whenever a token names an unknown one.
func (p *Provider) metadata(ctx context.Context) (*metadata, error) {
	if m := p.known.Load(); m != nil {
		return m, nil
	}
	asked := p.asking.DoChan("", func() (any, error) {
		// Whoever asked first may leave; the others still wait. The client has a deadline of its own.
		m, err := p.discover(context.WithoutCancel(ctx))
		if err == nil {
			p.known.Store(m)
		}
		return m, err
	})
	select {
	case <-ctx.Done():
		return nil, failed("ask the provider about itself", ctx.Err())
	case got := <-asked:
		if got.Err != nil {
			return nil, failed("ask the provider about itself", got.Err)
		}
		return p.known.Load(), nil
	}
}

func (p *Provider) discover(ctx context.Context) (*metadata, error) {
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.cfg.Issuer)
	if err != nil {
		return nil, err
	}
	var more struct {
		Keys        string   `json:"jwks_uri"`
		Algorithms  []string `json:"id_token_signing_alg_values_supported"`
		AuthMethods []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := found.Claims(&more); err != nil {
		return nil, err
	}
	endpoint := found.Endpoint()
	for _, address := range []string{endpoint.AuthURL, endpoint.TokenURL, more.Keys} {
		if err := p.checkEndpoint(address); err != nil {
			return nil, err
		}
	}
	usable := slices.DeleteFunc(slices.Clone(algorithms), func(a string) bool { return !slices.Contains(more.Algorithms, a) })
	if len(usable) == 0 {
		return nil, fmt.Errorf("it signs with none of %q", algorithms)
	}
	if endpoint.AuthStyle, err = authStyle(more.AuthMethods); err != nil {
		return nil, err
	}
	return &metadata{
		oauth: oauth2.Config{ClientID: p.cfg.ClientID, ClientSecret: p.cfg.ClientSecret, RedirectURL: p.cfg.RedirectURL,
			Endpoint: endpoint, Scopes: []string{oidc.ScopeOpenID}},
		verifier: found.Verifier(&oidc.Config{ClientID: p.cfg.ClientID, SupportedSigningAlgs: usable, Now: p.cfg.Now}),
	}, nil
}

// checkEndpoint holds a provider to the address that the operator trusts: https, or loopback where the issuer is.
func (p *Provider) checkEndpoint(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return fmt.Errorf("its endpoint %q is no web address", address)
	}
	issuer, err := url.Parse(p.cfg.Issuer)
	if err != nil {
		return err
	}
	if u.Scheme == "https" || u.Scheme == "http" && issuer.Scheme == "http" && isLoopback(u) {
		return nil
	}
	return fmt.Errorf("its endpoint %q must begin with https", address)
}

// authStyle is how the client's secret is given. It is never tried out: a second try would use up the code.
func authStyle(methods []string) (oauth2.AuthStyle, error) {
	switch {
	case len(methods) == 0, slices.Contains(methods, "client_secret_basic"):
		return oauth2.AuthStyleInHeader, nil
	case slices.Contains(methods, "client_secret_post"):
		return oauth2.AuthStyleInParams, nil
	}
	return 0, errors.New("it takes no client's secret")
}
