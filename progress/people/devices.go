package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// Devices returns the actor's devices, the one used last first, and the id of the one whose refresh cookie is given.
func (s *Service) Devices(ctx context.Context, actor Person, cookie string) (devices []Device, current string, err error) {
	devices, err = s.devices.DevicesOf(ctx, actor.ID)
	if err != nil {
		return nil, "", fmt.Errorf("read a person's devices: %w", err)
	}
	slices.SortFunc(devices, func(a, b Device) int { return cmp.Or(b.UsedAt.Compare(a.UsedAt), cmp.Compare(a.ID, b.ID)) })
	if d, err := s.deviceOf(ctx, cookie); err == nil && d.Person == actor.ID {
		current = d.ID
	}
	return devices, current, nil
}

// RemoveDevice signs one of the actor's devices out and no longer knows it; a new login there needs a code or a card.
// ErrNotFound if the actor has no such device.
func (s *Service) RemoveDevice(ctx context.Context, actor Person, id string) error {
	d, err := s.devices.Device(ctx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("read a device: %w", err)
	}
	if err != nil || d.Person != actor.ID {
		return ErrNotFound
	}
	if err := s.recordAbout(ctx, actor, ActionDeviceRemoved, actor, ""); err != nil {
		return err
	}
	if err := s.devices.DeleteDevice(ctx, id); err != nil {
		return fmt.Errorf("remove a device: %w", err)
	}
	// Its access token would hold for some minutes more.
	_, err = s.change(ctx, actor.ID, func(p *Person) bool {
		p.LoginVersion++
		return true
	})
	return err
}
