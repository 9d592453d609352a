package fieldwork_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/fieldwork"
)

func visit(id string, outcome fieldwork.Outcome, at time.Time) fieldwork.Event {
	return fieldwork.Event{ID: id, Village: village, Kind: fieldwork.Visited, Person: "hoa", Outcome: outcome, At: at, ReceivedAt: at.Add(time.Minute), By: "helper"}
}

func TestNobodyIsVisitedAgainTooSoon(t *testing.T) {
	for _, c := range []struct {
		visits []fieldwork.Event
		until  day.Day
		last   fieldwork.Outcome
	}{
		{[]fieldwork.Event{visit("1", fieldwork.Helped, minute(0))}, "2026-12-04", fieldwork.Helped},
		{[]fieldwork.Event{visit("1", fieldwork.NotHome, minute(0))}, "2026-12-04", fieldwork.NotHome},
		{[]fieldwork.Event{visit("1", fieldwork.Later, minute(0))}, "2026-12-08", fieldwork.Later},
		{[]fieldwork.Event{visit("1", fieldwork.Declined, minute(0))}, "2026-12-31", fieldwork.Declined},
		{[]fieldwork.Event{visit("1", fieldwork.Declined, minute(0)), visit("2", fieldwork.NotHome, minute(0).AddDate(0, 0, 1))}, "2026-12-31", fieldwork.NotHome},
		{[]fieldwork.Event{visit("1", fieldwork.NotHome, minute(0)), visit("2", fieldwork.NotHome, minute(0).AddDate(0, 0, 3))}, "2026-12-07", fieldwork.NotHome},
		{[]fieldwork.Event{visit("1", fieldwork.Helped, minute(0)), visit("2", fieldwork.Declined, minute(5)),
			{ID: "3", Village: village, Kind: fieldwork.Undone, Of: "2", At: minute(6), ReceivedAt: minute(6)}}, "2026-12-04", fieldwork.Helped},
	} {
		h := fieldwork.Visits(c.visits)["hoa"]
		if h.QuietUntil != c.until || h.Last.Outcome != c.last || h.Last.By != "helper" {
			t.Errorf("%+v: %+v, want quiet until %s", c.visits, h, c.until)
		}
		if !h.Quiet(c.until.Add(-1)) || h.Quiet(c.until) {
			t.Errorf("%+v: quiet to %v until %s", c.visits, h.QuietUntil, c.until)
		}
	}
}

func TestWhoMovedAwayIsNeverLookedForAgain(t *testing.T) {
	h := fieldwork.Visits([]fieldwork.Event{visit("1", fieldwork.Moved, minute(0))})["hoa"]
	if !h.Quiet("2100-01-01") {
		t.Errorf("quiet until %s", h.QuietUntil)
	}
}

func TestWhoWasNeverVisitedMayBe(t *testing.T) {
	if (fieldwork.History{}).Quiet(today) {
		t.Error("quiet without a visit")
	}
}

func TestAVisitOfAClockThatRunsBehindCountsWhenItWasReceived(t *testing.T) {
	late := visit("1", fieldwork.Helped, minute(0).AddDate(-3, 0, 0))
	late.ReceivedAt = minute(0)
	ahead := visit("2", fieldwork.Helped, minute(0).AddDate(3, 0, 0))
	ahead.ReceivedAt = minute(0)
	for _, e := range []fieldwork.Event{late, ahead} {
		if h := fieldwork.Visits([]fieldwork.Event{e})["hoa"]; h.QuietUntil != "2026-12-04" || !h.Last.At.Equal(minute(0)) {
			t.Errorf("%+v: %+v", e, h)
		}
	}
}

func TestVisitsDoNotDependOnTheOrderOrOnRepeats(t *testing.T) {
	outcomes := []fieldwork.Outcome{fieldwork.Helped, fieldwork.NotHome, fieldwork.Later, fieldwork.Declined, fieldwork.Moved}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "visits")
		events := make([]fieldwork.Event, n)
		for i := range events {
			e := visit(fmt.Sprintf("v%02d", i), rapid.SampledFrom(outcomes).Draw(t, "outcome"), minute(60*rapid.IntRange(0, 500).Draw(t, "hour")))
			e.Person = rapid.SampledFrom([]string{"hoa", "lan"}).Draw(t, "person")
			if rapid.IntRange(0, 4).Draw(t, "undo") == 0 {
				e = fieldwork.Event{ID: e.ID, Village: village, Kind: fieldwork.Undone, At: e.At, ReceivedAt: e.ReceivedAt,
					Of: fmt.Sprintf("v%02d", rapid.IntRange(0, n-1).Draw(t, "of"))}
			}
			events[i] = e
		}
		want := fieldwork.Visits(events)
		mixed := rapid.Permutation(slices.Concat(events, events)).Draw(t, "order")
		if got := fieldwork.Visits(mixed); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	})
}
