package progress

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"hocso/progress/people"
	"hocso/progress/places"
)

// WardVillages is what officers do about what villages their ward has. All of it may be asked for again: what was interrupted is then
// finished, and nothing is done twice.
type WardVillages struct {
	villages *Villages
	mu       sync.Mutex
	changing map[string]bool // wards in which villages are being changed
}

// NewWardVillages makes the service.
func NewWardVillages(villages *Villages) *WardVillages {
	return &WardVillages{villages: villages, changing: map[string]bool{}}
}

// Add stores a new village without a roll. Errors: places.ErrNotFound, ErrForbidden, and as Villages.Add.
func (w *WardVillages) Add(ctx context.Context, actor people.Person, ward, name string, kind places.VillageKind) (places.Village, error) {
	of, done, err := w.beginWard(ctx, actor, ward)
	if err != nil {
		return places.Village{}, err
	}
	defer done()
	return w.villages.as(actor).Add(ctx, of, name, kind)
}

// Import makes of a ward's villages what a list says, or with any fault of the list nothing; a dry run only looks. Errors:
// places.ErrNotFound, ErrForbidden, and as Villages.Import.
func (w *WardVillages) Import(ctx context.Context, actor people.Person, ward string, entries []places.VillageEntry, dryRun bool) (places.VillagePlan, uuid.UUID, error) {
	of, done, err := w.beginWard(ctx, actor, ward)
	if err != nil {
		return places.VillagePlan{}, uuid.Nil, err
	}
	defer done()
	if dryRun {
		plan, err := w.villages.Check(ctx, of, entries)
		return plan, uuid.Nil, err
	}
	return w.villages.as(actor).Import(ctx, of, entries)
}

// Imports returns the lists of a ward's villages that can still be undone or were undone lately, newest first, for its officers. Errors:
// places.ErrNotFound, ErrForbidden.
func (w *WardVillages) Imports(ctx context.Context, actor people.Person, ward string) ([]VillageImport, error) {
	dir, err := w.villages.cfg.Reload(ctx)
	if err != nil {
		return nil, err
	}
	of, err := dir.Ward(ward)
	if err != nil {
		return nil, err
	}
	if !actor.AdministersWard(of.Code) {
		return nil, ErrForbidden
	}
	return w.villages.Imports(ctx, of.Code)
}

// UndoImport undoes a list of a ward's villages; a dry run only looks. Errors: places.ErrNotFound, ErrForbidden, and as
// Villages.UndoImport.
func (w *WardVillages) UndoImport(ctx context.Context, actor people.Person, ward string, id uuid.UUID, dryRun bool) (VillageUndo, error) {
	of, done, err := w.beginWard(ctx, actor, ward)
	if err != nil {
		return VillageUndo{}, err
	}
	defer done()
	return w.villages.as(actor).UndoImport(ctx, of, id, dryRun)
}

// Rename stores another name of a village. Errors: places.ErrNotFound, ErrForbidden, and as Villages.Rename.
func (w *WardVillages) Rename(ctx context.Context, actor people.Person, id, name string) (places.Village, error) {
	done, err := w.beginIn(ctx, actor, id)
	if err != nil {
		return places.Village{}, err
	}
	defer done()
	return w.villages.as(actor).Rename(ctx, id, name)
}

// Merge merges a village into another one of its ward. It returns the one that stays and how many people moved. Errors:
// places.ErrNotFound, ErrForbidden, and as Villages.Merge.
func (w *WardVillages) Merge(ctx context.Context, actor people.Person, from, into string) (places.Village, int, error) {
	done, err := w.beginIn(ctx, actor, from)
	if err != nil {
		return places.Village{}, 0, err
	}
	defer done()
	return w.villages.as(actor).Merge(ctx, from, into)
}

// Split splits a new village off another one. It returns both and how many people live in the new one. Errors: places.ErrNotFound,
// ErrForbidden, and as Villages.Split.
func (w *WardVillages) Split(ctx context.Context, actor people.Person, from string, s Split) (rest, off places.Village, moved int, err error) {
	done, err := w.beginIn(ctx, actor, from)
	if err != nil {
		return rest, off, 0, err
	}
	defer done()
	return w.villages.as(actor).Split(ctx, from, s)
}

// Retire closes a village that nobody belongs to. Errors: places.ErrNotFound, ErrForbidden, and as Villages.Retire.
func (w *WardVillages) Retire(ctx context.Context, actor people.Person, id string) error {
	done, err := w.beginIn(ctx, actor, id)
	if err != nil {
		return err
	}
	defer done()
	_, err = w.villages.as(actor).Retire(ctx, id)
	return err
}

// beginWard is begin for a ward that there is. places.ErrNotFound.
func (w *WardVillages) beginWard(ctx context.Context, actor people.Person, ward string) (code string, done func(), err error) {
	dir, err := w.villages.cfg.Reload(ctx)
	if err != nil {
		return "", nil, err
	}
	of, err := dir.Ward(ward)
	if err != nil {
		return "", nil, err
	}
	done, err = w.begin(actor, of.Code)
	return of.Code, done, err
}

// beginIn is begin for the ward of a village, as it is stored now.
func (w *WardVillages) beginIn(ctx context.Context, actor people.Person, village string) (done func(), err error) {
	dir, err := w.villages.cfg.Reload(ctx)
	if err != nil {
		return nil, err
	}
	v, err := dir.Record(village)
	if err != nil {
		return nil, err
	}
	return w.begin(actor, v.Ward)
}

// begin lets officers of a ward change its villages, one after the other: of two mergers at once neither could know where the other one
// leads. ErrForbidden; places.ErrChanged while another change goes on.
func (w *WardVillages) begin(actor people.Person, ward string) (done func(), err error) {
	if !actor.AdministersWard(ward) {
		return nil, ErrForbidden
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.changing[ward] {
		return nil, places.ErrChanged
	}
	w.changing[ward] = true
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.changing, ward)
	}, nil
}
