package campaign_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

func TestRankSharesRanksOfEqualValues(t *testing.T) {
	rows := []campaign.Row{
		{ID: "d", Done: 0, Roll: 50},
		{ID: "c", Done: 5, Roll: 10},
		{ID: "b", Done: 20, Roll: 40},
		{ID: "a", Done: 9, Roll: 10},
		{ID: "none", Done: 3},
	}
	var got []string
	for _, r := range campaign.Rank(rows, campaign.Rate) {
		got = append(got, r.ID+string(rune('0'+r.Rank)))
	}
	// b and c both reached half; b has the larger roll. The place without a roll has no rate.
	if want := []string{"a1", "b2", "c2", "d4"}; !slices.Equal(got, want) {
		t.Errorf("ranked %v, want %v", got, want)
	}
}

func TestRankByPointsNeedsNoRoll(t *testing.T) {
	got := campaign.Rank([]campaign.Row{{ID: "a", Points: 3}, {ID: "b", Points: 7}}, campaign.Points)
	if len(got) != 2 || got[0].ID != "b" || got[0].Value != 7 || got[1].Rank != 2 {
		t.Errorf("ranked %+v", got)
	}
}

func TestRankHoldsForAnyRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) campaign.Row {
			roll := rapid.IntRange(0, 5).Draw(t, "roll")
			return campaign.Row{ID: rapid.StringMatching(`[a-z]{4}`).Draw(t, "id"), Roll: roll,
				Done: rapid.IntRange(0, max(roll, 1)).Draw(t, "done"), Points: rapid.IntRange(0, 3).Draw(t, "points")}
		}), 0, 30, func(r campaign.Row) string { return r.ID }).Draw(t, "rows")
		m := rapid.SampledFrom(campaign.Measures).Draw(t, "measure")
		ranked := campaign.Rank(rows, m)
		shuffled := rapid.Permutation(rows).Draw(t, "shuffled")
		if !slices.Equal(ranked, campaign.Rank(shuffled, m)) {
			t.Fatal("the order in which rows come changes their ranks")
		}
		for i, r := range ranked {
			better := 0
			for _, o := range ranked {
				if o.Value > r.Value {
					better++
				}
			}
			if r.Rank != better+1 {
				t.Fatalf("row %d %+v: %d rows are better", i, r, better)
			}
			if i > 0 && r.Value > ranked[i-1].Value {
				t.Fatal("not in order")
			}
		}
	})
}

func TestCampaignCoversItsDaysInTheProvince(t *testing.T) {
	c := campaign.Campaign{FirstDay: "2026-11-01", LastDay: "2026-11-03", Modules: []string{"a"}}
	for text, want := range map[string]bool{
		"2026-10-31T16:59:59Z": false, // 23:59:59 on 31 October in the province
		"2026-10-31T17:00:00Z": true,
		"2026-11-03T16:59:59Z": true,
		"2026-11-03T17:00:00Z": false,
	} {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Covers(at); got != want {
			t.Errorf("Covers(%s) = %v, on %s", text, got, day.Of(at))
		}
	}
	if !c.Counts("a") || c.Counts("b") {
		t.Error("Counts is wrong")
	}
}
