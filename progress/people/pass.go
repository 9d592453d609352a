package people

import (
	"context"
	"time"
)

// PassKind is what a pass is for.
type PassKind string

// The kinds of passes.
const (
	CardPass     PassKind = "card"     // printed; signs one resident in
	JoinPass     PassKind = "join"     // enrols into one village, never signs in to an account that exists
	DevicePass   PassKind = "device"   // lets one resident's PIN work on a device that is not known yet
	RecoveryPass PassKind = "recovery" // lets one resident set a new PIN
)

// Pass is a secret that somebody of a village's team, or an officer, hands to a resident: printed or spoken.
type Pass struct {
	ID        string // UUID
	Kind      PassKind
	Village   string
	Person    string // whose it is; empty for a join code
	Digest    []byte // keyed hash of the secret, unique among passes
	Number    string // of a card, see CardNumber; empty for cards made before they had one, and for other passes
	By        string // person id of who issued it
	CreatedAt time.Time
	ExpiresAt time.Time // zero: never
	Uses      int       // how often it was used
	MaxUses   int       // 0: without limit
	RevokedAt time.Time // zero: not revoked
	Revision  int       // rises with each change
}

// Valid reports whether the pass may be used once more.
func (p Pass) Valid(now time.Time) bool {
	return p.RevokedAt.IsZero() && (p.ExpiresAt.IsZero() || now.Before(p.ExpiresAt)) && (p.MaxUses == 0 || p.Uses < p.MaxUses)
}

// PassStore keeps passes. Errors other than those named are a driver's, wrapped.
type PassStore interface {
	// AddPass stores a new pass, or ErrConflict if its digest is in use.
	AddPass(ctx context.Context, p Pass) error
	// Pass returns one pass by id, or ErrNotFound.
	Pass(ctx context.Context, id string) (Pass, error)
	// PassByDigest returns one pass, or ErrNotFound.
	PassByDigest(ctx context.Context, digest []byte) (Pass, error)
	// PassesOfVillage returns a village's passes of one kind, ordered by id.
	PassesOfVillage(ctx context.Context, village string, kind PassKind) ([]Pass, error)
	// PassesOfPerson returns a person's passes, ordered by id.
	PassesOfPerson(ctx context.Context, person string) ([]Pass, error)
	// UpdatePass replaces a pass whose stored Revision is p.Revision, and raises it; else ErrConflict.
	UpdatePass(ctx context.Context, p Pass) error
	// DeletePassesOf removes all passes of a person.
	DeletePassesOf(ctx context.Context, person string) error
	// EndedPasses returns the passes that expired or were revoked before the given time, ordered by id.
	EndedPasses(ctx context.Context, before time.Time) ([]Pass, error)
	// DeletePass removes a pass. Removing none is no error.
	DeletePass(ctx context.Context, id string) error
}
