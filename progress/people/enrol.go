package people

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"hocso/progress/places"
)

// ErrIDTaken says that an id that a phone chose is somebody else's, or was enrolled with other content.
var ErrIDTaken = errors.New("the id is taken")

// enrolVersion is the version of the UUIDs that phones choose for people: random ones.
const enrolVersion = 4

// EnrolOnce is Enrol for a phone that chose the id, and may not have heard whether it was stored: again is true where the same helper
// enrolled the same person by the id before, and then nobody is added. ErrIDTaken; else the errors of Enrol.
func (s *Service) EnrolOnce(ctx context.Context, actor Person, r Registration) (account Account, again bool, err error) {
	if r.ID == "" {
		account, err = s.Enrol(ctx, actor, r)
		return account, false, err
	}
	if id, err := uuid.Parse(r.ID); err != nil || id.Version() != enrolVersion {
		return Account{}, false, &InvalidError{Fields: []FieldError{{"id", codeBadUUID}}}
	}
	end, err := s.personTurns.take(ctx, "enrol/"+r.ID)
	if err != nil {
		return Account{}, false, err
	}
	defer end()
	if account, again, err = s.enrolledBefore(ctx, actor, r); again || err != nil {
		return account, again, err
	}
	if err := s.neverErased(ctx, r.ID); err != nil {
		return Account{}, false, err
	}
	account, failed := s.Enrol(ctx, actor, r)
	if failed == nil {
		return account, false, nil
	}
	// Another server may have been faster.
	if account, again, _ = s.enrolledBefore(ctx, actor, r); again {
		return account, true, nil
	}
	return Account{}, false, failed
}

// enrolledBefore returns the account of the id, and whether it came of the same registration by the same helper. What was changed
// since is no difference. Neither is the PIN: comparing it would tell a helper whether a guess is right. ErrIDTaken for another one's id.
func (s *Service) enrolledBefore(ctx context.Context, actor Person, r Registration) (Account, bool, error) {
	v, err := s.helpedLate(ctx, actor, r.Village)
	if err != nil {
		return Account{}, false, err
	}
	stored, err := s.people.Person(ctx, r.ID)
	r.ConsentVersion = "" // the text may have changed since
	if errors.Is(err, ErrNotFound) {
		return s.mergedSince(ctx, actor, v, r)
	}
	if err != nil {
		return Account{}, false, fmt.Errorf("look up an enrolment: %w", err)
	}
	drafted, err := s.newResident(r, actor.ID)
	if err != nil {
		return Account{}, false, err
	}
	moved := s.today(stored.Village) != v.ID
	if moved && stored.Revision == 0 || stored.Child() || !sameEnrolment(stored, drafted) {
		return Account{}, false, ErrIDTaken
	}
	if moved { // or by a split; nothing of what came after is told
		drafted.ID, drafted.CreatedAt = stored.ID, stored.CreatedAt
		return Account{Person: drafted}, true, nil
	}
	accounts, err := s.accountsOf(ctx, v.ID, []Person{stored})
	if err != nil {
		return Account{}, false, err
	}
	return accounts[0], true, nil
}

// mergedSince returns the account into which that of a registration's id was merged, as what was enrolled before; false for an id without an alias. Of one
// that lives elsewhere by now it tells the id alone.
func (s *Service) mergedSince(ctx context.Context, actor Person, v places.Village, r Registration) (Account, bool, error) {
	kept, err := Kept(ctx, s.stores.Aliases, r.ID)
	if errors.Is(err, ErrNotFound) {
		return Account{}, false, nil
	}
	if err != nil {
		return Account{}, false, err
	}
	p, err := s.Person(ctx, kept)
	if err != nil {
		return Account{}, false, errors.Join(ErrIDTaken, err)
	}
	if s.today(p.Village) != v.ID {
		drafted, err := s.newResident(r, actor.ID)
		drafted.ID = kept
		return Account{Person: drafted}, err == nil, err
	}
	account, err := s.accountOf(ctx, p)
	return account, err == nil, err
}

// sameEnrolment compares a stored person with what a helper's registration makes.
func sameEnrolment(stored, drafted Person) bool {
	if len(stored.Consents) == 0 || stored.Consents[0].Helper != drafted.Consents[0].Helper || stored.Consents[0].Consent != drafted.Consents[0].Consent {
		return false
	}
	changed := stored.Revision > 0
	return changed || stored.Name == drafted.Name && stored.Phone == drafted.Phone && stored.BirthBand == drafted.BirthBand && stored.Language == drafted.Language
}

// neverErased returns ErrIDTaken for the id of somebody who was erased: restoring a backup would erase whoever got it next.
func (s *Service) neverErased(ctx context.Context, id string) error {
	_, err := s.stores.Erasures.ErasureOf(ctx, id)
	switch {
	case err == nil:
		return ErrIDTaken
	case errors.Is(err, ErrNotFound):
		return nil
	}
	return fmt.Errorf("look up an erasure: %w", err)
}
