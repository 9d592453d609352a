package progress

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/progress/people"
	"hocso/progress/places"
)

// Rolls is what officers do about how many adults their villages have. A roll counts once it is approved.
type Rolls struct {
	cfg RollConfig
}

// RollConfig is what Rolls works with.
type RollConfig struct {
	Store  places.RollStore
	Places places.Store
	People *people.Service
	// Changed reads the places anew and recomputes the boards' rows of villages.
	Changed func(ctx context.Context, villages []string) error
	Now     func() time.Time
}

// NewRolls makes the service.
func NewRolls(cfg RollConfig) *Rolls { return &Rolls{cfg: cfg} }

// VillageRolls is a village with all declarations of its roll.
type VillageRolls struct {
	Village  places.Village
	Declared *places.RollVersion  // the newest one, if it waits for approval
	Versions []places.RollVersion // ordered
}

// Declaration is the rolls of some villages of a ward.
type Declaration struct {
	Day     day.Day // that the numbers are of
	Entries []places.RollEntry
	File    bool // they came as a file, which can be undone as a whole
	DryRun  bool
}

// RollOutcome is what came of a declaration, or would.
type RollOutcome struct {
	Applied bool
	Import  uuid.UUID // of a file that was stored
	Changes []places.RollChange
	Faults  []places.RollFault
}

// RollRef names one version of a village's roll.
type RollRef struct {
	Village string
	Version int
}

// OfWard returns the rolls of a ward's open villages, for its officers and managers. Errors: places.ErrNotFound, ErrForbidden.
func (r *Rolls) OfWard(ctx context.Context, actor people.Person, ward string) ([]VillageRolls, error) {
	dir, _, err := r.ward(ctx, ward, func(code string) bool { return actor.AdministersWard(code) || actor.Has(people.Manager) })
	if err != nil {
		return nil, err
	}
	stored, err := r.cfg.Store.RollsOf(ctx, ward)
	if err != nil {
		return nil, err
	}
	var list []VillageRolls
	for _, v := range dir.VillagesOf(ward) {
		list = append(list, VillageRolls{Village: v, Declared: waiting(v, stored), Versions: v.Versions(stored)})
	}
	return list, nil
}

// ward reads the places and returns a ward that the actor may see to.
func (r *Rolls) ward(ctx context.Context, code string, allowed func(code string) bool) (*places.Directory, places.Ward, error) {
	wards, err := r.cfg.Places.Wards(ctx)
	if err != nil {
		return nil, places.Ward{}, err
	}
	villages, err := r.cfg.Places.Villages(ctx)
	if err != nil {
		return nil, places.Ward{}, err
	}
	dir := places.NewDirectory(wards, villages)
	w, err := dir.Ward(code)
	if err == nil && !allowed(w.Code) {
		err = ErrForbidden
	}
	return dir, w, err
}

// Declare stores new versions of rolls that wait for approval: all of them, or none if anything is wrong or it is a dry run. For the
// ward's officers. Errors: places.ErrNotFound, ErrForbidden, people.ErrBusy; places.ErrChanged and places.ErrRollTaken if others change
// the rolls of the ward just now.
func (r *Rolls) Declare(ctx context.Context, actor people.Person, ward string, d Declaration) (RollOutcome, error) {
	dir, w, err := r.ward(ctx, ward, actor.AdministersWard)
	if err != nil {
		return RollOutcome{}, err
	}
	if !d.DryRun {
		turn, err := r.cfg.People.TakeRollTurn(ctx, w.Code)
		if err != nil {
			return RollOutcome{}, err
		}
		defer turn.End()
		if dir, w, err = r.ward(ctx, ward, actor.AdministersWard); err != nil { // others may have changed them while this waited
			return RollOutcome{}, err
		}
	}
	stored, err := r.cfg.Store.RollsOf(ctx, w.Code)
	if err != nil {
		return RollOutcome{}, err
	}
	var out RollOutcome
	now := r.now()
	out.Changes, out.Faults = dir.CheckRolls(w, d.Day, day.Of(now), stored, d.Entries)
	if len(out.Faults) > 0 || len(out.Changes) == 0 || d.DryRun {
		return out, nil
	}
	var list []places.RollVersion
	for _, c := range out.Changes {
		list = append(list, places.RollVersion{Village: c.Village.ID, Version: c.Village.NextVersion(stored), Adults: c.Adults, Day: d.Day, By: actor.ID, At: now})
	}
	if d.File {
		if out.Import, err = r.recordFile(ctx, actor, w.Code); err != nil {
			return RollOutcome{}, err
		}
	}
	for i, c := range out.Changes {
		if err := r.cfg.People.RecordVillage(ctx, people.ActionRollDeclared, actor, c.Village, rollDetail(out.Import, list[i].Version)); err != nil {
			return RollOutcome{}, err
		}
	}
	out.Applied = true
	return out, r.cfg.Store.PutRolls(ctx, list)
}

// now is the moment of a change, as all stores keep it.
func (r *Rolls) now() time.Time { return r.cfg.Now().UTC().Truncate(time.Millisecond) }

// Approve makes declared versions the villages' rolls, for the ward's officers. All are looked at before any is approved, and what was
// broken off is finished by approving the same again. Errors: places.ErrNotFound also for a version that is not there, ErrForbidden,
// places.ErrRollSuperseded, places.ErrRollWithdrawn, places.ErrOverPopulation, people.ErrBusy; places.ErrChanged if a village was merged,
// renamed or got another roll meanwhile, or while another server changes the ward's rolls.
func (r *Rolls) Approve(ctx context.Context, actor people.Person, ward string, refs []RollRef) error {
	_, w, err := r.ward(ctx, ward, actor.AdministersWard)
	if err != nil {
		return err
	}
	// What the rolls of a ward come to together is looked at before they are set.
	turn, err := r.cfg.People.TakeRollTurn(ctx, w.Code)
	if err != nil {
		return err
	}
	defer turn.End()
	dir, w, err := r.ward(ctx, w.Code, actor.AdministersWard)
	if err != nil {
		return err
	}
	stored, err := r.cfg.Store.RollsOf(ctx, w.Code)
	if err != nil {
		return err
	}
	old, list, err := approvable(dir, w, stored, refs)
	if err != nil {
		return err
	}
	now := r.now()
	fresh := make([]places.Village, len(old))
	for i, v := range old {
		if err := r.cfg.People.RecordVillage(ctx, people.ActionRollApproved, actor, v, strconv.Itoa(list[i].Version)); err != nil {
			return err
		}
		v.Roll = &places.Roll{Adults: list[i].Adults, Day: list[i].Day, Version: list[i].Version}
		fresh[i] = v
		list[i].ApprovedBy, list[i].ApprovedAt = actor.ID, now
	}
	if len(fresh) > 0 {
		if err := turn.Hold(ctx); err != nil {
			return err
		}
		if err := r.put(ctx, old, fresh, list); err != nil {
			return err
		}
	}
	villages := make([]string, len(refs))
	for i, ref := range refs {
		villages[i] = ref.Village
	}
	return r.cfg.Changed(ctx, villages)
}

// put stores villages before the approvals: of a village's roll it is known that it was approved, see places.Village.Versions.
func (r *Rolls) put(ctx context.Context, old, fresh []places.Village, list []places.RollVersion) error {
	if err := places.KeepRolls(ctx, r.cfg.Store, old...); err != nil {
		return err
	}
	if err := r.cfg.Places.ReplaceVillages(ctx, old, fresh); err != nil {
		return err
	}
	return r.cfg.Store.PutRolls(ctx, list)
}

// approvable returns the villages and versions that are to be approved and are not yet.
func approvable(dir *places.Directory, w places.Ward, stored []places.RollVersion, refs []RollRef) ([]places.Village, []places.RollVersion, error) {
	var villages []places.Village
	var list []places.RollVersion
	adults := map[string]int{}
	for _, ref := range refs {
		v, err := dir.Record(ref.Village)
		if err != nil || v.Ward != w.Code || v.Closed() {
			return nil, nil, fmt.Errorf("village %q: %w", ref.Village, places.ErrNotFound)
		}
		version, ok := v.Version(stored, ref.Version)
		if !ok {
			return nil, nil, fmt.Errorf("village %q, version %d: %w", ref.Village, ref.Version, places.ErrNotFound)
		}
		if v.Roll != nil && version.Version == v.Roll.Version {
			continue // approved already
		}
		if version.Withdrawn() {
			return nil, nil, fmt.Errorf("village %q, version %d: %w", ref.Village, ref.Version, places.ErrRollWithdrawn)
		}
		if _, twice := adults[v.ID]; twice || version.Approved() || v.Roll != nil && version.Version < v.Roll.Version {
			return nil, nil, fmt.Errorf("village %q, version %d: %w", ref.Village, ref.Version, places.ErrRollSuperseded)
		}
		adults[v.ID] = version.Adults
		villages, list = append(villages, v), append(list, version)
	}
	if dir.OverPopulation(w, adults) {
		return nil, nil, places.ErrOverPopulation
	}
	return villages, list, nil
}
