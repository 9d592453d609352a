package progress

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hocso/internal/day"
	"hocso/progress/people"
	"hocso/progress/places"
)

// Villages changes what villages there are and who lives in them. It asks nobody whether they may: the command line may do all of it,
// and officers come by WardVillages. It works beside running servers. What was interrupted is finished by asking for the same again,
// and nothing is done twice.
type Villages struct {
	cfg VillageConfig
	by  people.Person // whom the audit log names; nobody for the command line
}

// VillageConfig is what Villages works with.
type VillageConfig struct {
	Store  places.Store
	Rolls  places.RollStore
	People *people.Service
	Rollup *Rollup
	// Reload reads the places anew; People and Rollup read them as it found them last.
	Reload func(ctx context.Context) (*places.Directory, error)
	// Known waits until every server has read the places again.
	Known func(ctx context.Context) error
	Now   func() time.Time
}

// NewVillages makes the operations.
func NewVillages(cfg VillageConfig) *Villages { return &Villages{cfg: cfg} }

// as returns the same operations, which name somebody in the audit log.
func (m *Villages) as(actor people.Person) *Villages { return &Villages{m.cfg, actor} }

// Add stores a new village without a roll. Errors as places.Directory.NewVillage; places.ErrChanged.
func (m *Villages) Add(ctx context.Context, ward, name string, kind places.VillageKind) (places.Village, error) {
	v, _, err := m.draw(ctx, people.ActionVillageAdded, "", func(dir *places.Directory) (places.Village, bool, error) {
		v, err := dir.NewVillage(ward, name, kind)
		return v, false, err
	})
	return v, err
}

// maxDraws is how often a number is drawn for a new village while other servers and commands are given the same ones first.
const maxDraws = 5

// draw stores a new village under the next number of its ward, after a line in the audit log about the village that it is split off,
// or about itself. fresh returns it as of the places of now, or one that is there already. The line names a number in vain that
// another one was given first.
func (m *Villages) draw(ctx context.Context, action people.AuditAction, splitFrom string,
	fresh func(*places.Directory) (v places.Village, there bool, err error)) (v places.Village, there bool, err error) {
	for range maxDraws {
		dir, err := m.cfg.Reload(ctx)
		if err != nil {
			return v, false, err
		}
		if v, there, err = fresh(dir); err != nil || there {
			return v, there, err
		}
		about, detail := v, ""
		if splitFrom != "" {
			if about, err = dir.Open(splitFrom); err != nil {
				return v, false, err
			}
			detail = v.ID
		}
		if err := m.cfg.People.RecordVillage(ctx, action, m.by, about, detail); err != nil {
			return v, false, err
		}
		err = m.cfg.Store.AddVillage(ctx, v)
		if errors.Is(err, places.ErrNumberTaken) {
			continue
		}
		if err == nil {
			_, err = m.cfg.Reload(ctx)
		}
		return v, false, err
	}
	return v, false, places.ErrNumberTaken
}

// Rename stores another name of a village. Errors as places.Directory.Renamed; places.ErrChanged.
func (m *Villages) Rename(ctx context.Context, id, name string) (places.Village, error) {
	dir, err := m.cfg.Reload(ctx)
	if err != nil {
		return places.Village{}, err
	}
	old, err := dir.Record(id)
	if err != nil {
		return places.Village{}, err
	}
	v, err := dir.Renamed(id, name)
	if err != nil {
		return places.Village{}, err
	}
	if err := m.cfg.People.RecordVillage(ctx, people.ActionVillageRenamed, m.by, v, ""); err != nil {
		return v, err
	}
	if err := m.cfg.Store.ReplaceVillages(ctx, []places.Village{old}, []places.Village{v}); err != nil {
		return v, err
	}
	_, err = m.cfg.Reload(ctx)
	return v, err
}

// Merge merges a village into another one of its ward and closes it. Its residents, what they learnt, its join codes, coordinators and
// roll go over; see places.Village.Absorb. It returns the village that stays and how many people moved. Errors as
// places.Directory.Merge; places.ErrChanged.
func (m *Villages) Merge(ctx context.Context, fromID, intoID string) (places.Village, int, error) {
	dir, err := m.cfg.Reload(ctx)
	if err != nil {
		return places.Village{}, 0, err
	}
	from, into, err := dir.Merge(fromID, intoID)
	if err != nil {
		return places.Village{}, 0, err
	}
	if !from.Closed() {
		if err := m.cfg.People.RecordVillage(ctx, people.ActionVillageMerged, m.by, from, into.ID); err != nil {
			return places.Village{}, 0, err
		}
	}
	// People first: while they are on their way both villages are counted, so that no total ever misses anybody.
	first, err := m.gather(ctx, from, into)
	if err != nil {
		return places.Village{}, 0, err
	}
	if err := m.close(ctx, &from, &into); err != nil {
		return places.Village{}, 0, err
	}
	// Who registered in between. Servers that have not read the places again yet go on letting people in; each of them sees to
	// those itself when it has, see Settle.
	later, err := m.gather(ctx, from, into)
	if err != nil {
		return places.Village{}, 0, err
	}
	return into, len(first) + len(later), nil
}

// close hands the roll over before it closes the village, so that repeating it adds the roll once.
func (m *Villages) close(ctx context.Context, from, into *places.Village) error {
	// Both may have changed while people moved.
	dir, err := m.cfg.Reload(ctx)
	if err != nil {
		return err
	}
	if *from, *into, err = dir.Merge(from.ID, into.ID); err != nil {
		return err
	}
	if err := places.KeepRolls(ctx, m.cfg.Rolls, *from, *into); err != nil {
		return err
	}
	stored, err := m.cfg.Rolls.RollsOf(ctx, into.Ward)
	if err != nil {
		return err
	}
	absorbing := into.Absorb(*from, day.Of(m.cfg.Now()), into.NextVersion(stored))
	if err := m.cfg.Store.ReplaceVillages(ctx, []places.Village{*into}, []places.Village{absorbing}); err != nil {
		return err
	}
	closed := from.Close(absorbing)
	if err := m.cfg.Store.ReplaceVillages(ctx, []places.Village{*from}, []places.Village{closed}); err != nil {
		return err
	}
	*from, *into = closed, absorbing
	_, err = m.cfg.Reload(ctx)
	return err
}

// gather moves everybody of a village and recomputes what follows. All of the other one are folded anew: a crash may have left
// some who were moved and had learnt nothing that could be marked.
func (m *Villages) gather(ctx context.Context, from, into places.Village) ([]string, error) {
	moved, err := m.cfg.People.Gather(ctx, from, into)
	if err != nil {
		return nil, err
	}
	all, err := m.cfg.People.LivingIn(ctx, into.ID)
	if err != nil {
		return nil, err
	}
	return moved, m.recount(ctx, all, from.ID, into.ID)
}

// Move lets a resident live in another village, of whatever ward. It returns how many people moved, with the children. Errors as
// people.Service.Move.
func (m *Villages) Move(ctx context.Context, person, village string) (places.Village, int, error) {
	dir, err := m.cfg.Reload(ctx)
	if err != nil {
		return places.Village{}, 0, err
	}
	v, err := dir.Village(village)
	if err != nil {
		return places.Village{}, 0, fmt.Errorf("village %q: %w", village, err)
	}
	p, err := m.cfg.People.Person(ctx, person)
	if err != nil {
		return places.Village{}, 0, err
	}
	moved, err := m.moveAll(ctx, []string{person}, p.Village, v.ID)
	return v, moved, err
}

// recount folds people anew and returns when all totals that follow are stored, which waits for villages that a server has leased.
func (m *Villages) recount(ctx context.Context, ids []string, villages ...string) error {
	ctx, cancel := context.WithTimeout(ctx, passTimeout)
	defer cancel()
	if err := m.cfg.Rollup.Refold(ctx, ids...); err != nil {
		return err
	}
	if err := m.cfg.Rollup.Recompute(ctx, villages...); err != nil {
		return err
	}
	again := time.NewTicker(passInterval)
	defer again.Stop()
	for m.cfg.Rollup.owes(ids, villages) {
		select {
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("the totals of %v wait for another server: ask for the same again: %w", villages, ctx.Err())
		}
		if err := m.cfg.Rollup.Flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Settle moves who registered in closed villages on a server that had not read of it yet, and opens retired ones again for them.
// Servers call it when they have. What fails of one village does not keep back the others.
func (m *Villages) Settle(ctx context.Context, closed []places.Village, dir *places.Directory) error {
	var errs []error
	for _, from := range closed {
		if err := m.settle(ctx, from, dir); err != nil {
			errs = append(errs, fmt.Errorf("village %q: %w", from.ID, err))
		}
	}
	return errors.Join(errs...)
}

func (m *Villages) settle(ctx context.Context, from places.Village, dir *places.Directory) error {
	into, err := dir.End(from.ID)
	if err != nil {
		return err
	}
	if into.Retired { // itself, or the one that it was merged into before
		opened, err := m.reopen(ctx, into, from.ID)
		if err != nil || !opened || into.ID == from.ID {
			return err
		}
		into = into.Reopen()
	}
	moved, err := m.cfg.People.Gather(ctx, from, into)
	if err != nil || len(moved) == 0 {
		return err
	}
	if err := m.cfg.Rollup.Refold(ctx, moved...); err != nil {
		return err
	}
	return m.cfg.Rollup.Recompute(ctx, from.ID, into.ID)
}

// Recompute computes the totals of villages anew.
func (r *Rollup) Recompute(ctx context.Context, villages ...string) error {
	r.note(nil, nil, villages)
	return r.Flush(ctx)
}

// Reread takes over places that changed: it computes the villages in which they differ, whose wards may have been added up
// without them, and builds the boards once no round goes on with the places of before. Totals must follow from the campaigns.
func (r *Rollup) Reread(ctx context.Context, differing []string) error {
	if err := r.Recompute(ctx, differing...); err != nil {
		return err
	}
	return r.ShowCampaigns(ctx)
}

// owes reports whether something about some residents or villages is still to be computed.
func (r *Rollup) owes(residents, villages []string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(villages, func(id string) bool { return r.pending.villages[id] }) ||
		slices.ContainsFunc(residents, func(id string) bool { return r.pending.summaries[id].Resident != "" })
}

func (r *Rollup) waiting() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.pending.empty()
}
