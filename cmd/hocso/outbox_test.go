package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"hocso/internal/sqlite"
)

// answerer is one of several people who learn on the same phone.
type answerer struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Phone   string `json:"phone"`
	PIN     string `json:"pin"`
	village string
}

const quizzesEach = 10

// TestOutboxOfThreePeopleIsCountedOnceThroughKillsAndAnUpdate lets three people of different villages answer ten quizzes each
// on one phone without a network. The app is closed, updated and opened again, and while the three sign in in turn and what
// they answered is sent, the server is killed twice, at the worst moments: when it has stored what it was sent and the phone
// does not know, and when it has only just been sent it.
func TestOutboxOfThreePeopleIsCountedOnceThroughKillsAndAnUpdate(t *testing.T) {
	data := t.TempDir()
	start := func() *process { return serve(t, []string{"--data=" + data}, "--demo", "--residents=20") }
	server := start()
	three := registerThree(t, server)
	network := newPhoneNetwork(t, server)

	told, err := json.Marshal(three)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "e2e/outbox.mjs")
	cmd.Dir = "../../frontend"
	cmd.Env = append(os.Environ(), "HOCSO_URL="+network.url, "HOCSO_PEOPLE="+string(told))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	ended := make(chan error, 1)
	go func() { ended <- cmd.Run() }()
	kills := 0
	for running := true; running; {
		select {
		case <-network.killed:
			kills++
			server = start()
			network.lead(server)
		case err = <-ended:
			running = false
		}
	}
	t.Logf("%s", &out)
	if err != nil {
		t.Fatalf("%v\n%s", err, server.log)
	}
	if kills != 2 {
		t.Errorf("the server was killed %d times, want 2", kills)
	}
	t.Log(server.verify())
	if err := server.stop(); err != nil {
		t.Fatal(err)
	}
	checkEffects(t, data, three)
}

// registerThree registers people in villages of different wards.
func registerThree(t *testing.T, server *process) []answerer {
	t.Helper()
	type list struct {
		Items []struct {
			Code string `json:"code"`
			ID   string `json:"id"`
		} `json:"items"`
	}
	ask := func(path string) list {
		var l list
		if status, err := server.call("GET", path, "", nil, &l); err != nil || status != http.StatusOK || len(l.Items) == 0 {
			t.Fatal(path, status, err)
		}
		return l
	}
	var three []answerer
	wards := ask("/wards?limit=3").Items
	for i, name := range []string{"An", "Bình", "Chi"} {
		village := ask("/wards/" + wards[i].Code + "/villages?limit=1").Items[0].ID
		a := answerer{Name: name + " (mẫu)", Phone: fmt.Sprintf("098765432%d", i), PIN: "48392" + string(rune('1'+i)), village: village}
		var login struct {
			Person struct {
				ID string `json:"id"`
			} `json:"person"`
		}
		status, err := server.call("POST", "/auth/register", "", map[string]any{"name": a.Name, "phone": a.Phone, "pin": a.PIN, "village": a.village,
			"consent": map[string]bool{"account": true, "village_list": true, "statistics": true, "certificate": false}}, &login)
		if err != nil || status != http.StatusCreated {
			t.Fatal(status, err)
		}
		a.ID = login.Person.ID
		three = append(three, a)
	}
	return three
}

// checkEffects looks into the store of a stopped server: each of the three has ten submissions and no more, of their own
// making and in their own village.
func checkEffects(t *testing.T, data string, three []answerer) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ids := map[string]bool{}
	for _, a := range three {
		submissions, err := db.SubmissionsOf(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		passed := 0
		for _, s := range submissions {
			ids[s.ID] = true
			if s.By != a.ID || s.Village != a.village {
				t.Errorf("%s's submission %s is of village %s and by %s", a.Name, s.ID, s.Village, s.By)
			}
			if took := s.FinishedAt.Sub(s.StartedAt).Seconds(); float64(s.Seconds) > took+1 {
				t.Errorf("%d seconds were spent within %.1f", s.Seconds, took)
			}
			if s.Passed {
				passed++
			}
		}
		summary, err := db.Summary(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(submissions) != quizzesEach || summary.Submissions != quizzesEach || passed != 1 || summary.Village != a.village {
			t.Errorf("%s has %d submissions of which %d passed, and a summary of %d in %s; want %d, 1, %d in %s",
				a.Name, len(submissions), passed, summary.Submissions, summary.Village, quizzesEach, quizzesEach, a.village)
		}
	}
	if len(ids) != 3*quizzesEach {
		t.Errorf("%d different submissions, want %d", len(ids), 3*quizzesEach)
	}
}

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

func (n *phoneNetwork) killServer() {
	n.mu.Lock()
	server := n.server
	n.server = nil
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
