package people

import (
	"context"
	"errors"
	"fmt"
)

// Prove has the actor give their password, and a code of their app if they have one, once more on the device of a refresh
// cookie, and returns an access token that says so. The errors are those of LoginPassword, and ErrLoginExpired.
func (s *Service) Prove(ctx context.Context, actor Person, cookie, password, totp string) (Login, error) {
	d, err := s.deviceOf(ctx, cookie)
	if err != nil {
		return Login{}, err
	}
	if d.Person != actor.ID {
		return Login{}, ErrLoginExpired
	}
	p, err := s.judgeStaff(ctx, actor.Phone, password, totp)
	if err == nil && p.ID != actor.ID {
		err = ErrWrongCredentials
	}
	if err != nil {
		return Login{}, err
	}
	return s.proved(ctx, d, cookie, p)
}

// proved notes that a secret was given on the device of a cookie, and hands out the tokens anew.
func (s *Service) proved(ctx context.Context, d Device, cookie string, p Person) (Login, error) {
	next, err := s.drawRefresh()
	if err != nil {
		return Login{}, err
	}
	// As in Refresh, the cookie that was used holds until the new one is: the reply may be lost.
	_, used, _ := parseCookie(cookie)
	if !rotate(&d, digest(used), digest(next)) {
		return Login{}, ErrLoginExpired
	}
	now := s.now()
	d.UsedAt, d.ProvedAt = now, now
	if err := s.devices.UpdateDevice(ctx, d); err != nil {
		return Login{}, fmt.Errorf("note a proof: %w", err)
	}
	return s.login(d, next, p)
}

// ChangeSecret replaces the actor's PIN or password, for which they give the current one, and ends their other logins. Who
// has none yet, with a card, sets a first PIN.
//
// A password alone is neither a login nor a proof: staff stay signed in as long as they would have, and proved when they did.
//
// *InvalidError; ErrWrongCredentials; ErrCredentialTaken, which counts as a failed login; *LockedError; ErrLoginExpired for
// staff who are signed in nowhere; ErrBusy.
func (s *Service) ChangeSecret(ctx context.Context, actor Person, current, next string, v Visit) (Login, error) {
	c, err := s.stores.Credentials.CredentialOf(ctx, actor.ID)
	first := errors.Is(err, ErrNotFound)
	if err != nil && !first {
		return Login{}, fmt.Errorf("read a credential: %w", err)
	}
	if actor.Child() || first && !actor.Has(Resident) {
		return Login{}, ErrForbidden
	}
	var wrong faults
	if c.Staff && CheckPassword(next) != nil {
		wrong.add("new", codeTooWeak)
	} else if !c.Staff {
		wrong.pin("new", next, actor.Phone)
	}
	if !first && current == "" {
		wrong.add("current", codeRequired)
	}
	if err := wrong.err(); err != nil {
		return Login{}, err
	}
	if !first {
		l, key := s.lockout, s.door(owner(actor), v)
		if c.Staff {
			l, key = s.passwords, owner(actor)
		}
		if _, err := s.judgePerson(ctx, l, key, actor, current, c.Staff); err != nil {
			return Login{}, err
		}
	}
	now := s.now()
	since := Device{CreatedAt: now, ProvedAt: now}
	if c.Staff {
		if since, err = s.lastLogin(ctx, actor.ID); err != nil {
			return Login{}, err
		}
	}
	if err := s.replaceSecret(ctx, actor, next, c.Staff); err != nil {
		return Login{}, err
	}
	p, err := s.endLogins(ctx, actor.ID)
	if err != nil {
		return Login{}, err
	}
	return s.newLoginSince(ctx, p, since, v)
}

func (s *Service) replaceSecret(ctx context.Context, p Person, next string, staff bool) error {
	l, action := s.lockout, ActionPINChanged
	if staff {
		l, action = s.passwords, ActionPasswordChanged
	}
	end, err := s.phoneTurns.take(ctx, owner(p))
	if err != nil {
		return err
	}
	defer end()
	reserved, err := l.reserve(ctx, owner(p))
	if err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, owner(p), next)
	if err == nil {
		err = s.recordAbout(ctx, p, action, p, "")
	}
	if err == nil {
		err = s.stores.Credentials.SetCredential(ctx, Credential{Person: p.ID, Phone: p.Phone, Hash: hash, Staff: staff})
	}
	switch {
	case errors.Is(err, ErrCredentialTaken):
		return err
	case err != nil:
		return errors.Join(fmt.Errorf("replace a secret: %w", err), s.giveBack(ctx, l, reserved))
	}
	return l.registered(ctx, reserved)
}

// endLogin signs a device out even if it is refreshed at the same moment, by whoever holds its secret.
func (s *Service) endLogin(ctx context.Context, id string) error {
	for range maxConflicts {
		d, err := s.devices.Device(ctx, id)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a device: %w", err)
		}
		d.Current, d.Previous = nil, nil
		err = s.devices.UpdateDevice(ctx, d)
		if err == nil {
			return nil
		}
		if !errors.Is(err, ErrConflict) {
			return fmt.Errorf("sign a device out: %w", err)
		}
	}
	return ErrBusy
}

// endLogins signs a person out everywhere and makes all access tokens void; the devices stay known.
func (s *Service) endLogins(ctx context.Context, id string) (Person, error) {
	devices, err := s.devices.DevicesOf(ctx, id)
	if err != nil {
		return Person{}, fmt.Errorf("read a person's devices: %w", err)
	}
	for _, d := range devices {
		if err := s.endLogin(ctx, d.ID); err != nil {
			return Person{}, err
		}
	}
	return s.change(ctx, id, func(p *Person) bool {
		p.LoginVersion++
		return true
	})
}
