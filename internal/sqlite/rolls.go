package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"hocso/progress/places"
)

// PutRolls implements places.RollStore.
func (s *Store) PutRolls(ctx context.Context, list []places.RollVersion) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		for _, r := range list {
			if err := putRoll(ctx, tx, r); err != nil {
				return fmt.Errorf("village %s, version %d: %w", r.Village, r.Version, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put rolls: %w", err)
	}
	return nil
}

func putRoll(ctx context.Context, tx *sql.Tx, r places.RollVersion) error {
	var stored []places.RollVersion
	var raw []byte
	err := tx.QueryRowContext(inside(ctx), "SELECT document FROM rolls WHERE village = ? AND version = ?", r.Village, r.Version).Scan(&raw)
	switch {
	case err == nil:
		var old places.RollVersion
		if err := json.Unmarshal(raw, &old); err != nil {
			return fmt.Errorf("stored document: %w", err)
		}
		stored = append(stored, old)
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	joined, err := places.JoinRolls(stored, []places.RollVersion{r})
	if err != nil {
		return err
	}
	if raw, err = json.Marshal(joined[0]); err != nil {
		return err
	}
	_, err = tx.ExecContext(inside(ctx), "INSERT OR REPLACE INTO rolls (village, version, ward, document) VALUES (?, ?, ?, ?)",
		r.Village, r.Version, r.Ward(), string(raw))
	return err
}

// RollsOf implements places.RollStore.
func (s *Store) RollsOf(ctx context.Context, ward string) ([]places.RollVersion, error) {
	var list []places.RollVersion
	err := eachDocument(ctx, s, func(r places.RollVersion) error {
		list = append(list, r)
		return nil
	}, "SELECT document FROM rolls WHERE ward = ? ORDER BY village, version", ward)
	if err != nil {
		return nil, fmt.Errorf("read rolls: %w", err)
	}
	return list, nil
}
