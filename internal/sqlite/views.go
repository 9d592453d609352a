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
	Revision    int                     `json:"revision,omitempty"`
	Former      []string                `json:"former,omitempty"`
	Submissions int                     `json:"submissions"`
	FirstAt     int64                   `json:"first_at"`
	Modules     []moduleSummaryDocument `json:"modules,omitempty"`
	Days        []activeDayDocument     `json:"days,omitempty"`
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
	Module   string         `json:"module"`
	Attempts int            `json:"attempts"`
	Best     int            `json:"best"`
	Max      int            `json:"max"`
	Gains    []gainDocument `json:"gains,omitempty"`
	PassedAt int64          `json:"passed_at,omitempty"`
	LastAt   int64          `json:"last_at"`
}

type gainDocument struct {
	Day    day.Day `json:"day"`
	Points int     `json:"points"`
}

type totalsDocument struct {
	Place        string                         `json:"place"`
	Learners     int                            `json:"learners"`
	Participants int                            `json:"participants"`
	Completed    int                            `json:"completed"`
	Points       int                            `json:"points"`
	Submissions  int                            `json:"submissions"`
	Modules      map[string]moduleCountDocument `json:"modules"`
	Days         map[day.Day]dayCountDocument   `json:"days"`
	AsOf         int64                          `json:"as_of"`
}

type moduleCountDocument struct {
	Tried  int `json:"tried"`
	Passed int `json:"passed"`
}

type dayCountDocument struct {
	Learners     int `json:"learners,omitempty"`
	Participants int `json:"participants,omitempty"`
	Completed    int `json:"completed,omitempty"`
	Points       int `json:"points,omitempty"`
	Submissions  int `json:"submissions,omitempty"`
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
	d := summaryDocument{Resident: sum.Resident, Village: sum.Village, Counted: sum.Counted, Revision: sum.Revision, Former: sum.Former,
		Submissions: sum.Submissions, FirstAt: millis(sum.FirstAt)}
	for _, m := range sum.Modules {
		one := moduleSummaryDocument{m.Module, m.Attempts, m.Best, m.Max, nil, millis(m.PassedAt), millis(m.LastAt)}
		for _, g := range m.Gains {
			one.Gains = append(one.Gains, gainDocument(g))
		}
		d.Modules = append(d.Modules, one)
	}
	for _, on := range sum.Days {
		d.Days = append(d.Days, activeDayDocument(on))
	}
	for _, r := range sum.Reviews {
		d.Reviews = append(d.Reviews, reviewDocument(r))
	}
	return d
}

func (d summaryDocument) summary() progress.Summary {
	sum := progress.Summary{Resident: d.Resident, Village: d.Village, Counted: d.Counted, Revision: d.Revision, Former: d.Former,
		Submissions: d.Submissions, FirstAt: fromMillis(d.FirstAt)}
	for _, m := range d.Modules {
		one := progress.ModuleSummary{Module: m.Module, Attempts: m.Attempts, Best: m.Best, Max: m.Max,
			PassedAt: fromMillis(m.PassedAt), LastAt: fromMillis(m.LastAt)}
		for _, g := range m.Gains {
			one.Gains = append(one.Gains, progress.Gain(g))
		}
		sum.Modules = append(sum.Modules, one)
	}
	for _, on := range d.Days {
		sum.Days = append(sum.Days, progress.ActiveDay(on))
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

// EachSummary implements progress.SummaryStore.
func (s *Store) EachSummary(ctx context.Context, f func(progress.Summary) error) error {
	err := eachDocument(ctx, s, func(d summaryDocument) error { return f(d.summary()) }, "SELECT document FROM summaries ORDER BY resident")
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

// putTotals refuses totals that are not of the revision after the stored one.
const putTotals = `INSERT INTO totals (place, revision, document) VALUES (?1, ?2, ?3)
	ON CONFLICT (place) DO UPDATE SET revision = ?2, document = ?3 WHERE revision = ?2 - 1`

// PutTotals implements progress.TotalsStore.
func (s *Store) PutTotals(ctx context.Context, totals []progress.Totals) ([]string, error) {
	var lost []string
	for part := range slices.Chunk(totals, turnLength) {
		err := s.derive.inTx(ctx, func(tx *sql.Tx) error {
			stmt, err := tx.PrepareContext(ctx, putTotals)
			if err != nil {
				return err
			}
			defer func() { _ = stmt.Close() }()
			for _, t := range part {
				raw, err := json.Marshal(newTotalsDocument(t))
				if err != nil {
					return err
				}
				res, err := stmt.ExecContext(inside(ctx), t.Place, t.Revision+1, string(raw))
				if err != nil {
					return err
				}
				if n, err := res.RowsAffected(); err != nil {
					return err
				} else if n == 0 {
					lost = append(lost, t.Place)
				}
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("put totals: %w", err)
		}
	}
	return lost, nil
}

func newTotalsDocument(t progress.Totals) totalsDocument {
	d := totalsDocument{t.Place, t.Learners, t.Participants, t.Completed, t.Points, t.Submissions,
		make(map[string]moduleCountDocument, len(t.Modules)), make(map[day.Day]dayCountDocument, len(t.Days)), millis(t.AsOf)}
	for m, n := range t.Modules {
		d.Modules[m] = moduleCountDocument(n)
	}
	for on, n := range t.Days {
		d.Days[on] = dayCountDocument(n)
	}
	return d
}

func (d totalsDocument) totals() progress.Totals {
	t := progress.Totals{Place: d.Place, Learners: d.Learners, Participants: d.Participants, Completed: d.Completed, Points: d.Points,
		Submissions: d.Submissions, Modules: make(map[string]progress.ModuleCount, len(d.Modules)),
		Days: make(map[day.Day]progress.DayCount, len(d.Days)), AsOf: fromMillis(d.AsOf)}
	for m, n := range d.Modules {
		t.Modules[m] = progress.ModuleCount(n)
	}
	for on, n := range d.Days {
		t.Days[on] = progress.DayCount(n)
	}
	return t
}

// Totals implements progress.TotalsStore.
func (s *Store) Totals(ctx context.Context, places []string) (map[string]progress.Totals, error) {
	found := make(map[string]progress.Totals, len(places))
	for start := 0; start < len(places); start += 500 {
		chunk := places[start:min(start+500, len(places))]
		args := make([]any, len(chunk))
		for i, p := range chunk {
			args[i] = p
		}
		err := each(ctx, s, func(rows *sql.Rows) error {
			var raw []byte
			var revision int
			var d totalsDocument
			if err := rows.Scan(&revision, &raw); err != nil {
				return err
			}
			if err := json.Unmarshal(raw, &d); err != nil {
				return fmt.Errorf("stored document: %w", err)
			}
			t := d.totals()
			t.Revision = revision
			found[d.Place] = t
			return nil
		}, "SELECT revision, document FROM totals WHERE place IN (?"+strings.Repeat(", ?", len(chunk)-1)+")", args...)
		if err != nil {
			return nil, fmt.Errorf("read totals: %w", err)
		}
	}
	return found, nil
}
