package mongodb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hocso/progress/people"
)

type factorDocument struct {
	Person     string    `bson:"_id"`
	Secret     []byte    `bson:"secret"`
	EnrolledAt time.Time `bson:"enrolled_at,omitempty"`
	LastStep   int64     `bson:"last_step"`
	Recovery   [][]byte  `bson:"recovery"`
	Revision   int       `bson:"revision"`
}

// Factor implements people.FactorStore.
func (s *Store) Factor(ctx context.Context, person string) (people.Factor, error) {
	d, err := findOne[factorDocument](ctx, s.factors, byID(person), people.ErrNotFound)
	if errors.Is(err, people.ErrNotFound) {
		return people.Factor{Person: person}, nil
	}
	if err != nil {
		return people.Factor{}, fmt.Errorf("find factor: %w", err)
	}
	return people.Factor(d), nil
}

// PutFactor implements people.FactorStore.
func (s *Store) PutFactor(ctx context.Context, f people.Factor) error {
	next := factorDocument(f)
	next.Revision++
	if err := putRevision(ctx, s.factors, f.Person, f.Revision, next); err != nil {
		return fmt.Errorf("put factor: %w", err)
	}
	return nil
}

// DeleteFactor implements people.FactorStore.
func (s *Store) DeleteFactor(ctx context.Context, person string) error {
	if _, err := s.factors.DeleteOne(ctx, byID(person)); err != nil {
		return fmt.Errorf("delete factor: %w", err)
	}
	return nil
}
