package api_test

import (
	"testing"

	"github.com/google/uuid"
)

type accountReply struct {
	ID        string  `json:"id"`
	Name      *string `json:"name"`
	Hint      *string `json:"hint"`
	BirthBand *string `json:"birth_band"`
	PIN       bool    `json:"pin"`
	Status    *string `json:"status"`
}

func (a accountReply) status() string {
	if a.Status == nil {
		return ""
	}
	return *a.Status
}

// enrol enrols somebody by the coordinator of village 1.
func (w *world) enrol(change fields) accountReply {
	w.Helper()
	body := fields{"name": "Lê Thị Hoa", "consent": consentOf(true)}
	for name, value := range change {
		body[name] = value
	}
	return decode[accountReply](w, w.want(w.post(coordinator, "/villages/"+village1+"/residents", body), 201, ""))
}

func (w *world) rosterOf(as who, village string) map[string]accountReply {
	w.Helper()
	list := decode[struct {
		Items []accountReply `json:"items"`
	}](w, w.want(w.get(as, "/villages/"+village+"/residents?limit=1000"), 200, ""))
	byID := map[string]accountReply{}
	for _, one := range list.Items {
		byID[one.ID] = one
	}
	return byID
}

func TestARosterSaysHowFarWhoAgreedIs(t *testing.T) {
	w := newWorld(t)
	listed := w.enrol(fields{"birth_band": "1950"})
	hidden := w.enrol(fields{"birth_band": "1950", "consent": consentOf(false)})
	for _, one := range []accountReply{listed, hidden} {
		w.want(w.post(coordinator, "/submissions", w.submission(0).with("resident", one.ID)), 201, "")
	}
	w.settle()
	roster := w.rosterOf(coordinator, village1)
	if got := roster[listed.ID]; got.status() == "" || got.status() == "not_started" || got.BirthBand == nil || *got.BirthBand != "1950" {
		t.Errorf("listed: %+v", got)
	}
	if got := roster[hidden.ID]; got.Status != nil || got.BirthBand != nil || got.Name != nil {
		t.Errorf("hidden: %+v", got)
	}
	one := decode[accountReply](t, w.want(w.get(officer, "/villages/"+village1+"/residents/"+listed.ID), 200, ""))
	if one.status() != roster[listed.ID].status() {
		t.Errorf("alone: %+v", one)
	}
	w.want(w.get(coordinator, "/villages/"+village1+"/residents?limit=1001"), 422, "invalid_input")
}

func TestAResidentIsSetRightAndTheLogSaysWhat(t *testing.T) {
	w := newWorld(t)
	a := w.enrol(nil)
	path := "/villages/" + village1 + "/residents/" + a.ID
	patch := func(body fields) reply { return w.do(call{method: "PATCH", path: path, as: coordinator, body: body}) }
	got := decode[accountReply](t, w.want(patch(fields{"name": "Lê Thị Hòa", "birth_band": "1960", "phone": "0900000077"}), 200, ""))
	if *got.Name != "Lê Thị Hòa" || *got.BirthBand != "1960" || *got.Hint != "077" {
		t.Errorf("%+v", got)
	}
	w.want(patch(fields{"birth_band": "1965"}), 422, "invalid_input")
	w.want(patch(fields{"unconfirmed": true}), 400, "unknown_field")
	withPIN := w.enrol(fields{"pin": "482913", "phone": "0900000078"})
	w.want(w.do(call{method: "PATCH", path: "/villages/" + village1 + "/residents/" + withPIN.ID, as: coordinator, body: fields{"phone": "0900000079"}}), 409, "has_pin")
	log := decode[struct {
		Items []struct {
			Action string  `json:"action"`
			Detail string  `json:"detail"`
			By     string  `json:"by"`
			Name   *string `json:"actor_name"`
		} `json:"items"`
		Next *string `json:"next"`
	}](t, w.want(w.get(officer, path+"/history"), 200, ""))
	if len(log.Items) != 2 || log.Items[0].Detail != "name,birth_band,phone" || log.Items[0].By != "staff" || log.Items[0].Name == nil || log.Next != nil {
		t.Errorf("history %+v", log)
	}
	w.want(w.get(officer, path+"/history?after=x"), 400, "bad_cursor")
}

func TestWhoMovesCountsElsewhere(t *testing.T) {
	w := newWorld(t)
	a := w.enrol(nil)
	w.want(w.post(coordinator, "/submissions", w.submission(0).with("resident", a.ID)), 201, "")
	w.settle()
	participants := func(village string) int {
		return *decode[struct {
			Totals struct {
				Learners *int `json:"learners"`
			} `json:"totals"`
		}](t, w.want(w.get(officer, "/villages/"+village+"/progress"), 200, "")).Totals.Learners
	}
	here, there := participants(village1), participants(sibling)
	path := "/villages/" + village1 + "/residents/" + a.ID + "/move"
	w.want(w.post(coordinator, path, fields{"village": sibling}), 403, "forbidden")
	w.want(w.post(officer, path, fields{"village": elsewhere}), 403, "forbidden")
	w.want(w.post(officer, path, fields{"village": noVillage}), 422, "invalid_input")
	for range 2 {
		moved := decode[struct {
			Village struct {
				ID string `json:"id"`
			} `json:"village"`
			People int `json:"people"`
		}](t, w.want(w.post(officer, path, fields{"village": sibling}), 200, ""))
		if moved.Village.ID != sibling || moved.People != 1 {
			t.Errorf("%+v", moved)
		}
	}
	w.settle()
	if h, s := participants(village1), participants(sibling); h != here-1 || s != there+1 {
		t.Errorf("%d learners and %d, before %d and %d", h, s, here, there)
	}
	w.want(w.get(coordinator, "/villages/"+village1+"/residents/"+a.ID), 403, "forbidden")
}

func TestTwoAccountsOfOnePersonBecomeOne(t *testing.T) {
	w := newWorld(t)
	kept, dropped := w.enrol(fields{"birth_band": "1950"}), w.enrol(fields{"name": "Le Thi Hoa"})
	other := w.enrol(fields{"birth_band": "1980"})
	own := w.submission(0).with("resident", dropped.ID)
	w.want(w.post(coordinator, "/submissions", own), 201, "")
	w.settle()
	groups := decode[struct {
		Items []struct {
			Accounts []accountReply `json:"accounts"`
		} `json:"items"`
	}](t, w.want(w.get(coordinator, "/villages/"+village1+"/duplicates"), 200, ""))
	if len(groups.Items) != 2 { // the one without a birth band may be either
		t.Errorf("groups %+v", groups)
	}
	merge := func(keep, drop string) reply {
		return w.post(coordinator, "/villages/"+village1+"/residents/merge", fields{"keep": keep, "drop": drop})
	}
	w.want(merge(kept.ID, kept.ID), 422, "invalid_input")
	w.want(merge(kept.ID, uuid.NewString()), 403, "forbidden")
	withPIN := w.enrol(fields{"pin": "482913", "phone": "0900000078"})
	w.want(merge(kept.ID, withPIN.ID), 409, "has_login")
	for range 2 {
		w.want(merge(kept.ID, dropped.ID), 200, "")
	}
	w.want(merge(other.ID, dropped.ID), 403, "forbidden")
	w.settle()
	roster := w.rosterOf(coordinator, village1)
	if _, there := roster[dropped.ID]; there || roster[kept.ID].status() == "not_started" {
		t.Errorf("the roster has %+v and of the kept one %+v", roster[dropped.ID], roster[kept.ID])
	}
	again := decode[struct {
		Resident string `json:"resident"`
	}](t, w.want(w.post(coordinator, "/submissions", own), 200, ""))
	if again.Resident != kept.ID {
		t.Errorf("a repeat is for %s", again.Resident)
	}
}
