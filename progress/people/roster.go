package people

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// CardNumber is by what a phone without network knows whose card it reads: 40 bits of a hash of the card's token. It is stored beside
// the keyed one and given to who helps the village; of a token of 128 random bits it tells too little to sign anybody in.
func CardNumber(token string) string {
	sum := sha256.Sum256([]byte("hocso card number\n" + token))
	return hex.EncodeToString(sum[:5])
}

// RosterEntry is an account as a helper's phone keeps it.
type RosterEntry struct {
	Person
	Card       bool   // has a card that works
	CardNumber string // of that card; empty for one made before cards had numbers
}

// Roster returns the accounts of a village, all at once, in the order of Accounts. Names of who did not agree to be listed must not be
// shown (ListedName). It asks no store about one account after the other: a village may have a thousand. ErrForbidden,
// places.ErrNotFound.
func (s *Service) Roster(ctx context.Context, actor Person, village string) ([]RosterEntry, error) {
	v, err := s.helped(actor, village)
	if err != nil {
		return nil, err
	}
	all, err := s.people.PeopleOf(ctx, v.ID)
	if err != nil {
		return nil, fmt.Errorf("read a village's residents: %w", err)
	}
	all = slices.DeleteFunc(all, Person.Child)
	sortAccounts(all)
	passes, err := s.stores.Passes.PassesOfVillage(ctx, v.ID, CardPass)
	if err != nil {
		return nil, fmt.Errorf("read a village's cards: %w", err)
	}
	cards := make(map[string]Pass, len(passes))
	for _, p := range passes {
		if p.Valid(s.now()) {
			cards[p.Person] = p
		}
	}
	entries := make([]RosterEntry, len(all))
	for i, p := range all {
		card, ok := cards[p.ID]
		entries[i] = RosterEntry{Person: p, Card: ok, CardNumber: card.Number}
	}
	return entries, nil
}
