package progress

import "context"

// KeepBoards is what Run does each second.
func (r *Rollup) KeepBoards(ctx context.Context) error { return r.keepBoards(ctx) }

// The pure parts of ToVisit.
var (
	ReasonToVisit = reasonToVisit
	MissedTwice   = missedTwice
)
