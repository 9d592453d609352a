package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"hocso/progress"
	"hocso/progress/people"
)

// Snapshot calls f with a store that reads everything as it is at one moment, while others go on writing. What is written to
// it, it does not see. SQLite's log cannot shrink until f returns.
func (s *Store) Snapshot(ctx context.Context, f func(*Store) error) error {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin a snapshot: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	// The moment is that of the first read.
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_schema").Scan(&n); err != nil {
		return fmt.Errorf("begin a snapshot: %w", err)
	}
	at := *s
	at.read = tx
	return f(&at)
}

// Clear removes all that an archive brings, and what follows from it. Erasures stay, since they must outlive any backup, and
// so do failed logins.
func (s *Store) Clear(ctx context.Context) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		s.recent.lists.Purge()
		for _, table := range []string{"wards", "villages", "campaigns", "courses", "modules", "recordings", "people", "credentials",
			"devices", "passes", "factors", "requests", "audit", "submissions", "unfolded", "summaries", "totals"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil { //nolint:gosec // The names are those above.
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("clear: %w", err)
	}
	return nil
}

// EachCredential implements people.Archive.
func (s *Store) EachCredential(ctx context.Context, f func(people.Credential) error) error {
	err := each(ctx, s, func(rows *sql.Rows) error {
		var c people.Credential
		if err := rows.Scan(&c.Person, &c.Phone, &c.Hash, &c.Staff); err != nil {
			return err
		}
		return f(c)
	}, "SELECT person, phone, hash, staff FROM credentials ORDER BY person")
	if err != nil {
		return fmt.Errorf("read credentials: %w", err)
	}
	return nil
}

// EachDevice implements people.Archive.
func (s *Store) EachDevice(ctx context.Context, f func(people.Device) error) error {
	err := each(ctx, s, func(rows *sql.Rows) error {
		d, err := scanDevice(rows)
		if err != nil {
			return err
		}
		return f(d)
	}, "SELECT "+deviceColumns+" FROM devices ORDER BY id")
	if err != nil {
		return fmt.Errorf("read devices: %w", err)
	}
	return nil
}

// EachPass implements people.Archive.
func (s *Store) EachPass(ctx context.Context, f func(people.Pass) error) error {
	err := eachDocument(ctx, s, func(d passDocument) error { return f(d.pass()) }, "SELECT document FROM passes ORDER BY id")
	if err != nil {
		return fmt.Errorf("read passes: %w", err)
	}
	return nil
}

// EachFactor implements people.Archive.
func (s *Store) EachFactor(ctx context.Context, f func(people.Factor) error) error {
	err := eachDocument(ctx, s, func(d factorDocument) error { return f(d.factor()) }, "SELECT document FROM factors ORDER BY person")
	if err != nil {
		return fmt.Errorf("read factors: %w", err)
	}
	return nil
}

// EachRequest implements people.Archive.
func (s *Store) EachRequest(ctx context.Context, f func(people.Request) error) error {
	err := eachDocument(ctx, s, func(d requestDocument) error { return f(d.request()) }, "SELECT document FROM requests ORDER BY id")
	if err != nil {
		return fmt.Errorf("read requests: %w", err)
	}
	return nil
}

// PutCredentials implements people.Archive.
func (s *Store) PutCredentials(ctx context.Context, list []people.Credential) error {
	// The first condition also tells SQLite that ON CONFLICT belongs to the INSERT.
	const put = `INSERT INTO credentials SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM people WHERE id = ?1)
		AND NOT EXISTS (SELECT 1 FROM credentials WHERE phone = ?2 AND phone <> '' AND hash = ?3 AND person <> ?1)
		ON CONFLICT (person) DO UPDATE SET phone = excluded.phone, hash = excluded.hash, staff = excluded.staff`
	return putAll(ctx, s, "credentials", put, list, func(c people.Credential) ([]any, error) {
		return []any{c.Person, c.Phone, c.Hash, c.Staff}, nil
	})
}

// PutDevices implements people.Archive.
func (s *Store) PutDevices(ctx context.Context, list []people.Device) error {
	return putAll(ctx, s, "devices", insertDevice, list, deviceArgs)
}

// PutPasses implements people.Archive.
func (s *Store) PutPasses(ctx context.Context, list []people.Pass) error {
	return putAll(ctx, s, "passes", insertPass, list, passArgs)
}

// PutFactors implements people.Archive.
func (s *Store) PutFactors(ctx context.Context, list []people.Factor) error {
	return putAll(ctx, s, "factors", insertFactor, list, factorArgs)
}

// PutRequests implements people.Archive.
func (s *Store) PutRequests(ctx context.Context, list []people.Request) error {
	return putAll(ctx, s, "requests", insertRequest, list, requestArgs)
}

// PutAudit implements people.Archive.
func (s *Store) PutAudit(ctx context.Context, list []people.AuditEntry) error {
	return putAll(ctx, s, "audit entries", insertAudit, list, auditArgs)
}

// EachSubmission implements progress.SubmissionArchive.
func (s *Store) EachSubmission(ctx context.Context, f func(progress.Submission) error) error {
	err := each(ctx, s, func(rows *sql.Rows) error {
		sub, err := scanSubmission(rows)
		if err != nil {
			return err
		}
		return f(sub)
	}, selectSubmission+" ORDER BY resident, id")
	if err != nil {
		return fmt.Errorf("read submissions: %w", err)
	}
	return nil
}

// PutSubmissions implements progress.SubmissionArchive.
func (s *Store) PutSubmissions(ctx context.Context, list []progress.Submission) error {
	return putAll(ctx, s, "submissions", insertSubmission, list, func(sub progress.Submission) ([]any, error) {
		s.recent.lists.Remove(sub.Resident) // in the writer's turn, as all that touches it
		return submissionArgs(sub)
	})
}

func putAll[T any](ctx context.Context, s *Store, what, query string, list []T, args func(T) ([]any, error)) error {
	if err := execEach(ctx, s.write, query, list, args); err != nil {
		return fmt.Errorf("put %s: %w", what, err)
	}
	return nil
}
