package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

// tonight is the session of a village that it is now.
func (w *world) tonight(village string) string {
	now := w.clock.now()
	return fieldwork.SessionID(village, day.Of(now), fieldwork.PartOf(now))
}

// event is a valid one of tonight's session, a millisecond after the one before: what happens at one moment is in no order.
func (w *world) event(kind, village string) fields {
	w.events++
	at := w.clock.now().Add(time.Duration(w.events-1000) * time.Millisecond)
	return fields{"id": uuid.NewString(), "kind": kind, "session": w.tonight(village), "at": at.UTC().Format(time.RFC3339Nano)}
}

func (w *world) about(kind string, person who) fields {
	return w.event(kind, village1).with("person", w.id(person))
}

// visited is a valid visit.
func (w *world) visited(person who, outcome string) fields {
	return fields{"id": uuid.NewString(), "kind": "visited", "person": w.id(person), "outcome": outcome, "at": w.clock.now().UTC().Format(time.RFC3339Nano)}
}

type notedReply struct {
	Results []struct {
		ID      string
		Status  int
		Problem *struct {
			Code   string
			Errors []fieldFault
		}
	}
}

// note hands in events and returns the status of each.
func (w *world) note(as who, events ...fields) []int {
	w.Helper()
	reply := decode[notedReply](w, w.want(w.post(as, "/villages/"+village1+"/fieldwork", fields{"events": events}), 200, ""))
	var statuses []int
	for i, r := range reply.Results {
		if r.ID != events[i]["id"] {
			w.Errorf("result %d is of %s", i, r.ID)
		}
		statuses = append(statuses, r.Status)
	}
	return statuses
}

type sessionReply struct {
	Session struct {
		ID, Part string
		Open     bool
		People   int
		Place    *string
	}
	Items []struct {
		Person, Name, Hint string
		JoinedAt           string `json:"joined_at"`
		LeftAt             string `json:"left_at"`
		Joins              []string
		Results            []struct {
			Module   string
			Passed   bool
			Assisted bool
		}
	}
}

func (w *world) session(as who) sessionReply {
	w.Helper()
	return decode[sessionReply](w, w.want(w.get(as, "/villages/"+village1+"/sessions/"+w.tonight(village1)), 200, ""))
}

func TestAnIDThatIsNoneIsNotRepeatedAtLength(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("ế", 9000)
	noted := decode[notedReply](t, w.want(w.do(call{method: "POST", path: "/villages/" + village1 + "/fieldwork", as: coordinator, wrong: true,
		body: fields{"events": []any{w.event("opened", village1).with("id", long)}}}), 200, ""))
	handed := decode[batchReply](t, w.want(w.do(call{method: "POST", path: "/submissions/batch", as: residentA, wrong: true,
		body: fields{"submissions": []any{w.submission(0).with("id", long)}}}), 200, ""))
	for what, id := range map[string]string{"an event's": noted.Results[0].ID, "a submission's": handed.Results[0].ID} {
		if id != strings.Repeat("ế", 12) {
			t.Errorf("%s: %q", what, id)
		}
	}
}

func TestAnEveningIsTheSameWhateverPhonesSentItAndHoweverOften(t *testing.T) {
	w := newWorld(t)
	opened := w.event("opened", village1).with("module", w.modules[0].ID).with("place", "Nhà cộng đồng buôn Một")
	joinedA, joinedB := w.about("joined", residentA), w.about("joined", residentB)
	wrong := w.about("joined", residentB)
	undone := w.event("undone", village1).with("of", wrong["id"])
	if got := w.note(coordinator, joinedA, opened, wrong, undone); !slices.Equal(got, []int{201, 201, 201, 201}) {
		t.Errorf("first phone: %v", got)
	}
	// The other phone has some of it too, and so has the first one again.
	if got := w.note(officer, joinedB, joinedA, joinedB); !slices.Equal(got, []int{201, 200, 200}) {
		t.Errorf("other phone: %v", got)
	}
	if got := w.note(coordinator, undone, joinedB, w.about("left", residentB), joinedA.with("at", "2026-11-23T12:00:00Z")); !slices.Equal(got[:3], []int{200, 200, 201}) || got[3] < 400 {
		t.Errorf("again: %v", got)
	}
	s := w.session(coordinator)
	if s.Session.ID != w.tonight(village1) || !s.Session.Open || s.Session.People != 2 || s.Session.Place == nil || *s.Session.Place != "Nhà cộng đồng buôn Một" {
		t.Errorf("session %+v", s.Session)
	}
	if len(s.Items) != 2 || s.Items[0].Person != w.id(residentA) || s.Items[0].LeftAt != "" || s.Items[1].Person != w.id(residentB) || s.Items[1].LeftAt == "" {
		t.Errorf("people %+v", s.Items)
	}
	if s.Items[0].Name == "" || s.Items[1].Name != "" {
		t.Errorf("only A agreed to be listed: %+v", s.Items)
	}
	if got := w.column("SELECT count(*) FROM fieldwork"); got[0] != "6" {
		t.Errorf("%s events are stored", got[0])
	}
	list := decode[struct{ Items []struct{ ID string } }](t, w.want(w.get(officer, "/villages/"+village1+"/sessions"), 200, ""))
	if len(list.Items) != 1 || list.Items[0].ID != s.Session.ID {
		t.Errorf("sessions %+v", list)
	}
}

func TestAWrongPersonNotedByOnePhoneIsTakenBackByTheOther(t *testing.T) {
	w := newWorld(t)
	w.note(coordinator, w.event("opened", village1), w.about("joined", residentA))
	there := w.session(officer).Items
	if len(there) != 1 || len(there[0].Joins) != 1 {
		t.Fatalf("people %+v", there)
	}
	if got := w.note(officer, w.event("undone", village1).with("of", there[0].Joins[0])); !slices.Equal(got, []int{201}) {
		t.Errorf("undone: %v", got)
	}
	if left := w.session(coordinator).Items; len(left) != 0 {
		t.Errorf("people %+v", left)
	}
}

func TestWhatWasNotedOfAResidentIsToldToTheirHelpers(t *testing.T) {
	w := newWorld(t)
	w.note(coordinator, w.event("opened", village1), w.about("joined", residentA), w.visited(residentA, "helped"))
	met := decode[struct {
		Sessions []struct{ ID, Part string }
		Visits   []struct{ Outcome, By string }
	}](t, w.want(w.get(officer, "/villages/"+village1+"/residents/"+w.id(residentA)+"/fieldwork"), 200, ""))
	if len(met.Sessions) != 1 || met.Sessions[0].ID != w.tonight(village1) || len(met.Visits) != 1 || met.Visits[0].Outcome != "helped" || met.Visits[0].By == "" {
		t.Errorf("%+v", met)
	}
}

func TestAnotherEventUnderAUsedIDIsAConflict(t *testing.T) {
	w := newWorld(t)
	e := w.about("joined", residentA)
	if got := w.note(coordinator, e, e.with("person", w.id(residentB))); !slices.Equal(got, []int{201, 409}) {
		t.Errorf("in one batch: %v", got)
	}
	reply := decode[notedReply](t, w.want(w.post(coordinator, "/villages/"+village1+"/fieldwork", fields{"events": []fields{e.with("kind", "left")}}), 200, ""))
	if r := reply.Results[0]; r.Status != 409 || r.Problem.Code != "id_taken" {
		t.Errorf("%+v", r)
	}
	if s := w.session(coordinator); len(s.Items) != 1 || s.Items[0].LeftAt != "" {
		t.Errorf("people %+v", s.Items)
	}
}

func TestWhatIsAnsweredInASessionIsOnItsPage(t *testing.T) {
	w := newWorld(t)
	w.note(coordinator, w.event("opened", village1), w.about("joined", residentA), w.about("joined", residentB))
	now := w.clock.now().UTC().Format(time.RFC3339Nano)
	s := w.submission(0).with("session", w.tonight(village1)).with("started_at", now).with("finished_at", now)
	w.want(w.post(coordinator, "/submissions", s.with("resident", w.id(residentA))), 201, "")
	w.want(w.post(coordinator, "/submissions", s.with("resident", w.id(residentA))), 200, "")
	// Who signs in themselves on a phone that is handed on is not helped.
	w.want(w.post(residentA, "/submissions", s.with("id", uuid.NewString()).with("answers", answers(w.modules[0], false))), 201, "")
	w.want(w.post(coordinator, "/submissions", s.with("resident", w.id(residentB))), 201, "")
	w.want(w.post(residentA, "/submissions", w.submission(1)), 201, "")
	page := w.session(coordinator)
	if len(page.Items) != 2 || len(page.Items[0].Results) != 2 || len(page.Items[1].Results) != 0 {
		t.Fatalf("page %+v", page.Items)
	}
	assisted := 0
	for _, r := range page.Items[0].Results {
		if r.Module != w.modules[0].ID || r.Passed != r.Assisted {
			t.Errorf("result %+v", r)
		}
		if r.Assisted {
			assisted++
		}
	}
	if assisted != 1 {
		t.Errorf("%d are assisted", assisted)
	}
	// The session is part of what was sent.
	w.want(w.post(coordinator, "/submissions", w.submission(0).with("id", s["id"]).with("resident", w.id(residentA)).with("started_at", now).with("finished_at", now)), 409, "submission_conflict")
	export := decode[struct {
		Submissions []struct{ Session *string }
		Fieldwork   []struct{ Kind, Session string }
	}](t, w.want(w.get(residentA, "/me/export"), 200, ""))
	marked := 0
	for _, one := range export.Submissions {
		if one.Session != nil && *one.Session == w.tonight(village1) {
			marked++
		}
	}
	if marked != 2 || len(export.Fieldwork) != 1 || export.Fieldwork[0].Kind != "joined" || !strings.HasPrefix(export.Fieldwork[0].Session, string(day.Of(w.clock.now()))) {
		t.Errorf("exported %+v", export)
	}
}

func TestWhoAnsweredWithoutHavingBeenNotedIsOnThePageToo(t *testing.T) {
	w := newWorld(t)
	now := w.clock.now().UTC().Format(time.RFC3339Nano)
	w.want(w.post(residentA, "/submissions", w.submission(0).with("session", w.tonight(village1)).with("started_at", now).with("finished_at", now)), 201, "")
	page := w.session(coordinator)
	if len(page.Items) != 1 || page.Items[0].JoinedAt != "" || len(page.Items[0].Results) != 1 || page.Session.People != 0 {
		t.Errorf("page %+v", page)
	}
}

func TestASubmissionOfAnotherVillagesSessionIsTakenWithoutIt(t *testing.T) {
	w := newWorld(t)
	now := w.clock.now().UTC().Format(time.RFC3339Nano)
	s := w.submission(0).with("started_at", now).with("finished_at", now)
	for name, session := range map[string]string{"another village": w.tonight(sibling), "no session": uuid.NewString(),
		"long ago": fieldwork.SessionID(village1, day.Of(w.clock.now()).Add(-8), fieldwork.Evening)} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			ids := []string{uuid.NewString(), uuid.NewString()}
			for _, status := range []int{201, 200} { // what was learnt is not lost for a session
				w.want(w.post(coordinator, "/submissions", s.with("id", ids[0]).with("resident", w.id(residentA)).with("session", session)), status, "")
				w.want(w.post(residentA, "/submissions", s.with("id", ids[1]).with("session", session)), status, "")
			}
		})
	}
	w.want(w.post(residentA, "/submissions", s.with("session", "x")), 422, "invalid_input")
	if w.stored() != "6" {
		t.Errorf("%s are stored", w.stored())
	}
}

func TestAWrongEventGetsItsCodeAndKeepsBackNoOther(t *testing.T) {
	w := newWorld(t)
	good := w.about("joined", residentA)
	child, err := w.people.AddChild(t.Context(), w.accounts[residentA].person, "Y Bhăm", people.ChildConsent{Guardian: true, Child: true})
	w.must(err)
	for name, c := range map[string]struct {
		event  any
		status int
		code   string
		faults []fieldFault
	}{
		"no id":             {good.with("id", ""), 422, "invalid_input", []fieldFault{{"id", "required"}}},
		"an id of words":    {good.with("id", "x"), 422, "invalid_input", []fieldFault{{"id", "bad_uuid"}}},
		"a kind of its own": {good.with("kind", "danced"), 422, "invalid_input", []fieldFault{{"kind", "unknown_value"}}},
		"no kind":           {good.with("kind", ""), 422, "invalid_input", []fieldFault{{"kind", "required"}}},
		"no time":           {good.with("at", "0001-01-01T00:00:00Z"), 422, "invalid_input", []fieldFault{{"at", "required"}}},
		"no such time":      {good.with("at", "2026-02-30T00:00:00Z"), 422, "invalid_input", []fieldFault{{"", "bad_time"}}},
		"a time of old":     {good.with("at", "1969-12-31T00:00:00Z"), 422, "invalid_input", []fieldFault{{"at", "bad_time"}}},
		"a person of words": {good.with("person", "x"), 422, "invalid_input", []fieldFault{{"person", "bad_uuid"}}},
		"an outcome":        {good.with("outcome", "helped"), 422, "invalid_input", []fieldFault{{"outcome", "unexpected"}}},
		"a long place":      {w.event("opened", village1).with("place", strings.Repeat("ơ", 81)), 422, "invalid_input", []fieldFault{{"place", "too_long"}}},
		"markup":            {w.event("opened", village1).with("place", "<script>"), 422, "invalid_input", []fieldFault{{"place", "bad_text"}}},
		"a number":          {5, 422, "invalid_input", []fieldFault{{"", "wrong_type"}}},
		"an unknown field":  {good.with("score", 5), 400, "unknown_field", nil},
		"a key twice":       {rawJSON(`{"id":"a","id":"b"}`), 400, "malformed_json", nil},
		"another's session": {w.event("opened", sibling), 422, "bad_session", nil},
		"nobody":            {good.with("person", uuid.NewString()), 403, "forbidden", nil},
		"of another place":  {good.with("person", w.id(siblingLives)), 403, "forbidden", nil},
		"a child":           {good.with("person", child.ID), 403, "forbidden", nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			fine := w.about("joined", residentB)
			got := w.do(call{method: "POST", path: "/villages/" + village1 + "/fieldwork", as: coordinator, body: fields{"events": []any{c.event, fine}}, wrong: true})
			reply := decode[notedReply](t, w.want(got, 200, "")).Results
			if len(reply) != 2 || reply[1].Status != http.StatusCreated {
				t.Fatalf("the good one: %s", got.body)
			}
			if p := reply[0].Problem; reply[0].Status != c.status || p == nil || p.Code != c.code || !slices.Equal(p.Errors, c.faults) {
				t.Errorf("got %s", got.body)
			}
		})
	}
	for name, events := range map[string]any{"none": []fields{}, "51": make([]fields, 51), "no list": nil} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			w.want(w.post(coordinator, "/villages/"+village1+"/fieldwork", fields{"events": events}), 422, "invalid_input")
		})
	}
}

// rawJSON is JSON as it is, also such as no encoder would make.
type rawJSON string

func (r rawJSON) MarshalJSON() ([]byte, error) { return []byte(r), nil }

func TestASessionOfAnotherVillageIsNotFound(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(officer, "/villages/"+sibling+"/fieldwork", fields{"events": []fields{w.event("opened", sibling)}}), 200, "")
	for _, id := range []string{w.tonight(sibling), w.tonight(village1), uuid.NewString(), "x"} {
		w.want(w.get(coordinator, "/villages/"+village1+"/sessions/"+id), 404, "not_found")
	}
	w.want(w.get(coordinator, "/villages/"+village1+"/sessions?after="+uuid.NewString()), 400, "bad_cursor")
}

func TestWhoWasErasedIsInNoSessionAnyMore(t *testing.T) {
	w := newWorld(t)
	w.note(coordinator, w.event("opened", village1), w.about("joined", residentA), w.about("joined", residentB), w.visited(residentA, "helped"))
	id := w.id(residentA)
	w.want(w.do(call{method: "DELETE", path: "/me", as: residentA}), 204, "")
	if got := w.column("SELECT count(*) FROM fieldwork WHERE instr(document, '" + id + "')"); got[0] != "0" {
		t.Errorf("%s events name them", got[0])
	}
	if s := w.session(coordinator); len(s.Items) != 1 || s.Items[0].Person != w.id(residentB) {
		t.Errorf("people %+v", s.Items)
	}
	reply := decode[notedReply](t, w.want(w.post(coordinator, "/villages/"+village1+"/fieldwork", fields{"events": []fields{w.about("left", residentA)}}), 200, ""))
	if reply.Results[0].Status != 403 {
		t.Errorf("%+v", reply)
	}
}
