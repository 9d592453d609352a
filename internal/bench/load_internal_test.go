package bench

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// note is one request as a server of these tests saw it.
type note struct {
	due, begun, done time.Time
	counted          bool
}

// driven drives a server that answers as answer says, on a clock of the test's own, and returns what it saw in the order in
// which requests were due, with those that were never made.
func driven(ctx context.Context, l Load, seed uint64, answer func(begun time.Time)) (seen []note, unsent []turn, s span) {
	var mu sync.Mutex
	s = l.drive(ctx, rand.New(rand.NewPCG(seed, 0)), func(t turn) {
		begun := time.Now()
		answer(begun)
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, note{t.due, begun, time.Now(), t.counted})
	}, func(t turn) { unsent = append(unsent, t) })
	slices.SortFunc(seen, func(a, b note) int { return a.due.Compare(b.due) })
	return seen, unsent, s
}

// pass lets time go by.
func pass(d time.Duration) { <-time.After(d) }

func TestAServerThatStallsIsChargedWithAllWhoCameMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		stall, end := start.Add(4*time.Second), start.Add(6*time.Second)
		// One millisecond for each, except that nothing is answered for two seconds of ten.
		load := Load{Rate: 100, Even: true, Connections: 4, Duration: 10 * time.Second}
		seen, unsent, _ := driven(t.Context(), load, 1, func(begun time.Time) {
			pass(time.Millisecond)
			if !begun.Before(stall) && begun.Before(end) {
				pass(time.Until(end))
			}
		})
		if len(seen) != 999 || len(unsent) != 0 {
			t.Fatalf("%d requests were made and %d were not", len(seen), len(unsent))
		}
		due, sent := hdrhistogram.New(1, int64(longest/finest), digits), hdrhistogram.New(1, int64(longest/finest), digits)
		for _, n := range seen {
			_ = due.RecordValue(int64(n.done.Sub(n.due) / finest))
			_ = sent.RecordValue(int64(n.done.Sub(n.begun) / finest))
		}
		// A fifth of them came during the stall, and waited for its end: two seconds, or one, or nearly none.
		if p90, p99 := latencyOf(due).P90, latencyOf(due).P99; p90 < 900 || p90 > 1100 || p99 < 1850 || p99 > 2010 {
			t.Errorf("p90 %v ms and p99 %v ms do not show the stall", p90, p99)
		}
		// Measured from when they were sent, four requests out of a thousand would have been slow.
		if p99 := latencyOf(sent).P99; p99 > 2 {
			t.Errorf("p99 from sending is %v ms: this test does not show what it should", p99)
		}
	})
}

func TestRequestsBeginAtTheirTimesThoughNoneIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		load := Load{Rate: 20, Connections: 200, WarmUp: time.Second, Duration: 4 * time.Second}
		seen, _, s := driven(t.Context(), load, 7, func(time.Time) { pass(9 * time.Second) })
		if len(seen) == 0 {
			t.Fatal("nothing was asked")
		}
		warm := 0
		for i, n := range seen {
			if !n.begun.Equal(n.due) {
				t.Errorf("request %d began %v late", i, n.begun.Sub(n.due))
			}
			if !n.counted {
				warm++
			}
		}
		if warm == 0 || warm == len(seen) || seen[warm-1].counted || !seen[warm].counted {
			t.Errorf("%d of %d requests are of the warm-up", warm, len(seen))
		}
		if last := seen[len(seen)-1].done; !s.end.Equal(last) || s.seconds() < 12 {
			t.Errorf("the span of %v s does not end with the last answer", s.seconds())
		}
	})
}

func TestWhatNeverGotAConnectionIsNotForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		load := Load{Rate: 10, Even: true, Connections: 2, Duration: 3 * time.Second}
		seen, unsent, _ := driven(t.Context(), load, 1, func(time.Time) { pass(time.Minute) })
		if len(seen) != 2 || len(unsent) != 27 {
			t.Errorf("%d requests were made and %d were not, of 29 that were due", len(seen), len(unsent))
		}
	})
}

func TestArrivalsFollowTheSeed(t *testing.T) {
	arrivals := func(seed uint64) []time.Duration {
		var list []time.Duration
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			load := Load{Rate: 50, Connections: 10, Duration: 20 * time.Second}
			seen, _, _ := driven(t.Context(), load, seed, func(time.Time) {})
			for _, n := range seen {
				list = append(list, n.due.Sub(start))
			}
		})
		return list
	}
	first, again, other := arrivals(3), arrivals(3), arrivals(4)
	if !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Error("the times do not follow from the seed alone")
	}
	if n := len(first); n < 900 || n > 1100 {
		t.Errorf("%d requests in 20 s at 50 a second", n)
	}
}

func TestAClosedLoopAsksAnewWhenItIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		load := Load{Concurrency: 3, WarmUp: time.Second, Duration: 2 * time.Second}
		seen, _, s := driven(t.Context(), load, 1, func(time.Time) { pass(100 * time.Millisecond) })
		counted := 0
		for _, n := range seen {
			if n.counted {
				counted++
			}
		}
		if len(seen) != 90 || counted != 60 || s.seconds() != 2 {
			t.Errorf("%d requests, %d of them counted, in %v s", len(seen), counted, s.seconds())
		}
	})
}

func TestInterruptedItKeepsWhatWasMeasured(t *testing.T) {
	for name, load := range map[string]Load{
		"open":   {Rate: 10, Even: true, Connections: 4, Duration: time.Hour},
		"closed": {Concurrency: 1, Duration: time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 2050*time.Millisecond)
				defer cancel()
				seen, unsent, s := driven(ctx, load, 1, func(time.Time) { pass(100 * time.Millisecond) })
				if len(seen) < 20 || len(seen) > 21 || len(unsent) != 0 || s.seconds() < 2 || s.seconds() > 2.2 {
					t.Errorf("%d requests, %d unsent, in %v s", len(seen), len(unsent), s.seconds())
				}
			})
		})
	}
}
