package people

import (
	"testing"
	"time"
)

func TestStaffSignInByTheirOpenIDConnectAccount(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	subject := OIDCSubject("https://id.example.vn", "42")
	_, err := w.LoginSubject(t.Context(), subject, Visit{})
	w.wantErr(err, ErrUnknownSubject)
	if err := w.LinkSubject(t.Context(), officer.ID, subject); err != nil {
		t.Fatal(err)
	}
	l, err := w.LoginSubject(t.Context(), subject, Visit{})
	if err != nil || l.Person.ID != officer.ID || l.RefreshMaxAge != staffIdle {
		t.Fatalf("%+v, %v", l, err)
	}
	for _, other := range []string{"", "42", OIDCSubject("https://id.example.com", "42"), OIDCSubject("https://id.example.vn", "4")} {
		_, err := w.LoginSubject(t.Context(), other, Visit{})
		w.wantErr(err, ErrUnknownSubject)
	}
	if err := w.LinkSubject(t.Context(), officer.ID, ""); err != nil {
		t.Fatal(err)
	}
	_, err = w.LoginSubject(t.Context(), subject, Visit{})
	w.wantErr(err, ErrUnknownSubject)
}

func TestAnOpenIDConnectAccountIsOnePersonsOfStaff(t *testing.T) {
	w := newRealWorld(t)
	first, second := w.staff(Officer, "", ward), w.staff(Officer, "", ward2)
	l, _ := w.resident(phone, pin)
	if err := w.LinkSubject(t.Context(), first.ID, "a#1"); err != nil {
		t.Fatal(err)
	}
	if err := w.LinkSubject(t.Context(), first.ID, "a#1"); err != nil {
		t.Errorf("linked again: %v", err)
	}
	w.wantErr(w.LinkSubject(t.Context(), second.ID, "a#1"), ErrConflict)
	w.wantErr(w.LinkSubject(t.Context(), l.Person.ID, "a#2"), ErrForbidden)
	w.wantErr(w.LinkSubject(t.Context(), "nobody", "a#2"), ErrNotFound)
}

func TestWhoseAppointmentEndedDoesNotSignInByTheProvider(t *testing.T) {
	w := newRealWorld(t)
	coordinator := w.coordinator()
	if err := w.LinkSubject(t.Context(), coordinator.ID, "a#1"); err != nil {
		t.Fatal(err)
	}
	if err := w.EndAppointment(t.Context(), w.staff(Officer, "", ward), coordinator.ID, coordinator.Appointments[0]); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Millisecond)
	_, err := w.LoginSubject(t.Context(), "a#1", Visit{})
	w.wantErr(err, ErrUnknownSubject)
}
