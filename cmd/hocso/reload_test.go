package main

import (
	"crypto/rand"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"hocso/internal/day"
	"hocso/internal/sqlite"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/people"
	"hocso/progress/places"
)

// TestAServerShowsWhatAnotherOneRuled has a ruling stored that this server did not hear of.
func TestAServerShowsWhatAnotherOneRuled(t *testing.T) {
	db, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	today := day.Of(time.Now())
	must(db.PutWards(t.Context(), []places.Ward{{Code: "24163", Name: "Ea Kao"}}))
	must(db.PutVillages(t.Context(), []places.Village{{ID: "24163-001", Ward: "24163", Name: "Buôn Một", Kind: places.Buon}}))
	must(db.PutCampaign(t.Context(), campaign.Campaign{ID: "dot-1", Version: 1, Name: "Đợt một", FirstDay: today, LastDay: today.Add(30)}))
	client := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	keys, err := people.NewKeys(rand.Reader)
	must(err)
	s, err := (&serveCommand{}).assemble(t.Context(), db, client, keys, time.Now, slog.New(slog.DiscardHandler))
	must(err)
	must(s.rollup.RebuildBoards(t.Context()))

	state := func() campaign.State {
		t.Helper()
		rows, err := leaderboard.New(client).Shown(t.Context(), "dot-1")
		must(err)
		i := slices.IndexFunc(rows, func(r campaign.Row) bool { return r.ID == "24163-001" })
		return rows[max(i, 0)].State
	}
	for i, c := range []struct {
		decision campaign.Decision
		want     campaign.State
	}{{campaign.Exclude, campaign.Excluded}, {campaign.Clear, campaign.InRace}} {
		before := state()
		must(db.AddRuling(t.Context(), campaign.Ruling{ID: string(c.decision), Campaign: "dot-1", Village: "24163-001", Decision: c.decision,
			At: time.Now().Add(time.Duration(i) * time.Second).UTC().Truncate(time.Millisecond)}))
		if got := state(); got != before {
			t.Errorf("%s before reading again: %q", c.decision, got)
		}
		must(s.reloadOnce(t.Context()))
		if got := state(); got != c.want {
			t.Errorf("%s: shown as %q, want %q", c.decision, got, c.want)
		}
	}
}
