package progress

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"hocso/progress/people"
	"hocso/progress/places"
)

// RollImport is one file of rolls that was taken in. The audit log alone keeps it, as of a VillageImport: a line for the file, and one for
// each village with the id of the import and the version, with a tab between them.
type RollImport struct {
	ID     uuid.UUID
	By     string // person id
	At     time.Time
	Undone bool // to the end, save for what was left
	Made   []RollRef
}

// RollUndo is what undoing a file of rolls does, or would.
type RollUndo struct {
	Withdrawn []WithdrawnRoll
	Left      []places.Left
}

// WithdrawnRoll is a version of a village's roll that is taken back.
type WithdrawnRoll struct {
	Village places.Village
	Roll    places.RollVersion
}

// rollDetail is what the log keeps of a version; that of no file has no id.
func rollDetail(id uuid.UUID, version int) string {
	if id == uuid.Nil {
		return strconv.Itoa(version)
	}
	return importDetail(id, strconv.Itoa(version))
}

// recordFile notes that a file of rolls is taken in, and returns the id of its import.
func (r *Rolls) recordFile(ctx context.Context, actor people.Person, ward string) (uuid.UUID, error) {
	id, err := uuid.NewRandom()
	if err != nil {
		return uuid.Nil, err
	}
	return id, r.cfg.People.RecordVillage(ctx, people.ActionRollsImported, actor, places.Village{Ward: ward}, id.String())
}

// Imports returns the files of a ward's rolls that can still be undone or were undone lately, newest first, for its officers; not those
// that were broken off before anything of them was stored. Errors: places.ErrNotFound, ErrForbidden.
func (r *Rolls) Imports(ctx context.Context, actor people.Person, ward string) ([]RollImport, error) {
	_, w, err := r.ward(ctx, ward, actor.AdministersWard)
	if err != nil {
		return nil, err
	}
	stored, err := r.cfg.Store.RollsOf(ctx, w.Code)
	if err != nil {
		return nil, err
	}
	return r.imports(ctx, w.Code, stored)
}

func (r *Rolls) imports(ctx context.Context, ward string, stored []places.RollVersion) ([]RollImport, error) {
	log := rollLog{undone: map[uuid.UUID]bool{}, declared: map[RollRef]bool{}, made: map[uuid.UUID][]RollRef{}}
	if err := r.cfg.People.WalkLog(ctx, ward, people.UndoTime, log.read); err != nil {
		return nil, err
	}
	there := make(map[RollRef]bool, len(stored))
	for _, roll := range stored {
		there[RollRef{roll.Village, roll.Version}] = true
	}
	var list []RollImport
	for _, one := range log.list {
		one.Made = slices.DeleteFunc(log.made[one.ID], func(ref RollRef) bool { return !there[ref] })
		slices.Reverse(one.Made)
		if len(one.Made) > 0 {
			list = append(list, one)
		}
	}
	return list, nil
}

// rollLog is what the audit log tells of a ward's rolls, read from its newest line on.
type rollLog struct {
	list     []RollImport
	undone   map[uuid.UUID]bool
	declared map[RollRef]bool // a file that was broken off named its versions in vain, and others may have got their numbers since
	made     map[uuid.UUID][]RollRef
}

func (l *rollLog) read(e people.AuditEntry) {
	id, more, ofImport := ReadImportDetail(e.Detail)
	switch e.Action {
	case people.ActionRollFileUndone:
		l.undone[id] = true
	case people.ActionRollsImported:
		l.list = append(l.list, RollImport{ID: id, By: e.Actor, At: e.At, Undone: l.undone[id]})
	case people.ActionRollDeclared:
		text := e.Detail
		if ofImport && len(more) == 1 {
			text = more[0]
		}
		version, err := strconv.Atoi(text)
		ref := RollRef{e.Village, version}
		if err == nil && ofImport && !l.declared[ref] {
			l.made[id] = append(l.made[id], ref)
		}
		l.declared[ref] = true
	}
}

// UndoImport withdraws the versions that a file declared, as far as they are the villages' newest ones and wait for approval; a dry run
// only looks. Done again, it finishes what was broken off. For the ward's officers. people.ErrTooLate for a file that is older than
// people.UndoTime or none of the ward's; people.ErrBusy; places.ErrNotFound, ErrForbidden; places.ErrChanged and places.ErrRollTaken if
// others change the rolls of the ward just now.
func (r *Rolls) UndoImport(ctx context.Context, actor people.Person, ward string, id uuid.UUID, dryRun bool) (RollUndo, error) {
	_, w, err := r.ward(ctx, ward, actor.AdministersWard)
	if err != nil {
		return RollUndo{}, err
	}
	turn, err := r.cfg.People.TakeRollTurn(ctx, w.Code) // a file that is still being stored would declare more
	if err != nil {
		return RollUndo{}, err
	}
	defer turn.End()
	stored, err := r.cfg.Store.RollsOf(ctx, w.Code)
	if err != nil {
		return RollUndo{}, err
	}
	list, err := r.imports(ctx, w.Code, stored)
	if err != nil {
		return RollUndo{}, err
	}
	i := slices.IndexFunc(list, func(one RollImport) bool { return one.ID == id })
	if i < 0 {
		return RollUndo{}, people.ErrTooLate
	}
	undo, err := r.withdrawable(ctx, actor, w.Code, list[i], stored)
	if err != nil || dryRun {
		return undo, err
	}
	if err := r.withdraw(ctx, actor, id, undo.Withdrawn, turn); err != nil {
		return RollUndo{}, err
	}
	if !list[i].Undone { // written last, so that what is broken off can still be found and finished
		err = r.cfg.People.RecordVillage(ctx, people.ActionRollFileUndone, actor, places.Village{Ward: w.Code}, id.String())
	}
	return undo, err
}

// withdrawable looks which versions of a file may be withdrawn, and which are left and why.
func (r *Rolls) withdrawable(ctx context.Context, actor people.Person, ward string, file RollImport, stored []places.RollVersion) (undo RollUndo, err error) {
	dir, _, err := r.ward(ctx, ward, actor.AdministersWard)
	if err != nil {
		return undo, err
	}
	for _, ref := range file.Made {
		v, roll, may, why := dir.MayWithdraw(ref.Village, ref.Version, stored)
		if may {
			undo.Withdrawn = append(undo.Withdrawn, WithdrawnRoll{v, roll})
		}
		if why != "" {
			undo.Left = append(undo.Left, places.Left{Village: v, Why: why})
		}
	}
	return undo, nil
}

// withdraw stores that versions were taken back, all or none of them.
func (r *Rolls) withdraw(ctx context.Context, actor people.Person, id uuid.UUID, list []WithdrawnRoll, turn people.WardTurn) error {
	now := r.now()
	var rolls []places.RollVersion
	for _, one := range list {
		roll := one.Roll
		roll.WithdrawnBy, roll.WithdrawnAt = actor.ID, now
		rolls = append(rolls, roll)
		if err := r.cfg.People.RecordVillage(ctx, people.ActionRollWithdrawn, actor, one.Village, rollDetail(id, roll.Version)); err != nil {
			return err
		}
	}
	if len(rolls) == 0 {
		return nil
	}
	if err := turn.Hold(ctx); err != nil {
		return err
	}
	return r.cfg.Store.PutRolls(ctx, rolls)
}
