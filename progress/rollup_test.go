package progress_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

func TestWhatACrashLeftIsFoundAtTheNextStart(t *testing.T) {
	// Whatever write the machine goes down after, sweeping makes everything agree again.
	for after := range 5 {
		w := newWorld(t)
		if err := w.rollup(w.stores()).RebuildBoards(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.insert(w.submission(w.resident(village1), "a", 5), w.submission(w.resident(village3), "b", 1))
		writes := 0
		broken := crashing{w.store, &writes, after}
		stores := progress.Stores{Submissions: broken, Summaries: broken, Totals: broken, People: w.store}
		err := w.rollup(stores).Sweep(t.Context())
		if !errors.Is(err, errCrash) {
			t.Fatalf("after %d writes: %v; the test no longer crashes where it should", after, err)
		}
		if err := w.rollup(w.stores()).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if report := w.verify(); report.Submissions != 2 || report.Summaries != 2 || report.Boards != 16 {
			t.Errorf("after %d writes: %s", after, report)
		}
		if got := w.totals(places.Province); w.count(places.Province).Participants != 1 || got.Learners != 2 {
			t.Errorf("after %d writes: province %+v", after, got)
		}
	}
}

func TestFoldingTwiceCountsOnce(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	p := w.resident(village1)
	w.insert(w.submission(p, "a", 5))
	for range 3 {
		if err := errors.Join(r.Rebuild(t.Context()), r.Recompute(t.Context(), village1)); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.totals(village1); w.count(village1).Participants != 1 || got.Submissions != 1 || w.count(village1).Points != 5 {
		t.Errorf("totals %+v", got)
	}
	w.verify()
}

func TestVerifyFindsWhatWasTamperedWithAndRebuildMendsIt(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	p := w.resident(village1)
	w.insert(w.submission(p, "a", 5), w.submission(w.resident(village2), "a", 5))
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.verify()
	for what, tamper := range map[string]func() error{
		"summary of": func() error {
			return put(w.store.PutSummaries(t.Context(), []progress.Summary{{Resident: p.ID, Village: village1, Counted: true, Submissions: 9}}))
		},
		"Reviews:[{Module:a Question:q1 Box:4": func() error {
			sum, err := w.store.Summary(t.Context(), p.ID)
			sum.Reviews = []progress.Review{{Module: "a", Question: "q1", Box: 4, Due: "2026-12-01"}}
			return errors.Join(err, put(w.store.PutSummaries(t.Context(), []progress.Summary{sum})))
		},
		"totals of " + village1: func() error {
			return w.overwrite(progress.Totals{Place: village1, Learners: 9})
		},
		"totals of 00001": func() error {
			return w.overwrite(progress.Totals{Place: "00001", Campaigns: map[string]progress.Count{november.ID: {Learners: 9}}})
		},
		"totals of 66": func() error {
			return w.overwrite(progress.Totals{Place: places.Province})
		},
		"boards of c: show " + village2: func() error {
			return w.boards.Update(t.Context(), november.ID, 0, []campaign.Row{{ID: village2, Ward: "00001", Counts: campaign.Counts{Done: 3}, Roll: campaign.Roll{Adults: 10}}}, at(100))
		},
		"there is none, of": func() error { return w.store.DeleteSummary(t.Context(), p.ID) },
		"wait to be folded": func() error {
			_, err := w.store.Insert(t.Context(), []progress.Submission{w.submission(p, "b", 0)})
			return err
		},
		"who is not known": func() error {
			stranger := w.submission(people.Person{ID: "stranger", Village: village1}, "a", 5)
			_, err := w.store.Insert(t.Context(), []progress.Submission{stranger})
			return err
		},
	} {
		if err := tamper(); err != nil {
			t.Fatal(err)
		}
		report, err := r.Verify(t.Context(), w.boards, progress.Patience(0))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(report.Differences, "\n"), what) {
			t.Errorf("%q was not found; differences: %v", what, report.Differences)
		}
		if err := r.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.verify()
	}
}

func TestAWithdrawnConsentLeavesTheTotals(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	p := w.resident(village1)
	w.insert(w.submission(p, "a", 5))
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.Consents = append(p.Consents, people.ConsentRecord{Consent: people.Consent{Account: true}, At: at(50)})
	if err := w.store.UpdatePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if err := r.Refold(t.Context(), p.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.totals(village1); w.count(village1).Participants != 0 || got.Submissions != 0 {
		t.Errorf("totals %+v", got)
	}
	w.verify()
}

func TestErasingLeavesNothing(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	p := w.resident(village1)
	w.insert(w.submission(p, "a", 5))
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := r.Erase(t.Context(), p.ID, p.Village); err != nil {
		t.Fatal(err)
	}
	if err := w.store.DeletePerson(t.Context(), p.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if report := w.verify(); report.Submissions != 0 || w.count("00001").Participants != 0 {
		t.Errorf("%s, ward %+v", report, w.totals("00001"))
	}
}

func TestASubmissionThatArrivesDuringErasureIsErasedToo(t *testing.T) {
	w := newWorld(t)
	w.insert(w.submission(people.Person{ID: "gone", Village: village1}, "a", 5))
	if err := w.rollup(w.stores()).Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := w.store.SubmissionsOf(t.Context(), "gone"); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestWhatWasBeingStoredOfTheErasedIsErasedToo(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	p, stays := w.resident(village1), w.resident(village1)
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, one := range []people.Person{p, stays} {
		if err := r.Erase(t.Context(), one.ID, one.Village); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.store.DeletePerson(t.Context(), p.ID); err != nil {
		t.Fatal(err)
	}
	// A commit that began before the erasure ends after it.
	for _, one := range []people.Person{p, stays} {
		s := w.submission(one, "a", 5)
		w.insert(s)
		r.Note([]progress.Summary{progress.Fold(one.ID, progress.Home{Village: one.Village, Counted: true}, []progress.Result{s.Result})}, []progress.Key{s.Key()})
	}
	if err := r.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.Summary(t.Context(), p.ID); err == nil {
		t.Error("the summary is back")
	}
	// Whose erasure came to nothing goes on learning.
	if report := w.verify(); report.Submissions != 1 || w.count(village1).Participants != 1 {
		t.Errorf("%s, totals %+v", report, w.totals(village1))
	}
}

func TestSubmissionsGoOnWithoutBoardsAndBoardsComeBack(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	if err := r.RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { r.Run(ctx) })
	defer running.Wait()
	defer cancel()

	w.redis.SetError("LOADING away for a while")
	p := w.resident(village1)
	s := w.submission(p, "a", 5)
	w.insert(s)
	r.Note([]progress.Summary{progress.Fold(p.ID, progress.Home{Village: p.Village, Counted: true}, []progress.Result{s.Result})}, []progress.Key{s.Key()})
	eventually(t, "the totals move without boards", func() bool { return w.count(village1).Participants == 1 })
	w.redis.SetError("")
	eventually(t, "the boards catch up", func() bool {
		return w.shown(november.ID, village1).Done == 1
	})
	w.redis.FlushAll()
	eventually(t, "flushed boards are built again", func() bool {
		return w.shown(november.ID, village1).Done == 1
	})
}

// eventually waits for a condition and fails after ten seconds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	end := time.NewTimer(10 * time.Second)
	defer end.Stop()
	for !holds() {
		select {
		case <-ticker.C:
		case <-end.C:
			t.Fatalf("not within ten seconds: %s", what)
		}
	}
}

// oneModule is a catalogue of one module with one question.
type oneModule struct{ courses.Module }

func (m oneModule) Version(_ context.Context, id string, version int) (courses.Module, error) {
	if id != m.ID || version != m.Module.Version {
		return courses.Module{}, courses.ErrNotFound
	}
	return m.Module, nil
}

func TestRacersWithOneIDHaveOneEffect(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	p := w.resident(village1)
	draft := progress.Draft{ID: "7f9c24e8-3b12-4d8f-9c1a-0123456789ab", Module: "a", Version: 1, StartedAt: at(1), FinishedAt: at(2),
		Answers: map[string][]string{"q1": {"x"}}}
	other := draft
	other.Answers = map[string][]string{"q1": {"y"}}
	var mu sync.Mutex
	var fresh, replays, conflicts int
	var racers sync.WaitGroup
	for i := range 60 {
		racers.Go(func() {
			d := draft
			if i%3 == 0 {
				d = other
			}
			receipt, err := service.Submit(t.Context(), p, d)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case errors.Is(err, progress.ErrConflict):
				conflicts++
			case err != nil:
				t.Error(err)
			case receipt.Replay:
				replays++
			default:
				fresh++
			}
		})
	}
	racers.Wait()
	if fresh != 1 || fresh+replays+conflicts != 60 || (replays != 39 && replays != 19) {
		t.Errorf("%d new, %d repeats, %d conflicts", fresh, replays, conflicts)
	}
	eventually(t, "everything agrees", func() bool {
		report, err := w.rollup(w.stores()).Verify(t.Context(), w.boards)
		return err == nil && len(report.Differences) == 0 && report.Submissions == 1
	})
}

func TestAReviewMovesWhatComesBackAndNothingElse(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	p := w.resident(village1)
	submit := func(id string, review bool, answer ...string) progress.Receipt {
		t.Helper()
		receipt, err := service.Submit(t.Context(), p, progress.Draft{ID: id, Module: "a", Version: 1, Review: review, StartedAt: at(1), FinishedAt: at(2),
			Answers: map[string][]string{"q1": answer}})
		if err != nil {
			t.Fatal(err)
		}
		return receipt
	}
	quiz := submit("quiz", false, "y")
	if want := []progress.Review{{Module: "a", Question: "q1", Box: 1, Due: day.Of(w.now).Add(1)}}; !slices.Equal(quiz.Summary.Reviews, want) {
		t.Fatalf("after the quiz %+v", quiz.Summary)
	}
	w.now = w.now.AddDate(0, 0, 1)
	review := submit("review", true, "x")
	if want := []progress.Review{{Module: "a", Question: "q1", Box: 2, Due: day.Of(w.now).Add(3)}}; !slices.Equal(review.Summary.Reviews, want) {
		t.Errorf("after the review %+v", review.Summary)
	}
	if m := review.Summary.Modules; len(m) != 1 || m[0].Attempts != 1 || m[0].Best != 0 || m[0].Passed() || review.Submission.Passed {
		t.Errorf("all of a review right counts for the module: %+v", review)
	}
	if got := review.Grading; got.Score != 1 || got.Max != 1 {
		t.Errorf("graded %+v", got)
	}
	if again := submit("review", true, "x"); !again.Replay || !again.Summary.Equal(review.Summary) {
		t.Errorf("handed in again %+v", again)
	}
	nothing := progress.Draft{ID: "nothing", Module: "a", Version: 1, Review: true, Answers: map[string][]string{"q1": {}}}
	var faults *courses.AnswersError
	if _, err := service.Submit(t.Context(), p, nothing); !errors.As(err, &faults) {
		t.Errorf("a review without an answer: %v", err)
	}
	eventually(t, "everything agrees", func() bool {
		report, err := w.rollup(w.stores()).Verify(t.Context(), w.boards)
		return err == nil && len(report.Differences) == 0 && report.Submissions == 2
	})
	if got := w.totals(village1); w.count(village1).Reached != (progress.Reached{}) || got.Learners != 1 {
		t.Errorf("totals %+v", got)
	}
}

func TestAFailedCommitIsNotAcknowledged(t *testing.T) {
	w := newWorld(t)
	writes := 0
	broken := crashing{w.store, &writes, 0}
	service, stop := w.service(progress.Stores{Submissions: broken, Summaries: w.store, Totals: w.store, People: w.store})
	defer stop()
	_, err := service.Submit(t.Context(), w.resident(village1), progress.Draft{ID: "7f9c24e8-3b12-4d8f-9c1a-0123456789ab", Module: "a", Version: 1,
		Answers: map[string][]string{"q1": {"x"}}})
	if !errors.Is(err, progress.ErrUnavailable) {
		t.Errorf("the answer was %v", err)
	}
}

// service starts everything that takes submissions; stop ends it.
func (w *world) service(stores progress.Stores) (service *progress.Service, stop func()) {
	service, _, stop = w.serving(stores)
	return service, stop
}

// serving is service, with the rollup.
func (w *world) serving(stores progress.Stores) (service *progress.Service, rollup *progress.Rollup, stop func()) {
	rollup = w.rollup(stores)
	if err := rollup.RebuildBoards(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	intake := progress.NewIntake(stores.Submissions, rollup)
	module := oneModule{courses.Module{ID: "a", Version: 1, PassMark: 70, Questions: []courses.Question{
		{ID: "q1", Kind: courses.Single, Options: []string{"x", "y"}, Key: []string{"x"}}}}}
	taking, stopTaking := context.WithCancel(w.t.Context())
	recomputing, stopRecomputing := context.WithCancel(w.t.Context())
	var intakes, rollups sync.WaitGroup
	rollups.Go(func() { rollup.Run(recomputing) })
	intakes.Go(func() { intake.Run(taking) })
	intakes.Go(func() { intake.Run(taking) })
	service = progress.NewService(stores, w.store, module, intake, rollup, func() progress.Reference { return w.ref }, func() time.Time { return w.now })
	return service, rollup, func() { // in the order of the server: what is being stored is noted before the last round
		stopTaking()
		intakes.Wait()
		stopRecomputing()
		rollups.Wait()
	}
}
