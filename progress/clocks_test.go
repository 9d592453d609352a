package progress_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/internal/longtest"
	"hocso/progress"
)

// local is a moment by the clocks of the province.
func local(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05.000", text, day.Zone)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// The campaign is of November. What decides is when the server received something, by its own clock; the phone's decides within
// the twelve hours before, and is else only recorded. Until the noon after the last day, what was finished in time counts on it.
func TestTheServersClockDecidesWhatCountsAndThePhonesWithinHalfADay(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	cases := map[string]struct {
		finished, received string
		counts             day.Day
		participates       bool
	}{
		"a moment before the first day":               {"2026-10-31 23:59:59.999", "2026-10-31 23:59:59.999", "2026-10-31", false},
		"the first moment of the first day":           {"2026-11-01 00:00:00.000", "2026-11-01 00:00:00.000", "2026-11-01", true},
		"the evening before, received on it":          {"2026-10-31 23:00:00.000", "2026-11-01 08:00:00.000", "2026-10-31", false},
		"long before, received on it":                 {"2026-10-30 23:00:00.000", "2026-11-01 08:00:00.000", "2026-11-01", true},
		"the last moment of the last day":             {"2026-11-30 23:59:59.999", "2026-11-30 23:59:59.999", "2026-11-30", true},
		"the first moment after it":                   {"2026-12-01 00:00:00.000", "2026-12-01 00:00:00.000", "2026-12-01", false},
		"the last evening, received the next morning": {"2026-11-30 22:00:00.000", "2026-12-01 09:59:59.999", "2026-11-30", true},
		"twelve hours to the millisecond":             {"2026-11-30 23:59:59.999", "2026-12-01 11:59:59.999", "2026-11-30", true},
		"a millisecond more":                          {"2026-11-30 23:59:59.998", "2026-12-01 11:59:59.999", "2026-12-01", true},
		"at noon nothing of the day before is left":   {"2026-11-30 23:59:59.999", "2026-12-01 12:00:00.000", "2026-12-01", false},
		"weeks late, after the campaign":              {"2026-11-15 10:00:00.000", "2026-12-20 10:00:00.000", "2026-12-20", false},
		"weeks late, within it":                       {"2026-11-02 10:00:00.000", "2026-11-28 10:00:00.000", "2026-11-28", true},
		"a phone in 1970":                             {"1970-01-01 07:00:00.000", "2026-11-10 20:00:00.000", "2026-11-10", true},
		"a phone in 2099":                             {"2099-12-31 23:59:59.999", "2026-11-11 20:00:00.000", "2026-11-11", true},
		"a phone in 1970, after the campaign":         {"1970-01-01 07:00:00.000", "2026-12-10 20:00:00.000", "2026-12-10", false},
		"a phone an hour ahead around midnight":       {"2026-11-13 00:30:00.000", "2026-11-12 23:30:00.000", "2026-11-12", true},
		"a phone an hour behind around midnight":      {"2026-11-12 23:30:00.000", "2026-11-13 00:30:00.000", "2026-11-12", true},
		"a server an hour ahead on the last evening":  {"2026-11-30 23:30:00.000", "2026-12-01 00:30:00.000", "2026-11-30", true},
		"a server a day ahead on the last day":        {"2026-11-30 10:00:00.000", "2026-12-01 10:00:01.000", "2026-12-01", true},
		"a server a day behind after the last day":    {"2026-12-01 10:00:00.000", "2026-11-30 10:00:00.000", "2026-11-30", true},
		"a server a day behind before the first day":  {"2026-11-01 10:00:00.000", "2026-10-31 10:00:00.000", "2026-10-31", false},
	}
	learners, participants := map[day.Day]int{}, map[day.Day]int{}
	for name, c := range cases {
		w.now = local(c.received)
		p := w.resident(village1)
		draft := progress.Draft{ID: uuid.NewString(), Module: "a", Version: 1, StartedAt: local(c.finished).Add(-time.Minute), FinishedAt: local(c.finished),
			Answers: map[string][]string{"q1": {"x"}}}
		receipt, err := service.Submit(t.Context(), p, draft)
		if err != nil {
			t.Fatal(err)
		}
		got := receipt.Submission
		if day.Of(got.At()) != c.counts || !got.ReceivedAt.Equal(w.now) || !got.FinishedAt.Equal(local(c.finished)) {
			t.Errorf("%s: counts at %v, received %v, finished %v; want %s", name, got.At(), got.ReceivedAt, got.FinishedAt, c.counts)
		}
		if st := receipt.Summary.Standing(november); st.ParticipatedAt.IsZero() == c.participates {
			t.Errorf("%s: participated at %v", name, st.ParticipatedAt)
		}
		learners[c.counts]++
		if c.participates {
			participants[min(c.counts, november.LastDay)]++ // within the grace, on the last day
		}
		// Handed in again at another time, it counts as it did.
		w.now = w.now.AddDate(0, 0, 20)
		again, err := service.Submit(t.Context(), p, draft)
		if err != nil || !again.Replay || !again.Submission.At().Equal(got.At()) || !again.Summary.Equal(receipt.Summary) {
			t.Errorf("%s: again %+v, %v", name, again, err)
		}
	}
	eventually(t, "everything agrees", func() bool {
		report, err := w.rollup(w.stores()).Verify(t.Context(), w.boards)
		return err == nil && len(report.Differences) == 0 && report.Submissions == len(cases)
	})
	for _, place := range []string{village1, "00001", "66"} {
		totals, count := w.totals(place), w.count(place)
		var until progress.DayCount
		var reached progress.Reached
		for on := day.Day("2026-10-30"); on < "2026-12-31"; on = on.Add(1) {
			until.Learners, reached.Participants = until.Learners+learners[on], reached.Participants+participants[on]
			reached.Points = reached.Participants // what counts outside the campaign gains nothing
			got := totals.Snapshot(on)
			if got.Learners != until.Learners || got.Submissions != until.Learners || count.Snapshot(on) != reached ||
				totals.Days[on].Learners != learners[on] {
				t.Errorf("%s at the end of %s: %+v, want %+v", place, on, got, until)
			}
		}
	}
	longtest.Report(t, 6, len(cases), "pairs of a phone's and a server's clock", "each counts on the day it should, and again on the same")
}

func TestAClockThatJumpsBackDoublesAndLosesNothing(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	p := w.resident(village1)
	submit := func(id, answer string) progress.Receipt {
		t.Helper()
		receipt, err := service.Submit(t.Context(), p, progress.Draft{ID: id, Module: "a", Version: 1, StartedAt: at(1), FinishedAt: at(2),
			Answers: map[string][]string{"q1": {answer}}})
		if err != nil {
			t.Fatal(err)
		}
		return receipt
	}
	w.now = local("2026-11-20 10:00:00.000")
	first := submit("first", "x")
	w.now = local("2026-11-19 09:00:00.000") // a day and an hour back
	if again := submit("first", "x"); !again.Replay || !again.Submission.ReceivedAt.Equal(first.Submission.ReceivedAt) {
		t.Errorf("again %+v", again.Submission)
	}
	wrong := submit("wrong", "y")
	m := wrong.Summary.Modules[0]
	if wrong.Summary.Submissions != 2 || m.Attempts != 2 || !m.PassedAt.Equal(first.Submission.ReceivedAt) || m.Best != 1 || !m.LastAt.Equal(first.Submission.ReceivedAt) {
		t.Errorf("after the jump %+v", wrong.Summary)
	}
	// By these clocks the wrong answer came first, and the right one on the day when it was due.
	if len(wrong.Summary.Reviews) != 1 || wrong.Summary.Reviews[0].Box != 2 || wrong.Summary.Reviews[0].Due != "2026-11-23" {
		t.Errorf("what comes back: %+v", wrong.Summary.Reviews)
	}
	eventually(t, "everything agrees", func() bool {
		report, err := w.rollup(w.stores()).Verify(t.Context(), w.boards)
		return err == nil && len(report.Differences) == 0 && report.Submissions == 2
	})
	if got := w.totals(village1); got.Days["2026-11-19"].Learners != 1 || w.count(village1).Days["2026-11-20"].Participants != 1 || w.count(village1).Snapshot("2026-11-19").Participants != 0 {
		t.Errorf("days %+v", got.Days)
	}
}

// skewed is a rollup of a server whose clock is off.
func (w *world) skewed(stores progress.Stores, off time.Duration) *progress.Rollup {
	return progress.NewRollup(stores, w.boards, func() progress.Reference { return w.ref }, func() time.Time { return at(100).Add(off) }, slog.New(slog.DiscardHandler))
}

// Each takes the other's leases for run out or far too long, so both compute the same villages at the same moment.
func TestServersWhoseClocksDifferAgreeInTheEnd(t *testing.T) {
	for _, off := range []time.Duration{5 * time.Minute, time.Hour, 24 * time.Hour} {
		w := newWorld(t)
		stores := w.stores()
		stores.Leases = newLeases()
		servers := []*progress.Rollup{w.skewed(stores, 0), w.skewed(stores, off), w.skewed(stores, -off)}
		w.share(servers, 6, 60)
		w.verify()
	}
	longtest.Report(t, 6, 3, "times three servers whose clocks differ by up to two days", "they agree in the end")
}

func TestAServerWithAClockAheadThatGoesDownKeepsNoVillageWaiting(t *testing.T) {
	w := newWorld(t)
	stores := w.stores()
	shared := newLeases()
	stores.Leases = shared
	if err := w.skewed(stores, 0).RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.insert(w.submission(w.resident(village1), "a", 5))
	// It goes down at its second write, when it holds the village, and releases nothing.
	writes := 0
	broken := crashing{w.store, &writes, 1}
	ahead := progress.Stores{Submissions: broken, Summaries: broken, Totals: broken, People: w.store, Leases: neverReleased{shared}}
	if err := w.skewed(ahead, 24*time.Hour).Sweep(t.Context()); !errors.Is(err, errCrash) {
		t.Fatalf("%v; the test no longer crashes where it should", err)
	}
	if err := w.skewed(stores, 0).Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.verify()
	if got := w.count(village1).Participants; got != 1 {
		t.Errorf("%d participants, want 1", got)
	}
}

// neverReleased are leases of a server that goes down before it releases any.
type neverReleased struct{ progress.LeaseStore }

func (neverReleased) Release(context.Context, string, []string) error { return nil }
