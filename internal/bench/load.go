package bench

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// Load says when requests are made.
type Load struct {
	// Rate is how many requests a second begin, whether those before are answered or not (an open loop). Zero is a closed
	// loop: each of Concurrency learners makes the next request when the last one is answered.
	Rate        float64
	Even        bool // equal gaps; else as people come, at random
	Connections int  // of an open loop: how many requests are under way at most; others wait, which counts
	Concurrency int  // of a closed loop
	WarmUp      time.Duration
	Duration    time.Duration
}

func (l Load) atOnce() int {
	if l.Rate > 0 {
		return l.Connections
	}
	return l.Concurrency
}

// drainTime is how long requests may still wait for their turn after the last one was due.
const drainTime = 10 * time.Second

// turn is one request that is due.
type turn struct {
	number  uint64 // from 0; what is asked for follows from it and the seed
	due     time.Time
	counted bool // not of the warm-up
}

// span is the time over which requests were counted.
type span struct{ start, end time.Time }

func (s span) seconds() float64 { return max(s.end.Sub(s.start), 0).Seconds() }

// drive makes requests until the load is done or the context ends. serve makes one; late is told of one that was due and was
// never made. The span ends when the last counted one was answered, so that a queue that is worked off afterwards does not
// pass for speed.
func (l Load) drive(ctx context.Context, gaps *rand.Rand, serve, late func(turn)) span {
	start := time.Now()
	s := span{start: start.Add(l.WarmUp), end: start.Add(l.WarmUp + l.Duration)}
	var mu sync.Mutex
	last := s.start
	serveAndNote := func(t turn) {
		serve(t)
		if now := time.Now(); t.counted {
			mu.Lock()
			defer mu.Unlock()
			if now.After(last) {
				last = now
			}
		}
	}
	if l.Rate > 0 {
		l.open(ctx, start, gaps, serveAndNote, late)
	} else {
		l.closed(ctx, start, serveAndNote)
	}
	if ctx.Err() != nil || last.After(s.end) {
		s.end = last
	}
	return s
}

// open begins requests at their times. Each is measured from when it was due: a server that stalls is charged with all that
// would have been asked of it meanwhile.
func (l Load) open(ctx context.Context, start time.Time, gaps *rand.Rand, serve, late func(turn)) {
	q := newQueue()
	var workers sync.WaitGroup
	for range l.Connections {
		workers.Go(func() {
			for t, ok := q.take(); ok; t, ok = q.take() {
				serve(t)
			}
		})
	}
	due := start
	for number := uint64(0); ; number++ {
		due = due.Add(l.gap(gaps))
		if due.Sub(start) >= l.WarmUp+l.Duration || !waitUntil(ctx, due) {
			break
		}
		q.put(turn{number, due, due.Sub(start) >= l.WarmUp})
	}
	q.close()
	done := make(chan struct{})
	go func() {
		workers.Wait()
		close(done)
	}()
	timer := time.NewTimer(drainTime)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	case <-ctx.Done():
	}
	for _, t := range q.abandon() {
		late(t)
	}
	<-done // what is under way ends by its own deadline
}

func (l Load) gap(rng *rand.Rand) time.Duration {
	mean := float64(time.Second) / l.Rate
	if l.Even {
		return time.Duration(mean)
	}
	return time.Duration(mean * rng.ExpFloat64())
}

// waitUntil reports false if the context ended before.
func waitUntil(ctx context.Context, due time.Time) bool {
	wait := time.Until(due)
	if wait <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// closed has each learner ask anew as soon as the last answer is there. It finds out how much a server can do; a server that
// stalls is asked less meanwhile, so what waiting feels like is for the open loop to say.
func (l Load) closed(ctx context.Context, start time.Time, serve func(turn)) {
	var mu sync.Mutex
	next := uint64(0)
	number := func() uint64 {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1
	}
	var workers sync.WaitGroup
	for range l.Concurrency {
		workers.Go(func() {
			for ctx.Err() == nil {
				now := time.Now()
				if now.Sub(start) >= l.WarmUp+l.Duration {
					return
				}
				serve(turn{number(), now, now.Sub(start) >= l.WarmUp})
			}
		})
	}
	workers.Wait()
}

// queue holds turns that are due and wait for a connection. It has no bound: a bound would hide how far behind a server is.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	waiting []turn
	closed  bool
}

func newQueue() *queue {
	q := &queue{}
	q.changed = sync.NewCond(&q.mu)
	return q
}

func (q *queue) put(t turn) {
	q.mu.Lock()
	q.waiting = append(q.waiting, t)
	q.mu.Unlock()
	q.changed.Signal()
}

// take waits for a turn and reports false when there will be none.
func (q *queue) take() (turn, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 && !q.closed {
		q.changed.Wait()
	}
	if len(q.waiting) == 0 {
		return turn{}, false
	}
	t := q.waiting[0]
	q.waiting = q.waiting[1:]
	return t, true
}

func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.changed.Broadcast()
}

// abandon takes out what still waits.
func (q *queue) abandon() []turn {
	q.mu.Lock()
	defer q.mu.Unlock()
	left := q.waiting
	q.waiting = nil
	return left
}
