package progress_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
)

// foldCase is what a resident handed in, some of it known to the server and some still on their phone, and what all of it
// together makes.
type foldCase struct {
	Name     string
	Campaign struct {
		Modules  []string
		FirstDay day.Day `json:"first_day"`
		LastDay  day.Day `json:"last_day"`
	}
	Server, Own []foldResult
	Summary     foldSummary
}

type foldResult struct {
	ID, Module   string
	Version      int
	Review       bool
	Score, Max   int
	Passed       bool
	Right, Wrong []string
	At           time.Time
}

type foldSummary struct {
	Submissions, Points, Passed int
	Modules                     []foldModule
	Reviews                     []progress.Review
}

type foldModule struct {
	Module              string
	Attempts, Best, Max int
	Passed              bool
	PassedAt            time.Time `json:"passed_at"` // null reads as zero
	LastAt              time.Time `json:"last_at"`
	Counted             *foldCounted
}

type foldCounted struct {
	Best, Max int
	Passed    bool
}

func (m foldModule) equal(other progress.ModuleSummary, c campaign.Campaign) bool {
	best, passed, ok := other.Counted(c)
	if ok != (m.Counted != nil) || ok && *m.Counted != (foldCounted{best.Score, best.Max, passed}) {
		return false
	}
	return m.Module == other.Module && m.Attempts == other.Attempts && m.Best == other.Best && m.Max == other.Max &&
		m.Passed == other.Passed() && m.PassedAt.Equal(other.PassedAt) && m.LastAt.Equal(other.LastAt)
}

// The web app runs the same cases, where the phone knows a part of them only by the server's summary:
// frontend/src/learn/fold.test.ts.
func TestFoldFollowsTheTableThatThePhoneFollowsToo(t *testing.T) {
	raw, err := os.ReadFile("testdata/folds.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []foldCase
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) == 0 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var results []progress.Result
			for _, r := range slices.Concat(c.Server, c.Own) {
				results = append(results, progress.Result{ID: r.ID, Module: r.Module, Version: r.Version, Review: r.Review, Score: r.Score,
					Max: r.Max, Passed: r.Passed, Right: r.Right, Wrong: r.Wrong, ReceivedAt: r.At})
			}
			c.check(t, results)
			slices.Reverse(results)
			c.check(t, results)
		})
	}
}

func (c foldCase) check(t *testing.T, results []progress.Result) {
	t.Helper()
	s := progress.Fold("r", progress.Home{Village: "v", Counted: true}, results)
	rules := campaign.Campaign{FirstDay: c.Campaign.FirstDay, LastDay: c.Campaign.LastDay, Modules: c.Campaign.Modules}
	st := s.Standing(rules)
	want := c.Summary
	if s.Submissions != want.Submissions || st.Points != want.Points || st.Passed != want.Passed {
		t.Errorf("%d submissions, %d points, %d passed; want %+v", s.Submissions, st.Points, st.Passed, want)
	}
	same := func(m foldModule, other progress.ModuleSummary) bool { return m.equal(other, rules) }
	if !slices.EqualFunc(want.Modules, s.Modules, same) {
		t.Errorf("modules %+v, want %+v", s.Modules, want.Modules)
	}
	if !slices.Equal(s.Reviews, want.Reviews) {
		t.Errorf("reviews %+v, want %+v", s.Reviews, want.Reviews)
	}
}
