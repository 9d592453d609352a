package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hocso/progress/places"
)

// ErrAppointed says that somebody has the appointment already.
var ErrAppointed = errors.New("appointed already")

// farthest is how far away an appointment may begin; who means another year has mistyped it.
const farthest = 5 * 365 * 24 * time.Hour

// plain leaves out the ward that may be repeated beside a coordinator's village, so that one appointment has one form.
func (a Appointment) plain() Appointment {
	if a.Role == Coordinator {
		a.Ward = ""
	}
	return a
}

// MayAppoint reports whether the person may make and end appointments to a role at a place: each level those of the one below.
func (p Person) MayAppoint(a Appointment, dir *places.Directory) bool {
	switch a.Role {
	case Coordinator:
		if dir == nil {
			return false // no places were read yet
		}
		v, err := dir.Village(a.Village)
		return err == nil && p.AdministersWard(v.Ward)
	case Officer:
		return p.Has(Manager) || p.Has(Admin)
	case Manager:
		return p.Has(Admin)
	}
	return false
}

// StaffMember is one appointment with who has it.
type StaffMember struct {
	Person
	Appointment Appointment
	TOTP        bool // has an authenticator app
}

// StaffBelow returns the appointments that the actor may end, with those that ended or begin later, by name. ErrForbidden.
func (s *Service) StaffBelow(ctx context.Context, actor Person) ([]StaffMember, error) {
	if !actor.Has(Officer) && !actor.Has(Manager) && !actor.Has(Admin) {
		return nil, ErrForbidden
	}
	all, err := s.people.Staff(ctx)
	if err != nil {
		return nil, fmt.Errorf("read staff: %w", err)
	}
	var members []StaffMember
	for _, p := range all {
		for _, a := range p.Appointments {
			if !actor.MayAppoint(a, s.places()) {
				continue
			}
			f, err := s.factor(ctx, p.ID)
			if err != nil {
				return nil, err
			}
			members = append(members, StaffMember{Person: p, Appointment: a, TOTP: !f.EnrolledAt.IsZero()})
		}
	}
	slices.SortFunc(members, func(a, b StaffMember) int {
		return cmp.Or(cmp.Compare(places.Fold(a.Name), places.Fold(b.Name)), cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Appointment.Village, b.Appointment.Village), cmp.Compare(a.Appointment.Ward, b.Appointment.Ward))
	})
	return members, nil
}

// NewAppointment is whom the actor appoints as what. Either Person names an account of staff, or Name and Phone those of a
// new one.
type NewAppointment struct {
	Person      string
	Name, Phone string
	Appointment Appointment // By is left out
}

// Appoint gives somebody an appointment, and a new account a password, which cannot be read again.
//
// ErrForbidden, also for an account that the actor may not touch; ErrAppointed; ErrNotFound; *InvalidError;
// ErrCredentialTaken never (the password is drawn); ErrBusy.
func (s *Service) Appoint(ctx context.Context, actor Person, n NewAppointment) (StaffMember, string, error) {
	a := n.Appointment.plain()
	a.By, a.Village = actor.ID, s.today(a.Village)
	var wrong faults
	s.place(n.Appointment, &wrong)
	now := s.now()
	if a.From.After(now.Add(farthest)) || !a.From.IsZero() && a.From.Before(now.Add(-farthest)) {
		wrong.add("from", codeNotAllowed)
	}
	if !a.Until.IsZero() && (!a.Until.After(a.From) || !a.Until.After(now) || a.Until.After(now.Add(2*farthest))) {
		wrong.add("until", codeNotAllowed)
	}
	if (n.Person == "") == (n.Name == "" && n.Phone == "") {
		wrong.add("person", codeNotAllowed)
	}
	if err := wrong.err(); err != nil {
		return StaffMember{}, "", err
	}
	if !actor.MayAppoint(a, s.places()) {
		return StaffMember{}, "", ErrForbidden
	}
	if n.Person != "" {
		m, err := s.appointKnown(ctx, actor, n.Person, a)
		return m, "", err
	}
	p, err := s.newStaff(n.Name, n.Phone, a)
	if err != nil {
		return StaffMember{}, "", err
	}
	if err := s.recordAppointment(ctx, actor, ActionAppointed, p, a); err != nil {
		return StaffMember{}, "", err
	}
	secret, err := s.storeDrawn(ctx, p, true)
	return StaffMember{Person: p, Appointment: a}, secret, err
}

func (s *Service) newStaff(name, phone string, a Appointment) (Person, error) {
	var wrong faults
	p := Person{Name: wrong.name(name), Phone: wrong.phone(phone, false), Language: LanguageVietnamese, Appointments: []Appointment{a}}
	if err := wrong.err(); err != nil {
		return Person{}, err
	}
	return s.identify(p, Consent{Account: true}, "")
}

// appointKnown adds an appointment to an account of staff. Its other appointments must be the actor's to give as well, so that
// nobody learns who works elsewhere.
func (s *Service) appointKnown(ctx context.Context, actor Person, id string, a Appointment) (StaffMember, error) {
	p, err := s.staffOf(ctx, actor, id)
	if err != nil {
		return StaffMember{}, err
	}
	now := s.now()
	taken := func(o Appointment) bool { return o.Same(a) && (o.Until.IsZero() || now.Before(o.Until)) }
	if slices.ContainsFunc(p.Appointments, taken) {
		return StaffMember{}, ErrAppointed
	}
	if err := s.recordAppointment(ctx, actor, ActionAppointed, p, a); err != nil {
		return StaffMember{}, err
	}
	p, err = s.change(ctx, id, func(p *Person) bool {
		// An earlier one that ended makes room.
		p.Appointments = append(slices.DeleteFunc(slices.Clone(p.Appointments), a.Same), a)
		return true
	})
	return StaffMember{Person: p, Appointment: a}, err
}

// staffOf returns somebody all of whose appointments the actor may make. ErrForbidden, ErrNotFound.
func (s *Service) staffOf(ctx context.Context, actor Person, id string) (Person, error) {
	p, err := s.Person(ctx, id)
	if err != nil {
		return Person{}, err
	}
	others := func(a Appointment) bool { return !actor.MayAppoint(a, s.places()) }
	if len(p.Appointments) == 0 || slices.ContainsFunc(p.Appointments, others) {
		return Person{}, ErrForbidden
	}
	return p, nil
}

// EndAppointment ends an appointment now. It stops within a minute everywhere. ErrForbidden; ErrNotFound if nobody has it.
func (s *Service) EndAppointment(ctx context.Context, actor Person, person string, a Appointment) error {
	if !actor.MayAppoint(a, s.places()) {
		return ErrForbidden
	}
	return s.endAppointment(ctx, actor, person, a)
}

// EndByOperator is EndAppointment from the command line, of any role.
func (s *Service) EndByOperator(ctx context.Context, person string, a Appointment) error {
	return s.endAppointment(ctx, Person{}, person, a)
}

func (s *Service) endAppointment(ctx context.Context, actor Person, person string, a Appointment) error {
	a = a.plain()
	a.Village = s.today(a.Village)
	p, err := s.Person(ctx, person)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(p.Appointments, a.Same) {
		return ErrNotFound
	}
	if err := s.recordAppointment(ctx, actor, ActionEnded, p, a); err != nil {
		return err
	}
	now := s.now()
	_, err = s.change(ctx, person, func(p *Person) bool { return p.end(a, now) })
	return err
}

// end ends an appointment, and reports whether it held or was to begin.
func (p *Person) end(a Appointment, now time.Time) bool {
	changed := false
	p.Appointments = slices.Clone(p.Appointments)
	for i, held := range p.Appointments {
		if held.Same(a) && (held.Until.IsZero() || now.Before(held.Until)) {
			p.Appointments[i].Until, changed = now, true
		}
	}
	return changed
}

// ResetStaff gives a member of staff a new password, which cannot be read again, takes their authenticator app away and ends
// their logins. ErrForbidden, ErrNotFound.
func (s *Service) ResetStaff(ctx context.Context, actor Person, id string) (string, error) {
	p, err := s.staffOf(ctx, actor, id)
	if err != nil {
		return "", err
	}
	return s.resetStaff(ctx, actor, p)
}

// ResetByOperator is ResetStaff from the command line.
func (s *Service) ResetByOperator(ctx context.Context, id string) (string, error) {
	p, err := s.Person(ctx, id)
	if err != nil {
		return "", err
	}
	if len(p.Appointments) == 0 {
		return "", ErrForbidden
	}
	return s.resetStaff(ctx, Person{}, p)
}

func (s *Service) resetStaff(ctx context.Context, actor, p Person) (string, error) {
	entry := AuditEntry{Actor: actor.ID, Action: ActionStaffReset, Person: p.ID, Ward: p.wardOfOffice()}
	if err := s.record(ctx, entry); err != nil {
		return "", err
	}
	secret, err := NewPassword(s.rand)
	if err != nil {
		return "", err
	}
	hash, err := s.hasher.hash(ctx, owner(p), secret)
	if err != nil {
		return "", err
	}
	if err := s.stores.Credentials.SetCredential(ctx, Credential{Person: p.ID, Phone: p.Phone, Hash: hash, Staff: true}); err != nil {
		return "", fmt.Errorf("set a password: %w", err)
	}
	if err := s.stores.Factors.DeleteFactor(ctx, p.ID); err != nil {
		return "", fmt.Errorf("delete a second factor: %w", err)
	}
	if _, err := s.endLogins(ctx, p.ID); err != nil {
		return "", err
	}
	return secret, s.passwords.clear(ctx, owner(p))
}

func (s *Service) recordAppointment(ctx context.Context, actor Person, action AuditAction, p Person, a Appointment) error {
	ward := a.Ward
	if v, ok := s.village(a.Village); ok {
		ward = v.Ward
	}
	return s.record(ctx, AuditEntry{Actor: actor.ID, Action: action, Person: p.ID, Village: a.Village, Ward: ward, Detail: string(a.Role)})
}
