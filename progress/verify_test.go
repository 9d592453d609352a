package progress_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

// learn lets people submit one after the other, eight at once, and now and then move to another village, until stop is called.
func (w *world) learn(service *progress.Service, rollup *progress.Rollup, residents []people.Person) (stop func()) {
	w.t.Helper()
	ctx := w.t.Context() // who has begun finishes
	stopped := make(chan struct{})
	var learning sync.WaitGroup
	const phones = 8
	for phone := range phones {
		learning.Go(func() {
			// A campaign has more people and less haste: here each is written again and again.
			pace := time.NewTicker(50 * time.Millisecond)
			defer pace.Stop()
			random := rand.New(rand.NewPCG(uint64(phone), 1)) //nolint:gosec // It need not be secret.
			for n := 0; ; n++ {
				select {
				case <-pace.C:
				case <-stopped:
					return
				}
				who := phone + phones*random.IntN(len(residents)/phones)
				answer := []string{"x"}
				if random.IntN(3) == 0 {
					answer = []string{"y"}
				}
				draft := progress.Draft{ID: uuid.NewString(), Module: "a", Version: 1, StartedAt: at(1), FinishedAt: at(2), Answers: map[string][]string{"q1": answer}}
				if _, err := service.Submit(ctx, residents[who], draft); err != nil {
					w.t.Error(err)
					return
				}
				if n%16 == 15 && n/16 < len(residents)/phones { // each moves once
					who = phone + phones*(n/16)
					if err := w.move(ctx, rollup, &residents[who]); err != nil {
						w.t.Error(err)
						return
					}
				}
			}
		})
	}
	return func() {
		close(stopped)
		learning.Wait()
	}
}

// move takes somebody to the other village of their ward, as the service of people does.
func (w *world) move(ctx context.Context, rollup *progress.Rollup, p *people.Person) error {
	if err := rollup.Mark(ctx, p.ID); err != nil {
		return err
	}
	p.Village = map[string]string{village1: village2, village2: village1}[p.Village]
	if err := w.store.UpdatePerson(ctx, *p); err != nil {
		return err
	}
	p.Revision++
	return rollup.Refold(ctx, p.ID)
}

// crowd is people of two villages who learn, and one of a third village who did.
func (w *world) crowd(n int) (learners []people.Person, bystander people.Person) {
	w.t.Helper()
	for i := range n {
		learners = append(learners, w.resident([]string{village1, village2}[i%2]))
	}
	bystander = w.resident(village3)
	w.insert(w.submission(bystander, "a", 5))
	if err := w.rollup(w.stores()).Rebuild(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	return learners, bystander
}

// verifyPatiently is verify beside a server that may be slow: how fast the machine is must not decide.
func (w *world) verifyPatiently() progress.Report {
	w.t.Helper()
	report, err := w.rollup(w.stores()).Verify(w.t.Context(), w.boards, progress.Patience(5*time.Minute))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, line := range report.Differences {
		w.t.Error(line)
	}
	return report
}

func TestVerifyBesideAServerFindsWhatDiffersAndNothingElse(t *testing.T) {
	w := newWorld(t)
	learners, bystander := w.crowd(80)
	service, rollup, stopServer := w.serving(w.stores())
	defer stopServer()
	stop := w.learn(service, rollup, learners)
	defer stop()
	submissions := 0
	for range 20 {
		eventually(t, "somebody learns", func() bool {
			keys, err := w.store.Unfolded(t.Context(), 1)
			return err == nil && len(keys) > 0
		})
		submissions = w.verifyPatiently().Submissions
	}
	if submissions < 100 {
		t.Errorf("only %d submissions came in during all this", submissions)
	}

	wrong, err := w.store.Summary(t.Context(), bystander.ID)
	if err != nil {
		t.Fatal(err)
	}
	wrong.Modules[0].Best--
	if err := put(w.store.PutSummaries(t.Context(), []progress.Summary{wrong})); err != nil {
		t.Fatal(err)
	}
	if err := w.overwrite(progress.Totals{Place: "00002", Learners: 7}); err != nil {
		t.Fatal(err)
	}
	if err := w.boards.Update(t.Context(), november.ID, 0, []campaign.Row{{ID: village3, Ward: "00002", Counts: campaign.Counts{Done: 3}, Roll: campaign.Roll{Adults: 10}}}, at(100)); err != nil {
		t.Fatal(err)
	}
	report, err := w.rollup(w.stores()).Verify(t.Context(), w.boards, progress.Patience(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(report.Differences, "\n")
	for _, what := range []string{"summary of " + bystander.ID, "totals of 00002", "boards of c: show " + village3} {
		if !strings.Contains(all, what) {
			t.Errorf("%q was not found beside a server", what)
		}
	}
	for _, p := range learners {
		if strings.Contains(all, p.ID) {
			t.Errorf("work in flight is told of: %s", all)
		}
	}
}

func TestVerifyTellsOfMarksThatNobodyTakesOff(t *testing.T) {
	w := newWorld(t)
	p := w.resident(village1)
	if err := w.rollup(w.stores()).Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.insert(w.submission(p, "a", 5))
	report, err := w.rollup(w.stores()).Verify(t.Context(), w.boards, progress.Patience(0))
	if err != nil || !strings.Contains(strings.Join(report.Differences, "\n"), "1 submissions or more wait to be folded") {
		t.Errorf("report %v, error %v", report.Differences, err)
	}
}

func TestOfManyDifferencesOfAKindAHundredAreToldAndTheRestCounted(t *testing.T) {
	w := newWorld(t)
	for range 130 {
		w.insert(w.submission(w.resident(village1), "a", 5))
	}
	r := w.rollup(w.stores())
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	all, err := w.store.SummariesOf(t.Context(), village1)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range all {
		if i < 105 {
			err = w.store.DeleteSummary(t.Context(), s.Resident)
		} else {
			s.Submissions++
			err = put(w.store.PutSummaries(t.Context(), []progress.Summary{s}))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	report, err := r.Verify(t.Context(), w.boards)
	if err != nil {
		t.Fatal(err)
	}
	// The totals are right, since they still are what follows from the submissions.
	if report.Found != 130 || len(report.Differences) != 100+1+25 {
		t.Errorf("%d found, %d lines", report.Found, len(report.Differences))
	}
	if got := report.Differences[100]; got != "and 5 more missing summaries" {
		t.Errorf("after a hundred lines: %q", got)
	}
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.verify()
}

func TestVerifyAndRebuildTellHowFarTheyAre(t *testing.T) {
	w := newWorld(t)
	for i := range 30 {
		p := w.resident(village1)
		for range i % 3 {
			w.insert(w.submission(p, "a", 5))
		}
	}
	var told atomic.Int64
	var counts progress.Report
	tell := progress.Telling(func(n int) { told.Add(int64(n)) })
	if err := w.rollup(w.stores()).Rebuild(t.Context(), tell, progress.Counting(&counts)); err != nil || told.Swap(0) != 120 {
		t.Errorf("rebuild told of another number than 30 people and 30 submissions, twice (%v)", err)
	}
	report, err := w.rollup(w.stores()).Verify(t.Context(), nil, tell)
	if err != nil || told.Load() != 120 {
		t.Errorf("verify told of %d, error %v", told.Load(), err)
	}
	if want := "verified: 30 submissions, 20 summaries, 3 villages, 2 wards, 0 boards"; fmt.Sprint(counts) != want || fmt.Sprint(report) != want {
		t.Errorf("counted %v, then %v", counts, report)
	}
}

// What a summary does not know of where somebody handed in is missing in trends: verify names it, and rebuild mends it.
func TestASummaryThatDoesNotKnowWhereSomebodyHandedInIsFoundAndMended(t *testing.T) {
	w := newWorld(t)
	p := w.resident(village1)
	w.insert(w.submission(p, "a", 5))
	r := w.rollup(w.stores())
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.move(t.Context(), r, &p), r.Flush(t.Context())); err != nil {
		t.Fatal(err)
	}
	w.verify()
	known, err := w.store.Summary(t.Context(), p.ID)
	if err != nil || !slices.Equal(known.Former, []string{village1}) {
		t.Fatalf("former villages %v, %v", known.Former, err)
	}
	known.Former = nil
	if err := errors.Join(w.store.DeleteSummary(t.Context(), p.ID), put(w.store.PutSummaries(t.Context(), []progress.Summary{known}))); err != nil {
		t.Fatal(err)
	}
	report, err := r.Verify(t.Context(), w.boards)
	if err != nil || report.Found != 1 || !strings.Contains(report.Differences[0], "summary of "+p.ID) {
		t.Errorf("found %v, %v", report.Differences, err)
	}
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.verify()
}
