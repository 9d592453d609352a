package people

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"
)

// issue makes a code for a resident of the village by its coordinator.
func (w *world) issueCode(resident string, kind PassKind) string {
	w.Helper()
	code, err := w.IssueCode(w.Context(), w.coordinator(), village, resident, kind)
	if err != nil {
		w.Fatalf("IssueCode: %v", err)
	}
	return code.Code
}

func TestADeviceCodeWorksOnce(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	code := w.issueCode(l.Person.ID, DevicePass)
	if !regexp.MustCompile(`^\d{4}-\d{4}$`).MatchString(code) {
		t.Errorf("code %q", code)
	}
	again, err := w.LoginPIN(t.Context(), phone, pin, strings.ReplaceAll(code, "-", " "), Visit{Label: "android"})
	if err != nil || again.Person.ID != l.Person.ID || again.Browser == "" {
		t.Fatalf("with the code: %+v, %v", again, err)
	}
	_, err = w.LoginPIN(t.Context(), phone, pin, code, Visit{})
	w.wantErr(err, ErrWrongCredentials)
	// The new browser is known from now on.
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{Browser: again.Browser}); err != nil {
		t.Errorf("without the code: %v", err)
	}
}

func TestADeviceCodeIsForItsPersonOnly(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	w.resident(phone, "482913") // on the same phone
	w.resident("0900000002", "907316")
	code := w.issueCode(l.Person.ID, DevicePass)
	for _, c := range []struct{ phone, pin string }{{phone, "482913"}, {"0900000002", "907316"}, {"0911111111", pin}} {
		_, err := w.LoginPIN(t.Context(), c.phone, c.pin, code, Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
	if _, err := w.LoginPIN(t.Context(), phone, pin, code, Visit{}); err != nil {
		t.Errorf("whose it is: %v", err)
	}
}

func TestCodesHoldTenMinutes(t *testing.T) {
	for _, kind := range []PassKind{DevicePass, RecoveryPass} {
		w := newRealWorld(t)
		l, _ := w.resident(phone, pin)
		use := func(code string) error {
			if kind == DevicePass {
				_, err := w.LoginPIN(t.Context(), phone, pin, code, Visit{})
				return err
			}
			_, err := w.Recover(t.Context(), phone, code, pin, Visit{})
			return err
		}
		code := w.issueCode(l.Person.ID, kind)
		w.pass(codeLife)
		if err := use(code); !errors.Is(err, ErrWrongCredentials) && !errors.Is(err, ErrCodeNotValid) {
			t.Errorf("%s after ten minutes: %v", kind, err)
		}
		code = w.issueCode(l.Person.ID, kind)
		w.pass(codeLife - time.Millisecond)
		if err := use(code); err != nil {
			t.Errorf("%s before ten minutes: %v", kind, err)
		}
	}
}

func TestANewCodeEndsTheFormerOfItsKind(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	former := w.issueCode(l.Person.ID, DevicePass)
	recovery := w.issueCode(l.Person.ID, RecoveryPass)
	code := w.issueCode(l.Person.ID, DevicePass)
	_, err := w.LoginPIN(t.Context(), phone, pin, former, Visit{})
	w.wantErr(err, ErrWrongCredentials)
	if _, err := w.LoginPIN(t.Context(), phone, pin, code, Visit{}); err != nil {
		t.Errorf("the new one: %v", err)
	}
	if _, err := w.Recover(t.Context(), phone, recovery, "482913", Visit{}); err != nil {
		t.Errorf("the one of another kind: %v", err)
	}
}

func TestAWrongCodeAndAWrongPINLookAndCostTheSame(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	code := w.issueCode(l.Person.ID, DevicePass)
	type answer struct {
		text           string
		hashes, counts int
	}
	var first answer
	for i, c := range []struct{ number, pin, code string }{
		{phone, pin, "0000-0000"}, {phone, "482913", code}, {phone, "482913", "0000-0000"}, {"0911111111", pin, code}, {phone, pin, "x"},
	} {
		calls := 0
		w.memory.fail = func(string) error { calls++; return nil }
		got := answer{hashes: w.hashed(func() {
			_, err := w.LoginPIN(t.Context(), c.number, c.pin, c.code, Visit{})
			w.wantErr(err, ErrWrongCredentials)
			got := err.Error()
			if i == 0 {
				first.text = got
			} else if got != first.text {
				t.Errorf("%+v: %q", c, got)
			}
		})}
		w.memory.fail = nil
		got.text, got.counts = first.text, calls
		if i == 0 {
			first = got
		}
		if got != first || got.hashes != 1 {
			t.Errorf("%+v: %+v, the first %+v", c, got, first)
		}
	}
}

func TestNobodyFromElsewhereBringsANumberToAReset(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	for range 3 * pinFailures {
		w.pass(longestLock)
		_, err := w.LoginPIN(t.Context(), phone, "482913", "0000-0000", Visit{})
		w.wantErr(err, ErrWrongCredentials)
		w.pass(longestLock)
		_, err = w.Register(t.Context(), registration(), Visit{})
		w.wantErr(err, ErrCredentialTaken)
	}
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", home); err != nil {
		t.Errorf("at home: %v", err)
	}
	// And the tries from elsewhere were bounded all the same.
	_, err := w.LoginPIN(t.Context(), phone, pin, w.issueCode(l.Person.ID, DevicePass), Visit{})
	w.wantLocked(err, longestLock)
}

// Failures lock the browser in which they were made: whoever registers on a neighbour's number, which open registration lets
// anybody do, has a browser that knows the number, and can neither lock the neighbour out nor guess at their PIN.
func TestAStrangerOnTheNumberNeitherLocksNorGuesses(t *testing.T) {
	w := newRealWorld(t)
	_, home := w.resident(phone, pin)
	_, theirs := w.resident(phone, "739154")
	_, err := w.LoginPIN(t.Context(), phone, pin, "", theirs)
	w.wantErr(err, ErrWrongCredentials)
	for range pinFailures - 1 {
		w.pass(longestLock)
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", theirs)
		w.wantErr(err, ErrWrongCredentials)
	}
	_, err = w.LoginPIN(t.Context(), phone, "739154", "", theirs)
	w.wantErr(err, ErrResetRequired)
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", home); err != nil {
		t.Errorf("at home: %v", err)
	}
	// And a browser that knows nobody learns nothing of the lock.
	_, err = w.LoginPIN(t.Context(), phone, pin, "", Visit{})
	w.wantErr(err, ErrDeviceUnknown)
	_, err = w.Register(t.Context(), registration(), Visit{})
	w.wantErr(err, ErrCredentialTaken)
}

func TestMadeUpRecoveryCodesKeepNobodyOutWhoStandsBeforeTheTeam(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	for range failuresFree {
		_, err := w.Recover(t.Context(), phone, "0000-0000", "739154", Visit{})
		w.wantErr(err, ErrCodeNotValid)
	}
	_, err := w.Recover(t.Context(), phone, "0000-0000", "739154", Visit{})
	w.wantLocked(err, firstLock)
	if _, err := w.Recover(t.Context(), phone, w.issueCode(l.Person.ID, RecoveryPass), "739154", Visit{}); err != nil {
		t.Errorf("with the team's code: %v", err)
	}
}

func TestRecoveryEndsOtherLoginsAndLocks(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	for range pinFailures {
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", home)
		w.wantErr(err, ErrWrongCredentials)
		w.pass(longestLock)
	}
	_, err := w.LoginPIN(t.Context(), phone, pin, "", home)
	w.wantErr(err, ErrResetRequired)
	if l, err = w.Refresh(t.Context(), l.Refresh); err != nil {
		t.Fatal(err)
	}
	code := w.issueCode(l.Person.ID, RecoveryPass)
	got, err := w.Recover(t.Context(), phone, code, "482913", Visit{})
	if err != nil || got.Person.ID != l.Person.ID {
		t.Fatalf("Recover: %v", err)
	}
	_, err = w.Authenticate(t.Context(), l.AccessToken)
	w.wantErr(err, ErrBadToken)
	w.wantSignedOut(l.Refresh)
	if _, err := w.Authenticate(t.Context(), got.AccessToken); err != nil {
		t.Errorf("the new login: %v", err)
	}
	here := Visit{Browser: got.Browser}
	_, err = w.LoginPIN(t.Context(), phone, pin, "", here)
	w.wantErr(err, ErrWrongCredentials)
	if _, err := w.LoginPIN(t.Context(), phone, "482913", "", here); err != nil {
		t.Errorf("the new PIN: %v", err)
	}
	_, err = w.Recover(t.Context(), phone, code, "907316", Visit{})
	w.wantErr(err, ErrCodeNotValid)
}

func TestAPINThatIsTakenKeepsTheRecoveryCode(t *testing.T) {
	w := newRealWorld(t)
	l, home := w.resident(phone, pin)
	w.resident(phone, "482913")
	code := w.issueCode(l.Person.ID, RecoveryPass)
	_, err := w.Recover(t.Context(), phone, code, "482913", Visit{})
	w.wantErr(err, ErrCredentialTaken)
	_, err = w.Recover(t.Context(), phone, code, "123456", Visit{})
	wantFaults(t, err, FieldError{"pin", "too_weak"})
	w.refresh(l.Refresh) // nothing was ended
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", home); err != nil {
		t.Errorf("the old PIN: %v", err)
	}
	if _, err := w.Recover(t.Context(), phone, code, "907316", Visit{}); err != nil {
		t.Errorf("with another PIN: %v", err)
	}
}

func TestTakenPINsAreTriedOnlySoOftenWithARecoveryCode(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	w.resident(phone, "482913")
	code := w.issueCode(l.Person.ID, RecoveryPass)
	for range failuresFree {
		_, err := w.Recover(t.Context(), phone, code, "482913", Visit{})
		w.wantErr(err, ErrCredentialTaken)
	}
	_, err := w.Recover(t.Context(), phone, code, "907316", Visit{})
	w.wantLocked(err, firstLock)
}

func TestGuessesOfRecoveryCodesLock(t *testing.T) {
	for _, number := range []string{phone, "0911111111"} { // of somebody, and of nobody
		w := newRealWorld(t)
		l, home := w.resident(phone, pin)
		code := w.issueCode(l.Person.ID, RecoveryPass)
		for range failuresFree {
			_, err := w.Recover(t.Context(), number, "0000-0000", "482913", Visit{})
			w.wantErr(err, ErrCodeNotValid)
		}
		_, err := w.Recover(t.Context(), number, code, "482913", Visit{})
		w.wantLocked(err, firstLock)
		// Guesses from elsewhere keep nobody out at home.
		if _, err := w.LoginPIN(t.Context(), phone, pin, "", home); err != nil {
			t.Errorf("at home: %v", err)
		}
	}
}

func TestARecoveryThatFailsGivesTheCodeBack(t *testing.T) {
	for _, method := range []string{"SetCredential", "AppendAudit"} {
		w := newRealWorld(t)
		l, _ := w.resident(phone, pin)
		code := w.issueCode(l.Person.ID, RecoveryPass)
		broken := w.fail(method)
		for range 2 * failuresFree {
			_, err := w.Recover(t.Context(), phone, code, "482913", Visit{})
			w.wantErr(err, broken)
		}
		w.mend()
		if _, err := w.Recover(t.Context(), phone, code, "482913", Visit{}); err != nil {
			t.Errorf("after %s works again: %v", method, err)
		}
	}
}

func TestACodeHoldsAgainIfItsOwnerCouldNotBeSignedIn(t *testing.T) {
	for _, kind := range []PassKind{DevicePass, RecoveryPass} {
		w := newRealWorld(t)
		l, _ := w.resident(phone, pin)
		code := w.issueCode(l.Person.ID, kind)
		use := func() error {
			_, err := w.LoginPIN(t.Context(), phone, pin, code, Visit{})
			return err
		}
		if kind == RecoveryPass {
			use = func() error {
				_, err := w.Recover(t.Context(), phone, code, "482913", Visit{})
				return err
			}
		}
		broken := w.fail("AddDevice")
		w.wantErr(use(), broken)
		w.mend()
		if err := use(); err != nil {
			t.Errorf("%s code, tried again: %v", kind, err)
		}
		if err := use(); err == nil {
			t.Errorf("%s code works twice", kind)
		}
	}
}

func TestCodesAreForWhoHelpsTheVillage(t *testing.T) {
	w := newRealWorld(t)
	l, _ := w.resident(phone, pin)
	without, _ := w.resident("", pin)
	for _, kind := range []PassKind{DevicePass, RecoveryPass} {
		for _, actor := range []Person{l.Person, w.staff(Coordinator, village2, ""), w.staff(Officer, "", ward2), w.staff(Manager, "", ""), w.staff(Admin, "", "")} {
			_, err := w.IssueCode(t.Context(), actor, village, l.Person.ID, kind)
			w.wantErr(err, ErrForbidden)
		}
		for _, actor := range []Person{w.coordinator(), w.staff(Officer, "", ward)} {
			if _, err := w.IssueCode(t.Context(), actor, village, l.Person.ID, kind); err != nil {
				t.Errorf("%s: %v", actor.Role(), err)
			}
			_, err := w.IssueCode(t.Context(), actor, village, without.Person.ID, kind)
			w.wantErr(err, ErrNoPhone)
			_, err = w.IssueCode(t.Context(), actor, village, "nobody", kind)
			w.wantErr(err, ErrForbidden)
		}
		// Of the other village by an officer of both, but not under the wrong one.
		_, err := w.IssueCode(t.Context(), w.staff(Officer, "", ward), village2, l.Person.ID, kind)
		w.wantErr(err, ErrForbidden)
	}
}
