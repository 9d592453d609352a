package people

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// twins are two accounts of one name.
func (w *world) twins(actor Person) (kept, dropped Account) {
	w.Helper()
	return w.enrolled(actor, func(r *Registration) { r.Phone = "" }), w.enrolled(actor, func(r *Registration) { r.BirthBand = "1950" })
}

func carries(called *int) func(context.Context, Person, Person) error {
	return func(context.Context, Person, Person) error { *called++; return nil }
}

func TestAMergedAccountLeavesAnAliasAndWhatTheOtherLacks(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	kept, dropped := w.twins(officer)
	token := w.card(dropped.ID)
	called := 0
	for range 2 { // an answer that was lost is asked for again
		a, err := w.Merge(t.Context(), officer, village, kept.ID, dropped.ID, carries(&called))
		if err != nil || a.ID != kept.ID || a.BirthBand != "1950" || a.Hint() != "001" {
			t.Fatalf("%+v, %v", a, err)
		}
	}
	_, err := w.Person(t.Context(), dropped.ID)
	w.wantErr(err, ErrNotFound)
	_, err = w.LoginCard(t.Context(), token, "", Visit{})
	w.wantErr(err, ErrCardNotValid)
	if id, err := Kept(t.Context(), w.memory, dropped.ID); err != nil || id != kept.ID || called != 2 {
		t.Errorf("leads to %s, %v; carried %d times", id, err, called)
	}
	if len(w.memory.erasures) != 0 {
		t.Error("a backup would lose what was learnt under the dropped account")
	}
	lines := slices.DeleteFunc(slices.Clone(w.memory.audit), func(e AuditEntry) bool { return e.Action != ActionMerged })
	if len(lines) != 1 || lines[0].Person != kept.ID || lines[0].Detail != dropped.ID {
		t.Errorf("the log says %+v", lines)
	}
	w.wantSoundLog()
}

func TestAnAccountThatSomebodySignsInWithIsNotDropped(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	kept, byCard := w.twins(officer)
	listed := Consent{Account: true, VillageList: true}
	withPIN := w.register(func(r *Registration) { r.Consent = listed })
	if _, err := w.LoginCard(t.Context(), w.card(byCard.ID), "", Visit{}); err != nil {
		t.Fatal(err)
	}
	_, asks := w.twins(officer)
	w.request(asks.Person, OtherRequest, "")
	hidden := w.enrolled(officer, func(r *Registration) { r.Consent.VillageList = false })
	before := w.dump()
	called := 0
	for who, c := range map[string]struct {
		drop string
		want error
	}{
		"with a PIN": {withPIN.Person.ID, ErrHasLogin}, "signed in by card": {byCard.ID, ErrHasLogin}, "with an open request": {asks.ID, ErrHasLogin},
		"not listed": {hidden.ID, ErrForbidden}, "nobody": {"nobody", ErrForbidden}, "of staff": {officer.ID, ErrForbidden},
	} {
		if _, err := w.Merge(t.Context(), officer, village, kept.ID, c.drop, carries(&called)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", who, err, c.want)
		}
	}
	if w.dump() != before {
		t.Error("something was changed")
	}
	_, err := w.Merge(t.Context(), officer, village, kept.ID, kept.ID, carries(&called))
	wantFaults(t, err, FieldError{"drop", "not_allowed"})
	_, err = w.Merge(t.Context(), officer, village, hidden.ID, kept.ID, carries(&called))
	w.wantErr(err, ErrForbidden)
	for _, actor := range []Person{kept.Person, w.staff(Coordinator, village2, ""), w.staff(Officer, "", ward2), w.staff(Manager, "", "")} {
		before = w.dump()
		_, err := w.Merge(t.Context(), actor, village, kept.ID, asks.ID, carries(&called))
		w.wantErr(err, ErrForbidden)
		_, err = w.Duplicates(t.Context(), actor, village)
		w.wantErr(err, ErrForbidden)
	}
	if w.dump() != before || called != 0 {
		t.Error("something was changed")
	}
	if _, err := w.Merge(t.Context(), officer, village, withPIN.Person.ID, kept.ID, carries(&called)); err != nil {
		t.Errorf("the other way round: %v", err)
	}
}

func TestAMergerThatWasBegunIsNotTurnedToSomebodyElse(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	kept, dropped := w.twins(officer)
	other, _ := w.twins(officer)
	broken := w.fail("DeletePerson")
	called := 0
	_, err := w.Merge(t.Context(), officer, village, kept.ID, dropped.ID, carries(&called))
	w.wantErr(err, broken)
	w.mend()
	_, err = w.Merge(t.Context(), officer, village, other.ID, dropped.ID, carries(&called))
	w.wantErr(err, ErrConflict)
	if _, err := w.Merge(t.Context(), officer, village, kept.ID, dropped.ID, carries(&called)); err != nil || called != 1 {
		t.Errorf("finished: %v, carried %d times", err, called)
	}
}

func TestWhoIsErasedTakesAlongWhomTheyWereMergedWith(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	kept, first := w.twins(officer)
	last, _ := w.twins(officer)
	called := 0
	for _, pair := range [][2]string{{kept.ID, first.ID}, {last.ID, kept.ID}} {
		if _, err := w.Merge(t.Context(), officer, village, pair[0], pair[1], carries(&called)); err != nil {
			t.Fatal(err)
		}
	}
	if id, err := Kept(t.Context(), w.memory, first.ID); err != nil || id != last.ID {
		t.Errorf("two mergers lead to %s, %v", id, err)
	}
	if err := w.Erase(t.Context(), last.Person, last.Person); err != nil {
		t.Fatal(err)
	}
	if len(w.memory.aliases) != 0 {
		t.Errorf("aliases stay: %+v", w.memory.aliases)
	}
	for _, id := range []string{first.ID, kept.ID, last.ID} {
		if _, noted := w.memory.erasures[id]; !noted {
			t.Errorf("a backup could bring %s back", id)
		}
	}
}

func TestAccountsOfOneNameMayBeOnePersons(t *testing.T) {
	person := func(id, name, band string) Person {
		return Person{ID: id, Name: name, BirthBand: band, Consents: []ConsentRecord{{Consent: Consent{Account: true, VillageList: true}}}}
	}
	hidden := person("h", "Lê Thị Hoa", "")
	hidden.Consents = nil
	staff := person("s", "Lê Thị Hoa", "")
	staff.Appointments = []Appointment{{Role: Coordinator, Village: village}}
	groups := duplicates([]Person{
		person("a", "Lê Thị Hoa", "1950"), person("b", "le thi hoa", ""), person("c", "LÊ THỊ HOÀ", "1960"), person("d", "Lê Thị Hoa", "1950"),
		hidden, staff, person("e", "Y Bhăm", "1970"), person("f", "Y Bhăm", "1980"), person("g", "H’Hen", ""), person("i", "Hhen", ""),
	})
	var got [][]string
	for _, group := range groups {
		var ids []string
		for _, p := range group {
			ids = append(ids, p.ID)
		}
		got = append(got, ids)
	}
	want := [][]string{{"g", "i"}, {"a", "b", "d"}, {"b", "c"}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("groups %v, want %v", got, want)
	}
}
