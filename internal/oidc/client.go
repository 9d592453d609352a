package oidc

import (
	"io"
	"net"
	"net/http"
	"time"
)

const (
	// A browser waits meanwhile, and hocso ends its request after 5 s.
	answerTime = 4 * time.Second
	// What providers say about themselves takes some kilobytes.
	answerLimit = 256 << 10
	headerLimit = 64 << 10
)

// newClient returns a client that a provider can neither hold up, fill the memory of, nor send elsewhere. A proxy is only the one
// that the operator names in the environment (HTTPS_PROXY).
func newClient() *http.Client {
	return &http.Client{
		Timeout: answerTime,
		Transport: limited{&http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: answerTime}).DialContext,
			TLSHandshakeTimeout:    answerTime,
			ResponseHeaderTimeout:  answerTime,
			MaxResponseHeaderBytes: headerLimit,
			IdleConnTimeout:        time.Minute,
			MaxIdleConnsPerHost:    2,
			ForceAttemptHTTP2:      true,
		}},
		// No answer that is needed here comes by way of another address; the client's secret must not travel on.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// limited ends an answer with an error where it becomes too long, after it was decompressed.
type limited struct{ next http.RoundTripper }

func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := l.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	res.Body = http.MaxBytesReader(nil, res.Body, answerLimit)
	return res, nil
}

// CloseIdleConnections lets http.Client.CloseIdleConnections work.
func (l limited) CloseIdleConnections() {
	if c, ok := l.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

var _ io.Closer = (*Provider)(nil)

// Close ends connections to the provider that nobody uses.
func (p *Provider) Close() error {
	p.client.CloseIdleConnections()
	return nil
}
