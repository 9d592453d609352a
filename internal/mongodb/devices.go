package mongodb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/people"
)

type deviceDocument struct {
	ID        string    `bson:"_id"`
	Person    string    `bson:"person"`
	Browser   []byte    `bson:"browser,omitempty"`
	Label     string    `bson:"label"`
	Current   []byte    `bson:"current"`
	Previous  []byte    `bson:"previous,omitempty"`
	Staff     bool      `bson:"staff"`
	CreatedAt time.Time `bson:"created_at"`
	UsedAt    time.Time `bson:"used_at"`
	ProvedAt  time.Time `bson:"proved_at"`
	Revision  int       `bson:"revision"`
}

type attemptsDocument struct {
	Key      string    `bson:"_id"`
	Failures int       `bson:"failures"`
	At       time.Time `bson:"at"`
	Revision int       `bson:"revision"`
}

// AddDevice implements people.DeviceStore.
func (s *Store) AddDevice(ctx context.Context, d people.Device) error {
	if _, err := s.devices.InsertOne(ctx, deviceDocument(d)); err != nil {
		return fmt.Errorf("add device: %w", err)
	}
	return nil
}

// Device implements people.DeviceStore.
func (s *Store) Device(ctx context.Context, id string) (people.Device, error) {
	d, err := findOne[deviceDocument](ctx, s.devices, byID(id), people.ErrNotFound)
	if err != nil {
		return people.Device{}, fmt.Errorf("find device: %w", err)
	}
	return people.Device(d), nil
}

// UpdateDevice implements people.DeviceStore.
func (s *Store) UpdateDevice(ctx context.Context, d people.Device) error {
	next := deviceDocument(d)
	next.Revision++
	if err := replaceRevision(ctx, s.devices, d.ID, d.Revision, next); err != nil {
		return fmt.Errorf("update device: %w", err)
	}
	return nil
}

// DeleteDevice implements people.DeviceStore.
func (s *Store) DeleteDevice(ctx context.Context, id string) error {
	if _, err := s.devices.DeleteOne(ctx, byID(id)); err != nil {
		return fmt.Errorf("delete device: %w", err)
	}
	return nil
}

// DeleteDevicesOf implements people.DeviceStore.
func (s *Store) DeleteDevicesOf(ctx context.Context, person string) error {
	if _, err := s.devices.DeleteMany(ctx, bson.M{"person": person}); err != nil {
		return fmt.Errorf("delete devices: %w", err)
	}
	return nil
}

func (d deviceDocument) device() people.Device { return people.Device(d) }

// DevicesOf implements people.DeviceStore.
func (s *Store) DevicesOf(ctx context.Context, person string) ([]people.Device, error) {
	devices, err := list(ctx, s.devices, bson.M{"person": person}, options.Find().SetSort(ascending("_id")), deviceDocument.device)
	if err != nil {
		return nil, fmt.Errorf("list devices of a person: %w", err)
	}
	return devices, nil
}

// DevicesOfBrowser implements people.DeviceStore. Devices whose browser is not known share none.
func (s *Store) DevicesOfBrowser(ctx context.Context, browser []byte) ([]people.Device, error) {
	if len(browser) == 0 {
		return nil, nil
	}
	devices, err := list(ctx, s.devices, bson.M{"browser": browser}, options.Find().SetSort(ascending("_id")), deviceDocument.device)
	if err != nil {
		return nil, fmt.Errorf("list devices of a browser: %w", err)
	}
	return devices, nil
}

// DevicesUnusedSince implements people.DeviceStore.
func (s *Store) DevicesUnusedSince(ctx context.Context, before time.Time) ([]people.Device, error) {
	filter := bson.M{"used_at": bson.M{"$lt": before}}
	devices, err := list(ctx, s.devices, filter, options.Find().SetSort(ascending("_id")), deviceDocument.device)
	if err != nil {
		return nil, fmt.Errorf("list unused devices: %w", err)
	}
	return devices, nil
}

// Attempts implements people.AttemptStore.
func (s *Store) Attempts(ctx context.Context, key string) (people.Attempts, error) {
	var d attemptsDocument
	err := s.attempts.FindOne(ctx, byID(key)).Decode(&d)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return people.Attempts{Key: key}, nil
	}
	if err != nil {
		return people.Attempts{}, fmt.Errorf("find attempts: %w", err)
	}
	return people.Attempts(d), nil
}

// PutAttempts implements people.AttemptStore.
func (s *Store) PutAttempts(ctx context.Context, a people.Attempts) error {
	next := attemptsDocument(a)
	next.Revision++
	if err := putRevision(ctx, s.attempts, a.Key, a.Revision, next); err != nil {
		return fmt.Errorf("put attempts: %w", err)
	}
	return nil
}
