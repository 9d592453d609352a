package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"hocso/progress"
)

// recentLimit is how many results are kept in memory, about 40 MB of them.
const recentLimit = 100_000

// recent keeps the results of those who handed in last, since folding needs all of them at each submission. It is used in
// the turn of the connection that writes, and only while no other connection has written to the file.
type recent struct {
	version int64 // of the file, as SQLite counts what other connections commit
	lists   *simplelru.LRU[string, []progress.Result]
	held    int // results in the lists
}

func newRecent() *recent {
	r := &recent{}
	// One that holds anybody would do: the limit is of results.
	lists, err := simplelru.NewLRU(recentLimit, func(_ string, list []progress.Result) { r.held -= len(list) })
	if err != nil {
		panic(err) // only for a size below 1
	}
	r.lists = lists
	return r
}

func (r *recent) put(resident string, list []progress.Result) {
	r.lists.Remove(resident)
	r.lists.Add(resident, list)
	for r.held += len(list); r.held > recentLimit; {
		r.lists.RemoveOldest()
	}
}

// check forgets everything if another connection has written.
func (r *recent) check(ctx context.Context, tx *sql.Tx) error {
	var version int64
	if err := tx.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return err
	}
	if version != r.version {
		r.lists.Purge()
		r.version = version
	}
	return nil
}

// addResults gives each outcome of a batch all results of its resident, and returns them by resident. What was there before is
// remembered or read.
func (s *Store) addResults(ctx context.Context, tx *sql.Tx, outcomes []progress.Inserted) (map[string][]progress.Result, error) {
	if err := s.recent.check(ctx, tx); err != nil {
		return nil, err
	}
	lists := make(map[string][]progress.Result, len(outcomes))
	for _, one := range outcomes {
		resident := one.Stored.Resident
		if _, ok := lists[resident]; !ok {
			lists[resident], _ = s.recent.lists.Get(resident)
		}
		if lists[resident] != nil && one.New {
			lists[resident] = append(lists[resident], asStored(one.Stored.Result))
		}
	}
	var stmt *sql.Stmt
	for resident, list := range lists {
		if list != nil {
			continue
		}
		if stmt == nil {
			var err error
			if stmt, err = tx.PrepareContext(ctx, selectResult+" WHERE resident = ?"); err != nil {
				return nil, err
			}
			defer func() { _ = stmt.Close() }()
		}
		list, err := resultsOf(ctx, stmt, resident)
		if err != nil {
			return nil, err
		}
		lists[resident] = list
	}
	for i := range outcomes {
		outcomes[i].Results = lists[outcomes[i].Stored.Resident]
	}
	return lists, nil
}

func resultsOf(ctx context.Context, stmt *sql.Stmt, resident string) ([]progress.Result, error) {
	rows, err := stmt.QueryContext(ctx, resident)
	if err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var list []progress.Result
	for rows.Next() {
		_, r, err := scanResult(rows)
		if err != nil {
			return nil, fmt.Errorf("read results: %w", err)
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

// asStored is a result as it is read again.
func asStored(r progress.Result) progress.Result {
	r.FinishedAt, r.ReceivedAt = fromMillis(millis(r.FinishedAt)), fromMillis(millis(r.ReceivedAt))
	if len(r.Right) == 0 {
		r.Right = nil
	}
	if len(r.Wrong) == 0 {
		r.Wrong = nil
	}
	return r
}
