package campaign_test

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

const today day.Day = "2026-11-26" // a Thursday

var all = campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}

func village(id string, done, roll int) campaign.Row {
	return campaign.Row{ID: id, Ward: "24163", Learners: done, Counts: campaign.Counts{Done: done}, Roll: campaign.Roll{Adults: roll}, Day: today}
}

func ranks(s campaign.Standing) []string {
	var list []string
	for _, r := range s.Ranked {
		list = append(list, fmt.Sprint(r.ID, r.Rank))
	}
	return list
}

func apart(s campaign.Standing) []string {
	var list []string
	for _, r := range s.Apart {
		list = append(list, fmt.Sprint(r.ID, " ", r.Reason, " ", r.Hidden))
	}
	return list
}

// anyRow draws small numbers, so that much is equal.
func anyRow() *rapid.Generator[campaign.Row] {
	return rapid.Custom(func(t *rapid.T) campaign.Row {
		small := func(name string) int { return rapid.IntRange(0, 6).Draw(t, name) }
		r := campaign.Row{ID: rapid.StringMatching(`[a-d][a-d][a-d]`).Draw(t, "id"), Ward: rapid.SampledFrom([]string{"", "24163", "24175"}).Draw(t, "ward"),
			Day: today.Add(-rapid.IntRange(0, 3).Draw(t, "age")), State: rapid.SampledFrom([]campaign.State{"", "", "", campaign.Flagged, campaign.Excluded}).Draw(t, "state")}
		for i := range 10 {
			came := campaign.Counts{Done: small("done") / 5, Completed: small("completed") / 6, Points: small("points")}
			r.Recent[i] = came
			r.Done, r.Completed, r.Points = r.Done+came.Done, r.Completed+came.Completed, r.Points+came.Points
		}
		r.Done += small("before")
		r.Roll.Adults = small("roll") * 5
		r.Learners = r.Done + small("learners")
		if r.Done > 0 {
			r.DoneAt = today.Start().Add(-time.Duration(small("since")) * time.Hour)
		}
		return r
	})
}

func anyRows() *rapid.Generator[[]campaign.Row] {
	return rapid.SliceOfNDistinct(anyRow(), 0, 25, func(r campaign.Row) string { return r.ID })
}

func anyView() *rapid.Generator[campaign.View] {
	return rapid.Custom(func(t *rapid.T) campaign.View {
		v := campaign.View{Measure: rapid.SampledFrom(campaign.AllMeasures).Draw(t, "measure"), Window: campaign.WholeCampaign}
		if v.Measure != campaign.Gain {
			v.Window = rapid.SampledFrom(campaign.Windows).Draw(t, "window")
		}
		return v
	})
}

var drawn = campaign.Campaign{FirstDay: "2026-10-01", LastDay: "2026-12-31", MinRoll: 6, MinLearners: 2,
	Bands: []campaign.Band{{ID: "nho", From: 1, To: 9}, {ID: "vua", From: 10, To: 20}, {ID: "lon", From: 21}}}

func TestRankDependsOnTheRowsAloneAndNotOnTheirOrderOrRepetition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, v := anyRows().Draw(t, "rows"), anyView().Draw(t, "view")
		again := slices.Clone(rows)
		if len(rows) > 0 {
			again = append(again, rapid.SliceOf(rapid.SampledFrom(rows)).Draw(t, "twice")...)
		}
		again = rapid.Permutation(again).Draw(t, "order")
		if a, b := campaign.Rank(rows, v, drawn, today), campaign.Rank(again, v, drawn, today); !reflect.DeepEqual(a, b) {
			t.Fatalf("%v %v became %v %v", ranks(a), apart(a), ranks(b), apart(b))
		}
	})
}

func TestARankIsOneMoreThanHowManyAreBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, v := anyRows().Draw(t, "rows"), anyView().Draw(t, "view")
		s := campaign.Rank(rows, v, drawn, today)
		if len(s.Ranked)+len(s.Apart) != len(rows) {
			t.Fatal("somebody is missing")
		}
		for i, r := range s.Ranked {
			better := 0
			for _, o := range s.Ranked {
				better += max(0, big.NewRat(int64(o.Num), int64(o.Den)).Cmp(big.NewRat(int64(r.Num), int64(r.Den))))
			}
			if r.Rank != better+1 {
				t.Fatalf("%s has rank %d, %d are better", r.ID, r.Rank, better)
			}
			if i > 0 && r.Rank == s.Ranked[i-1].Rank && r.Roll.Adults > s.Ranked[i-1].Roll.Adults {
				t.Fatalf("%s stands below a smaller roll of the same rank", r.ID)
			}
			if r.Num < drawn.MinLearners && v.Measure != campaign.Points || r.Learners < drawn.MinLearners || r.State != campaign.InRace ||
				r.Ward != "" && r.Roll.Adults < drawn.MinRoll {
				t.Fatalf("%+v is ranked", r)
			}
		}
	})
}

// With so many people more, and not with one less, a place has a better rank.
func TestMissingIsTheFewestWhoReachTheNextBetterRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyRows().Draw(t, "rows")
		v := rapid.SampledFrom([]campaign.View{all, {Measure: campaign.Rate, Window: campaign.Week}, {Measure: campaign.Gain, Window: campaign.WholeCampaign},
			{Measure: campaign.Completed, Window: campaign.WholeCampaign}}).Draw(t, "view")
		rankWith := func(id string, more int) int {
			changed := slices.Clone(rows)
			for i := range changed {
				if r := &changed[i]; r.ID == id {
					came := campaign.Counts{Done: more, Completed: more}
					r.Done, r.Completed, r.Learners = r.Done+more, r.Completed+more, r.Learners+more
					late := today.Since(r.Day)
					copy(r.Recent[late:], r.Recent[:])
					clear(r.Recent[:late])
					r.Day, r.Recent[0].Done, r.Recent[0].Completed = today, r.Recent[0].Done+came.Done, r.Recent[0].Completed+came.Completed
				}
			}
			for _, r := range campaign.Rank(changed, v, drawn, today).Ranked {
				if r.ID == id {
					return r.Rank
				}
			}
			return 0
		}
		for _, r := range campaign.Rank(rows, v, drawn, today).Ranked {
			left := r.Roll.Adults - r.Done
			if v.Measure == campaign.Completed {
				left = r.Roll.Adults - r.Completed
			}
			switch {
			case r.Missing > 0 && (r.Missing > left || rankWith(r.ID, r.Missing) >= r.Rank || rankWith(r.ID, r.Missing-1) < r.Rank):
				t.Fatalf("%s of rank %d is told that %d are missing", r.ID, r.Rank, r.Missing)
			case r.Missing == 0 && r.Rank > 1 && left > 0 && rankWith(r.ID, left) < r.Rank:
				t.Fatalf("%s of rank %d could rise with %d more", r.ID, r.Rank, left)
			}
		}
	})
}

func TestEqualFractionsTieExactlyWhateverTheirSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := rapid.IntRange(1, 1<<30).Draw(t, "num")
		den := rapid.IntRange(num, 1<<30).Draw(t, "den")
		k := rapid.IntRange(1, math.MaxInt/den).Draw(t, "k")
		rows := []campaign.Row{village("a", num, den), village("b", num*k, den*k)}
		if s := campaign.Rank(rows, all, campaign.Campaign{}, today); len(s.Ranked) != 2 || s.Ranked[1].Rank != 1 {
			t.Fatalf("%d/%d and %d/%d: %v", num, den, num*k, den*k, ranks(s))
		}
	})
	const huge = math.MaxInt // as decimals these are all 1
	s := campaign.Rank([]campaign.Row{village("a", huge-1, huge), village("b", huge, huge), village("c", huge-2, huge-1)}, all, campaign.Campaign{}, today)
	if got := ranks(s); !slices.Equal(got, []string{"b1", "a2", "c3"}) {
		t.Errorf("huge: %v", got)
	}
	if s.Ranked[1].Missing != 1 || s.Ranked[2].Missing != 1 {
		t.Errorf("one person is missing to each: %d, %d", s.Ranked[1].Missing, s.Ranked[2].Missing)
	}
}

func TestEqualValuesStandByRollThenByWhenThenByID(t *testing.T) {
	at := func(r campaign.Row, hour int) campaign.Row {
		r.DoneAt = today.Start().Add(time.Duration(hour) * time.Hour)
		return r
	}
	rows := []campaign.Row{village("unknown", 10, 20), at(village("late", 10, 20), 9), at(village("early", 10, 20), 8), at(village("also", 10, 20), 9),
		village("large", 20, 40), village("worse", 9, 20)}
	want := []string{"large1", "early1", "also1", "late1", "unknown1", "worse6"}
	if got := ranks(campaign.Rank(rows, all, campaign.Campaign{}, today)); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestThoseApartAreGivenTheFirstReasonThatApplies(t *testing.T) {
	c := campaign.Campaign{MinRoll: 20, MinLearners: 5}
	with := func(r campaign.Row, change func(*campaign.Row)) campaign.Row {
		change(&r)
		return r
	}
	rows := []campaign.Row{
		with(village("a", 9, 0), func(r *campaign.Row) { r.State = campaign.Excluded }),
		with(village("b", 9, 10), func(r *campaign.Row) { r.State = campaign.Excluded }),
		with(village("c", 4, 10), func(r *campaign.Row) { r.State = campaign.Flagged }),
		village("d", 19, 19), village("e", 4, 19), village("f", 4, 20),
		with(village("g", 4, 20), func(r *campaign.Row) { r.Learners = 9 }),
		with(village("h", 5, 19), func(r *campaign.Row) { r.Ward = "" }), // a ward has no least roll
		village("i", 5, 20),
		with(village("j", 30, 20), func(r *campaign.Row) { r.Learners = 4 }),
	}
	s := campaign.Rank(rows, all, c, today)
	if got, want := ranks(s), []string{"h1", "i2"}; !slices.Equal(got, want) {
		t.Errorf("ranked %v, want %v", got, want)
	}
	want := []string{"a no_roll false", "b excluded false", "c review true", "d small_roll false", "e small_roll true", "f few_learners true",
		"g few_learners true", "j few_learners true"}
	if got := apart(s); !slices.Equal(got, want) {
		t.Errorf("apart %v, want %v", got, want)
	}
	points := campaign.Rank(rows[6:7], campaign.View{Measure: campaign.Points, Window: campaign.WholeCampaign}, c, today)
	if len(points.Ranked) != 1 {
		t.Errorf("points of nine learners: %v", apart(points))
	}
	if c.Shown(4) != nil || *c.Shown(5) != 5 {
		t.Error("four people are shown, or five are not")
	}
}

func TestEveryVillageWithARollRacesInExactlyOneBand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyRows().Draw(t, "rows")
		seen := map[string]int{}
		for _, b := range drawn.Bands {
			s := campaign.Rank(rows, campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign, Band: b.ID}, drawn, today)
			for _, r := range s.Ranked {
				seen[r.ID]++
			}
			for _, r := range s.Apart {
				seen[r.ID]++
			}
		}
		for _, r := range rows {
			if want := min(r.Roll.Adults, 1); seen[r.ID] != want {
				t.Fatalf("%d adults: in %d bands", r.Roll.Adults, seen[r.ID])
			}
		}
	})
}

func TestABoardIsOnlyOfWhatTheCampaignHas(t *testing.T) {
	c := drawn
	c.Measures = []campaign.Measure{campaign.Rate, campaign.Gain}
	for _, x := range []struct {
		v        campaign.View
		villages bool
		ok       bool
	}{
		{all, false, true}, {campaign.View{Measure: campaign.Rate, Window: campaign.Today, Band: "nho"}, true, true},
		{campaign.View{Measure: campaign.Rate, Window: campaign.Today, Band: "nho"}, false, false},
		{campaign.View{Measure: campaign.Rate, Window: campaign.Today, Band: "to"}, true, false},
		{campaign.View{Measure: campaign.Points, Window: campaign.Today}, true, false},
		{campaign.View{Measure: campaign.Gain, Window: campaign.WholeCampaign}, true, true}, {campaign.View{Measure: campaign.Gain, Window: campaign.Week}, true, false},
		{campaign.View{Measure: campaign.Rate, Window: "year"}, true, false}, {campaign.View{}, true, false},
	} {
		if err := c.Check(x.v, x.villages); (err == nil) != x.ok {
			t.Errorf("%+v: %v", x.v, err)
		}
	}
}
