package people

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
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

// wantOneOf checks that one of two accounts at least is there, and that no alias leads away from who is.
func (w *world) wantOneOf(ids ...string) {
	w.Helper()
	left := 0
	for _, id := range ids {
		if _, err := w.Person(w.Context(), id); err == nil {
			left++
			if kept, err := Kept(w.Context(), w.memory, id); !errors.Is(err, ErrNotFound) {
				w.Errorf("%s is there, and leads to %q, %v", id, kept, err)
			}
		}
	}
	if left == 0 {
		w.Error("nobody is left")
	}
}

func TestAMergerThatFailedIsNotTurnedRound(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	a, b := w.twins(officer)
	called := 0
	for _, step := range []string{"Person", "DeletePassesOf", "DeletePerson"} {
		broken := w.fail(step)
		_, err := w.Merge(t.Context(), officer, village, a.ID, b.ID, carries(&called))
		w.wantErr(err, broken)
		w.mend()
		if len(w.memory.aliases) == 0 {
			continue // it had not begun
		}
		_, err = w.Merge(t.Context(), officer, village, b.ID, a.ID, carries(&called))
		w.wantErr(err, ErrConflict)
	}
	if _, err := w.Merge(t.Context(), officer, village, a.ID, b.ID, carries(&called)); err != nil || called != 1 {
		t.Errorf("finished: %v, carried %d times", err, called)
	}
	w.wantOneOf(a.ID, b.ID)
}

// gatedAliases are aliases before one of which is added something happens, once.
type gatedAliases struct {
	AliasStore
	before func()
}

func (g *gatedAliases) AddAlias(ctx context.Context, a Alias) error {
	if before := g.before; before != nil {
		g.before = nil
		before()
	}
	return g.AliasStore.AddAlias(ctx, a)
}

func TestOppositeMergersAtOnceLeaveOneAccount(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	a, b := w.twins(officer)
	called := 0
	one, other := w.another(), w.another()
	one.stores.Aliases = &gatedAliases{w.memory, func() {
		if _, err := other.Merge(t.Context(), officer, village, b.ID, a.ID, carries(&called)); err != nil {
			t.Errorf("the faster one: %v", err)
		}
	}}
	_, err := one.Merge(t.Context(), officer, village, a.ID, b.ID, carries(&called))
	w.wantErr(err, ErrConflict)
	w.wantOneOf(a.ID, b.ID)
	if called != 1 {
		t.Errorf("carried %d times", called)
	}
}

func TestOppositeMergersOnOneServerFollowEachOther(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	for range 20 {
		a, b := w.twins(officer)
		var merging sync.WaitGroup
		for _, pair := range [][2]string{{a.ID, b.ID}, {b.ID, a.ID}} {
			merging.Go(func() {
				_, err := w.Merge(t.Context(), officer, village, pair[0], pair[1], func(context.Context, Person, Person) error { return nil })
				if err != nil && !errors.Is(err, ErrForbidden) && !errors.Is(err, ErrConflict) {
					t.Error(err)
				}
			})
		}
		merging.Wait()
		w.wantOneOf(a.ID, b.ID)
		if len(w.memory.aliases) == 0 {
			t.Error("neither was merged")
		}
		clear(w.memory.aliases)
	}
}

func TestWhoIsErasedMeanwhileIsNotMergedInto(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	a, b := w.twins(officer)
	called := 0
	one, other := w.another(), w.another()
	one.stores.Aliases = &gatedAliases{w.memory, func() {
		if err := other.Erase(t.Context(), a.Person, a.Person); err != nil {
			t.Error(err)
		}
	}}
	_, err := one.Merge(t.Context(), officer, village, a.ID, b.ID, carries(&called))
	w.wantErr(err, ErrForbidden)
	w.wantOneOf(b.ID)
	if called != 0 {
		t.Error("what was learnt went to nobody")
	}
}

// Such a circle can only come of a store that was damaged; it must not keep the server from its other work.
func TestACircleOfAliasesLeadsNowhere(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	a, b := w.twins(officer)
	for _, pair := range [][2]string{{a.ID, b.ID}, {b.ID, "c"}, {"c", a.ID}} {
		if err := w.memory.AddAlias(t.Context(), Alias{Dropped: pair[0], Kept: pair[1]}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{a.ID, b.ID, "c"} {
		_, err := Kept(t.Context(), w.memory, id)
		w.wantErr(err, ErrNotFound)
	}
	delete(w.memory.aliases, b.ID)
	if err := w.memory.AddAlias(t.Context(), Alias{Dropped: b.ID, Kept: a.ID}); err != nil {
		t.Fatal(err)
	}
	if err := w.eraseAliases(t.Context(), a.ID); err != nil {
		t.Error(err)
	}
}

func TestWhoWasToBeDroppedAndTookToTheAccountKeepsWhatTheyLearn(t *testing.T) {
	begun := func(t *testing.T) (w *world, officer Person, a, b Account) {
		w = newRealWorld(t)
		officer = w.staff(Officer, "", ward)
		a, b = w.twins(officer)
		called := 0
		broken := w.fail("DeletePassesOf")
		_, err := w.Merge(t.Context(), officer, village, a.ID, b.ID, carries(&called))
		w.wantErr(err, broken)
		w.mend()
		if _, err := w.LoginCard(t.Context(), w.card(b.ID), "", Visit{}); err != nil {
			t.Fatal(err)
		}
		return w, officer, a, b
	}
	t.Run("a merger that is refused is called off", func(t *testing.T) {
		w, officer, a, b := begun(t)
		called := 0
		_, err := w.Merge(t.Context(), officer, village, a.ID, b.ID, carries(&called))
		w.wantErr(err, ErrHasLogin)
		w.wantOneOf(b.ID)
	})
	t.Run("erasing removes it", func(t *testing.T) {
		w, _, a, b := begun(t)
		err := w.EraseAll(t.Context(), b.Person, b.Person, func(ctx context.Context, p Person) error {
			kept, err := Kept(ctx, w.memory, p.ID)
			if !errors.Is(err, ErrNotFound) {
				t.Errorf("what they learnt goes to %s, %v", kept, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		w.wantOneOf(a.ID)
	})
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

func TestADoubledImportShowsItsFirstTwinsAlone(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	var doubled []Person
	for i := range 2 * (mostGroups + 1) {
		doubled = append(doubled, Person{ID: fmt.Sprintf("p%03d", i), Name: fmt.Sprintf("Người %03d", i/2), Village: village,
			Consents: []ConsentRecord{{Consent: Consent{Account: true, VillageList: true}}}})
	}
	if err := w.memory.AddPeople(t.Context(), doubled); err != nil {
		t.Fatal(err)
	}
	groups, err := w.Duplicates(t.Context(), officer, village)
	if err != nil || len(groups) != mostGroups || groups[0][1].ID != "p001" {
		t.Errorf("%d groups, %v", len(groups), err)
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
