package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/fxamacker/cbor/v2"
)

// upgradedAtOnce is how many rows are in memory while they come over.
const upgradedAtOnce = 1000

// inCBOR takes summaries and totals over from the tables of version 8, where they were in JSON, and drops these. Whoever changes what is
// stored of them leaves the types of version 9 here.
func inCBOR(ctx context.Context, tx *sql.Tx) error {
	err := takeOver(ctx, tx, `SELECT resident, village, resident, submissions, revision, former, document FROM former_summaries
		WHERE resident > ? ORDER BY resident LIMIT ?`, insertSummary, recode[summaryDocument])
	if err == nil {
		err = takeOver(ctx, tx, "SELECT place, place, revision, document, study FROM former_totals WHERE place > ? ORDER BY place LIMIT ?",
			"INSERT INTO totals (place, revision, document, study) VALUES (?, ?, ?, ?)", recode[totalsDocument], recode[studyDocument])
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, "DROP TABLE former_summaries; DROP TABLE former_totals;")
	}
	return err
}

// takeOver inserts what a query gives, a page after the other: the first column is the key by which it goes on, the last ones are recoded.
func takeOver(ctx context.Context, tx *sql.Tx, query, insert string, recode ...func([]byte) ([]byte, error)) error {
	stmt, err := tx.PrepareContext(ctx, insert)
	if err != nil {
		return err
	}
	defer func() { _ = stmt.Close() }()
	for after, more := any(""), true; more; {
		page, err := readRows(ctx, tx, query, after, upgradedAtOnce)
		if err != nil {
			return err
		}
		for _, row := range page {
			after = row[0]
			for i, one := range recode {
				at := len(row) - len(recode) + i
				text, _ := row[at].(string)
				if row[at], err = one([]byte(text)); err != nil {
					return err
				}
			}
			if _, err := stmt.ExecContext(ctx, row[1:]...); err != nil {
				return err
			}
		}
		more = len(page) == upgradedAtOnce
	}
	return nil
}

// readRows returns the rows of a query with their columns as they are stored.
func readRows(ctx context.Context, tx *sql.Tx, query string, args ...any) (page [][]any, err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		page = append(page, row)
	}
	return page, rows.Err()
}

// recode makes CBOR of a document in JSON.
func recode[D any](raw []byte) ([]byte, error) {
	var d D
	if err := json.Unmarshal(raw, &d); err != nil {
		return nil, err
	}
	return cbor.Marshal(d)
}
