// Package sqlite keeps everything in one SQLite file: the embedded default, for trying hocso out and for a site
// without a server. It implements the Store interfaces of the domain packages.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	// The driver is SQLite translated to Go: no C compiler is needed to build, and one binary runs anywhere.
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// FileName is the database's name inside the data folder.
const FileName = "hocso.db"

// applicationID marks the file as hocso's ("hocs"), so that another program's database is never written to.
const applicationID = 0x686f6373

// schemaVersion is raised with each change of schema.sql; a file of a later version is refused.
const schemaVersion = 9

// upgrades brings a file from an earlier version of schema.sql, its key, to the next one.
var upgrades = map[int]string{
	1: "CREATE TABLE recordings (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;",
	2: `ALTER TABLE submissions ADD COLUMN review INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE submissions ADD COLUMN right_questions TEXT NOT NULL DEFAULT '[]';
		ALTER TABLE submissions ADD COLUMN wrong_questions TEXT NOT NULL DEFAULT '[]';`,
	3: upgrade3,
	4: upgrade4,
	5: upgrade5,
	6: upgrade6,
	7: `ALTER TABLE submissions ADD COLUMN language TEXT NOT NULL DEFAULT '';
		CREATE INDEX totals_revision ON totals (place, revision);`,
	8: upgrade8, // and inCBOR
}

var (
	//go:embed upgrade3.sql
	upgrade3 string
	//go:embed upgrade4.sql
	upgrade4 string
	//go:embed upgrade5.sql
	upgrade5 string
	//go:embed upgrade6.sql
	upgrade6 string
	//go:embed upgrade8.sql
	upgrade8 string
)

// quickCheckLimit is the largest file that is read whole at start to find damage. Larger ones rely on the checks that
// SQLite makes as it reads.
const quickCheckLimit = 256 << 20

//go:embed schema.sql
var schema embed.FS

// Store is one SQLite file. It is safe for concurrent use: one connection writes, several read.
type Store struct {
	// write waits for the disk before it says that something is stored.
	write writer
	// derive is for what can be recomputed: it leaves the waiting to the next writer. SQLite's log keeps the order of
	// commits, so a power cut can take back a fold, and then its mark with it, but never what it was folded from.
	derive writer
	read   reader // of readers, or of one snapshot
	// readers are the connections that read.
	readers      *sql.DB
	path         string
	recent       *recent
	checkpointer *checkpointer
}

// reader is connections, or one transaction.
type reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Open opens or creates the database in a folder. A file that is damaged or not hocso's is refused and left as it is.
func Open(ctx context.Context, dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create data folder: %w", err)
	}
	path := filepath.Join(dir, FileName)
	size, err := inspect(path)
	if errors.Is(err, os.ErrNotExist) {
		err = create(ctx, path)
	}
	if err != nil {
		return nil, err
	}
	if err := examine(ctx, path, size); err != nil {
		return nil, err
	}
	s := &Store{path: path, recent: newRecent()}
	c, err := openConnection(path)
	if err != nil {
		return nil, err
	}
	s.write, s.derive = writer{c, "FULL"}, writer{c, "NORMAL"}
	if err := s.check(ctx); err != nil {
		_ = c.db.Close()
		return nil, err
	}
	s.readers, err = sql.Open("sqlite", dsn(path, "_pragma", "query_only(1)"))
	if err != nil {
		_ = c.db.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if s.checkpointer, err = startCheckpointer(path); err != nil {
		_ = errors.Join(s.readers.Close(), c.db.Close())
		return nil, err
	}
	s.readers.SetMaxOpenConns(4)
	s.readers.SetMaxIdleConns(4)
	s.read = s.readers
	return s, nil
}

// openConnection opens the connection that writes. It begins the log anew when 32 MiB of it are copied into the file: each
// copying costs random writes and two syncs, so most of it is a checkpointer's. What is deleted is overwritten, so that erasing
// somebody leaves no bytes of them in free pages (Law 91/2025/QH15, Article 14: recovery must be prevented). 32 MiB of pages are
// kept, so that a submission seldom waits for a page to be read.
func openConnection(path string) (*connection, error) {
	db, err := sql.Open("sqlite", dsn(path, "_txlock", "immediate", "_pragma", "journal_mode(WAL)", "_pragma", "synchronous(FULL)",
		"_pragma", "wal_autocheckpoint(8192)", "_pragma", "secure_delete(1)", "_pragma", "cache_size(-32768)"))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	return &connection{db: db, turn: make(chan struct{}, 1), synchronous: "FULL"}, nil
}

func dsn(path string, pairs ...string) string {
	q := url.Values{"_pragma": {"busy_timeout(5000)"}}
	for i := 0; i < len(pairs); i += 2 {
		q.Add(pairs[i], pairs[i+1])
	}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}).String()
}

// create makes a new database beside its place and renames it when it is whole, so that a crash leaves no half-made file
// that the next start would have to take for a damaged one.
func create(ctx context.Context, path string) error {
	text, err := schema.ReadFile("schema.sql")
	if err != nil {
		return err
	}
	fresh := path + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(fresh, "_pragma", "synchronous(FULL)"))
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("BEGIN; %s PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT;", text, applicationID, schemaVersion))
	if err := errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	if err := os.Chmod(fresh, 0o600); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	return os.Rename(fresh, path)
}

// inspect returns the file's size. It looks before SQLite does, which would take an empty or cut file for a new database.
func inspect(path string) (int64, error) {
	f, err := os.Open(path) //nolint:gosec // The path is the operator's own --data.
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	// https://www.sqlite.org/fileformat.html: 16 bytes of magic, the application id at byte 68 of 100.
	const magic = "SQLite format 3\x00"
	header := make([]byte, 100)
	if _, err := io.ReadFull(f, header); err != nil || string(header[:len(magic)]) != magic {
		return 0, damaged(path, "it does not begin like a database")
	}
	if binary.BigEndian.Uint32(header[68:]) != applicationID {
		return 0, damaged(path, "another program made it")
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func damaged(path, why string) error {
	return fmt.Errorf("%s is damaged or not a hocso database (%s); nothing was changed: restore a backup or name another folder with --data", path, strings.Join(strings.Fields(why), " "))
}

// unreadable tells a damaged file from a disk that is full or fails, which no backup would mend.
func unreadable(path string, err error) error {
	var failure *sqlite.Error
	if errors.As(err, &failure) {
		switch failure.Code() & 0xff { // the rest says more of the same
		case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
			return fmt.Errorf("cannot read %s; is its disk full, failing or not writable? nothing was changed: %w", path, err)
		}
	}
	return damaged(path, err.Error())
}

// examine refuses a damaged file. It reads only: a connection that may write takes the log into the file when it is closed,
// and so would change what a backup or somebody's skill may yet mend.
func examine(ctx context.Context, path string, size int64) error {
	if size > quickCheckLimit {
		return nil
	}
	db, err := sql.Open("sqlite", dsn(path, "mode", "ro"))
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer func() { _ = db.Close() }()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return unreadable(path, err)
	}
	if verdict != "ok" {
		return damaged(path, verdict)
	}
	return nil
}

// check refuses a file of a later schema, and upgrades one of an earlier schema.
func (s *Store) check(ctx context.Context) error {
	var version int
	if err := s.write.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return unreadable(s.path, err)
	}
	for ; version < schemaVersion && upgrades[version] != ""; version++ {
		err := s.write.transact(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, upgrades[version])
			if err == nil && version == 8 {
				err = inCBOR(ctx, tx)
			}
			if err == nil {
				_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version=%d", version+1))
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("upgrade %s from schema version %d: %w", s.path, version, err)
		}
	}
	if version != schemaVersion {
		return fmt.Errorf("%s has schema version %d and this program knows version %d: use the hocso that wrote it", s.path, version, schemaVersion)
	}
	return nil
}

// Close finishes what is being written and closes the file.
func (s *Store) Close() error {
	return errors.Join(s.checkpointer.stop(), s.readers.Close(), s.write.db.Close())
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.read.QueryRowContext(ctx, "SELECT 1").Scan(&one)
}
