package people

import (
	"slices"
	"testing"
)

func actions(entries []AuditEntry) (all []AuditAction) {
	for _, e := range entries {
		all = append(all, e.Action)
	}
	return all
}

// tellingLife is a resident about whom something of each kind was noted.
func (w *world) tellingLife(listed bool) Person {
	w.Helper()
	coordinator := w.coordinator()
	a := w.enrolled(coordinator, func(r *Registration) { r.Consent.VillageList = listed })
	w.card(a.ID)
	w.request(a.Person, OtherRequest, "")
	for _, action := range []AuditAction{ActionEdited, ActionPINChanged, ActionPINRecovered, ActionDeviceRemoved, ActionRequestAnswered, ActionRequestFinished,
		ActionExported, ActionChildAdded, ActionCodeIssued, ActionConfirmed, ActionMoved, ActionMerged, ActionCardRevoked} {
		if err := w.recordAbout(w.Context(), coordinator, action, a.Person, ""); err != nil {
			w.Fatal(err)
		}
	}
	return a.Person
}

func TestTheTeamReadsWhatTheTeamDid(t *testing.T) {
	w := newRealWorld(t)
	coordinator, officer := w.coordinator(), w.staff(Officer, "", ward)
	for _, c := range []struct {
		listed bool
		want   []AuditAction
	}{
		{true, []AuditAction{ActionCardRevoked, ActionMerged, ActionMoved, ActionConfirmed, ActionCodeIssued, ActionEdited, ActionCardIssued, ActionEnrolled}},
		{false, []AuditAction{ActionCardRevoked, ActionConfirmed, ActionCardIssued}},
	} {
		p := w.tellingLife(c.listed)
		all, err := w.History(t.Context(), officer, village, p.ID, 0, 99)
		if err != nil || len(all) != 16 {
			t.Errorf("to an officer %v, %v", actions(all), err)
		}
		whole, err := w.History(t.Context(), coordinator, village, p.ID, 0, 99)
		if err != nil || !slices.Equal(actions(whole), c.want) {
			t.Errorf("listed %v: to a coordinator %v, %v", c.listed, actions(whole), err)
		}
		var paged []AuditEntry
		for before := int64(0); ; before = paged[len(paged)-1].Seq {
			page, err := w.History(t.Context(), coordinator, village, p.ID, before, 2)
			if err != nil {
				t.Fatal(err)
			}
			if paged = append(paged, page...); len(page) < 2 {
				break
			}
		}
		if !slices.Equal(actions(paged), c.want) {
			t.Errorf("listed %v: in pages %v", c.listed, actions(paged))
		}
	}
}

func TestTheHistoryGoesOnBeforeAMerger(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	oldest, middle, kept := w.enrolled(coordinator, nil), w.enrolled(coordinator, nil), w.enrolled(coordinator, nil)
	called := 0
	for _, c := range [][2]string{{middle.ID, oldest.ID}, {kept.ID, middle.ID}} {
		if _, err := w.Merge(t.Context(), coordinator, village, c[0], c[1], carries(&called)); err != nil {
			t.Fatal(err)
		}
	}
	want := []AuditAction{ActionMerged, ActionMerged, ActionEnrolled, ActionEnrolled, ActionEnrolled}
	all, err := w.History(t.Context(), coordinator, village, kept.ID, 0, 99)
	if err != nil || !slices.Equal(actions(all), want) || all[0].Detail != middle.ID || all[1].Detail != oldest.ID {
		t.Errorf("%+v, %v", all, err)
	}
	var paged []AuditEntry
	for before := int64(0); ; before = paged[len(paged)-1].Seq {
		page, err := w.History(t.Context(), coordinator, village, kept.ID, before, 2)
		if err != nil {
			t.Fatal(err)
		}
		if paged = append(paged, page...); len(page) < 2 {
			break
		}
	}
	if !slices.Equal(actions(paged), want) {
		t.Errorf("in pages %v", actions(paged))
	}
}
