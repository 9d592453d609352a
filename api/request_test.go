package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
)

const apiPrefix = "/api/v1"

// reply is a whole answer.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// call is one request. Its answer is always checked against openapi.yaml; so is the request itself if it was accepted:
// what is accepted must be described.
type call struct {
	method string
	path   string // below /api/v1, or from the root with a leading "//"
	as     who
	body   any // JSON to be, or []byte as it is
	header map[string]string
	wrong  bool // it is accepted although it is not as described, as a batch with a bad item is
}

func (c call) address() string {
	if root, ok := strings.CutPrefix(c.path, "//"); ok {
		return "/" + root
	}
	return apiPrefix + c.path
}

func (w *world) get(as who, path string) reply {
	w.Helper()
	return w.do(call{method: "GET", path: path, as: as})
}

func (w *world) post(as who, path string, body any) reply {
	w.Helper()
	return w.do(call{method: "POST", path: path, as: as, body: body})
}

// do sends a request as somebody of the world and checks whatever comes back.
func (w *world) do(c call) reply {
	w.Helper()
	header := map[string]string{}
	if a, ok := w.accounts[c.as]; ok {
		header["Authorization"] = "Bearer " + a.token
	}
	var body []byte
	if c.body != nil {
		header["Content-Type"] = "application/json"
		var ok bool
		if body, ok = c.body.([]byte); !ok {
			body = toJSON(w, c.body)
		}
	}
	for name, value := range c.header {
		header[name] = value
	}
	request := func() *http.Request {
		r, err := http.NewRequestWithContext(w.Context(), c.method, w.url(c.address()), bytes.NewReader(body))
		w.must(err)
		for name, value := range header {
			if value == "" {
				r.Header.Del(name)
				continue
			}
			r.Header.Set(name, value)
		}
		return r
	}
	res, err := w.client.Do(request())
	if err != nil {
		w.Fatalf("%s %s: %v", c.method, c.address(), err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	w.must(err)
	got := reply{res.StatusCode, res.Header, raw}
	w.check(request, got, c.wrong)
	w.checkHeaders(c.method+" "+c.address(), got)
	return got
}

// innerText is what the words of libraries look like; no client may see them.
var innerText = regexp.MustCompile(`(?i)json:|sql|redis|mongo|goroutine|panic|runtime|\.go:|dial tcp|EOF|invalid character|cannot unmarshal|argon|jwt|context|fasthttp|cannot (get|post)`)

// check validates an answer, and the request it answers if that was accepted.
func (w *world) check(request func() *http.Request, got reply, wrong bool) {
	w.Helper()
	r := request()
	name := r.Method + " " + r.URL.RequestURI()
	if got.status >= 400 {
		w.checkProblem(name, got)
	}
	if !strings.HasPrefix(r.URL.Path, apiPrefix) {
		return
	}
	if !firstTime(name, got) {
		return
	}
	switch {
	case got.status >= 400:
		// Problems look alike everywhere, also where no operation is.
		r, _ = http.NewRequest(http.MethodGet, w.url(apiPrefix+"/wards"), nil)
	case !wrong:
		if ok, faults := document(w).ValidateHttpRequest(request()); !ok {
			w.Errorf("%s was answered with %d but is not described:\n%v", name, got.status, faults)
		}
	}
	res := &http.Response{StatusCode: got.status, Header: got.header, Body: io.NopCloser(bytes.NewReader(got.body))}
	if ok, faults := document(w).ValidateHttpResponse(r, res); !ok {
		w.Errorf("the answer %d to %s is not as described:\n%v\n%s", got.status, name, faults, got.body)
	}
}

func (w *world) checkProblem(name string, got reply) {
	w.Helper()
	if kind := got.header.Get("Content-Type"); kind != "application/problem+json" {
		w.Errorf("%s: %d with content type %q, want a problem: %s", name, got.status, kind, got.body)
		return
	}
	p := got.problem(w)
	if p.Status != got.status || p.RequestID == "" || p.Code == "" {
		w.Errorf("%s: %d with problem %+v", name, got.status, p)
	}
	if got.header.Get("Cache-Control") != "no-store" {
		w.Errorf("%s: a problem may be cached: %q", name, got.header.Get("Cache-Control"))
	}
	if found := innerText.Find(got.body); found != nil {
		w.Errorf("%s: the problem tells inner text %q: %s", name, found, got.body)
	}
}

type fieldFault struct{ Field, Code string }

type problem struct {
	Title     string
	Status    int
	Code      string
	RequestID string `json:"request_id"`
	Errors    []fieldFault
}

func (r reply) problem(t testing.TB) problem {
	t.Helper()
	return decode[problem](t, r)
}

func decode[T any](t testing.TB, r reply) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(r.body, &v); err != nil {
		t.Fatalf("%v in %s", err, r.body)
	}
	return v
}

// want fails the test unless the status, and for a problem the code, is as expected.
func (w *world) want(got reply, status int, code string) reply {
	w.Helper()
	if got.status != status {
		w.Fatalf("got %d, want %d: %.300s", got.status, status, got.body)
	}
	if code != "" {
		if p := got.problem(w); p.Code != code {
			w.Fatalf("got code %s, want %s: %s", p.Code, code, got.body)
		}
	}
	return got
}

// wantFaults fails the test unless the answer is 422 with just these faults.
func (w *world) wantFaults(got reply, code string, faults ...fieldFault) {
	w.Helper()
	p := w.want(got, http.StatusUnprocessableEntity, code).problem(w)
	if fmt.Sprint(p.Errors) != fmt.Sprint(faults) {
		w.Fatalf("got faults %v, want %v", p.Errors, faults)
	}
}

var checked sync.Map

// firstTime tells whether just this answer to this request was not validated before.
func firstTime(name string, got reply) bool {
	_, seen := checked.LoadOrStore(sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%v\n%s", name, got.status, got.header["Content-Type"], got.body)), true)
	return !seen
}

var readDocument = sync.OnceValues(func() (validator.Validator, error) {
	raw, err := os.ReadFile("openapi.yaml")
	if err != nil {
		return nil, err
	}
	doc, err := libopenapi.NewDocument(raw)
	if err != nil {
		return nil, err
	}
	v, errs := validator.NewValidator(doc, config.WithFormatAssertions(), config.WithContentAssertions())
	if len(errs) > 0 {
		return nil, fmt.Errorf("openapi.yaml: %v", errs)
	}
	return v, nil
})

func document(t testing.TB) validator.Validator {
	t.Helper()
	v, err := readDocument()
	if err != nil {
		t.Fatal(err)
	}
	return v
}
