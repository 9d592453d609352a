package day_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the zone's whole history, wherever the test runs

	"pgregory.net/rapid"

	"hocso/internal/day"
)

// Before this the south had UTC+8.
var fixedSince = time.Date(1975, 6, 13, 0, 0, 0, 0, time.UTC)

func hoChiMinh(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestDaysAreThoseOfTheZonesDatabase(t *testing.T) {
	zone := hoChiMinh(t)
	last := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(fixedSince.Unix(), last.Unix()).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond"))
		if got, want := day.Of(at), at.In(zone).Format(time.DateOnly); string(got) != want {
			t.Errorf("%v is on %s, by the database on %s", at, got, want)
		}
	})
	for at := fixedSince; at.Before(last); at = at.AddDate(0, 0, 1) { // each midnight of the province, and the moment before it
		for _, at := range []time.Time{at.Add(17 * time.Hour), at.Add(17*time.Hour - 1)} {
			if got, want := day.Of(at), at.In(zone).Format(time.DateOnly); string(got) != want {
				t.Fatalf("%v is on %s, by the database on %s", at, got, want)
			}
		}
	}
}

func TestMomentsAreOfTheSameDayIfTheirDaysAreEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := time.Unix(rapid.Int64Range(-1e11, 2e11).Draw(t, "second"), 0)
		second := first.Add(time.Duration(rapid.Int64Range(-36*60*60, 36*60*60).Draw(t, "seconds later")) * time.Second)
		if got, want := day.Same(first, second), day.Of(first) == day.Of(second); got != want {
			t.Errorf("%v and %v on the same day: %v, by their days %v", first, second, got, want)
		}
	})
	for midnight := time.Date(1969, 12, 25, 17, 0, 0, 0, time.UTC); midnight.Year() < 1971; midnight = midnight.AddDate(0, 0, 1) {
		if before := midnight.Add(-1); day.Same(before, midnight) || !day.Same(midnight, midnight.Add(24*time.Hour-1)) {
			t.Fatalf("a day does not begin at %v", midnight)
		}
	}
}

func TestDaysOfClocksThatAreFarOffAreAsALayoutWritesThem(t *testing.T) {
	for _, at := range []time.Time{{}, time.Unix(0, 0), time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC), time.Date(-5, 3, 4, 0, 0, 0, 0, time.UTC),
		time.Date(9999, 12, 31, 16, 59, 59, 0, time.UTC), time.Date(9999, 12, 31, 17, 0, 0, 0, time.UTC), time.Date(123456, 1, 2, 0, 0, 0, 0, time.UTC)} {
		if got, want := day.Of(at), at.In(day.Zone).Format(time.DateOnly); string(got) != want {
			t.Errorf("%v is on %s, want %s", at, got, want)
		}
	}
}

func TestADayStartsAtMidnightAndParsesBack(t *testing.T) {
	d := day.Of(time.Date(2026, 11, 2, 17, 0, 0, 0, time.UTC))
	if d != "2026-11-03" || !d.Start().Equal(time.Date(2026, 11, 2, 17, 0, 0, 0, time.UTC)) || d.Add(-3) != "2026-10-31" {
		t.Errorf("day %s starts %v, three before is %s", d, d.Start(), d.Add(-3))
	}
	if _, err := day.Parse("2026-2-3"); err == nil {
		t.Error("2026-2-3 was taken")
	}
	if _, err := day.Parse(string(d)); err != nil {
		t.Error(err)
	}
}
