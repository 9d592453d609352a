package progress

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"hocso/progress/campaign"
	"hocso/progress/places"
)

// BoardReader reads boards as they are shown.
type BoardReader interface {
	// Standings returns every board's rows as ranked, by "board measure": "wards rate", "wards/24163/villages points".
	Standings(ctx context.Context, wards []string) (map[string][]campaign.Ranked, error)
}

// Report is what Verify found.
type Report struct {
	Submissions int
	Summaries   int
	Villages    int
	Wards       int
	Boards      int
	Differences []string
}

// String is the line that hocso verify prints when nothing differs.
func (r Report) String() string {
	return fmt.Sprintf("verified: %d submissions, %d summaries, %d villages, %d wards, %d boards",
		r.Submissions, r.Summaries, r.Villages, r.Wards, r.Boards)
}

// Verify recomputes everything from the submissions and compares it with what is stored and, if boards is not nil, with
// what the boards show. It writes nothing.
func (r *Rollup) Verify(ctx context.Context, boards BoardReader) (Report, error) {
	all, err := r.foldAll(ctx)
	if err != nil {
		return Report{}, err
	}
	ref := r.ref()
	report := Report{Submissions: all.submissions, Summaries: len(all.summaries), Villages: len(ref.Directory.Villages()), Wards: len(ref.Directory.Wards())}
	differ := func(format string, args ...any) {
		report.Differences = append(report.Differences, fmt.Sprintf(format, args...))
	}

	waiting, err := r.stores.Submissions.Unfolded(ctx, sweepLimit)
	if err != nil {
		return Report{}, err
	}
	if len(waiting) > 0 {
		differ("%d submissions or more wait to be folded: start the server or run hocso rebuild", len(waiting))
	}
	for _, resident := range all.orphans {
		differ("submissions of resident %s, who is not known", resident)
	}
	if err := r.compareSummaries(ctx, all, differ); err != nil {
		return Report{}, err
	}
	if err := r.compareTotals(ctx, all, differ); err != nil {
		return Report{}, err
	}
	if boards != nil {
		shown, err := boards.Standings(ctx, wardCodes(ref.Directory.Wards()))
		if err != nil {
			return Report{}, fmt.Errorf("read boards: %w", err)
		}
		expected := standings(ref.Directory, all.totals)
		report.Boards = len(expected)
		for _, board := range slices.Sorted(maps.Keys(expected)) {
			compareBoard(board, expected[board], shown[board], differ)
		}
	}
	return report, nil
}

func (r *Rollup) compareSummaries(ctx context.Context, all folding, differ func(string, ...any)) error {
	seen := 0
	err := r.stores.Summaries.EachSummary(ctx, func(stored Summary) error {
		folded, ok := all.summaries[stored.Resident]
		switch {
		case ok && !stored.Equal(folded):
			differ("summary of %s: stored %+v, folded %+v", stored.Resident, stored, folded)
		case !ok && stored.Submissions > 0:
			differ("summary of %s: stored %d submissions, none exist", stored.Resident, stored.Submissions)
		}
		if ok {
			seen++
		}
		return nil
	})
	if missing := len(all.summaries) - seen; err == nil && missing > 0 {
		differ("%d residents with submissions have no summary", missing)
	}
	return err
}

func (r *Rollup) compareTotals(ctx context.Context, all folding, differ func(string, ...any)) error {
	keys := slices.Sorted(maps.Keys(all.totals))
	stored, err := r.stores.Totals.Totals(ctx, keys)
	if err != nil {
		return err
	}
	for _, place := range keys {
		if t := stored[place]; !t.Equal(all.totals[place]) {
			differ("totals of %s: stored %+v, folded %+v", place, t, all.totals[place])
		}
	}
	return nil
}

// standings is every board as it should be shown.
func standings(dir *places.Directory, totals map[string]Totals) map[string][]campaign.Ranked {
	byBoard := map[string][]campaign.Row{}
	for _, row := range allRows(dir, totals) {
		if row.Ward == "" {
			byBoard["wards"] = append(byBoard["wards"], row)
			continue
		}
		byBoard["villages"] = append(byBoard["villages"], row)
		byBoard["wards/"+row.Ward+"/villages"] = append(byBoard["wards/"+row.Ward+"/villages"], row)
	}
	expected := map[string][]campaign.Ranked{}
	for board, rows := range byBoard {
		for _, m := range campaign.Measures {
			expected[board+" "+string(m)] = campaign.Rank(rows, m)
		}
	}
	return expected
}

func compareBoard(board string, expected, shown []campaign.Ranked, differ func(string, ...any)) {
	if len(expected) != len(shown) {
		differ("board %s: shows %d places, should show %d", board, len(shown), len(expected))
		return
	}
	for i, want := range expected {
		got := shown[i]
		if got.ID != want.ID || got.Rank != want.Rank || got.Value != want.Value || got.Done != want.Done || got.Roll != want.Roll {
			differ("board %s, line %d: shows %s rank %d value %v (%d of %d), should show %s rank %d value %v (%d of %d)",
				board, i+1, got.ID, got.Rank, got.Value, got.Done, got.Roll, want.ID, want.Rank, want.Value, want.Done, want.Roll)
			return
		}
	}
}

// Equal reports whether two summaries say the same, of whatever revision of their resident and wherever they lived before.
func (s Summary) Equal(o Summary) bool {
	return s.Resident == o.Resident && s.Village == o.Village && s.Counted == o.Counted && s.Submissions == o.Submissions &&
		s.FirstAt.Equal(o.FirstAt) && slices.EqualFunc(s.Modules, o.Modules, ModuleSummary.equal) &&
		slices.Equal(s.Days, o.Days) && slices.Equal(s.Reviews, o.Reviews)
}

func (m ModuleSummary) equal(o ModuleSummary) bool {
	return m.Module == o.Module && m.Attempts == o.Attempts && m.Best == o.Best && m.Max == o.Max && slices.Equal(m.Gains, o.Gains) &&
		m.PassedAt.Equal(o.PassedAt) && m.LastAt.Equal(o.LastAt)
}

// Equal reports whether two totals count the same, whenever they were computed. Totals of a place that has none stored
// are all zero.
func (t Totals) Equal(o Totals) bool {
	return t.Learners == o.Learners && t.Participants == o.Participants && t.Completed == o.Completed && t.Points == o.Points &&
		t.Submissions == o.Submissions && maps.Equal(t.Modules, o.Modules) && maps.Equal(t.Days, o.Days)
}
