package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"hocso/internal/day"
	"hocso/progress"
)

// summaryDocument is what is stored of a summary beside its columns, in CBOR and by the order of the fields: a village has many of them, and
// all are read whenever somebody there has learnt something. Until version 8 of the schema they were in JSON.
type summaryDocument struct {
	_           struct{}                `cbor:",toarray"`
	Counted     bool                    `json:"counted"`
	Unconfirmed bool                    `json:"unconfirmed"`
	FirstAt     int64                   `json:"first_at"`
	Modules     []moduleSummaryDocument `json:"modules"`
	Days        []activeDayDocument     `json:"days"`
	Hours       [][2]int                `json:"hours"` // of the week, and how many submissions
	Reviews     []reviewDocument        `json:"reviews"`
}

type reviewDocument struct {
	_        struct{} `cbor:",toarray"`
	Module   string   `json:"module"`
	Question string   `json:"question"`
	Box      int      `json:"box"`
	Due      day.Day  `json:"due"`
}

type activeDayDocument struct {
	_           struct{} `cbor:",toarray"`
	Day         day.Day  `json:"day"`
	Submissions int      `json:"submissions"`
}

type moduleSummaryDocument struct {
	_        struct{}      `cbor:",toarray"`
	Module   string        `json:"module"`
	Attempts int           `json:"attempts"`
	Best     int           `json:"best"`
	Max      int           `json:"max"`
	Tries    []tryDocument `json:"tries"`
	PassedAt int64         `json:"passed_at"`
	LastAt   int64         `json:"last_at"`
	Version  int           `json:"first"`    // of the first attempt
	Language string        `json:"language"` // likewise
	Wrong    []string      `json:"wrong"`    // in it
}

type tryDocument struct {
	_        struct{} `cbor:",toarray"`
	At       int64    `json:"t"`
	Finished day.Day  `json:"f"`
	Score    int      `json:"s"`
	Max      int      `json:"m"`
	Passed   bool     `json:"p"`
	Assisted bool     `json:"a"`
	Seconds  int      `json:"w"`
	Device   uint32   `json:"d"`
	Pattern  uint32   `json:"l"`
}

func newTryDocument(t progress.Try) tryDocument {
	return tryDocument{At: millis(t.At), Finished: t.Finished, Score: t.Score, Max: t.Max, Passed: t.Passed, Assisted: t.Assisted,
		Seconds: t.Seconds, Device: t.Device, Pattern: t.Pattern}
}

func (d tryDocument) try() progress.Try {
	return progress.Try{At: fromMillis(d.At), Finished: d.Finished, Score: d.Score, Max: d.Max, Passed: d.Passed, Assisted: d.Assisted,
		Seconds: d.Seconds, Device: d.Device, Pattern: d.Pattern}
}

const insertSummary = "INSERT INTO summaries (village, resident, submissions, revision, former, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

// putNewer stores a summary if none is stored, or one that it takes the place of as it is; see progress.Summary.Over.
const putNewer = insertSummary + ` ON CONFLICT DO UPDATE SET submissions = ?3, revision = ?4, document = ?6
	WHERE village = ?1 AND submissions <= ?3 AND revision <= ?4 AND former = ?5`

// PutSummaries implements progress.SummaryStore.
func (s *Store) PutSummaries(ctx context.Context, summaries []progress.Summary) (map[string][]string, error) {
	places := make(map[string][]string, len(summaries))
	for part := range slices.Chunk(summaries, turnLength) {
		err := s.derive.inTx(ctx, func(tx *sql.Tx) error {
			newer, err := tx.PrepareContext(ctx, putNewer)
			if err != nil {
				return err
			}
			defer func() { _ = newer.Close() }()
			for _, fresh := range part {
				stored, err := putSummary(inside(ctx), tx, newer, fresh)
				if err != nil {
					return err
				}
				places[stored.Resident] = stored.Places()
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("put summaries: %w", err)
		}
	}
	return places, nil
}

// putSummary returns the summary as it is stored then.
func putSummary(ctx context.Context, tx *sql.Tx, newer *sql.Stmt, fresh progress.Summary) (progress.Summary, error) {
	args, err := summaryArgs(fresh)
	if err != nil {
		return fresh, err
	}
	res, err := newer.ExecContext(ctx, args...)
	if err != nil {
		return fresh, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return fresh, err
	}
	stored, err := scanSummary(tx.QueryRowContext(ctx, selectSummary+" WHERE resident = ?", fresh.Resident))
	if err != nil {
		return fresh, err
	}
	fresh = fresh.Over(stored)
	if args, err = summaryArgs(fresh); err != nil {
		return fresh, err
	}
	// It may lie with another village.
	if _, err = tx.ExecContext(ctx, "DELETE FROM summaries WHERE resident = ?", fresh.Resident); err == nil {
		_, err = tx.ExecContext(ctx, insertSummary, args...)
	}
	return fresh, err
}

func summaryArgs(sum progress.Summary) ([]any, error) {
	raw, err := cbor.Marshal(newSummaryDocument(sum))
	return []any{sum.Village, sum.Resident, sum.Submissions, sum.Revision, strings.Join(sum.Former, " "), raw}, err
}

const selectSummary = "SELECT village, resident, submissions, revision, former, document FROM summaries"

func scanSummary(row interface{ Scan(...any) error }) (progress.Summary, error) {
	var sum progress.Summary
	var former string
	var raw []byte
	if err := row.Scan(&sum.Village, &sum.Resident, &sum.Submissions, &sum.Revision, &former, &raw); err != nil {
		return sum, err
	}
	var d summaryDocument
	if err := cbor.Unmarshal(raw, &d); err != nil {
		return sum, fmt.Errorf("stored summary of %s: %w", sum.Resident, err)
	}
	sum.Former = strings.Fields(former)
	if len(sum.Former) == 0 {
		sum.Former = nil
	}
	d.into(&sum)
	return sum, nil
}

func newSummaryDocument(sum progress.Summary) summaryDocument {
	d := summaryDocument{Counted: sum.Counted, Unconfirmed: sum.Unconfirmed, FirstAt: millis(sum.FirstAt)}
	for _, m := range sum.Modules {
		one := moduleSummaryDocument{Module: m.Module, Attempts: m.Attempts, Best: m.Best, Max: m.Max, PassedAt: millis(m.PassedAt), LastAt: millis(m.LastAt),
			Version: m.First.Version, Language: m.First.Language, Wrong: m.First.Wrong}
		for _, t := range m.Tries {
			one.Tries = append(one.Tries, newTryDocument(t))
		}
		d.Modules = append(d.Modules, one)
	}
	for _, on := range sum.Days {
		d.Days = append(d.Days, activeDayDocument{Day: on.Day, Submissions: on.Submissions})
	}
	for _, h := range sum.Hours {
		d.Hours = append(d.Hours, [2]int{h.Hour, h.Submissions})
	}
	for _, r := range sum.Reviews {
		d.Reviews = append(d.Reviews, reviewDocument{Module: r.Module, Question: r.Question, Box: r.Box, Due: r.Due})
	}
	return d
}

func (d summaryDocument) into(sum *progress.Summary) {
	sum.Counted, sum.Unconfirmed, sum.FirstAt = d.Counted, d.Unconfirmed, fromMillis(d.FirstAt)
	for _, m := range d.Modules {
		one := progress.ModuleSummary{Module: m.Module, Attempts: m.Attempts, Best: m.Best, Max: m.Max,
			First: progress.First{Version: m.Version, Language: m.Language, Wrong: m.Wrong}, PassedAt: fromMillis(m.PassedAt), LastAt: fromMillis(m.LastAt)}
		for _, t := range m.Tries {
			one.Tries = append(one.Tries, t.try())
		}
		sum.Modules = append(sum.Modules, one)
	}
	for _, on := range d.Days {
		sum.Days = append(sum.Days, progress.ActiveDay{Day: on.Day, Submissions: on.Submissions})
	}
	for _, h := range d.Hours {
		sum.Hours = append(sum.Hours, progress.ActiveHour{Hour: h[0], Submissions: h[1]})
	}
	for _, r := range d.Reviews {
		sum.Reviews = append(sum.Reviews, progress.Review{Module: r.Module, Question: r.Question, Box: r.Box, Due: r.Due})
	}
}

// Summary implements progress.SummaryStore.
func (s *Store) Summary(ctx context.Context, resident string) (progress.Summary, error) {
	sum, err := scanSummary(s.read.QueryRowContext(ctx, selectSummary+" WHERE resident = ?", resident))
	if errors.Is(err, sql.ErrNoRows) {
		err = progress.ErrNotFound
	}
	if err != nil {
		return progress.Summary{}, fmt.Errorf("read summary: %w", err)
	}
	return sum, nil
}

// SummariesOf implements progress.SummaryStore.
func (s *Store) SummariesOf(ctx context.Context, village string) ([]progress.Summary, error) {
	return s.listSummaries(ctx, " WHERE village = ? ORDER BY resident", village)
}

// Movers implements progress.SummaryStore.
func (s *Store) Movers(ctx context.Context, villages []string) ([]progress.Summary, error) {
	if len(villages) == 0 {
		return nil, nil
	}
	var args []any
	for _, id := range villages {
		args = append(args, id)
	}
	return s.listSummaries(ctx, ` WHERE former <> '' AND EXISTS (WITH place (id) AS (VALUES (?)`+strings.Repeat(", (?)", len(villages)-1)+`)
		SELECT 1 FROM place WHERE id = village OR instr(' ' || former || ' ', ' ' || id || ' ') > 0) ORDER BY resident`, args...)
}

func (s *Store) listSummaries(ctx context.Context, where string, args ...any) ([]progress.Summary, error) {
	var list []progress.Summary
	err := s.eachSummary(ctx, func(sum progress.Summary) error {
		list = append(list, sum)
		return nil
	}, where, args...)
	return list, err
}

func (s *Store) eachSummary(ctx context.Context, f func(progress.Summary) error, where string, args ...any) error {
	err := each(ctx, s, func(rows *sql.Rows) error {
		sum, err := scanSummary(rows)
		if err != nil {
			return err
		}
		return f(sum)
	}, selectSummary+where, args...)
	if err != nil {
		return fmt.Errorf("read summaries: %w", err)
	}
	return nil
}

// EachSummary implements progress.SummaryStore.
func (s *Store) EachSummary(ctx context.Context, within progress.Span, f func(progress.Summary) error) error {
	return s.eachSummary(ctx, f, " WHERE "+inSpan+" ORDER BY resident", within.After, within.UpTo)
}

// DeleteSummary implements progress.SummaryStore.
func (s *Store) DeleteSummary(ctx context.Context, resident string) error {
	if _, err := s.derive.exec(ctx, "DELETE FROM summaries WHERE resident = ?", resident); err != nil {
		return fmt.Errorf("delete summary: %w", err)
	}
	return nil
}
