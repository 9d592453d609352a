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
	p, err := s.identify(p, Consent{Account: true})
	if err != nil {
		return Person{}, "", err
	}
	if n.Secret != "" {
		if err := s.store(ctx, p, n.Secret, staff); err != nil {
			return Person{}, "", err
		}
		return p, n.Secret, nil
	}
	// On a phone that many share a drawn PIN may be somebody's already.
	for range 10 {
		secret, err := s.draw(p.Phone, staff)
		if err != nil {
			return Person{}, "", err
		}
		switch err := s.store(ctx, p, secret, staff); {
		case err == nil:
			return p, secret, nil
		case !errors.Is(err, ErrCredentialTaken):
			return Person{}, "", err
		}
	}
	return Person{}, "", ErrCredentialTaken
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
	switch n.Role {
	case Resident, Coordinator:
		village, ok := s.village(n.Village)
		switch {
		case n.Village == "":
			wrong.add("village", codeRequired)
		case !ok:
			wrong.add("village", codeUnknownVillage)
		case n.Ward != "" && n.Ward != village.Ward:
			wrong.add("ward", codeNotAllowed)
		}
	case Officer:
		switch {
		case n.Ward == "":
			wrong.add("ward", codeRequired)
		case !s.wardExists(n.Ward):
			wrong.add("ward", codeUnknownWard)
		}
	}
	if n.Village != "" && n.Role != Resident && n.Role != Coordinator {
		wrong.add("village", codeNotAllowed)
	}
	if n.Ward != "" && (n.Role == Manager || n.Role == Admin) {
		wrong.add("ward", codeNotAllowed)
	}
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

func (s *Service) wardExists(code string) bool {
	d := s.places()
	if d == nil {
		return false
	}
	_, err := d.Ward(code)
	return err == nil
}
