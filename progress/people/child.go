package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"hocso/progress/places"
)

// maxChildren is how many children one account may have.
const maxChildren = 10

// ErrTooMany says that a person has as many of something as they may have.
var ErrTooMany = errors.New("too many")

// ChildConsent is who agreed to a child's profile (Law 91/2025/QH15, Article 24, read strictly: from seven years on both).
type ChildConsent struct{ Guardian, Child bool }

// AddChild makes a profile for a child under 16 of the actor's, who lives where the actor lives. It is never listed nor
// counted, and has no secret. *InvalidError, ErrForbidden, ErrTooMany; ErrNotFound for a parent who was erased meanwhile.
func (s *Service) AddChild(ctx context.Context, actor Person, name string, c ChildConsent) (Person, error) {
	if !actor.Has(Resident) || actor.Child() {
		return Person{}, ErrForbidden
	}
	var wrong faults
	child := Person{Name: wrong.name(name), Village: actor.Village, Language: actor.Language, Guardian: actor.ID, Sample: actor.Sample}
	if !c.Guardian {
		wrong.add("consent.guardian", codeConsentRequired)
	}
	if !c.Child {
		wrong.add("consent.child", codeConsentRequired)
	}
	if err := wrong.err(); err != nil {
		return Person{}, err
	}
	// One after the other, so that they can be counted.
	end, err := s.personTurns.take(ctx, actor.ID)
	if err != nil {
		return Person{}, err
	}
	defer end()
	guardian, err := s.Person(ctx, actor.ID)
	if err != nil {
		return Person{}, err // nobody could ever erase the child
	}
	child.Village = guardian.Village // the actor may have moved since they were read
	known, err := s.Children(ctx, actor)
	if err != nil {
		return Person{}, err
	}
	if len(known) >= maxChildren {
		return Person{}, ErrTooMany
	}
	child, err = s.identify(child, Consent{Account: true}, actor.ID)
	if err != nil {
		return Person{}, err
	}
	if err := s.recordAbout(ctx, actor, ActionChildAdded, child, ""); err != nil {
		return Person{}, err
	}
	if err := s.people.AddPeople(ctx, []Person{child}); err != nil {
		return Person{}, fmt.Errorf("add a child: %w", err)
	}
	return child, nil
}

// Children returns the children under the actor's account, by name.
func (s *Service) Children(ctx context.Context, actor Person) ([]Person, error) {
	children, err := s.people.ChildrenOf(ctx, actor.ID)
	if err != nil {
		return nil, fmt.Errorf("read a person's children: %w", err)
	}
	slices.SortFunc(children, func(a, b Person) int {
		return cmp.Or(cmp.Compare(places.Fold(a.Name), places.Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return children, nil
}

// ChildOf returns a child of the actor's, or ErrNotFound.
func (s *Service) ChildOf(ctx context.Context, actor Person, id string) (Person, error) {
	child, err := s.Person(ctx, id)
	if err == nil && (child.Guardian == "" || child.Guardian != actor.ID) {
		err = ErrNotFound
	}
	return child, err
}

// LoginChild signs a child of the actor's in, in the actor's browser. ErrNotFound.
func (s *Service) LoginChild(ctx context.Context, actor Person, id string, v Visit) (Login, error) {
	child, err := s.ChildOf(ctx, actor, id)
	if err != nil {
		return Login{}, err
	}
	return s.newLogin(ctx, child, false, v)
}
