package people

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func (w *world) actor(l Login) Actor {
	w.Helper()
	a, err := w.Authenticate(w.Context(), l.AccessToken)
	if err != nil {
		w.Fatalf("Authenticate: %v", err)
	}
	return a
}

func TestTheTimeOfTheProofMovesByProvingOnly(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	proved := w.actor(e.login).ProvedAt
	w.pass(10 * time.Minute)
	l := w.refresh(e.login.Refresh)
	if got := w.actor(l).ProvedAt; !got.Equal(proved) {
		t.Errorf("refreshing moved it from %v to %v", proved, got)
	}
	_, err := w.Prove(t.Context(), e.Person, l.Refresh, password+"x", e.code(0))
	w.wantErr(err, ErrWrongCredentials)
	_, err = w.Prove(t.Context(), e.Person, l.Refresh, password, "")
	w.wantErr(err, ErrTOTPRequired)
	l = w.refresh(l.Refresh)
	if got := w.actor(l).ProvedAt; !got.Equal(proved) {
		t.Errorf("a wrong proof moved it to %v", got)
	}
	got, err := w.Prove(t.Context(), e.Person, l.Refresh, password, e.code(0))
	if err != nil {
		t.Fatal(err)
	}
	now := w.time().Truncate(time.Second)
	if at := w.actor(got).ProvedAt; !at.Equal(now) {
		t.Errorf("proved at %v, want %v", at, now)
	}
	w.pass(20 * time.Minute)
	if at := w.actor(w.refresh(got.Refresh)).ProvedAt; !at.Equal(now) {
		t.Errorf("after a refresh proved at %v, want %v", at, now)
	}
}

func TestOnlyWhoSignedInProvesThere(t *testing.T) {
	w := newRealWorld(t)
	e, other := w.enrol(phone), w.enrol("0900000002")
	for _, cookie := range []string{"", other.login.Refresh, strings.Split(e.login.Refresh, ".")[0] + "." + strings.Split(other.login.Refresh, ".")[1]} {
		w.wantNoHash(func() {
			_, err := w.Prove(t.Context(), e.Person, cookie, password, e.code(0))
			w.wantErr(err, ErrLoginExpired)
		})
	}
	w.pass(staffIdle)
	_, err := w.Prove(t.Context(), e.Person, e.login.Refresh, password, e.code(0))
	w.wantErr(err, ErrLoginExpired)
}

// Somebody else's password on the same phone number proves nothing.
func TestAProofIsOnesOwn(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	w.add(NewPerson{Role: Manager, Name: "Khác", Phone: phone, Secret: "nam-bon-ba-hai-mot"})
	begun, err := w.BeginTOTP(t.Context(), phone, "nam-bon-ba-hai-mot")
	if err != nil {
		t.Fatal(err)
	}
	other := enrolled{w: w, secret: begun.Secret}
	if _, _, err := w.ConfirmTOTP(t.Context(), phone, "nam-bon-ba-hai-mot", other.code(0), Visit{}); err != nil {
		t.Fatal(err)
	}
	w.pass(totpPeriod * time.Second)
	_, err = w.Prove(t.Context(), e.Person, e.login.Refresh, "nam-bon-ba-hai-mot", other.code(0))
	w.wantErr(err, ErrWrongCredentials)
}

func TestALostReplyToAProofSignsNobodyOut(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	w.refresh(e.login.Refresh) // lost
	if _, err := w.Prove(t.Context(), e.Person, e.login.Refresh, password, e.code(0)); err != nil {
		t.Fatal(err)
	} // lost too
	w.refresh(e.login.Refresh)
}

func TestChangingASecretEndsTheOtherLogins(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	card, err := w.LoginCard(t.Context(), w.card(l.Person.ID), "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.ChangeSecret(t.Context(), l.Person, "482913", "907316", home)
	w.wantErr(err, ErrWrongCredentials)
	_, err = w.ChangeSecret(t.Context(), l.Person, "", "123456", home)
	wantFaults(t, err, FieldError{"new", "too_weak"}, FieldError{"current", "required"})
	w.refresh(card.Refresh) // nothing was ended by those
	got, err := w.ChangeSecret(t.Context(), l.Person, pin, "482913", home)
	if err != nil {
		t.Fatal(err)
	}
	for _, old := range []Login{l, card} {
		w.wantSignedOut(old.Refresh)
		_, err := w.Authenticate(t.Context(), old.AccessToken)
		w.wantErr(err, ErrBadToken)
	}
	w.refresh(got.Refresh)
	_, err = w.LoginPIN(t.Context(), phone, pin, "", home)
	w.wantErr(err, ErrWrongCredentials)
	if _, err := w.LoginPIN(t.Context(), phone, "482913", "", home); err != nil {
		t.Errorf("the new PIN: %v", err)
	}
	// The other browser is signed out, but known.
	if _, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{Browser: card.Browser}); err != nil {
		t.Errorf("where the card was used: %v", err)
	}
}

func TestALoginThatIsRefreshedWhileASecretChangesEndsAllTheSame(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	thief, err := w.LoginCard(t.Context(), w.card(l.Person.ID), "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	other, refreshed := w.another(), false
	w.memory.fail = func(method string) error {
		if method == "UpdateDevice" && !refreshed {
			refreshed = true
			w.memory.mu.Unlock()
			defer w.memory.mu.Lock()
			if thief, err = other.Refresh(context.Background(), thief.Refresh); err != nil {
				t.Error(err)
			}
		}
		return nil
	}
	if _, err := w.ChangeSecret(t.Context(), l.Person, pin, "482913", home); err != nil {
		t.Fatal(err)
	}
	if !refreshed {
		t.Fatal("nothing was refreshed meanwhile")
	}
	w.wantSignedOut(thief.Refresh)
}

func TestStaffChangeTheirPassword(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	_, err := w.ChangeSecret(t.Context(), e.Person, password, "ngắn", Visit{})
	wantFaults(t, err, FieldError{"new", "too_weak"})
	const next = "mật khẩu mới của tôi"
	l, err := w.ChangeSecret(t.Context(), e.Person, password, next, Visit{})
	if err != nil || l.RefreshMaxAge != staffIdle {
		t.Fatalf("%+v, %v", l, err)
	}
	w.wantSignedOut(e.login.Refresh)
	w.wantErr(e.signIn(e.code(0)), ErrWrongCredentials)
	if _, err := w.LoginPassword(t.Context(), phone, next, e.code(0), Visit{}); err != nil {
		t.Errorf("the new one, with the same app: %v", err)
	}
}

func TestAPasswordAloneNeitherProvesNorProlongsALogin(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	proved, l, current := w.actor(e.login).ProvedAt, e.login, password
	for i := range 16 { // eight hours less a few minutes
		w.pass(staffIdle - time.Minute)
		next := password + fmt.Sprint(i)
		var err error
		if l, err = w.ChangeSecret(t.Context(), e.Person, current, next, Visit{}); err != nil {
			t.Fatal(err)
		}
		if at := w.actor(l).ProvedAt; !at.Equal(proved) {
			t.Fatalf("proved at %v, want %v", at, proved)
		}
		current = next
	}
	w.pass(staffIdle - time.Minute)
	w.wantSignedOut(l.Refresh)
	_, err := w.ChangeSecret(t.Context(), e.Person, current, password, Visit{})
	w.wantErr(err, ErrLoginExpired)
}

func TestAPINOfANeighbourIsRefusedAndCounted(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	w.resident(phone, "482913")
	// The current PIN forgives the tries before it, but only so many a day.
	var err error
	tries := 0
	for tries <= forgivenADay+failuresFree {
		if _, err = w.ChangeSecret(t.Context(), l.Person, pin, "482913", home); !errors.Is(err, ErrCredentialTaken) {
			break
		}
		tries++
	}
	w.wantLocked(err, firstLock)
	w.refresh(l.Refresh)
}

func TestWhoHasNoSecretYetSetsOne(t *testing.T) {
	w := newRealWorld(t)
	r := registration()
	r.PIN = ""
	a, err := w.Enrol(t.Context(), w.coordinator(), r)
	if err != nil {
		t.Fatal(err)
	}
	l, err := w.LoginCard(t.Context(), w.card(a.ID), "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	here := Visit{Browser: l.Browser}
	if _, err := w.ChangeSecret(t.Context(), l.Person, "", pin, here); err != nil {
		t.Fatal(err)
	}
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", here); err != nil {
		t.Errorf("the first PIN: %v", err)
	}
	_, err = w.ChangeSecret(t.Context(), l.Person, "", "482913", here)
	wantFaults(t, err, FieldError{"current", "required"})
}
