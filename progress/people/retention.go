package people

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How long what is not needed any more is kept.
const (
	keepUnconfirmed = 90 * 24 * time.Hour
	keepDevices     = 90 * 24 * time.Hour
	keepPasses      = 90 * 24 * time.Hour // after they ended
	keepRequests    = 365 * 24 * time.Hour
	keepAudit       = 365 * 24 * time.Hour
)

// Overdue is what has been kept long enough.
type Overdue struct {
	Unconfirmed []Person // nobody has confirmed them in 90 days
	Devices     []Device // not used in 90 days
	Passes      []Pass   // ended 90 days ago
	Requests    []Request
	Audit       AuditEntry // the last entry that is older than twelve months; with Seq 0 there is none
}

// String says it in numbers.
func (o Overdue) String() string {
	return fmt.Sprintf("%d unconfirmed people, %d devices, %d passes, %d requests, audit entries up to %d",
		len(o.Unconfirmed), len(o.Devices), len(o.Passes), len(o.Requests), o.Audit.Seq)
}

// Overdue returns what Purge would remove. It changes nothing.
func (s *Service) Overdue(ctx context.Context) (Overdue, error) {
	now := s.now()
	var o Overdue
	err := s.people.EachPerson(ctx, func(p Person) error {
		if p.Unconfirmed && now.Sub(p.CreatedAt) >= keepUnconfirmed {
			o.Unconfirmed = append(o.Unconfirmed, p)
		}
		return nil
	})
	if err == nil {
		o.Devices, err = s.devices.DevicesUnusedSince(ctx, now.Add(-keepDevices))
	}
	if err == nil {
		o.Passes, err = s.stores.Passes.EndedPasses(ctx, now.Add(-keepPasses))
	}
	if err == nil {
		o.Requests, err = s.stores.Requests.FinishedRequests(ctx, now.Add(-keepRequests))
	}
	if err == nil {
		err = s.stores.Audit.EachAudit(ctx, func(e AuditEntry) error {
			if now.Sub(e.At) >= keepAudit {
				o.Audit = e
			}
			return nil
		})
	}
	if err != nil {
		return Overdue{}, fmt.Errorf("look for what was kept long enough: %w", err)
	}
	return o, nil
}

// purgePeople erases those whom nobody has confirmed since they were found.
func (s *Service) purgePeople(ctx context.Context, people []Person, erase func(context.Context, Person) error) error {
	for _, p := range people {
		p, err := s.people.Person(ctx, p.ID)
		if errors.Is(err, ErrNotFound) || err == nil && !p.Unconfirmed {
			continue
		}
		if err != nil {
			return fmt.Errorf("purge people: %w", err)
		}
		if err := erase(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// Purge removes what is overdue, but nobody whom somebody confirmed meanwhile. erase removes an unconfirmed person with all they
// learnt; it calls Erase at its end.
func (s *Service) Purge(ctx context.Context, o Overdue, erase func(context.Context, Person) error) error {
	if err := s.record(ctx, AuditEntry{Action: ActionPurged}); err != nil {
		return err
	}
	if err := s.purgePeople(ctx, o.Unconfirmed, erase); err != nil {
		return err
	}
	for _, d := range o.Devices {
		if err := s.devices.DeleteDevice(ctx, d.ID); err != nil {
			return fmt.Errorf("purge devices: %w", err)
		}
	}
	for _, p := range o.Passes {
		if err := s.stores.Passes.DeletePass(ctx, p.ID); err != nil {
			return fmt.Errorf("purge passes: %w", err)
		}
	}
	for _, r := range o.Requests {
		if err := s.stores.Requests.DeleteRequest(ctx, r.ID); err != nil {
			return fmt.Errorf("purge requests: %w", err)
		}
	}
	if o.Audit.Seq == 0 {
		return nil
	}
	// What is cut off is named first, so that the log still shows that nothing else is missing.
	if err := s.record(ctx, AuditEntry{Action: ActionAuditCut, Detail: cutDetail(o.Audit.Seq, o.Audit.Hash)}); err != nil {
		return err
	}
	if err := s.stores.Audit.DeleteAuditUntil(ctx, o.Audit.Seq); err != nil {
		return fmt.Errorf("purge the audit log: %w", err)
	}
	return nil
}
