package people

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestAResidentRegistersAndIsSignedIn(t *testing.T) {
	w := newWorld(t)
	l := w.register(func(r *Registration) {
		r.Name = "  H’Hen   Niê "
		r.Phone = "+84 (0) 900-000-001"
		r.Language = "en"
		r.Consent.Statistics = true
	})
	p := l.Person
	if id, err := uuid.Parse(p.ID); err != nil || id.Version() != 4 || id.String() != p.ID {
		t.Errorf("id %q", p.ID)
	}
	want := []ConsentRecord{{Consent{Account: true, Statistics: true}, ConsentVersion, w.time(), ""}}
	if p.Name != "H’Hen Niê" || p.Phone != "+84900000001" || p.Village != village || p.Language != "en" ||
		p.Role() != Resident || p.Sample || !p.CreatedAt.Equal(w.time()) || !slices.Equal(p.Consents, want) {
		t.Errorf("registered as %+v", p)
	}
	if l.ExpiresIn != AccessTokenLife || l.RefreshMaxAge != residentIdle {
		t.Errorf("holds for %v and %v", l.ExpiresIn, l.RefreshMaxAge)
	}
	if who, err := w.Authenticate(t.Context(), l.AccessToken); err != nil || who.ID != p.ID {
		t.Errorf("Authenticate: %v", err)
	}
	if again, err := w.LoginPIN(t.Context(), phone, pin, "", Visit{}); err != nil || again.Person.ID != p.ID {
		t.Errorf("LoginPIN: %v", err)
	}
	if stored, err := w.Person(t.Context(), p.ID); err != nil || stored.Name != p.Name {
		t.Errorf("Person: %v", err)
	}
}

func TestVietnameseIsTheLanguageOfThoseWhoDoNotChoose(t *testing.T) {
	if p := newWorld(t).register(nil).Person; p.Language != LanguageVietnamese {
		t.Errorf("language %q", p.Language)
	}
}

func TestAllFaultsOfARegistrationAreToldAtOnce(t *testing.T) {
	w := newWorld(t)
	_, err := w.Register(t.Context(), Registration{}, Visit{})
	wantFaults(t, err, FieldError{"name", "required"}, FieldError{"pin", "required"}, FieldError{"village", "required"},
		FieldError{"consent.account", "consent_required"})
	_, err = w.Register(t.Context(), Registration{
		Name: "<script>", PIN: "123456", Village: "24163-999", Phone: "12", Language: "fr", Consent: Consent{Statistics: true},
	}, Visit{})
	wantFaults(t, err, FieldError{"name", "bad_name"}, FieldError{"phone", "bad_phone"},
		FieldError{"language", "unknown_language"}, FieldError{"pin", "too_weak"}, FieldError{"village", "unknown_village"},
		FieldError{"consent.account", "consent_required"})
	for _, value := range []string{"<script>", "123456", "24163-999"} {
		if strings.Contains(err.Error(), value) {
			t.Errorf("the error holds what was entered: %v", err)
		}
	}
	r := registration()
	r.Name = strings.Repeat("a", 81)
	r.PIN = "000000"
	_, err = w.Register(t.Context(), r, Visit{})
	wantFaults(t, err, FieldError{"name", "too_long"}, FieldError{"pin", "too_weak"})
	if len(w.memory.people) != 0 || len(w.memory.attempts) != 0 || w.hashes.Load() != 0 {
		t.Error("an invalid registration left something behind")
	}
}

func TestAPINIsUniqueOnAPhoneOnly(t *testing.T) {
	w := newWorld(t)
	first := w.register(nil).Person
	_, err := w.Register(t.Context(), registration(), Visit{})
	w.wantErr(err, ErrCredentialTaken)
	second := w.register(func(r *Registration) { r.PIN = "482913" }).Person
	w.register(func(r *Registration) { r.Phone = "0900000009" })
	for secret, want := range map[string]string{pin: first.ID, "482913": second.ID} {
		if l, err := w.LoginPIN(t.Context(), phone, secret, "", Visit{}); err != nil || l.Person.ID != want {
			t.Errorf("PIN %s: %v", secret, err)
		}
	}
}

func TestPeopleWithoutAPhoneMayChooseTheSamePIN(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		l := w.register(func(r *Registration) { r.Phone = " " })
		if l.Person.Phone != "" {
			t.Errorf("phone %q", l.Person.Phone)
		}
	}
	_, err := w.LoginPIN(t.Context(), "", pin, "", Visit{})
	wantFaults(t, err, FieldError{"phone", "required"})
	if len(w.memory.attempts) != 0 {
		t.Error("attempts are counted on no phone")
	}
}

func TestPINsAndRefreshSecretsAreNotStored(t *testing.T) {
	w := newWorld(t)
	l := w.register(nil)
	for _, c := range w.memory.creds {
		if strings.Contains(string(c.Hash), pin) || len(c.Hash) != argonLength || c.Staff || c.Phone != "+84900000001" {
			t.Errorf("credential %+v", c)
		}
	}
	_, secret, _ := parseCookie(l.Refresh)
	for _, d := range w.memory.devices {
		if string(d.Current) == string(secret) || len(d.Current) != 32 || d.Previous != nil {
			t.Errorf("device %+v", d)
		}
	}
}

func TestWhoeverRegistersInADemoIsASample(t *testing.T) {
	w := newWorld(t)
	w.sample = true
	p := w.register(nil).Person
	stored, err := w.Person(t.Context(), p.ID)
	if err != nil || !p.Sample || !stored.Sample {
		t.Errorf("Sample is %v, stored as %v: %v", p.Sample, stored.Sample, err)
	}
}

func TestAServiceNeedsValidKeys(t *testing.T) {
	if _, err := NewService(Config{}); err == nil {
		t.Error("started without keys")
	}
}

func TestRegisteringWaitsForNobodyOnceTheRequestEnded(t *testing.T) {
	w := newWorld(t)
	_, err := w.Register(cancelled(), registration(), Visit{})
	if err == nil || errors.Is(err, ErrBusy) || len(w.memory.people) != 0 {
		t.Errorf("got %v", err)
	}
}
