package progress

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hocso/progress/people"
	"hocso/progress/places"
)

// A phone may be without network while its village is merged or split, or while somebody moves, and it does not send again what was
// refused. So who helped people where they lived before is heard for a while longer; to see them they have no right any more.

// helps reports whether the actor helps the residents of the village that an id means today.
func (s *Service) helps(actor people.Person, id string) bool {
	if v, err := s.ref().Directory.Village(id); err == nil && actor.SeesResidentsOf(v) {
		return true
	}
	return actor.Coordinates(id)
}

// helpsAny returns whether the actor helps the residents of one of some villages, as stored now where it is not so by what may be half a
// minute old: their village may just have been merged.
func (s *Service) helpsAny(ctx context.Context, actor people.Person, ids []string) (bool, error) {
	holds := func(p people.Person) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return s.helps(p, id) })
	}
	if holds(actor) {
		return true, nil
	}
	actor, err := s.people.Person(ctx, actor.ID)
	if isNotFound(err) {
		return false, nil
	}
	return err == nil && holds(actor.At(s.now())), err
}

// mergingWith returns the villages that one is being merged with just now.
func (s *Service) mergingWith(ctx context.Context, id string) ([]string, error) {
	v, err := s.ref().Directory.Village(id)
	if s.stores.Trail == nil || errors.Is(err, places.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return people.MergingWith(ctx, s.stores.Trail, v, s.now())
}

// lateHomes returns the villages besides their own whose team may still have something to hand in for somebody.
func (s *Service) lateHomes(ctx context.Context, p people.Person) ([]string, error) {
	if s.stores.Trail == nil {
		return nil, nil
	}
	former, err := people.LatelyIn(ctx, s.stores.Trail, p.ID, s.now())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	homes := former
	for _, id := range append([]string{p.Village}, former...) {
		others, err := s.mergingWith(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
		}
		homes = append(homes, others...)
	}
	return homes, nil
}

// mayNote is helped for what a phone hands in later.
func (s *Service) mayNote(ctx context.Context, actor people.Person, id string) (places.Village, error) {
	v, err := s.helped(ctx, actor, id)
	if !errors.Is(err, ErrForbidden) || !actor.Has(people.Coordinator) {
		return v, err
	}
	if v, err = s.ref().Directory.Village(id); err != nil {
		return places.Village{}, err
	}
	others, err := s.mergingWith(ctx, id)
	if err != nil {
		return places.Village{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	ok, err := s.helpsAny(ctx, actor, others)
	if err == nil && !ok {
		err = ErrForbidden
	}
	if err != nil {
		return places.Village{}, err
	}
	return v, nil
}

// mayHandIn returns whether the actor helps a resident; late says that they do so no more, but did lately. ErrForbidden.
func (s *Service) mayHandIn(ctx context.Context, actor, resident people.Person) (late bool, err error) {
	ok, err := s.helpsAny(ctx, actor, []string{resident.Village})
	if err != nil || ok {
		return false, err
	}
	homes, err := s.lateHomes(ctx, resident)
	if err != nil {
		return false, err
	}
	if ok, err = s.helpsAny(ctx, actor, homes); err == nil && !ok {
		err = ErrForbidden
	}
	return true, err
}

// lateNames returns the ids by which phones may know the villages of lateHomes.
func (s *Service) lateNames(ctx context.Context, p people.Person) ([]string, error) {
	homes, err := s.lateHomes(ctx, p)
	var names []string
	for _, id := range homes {
		names = append(names, id)
		names = append(names, s.villagesOf(id)...)
	}
	return names, err
}

// livedIn returns ErrForbidden unless somebody was lately a resident of the village, and is no child.
func (s *Service) livedIn(ctx context.Context, p people.Person, v places.Village) error {
	homes, err := s.lateHomes(ctx, p)
	if err != nil {
		return err
	}
	dir := s.ref().Directory
	here := func(id string) bool {
		home, err := dir.Village(id)
		return err == nil && home.ID == v.ID
	}
	if p.Child() || !slices.ContainsFunc(homes, here) {
		return ErrForbidden
	}
	return nil
}
