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

// tables are those of what an archive brings, and of what follows from it. Erasures and failed logins are none of them.
var tables = []string{"wards", "villages", "rolls", "campaigns", "rulings", "settlements", "courses", "modules", "recordings", "people", "credentials", "devices", "passes",
	"factors", "requests", "audit", "aliases", "certificates", "fieldwork", "submissions", "unfolded", "summaries", "totals"}

// Clear removes all that an archive brings, and what follows from it. Erasures stay, since they must outlive any backup, and
// so do failed logins.
func (s *Store) Clear(ctx context.Context) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		s.recent.lists.Purge()
		for _, table := range tables {
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

// EachAttempts implements people.Archive.
func (s *Store) EachAttempts(ctx context.Context, f func(people.Attempts) error) error {
	err := each(ctx, s, func(rows *sql.Rows) error {
		var a people.Attempts
		var at int64
		if err := rows.Scan(&a.Key, &a.Revision, &a.Failures, &at); err != nil {
			return err
		}
		a.At = fromMillis(at)
		return f(a)
	}, "SELECT key, revision, failures, at FROM attempts ORDER BY key")
	if err != nil {
		return fmt.Errorf("read attempts: %w", err)
	}
	return nil
}

// PutPeople implements people.Archive.
func (s *Store) PutPeople(ctx context.Context, list []people.Person) error {
	return putAll(ctx, s, "people", insertPerson+" ON CONFLICT (id) DO NOTHING", list, personArgs)
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
	return putAll(ctx, s, "devices", insertDevice+" ON CONFLICT (id) DO NOTHING", list, deviceArgs)
}

// PutPasses implements people.Archive.
func (s *Store) PutPasses(ctx context.Context, list []people.Pass) error {
	return putAll(ctx, s, "passes", insertPass+" ON CONFLICT (id) DO NOTHING", list, passArgs)
}

// PutFactors implements people.Archive.
func (s *Store) PutFactors(ctx context.Context, list []people.Factor) error {
	return putAll(ctx, s, "factors", insertFactor+" ON CONFLICT (person) DO NOTHING", list, factorArgs)
}

// PutRequests implements people.Archive.
func (s *Store) PutRequests(ctx context.Context, list []people.Request) error {
	return putAll(ctx, s, "requests", insertRequest+" ON CONFLICT (id) DO NOTHING", list, requestArgs)
}

// PutAudit implements people.Archive.
func (s *Store) PutAudit(ctx context.Context, list []people.AuditEntry) error {
	return putAll(ctx, s, "audit entries", insertAudit+" ON CONFLICT (seq) DO NOTHING", list, auditArgs)
}

// PutAllAttempts implements people.Archive.
func (s *Store) PutAllAttempts(ctx context.Context, list []people.Attempts) error {
	return putAll(ctx, s, "attempts", "INSERT INTO attempts VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING", list, func(a people.Attempts) ([]any, error) {
		return []any{a.Key, a.Revision, a.Failures, millis(a.At)}, nil
	})
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
	return putAll(ctx, s, "submissions", insertSubmission+" ON CONFLICT (resident, id) DO NOTHING", list, func(sub progress.Submission) ([]any, error) {
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
