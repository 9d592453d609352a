package campaign

import (
	"context"
	"errors"
	"time"

	"hocso/internal/day"
)

// ErrSettled says that a campaign is frozen already.
var ErrSettled = errors.New("the campaign's boards are frozen")

// Settlement is how a campaign ended: its boards as they were frozen. It is stored once and never changes.
type Settlement struct {
	Campaign Campaign      `json:"campaign"` // in the version that holds
	Rules    int           `json:"rules"`    // RulesVersion
	Day      day.Day       `json:"day"`      // its last day, on which the boards look
	At       time.Time     `json:"at"`       // when it was frozen
	Names    []Name        `json:"names"`    // of all places, as they were called then, ordered by id
	Rows     []SettledRow  `json:"rows"`     // ordered by id; each with its roll's version
	Boards   []FrozenBoard `json:"boards"`   // of wards, of villages, and of each ward's villages, in each measure and band
	Hash     string        `json:"hash"`     // SHA-256, hex, of its JSON with an empty hash
}

// Name is what a place was called.
type Name struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Ward string `json:"ward,omitempty"` // code
}

// SettledRow is a row as a settlement keeps it, for everybody to read: numbers of too few people are left out.
type SettledRow struct {
	ID          string    `json:"id"`
	Ward        string    `json:"ward,omitempty"`
	Adults      int       `json:"adults"`
	RollVersion int       `json:"roll_version"`
	RollDay     day.Day   `json:"roll_day,omitempty"`
	Learners    *int      `json:"learners,omitempty"`
	Done        *int      `json:"done,omitempty"`
	Completed   *int      `json:"completed,omitempty"`
	Points      *int      `json:"points,omitempty"`
	DoneAt      time.Time `json:"done_at,omitzero"`
	State       State     `json:"state,omitempty"`
}

// FrozenBoard is one board of a settlement.
type FrozenBoard struct {
	Board   string         `json:"board"` // as in addresses
	Measure Measure        `json:"measure"`
	Band    string         `json:"band,omitempty"`
	Ranked  []FrozenPlace  `json:"ranked"`
	Apart   []FrozenReason `json:"apart"`
}

// FrozenPlace is a line of a frozen board; its value is num / den.
type FrozenPlace struct {
	ID   string `json:"id"`
	Rank int    `json:"rank"`
	Num  int    `json:"num"`
	Den  int    `json:"den"`
}

// FrozenReason is why a place is not on a frozen board.
type FrozenReason struct {
	ID     string `json:"id"`
	Reason Reason `json:"reason"`
	Hidden bool   `json:"hidden,omitempty"`
}

// Head is what there is to say of a settlement without its rows and boards.
type Head struct {
	Campaign Campaign  `json:"campaign"` // as it was settled
	At       time.Time `json:"at"`
	Hash     string    `json:"hash"`
}

// Head returns what the settlement's head must be.
func (s Settlement) Head() Head { return Head{s.Campaign, s.At, s.Hash} }

// SettlementStore keeps settlements. Errors other than those named are a driver's, wrapped.
type SettlementStore interface {
	// AddSettlement stores a campaign's settlement, or returns ErrSettled if there is one, which stays.
	AddSettlement(ctx context.Context, s Settlement) error
	// Settlement returns a campaign's settlement, or ErrNotFound.
	Settlement(ctx context.Context, campaign string) (Settlement, error)
	// Settled returns the heads of all settlements, ordered by campaign, without reading the settlements.
	Settled(ctx context.Context) ([]Head, error)
}
