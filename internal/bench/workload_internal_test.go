package bench

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hocso/courses"
)

func quizOf(module string) courses.ModuleView {
	return courses.ModuleView{ID: module, Course: "c", Version: 2, Quiz: courses.QuizView{Questions: []courses.QuestionView{
		{ID: "q1", Kind: courses.Single, Options: []courses.OptionView{{ID: "a"}, {ID: "b"}}, Key: []string{"b"}}}}}
}

func crowdOf(n int) []*learner {
	crowd := make([]*learner, n)
	for i := range crowd {
		crowd[i] = newLearner(i, 0, offer{})
		crowd[i].token = "t"
	}
	return crowd
}

func TestTheSameSeedAsksTheSameOfTheSame(t *testing.T) {
	steps := func(seed uint64) []step {
		w := newWorkload(nil, offer{}, crowdOf(40), DefaultMix, seed)
		list := make([]step, 2000)
		for i := range list {
			list[i] = w.step(uint64(i))
		}
		return list
	}
	first, again, other := steps(5), steps(5), steps(6)
	differ, kinds := 0, map[Kind]int{}
	for i, s := range first {
		if s.kind != again[i].kind || s.learner != again[i].learner || s.rng.Uint64() != again[i].rng.Uint64() {
			t.Fatalf("step %d: %v and %v", i, s, again[i])
		}
		if s.kind != other[i].kind {
			differ++
		}
		kinds[s.kind]++
	}
	if differ == 0 {
		t.Error("another seed asks the same")
	}
	for kind, weight := range DefaultMix {
		if got, want := float64(kinds[kind])/float64(len(first)), float64(weight)/float64(DefaultMix.total()); got < want*0.5 || got > want*1.6 {
			t.Errorf("%s is %.3f of all, not %.3f", kind, got, want)
		}
	}
}

// TestEveryKindIsAskedForAsAPhoneDoes serves one request of each kind, a second after it was due.
func TestEveryKindIsAskedForAsAPhoneDoes(t *testing.T) {
	want := map[Kind]string{Courses: "GET /courses", Course: "GET /courses/c", Module: "GET /modules/m", Submission: "POST /submissions",
		Batch: "POST /submissions/batch", Progress: "GET /me/progress", BoardWards: "GET /boards/wards", BoardVillages: "GET /boards/villages",
		BoardWard: "GET /boards/wards/24163/villages"}
	for _, kind := range mixed {
		var got atomic.Pointer[string]
		c := fake(t, func(w http.ResponseWriter, r *http.Request) {
			line := r.Method + " " + strings.TrimPrefix(r.URL.Path, prefix)
			got.Store(&line)
			if strings.HasPrefix(line, "POST") || kind == Progress {
				if r.Header.Get("Authorization") != "Bearer t" {
					t.Errorf("%s: nobody is signed in", kind)
				}
			}
			switch kind {
			case Submission:
				check(t, json.NewDecoder(r.Body), time.Hour, 0)
				w.WriteHeader(http.StatusCreated)
			case Batch:
				_, _ = w.Write(checkBatch(t, json.NewDecoder(r.Body)))
			}
		})
		w := newWorkload(c, offer{modules: []courses.ModuleView{quizOf("m")}, wards: []string{"24163"}}, crowdOf(3), Mix{kind: 1}, 1)
		w.serve(turn{number: 4, due: time.Now().Add(-time.Second), counted: true})
		if tally := w.record.kind(kind); tally.ok != 1 || tally.count != 1 || *got.Load() != want[kind] {
			t.Errorf("%s: %q, %v", kind, *got.Load(), tally.errors)
		}
		if waited := w.record.kind(kind).latency.Min(); waited < int64(990*time.Millisecond/finest) {
			t.Errorf("%s: the second that it waited is not in its latency of %d µs", kind, waited)
		}
		if sends := kind == Submission || kind == Batch; sends != (w.record.whole.Acknowledged > 0) {
			t.Errorf("%s: %d acknowledged", kind, w.record.whole.Acknowledged)
		}
	}
}

// check holds a submission against the module, and when it was finished against now.
func check(t *testing.T, d *json.Decoder, latest, earliest time.Duration) {
	t.Helper()
	var s submission
	if err := d.Decode(&s); err != nil {
		t.Error(err)
		return
	}
	end, err := time.Parse(time.RFC3339, s.FinishedAt)
	if ago := time.Since(end); err != nil || ago > latest || ago < earliest || s.Module != "m" || s.Version != 2 || len(s.Answers["q1"]) != 1 || len(s.ID) != 36 {
		t.Errorf("%+v, %v", s, err)
	}
}

// checkBatch answers a batch whose submissions were all finished days ago.
func checkBatch(t *testing.T, d *json.Decoder) []byte {
	t.Helper()
	var batch struct{ Submissions []json.RawMessage }
	if err := d.Decode(&batch); err != nil || len(batch.Submissions) < 2 || len(batch.Submissions) > maxBatch {
		t.Errorf("%d submissions, %v", len(batch.Submissions), err)
		return nil
	}
	results := make([]string, len(batch.Submissions))
	for i, raw := range batch.Submissions {
		check(t, json.NewDecoder(strings.NewReader(string(raw))), (lateDays+1)*24*time.Hour, 24*time.Hour)
		results[i] = `{"status":201}`
	}
	return []byte(`{"results":[` + strings.Join(results, ",") + `]}`)
}

func TestTooFewLearnersForALoadAreNamedBeforehand(t *testing.T) {
	cfg := Config{Mix: DefaultMix, Load: Load{Rate: 200, Duration: time.Minute}}
	if text := cfg.tooFew(50); text != "" {
		t.Errorf("50 learners: %s", text)
	}
	if text := cfg.tooFew(10); !strings.Contains(text, "1200 times") || !strings.Contains(text, "3600") {
		t.Errorf("10 learners: %q", text)
	}
}

func TestDocumentsOfTheFloorAreLikeThoseOfTheServer(t *testing.T) {
	w := newWorkload(nil, offer{modules: []courses.ModuleView{quizOf("m")}}, crowdOf(2), DefaultMix, 1)
	d := w.document(rand.New(rand.NewPCG(1, 1)))
	if len(d.Answers) != 1 || len(d.right)+len(d.wrong) != 1 || d.max != 1 || len(d.hash) != 32 || len(d.resident) != 36 {
		t.Errorf("%+v", d)
	}
}
