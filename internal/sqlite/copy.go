package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// CopyMark returns what marks this store as one that is being copied into; nil if it is none. The mark is in a table that is
// there only meanwhile, so that the schema of all other stores knows nothing of copies.
func (s *Store) CopyMark(ctx context.Context) ([]byte, error) {
	var there int
	err := s.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'copying'").Scan(&there)
	if err != nil || there == 0 {
		return nil, err
	}
	var mark []byte
	if err := s.read.QueryRowContext(ctx, "SELECT mark FROM copying").Scan(&mark); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("read the mark of a copy: %w", err)
	}
	return mark, nil
}

// SetCopyMark marks this store as one that is being copied into; nil takes the mark off.
func (s *Store) SetCopyMark(ctx context.Context, mark []byte) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DROP TABLE IF EXISTS copying"); err != nil || mark == nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "CREATE TABLE copying (mark BLOB NOT NULL) STRICT"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO copying VALUES (?)", mark)
		return err
	})
	if err != nil {
		return fmt.Errorf("mark a copy: %w", err)
	}
	return nil
}

// Counts returns how many records there are, by the name of their part of an archive. It is for showing how far something is.
func (s *Store) Counts(ctx context.Context) (map[string]int64, error) {
	counts := map[string]int64{}
	for _, table := range tables {
		var n int64
		if err := s.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+table).Scan(&n); err != nil { //nolint:gosec // The names are constants.
			return nil, fmt.Errorf("count %s: %w", table, err)
		}
		counts[table] = n
	}
	return counts, nil
}
