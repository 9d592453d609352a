package people

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestTurnsOfOneKeyFollowEachOther(t *testing.T) {
	var ts turns
	var at atomic.Int32
	var done sync.WaitGroup
	for range 50 {
		done.Go(func() {
			end, err := ts.take(context.Background(), "a")
			if err != nil {
				t.Error(err)
				return
			}
			if at.Add(1) > 1 {
				t.Error("two at once")
			}
			at.Add(-1)
			end()
		})
	}
	done.Wait()
	if len(ts.queues) != 0 {
		t.Error("queues are kept after the last turn")
	}
}

func TestTurnsOfOtherKeysDoNotWait(t *testing.T) {
	var ts turns
	endA, err := ts.take(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	endB, err := ts.take(t.Context(), "b")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ts.take(cancelled(), "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting did not end with the context: %v", err)
	}
	endA()
	endB()
	if len(ts.queues) != 0 {
		t.Error("queues are kept after the last turn")
	}
}

func TestTooManyTurnsAreRefused(t *testing.T) {
	var ts turns
	ts.queues = map[string]*turnQueue{"a": {slot: make(chan struct{}, 1), in: maxTurns}}
	if _, err := ts.take(t.Context(), "a"); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v, want ErrBusy", err)
	}
}
