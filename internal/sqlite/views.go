package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"hocso/internal/day"
	"hocso/progress"
)

type summaryDocument struct {
	Resident    string                  `json:"resident"`
	Village     string                  `json:"village"`
	Counted     bool                    `json:"counted"`
	Submissions int                     `json:"submissions"`
	FirstAt     int64                   `json:"first_at"`
	Modules     []moduleSummaryDocument `json:"modules,omitempty"`
	Reviews     []reviewDocument        `json:"reviews,omitempty"`
}

type reviewDocument struct {
	Module   string  `json:"module"`
	Question string  `json:"question"`
	Box      int     `json:"box"`
	Due      day.Day `json:"due"`
}

type moduleSummaryDocument struct {
	Module   string `json:"module"`
	Attempts int    `json:"attempts"`
	Best     int    `json:"best"`
	Max      int    `json:"max"`
	PassedAt int64  `json:"passed_at,omitempty"`
	LastAt   int64  `json:"last_at"`
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
}

// PutSummaries implements progress.SummaryStore.
func (s *Store) PutSummaries(ctx context.Context, summaries []progress.Summary) error {
	err := execEach(ctx, s.derive, `INSERT INTO summaries VALUES (?, ?, ?, ?) ON CONFLICT (resident) DO UPDATE
		SET village = excluded.village, submissions = excluded.submissions, document = excluded.document
		WHERE excluded.submissions >= submissions`, summaries, func(sum progress.Summary) ([]any, error) {
		d := summaryDocument{Resident: sum.Resident, Village: sum.Village, Counted: sum.Counted, Submissions: sum.Submissions, FirstAt: millis(sum.FirstAt)}
		for _, m := range sum.Modules {
			d.Modules = append(d.Modules, moduleSummaryDocument{m.Module, m.Attempts, m.Best, m.Max, millis(m.PassedAt), millis(m.LastAt)})
		}
		for _, r := range sum.Reviews {
			d.Reviews = append(d.Reviews, reviewDocument(r))
		}
		raw, err := json.Marshal(d)
		return []any{sum.Resident, sum.Village, sum.Submissions, string(raw)}, err
	})
	if err != nil {
		return fmt.Errorf("put summaries: %w", err)
	}
	return nil
}

func (d summaryDocument) summary() progress.Summary {
	sum := progress.Summary{Resident: d.Resident, Village: d.Village, Counted: d.Counted, Submissions: d.Submissions, FirstAt: fromMillis(d.FirstAt)}
	for _, m := range d.Modules {
		sum.Modules = append(sum.Modules, progress.ModuleSummary{Module: m.Module, Attempts: m.Attempts, Best: m.Best, Max: m.Max,
			PassedAt: fromMillis(m.PassedAt), LastAt: fromMillis(m.LastAt)})
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

// PutTotals implements progress.TotalsStore.
func (s *Store) PutTotals(ctx context.Context, totals []progress.Totals) error {
	err := execEach(ctx, s.derive, "INSERT OR REPLACE INTO totals VALUES (?, ?)", totals, func(t progress.Totals) ([]any, error) {
		d := totalsDocument{t.Place, t.Learners, t.Participants, t.Completed, t.Points, t.Submissions,
			make(map[string]moduleCountDocument, len(t.Modules)), make(map[day.Day]dayCountDocument, len(t.Days)), millis(t.AsOf)}
		for m, n := range t.Modules {
			d.Modules[m] = moduleCountDocument(n)
		}
		for on, n := range t.Days {
			d.Days[on] = dayCountDocument(n)
		}
		raw, err := json.Marshal(d)
		return []any{t.Place, string(raw)}, err
	})
	if err != nil {
		return fmt.Errorf("put totals: %w", err)
	}
	return nil
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
		err := eachDocument(ctx, s, func(d totalsDocument) error {
			found[d.Place] = d.totals()
			return nil
		}, "SELECT document FROM totals WHERE place IN (?"+strings.Repeat(", ?", len(chunk)-1)+")", args...)
		if err != nil {
			return nil, fmt.Errorf("read totals: %w", err)
		}
	}
	return found, nil
}
