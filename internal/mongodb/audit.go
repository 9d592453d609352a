package mongodb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/people"
)

type auditDocument struct {
	Seq     int64              `bson:"_id"`
	At      time.Time          `bson:"at"`
	Actor   string             `bson:"actor"`
	Action  people.AuditAction `bson:"action"`
	Person  string             `bson:"person"`
	Village string             `bson:"village"`
	Ward    string             `bson:"ward"`
	Detail  string             `bson:"detail"`
	Prev    []byte             `bson:"prev"`
	Hash    []byte             `bson:"hash"`
}

type erasureDocument struct {
	Person string    `bson:"_id"`
	At     time.Time `bson:"at"`
}

func (d auditDocument) entry() people.AuditEntry { return people.AuditEntry(d) }

// AppendAudit implements people.AuditStore.
func (s *Store) AppendAudit(ctx context.Context, e people.AuditEntry) error {
	if err := insertNew(ctx, s.audit, auditDocument(e)); err != nil {
		return fmt.Errorf("append to the audit log: %w", err)
	}
	return nil
}

// LastAudit implements people.AuditStore.
func (s *Store) LastAudit(ctx context.Context) (people.AuditEntry, error) {
	page, err := s.AuditPage(ctx, "", 0, 1)
	if err != nil {
		return people.AuditEntry{}, err
	}
	if len(page) == 0 {
		return people.AuditEntry{}, fmt.Errorf("find the last audit entry: %w", people.ErrNotFound)
	}
	return page[0], nil
}

// AuditPage implements people.AuditStore.
func (s *Store) AuditPage(ctx context.Context, ward string, before int64, limit int) ([]people.AuditEntry, error) {
	if limit <= 0 { // the server takes 0 for no limit
		return nil, nil
	}
	filter := bson.M{}
	if ward != "" {
		filter["ward"] = ward
	}
	if before != 0 {
		filter["_id"] = bson.M{"$lt": before}
	}
	newest := options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit))
	page, err := list(ctx, s.audit, filter, newest, auditDocument.entry)
	if err != nil {
		return nil, fmt.Errorf("list a page of the audit log: %w", err)
	}
	return page, nil
}

// AuditAbout implements people.AuditStore.
func (s *Store) AuditAbout(ctx context.Context, person string, before int64, limit int) ([]people.AuditEntry, error) {
	if limit <= 0 { // the server takes 0 for no limit
		return nil, nil
	}
	filter := bson.M{"person": person}
	if before != 0 {
		filter["_id"] = bson.M{"$lt": before}
	}
	newest := options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit))
	page, err := list(ctx, s.audit, filter, newest, auditDocument.entry)
	if err != nil {
		return nil, fmt.Errorf("list the audit log about a person: %w", err)
	}
	return page, nil
}

// EachAudit implements people.AuditStore.
func (s *Store) EachAudit(ctx context.Context, f func(people.AuditEntry) error) error {
	err := each(ctx, s.audit, bson.M{}, options.Find().SetSort(ascending("_id")), func(d auditDocument) error { return f(d.entry()) })
	if err != nil {
		return fmt.Errorf("each audit entry: %w", err)
	}
	return nil
}

// DeleteAuditUntil implements people.AuditStore.
func (s *Store) DeleteAuditUntil(ctx context.Context, seq int64) error {
	if _, err := s.audit.DeleteMany(ctx, bson.M{"_id": bson.M{"$lte": seq}}); err != nil {
		return fmt.Errorf("delete old audit entries: %w", err)
	}
	return nil
}

// AddErasure implements people.ErasureStore.
func (s *Store) AddErasure(ctx context.Context, e people.Erasure) error {
	if err := insertNew(ctx, s.erasures, erasureDocument(e)); err != nil && !errors.Is(err, people.ErrConflict) {
		return fmt.Errorf("add erasure: %w", err)
	}
	return nil
}

// ErasureOf implements people.ErasureStore.
func (s *Store) ErasureOf(ctx context.Context, person string) (people.Erasure, error) {
	d, err := findOne[erasureDocument](ctx, s.erasures, byID(person), people.ErrNotFound)
	if err != nil {
		return people.Erasure{}, fmt.Errorf("find erasure: %w", err)
	}
	return people.Erasure(d), nil
}

// Erasures implements people.ErasureStore.
func (s *Store) Erasures(ctx context.Context) ([]people.Erasure, error) {
	convert := func(d erasureDocument) people.Erasure { return people.Erasure(d) }
	erasures, err := list(ctx, s.erasures, bson.M{}, options.Find().SetSort(ascending("_id")), convert)
	if err != nil {
		return nil, fmt.Errorf("list erasures: %w", err)
	}
	return erasures, nil
}
