package people

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hocso/progress/places"
)

// enrolled is a resident without a PIN whom the coordinator enrolled.
func (w *world) enrolled(actor Person, change func(*Registration)) Account {
	w.Helper()
	r := registration()
	r.PIN, r.Consent.VillageList = "", true
	if change != nil {
		change(&r)
	}
	a, err := w.Enrol(w.Context(), actor, r)
	if err != nil {
		w.Fatalf("Enrol: %v", err)
	}
	return a
}

func text(s string) *string { return &s }

func TestTheTeamSetsRightWhatIsKeptOfAResident(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	a := w.enrolled(coordinator, func(r *Registration) { r.BirthBand = "1960" })
	if a.BirthBand != "1960" {
		t.Fatalf("enrolled with %q", a.BirthBand)
	}
	lines := len(w.memory.audit)
	for range 2 { // the second time there is nothing to change
		got, err := w.Edit(t.Context(), coordinator, village, a.ID, Edit{Name: text(" H’Hen  Êban"), BirthBand: text("1950"), Phone: text("0900 000 009")})
		if err != nil || got.Name != "H’Hen Êban" || got.BirthBand != "1950" || got.Hint() != "009" {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	if p := w.stored(a.ID); p.Name != "H’Hen Êban" || p.BirthBand != "1950" || p.Phone != "+84900000009" {
		t.Errorf("stored %+v", p)
	}
	logged := w.memory.audit[lines:]
	if len(logged) != 1 || logged[0].Action != ActionEdited || logged[0].Detail != "name,birth_band,phone" || logged[0].Actor != coordinator.ID {
		t.Errorf("the log says %+v", logged)
	}
	if got, err := w.Edit(t.Context(), coordinator, village, a.ID, Edit{BirthBand: text(""), Phone: text("")}); err != nil || got.BirthBand != "" || got.Phone != "" {
		t.Errorf("taken away: %+v, %v", got, err)
	}
	w.wantSoundLog()
}

func TestWhatIsKeptOfAResidentIsNotSetToNonsense(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	a := w.enrolled(coordinator, nil)
	_, err := w.Edit(t.Context(), coordinator, village, a.ID, Edit{Name: text(" "), BirthBand: text("1955"), Phone: text("12")})
	wantFaults(t, err, FieldError{"name", "required"}, FieldError{"birth_band", "bad_birth_band"}, FieldError{"phone", "bad_phone"})
	hidden := w.enrolled(coordinator, func(r *Registration) { r.Consent.VillageList = false })
	_, err = w.Edit(t.Context(), coordinator, village, hidden.ID, Edit{Name: text("Ai"), BirthBand: text("1950")})
	wantFaults(t, err, FieldError{"name", "not_allowed"}, FieldError{"birth_band", "not_allowed"})
	signedIn, _ := w.resident("0900000002", pin)
	before := w.dump()
	_, err = w.Edit(t.Context(), coordinator, village, signedIn.Person.ID, Edit{Phone: text("0900000003")})
	w.wantErr(err, ErrHasPIN)
	if _, err := w.Edit(t.Context(), coordinator, village, signedIn.Person.ID, Edit{Phone: text("0900000002")}); err != nil {
		t.Errorf("the number that they have: %v", err)
	}
	if w.dump() != before {
		t.Error("something was changed")
	}
}

func TestEditingMovingAndHistoryAreForWhoHelpsTheVillage(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	a := w.enrolled(coordinator, nil)
	staff := w.coordinator()
	child := w.child(w.register(func(r *Registration) { r.PIN = "482913" }).Person, "Y Bhăm")
	refused := func(actor Person, village, person string, want error) {
		t.Helper()
		_, err := w.Edit(t.Context(), actor, village, person, Edit{Name: text("Ai")})
		w.wantErr(err, want)
		_, _, err = w.MoveResident(t.Context(), actor, village, person, village2)
		w.wantErr(err, want)
		_, err = w.History(t.Context(), actor, village, person, 0, 9)
		w.wantErr(err, want)
	}
	for _, actor := range []Person{a.Person, w.staff(Coordinator, village2, ""), w.staff(Officer, "", ward2), w.staff(Manager, "", ""), w.staff(Admin, "", "")} {
		refused(actor, village, a.ID, ErrForbidden)
	}
	officer := w.staff(Officer, "", ward)
	before := w.dump()
	for _, person := range []string{"nobody", staff.ID, child.ID} {
		refused(officer, village, person, ErrForbidden)
	}
	refused(officer, "24163-999", a.ID, places.ErrNotFound)
	if w.dump() != before {
		t.Error("something was changed")
	}
}

func TestWhoHelpsBothVillagesLetsAResidentMove(t *testing.T) {
	w := newRealWorld(t)
	coordinator, officer := w.coordinator(), w.staff(Officer, "", ward)
	a := w.enrolled(coordinator, nil)
	_, _, err := w.MoveResident(t.Context(), coordinator, village, a.ID, village2)
	w.wantErr(err, ErrForbidden) // a coordinator of one of them
	_, _, err = w.MoveResident(t.Context(), officer, village, a.ID, village3)
	w.wantErr(err, ErrForbidden) // of another ward
	_, _, err = w.MoveResident(t.Context(), officer, village, a.ID, "24163-999")
	wantFaults(t, err, FieldError{"village", "unknown_village"})
	both := coordinator
	both.Appointments = append(slices.Clone(both.Appointments), Appointment{Role: Coordinator, Village: village2})
	for range 2 { // an answer that was lost is asked for again
		v, moved, err := w.MoveResident(t.Context(), both, village, a.ID, village2)
		if err != nil || v.ID != village2 || !slices.Equal(moved, []string{a.ID}) {
			t.Fatalf("moved %v to %v, %v", moved, v, err)
		}
	}
	if p := w.stored(a.ID); p.Village != village2 {
		t.Errorf("they live in %s", p.Village)
	}
	moves := slices.DeleteFunc(slices.Clone(w.memory.audit), func(e AuditEntry) bool { return e.Action != ActionMoved })
	if len(moves) != 1 || moves[0].Actor != coordinator.ID || moves[0].Detail != village {
		t.Errorf("the log says %+v", moves)
	}
	history, err := w.History(t.Context(), officer, village2, a.ID, 0, 9)
	if err != nil || len(history) != 2 || history[0].Action != ActionMoved || history[1].Action != ActionEnrolled {
		t.Errorf("history %+v, %v", history, err)
	}
	if rest, err := w.History(t.Context(), officer, village2, a.ID, history[0].Seq, 9); err != nil || len(rest) != 1 {
		t.Errorf("the rest %+v, %v", rest, err)
	}
	w.wantSoundLog()
}

func TestABirthBandIsADecadeOfPeopleOldEnough(t *testing.T) {
	now := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
	for _, band := range strings.Fields("1900 1950 2000 2010") {
		if !BirthBandAt(band, now) {
			t.Errorf("%s is none", band)
		}
	}
	for _, band := range []string{"", "1890", "1955", "2020", "195", "19500", "195O", " 1950", "１９５０", "-190"} {
		if BirthBandAt(band, now) {
			t.Errorf("%q is one", band)
		}
	}
	if BirthBandAt("2010", now.AddDate(-1, 0, 0)) {
		t.Error("2010 before anybody born then was 16")
	}
}
