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
	return d.factor(), nil
}

func (d factorDocument) factor() people.Factor {
	return people.Factor{Person: d.Person, Secret: d.Secret, EnrolledAt: fromMillis(d.EnrolledAt), LastStep: d.LastStep,
		Recovery: d.Recovery, Revision: d.Revision}
}

const insertFactor = "INSERT INTO factors VALUES (?, ?, ?)"

func factorArgs(f people.Factor) ([]any, error) {
	raw, err := json.Marshal(factorDocument{f.Person, f.Secret, millis(f.EnrolledAt), f.LastStep, f.Recovery, f.Revision}) //nolint:gosec // The secret is sealed.
	return []any{f.Person, f.Revision, string(raw)}, err
}

// PutFactor implements people.FactorStore.
func (s *Store) PutFactor(ctx context.Context, f people.Factor) error {
	f.Revision++
	args, err := factorArgs(f)
	if err != nil {
		return fmt.Errorf("put factor: %w", err)
	}
	var res sql.Result
	if f.Revision == 1 {
		res, err = s.write.exec(ctx, insertFactor+" ON CONFLICT DO NOTHING", args...)
	} else {
		res, err = s.write.exec(ctx, "UPDATE factors SET revision = ?2, document = ?3 WHERE person = ?1 AND revision = ?2 - 1", args...)
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
