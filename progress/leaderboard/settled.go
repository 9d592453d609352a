package leaderboard

import (
	"cmp"
	"fmt"
	"slices"

	"hocso/progress/campaign"
)

// Settled is the table of a campaign that is frozen. Its state is the settlement's hash, so whoever has read a board of it knows
// that it is still the same.
type Settled struct{ table *Table }

// NewSettled makes the table of a settlement, which must not be changed any more.
func NewSettled(s *campaign.Settlement) Settled {
	return Settled{&Table{Campaign: s.Campaign, AsOf: s.At, State: s.Hash, settled: s, boards: map[boardKey]*Snapshot{}}}
}

// Board returns a frozen board, the same one always by the same pointer. Only the whole campaign is frozen: campaign.ErrView for
// other windows, and for a board that was not.
func (s Settled) Board(board Board, v campaign.View) (*Snapshot, error) {
	if v.Window != campaign.WholeCampaign {
		return nil, fmt.Errorf("%w: frozen %s", campaign.ErrView, v.Window)
	}
	if _, err := s.table.settled.Board(board.String(), v.Measure, v.Band); err != nil {
		return nil, err
	}
	return s.table.Board(board, v, s.table.settled.Day), nil
}

// Frozen reports whether the table is of a settlement.
func (t *Table) Frozen() bool { return t.settled != nil }

// Named returns what a place and its ward were called when the boards were frozen; false on a table that is not.
func (t *Table) Named(id string) (name, ward string, ok bool) {
	if t.settled == nil {
		return "", "", false
	}
	of := func(id string) campaign.Name {
		names := t.settled.Names // ordered by id
		i, ok := slices.BinarySearchFunc(names, id, func(n campaign.Name, id string) int { return cmp.Compare(n.ID, id) })
		if !ok {
			return campaign.Name{}
		}
		return names[i]
	}
	place := of(id)
	if place.Ward != "" {
		ward = of(place.Ward).Name
	}
	return place.Name, ward, true
}

// Reached returns what a ward had reached, or all of them together for none; false where the settlement has no such ward.
func (s Settled) Reached(ward string) (campaign.Reached, bool) { return s.table.settled.Reached(ward) }
