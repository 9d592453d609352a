package people

import (
	"context"
	"errors"
	"fmt"
)

var (
	// ErrUnknownSubject says that nobody of staff signs in with this account of the OpenID Connect provider.
	ErrUnknownSubject = errors.New("no account of staff belongs to this sign-in")
	// ErrSignInCancelled says that somebody turned back at the OpenID Connect provider.
	ErrSignInCancelled = errors.New("the sign-in was cancelled at the provider")
)

// OIDCSubject is how an account of an OpenID Connect provider is written in Person.Subject: the subject is unique within its
// issuer only.
func OIDCSubject(issuer, subject string) string { return issuer + "#" + subject }

// LoginSubject signs in whoever of staff the provider has vouched for. ErrUnknownSubject, also for who has no appointment now.
func (s *Service) LoginSubject(ctx context.Context, subject string, v Visit) (Login, error) {
	p, err := s.people.PersonBySubject(ctx, subject)
	if errors.Is(err, ErrNotFound) || err == nil && len(p.At(s.now()).Appointments) == 0 {
		return Login{}, ErrUnknownSubject
	}
	if err != nil {
		return Login{}, fmt.Errorf("look up an OpenID Connect subject: %w", err)
	}
	return s.newLogin(ctx, p, true, v)
}

// LinkSubject lets a member of staff sign in with an account of the OpenID Connect provider; empty ends it. From the command
// line. ErrForbidden for somebody who is no staff; ErrConflict if the account is somebody else's.
func (s *Service) LinkSubject(ctx context.Context, id, subject string) error {
	p, err := s.Person(ctx, id)
	if err != nil {
		return err
	}
	if len(p.Appointments) == 0 {
		return ErrForbidden
	}
	if subject != "" {
		other, err := s.people.PersonBySubject(ctx, subject)
		if err == nil && other.ID != id {
			return ErrConflict
		}
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("look up an OpenID Connect subject: %w", err)
		}
	}
	if err := s.record(ctx, AuditEntry{Action: ActionLinked, Person: p.ID, Ward: p.wardOfOffice()}); err != nil {
		return err
	}
	_, err = s.change(ctx, id, func(p *Person) bool {
		changed := p.Subject != subject
		p.Subject = subject
		return changed
	})
	return err
}
