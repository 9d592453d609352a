package people

import (
	"context"
	"sync"
)

// maxTurns is how many may wait for one key; each is a goroutine that waits, nothing more.
const maxTurns = 256

// turns lets one at a time do something for a key in this process. It is for order, not for safety: other processes
// do not take part, so what must hold is left to compare-and-set on the store.
type turns struct {
	mu     sync.Mutex
	queues map[string]*turnQueue
}

type turnQueue struct {
	slot chan struct{}
	in   int // waiting or at it; the queue goes with the last one
}

// take waits for the key's turn and returns what ends it. ErrBusy if too many wait, or the context's error.
func (t *turns) take(ctx context.Context, key string) (end func(), err error) {
	t.mu.Lock()
	q := t.queues[key]
	if q == nil {
		q = &turnQueue{slot: make(chan struct{}, 1)}
		if t.queues == nil {
			t.queues = make(map[string]*turnQueue)
		}
		t.queues[key] = q
	}
	if q.in >= maxTurns {
		t.mu.Unlock()
		return nil, ErrBusy
	}
	q.in++
	t.mu.Unlock()

	select {
	case q.slot <- struct{}{}:
		return func() { <-q.slot; t.leave(key, q) }, nil
	case <-ctx.Done():
		t.leave(key, q)
		return nil, ctx.Err()
	}
}

func (t *turns) leave(key string, q *turnQueue) {
	t.mu.Lock()
	defer t.mu.Unlock()
	q.in--
	if q.in == 0 {
		delete(t.queues, key)
	}
}
