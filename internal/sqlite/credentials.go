package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"hocso/progress/people"
)

// AddPerson implements people.Store.
func (s *Store) AddPerson(ctx context.Context, p people.Person, c people.Credential) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO credentials VALUES (?, ?, ?, ?)
			ON CONFLICT (phone, hash) WHERE phone <> '' DO NOTHING`, c.Person, c.Phone, c.Hash, c.Staff)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(people.ErrCredentialTaken, err)
		}
		args, err := personArgs(p)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, insertPerson, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("add person: %w", err)
	}
	return nil
}

// PersonByCredential implements people.Store.
func (s *Store) PersonByCredential(ctx context.Context, phone string, hash []byte) (people.Person, bool, error) {
	var raw []byte
	var staff bool
	err := s.read.QueryRowContext(ctx, `SELECT p.document, c.staff FROM credentials c JOIN people p ON p.id = c.person
		WHERE c.phone = ? AND c.phone <> '' AND c.hash = ?`, phone, hash).Scan(&raw, &staff)
	if errors.Is(err, sql.ErrNoRows) {
		err = people.ErrNotFound
	}
	var d personDocument
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	if err != nil {
		return people.Person{}, false, fmt.Errorf("find person by credential: %w", err)
	}
	return d.person(), staff, nil
}

// CredentialOf implements people.CredentialStore.
func (s *Store) CredentialOf(ctx context.Context, person string) (people.Credential, error) {
	c := people.Credential{Person: person}
	err := s.read.QueryRowContext(ctx, "SELECT phone, hash, staff FROM credentials WHERE person = ?", person).Scan(&c.Phone, &c.Hash, &c.Staff)
	if errors.Is(err, sql.ErrNoRows) {
		err = people.ErrNotFound
	}
	if err != nil {
		return people.Credential{}, fmt.Errorf("read credential: %w", err)
	}
	return c, nil
}

// WithCredential implements people.CredentialStore.
func (s *Store) WithCredential(ctx context.Context, ids []string) (map[string]bool, error) {
	found, err := s.among(ctx, "SELECT person FROM credentials WHERE person IN", ids)
	if err != nil {
		return nil, fmt.Errorf("look up credentials: %w", err)
	}
	return found, nil
}

// SetCredential implements people.CredentialStore.
func (s *Store) SetCredential(ctx context.Context, c people.Credential) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		var exists, taken bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM people WHERE id = ?1),
			EXISTS (SELECT 1 FROM credentials WHERE phone = ?2 AND phone <> '' AND hash = ?3 AND person <> ?1)`,
			c.Person, c.Phone, c.Hash).Scan(&exists, &taken)
		switch {
		case err != nil:
			return err
		case !exists:
			return people.ErrNotFound
		case taken:
			return people.ErrCredentialTaken
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO credentials VALUES (?, ?, ?, ?) ON CONFLICT (person) DO UPDATE
			SET phone = excluded.phone, hash = excluded.hash, staff = excluded.staff`, c.Person, c.Phone, c.Hash, c.Staff)
		return err
	})
	if err != nil {
		return fmt.Errorf("set credential: %w", err)
	}
	return nil
}
