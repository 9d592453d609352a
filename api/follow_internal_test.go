package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofiber/fiber/v2"
)

// pipe keeps what a stream writes, and when; it breaks like a connection whose client has left.
type pipe struct {
	mu     sync.Mutex
	text   bytes.Buffer
	times  []time.Time
	broken bool
}

func (p *pipe) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.broken {
		return 0, io.ErrClosedPipe
	}
	p.times = append(p.times, time.Now())
	return p.text.Write(b)
}

func (p *pipe) WriteString(s string) (int, error) { return p.Write([]byte(s)) }

func (p *pipe) Flush() error { return nil }

func (p *pipe) events() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Count(p.text.String(), "event: board")
}

// screen is a board that a stream follows in a bubble, where time passes when all wait.
type screen struct {
	pipe
	mu   sync.Mutex
	now  event
	err  error
	told chan struct{}
}

func (s *screen) set(id string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now, s.err = event{id: id, asOf: "2026-11-20T12:00:00Z"}, err
	if s.told != nil {
		close(s.told)
	}
	s.told = make(chan struct{})
}

// follow runs a stream until the context ends or a write fails, and closes what it returns.
func (s *screen) follow(ctx context.Context, seen string) <-chan struct{} {
	ended := make(chan struct{})
	one := stream{
		changed: func() <-chan struct{} {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.told
		},
		read: func(context.Context) (event, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.now, s.err
		},
	}
	go func() {
		defer close(ended)
		one.follow(ctx, &s.pipe, seen)
	}()
	return ended
}

func TestAQuietStreamBeatsWithinFifteenSecondsAndEndsWhenNobodyListens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &screen{}
		s.set("1", nil)
		ended := s.follow(t.Context(), "")
		<-time.After(time.Hour) // of the bubble, where nobody waits for it
		if n := s.events(); n != 1 {
			t.Errorf("%d events of a board that never changed", n)
		}
		p := &s.pipe
		p.mu.Lock()
		for i := 1; i < len(p.times); i++ {
			if quiet := p.times[i].Sub(p.times[i-1]); quiet > 16*time.Second {
				t.Errorf("quiet for %v", quiet)
			}
		}
		if n := strings.Count(p.text.String(), "event: beat\ndata: {}\n\n"); n < 200 {
			t.Errorf("%d beats in an hour", n)
		}
		p.broken = true
		p.mu.Unlock()
		left := time.Now()
		<-ended
		if took := time.Since(left); took > 16*time.Second {
			t.Errorf("it wrote on for %v", took)
		}
	})
}

func TestAStreamSaysAtMostOneThingASecondAndTheLastIsNotForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &screen{}
		s.set("0", nil)
		ctx, cancel := context.WithCancel(t.Context())
		ended := s.follow(ctx, "")
		for i := range 600 {
			<-time.After(100 * time.Millisecond)
			s.set(strconv.Itoa(i+1), nil)
		}
		<-time.After(2500 * time.Millisecond)
		if n := s.events(); n < 58 || n > 62 {
			t.Errorf("%d events in a minute of ten changes a second", n)
		}
		if text := s.text.String(); !strings.HasSuffix(text, "event: board\nid: 600\ndata: {\"as_of\":\"2026-11-20T12:00:00Z\",\"stale\":false}\n\n") {
			t.Errorf("the last event is not of the last state: %s", text[max(0, len(text)-200):])
		}
		s.set("601", nil)
		synctest.Wait()
		if !strings.Contains(s.text.String(), "id: 601\n") {
			t.Error("after a quiet second a change waits")
		}
		cancel()
		<-ended
	})
}

func TestAStreamGoesOnWhileBoardsAreAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &screen{}
		s.set("", errors.New("Redis is away"))
		ctx, cancel := context.WithCancel(t.Context())
		ended := s.follow(ctx, "")
		<-time.After(time.Minute)
		if n := s.events(); n != 0 {
			t.Errorf("%d events of no board", n)
		}
		s.set("1", nil)
		synctest.Wait()
		if n := s.events(); n != 1 {
			t.Errorf("%d events when it was back", n)
		}
		cancel()
		<-ended
	})
}

func TestWhoComesBackIsToldWhatTheyMissedAndNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for seen, want := range map[string]int{"7": 0, "6": 1, "": 1} {
			s := &screen{}
			s.set("7", nil)
			ctx, cancel := context.WithCancel(t.Context())
			ended := s.follow(ctx, seen)
			synctest.Wait()
			if n := s.events(); n != want || s.text.Len() == 0 {
				t.Errorf("who has seen %q is told %d times: %q", seen, n, s.text.String())
			}
			cancel()
			<-ended
		}
	})
}

func TestEveryHandlerHasADeadlineAndEndsWithTheServer(t *testing.T) {
	a, err := New(Config{Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	var ctx context.Context
	a.Fiber.Get("/deadline", a.handle(route{policy: public, handler: func(c context.Context, _ *fiber.Ctx) error {
		ctx = c
		end, ok := c.Deadline()
		if left := time.Until(end); !ok || left > 5*time.Second {
			t.Errorf("a handler may take %v (%v)", left, ok)
		}
		a.cancel() // as Shutdown does
		<-c.Done()
		return c.Err()
	}}))
	res, err := a.Fiber.Test(httptest.NewRequest(http.MethodGet, "/deadline", nil), -1)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable || ctx.Err() == nil {
		t.Errorf("got %d", res.StatusCode)
	}
}
