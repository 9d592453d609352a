package bench

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// fake is a server that answers as a test says.
func fake(t *testing.T, handler http.HandlerFunc) *client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	target, err := ParseTarget(t.Context(), server.URL, false, net.DefaultResolver.LookupNetIP)
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(target, 4)
	t.Cleanup(c.close)
	return c
}

func TestNothingButTheAddressGivenIsEverAsked(t *testing.T) {
	var strays atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strays.Add(1) }))
	t.Cleanup(other.Close)
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"} {
		t.Setenv(name, other.URL)
	}
	c := fake(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/elsewhere", http.StatusFound)
	})
	a := newLearner(0, 0, offer{}).get(c, "/courses")
	if a.good() || a.outcome() != "302" || strays.Load() != 0 {
		t.Errorf("answer %q, and %d requests went elsewhere", a.outcome(), strays.Load())
	}
}

func TestAPhoneSaysWhatItHasAlready(t *testing.T) {
	var asked []string
	c := fake(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Get("If-None-Match"))
		w.Header().Set("ETag", `"now"`)
		if r.Header.Get("If-None-Match") == `"now"` {
			w.WriteHeader(http.StatusNotModified)
		}
	})
	known := offer{etags: map[string]string{"/courses": `"before"`}}
	for n, want := range map[int][]string{0: {"", `"now"`}, 1: {`"before"`, `"now"`}} { // every tenth phone is new
		asked = nil
		l := newLearner(n, 0, known)
		first, second := l.get(c, "/courses"), l.get(c, "/courses")
		if !slices.Equal(asked, want) || first.status != http.StatusOK || second.status != http.StatusNotModified || !second.good() {
			t.Errorf("learner %d said %q and got %d, %d", n, asked, first.status, second.status)
		}
	}
}

func TestAnAccessTokenIsRenewedOnceBeforeItEnds(t *testing.T) {
	var renewed atomic.Int64
	c := fake(t, func(w http.ResponseWriter, r *http.Request) {
		if cookie, err := r.Cookie(refreshCookie); err != nil || cookie.Value != "old" || r.URL.Path != "/api/v1/auth/refresh" {
			t.Errorf("%s with cookie %v", r.URL, cookie)
		}
		renewed.Add(1)
		w.Header().Set("Set-Cookie", refreshCookie+"=new; Path=/; Secure; HttpOnly")
		_, _ = fmt.Fprint(w, `{"access_token":"second","expires_in":900}`)
	})
	l, record := newLearner(0, 0, offer{}), newRecorder()
	l.token, l.refresh, l.expires = "first", "old", time.Now().Add(renewBefore/2)
	var calls sync.WaitGroup
	for range 5 {
		calls.Go(func() {
			if token := l.access(c, record, true); token != "second" {
				t.Errorf("token %q", token)
			}
		})
	}
	calls.Wait()
	if renewed.Load() != 1 || l.refresh != "new" || record.kind(Renew).ok != 1 {
		t.Errorf("renewed %d times, cookie %q", renewed.Load(), l.refresh)
	}
}

func TestWhatFailedIsCountedByWhatItWas(t *testing.T) {
	c := fake(t, func(w http.ResponseWriter, r *http.Request) {
		switch strings.TrimPrefix(r.URL.Path, prefix) {
		case "/limited":
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = fmt.Fprint(w, `{"code":"too_many_requests"}`)
		case "/odd":
			w.WriteHeader(http.StatusBadGateway)
			_, _ = fmt.Fprint(w, "<html>")
		case "/slow":
			<-r.Context().Done()
		case "/cut":
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_ = conn.Close()
			}
		}
	})
	nobody := newClient(Target{url: "http://127.0.0.1:1", address: netip.MustParseAddrPort("127.0.0.1:1")}, 1)
	impatient := newClient(c.target, 1)
	impatient.patience = 50 * time.Millisecond
	for want, a := range map[string]answer{
		"timeout":               impatient.do(request{method: http.MethodGet, path: "/slow"}),
		"429 too_many_requests": c.do(request{method: http.MethodPost, path: "/limited", body: []byte("{}")}),
		"502":                   c.do(request{method: http.MethodGet, path: "/odd"}),
		"connection lost":       c.do(request{method: http.MethodPost, path: "/cut", body: []byte("{}")}),
		"no connection":         nobody.do(request{method: http.MethodGet, path: "/"}),
		"unsent":                {err: errUnsent},
	} {
		tally := newTally()
		tally.add(a, time.Millisecond)
		if tally.errors[want] != 1 || tally.ok != 0 || tally.count != 1 {
			t.Errorf("%q: %v (%v)", want, tally.errors, a.err)
		}
	}
}

func TestEverySubmissionIsCountedOnce(t *testing.T) {
	r := newRecorder()
	body := func(results string) answer {
		return answer{status: http.StatusOK, body: []byte(`{"results":[` + results + `]}`)}
	}
	r.submission(answer{status: http.StatusCreated}, true)
	r.submission(answer{status: http.StatusCreated}, false) // of the warm-up
	r.submission(answer{status: http.StatusOK}, true)
	r.submission(answer{err: errUnsent}, true)
	r.submission(answer{status: http.StatusTooManyRequests, body: []byte(`{"code":"too_many_requests"}`)}, true)
	r.batch(body(`{"status":201},{"status":200},{"status":409,"problem":{"code":"submission_conflict"}}`), 3, true)
	r.batch(answer{status: http.StatusTooManyRequests, body: []byte(`{"code":"too_many_requests"}`)}, 5, true)
	r.batch(answer{status: http.StatusOK, body: []byte("what?")}, 7, true)
	want := `{"acknowledged":2,"repeated":2,"refused":{"409 submission_conflict":1,"429 too_many_requests":6},"unknown":8}`
	if raw, err := json.Marshal(r.counted); err != nil || string(raw) != want {
		t.Errorf("counted %s, %v", raw, err)
	}
	if r.whole.Acknowledged != 3 {
		t.Errorf("%d in the whole run", r.whole.Acknowledged)
	}
}
