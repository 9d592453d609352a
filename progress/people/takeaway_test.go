package people

import (
	"errors"
	"testing"
)

func TestFilesOfStaffWorkAreForWhoMayOpenTheirPage(t *testing.T) {
	w := newRealWorld(t)
	officer, both := w.staff(Officer, "", ward), w.staff(Officer, "", ward2)
	both.Appointments = append(both.Appointments, Appointment{Role: Officer, Ward: ward})
	manager, admin, coordinator := w.staff(Manager, "", ""), w.staff(Admin, "", ""), w.coordinator()
	requests := func(p Person, ward string) error {
		_, err := w.RequestsFile(t.Context(), p, ward, false, "csv")
		return err
	}
	staff := func(role Role) func(Person, string) error {
		return func(p Person, ward string) error {
			_, err := w.StaffFile(t.Context(), p, role, ward, "csv")
			return err
		}
	}
	log := func(p Person, ward string) error { return w.RecordAuditFile(t.Context(), p, ward, "csv") }
	type asked struct {
		actor Person
		ward  string
	}
	for name, c := range map[string]struct {
		take             func(Person, string) error
		allowed, refused []asked
	}{
		"requests": {requests, []asked{{officer, ward}, {both, ward}, {both, ward2}},
			[]asked{{officer, ward2}, {officer, ""}, {manager, ward}, {admin, ward}, {coordinator, ward}, {Person{}, ward}}},
		"coordinators": {staff(Coordinator), []asked{{officer, ward}, {both, ward2}},
			[]asked{{officer, ward2}, {officer, ""}, {manager, ward}, {manager, ""}, {admin, ward}, {coordinator, ward}, {Person{}, ""}}},
		"officers": {staff(Officer), []asked{{manager, ""}, {manager, ward}, {admin, ""}},
			[]asked{{officer, ward}, {officer, ""}, {coordinator, ward}, {Person{}, ""}}},
		"managers": {staff(Manager), []asked{{admin, ""}}, []asked{{manager, ""}, {officer, ward}, {Person{}, ""}}},
		"admins":   {staff(Admin), nil, []asked{{admin, ""}, {manager, ""}}},
		"the log": {log, []asked{{officer, ward}, {both, ward2}, {admin, ward}, {admin, ""}},
			[]asked{{officer, ward2}, {officer, ""}, {manager, ward}, {manager, ""}, {coordinator, ward}, {Person{}, ""}}},
	} {
		for _, a := range c.allowed {
			before := len(w.memory.audit)
			if err := c.take(a.actor, a.ward); err != nil {
				t.Errorf("%s of %q for %+v: %v", name, a.ward, a.actor.Appointments, err)
			}
			if written := w.memory.audit[before:]; len(written) != 1 || written[0].Ward != a.ward || written[0].Actor != a.actor.ID || written[0].Detail != "csv" {
				t.Errorf("%s of %q for %+v: noted %+v", name, a.ward, a.actor.Appointments, written)
			}
		}
		for _, a := range c.refused {
			before := len(w.memory.audit)
			if err := c.take(a.actor, a.ward); !errors.Is(err, ErrForbidden) || len(w.memory.audit) != before {
				t.Errorf("%s of %q for %+v: %v", name, a.ward, a.actor.Appointments, err)
			}
		}
	}
	w.wantSoundLog()
}

func TestAFileOfStaffHasTheWardAndTheRoleThatWereAskedFor(t *testing.T) {
	w := newRealWorld(t)
	here, there := w.coordinator(), w.staff(Coordinator, village3, "")
	officer, elsewhere, manager := w.staff(Officer, "", ward), w.staff(Officer, "", ward2), w.staff(Manager, "", "")
	both := officer
	both.Appointments = append([]Appointment{{Role: Officer, Ward: ward2}, {Role: Manager}}, both.Appointments...)
	for _, c := range []struct {
		actor Person
		role  Role
		ward  string
		want  []Person
	}{
		{officer, Coordinator, ward, []Person{here}}, {both, Coordinator, ward, []Person{here}}, {both, Coordinator, ward2, []Person{there}},
		{manager, Officer, ward2, []Person{elsewhere}}, {manager, Officer, "", []Person{officer, elsewhere}},
	} {
		got, err := w.StaffFile(t.Context(), c.actor, c.role, c.ward, "csv")
		ids := map[string]bool{}
		for _, m := range got {
			ids[m.ID] = m.Appointment.Role == c.role
		}
		for _, p := range c.want {
			if !ids[p.ID] {
				t.Errorf("%s of %q: %s is missing", c.role, c.ward, p.ID)
			}
		}
		if err != nil || len(got) != len(c.want) {
			t.Errorf("%s of %q: %+v, %v", c.role, c.ward, got, err)
		}
	}
}
