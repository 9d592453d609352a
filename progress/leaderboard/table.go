package leaderboard

import (
	"sync"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

// Board names one ranking of places.
type Board struct {
	Villages bool   // of villages, not of wards
	Ward     string // with Villages: only those of this ward
}

// The boards of the whole province.
var (
	Wards    = Board{}
	Villages = Board{Villages: true}
)

// VillagesOf is the board of one ward's villages.
func VillagesOf(ward string) Board { return Board{Villages: true, Ward: ward} }

// String is the board's name in addresses: "wards", "villages", "wards/24163/villages".
func (b Board) String() string {
	switch {
	case !b.Villages:
		return "wards"
	case b.Ward == "":
		return "villages"
	}
	return "wards/" + b.Ward + "/villages"
}

// has reports whether a row stands on the board.
func (b Board) has(r campaign.Row) bool {
	if !b.Villages {
		return r.Ward == ""
	}
	return r.Ward != "" && (b.Ward == "" || b.Ward == r.Ward)
}

// Table is all rows of a campaign at one moment, and the boards that were made of them. It is safe for concurrent use.
type Table struct {
	Campaign campaign.Campaign
	AsOf     time.Time
	State    string // another one whenever rows were written
	Stale    bool   // it could not be read anew just now, or its rows follow from another version of the campaign
	unread   bool   // it could not be read anew just now
	version  int    // from which its rows follow
	rows     []campaign.Row
	settled  *campaign.Settlement // nil while the campaign is open

	mu     sync.Mutex
	boards map[boardKey]*Snapshot
}

type boardKey struct {
	board Board
	view  campaign.View
	today day.Day
}

// Snapshot is one board at one moment. It must not be changed.
type Snapshot struct {
	Table *Table
	Board Board
	View  campaign.View
	Day   day.Day
	campaign.Standing

	index  sync.Once
	ranked map[string]int // positions in Ranked
	apart  map[string]int // positions in Apart
}

// Ranks returns at which position of Ranked a place is, and whether it is there.
func (s *Snapshot) Ranks(id string) (int, bool) {
	s.index.Do(s.makeIndex)
	i, ok := s.ranked[id]
	return i, ok
}

// StandsApart returns at which position of Apart a place is, and whether it is there.
func (s *Snapshot) StandsApart(id string) (int, bool) {
	s.index.Do(s.makeIndex)
	i, ok := s.apart[id]
	return i, ok
}

func (s *Snapshot) makeIndex() {
	s.ranked, s.apart = make(map[string]int, len(s.Ranked)), make(map[string]int, len(s.Apart))
	for i := range s.Ranked {
		s.ranked[s.Ranked[i].ID] = i
	}
	for i := range s.Apart {
		s.apart[s.Apart[i].ID] = i
	}
}

// NewTable makes a table of rows, a stale one if they follow from another version of the campaign.
func NewTable(c campaign.Campaign, rows Rows) *Table {
	return &Table{Campaign: c, AsOf: rows.AsOf, State: rows.State, Stale: rows.Version != c.Version, version: rows.Version, rows: rows.Rows, boards: map[boardKey]*Snapshot{}}
}

// stale returns the table as one that could not be read anew.
func (t *Table) stale() *Table {
	s := NewTable(t.Campaign, Rows{Rows: t.rows, Version: t.version, AsOf: t.AsOf, State: t.State})
	s.Stale, s.unread = true, true
	return s
}

// Board returns a board in a view on a day. The same board comes back as the same pointer, so callers may keep what they made of
// it. The view must be one that the campaign has.
func (t *Table) Board(board Board, v campaign.View, today day.Day) *Snapshot {
	key := boardKey{board, v, today}
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.boards[key]; s != nil {
		return s
	}
	s := &Snapshot{Table: t, Board: board, View: v, Day: today, Standing: t.standing(board, v, today)}
	t.boards[key] = s
	return s
}

func (t *Table) standing(board Board, v campaign.View, today day.Day) campaign.Standing {
	if t.settled != nil {
		standing, _ := t.settled.Board(board.String(), v.Measure, v.Band) // Settled.Board has looked
		return standing
	}
	var rows []campaign.Row
	for _, r := range t.rows {
		if board.has(r) {
			rows = append(rows, r)
		}
	}
	return campaign.Rank(rows, v, t.Campaign, today)
}
