// Package campaign holds the rules of a push: when it runs, which modules count, and how places are ranked. All of
// it is pure: no clock, no store access.
package campaign

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"hocso/internal/day"
)

// ErrNotFound says that no campaign is stored.
var ErrNotFound = errors.New("campaign not found")

// Campaign is one push. Its days are dates of their own, not an arithmetic of 100: the peak of 2025 ran 103 days.
type Campaign struct {
	ID       string
	Name     string
	FirstDay day.Day
	LastDay  day.Day  // inclusive
	Modules  []string // the counted modules
	Sample   bool     // demo mode

	OpenRegistration bool // residents may register without a join code; they are unconfirmed then
	CountUnconfirmed bool // people whom nobody of their village has confirmed count too
}

// Covers reports whether something received at t counts.
func (c Campaign) Covers(t time.Time) bool {
	d := day.Of(t)
	return d >= c.FirstDay && d <= c.LastDay
}

// Counts reports whether the module is one of the counted ones.
func (c Campaign) Counts(module string) bool { return slices.Contains(c.Modules, module) }

// Measure is what a board ranks by.
type Measure string

// The measures.
const (
	Rate   Measure = "rate"   // residents who passed at least one counted module / roll
	Points Measure = "points" // questions right in the best attempts at counted modules
)

// Measures lists all measures.
var Measures = []Measure{Rate, Points}

// Row is what a board knows of one place: a village or a ward. It holds aggregates only.
type Row struct {
	ID     string // village id or ward code
	Ward   string // code of the ward that the village is in; empty for a ward
	Done   int    // residents who passed at least one counted module
	Roll   int    // adults; 0 without an approved roll
	Points int
	AsOf   time.Time
}

// Value returns what the row is ranked by and whether it can be ranked: a place without a roll has no rate.
func (r Row) Value(m Measure) (float64, bool) {
	if m == Points {
		return float64(r.Points), true
	}
	if r.Roll <= 0 {
		return 0, false
	}
	return float64(r.Done) / float64(r.Roll), true
}

// Ranked is a row with its place on a board.
type Ranked struct {
	Row
	Rank  int // from 1
	Value float64
}

// Rank orders rows by a measure, highest first, and leaves out those that cannot be ranked. Equal values share a
// rank (1, 2, 2, 4) and stand in order of larger roll, then id.
func Rank(rows []Row, m Measure) []Ranked {
	ranked := make([]Ranked, 0, len(rows))
	for _, r := range rows {
		if v, ok := r.Value(m); ok {
			ranked = append(ranked, Ranked{Row: r, Value: v})
		}
	}
	slices.SortFunc(ranked, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(b.Roll, a.Roll), cmp.Compare(a.ID, b.ID))
	})
	for i := range ranked {
		if i > 0 && ranked[i].Value == ranked[i-1].Value {
			ranked[i].Rank = ranked[i-1].Rank
		} else {
			ranked[i].Rank = i + 1
		}
	}
	return ranked
}

// Store keeps the campaign that runs.
type Store interface {
	// PutCampaign inserts or replaces a campaign by id and makes it the one that runs.
	PutCampaign(ctx context.Context, c Campaign) error
	// Campaign returns the campaign that runs, or ErrNotFound.
	Campaign(ctx context.Context) (Campaign, error)
}
