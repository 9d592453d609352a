package bench

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Histograms keep three digits of latencies from a microsecond to an hour.
const (
	finest  = time.Microsecond
	longest = time.Hour
	digits  = 3
)

// tally counts what became of requests of one kind.
type tally struct {
	count, ok int
	bytes     int64
	answers   map[string]int // that are successes, by status
	errors    map[string]int
	latency   *hdrhistogram.Histogram // in microseconds
}

func newTally() *tally {
	return &tally{answers: map[string]int{}, errors: map[string]int{}, latency: hdrhistogram.New(1, int64(longest/finest), digits)}
}

// note counts a latency whatever became of the request: to leave out those that failed would hide the slowest.
func (t *tally) note(took time.Duration) {
	t.count++
	_ = t.latency.RecordValue(int64(min(max(took, finest), longest) / finest)) // within what it keeps
}

func (t *tally) add(a answer, took time.Duration) {
	t.note(took)
	t.bytes += int64(a.bytes)
	if a.good() {
		t.ok++
		t.answers[fmt.Sprint(a.status)]++
	} else {
		t.errors[a.outcome()]++
	}
}

func (t *tally) merge(other *tally) {
	t.count += other.count
	t.ok += other.ok
	t.bytes += other.bytes
	t.latency.Merge(other.latency)
	addCounts(t.answers, other.answers)
	addCounts(t.errors, other.errors)
}

func addCounts(to, from map[string]int) {
	for name, n := range from {
		to[name] += n
	}
}

// Submissions counts submissions one by one, alone and in batches.
type Submissions struct {
	Acknowledged int            `json:"acknowledged"` // stored, said the server
	Repeated     int            `json:"repeated"`     // known before, said the server; 0 unless ids come twice
	Refused      map[string]int `json:"refused"`      // by status and code
	Unknown      int            `json:"unknown"`      // sent and not answered: they may be stored
}

// recorder counts a run. Warm-up counts only towards what was handed in.
type recorder struct {
	mu      sync.Mutex
	kinds   map[Kind]*tally
	counted Submissions
	whole   Submissions // with the warm-up
}

func newRecorder() *recorder {
	return &recorder{kinds: map[Kind]*tally{}, counted: Submissions{Refused: map[string]int{}}, whole: Submissions{Refused: map[string]int{}}}
}

func (r *recorder) kind(k Kind) *tally {
	t, ok := r.kinds[k]
	if !ok {
		t = newTally()
		r.kinds[k] = t
	}
	return t
}

func (r *recorder) add(k Kind, a answer, took time.Duration, counted bool) {
	if !counted {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kind(k).add(a, took)
}

// submissions changes the counts of submissions.
func (r *recorder) submissions(counted bool, change func(*Submissions)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.whole)
	if counted {
		change(&r.counted)
	}
}

func (s *Submissions) add(n, status int, outcome string) {
	switch status {
	case http.StatusCreated:
		s.Acknowledged += n
	case http.StatusOK:
		s.Repeated += n
	case 0:
		s.Unknown += n
	default:
		s.Refused[outcome] += n
	}
}

// submission counts one that was sent alone.
func (r *recorder) submission(a answer, counted bool) {
	r.submissions(counted, func(s *Submissions) { s.add(1, a.status, failure(a)) })
}

// batch counts those that were sent together. Each has an answer of its own, unless the whole batch was refused.
func (r *recorder) batch(a answer, sent int, counted bool) {
	var in struct {
		Results []struct {
			Status  int `json:"status"`
			Problem *struct {
				Code string `json:"code"`
			} `json:"problem"`
		} `json:"results"`
	}
	if !a.good() || json.Unmarshal(a.body, &in) != nil {
		status := a.status
		if a.good() {
			status = 0 // answered in a way that tells nothing
		}
		r.submissions(counted, func(s *Submissions) { s.add(sent, status, failure(a)) })
		return
	}
	r.submissions(counted, func(s *Submissions) {
		for _, one := range in.Results {
			code := ""
			if one.Problem != nil {
				code = one.Problem.Code
			}
			s.add(1, one.Status, strings.TrimSpace(fmt.Sprint(one.Status)+" "+strings.Map(plain, code)))
		}
	})
}

func failure(a answer) string {
	if a.good() {
		return ""
	}
	return a.outcome()
}
