package progress

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"hocso/progress/people"
	"hocso/progress/places"
)

const (
	// undoneFor is how long the names of villages that undoing a list has dropped are free for the mended list.
	undoneFor = 30 * 24 * time.Hour
	// holdEvery is after how many villages the turn of imports is held on to.
	holdEvery = 50
)

// VillageImport is one list of villages that was taken in. The audit log alone keeps it: a line for the list, and one for each village
// with the id of the import, for a new one its name, for a renamed one the former and the new name, all with tabs between them, which no
// name has.
type VillageImport struct {
	ID     uuid.UUID
	By     string // person id
	At     time.Time
	Undone bool // to the end, save for what was left
	Made   []places.Made
}

// importDetail is what the log keeps of a village beside its id, where an import or its undoing changes it.
func importDetail(id uuid.UUID, more ...string) string {
	return strings.Join(append([]string{id.String()}, more...), "\t")
}

// ReadImportDetail reads what importDetail wrote; lines of other changes have no import.
func ReadImportDetail(detail string) (id uuid.UUID, more []string, ok bool) {
	parts := strings.Split(detail, "\t")
	id, err := uuid.Parse(parts[0])
	return id, parts[1:], err == nil
}

// Import makes of a ward's villages what a list says, or with any fault of the list nothing. What a crash broke off is finished by the
// same list again: what is there already is left as it is. The import has no id if there was nothing to do. places.ErrNotFound;
// people.ErrBusy; places.ErrChanged if others changed the same villages meanwhile, or while another server imports into the ward.
func (m *Villages) Import(ctx context.Context, ward string, entries []places.VillageEntry) (places.VillagePlan, uuid.UUID, error) {
	turn, err := m.cfg.People.TakeImportTurn(ctx, ward)
	if err != nil {
		return places.VillagePlan{}, uuid.Nil, err
	}
	defer turn.End()
	plan, err := m.Check(ctx, ward, entries)
	if err != nil || len(plan.Faults) > 0 || len(plan.Add)+len(plan.Rename) == 0 {
		return plan, uuid.Nil, err
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return places.VillagePlan{}, uuid.Nil, err
	}
	err = m.cfg.People.RecordVillage(ctx, people.ActionVillagesImported, m.by, places.Village{Ward: ward}, id.String())
	if err == nil {
		err = m.renameAll(ctx, plan.Rename, id)
	}
	if err == nil {
		err = m.addAll(ctx, plan.Add, id, turn)
	}
	if err != nil {
		return places.VillagePlan{}, uuid.Nil, err
	}
	_, err = m.cfg.Reload(ctx)
	return plan, id, err
}

// Check looks at a list of a ward's villages without storing anything. places.ErrNotFound.
func (m *Villages) Check(ctx context.Context, ward string, entries []places.VillageEntry) (places.VillagePlan, error) {
	dir, err := m.cfg.Reload(ctx)
	if err != nil {
		return places.VillagePlan{}, err
	}
	of, err := dir.Ward(ward)
	if err != nil {
		return places.VillagePlan{}, err
	}
	plan := dir.CheckVillages(of, entries, nil)
	if !slices.ContainsFunc(plan.Faults, func(f places.VillageFault) bool { return f.Code == places.FaultClosed }) {
		return plan, nil
	}
	undone := map[string]bool{}
	err = m.cfg.People.WalkLog(ctx, ward, undoneFor, func(e people.AuditEntry) {
		if _, seen := undone[e.Village]; e.Action == people.ActionVillageRetired && !seen {
			_, _, undone[e.Village] = ReadImportDetail(e.Detail)
		}
	})
	return dir.CheckVillages(of, entries, undone), err
}

// renameAll stores other names of villages at once, as one may get the name that another one had, for an import or its undoing.
func (m *Villages) renameAll(ctx context.Context, list []places.Renaming, id uuid.UUID) error {
	var before, after []places.Village
	for _, r := range list {
		detail := importDetail(id, r.Before.Name, r.After.Name)
		if err := m.cfg.People.RecordVillage(ctx, people.ActionVillageRenamed, m.by, r.After, detail); err != nil {
			return err
		}
		before, after = append(before, r.Before), append(after, r.After)
	}
	if len(list) == 0 {
		return nil
	}
	return m.cfg.Store.ReplaceVillages(ctx, before, after)
}

func (m *Villages) addAll(ctx context.Context, list []places.Village, id uuid.UUID, turn people.WardTurn) error {
	for i, v := range list {
		if i%holdEvery == 0 {
			if err := turn.Hold(ctx); err != nil {
				return err
			}
		}
		if err := m.cfg.People.RecordVillage(ctx, people.ActionVillageAdded, m.by, v, importDetail(id, v.Name)); err != nil {
			return err
		}
		err := m.cfg.Store.AddVillage(ctx, v)
		if errors.Is(err, places.ErrNumberTaken) { // what is new has to be told anew
			err = errors.Join(places.ErrChanged, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Imports returns the lists of a ward's villages that can still be undone or were undone lately, newest first.
func (m *Villages) Imports(ctx context.Context, ward string) ([]VillageImport, error) {
	log := villageLog{undone: map[uuid.UUID]bool{}, drawn: map[string]bool{}, added: map[string]uuid.UUID{}}
	err := m.cfg.People.WalkLog(ctx, ward, people.UndoTime, log.read)
	if err != nil {
		return nil, err
	}
	for i := range log.list {
		log.list[i].Made = log.madeBy(log.list[i].ID)
	}
	return log.list, nil
}

// villageLog is what the audit log tells of a ward's villages, read from its newest line on.
type villageLog struct {
	list   []VillageImport
	lines  []people.AuditEntry  // about villages, newest first
	undone map[uuid.UUID]bool   // imports
	drawn  map[string]bool      // villages that were added, or opened again, by something else than a list
	added  map[string]uuid.UUID // which import was the last to add a village: what one did before it was broken off, it did in vain
}

func (l *villageLog) read(e people.AuditEntry) {
	id, _, ofImport := ReadImportDetail(e.Detail)
	switch e.Action {
	case people.ActionVillageListUndone:
		l.undone[id] = true
	case people.ActionVillagesImported:
		l.list = append(l.list, VillageImport{ID: id, By: e.Actor, At: e.At, Undone: l.undone[id]})
	case people.ActionVillageAdded:
		if _, later := l.added[e.Village]; ofImport && !later {
			l.added[e.Village] = id
		}
		l.drawn[e.Village] = l.drawn[e.Village] || !ofImport
		l.lines = append(l.lines, e)
	case people.ActionVillageRenamed, people.ActionVillageMerged, people.ActionVillageSplit:
		l.lines = append(l.lines, e)
	}
}

// madeBy returns what an import made of villages, in the order in which it did. Its line about a village is the oldest one with its id:
// others are of its undoing.
func (l *villageLog) madeBy(id uuid.UUID) []places.Made {
	var list []places.Made
	touched, found := map[string]bool{}, map[string]places.Made{}
	for _, e := range l.lines {
		of, names, ofImport := ReadImportDetail(e.Detail)
		switch {
		case e.Action == people.ActionVillageAdded:
			if ofImport && of == id && len(names) == 1 && l.added[e.Village] == id {
				found[e.Village] = places.Made{Village: e.Village, New: true, After: names[0], Touched: touched[e.Village] || l.drawn[e.Village]}
			}
		case e.Action != people.ActionVillageRenamed:
			touched[e.Village] = true
			touched[e.Detail] = touched[e.Detail] || e.Action == people.ActionVillageMerged
		case ofImport && of == id && len(names) == 2:
			found[e.Village] = places.Made{Village: e.Village, Before: names[0], After: names[1], Touched: touched[e.Village]}
		case !ofImport || !l.undone[of]:
			touched[e.Village] = true
		}
	}
	for _, e := range slices.Backward(l.lines) {
		if made, ok := found[e.Village]; ok {
			list = append(list, made)
			delete(found, e.Village)
		}
	}
	return list
}
