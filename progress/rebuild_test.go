package progress_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/people"
)

func TestRebuildBesideAServerLosesNothing(t *testing.T) {
	w := newWorld(t)
	learners, bystander := w.crowd(80)
	service, rollup, stopServer := w.serving(w.stores())
	stop := w.learn(service, rollup, learners)
	for round := range 12 {
		// What is wrong in a way that would win, each time.
		wrong := progress.Summary{Resident: bystander.ID, Village: village1, Counted: true, Revision: 9 + round, Submissions: 99}
		if err := errors.Join(put(w.store.PutSummaries(t.Context(), []progress.Summary{wrong})), w.store.DeleteSummary(t.Context(), learners[round].ID)); err != nil {
			t.Fatal(err)
		}
		if err := w.rollup(w.stores()).Rebuild(t.Context()); err != nil { // as another process does
			t.Fatal(err)
		}
	}
	w.verifyPatiently()
	stop()
	stopServer()
	w.verify()
}

// turning is a store in which something happens after people were read and before their submissions are.
type turning struct {
	*sqlite.Store
	meanwhile func()
}

func (s turning) EachResident(ctx context.Context, within progress.Span, f func(string, []progress.Result) error) error {
	s.meanwhile()
	return s.Store.EachResident(ctx, within, f)
}

func TestRebuildKeepsWhatSomebodyHandsInWhoRegisteredJustNow(t *testing.T) {
	w := newWorld(t)
	var p people.Person
	store := turning{w.store, func() {
		p = w.resident(village1)
		w.insert(w.submission(p, "a", 5))
	}}
	r := w.rollup(progress.Stores{Submissions: store, Summaries: w.store, Totals: w.store, People: w.store})
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := w.store.SubmissionsOf(t.Context(), p.ID); err != nil || len(left) != 1 {
		t.Fatalf("left %v, %v", left, err)
	}
	if err := r.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.verify()
}

// erasing is a store in which somebody is erased after their submissions were read and before their summary is stored.
type erasing struct {
	*sqlite.Store
	erase func()
}

func (s erasing) PutSummaries(ctx context.Context, list []progress.Summary) (map[string][]string, error) {
	s.erase()
	return s.Store.PutSummaries(ctx, list)
}

func TestRebuildBringsNobodyBackWhoIsErasedMeanwhile(t *testing.T) {
	w := newWorld(t)
	p := w.resident(village1)
	w.insert(w.submission(p, "a", 5), w.submission(w.resident(village1), "a", 5))
	store := erasing{w.store, func() {
		if err := errors.Join(w.rollup(w.stores()).Erase(t.Context(), p.ID, p.Village), w.store.DeletePerson(t.Context(), p.ID)); err != nil {
			t.Fatal(err)
		}
	}}
	r := w.rollup(progress.Stores{Submissions: w.store, Summaries: store, Totals: w.store, People: w.store})
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.Summary(t.Context(), p.ID); !errors.Is(err, progress.ErrNotFound) {
		t.Errorf("the summary of who is erased: %v", err)
	}
	if report := w.verify(); report.Summaries != 1 {
		t.Errorf("%v", report)
	}
}

// The residents of more pages than are looked at together, some pages full to the last place.
func TestManyPagesGiveWhatOneWould(t *testing.T) {
	w := newWorld(t)
	const residents = 3000
	var all []people.Person
	var batch []progress.Submission
	for i := range residents {
		p := people.Person{ID: fmt.Sprintf("r%05d", i), Village: []string{village1, village2, village3}[i%3], Language: "vi",
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: true}, At: at(0)}}}
		all = append(all, p)
		if i%5 > 0 {
			batch = append(batch, w.submission(p, "a", 5))
		}
	}
	if err := errors.Join(w.store.AddPeople(t.Context(), all), w.store.PutSubmissions(t.Context(), batch)); err != nil {
		t.Fatal(err)
	}
	if err := w.rollup(w.stores()).Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if report := w.verify(); report.Submissions != len(batch) || w.totals("66").Learners != len(batch) {
		t.Errorf("%v, province %+v", report, w.totals("66"))
	}
	if got := []int{w.totals(village1).Learners, w.totals(village2).Learners, w.totals(village3).Learners}; !slices.Equal(got, []int{800, 800, 800}) {
		t.Errorf("learners %v", got)
	}
}
