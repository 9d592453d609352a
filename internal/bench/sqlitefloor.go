package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	// The driver that the product uses.
	_ "modernc.org/sqlite"
)

// sqliteFloor is a file with one table and one connection, synced at every commit.
type sqliteFloor struct {
	folder string
	db     *sql.DB
}

const (
	floorTable = `CREATE TABLE submissions (resident TEXT NOT NULL, id TEXT NOT NULL, module TEXT NOT NULL, version INTEGER NOT NULL,
		score INTEGER NOT NULL, max INTEGER NOT NULL, passed INTEGER NOT NULL, received_at INTEGER NOT NULL, village TEXT NOT NULL,
		started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, hash BLOB NOT NULL, answers TEXT NOT NULL,
		right_questions TEXT NOT NULL, wrong_questions TEXT NOT NULL, PRIMARY KEY (resident, id)) STRICT, WITHOUT ROWID`
	floorInsert = `INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

func openSQLiteFloor(ctx context.Context, folder string) (storeFloor, error) {
	dir, err := os.MkdirTemp(folder, "hocso-bench-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the floor: %w", err)
	}
	pragmas := url.Values{"_pragma": {"journal_mode(WAL)", "synchronous(FULL)"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.Join(dir, "floor.db")}).EscapedPath()+"?"+pragmas.Encode())
	if err == nil {
		db.SetMaxOpenConns(1)
		if _, err = db.ExecContext(ctx, floorTable); err != nil {
			_ = db.Close()
		}
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make the floor's file: %w", err), os.RemoveAll(dir))
	}
	return &sqliteFloor{dir, db}, nil
}

func (s *sqliteFloor) insert(ctx context.Context, group []document) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // of no effect once it is committed
	stmt, err := tx.PrepareContext(ctx, floorInsert)
	if err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	defer func() { _ = stmt.Close() }()
	for _, d := range group {
		answers, err1 := json.Marshal(d.Answers)
		right, err2 := json.Marshal(d.right)
		wrong, err3 := json.Marshal(d.wrong)
		if err := errors.Join(err1, err2, err3); err != nil {
			return fmt.Errorf("floor: %w", err)
		}
		if _, err := stmt.ExecContext(ctx, d.resident, d.ID, d.Module, d.Version, d.score, d.max, d.score == d.max, d.received.UnixMilli(), d.village,
			d.from.UnixMilli(), d.to.UnixMilli(), d.hash, string(answers), string(right), string(wrong)); err != nil {
			return fmt.Errorf("floor: %w", err)
		}
	}
	return tx.Commit()
}

func (s *sqliteFloor) close() error { return errors.Join(s.db.Close(), os.RemoveAll(s.folder)) }

func (s *sqliteFloor) String() string { return "SQLite, synchronous=FULL" }
