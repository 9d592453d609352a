package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"hocso/internal/faulttest"
)

// tally is what came of a load.
type tally struct {
	acknowledged int // submissions that are stored and whose senders know it
	unknown      int // of which nobody was told at first
	unavailable  int // answers 503
	operations   int // in the history that was checked
}

func (a *tally) add(b tally) {
	a.acknowledged += b.acknowledged
	a.unknown += b.unknown
	a.unavailable += b.unavailable
	a.operations += b.operations
}

func (a tally) String() string {
	return fmt.Sprintf("%d acknowledged, %d of unknown fate sent again, %d answers of 503, history of %d operations", a.acknowledged, a.unknown, a.unavailable, a.operations)
}

// settle does what phones do when a site is whole again, and fails the test unless every acknowledged submission is there
// once: it sends what it knows nothing of until it is acknowledged, then all again, which must be known with the same score;
// it counts everybody's submissions, and holds all that was ever told against the model of a set.
func (l *load) settle() tally {
	t := l.site.t
	t.Helper()
	l.mu.Lock()
	sent := slices.Clone(l.sent)
	l.mu.Unlock()
	var found tally
	for _, one := range sent {
		if one.outcome == faulttest.Unknown && one.answered {
			found.unknown++
		}
	}
	eachAtOnce(sent, l.sendUntilAnswered)
	stored, people := map[string]map[string]bool{}, map[string]learner{}
	for _, one := range sent {
		if one.outcome == faulttest.Unknown {
			t.Log(l.site.server.log)
			t.Fatalf("submission %s is neither taken nor refused by a site that is whole again", one.id)
		}
		if stored[one.by.id] == nil {
			stored[one.by.id] = map[string]bool{}
		}
		people[one.by.id] = one.by
		stored[one.by.id][one.id] = true // also of a conflict: somebody else's body is there
	}
	eachAtOnce(distinct(sent), func(one *sending) {
		again := *one
		again.outcome = faulttest.Unknown
		l.sendUntilAnswered(&again)
		if again.outcome != faulttest.Replayed || again.score != one.score {
			l.lie("an acknowledged submission %s of score %d was answered anew: %s, score %d", one.id, one.score, again.outcome, again.score)
		}
	})
	eachAtOnce(slices.Collect(mapValues(people)), func(who learner) { l.read(202, who) })
	l.mu.Lock()
	for _, ids := range stored {
		found.acknowledged += len(ids)
	}
	found.unavailable = l.statuses[503]
	lies := l.lies
	l.mu.Unlock()
	if len(lies) > 0 {
		t.Log(l.site.server.log)
		t.Fatalf("%d answers that must never be given:\n%s", len(lies), strings.Join(lies[:min(len(lies), 10)], "\n"))
	}
	found.operations = l.site.history.Check(t)
	return found
}

// sendUntilAnswered sends a submission until it is taken or refused for good.
func (l *load) sendUntilAnswered(one *sending) {
	for deadline := time.Now().Add(time.Minute); one.outcome == faulttest.Unknown && time.Now().Before(deadline); {
		l.send(200, one)
	}
}

// distinct leaves one sending of each body that is stored.
func distinct(sent []*sending) []*sending {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(sent), func(one *sending) bool {
		key := one.by.id + one.id
		again := one.outcome == faulttest.Conflict || seen[key]
		if !again {
			seen[key] = true
		}
		return again
	})
}

func mapValues[K comparable, V any](m map[K]V) func(yield func(V) bool) {
	return func(yield func(V) bool) {
		for _, v := range m {
			if !yield(v) {
				return
			}
		}
	}
}

// eachAtOnce calls f for every item, eight at once.
func eachAtOnce[T any](items []T, f func(T)) {
	queue := make(chan T)
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for item := range queue {
				f(item)
			}
		})
	}
	for _, item := range items {
		queue <- item
	}
	close(queue)
	workers.Wait()
}
