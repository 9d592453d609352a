package progress_test

import (
	"errors"
	"testing"

	"hocso/progress/campaign"
	"hocso/progress/people"
)

func TestOnlyConfirmedAdultsWhoAgreedAreCounted(t *testing.T) {
	w := newWorld(t)
	rollup := w.rollup(w.stores())
	if err := rollup.RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	person := w.resident(village1)
	for _, step := range []struct {
		name        string
		change      func(*people.Person)
		countAll    bool
		participate int
	}{
		{"confirmed and agreed", func(*people.Person) {}, false, 1},
		{"unconfirmed", func(p *people.Person) { p.Unconfirmed = true }, false, 0},
		{"unconfirmed, where the campaign counts everybody", func(*people.Person) {}, true, 1},
		{"confirmed again", func(p *people.Person) { p.Unconfirmed = false }, false, 1},
		{"a child, whatever the campaign says", func(p *people.Person) { p.Guardian = "somebody" }, true, 0},
	} {
		step.change(&person)
		if err := w.store.UpdatePerson(t.Context(), person); err != nil {
			t.Fatal(err)
		}
		person.Revision++
		w.ref.Campaign.CountUnconfirmed = step.countAll
		w.insert(w.submission(person, "a", 5))
		if err := rollup.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := w.count(village1).Participants; got != step.participate {
			t.Errorf("%s: %d participate, want %d", step.name, got, step.participate)
		}
		w.verify()
	}
}

// Whose people count is each campaign's own, whichever is the main one.
func TestEachCampaignDecidesForItselfWhetherTheUnconfirmedCount(t *testing.T) {
	strict, open := november, ownOfWard
	open.CountUnconfirmed, open.FirstDay, open.Modules = true, november.FirstDay, november.Modules
	next := november
	next.ID, next.FirstDay, next.LastDay, next.CountUnconfirmed = "next", "2026-12-01", "2026-12-31", true
	w := newWorld(t)
	rollup := w.rollup(w.stores())
	unconfirmed := w.resident(village1)
	unconfirmed.Unconfirmed = true
	if err := w.store.UpdatePerson(t.Context(), unconfirmed); err != nil {
		t.Fatal(err)
	}
	unconfirmed.Revision++
	w.insert(w.submission(unconfirmed, "a", 5), w.submission(w.resident(village1), "a", 5))
	for _, step := range []struct {
		main     campaign.Campaign
		learners int
	}{{strict, 1}, {next, 2}, {strict, 1}} {
		w.ref.Campaign, w.ref.Campaigns = step.main, in(strict, open, next)
		if err := rollup.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range 2 { // also where somebody is folded again
			for _, place := range []string{village1, "00001"} {
				got := w.totals(place)
				if n := got.Campaigns[strict.ID].Participants; n != 1 {
					t.Errorf("main %s: %s has %d participants where the confirmed count", step.main.ID, place, n)
				}
				if n := got.Campaigns[open.ID].Participants; n != 2 {
					t.Errorf("main %s: %s has %d participants where all count", step.main.ID, place, n)
				}
				if got.Learners != step.learners {
					t.Errorf("main %s: %s has %d learners, want %d", step.main.ID, place, got.Learners, step.learners)
				}
			}
			if err := errors.Join(rollup.Refold(t.Context(), unconfirmed.ID), rollup.Flush(t.Context())); err != nil {
				t.Fatal(err)
			}
		}
		w.verify()
	}
}
