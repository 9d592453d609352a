package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"hocso/progress/places"
)

// ErrHasLogin says that an account cannot be merged into another one because somebody signs in with it.
var ErrHasLogin = errors.New("somebody signs in with the account that is to be dropped")

// mostGroups is how many groups of accounts that may be one person's are shown at once: after the first are merged come the next.
const mostGroups = 200

// Duplicates returns groups of accounts of a village that may be one person's: of one name, however its marks are set, and of birth
// bands that do not contradict each other. Only who agreed to be listed is in them, by name and id; the first 200 groups.
// ErrForbidden, places.ErrNotFound.
func (s *Service) Duplicates(ctx context.Context, actor Person, village string) ([][]Account, error) {
	v, err := s.helped(actor, village)
	if err != nil {
		return nil, err
	}
	all, err := s.people.PeopleOf(ctx, v.ID)
	if err != nil {
		return nil, fmt.Errorf("read a village's residents: %w", err)
	}
	found := duplicates(all)
	found = found[:min(len(found), mostGroups)]
	var flat []Person
	for _, group := range found {
		flat = append(flat, group...)
	}
	accounts, err := s.accountsOf(ctx, v.ID, flat)
	if err != nil {
		return nil, err
	}
	groups := make([][]Account, 0, len(found))
	for _, group := range found {
		groups = append(groups, accounts[:len(group)])
		accounts = accounts[len(group):]
	}
	return groups, nil
}

// duplicates groups those who may be one person. Somebody whose birth band is not known may be in several groups.
func duplicates(all []Person) [][]Person {
	byName := map[string][]Person{}
	for _, p := range all {
		if p.ListedName() != "" && len(p.Appointments) == 0 {
			name := places.Fold(p.Name)
			byName[name] = append(byName[name], p)
		}
	}
	var groups [][]Person
	for _, same := range byName {
		for _, band := range bandsOf(same) {
			group := slices.DeleteFunc(slices.Clone(same), func(p Person) bool { return bandsContradict(p, Person{BirthBand: band}) })
			if len(group) > 1 {
				slices.SortFunc(group, func(a, b Person) int { return cmp.Compare(a.ID, b.ID) })
				groups = append(groups, group)
			}
		}
	}
	slices.SortFunc(groups, func(a, b []Person) int {
		return cmp.Or(cmp.Compare(places.Fold(a[0].Name), places.Fold(b[0].Name)), cmp.Compare(a[0].ID, b[0].ID), cmp.Compare(a[1].ID, b[1].ID))
	})
	return groups
}

// bandsOf are the birth bands that are known of some people, in order; an empty one alone if none is.
func bandsOf(people []Person) []string {
	var bands []string
	for _, p := range people {
		if p.BirthBand != "" {
			bands = append(bands, p.BirthBand)
		}
	}
	if len(bands) == 0 {
		return []string{""}
	}
	slices.Sort(bands)
	return slices.Compact(bands)
}

// Merge makes one account of two of a village that are one person's. The kept one stays as it is, and takes from the dropped one what it
// lacks of birth band and phone number; the dropped one is removed with its cards, and an alias stays so that what still comes for it is
// not lost. carry takes over what was learnt; it is called when the dropped one is nobody any more, and must do what is missing if it is
// called again. Repeating a merger finishes one that was broken off.
//
// ErrForbidden, also for who did not agree to be listed; places.ErrNotFound; *InvalidError for one account twice; ErrHasLogin where the
// dropped one has a PIN, is signed in on a device, has children or an open request; ErrConflict if it was being merged into another one,
// or if the kept one is being dropped itself.
func (s *Service) Merge(ctx context.Context, actor Person, village, keep, drop string, carry func(ctx context.Context, kept, dropped Person) error) (Account, error) {
	if keep == drop {
		return Account{}, &InvalidError{[]FieldError{{"drop", codeNotAllowed}}}
	}
	kept, dropped, err := s.mergeInTurn(ctx, actor, village, keep, drop)
	if err != nil {
		return Account{}, err
	}
	if err := carry(ctx, kept, dropped); err != nil {
		return Account{}, err
	}
	if kept, err = s.Person(ctx, keep); err != nil {
		return Account{}, err
	}
	return s.accountOf(ctx, kept)
}

// mergeInTurn removes the dropped account while nothing else changes either of the two in this process.
func (s *Service) mergeInTurn(ctx context.Context, actor Person, village, keep, drop string) (kept, dropped Person, err error) {
	for _, id := range slices.Sorted(slices.Values([]string{keep, drop})) { // in order, so that two mergers never wait for each other
		end, err := s.personTurns.take(ctx, id)
		if err != nil {
			return Person{}, Person{}, err
		}
		defer end()
	}
	if kept, err = s.toKeep(ctx, actor, village, keep); err != nil {
		return Person{}, Person{}, err
	}
	if dropped, err = s.toDrop(ctx, actor, village, kept, drop); err != nil {
		return Person{}, Person{}, err
	}
	return kept, dropped, s.mergeRecords(ctx, actor, kept, dropped)
}

// toKeep returns the account that is to be kept. One that is being dropped itself would leave neither: ErrConflict.
func (s *Service) toKeep(ctx context.Context, actor Person, village, id string) (Person, error) {
	p, err := s.residentOf(ctx, actor, village, id)
	if err != nil {
		return Person{}, err
	}
	if p.ListedName() == "" {
		return Person{}, ErrForbidden
	}
	_, err = s.stores.Aliases.Alias(ctx, id)
	switch {
	case err == nil:
		return Person{}, ErrConflict
	case !errors.Is(err, ErrNotFound):
		return Person{}, fmt.Errorf("look up an alias: %w", err)
	}
	return p, nil
}

// toDrop returns the account that is to be dropped; one with nothing but its id where it is gone since an earlier try. A merger that was
// begun is called off where somebody has taken to the account since.
func (s *Service) toDrop(ctx context.Context, actor Person, village string, kept Person, id string) (Person, error) {
	leadsTo, err := Kept(ctx, s.stores.Aliases, id)
	begun := err == nil
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Person{}, err
	}
	p, err := s.residentOf(ctx, actor, village, id)
	switch {
	case begun && leadsTo == kept.ID && errors.Is(err, ErrForbidden):
		return Person{ID: id, Village: kept.Village}, nil
	case err != nil:
		return Person{}, err
	case p.ListedName() == "":
		return Person{}, ErrForbidden
	case begun && leadsTo != kept.ID:
		return Person{}, ErrConflict
	}
	err = s.checkUnused(ctx, p)
	if begun && errors.Is(err, ErrHasLogin) {
		err = errors.Join(err, s.stores.Aliases.DeleteAlias(ctx, id))
	}
	return p, err
}

// checkUnused returns ErrHasLogin for an account that somebody uses.
func (s *Service) checkUnused(ctx context.Context, p Person) error {
	if err := s.checkNoPIN(ctx, p); errors.Is(err, ErrHasPIN) {
		return ErrHasLogin
	} else if err != nil {
		return err
	}
	devices, err := s.devices.DevicesOf(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read a person's devices: %w", err)
	}
	children, err := s.people.ChildrenOf(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read a person's children: %w", err)
	}
	requests, err := s.stores.Requests.RequestsOf(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read a person's requests: %w", err)
	}
	signedIn := slices.ContainsFunc(devices, func(d Device) bool { return d.SignedIn(s.now()) })
	asks := slices.ContainsFunc(requests, func(r Request) bool { return r.FinishedAt.IsZero() })
	if signedIn || len(children) > 0 || asks {
		return ErrHasLogin
	}
	return nil
}

// mergeRecords removes the dropped account. The alias comes first: from then on nothing of the dropped one is taken for a stranger's.
func (s *Service) mergeRecords(ctx context.Context, actor, kept, dropped Person) error {
	if _, err := s.stores.Aliases.Alias(ctx, dropped.ID); errors.Is(err, ErrNotFound) {
		if err := s.recordAbout(ctx, actor, ActionMerged, kept, dropped.ID); err != nil {
			return err
		}
		if err := s.addAlias(ctx, Alias{Dropped: dropped.ID, Kept: kept.ID, At: s.now(), By: actor.ID}); err != nil {
			return err
		}
	} else if err != nil {
		return fmt.Errorf("look up an alias: %w", err)
	}
	if err := s.fill(ctx, kept, dropped); err != nil {
		return err
	}
	if s.moving != nil { // so that a crash is found by what is left of the dropped one
		if err := s.moving(ctx, dropped.ID); err != nil {
			return fmt.Errorf("announce a merger: %w", err)
		}
	}
	defer s.Forget(dropped.ID)
	return EraseRecords(ctx, s.stores, dropped.ID)
}

// addAlias stores the alias of a merger, unless another server has dropped or erased the kept one in between: who of several servers adds
// last sees what the others added, so that aliases never lead in a circle. ErrConflict; ErrForbidden if the kept one is gone.
func (s *Service) addAlias(ctx context.Context, a Alias) error {
	if err := s.stores.Aliases.AddAlias(ctx, a); err != nil {
		return fmt.Errorf("add an alias: %w", err)
	}
	_, err := s.stores.Aliases.Alias(ctx, a.Kept)
	if err == nil {
		return errors.Join(ErrConflict, s.stores.Aliases.DeleteAlias(ctx, a.Dropped))
	}
	if !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("look up an alias: %w", err)
	}
	_, err = s.people.Person(ctx, a.Kept)
	if errors.Is(err, ErrNotFound) {
		return errors.Join(ErrForbidden, s.stores.Aliases.DeleteAlias(ctx, a.Dropped))
	}
	if err != nil {
		return fmt.Errorf("look up who is kept: %w", err)
	}
	return nil
}

// fill gives the kept account, whose turn it is, what it lacks and the dropped one has.
func (s *Service) fill(ctx context.Context, kept, dropped Person) error {
	err := s.checkNoPIN(ctx, kept)
	if err != nil && !errors.Is(err, ErrHasPIN) {
		return err
	}
	takesPhone := err == nil
	_, err = s.changeInTurn(ctx, kept.ID, func(p *Person) bool {
		before := *p
		p.BirthBand = cmp.Or(p.BirthBand, dropped.BirthBand)
		if takesPhone {
			p.Phone = cmp.Or(p.Phone, dropped.Phone)
		}
		return p.BirthBand != before.BirthBand || p.Phone != before.Phone
	})
	return err
}
