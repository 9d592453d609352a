package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// province is a fake server that lets in so many from one address.
func province(t *testing.T, fromOne int) (*client, map[string]int) {
	t.Helper()
	var mu sync.Mutex
	from := map[string]int{}
	return fake(t, func(w http.ResponseWriter, r *http.Request) {
		switch path := strings.TrimPrefix(r.URL.Path, prefix); path {
		case "/wards/24163/villages":
			_, _ = fmt.Fprint(w, `{"items":[{"id":"24163-001","ward":"24163"},{"id":"24163-002","ward":"24163"}],"next":null}`)
		case "/auth/register":
			var form struct{ Village string }
			if raw, err := io.ReadAll(r.Body); err != nil || json.Unmarshal(raw, &form) != nil || !strings.HasPrefix(form.Village, "24163-00") {
				t.Errorf("form %s, %v", raw, err)
			}
			address, _, err := net.SplitHostPort(r.RemoteAddr)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if from[address] == fromOne {
				w.WriteHeader(http.StatusTooManyRequests)
				_, _ = fmt.Fprint(w, `{"code":"too_many_requests"}`)
				return
			}
			from[address]++
			w.WriteHeader(http.StatusCreated)
			_, _ = fmt.Fprint(w, `{"access_token":"t","expires_in":900,"person":{"ward":{"code":"24163"}}}`)
		default:
			t.Errorf("asked for %s", path)
		}
	}), from
}

func TestLearnersComeFromAsManyAddressesOfThisMachineAsItTakes(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Log("only Linux has all of 127.0.0.0/8; what is tried here is one address")
	}
	fromOne := map[bool]int{true: 3, false: 10}[runtime.GOOS == "linux"]
	c, from := province(t, fromOne)
	crowd, record, err := SignUp{Learners: 10}.learners(t.Context(), c, offer{wards: []string{"24163"}}, 1)
	if err != nil || len(crowd) != 10 {
		t.Fatal(len(crowd), err)
	}
	total := 0
	for address, n := range from {
		total += n
		if n > fromOne {
			t.Errorf("%d from %s", n, address)
		}
	}
	for i, l := range crowd {
		if l.token != "t" || l.ward != "24163" {
			t.Errorf("learner %d: %q in %q", i, l.token, l.ward)
		}
	}
	if got := record.kind(Register); total != 10 || got.ok != 10 {
		t.Errorf("%d were let in, %d are recorded", total, got.ok)
	}
}

func TestElsewhereTheLimitOfAnAddressHolds(t *testing.T) {
	for _, address := range []string{"198.51.100.7:80", "[::1]:80"} {
		if _, ok := (Target{address: netip.MustParseAddrPort(address)}).source(1); ok {
			t.Errorf("%s: there is a second address to come from", address)
		}
	}
	c, _ := province(t, 0)
	if _, _, err := (SignUp{Learners: 1}).learners(t.Context(), c, offer{wards: []string{"24163"}}, 1); err == nil || !strings.Contains(err.Error(), "--tokens") {
		t.Errorf("a server that lets nobody in: %v", err)
	}
}

func TestTokensThatWereGivenNeedNoSignUp(t *testing.T) {
	c, _ := province(t, 0)
	crowd, _, err := SignUp{Tokens: []string{"a", "b"}, Learners: 9}.learners(t.Context(), c, offer{}, 1)
	if err != nil || len(crowd) != 2 || crowd[1].access(c, newRecorder(), true) != "b" {
		t.Errorf("%d learners, %v", len(crowd), err)
	}
}
