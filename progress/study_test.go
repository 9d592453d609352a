package progress_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/progress"
)

func TestTheHoursOfTheWeekAreThoseOfTheProvince(t *testing.T) {
	monday := time.Date(2026, 11, 23, 0, 0, 0, 0, time.FixedZone("", 7*3600))
	for hour := range 7 * 24 {
		if got := progress.HourOf(monday.Add(time.Duration(hour)*time.Hour + 59*time.Minute).UTC()); got != hour {
			t.Errorf("hour %d of the week is told as %d", hour, got)
		}
	}
}

// attempt is an attempt with the questions that it got right and wrong.
func attempt(id, module string, version, hours int, right, wrong []string) progress.Result {
	r := result(id, module, len(right), len(right)+len(wrong), hours)
	r.Version, r.Right, r.Wrong = version, right, wrong
	return r
}

func TestOnlyTheFirstAttemptAtAModuleTellsWhatIsHard(t *testing.T) {
	review := attempt("0", "a", 1, 0, nil, []string{"q1"})
	review.Review = true
	old := result("4", "b", 3, 5, 4) // of a time when nobody kept which questions were right
	s := folded("r", attempt("2", "a", 2, 9, []string{"q1"}, []string{"q2"}), review, old,
		attempt("1", "a", 1, 3, []string{"q3"}, []string{"q2", "q1"}))
	l := progress.FoldTotals("v", []progress.Summary{s}, november, in(november), at(9)).Study
	n := l.Firsts[progress.Quiz{Module: "a", Version: 1}]
	if len(l.Firsts) != 1 || n.People != 1 || len(n.Wrong) != 2 || n.Wrong["q1"] != 1 || n.Wrong["q2"] != 1 {
		t.Errorf("%+v", l.Firsts)
	}
}

func anyAnswers(t *rapid.T) []progress.Result {
	questions := []string{"q1", "q2", "q3"}
	return rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) progress.Result {
		wrong := rapid.IntRange(0, len(questions)).Draw(t, "wrong")
		r := attempt(rapid.StringMatching(`[0-9a-f]{6}`).Draw(t, "id"), rapid.SampledFrom([]string{"a", "b", "x"}).Draw(t, "module"),
			rapid.IntRange(1, 2).Draw(t, "version"), rapid.IntRange(0, 400).Draw(t, "hours"), questions[wrong:], questions[:wrong])
		r.Language = rapid.SampledFrom([]string{"", "vi", "rad"}).Draw(t, "language")
		r.Review = rapid.Bool().Draw(t, "review")
		if rapid.IntRange(0, 9).Draw(t, "old") == 0 {
			r.Right, r.Wrong = nil, nil
		}
		return r
	}), 0, 12, func(r progress.Result) string { return r.ID }).Draw(t, "results")
}

// What a place learnt is counted naively from the results of those who are counted there, and is the sum of its parts.
func TestLearningIsWhatTheResultsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var villages []progress.Totals
		hours, firsts, wrong := make(progress.Hours, 7*24), map[progress.Quiz]int{}, 0
		for range rapid.IntRange(1, 3).Draw(t, "villages") {
			var summaries []progress.Summary
			for range rapid.IntRange(0, 3).Draw(t, "residents") {
				results, counted := anyAnswers(t), rapid.Bool().Draw(t, "counted")
				summaries = append(summaries, progress.Fold("r", progress.Home{Village: "v", Counted: counted}, rapid.Permutation(results).Draw(t, "order")))
				quiz := func(r progress.Result) bool { return !r.Review }
				if !counted || !slices.ContainsFunc(results, quiz) {
					continue
				}
				slices.SortFunc(results, func(a, b progress.Result) int {
					if c := a.At().Compare(b.At()); c != 0 {
						return c
					}
					if a.ID < b.ID {
						return -1
					}
					return 1
				})
				tried := map[string]bool{}
				for _, r := range results {
					hours[progress.HourOf(r.At())]++
					if r.Review || tried[r.Module] {
						continue
					}
					tried[r.Module] = true
					if len(r.Right)+len(r.Wrong) == r.Max {
						firsts[progress.Quiz{Module: r.Module, Version: r.Version, Language: r.Language}]++
						wrong += len(r.Wrong)
					}
				}
			}
			villages = append(villages, progress.FoldTotals("v", summaries, november, in(november), at(500)))
		}
		got := progress.SumTotals("w", villages, in(november), at(500)).Study
		gotWrong := 0
		for quiz, n := range got.Firsts {
			if n.People != firsts[quiz] {
				t.Fatalf("%d people began with %+v, want %d", n.People, quiz, firsts[quiz])
			}
			for _, one := range n.Wrong {
				gotWrong += one
			}
		}
		if len(got.Firsts) != len(firsts) || gotWrong != wrong {
			t.Fatalf("%+v; want %v and %d wrong answers", got.Firsts, firsts, wrong)
		}
		if len(got.Hours) > 0 && !slices.Equal(got.Hours, hours) || len(got.Hours) == 0 && slices.ContainsFunc(hours, func(n int) bool { return n > 0 }) {
			t.Fatalf("hours %v, want %v", got.Hours, hours)
		}
	})
}
