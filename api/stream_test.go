package api_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// stream is an open Server-Sent Events connection.
type stream struct {
	status int
	header http.Header
	lines  chan string // closed when the stream ends
	leave  func()
}

// listen opens a stream and reads its lines until it ends or is left.
func (w *world) listen(c call) *stream {
	w.Helper()
	ctx, leave := context.WithCancel(w.Context())
	r, err := http.NewRequestWithContext(ctx, c.method, w.url(c.address()), nil)
	w.must(err)
	if a, ok := w.accounts[c.as]; ok {
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	for name, value := range c.header {
		r.Header.Set(name, value)
	}
	res, err := (&http.Client{Transport: w.client.Transport}).Do(r) //nolint:bodyclose // Closed by the goroutine that reads it.
	w.must(err)
	s := &stream{status: res.StatusCode, header: res.Header, lines: make(chan string, 100), leave: leave}
	go func() {
		defer close(s.lines)
		defer func() { _ = res.Body.Close() }()
		for scanner := bufio.NewScanner(res.Body); scanner.Scan(); {
			select {
			case s.lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return s
}

// next returns the data of the next board event.
func (s *stream) next(w *world) string {
	w.Helper()
	_, data := s.nextEvent(w)
	return data
}

// nextEvent returns the id and the data of the next board event.
func (s *stream) nextEvent(w *world) (id, data string) {
	w.Helper()
	deadline := time.After(10 * time.Second)
	event := ""
	for {
		select {
		case line, open := <-s.lines:
			if !open {
				w.Fatal("the stream ended")
			}
			if name, ok := strings.CutPrefix(line, "event: "); ok {
				event = name
			}
			if text, ok := strings.CutPrefix(line, "id: "); ok {
				id = text
			}
			if data, ok := strings.CutPrefix(line, "data: "); ok && event == "board" {
				return id, data
			}
		case <-deadline:
			w.Fatal("no board event in 10 s")
		}
	}
}

// openAndLeave opens a stream and leaves it; a stream that was refused is checked like any answer.
func (w *world) openAndLeave(c call) reply {
	w.Helper()
	s := w.listen(c)
	s.leave()
	for range s.lines { //nolint:revive // until it is over
	}
	if s.status != http.StatusOK {
		return w.do(c)
	}
	return reply{status: s.status, header: s.header}
}

func TestAStreamTellsOfTheBoardNowAndWhenItMoves(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/boards/wards/stream", "/boards/villages/stream?measure=points", "/boards/wards/" + ward1 + "/villages/stream"} {
		s := w.listen(call{method: "GET", path: path})
		if kind := s.header.Get("Content-Type"); s.status != 200 || kind != "text/event-stream" {
			t.Fatalf("%s: %d %s", path, s.status, kind)
		}
		if cache := s.header.Get("Cache-Control"); cache != "no-store" {
			t.Errorf("%s: Cache-Control %q", path, cache)
		}
		first := s.next(w)
		w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
		if second := s.next(w); second == first {
			t.Errorf("%s: the second event is the first: %s", path, second)
		}
		s.leave()
	}
}

func TestWhoComesBackToAStreamHearsAtOnceOfWhatTheyMissed(t *testing.T) {
	w := newWorld(t)
	back := func(seen string) *stream {
		return w.listen(call{method: "GET", path: "/boards/wards/stream", header: map[string]string{"Last-Event-ID": seen}})
	}
	first := w.listen(call{method: "GET", path: "/boards/wards/stream"})
	seen, _ := first.nextEvent(w)
	first.leave()
	// Nothing was missed, so the next event is of what comes then.
	same := back(seen)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	now, _ := same.nextEvent(w)
	if now == seen || now == "" {
		t.Errorf("who has seen %q hears it again: %q", seen, now)
	}
	same.leave()
	w.settle()
	missed := back(seen)
	defer missed.leave()
	if id, _ := missed.nextEvent(w); id == seen {
		t.Errorf("who missed something hears of %q", id)
	}
}

func TestAStreamTellsOfANewDay(t *testing.T) {
	w := newWorld(t)
	s := w.listen(call{method: "GET", path: "/boards/wards/stream"})
	defer s.leave()
	first, _ := s.nextEvent(w)
	w.clock.skip(24 * time.Hour)
	if second, _ := s.nextEvent(w); second == first || !strings.Contains(second, "2026-11-24") {
		t.Errorf("after %q comes %q", first, second)
	}
}

func TestAStreamTellsWhenRedisIsAwayAndWhenItIsBack(t *testing.T) {
	w := newWorld(t)
	s := w.listen(call{method: "GET", path: "/boards/wards/stream"})
	defer s.leave()
	s.next(w)
	for _, c := range []struct {
		trouble string
		stale   string
	}{{"away", `"stale":true`}, {"", `"stale":false`}} {
		w.redis.SetError(c.trouble)
		if data := s.next(w); !strings.Contains(data, c.stale) {
			t.Errorf("Redis says %q: %s", c.trouble, data)
		}
	}
}

func TestAStreamOfNoWardIsRefused(t *testing.T) {
	w := newWorld(t)
	w.want(w.get(nobody, "/boards/wards/"+noWard+"/villages/stream"), 404, "not_found")
	w.wantFaults(w.get(nobody, "/boards/wards/stream?measure=names"), "invalid_input", fieldFault{"measure", "unknown_value"})
}

func TestShutdownEndsStreamsWithinTwoSecondsAndLeavesNothingBehind(t *testing.T) {
	ignored := goleak.IgnoreCurrent()
	t.Run("", func(t *testing.T) {
		w := newWorld(t)
		var streams []*stream
		for range 20 {
			s := w.listen(call{method: "GET", path: "/boards/wards/stream"})
			defer s.leave()
			s.next(w)
			streams = append(streams, s)
		}
		started := time.Now()
		w.must(w.app.Shutdown(5 * time.Second))
		for _, s := range streams {
			w.eventually("the stream ends", func() bool {
				select {
				case _, open := <-s.lines:
					return !open
				default:
					return false
				}
			})
		}
		if took := time.Since(started); took > 2*time.Second {
			t.Errorf("it took %v", took)
		}
	})
	if err := goleak.Find(ignored, goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1")); err != nil {
		t.Error(err)
	}
}
