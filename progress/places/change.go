package places

import (
	"errors"
	"fmt"
	"slices"

	"hocso/internal/day"
)

var (
	// ErrVillageKind says that a text is no kind of village.
	ErrVillageKind = fmt.Errorf("the kind must be %s, %s, %s or %s", Thon, Buon, ToDanPho, KhuPho)
	// ErrVillageNameTaken says that an open village of the ward has the name, as the search understands it.
	ErrVillageNameTaken = errors.New("another village of the ward has this name")
	// ErrVillageClosed says that a village was merged into another one or retired.
	ErrVillageClosed = errors.New("the village was merged into another one or retired")
	// ErrInhabited says that a village cannot be retired, since somebody belongs to it.
	ErrInhabited = errors.New("somebody lives in the village or is of its team")
	// ErrSameVillage says that a village was to be merged into itself.
	ErrSameVillage = errors.New("a village cannot be merged into itself")
	// ErrOtherWard says that villages of different wards were to be merged.
	ErrOtherWard = errors.New("the villages belong to different wards")
	// ErrNoRoll says that adults were to be taken off a roll that is not there.
	ErrNoRoll = errors.New("the village has no roll that adults could be taken off")
	// ErrAdults says that a number of adults leaves nobody in one of the villages.
	ErrAdults = errors.New("there must be 1 adult or more, and fewer than on the roll")
	// ErrRollTooLarge says that two rolls together have more adults than any village.
	ErrRollTooLarge = fmt.Errorf("a roll has %d adults at most", MaxAdults)
)

// VillageKinds lists all kinds of village.
var VillageKinds = []VillageKind{Thon, Buon, ToDanPho, KhuPho}

// Open returns the open village with exactly this id. ErrNotFound, ErrVillageClosed.
func (d *Directory) Open(id string) (Village, error) {
	v, err := d.Record(id)
	if err == nil && v.Closed() {
		err = fmt.Errorf("%w: %s", ErrVillageClosed, v.MergedInto)
	}
	return v, err
}

// Named returns the open village of a ward that has the name, as the search understands it, and whether there is one.
func (d *Directory) Named(ward, name string) (Village, bool) {
	for _, v := range d.VillagesOf(ward) {
		if Fold(v.Name) == Fold(name) {
			return v, true
		}
	}
	return Village{}, false
}

// NewVillage returns a village that a ward does not have yet. Numbers of closed ones are not used again. ErrNotFound for the ward,
// ErrVillageKind, ErrVillageName, ErrVillageNameTaken, ErrTooManyVillages.
func (d *Directory) NewVillage(ward, name string, kind VillageKind) (Village, error) {
	w, err := d.Ward(ward)
	if err != nil {
		return Village{}, err
	}
	if !slices.Contains(VillageKinds, kind) {
		return Village{}, ErrVillageKind
	}
	if name, err = VillageName(name); err != nil {
		return Village{}, err
	}
	if _, taken := d.Named(w.Code, name); taken {
		return Village{}, ErrVillageNameTaken
	}
	id, err := VillageID(w.Code, d.LastNumber(w.Code)+1)
	return Village{ID: id, Ward: w.Code, Name: name, Kind: kind}, err
}

// LastNumber returns the highest number that a village of a ward has or had, 0 without any.
func (d *Directory) LastNumber(ward string) int {
	last := 0
	for _, v := range d.AllOf(ward) {
		last = max(last, v.Number())
	}
	return last
}

// Renamed returns a village with another name. ErrNotFound, ErrVillageClosed, ErrVillageName, ErrVillageNameTaken.
func (d *Directory) Renamed(id, name string) (Village, error) {
	v, err := d.Open(id)
	if err != nil {
		return Village{}, err
	}
	if v.Name, err = VillageName(name); err != nil {
		return Village{}, err
	}
	if other, taken := d.Named(v.Ward, v.Name); taken && other.ID != v.ID {
		return Village{}, ErrVillageNameTaken
	}
	return v, nil
}

// Merge returns two villages of a ward as they are before the first is merged into the second. The first may be closed already if
// it was merged into just this one, so that what was interrupted can be repeated. ErrNotFound, ErrSameVillage, ErrOtherWard,
// ErrVillageClosed, ErrRollTooLarge.
func (d *Directory) Merge(fromID, intoID string) (from, into Village, err error) {
	if from, err = d.Record(fromID); err != nil {
		return from, into, fmt.Errorf("village %q: %w", fromID, err)
	}
	if into, err = d.Open(intoID); err != nil {
		return from, into, fmt.Errorf("village %q: %w", intoID, err)
	}
	switch {
	case from.ID == into.ID:
		err = ErrSameVillage
	case from.Ward != into.Ward:
		err = ErrOtherWard
	case from.Closed() && from.MergedInto != into.ID:
		err = fmt.Errorf("village %q: %w: %s", from.ID, ErrVillageClosed, from.MergedInto)
	case !slices.Contains(into.Absorbed, from.ID) && from.Adults() > 0 && into.Adults() > 0 && from.Adults()+into.Adults() > MaxAdults:
		err = ErrRollTooLarge
	}
	return from, into, err
}

// Absorb returns a village whose roll takes account of one that is merged into it: the sum of both as a version of a number that none had
// (NextVersion); none if one of them has none, until the ward declares one. Repeating it changes nothing.
func (v Village) Absorb(from Village, today day.Day, version int) Village {
	if slices.Contains(v.Absorbed, from.ID) {
		return v
	}
	v.Absorbed = append(slices.Clip(v.Absorbed), from.ID)
	if from.Roll == nil || v.Roll == nil {
		v.Roll = nil
		return v
	}
	v.Roll = &Roll{Adults: v.Roll.Adults + from.Roll.Adults, Day: today, Version: version}
	return v
}

// Close returns a village as it is after it was merged into another one. Its roll has become part of the other's.
func (v Village) Close(into Village) Village {
	v.MergedInto, v.Roll = into.ID, nil
	return v
}

// Retire returns a village as it is after it was retired. Its roll goes with it: adults who are somewhere else now are declared there.
func (v Village) Retire() Village {
	v.Retired, v.Roll = true, nil
	return v
}

// Reopen returns a retired village as it is after somebody turned out to live there.
func (v Village) Reopen() Village {
	v.Retired = false
	return v
}

// CheckSplit says whether a number of adults may leave a village with one that is split off it; 0 means that it is not known.
// ErrNoRoll, ErrAdults.
func (v Village) CheckSplit(off Village, adults int) error {
	switch {
	case adults < 0:
		return ErrAdults
	case adults == 0 || slices.Contains(v.Released, off.ID):
		return nil
	case v.Roll == nil:
		return ErrNoRoll
	case adults >= v.Roll.Adults:
		return ErrAdults
	}
	return nil
}

// Release returns a village and one that is split off it with their rolls: so many adults leave with the latter, each a new version;
// that of the first has a number that none had (NextVersion).
// Where their number is not known, 0, both stand without a roll until the ward declares theirs. Repeating it changes nothing.
func (v Village) Release(off Village, adults int, today day.Day, version int) (rest, released Village) {
	released = off
	if adults > 0 && off.Roll == nil {
		released.Roll = &Roll{Adults: adults, Day: today, Version: 1}
	}
	if slices.Contains(v.Released, off.ID) {
		return v, released
	}
	v.Released = append(slices.Clip(v.Released), off.ID)
	if adults == 0 || v.Roll == nil {
		v.Roll = nil
		return v, released
	}
	v.Roll = &Roll{Adults: v.Roll.Adults - adults, Day: today, Version: version}
	return v, released
}
