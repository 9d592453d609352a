package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"hocso/progress/places"
)

// Account is what who helps a village's residents sees of one for helping them sign in.
type Account struct {
	Person
	Card bool // has a card that works
	PIN  bool
}

// ListedName is the person's name for the team of their village; empty unless they agreed to be listed.
func (p Person) ListedName() string {
	if !p.Consent().VillageList || p.Child() {
		return ""
	}
	return p.Name
}

// Hint is the last three digits of the phone number, by which somebody who is present can be found; or empty.
func (p Person) Hint() string { return p.Phone[max(0, len(p.Phone)-3):] }

// helped returns the village if the actor helps its residents. ErrForbidden, places.ErrNotFound.
func (s *Service) helped(actor Person, village string) (places.Village, error) {
	d := s.places()
	if d == nil {
		return places.Village{}, places.ErrNotFound
	}
	v, err := d.Village(village)
	if err != nil {
		return places.Village{}, err
	}
	if !actor.SeesResidentsOf(v) {
		return places.Village{}, ErrForbidden
	}
	return v, nil
}

// residentOf returns a resident of the village whom the actor helps. ErrForbidden also for somebody unknown, from elsewhere or of staff,
// so that ids tell nothing; places.ErrNotFound.
func (s *Service) residentOf(ctx context.Context, actor Person, village, id string) (Person, error) {
	v, err := s.helped(actor, village)
	if err != nil {
		return Person{}, err
	}
	p, err := s.people.Person(ctx, id)
	if errors.Is(err, ErrNotFound) || err == nil && (s.today(p.Village) != v.ID || p.Child() || len(p.Appointments) > 0) {
		return Person{}, ErrForbidden
	}
	if err != nil {
		return Person{}, fmt.Errorf("read a resident: %w", err)
	}
	return p, nil
}

// recordAbout writes a line of the audit log about a resident.
func (s *Service) recordAbout(ctx context.Context, actor Person, action AuditAction, p Person, detail string) error {
	ward := ""
	if v, ok := s.village(p.Village); ok {
		ward = v.Ward
	}
	return s.record(ctx, AuditEntry{Actor: actor.ID, Action: action, Person: p.ID, Village: p.Village, Ward: ward, Detail: detail})
}

// Accounts returns the accounts of a village, unconfirmed ones first, then by name, and a page of them from after the account
// with the id. Names of who did not agree to be listed come last and must not be shown (ListedName). ErrForbidden,
// ErrUnknownCursor, places.ErrNotFound.
func (s *Service) Accounts(ctx context.Context, actor Person, village, after string, limit int) (page []Account, next string, err error) {
	v, err := s.helped(actor, village)
	if err != nil {
		return nil, "", err
	}
	all, err := s.people.PeopleOf(ctx, v.ID)
	if err != nil {
		return nil, "", fmt.Errorf("read a village's residents: %w", err)
	}
	all = slices.DeleteFunc(all, Person.Child)
	sortAccounts(all)
	start := 0
	if after != "" {
		start = 1 + slices.IndexFunc(all, func(p Person) bool { return p.ID == after })
		if start == 0 {
			return nil, "", ErrUnknownCursor
		}
	}
	shown := all[start:min(start+limit, len(all))]
	if start+limit < len(all) {
		next = shown[len(shown)-1].ID
	}
	page, err = s.accountsOf(ctx, v.ID, shown)
	return page, next, err
}

// Account returns the account of a resident of the village, for who helps the village's residents. ErrForbidden, places.ErrNotFound.
func (s *Service) Account(ctx context.Context, actor Person, village, resident string) (Account, error) {
	p, err := s.residentOf(ctx, actor, village, resident)
	if err != nil {
		return Account{}, err
	}
	return s.accountOf(ctx, p)
}

func (s *Service) accountOf(ctx context.Context, p Person) (Account, error) {
	accounts, err := s.accountsOf(ctx, p.Village, []Person{p})
	if err != nil {
		return Account{}, err
	}
	return accounts[0], nil
}

// ErrUnknownCursor says that a list handed out no such cursor, or that who it names has left the list.
var ErrUnknownCursor = errors.New("unknown cursor")

func sortAccounts(people []Person) {
	key := make(map[string]string, len(people))
	for _, p := range people {
		confirmed := "1"
		if p.Unconfirmed {
			confirmed = "0"
		}
		name := places.Fold(p.ListedName())
		if name == "" {
			name = "\uffff"
		}
		key[p.ID] = confirmed + name
	}
	slices.SortFunc(people, func(a, b Person) int { return cmp.Or(cmp.Compare(key[a.ID], key[b.ID]), cmp.Compare(a.ID, b.ID)) })
}

func (s *Service) accountsOf(ctx context.Context, village string, people []Person) ([]Account, error) {
	passes, err := s.stores.Passes.PassesOfVillage(ctx, village, CardPass)
	if err != nil {
		return nil, fmt.Errorf("read a village's cards: %w", err)
	}
	cards := map[string]bool{}
	for _, p := range passes {
		cards[p.Person] = cards[p.Person] || p.Valid(s.now())
	}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	secrets, err := s.stores.Credentials.WithCredential(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read who has a credential: %w", err)
	}
	accounts := make([]Account, len(people))
	for i, p := range people {
		accounts[i] = Account{Person: p, Card: cards[p.ID], PIN: secrets[p.ID]}
	}
	return accounts, nil
}

// Enrol adds a resident who is present, confirmed. The consent is recorded with the actor as helper; without a PIN the
// resident signs in with a card. ErrForbidden; else the errors of Register.
func (s *Service) Enrol(ctx context.Context, actor Person, r Registration) (Account, error) {
	v, err := s.helpedLate(ctx, actor, r.Village)
	if err != nil {
		return Account{}, err
	}
	p, err := s.newResident(r, actor.ID)
	if err != nil {
		return Account{}, err
	}
	if r.ID != "" {
		p.ID = r.ID
	}
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionEnrolled, Person: p.ID, Village: v.ID, Ward: v.Ward}); err != nil {
		return Account{}, err
	}
	if r.PIN == "" {
		if err := s.people.AddPeople(ctx, []Person{p}); err != nil {
			return Account{}, fmt.Errorf("add a resident: %w", err)
		}
		return Account{Person: p}, nil
	}
	if err := s.storeCounted(ctx, p, r.PIN); err != nil {
		return Account{}, err
	}
	return Account{Person: p, PIN: true}, nil
}

// Confirm says that a resident lives in the village. Confirming twice is no error. ErrForbidden.
func (s *Service) Confirm(ctx context.Context, actor Person, village, resident string) (Account, error) {
	p, err := s.residentOf(ctx, actor, village, resident)
	if err != nil {
		return Account{}, err
	}
	if p.Unconfirmed {
		if p, err = s.confirm(ctx, actor, p, "team"); err != nil {
			return Account{}, err
		}
	}
	return s.accountOf(ctx, p)
}

func (s *Service) confirm(ctx context.Context, actor, p Person, by string) (Person, error) {
	if err := s.recordAbout(ctx, actor, ActionConfirmed, p, by); err != nil {
		return Person{}, err
	}
	return s.change(ctx, p.ID, func(p *Person) bool {
		changed := p.Unconfirmed
		p.Unconfirmed = false
		return changed
	})
}

// Listed returns the residents of a village who agreed to be listed, by name, for a file that the actor takes away; format is
// noted in the audit log. ErrForbidden.
func (s *Service) Listed(ctx context.Context, actor Person, village, format string) ([]Account, error) {
	v, err := s.helped(actor, village)
	if err != nil {
		return nil, err
	}
	all, err := s.people.PeopleOf(ctx, v.ID)
	if err != nil {
		return nil, fmt.Errorf("read a village's residents: %w", err)
	}
	all = slices.DeleteFunc(all, func(p Person) bool { return p.ListedName() == "" })
	sortAccounts(all)
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionExported, Village: v.ID, Ward: v.Ward, Detail: format}); err != nil {
		return nil, err
	}
	return s.accountsOf(ctx, v.ID, all)
}

// RecordWardExport writes a line of the audit log about an officer who takes a list of their ward's residents away. ErrForbidden.
func (s *Service) RecordWardExport(ctx context.Context, actor Person, w places.Ward, format string) error {
	if !actor.AdministersWard(w.Code) {
		return ErrForbidden
	}
	return s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionExported, Ward: w.Code, Detail: format})
}
