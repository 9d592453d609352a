package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"hocso/progress/people"
)

const deviceColumns = "id, person, browser, label, revision, current, previous, staff, created_at, used_at, proved_at"

const insertDevice = "INSERT INTO devices (" + deviceColumns + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

func deviceArgs(d people.Device) ([]any, error) {
	return []any{d.ID, d.Person, d.Browser, d.Label, d.Revision, d.Current, d.Previous, d.Staff,
		millis(d.CreatedAt), millis(d.UsedAt), millis(d.ProvedAt)}, nil
}

func scanDevice(rows *sql.Rows) (people.Device, error) {
	var d people.Device
	var created, used, proved int64
	err := rows.Scan(&d.ID, &d.Person, &d.Browser, &d.Label, &d.Revision, &d.Current, &d.Previous, &d.Staff, &created, &used, &proved)
	d.CreatedAt, d.UsedAt, d.ProvedAt = fromMillis(created), fromMillis(used), fromMillis(proved)
	return d, err
}

// AddDevice implements people.DeviceStore.
func (s *Store) AddDevice(ctx context.Context, d people.Device) error {
	args, err := deviceArgs(d)
	if err == nil {
		_, err = s.write.exec(ctx, insertDevice, args...)
	}
	if err != nil {
		return fmt.Errorf("add device: %w", err)
	}
	return nil
}

// listDevices reads the devices that a condition, which is a constant of this package, selects.
func (s *Store) listDevices(ctx context.Context, condition string, args ...any) (list []people.Device, err error) {
	err = each(ctx, s, func(rows *sql.Rows) error {
		d, err := scanDevice(rows)
		list = append(list, d)
		return err
	}, "SELECT "+deviceColumns+" FROM devices WHERE "+condition+" ORDER BY id", args...)
	return list, err
}

// Device implements people.DeviceStore.
func (s *Store) Device(ctx context.Context, id string) (people.Device, error) {
	list, err := s.listDevices(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = people.ErrNotFound
	}
	if err != nil {
		return people.Device{}, fmt.Errorf("read device: %w", err)
	}
	return list[0], nil
}

// DevicesOf implements people.DeviceStore.
func (s *Store) DevicesOf(ctx context.Context, person string) ([]people.Device, error) {
	list, err := s.listDevices(ctx, "person = ?", person)
	if err != nil {
		return nil, fmt.Errorf("read devices of a person: %w", err)
	}
	return list, nil
}

// DevicesOfBrowser implements people.DeviceStore. Devices whose browser is not known share none.
func (s *Store) DevicesOfBrowser(ctx context.Context, browser []byte) ([]people.Device, error) {
	if len(browser) == 0 {
		return nil, nil
	}
	list, err := s.listDevices(ctx, "browser = ?", browser)
	if err != nil {
		return nil, fmt.Errorf("read devices of a browser: %w", err)
	}
	return list, nil
}

// DevicesUnusedSince implements people.DeviceStore.
func (s *Store) DevicesUnusedSince(ctx context.Context, before time.Time) ([]people.Device, error) {
	list, err := s.listDevices(ctx, "used_at < ?", millis(before))
	if err != nil {
		return nil, fmt.Errorf("read unused devices: %w", err)
	}
	return list, nil
}

// UpdateDevice implements people.DeviceStore.
func (s *Store) UpdateDevice(ctx context.Context, d people.Device) error {
	res, err := s.write.exec(ctx, `UPDATE devices SET revision = revision + 1, person = ?, browser = ?, label = ?, current = ?, previous = ?,
		staff = ?, created_at = ?, used_at = ?, proved_at = ? WHERE id = ? AND revision = ?`,
		d.Person, d.Browser, d.Label, d.Current, d.Previous, d.Staff, millis(d.CreatedAt), millis(d.UsedAt), millis(d.ProvedAt), d.ID, d.Revision)
	return changedOne(res, err, "update device", people.ErrConflict)
}

// DeleteDevice implements people.DeviceStore.
func (s *Store) DeleteDevice(ctx context.Context, id string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM devices WHERE id = ?", id); err != nil {
		return fmt.Errorf("delete device: %w", err)
	}
	return nil
}

// DeleteDevicesOf implements people.DeviceStore.
func (s *Store) DeleteDevicesOf(ctx context.Context, person string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM devices WHERE person = ?", person); err != nil {
		return fmt.Errorf("delete devices: %w", err)
	}
	return nil
}

// Attempts implements people.AttemptStore.
func (s *Store) Attempts(ctx context.Context, key string) (people.Attempts, error) {
	a := people.Attempts{Key: key}
	var at int64
	err := s.read.QueryRowContext(ctx, "SELECT revision, failures, at FROM attempts WHERE key = ?", key).Scan(&a.Revision, &a.Failures, &at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("read attempts: %w", err)
	}
	a.At = fromMillis(at)
	return a, nil
}

// PutAttempts implements people.AttemptStore.
func (s *Store) PutAttempts(ctx context.Context, a people.Attempts) error {
	var res sql.Result
	var err error
	if a.Revision == 0 {
		res, err = s.write.exec(ctx, "INSERT INTO attempts VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING", a.Key, a.Failures, millis(a.At))
	} else {
		res, err = s.write.exec(ctx, "UPDATE attempts SET revision = revision + 1, failures = ?, at = ? WHERE key = ? AND revision = ?",
			a.Failures, millis(a.At), a.Key, a.Revision)
	}
	return changedOne(res, err, "put attempts", people.ErrConflict)
}
