package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

const (
	// copyPages is how much of the log is left to the next copying: 8 MiB.
	copyPages = 2048
	copyEvery = 50 * time.Millisecond
)

// copier copies what is committed from SQLite's log into the file, on a connection of its own, while others write. Where it
// falls behind, the writer does the rest at its next commit.
type copier struct {
	db   *sql.DB
	end  context.CancelFunc
	done sync.WaitGroup
}

func startCopier(path string) (*copier, error) {
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	ctx, end := context.WithCancel(context.Background())
	c := &copier{db: db, end: end}
	c.done.Go(func() {
		ticker := time.NewTicker(copyEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			var busy, log, copied int
			// What fails here fails at the writer's own copying too, which says so.
			err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(NOOP)").Scan(&busy, &log, &copied)
			if err == nil && log-copied >= copyPages {
				_, _ = db.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
			}
		}
	})
	return c, nil
}

func (c *copier) stop() error {
	c.end()
	c.done.Wait()
	return c.db.Close()
}
