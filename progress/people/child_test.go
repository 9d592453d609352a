package people

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
)

var bothAgree = ChildConsent{Guardian: true, Child: true}

func (w *world) child(of Person, name string) Person {
	w.Helper()
	c, err := w.AddChild(w.Context(), of, name, bothAgree)
	if err != nil {
		w.Fatalf("AddChild: %v", err)
	}
	return c
}

func TestChildrenAreNeitherListedNorCounted(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	c := w.stored(w.child(l.Person, "Y Bhăm").ID)
	if !c.Child() || c.Guardian != l.Person.ID || c.Village != village || c.Phone != "" || c.Consents[0].Helper != l.Person.ID {
		t.Errorf("added as %+v", c)
	}
	for _, consent := range []Consent{{Account: true}, {Account: true, VillageList: true, Statistics: true, Certificate: true}} {
		p, err := w.Update(t.Context(), c, Changes{Consent: &consent})
		if err != nil {
			t.Fatal(err)
		}
		if p.Counted(true) || p.Counted(false) || p.ListedName() != "" {
			t.Errorf("with %+v counted %v, listed as %q", consent, p.Counted(true), p.ListedName())
		}
	}
	coordinator := w.coordinator()
	accounts, _, err := w.Accounts(t.Context(), coordinator, village, "", 10)
	if err != nil || len(accounts) != 1 || accounts[0].ID != l.Person.ID {
		t.Errorf("accounts %+v, %v", accounts, err)
	}
	if listed, err := w.Listed(t.Context(), coordinator, village, "csv"); err != nil || len(listed) != 0 {
		t.Errorf("listed %+v, %v", listed, err)
	}
	// The village's team makes nothing for a child.
	_, err = w.IssueCards(t.Context(), coordinator, village, []string{c.ID})
	w.wantErr(err, ErrForbidden)
	_, err = w.IssueCode(t.Context(), coordinator, village, c.ID, DevicePass)
	w.wantErr(err, ErrForbidden)
}

func TestBothAgreeToAChildsProfile(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	_, err := w.AddChild(t.Context(), l.Person, "", ChildConsent{})
	wantFaults(t, err, FieldError{"name", "required"}, FieldError{"consent.guardian", "consent_required"}, FieldError{"consent.child", "consent_required"})
	_, err = w.AddChild(t.Context(), l.Person, "An", ChildConsent{Guardian: true})
	wantFaults(t, err, FieldError{"consent.child", "consent_required"})
	c := w.child(l.Person, "An")
	for _, actor := range []Person{c, w.staff(Manager, "", "")} {
		_, err = w.AddChild(t.Context(), actor, "An", bothAgree)
		w.wantErr(err, ErrForbidden)
	}
}

func TestAnAccountHasTenChildrenAtMostHoweverManyAreAddedAtOnce(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	w.memory.fail = func(method string) error { // others come in between counting and adding
		if method == "AuditPage" {
			w.memory.mu.Unlock()
			runtime.Gosched()
			w.memory.mu.Lock()
		}
		return nil
	}
	var done sync.WaitGroup
	for i := range 3 * maxChildren {
		done.Go(func() {
			if _, err := w.AddChild(context.Background(), l.Person, fmt.Sprintf("Bé %d", i), bothAgree); err != nil && !errors.Is(err, ErrTooMany) {
				t.Error(err)
			}
		})
	}
	done.Wait()
	_, err := w.AddChild(t.Context(), l.Person, "An", bothAgree)
	w.wantErr(err, ErrTooMany)
	if children, err := w.Children(t.Context(), l.Person); err != nil || len(children) != maxChildren {
		t.Errorf("%d children, %v", len(children), err)
	}
}

func TestOtherPeoplesChildrenAreNotFound(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	other, _ := w.resident("0900000002", "482913")
	c := w.child(l.Person, "An")
	for _, actor := range []Person{other.Person, c, w.coordinator(), {}} {
		_, err := w.ChildOf(t.Context(), actor, c.ID)
		w.wantErr(err, ErrNotFound)
		_, err = w.LoginChild(t.Context(), actor, c.ID, home)
		w.wantErr(err, ErrNotFound)
	}
	for _, id := range []string{l.Person.ID, other.Person.ID, "nobody"} { // no children at all
		_, err := w.ChildOf(t.Context(), l.Person, id)
		w.wantErr(err, ErrNotFound)
		_, err = w.ChildOf(t.Context(), Person{}, id)
		w.wantErr(err, ErrNotFound)
	}
	if got, err := w.LoginChild(t.Context(), l.Person, c.ID, home); err != nil || got.Person.ID != c.ID {
		t.Errorf("the parent: %v", err)
	}
}

func TestAChildHasNoSecretOfItsOwn(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	c := w.child(l.Person, "An")
	signedIn, err := w.LoginChild(t.Context(), l.Person, c.ID, home)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.ChangeSecret(t.Context(), signedIn.Person, "", "482913", home)
	w.wantErr(err, ErrForbidden)
	yes := true
	_, err = w.Update(t.Context(), signedIn.Person, Changes{CardPIN: &yes})
	wantFaults(t, err, FieldError{"card_pin", "not_allowed"})
	for _, p := range []string{"", pin, "482913"} {
		_, err = w.LoginProfile(t.Context(), c.ID, p, home)
		w.wantErr(err, ErrWrongCredentials)
	}
	if _, ok := w.memory.creds[c.ID]; ok {
		t.Error("a credential is stored")
	}
}

func TestChildrenAreErasedWithTheirParent(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	other, _ := w.resident("0900000002", "482913")
	c, theirs := w.child(l.Person, "An"), w.child(other.Person, "Bình")
	if err := w.Erase(t.Context(), l.Person, l.Person); err != nil {
		t.Fatal(err)
	}
	_, err := w.Person(t.Context(), c.ID)
	w.wantErr(err, ErrNotFound)
	if erasures, err := w.memory.Erasures(t.Context()); err != nil || len(erasures) != 2 {
		t.Errorf("%+v, %v", erasures, err)
	}
	w.stored(theirs.ID)
}

func TestAChildThatIsAddedDuringErasureGoesToo(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	added := false
	w.memory.fail = func(method string) error {
		if method == "AddErasure" && !added { // the parent's turn has come, and the children were read
			added = true
			w.memory.people["late"] = Person{ID: "late", Guardian: l.Person.ID, Village: village, Revision: 1}
		}
		return nil
	}
	if err := w.Erase(t.Context(), l.Person, l.Person); err != nil {
		t.Fatal(err)
	}
	if !added || len(w.memory.people) != 0 {
		t.Errorf("added %v, left %+v", added, w.memory.people)
	}
	_, err := w.AddChild(t.Context(), l.Person, "An", bothAgree)
	w.wantErr(err, ErrNotFound)
	if len(w.memory.people) != 0 {
		t.Errorf("left %+v", w.memory.people)
	}
}
