package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"hocso/progress"
)

// Insert implements progress.SubmissionStore. All of the batch goes into one transaction and so costs one sync to disk.
func (s *Store) Insert(ctx context.Context, batch []progress.Submission) ([]progress.Inserted, error) {
	outcomes := make([]progress.Inserted, len(batch))
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		stmt, err := tx.PrepareContext(ctx, insertSubmission+" ON CONFLICT DO NOTHING")
		if err != nil {
			return err
		}
		defer func() { _ = stmt.Close() }()
		for i, sub := range batch {
			args, err := submissionArgs(sub, true)
			if err != nil {
				return err
			}
			res, err := stmt.ExecContext(ctx, args...)
			if err != nil {
				return err
			}
			n, err := res.RowsAffected()
			if err != nil {
				return err
			}
			outcomes[i] = progress.Inserted{New: n == 1, Stored: sub}
			if n == 0 {
				row := tx.QueryRowContext(ctx, selectSubmission+" WHERE resident = ? AND id = ?", sub.Resident, sub.ID)
				if outcomes[i].Stored, err = scanSubmission(row); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("insert submissions: %w", err)
	}
	return outcomes, nil
}

const insertSubmission = `INSERT INTO submissions (resident, id, module, version, score, max, passed, received_at,
	unfolded, village, handed_in_by, started_at, finished_at, hash, answers, review, right_questions, wrong_questions, seconds)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

func submissionArgs(sub progress.Submission, unfolded bool) ([]any, error) {
	answers, err := json.Marshal(sub.Answers)
	if err != nil {
		return nil, err
	}
	right, wrong, err := questionLists(sub.Result)
	if err != nil {
		return nil, err
	}
	return []any{sub.Resident, sub.ID, sub.Module, sub.Version, sub.Score, sub.Max, sub.Passed, millis(sub.ReceivedAt),
		sql.NullBool{Bool: true, Valid: unfolded}, sub.Village, sub.By, millis(sub.StartedAt), millis(sub.FinishedAt), sub.Hash,
		string(answers), sub.Review, right, wrong, sub.Seconds}, nil
}

const selectSubmission = `SELECT resident, id, module, version, score, max, passed, received_at, village, handed_in_by,
	started_at, finished_at, hash, answers, review, right_questions, wrong_questions, seconds FROM submissions`

func scanSubmission(row interface{ Scan(...any) error }) (progress.Submission, error) {
	var sub progress.Submission
	var received, started, finished int64
	var answers, right, wrong []byte
	err := row.Scan(&sub.Resident, &sub.ID, &sub.Module, &sub.Version, &sub.Score, &sub.Max, &sub.Passed, &received, &sub.Village, &sub.By,
		&started, &finished, &sub.Hash, &answers, &sub.Review, &right, &wrong, &sub.Seconds)
	if err != nil {
		return sub, err
	}
	sub.ReceivedAt, sub.StartedAt, sub.FinishedAt = fromMillis(received), fromMillis(started), fromMillis(finished)
	return sub, errors.Join(json.Unmarshal(answers, &sub.Answers), readQuestionLists(&sub.Result, right, wrong))
}

// questionLists is how the questions right and wrong are stored.
func questionLists(r progress.Result) (right, wrong string, err error) {
	if right, err = questionList(r.Right); err != nil {
		return "", "", err
	}
	wrong, err = questionList(r.Wrong)
	return right, wrong, err
}

const noQuestions = "[]"

func questionList(ids []string) (string, error) {
	if len(ids) == 0 {
		return noQuestions, nil
	}
	raw, err := json.Marshal(ids)
	return string(raw), err
}

func readQuestionLists(r *progress.Result, right, wrong []byte) error {
	return errors.Join(readQuestionList(&r.Right, right), readQuestionList(&r.Wrong, wrong))
}

func readQuestionList(into *[]string, raw []byte) error {
	if string(raw) == noQuestions {
		return nil
	}
	return json.Unmarshal(raw, into)
}

const selectResult = `SELECT resident, id, module, version, score, max, passed, finished_at, received_at, review,
	right_questions, wrong_questions FROM submissions`

func scanResult(rows *sql.Rows) (string, progress.Result, error) {
	var resident string
	var r progress.Result
	var finished, received int64
	var right, wrong sql.RawBytes
	err := rows.Scan(&resident, &r.ID, &r.Module, &r.Version, &r.Score, &r.Max, &r.Passed, &finished, &received, &r.Review, &right, &wrong)
	if err != nil {
		return "", r, err
	}
	r.FinishedAt, r.ReceivedAt = fromMillis(finished), fromMillis(received)
	return resident, r, readQuestionLists(&r, right, wrong)
}

// Results implements progress.SubmissionStore.
func (s *Store) Results(ctx context.Context, residents []string) (map[string][]progress.Result, error) {
	results := make(map[string][]progress.Result, len(residents))
	// SQLite takes at most 32,766 parameters; stay far below.
	for start := 0; start < len(residents); start += 500 {
		chunk := residents[start:min(start+500, len(residents))]
		args := make([]any, len(chunk))
		for i, r := range chunk {
			args[i] = r
		}
		err := each(ctx, s, func(rows *sql.Rows) error {
			resident, r, err := scanResult(rows)
			results[resident] = append(results[resident], r)
			return err
		}, selectResult+" WHERE resident IN (?"+strings.Repeat(", ?", len(chunk)-1)+")", args...)
		if err != nil {
			return nil, fmt.Errorf("read results: %w", err)
		}
	}
	return results, nil
}

// SubmissionsOf implements progress.SubmissionStore.
func (s *Store) SubmissionsOf(ctx context.Context, resident string) ([]progress.Submission, error) {
	var list []progress.Submission
	err := each(ctx, s, func(rows *sql.Rows) error {
		sub, err := scanSubmission(rows)
		list = append(list, sub)
		return err
	}, selectSubmission+" WHERE resident = ? ORDER BY received_at, id", resident)
	if err != nil {
		return nil, fmt.Errorf("read submissions: %w", err)
	}
	return list, nil
}

// Unfolded implements progress.SubmissionStore.
func (s *Store) Unfolded(ctx context.Context, limit int) ([]progress.Key, error) {
	var keys []progress.Key
	err := each(ctx, s, func(rows *sql.Rows) error {
		var k progress.Key
		err := rows.Scan(&k.Resident, &k.ID)
		keys = append(keys, k)
		return err
	}, "SELECT resident, id FROM submissions WHERE unfolded = 1 ORDER BY received_at LIMIT ?", limit)
	if err != nil {
		return nil, fmt.Errorf("read unfolded submissions: %w", err)
	}
	return keys, nil
}

// MarkFolded implements progress.SubmissionStore.
func (s *Store) MarkFolded(ctx context.Context, keys []progress.Key) error {
	err := execEach(ctx, s.derive, "UPDATE submissions SET unfolded = NULL WHERE resident = ? AND id = ?", keys, func(k progress.Key) ([]any, error) {
		return []any{k.Resident, k.ID}, nil
	})
	if err != nil {
		return fmt.Errorf("mark submissions folded: %w", err)
	}
	return nil
}

// MarkUnfolded implements progress.SubmissionStore.
func (s *Store) MarkUnfolded(ctx context.Context, residents []string) error {
	err := execEach(ctx, s.write, `UPDATE submissions SET unfolded = 1
		WHERE resident = ?1 AND id = (SELECT min(id) FROM submissions WHERE resident = ?1)`, residents,
		func(resident string) ([]any, error) { return []any{resident}, nil })
	if err != nil {
		return fmt.Errorf("mark submissions unfolded: %w", err)
	}
	return nil
}

// EachResident implements progress.SubmissionStore.
func (s *Store) EachResident(ctx context.Context, within progress.Span, f func(string, []progress.Result) error) error {
	var current string
	var results []progress.Result
	flush := func() error {
		if len(results) == 0 {
			return nil
		}
		return f(current, results)
	}
	err := each(ctx, s, func(rows *sql.Rows) error {
		resident, r, err := scanResult(rows)
		if err != nil {
			return err
		}
		if resident != current {
			if err := flush(); err != nil {
				return err
			}
			current, results = resident, nil
		}
		results = append(results, r)
		return nil
	}, selectResult+" WHERE "+inSpan+" ORDER BY resident", within.After, within.UpTo)
	if err == nil {
		err = flush()
	}
	if err != nil {
		return fmt.Errorf("read submissions: %w", err)
	}
	return nil
}

// DeleteSubmissionsOf implements progress.SubmissionStore.
func (s *Store) DeleteSubmissionsOf(ctx context.Context, resident string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM submissions WHERE resident = ?", resident); err != nil {
		return fmt.Errorf("delete submissions: %w", err)
	}
	return nil
}
