package api_test

import (
	"reflect"
	"testing"

	"hocso/internal/day"
)

type ownProgress struct {
	Submissions, Points, Passed int
	Modules                     []struct {
		Module         string
		Attempts, Best int
		Passed         bool
	}
	Reviews []review
}

type review struct {
	Module, Question string
	Box              int
	Due              day.Day
}

func (w *world) progress(as who) ownProgress {
	w.Helper()
	return decode[ownProgress](w, w.want(w.get(as, "/me/progress"), 200, ""))
}

func TestWrongQuestionsComeBackTomorrowAndAReviewTodayChangesNothing(t *testing.T) {
	w := newWorld(t)
	m := w.modules[0]
	wrong, right := m.Questions[0], m.Questions[1]
	given := answers(m, true)
	given[wrong.ID] = []string{}
	w.want(w.post(residentA, "/submissions", w.submission(0).with("answers", given)), 201, "")
	before := w.progress(residentA)
	want := []review{{m.ID, wrong.ID, 1, day.Of(w.clock.now()).Add(1)}}
	if !reflect.DeepEqual(before.Reviews, want) {
		t.Errorf("got %+v, want %+v", before.Reviews, want)
	}

	s := w.submission(0).with("review", true).with("answers", map[string][]string{wrong.ID: wrong.Key, right.ID: right.Key})
	got := decode[struct {
		Score, Max int
		Passed     bool
		Feedback   []struct {
			Question string
			Right    bool
		}
		Summary ownProgress
	}](t, w.want(w.post(residentA, "/submissions", s), 201, ""))
	if got.Score != 2 || got.Max != 2 || got.Passed || len(got.Feedback) != 2 {
		t.Errorf("graded %+v", got)
	}
	after := w.progress(residentA)
	if !reflect.DeepEqual(after, got.Summary) || after.Submissions != 2 {
		t.Errorf("progress %+v, answered %+v", after, got.Summary)
	}
	after.Submissions = before.Submissions
	if !reflect.DeepEqual(after, before) {
		t.Errorf("before the review %+v, after it %+v", before, after)
	}

	w.want(w.post(residentA, "/submissions", s), 200, "")
	w.want(w.post(residentA, "/submissions", s.with("review", false)), 409, "submission_conflict")
	export := decode[struct {
		Submissions []struct {
			Review       bool
			Right, Wrong []string
		}
	}](t, w.want(w.get(residentA, "/me/export"), 200, "")).Submissions
	if len(export) != 2 || export[0].Review || !export[1].Review ||
		!reflect.DeepEqual(export[0].Wrong, []string{wrong.ID}) || !reflect.DeepEqual(export[1].Right, []string{wrong.ID, right.ID}) {
		t.Errorf("exported %+v", export)
	}
}

func TestAReviewMustAnswerSomething(t *testing.T) {
	w := newWorld(t)
	s := w.submission(0).with("review", true)
	for _, nothing := range []any{map[string][]string{}, map[string][]string{w.modules[0].Questions[0].ID: {}}} {
		w.wantFaults(w.post(residentA, "/submissions", s.with("answers", nothing)), "invalid_answers", fieldFault{"answers", "nothing_answered"})
	}
	w.wantFaults(w.post(residentA, "/submissions", s.with("review", "yes")), "invalid_input", fieldFault{"review", "wrong_type"})
	if w.stored() != "0" {
		t.Errorf("%s are stored", w.stored())
	}
}

func TestReviewsAloneMakeNobodyALearner(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0).with("review", true)), 201, "")
	w.settle()
	if got := w.villageTotals(officer, village1); got.Learners != 0 || got.Participants != 0 || got.Points != 0 || got.Submissions != 0 {
		t.Errorf("totals %+v", got)
	}
}
