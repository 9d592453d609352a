package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

var (
	// ErrBadTarget says that an address cannot be one of a server.
	ErrBadTarget = errors.New("not the address of a server")
	// ErrNotYours says that a server is not on this machine and nobody said whose it is.
	ErrNotYours = errors.New("refused: this is not on this machine; a load test of somebody else's server is an attack. Say --yes-this-is-my-server if it is yours")
)

// Target is the one server that is driven.
type Target struct {
	url     string         // "http://host:port"
	host    string         // as the Host header says it
	name    string         // that a certificate must have
	tls     bool           // https
	address netip.AddrPort // the only one that is ever dialled
}

// String returns the address as it was given.
func (t Target) String() string { return t.url }

// Local reports a server on this machine.
func (t Target) Local() bool { return t.address.Addr().IsLoopback() }

// Lookup finds the addresses of a name, as net.Resolver.LookupNetIP does.
type Lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)

// ParseTarget reads "http://host:port", or https. Unless mine is set, every address of the host must be on this machine.
// The host is looked up once, so that a name cannot lead elsewhere later. Errors: ErrBadTarget, ErrNotYours.
func ParseTarget(ctx context.Context, text string, mine bool, lookup Lookup) (Target, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return Target{}, fmt.Errorf("%w: %q; type http://127.0.0.1:8080", ErrBadTarget, text)
	}
	port := map[string]uint64{"http": 80, "https": 443}[u.Scheme]
	if u.Port() != "" {
		if port, err = strconv.ParseUint(u.Port(), 10, 16); err != nil || port == 0 {
			return Target{}, fmt.Errorf("%w: %q has no such port", ErrBadTarget, text)
		}
	}
	found, err := addresses(ctx, u.Hostname(), lookup)
	if err != nil {
		return Target{}, err
	}
	if !mine {
		if err := onlyLoopback(u.Hostname(), found); err != nil {
			return Target{}, err
		}
	}
	return Target{url: u.Scheme + "://" + u.Host, host: u.Host, name: u.Hostname(), tls: u.Scheme == "https",
		address: netip.AddrPortFrom(found[0], uint16(port))}, nil
}

// addresses returns the addresses of a host, one at least, those of IPv4 first: servers listen there by default.
func addresses(ctx context.Context, host string, lookup Lookup) ([]netip.Addr, error) {
	if one, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{one.Unmap()}, nil
	}
	all, err := lookup(ctx, "ip", host)
	if err != nil || len(all) == 0 {
		return nil, fmt.Errorf("%w: %s has no address (%w)", ErrBadTarget, host, err)
	}
	var four, six []netip.Addr
	for _, one := range all {
		if one = one.Unmap(); one.Is4() {
			four = append(four, one)
		} else {
			six = append(six, one)
		}
	}
	return append(four, six...), nil
}

func onlyLoopback(host string, found []netip.Addr) error {
	for _, one := range found {
		if !one.IsLoopback() {
			return fmt.Errorf("%s is at %s: %w", host, one, ErrNotYours)
		}
	}
	return nil
}

// source returns the address on this machine that the nth group of learners comes from, and whether there is one. On
// Linux all of 127.0.0.0/8 is this machine, so that learners can come from many addresses, as they do in a province.
func (t Target) source(n int) (net.Addr, bool) {
	switch {
	case n == 0:
		return nil, true // whichever the system picks
	case !t.Local() || !t.address.Addr().Is4() || n > maxSources:
		return nil, false
	}
	return &net.TCPAddr{IP: net.IPv4(127, 0, 100, byte(n))}, true
}

// maxSources bounds how many addresses learners register from.
const maxSources = 100
