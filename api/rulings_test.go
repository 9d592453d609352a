package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/campaign"
)

// ruledOn makes a village one that was ruled on before.
func (w *world) ruledOn(village string) {
	w.Helper()
	w.must(w.db.AddRuling(w.Context(), campaign.Ruling{ID: uuid.NewString(), Campaign: campaignID, Village: village, Decision: campaign.Exclude,
		Flags: []campaign.Flag{campaign.TooQuick}, Note: "Chờ hỏi lại", By: w.id(officer), At: w.clock.now()}))
}

// watchful is a world whose campaign looks at villages after very little. In village 1 one of two residents was helped.
func watchful(t *testing.T, flags campaign.Thresholds) *world {
	t.Helper()
	w := newWorld(t)
	all, err := w.db.Campaigns(t.Context())
	w.must(err)
	all[0].Version++
	all[0].Flags = flags
	w.must(w.db.PutCampaign(t.Context(), all[0]))
	w.must(w.reread(t.Context()))
	w.must(w.rollup.Rebuild(t.Context()))
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.want(w.post(coordinator, "/submissions", w.submission(0).with("resident", w.id(residentB))), 201, "")
	w.settle()
	return w
}

type villageReview struct {
	Campaign, Village, Ward, State string
	Flags                          []string
	Signs                          map[string]int
	Rulings                        []struct {
		Decision, Note, At string
		Flags              []string
	}
}

func (w *world) reviews(as who, query string) []villageReview {
	w.Helper()
	return decode[struct{ Items []villageReview }](w, w.want(w.get(as, "/reviews"+query), 200, "")).Items
}

func (w *world) ruling(decision, note string) fields {
	return fields{"campaign": campaignID, "village": village1, "decision": decision, "note": note}
}

// wantRank waits until the boards show the first village on its list: ranked, or apart for a reason.
func (w *world) wantRank(reason string) {
	w.Helper()
	list, want := "?list=ranked", "1 "+village1
	if reason != "" {
		list, want = "?list=apart", "0 "+village1
	}
	w.eventually("the board shows village 1 as "+want+reason, func() bool {
		return slices.ContainsFunc(w.readBoard("villages"+list).lines(), func(line string) bool {
			return strings.HasPrefix(line, want) && strings.HasSuffix(line, reason)
		})
	})
	report, err := w.rollup.Verify(w.Context(), w.rows)
	w.must(err)
	for _, line := range report.Differences {
		w.Error(line)
	}
}

func TestAFlaggedVillageIsRankedAgainOnceAnOfficerClearsItUntilSomethingNewIsFlagged(t *testing.T) {
	w := watchful(t, campaign.Thresholds{AssistedShare: 50, AlikePeople: 2})
	w.wantRank("review")
	before := w.reviews(officer, "")
	if len(before) != 1 || before[0].Village != village1 || before[0].Ward != ward1 || before[0].State != "review" ||
		!slices.Equal(before[0].Flags, []string{"assisted"}) || before[0].Signs["assisted"] != 1 || before[0].Signs["attempts"] != 2 || before[0].Rulings == nil {
		t.Fatalf("reviews %+v", before)
	}

	got := decode[villageReview](t, w.want(w.post(officer, "/reviews", w.ruling("clear", "  Tổ đi từng nhà\n")), 200, ""))
	if got.State != "" || len(got.Rulings) != 1 || got.Rulings[0].Note != "Tổ đi từng nhà" || !slices.Equal(got.Rulings[0].Flags, []string{"assisted"}) {
		t.Errorf("ruled: %+v", got)
	}
	w.wantRank("")

	w.want(w.post(manager, "/reviews", w.ruling("exclude", "Làm lại từ đầu")), 200, "")
	w.wantRank("excluded")
	w.want(w.post(officer, "/reviews", w.ruling("clear", "Đã làm lại")), 200, "")
	w.wantRank("")

	// The same two wrong answers of two people are another kind of flag.
	wrong := w.submission(1).with("answers", answers(w.modules[1], false))
	w.want(w.post(residentA, "/submissions", wrong), 201, "")
	w.want(w.post(residentB, "/submissions", wrong.with("id", uuid.NewString())), 201, "")
	w.settle()
	w.wantRank("review")
	after := w.reviews(manager, "?ward="+ward1+"&campaign="+campaignID)
	if len(after) != 1 || !slices.Contains(after[0].Flags, "alike") || len(after[0].Rulings) != 3 {
		t.Fatalf("reviews %+v", after)
	}
	for i, decision := range []string{"clear", "exclude", "clear"} {
		if after[0].Rulings[i].Decision != decision {
			t.Errorf("ruling %d is %+v, want %s", i, after[0].Rulings[i], decision)
		}
	}
}

func TestTheSameRulingTwiceIsOneAndTheLogSaysWhoRuledButNotWhy(t *testing.T) {
	w := watchful(t, campaign.Thresholds{AssistedShare: 50})
	for range 2 {
		w.want(w.post(officer, "/reviews", w.ruling("exclude", "Nguyễn Thị Mật")), 200, "")
	}
	if list := w.reviews(officer, ""); len(list) != 1 || len(list[0].Rulings) != 1 {
		t.Errorf("reviews %+v", list)
	}
	log := decode[struct {
		Items []struct{ Action, Actor, Village, Detail string }
	}](t, w.want(w.get(officer, "/audit?ward="+ward1), 200, ""))
	if e := log.Items[0]; e.Action != "village_excluded" || e.Actor != w.id(officer) || e.Village != village1 || e.Detail != campaignID ||
		log.Items[1].Action == e.Action {
		t.Errorf("log %+v", log.Items[:2])
	}
	if text := w.tables(); strings.Contains(text["audit"], "Mật") || strings.Contains(w.log.String(), "Mật") {
		t.Error("the note is in a log")
	}
}

func TestRulingsThatFitNothingAreRefused(t *testing.T) {
	w := watchful(t, campaign.Thresholds{AssistedShare: 50})
	good := w.ruling("clear", "Đã xem")
	for _, c := range []struct {
		name   string
		as     who
		body   fields
		status int
		code   string
	}{
		{"without a flag", officer, good.with("village", sibling), 409, "no_flags"},
		{"another campaign", officer, good.with("campaign", "khac"), 404, "not_found"},
		{"an unknown village", officer, good.with("village", noVillage), 404, "not_found"},
		{"another ward", officer2, good, 403, "forbidden"},
		{"another decision", officer, good.with("decision", "ignore"), 422, "invalid_input"},
		{"no note", officer, good.with("note", ""), 422, "invalid_input"},
		{"a note of spaces", officer, good.with("note", " \n "), 422, "invalid_input"},
		{"a long note", officer, good.with("note", strings.Repeat("ă", 501)), 422, "invalid_input"},
		{"a note with a bell", officer, good.with("note", "a\u0007b"), 422, "invalid_input"},
		{"a note that turns around", officer, good.with("note", "a\u202eb"), 422, "invalid_input"},
		{"another field", officer, good.with("by", w.id(manager)), 400, "unknown_field"},
	} {
		before := w.writes()
		w.want(w.post(c.as, "/reviews", c.body), c.status, c.code)
		if w.writes() != before {
			t.Errorf("%s: something was stored", c.name)
		}
	}
	w.want(w.post(officer, "/reviews", good.with("note", strings.Repeat("ă", 500))), 200, "")
	w.want(w.get(officer, "/reviews?campaign=khac"), 404, "not_found")
	if list := w.reviews(officer2, ""); len(list) != 0 {
		t.Errorf("an officer of another ward sees %+v", list)
	}
	if list := w.reviews(manager, ""); len(list) != 1 {
		t.Errorf("a manager sees %+v", list)
	}
}

func TestNobodyRulesOnASettledCampaign(t *testing.T) {
	w := watchful(t, campaign.Thresholds{AssistedShare: 50})
	ref := *w.ref.Load()
	w.must(w.db.AddSettlement(t.Context(), campaign.Settlement{Campaign: ref.Campaign}))
	w.want(w.post(officer, "/reviews", w.ruling("clear", "Muộn rồi")), 409, "campaign_frozen")
	if list := w.reviews(officer, "?campaign="+campaignID); len(list) != 0 {
		t.Errorf("reviews %+v", list)
	}
}

func TestVillagesThatAreRuledOtherwiseAreFound(t *testing.T) {
	w := newWorld(t)
	before := *w.ref.Load()
	w.ruledOn(village1)
	w.ruledOn("99999-001") // of another store's places
	w.must(w.reread(t.Context()))
	after := *w.ref.Load()
	for _, pair := range [][2]progress.Reference{{before, after}, {after, before}} {
		if got := fmt.Sprint(pair[0].RuledOtherwise(pair[1])); got != "["+village1+"]" {
			t.Errorf("found %s", got)
		}
	}
	if got := after.RuledOtherwise(after); len(got) > 0 {
		t.Errorf("found %v", got)
	}
}
