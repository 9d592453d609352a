package people

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
)

// Registration is what a resident enters to take part.
type Registration struct {
	Name     string
	PIN      string
	Village  string // id
	Phone    string // as typed; empty for people without one, who cannot sign in with a PIN again
	Language string // "vi" if empty
	Consent  Consent
}

// Register adds a resident and signs them in.
//
// It returns *InvalidError with all faults; ErrCredentialTaken if somebody on the same phone has the PIN, which counts
// as a failed login on the phone, since it tells the PIN; *LockedError while the phone is locked; ErrBusy.
func (s *Service) Register(ctx context.Context, r Registration) (Login, error) {
	p, err := s.newResident(r)
	if err != nil {
		return Login{}, err
	}
	if p.Phone == "" {
		if err := s.store(ctx, p, r.PIN, false); err != nil {
			return Login{}, err
		}
		return s.newLogin(ctx, p, false)
	}

	end, err := s.phoneTurns.take(ctx, p.Phone)
	if err != nil {
		return Login{}, err
	}
	defer end()
	reserved, err := s.lockout.reserve(ctx, p.Phone)
	if err != nil {
		return Login{}, err
	}
	err = s.store(ctx, p, r.PIN, false)
	switch {
	case errors.Is(err, ErrCredentialTaken):
		return Login{}, err
	case err != nil:
		return Login{}, errors.Join(err, s.giveBack(ctx, reserved))
	}
	if err := s.lockout.registered(ctx, reserved); err != nil {
		return Login{}, err
	}
	return s.newLogin(ctx, p, false)
}

// newResident checks a registration and returns whom it makes.
func (s *Service) newResident(r Registration) (Person, error) {
	var wrong faults
	p := Person{
		Name:     wrong.name(r.Name),
		Phone:    wrong.phone(r.Phone, true),
		Language: wrong.language(r.Language),
	}
	wrong.pin("pin", r.PIN, p.Phone)
	if r.Village == "" {
		wrong.add("village", codeRequired)
	} else if _, ok := s.village(r.Village); !ok {
		wrong.add("village", codeUnknownVillage)
	}
	if !r.Consent.Account {
		wrong.add("consent.account", codeConsentRequired)
	}
	if err := wrong.err(); err != nil {
		return Person{}, err
	}
	p.Village = r.Village
	return s.identify(p, r.Consent)
}

// identify gives a new person an id, and their first consent.
func (s *Service) identify(p Person, c Consent) (Person, error) {
	id, err := uuid.NewRandomFromReader(s.rand)
	if err != nil {
		return Person{}, fmt.Errorf("draw a person's id: %w", err)
	}
	p.ID = id.String()
	p.CreatedAt = s.now()
	p.Sample = p.Sample || s.sample
	p.Consents = []ConsentRecord{{Consent: c, Version: ConsentVersion, At: p.CreatedAt}}
	return p, nil
}

// store adds a person with a secret. ErrCredentialTaken, ErrBusy.
func (s *Service) store(ctx context.Context, p Person, secret string, staff bool) error {
	owner := p.Phone
	if owner == "" {
		owner = p.ID
	}
	hash, err := s.hasher.hash(ctx, owner, secret)
	if err != nil {
		return err
	}
	if err := s.people.AddPerson(ctx, p, Credential{Person: p.ID, Phone: p.Phone, Hash: hash, Staff: staff}); err != nil {
		return fmt.Errorf("add a person: %w", err)
	}
	return nil
}
