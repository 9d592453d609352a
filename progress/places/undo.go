package places

import "slices"

// Made is what a list made of a village.
type Made struct {
	Village string // id
	New     bool
	Before  string // its name until then; empty for a new one
	After   string // its name since
	Touched bool   // whether others have changed the village since, or may have begun to
}

// LeftReason is why undoing a list of villages leaves a village as it is, or undoing a file of rolls its roll.
type LeftReason string

// The reasons.
const (
	LeftInhabited LeftReason = "inhabited"  // somebody belongs to it now
	LeftRoll      LeftReason = "roll"       // its ward has declared a roll
	LeftChanged   LeftReason = "changed"    // merged, split, renamed or dropped since; of a roll: another one was declared since, too
	LeftNameTaken LeftReason = "name_taken" // another village has its former name now
	LeftApproved  LeftReason = "approved"   // the roll counts
)

// Left is a village that undoing a list leaves as it is.
type Left struct {
	Village Village
	Why     LeftReason
}

// MayDrop looks whether a village that a list added may be dropped again, as far as places tell: whether anybody belongs to it is another
// question. Neither that nor a reason is returned for one that was never stored, or dropped before. stored are its ward's rolls.
func (d *Directory) MayDrop(m Made, stored []RollVersion) (v Village, may bool, why LeftReason) {
	v, err := d.Record(m.Village)
	switch {
	case err != nil || v.Retired:
		return v, false, ""
	case m.Touched || v.Closed() || v.Name != m.After || v.SplitFrom != "" || len(v.Absorbed)+len(v.Released) > 0:
		return v, false, LeftChanged
	}
	if _, declared := v.Newest(stored); declared {
		return v, false, LeftRoll
	}
	return v, true, ""
}

// MayWithdraw looks whether a version of a village's roll may be withdrawn. Neither that nor a reason is returned for one that was never
// stored, or withdrawn before. stored are its ward's rolls.
func (d *Directory) MayWithdraw(village string, version int, stored []RollVersion) (v Village, r RollVersion, may bool, why LeftReason) {
	v, err := d.Record(village)
	if err != nil {
		return v, r, false, ""
	}
	r, there := v.Version(stored, version)
	newest, _ := v.Newest(stored)
	switch {
	case !there || r.Withdrawn():
		return v, r, false, ""
	case r.Approved():
		return v, r, false, LeftApproved
	case v.Closed() || newest.Version != version:
		return v, r, false, LeftChanged
	}
	return v, r, true, ""
}

// NamesBack looks which villages that a list renamed get their former names back, all at once: a name may have been passed on. Those that
// have theirs already are in neither answer. No new village of the list has such a name: a row with it is about the one that has it.
func (d *Directory) NamesBack(made []Made) (back []Renaming, left []Left) {
	for _, m := range made {
		v, err := d.Record(m.Village)
		if err != nil || m.New || v.Name == m.Before {
			continue
		}
		if m.Touched || v.Closed() || v.Name != m.After {
			left = append(left, Left{v, LeftChanged})
			continue
		}
		former := v
		former.Name = m.Before
		back = append(back, Renaming{v, former})
	}
	// Who does not get a name back keeps the one that another may wait for.
	for {
		i := d.clash(back)
		if i < 0 {
			return back, left
		}
		left = append(left, Left{back[i].Before, LeftNameTaken})
		back = slices.Delete(back, i, i+1)
	}
}

// clash returns which of some renamings would give a village the name of one that keeps its own, -1 if none does.
func (d *Directory) clash(list []Renaming) int {
	renamed := map[string]bool{}
	for _, r := range list {
		renamed[r.Before.ID] = true
	}
	return slices.IndexFunc(list, func(r Renaming) bool {
		return slices.ContainsFunc(d.VillagesOf(r.After.Ward), func(o Village) bool {
			return !renamed[o.ID] && Fold(o.Name) == Fold(r.After.Name)
		})
	})
}
