package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hocso/progress/people"
)

const selectAlias = "SELECT dropped, kept, at, merged_by FROM aliases"

func scanAlias(row interface{ Scan(...any) error }) (people.Alias, error) {
	var a people.Alias
	var at int64
	err := row.Scan(&a.Dropped, &a.Kept, &at, &a.By)
	a.At = fromMillis(at)
	return a, err
}

// AddAlias implements people.AliasStore.
func (s *Store) AddAlias(ctx context.Context, a people.Alias) error {
	res, err := s.write.exec(ctx, "INSERT INTO aliases VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", a.Dropped, a.Kept, millis(a.At), a.By)
	return changedOne(res, err, "add alias", people.ErrConflict)
}

// Alias implements people.AliasStore.
func (s *Store) Alias(ctx context.Context, dropped string) (people.Alias, error) {
	a, err := scanAlias(s.read.QueryRowContext(ctx, selectAlias+" WHERE dropped = ?", dropped))
	if errors.Is(err, sql.ErrNoRows) {
		err = people.ErrNotFound
	}
	if err != nil {
		return people.Alias{}, fmt.Errorf("read alias: %w", err)
	}
	return a, nil
}

// AliasesOf implements people.AliasStore.
func (s *Store) AliasesOf(ctx context.Context, kept string) ([]people.Alias, error) {
	var list []people.Alias
	err := s.eachAlias(ctx, func(a people.Alias) error {
		list = append(list, a)
		return nil
	}, selectAlias+" WHERE kept = ? ORDER BY dropped", kept)
	return list, err
}

// DeleteAlias implements people.AliasStore.
func (s *Store) DeleteAlias(ctx context.Context, dropped string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM aliases WHERE dropped = ?", dropped); err != nil {
		return fmt.Errorf("delete alias: %w", err)
	}
	return nil
}

// EachAlias implements people.AliasStore.
func (s *Store) EachAlias(ctx context.Context, f func(people.Alias) error) error {
	return s.eachAlias(ctx, f, selectAlias+" ORDER BY dropped")
}

func (s *Store) eachAlias(ctx context.Context, f func(people.Alias) error, query string, args ...any) error {
	err := each(ctx, s, func(rows *sql.Rows) error {
		a, err := scanAlias(rows)
		if err != nil {
			return err
		}
		return f(a)
	}, query, args...)
	if err != nil {
		return fmt.Errorf("read aliases: %w", err)
	}
	return nil
}
