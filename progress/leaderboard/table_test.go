package leaderboard_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

func TestATableHoldsTheBoardsOfWardsOfVillagesAndOfOneWard(t *testing.T) {
	table := leaderboard.NewTable(newCampaign(), leaderboard.Rows{Rows: rows(), Version: 1, AsOf: asOf})
	for _, c := range []struct {
		board leaderboard.Board
		m     campaign.Measure
		want  []string
	}{
		{leaderboard.Wards, campaign.Rate, []string{"1 00001 0.5", "2 00002 0.1"}},
		{leaderboard.Wards, campaign.Points, []string{"1 00001 140", "2 00002 5"}},
		{leaderboard.Villages, campaign.Rate, []string{"1 00001-002 0.5", "1 00001-001 0.5", "3 00002-001 0.1", "no_roll 00001-003"}},
		{leaderboard.Villages, campaign.Points, []string{"1 00001-002 90", "2 00001-001 40", "3 00002-001 5", "no_roll 00001-003"}},
		{leaderboard.VillagesOf("00001"), campaign.Rate, []string{"1 00001-002 0.5", "1 00001-001 0.5", "no_roll 00001-003"}},
		{leaderboard.VillagesOf("00003"), campaign.Rate, nil},
	} {
		s := table.Board(c.board, campaign.View{Measure: c.m, Window: campaign.WholeCampaign}, today)
		var got []string
		for i, r := range s.Ranked {
			if at, ok := s.Ranks(r.ID); !ok || at != i {
				t.Errorf("%s is at %d, not %d", r.ID, i, at)
			}
			got = append(got, fmt.Sprintf("%d %s %g", r.Rank, r.ID, r.Value()))
		}
		for i, r := range s.Apart {
			if at, ok := s.StandsApart(r.ID); !ok || at != i {
				t.Errorf("%s is at %d, not %d", r.ID, i, at)
			}
			got = append(got, fmt.Sprintf("%s %s", r.Reason, r.ID))
		}
		if _, ok := s.Ranks("00001-003"); ok {
			t.Error("a place without a roll is ranked")
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s by %s: %v, want %v", c.board, c.m, got, c.want)
		}
	}
}

func TestTheSameBoardIsTheSameSnapshotAndAnotherDayIsAnother(t *testing.T) {
	table := leaderboard.NewTable(newCampaign(), leaderboard.Rows{Rows: rows(), Version: 1, AsOf: asOf})
	view := campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}
	first := table.Board(leaderboard.Wards, view, today)
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			if table.Board(leaderboard.Wards, view, today) != first {
				t.Error("the same board came back as another one")
			}
		})
	}
	readers.Wait()
	if table.Board(leaderboard.Wards, view, "2026-11-21") == first || table.Board(leaderboard.Villages, view, today) == first {
		t.Error("another board came back as the same one")
	}
}
