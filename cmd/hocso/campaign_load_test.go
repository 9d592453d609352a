package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"hocso/internal/faulttest"
)

// load is clients that submit to a site, and all that they were told.
type load struct {
	site    *site
	every   time.Duration // how often each client does something
	stop    chan struct{}
	clients sync.WaitGroup

	mu       sync.Mutex
	sent     []*sending
	statuses map[int]int
	lies     []string // answers that must never be given
	took     []time.Duration
}

// sending is one submission of one body, and the last that its sender was told of it.
type sending struct {
	by       learner
	id       string
	body     []byte
	variant  byte
	outcome  faulttest.Outcome
	score    int
	answered bool // at all; else the server was away and never heard of it
}

// startLoad lets clients submit until end is called. What they do follows from the generator.
func (s *site) startLoad(clients int, every time.Duration, rng *rand.Rand) *load {
	l := &load{site: s, every: every, stop: make(chan struct{}), statuses: map[int]int{}}
	for i := range clients {
		own := faulttest.Rand(rng.Uint64())
		l.clients.Go(func() { l.client(i, own) })
	}
	return l
}

// end stops the clients and waits until each has its last answer.
func (l *load) end() {
	close(l.stop)
	l.clients.Wait()
}

// perResident is how many submissions one resident makes before the next one's turn.
const perResident = 5

func (l *load) client(n int, rng *rand.Rand) {
	ticker := time.NewTicker(l.every)
	defer ticker.Stop()
	who := l.site.resident()
	var own []*sending
	for step := 1; ; step++ {
		select {
		case <-l.stop:
			return
		case <-ticker.C:
		}
		switch dice := rng.IntN(20); {
		case dice == 0:
			l.race(l.site.resident(), rng)
		case dice <= 2 && len(own) > 0:
			again := *own[rng.IntN(len(own))]
			if rng.IntN(3) == 0 {
				again = newSending(again.by, again.id, 'z', rng) // the same id with another body
			}
			l.add(&again)
			l.send(n, &again)
		case dice <= 4:
			l.read(n, who)
		default:
			one := newSending(who, randomUUID(rng), 'a', rng)
			l.add(&one)
			l.send(n, &one)
			if own = append(own, &one); len(own) == perResident {
				who, own = l.site.resident(), nil
			}
		}
	}
}

// race sends one id eight times at once, with two different bodies.
func (l *load) race(who learner, rng *rand.Rand) {
	id := randomUUID(rng)
	bodies := []sending{newSending(who, id, 'a', rng), newSending(who, id, 'b', rng)}
	var racers sync.WaitGroup
	for i := range 8 {
		one := bodies[rng.IntN(2)]
		l.add(&one)
		racers.Go(func() { l.send(100+i, &one) })
	}
	racers.Wait()
}

func (l *load) add(one *sending) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent = append(l.sent, one)
	l.site.asked.Store(one.by.id, true)
}

// newSending is a quiz with some answers left out, so that scores differ. One variant of an id is always the same body.
func newSending(who learner, id string, variant byte, rng *rand.Rand) sending {
	if variant != 'a' { // which is made once for each id
		h := fnv.New64a()
		_, _ = h.Write([]byte(id))
		rng = rand.New(rand.NewPCG(h.Sum64(), uint64(variant)))
	}
	modules := content().Modules
	body := quiz(modules[rng.IntN(len(modules))].ID)
	answers := body["answers"].(map[string][]string)
	for _, question := range slices.Sorted(maps.Keys(answers)) {
		if rng.IntN(4) == 0 {
			delete(answers, question)
		}
	}
	body["id"] = id
	if len(answers) == 0 || variant != 'a' {
		body["finished_at"] = fmt.Sprintf("2026-11-20T12:07:%02dZ", variant-'a')
	}
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return sending{by: who, id: id, body: raw, variant: variant, outcome: faulttest.Unknown}
}

func randomUUID(rng *rand.Rand) string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", rng.Uint32(), rng.IntN(1<<16), rng.IntN(1<<12), rng.IntN(1<<12), rng.Uint64()>>16)
}

type summaryAnswer struct {
	Code    string `json:"code"`
	Score   int    `json:"score"`
	Summary struct {
		Submissions int `json:"submissions"`
	} `json:"summary"`
	Submissions int `json:"submissions"`
}

// send submits once and records what came of it.
func (l *load) send(client int, one *sending) {
	told := l.site.history.Insert(client, one.by.id, one.id, one.variant)
	status, answer, err := l.call("POST", "/submissions", one.by.token, one.body)
	if unreached(err) {
		return // nothing was sent, so nothing is in the history
	}
	one.answered = true
	outcome := faulttest.Unknown
	switch {
	case err != nil:
	case status == http.StatusCreated:
		outcome = faulttest.Created
	case status == http.StatusOK:
		outcome = faulttest.Replayed
	case status == http.StatusConflict && answer.Code == "submission_conflict":
		outcome = faulttest.Conflict
	}
	told(outcome, answer.Summary.Submissions)
	l.mu.Lock()
	defer l.mu.Unlock()
	if had := one.outcome; (outcome == faulttest.Created || outcome == faulttest.Replayed) && had != faulttest.Unknown && one.score != answer.Score {
		l.lies = append(l.lies, fmt.Sprintf("submission %s had score %d and now %d", one.id, one.score, answer.Score))
	}
	if outcome != faulttest.Unknown {
		one.outcome, one.score = outcome, answer.Score
	}
}

// read asks for a resident's progress.
func (l *load) read(client int, who learner) {
	told := l.site.history.Count(client, who.id)
	if status, answer, err := l.call("GET", "/me/progress", who.token, nil); err == nil && status == http.StatusOK {
		told(answer.Submissions)
	}
}

// call makes a request and holds its status against those that a client may get while things break.
func (l *load) call(method, path, token string, body []byte) (int, summaryAnswer, error) {
	var answer summaryAnswer
	req, err := http.NewRequest(method, *l.site.url.Load()+"/api/v1"+path, bytes.NewReader(body)) //nolint:noctx // The client has a timeout.
	if err != nil {
		return 0, answer, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	began := time.Now()
	res, err := crowdClient.Do(req)
	if err != nil {
		return 0, answer, err
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, answer, err
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		l.lie("%s %s: %d %s", method, path, res.StatusCode, raw)
		return 0, answer, err
	}
	l.mu.Lock()
	l.statuses[res.StatusCode]++
	if method == http.MethodPost && res.StatusCode < 300 {
		l.took = append(l.took, time.Since(began))
	}
	l.mu.Unlock()
	switch {
	case res.StatusCode == http.StatusOK || res.StatusCode == http.StatusCreated:
	case res.StatusCode == http.StatusServiceUnavailable && answer.Code != "":
	case res.StatusCode == http.StatusConflict && answer.Code == "submission_conflict":
	default:
		l.lie("%s %s: %d %s", method, path, res.StatusCode, raw)
	}
	return res.StatusCode, answer, nil
}

func (l *load) lie(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lies = append(l.lies, fmt.Sprintf(format, args...))
}

// unreached tells that a call was not even sent.
func unreached(err error) bool {
	var dial *net.OpError
	return errors.As(err, &dial) && dial.Op == "dial"
}
