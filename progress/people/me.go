package people

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Changes is what a person changes of their own; nil leaves a field as it is.
type Changes struct {
	Name      *string
	BirthBand *string // empty: no longer told
	Language  *string
	Consent   *Consent
	// ConsentVersion is the text that was shown; empty for ConsentVersion. Taking back works under any.
	ConsentVersion string
	CardPIN        *bool // whether the card signs in with the PIN only
}

// Update changes a person's own data and returns the person as stored. The one given only says who; what holds is
// read again.
//
// *InvalidError with all faults, also for a consent without account: leaving is Erase. ErrConsentOutdated. ErrNotFound if the person was
// erased meanwhile.
func (s *Service) Update(ctx context.Context, person Person, c Changes) (Person, error) {
	var wrong faults
	var name string
	if c.Name != nil {
		name = wrong.name(*c.Name)
	}
	if c.BirthBand != nil {
		wrong.birthBand(*c.BirthBand, s.now())
	}
	if c.Language != nil {
		if *c.Language == "" {
			wrong.add("language", codeRequired)
		}
		wrong.language(*c.Language)
	}
	if c.Consent != nil && !c.Consent.Account {
		wrong.add("consent.account", codeConsentRequired)
	}
	if err := wrong.err(); err != nil {
		return Person{}, err
	}
	if c.Consent != nil && outdated(c.ConsentVersion) && !person.Consent().covers(*c.Consent) {
		return Person{}, ErrConsentOutdated
	}
	if c.CardPIN != nil && *c.CardPIN {
		// A PIN that does not exist would lock the card.
		if _, err := s.stores.Credentials.CredentialOf(ctx, person.ID); errors.Is(err, ErrNotFound) {
			wrong.add("card_pin", codeNotAllowed)
			return Person{}, wrong.err()
		} else if err != nil {
			return Person{}, fmt.Errorf("read a credential: %w", err)
		}
	}
	return s.change(ctx, person.ID, func(p *Person) bool {
		changed := false
		if c.CardPIN != nil && *c.CardPIN != p.CardPIN {
			p.CardPIN, changed = *c.CardPIN, true
		}
		if c.Name != nil && name != p.Name {
			p.Name, changed = name, true
		}
		if c.BirthBand != nil && *c.BirthBand != p.BirthBand {
			p.BirthBand, changed = *c.BirthBand, true
		}
		if c.Language != nil && *c.Language != p.Language {
			p.Language, changed = *c.Language, true
		}
		if c.Consent != nil && s.agree(p, *c.Consent) {
			changed = true
		}
		return changed
	})
}

// agree records a consent, and reports whether it is another than the one that holds: other switches, or the same
// ones under a newer text.
func (s *Service) agree(p *Person, c Consent) bool {
	if n := len(p.Consents); n > 0 && p.Consents[n-1].Consent == c && p.Consents[n-1].Version == ConsentVersion {
		return false
	}
	p.Consents = append(slices.Clip(p.Consents), ConsentRecord{Consent: c, Version: ConsentVersion, At: s.now()})
	return true
}

// SignOutEverywhere signs a person out on all devices and makes all access tokens void. ErrNotFound.
func (s *Service) SignOutEverywhere(ctx context.Context, id string) error {
	// Devices first: one that refreshed in between would get a token of the new login version.
	if err := s.devices.DeleteDevicesOf(ctx, id); err != nil {
		return fmt.Errorf("delete a person's devices: %w", err)
	}
	_, err := s.change(ctx, id, func(p *Person) bool {
		p.LoginVersion++
		return true
	})
	return err
}

// Erase removes a person with credential, devices, passes, second factor and requests for good, and notes it for backups.
// Erasing somebody who is gone is no error. The children under the account go with it. What they all learnt is erased by its own
// package, before.
func (s *Service) Erase(ctx context.Context, actor, p Person) error {
	if err := s.eraseChildren(ctx, actor, p); err != nil {
		return err
	}
	if err := s.eraseOne(ctx, actor, p); err != nil {
		return err
	}
	// One may have been added while the others went; now that the parent is gone no more can be.
	return s.eraseChildren(ctx, actor, p)
}

func (s *Service) eraseChildren(ctx context.Context, actor, guardian Person) error {
	children, err := s.people.ChildrenOf(ctx, guardian.ID)
	if err != nil {
		return fmt.Errorf("read a person's children: %w", err)
	}
	for _, child := range children {
		if err := s.eraseOne(ctx, actor, child); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) eraseOne(ctx context.Context, actor, p Person) error {
	end, err := s.personTurns.take(ctx, p.ID)
	if err != nil {
		return err
	}
	defer end()
	defer s.Forget(p.ID)
	if err := s.recordAbout(ctx, actor, ActionErased, p, ""); err != nil {
		return err
	}
	if err := s.stores.Erasures.AddErasure(ctx, Erasure{Person: p.ID, At: s.now()}); err != nil {
		return fmt.Errorf("note an erasure: %w", err)
	}
	if err := s.callMergerOff(ctx, p.ID); err != nil {
		return err
	}
	if err := s.eraseAliases(ctx, p.ID); err != nil {
		return err
	}
	return EraseRecords(ctx, s.stores, p.ID)
}

// EraseAll erases a person and the children under their account. unlearn removes what one of them learnt; it goes first, since
// who fails there can still sign in and try again, and once more at the end.
func (s *Service) EraseAll(ctx context.Context, actor, p Person, unlearn func(context.Context, Person) error) error {
	children, err := s.Children(ctx, p)
	if err != nil {
		return err
	}
	for _, one := range append(children, p) {
		if err := s.callMergerOff(ctx, one.ID); err != nil { // with an alias, unlearn would give what they learnt to somebody else
			return err
		}
		if err := unlearn(ctx, one); err != nil {
			return err
		}
		if err := s.Erase(ctx, actor, one); err != nil {
			return err
		}
		// What arrived in between was let in before they were gone, and nothing would ever look for it.
		if err := unlearn(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// EraseRecords removes all that the stores keep of a person. Restoring a backup calls it for who was erased since.
func EraseRecords(ctx context.Context, stores Stores, id string) error {
	requests, err := stores.Requests.RequestsOf(ctx, id)
	if err != nil {
		return fmt.Errorf("read a person's requests: %w", err)
	}
	for _, r := range requests {
		if err := stores.Requests.DeleteRequest(ctx, r.ID); err != nil {
			return fmt.Errorf("delete a person's request: %w", err)
		}
	}
	for _, remove := range []func(context.Context, string) error{
		stores.Passes.DeletePassesOf, stores.Factors.DeleteFactor, stores.Devices.DeleteDevicesOf, stores.Certificates.DeleteCertificatesOf, stores.People.DeletePerson,
	} {
		if err := remove(ctx, id); err != nil {
			return fmt.Errorf("delete a person's records: %w", err)
		}
	}
	return nil
}

// maxChanges is how often change begins again when other processes change the person at the same moment.
const maxChanges = 10

// change reads a person, lets f change it, and stores it if f says that it did. Where another process stored a change
// in between, it begins again with what is stored then, so f may be called several times; ErrConflict if that never ends.
func (s *Service) change(ctx context.Context, id string, f func(*Person) bool) (Person, error) {
	end, err := s.personTurns.take(ctx, id)
	if err != nil {
		return Person{}, err
	}
	defer end()
	return s.changeInTurn(ctx, id, f)
}

// changeInTurn is change for who has the person's turn already.
func (s *Service) changeInTurn(ctx context.Context, id string, f func(*Person) bool) (Person, error) {
	for range maxChanges {
		p, err := s.people.Person(ctx, id)
		if err != nil {
			return Person{}, fmt.Errorf("read a person: %w", err)
		}
		before := p
		if !f(&p) {
			return p, nil
		}
		if s.moving != nil && countsOtherwise(before, p) {
			if err := s.moving(ctx, id); err != nil {
				return Person{}, fmt.Errorf("announce a change of who counts: %w", err)
			}
		}
		err = s.people.UpdatePerson(ctx, p)
		s.Forget(id)
		if err == nil {
			p.Revision++
			return p, nil
		}
		if !errors.Is(err, ErrConflict) {
			return Person{}, fmt.Errorf("store a person: %w", err)
		}
	}
	return Person{}, fmt.Errorf("store a person: %w", ErrConflict)
}

func countsOtherwise(before, after Person) bool {
	return before.Village != after.Village || before.Counted(true) != after.Counted(true) || before.Counted(false) != after.Counted(false)
}
