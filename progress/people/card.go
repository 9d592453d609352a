package people

import (
	"context"
	"errors"
	"fmt"
)

// ErrPINRequired says that the resident has put the PIN on top of the card.
var ErrPINRequired = errors.New("the card needs the PIN")

// NewCard is a card just made. Its token cannot be read again.
type NewCard struct {
	Resident string // person id
	Name     string // empty for who did not agree to be listed
	Token    string // what the QR code holds
}

// IssueCards makes cards for residents of a village; former ones of theirs stop working. It is for who helps the village's
// residents. ErrForbidden, also if one of them lives elsewhere; then no card was made. Who has no phone number gets a card that
// needs no PIN, and may try the PIN again.
func (s *Service) IssueCards(ctx context.Context, actor Person, village string, residents []string) ([]NewCard, error) {
	found := make([]Person, len(residents))
	for i, id := range residents {
		p, err := s.residentOf(ctx, actor, village, id)
		if err != nil {
			return nil, err
		}
		found[i] = p
	}
	cards := make([]NewCard, len(found))
	for i, p := range found {
		if err := s.recordAbout(ctx, actor, ActionCardIssued, p, ""); err != nil {
			return nil, err
		}
		_, token, err := s.replace(ctx, Pass{Kind: CardPass, Village: p.Village, Person: p.ID, By: actor.ID}, s.drawCard, itself)
		if err != nil {
			return nil, err
		}
		if err := s.letInAgain(ctx, p); err != nil {
			return nil, err
		}
		cards[i] = NewCard{Resident: p.ID, Name: p.ListedName(), Token: token}
	}
	return cards, nil
}

// letInAgain makes a new card enough by itself for who has no phone number. Others whom a forgotten PIN keeps out get a recovery
// code; for them only the card is left.
func (s *Service) letInAgain(ctx context.Context, p Person) error {
	if p.Phone != "" {
		return nil
	}
	_, err := s.change(ctx, p.ID, func(p *Person) bool {
		changed := p.CardPIN
		p.CardPIN = false
		return changed
	})
	if err != nil {
		return err
	}
	return s.unlock(ctx, p, Visit{})
}

func itself(secret string) string { return secret }

// RevokeCard stops a resident's card and ends their logins: whoever found it may have signed in with it already. ErrForbidden.
func (s *Service) RevokeCard(ctx context.Context, actor Person, village, resident string) error {
	p, err := s.residentOf(ctx, actor, village, resident)
	if err != nil {
		return err
	}
	if err := s.recordAbout(ctx, actor, ActionCardRevoked, p, ""); err != nil {
		return err
	}
	return s.revokeOthers(ctx, p.ID, CardPass)
}

// LoginCard signs in whose card it is. ErrCardNotValid; ErrPINRequired if the resident asked for the PIN on top and none is
// given; with a PIN also the errors of LoginPIN.
func (s *Service) LoginCard(ctx context.Context, token, pin string, v Visit) (Login, error) {
	pass, err := s.passOf(ctx, CardPass, token)
	if errors.Is(err, ErrCodeNotValid) {
		return Login{}, ErrCardNotValid
	}
	if err != nil {
		return Login{}, err
	}
	p, err := s.people.Person(ctx, pass.Person)
	if errors.Is(err, ErrNotFound) {
		return Login{}, ErrCardNotValid
	}
	if err != nil {
		return Login{}, fmt.Errorf("read whose card it is: %w", err)
	}
	if p.CardPIN {
		if pin == "" {
			return Login{}, ErrPINRequired
		}
		if p, err = s.judgePerson(ctx, s.lockout, cardDoor(p), p, pin, false); err != nil {
			return Login{}, err
		}
	}
	return s.newLogin(ctx, p, false, v)
}
