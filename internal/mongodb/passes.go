package mongodb

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/people"
)

// passDocument leaves out times that are not set: what never ends is not before anything.
type passDocument struct {
	ID        string          `bson:"_id"`
	Kind      people.PassKind `bson:"kind"`
	Village   string          `bson:"village"`
	Person    string          `bson:"person"`
	Digest    []byte          `bson:"digest"`
	Number    string          `bson:"number,omitempty"`
	By        string          `bson:"by"`
	CreatedAt time.Time       `bson:"created_at"`
	ExpiresAt time.Time       `bson:"expires_at,omitempty"`
	Uses      int             `bson:"uses"`
	MaxUses   int             `bson:"max_uses"`
	RevokedAt time.Time       `bson:"revoked_at,omitempty"`
	Revision  int             `bson:"revision"`
}

func (d passDocument) pass() people.Pass { return people.Pass(d) }

// AddPass implements people.PassStore.
func (s *Store) AddPass(ctx context.Context, p people.Pass) error {
	if err := insertNew(ctx, s.passes, passDocument(p)); err != nil {
		return fmt.Errorf("add pass: %w", err)
	}
	return nil
}

// Pass implements people.PassStore.
func (s *Store) Pass(ctx context.Context, id string) (people.Pass, error) {
	d, err := findOne[passDocument](ctx, s.passes, byID(id), people.ErrNotFound)
	if err != nil {
		return people.Pass{}, fmt.Errorf("find pass: %w", err)
	}
	return d.pass(), nil
}

// PassByDigest implements people.PassStore.
func (s *Store) PassByDigest(ctx context.Context, digest []byte) (people.Pass, error) {
	d, err := findOne[passDocument](ctx, s.passes, bson.M{"digest": digest}, people.ErrNotFound)
	if err != nil {
		return people.Pass{}, fmt.Errorf("find pass by digest: %w", err)
	}
	return d.pass(), nil
}

// PassesOfVillage implements people.PassStore.
func (s *Store) PassesOfVillage(ctx context.Context, village string, kind people.PassKind) ([]people.Pass, error) {
	filter := bson.M{"village": village, "kind": kind}
	passes, err := list(ctx, s.passes, filter, options.Find().SetSort(ascending("_id")), passDocument.pass)
	if err != nil {
		return nil, fmt.Errorf("list passes of a village: %w", err)
	}
	return passes, nil
}

// PassesOfPerson implements people.PassStore. Join codes are nobody's.
func (s *Store) PassesOfPerson(ctx context.Context, person string) ([]people.Pass, error) {
	if person == "" {
		return nil, nil
	}
	passes, err := list(ctx, s.passes, bson.M{"person": person}, options.Find().SetSort(ascending("_id")), passDocument.pass)
	if err != nil {
		return nil, fmt.Errorf("list passes of a person: %w", err)
	}
	return passes, nil
}

// UpdatePass implements people.PassStore.
func (s *Store) UpdatePass(ctx context.Context, p people.Pass) error {
	next := passDocument(p)
	next.Revision++
	if err := replaceRevision(ctx, s.passes, p.ID, p.Revision, next); err != nil {
		return fmt.Errorf("update pass: %w", err)
	}
	return nil
}

// DeletePassesOf implements people.PassStore.
func (s *Store) DeletePassesOf(ctx context.Context, person string) error {
	if person == "" {
		return nil
	}
	if _, err := s.passes.DeleteMany(ctx, bson.M{"person": person}); err != nil {
		return fmt.Errorf("delete passes of a person: %w", err)
	}
	return nil
}

// EndedPasses implements people.PassStore.
func (s *Store) EndedPasses(ctx context.Context, before time.Time) ([]people.Pass, error) {
	filter := bson.M{"$or": []bson.M{{"expires_at": bson.M{"$lt": before}}, {"revoked_at": bson.M{"$lt": before}}}}
	passes, err := list(ctx, s.passes, filter, options.Find().SetSort(ascending("_id")), passDocument.pass)
	if err != nil {
		return nil, fmt.Errorf("list ended passes: %w", err)
	}
	return passes, nil
}

// DeletePass implements people.PassStore.
func (s *Store) DeletePass(ctx context.Context, id string) error {
	if _, err := s.passes.DeleteOne(ctx, byID(id)); err != nil {
		return fmt.Errorf("delete pass: %w", err)
	}
	return nil
}
