package people

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// ErrHasPIN says that a phone number is not changed for who signs in with it.
var ErrHasPIN = errors.New("they have a PIN on their phone number")

// Edit is what who helps a village's residents sets right about one; nil leaves a field as it is.
type Edit struct {
	Name      *string
	BirthBand *string // empty: not known
	Phone     *string // as typed; empty: none
}

// Edit sets right what is kept of a resident of the village and returns the account. Name and birth band are for those who agreed to
// be listed, as nobody should change what they may not see. Where nothing would change, nothing is stored or logged.
//
// ErrForbidden, places.ErrNotFound; *InvalidError with all faults; ErrHasPIN for another phone number of who has a PIN.
func (s *Service) Edit(ctx context.Context, actor Person, village, resident string, e Edit) (Account, error) {
	p, err := s.residentOf(ctx, actor, village, resident)
	if err != nil {
		return Account{}, err
	}
	set, err := s.checkEdit(e, p)
	if err != nil {
		return Account{}, err
	}
	changed := set.changes(p)
	if len(changed) > 0 {
		if set.Phone != nil && *set.Phone != p.Phone {
			if err := s.checkNoPIN(ctx, p); err != nil {
				return Account{}, err
			}
		}
		if err := s.recordAbout(ctx, actor, ActionEdited, p, strings.Join(changed, ",")); err != nil {
			return Account{}, err
		}
		p, err = s.change(ctx, p.ID, func(p *Person) bool {
			found := len(set.changes(*p)) > 0
			set.apply(p)
			return found
		})
		if err != nil {
			return Account{}, err
		}
	}
	return s.accountOf(ctx, p)
}

// checkEdit returns the edit with its values as they are stored.
func (s *Service) checkEdit(e Edit, p Person) (Edit, error) {
	var wrong faults
	var set Edit
	if e.Name != nil {
		name := wrong.name(*e.Name)
		set.Name = &name
	}
	if e.BirthBand != nil {
		band := wrong.birthBand(*e.BirthBand, s.now())
		set.BirthBand = &band
	}
	if p.ListedName() == "" {
		if e.Name != nil {
			wrong.add("name", codeNotAllowed)
		}
		if e.BirthBand != nil {
			wrong.add("birth_band", codeNotAllowed)
		}
	}
	if e.Phone != nil {
		phone := wrong.phone(*e.Phone, true)
		set.Phone = &phone
	}
	return set, wrong.err()
}

// checkNoPIN returns ErrHasPIN for who has one: its hash is salted with the phone number.
func (s *Service) checkNoPIN(ctx context.Context, p Person) error {
	_, err := s.stores.Credentials.CredentialOf(ctx, p.ID)
	switch {
	case err == nil:
		return ErrHasPIN
	case errors.Is(err, ErrNotFound):
		return nil
	}
	return fmt.Errorf("read a credential: %w", err)
}

// changes names the fields that an edit would change, as the interface does.
func (e Edit) changes(p Person) (fields []string) {
	for _, f := range []struct {
		name string
		old  string
		new  *string
	}{{"name", p.Name, e.Name}, {"birth_band", p.BirthBand, e.BirthBand}, {"phone", p.Phone, e.Phone}} {
		if f.new != nil && *f.new != f.old {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func (e Edit) apply(p *Person) {
	for _, f := range []struct{ into, from *string }{{&p.Name, e.Name}, {&p.BirthBand, e.BirthBand}, {&p.Phone, e.Phone}} {
		if f.from != nil {
			*f.into = *f.from
		}
	}
}
