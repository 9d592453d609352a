package api_test

import (
	"net/http"
	"slices"
	"testing"

	"hocso/courses"
)

// A phone that was offline while a module was replaced, and then left its course, still has its answers graded as they were meant.
func TestAnOldVersionIsTakenAfterANewOneAndAfterItsModuleHasLeft(t *testing.T) {
	s := sqliteSite(t)
	l := s.learner(0)
	old := theTemplate().modules[0]
	send := func(what, id string, version int, given map[string][]string, status, score, limit int) {
		t.Helper()
		got, answer := l.post("/submissions", fields{"id": id, "module": old.ID, "version": version, "answers": given,
			"started_at": "2026-11-23T07:00:00Z", "finished_at": "2026-11-23T07:05:00Z"})
		if got != status {
			t.Fatalf("%s: %d %s", what, got, answer)
		}
		if r := decode[graded](t, reply{body: answer}); status < 400 && (r.Score != score || r.Max != limit || r.Version != version || len(r.Feedback) != limit) {
			t.Errorf("%s: %+v, want %d of %d", what, r, score, limit)
		}
	}
	const first, second, third, fourth = "7f9c24e8-3b12-4d8f-9c1a-000000000001", "7f9c24e8-3b12-4d8f-9c1a-000000000002",
		"7f9c24e8-3b12-4d8f-9c1a-000000000003", "7f9c24e8-3b12-4d8f-9c1a-000000000004"
	all := len(old.Questions)
	send("the version there is", first, old.Version, answers(old, true), http.StatusCreated, all, all)

	fresh := old
	fresh.Version, fresh.Questions = old.Version+1, slices.Clone(old.Questions[:1])
	fresh.Questions[0].Key = fresh.Questions[0].Options[len(fresh.Questions[0].Options)-1:]
	s.must(s.store.AddModule(t.Context(), fresh))
	s.must(s.library.Reload(t.Context()))
	send("the old version after the new one", second, old.Version, answers(old, true), http.StatusCreated, all, all)
	send("the new version", third, fresh.Version, answers(fresh, true), http.StatusCreated, 1, 1)

	s.must(s.store.PutCourses(t.Context(), []courses.Course{}))
	s.must(s.library.Reload(t.Context()))
	send("the old version after its module has left", fourth, old.Version, answers(old, true), http.StatusCreated, all, all)
	send("a repeat", first, old.Version, answers(old, true), http.StatusOK, all, all)
	send("a version that never was", fourth, fresh.Version+1, answers(old, true), http.StatusUnprocessableEntity, 0, 0)
	s.must(s.rollup.Flush(t.Context()))
	totals, err := s.store.Totals(t.Context(), []string{l.person.Village})
	s.must(err)
	got := totals[l.person.Village]
	campaigns, err := s.store.Campaigns(t.Context())
	s.must(err)
	if n := got.Campaigns[campaigns[0].ID]; got.Submissions != 4 || n.Participants != 1 || n.Points != all {
		t.Errorf("totals %+v, want the best by its share, the first of equals", got)
	}
}
