package people

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"hocso/progress/places"
)

// importChunk is how many people are stored at once: others who write wait no longer than for these.
const importChunk = 500

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
// id if there was nobody to add. ErrForbidden, ErrBusy, places.ErrNotFound; places.ErrChanged while another server imports into the
// ward, or undoes an import.
func (s *Service) Import(ctx context.Context, actor Person, ward string, entries []ImportEntry, done func(n, of int)) (ImportPlan, Import, error) {
	if _, _, err := s.importWard(actor, ward); err != nil {
		return ImportPlan{}, Import{}, err
	}
	turn, err := s.TakeImportTurn(ctx, ward)
	if err != nil {
		return ImportPlan{}, Import{}, err
	}
	defer turn.End()
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
		if err := turn.Hold(ctx); err != nil {
			return ImportPlan{}, Import{}, err
		}
		for i := range chunk { // a village may have been merged since the table was looked at
			chunk[i].Village = s.today(chunk[i].Village)
		}
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
	var list []Import
	undone := map[string]bool{}
	err := s.WalkLog(ctx, ward, UndoTime, func(e AuditEntry) {
		if e.Action == ActionImportUndone {
			undone[e.Detail] = true
		}
		if one, ok := readImport(e); ok && e.Action == ActionImported {
			one.Undone = undone[one.ID.String()]
			list = append(list, one)
		}
	})
	return list, err
}
