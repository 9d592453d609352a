package places

import (
	"context"
	"strings"
	"time"

	"hocso/internal/day"
)

// RollVersion is one declaration of how many adults a village has. It is made by an officer of the ward, and counts from when it
// is approved: Village.Roll is the newest approved one.
type RollVersion struct {
	Village    string    `json:"village"`
	Version    int       `json:"version"` // from 1, rising with each declaration of the village
	Adults     int       `json:"adults"`
	Day        day.Day   `json:"day"` // the day that the number is of
	By         string    `json:"by"`  // person id
	At         time.Time `json:"at"`
	ApprovedBy string    `json:"approved_by,omitempty"` // person id; empty until it is approved
	ApprovedAt time.Time `json:"approved_at,omitzero"`
}

// Ward returns the code of the ward that the village is in.
func (r RollVersion) Ward() string {
	ward, _, _ := strings.Cut(r.Village, "-")
	return ward
}

// RollStore keeps all declarations. Errors are a driver's, wrapped.
type RollStore interface {
	// PutRolls inserts or replaces declarations by village and version. What was interrupted may be there in part; putting the same
	// again completes it.
	PutRolls(ctx context.Context, list []RollVersion) error
	// RollsOf returns all declarations of a ward's villages, ordered by village, then version.
	RollsOf(ctx context.Context, ward string) ([]RollVersion, error)
}
