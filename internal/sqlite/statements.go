package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// connection is the one that writes. It is one alone, since SQLite forgets the pages that it has read whenever another
// connection has written.
type connection struct {
	db          *sql.DB
	turn        chan struct{}
	synchronous string // as it is set now
}

// writer is a way to write through the connection. Writers share its turn.
type writer struct {
	*connection
	synchronous string // how its transactions wait for the disk
}

// take waits for the writer's turn; the turn ends with the function returned.
func (w writer) take(ctx context.Context) (func(), error) {
	select {
	case w.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if w.connection.synchronous != w.synchronous {
		if _, err := w.db.ExecContext(ctx, "PRAGMA synchronous="+w.synchronous); err != nil {
			<-w.turn
			return nil, err
		}
		w.connection.synchronous = w.synchronous
	}
	return func() { <-w.turn }, nil
}

// exec runs one statement that writes.
func (w writer) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	done, err := w.take(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return w.db.ExecContext(ctx, query, args...)
}

// inTx runs f in one write transaction.
func (w writer) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	done, err := w.take(ctx)
	if err != nil {
		return err
	}
	defer done()
	return w.transact(ctx, f)
}

// transact is inTx for who has the turn already.
func (w writer) transact(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// turnLength is how many statements of a long list run before other writers get a turn.
const turnLength = 200

// execEach runs one statement for every item of a list. Short lists are one transaction; long ones are several, so
// that a phone does not wait for thousands of rows: what is written so stands item by item, and may be written again.
func execEach[T any](ctx context.Context, w writer, query string, items []T, args func(T) ([]any, error)) error {
	for part := range slices.Chunk(items, turnLength) {
		err := w.inTx(ctx, func(tx *sql.Tx) error {
			stmt, err := tx.PrepareContext(ctx, query)
			if err != nil {
				return err
			}
			defer func() { _ = stmt.Close() }()
			for _, item := range part {
				a, err := args(item)
				if err != nil {
					return err
				}
				if _, err := stmt.ExecContext(inside(ctx), a...); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// inside is the context of a statement in a transaction, which ends with its own. The driver has a goroutine watch over each
// statement whose context can end, and that costs half of what an insert does.
func inside(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// each calls f for every row of a query.
func each(ctx context.Context, s *Store, f func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// eachDocument calls f for the JSON document in the first column of every row of a query.
func eachDocument[D any](ctx context.Context, s *Store, f func(D) error, query string, args ...any) error {
	return each(ctx, s, func(rows *sql.Rows) error {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return err
		}
		var d D
		if err := json.Unmarshal(raw, &d); err != nil {
			return fmt.Errorf("stored document: %w", err)
		}
		return f(d)
	}, query, args...)
}

// listDocuments returns what convert makes of the JSON document in the first column of every row of a query.
func listDocuments[D, T any](ctx context.Context, s *Store, convert func(D) T, query string, args ...any) ([]T, error) {
	var list []T
	err := eachDocument(ctx, s, func(d D) error {
		list = append(list, convert(d))
		return nil
	}, query, args...)
	return list, err
}

// oneDocument reads the JSON document that a query selects; missing is returned if there is none.
func oneDocument[D any](ctx context.Context, s *Store, missing error, query string, args ...any) (D, error) {
	var raw []byte
	var d D
	err := s.read.QueryRowContext(ctx, query, args...).Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return d, missing
	}
	if err != nil {
		return d, err
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return d, fmt.Errorf("stored document: %w", err)
	}
	return d, nil
}

// millis is how times are stored: milliseconds since 1970 UTC, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// replaceAll empties a table and fills it with n rows, in one transaction. The table's name is a constant of this package.
func (w writer) replaceAll(ctx context.Context, table, insert string, n int, args func(int) ([]any, error)) error {
	return w.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil { //nolint:gosec // See above.
			return err
		}
		for i := range n {
			a, err := args(i)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, insert, a...); err != nil {
				return err
			}
		}
		return nil
	})
}

// changedOne turns an update that touched nothing into the domain's error.
func changedOne(res sql.Result, err error, what string, none error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if n == 0 {
		return fmt.Errorf("%s: %w", what, none)
	}
	return nil
}
