package progress_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress"
)

func TestAResultCountsWhenItWasFinishedIfItCameWithinTwelveHours(t *testing.T) {
	received := time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC) // 8 in the morning in the province
	for name, c := range map[string]struct {
		finished time.Time
		want     time.Time
	}{
		"at once":                      {received.Add(-time.Second), received.Add(-time.Second)},
		"the evening before":           {received.Add(-11 * time.Hour), received.Add(-11 * time.Hour)},
		"twelve hours":                 {received.Add(-12 * time.Hour), received.Add(-12 * time.Hour)},
		"longer ago":                   {received.Add(-12*time.Hour - time.Millisecond), received},
		"weeks ago":                    {received.AddDate(0, 0, -21), received},
		"a clock in the future":        {received.Add(time.Millisecond), received},
		"a clock that was never set":   {time.Unix(0, 0), received},
		"a clock far in the future":    {time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), received},
		"a phone that did not say one": {time.Time{}, received},
	} {
		if got := (progress.Result{FinishedAt: c.finished, ReceivedAt: received}).At(); !got.Equal(c.want) {
			t.Errorf("%s: counts at %v, want %v", name, got, c.want)
		}
	}
}

// Whatever a phone's clock says, what it hands in counts on the day of its receipt or, before noon, on the day before.
func TestNoClockMovesAResultByMoreThanHalfADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		received := at(rapid.IntRange(0, 24*30).Draw(t, "received"))
		finished := time.Unix(rapid.Int64Range(0, 4102444800).Draw(t, "finished"), 0)
		if rapid.Bool().Draw(t, "near") {
			finished = received.Add(time.Duration(rapid.Int64Range(-int64(40*time.Hour), int64(40*time.Hour)).Draw(t, "off")))
		}
		counts := progress.Result{FinishedAt: finished, ReceivedAt: received}.At()
		if early := received.Sub(counts); early < 0 || early > 12*time.Hour {
			t.Fatalf("finished %v, received %v, counts %v", finished, received, counts)
		}
		if received.In(day.Zone).Hour() >= 12 && day.Of(counts) != day.Of(received) {
			t.Fatalf("received %v after noon and counts on %s", received, day.Of(counts))
		}
	})
}

// What a place's days hold adds up to what it holds, so that a snapshot at the end of any day can be had from them.
func TestTheDaysOfAPlaceAddUpToItsCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var summaries []progress.Summary
		for i := range rapid.IntRange(0, 8).Draw(t, "residents") {
			summaries = append(summaries, progress.Fold(string(rune('a'+i)), progress.Home{Village: "v", Counted: rapid.Bool().Draw(t, "counted")}, anyResults(t)))
		}
		totals := progress.FoldTotals("v", summaries, november, in(november), at(0))
		want := progress.DayCount{Learners: totals.Learners, Submissions: totals.Submissions}
		if n := totals.Campaigns[november.ID]; n.Snapshot("9999-12-31") != n.Reached {
			t.Fatalf("days %+v of the campaign add up to %+v, want %+v", n.Days, n.Snapshot("9999-12-31"), n.Reached)
		}
		if got := totals.Snapshot("9999-12-31"); got != want {
			t.Fatalf("days %+v add up to %+v, want %+v", totals.Days, got, want)
		}
	})
}

// A snapshot of a day is what the totals were when only what counts until its end was there.
func TestASnapshotIsWhatTheTotalsWereThen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		end := day.Of(at(rapid.IntRange(0, 24*20).Draw(t, "end")))
		var now, then []progress.Summary
		for i := range rapid.IntRange(0, 6).Draw(t, "residents") {
			home := progress.Home{Village: "v", Counted: true}
			results := anyResults(t)
			until := slices.DeleteFunc(slices.Clone(results), func(r progress.Result) bool { return day.Of(r.At()) > end })
			now = append(now, progress.Fold(string(rune('a'+i)), home, results))
			then = append(then, progress.Fold(string(rune('a'+i)), home, until))
		}
		before := progress.FoldTotals("v", then, november, in(november), at(0))
		after := progress.FoldTotals("v", now, november, in(november), at(0))
		if got, want := after.Campaigns[november.ID].Snapshot(end), before.Campaigns[november.ID].Reached; got != want {
			t.Fatalf("the campaign's snapshot of %s: %+v, reached then %+v", end, got, want)
		}
		got, want := after.Snapshot(end), before.Snapshot(end)
		// Somebody who only reviewed until then counts as a learner, with all they did, from their first quiz on.
		want.Submissions = got.Submissions
		if got != want {
			t.Fatalf("snapshot of %s: %+v, totals then %+v", end, got, want)
		}
	})
}

func TestOfTwoSummariesEachPartIsTheNewer(t *testing.T) {
	stored := progress.Summary{Resident: "r", Village: "v1", Counted: true, Revision: 3, Submissions: 5, Reviews: []progress.Review{{Module: "a"}}}
	for name, c := range map[string]struct{ fresh, want progress.Summary }{
		"more learnt, moved since": {
			progress.Summary{Resident: "r", Village: "v2", Revision: 4, Submissions: 6},
			progress.Summary{Resident: "r", Village: "v2", Revision: 4, Submissions: 6, Former: []string{"v1"}}},
		"more learnt, an older home": {
			progress.Summary{Resident: "r", Village: "v0", Revision: 2, Submissions: 6},
			progress.Summary{Resident: "r", Village: "v1", Counted: true, Revision: 3, Submissions: 6, Former: []string{"v0"}}},
		"less learnt, moved since": {
			progress.Summary{Resident: "r", Village: "v2", Revision: 4, Submissions: 4},
			progress.Summary{Resident: "r", Village: "v2", Revision: 4, Submissions: 5, Reviews: stored.Reviews, Former: []string{"v1"}}},
		"less learnt, an older home": {
			progress.Summary{Resident: "r", Village: "v0", Revision: 2, Submissions: 4},
			progress.Summary{Resident: "r", Village: "v1", Counted: true, Revision: 3, Submissions: 5, Reviews: stored.Reviews, Former: []string{"v0"}}},
		"as much learnt": {progress.Summary{Resident: "r", Village: "v1", Revision: 3, Submissions: 5}, progress.Summary{Resident: "r", Village: "v1", Revision: 3, Submissions: 5}},
	} {
		if got := c.fresh.Over(stored); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	back := progress.Summary{Resident: "r", Village: "v1", Revision: 5}.Over(progress.Summary{Village: "v2", Revision: 4, Former: []string{"v0", "v1"}})
	if !slices.Equal(back.Places(), []string{"v1", "v0", "v2"}) {
		t.Errorf("who moved back: %v", back.Places())
	}
}
