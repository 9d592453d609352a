package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hocso/internal/faulttest"
	"hocso/internal/longtest"
	"hocso/internal/redistest"
)

const (
	slowestAcknowledgement = time.Second // of 99 in 100
	// noticed is how long a board may be shown as fresh after Redis stopped: what was read a quarter of a second ago is, and
	// the answer takes a moment.
	noticed = 1500 * time.Millisecond
)

// TestWithoutRedisSubmissionsAreAcknowledgedAndNoWrongBoardIsShownAsFresh flushes Redis, stops it for 2 or 10 s and kills it,
// under load.
func TestWithoutRedisSubmissionsAreAcknowledgedAndNoWrongBoardIsShownAsFresh(t *testing.T) {
	redis := redistest.Start(t)
	s := newSite(t, storeFlags{Data: t.TempDir(), Redis: redis.Addr}, campaignResidents)
	s.redis = redis
	s.start()
	var all tally
	var slowest time.Duration
	var fresh, stale int
	rounds := faulttest.Rounds(t, longtest.Figure(5, 50), func(round int, rng *rand.Rand) {
		l := s.startLoad(8, 20*time.Millisecond, rng)
		w := s.watchBoard()
		await(time.Duration(200+rng.IntN(300)) * time.Millisecond)
		switch {
		case round%5 == 3:
			redis.Kill()
			w.stopped.Store(time.Now().UnixNano())
			await(2 * time.Second)
			w.stopped.Store(0)
			redis.Restart(t)
		case round%2 == 0 && round%5 != 4:
			redis.Flush(t)
			await(500 * time.Millisecond)
		default:
			length := 2 * time.Second
			if round%5 == 4 {
				length = 10 * time.Second
			}
			if err := redis.Pause(); err != nil {
				t.Fatal(err)
			}
			w.stopped.Store(time.Now().UnixNano())
			await(length)
			w.stopped.Store(0)
			if err := redis.Resume(); err != nil {
				t.Fatal(err)
			}
		}
		within(t, 20*time.Second, 20*time.Millisecond, w.freshAgain(), func() string { return "boards do not come back" })
		l.end()
		w.end(t)
		fresh, stale = fresh+w.fresh, stale+w.stale
		slices.Sort(l.took)
		p99 := l.took[len(l.took)*99/100]
		slowest = max(slowest, p99)
		if n := l.answers(http.StatusServiceUnavailable); n > 0 || p99 >= slowestAcknowledgement {
			t.Errorf("%d answers of 503, and 99 in 100 acknowledgements within %v", n, p99)
		}
		found := l.settle()
		all.add(found)
		t.Logf("%v; p99 %v; boards %d fresh, %d stale; %s", found, p99, w.fresh, w.stale, s.verifySoon())
	})
	longtest.Report(t, 4, rounds, "times Redis was flushed, stopped or killed under load", "%v; p99 of acknowledgements under %v; of %d boards read %d were marked stale and none was wrong",
		all, slowestAcknowledgement, fresh+stale, stale)
	t.Logf("the slowest p99 was %v", slowest)
}

// boardWatch reads a board all the time and holds each answer against what can be true.
type boardWatch struct {
	site    *site
	stopped atomic.Int64 // since when Redis does not answer; 0 while it does
	quit    chan struct{}
	reader  sync.WaitGroup

	mu    sync.Mutex
	fresh int
	stale int
	wrong []string
	last  map[string]int // who participated in each village, in the last fresh answer
	asOf  string         // of the last fresh answer
}

type boardAnswer struct {
	AsOf  string         `json:"as_of"`
	Stale bool           `json:"stale"`
	Code  string         `json:"code"`
	Apart map[string]int `json:"apart"`
	Items []struct {
		ID   string `json:"id"`
		Rank int    `json:"rank"`
		Done int    `json:"done"`
		Roll int    `json:"roll"`
	} `json:"items"`
}

func (s *site) watchBoard() *boardWatch {
	w := &boardWatch{site: s, quit: make(chan struct{}), last: map[string]int{}}
	w.reader.Go(func() {
		ticker := time.NewTicker(20 * time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-w.quit:
				return
			case <-ticker.C:
				w.read()
			}
		}
	})
	return w
}

func (w *boardWatch) read() {
	stopped := w.stopped.Load()
	began := time.Now()
	var answer boardAnswer
	status, err := w.site.server.call("GET", "/boards/villages", "", nil, &answer)
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case err != nil:
		w.wrong = append(w.wrong, err.Error())
	case status == http.StatusServiceUnavailable && answer.Code == "boards_unavailable":
	case status != http.StatusOK:
		w.wrong = append(w.wrong, fmt.Sprintf("%d %s", status, answer.Code))
	case answer.Stale:
		w.stale++
	default:
		w.fresh++
		w.judge(answer)
		if stopped != 0 && began.Sub(time.Unix(0, stopped)) > noticed && w.stopped.Load() == stopped {
			w.wrong = append(w.wrong, fmt.Sprintf("a board of %s is fresh %v after Redis stopped", answer.AsOf, began.Sub(time.Unix(0, stopped))))
		}
	}
}

// judge holds a fresh board against what can be true: all villages are there, ranked by their rates; nobody participates who
// never sent anything; and what was shown once does not go back.
func (w *boardWatch) judge(answer boardAnswer) {
	wrong := func(format string, args ...any) { w.wrong = append(w.wrong, fmt.Sprintf(format, args...)) }
	asked := map[string]int{}
	w.site.asked.Range(func(id, _ any) bool {
		asked[w.site.homes[id.(string)]]++
		return true
	})
	if len(answer.Items) != 4 {
		wrong("%d villages of 4, apart: %v", len(answer.Items), answer.Apart)
	}
	for i, row := range answer.Items {
		if above := answer.Items[max(0, i-1)]; row.Roll != 1000 || row.Done > above.Done || i > 0 && (row.Rank == above.Rank) != (row.Done == above.Done) {
			wrong("line %d: %+v after %+v", i+1, row, above)
		}
		if row.Done > asked[row.ID] || row.Done < w.last[row.ID] {
			wrong("%s: %d participate, %d asked, %d before", row.ID, row.Done, asked[row.ID], w.last[row.ID])
		}
		w.last[row.ID] = row.Done
	}
	if answer.AsOf < w.asOf {
		wrong("a board of %s after one of %s", answer.AsOf, w.asOf)
	}
	w.asOf = answer.AsOf
}

// freshAgain tells whether a fresh board was read since it was asked for.
func (w *boardWatch) freshAgain() func() bool {
	count := func() int {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.fresh
	}
	before := count()
	return func() bool { return count() > before+1 } // the first may have been under way
}

func (w *boardWatch) end(t *testing.T) {
	t.Helper()
	close(w.quit)
	w.reader.Wait()
	if len(w.wrong) > 0 {
		t.Fatalf("%d of %d boards were wrong, such as: %s", len(w.wrong), w.fresh, w.wrong[0])
	}
}
