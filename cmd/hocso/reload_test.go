package main

import (
	"crypto/rand"
	"log/slog"
	"reflect"
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

// A version that another server stored just before it heard of the settlement changes nothing.
func TestAFrozenCampaignIsTheOneThatWasSettled(t *testing.T) {
	db, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	settled := campaign.Campaign{ID: "dot-1", Version: 1, Name: "Đợt một", FirstDay: "2026-10-01", LastDay: "2026-10-31", Modules: []string{}}
	later := settled
	later.Version, later.Name, later.LastDay, later.Measures = 2, "Đợt khác", "2027-01-31", []campaign.Measure{campaign.Gain}
	next := campaign.Campaign{ID: "dot-2", Version: 1, Name: "Đợt hai", FirstDay: "2027-03-01", LastDay: "2027-04-30"}
	for _, c := range []campaign.Campaign{settled, later, next} {
		if err := db.PutCampaign(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	s := campaign.Freeze(settled, nil, nil, time.Now())
	if err := db.AddSettlement(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	ref, err := loadReference(t.Context(), db, "2026-11-15")
	if err != nil {
		t.Fatal(err)
	}
	if head, ok := ref.Head("dot-1"); !ok || !reflect.DeepEqual(head, s.Head()) || !reflect.DeepEqual(ref.Campaign, settled) {
		t.Errorf("frozen %+v, main %+v; want %+v", head, ref.Campaign, settled)
	}
	if len(ref.Campaigns) != 1 || ref.Campaigns[0].ID != "dot-2" {
		t.Errorf("open %+v", ref.Campaigns)
	}
}

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
