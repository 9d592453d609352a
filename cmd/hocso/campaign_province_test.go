package main

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"hocso/internal/day"
	"hocso/internal/longtest"
	"hocso/internal/redistest"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
	"hocso/seed"
)

// province is the totals of a whole province in a store, and a rollup that shows them.
type province struct {
	campaign campaign.Campaign
	boards   *leaderboard.Boards
	rollup   *progress.Rollup
}

const (
	provinceVillages  = 3000
	provinceResidents = 100_000
)

// newProvince fills a store with villages that have totals, and connects its rollup to a Redis.
func newProvince(t testing.TB, client redis.UniversalClient) province {
	t.Helper()
	store, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := seed.Base(t.Context(), seed.Stores{Places: store, Courses: store}, content()); err != nil {
		t.Fatal(err)
	}
	wards, err := store.Wards(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := seed.DemoCampaign(day.Of(time.Now()), moduleIDs(content()))
	villages, totals := make([]places.Village, provinceVillages), make([]progress.Totals, provinceVillages)
	for i := range villages {
		ward := wards[i%len(wards)].Code
		villages[i] = places.Village{ID: fmt.Sprintf("%s-%03d", ward, 1+i/len(wards)), Ward: ward, Kind: places.Thon, Name: fmt.Sprintf("Thôn %d", i),
			Roll: &places.Roll{Adults: 100, Day: "2026-10-01", Version: 1}}
		totals[i] = provinceTotals(c, villages[i].ID, i)
	}
	if err := store.PutVillages(t.Context(), villages); err != nil {
		t.Fatal(err)
	}
	if _, err := store.PutTotals(t.Context(), totals); err != nil {
		t.Fatal(err)
	}
	ref := progress.Reference{Directory: places.NewDirectory(wards, villages), Campaign: c}
	boards := leaderboard.New(client)
	rollup := progress.NewRollup(progressStores(store), boards, func() progress.Reference { return ref }, time.Now, slog.New(slog.DiscardHandler))
	return province{c, boards, rollup}
}

// provinceTotals is what a village of a province has reached.
func provinceTotals(c campaign.Campaign, village string, i int) progress.Totals {
	learners := provinceResidents / provinceVillages
	return progress.Totals{Place: village, Learners: learners,
		Campaigns: map[string]progress.Count{c.ID: {Learners: learners, Reached: progress.Reached{Participants: i % learners, Points: i}}}}
}

// TestBoardsOfAProvinceAreBackWithinTenSeconds builds the boards of 100,000 residents of 3,000 villages in an empty Redis.
func TestBoardsOfAProvinceAreBackWithinTenSeconds(t *testing.T) {
	client := redis.NewClient(&redis.Options{Addr: redistest.Start(t).Addr})
	defer func() { _ = client.Close() }()
	p := newProvince(t, client)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	began := time.Now()
	if err := p.rollup.RebuildBoards(ctx); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	rows, err := p.boards.Rows(ctx, p.campaign.ID)
	if err != nil {
		t.Fatal(err)
	}
	view := campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}
	board := leaderboard.NewTable(p.campaign, rows).Board(leaderboard.Villages, view, day.Of(time.Now()))
	if len(board.Ranked)+len(board.Apart) != provinceVillages {
		t.Fatalf("%d villages on the board", len(board.Ranked)+len(board.Apart))
	}
	longtest.Report(t, 4, provinceResidents, "residents' boards rebuilt after a flush", "within ten seconds")
	t.Logf("in %v", took)
}
