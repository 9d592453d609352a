package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hocso/internal/day"
	"hocso/progress"
)

type summaryDocument struct {
	Resident    string                  `json:"resident"`
	Village     string                  `json:"village"`
	Counted     bool                    `json:"counted"`
	Unconfirmed bool                    `json:"unconfirmed,omitempty"`
	Revision    int                     `json:"revision,omitempty"`
	Former      []string                `json:"former,omitempty"`
	Submissions int                     `json:"submissions"`
	FirstAt     int64                   `json:"first_at"`
	Modules     []moduleSummaryDocument `json:"modules,omitempty"`
	Days        []activeDayDocument     `json:"days,omitempty"`
	Hours       [][2]int                `json:"hours,omitempty"` // of the week, and how many submissions
	Reviews     []reviewDocument        `json:"reviews,omitempty"`
}

type reviewDocument struct {
	Module   string  `json:"module"`
	Question string  `json:"question"`
	Box      int     `json:"box"`
	Due      day.Day `json:"due"`
}

type activeDayDocument struct {
	Day         day.Day `json:"day"`
	Submissions int     `json:"submissions"`
}

type moduleSummaryDocument struct {
	Module   string        `json:"module"`
	Attempts int           `json:"attempts"`
	Best     int           `json:"best"`
	Max      int           `json:"max"`
	Tries    []tryDocument `json:"tries,omitempty"`
	PassedAt int64         `json:"passed_at,omitempty"`
	LastAt   int64         `json:"last_at"`
	Version  int           `json:"first,omitempty"`    // of the first attempt
	Language string        `json:"language,omitempty"` // likewise
	Wrong    []string      `json:"wrong,omitempty"`    // in it
}

// tryDocument has short names: there are many.
type tryDocument struct {
	At       int64   `json:"t"`
	Finished day.Day `json:"f,omitempty"`
	Score    int     `json:"s"`
	Max      int     `json:"m"`
	Passed   bool    `json:"p,omitempty"`
	Assisted bool    `json:"a,omitempty"`
	Seconds  int     `json:"w,omitempty"`
	Device   uint32  `json:"d,omitempty"`
	Pattern  uint32  `json:"l,omitempty"`
}

func newTryDocument(t progress.Try) tryDocument {
	return tryDocument{millis(t.At), t.Finished, t.Score, t.Max, t.Passed, t.Assisted, t.Seconds, t.Device, t.Pattern}
}

func (d tryDocument) try() progress.Try {
	return progress.Try{At: fromMillis(d.At), Finished: d.Finished, Score: d.Score, Max: d.Max, Passed: d.Passed, Assisted: d.Assisted,
		Seconds: d.Seconds, Device: d.Device, Pattern: d.Pattern}
}

// putNewer stores a summary if none is stored, or one that it takes the place of as it is; see progress.Summary.Over.
const putNewer = `INSERT INTO summaries (resident, village, submissions, revision, former, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
	ON CONFLICT (resident) DO UPDATE SET submissions = ?3, revision = ?4, document = ?6
	WHERE village = ?2 AND submissions <= ?3 AND revision <= ?4 AND former = ?5`

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
	var raw []byte
	if err := tx.QueryRowContext(ctx, "SELECT document FROM summaries WHERE resident = ?", fresh.Resident).Scan(&raw); err != nil {
		return fresh, err
	}
	var d summaryDocument
	if err := json.Unmarshal(raw, &d); err != nil {
		return fresh, fmt.Errorf("stored document: %w", err)
	}
	fresh = fresh.Over(d.summary())
	if args, err = summaryArgs(fresh); err != nil {
		return fresh, err
	}
	_, err = tx.ExecContext(ctx, "REPLACE INTO summaries (resident, village, submissions, revision, former, document) VALUES (?, ?, ?, ?, ?, ?)", args...)
	return fresh, err
}

func summaryArgs(sum progress.Summary) ([]any, error) {
	raw, err := json.Marshal(newSummaryDocument(sum))
	return []any{sum.Resident, sum.Village, sum.Submissions, sum.Revision, strings.Join(sum.Former, " "), string(raw)}, err
}

func newSummaryDocument(sum progress.Summary) summaryDocument {
	d := summaryDocument{Resident: sum.Resident, Village: sum.Village, Counted: sum.Counted, Unconfirmed: sum.Unconfirmed, Revision: sum.Revision, Former: sum.Former,
		Submissions: sum.Submissions, FirstAt: millis(sum.FirstAt)}
	for _, m := range sum.Modules {
		one := moduleSummaryDocument{m.Module, m.Attempts, m.Best, m.Max, nil, millis(m.PassedAt), millis(m.LastAt), m.First.Version, m.First.Language, m.First.Wrong}
		for _, t := range m.Tries {
			one.Tries = append(one.Tries, newTryDocument(t))
		}
		d.Modules = append(d.Modules, one)
	}
	for _, on := range sum.Days {
		d.Days = append(d.Days, activeDayDocument(on))
	}
	for _, h := range sum.Hours {
		d.Hours = append(d.Hours, [2]int{h.Hour, h.Submissions})
	}
	for _, r := range sum.Reviews {
		d.Reviews = append(d.Reviews, reviewDocument(r))
	}
	return d
}

func (d summaryDocument) summary() progress.Summary {
	sum := progress.Summary{Resident: d.Resident, Village: d.Village, Counted: d.Counted, Unconfirmed: d.Unconfirmed, Revision: d.Revision, Former: d.Former,
		Submissions: d.Submissions, FirstAt: fromMillis(d.FirstAt)}
	for _, m := range d.Modules {
		one := progress.ModuleSummary{Module: m.Module, Attempts: m.Attempts, Best: m.Best, Max: m.Max,
			First: progress.First{Version: m.Version, Language: m.Language, Wrong: m.Wrong}, PassedAt: fromMillis(m.PassedAt), LastAt: fromMillis(m.LastAt)}
		for _, t := range m.Tries {
			one.Tries = append(one.Tries, t.try())
		}
		sum.Modules = append(sum.Modules, one)
	}
	for _, on := range d.Days {
		sum.Days = append(sum.Days, progress.ActiveDay(on))
	}
	for _, h := range d.Hours {
		sum.Hours = append(sum.Hours, progress.ActiveHour{Hour: h[0], Submissions: h[1]})
	}
	for _, r := range d.Reviews {
		sum.Reviews = append(sum.Reviews, progress.Review(r))
	}
	return sum
}

// Summary implements progress.SummaryStore.
func (s *Store) Summary(ctx context.Context, resident string) (progress.Summary, error) {
	d, err := oneDocument[summaryDocument](ctx, s, progress.ErrNotFound, "SELECT document FROM summaries WHERE resident = ?", resident)
	if err != nil {
		return progress.Summary{}, fmt.Errorf("read summary: %w", err)
	}
	return d.summary(), nil
}

// SummariesOf implements progress.SummaryStore.
func (s *Store) SummariesOf(ctx context.Context, village string) ([]progress.Summary, error) {
	var list []progress.Summary
	err := eachDocument(ctx, s, func(d summaryDocument) error {
		list = append(list, d.summary())
		return nil
	}, "SELECT document FROM summaries WHERE village = ? ORDER BY resident", village)
	if err != nil {
		return nil, fmt.Errorf("read summaries of a village: %w", err)
	}
	return list, nil
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
	var list []progress.Summary
	err := eachDocument(ctx, s, func(d summaryDocument) error {
		list = append(list, d.summary())
		return nil
	}, `WITH place (id) AS (VALUES (?)`+strings.Repeat(", (?)", len(villages)-1)+`)
		SELECT document FROM summaries AS m WHERE former <> '' AND
		EXISTS (SELECT 1 FROM place WHERE id = m.village OR instr(' ' || m.former || ' ', ' ' || id || ' ') > 0) ORDER BY resident`, args...)
	if err != nil {
		return nil, fmt.Errorf("read summaries of who moved: %w", err)
	}
	return list, nil
}

// EachSummary implements progress.SummaryStore.
func (s *Store) EachSummary(ctx context.Context, within progress.Span, f func(progress.Summary) error) error {
	err := eachDocument(ctx, s, func(d summaryDocument) error { return f(d.summary()) },
		"SELECT document FROM summaries WHERE "+inSpan+" ORDER BY resident", within.After, within.UpTo)
	if err != nil {
		return fmt.Errorf("read summaries: %w", err)
	}
	return nil
}

// DeleteSummary implements progress.SummaryStore.
func (s *Store) DeleteSummary(ctx context.Context, resident string) error {
	if _, err := s.derive.exec(ctx, "DELETE FROM summaries WHERE resident = ?", resident); err != nil {
		return fmt.Errorf("delete summary: %w", err)
	}
	return nil
}
