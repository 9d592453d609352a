package mongodb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"hocso/progress/people"
)

type deviceDocument struct {
	ID        string    `bson:"_id"`
	Person    string    `bson:"person"`
	Current   []byte    `bson:"current"`
	Previous  []byte    `bson:"previous,omitempty"`
	Staff     bool      `bson:"staff"`
	CreatedAt time.Time `bson:"created_at"`
	UsedAt    time.Time `bson:"used_at"`
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
	var err error
	if a.Revision == 0 {
		_, err = s.attempts.InsertOne(ctx, next)
		if mongo.IsDuplicateKeyError(err) {
			err = people.ErrConflict
		}
	} else {
		err = replaceRevision(ctx, s.attempts, a.Key, a.Revision, next)
	}
	if err != nil {
		return fmt.Errorf("put attempts: %w", err)
	}
	return nil
}

// replaceRevision replaces a document if its revision still is the given one, in one step on the server.
func replaceRevision(ctx context.Context, c *mongo.Collection, id string, revision int, next any) error {
	result, err := c.ReplaceOne(ctx, bson.M{"_id": id, "revision": revision}, next)
	if err == nil && result.MatchedCount == 0 {
		err = people.ErrConflict
	}
	return err
}
