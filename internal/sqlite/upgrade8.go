package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/fxamacker/cbor/v2"
)

// upgradedAtOnce is how many summaries are in memory while they come over.
const upgradedAtOnce = 1000

// summariesInCBOR takes the summaries over from the table of version 8, where they were in JSON, and drops it.
func summariesInCBOR(ctx context.Context, tx *sql.Tx) error {
	insert, err := tx.PrepareContext(ctx, insertSummary)
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	for after, more := []string{"", ""}, true; more; {
		page, err := formerSummaries(ctx, tx, after)
		if err != nil {
			return err
		}
		for _, args := range page {
			if _, err := insert.ExecContext(ctx, args...); err != nil {
				return err
			}
		}
		if more = len(page) == upgradedAtOnce; more {
			last := page[len(page)-1]
			after = []string{last[0].(string), last[1].(string)} //nolint:forcetypeassert // As they were scanned.
		}
	}
	_, err = tx.ExecContext(ctx, "DROP TABLE former_summaries")
	return err
}

// formerSummaries returns the next ones after a village and a resident, each as the arguments of insertSummary.
func formerSummaries(ctx context.Context, tx *sql.Tx, after []string) (page [][]any, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT village, resident, submissions, revision, former, document FROM former_summaries
		WHERE (village, resident) > (?, ?) ORDER BY village, resident LIMIT ?`, after[0], after[1], upgradedAtOnce)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var village, resident, former string
		var submissions, revision int64
		var raw []byte
		if err := rows.Scan(&village, &resident, &submissions, &revision, &former, &raw); err != nil {
			return nil, err
		}
		var d summaryDocument
		if err := json.Unmarshal(raw, &d); err != nil {
			return nil, err
		}
		if raw, err = cbor.Marshal(d); err != nil {
			return nil, err
		}
		page = append(page, []any{village, resident, submissions, revision, former, raw})
	}
	return page, rows.Err()
}
