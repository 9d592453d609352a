package people

import (
	"context"
	"time"
)

// Factor is a staff member's second factor: a time-based one-time password (RFC 6238) and recovery codes.
type Factor struct {
	Person     string
	Secret     []byte    // of the one-time passwords, sealed with a key made of the pepper
	EnrolledAt time.Time // zero until a first code proved that the person's app has the secret
	LastStep   int64     // the time step of the last code that was accepted; none is accepted twice
	Recovery   [][]byte  // keyed hashes of the recovery codes not used yet
	Revision   int       // rises with each change; 0 for one not stored yet
}

// FactorStore keeps second factors. Errors other than those named are a driver's, wrapped.
type FactorStore interface {
	// Factor returns a person's factor; one with Revision 0 if none is stored.
	Factor(ctx context.Context, person string) (Factor, error)
	// PutFactor stores a factor if the stored Revision still is f.Revision (0: none stored), and raises it; else ErrConflict.
	PutFactor(ctx context.Context, f Factor) error
	// DeleteFactor removes a person's factor. Removing none is no error.
	DeleteFactor(ctx context.Context, person string) error
}
