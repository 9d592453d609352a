// Package places holds the province's units and villages: what they are called, how many adults they have, and
// how a person finds theirs. Who lives there is in package people; what they learnt is in package progress.
package places

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"hocso/internal/day"
)

// Province is the key of the whole province in totals: its code in the Statistics Office's list.
const Province = "66"

// ErrNotFound says that no place has the given key.
var ErrNotFound = errors.New("place not found")

// ErrChanged says that somebody has changed a place since it was read.
var ErrChanged = errors.New("the village was changed meanwhile; ask for the same again")

// ErrNumberTaken says that a new village's number was given to another one meanwhile.
var ErrNumberTaken = fmt.Errorf("the number was given to another village: %w", ErrChanged)

// WardKind tells a commune (xã) from a ward (phường).
type WardKind string

// The two kinds of commune-level unit in the province.
const (
	Commune   WardKind = "commune"
	UrbanWard WardKind = "ward"
)

// Ward is a commune-level unit as of 1 July 2025 (Nghị quyết 1660/NQ-UBTVQH15).
type Ward struct {
	Code           string   // official five-digit code, the key
	Name           string   // without its kind
	Kind           WardKind //
	FormerProvince string
	FormerDistrict string
	FormerUnits    []string // the units it was formed from, each with its kind: "xã Ea Tu"
	Population     int      // all ages, 2025
	Lon, Lat       float64  // centre of area, degrees, to 0.01
}

// Title returns the name with its kind: "phường Tân An".
func (w Ward) Title() string {
	if w.Kind == UrbanWard {
		return "phường " + w.Name
	}
	return "xã " + w.Name
}

// VillageKind is what a village calls itself.
type VillageKind string

// The kinds of village.
const (
	Thon     VillageKind = "thon"       // thôn
	Buon     VillageKind = "buon"       // buôn
	ToDanPho VillageKind = "to_dan_pho" // tổ dân phố
	KhuPho   VillageKind = "khu_pho"    // khu phố
)

// Village is a thôn, buôn, tổ dân phố or khu phố.
type Village struct {
	ID     string // ward code, "-", three digits: "24163-001"
	Ward   string // code of its ward
	Name   string // with its kind, as the unit calls itself
	Kind   VillageKind
	Roll   *Roll // nil until the ward has approved one
	Sample bool  // invented for the demo

	MergedInto string   // the village that it was merged into; empty while it is open
	Retired    bool     // closed without a successor, since nobody lived there
	SplitFrom  string   // the village that it was split off
	Absorbed   []string // villages merged into it whose adults its roll has
	Released   []string // villages split off it whose adults its roll no longer has
}

// Closed reports whether the village was merged into another one or retired. A village is never deleted: what names it goes on being
// understood.
func (v Village) Closed() bool { return v.MergedInto != "" || v.Retired }

// Adults returns the roll's number, 0 without a roll.
func (v Village) Adults() int {
	if v.Roll == nil {
		return 0
	}
	return v.Roll.Adults
}

// Roll is how many adults a village has, as the ward declared it: the denominator of every rate.
type Roll struct {
	Adults  int // at least 1
	Day     day.Day
	Version int // from 1, rising with each new declaration
}

var wardCode = regexp.MustCompile(`^[0-9]{5}$`)

// ValidWardCode reports whether s is shaped like a ward's code.
func ValidWardCode(s string) bool { return wardCode.MatchString(s) }

// Store keeps wards and villages. All methods may return a driver's error, wrapped.
type Store interface {
	// PutWards inserts or replaces wards by code.
	PutWards(ctx context.Context, wards []Ward) error
	// PutVillages inserts or replaces villages by id. It is for tables and backups; see AddVillage.
	PutVillages(ctx context.Context, villages []Village) error
	// AddVillage stores a new village durably, or returns ErrNumberTaken if there is one with its id; that one stays as it is.
	AddVillage(ctx context.Context, v Village) error
	// ReplaceVillages replaces villages that still are as they were read by others with the same ids, in the same order. ErrChanged
	// for a village that is not; the rest may be replaced then.
	ReplaceVillages(ctx context.Context, read, fresh []Village) error
	// Wards returns all wards, ordered by code.
	Wards(ctx context.Context) ([]Ward, error)
	// Villages returns all villages, closed ones too, ordered by id.
	Villages(ctx context.Context) ([]Village, error)
}
