package progress

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"hocso/progress/people"
	"hocso/progress/places"
)

// VillageUndo is what undoing a list of villages does, or would.
type VillageUndo struct {
	Dropped []places.Village
	Renamed []places.Renaming
	Left    []places.Left
}

// UndoImport drops the villages that a list added and gives those that it renamed their former names back, as far as nothing was done
// with them since; a dry run only looks. Done again, it finishes what was broken off. people.ErrTooLate for a list that is older than
// people.UndoTime or none of the ward's; people.ErrBusy; places.ErrNotFound; places.ErrChanged if others changed the same villages
// meanwhile, or while another server imports into the ward.
func (m *Villages) UndoImport(ctx context.Context, ward string, id uuid.UUID, dryRun bool) (VillageUndo, error) {
	turn, err := m.cfg.People.TakeImportTurn(ctx, ward) // a list that is still being stored would add more
	if err != nil {
		return VillageUndo{}, err
	}
	defer turn.End()
	list, err := m.Imports(ctx, ward)
	if err != nil {
		return VillageUndo{}, err
	}
	i := slices.IndexFunc(list, func(one VillageImport) bool { return one.ID == id })
	if i < 0 {
		return VillageUndo{}, people.ErrTooLate
	}
	dir, err := m.cfg.Reload(ctx)
	if err != nil {
		return VillageUndo{}, err
	}
	undo, err := m.dropAll(ctx, dir, ward, list[i], dryRun, turn)
	if err != nil {
		return VillageUndo{}, err
	}
	back, left := dir.NamesBack(list[i].Made)
	undo.Renamed, undo.Left = back, append(undo.Left, left...)
	if dryRun {
		return undo, nil
	}
	if err := m.renameAll(ctx, back, id); err != nil {
		return VillageUndo{}, err
	}
	if !list[i].Undone { // written last, so that what is broken off can still be found and finished
		if err := m.cfg.People.RecordVillage(ctx, people.ActionVillageListUndone, m.by, places.Village{Ward: ward}, id.String()); err != nil {
			return VillageUndo{}, err
		}
	}
	_, err = m.cfg.Reload(ctx)
	return undo, err
}

// dropAll drops the villages that a list added and to which nobody belongs, each right after it was looked at.
func (m *Villages) dropAll(ctx context.Context, dir *places.Directory, ward string, list VillageImport, dryRun bool, turn people.WardTurn) (undo VillageUndo, err error) {
	rolls, err := m.cfg.Rolls.RollsOf(ctx, ward)
	if err != nil {
		return undo, err
	}
	for i, made := range list.Made {
		if i%holdEvery == 0 {
			if err := turn.Hold(ctx); err != nil {
				return undo, err
			}
		}
		if !made.New {
			continue
		}
		v, may, why := dir.MayDrop(made, rolls)
		if may {
			belongs, err := m.cfg.People.Belongs(ctx, v.ID)
			if err != nil {
				return undo, err
			}
			if belongs {
				may, why = false, places.LeftInhabited
			}
		}
		if may && !dryRun {
			if err := m.drop(ctx, v, importDetail(list.ID)); err != nil {
				return undo, err
			}
		}
		if may {
			undo.Dropped = append(undo.Dropped, v)
		}
		if why != "" {
			undo.Left = append(undo.Left, places.Left{Village: v, Why: why})
		}
	}
	return undo, nil
}
