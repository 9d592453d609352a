package api

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/leaderboard"
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

func TestAQuietStreamBeatsWithinFifteenSecondsAndEndsWhenNobodyListens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pipe{}
		board := &leaderboard.Snapshot{}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			follow(t.Context(), bufio.NewWriter(p), func(context.Context) (*leaderboard.Snapshot, error) { return board, nil })
		}()
		<-time.After(time.Hour) // of the bubble, where nobody waits for it
		p.mu.Lock()
		if n := strings.Count(p.text.String(), "event: board"); n != 1 {
			t.Errorf("%d events of a board that never changed", n)
		}
		for i := 1; i < len(p.times); i++ {
			if quiet := p.times[i].Sub(p.times[i-1]); quiet > 16*time.Second {
				t.Errorf("quiet for %v", quiet)
			}
		}
		if n := len(p.times); n < 200 {
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

func TestAStreamSaysAtMostOneThingASecondAndGoesOnWhileBoardsAreAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pipe{}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		away := true
		go func() {
			defer close(ended)
			follow(ctx, bufio.NewWriter(p), func(context.Context) (*leaderboard.Snapshot, error) {
				if away = !away; away {
					return nil, errors.New("Redis is away")
				}
				return &leaderboard.Snapshot{}, nil
			})
		}()
		<-time.After(time.Minute) // of the bubble, where nobody waits for it
		cancel()
		<-ended
		if n := strings.Count(p.text.String(), "event: board"); n < 29 || n > 31 {
			t.Errorf("%d events in a minute in which every other look failed", n)
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
