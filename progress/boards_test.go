package progress_test

import (
	"testing"

	"hocso/progress/campaign"
)

// version is from which version of a campaign its rows follow; 0 where there are none.
func (w *world) version(id string) int {
	rows, _ := w.boards.Rows(w.t.Context(), id)
	return rows.Version
}

func TestRowsSayFromWhichVersionOfACampaignTheyFollow(t *testing.T) {
	w := newWorld(t)
	w.ref.Campaign.Version, w.ref.Campaign.PassMark = 1, 50
	w.insert(w.submission(w.resident(village1), "a", 4))
	r := w.rollup(w.stores())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(r.RebuildBoards(t.Context()))
	must(r.Sweep(t.Context()))

	next, fresh := w.ref.Campaign, campaign.Campaign{ID: "new", Version: 1, FirstDay: november.FirstDay, LastDay: november.LastDay, Modules: november.Modules}
	next.Version, next.PassMark = 2, 90
	w.ref.Campaign, w.ref.Campaigns = next, []campaign.Campaign{next, fresh}
	must(r.RebuildBoards(t.Context())) // as after a loss of Redis
	p := w.resident(village2)
	w.insert(w.submission(p, "a", 5))
	must(r.Sweep(t.Context()))
	if of, ofNew := w.version(next.ID), w.version(fresh.ID); of != 1 || ofNew != 0 {
		t.Errorf("before all is counted anew: version %d, and %d of the new campaign", of, ofNew)
	}
	must(r.Rebuild(t.Context()))
	if of, ofNew := w.version(next.ID), w.version(fresh.ID); of != 2 || ofNew != 1 {
		t.Errorf("after all was counted anew: version %d, and %d of the new campaign", of, ofNew)
	}
	if got := w.shown(next.ID, village1).Done + w.shown(next.ID, village2).Done; got != 1 {
		t.Errorf("%d participants by the new version, want 1", got)
	}
}

func TestTheRowsOfAFrozenCampaignLeaveRedis(t *testing.T) {
	w := newWorld(t)
	r := w.rollup(w.stores())
	if err := r.RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(w.redis.Keys()) != 2 {
		t.Fatalf("keys %v", w.redis.Keys())
	}
	w.ref.Campaigns, w.ref.Frozen = []campaign.Campaign{}, []campaign.Head{{Campaign: w.ref.Campaign}}
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := w.redis.Keys(); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}
