package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hocso/internal/faulttest"
	"hocso/internal/longtest"
)

// openStreams is how many screens follow a board when the server is told to end.
const openStreams = 50

// TestSIGTERMUnderLoadLosesNothingAndEndsInTime ends a server, as a supervisor does, while 50 screens follow a board and
// clients submit.
func TestSIGTERMUnderLoadLosesNothingAndEndsInTime(t *testing.T) {
	s := newSite(t, storeFlags{Data: t.TempDir()}, campaignResidents)
	var all tally
	var longest time.Duration
	rounds := faulttest.Rounds(t, longtest.Figure(5, 50), func(_ int, rng *rand.Rand) {
		s.start()
		screens := follow(t, s.server.url)
		l := s.startLoad(8, 10*time.Millisecond, rng)
		await(time.Duration(50+rng.IntN(700)) * time.Millisecond)
		began := time.Now()
		if err := s.server.stop(); err != nil { // also if it takes ten seconds
			t.Fatalf("%v\n%s", err, s.server.log)
		}
		longest = max(longest, time.Since(began))
		screens.ended()
		l.end()
		s.start()
		found := l.settle()
		all.add(found)
		t.Logf("%v; %s", found, s.verifySoon())
		if err := s.server.stop(); err != nil {
			t.Fatal(err)
		}
	})
	longtest.Report(t, 16, rounds, "ends by SIGTERM with 50 streams and load", "%v; exit code 0 within ten seconds each time", all)
	t.Logf("the longest took %v", longest)
}

// TestAServerThatEndsUnderLoadLeavesNoGoroutineBehind runs the whole server in this process.
func TestAServerThatEndsUnderLoadLeavesNoGoroutineBehind(t *testing.T) {
	s := newSite(t, storeFlags{Data: t.TempDir()}, 100)
	rng := faulttest.Rand(1)
	crowdClient.CloseIdleConnections()
	before := goleak.IgnoreCurrent()
	ctx, end := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan error, 1)
	var log bytes.Buffer
	go func() {
		args := []string{"serve", "--data=" + s.stores.Data, "--listen=127.0.0.1:0", "--admin-listen=127.0.0.1:0"}
		ended <- errors.Join(run(ctx, args, console{in, &log, time.Now}), in.Close())
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		t.Fatalf("%q, %v\n%s", line, err, &log)
	}
	s.url.Store(&url)
	screens := follow(t, url)
	l := s.startLoad(8, 10*time.Millisecond, rng)
	within(t, time.Minute, 10*time.Millisecond, func() bool { return l.answers(http.StatusCreated) > 100 }, func() string { return "no load" })
	end()
	if err := <-ended; err != nil {
		t.Errorf("%v\n%s", err, &log)
	}
	screens.ended()
	l.end()
	crowdClient.CloseIdleConnections()
	goleak.VerifyNone(t, before,
		// fasthttp keeps the Date header in one goroutine a process, started once and never ended.
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"),
		// The cleaner of a server's workers looks only every 10 s whether the server was shut down.
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"))
}

// screens are open streams of a board.
type screens struct {
	t       *testing.T
	client  *http.Client
	readers sync.WaitGroup
}

// follow opens streams and returns when each has its first event.
func follow(t *testing.T, url string) *screens {
	t.Helper()
	s := &screens{t: t, client: &http.Client{Transport: &http.Transport{MaxConnsPerHost: 2 * openStreams}}}
	var began sync.WaitGroup
	began.Add(openStreams)
	for range openStreams {
		s.readers.Go(func() {
			first := sync.OnceFunc(began.Done)
			defer first()
			res, err := s.client.Get(url + "/api/v1/boards/wards/stream") //nolint:noctx // It ends with the server.
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = res.Body.Close() }()
			events := 0
			for scanner := bufio.NewScanner(res.Body); scanner.Scan(); {
				if strings.HasPrefix(scanner.Text(), "event: board") {
					events++
					first()
				}
			}
			if events == 0 {
				t.Error("a stream ended without an event")
			}
		})
	}
	began.Wait()
	return s
}

// ended waits until every stream has ended.
func (s *screens) ended() {
	s.readers.Wait()
	s.client.CloseIdleConnections()
}
