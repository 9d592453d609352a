package progress_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"hocso/courses"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

// Whatever is published, replaced or taken out of its course meanwhile, a submission is graded by the version that the phone
// had, and counts if its module is one of the campaign's.
func TestASubmissionIsGradedByItsOwnVersionForEver(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	publish := func(version int, key string, questions int) {
		t.Helper()
		m := courses.Module{ID: "a", Version: version, Course: "k", PassMark: 70}
		for i := range questions {
			m.Questions = append(m.Questions, courses.Question{ID: "q" + string(rune('1'+i)), Kind: courses.Single, Options: []string{"x", "y"}, Key: []string{key}})
		}
		if err := w.store.AddModule(ctx, m); err != nil {
			t.Fatal(err)
		}
	}
	publish(1, "x", 2)
	if err := w.store.PutCourses(ctx, []courses.Course{{ID: "k", Modules: []string{"a"}}}); err != nil {
		t.Fatal(err)
	}
	library, err := courses.NewLibrary(ctx, w.store)
	if err != nil {
		t.Fatal(err)
	}
	rollup := w.rollup(w.stores())
	if err := rollup.RebuildBoards(ctx); err != nil {
		t.Fatal(err)
	}
	intake := progress.NewIntake(w.store, rollup)
	running, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	workers.Go(func() { intake.Run(running) })
	defer workers.Wait()
	defer cancel()
	service := progress.NewService(w.stores(), w.store, library, intake, rollup, func() progress.Reference { return w.ref }, func() time.Time { return w.now })

	residents := map[string]people.Person{} // by the id of what they hand in
	submit := func(id string, version int, answers map[string][]string) (progress.Receipt, error) {
		p := residents[id]
		if p.ID == "" {
			p = w.resident(village1)
			residents[id] = p
		}
		return service.Submit(ctx, p, progress.Draft{ID: id, Module: "a", Version: version, StartedAt: at(1), FinishedAt: at(2), Answers: answers})
	}
	xx, yyyy := map[string][]string{"q1": {"x"}, "q2": {"x"}}, map[string][]string{"q1": {"y"}, "q2": {"y"}, "q3": {"y"}, "q4": {"y"}}
	want := func(what, id string, version int, answers map[string][]string, score, limit int, replay bool) {
		t.Helper()
		got, err := submit(id, version, answers)
		if err != nil || got.Submission.Score != score || got.Submission.Max != limit || got.Submission.Passed != (score == limit) || got.Replay != replay {
			t.Errorf("%s: %+v, %v; want %d of %d", what, got, err, score, limit)
		}
	}
	want("the version there is", "first", 1, xx, 2, 2, false)
	publish(2, "y", 4)
	want("an older version that another server has replaced", "second", 1, xx, 2, 2, false)
	want("a newer version than the catalogue's", "third", 2, yyyy, 4, 4, false)
	if err := library.Reload(ctx); err != nil {
		t.Fatal(err)
	}
	want("an older version", "fourth", 1, xx, 2, 2, false)
	want("a repeat", "first", 1, xx, 2, 2, true)
	if _, err := submit("fifth", 1, yyyy); !isAnswersError(err) {
		t.Errorf("answers to the newer version under the older one: %v", err)
	}

	// The module leaves its course, and its versions stay.
	if err := errors.Join(w.store.PutCourses(ctx, []courses.Course{{ID: "k"}}), library.Reload(ctx)); err != nil {
		t.Fatal(err)
	}
	want("an old version of a module that has left its course", "sixth", 1, xx, 2, 2, false)
	want("its last version", "seventh", 2, yyyy, 4, 4, false)
	want("a repeat", "second", 1, xx, 2, 2, true)
	if _, err := submit("eighth", 3, yyyy); !errors.Is(err, progress.ErrUnknownModule) {
		t.Errorf("a version that never was: %v", err)
	}
	if _, err := submit("seventh", 2, map[string][]string{"q1": {"y"}}); !errors.Is(err, progress.ErrConflict) {
		t.Errorf("another body: %v", err)
	}
	if err := rollup.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	w.verify()
	if got := w.count(village1); got.Participants != 6 || got.Points != 2+2+4+2+2+4 {
		t.Errorf("totals %+v", got)
	}

	// The campaign counts it no more: totals follow when they are recomputed, and the submissions stay.
	w.ref.Campaign = campaign.Campaign{ID: november.ID, FirstDay: november.FirstDay, LastDay: november.LastDay, Modules: []string{"b"}}
	if err := rollup.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	report := w.verify()
	if got := w.totals(village1); w.count(village1).Reached != (progress.Reached{}) || got.Learners != report.Summaries || got.Modules["a"].Passed != report.Summaries {
		t.Errorf("totals %+v of %s", got, report)
	}
}

func isAnswersError(err error) bool {
	var faults *courses.AnswersError
	return errors.As(err, &faults)
}
