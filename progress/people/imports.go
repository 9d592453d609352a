package people

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"hocso/progress/places"
)

const (
	// importChunk is how many people are stored at once: others who write wait no longer than for these.
	importChunk = 500
	// UndoTime is how long an import can be undone.
	UndoTime = 24 * time.Hour
)

// ErrTooLate says that the time in which something can be undone is over.
var ErrTooLate = errors.New("too late to undo this")

// residentsOf returns the residents of a ward, those of closed villages too who are still moving.
func (s *Service) residentsOf(ctx context.Context, d *places.Directory, ward string) ([]Person, error) {
	var all []Person
	for _, v := range d.AllOf(ward) {
		list, err := s.people.PeopleOf(ctx, v.ID)
		if err != nil {
			return nil, fmt.Errorf("read a village's residents: %w", err)
		}
		for _, p := range list {
			all = append(all, s.understood(p))
		}
	}
	return all, nil
}

// importWard returns the ward if the actor may import into it. ErrForbidden, places.ErrNotFound.
func (s *Service) importWard(actor Person, ward string) (*places.Directory, places.Ward, error) {
	d := s.places()
	if d == nil {
		return nil, places.Ward{}, places.ErrNotFound
	}
	w, err := d.Ward(ward)
	if err == nil && !actor.AdministersWard(ward) {
		err = ErrForbidden
	}
	return d, w, err
}

// PlanImport looks at a table of people without storing anything. ErrForbidden, places.ErrNotFound.
func (s *Service) PlanImport(ctx context.Context, actor Person, ward string, entries []ImportEntry) (ImportPlan, error) {
	d, w, err := s.importWard(actor, ward)
	if err != nil {
		return ImportPlan{}, err
	}
	residents, err := s.residentsOf(ctx, d, ward)
	if err != nil {
		return ImportPlan{}, err
	}
	return CheckImport(w, d, residents, entries, actor.ID, s.now()), nil
}

// Import adds the people of a table who are not here yet, confirmed, or nobody if the table has any fault. What a crash broke off is
// finished by importing the same table again: who is here already is left out. done is told how many are stored. The import has no
// id if there was nobody to add. ErrForbidden, ErrBusy, places.ErrNotFound.
func (s *Service) Import(ctx context.Context, actor Person, ward string, entries []ImportEntry, done func(n, of int)) (ImportPlan, Import, error) {
	end, err := s.personTurns.take(ctx, "import "+ward)
	if err != nil {
		return ImportPlan{}, Import{}, err
	}
	defer end()
	plan, err := s.PlanImport(ctx, actor, ward, entries)
	if err != nil || len(plan.Faults) > 0 || len(plan.Add) == 0 {
		return plan, Import{}, err
	}
	id, err := uuid.NewRandomFromReader(s.rand)
	if err != nil {
		return ImportPlan{}, Import{}, fmt.Errorf("draw an import's id: %w", err)
	}
	made := Import{ID: id, Ward: ward, By: actor.ID, At: s.now(), LastRow: slices.Max(plan.Rows)}
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionImported, Ward: ward, Detail: made.detail()}); err != nil {
		return ImportPlan{}, Import{}, err
	}
	for i, row := range plan.Rows {
		plan.Add[i].ID, plan.Add[i].Sample = ImportedID(id, row), s.sample
	}
	stored := 0
	for chunk := range slices.Chunk(plan.Add, importChunk) {
		if err := s.people.AddPeople(ctx, chunk); err != nil {
			return ImportPlan{}, Import{}, fmt.Errorf("add people: %w", err)
		}
		stored += len(chunk)
		done(stored, len(plan.Add))
	}
	return plan, made, nil
}

// Imports returns the imports into a ward that can still be undone or were undone lately, newest first. ErrForbidden,
// places.ErrNotFound.
func (s *Service) Imports(ctx context.Context, actor Person, ward string) ([]Import, error) {
	if _, _, err := s.importWard(actor, ward); err != nil {
		return nil, err
	}
	const page = 100
	since := s.now().Add(-UndoTime)
	var list []Import
	undone := map[string]bool{}
	for before := int64(0); ; {
		entries, err := s.stores.Audit.AuditPage(ctx, ward, before, page)
		if err != nil {
			return nil, fmt.Errorf("read the audit log: %w", err)
		}
		for _, e := range entries {
			if e.At.Before(since) {
				return list, nil
			}
			before = e.Seq
			if e.Action == ActionImportUndone {
				undone[e.Detail] = true
			}
			if one, ok := readImport(e); ok && e.Action == ActionImported {
				one.Undone = undone[one.ID.String()]
				list = append(list, one)
			}
		}
		if len(entries) < page {
			return list, nil
		}
	}
}

// Learning is what undoing an import must know of what people learnt.
type Learning struct {
	// Begun returns which of some people have handed anything in.
	Begun func(ctx context.Context, ids []string) (map[string]bool, error)
	// Erase removes all that a person learnt.
	Erase func(ctx context.Context, p Person) error
}

// UndoImport erases whom an import added and who are in the ward as they came. Who has signed in, got a card, learnt something or was
// changed since stays; how many these are is returned too. Done again, it finishes what was broken off. ErrForbidden, ErrTooLate for
// an import that is older than UndoTime or none of the ward's, places.ErrNotFound.
func (s *Service) UndoImport(ctx context.Context, actor Person, ward string, id uuid.UUID, l Learning, done func(n, of int)) (erased, kept int, err error) {
	added, kept, err := s.beginUndo(ctx, actor, ward, id)
	if err != nil {
		return 0, 0, err
	}
	for chunk := range slices.Chunk(added, importChunk) {
		ids := make([]string, len(chunk))
		for i, p := range chunk {
			ids[i] = p.ID
		}
		begun, err := l.Begun(ctx, ids)
		if err != nil {
			return erased, kept, err
		}
		for _, p := range chunk {
			if begun[p.ID] {
				kept++
				continue
			}
			if err := s.eraseImported(ctx, p); err != nil {
				return erased, kept, err
			}
			erased++
		}
		late, err := l.Begun(ctx, ids)
		if err != nil {
			return erased, kept, err
		}
		for _, p := range chunk {
			// What was handed in between was let in before they were gone, and nothing would ever look for it.
			if late[p.ID] && !begun[p.ID] {
				if err := l.Erase(ctx, p); err != nil {
					return erased, kept, err
				}
			}
		}
		done(erased+kept, len(added)+kept)
	}
	return erased, kept, nil
}

// beginUndo notes that an import is undone, and returns whom it added and nobody has changed, and how many were changed.
func (s *Service) beginUndo(ctx context.Context, actor Person, ward string, id uuid.UUID) (added []Person, changed int, err error) {
	list, err := s.Imports(ctx, actor, ward)
	if err != nil {
		return nil, 0, err
	}
	i := slices.IndexFunc(list, func(one Import) bool { return one.ID == id })
	if i < 0 {
		return nil, 0, ErrTooLate
	}
	ids := make(map[string]bool, list[i].LastRow)
	for row := range list[i].LastRow + 1 {
		ids[ImportedID(id, row)] = true
	}
	if err := s.record(ctx, AuditEntry{Actor: actor.ID, Action: ActionImportUndone, Ward: ward, Detail: id.String()}); err != nil {
		return nil, 0, err
	}
	residents, err := s.residentsOf(ctx, s.places(), ward)
	if err != nil {
		return nil, 0, err
	}
	for _, p := range residents {
		if !ids[p.ID] {
			continue
		}
		untouched, err := s.untouched(ctx, p)
		if err != nil {
			return nil, 0, err
		}
		if !untouched {
			changed++
			continue
		}
		added = append(added, p)
	}
	return added, changed, nil
}

// untouched reports whether nobody has done anything with an account since it was added.
func (s *Service) untouched(ctx context.Context, p Person) (bool, error) {
	if p.Revision > 0 {
		return false, nil
	}
	_, err := s.stores.Credentials.CredentialOf(ctx, p.ID)
	if !errors.Is(err, ErrNotFound) {
		return false, err
	}
	passes, err := s.stores.Passes.PassesOfPerson(ctx, p.ID)
	if err != nil || len(passes) > 0 {
		return false, err
	}
	devices, err := s.devices.DevicesOf(ctx, p.ID)
	return len(devices) == 0, err
}

// eraseImported erases somebody whom an import added, under the line of the audit log that beginUndo wrote. Nobody ever signed in as
// them, so there is nothing of them but the account.
func (s *Service) eraseImported(ctx context.Context, p Person) error {
	end, err := s.personTurns.take(ctx, p.ID)
	if err != nil {
		return err
	}
	defer end()
	defer s.Forget(p.ID)
	if err := s.stores.Erasures.AddErasure(ctx, Erasure{Person: p.ID, At: s.now()}); err != nil {
		return fmt.Errorf("note an erasure: %w", err)
	}
	if err := s.people.DeletePerson(ctx, p.ID); err != nil {
		return fmt.Errorf("delete a person's records: %w", err)
	}
	return nil
}
