package people

import (
	"bytes"
	"context"
	"time"
)

func (m *memory) AddDevice(ctx context.Context, d Device) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "AddDevice"); err != nil {
		return err
	}
	m.devices[d.ID] = d
	return nil
}

func (m *memory) Device(ctx context.Context, id string) (Device, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "Device"); err != nil {
		return Device{}, err
	}
	d, ok := m.devices[id]
	if !ok {
		return Device{}, ErrNotFound
	}
	return d, nil
}

func (m *memory) UpdateDevice(ctx context.Context, d Device) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "UpdateDevice"); err != nil {
		return err
	}
	if old, ok := m.devices[d.ID]; !ok || old.Revision != d.Revision {
		return ErrConflict
	}
	d.Revision++
	m.devices[d.ID] = d
	return nil
}

func (m *memory) DeleteDevice(ctx context.Context, id string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteDevice"); err != nil {
		return err
	}
	delete(m.devices, id)
	return nil
}

func (m *memory) DeleteDevicesOf(ctx context.Context, person string) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "DeleteDevicesOf"); err != nil {
		return err
	}
	for id, d := range m.devices {
		if d.Person == person {
			delete(m.devices, id)
		}
	}
	return nil
}

func (m *memory) DevicesOf(ctx context.Context, person string) ([]Device, error) {
	return m.devicesThat(ctx, "DevicesOf", func(d Device) bool { return d.Person == person })
}

func (m *memory) DevicesOfBrowser(ctx context.Context, browser []byte) ([]Device, error) {
	return m.devicesThat(ctx, "DevicesOfBrowser", func(d Device) bool { return len(browser) > 0 && bytes.Equal(d.Browser, browser) })
}

func (m *memory) DevicesUnusedSince(ctx context.Context, before time.Time) ([]Device, error) {
	return m.devicesThat(ctx, "DevicesUnusedSince", func(d Device) bool { return d.UsedAt.Before(before) })
}

func (m *memory) devicesThat(ctx context.Context, method string, want func(Device) bool) ([]Device, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, method); err != nil {
		return nil, err
	}
	return selected(m.devices, want), nil
}

func (m *memory) Attempts(ctx context.Context, key string) (Attempts, error) {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "Attempts"); err != nil {
		return Attempts{}, err
	}
	if a, ok := m.attempts[key]; ok {
		return a, nil
	}
	return Attempts{Key: key}, nil
}

func (m *memory) PutAttempts(ctx context.Context, a Attempts) error {
	defer m.mu.Unlock()
	if err := m.enter(ctx, "PutAttempts"); err != nil {
		return err
	}
	if m.attempts[a.Key].Revision != a.Revision {
		return ErrConflict
	}
	a.Revision++
	m.attempts[a.Key] = a
	return nil
}
