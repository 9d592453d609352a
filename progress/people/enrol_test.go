package people

import (
	"context"
	"sync"
	"testing"
	"time"
)

// chosen are ids as phones choose them.
const chosen, chosen2 = "3f2b8c9e-4d1a-4b6f-8c2d-9e0f1a2b3c4d", "7a1c5e3d-2b4f-4c8a-9d6e-0f1b2c3d4e5f"

func enrolment(id string) Registration {
	r := registration()
	r.ID, r.PIN, r.Phone, r.Consent.VillageList = id, "", "", true
	return r
}

func TestAnEnrolmentThatIsSentAgainEnrolsOnce(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	before := w.count()
	first, again, err := w.EnrolOnce(t.Context(), coordinator, enrolment(chosen))
	if err != nil || again || first.ID != chosen || first.Unconfirmed {
		t.Fatalf("%+v, %v, %v", first, again, err)
	}
	w.card(chosen)
	w.pass(time.Hour)
	second, again, err := w.EnrolOnce(t.Context(), coordinator, enrolment(chosen))
	if err != nil || !again || second.ID != chosen || !second.Card || !second.CreatedAt.Equal(first.CreatedAt) {
		t.Fatalf("%+v, %v, %v", second, again, err)
	}
	if n := w.count() - before; n != 1 {
		t.Errorf("%d are enrolled", n)
	}
}

func TestAnEnrolmentWithAPINIsNoWayToTryPINs(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	r := enrolment(chosen)
	r.PIN, r.Phone = pin, phone
	if _, again, err := w.EnrolOnce(t.Context(), coordinator, r); err != nil || again {
		t.Fatal(again, err)
	}
	r.PIN = "482913"
	n := w.hashed(func() {
		if a, again, err := w.EnrolOnce(t.Context(), coordinator, r); err != nil || !again || !a.PIN {
			t.Errorf("%+v, %v, %v", a, again, err)
		}
	})
	if n != 0 {
		t.Errorf("%d PINs were looked at", n)
	}
	code := w.issueCode(chosen, DevicePass)
	if _, err := w.LoginPIN(t.Context(), phone, pin, code, Visit{}); err != nil {
		t.Errorf("the PIN that was given first: %v", err)
	}
}

func TestAnEnrolmentThatWasSentBeforeHoldsAlsoAfterSomethingWasChanged(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	a, _, err := w.EnrolOnce(t.Context(), coordinator, enrolment(chosen))
	if err != nil {
		t.Fatal(err)
	}
	name := "H’Hen Niê Kđăm"
	if _, err := w.Update(t.Context(), a.Person, Changes{Name: &name, Consent: &Consent{Account: true}}); err != nil {
		t.Fatal(err)
	}
	r := enrolment(chosen)
	r.ConsentVersion = ConsentVersion
	if a, again, err := w.EnrolOnce(t.Context(), coordinator, r); err != nil || !again || a.Name != name {
		t.Errorf("%+v, %v, %v", a, again, err)
	}
}

func TestAnIDThatIsAnothersIsTaken(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	if _, _, err := w.EnrolOnce(t.Context(), coordinator, enrolment(chosen)); err != nil {
		t.Fatal(err)
	}
	change := func(f func(*Registration)) Registration {
		r := enrolment(chosen)
		f(&r)
		return r
	}
	stranger := w.register(func(r *Registration) { r.Village, r.PIN = village2, "482913" })
	for name, c := range map[string]struct {
		actor Person
		r     Registration
	}{
		"another name":          {coordinator, change(func(r *Registration) { r.Name = "Y Bhăm" })},
		"another phone number":  {coordinator, change(func(r *Registration) { r.Phone = "0900000005" })},
		"another consent":       {coordinator, change(func(r *Registration) { r.Consent.Statistics = true })},
		"another helper":        {w.coordinator(), enrolment(chosen)},
		"an officer":            {w.staff(Officer, "", ward), enrolment(chosen)},
		"a resident's":          {coordinator, enrolment(stranger.Person.ID)},
		"the coordinator's own": {coordinator, enrolment(coordinator.ID)},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := w.EnrolOnce(t.Context(), c.actor, c.r)
			w.wantErr(err, ErrIDTaken)
		})
	}
}

func TestAnEnrolmentThatWasSentBeforeHoldsAlsoAfterTheyMoved(t *testing.T) {
	w := newRealWorld(t)
	coordinator, officer := w.coordinator(), w.staff(Officer, "", ward)
	if _, _, err := w.EnrolOnce(t.Context(), coordinator, enrolment(chosen)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.MoveResident(t.Context(), officer, village, chosen, village2); err != nil {
		t.Fatal(err)
	}
	name := "H’Hen Niê Kđăm"
	if _, err := w.Edit(t.Context(), officer, village2, chosen, Edit{Name: &name}); err != nil {
		t.Fatal(err)
	}
	a, again, err := w.EnrolOnce(t.Context(), coordinator, enrolment(chosen))
	if err != nil || !again || a.ID != chosen || a.Name != enrolment(chosen).Name {
		t.Errorf("%+v, %v, %v", a, again, err)
	}
	other, _, err := w.EnrolOnce(t.Context(), officer, Registration{ID: chosen2, Name: name, Village: village2, Consent: Consent{Account: true, VillageList: true}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Merge(t.Context(), officer, village2, other.ID, chosen, func(context.Context, Person, Person) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if a, again, err = w.EnrolOnce(t.Context(), coordinator, enrolment(chosen)); err != nil || !again || a.ID != chosen2 || a.Name != enrolment(chosen).Name {
		t.Errorf("of who was merged where they moved: %+v, %v, %v", a, again, err)
	}
}

func TestWhoEnrolledBeforeAVillageWasMergedIsHeardWhileItIs(t *testing.T) {
	w := newRealWorld(t)
	moved := w.staff(Coordinator, village2, "") // of the merged one a moment ago
	_, _, err := w.EnrolOnce(t.Context(), moved, enrolment(chosen))
	w.wantErr(err, ErrForbidden)
	v := mustVillage(w)
	if err := w.RecordVillage(t.Context(), ActionVillageMerged, Person{}, v, village2); err != nil {
		t.Fatal(err)
	}
	for _, again := range []bool{false, true} {
		if a, replay, err := w.EnrolOnce(t.Context(), moved, enrolment(chosen)); err != nil || replay != again || a.ID != chosen {
			t.Errorf("%+v, %v, %v", a, replay, err)
		}
	}
	_, _, err = w.EnrolOnce(t.Context(), w.staff(Coordinator, village3, ""), enrolment(chosen2))
	w.wantErr(err, ErrForbidden)
	w.pass(2 * time.Hour) // a merger that was given up
	_, _, err = w.EnrolOnce(t.Context(), moved, enrolment(chosen2))
	w.wantErr(err, ErrForbidden)
}

func TestNobodyGetsTheIDOfWhoWasErased(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	a, _, err := w.EnrolOnce(t.Context(), coordinator, enrolment(chosen))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Erase(t.Context(), coordinator, a.Person); err != nil {
		t.Fatal(err)
	}
	_, _, err = w.EnrolOnce(t.Context(), coordinator, enrolment(chosen))
	w.wantErr(err, ErrIDTaken)
}

func TestAnEnrolmentAsksForNoErasureButItsOwn(t *testing.T) {
	w := newRealWorld(t)
	_ = w.fail("Erasures") // they may be many, and an enrolment is one of many
	if _, _, err := w.EnrolOnce(t.Context(), w.coordinator(), enrolment(chosen)); err != nil {
		t.Error(err)
	}
	broken := w.fail("ErasureOf")
	_, _, err := w.EnrolOnce(t.Context(), w.coordinator(), enrolment(chosen2))
	w.wantErr(err, broken)
}

func TestPhonesChooseRandomIDs(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	for _, id := range []string{"x", "f2ce0d30-4590-5dfb-a063-7d240ffdfdcf", "00000000-0000-0000-0000-000000000000"} {
		_, _, err := w.EnrolOnce(t.Context(), coordinator, enrolment(id))
		wantFaults(t, err, FieldError{"id", "bad_uuid"})
	}
	_, _, err := w.EnrolOnce(t.Context(), w.staff(Coordinator, village2, ""), enrolment(chosen))
	w.wantErr(err, ErrForbidden)
	_, _, err = w.EnrolOnce(t.Context(), coordinator, Registration{ID: chosen, Village: village})
	wantFaults(t, err, FieldError{"name", "required"}, FieldError{"consent.account", "consent_required"})
	if a, again, err := w.EnrolOnce(t.Context(), coordinator, enrolment("")); err != nil || again || a.ID == "" {
		t.Errorf("without an id: %+v, %v, %v", a, again, err)
	}
}

func TestOneEnrolmentSentManyTimesAtOnceEnrolsOnce(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	before := w.count()
	var sending sync.WaitGroup
	for range 8 {
		sending.Go(func() {
			if a, _, err := w.EnrolOnce(t.Context(), coordinator, enrolment(chosen)); err != nil || a.ID != chosen {
				t.Errorf("%+v, %v", a, err)
			}
		})
	}
	sending.Wait()
	if n := w.count() - before; n != 1 {
		t.Errorf("%d are enrolled", n)
	}
}

// count returns how many residents the village has.
func (w *world) count() int {
	w.Helper()
	residents, err := w.memory.PeopleOf(w.Context(), village)
	if err != nil {
		w.Fatal(err)
	}
	return len(residents)
}

func TestARosterTellsCardsByTheirNumbers(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	for id, name := range map[string]string{chosen: "Ước", chosen2: "Ánh"} {
		r := enrolment(id)
		r.Name = name
		if _, _, err := w.EnrolOnce(t.Context(), coordinator, r); err != nil {
			t.Fatal(err)
		}
	}
	w.card(chosen)
	token := w.card(chosen) // in place of the former one
	w.child(w.stored(chosen2), "Bé Ba")
	roster, err := w.Roster(t.Context(), coordinator, village)
	if err != nil || len(roster) != 2 || roster[0].ID != chosen2 || roster[1].ID != chosen {
		t.Fatalf("%+v, %v", roster, err)
	}
	if roster[0].Card || roster[0].CardNumber != "" || !roster[1].Card || roster[1].CardNumber != CardNumber(token) {
		t.Errorf("%+v", roster)
	}
	if err := w.RevokeCard(t.Context(), coordinator, village, chosen); err != nil {
		t.Fatal(err)
	}
	if roster, err = w.Roster(t.Context(), coordinator, village); err != nil || roster[1].Card || roster[1].CardNumber != "" {
		t.Errorf("after revoking: %+v, %v", roster, err)
	}
	for _, actor := range []Person{w.stored(chosen), w.staff(Coordinator, village2, ""), w.staff(Officer, "", ward2), w.staff(Manager, "", ""), w.staff(Admin, "", "")} {
		_, err := w.Roster(t.Context(), actor, village)
		w.wantErr(err, ErrForbidden)
	}
}

func TestACardsNumberIsWhatPhonesMakeOfItsToken(t *testing.T) {
	if n := CardNumber("AAAAAAAAAAAAAAAAAAAAAA"); n != "85f32ffb80" {
		t.Errorf("number %s", n)
	}
}
