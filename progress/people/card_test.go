package people

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

// card makes a card for a resident of the village by its coordinator, and returns its token.
func (w *world) card(resident string) string {
	w.Helper()
	cards, err := w.IssueCards(w.Context(), w.coordinator(), village, []string{resident})
	if err != nil {
		w.Fatalf("IssueCards: %v", err)
	}
	return cards[0].Token
}

func TestACardSignsInAnywhereAndAgain(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident("", pin)
	token := w.card(l.Person.ID)
	w.pass(365 * 24 * time.Hour) // it is printed, and does not end by itself
	for range 3 {
		got, err := w.LoginCard(t.Context(), token, "", Visit{})
		if err != nil || got.Person.ID != l.Person.ID || got.Browser == "" {
			t.Fatalf("LoginCard: %+v, %v", got, err)
		}
		// The browser is known from then on.
		if _, err := w.LoginProfile(t.Context(), l.Person.ID, pin, Visit{Browser: got.Browser}); err != nil {
			t.Errorf("LoginProfile: %v", err)
		}
	}
}

func TestACardIsStoppedByANewOneAndByRevoking(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	former, token := w.card(l.Person.ID), w.card(l.Person.ID)
	_, err := w.LoginCard(t.Context(), former, "", Visit{})
	w.wantErr(err, ErrCardNotValid)
	if _, err := w.LoginCard(t.Context(), token, "", Visit{}); err != nil {
		t.Fatalf("the new one: %v", err)
	}
	w.wantErr(w.RevokeCard(t.Context(), w.staff(Coordinator, village2, ""), village, l.Person.ID), ErrForbidden)
	w.wantErr(w.RevokeCard(t.Context(), l.Person, village, l.Person.ID), ErrForbidden)
	if err := w.RevokeCard(t.Context(), w.coordinator(), village, l.Person.ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.LoginCard(t.Context(), token, "", Visit{})
	w.wantErr(err, ErrCardNotValid)
}

func TestWhoFoundACardIsSignedOutWhenItIsStopped(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	finder, err := w.LoginCard(t.Context(), w.card(l.Person.ID), "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.RevokeCard(t.Context(), w.coordinator(), village, l.Person.ID); err != nil {
		t.Fatal(err)
	}
	w.wantSignedOut(finder.Refresh)
	_, err = w.Authenticate(t.Context(), finder.AccessToken)
	w.wantErr(err, ErrBadToken)
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", home); err != nil {
		t.Errorf("the owner at home: %v", err)
	}
}

func TestACardDoesNotOutliveItsPerson(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	token := w.card(l.Person.ID)
	if err := w.Erase(t.Context(), l.Person, l.Person); err != nil {
		t.Fatal(err)
	}
	_, err := w.LoginCard(t.Context(), token, "", Visit{})
	w.wantErr(err, ErrCardNotValid)
	// Nor where a crash left the card behind.
	l, _ = w.resident(phone, pin)
	token = w.card(l.Person.ID)
	delete(w.memory.people, l.Person.ID)
	_, err = w.LoginCard(t.Context(), token, "", Visit{})
	w.wantErr(err, ErrCardNotValid)
}

func TestACardNeedsThePINOfWhoWantsItSo(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	yes, no := true, false
	if _, err := w.Update(t.Context(), l.Person, Changes{CardPIN: &yes}); err != nil {
		t.Fatal(err)
	}
	token := w.card(l.Person.ID)
	w.wantNoHash(func() {
		_, err := w.LoginCard(t.Context(), token, "", Visit{})
		w.wantErr(err, ErrPINRequired)
	})
	for range failuresFree {
		_, err := w.LoginCard(t.Context(), token, "482913", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
	_, err := w.LoginCard(t.Context(), token, pin, Visit{})
	w.wantLocked(err, firstLock)
	w.pass(firstLock)
	if got, err := w.LoginCard(t.Context(), token, pin, Visit{}); err != nil || got.Person.ID != l.Person.ID {
		t.Fatalf("card and PIN: %v", err)
	}
	if _, err := w.Update(t.Context(), l.Person, Changes{CardPIN: &no}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.LoginCard(t.Context(), token, "", Visit{}); err != nil {
		t.Errorf("the card alone again: %v", err)
	}
}

func TestWhoHasNoPINCannotAskForItOnTopOfTheCard(t *testing.T) {
	w := newRealWorld(t)
	r := registration()
	r.PIN = ""
	a, err := w.Enrol(t.Context(), w.coordinator(), r)
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	_, err = w.Update(t.Context(), a.Person, Changes{CardPIN: &yes})
	wantFaults(t, err, FieldError{"card_pin", "not_allowed"})
}

// Codes need a phone number, so for people without one a new card must be a way back by itself.
func TestANewCardLetsWhoHasNoPhoneInAgain(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident("", pin)
	yes := true
	if _, err := w.Update(t.Context(), l.Person, Changes{CardPIN: &yes}); err != nil {
		t.Fatal(err)
	}
	for range pinFailures {
		_, err := w.LoginProfile(t.Context(), l.Person.ID, "482913", home)
		w.wantErr(err, ErrWrongCredentials)
		w.pass(longestLock)
	}
	_, err := w.LoginProfile(t.Context(), l.Person.ID, pin, home)
	w.wantErr(err, ErrResetRequired)
	if _, err := w.LoginCard(t.Context(), w.card(l.Person.ID), "", Visit{}); err != nil {
		t.Errorf("the new card: %v", err)
	}
	if _, err := w.LoginProfile(t.Context(), l.Person.ID, pin, home); err != nil {
		t.Errorf("the PIN: %v", err)
	}
	// People with a phone number keep the PIN on top, since they have recovery codes.
	l, _ = w.resident(phone, pin)
	if _, err := w.Update(t.Context(), l.Person, Changes{CardPIN: &yes}); err != nil {
		t.Fatal(err)
	}
	_, err = w.LoginCard(t.Context(), w.card(l.Person.ID), "", Visit{})
	w.wantErr(err, ErrPINRequired)
}

func TestCardsAreForWhoHelpsTheVillage(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	other := w.register(func(r *Registration) { r.Village, r.Phone = village2, "0900000002" })
	for _, actor := range []Person{l.Person, w.staff(Coordinator, village2, ""), w.staff(Officer, "", ward2), w.staff(Manager, "", ""), w.staff(Admin, "", "")} {
		_, err := w.IssueCards(t.Context(), actor, village, []string{l.Person.ID})
		w.wantErr(err, ErrForbidden)
	}
	// All or none of a sheet, and nobody of elsewhere or unknown.
	officer := w.staff(Officer, "", ward)
	for _, strange := range []string{other.Person.ID, "nobody", officer.ID} {
		_, err := w.IssueCards(t.Context(), officer, village, []string{l.Person.ID, strange})
		w.wantErr(err, ErrForbidden)
	}
	if len(w.memory.passes) != 0 {
		t.Errorf("%d cards were made", len(w.memory.passes))
	}
	if cards, err := w.IssueCards(t.Context(), officer, village, []string{l.Person.ID}); err != nil || cards[0].Name != "" {
		t.Errorf("the name of who is not listed is on the card: %+v, %v", cards, err)
	}
	if _, err := w.Update(t.Context(), l.Person, Changes{Consent: &Consent{Account: true, VillageList: true}}); err != nil {
		t.Fatal(err)
	}
	if cards, err := w.IssueCards(t.Context(), officer, village, []string{l.Person.ID}); err != nil || cards[0].Name != l.Person.Name {
		t.Errorf("%+v, %v", cards, err)
	}
}

// Whatever a pass is for, it opens no other door.
func TestAPassOpensOnlyItsOwnDoor(t *testing.T) {
	w := newRealWorld(t)
	w.closed = true
	l, err := w.registerWith(w.joinCode(72, 10))
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[PassKind]string{
		CardPass: w.card(l.Person.ID), JoinPass: w.joinCode(1, 1),
		DevicePass: w.issueCode(l.Person.ID, DevicePass), RecoveryPass: w.issueCode(l.Person.ID, RecoveryPass),
	}
	doors := map[PassKind]func(secret string) error{
		CardPass:   func(s string) error { _, err := w.LoginCard(t.Context(), s, "", Visit{}); return err },
		DevicePass: func(s string) error { _, err := w.LoginPIN(t.Context(), phone, pin, s, Visit{}); return err },
		JoinPass: func(s string) error {
			r := registration()
			r.PIN, r.JoinCode = "907316", s
			_, err := w.Register(t.Context(), r, Visit{})
			return err
		},
		RecoveryPass: func(s string) error { _, err := w.Recover(t.Context(), phone, s, "482913", Visit{}); return err },
	}
	refused := map[PassKind]error{CardPass: ErrCardNotValid, DevicePass: ErrWrongCredentials, JoinPass: ErrCodeNotValid, RecoveryPass: ErrCodeNotValid}
	for kind, secret := range secrets {
		for door, open := range doors {
			if door == kind {
				continue
			}
			for _, s := range []string{secret, strings.ReplaceAll(secret, "-", ""), "+84900000001/" + secret, string(kind) + "/" + secret} {
				if err := open(s); !errors.Is(err, refused[door]) {
					t.Errorf("the secret of a %s at the door of a %s: %v", kind, door, err)
				}
				w.forgetFailures()
			}
		}
	}
	// Recovery last, for it ends logins; and each opens its own.
	for _, kind := range []PassKind{CardPass, JoinPass, DevicePass, RecoveryPass} {
		if err := doors[kind](secrets[kind]); err != nil {
			t.Errorf("%s at its own door: %v", kind, err)
		}
	}
}

func (w *world) forgetFailures() {
	w.memory.mu.Lock()
	defer w.memory.mu.Unlock()
	clear(w.memory.attempts)
}

func TestNoSecretOfAPassIsStored(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	secrets := []string{w.card(l.Person.ID), w.joinCode(1, 1), w.issueCode(l.Person.ID, DevicePass), w.issueCode(l.Person.ID, RecoveryPass)}
	dump := w.dump()
	for _, s := range secrets {
		if strings.Contains(dump, s) || strings.Contains(dump, strings.ReplaceAll(s, "-", "")) {
			t.Errorf("%s is stored", s)
		}
	}
	// The same stores under another pepper know none of them.
	w.keys.Pepper = []byte(strings.Repeat("p", 32))
	_, err := w.another().LoginCard(context.Background(), secrets[0], "", Visit{})
	w.wantErr(err, ErrCardNotValid)
}

// dump is all that is stored, as JSON.
func (w *world) dump() string {
	w.Helper()
	w.memory.mu.Lock()
	defer w.memory.mu.Unlock()
	m := w.memory
	b, err := json.Marshal([]any{m.people, m.creds, m.devices, m.attempts, m.passes, m.factors, m.requests, m.audit, m.erasures, m.aliases})
	if err != nil {
		w.Fatal(err)
	}
	return string(b)
}

func TestANewCardEndsTheLoginOfWhoFoundTheFormerOne(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	found, err := w.LoginCard(t.Context(), w.card(l.Person.ID), "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	w.card(l.Person.ID)
	w.wantSignedOut(found.Refresh)
	if _, err := w.Authenticate(t.Context(), found.AccessToken); !errors.Is(err, ErrBadToken) {
		t.Errorf("the access token: %v", err)
	}
}

func TestThereAreNoCardsForStaff(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	p, err := w.Person(t.Context(), l.Person.ID)
	if err != nil {
		t.Fatal(err)
	}
	p.Appointments = []Appointment{{Role: Officer, Ward: ward}}
	if err := w.memory.UpdatePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	_, err = w.IssueCards(t.Context(), w.staff(Officer, "", ward), village, []string{p.ID})
	w.wantErr(err, ErrForbidden)
}
