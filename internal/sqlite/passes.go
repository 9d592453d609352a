package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"hocso/progress/people"
)

type passDocument struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Village   string `json:"village"`
	Person    string `json:"person,omitempty"`
	Digest    []byte `json:"digest"`
	Number    string `json:"number,omitempty"`
	By        string `json:"by"`
	CreatedAt int64  `json:"created_at"`
	ExpiresAt int64  `json:"expires_at,omitempty"`
	Uses      int    `json:"uses"`
	MaxUses   int    `json:"max_uses"`
	RevokedAt int64  `json:"revoked_at,omitempty"`
	Revision  int    `json:"revision"`
}

func (d passDocument) pass() people.Pass {
	return people.Pass{ID: d.ID, Kind: people.PassKind(d.Kind), Village: d.Village, Person: d.Person, Digest: d.Digest, Number: d.Number, By: d.By,
		CreatedAt: fromMillis(d.CreatedAt), ExpiresAt: fromMillis(d.ExpiresAt), Uses: d.Uses, MaxUses: d.MaxUses,
		RevokedAt: fromMillis(d.RevokedAt), Revision: d.Revision}
}

const insertPass = "INSERT INTO passes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

func passArgs(p people.Pass) ([]any, error) {
	d := passDocument{p.ID, string(p.Kind), p.Village, p.Person, p.Digest, p.Number, p.By,
		millis(p.CreatedAt), millis(p.ExpiresAt), p.Uses, p.MaxUses, millis(p.RevokedAt), p.Revision}
	raw, err := json.Marshal(d)
	return []any{p.ID, p.Village, d.Kind, p.Person, p.Digest, d.ExpiresAt, d.RevokedAt, p.Revision, string(raw)}, err
}

// AddPass implements people.PassStore.
func (s *Store) AddPass(ctx context.Context, p people.Pass) error {
	args, err := passArgs(p)
	if err != nil {
		return fmt.Errorf("add pass: %w", err)
	}
	res, err := s.write.exec(ctx, insertPass+" ON CONFLICT DO NOTHING", args...)
	return changedOne(res, err, "add pass", people.ErrConflict)
}

// Pass implements people.PassStore.
func (s *Store) Pass(ctx context.Context, id string) (people.Pass, error) {
	d, err := oneDocument[passDocument](ctx, s, people.ErrNotFound, "SELECT document FROM passes WHERE id = ?", id)
	if err != nil {
		return people.Pass{}, fmt.Errorf("read pass: %w", err)
	}
	return d.pass(), nil
}

// PassByDigest implements people.PassStore.
func (s *Store) PassByDigest(ctx context.Context, digest []byte) (people.Pass, error) {
	d, err := oneDocument[passDocument](ctx, s, people.ErrNotFound, "SELECT document FROM passes WHERE digest = ?", digest)
	if err != nil {
		return people.Pass{}, fmt.Errorf("find pass: %w", err)
	}
	return d.pass(), nil
}

// PassesOfVillage implements people.PassStore.
func (s *Store) PassesOfVillage(ctx context.Context, village string, kind people.PassKind) ([]people.Pass, error) {
	list, err := listDocuments(ctx, s, passDocument.pass, "SELECT document FROM passes WHERE village = ? AND kind = ? ORDER BY id", village, string(kind))
	if err != nil {
		return nil, fmt.Errorf("read passes of a village: %w", err)
	}
	return list, nil
}

// PassesOfPerson implements people.PassStore. Join codes are nobody's.
func (s *Store) PassesOfPerson(ctx context.Context, person string) ([]people.Pass, error) {
	list, err := listDocuments(ctx, s, passDocument.pass, "SELECT document FROM passes WHERE person = ? AND person <> '' ORDER BY id", person)
	if err != nil {
		return nil, fmt.Errorf("read passes of a person: %w", err)
	}
	return list, nil
}

// UpdatePass implements people.PassStore.
func (s *Store) UpdatePass(ctx context.Context, p people.Pass) error {
	p.Revision++
	args, err := passArgs(p)
	if err != nil {
		return fmt.Errorf("update pass: %w", err)
	}
	res, err := s.write.exec(ctx, `UPDATE passes SET village = ?2, kind = ?3, person = ?4, digest = ?5, expires_at = ?6, revoked_at = ?7,
		revision = ?8, document = ?9 WHERE id = ?1 AND revision = ?8 - 1`, args...)
	return changedOne(res, err, "update pass", people.ErrConflict)
}

// DeletePassesOf implements people.PassStore.
func (s *Store) DeletePassesOf(ctx context.Context, person string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM passes WHERE person = ? AND person <> ''", person); err != nil {
		return fmt.Errorf("delete passes of a person: %w", err)
	}
	return nil
}

// EndedPasses implements people.PassStore.
func (s *Store) EndedPasses(ctx context.Context, before time.Time) ([]people.Pass, error) {
	list, err := listDocuments(ctx, s, passDocument.pass, `SELECT document FROM passes
		WHERE (expires_at > 0 AND expires_at < ?1) OR (revoked_at > 0 AND revoked_at < ?1) ORDER BY id`, millis(before))
	if err != nil {
		return nil, fmt.Errorf("read ended passes: %w", err)
	}
	return list, nil
}

// DeletePass implements people.PassStore.
func (s *Store) DeletePass(ctx context.Context, id string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM passes WHERE id = ?", id); err != nil {
		return fmt.Errorf("delete pass: %w", err)
	}
	return nil
}
