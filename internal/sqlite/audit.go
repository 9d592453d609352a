package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"hocso/progress/people"
)

type auditDocument struct {
	Seq     int64  `json:"seq"`
	At      int64  `json:"at"`
	Actor   string `json:"actor,omitempty"`
	Action  string `json:"action"`
	Person  string `json:"person,omitempty"`
	Village string `json:"village,omitempty"`
	Ward    string `json:"ward,omitempty"`
	Detail  string `json:"detail,omitempty"`
	Prev    []byte `json:"prev,omitempty"`
	Hash    []byte `json:"hash"`
}

func (d auditDocument) entry() people.AuditEntry {
	return people.AuditEntry{Seq: d.Seq, At: fromMillis(d.At), Actor: d.Actor, Action: people.AuditAction(d.Action), Person: d.Person,
		Village: d.Village, Ward: d.Ward, Detail: d.Detail, Prev: d.Prev, Hash: d.Hash}
}

const insertAudit = "INSERT INTO audit VALUES (?, ?, ?)"

func auditArgs(e people.AuditEntry) ([]any, error) {
	raw, err := json.Marshal(auditDocument{e.Seq, millis(e.At), e.Actor, string(e.Action), e.Person, e.Village, e.Ward, e.Detail, e.Prev, e.Hash})
	return []any{e.Seq, e.Ward, string(raw)}, err
}

// AppendAudit implements people.AuditStore.
func (s *Store) AppendAudit(ctx context.Context, e people.AuditEntry) error {
	args, err := auditArgs(e)
	if err != nil {
		return fmt.Errorf("append to the audit log: %w", err)
	}
	res, err := s.write.exec(ctx, insertAudit+" ON CONFLICT DO NOTHING", args...)
	return changedOne(res, err, "append to the audit log", people.ErrConflict)
}

// LastAudit implements people.AuditStore.
func (s *Store) LastAudit(ctx context.Context) (people.AuditEntry, error) {
	d, err := oneDocument[auditDocument](ctx, s, people.ErrNotFound, "SELECT document FROM audit ORDER BY seq DESC LIMIT 1")
	if err != nil {
		return people.AuditEntry{}, fmt.Errorf("read the last audit entry: %w", err)
	}
	return d.entry(), nil
}

// AuditPage implements people.AuditStore.
func (s *Store) AuditPage(ctx context.Context, ward string, before int64, limit int) ([]people.AuditEntry, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	query, args := "SELECT document FROM audit WHERE seq < ?1", []any{before, max(limit, 0)} // SQLite takes a limit below 0 for none
	if ward != "" {
		query, args = query+" AND ward = ?3 AND ward <> ''", append(args, ward)
	}
	page, err := listDocuments(ctx, s, auditDocument.entry, query+" ORDER BY seq DESC LIMIT ?2", args...)
	if err != nil {
		return nil, fmt.Errorf("read a page of the audit log: %w", err)
	}
	return page, nil
}

// AuditAbout implements people.AuditStore.
func (s *Store) AuditAbout(ctx context.Context, person string, before int64, limit int) ([]people.AuditEntry, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	// As the index audit_person says it, or it is not used.
	page, err := listDocuments(ctx, s, auditDocument.entry, `SELECT document FROM audit WHERE json_extract(document, '$.person') = ?1 AND seq < ?2
		ORDER BY seq DESC LIMIT ?3`, person, before, max(limit, 0))
	if err != nil {
		return nil, fmt.Errorf("read the audit log about a person: %w", err)
	}
	return page, nil
}

// EachAudit implements people.AuditStore.
func (s *Store) EachAudit(ctx context.Context, f func(people.AuditEntry) error) error {
	err := eachDocument(ctx, s, func(d auditDocument) error { return f(d.entry()) }, "SELECT document FROM audit ORDER BY seq")
	if err != nil {
		return fmt.Errorf("read the audit log: %w", err)
	}
	return nil
}

// DeleteAuditUntil implements people.AuditStore.
func (s *Store) DeleteAuditUntil(ctx context.Context, seq int64) error {
	if _, err := s.write.exec(ctx, "DELETE FROM audit WHERE seq <= ?", seq); err != nil {
		return fmt.Errorf("delete old audit entries: %w", err)
	}
	return nil
}

// AddErasure implements people.ErasureStore.
func (s *Store) AddErasure(ctx context.Context, e people.Erasure) error {
	if _, err := s.write.exec(ctx, "INSERT INTO erasures VALUES (?, ?) ON CONFLICT DO NOTHING", e.Person, millis(e.At)); err != nil {
		return fmt.Errorf("add erasure: %w", err)
	}
	return nil
}

// ErasureOf implements people.ErasureStore.
func (s *Store) ErasureOf(ctx context.Context, person string) (people.Erasure, error) {
	var at int64
	err := s.read.QueryRowContext(ctx, "SELECT at FROM erasures WHERE person = ?", person).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return people.Erasure{}, people.ErrNotFound
	}
	if err != nil {
		return people.Erasure{}, fmt.Errorf("find erasure: %w", err)
	}
	return people.Erasure{Person: person, At: fromMillis(at)}, nil
}

// Erasures implements people.ErasureStore.
func (s *Store) Erasures(ctx context.Context) ([]people.Erasure, error) {
	var list []people.Erasure
	err := each(ctx, s, func(rows *sql.Rows) error {
		var e people.Erasure
		var at int64
		err := rows.Scan(&e.Person, &at)
		e.At = fromMillis(at)
		list = append(list, e)
		return err
	}, "SELECT person, at FROM erasures ORDER BY person")
	if err != nil {
		return nil, fmt.Errorf("read erasures: %w", err)
	}
	return list, nil
}
