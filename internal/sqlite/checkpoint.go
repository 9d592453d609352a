package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

const (
	// checkpointPages is how much of the log is left to the next copying: 8 MiB.
	checkpointPages = 2048
	checkpointEvery = 50 * time.Millisecond
)

// checkpointer copies what is committed from SQLite's log into the file, on a connection of its own, while others write. Where it
// falls behind, the writer does the rest at its next commit.
type checkpointer struct {
	db   *sql.DB
	end  context.CancelFunc
	done sync.WaitGroup
}

func startCheckpointer(path string) (*checkpointer, error) {
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	ctx, end := context.WithCancel(context.Background())
	c := &checkpointer{db: db, end: end}
	c.done.Go(func() {
		ticker := time.NewTicker(checkpointEvery)
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
			if err == nil && log-copied >= checkpointPages {
				_, _ = db.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
			}
		}
	})
	return c, nil
}

func (c *checkpointer) stop() error {
	c.end()
	c.done.Wait()
	return c.db.Close()
}
