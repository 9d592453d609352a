package people

import (
	"context"
	"fmt"
	"time"

	"hocso/progress/places"
)

// importLease is how long another server waits for one that holds a ward's imports and was killed. What is done between two holds
// takes seconds.
const importLease = time.Minute

// Leases let servers that share a store take turns; see progress.LeaseStore.
type Leases interface {
	// Claim leases those of the keys that nobody else holds until an end, and returns them.
	Claim(ctx context.Context, holder string, keys []string, now, until time.Time) ([]string, error)
	// Release frees those of the keys that the holder has leased.
	Release(ctx context.Context, holder string, keys []string) error
}

// ImportTurn is the turn of one import into a ward, of people or of villages, or of its undoing: two at once would add everybody twice.
type ImportTurn struct {
	service *Service
	key     string
	leave   func()
}

// TakeImportTurn waits for others of this process. places.ErrChanged while another server is at it; ErrBusy.
func (s *Service) TakeImportTurn(ctx context.Context, ward string) (ImportTurn, error) {
	t := ImportTurn{service: s, key: "import " + ward}
	var err error
	if t.leave, err = s.personTurns.take(ctx, t.key); err != nil {
		return t, err
	}
	if err := t.Hold(ctx); err != nil {
		t.leave()
		return t, err
	}
	return t, nil
}

// Hold goes on holding the turn for some time. places.ErrChanged if another server has it.
func (t ImportTurn) Hold(ctx context.Context) error {
	s := t.service
	if s.leases == nil {
		return nil
	}
	now := s.now()
	held, err := s.leases.Claim(ctx, s.holder, []string{t.key}, now, now.Add(importLease))
	if err != nil {
		return fmt.Errorf("take the turn of imports: %w", err)
	}
	if len(held) == 0 {
		return fmt.Errorf("another server imports into the ward: %w", places.ErrChanged)
	}
	return nil
}

// End lets the next one begin. A lease that cannot be given back ends by itself.
func (t ImportTurn) End() {
	defer t.leave()
	if s := t.service; s.leases != nil {
		ctx, cancel := context.WithTimeout(context.Background(), giveBackTime)
		defer cancel()
		_ = s.leases.Release(ctx, s.holder, []string{t.key})
	}
}
