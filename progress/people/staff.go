package people

import (
	"context"
	"errors"
	"slices"
)

// NewPerson is somebody whom staff or the command line adds.
type NewPerson struct {
	Role    Role
	Name    string
	Phone   string // as typed; may be empty for a resident only
	Village string // of a resident or coordinator
	Ward    string // of an officer; with a village it may be repeated
	Secret  string // a PIN for a resident, a password for staff; drawn if empty
	Sample  bool   // invented for the demo
}

// Add adds a person and returns the secret that signs them in, which cannot be read again. It is not for residents
// themselves: no lock-out applies.
//
// Consent is recorded for the account only. The other purposes stay off until the person agrees.
//
// *InvalidError with all faults; ErrCredentialTaken if somebody on the same phone has the given secret; ErrBusy.
func (s *Service) Add(ctx context.Context, n NewPerson) (Person, string, error) {
	staff := n.Role != Resident
	var wrong faults
	p := Person{
		Name:     wrong.name(n.Name),
		Phone:    wrong.phone(n.Phone, !staff),
		Language: LanguageVietnamese,
		Sample:   n.Sample,
	}
	s.assign(&p, n, &wrong)
	if n.Secret != "" {
		if staff && CheckPassword(n.Secret) != nil {
			wrong.add("secret", codeTooWeak)
		} else if !staff {
			wrong.pin("secret", n.Secret, p.Phone)
		}
	}
	if err := wrong.err(); err != nil {
		return Person{}, "", err
	}
	p, err := s.identify(p, Consent{Account: true}, "")
	if err != nil {
		return Person{}, "", err
	}
	if staff {
		if err := s.recordAppointment(ctx, Person{}, ActionAppointed, p, p.Appointments[0]); err != nil {
			return Person{}, "", err
		}
	}
	secret := n.Secret
	if secret != "" {
		err = s.store(ctx, p, secret, staff)
	} else {
		secret, err = s.storeDrawn(ctx, p, staff)
	}
	if err != nil {
		return Person{}, "", err
	}
	return p, secret, nil
}

// storeDrawn adds a person with a secret that is drawn.
func (s *Service) storeDrawn(ctx context.Context, p Person, staff bool) (string, error) {
	// On a phone that many share a drawn PIN may be somebody's already.
	for range 10 {
		secret, err := s.draw(p.Phone, staff)
		if err != nil {
			return "", err
		}
		if err := s.store(ctx, p, secret, staff); !errors.Is(err, ErrCredentialTaken) {
			return secret, err
		}
	}
	return "", ErrCredentialTaken
}

func (s *Service) draw(phone string, staff bool) (string, error) {
	if staff {
		return NewPassword(s.rand)
	}
	return NewPIN(s.rand, phone)
}

// assign gives a person the role, and checks that it comes with its place and no other.
func (s *Service) assign(p *Person, n NewPerson, wrong *faults) {
	if !slices.Contains(Roles, n.Role) {
		wrong.add("role", codeUnknownRole)
		return
	}
	s.place(Appointment{Role: n.Role, Village: n.Village, Ward: n.Ward}, wrong)
	n.Village = s.today(n.Village)
	switch n.Role {
	case Resident:
		p.Village = n.Village
	case Coordinator:
		p.Appointments = []Appointment{{Role: Coordinator, Village: n.Village}}
	case Officer:
		p.Appointments = []Appointment{{Role: Officer, Ward: n.Ward}}
	default:
		p.Appointments = []Appointment{{Role: n.Role}}
	}
}

// place checks that a role comes with its place and no other.
func (s *Service) place(a Appointment, wrong *faults) {
	switch a.Role {
	case Resident, Coordinator:
		village, ok := s.village(a.Village)
		switch {
		case a.Village == "":
			wrong.add("village", codeRequired)
		case !ok:
			wrong.add("village", codeUnknownVillage)
		case a.Ward != "" && a.Ward != village.Ward:
			wrong.add("ward", codeNotAllowed)
		}
	case Officer:
		switch {
		case a.Ward == "":
			wrong.add("ward", codeRequired)
		case !s.wardExists(a.Ward):
			wrong.add("ward", codeUnknownWard)
		}
	}
	if a.Village != "" && a.Role != Resident && a.Role != Coordinator {
		wrong.add("village", codeNotAllowed)
	}
	if a.Ward != "" && (a.Role == Manager || a.Role == Admin) {
		wrong.add("ward", codeNotAllowed)
	}
}

func (s *Service) wardExists(code string) bool {
	d := s.places()
	if d == nil {
		return false
	}
	_, err := d.Ward(code)
	return err == nil
}
