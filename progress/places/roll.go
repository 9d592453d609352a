package places

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"hocso/internal/day"
)

// ErrRollTaken says that another declaration of the village has the version already, or that what is to be withdrawn is approved.
var ErrRollTaken = errors.New("another roll of the village has this version")

// RollVersion is one declaration of how many adults a village has. It is made by an officer of the ward, and counts from when it
// is approved: Village.Roll is the newest approved one. What was withdrawn before stays, so that its number is never given again.
type RollVersion struct {
	Village    string    `json:"village"`
	Version    int       `json:"version"` // from 1, rising with each declaration of the village
	Adults     int       `json:"adults"`
	Day        day.Day   `json:"day"` // the day that the number is of
	By         string    `json:"by"`  // person id; empty for the command line
	At         time.Time `json:"at"`
	ApprovedBy string    `json:"approved_by,omitempty"` // person id; empty for the command line
	ApprovedAt time.Time `json:"approved_at,omitzero"`  // zero until it is approved

	WithdrawnBy string    `json:"withdrawn_by,omitempty"` // person id
	WithdrawnAt time.Time `json:"withdrawn_at,omitzero"`  // zero unless it was withdrawn
}

// Approved reports whether an officer has approved the version.
func (r RollVersion) Approved() bool { return !r.ApprovedAt.IsZero() }

// Withdrawn reports whether an officer has taken the version back before anybody approved it.
func (r RollVersion) Withdrawn() bool { return !r.WithdrawnAt.IsZero() && !r.Approved() }

// Waits reports whether the version may still be approved.
func (r RollVersion) Waits() bool { return !r.Approved() && !r.Withdrawn() }

// Ward returns the code of the village's ward.
func (r RollVersion) Ward() string {
	ward, _, _ := strings.Cut(r.Village, "-")
	return ward
}

// RollStore keeps all declarations. Errors other than those named are a driver's, wrapped.
type RollStore interface {
	// PutRolls stores declarations by village and version, all or none of them, as JoinRolls joins them with what is there.
	// ErrRollTaken.
	PutRolls(ctx context.Context, list []RollVersion) error
	// RollsOf returns all declarations of a ward's villages, ordered by village, then version.
	RollsOf(ctx context.Context, ward string) ([]RollVersion, error)
}

// JoinRolls adds declarations to stored ones and returns all, ordered by village and version. What was approved stays as it is. What
// was not is replaced by its withdrawal or its approval, or by a version that came to be approved without it, as merging and splitting
// villages makes them: a village has what is approved by then, whoever withdraws it meanwhile. ErrRollTaken for any other one with the
// same number.
func JoinRolls(stored, list []RollVersion) ([]RollVersion, error) {
	joined := slices.Clone(stored)
	for _, r := range list {
		i, there := slices.BinarySearchFunc(joined, r, compareRolls)
		if !there {
			joined = slices.Insert(joined, i, r)
			continue
		}
		old := joined[i]
		alike := old.Adults == r.Adults && old.Day == r.Day
		same := alike && old.At.Equal(r.At) && old.By == r.By
		switch {
		case !old.Approved() && r.Approved(), same && old.Waits() && r.Withdrawn():
			joined[i] = r
		case alike && old.Approved() && !r.Withdrawn(), same && !old.Approved():
		default:
			return nil, ErrRollTaken
		}
	}
	return joined, nil
}

func compareRolls(a, b RollVersion) int {
	return cmp.Or(cmp.Compare(a.Village, b.Village), cmp.Compare(a.Version, b.Version))
}

// Versions returns the versions of one village's roll, ordered, from those of its ward: the stored ones, and the one that it has
// now, which may have come from merging or splitting or from a file of the command line.
func (v Village) Versions(stored []RollVersion) []RollVersion {
	var list []RollVersion
	for _, r := range stored {
		if r.Village == v.ID {
			list = append(list, r)
		}
	}
	if v.Roll == nil {
		return list
	}
	at := v.Roll.Day.Start().UTC()
	own := RollVersion{Village: v.ID, Version: v.Roll.Version, Adults: v.Roll.Adults, Day: v.Roll.Day, At: at, ApprovedAt: at}
	i, there := slices.BinarySearchFunc(list, own, compareRolls)
	switch {
	case !there:
		return slices.Insert(list, i, own)
	case !list[i].Approved() || list[i].Adults != own.Adults || list[i].Day != own.Day:
		list[i] = own // what counts is what the village has; storing the version's approval was broken off
	}
	return list
}

// Version returns one version of a village's roll, from the stored ones of its ward.
func (v Village) Version(stored []RollVersion, version int) (RollVersion, bool) {
	for _, r := range v.Versions(stored) {
		if r.Version == version {
			return r, true
		}
	}
	return RollVersion{}, false
}

// NextVersion returns the number of a village's next roll, from the stored ones of its ward.
func (v Village) NextVersion(stored []RollVersion) int {
	last := 0
	for _, r := range v.Versions(stored) {
		last = max(last, r.Version)
	}
	return last + 1
}

// Newest returns the newest version of a village's roll that was not withdrawn, from the stored ones of its ward.
func (v Village) Newest(stored []RollVersion) (RollVersion, bool) {
	for _, r := range slices.Backward(v.Versions(stored)) {
		if !r.Withdrawn() {
			return r, true
		}
	}
	return RollVersion{}, false
}

// declaredLast reports whether the newest roll of a village, be it waiting or the one that it has, says just this. What it had before a
// merge or a split took it is no such roll, nor what was withdrawn.
func (v Village) declaredLast(stored []RollVersion, adults int, on day.Day) bool {
	last, ok := v.Newest(stored)
	counts := v.Roll != nil && v.Roll.Version == last.Version
	return ok && (counts || !last.Approved()) && last.Adults == adults && last.Day == on
}

// KeepRolls stores the rolls that villages have now as approved versions. It is called before they get another one, so that the
// history of a roll is whole whoever changes it.
func KeepRolls(ctx context.Context, store RollStore, villages ...Village) error {
	var list []RollVersion
	for _, v := range villages {
		if v.Roll != nil {
			list = append(list, v.Versions(nil)...)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return store.PutRolls(ctx, list)
}
