package people

import (
	"slices"
	"testing"
)

func TestEnrollingNotesWhoSetTheSwitches(t *testing.T) {
	w := newRealWorld(t)
	w.closed = true
	coordinator := w.coordinator()
	r := registration()
	r.Consent.VillageList = true
	a, err := w.Enrol(t.Context(), coordinator, r)
	if err != nil || !a.PIN || a.Card || a.Unconfirmed {
		t.Fatalf("%+v, %v", a, err)
	}
	want := ConsentRecord{Consent{Account: true, VillageList: true}, ConsentVersion, w.time(), coordinator.ID}
	if got := w.stored(a.ID).Consents; !slices.Equal(got, []ConsentRecord{want}) {
		t.Errorf("recorded %+v", got)
	}
	// What the person changes themselves has no helper.
	p, err := w.Update(t.Context(), a.Person, Changes{Consent: &Consent{Account: true}})
	if err != nil || p.Consents[1].Helper != "" {
		t.Errorf("%+v, %v", p.Consents, err)
	}
	w.closed = false
	if l := w.register(func(r *Registration) { r.PIN = "482913" }); l.Person.Consents[0].Helper != "" {
		t.Errorf("who registers alone was helped: %+v", l.Person.Consents)
	}
}

func TestEnrollingIsForWhoHelpsTheVillage(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident("0900000002", pin)
	for _, actor := range []Person{l.Person, w.staff(Coordinator, village2, ""), w.staff(Officer, "", ward2), w.staff(Manager, "", ""), w.staff(Admin, "", "")} {
		_, err := w.Enrol(t.Context(), actor, registration())
		w.wantErr(err, ErrForbidden)
		_, err = w.Confirm(t.Context(), actor, village, l.Person.ID)
		w.wantErr(err, ErrForbidden)
		_, _, err = w.Accounts(t.Context(), actor, village, "", 10)
		w.wantErr(err, ErrForbidden)
		_, err = w.Listed(t.Context(), actor, village, "csv")
		w.wantErr(err, ErrForbidden)
	}
	coordinator := w.coordinator()
	if _, err := w.Enrol(t.Context(), coordinator, registration()); err != nil {
		t.Fatal(err)
	}
	_, err := w.Enrol(t.Context(), coordinator, registration())
	w.wantErr(err, ErrCredentialTaken)
	_, err = w.Enrol(t.Context(), coordinator, Registration{Village: village, PIN: "123456"})
	wantFaults(t, err, FieldError{"name", "required"}, FieldError{"pin", "too_weak"}, FieldError{"consent.account", "consent_required"})
}

func TestSomebodyOfTheVillageConfirms(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	if !w.stored(l.Person.ID).Unconfirmed || l.Person.Counted(false) {
		t.Fatalf("%+v", l.Person)
	}
	coordinator := w.coordinator()
	for range 2 {
		if a, err := w.Confirm(t.Context(), coordinator, village, l.Person.ID); err != nil || a.Unconfirmed || !a.PIN {
			t.Fatalf("%+v, %v", a, err)
		}
	}
	if w.stored(l.Person.ID).Unconfirmed {
		t.Error("not stored")
	}
	_, err := w.Confirm(t.Context(), coordinator, village, "nobody")
	w.wantErr(err, ErrForbidden)
	other := w.register(func(r *Registration) { r.Village, r.PIN = village2, "482913" })
	_, err = w.Confirm(t.Context(), coordinator, village, other.Person.ID)
	w.wantErr(err, ErrForbidden)
}

func TestAccountsComeUnconfirmedFirstThenByName(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	enrol := func(name string, listed bool) Account {
		r := registration()
		r.Name, r.PIN, r.Consent.VillageList = name, "", listed
		a, err := w.Enrol(t.Context(), coordinator, r)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	enrol("Ước", true)
	hidden := enrol("Ẩn", false)
	enrol("Ánh", true)
	w.resident(phone, pin)
	w.card(hidden.ID)
	var names []string
	after := ""
	for {
		page, next, err := w.Accounts(t.Context(), coordinator, village, after, 2)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range page {
			names = append(names, a.Name)
			if a.Card != (a.ID == hidden.ID) || a.PIN != a.Unconfirmed {
				t.Errorf("%+v", a)
			}
		}
		if after = next; next == "" {
			break
		}
	}
	if want := []string{"H’Hen Niê", "Ánh", "Ước", "Ẩn"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	_, _, err := w.Accounts(t.Context(), coordinator, village, "nobody", 2)
	w.wantErr(err, ErrUnknownCursor)
	listed, err := w.Listed(t.Context(), coordinator, village, "csv")
	if err != nil || len(listed) != 2 || listed[0].Name != "Ánh" {
		t.Errorf("%+v, %v", listed, err)
	}
}
