package api_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"hocso/courses"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
)

// campaigns makes the service of a world, whose Reference knows of a settlement but not of new versions.
func (w *world) campaigns(rollup *progress.Rollup, library *courses.Library, reference func() progress.Reference) *progress.Campaigns {
	return progress.NewCampaigns(progress.CampaignConfig{Store: w.db, Settlements: w.db, People: w.people, Rollup: rollup, Now: w.clock.now,
		Module: func(id string) bool {
			_, err := library.Catalogue().Module(id)
			return err == nil
		},
		Reload: func(ctx context.Context) (progress.Reference, error) {
			settled, err := w.db.Settled(ctx)
			for _, h := range settled {
				w.settled.Store(&h)
			}
			return reference(), err
		}})
}

// newCampaign is a valid campaign that is not there yet.
func (w *world) newCampaign() fields {
	return fields{"id": "dot-2", "name": "Đợt hai", "first_day": "2026-12-01", "last_day": "2026-12-31",
		"modules": []string{w.modules[0].ID}, "min_learners": 5, "grace_hours": 24}
}

type putReply struct {
	Campaign *struct {
		ID, Stage string
		Version   int
		Sample    bool
	}
	Faults []campaign.Fault
}

func (w *world) put(as who, body fields) putReply {
	w.Helper()
	return decode[putReply](w, w.want(w.post(as, "/campaigns", body), 200, ""))
}

func TestACampaignIsLookedAtStoredAndChangedInVersions(t *testing.T) {
	w := newWorld(t)
	if got := w.put(manager, w.newCampaign().with("dry_run", true)); got.Campaign == nil || got.Campaign.Version != 1 || got.Campaign.Stage != "ahead" {
		t.Errorf("looked at: %+v", got)
	}
	w.want(w.get(manager, "/campaigns/dot-2/versions"), 404, "not_found")
	for i, body := range []fields{w.newCampaign(), w.newCampaign().with("bands", []any{}), w.newCampaign().with("name", "Đợt 2").with("sample", true)} {
		got := w.put(manager, body)
		if want := max(1, i); got.Campaign == nil || got.Campaign.Version != want || got.Campaign.Sample {
			t.Errorf("stored %d: %+v", i, got)
		}
	}
	versions := decode[struct{ Items []struct{ Version int } }](t, w.want(w.get(manager, "/campaigns/dot-2/versions"), 200, ""))
	if len(versions.Items) != 2 {
		t.Errorf("versions %+v", versions)
	}
	got := w.put(manager, w.newCampaign().with("last_day", "2026-11-30").with("min_learners", 1))
	want := []campaign.Fault{{Field: "last_day", Code: campaign.EndsTooEarly}, {Field: "min_learners", Code: campaign.TooFew}}
	if got.Campaign != nil || !slices.Equal(got.Faults, want) {
		t.Errorf("faults %+v, want %+v", got, want)
	}
	w.want(w.post(manager, "/campaigns", w.newCampaign().with("weight", 2)), 400, "unknown_field")
	w.want(w.post(manager, "/campaigns", w.newCampaign().with("pass_mark", "70")), 422, "invalid_input")
}

func TestAChangeThatBeganFromAnOlderVersionOverwritesNothing(t *testing.T) {
	w := newWorld(t)
	w.put(manager, w.newCampaign())
	w.put(manager, w.newCampaign().with("version", 1).with("name", "Của người thứ nhất"))
	late := w.newCampaign().with("version", 1).with("name", "Của người thứ hai")
	w.want(w.post(manager, "/campaigns", late.with("dry_run", true)), 409, "changed_meanwhile")
	w.want(w.post(manager, "/campaigns", late), 409, "changed_meanwhile")
	// An answer that was lost on its way may be asked for again.
	if got := w.put(manager, w.newCampaign().with("version", 1).with("name", "Của người thứ nhất")); got.Campaign == nil || got.Campaign.Version != 2 {
		t.Errorf("once more: %+v", got)
	}
	if got := w.put(manager, late.with("version", 2)); got.Campaign == nil || got.Campaign.Version != 3 {
		t.Errorf("from the newest: %+v", got)
	}
}

func TestAnOfficerRunsCampaignsOfTheOwnWardAlone(t *testing.T) {
	w := newWorld(t)
	own := w.newCampaign().with("ward", ward1)
	if got := w.put(officer, own); got.Campaign == nil {
		t.Errorf("got %+v", got)
	}
	w.want(w.post(officer2, "/campaigns", own), 403, "forbidden")
	w.want(w.post(officer2, "/campaigns", own.with("ward", ward2)), 403, "forbidden") // would take it over
	w.want(w.post(officer, "/campaigns", w.newCampaign()), 403, "forbidden")
	w.want(w.get(officer, "/campaigns/dot-2/versions"), 200, "")
	w.want(w.get(officer2, "/campaigns/dot-2/versions"), 403, "forbidden")
}

func TestAFrozenCampaignKeepsItsBoards(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	w.want(w.post(manager, "/campaigns/"+campaignID+"/freeze", nil), 409, "not_due")
	w.want(w.get(nobody, "/campaigns/"+campaignID+"/settlement"), 404, "not_found")

	settled := w.freezeNow(t)
	text := w.want(w.get(nobody, "/campaigns/"+campaignID+"/settlement"), 200, "")
	if read, err := campaign.ReadSettlement(text.body); err != nil || read.Hash != settled.Hash || text.header.Get("ETag") == "" {
		t.Errorf("settlement %v, %v", read.Hash, err)
	}
	listed := decode[struct {
		Items []struct{ ID, Stage, Hash string }
	}](t, w.want(w.get(nobody, "/campaigns"), 200, ""))
	if one := listed.Items[0]; one.ID != campaignID || one.Stage != "frozen" || one.Hash != settled.Hash {
		t.Errorf("listed %+v", listed)
	}
	w.redis.FlushAll()
	b := w.readBoard("villages")
	if b.Stage != "frozen" || b.Stale || b.Total+len(w.readBoard("villages?list=apart").Items) < 3 {
		t.Errorf("board %+v", b)
	}
	for _, r := range b.Items {
		if r.Change != nil || r.Missing != nil || len(r.Trend) > 0 {
			t.Errorf("nothing moves on a frozen board: %+v", r)
		}
	}
	w.want(w.get(nobody, "/boards/villages?window=week"), 404, "no_such_board")
	w.want(w.get(nobody, "/boards/wards/"+ward1+"/villages"), 200, "")
	w.want(w.post(manager, "/campaigns/"+campaignID+"/freeze", nil), 409, "campaign_frozen")
	w.want(w.post(manager, "/campaigns", w.newCampaign().with("id", campaignID)), 409, "campaign_frozen")
}

func TestASettlementThatWasAlteredLeavesTheListAsItIs(t *testing.T) {
	w := newWorld(t)
	settled := campaign.Settlement{Campaign: w.ref.Load().Campaign, At: w.clock.now(), Hash: "not of it"}
	w.must(w.db.AddSettlement(t.Context(), settled))
	head := settled.Head()
	w.settled.Store(&head)
	listed := decode[struct {
		Items []struct{ ID, Stage, Hash string }
	}](t, w.want(w.get(nobody, "/campaigns"), 200, ""))
	if one := listed.Items[0]; one.Stage != "frozen" || one.Hash != settled.Hash {
		t.Errorf("listed %+v", listed)
	}
	w.want(w.get(nobody, "/campaigns/"+campaignID), 200, "")
	w.want(w.get(nobody, "/campaigns/"+campaignID+"/settlement"), 500, "settlement_altered")
	w.want(w.get(nobody, "/boards/villages"), 500, "settlement_altered")
}

// freezeNow settles the main campaign as it would be long after its end.
func (w *world) freezeNow(t *testing.T) campaign.Settlement {
	t.Helper()
	all, err := w.db.Campaigns(t.Context())
	w.must(err)
	rows, err := w.rollup.RowsOf(t.Context(), *w.ref.Load(), all[0])
	w.must(err)
	var names []campaign.Name
	for _, r := range rows {
		names = append(names, campaign.Name{ID: r.ID, Name: r.ID, Ward: r.Ward})
	}
	settled := campaign.Freeze(all[0], rows, names, w.clock.now().Add(time.Hour))
	w.must(w.db.AddSettlement(t.Context(), settled))
	w.must(w.people.RecordCampaign(t.Context(), people.ActionCampaignFrozen, "", "", settled.Campaign.ID+" "+settled.Hash))
	head := settled.Head()
	w.settled.Store(&head)
	return settled
}
