package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"

	"hocso/api"
	"hocso/internal/oidc"
)

// oidcCallback is where the provider sends browsers back to, below the public address.
const oidcCallback = "/api/v1/auth/oidc/callback"

// oidcFlags say which OpenID Connect provider staff may sign in with.
type oidcFlags struct {
	OIDCIssuer           string `name:"oidc-issuer" help:"Issuer of the OpenID Connect provider that staff may sign in with; none if empty." placeholder:"URL"`
	OIDCClientID         string `name:"oidc-client-id" help:"Id of hocso at that provider." placeholder:"ID"`
	OIDCClientSecretFile string `name:"oidc-client-secret-file" help:"File of hocso's secret at that provider." type:"path" placeholder:"FILE"`
	OIDCName             string `name:"oidc-name" help:"What people call that provider." default:"OpenID Connect" placeholder:"NAME"`
	PublicURL            string `name:"public-url" help:"Address at which people see the site, for links and to come back from the provider." placeholder:"URL"`
}

// Validate refuses half a setting; the parser of flags calls it before anything is opened.
func (f oidcFlags) Validate() error {
	public, err := f.publicURL()
	if err != nil || !f.wanted() {
		return err
	}
	for _, need := range []struct{ flag, value string }{{"--oidc-issuer", f.OIDCIssuer}, {"--oidc-client-id", f.OIDCClientID},
		{"--oidc-client-secret-file", f.OIDCClientSecretFile}, {"--oidc-name", strings.TrimSpace(f.OIDCName)}, {"--public-url", public}} {
		if need.value == "" {
			return fmt.Errorf("%s is needed too for OpenID Connect", need.flag)
		}
	}
	return nil
}

func (f oidcFlags) wanted() bool {
	return f.OIDCIssuer != "" || f.OIDCClientID != "" || f.OIDCClientSecretFile != ""
}

// provider returns the provider, or nil if none is wanted. It does not ask the provider anything yet.
func (f oidcFlags) provider(log *slog.Logger) (api.OIDC, error) {
	if !f.wanted() {
		return nil, nil
	}
	public, err := f.publicURL()
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(f.OIDCClientSecretFile)
	if err != nil {
		return nil, fmt.Errorf("read the client's secret: %w", err)
	}
	secret := strings.TrimRight(string(raw), "\r\n")
	if secret == "" {
		return nil, fmt.Errorf("the client's secret in %s is empty", f.OIDCClientSecretFile)
	}
	p, err := oidc.New(oidc.Config{Issuer: f.OIDCIssuer, ClientID: f.OIDCClientID, ClientSecret: secret, Name: strings.TrimSpace(f.OIDCName),
		RedirectURL: public + oidcCallback})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	log.Info("staff may sign in by OpenID Connect", "issuer", f.OIDCIssuer, "comes_back_to", public+oidcCallback)
	return p, nil
}

// publicURL is the address of the site without a slash at its end, or empty.
func (f oidcFlags) publicURL() (string, error) {
	if f.PublicURL == "" {
		return "", nil
	}
	address := strings.TrimSuffix(f.PublicURL, "/")
	u, err := url.Parse(address)
	// The app lives at the root of its host, and nowhere else.
	if err != nil || u.Host == "" || u.Scheme+"://"+u.Host != address {
		return "", errors.New("--public-url is like https://hoc.example.vn, without a path")
	}
	ip := net.ParseIP(u.Hostname())
	loopback := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback) {
		return "", errors.New("--public-url must begin with https")
	}
	return address, nil
}
