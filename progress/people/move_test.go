package people

import (
	"context"
	"slices"
	"testing"
	"time"

	"hocso/progress/places"
)

func TestAResidentMovesWithChildrenCardsAndOpenRequests(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	child := w.child(l.Person, "Y Bhăm")
	token := w.card(l.Person.ID)
	open, done := w.request(l.Person, CorrectRequest, ""), w.request(l.Person, OtherRequest, "")
	former, officer := w.staff(Officer, "", ward), w.staff(Officer, "", ward2)
	if _, err := w.HandleRequest(t.Context(), former, done.ID, true, "Xong"); err != nil {
		t.Fatal(err)
	}
	var marked []string
	w.moving = func(_ context.Context, person string) error { marked = append(marked, person); return nil }
	for range 2 { // repeating it changes nothing
		moved, err := w.Move(t.Context(), Person{}, l.Person.ID, village3)
		if err != nil || !slices.Equal(moved, []string{l.Person.ID, child.ID}) {
			t.Fatalf("moved %v, %v", moved, err)
		}
	}
	if !slices.Equal(marked, []string{l.Person.ID, child.ID}) {
		t.Errorf("announced %v: each of them once, before", marked)
	}
	for _, id := range []string{l.Person.ID, child.ID} {
		if p := w.stored(id); p.Village != village3 {
			t.Errorf("%s lives in %s", p.Name, p.Village)
		}
	}
	if r := w.memory.requests[open.ID]; r.Village != village3 || r.Ward != ward2 {
		t.Errorf("the open request is with %s in %s", r.Ward, r.Village)
	}
	if r := w.memory.requests[done.ID]; r.Village != village || r.Ward != ward {
		t.Errorf("the finished request is with %s in %s", r.Ward, r.Village)
	}
	if _, err := w.HandleRequest(t.Context(), officer, open.ID, false, "Chào bác"); err != nil {
		t.Errorf("the officer of the new ward cannot answer: %v", err)
	}
	accounts, _, err := w.Accounts(t.Context(), officer, village3, "", 9)
	if err != nil || len(accounts) != 1 || !accounts[0].Card {
		t.Errorf("accounts of the new village: %+v, %v", accounts, err)
	}
	if in, err := w.LoginCard(t.Context(), token, "", Visit{}); err != nil || in.Person.Village != village3 {
		t.Errorf("the card signs in %+v, %v", in.Person, err)
	}
	lines := slices.DeleteFunc(slices.Clone(w.memory.audit), func(e AuditEntry) bool { return e.Action != ActionMoved })
	if len(lines) != 1 || lines[0].Person != l.Person.ID || lines[0].Village != village3 || lines[0].Ward != ward2 || lines[0].Detail != village {
		t.Errorf("the log says %+v", lines)
	}
	w.wantSoundLog()
}

func TestWhoCannotMoveIsLeftWhereTheyAre(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	child, staff := w.child(l.Person, "Y Bhăm"), w.coordinator()
	before, lines := w.dump(), len(w.memory.audit)
	for _, c := range []struct {
		person, village string
		want            error
	}{
		{l.Person.ID, "24163-999", places.ErrNotFound}, {l.Person.ID, "", places.ErrNotFound}, {"nobody", village2, ErrNotFound},
		{child.ID, village2, ErrLivesWithGuardian}, {staff.ID, village2, ErrLivesNowhere},
	} {
		_, err := w.Move(t.Context(), Person{}, c.person, c.village)
		w.wantErr(err, c.want)
	}
	if w.dump() != before || len(w.memory.audit) != lines {
		t.Error("something was changed")
	}
}

func TestAChildThatIsAddedByAParentWhoJustMovedLivesWhereTheParentLives(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	if _, err := w.Move(t.Context(), Person{}, l.Person.ID, village2); err != nil {
		t.Fatal(err)
	}
	if c := w.child(l.Person, "Y Bhăm"); c.Village != village2 {
		t.Errorf("the child lives in %s", c.Village)
	}
}

func TestAMergedVillageTakesItsPeopleCodesAndCoordinatorsAlong(t *testing.T) {
	w := newRealWorld(t)
	coordinator, both := w.coordinator(), w.coordinator()
	officer := w.staff(Officer, "", ward)
	if _, _, err := w.Appoint(t.Context(), officer, NewAppointment{Person: both.ID, Appointment: Appointment{Role: Coordinator, Village: village2}}); err != nil {
		t.Fatal(err)
	}
	l, _ := w.resident(phone, pin)
	child := w.child(l.Person, "Y Bhăm")
	request := w.request(l.Person, OtherRequest, "")
	w.card(l.Person.ID)
	code := w.joinCode(1, 5)
	from, into := mustVillage(w), places.Village{ID: village2, Ward: ward}
	moved, err := w.Gather(t.Context(), from, into)
	slices.Sort(moved)
	want := []string{l.Person.ID, child.ID}
	slices.Sort(want)
	if err != nil || !slices.Equal(moved, want) {
		t.Fatalf("moved %v, %v", moved, err)
	}
	w.merge()
	if again, err := w.Gather(t.Context(), from, into); err != nil || len(again) != 0 {
		t.Errorf("moved again %v, %v", again, err)
	}
	if r := w.memory.requests[request.ID]; r.Village != village2 || r.Ward != ward {
		t.Errorf("the request is in %s", r.Village)
	}
	now := w.stored(coordinator.ID).At(w.time())
	if !now.Coordinates(village2) || now.Coordinates(village) || len(w.stored(both.ID).Appointments) != 1 {
		t.Errorf("appointments %+v and %+v", now.Appointments, w.stored(both.ID).Appointments)
	}
	if codes, err := w.JoinCodes(t.Context(), now, village2); err != nil || len(codes) != 1 {
		t.Errorf("the village's team sees the codes %v, %v", codes, err)
	}
	for i, id := range []string{village, village2} { // a phone may still believe in the former one
		accounts, _, err := w.Accounts(t.Context(), now, id, "", 9)
		if err != nil || len(accounts) != i+1 || !slices.ContainsFunc(accounts, func(a Account) bool { return a.Card }) {
			t.Errorf("accounts of %s: %+v, %v", id, accounts, err)
		}
		joined, err := w.Register(t.Context(), Registration{Name: "H’Hen", PIN: "482913", Village: id, Phone: "090000009" + id[8:],
			Consent: Consent{Account: true}, JoinCode: code}, Visit{})
		if err != nil {
			t.Fatal(err)
		}
		if joined.Person.Village != village2 || joined.Person.Unconfirmed {
			t.Errorf("registered in %s, unconfirmed %v", joined.Person.Village, joined.Person.Unconfirmed)
		}
	}
	w.wantSoundLog()
}

// A server that has read of the merger works before those who are merged are moved, and with what it remembers of them.
func TestWhoIsStillOfAClosedVillageIsTakenForOneOfItsSuccessor(t *testing.T) {
	w := newRealWorld(t)
	coordinator, code := w.coordinator(), w.joinCode(1, 5)
	l, _ := w.resident(phone, pin)
	token := w.actor(l)
	if token.Village != village {
		t.Fatal("not of the village")
	}
	w.merge()
	if a := w.actor(l); a.Village != village2 {
		t.Errorf("a resident who is remembered lives in %s", a.Village)
	}
	if a := w.understood(coordinator); !a.Coordinates(village2) || coordinator.Coordinates(village2) {
		t.Errorf("a coordinator who is remembered: %+v, before %+v", a.Appointments, coordinator.Appointments)
	}
	v, _, err := w.LookUpJoinCode(t.Context(), code)
	if err != nil || v.ID != village2 {
		t.Errorf("the code leads to %s, %v", v.ID, err)
	}
	if p, err := w.Join(t.Context(), l.Person, code); err != nil || p.Unconfirmed {
		t.Errorf("joined %+v, %v", p, err)
	}
	if _, err := w.IssueCode(t.Context(), w.understood(coordinator), village, l.Person.ID, RecoveryPass); err != nil {
		t.Errorf("the team helps nobody: %v", err)
	}
	officer := w.staff(Officer, "", ward)
	m, _, err := w.Appoint(t.Context(), officer, NewAppointment{Name: "Y Thao", Phone: "0911111111", Appointment: Appointment{Role: Coordinator, Village: village}})
	if err != nil || m.Appointment.Village != village2 {
		t.Errorf("appointed %+v, %v", m.Appointment, err)
	}
	if err := w.EndAppointment(t.Context(), officer, m.ID, Appointment{Role: Coordinator, Village: village}); err != nil {
		t.Errorf("the appointment cannot be ended: %v", err)
	}
}

func TestAppointmentsOfMergedVillagesBecomeOneWhereOneCoversTheOther(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	at := func(v string, from, until int) Appointment {
		a := Appointment{Role: Coordinator, Village: v, From: day(from)}
		if until > 0 {
			a.Until = day(until)
		}
		return a
	}
	office := Appointment{Role: Officer, Ward: ward}
	for _, c := range []struct{ have, want []Appointment }{
		{[]Appointment{at("a", 1, 0), office}, []Appointment{at("b", 1, 0), office}},
		{[]Appointment{at("a", 1, 0), at("b", 1, 9)}, []Appointment{at("b", 1, 0)}},
		{[]Appointment{at("b", 1, 9), at("a", 1, 0)}, []Appointment{at("b", 1, 0)}},
		{[]Appointment{at("b", 1, 0), at("a", 2, 9)}, []Appointment{at("b", 1, 0)}},
		{[]Appointment{at("b", 5, 0), at("a", 1, 9)}, []Appointment{at("b", 5, 0), at("b", 1, 9)}},
	} {
		if got := gathered(c.have, "a", "b"); !slices.Equal(got, c.want) {
			t.Errorf("%v became %v, want %v", c.have, got, c.want)
		}
	}
}

func TestMovingThatFailsHalfwayCanBeDoneAgain(t *testing.T) {
	for _, method := range []string{"UpdatePass", "UpdateRequest", "UpdatePerson", "PassesOfPerson", "RequestsOf", "ChildrenOf", "AppendAudit"} {
		w := newRealWorld(t)
		l, _ := w.resident(phone, pin)
		child := w.child(l.Person, "Y Bhăm")
		w.card(l.Person.ID)
		w.request(l.Person, OtherRequest, "")
		broken := w.fail(method)
		_, err := w.Move(t.Context(), Person{}, l.Person.ID, village2)
		w.wantErr(err, broken)
		w.mend()
		if _, err := w.Move(t.Context(), Person{}, l.Person.ID, village2); err != nil {
			t.Fatal(err)
		}
		for _, p := range w.memory.passes {
			if p.Village != village2 {
				t.Errorf("%s failed: a pass is of %s", method, p.Village)
			}
		}
		for _, r := range w.memory.requests {
			if r.Village != village2 {
				t.Errorf("%s failed: a request is of %s", method, r.Village)
			}
		}
		if a, b := w.stored(l.Person.ID), w.stored(child.ID); a.Village != village2 || b.Village != village2 {
			t.Errorf("%s failed: they live in %s and %s", method, a.Village, b.Village)
		}
	}
}
