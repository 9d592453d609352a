package people

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"hocso/progress/places"
)

// appointments are all roles at all places of the world, under a name each.
var appointments = map[string]Appointment{
	"resident":              {Role: Resident, Village: village},
	"coordinator":           {Role: Coordinator, Village: village},
	"coordinator next door": {Role: Coordinator, Village: village2},
	"coordinator elsewhere": {Role: Coordinator, Village: village3},
	"officer":               {Role: Officer, Ward: ward},
	"officer elsewhere":     {Role: Officer, Ward: ward2},
	"manager":               {Role: Manager},
	"admin":                 {Role: Admin},
}

// mayAppoint is who may make, end and reset what: each level those below it, at its place.
var mayAppoint = map[string][]string{
	"resident": nil, "coordinator": nil, "coordinator next door": nil, "coordinator elsewhere": nil,
	"officer":           {"coordinator", "coordinator next door"},
	"officer elsewhere": {"coordinator elsewhere"},
	"manager":           {"officer", "officer elsewhere"},
	"admin":             {"officer", "officer elsewhere", "manager"},
}

func (w *world) appointed(a Appointment) Person {
	w.Helper()
	return w.staff(a.Role, a.Village, a.Ward)
}

func (w *world) tableOfAppointments(check func(actor, target string, may bool)) {
	for actor, allowed := range mayAppoint {
		for target := range appointments {
			may := false
			for _, name := range allowed {
				may = may || name == target
			}
			check(actor, target, may)
		}
	}
}

func wantAllowed(t *testing.T, what string, may bool, err error) {
	t.Helper()
	if may && err != nil || !may && !errors.Is(err, ErrForbidden) {
		t.Errorf("%s: allowed is %v, got %v", what, may, err)
	}
}

func TestEachLevelAppointsTheOneBelow(t *testing.T) {
	w := newRealWorld(t)
	n := 0
	w.tableOfAppointments(func(actor, target string, may bool) {
		n++
		by, before := w.appointed(appointments[actor]), len(w.memory.people)
		m, secret, err := w.Appoint(t.Context(), by, NewAppointment{Name: "An", Phone: fmt.Sprintf("09880%05d", n), Appointment: appointments[target]})
		wantAllowed(t, actor+" appoints "+target, may, err)
		if may && (m.Appointment.By != by.ID || !m.Appointment.Same(appointments[target]) || CheckPassword(secret) != nil || len(w.stored(m.ID).Appointments) != 1) {
			t.Errorf("%s appoints %s: %+v, %q", actor, target, m, secret)
		}
		if !may && (secret != "" || len(w.memory.people) != before) {
			t.Errorf("%s appoints %s: somebody was added", actor, target)
		}
	})
}

func TestEachLevelEndsAppointmentsOfTheOneBelow(t *testing.T) {
	w := newRealWorld(t)
	w.tableOfAppointments(func(actor, target string, may bool) {
		by, who := w.appointed(appointments[actor]), w.appointed(appointments[target])
		err := w.EndAppointment(t.Context(), by, who.ID, appointments[target])
		wantAllowed(t, actor+" ends "+target, may, err)
		if held := target != "resident" && len(w.stored(who.ID).At(w.time()).Appointments) == 1; held == may && target != "resident" {
			t.Errorf("%s ends %s: holds %v", actor, target, held)
		}
	})
}

func TestEachLevelResetsTheOneBelow(t *testing.T) {
	w := newRealWorld(t)
	w.tableOfAppointments(func(actor, target string, may bool) {
		by, who := w.appointed(appointments[actor]), w.appointed(appointments[target])
		before := w.memory.creds[who.ID]
		secret, err := w.ResetStaff(t.Context(), by, who.ID)
		wantAllowed(t, actor+" resets "+target, may, err)
		if same := equalHash(before.Hash, w.memory.creds[who.ID].Hash); same == may || may && secret == "" {
			t.Errorf("%s resets %s: same password %v, %q", actor, target, same, secret)
		}
	})
}

func TestEachLevelSeesTheAppointmentsOfTheOneBelow(t *testing.T) {
	w := newRealWorld(t)
	for _, a := range appointments {
		w.appointed(a)
	}
	for actor, allowed := range mayAppoint {
		by := w.appointed(appointments[actor])
		members, err := w.StaffBelow(t.Context(), by)
		if len(allowed) == 0 {
			w.wantErr(err, ErrForbidden)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, m := range members {
			for name, a := range appointments {
				if m.Appointment.Same(a) {
					seen[name] = true
				}
			}
		}
		for name := range appointments {
			want := false
			for _, a := range allowed {
				want = want || a == name
			}
			if seen[name] != want {
				t.Errorf("%s sees %s: %v", actor, name, seen[name])
			}
		}
	}
}

func TestWhoWorksElsewhereTooIsNotForOneOfTheirOfficers(t *testing.T) {
	w := newRealWorld(t)
	officer, both := w.staff(Officer, "", ward), w.coordinator()
	both.Appointments = append(both.Appointments, Appointment{Role: Coordinator, Village: village3})
	if err := w.memory.UpdatePerson(t.Context(), both); err != nil {
		t.Fatal(err)
	}
	_, err := w.ResetStaff(t.Context(), officer, both.ID)
	w.wantErr(err, ErrForbidden)
	_, _, err = w.Appoint(t.Context(), officer, NewAppointment{Person: both.ID, Appointment: Appointment{Role: Coordinator, Village: village2}})
	w.wantErr(err, ErrForbidden)
	w.wantErr(w.EndAppointment(t.Context(), officer, both.ID, Appointment{Role: Coordinator, Village: village3}), ErrForbidden)
	if err := w.EndAppointment(t.Context(), officer, both.ID, Appointment{Role: Coordinator, Village: village}); err != nil {
		t.Errorf("their own part: %v", err)
	}
	if p := w.stored(both.ID).At(w.time()); p.Coordinates(village) || !p.Coordinates(village3) {
		t.Errorf("%+v", p.Appointments)
	}
}

func TestAnAccountOfStaffGetsOneMoreAppointment(t *testing.T) {
	w := newRealWorld(t)
	officer, p := w.staff(Officer, "", ward), w.coordinator()
	more := NewAppointment{Person: p.ID, Appointment: Appointment{Role: Coordinator, Village: village2}}
	if _, secret, err := w.Appoint(t.Context(), officer, more); err != nil || secret != "" {
		t.Fatalf("%q, %v", secret, err)
	}
	if p := w.stored(p.ID); !p.Coordinates(village) || !p.Coordinates(village2) {
		t.Errorf("%+v", p.Appointments)
	}
	_, _, err := w.Appoint(t.Context(), officer, more)
	w.wantErr(err, ErrAppointed)
	// One that ended makes room for a new one.
	if err := w.EndAppointment(t.Context(), officer, p.ID, more.Appointment); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Second)
	if _, _, err := w.Appoint(t.Context(), officer, more); err != nil {
		t.Fatal(err)
	}
	if p := w.stored(p.ID); len(p.Appointments) != 2 || !p.At(w.time()).Coordinates(village2) {
		t.Errorf("%+v", p.Appointments)
	}
	// Residents and strangers get none this way.
	l, _ := w.resident(phone, pin)
	_, _, err = w.Appoint(t.Context(), officer, NewAppointment{Person: l.Person.ID, Appointment: Appointment{Role: Coordinator, Village: village}})
	w.wantErr(err, ErrForbidden)
	_, _, err = w.Appoint(t.Context(), officer, NewAppointment{Person: "nobody", Appointment: Appointment{Role: Coordinator, Village: village}})
	w.wantErr(err, ErrNotFound)
	w.wantErr(w.EndAppointment(t.Context(), officer, l.Person.ID, Appointment{Role: Coordinator, Village: village}), ErrNotFound)
	w.wantErr(w.EndAppointment(t.Context(), officer, "nobody", Appointment{Role: Coordinator, Village: village}), ErrNotFound)
}

func TestAWardBesideTheVillageMakesNoOtherAppointment(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	full, short := Appointment{Role: Coordinator, Village: village, Ward: ward}, Appointment{Role: Coordinator, Village: village}
	m, _, err := w.Appoint(t.Context(), officer, NewAppointment{Name: "An", Phone: phone, Appointment: full})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = w.Appoint(t.Context(), officer, NewAppointment{Person: m.ID, Appointment: short})
	w.wantErr(err, ErrAppointed)
	if err := w.EndAppointment(t.Context(), officer, m.ID, short); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Appoint(t.Context(), officer, NewAppointment{Person: m.ID, Appointment: short}); err != nil {
		t.Fatal(err)
	}
	if err := w.EndAppointment(t.Context(), officer, m.ID, full); err != nil {
		t.Errorf("ending it with the ward repeated: %v", err)
	}
}

func TestFaultyAppointmentsAreRefused(t *testing.T) {
	w := newRealWorld(t)
	officer := w.staff(Officer, "", ward)
	now, at := w.time(), Appointment{Role: Coordinator, Village: village}
	for _, c := range []struct {
		n    NewAppointment
		want FieldError
	}{
		{NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator, Village: "24163-999"}}, FieldError{"village", "unknown_village"}},
		{NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator}}, FieldError{"village", "required"}},
		{NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator, Village: village, From: now, Until: now}}, FieldError{"until", "not_allowed"}},
		{NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator, Village: village, Until: now}}, FieldError{"until", "not_allowed"}},
		// A store keeps this moment as none, and an appointment without an end has none.
		{NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator, Village: village, Until: time.Unix(0, 0)}}, FieldError{"until", "not_allowed"}},
		{NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator, Village: village, Until: now.AddDate(900, 0, 0)}}, FieldError{"until", "not_allowed"}},
		{NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator, Village: village, From: now.AddDate(900, 0, 0)}}, FieldError{"from", "not_allowed"}},
		{NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator, Village: village, From: now.AddDate(-900, 0, 0)}}, FieldError{"from", "not_allowed"}},
		{NewAppointment{Name: "An", Person: officer.ID, Appointment: at}, FieldError{"person", "not_allowed"}},
		{NewAppointment{Appointment: at}, FieldError{"person", "not_allowed"}},
		{NewAppointment{Name: "<b>", Phone: phone, Appointment: at}, FieldError{"name", "bad_name"}},
		{NewAppointment{Name: "An", Phone: "12", Appointment: at}, FieldError{"phone", "bad_phone"}},
	} {
		_, _, err := w.Appoint(t.Context(), officer, c.n)
		wantFaults(t, err, c.want)
	}
}

func TestAnAppointmentHoldsFromItsStartToItsEndToTheSecond(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	start, end := w.time().Add(40*time.Second), w.time().Add(100*time.Second)
	m, secret, err := w.Appoint(t.Context(), officer, NewAppointment{Name: "An", Phone: phone,
		Appointment: Appointment{Role: Coordinator, Village: village, From: start, Until: end}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := w.LoginPassword(t.Context(), phone, secret, "", Visit{})
	if err != nil || len(l.Person.Appointments) != 0 {
		t.Fatalf("before the start: %+v, %v", l.Person.Appointments, err)
	}
	for w.time().Before(end.Add(10 * time.Second)) {
		now := w.time()
		holds := !now.Before(start) && now.Before(end)
		a := w.actor(l) // mostly from the cache
		if a.Coordinates(village) != holds || a.SeesResidentsOf(mustVillage(w)) != holds {
			t.Errorf("%v after the start: holds is %v", now.Sub(start), !holds)
		}
		w.pass(500 * time.Millisecond)
	}
	if p := w.stored(m.ID); len(p.Appointments) != 1 {
		t.Errorf("kept %+v", p.Appointments)
	}
}

func TestAnAppointmentThatEndsStopsWithinAMinuteEverywhere(t *testing.T) {
	w := newWorld(t)
	officer := w.staff(Officer, "", ward)
	_, secret, err := w.Appoint(t.Context(), officer, NewAppointment{Name: "An", Phone: phone, Appointment: Appointment{Role: Coordinator, Village: village}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := w.LoginPassword(t.Context(), phone, secret, "", Visit{})
	if err != nil {
		t.Fatal(err)
	}
	other := w.another()
	for _, s := range []*Service{w.Service, other} {
		if a, err := s.Authenticate(t.Context(), l.AccessToken); err != nil || !a.Coordinates(village) {
			t.Fatalf("%+v, %v", a, err)
		}
	}
	if err := w.EndAppointment(t.Context(), officer, l.Person.ID, Appointment{Role: Coordinator, Village: village}); err != nil {
		t.Fatal(err)
	}
	if w.actor(l).Coordinates(village) {
		t.Error("it holds on where it was ended")
	}
	w.pass(cacheLife)
	if cacheLife > time.Minute {
		t.Errorf("people are remembered for %v", cacheLife)
	}
	if a, err := other.Authenticate(t.Context(), l.AccessToken); err != nil || a.Coordinates(village) {
		t.Errorf("it holds on at the other server: %v", err)
	}
}

func TestNobodyIsAppointedBeforePlacesAreKnown(t *testing.T) {
	w := newRealWorld(t)
	officer, coordinator := w.staff(Officer, "", ward), w.coordinator()
	w.places = func() *places.Directory { return nil }
	_, _, err := w.Appoint(t.Context(), officer, NewAppointment{Name: "An", Phone: phone, Appointment: appointments["coordinator"]})
	wantFaults(t, err, FieldError{"village", "unknown_village"})
	w.wantErr(w.EndAppointment(t.Context(), officer, coordinator.ID, appointments["coordinator"]), ErrForbidden)
	if members, err := w.StaffBelow(t.Context(), officer); err != nil || len(members) != 0 {
		t.Errorf("%+v, %v", members, err)
	}
}

func TestOneOfSeveralAppointmentsMayHold(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	past, future := now.Add(-time.Second), now.Add(time.Second)
	all := []Appointment{
		{Role: Officer, Ward: ward, Until: past}, {Role: Coordinator, Village: village},
		{Role: Manager, From: future}, {Role: Coordinator, Village: village2, From: now, Until: future}, {Role: Admin, Until: now},
	}
	p := Person{Appointments: all}
	held := p.At(now)
	if len(held.Appointments) != 2 || !held.Coordinates(village) || !held.Coordinates(village2) || held.Role() != Coordinator {
		t.Errorf("held %+v", held.Appointments)
	}
	if len(p.Appointments) != 5 || p.Appointments[0].Role != Officer || p.Appointments[4].Role != Admin {
		t.Errorf("the person itself was changed: %+v", p.Appointments)
	}
}
