package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"hocso/progress/certificates"
)

const insertCertificate = "INSERT INTO certificates VALUES (?, ?, ?, ?, ?)"

func certificateArgs(c certificates.Certificate) ([]any, error) {
	raw, err := json.Marshal(c)
	return []any{c.ID, c.Person, c.Campaign, millis(c.IssuedAt), string(raw)}, err
}

// AddCertificate implements certificates.Store.
func (s *Store) AddCertificate(ctx context.Context, c certificates.Certificate) (certificates.Certificate, error) {
	args, err := certificateArgs(c)
	if err != nil {
		return certificates.Certificate{}, fmt.Errorf("add certificate: %w", err)
	}
	var held certificates.Certificate
	err = s.write.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, insertCertificate+" ON CONFLICT (person, campaign) DO NOTHING", args...); err != nil {
			return err
		}
		var raw []byte
		err := tx.QueryRowContext(ctx, "SELECT document FROM certificates WHERE person = ? AND campaign = ?", c.Person, c.Campaign).Scan(&raw)
		if err != nil {
			return err
		}
		return json.Unmarshal(raw, &held)
	})
	if err != nil {
		return certificates.Certificate{}, fmt.Errorf("add certificate: %w", err)
	}
	return held, nil
}

// Certificate implements certificates.Store.
func (s *Store) Certificate(ctx context.Context, id string) (certificates.Certificate, error) {
	c, err := oneDocument[certificates.Certificate](ctx, s, certificates.ErrNotFound, "SELECT document FROM certificates WHERE id = ?", id)
	if err != nil {
		return certificates.Certificate{}, fmt.Errorf("read certificate: %w", err)
	}
	return c, nil
}

// CertificatesOf implements certificates.Store.
func (s *Store) CertificatesOf(ctx context.Context, person string) ([]certificates.Certificate, error) {
	list, err := listDocuments(ctx, s, func(c certificates.Certificate) certificates.Certificate { return c },
		"SELECT document FROM certificates WHERE person = ? ORDER BY issued_at DESC, id", person)
	if err != nil {
		return nil, fmt.Errorf("read certificates of a person: %w", err)
	}
	return list, nil
}

// DeleteCertificate implements certificates.Store.
func (s *Store) DeleteCertificate(ctx context.Context, id string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM certificates WHERE id = ?", id); err != nil {
		return fmt.Errorf("delete certificate: %w", err)
	}
	return nil
}

// DeleteCertificatesOf implements certificates.Store.
func (s *Store) DeleteCertificatesOf(ctx context.Context, person string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM certificates WHERE person = ?", person); err != nil {
		return fmt.Errorf("delete certificates of a person: %w", err)
	}
	return nil
}

// EachCertificate implements certificates.Archive.
func (s *Store) EachCertificate(ctx context.Context, f func(certificates.Certificate) error) error {
	if err := eachDocument(ctx, s, f, "SELECT document FROM certificates ORDER BY id"); err != nil {
		return fmt.Errorf("read certificates: %w", err)
	}
	return nil
}

// PutCertificates implements certificates.Archive.
func (s *Store) PutCertificates(ctx context.Context, list []certificates.Certificate) error {
	return putAll(ctx, s, "certificates", insertCertificate+" ON CONFLICT (id) DO NOTHING", list, certificateArgs)
}
