package campaign_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

// recent is a village of whose people so many came on single days, today first.
func recent(id string, done, roll int, days ...int) campaign.Row {
	r := village(id, done, roll)
	for i, n := range days {
		r.Recent[i].Done = n
	}
	return r
}

func TestNothingIsMissingWhereNotEnoughPeopleAreLeft(t *testing.T) {
	week := campaign.View{Measure: campaign.Rate, Window: campaign.Week}
	better := recent("better", 10, 20, 10)
	for done, want := range map[int]int{15: 5, 16: 0, 18: 0, 20: 0, 25: 0} {
		s := campaign.Rank([]campaign.Row{better, recent("worse", done, 20, 5)}, week, campaign.Campaign{}, today)
		if got := s.Ranked[1].Missing; got != want {
			t.Errorf("%d of 20 have taken part: %d are missing, want %d", done, got, want)
		}
	}
}

func TestNobodyIsMissingOnDaysThatAreOver(t *testing.T) {
	better, worse := recent("better", 10, 20, 0, 4, 0, 0, 4), recent("worse", 8, 20, 0, 2, 0, 0, 2)
	for w, want := range map[campaign.Window]int{campaign.Yesterday: 0, campaign.LastWeek: 0, campaign.Week: 2, campaign.WholeCampaign: 2} {
		s := campaign.Rank([]campaign.Row{better, worse}, campaign.View{Measure: campaign.Rate, Window: w}, campaign.Campaign{}, today)
		if got := s.Ranked[1]; got.ID != "worse" || got.Rank != 2 || got.Missing != want {
			t.Errorf("%s: %s of rank %d is told that %d are missing, want %d", w, got.ID, got.Rank, got.Missing, want)
		}
	}
}

// A server whose clock is behind another's may be given rows that are newer than its today.
func TestYesterdayEndsBeforeWhatANewerRowHas(t *testing.T) {
	rows := []campaign.Row{recent("a", 9, 20, 5, 0), recent("b", 8, 20, 0, 0)}
	for i := range rows {
		rows[i].Day = today.Add(1)
	}
	if s := campaign.Rank(rows, all, campaign.Campaign{}, today); s.Ranked[0].ID != "a" || s.Ranked[0].Was != 2 {
		t.Errorf("%v, and a was %d", ranks(s), s.Ranked[0].Was)
	}
}

func TestOnAMondayNobodyHasARankOfYesterdayInTheWeek(t *testing.T) {
	rows := []campaign.Row{recent("a", 9, 20, 1, 8), recent("b", 9, 20, 2, 7)}
	const monday = day.Day("2026-11-23")
	for v, want := range map[campaign.View]int{{Measure: campaign.Rate, Window: campaign.Week}: 0, all: 1} {
		for i := range rows {
			rows[i].Day = monday
		}
		if got := campaign.Rank(rows, v, campaign.Campaign{}, monday).Ranked[0].Was; got != want {
			t.Errorf("%s: %d, want %d", v.Window, got, want)
		}
	}
}

func TestTheOrderOfDaysThatAreOverDoesNotChange(t *testing.T) {
	a, b := recent("a", 9, 20, 0, 5, 0, 4), recent("b", 9, 20, 0, 5, 0, 4)
	a.DoneAt, b.DoneAt = today.Start().Add(time.Hour), today.Start() // somebody of a came today
	for _, w := range []campaign.Window{campaign.Yesterday, campaign.LastWeek} {
		if got := ranks(campaign.Rank([]campaign.Row{a, b}, campaign.View{Measure: campaign.Rate, Window: w}, campaign.Campaign{}, today)); got[0] != "a1" {
			t.Errorf("%s: %v", w, got)
		}
	}
}

// What is told beside a value is of the same days and the same measure, whether the place is ranked or not.
func TestPeopleAreThoseOfTheDaysAndOfTheMeasure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, v := anyRows().Draw(t, "rows"), anyView().Draw(t, "view")
		monday := today.Add(-3)
		days := map[campaign.Window][2]day.Day{campaign.Week: {monday, today}, campaign.LastWeek: {monday.Add(-7), monday.Add(-1)},
			campaign.Today: {today, today}, campaign.Yesterday: {today.Add(-1), today.Add(-1)}}
		want := func(r campaign.Row) int {
			n := r.Counts
			if span, ok := days[v.Window]; ok {
				n = r.Between(span[0], span[1])
			}
			switch v.Measure {
			case campaign.Completed:
				return n.Completed
			case campaign.Gain:
				return r.Between(today.Add(-6), today).Done
			}
			return n.Done
		}
		s := campaign.Rank(rows, v, drawn, today)
		for _, r := range s.Ranked {
			if r.People != want(r.Row) || v.Measure != campaign.Points && r.People != r.Num {
				t.Fatalf("%s %s: %d people of %d, want %d", v.Measure, v.Window, r.People, r.Num, want(r.Row))
			}
		}
		for _, r := range s.Apart {
			if r.People != want(r.Row) {
				t.Fatalf("%s %s, apart: %d people, want %d", v.Measure, v.Window, r.People, want(r.Row))
			}
		}
	})
}
