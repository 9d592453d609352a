package api_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hocso/api"
	"hocso/internal/longtest"
	"hocso/progress/people"
	"hocso/progress/places"
)

// judging counts how often a secret was compared with those of a phone, which each hash ends in.
type judging struct {
	people.Store
	done atomic.Int64
}

func (j *judging) PersonByCredential(ctx context.Context, phone string, hash []byte) (people.Person, bool, error) {
	j.done.Add(1)
	return j.Store.PersonByCredential(ctx, phone, hash)
}

// newJudged is another process's people service on the world's store, which counts. Its clock stands, so that no lock ends
// while a slow machine still guesses.
func (w *world) newJudged() (*people.Service, *judging) {
	w.Helper()
	dir, err := readDirectory(w.Context(), w.db)
	w.must(err)
	j := &judging{Store: w.db}
	stores := peopleStores(w.db)
	stores.People = j
	// Every device counts as known: elsewhere no PIN is looked at at all.
	s, err := people.NewService(people.Config{Stores: stores, Keys: w.keys, FreeDevices: true,
		Now:    func() time.Time { return startOfTests.Add(time.Hour) },
		Places: func() *places.Directory { return dir }})
	w.must(err)
	return s, j
}

// another starts another server on the world's stores, with changes made before it serves, and returns its address.
func (w *world) another(cfg api.Config, changes ...func(*api.App)) string {
	w.Helper()
	cfg.Metrics = nil // one registry holds them once
	app, err := api.New(cfg)
	w.must(err)
	for _, change := range changes {
		change(app)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	w.must(err)
	served := make(chan error, 1)
	go func() { served <- app.Fiber.Listener(listener) }()
	address := "http://" + listener.Addr().String()
	w.eventually("the other server answers", func() bool {
		res, err := w.client.Get(address + "/healthz")
		return err == nil && res.Body.Close() == nil
	})
	w.Cleanup(func() {
		w.client.CloseIdleConnections()
		w.must(app.Shutdown(5 * time.Second))
		w.must(<-served)
	})
	return address
}

// guess tries n PINs on a phone, 200 at once, as if from 1,000 addresses, and returns how often each status came.
func (w *world) guess(address, phone string, n int) map[int]int {
	w.Helper()
	statuses := map[int]int{}
	var mu sync.Mutex
	var done sync.WaitGroup
	next := make(chan int)
	for range 200 {
		done.Go(func() {
			for i := range next {
				status := w.guessOnce(address, phone, i)
				mu.Lock()
				statuses[status]++
				mu.Unlock()
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	done.Wait()
	return statuses
}

func (w *world) guessOnce(address, phone string, i int) int {
	body := fmt.Appendf(nil, `{"phone":%q,"pin":"%06d"}`, phone, i)
	r, err := http.NewRequestWithContext(w.Context(), http.MethodPost, address+"/api/v1/auth/login", bytes.NewReader(body))
	if err != nil {
		w.Error(err)
		return 0
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Real-IP", fmt.Sprintf("198.51.%d.%d", i%1000/250, 1+i%250))
	res, err := w.client.Do(r)
	if err != nil {
		w.Error(err)
		return 0
	}
	defer func() { _ = res.Body.Close() }()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		w.Error(err)
	}
	if again, err := strconv.Atoi(res.Header.Get("Retry-After")); res.StatusCode == http.StatusTooManyRequests && (err != nil || again < 1) {
		w.Errorf("429 with Retry-After %q", res.Header.Get("Retry-After"))
	}
	return res.StatusCode
}

func TestGuessesFromAThousandAddressesAreLockedAlsoAfterARestartAndAFlush(t *testing.T) {
	var cfg api.Config
	w := newWorld(t, func(c *api.Config) {
		c.TrustedProxies, c.Rates = []string{"127.0.0.1"}, api.DefaultRates
		cfg = *c
	})
	server := func() (string, *judging) {
		var j *judging
		cfg.People, j = w.newJudged()
		return w.another(cfg), j
	}
	guesses := longtest.Figure(10_000, 100_000)
	phone := w.accounts[residentA].phone
	wrong := 0
	check := func(when, address string, j *judging, n int, most int64) {
		got := w.guess(address, phone, n)
		if got[200] != 0 || got[401]+got[429] != n || int64(got[401]) > most || j.done.Load() > most {
			t.Errorf("%s: answers %v, %d judged, want at most %d", when, got, j.done.Load(), most)
		}
		wrong += got[401]
	}
	first, j := server()
	check("at first", first, j, guesses, 5)
	w.redis.FlushAll()
	check("after a flush of Redis", first, j, guesses/10, 5)
	second, j := server()
	check("after a restart", second, j, guesses/10, 0)
	// Who knows the PIN waits too; somebody else's phone is not locked.
	right, err := strconv.Atoi(pin)
	w.must(err)
	if got := w.guessOnce(second, phone, right); got != 429 {
		t.Errorf("the right PIN during the lock: %d", got)
	}
	if got := w.guessOnce(second, w.accounts[siblingLives].phone, right); got != 200 {
		t.Errorf("another phone: %d", got)
	}
	longtest.Report(t, 8, guesses+guesses/5, "guesses over HTTP from 1,000 addresses, after a flush of Redis and a restart too", "%d hash checks before the lock", wrong)
}

func TestOneAddressGuessesAtManyPhonesSixtyTimesAQuarterOfAnHour(t *testing.T) {
	// The clock stands: a slow machine would be given another login every 15 s.
	w := newWorld(t, func(c *api.Config) {
		c.Rates, c.Now = api.DefaultRates, func() time.Time { return startOfTests }
	})
	answers := map[int]int{}
	for i := range 100 {
		answers[w.do(call{method: "POST", path: "/auth/login", body: fields{"phone": fmt.Sprintf("09300000%02d", i), "pin": pin}}).status]++
	}
	if answers[401]+answers[503] != 60 || answers[401] < 50 || answers[429] != 40 { // a busy machine may not come to look in time
		t.Errorf("%v", answers)
	}
	longtest.Report(t, 8, 100, "logins on as many phones from one address", "%d looked at, the others 429", answers[401])
}
