package people

import (
	"context"
	"fmt"
	"time"

	"hocso/progress/places"
)

// turnLease is how long another server waits for one that holds a ward's turn and was killed. What is done between two holds
// takes seconds.
const turnLease = time.Minute

// Leases let servers that share a store take turns; see progress.LeaseStore.
type Leases interface {
	// Claim leases those of the keys that nobody else holds until an end, and returns them.
	Claim(ctx context.Context, holder string, keys []string, now, until time.Time) ([]string, error)
	// Release frees those of the keys that the holder has leased.
	Release(ctx context.Context, holder string, keys []string) error
}

// WardTurn is the turn of one who changes something of a ward that no two may change at once.
type WardTurn struct {
	service *Service
	key     string
	leave   func()
}

// TakeImportTurn takes the turn of one import into a ward, of people or of villages, or of its undoing: two at once would add everybody
// twice. It waits for others of this process. places.ErrChanged while another server is at it; ErrBusy.
func (s *Service) TakeImportTurn(ctx context.Context, ward string) (WardTurn, error) {
	return s.takeWardTurn(ctx, "import "+ward)
}

// TakeRollTurn takes the turn of one who declares, approves or withdraws rolls of a ward: what is withdrawn must not be approved just
// then. It waits for others of this process. places.ErrChanged while another server is at it; ErrBusy.
func (s *Service) TakeRollTurn(ctx context.Context, ward string) (WardTurn, error) {
	return s.takeWardTurn(ctx, "rolls "+ward)
}

func (s *Service) takeWardTurn(ctx context.Context, key string) (WardTurn, error) {
	t := WardTurn{service: s, key: key}
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
func (t WardTurn) Hold(ctx context.Context) error {
	s := t.service
	if s.leases == nil {
		return nil
	}
	now := s.now()
	held, err := s.leases.Claim(ctx, s.holder, []string{t.key}, now, now.Add(turnLease))
	if err != nil {
		return fmt.Errorf("take the turn %q: %w", t.key, err)
	}
	if len(held) == 0 {
		return fmt.Errorf("another server has the turn %q: %w", t.key, places.ErrChanged)
	}
	return nil
}

// End lets the next one begin. A lease that cannot be given back ends by itself.
func (t WardTurn) End() {
	defer t.leave()
	if s := t.service; s.leases != nil {
		ctx, cancel := context.WithTimeout(context.Background(), giveBackTime)
		defer cancel()
		_ = s.leases.Release(ctx, s.holder, []string{t.key})
	}
}
