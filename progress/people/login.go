package people

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

var (
	// ErrWrongCredentials says that nobody has this secret on this phone number; it does not say which of them is wrong.
	ErrWrongCredentials = errors.New("phone number or secret is wrong")
	// ErrDeviceUnknown says that a PIN alone does not sign in in this browser: a device code or a card is needed.
	ErrDeviceUnknown = errors.New("a new device needs a code of the village's team, or the card")
)

// Login is what signs a person in on one device.
type Login struct {
	AccessToken   string
	ExpiresIn     time.Duration // of the access token
	Refresh       string        // the value of the refresh cookie; it is not stored anywhere
	RefreshMaxAge time.Duration // until the cookie is of no use if it is not used
	Browser       string        // the value of the browser cookie; empty to leave it as it is
	Person        Person        // with the appointments that hold now
}

// LoginPIN signs a resident in. In a browser where nobody of the phone number has signed in, a device code is needed
// before the PIN is looked at, so that PINs cannot be guessed from elsewhere. In one that knows somebody of it, nobody else's
// PIN is right, and failures lock that browser alone: who registers on a neighbour's number can neither guess nor lock.
//
// ErrDeviceUnknown; ErrWrongCredentials for an unknown phone number, a wrong PIN, a wrong code, a password of staff and the PIN
// of somebody who is not known here alike, after the same work; *InvalidError for a text that is no phone number;
// *LockedError while the number is locked in this browser; ErrResetRequired; ErrBusy.
func (s *Service) LoginPIN(ctx context.Context, phone, pin, code string, v Visit) (Login, error) {
	var wrong faults
	phone = wrong.phone(phone, false)
	if err := wrong.err(); err != nil {
		return Login{}, err
	}
	if code != "" {
		return s.loginWithCode(ctx, phone, pin, code, v)
	}
	known, err := s.knownIn(ctx, v)
	if err != nil {
		return Login{}, err
	}
	if !known.phone(phone) && !s.freeDevice {
		return Login{}, ErrDeviceUnknown
	}
	here := func(p Person) bool { return s.freeDevice || known.person(p.ID) }
	p, err := s.judge(ctx, s.lockout, s.door(phone, v), phone, pin, false, here)
	if err != nil {
		return Login{}, err
	}
	return s.newLogin(ctx, p, false, v)
}

// door is where failures at the PINs of an owner count: in one browser.
func (s *Service) door(owner string, v Visit) string { return s.doorIn(owner, v.digest()) }

func (s *Service) doorIn(owner string, browser []byte) string {
	if browser == nil || s.freeDevice {
		return owner
	}
	return owner + "/" + hex.EncodeToString(browser)
}

// cardDoor is where failures at the PIN on top of a card count.
func cardDoor(p Person) string { return owner(p) + "/card" }

// loginWithCode signs in on a new device. A wrong code costs the same work as a wrong PIN and gets the same answer.
func (s *Service) loginWithCode(ctx context.Context, phone, pin, code string, v Visit) (Login, error) {
	pass, err := s.passOf(ctx, DevicePass, phone+"/"+normalizeDigits(code))
	if err != nil && !errors.Is(err, ErrCodeNotValid) {
		return Login{}, err
	}
	p, err := s.judge(ctx, s.elsewhere, phone, phone, pin, false, func(p Person) bool { return p.ID == pass.Person })
	if err != nil {
		return Login{}, err
	}
	if _, err := s.use(ctx, pass); errors.Is(err, ErrCodeNotValid) {
		return Login{}, ErrWrongCredentials
	} else if err != nil {
		return Login{}, err
	}
	return s.newLoginFor(ctx, pass, p, v)
}

// LoginProfile signs somebody in by the PIN alone where they have signed in before; its errors are those of LoginPIN.
func (s *Service) LoginProfile(ctx context.Context, person, pin string, v Visit) (Login, error) {
	known, err := s.knownIn(ctx, v)
	if err != nil {
		return Login{}, err
	}
	if !known.person(person) {
		return Login{}, ErrDeviceUnknown
	}
	p, err := s.Person(ctx, person)
	if errors.Is(err, ErrNotFound) {
		return Login{}, ErrDeviceUnknown
	}
	if err != nil {
		return Login{}, err
	}
	if p, err = s.judgePerson(ctx, s.lockout, s.door(owner(p), v), p, pin, false); err != nil {
		return Login{}, err
	}
	return s.newLogin(ctx, p, false, v)
}

// LoginPassword signs a member of staff in, who also gives a code of their authenticator app or a recovery code.
// ErrTOTPRequired without one, ErrTOTPEnrolment if there is no app yet; else its errors are those of LoginPIN.
func (s *Service) LoginPassword(ctx context.Context, phone, password, totp string, v Visit) (Login, error) {
	var wrong faults
	phone = wrong.phone(phone, false)
	if err := wrong.err(); err != nil {
		return Login{}, err
	}
	p, err := s.judgeStaff(ctx, phone, password, totp)
	if err != nil {
		return Login{}, err
	}
	return s.newLogin(ctx, p, true, v)
}

// judge returns whom a secret on a phone number belongs to, if it also fits. It does the same for all of them up to the last
// step: one reservation, one hash, one look into the store.
func (s *Service) judge(ctx context.Context, l *lockout, key, phone, secret string, staff bool, fits func(Person) bool) (Person, error) {
	return s.judgeBy(ctx, l, key, phone, secret, func(hash []byte) (Person, error) {
		p, isStaff, err := s.people.PersonByCredential(ctx, phone, hash)
		if err == nil && (isStaff != staff || fits != nil && !fits(p)) {
			err = ErrNotFound
		}
		return p, err
	})
}

// judgePerson holds a secret against the one of a person who is known already.
func (s *Service) judgePerson(ctx context.Context, l *lockout, key string, p Person, secret string, staff bool) (Person, error) {
	return s.judgeBy(ctx, l, key, owner(p), secret, func(hash []byte) (Person, error) {
		c, err := s.stores.Credentials.CredentialOf(ctx, p.ID)
		if err == nil && (c.Staff != staff || !equalHash(c.Hash, hash)) {
			err = ErrNotFound
		}
		return p, err
	})
}

// judgeBy counts an attempt, hashes the secret and asks whom the hash belongs to, who says ErrNotFound for nobody.
func (s *Service) judgeBy(ctx context.Context, l *lockout, key, salt, secret string, whose func(hash []byte) (Person, error)) (Person, error) {
	end, err := s.phoneTurns.take(ctx, key)
	if err != nil {
		return Person{}, err
	}
	defer end()
	reserved, err := l.reserve(ctx, key)
	if err != nil {
		return Person{}, err
	}
	hash, err := s.hasher.hash(ctx, salt, secret)
	if err != nil {
		return Person{}, errors.Join(err, s.giveBack(ctx, l, reserved))
	}
	p, err := whose(hash)
	switch {
	case errors.Is(err, ErrNotFound):
		return Person{}, ErrWrongCredentials
	case err != nil:
		if isUndecided(err) {
			return Person{}, errors.Join(err, s.giveBack(ctx, l, reserved))
		}
		return Person{}, errors.Join(fmt.Errorf("look up a credential: %w", err), s.giveBack(ctx, l, reserved))
	}
	return p, l.succeed(ctx, reserved)
}

// isUndecided tells that the secret was right and something else is asked for, which is no failure.
func isUndecided(err error) bool {
	return errors.Is(err, ErrTOTPRequired) || errors.Is(err, ErrTOTPEnrolment) || errors.Is(err, ErrTOTPEnrolled)
}

// giveBack undoes a reservation, also when the request's own context has ended.
func (s *Service) giveBack(ctx context.Context, l *lockout, r reservation) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), giveBackTime)
	defer cancel()
	return l.giveBack(ctx, r)
}
