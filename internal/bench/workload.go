package bench

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"

	"hocso/courses"
)

// workload makes the requests of a run. What the nth request asks for, and of whom, follows from the seed and n alone; ids
// of submissions and times are new in each run, so that a second run is not answered as a repeat of the first.
type workload struct {
	client *client
	offer  offer
	crowd  []*learner
	mix    Mix
	seed   uint64
	record *recorder
}

func newWorkload(c *client, o offer, crowd []*learner, m Mix, seed uint64) *workload {
	return &workload{client: c, offer: o, crowd: crowd, mix: m, seed: seed, record: newRecorder()}
}

// step is what one request is about.
type step struct {
	kind    Kind
	learner int
	rng     *rand.Rand // for the rest of it
}

func (w *workload) step(number uint64) step {
	rng := rand.New(rand.NewPCG(w.seed, number+firstStep))
	return step{kind: w.mix.pick(rng), learner: rng.IntN(len(w.crowd)), rng: rng}
}

// firstStep keeps the generators of requests apart from those of gaps (0) and villages (1).
const firstStep = 2

// serve makes one request and records it from when it was due.
func (w *workload) serve(t turn) {
	s := w.step(t.number)
	l := w.crowd[s.learner]
	var a answer
	switch s.kind {
	case Submission:
		a = w.post(l, "/submissions", w.finished(s, 0), t.counted)
		w.record.add(s.kind, a, time.Since(t.due), t.counted)
		w.record.submission(a, t.counted)
	case Batch:
		list := w.late(s)
		a = w.post(l, batchPath, map[string]any{"submissions": list}, t.counted)
		w.record.add(s.kind, a, time.Since(t.due), t.counted)
		w.record.batch(a, len(list), t.counted)
	default:
		a = w.read(s, l, t.counted)
		w.record.add(s.kind, a, time.Since(t.due), t.counted)
	}
	if a.err != nil && isDial(a.err) {
		<-time.After(afterNoConnection)
	}
}

// afterNoConnection is how long a learner waits before the next request where nobody listens: a server that is gone must not
// be counted a million times.
const afterNoConnection = 100 * time.Millisecond

// unsent records a request that was due and for which no connection became free in time, with the time that it waited.
func (w *workload) unsent(t turn) {
	w.record.add(w.step(t.number).kind, answer{err: errUnsent}, time.Since(t.due), t.counted)
}

// read makes a request that changes nothing.
func (w *workload) read(s step, l *learner, counted bool) answer {
	switch s.kind {
	case Courses:
		return l.get(w.client, coursesPath)
	case Course:
		return l.get(w.client, coursePath(w.module(s).Course))
	case Module:
		return l.get(w.client, modulePath(w.module(s).ID))
	case BoardWards:
		return l.get(w.client, "/boards/wards")
	case BoardVillages:
		return l.get(w.client, "/boards/villages")
	case BoardWard:
		return l.get(w.client, "/boards/wards/"+url.PathEscape(w.ward(s))+"/villages")
	case Progress:
		token := l.access(w.client, w.record, counted)
		return w.client.do(request{method: http.MethodGet, path: "/me/progress", source: l.source, token: token})
	}
	panic(fmt.Sprintf("bench: nothing asks for %s", s.kind)) // only for a kind that was added to mixed alone
}

const (
	batchPath = "/submissions/batch"
	maxBatch  = 50
	lateDays  = 14
	// modulesAtOnce is how many modules a learner is at.
	modulesAtOnce = 3
)

// module is one of those that the learner is at: next to each other, in a place of the learner's own.
func (w *workload) module(s step) courses.ModuleView {
	return w.offer.modules[(s.learner*7+s.rng.IntN(modulesAtOnce))%len(w.offer.modules)]
}

// ward is the learner's, or any where it is not known.
func (w *workload) ward(s step) string {
	switch own := w.crowd[s.learner].ward; {
	case own != "":
		return own
	case len(w.offer.wards) > 0:
		return w.offer.wards[s.rng.IntN(len(w.offer.wards))]
	}
	return "unknown"
}

// submission is what a phone sends of a finished quiz.
type submission struct {
	ID         string              `json:"id"`
	Module     string              `json:"module"`
	Version    int                 `json:"version"`
	Answers    map[string][]string `json:"answers"`
	StartedAt  string              `json:"started_at"`
	FinishedAt string              `json:"finished_at"`
	Seconds    int                 `json:"seconds"` // in front of the questions
	Language   string              `json:"language"`
}

// finished is a quiz that was finished a while before some moments ago.
func (w *workload) finished(s step, before time.Duration) submission {
	m := w.module(s)
	end := time.Now().Add(-before - time.Duration(s.rng.IntN(60))*time.Second)
	took := 60 + s.rng.IntN(360)
	begin := end.Add(-time.Duration(took) * time.Second)
	return submission{ID: uuid.NewString(), Module: m.ID, Version: m.Version, Answers: answersTo(m.Quiz, s.rng),
		StartedAt: begin.UTC().Format(time.RFC3339), FinishedAt: end.UTC().Format(time.RFC3339), Seconds: took - s.rng.IntN(30), Language: "vi"}
}

// late is what a phone sends after days without a network.
func (w *workload) late(s step) []submission {
	list := make([]submission, 2+s.rng.IntN(maxBatch-1))
	for i := range list {
		list[i] = w.finished(s, time.Duration(1+s.rng.IntN(lateDays))*24*time.Hour)
	}
	return list
}

func (w *workload) post(l *learner, path string, body any, counted bool) answer {
	raw, err := json.Marshal(body)
	if err != nil {
		return answer{err: err}
	}
	return w.client.do(request{method: http.MethodPost, path: path, source: l.source, token: l.access(w.client, w.record, counted),
		body: raw, keep: path == batchPath})
}
