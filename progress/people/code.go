package people

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrNoPhone says that codes are for people with a phone number; others get a card.
var ErrNoPhone = errors.New("no phone number: make a card")

// OneTimeCode is a code just made. It cannot be read again.
type OneTimeCode struct {
	Code      string // digits in groups of four
	ExpiresAt time.Time
}

// IssueCode makes a device or recovery code for a resident who is present; an earlier one of the kind stops working. It is
// for who helps the village's residents. ErrForbidden, ErrNoPhone.
func (s *Service) IssueCode(ctx context.Context, actor Person, village, resident string, kind PassKind) (OneTimeCode, error) {
	p, err := s.residentOf(ctx, actor, village, resident)
	if err != nil {
		return OneTimeCode{}, err
	}
	if p.Phone == "" {
		return OneTimeCode{}, ErrNoPhone
	}
	if err := s.recordAbout(ctx, actor, ActionCodeIssued, p, string(kind)); err != nil {
		return OneTimeCode{}, err
	}
	if kind == RecoveryPass {
		// Made-up codes from anywhere must not keep out who stands before the team.
		if err := s.recoveries.clear(ctx, p.Phone); err != nil {
			return OneTimeCode{}, err
		}
	}
	pass, code, err := s.replace(ctx, Pass{Kind: kind, Village: p.Village, Person: p.ID, By: actor.ID, ExpiresAt: s.now().Add(codeLife), MaxUses: 1},
		s.drawDigits, func(code string) string { return p.Phone + "/" + code })
	if err != nil {
		return OneTimeCode{}, err
	}
	return OneTimeCode{Code: group(code, 4), ExpiresAt: pass.ExpiresAt}, nil
}

// Recover sets a new PIN with a recovery code, ends every other login of the person and every lock of the number, and signs
// in. ErrCodeNotValid for an unknown number and a wrong code alike; *InvalidError; ErrCredentialTaken if somebody on the
// same phone has the PIN, after which the code still holds; *LockedError after too many wrong codes; ErrBusy.
func (s *Service) Recover(ctx context.Context, phone, code, pin string, v Visit) (Login, error) {
	var wrong faults
	phone = wrong.phone(phone, false)
	wrong.pin("pin", pin, phone)
	if err := wrong.err(); err != nil {
		return Login{}, err
	}
	end, err := s.phoneTurns.take(ctx, phone)
	if err != nil {
		return Login{}, err
	}
	defer end()
	reserved, err := s.recoveries.reserve(ctx, phone)
	if err != nil {
		return Login{}, err
	}
	pass, err := s.passOf(ctx, RecoveryPass, phone+"/"+normalizeDigits(code))
	if err != nil {
		if !errors.Is(err, ErrCodeNotValid) {
			err = errors.Join(err, s.giveBack(ctx, s.recoveries, reserved))
		}
		return Login{}, err
	}
	p, err := s.setRecovered(ctx, pass, pin, v)
	if err != nil {
		// A PIN that is taken tells one of somebody else's, so that it stays counted.
		if !errors.Is(err, ErrCredentialTaken) {
			err = errors.Join(err, s.giveBack(ctx, s.recoveries, reserved))
		}
		return Login{}, err
	}
	return s.newLoginFor(ctx, pass, p, v)
}

// newLoginFor signs in who has used up a code. It holds again if that fails, or they would have to go for another one.
func (s *Service) newLoginFor(ctx context.Context, pass Pass, p Person, v Visit) (Login, error) {
	login, err := s.newLogin(ctx, p, false, v)
	if err != nil {
		return Login{}, errors.Join(err, s.giveUseBack(ctx, pass.ID))
	}
	return login, nil
}

// unlock ends the locks that stand between a person and their PIN: in the browsers that know them, in that of the visit, at
// their card, and at what may be tried from elsewhere.
func (s *Service) unlock(ctx context.Context, p Person, v Visit) error {
	devices, err := s.devices.DevicesOf(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read a person's devices: %w", err)
	}
	doors := []string{s.door(owner(p), v), cardDoor(p)}
	for _, d := range devices {
		doors = append(doors, s.doorIn(owner(p), d.Browser))
	}
	for _, door := range doors {
		if err := s.lockout.clear(ctx, door); err != nil {
			return err
		}
	}
	return errors.Join(s.recoveries.clear(ctx, owner(p)), s.elsewhere.clear(ctx, owner(p)))
}

// setRecovered uses the code up, sets the PIN, and ends locks and logins.
func (s *Service) setRecovered(ctx context.Context, pass Pass, pin string, v Visit) (Person, error) {
	p, err := s.people.Person(ctx, pass.Person)
	if errors.Is(err, ErrNotFound) {
		return Person{}, ErrCodeNotValid
	}
	if err != nil {
		return Person{}, fmt.Errorf("read whom a code is for: %w", err)
	}
	hash, err := s.hasher.hash(ctx, owner(p), pin)
	if err != nil {
		return Person{}, err
	}
	if pass, err = s.use(ctx, pass); err != nil {
		return Person{}, err
	}
	if err := s.recordAbout(ctx, p, ActionPINRecovered, p, ""); err != nil {
		return Person{}, errors.Join(err, s.giveUseBack(ctx, pass.ID))
	}
	if err := s.stores.Credentials.SetCredential(ctx, Credential{Person: p.ID, Phone: p.Phone, Hash: hash}); err != nil {
		return Person{}, errors.Join(fmt.Errorf("set a PIN: %w", err), s.giveUseBack(ctx, pass.ID))
	}
	if err := s.unlock(ctx, p, v); err != nil { // while the devices are still known
		return Person{}, err
	}
	if err := s.SignOutEverywhere(ctx, p.ID); err != nil {
		return Person{}, err
	}
	return s.Person(ctx, p.ID)
}
