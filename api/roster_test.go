package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

func TestVisitsLeadToWhoAgreedAndWasNotVisitedLately(t *testing.T) {
	w := newWorld(t)
	type visits struct {
		Items []struct {
			Person, Name, Reason string
			LastVisit            *struct {
				Outcome string
				By      *string
			} `json:"last_visit"`
		}
	}
	read := func() visits {
		return decode[visits](t, w.want(w.get(coordinator, "/villages/"+village1+"/visits"), 200, ""))
	}
	about := func(v visits, person who) int {
		return slices.IndexFunc(v.Items, func(i struct {
			Person, Name, Reason string
			LastVisit            *struct {
				Outcome string
				By      *string
			} `json:"last_visit"`
		}) bool {
			return i.Person == w.id(person)
		})
	}
	w.enrol(nil)
	before := read()
	one := decode[struct {
		Items []any
		Count int
	}](t, w.want(w.get(coordinator, "/villages/"+village1+"/visits?limit=1"), 200, ""))
	if len(one.Items) != 1 || len(before.Items) < 2 || one.Count != len(before.Items) {
		t.Errorf("%d of %d, all are %d", len(one.Items), one.Count, len(before.Items))
	}
	w.want(w.get(coordinator, "/villages/"+village1+"/visits?limit=1001"), 422, "invalid_input")
	i := about(before, residentA)
	if i < 0 || before.Items[i].Reason != "not_started" || before.Items[i].LastVisit != nil || about(before, residentB) >= 0 {
		t.Fatalf("visits %+v", before)
	}
	visit := w.visited(residentA, "not_home")
	w.note(coordinator, visit)
	if v := read(); about(v, residentA) >= 0 {
		t.Errorf("visited a moment ago: %+v", v)
	}
	w.note(coordinator, fields{"id": uuid.NewString(), "kind": "undone", "of": visit["id"], "at": visit["at"]})
	if v := read(); about(v, residentA) < 0 {
		t.Errorf("undone: %+v", v)
	}
	earlier := w.visited(residentA, "not_home").with("at", w.clock.now().UTC().Add(-time.Hour).Format(time.RFC3339Nano))
	w.note(coordinator, earlier)
	w.must(w.move(fmt.Sprint(earlier["id"]), 3*24*time.Hour))
	v := read()
	if i = about(v, residentA); i < 0 || v.Items[i].LastVisit == nil || v.Items[i].LastVisit.Outcome != "not_home" || v.Items[i].LastVisit.By == nil {
		t.Errorf("three days later: %+v", v)
	}
}

// move puts a stored event into the past.
func (w *world) move(id string, by time.Duration) error {
	events, err := w.db.EventsOf(w.Context(), []string{village1})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(events, func(e fieldwork.Event) bool { return e.ID == id })
	e := events[i]
	if err := w.db.DeleteEventsAbout(w.Context(), e.Person); err != nil {
		return err
	}
	e.At, e.ReceivedAt = e.At.Add(-by), e.ReceivedAt.Add(-by)
	return w.db.PutEvents(w.Context(), []fieldwork.Event{e})
}

func TestARosterIsAllOfAVillageAndComesOnceUntilItChanges(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	cards, err := w.people.IssueCards(t.Context(), w.accounts[coordinator].person, village1, []string{w.id(residentA)})
	w.must(err)
	path := "/villages/" + village1 + "/roster"
	got := w.want(w.get(coordinator, path), 200, "")
	type line struct {
		ID, Name, Hint, Status string
		Passed                 []string
		Card                   bool
		CardNumber             string `json:"card_number"`
	}
	roster := decode[struct{ Items []line }](t, got)
	find := func(person who) line {
		return roster.Items[slices.IndexFunc(roster.Items, func(l line) bool { return l.ID == w.id(person) })]
	}
	if a := find(residentA); a.Name == "" || a.Status != "participating" || len(a.Passed) != 1 || !a.Card || a.CardNumber != people.CardNumber(cards[0].Token) {
		t.Errorf("A: %+v", a)
	}
	if b := find(residentB); b.Name != "" || b.Hint == "" || b.Status != "" || len(b.Passed) != 0 || b.Card || b.CardNumber != "" {
		t.Errorf("B did not agree to be listed: %+v", b)
	}
	if strings.Contains(string(got.body), cards[0].Token) {
		t.Error("the card's secret is in it")
	}
	tag := got.header.Get("ETag")
	again := func() reply {
		return w.do(call{method: "GET", path: path, as: coordinator, header: map[string]string{"If-None-Match": tag}})
	}
	if r := again(); tag == "" || r.status != http.StatusNotModified || len(r.body) != 0 {
		t.Errorf("unchanged: %d %s", r.status, r.body)
	}
	w.want(w.post(coordinator, "/villages/"+village1+"/residents", fields{"name": "Người Mới", "consent": consentOf(true)}), 201, "")
	if r := again(); r.status != http.StatusOK {
		t.Errorf("changed: %d", r.status)
	}
}

func TestAnEnrolmentWithAnIDIsAcknowledgedAgain(t *testing.T) {
	w := newWorld(t)
	path, id := "/villages/"+village1+"/residents", uuid.NewString()
	in := fields{"id": id, "name": "Người Mới", "consent": consentOf(true)}
	first := w.want(w.post(coordinator, path, in), 201, "")
	second := w.want(w.post(coordinator, path, in), 200, "")
	if string(first.body) != string(second.body) || decode[struct{ ID string }](t, first).ID != id {
		t.Errorf("first\n%s\nthen\n%s", first.body, second.body)
	}
	w.want(w.post(coordinator, path, in.with("name", "Người Khác")), 409, "id_taken")
	w.want(w.post(officer, path, in), 409, "id_taken")
	w.want(w.post(coordinator, path, in.with("id", "x")), 422, "invalid_input")
	// An event about them waits for them, and not they for it.
	if got := w.note(coordinator, w.event("joined", village1).with("person", id), w.event("joined", village1).with("person", uuid.NewString())); !slices.Equal(got, []int{201, 403}) {
		t.Errorf("events: %v", got)
	}
}
