package people

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrWrongCredentials says that nobody has this secret on this phone number; it does not say which of them is wrong.
var ErrWrongCredentials = errors.New("phone number or secret is wrong")

// Login is what signs a person in on one device.
type Login struct {
	AccessToken   string
	ExpiresIn     time.Duration // of the access token
	Refresh       string        // the value of the refresh cookie; it is not stored anywhere
	RefreshMaxAge time.Duration // until the cookie is of no use if it is not used
	Person        Person
}

// LoginPIN signs a resident in.
//
// ErrWrongCredentials for an unknown phone number, a wrong PIN and a password of staff alike, after the same work;
// *InvalidError for a text that is no phone number; *LockedError while the number is locked; ErrBusy.
func (s *Service) LoginPIN(ctx context.Context, phone, pin string) (Login, error) {
	return s.signIn(ctx, phone, pin, false)
}

// LoginPassword signs a member of staff in. Its errors are those of LoginPIN.
func (s *Service) LoginPassword(ctx context.Context, phone, password string) (Login, error) {
	return s.signIn(ctx, phone, password, true)
}

func (s *Service) signIn(ctx context.Context, typed, secret string, staff bool) (Login, error) {
	var wrong faults
	phone := wrong.phone(typed, false)
	if err := wrong.err(); err != nil {
		return Login{}, err
	}
	p, err := s.judge(ctx, phone, secret, staff)
	if err != nil {
		return Login{}, err
	}
	return s.newLogin(ctx, p, staff)
}

// judge returns whom a secret on a phone number belongs to. It does the same for all of them up to the last step: one
// reservation, one hash, one look into the store.
func (s *Service) judge(ctx context.Context, phone, secret string, staff bool) (Person, error) {
	end, err := s.phoneTurns.take(ctx, phone)
	if err != nil {
		return Person{}, err
	}
	defer end()
	reserved, err := s.lockout.reserve(ctx, phone)
	if err != nil {
		return Person{}, err
	}
	hash, err := s.hasher.hash(ctx, phone, secret)
	if err != nil {
		return Person{}, errors.Join(err, s.giveBack(ctx, reserved))
	}
	p, isStaff, err := s.people.PersonByCredential(ctx, phone, hash)
	switch {
	case errors.Is(err, ErrNotFound), err == nil && isStaff != staff:
		return Person{}, ErrWrongCredentials
	case err != nil:
		return Person{}, errors.Join(fmt.Errorf("look up a credential: %w", err), s.giveBack(ctx, reserved))
	}
	return p, s.lockout.succeed(ctx, reserved)
}

// giveBack undoes a reservation, also when the request's own context has ended.
func (s *Service) giveBack(ctx context.Context, r reservation) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), giveBackTime)
	defer cancel()
	return s.lockout.giveBack(ctx, r)
}
