package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// phoneNetwork is all that a phone can reach: it leads to the server while there is one and the network is on, and can put a
// newer build of the app in the place of the one that the server has. The phone's script steers it under /_network/.
type phoneNetwork struct {
	url    string
	killed chan struct{}

	mu      sync.Mutex
	server  *process // nil while it is dead
	off     bool
	updated bool
	kill    string // the next batch ends with the server's death: "written" once it is sent, "answered" before the phone hears
}

func newPhoneNetwork(t *testing.T, server *process) *phoneNetwork {
	n := &phoneNetwork{server: server, killed: make(chan struct{}, 2)}
	proxy := &httputil.ReverseProxy{Transport: n, Rewrite: n.direct, ModifyResponse: n.renew, FlushInterval: -1,
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if order, ok := strings.CutPrefix(r.URL.Path, "/_network/"); ok {
			n.obey(w, order)
			return
		}
		if n.address() == "" {
			panic(http.ErrAbortHandler)
		}
		if strings.HasPrefix(r.URL.Path, "/assets/") && builtFile.MatchString(r.URL.Path) && n.isUpdated() != strings.Contains(r.URL.Path, newer) {
			http.NotFound(w, r)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(front.CloseClientConnections)
	n.url = front.URL
	return n
}

func (n *phoneNetwork) lead(server *process) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.server = server
}

func (n *phoneNetwork) isUpdated() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.updated
}

// address is the server's, or empty while nothing can be reached.
func (n *phoneNetwork) address() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.off || n.server == nil {
		return ""
	}
	return n.server.url
}

func (n *phoneNetwork) obey(w http.ResponseWriter, order string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch order {
	case "off", "on":
		n.off = order == "off"
	case "update":
		n.updated = true
	case "written", "answered":
		n.kill = order
	case "alive":
		if n.server == nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// RoundTrip passes a request on. One that the server is to die of gets no answer.
func (n *phoneNetwork) RoundTrip(r *http.Request) (*http.Response, error) {
	switch n.fate(r) {
	case "written":
		r = r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { n.killServer() }}))
		if res, err := plain.RoundTrip(r); err == nil {
			_ = res.Body.Close()
		}
		return nil, errKilled
	case "answered":
		res, err := plain.RoundTrip(r)
		if err == nil {
			_, err = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
		}
		n.killServer()
		return nil, errors.Join(errKilled, err)
	}
	return plain.RoundTrip(r)
}

var (
	errKilled = errors.New("the server was killed")
	plain     = &http.Transport{DisableCompression: true}
)

// fate says how the server is to die of a request, once for each order.
func (n *phoneNetwork) fate(r *http.Request) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if r.URL.Path != "/api/v1/submissions/batch" {
		return ""
	}
	fate := n.kill
	n.kill = ""
	return fate
}

// killServer kills the server and turns the network off, so that what follows waits for the script.
func (n *phoneNetwork) killServer() {
	n.mu.Lock()
	server := n.server
	n.server, n.off = nil, true
	n.mu.Unlock()
	server.kill()
	n.killed <- struct{}{}
}

// newer marks the files of the newer build. Each has another name than in the older one, as if its content had changed.
const newer = ".newer."

var builtFile = regexp.MustCompile(`((?:assets/|\./)[\w.-]+-[\w-]{8})\.((?:newer\.)?)(js|css)\b`)

func (n *phoneNetwork) direct(r *httputil.ProxyRequest) {
	to, err := url.Parse(n.address())
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.SetURL(to)
	r.Out.Host = r.In.Host
	r.Out.URL.Path = strings.Replace(r.Out.URL.Path, newer, ".", 1)
	r.Out.Header.Del("Accept-Encoding")
	r.Out.Header.Del("If-None-Match") // of the other build, perhaps
}

// renew gives the files of the app the names of the newer build, in whatever names them.
func (n *phoneNetwork) renew(res *http.Response) error {
	kind := res.Header.Get("Content-Type")
	if !n.isUpdated() || res.StatusCode != http.StatusOK || !strings.Contains(kind, "html") && !strings.Contains(kind, "javascript") {
		return nil
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	_ = res.Body.Close()
	text = builtFile.ReplaceAll(text, []byte("$1"+newer+"$3"))
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	res.Header.Set("Content-Length", fmt.Sprint(len(text)))
	res.Header.Del("ETag")
	return nil
}
