package people

import (
	"bytes"
	"encoding/base32"
	"slices"
	"strings"
	"testing"
)

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
