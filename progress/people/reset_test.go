package people

import (
	"testing"
	"time"
)

func TestTenWrongPINsInARowNeedAReset(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	for range pinFailures {
		_, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
		w.pass(longestLock)
	}
	w.pass(365 * 24 * time.Hour)
	w.wantNoHash(func() {
		_, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{})
		w.wantErr(err, ErrResetRequired)
	})
}

func TestPasswordsLockForAnHourAtMostAndNeedNoReset(t *testing.T) {
	w := newWorld(t)
	_, password := w.add(NewPerson{Role: Manager, Name: "Quản lý", Phone: phone})
	for range failuresFree - 1 {
		_, err := w.LoginPassword(t.Context(), phone, password+"x", "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
	for _, lock := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute,
		16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour, time.Hour} {
		_, err := w.LoginPassword(t.Context(), phone, password+"x", "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
		_, err = w.LoginPassword(t.Context(), phone, password, "", Visit{})
		w.wantLocked(err, lock)
		w.pass(lock)
	}
	if _, err := w.LoginPassword(t.Context(), phone, password, "", Visit{}); err != nil {
		t.Errorf("after the last lock: %v", err)
	}
}

func TestPINsAndPasswordsOfANumberAreCountedApart(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	_, password := w.add(NewPerson{Role: Manager, Name: "Quản lý", Phone: phone})
	for range failuresFree {
		_, err := w.LoginPassword(t.Context(), phone, pin, "", Visit{})
		w.wantErr(err, ErrWrongCredentials)
	}
	_, err := w.LoginPassword(t.Context(), phone, password, "", Visit{})
	w.wantLocked(err, firstLock)
	if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil {
		t.Errorf("the resident of the number: %v", err)
	}
}
