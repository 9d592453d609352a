package people

import (
	"errors"
	"testing"
)

func TestOneAnswerAndOneHashForAllThatIsWrong(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	_, password := w.add(NewPerson{Role: Manager, Name: "Quản lý", Phone: "0900000004"})
	for name, login := range map[string]func() error{
		"unknown phone, PIN":      func() error { _, err := w.LoginPIN(t.Context(), "0911111111", pin, "", Visit{}); return err },
		"unknown phone, password": func() error { _, err := w.LoginPassword(t.Context(), "0922222222", password, "", Visit{}); return err },
		"wrong PIN":               func() error { _, err := w.LoginPIN(t.Context(), phone, "482913", "", Visit{}); return err },
		"wrong password": func() error {
			_, err := w.LoginPassword(t.Context(), "0900000004", password+"x", "", Visit{})
			return err
		},
		"empty PIN":                func() error { _, err := w.LoginPIN(t.Context(), phone, "", "", Visit{}); return err },
		"PIN used as password":     func() error { _, err := w.LoginPassword(t.Context(), phone, pin, "", Visit{}); return err },
		"password used as PIN":     func() error { _, err := w.LoginPIN(t.Context(), "0900000004", password, "", Visit{}); return err },
		"PIN of the next phone":    func() error { _, err := w.LoginPIN(t.Context(), "0900000002", pin, "", Visit{}); return err },
		"PIN with a space":         func() error { _, err := w.LoginPIN(t.Context(), phone, pin+" ", "", Visit{}); return err },
		"password of unused phone": func() error { _, err := w.LoginPassword(t.Context(), "0900000003", password, "", Visit{}); return err },
	} {
		n := w.hashed(func() {
			if err := login(); !errors.Is(err, ErrWrongCredentials) {
				t.Errorf("%s: %v", name, err)
			}
		})
		if n != 1 {
			t.Errorf("%s: %d hashes", name, n)
		}
	}
	// The right ones cost no more.
	n := w.hashed(func() {
		if _, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil {
			t.Error(err)
		}
	})
	if n != 1 {
		t.Errorf("right PIN: %d hashes", n)
	}
	if _, err := w.LoginPassword(t.Context(), "0900000004", password, "", Visit{}); err != nil {
		t.Error(err)
	}
}

func TestATextThatIsNoPhoneNumberIsToldSo(t *testing.T) {
	w := newWorld(t)
	n := w.hashed(func() {
		_, err := w.LoginPIN(t.Context(), "12", pin, "", Visit{})
		wantFaults(t, err, FieldError{"phone", "bad_phone"})
		_, err = w.LoginPassword(t.Context(), "", pin, "", Visit{})
		wantFaults(t, err, FieldError{"phone", "required"})
	})
	if n != 0 {
		t.Errorf("%d hashes", n)
	}
}

func TestStaffAndResidentsMayShareAPhone(t *testing.T) {
	w := newWorld(t)
	resident := w.register(nil).Person
	coordinator, password := w.add(NewPerson{Role: Coordinator, Name: "Điều phối", Phone: phone, Village: village})
	if l, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil || l.Person.ID != resident.ID || l.RefreshMaxAge != residentIdle {
		t.Errorf("resident: %v, %v", l.RefreshMaxAge, err)
	}
	if l, err := w.LoginPassword(t.Context(), phone, password, "", Visit{}); err != nil || l.Person.ID != coordinator.ID || l.RefreshMaxAge != staffIdle {
		t.Errorf("coordinator: %v, %v", l.RefreshMaxAge, err)
	}
}
