package people

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// Registration is what a resident enters to take part.
type Registration struct {
	ID       string // of somebody who is enrolled, a UUID of version 4 that a phone chose; empty to have one drawn
	Name     string
	PIN      string
	Village  string // id
	Phone    string // as typed; empty for people without one, whose PIN works only where they are known, or with a card
	Language string // "vi" if empty
	// BirthBand is the decade of birth; may be empty.
	BirthBand string
	Consent   Consent
	// ConsentVersion is the text that was shown; empty for ConsentVersion.
	ConsentVersion string
	JoinCode       string // as typed; empty where registration is open
}

// ErrConsentOutdated says that the text that was agreed to is no longer the one that holds.
var ErrConsentOutdated = errors.New("the text of the consent has changed")

func outdated(version string) bool { return version != "" && version != ConsentVersion }

// enrolledUnder reports whether a registration is an enrolment that a phone may have noted while a former text was shown.
func (s *Service) enrolledUnder(r Registration, helper string) bool {
	return helper != "" && r.ID != "" && slices.ContainsFunc(s.formerTexts, func(f formerText) bool { return f.version == r.ConsentVersion && s.now().Before(f.until) })
}

// ErrRegistrationClosed says that the campaign lets nobody register without a join code.
var ErrRegistrationClosed = errors.New("registering needs a join code")

// Register adds a resident and signs them in. With a join code of the village they are confirmed; without one, where the
// campaign allows it, somebody of the village confirms them later.
//
// It returns ErrRegistrationClosed, ErrConsentOutdated or ErrCodeNotValid; *InvalidError with all faults; ErrCredentialTaken if somebody on the same phone has the PIN, which counts
// as a failed login on the phone, since it tells the PIN; *LockedError while the phone is locked; ErrBusy.
func (s *Service) Register(ctx context.Context, r Registration, v Visit) (Login, error) {
	p, err := s.newResident(r, "")
	if err != nil {
		return Login{}, err
	}
	spent, err := s.admit(ctx, &p, r.JoinCode)
	if err != nil {
		return Login{}, err
	}
	login, err := s.registerAdmitted(ctx, p, r.PIN, v)
	if err != nil && spent != nil {
		err = errors.Join(err, s.undoAdmission(ctx, spent.ID, p.ID))
	}
	return login, err
}

// undoAdmission gives a use of a join code back if the person was not stored in the end. Who was, but could not be signed in,
// has used it.
func (s *Service) undoAdmission(ctx context.Context, pass, person string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), giveBackTime)
	defer cancel()
	_, err := s.people.Person(ctx, person)
	if errors.Is(err, ErrNotFound) {
		return s.giveUseBack(ctx, pass)
	}
	return err
}

// admit spends a use of the join code, which confirms the person, or lets them in unconfirmed where no code is needed.
func (s *Service) admit(ctx context.Context, p *Person, code string) (*Pass, error) {
	if code == "" {
		if !s.openToAll() {
			return nil, ErrRegistrationClosed
		}
		p.Unconfirmed = true
		return nil, nil
	}
	pass, err := s.joinPass(ctx, code)
	if err != nil {
		return nil, err
	}
	if s.today(pass.Village) != p.Village {
		return nil, ErrCodeNotValid
	}
	pass, err = s.use(ctx, pass)
	return &pass, err
}

func (s *Service) registerAdmitted(ctx context.Context, p Person, pin string, v Visit) (Login, error) {
	if err := s.storeCounted(ctx, p, pin); err != nil {
		return Login{}, err
	}
	return s.newLogin(ctx, p, false, v)
}

// storeCounted adds a resident with a PIN, which counts as a failed login on the phone if somebody has it.
func (s *Service) storeCounted(ctx context.Context, p Person, pin string) error {
	if p.Phone == "" {
		return s.store(ctx, p, pin, false)
	}
	end, err := s.phoneTurns.take(ctx, p.Phone)
	if err != nil {
		return err
	}
	defer end()
	reserved, err := s.elsewhere.reserve(ctx, p.Phone)
	if err != nil {
		return err
	}
	err = s.store(ctx, p, pin, false)
	switch {
	case errors.Is(err, ErrCredentialTaken):
		return err
	case err != nil:
		return errors.Join(err, s.giveBack(ctx, s.elsewhere, reserved))
	}
	return s.elsewhere.registered(ctx, reserved)
}

// newResident checks a registration and returns whom it makes. With a helper, who enrols somebody present, the PIN may be
// left out.
func (s *Service) newResident(r Registration, helper string) (Person, error) {
	var wrong faults
	p := Person{
		Name:      wrong.name(r.Name),
		Phone:     wrong.phone(r.Phone, true),
		BirthBand: wrong.birthBand(r.BirthBand, s.now()),
		Language:  wrong.language(r.Language),
	}
	if r.PIN != "" || helper == "" {
		wrong.pin("pin", r.PIN, p.Phone)
	}
	v, ok := s.village(r.Village)
	if r.Village == "" {
		wrong.add("village", codeRequired)
	} else if !ok {
		wrong.add("village", codeUnknownVillage)
	}
	if !r.Consent.Account {
		wrong.add("consent.account", codeConsentRequired)
	}
	if err := wrong.err(); err != nil {
		return Person{}, err
	}
	if outdated(r.ConsentVersion) && !s.enrolledUnder(r, helper) {
		return Person{}, ErrConsentOutdated
	}
	p.Village = v.ID
	p, err := s.identify(p, r.Consent, helper)
	if err == nil && r.ConsentVersion != "" {
		p.Consents[0].Version = r.ConsentVersion // the one that they heard
	}
	return p, err
}

// identify gives a new person an id, and their first consent; helper is who set its switches for them, if not they.
func (s *Service) identify(p Person, c Consent, helper string) (Person, error) {
	id, err := uuid.NewRandomFromReader(s.rand)
	if err != nil {
		return Person{}, fmt.Errorf("draw a person's id: %w", err)
	}
	p.ID = id.String()
	p.CreatedAt = s.now()
	p.Sample = p.Sample || s.sample
	p.Consents = []ConsentRecord{{Consent: c, Version: ConsentVersion, At: p.CreatedAt, Helper: helper}}
	return p, nil
}

// store adds a person with a secret. ErrCredentialTaken, ErrBusy.
func (s *Service) store(ctx context.Context, p Person, secret string, staff bool) error {
	hash, err := s.hasher.hash(ctx, owner(p), secret)
	if err != nil {
		return err
	}
	if err := s.people.AddPerson(ctx, p, Credential{Person: p.ID, Phone: p.Phone, Hash: hash, Staff: staff}); err != nil {
		return fmt.Errorf("add a person: %w", err)
	}
	return nil
}

// owner is what a person's secret is salted with, and tried on: the phone number, or the person where there is none.
func owner(p Person) string {
	if p.Phone == "" {
		return p.ID
	}
	return p.Phone
}
