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
	done, err := s.write.take(ctx)
	if err != nil {
		return nil, fmt.Errorf("insert submissions: %w", err)
	}
	defer done()
	var outcomes []progress.Inserted
	var results map[string][]progress.Result
	err = s.write.transact(ctx, func(tx *sql.Tx) (err error) {
		if outcomes, err = insertAll(inside(ctx), tx, batch); err == nil {
			results, err = s.addResults(inside(ctx), tx, outcomes)
		}
		return err
	})
	if err != nil {
		s.recent.lists.Purge() // a commit that failed may have been stored after all
		return nil, fmt.Errorf("insert submissions: %w", err)
	}
	for resident, list := range results {
		s.recent.put(resident, list)
	}
	return outcomes, nil
}

func insertAll(ctx context.Context, tx *sql.Tx, batch []progress.Submission) ([]progress.Inserted, error) {
	stmt, err := tx.PrepareContext(ctx, insertSubmission+" ON CONFLICT DO NOTHING")
	if err != nil {
		return nil, err
	}
	defer func() { _ = stmt.Close() }()
	outcomes := make([]progress.Inserted, len(batch))
	marks := make([]progress.Key, 0, len(batch))
	for i, sub := range batch {
		if outcomes[i], err = insertOne(ctx, tx, stmt, sub); err != nil {
			return nil, err
		}
		if outcomes[i].New {
			marks = append(marks, sub.Key())
		}
	}
	return outcomes, putMarks(ctx, tx, marks)
}

func insertOne(ctx context.Context, tx *sql.Tx, insert *sql.Stmt, sub progress.Submission) (progress.Inserted, error) {
	args, err := submissionArgs(sub)
	if err != nil {
		return progress.Inserted{}, err
	}
	res, err := insert.ExecContext(ctx, args...)
	if err != nil {
		return progress.Inserted{}, err
	}
	n, err := res.RowsAffected()
	if err != nil || n == 1 {
		return progress.Inserted{New: true, Stored: sub}, err
	}
	stored, err := scanSubmission(tx.QueryRowContext(ctx, selectSubmission+" WHERE resident = ? AND id = ?", sub.Resident, sub.ID))
	return progress.Inserted{Stored: stored}, err
}

const insertSubmission = `INSERT INTO submissions (resident, id, module, version, score, max, passed, received_at,
	village, handed_in_by, started_at, finished_at, hash, answers, review, right_questions, wrong_questions, seconds, device, pattern, session, language)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

func submissionArgs(sub progress.Submission) ([]any, error) {
	answers, err := json.Marshal(sub.Answers)
	if err != nil {
		return nil, err
	}
	right, wrong, err := questionLists(sub.Result)
	if err != nil {
		return nil, err
	}
	return []any{sub.Resident, sub.ID, sub.Module, sub.Version, sub.Score, sub.Max, sub.Passed, millis(sub.ReceivedAt),
		sub.Village, sub.By, millis(sub.StartedAt), millis(sub.FinishedAt), sub.Hash,
		string(answers), sub.Review, right, wrong, sub.Seconds, sub.Device, sub.Pattern, sub.Session, sub.Language}, nil
}

const selectSubmission = `SELECT resident, id, module, version, score, max, passed, received_at, village, handed_in_by,
	started_at, finished_at, hash, answers, review, right_questions, wrong_questions, seconds, device, pattern, session, language FROM submissions`

func scanSubmission(row interface{ Scan(...any) error }) (progress.Submission, error) {
	var sub progress.Submission
	var received, started, finished int64
	var answers, right, wrong []byte
	err := row.Scan(&sub.Resident, &sub.ID, &sub.Module, &sub.Version, &sub.Score, &sub.Max, &sub.Passed, &received, &sub.Village, &sub.By,
		&started, &finished, &sub.Hash, &answers, &sub.Review, &right, &wrong, &sub.Seconds, &sub.Device, &sub.Pattern, &sub.Session, &sub.Language)
	if err != nil {
		return sub, err
	}
	sub.Assisted = sub.By != sub.Resident
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
	right_questions, wrong_questions, handed_in_by <> resident, seconds, device, pattern, language, village FROM submissions`

func scanResult(rows *sql.Rows) (string, progress.Result, error) {
	var resident string
	var r progress.Result
	var finished, received int64
	var right, wrong sql.RawBytes
	err := rows.Scan(&resident, &r.ID, &r.Module, &r.Version, &r.Score, &r.Max, &r.Passed, &finished, &received, &r.Review, &right, &wrong,
		&r.Assisted, &r.Seconds, &r.Device, &r.Pattern, &r.Language, &r.Village)
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

// SubmissionsIn implements progress.SubmissionStore.
func (s *Store) SubmissionsIn(ctx context.Context, session string) ([]progress.Submission, error) {
	var list []progress.Submission
	err := each(ctx, s, func(rows *sql.Rows) error {
		sub, err := scanSubmission(rows)
		list = append(list, sub)
		return err
	}, selectSubmission+" WHERE session = ? AND session <> '' ORDER BY resident, id", session)
	if err != nil {
		return nil, fmt.Errorf("read submissions of a session: %w", err)
	}
	return list, nil
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

// DeleteSubmissions implements progress.SubmissionStore.
func (s *Store) DeleteSubmissions(ctx context.Context, keys []progress.Key) error {
	if len(keys) == 0 {
		return nil
	}
	gone := make(map[progress.Key]bool, len(keys))
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		for _, k := range keys {
			gone[k] = true
			s.recent.lists.Remove(k.Resident)
			if _, err := tx.ExecContext(ctx, "DELETE FROM submissions WHERE resident = ? AND id = ?", k.Resident, k.ID); err != nil {
				return err
			}
		}
		return takeMarks(ctx, tx, func(k progress.Key) bool { return gone[k] })
	})
	if err != nil {
		return fmt.Errorf("delete submissions: %w", err)
	}
	return nil
}

// DeleteSubmissionsOf implements progress.SubmissionStore.
func (s *Store) DeleteSubmissionsOf(ctx context.Context, resident string) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		s.recent.lists.Remove(resident)
		if _, err := tx.ExecContext(ctx, "DELETE FROM submissions WHERE resident = ?", resident); err != nil {
			return err
		}
		return takeMarks(ctx, tx, func(k progress.Key) bool { return k.Resident == resident })
	})
	if err != nil {
		return fmt.Errorf("delete submissions: %w", err)
	}
	return nil
}
