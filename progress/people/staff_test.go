package people

import (
	"slices"
	"testing"
)

func TestThePeopleOfTheDemoCanBeAdded(t *testing.T) {
	w := newWorld(t)
	const password = "demo-password-2026"
	for _, n := range []NewPerson{
		{Role: Resident, Name: "Người học (mẫu)", Phone: "0900000001", Village: village, Secret: pin, Sample: true},
		{Role: Coordinator, Name: "Điều phối (mẫu)", Phone: "0900000002", Village: village, Secret: password, Sample: true},
		{Role: Officer, Name: "Cán bộ (mẫu)", Phone: "0900000003", Ward: ward, Secret: password, Sample: true},
		{Role: Manager, Name: "Quản lý (mẫu)", Phone: "0900000004", Secret: password, Sample: true},
	} {
		p, secret := w.add(n)
		if secret != n.Secret || p.Role() != n.Role || !p.Sample || !p.Has(n.Role) {
			t.Errorf("%s: %+v, %q", n.Role, p, secret)
		}
		login := w.LoginPassword
		if n.Role == Resident {
			login = w.LoginPIN
		}
		if l, err := login(t.Context(), n.Phone, secret, "", Visit{}); err != nil || l.Person.ID != p.ID {
			t.Errorf("%s: %v", n.Role, err)
		}
	}
}

func TestAddedPeopleGetTheirPlaceAndTheLeastConsent(t *testing.T) {
	w := newWorld(t)
	for i, c := range []struct {
		n           NewPerson
		village     string
		appointment []Appointment
	}{
		{NewPerson{Role: Resident, Village: village}, village, nil},
		{NewPerson{Role: Resident, Village: village, Ward: ward}, village, nil},
		{NewPerson{Role: Coordinator, Village: village}, "", []Appointment{{Role: Coordinator, Village: village}}},
		{NewPerson{Role: Coordinator, Village: village, Ward: ward}, "", []Appointment{{Role: Coordinator, Village: village}}},
		{NewPerson{Role: Officer, Ward: ward}, "", []Appointment{{Role: Officer, Ward: ward}}},
		{NewPerson{Role: Manager}, "", []Appointment{{Role: Manager}}},
		{NewPerson{Role: Admin}, "", []Appointment{{Role: Admin}}},
	} {
		c.n.Name, c.n.Phone = "An", "091234560"+string(rune('0'+i))
		p, secret := w.add(c.n)
		if p.Village != c.village || !slices.Equal(p.Appointments, c.appointment) || p.Consent() != (Consent{Account: true}) {
			t.Errorf("%+v became %+v", c.n, p)
		}
		check, login := CheckPassword(secret), w.LoginPassword
		if c.n.Role == Resident {
			check, login = CheckPIN(secret, p.Phone), w.LoginPIN
		}
		if check != nil {
			t.Errorf("%s: drew %q", c.n.Role, secret)
		}
		if _, err := login(t.Context(), c.n.Phone, secret, "", Visit{}); err != nil {
			t.Errorf("%s: %v", c.n.Role, err)
		}
	}
}

func TestFaultyNewPeopleAreRefused(t *testing.T) {
	w := newWorld(t)
	const noVillage, noWard = "99999-001", "99999"
	for _, c := range []struct {
		n    NewPerson
		want []FieldError
	}{
		{NewPerson{}, []FieldError{{"name", "required"}, {"phone", "required"}, {"role", "unknown_role"}}},
		{NewPerson{Role: "king", Name: "An", Phone: phone}, []FieldError{{"role", "unknown_role"}}},
		{NewPerson{Role: Resident, Name: "An"}, []FieldError{{"village", "required"}}},
		{NewPerson{Role: Resident, Name: "An", Village: noVillage}, []FieldError{{"village", "unknown_village"}}},
		{NewPerson{Role: Resident, Name: "An", Village: village, Ward: noWard}, []FieldError{{"ward", "not_allowed"}}},
		{NewPerson{Role: Resident, Name: "An", Village: village, Secret: "123456"}, []FieldError{{"secret", "too_weak"}}},
		{NewPerson{Role: Coordinator, Name: "An", Village: village}, []FieldError{{"phone", "required"}}},
		{NewPerson{Role: Coordinator, Name: "An", Phone: phone}, []FieldError{{"village", "required"}}},
		{NewPerson{Role: Coordinator, Name: "An", Phone: phone, Village: village, Secret: pin}, []FieldError{{"secret", "too_weak"}}},
		{NewPerson{Role: Officer, Name: "An", Phone: phone}, []FieldError{{"ward", "required"}}},
		{NewPerson{Role: Officer, Name: "An", Phone: phone, Ward: noWard}, []FieldError{{"ward", "unknown_ward"}}},
		{NewPerson{Role: Officer, Name: "An", Phone: phone, Ward: ward, Village: village}, []FieldError{{"village", "not_allowed"}}},
		{NewPerson{Role: Manager, Name: "An", Phone: phone, Ward: ward, Village: village},
			[]FieldError{{"village", "not_allowed"}, {"ward", "not_allowed"}}},
		{NewPerson{Role: Admin, Name: "An", Phone: "1"}, []FieldError{{"phone", "bad_phone"}}},
	} {
		_, secret, err := w.Add(t.Context(), c.n)
		wantFaults(t, err, c.want...)
		if secret != "" {
			t.Errorf("%+v: a secret with an error", c.n)
		}
	}
	if len(w.memory.people) != 0 {
		t.Error("somebody was added")
	}
}

func TestAGivenSecretThatIsTakenIsRefused(t *testing.T) {
	w := newWorld(t)
	w.register(nil)
	_, secret, err := w.Add(t.Context(), NewPerson{Role: Resident, Name: "An", Phone: phone, Village: village, Secret: pin})
	w.wantErr(err, ErrCredentialTaken)
	if secret != "" || len(w.memory.people) != 1 {
		t.Error("added all the same")
	}
}

func TestADrawnSecretThatIsTakenIsDrawnAgain(t *testing.T) {
	w := newWorld(t)
	n := NewPerson{Role: Resident, Name: "An", Phone: phone, Village: village}
	tries := 0
	w.memory.fail = func(method string) error {
		if method == "AddPerson" {
			tries++
			if tries < 4 {
				return ErrCredentialTaken
			}
		}
		return nil
	}
	if _, secret := w.add(n); CheckPIN(secret, "+84900000001") != nil || tries != 4 {
		t.Errorf("drew %q after %d tries", secret, tries)
	}
	w.memory.fail = func(string) error { return ErrCredentialTaken }
	_, _, err := w.Add(t.Context(), n)
	w.wantErr(err, ErrCredentialTaken)
}
