package people

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hocso/progress/places"
)

var (
	// ErrLivesNowhere says that somebody is no resident of a village.
	ErrLivesNowhere = errors.New("they live in no village")
	// ErrLivesWithGuardian says that a child moves with the parent only.
	ErrLivesWithGuardian = errors.New("a child lives where the parent lives: move the parent")
)

// Move lets a resident live in another village, with the children under their account. Their cards and open requests go with them;
// appointments stay. It asks nobody whether they may; the audit log names by, nobody for the command line. Repeating it does what is
// missing. It returns whom it is about, whose progress must be folded anew, also if they lived there already.
//
// ErrNotFound, ErrLivesNowhere, ErrLivesWithGuardian; places.ErrNotFound for the village.
func (s *Service) Move(ctx context.Context, by Person, person, village string) ([]string, error) {
	v, ok := s.village(village)
	if !ok {
		return nil, places.ErrNotFound
	}
	p, err := s.Person(ctx, person)
	switch {
	case err != nil:
		return nil, err
	case p.Child():
		return nil, ErrLivesWithGuardian
	case p.Village == "":
		return nil, ErrLivesNowhere
	}
	return s.moveAll(ctx, by.ID, p, v)
}

// MoveResident lets a resident of a village live in another one, as Move does, for who helps the residents of both. Repeating it does
// what is missing. ErrForbidden, places.ErrNotFound; *InvalidError for a village that is unknown.
func (s *Service) MoveResident(ctx context.Context, actor Person, village, resident, into string) (places.Village, []string, error) {
	if _, err := s.helped(actor, village); err != nil {
		return places.Village{}, nil, err
	}
	v, err := s.helped(actor, into)
	if errors.Is(err, places.ErrNotFound) {
		return places.Village{}, nil, &InvalidError{[]FieldError{{"village", codeUnknownVillage}}}
	}
	if err != nil {
		return places.Village{}, nil, err
	}
	p, err := s.residentOf(ctx, actor, village, resident)
	if errors.Is(err, ErrForbidden) { // unless an earlier try has moved them
		p, err = s.residentOf(ctx, actor, v.ID, resident)
	}
	if err != nil {
		return places.Village{}, nil, err
	}
	moved, err := s.moveAll(ctx, actor.ID, p, v)
	return v, moved, err
}

// moveAll moves a person with their children; by is who lets them, empty for the command line.
func (s *Service) moveAll(ctx context.Context, by string, p Person, v places.Village) ([]string, error) {
	if p.Village != v.ID {
		if err := s.record(ctx, AuditEntry{Actor: by, Action: ActionMoved, Person: p.ID, Village: v.ID, Ward: v.Ward, Detail: p.Village}); err != nil {
			return nil, err
		}
	}
	if err := s.moveOne(ctx, p, v); err != nil {
		return nil, err
	}
	// After the parent: a child that is added from now on lives there already.
	children, err := s.people.ChildrenOf(ctx, p.ID)
	if err != nil {
		return nil, fmt.Errorf("read a person's children: %w", err)
	}
	moved := []string{p.ID}
	for _, child := range children {
		if err := s.moveOne(ctx, child, v); err != nil {
			return nil, err
		}
		moved = append(moved, child.ID)
	}
	return moved, nil
}

// moveOne changes the person last, so that who still lives in the former village is who has still something there.
func (s *Service) moveOne(ctx context.Context, p Person, v places.Village) error {
	passes, err := s.stores.Passes.PassesOfPerson(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read a person's passes: %w", err)
	}
	if err := s.movePasses(ctx, passes, v); err != nil {
		return err
	}
	requests, err := s.stores.Requests.RequestsOf(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("read a person's requests: %w", err)
	}
	for _, r := range requests {
		if err := s.moveRequest(ctx, r.ID, v); err != nil {
			return err
		}
	}
	_, err = s.change(ctx, p.ID, func(p *Person) bool {
		if p.Village == v.ID {
			return false
		}
		p.Village = v.ID
		return true
	})
	return err
}

func (s *Service) movePasses(ctx context.Context, passes []Pass, v places.Village) error {
	for _, p := range passes {
		if p.Village == v.ID {
			continue
		}
		_, err := s.changePass(ctx, p.ID, func(p *Pass) error {
			p.Village = v.ID
			return nil
		})
		if err != nil && !errors.Is(err, ErrCodeNotValid) { // purged meanwhile
			return err
		}
	}
	return nil
}

// moveRequest lets the officers of where somebody lives now answer an open request; a finished one stays as it is.
func (s *Service) moveRequest(ctx context.Context, id string, v places.Village) error {
	for range maxConflicts {
		r, err := s.stores.Requests.Request(ctx, id)
		if errors.Is(err, ErrNotFound) || err == nil && (r.Village == v.ID || !r.FinishedAt.IsZero()) {
			return nil
		}
		if err == nil {
			r.Village, r.Ward = v.ID, v.Ward
			err = s.stores.Requests.UpdateRequest(ctx, r)
		}
		if err == nil {
			return nil
		}
		if !errors.Is(err, ErrConflict) {
			return fmt.Errorf("move a request: %w", err)
		}
	}
	return ErrBusy
}

// Gather lets all that belongs to one village belong to another one of its ward: residents with cards and open requests, join codes,
// and the coordinators' appointments. Repeating it does what is missing. It returns who moved.
func (s *Service) Gather(ctx context.Context, from, into places.Village) ([]string, error) {
	codes, err := s.stores.Passes.PassesOfVillage(ctx, from.ID, JoinPass)
	if err != nil {
		return nil, fmt.Errorf("read join codes: %w", err)
	}
	if err := s.movePasses(ctx, codes, into); err != nil {
		return nil, err
	}
	residents, err := s.people.PeopleOf(ctx, from.ID)
	if err != nil {
		return nil, fmt.Errorf("read a village's residents: %w", err)
	}
	var moved []string
	for _, p := range residents {
		err := s.moveOne(ctx, p, into)
		if errors.Is(err, ErrNotFound) {
			continue // erased meanwhile
		}
		if err != nil {
			return moved, err
		}
		moved = append(moved, p.ID)
	}
	return moved, s.gatherCoordinators(ctx, from.ID, into.ID)
}

func (s *Service) gatherCoordinators(ctx context.Context, from, into string) error {
	staff, err := s.people.Staff(ctx)
	if err != nil {
		return fmt.Errorf("read staff: %w", err)
	}
	here := func(a Appointment) bool { return a.Village == from }
	for _, p := range staff {
		if !slices.ContainsFunc(p.Appointments, here) {
			continue
		}
		_, err := s.change(ctx, p.ID, func(p *Person) bool {
			changed := slices.ContainsFunc(p.Appointments, here)
			p.Appointments = gathered(p.Appointments, from, into)
			return changed
		})
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	return nil
}

// gathered returns appointments with one village in place of another. One that another of the same kind covers is left out.
func gathered(all []Appointment, from, into string) []Appointment {
	var kept []Appointment
	for _, a := range all {
		if a.Village == from {
			a.Village = into
		}
		if slices.ContainsFunc(kept, func(o Appointment) bool { return o.covers(a) }) {
			continue
		}
		kept = append(slices.DeleteFunc(kept, a.covers), a)
	}
	return kept
}

// covers reports whether an appointment holds whenever another one of the same kind does.
func (a Appointment) covers(o Appointment) bool {
	return a.Same(o) && !a.From.After(o.From) && (a.Until.IsZero() || !o.Until.IsZero() && !a.Until.Before(o.Until))
}

// LivingIn returns the ids of everybody who lives in a village, children too.
func (s *Service) LivingIn(ctx context.Context, village string) ([]string, error) {
	residents, err := s.people.PeopleOf(ctx, village)
	if err != nil {
		return nil, fmt.Errorf("read a village's residents: %w", err)
	}
	ids := make([]string, len(residents))
	for i, p := range residents {
		ids[i] = p.ID
	}
	return ids, nil
}

// Belongs reports whether anybody lives in a village, children too, or is appointed there, if only from a later day on.
func (s *Service) Belongs(ctx context.Context, village string) (bool, error) {
	living, err := s.LivingIn(ctx, village)
	if err != nil || len(living) > 0 {
		return len(living) > 0, err
	}
	staff, err := s.people.Staff(ctx)
	if err != nil {
		return false, fmt.Errorf("read staff: %w", err)
	}
	now := s.now()
	here := func(a Appointment) bool { return a.Village == village && (a.Until.IsZero() || now.Before(a.Until)) }
	return slices.ContainsFunc(staff, func(p Person) bool { return slices.ContainsFunc(p.Appointments, here) }), nil
}

// RecordVillage writes a line of the audit log about a village or its roll, before what it says is done.
// The actor is nobody where the command line does it.
func (s *Service) RecordVillage(ctx context.Context, action AuditAction, actor Person, v places.Village, detail string) error {
	return s.record(ctx, AuditEntry{Actor: actor.ID, Action: action, Village: v.ID, Ward: v.Ward, Detail: detail})
}
