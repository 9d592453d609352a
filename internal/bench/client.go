package bench

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/valyala/fasthttp"
)

const (
	prefix = "/api/v1"
	// requestTime is when a learner gives up.
	requestTime = 10 * time.Second
	// maxAnswer bounds what is read of one answer.
	maxAnswer = 16 << 20
)

// client speaks to one address and follows no redirect; it knows no proxy.
type client struct {
	target   Target
	atOnce   int
	patience time.Duration // after which a learner gives up
	mu       sync.Mutex
	from     map[int]*fasthttp.HostClient // by source
}

func newClient(t Target, atOnce int) *client {
	return &client{target: t, atOnce: atOnce, patience: requestTime, from: map[int]*fasthttp.HostClient{}}
}

// host returns the connections of learners who come from a source.
func (c *client) host(source int) *fasthttp.HostClient {
	c.mu.Lock()
	defer c.mu.Unlock()
	if h, ok := c.from[source]; ok {
		return h
	}
	local, _ := c.target.source(source)
	dialer := net.Dialer{Timeout: requestTime, LocalAddr: local}
	h := &fasthttp.HostClient{
		Addr: c.target.address.String(), IsTLS: c.target.tls, MaxConns: c.atOnce, MaxConnWaitTimeout: requestTime,
		MaxIdemponentCallAttempts: 1, // a request that is made again in secret is not measured
		MaxResponseBodySize:       maxAnswer,
		NoDefaultUserAgentHeader:  true,
		TLSConfig:                 &tls.Config{ServerName: c.target.name, MinVersion: tls.VersionTLS12},
		Dial: func(string) (net.Conn, error) {
			return dialer.DialContext(context.Background(), "tcp", c.target.address.String())
		},
	}
	c.from[source] = h
	return h
}

func (c *client) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, h := range c.from {
		h.CloseIdleConnections()
	}
}

// request is what a phone sends.
type request struct {
	method string
	path   string // below the API's prefix, unless whole
	whole  bool
	source int
	token  string
	cookie string
	etag   string // what the phone has already
	body   []byte
	keep   bool // the answer's body is wanted though it is no problem
}

// answer is what the server said. Its status is 0 if it said nothing.
type answer struct {
	status  int
	etag    string
	cookies map[string]string
	body    []byte // of a problem, or where it was wanted
	bytes   int    // of the body as it came, compressed
	err     error
}

func (c *client) do(r request) answer {
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(res)
	path := prefix + r.path
	if r.whole {
		path = r.path
	}
	req.SetRequestURI(c.target.url + path)
	req.Header.SetMethod(r.method)
	req.Header.SetUserAgent("hocso-bench (Android)")
	req.Header.Set("Accept-Encoding", "gzip, br")
	if r.body != nil {
		req.Header.SetContentType("application/json")
		req.SetBodyRaw(r.body)
	}
	for name, value := range map[string]string{"If-None-Match": r.etag, "Cookie": r.cookie} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	if r.token != "" {
		req.Header.Set("Authorization", "Bearer "+r.token)
	}
	if err := c.host(r.source).DoTimeout(req, res, c.patience); err != nil {
		return answer{err: err}
	}
	a := answer{status: res.StatusCode(), etag: string(res.Header.Peek("Etag")), bytes: len(res.Body())}
	if r.keep || a.status >= http.StatusBadRequest {
		body, err := res.BodyUncompressed()
		if err != nil {
			return answer{err: err}
		}
		a.body = append([]byte(nil), body...)
		a.cookies = cookies(res)
	}
	return a
}

func cookies(res *fasthttp.Response) map[string]string {
	found := map[string]string{}
	for key, value := range res.Header.Cookies() {
		var one fasthttp.Cookie
		if one.ParseBytes(value) == nil {
			found[string(key)] = string(one.Value())
		}
	}
	return found
}

// good reports an answer that a phone takes for a success.
func (a answer) good() bool {
	return a.err == nil && (a.status >= 200 && a.status < 300 || a.status == http.StatusNotModified)
}

// outcome says in a word or two what became of a request that failed: "429 too_many_requests", "timeout".
func (a answer) outcome() string {
	var problem struct {
		Code string `json:"code"`
	}
	switch {
	case errors.Is(a.err, errUnsent):
		return "unsent"
	case errors.Is(a.err, fasthttp.ErrTimeout), errors.Is(a.err, fasthttp.ErrNoFreeConns):
		return "timeout"
	case a.err != nil && (errors.Is(a.err, fasthttp.ErrDialTimeout) || isDial(a.err)):
		return "no connection"
	case a.err != nil:
		return "connection lost"
	case json.Unmarshal(a.body, &problem) == nil && problem.Code != "" && len(problem.Code) <= 40:
		return fmt.Sprintf("%d %s", a.status, strings.Map(plain, problem.Code))
	}
	return fmt.Sprint(a.status)
}

// errUnsent says that a request was never made.
var errUnsent = errors.New("no connection became free in time")

func isDial(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// plain keeps what codes are made of, whatever the server sends.
func plain(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
		return r
	}
	return -1
}

// get reads JSON that a phone needs before it can do anything.
func (c *client) get(path string, into any) error {
	a := c.do(request{method: http.MethodGet, path: path, keep: true})
	return a.decode("GET "+path, into)
}

func (a answer) decode(what string, into any) error {
	switch {
	case a.err != nil:
		return fmt.Errorf("%s: %w", what, a.err)
	case !a.good():
		return fmt.Errorf("%s: %s", what, a.outcome())
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		return fmt.Errorf("%s: not what hocso answers: %w", what, err)
	}
	return nil
}
