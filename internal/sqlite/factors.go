package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"hocso/progress/people"
)

type factorDocument struct {
	Person     string   `json:"person"`
	Secret     []byte   `json:"secret"`
	EnrolledAt int64    `json:"enrolled_at,omitempty"`
	LastStep   int64    `json:"last_step"`
	Recovery   [][]byte `json:"recovery"`
	Revision   int      `json:"revision"`
}

// Factor implements people.FactorStore.
func (s *Store) Factor(ctx context.Context, person string) (people.Factor, error) {
	d, err := oneDocument[factorDocument](ctx, s, people.ErrNotFound, "SELECT document FROM factors WHERE person = ?", person)
	if errors.Is(err, people.ErrNotFound) {
		return people.Factor{Person: person}, nil
	}
	if err != nil {
		return people.Factor{}, fmt.Errorf("read factor: %w", err)
	}
	return people.Factor{Person: d.Person, Secret: d.Secret, EnrolledAt: fromMillis(d.EnrolledAt), LastStep: d.LastStep,
		Recovery: d.Recovery, Revision: d.Revision}, nil
}

// PutFactor implements people.FactorStore.
func (s *Store) PutFactor(ctx context.Context, f people.Factor) error {
	d := factorDocument{f.Person, f.Secret, millis(f.EnrolledAt), f.LastStep, f.Recovery, f.Revision + 1}
	raw, err := json.Marshal(d) //nolint:gosec // The secret is sealed.
	if err != nil {
		return fmt.Errorf("put factor: %w", err)
	}
	var res sql.Result
	if f.Revision == 0 {
		res, err = s.write.exec(ctx, "INSERT INTO factors VALUES (?, 1, ?) ON CONFLICT DO NOTHING", f.Person, string(raw))
	} else {
		res, err = s.write.exec(ctx, "UPDATE factors SET revision = revision + 1, document = ? WHERE person = ? AND revision = ?",
			string(raw), f.Person, f.Revision)
	}
	return changedOne(res, err, "put factor", people.ErrConflict)
}

// DeleteFactor implements people.FactorStore.
func (s *Store) DeleteFactor(ctx context.Context, person string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM factors WHERE person = ?", person); err != nil {
		return fmt.Errorf("delete factor: %w", err)
	}
	return nil
}
