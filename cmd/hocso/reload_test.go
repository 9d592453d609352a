package main

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"hocso/internal/day"
	"hocso/internal/sqlite"
	"hocso/progress"
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

// The next campaign begins at midnight without anything being stored, and counts other people.
func TestTotalsFollowTheMainCampaignOverMidnight(t *testing.T) {
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
	now := time.Date(2026, 11, 30, 16, 50, 0, 0, time.UTC) // ten minutes before midnight in the province
	november := campaign.Campaign{ID: "dot-1", Version: 1, Name: "Đợt một", FirstDay: "2026-11-01", LastDay: "2026-11-30", Modules: []string{"a"}}
	december := campaign.Campaign{ID: "dot-2", Version: 1, Name: "Đợt hai", FirstDay: "2026-12-01", LastDay: "2026-12-31", Modules: []string{"a"},
		CountUnconfirmed: true}
	p := people.Person{ID: "r", Name: "Người mẫu", Village: "24163-001", Unconfirmed: true,
		Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: true}, At: now}}}
	answered := progress.Submission{Resident: p.ID, By: p.ID, StartedAt: now, Answers: map[string][]string{"q1": {"x"}},
		Result: progress.Result{ID: "s", Module: "a", Version: 1, Score: 1, Max: 1, Passed: true, FinishedAt: now, ReceivedAt: now, Village: p.Village}}
	answered.Hash = answered.ContentHash()
	must(db.PutWards(t.Context(), []places.Ward{{Code: "24163", Name: "Ea Kao"}}))
	must(db.PutVillages(t.Context(), []places.Village{{ID: "24163-001", Ward: "24163", Name: "Buôn Một", Kind: places.Buon}}))
	must(errors.Join(db.PutCampaign(t.Context(), november), db.PutCampaign(t.Context(), december), db.AddPeople(t.Context(), []people.Person{p})))
	_, err = db.Insert(t.Context(), []progress.Submission{answered})
	must(err)
	client := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr(), MaxRetries: -1})
	t.Cleanup(func() { _ = client.Close() })
	keys, err := people.NewKeys(rand.Reader)
	must(err)
	start := func() *server {
		s, err := (&serveCommand{}).assemble(t.Context(), db, client, keys, func() time.Time { return now }, slog.New(slog.DiscardHandler))
		must(err)
		must(errors.Join(s.rollup.RebuildBoards(t.Context()), s.rollup.Sweep(t.Context())))
		return s
	}
	wantLearners := func(s *server, want int) {
		t.Helper()
		must(s.reloadOnce(t.Context()))
		report, err := s.rollup.Verify(t.Context(), leaderboard.New(client), progress.Patience(0))
		must(err)
		if len(report.Differences) > 0 {
			t.Error(report.Differences)
		}
		totals, err := db.Totals(t.Context(), []string{places.Province})
		must(err)
		if got := totals[places.Province].Learners; got != want {
			t.Errorf("%d learners, want %d", got, want)
		}
	}
	s := start()
	wantLearners(s, 0)
	frozen := campaign.Freeze(november, nil, nil, now) // is in the totals as long as it is the main one
	must(db.AddSettlement(t.Context(), frozen))
	wantLearners(s, 0)
	now = now.Add(time.Hour)
	wantLearners(s, 1)
	now = now.AddDate(0, -1, 0)
	wantLearners(s, 0)
	now = now.AddDate(0, 1, 0) // and no server ran meanwhile
	wantLearners(start(), 1)
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
