package people

import (
	"bytes"
	"context"
	"encoding/base32"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

const password = "mot-hai-ba-bon-nam"

// enrolled is a manager with an authenticator app, whose clock is the world's.
type enrolled struct {
	Person
	w        *world
	secret   string
	recovery []string
	login    Login
}

func (w *world) manager(phone string) Person {
	w.Helper()
	p, _ := w.add(NewPerson{Role: Manager, Name: "Quản lý", Phone: phone, Secret: password})
	return p
}

func (w *world) enrol(phone string) enrolled {
	w.Helper()
	e := enrolled{Person: w.manager(phone), w: w}
	begun, err := w.BeginTOTP(w.Context(), phone, password)
	if err != nil {
		w.Fatalf("BeginTOTP: %v", err)
	}
	e.secret = begun.Secret
	if e.login, e.recovery, err = w.ConfirmTOTP(w.Context(), phone, password, e.code(0), Visit{}); err != nil {
		w.Fatalf("ConfirmTOTP: %v", err)
	}
	w.pass(totpPeriod * time.Second) // the first code is used up
	return e
}

// code is what the app shows when its clock is ahead of the server's.
func (e enrolled) code(ahead time.Duration) string {
	e.w.Helper()
	code, err := totp.GenerateCode(e.secret, e.w.time().Add(ahead))
	if err != nil {
		e.w.Fatal(err)
	}
	return code
}

func (e enrolled) signIn(code string) error {
	_, err := e.w.LoginPassword(context.Background(), e.Phone, password, code, Visit{})
	return err
}

func TestStaffSetTheirAppUpBeforeTheirFirstLogin(t *testing.T) {
	w := newRealWorld(t)
	p := w.manager(phone)
	_, err := w.LoginPassword(t.Context(), phone, password, "", Visit{})
	w.wantErr(err, ErrTOTPEnrolment)
	_, _, err = w.ConfirmTOTP(t.Context(), phone, password, "123456", Visit{})
	w.wantErr(err, ErrTOTPEnrolment)
	abandoned, err := w.BeginTOTP(t.Context(), phone, password)
	if err != nil {
		t.Fatal(err)
	}
	begun, err := w.BeginTOTP(t.Context(), phone, password) // again, on another phone
	if err != nil || begun.Secret == abandoned.Secret {
		t.Fatalf("%+v after %+v: %v", begun, abandoned, err)
	}
	if raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(begun.Secret); err != nil || len(raw) != 20 {
		t.Errorf("secret %q: %v", begun.Secret, err)
	}
	u, err := url.Parse(begun.URI)
	if err != nil || u.Scheme != "otpauth" || u.Query().Get("secret") != begun.Secret || u.Query().Get("issuer") != "hocso" {
		t.Errorf("URI %q: %v", begun.URI, err)
	}
	_, err = w.LoginPassword(t.Context(), phone, password, "", Visit{})
	w.wantErr(err, ErrTOTPEnrolment) // not until it is confirmed
	old, right := enrolled{w: w, secret: abandoned.Secret}, enrolled{w: w, secret: begun.Secret}
	_, _, err = w.ConfirmTOTP(t.Context(), phone, password, old.code(0), Visit{})
	w.wantErr(err, ErrWrongCredentials)
	l, codes, err := w.ConfirmTOTP(t.Context(), phone, password, right.code(0), Visit{})
	if err != nil || l.Person.ID != p.ID || len(codes) != 10 || l.RefreshMaxAge != staffIdle {
		t.Fatalf("%+v, %v, %v", l, codes, err)
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(codes))); len(unique) != 10 {
		t.Errorf("codes %v", codes)
	}
	_, err = w.BeginTOTP(t.Context(), phone, password)
	w.wantErr(err, ErrTOTPEnrolled)
	_, _, err = w.ConfirmTOTP(t.Context(), phone, password, right.code(0), Visit{})
	w.wantErr(err, ErrTOTPEnrolled)
}

func TestNobodySetsAnAppUpWithoutThePassword(t *testing.T) {
	w := newRealWorld(t)
	w.manager(phone)
	w.resident("0900000002", pin)
	for _, c := range []struct{ phone, password string }{{phone, password + "x"}, {"0911111111", password}, {"0900000002", pin}} {
		_, err := w.BeginTOTP(t.Context(), c.phone, c.password)
		w.wantErr(err, ErrWrongCredentials)
		_, _, err = w.ConfirmTOTP(t.Context(), c.phone, c.password, "123456", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
	if len(w.memory.factors) != 0 {
		t.Error("a factor is stored")
	}
}

func TestACodeOfTheAppWorksOnce(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	w.wantErr(e.signIn(""), ErrTOTPRequired)
	code := e.code(0)
	if err := e.signIn(code[:3] + " " + code[3:]); err != nil {
		t.Fatalf("first: %v", err)
	}
	w.wantErr(e.signIn(code), ErrWrongCredentials)
	w.wantErr(e.signIn(e.code(-totpPeriod*time.Second)), ErrWrongCredentials) // nor one from before it
	w.pass(totpPeriod * time.Second)
	if err := e.signIn(e.code(0)); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func TestACodeOfTheAppWorksOnceHoweverManyTryAtOnce(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	for _, code := range []string{e.code(0), e.recovery[0]} {
		servers := []*Service{w.another(), w.another()}
		var in atomic.Int64
		var done sync.WaitGroup
		for i := range 4 { // fewer than lock
			done.Go(func() {
				_, err := servers[i%2].LoginPassword(context.Background(), phone, password, code, Visit{})
				if err == nil {
					in.Add(1)
				} else if !errors.Is(err, ErrWrongCredentials) {
					t.Error(err)
				}
			})
		}
		done.Wait()
		if in.Load() != 1 {
			t.Errorf("signed in %d times", in.Load())
		}
		w.forgetFailures()
	}
}

func TestClocksMayBeHalfAMinuteOff(t *testing.T) {
	for ahead, right := range map[time.Duration]bool{
		-61 * time.Second: false, -30 * time.Second: true, 0: true, 30 * time.Second: true, 61 * time.Second: false, time.Hour: false,
	} {
		w := newRealWorld(t)
		e := w.enrol(phone)
		w.pass(10 * time.Minute)
		if err := e.signIn(e.code(ahead)); (err == nil) != right {
			t.Errorf("a clock %v ahead: %v", ahead, err)
		}
	}
}

func TestEachRecoveryCodeWorksOnce(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	for i, code := range e.recovery {
		typed := []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), " " + code + " "}[i%4]
		if err := e.signIn(typed); err != nil {
			t.Errorf("code %d as %q: %v", i, typed, err)
		}
		w.wantErr(e.signIn(code), ErrWrongCredentials)
	}
	if left := w.memory.factors[e.ID].Recovery; len(left) != 0 {
		t.Errorf("%d are left", len(left))
	}
	w.wantErr(e.signIn("0000000000"), ErrWrongCredentials)
	if err := e.signIn(e.code(0)); err != nil {
		t.Errorf("the app: %v", err)
	}
}

func TestRecoveryCodesAreTheirPersonsOnly(t *testing.T) {
	w := newRealWorld(t)
	e, other := w.enrol(phone), w.enrol("0900000002")
	w.wantErr(e.signIn(other.recovery[0]), ErrWrongCredentials)
	w.wantErr(e.signIn(other.code(0)), ErrWrongCredentials)
	if err := other.signIn(other.recovery[0]); err != nil {
		t.Error(err)
	}
}

func TestWrongCodesOfTheAppLock(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	for range failuresFree {
		w.wantErr(e.signIn("000000"), ErrWrongCredentials)
	}
	w.wantLocked(e.signIn(e.code(0)), firstLock)
	w.pass(firstLock)
	// Leaving the code out is no failure, and forgives none.
	for range 20 {
		w.wantErr(e.signIn(""), ErrTOTPRequired)
	}
	w.wantErr(e.signIn("000000"), ErrWrongCredentials)
	w.wantLocked(e.signIn(""), 2*firstLock)
}

func TestWrongPasswordAndWrongCodeLookAlike(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	_, err := w.LoginPassword(t.Context(), phone, password+"x", e.code(0), Visit{})
	w.wantErr(err, ErrWrongCredentials)
	if wrong := e.signIn("000000"); wrong.Error() != err.Error() {
		t.Errorf("%v and %v", wrong, err)
	}
}

func TestSecretsOfAppsAreSealedForTheirPersonAndPepper(t *testing.T) {
	w := newRealWorld(t)
	e, other := w.enrol(phone), w.enrol("0900000002")
	mine, theirs := w.memory.factors[e.ID], w.memory.factors[other.ID]
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(e.secret)
	if err != nil || bytes.Contains(mine.Secret, raw) || strings.Contains(w.dump(), e.secret) {
		t.Error("the secret is stored as it is")
	}
	if secret, err := w.unseal(e.ID, mine.Secret); err != nil || !bytes.Equal(secret, raw) {
		t.Errorf("unsealed as %x, %v", secret, err)
	}
	for name, read := range map[string]func() ([]byte, error){
		"another's": func() ([]byte, error) { return w.unseal(e.ID, theirs.Secret) },
		"changed": func() ([]byte, error) {
			return w.unseal(e.ID, append(slices.Clone(mine.Secret[:len(mine.Secret)-1]), mine.Secret[len(mine.Secret)-1]^1))
		},
		"cut short": func() ([]byte, error) { return w.unseal(e.ID, mine.Secret[:5]) },
		"none":      func() ([]byte, error) { return w.unseal(e.ID, nil) },
		"another pepper": func() ([]byte, error) {
			w.keys.Pepper = bytes.Repeat([]byte{9}, 32)
			return w.another().unseal(e.ID, mine.Secret)
		},
	} {
		if secret, err := read(); err == nil {
			t.Errorf("%s: read as %x", name, secret)
		}
	}
	// Two of one secret differ, so that nobody sees who shares an app.
	a, errA := w.seal(e.ID, raw)
	b, errB := w.seal(e.ID, raw)
	if errA != nil || errB != nil || bytes.Equal(a, b) {
		t.Error("sealing repeats itself")
	}
}

func TestRecoveryCodesAreNotStored(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	dump := w.dump()
	for _, code := range e.recovery {
		if strings.Contains(dump, code) || strings.Contains(dump, strings.ReplaceAll(code, "-", "")) {
			t.Errorf("%s is stored", code)
		}
	}
}

func TestAResetTakesPasswordAppAndLogins(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	for range failuresFree {
		w.wantErr(e.signIn("000000"), ErrWrongCredentials)
	}
	secret, err := w.ResetStaff(t.Context(), w.staff(Admin, "", ""), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.wantSignedOut(e.login.Refresh)
	_, err = w.Authenticate(t.Context(), e.login.AccessToken)
	w.wantErr(err, ErrBadToken)
	w.wantErr(e.signIn(e.code(0)), ErrWrongCredentials) // and not locked any more
	_, err = w.LoginPassword(t.Context(), phone, secret, e.recovery[0], Visit{})
	w.wantErr(err, ErrTOTPEnrolment)
	if _, err := w.BeginTOTP(t.Context(), phone, secret); err != nil {
		t.Errorf("set up anew: %v", err)
	}
}

func TestTheCommandLineResetsStaffOnly(t *testing.T) {
	w := newRealWorld(t)
	e := w.enrol(phone)
	secret, err := w.ResetByOperator(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.BeginTOTP(t.Context(), phone, secret); err != nil {
		t.Error(err)
	}
	l, _ := w.resident("0900000002", pin)
	_, err = w.ResetByOperator(t.Context(), l.Person.ID)
	w.wantErr(err, ErrForbidden)
	_, err = w.ResetByOperator(t.Context(), "nobody")
	w.wantErr(err, ErrNotFound)
}

func TestAnAppIsNotSetUpUnlessItIsLogged(t *testing.T) {
	w := newRealWorld(t)
	w.manager(phone)
	begun, err := w.BeginTOTP(t.Context(), phone, password)
	if err != nil {
		t.Fatal(err)
	}
	e := enrolled{w: w, secret: begun.Secret}
	for _, method := range []string{"AppendAudit", "PutFactor"} {
		broken := w.fail(method)
		_, codes, err := w.ConfirmTOTP(t.Context(), phone, password, e.code(0), Visit{})
		w.wantErr(err, broken)
		w.mend()
		if codes != nil {
			t.Errorf("%s: codes with an error", method)
		}
	}
	if _, _, err := w.ConfirmTOTP(t.Context(), phone, password, e.code(0), Visit{}); err != nil {
		t.Errorf("the code is used up: %v", err)
	}
}
