package progress_test

import (
	"context"
	"testing"

	"hocso/progress"
	"hocso/progress/people"
)

// countedReads counts how often the summaries of a village are read.
type countedReads struct {
	progress.SummaryStore
	n *int
}

func (c countedReads) SummariesOf(ctx context.Context, village string) ([]progress.Summary, error) {
	*c.n++
	return c.SummaryStore.SummariesOf(ctx, village)
}

func TestALargeVillageIsReadAgainOnlyWhenSomebodyHasLearnt(t *testing.T) {
	w := newWorld(t)
	reads := 0
	stores := w.stores()
	stores.Summaries = countedReads{stores.Summaries, &reads}
	service, stop := w.service(stores)
	defer stop()
	coordinator, rollup := w.coordinator(village1), w.rollup(w.stores())
	var residents []people.Person
	var submissions []progress.Submission
	for range 200 {
		p := w.listed(village1)
		residents, submissions = append(residents, p), append(submissions, w.submission(p, "a", 0))
	}
	sent := func(list ...progress.Submission) {
		t.Helper()
		w.insert(list...)
		if err := rollup.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	sent(submissions...)
	for _, c := range []struct {
		passed, reads int
		before        func()
	}{
		{0, 1, func() {}},
		{0, 1, func() {}},
		{1, 2, func() { sent(w.submission(residents[7], "a", 5)) }},
		{1, 2, func() {}},
	} {
		c.before()
		v, err := service.Village(t.Context(), coordinator, village1, "", progress.Page{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Statuses[progress.Participating]; got != c.passed || reads != c.reads {
			t.Errorf("%d have passed and the village was read %d times, want %+v", got, reads, c)
		}
		statuses, err := service.Statuses(t.Context(), coordinator, village1)
		if err != nil || statuses[residents[7].ID] == progress.Participating != (c.passed > 0) || len(statuses) != len(residents) || reads != c.reads {
			t.Errorf("statuses: %v of %d, %v, after %d reads; want %+v", statuses[residents[7].ID], len(statuses), err, reads, c)
		}
	}
}
