package progress_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress"
)

// The web app runs the same cases: frontend/src/learn/review.test.ts.
func TestReviewsFollowTheTableThatThePhoneFollowsToo(t *testing.T) {
	raw, err := os.ReadFile("testdata/reviews.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name    string
		Results []struct {
			At           time.Time
			Module       string
			Review       bool
			Right, Wrong []string
		}
		Reviews []progress.Review
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) == 0 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var results []progress.Result
			for _, r := range c.Results {
				results = append(results, progress.Result{Module: r.Module, Review: r.Review, Right: r.Right, Wrong: r.Wrong, ReceivedAt: r.At})
			}
			if got := progress.Reviews(results); !slices.Equal(got, c.Reviews) {
				t.Errorf("got\n%+v, want\n%+v", got, c.Reviews)
			}
		})
	}
}

// graded is a quiz or review of a module with the questions q0 to q3, as it may have been answered.
func graded(t *rapid.T) progress.Result {
	r := result(rapid.StringMatching(`[0-9a-f]{6}`).Draw(t, "id"), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "module"), 0, 4,
		rapid.IntRange(0, 24*60).Draw(t, "hours"))
	r.Review = rapid.Bool().Draw(t, "review")
	for _, q := range []string{"q0", "q1", "q2", "q3"} {
		switch rapid.SampledFrom([]string{"right", "right", "right", "wrong", "not asked"}).Draw(t, q) {
		case "right":
			r.Right = append(r.Right, q)
		case "wrong":
			r.Wrong = append(r.Wrong, q)
		}
	}
	r.Score, r.Max = len(r.Right), len(r.Right)+len(r.Wrong)
	r.Passed = r.Max > 0 && r.Score*100 >= 70*r.Max // of a review too, though the server never says so
	return r
}

func anyGraded(t *rapid.T) []progress.Result {
	return rapid.SliceOfNDistinct(rapid.Custom(graded), 0, 30, func(r progress.Result) string { return r.ID }).Draw(t, "results")
}

func TestReviewsDoNotDependOnTheOrderOfArrivalNorOnBeingFoldedAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		results := anyGraded(t)
		want := progress.Reviews(results)
		// What one batch brings is received at one moment, in no order; only the day matters.
		shuffled := rapid.Permutation(results).Draw(t, "shuffled")
		for i := range shuffled {
			shuffled[i].ReceivedAt = day.Of(shuffled[i].ReceivedAt).Start()
		}
		for range 2 {
			if got := progress.Reviews(shuffled); !slices.Equal(got, want) {
				t.Fatalf("in another order\n%+v, before\n%+v", got, want)
			}
		}
	})
}

func TestReviewsAreOfQuestionsThatWereWrongAndInABoxWithItsWait(t *testing.T) {
	waits := map[int]int{1: 1, 2: 3, 3: 7, 4: 21}
	rapid.Check(t, func(t *rapid.T) {
		results := anyGraded(t)
		type question struct{ module, id string }
		wrong, days := map[question]bool{}, map[question]map[day.Day]bool{}
		for _, r := range results {
			for _, id := range append(slices.Clone(r.Right), r.Wrong...) {
				q := question{r.Module, id}
				if days[q] == nil {
					days[q] = map[day.Day]bool{}
				}
				days[q][day.Of(r.ReceivedAt)] = true
				wrong[q] = wrong[q] || slices.Contains(r.Wrong, id)
			}
		}
		seen := map[question]bool{}
		for _, review := range progress.Reviews(results) {
			q := question{review.Module, review.Question}
			wait, known := waits[review.Box]
			switch {
			case seen[q]:
				t.Fatalf("%+v is there twice", review)
			case !wrong[q]:
				t.Fatalf("%+v was never answered wrong", review)
			case !known:
				t.Fatalf("%+v is in no box", review)
			case !days[q][review.Due.Add(-wait)]:
				t.Fatalf("%+v was not answered %d days before it is due", review, wait)
			}
			seen[q] = true
		}
	})
}

func TestRightAnswersBeforeTheDueDayChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		results := anyGraded(t)
		before := progress.Reviews(results)
		if len(before) == 0 {
			return
		}
		next := rapid.SampledFrom(before).Draw(t, "review")
		last := at(0)
		for _, r := range results {
			if r.ReceivedAt.After(last) {
				last = r.ReceivedAt
			}
		}
		again := result("again", next.Module, 1, 1, 0)
		again.Right = []string{next.Question}
		again.Review = rapid.Bool().Draw(t, "as a review")
		again.ReceivedAt = last.Add(time.Duration(rapid.IntRange(0, 30*24).Draw(t, "hours later")) * time.Hour)
		after := progress.Reviews(append(results, again))
		if early := day.Of(again.ReceivedAt) < next.Due; early != slices.Equal(before, after) {
			t.Fatalf("due %s, right on %s: before\n%+v, after\n%+v", next.Due, day.Of(again.ReceivedAt), before, after)
		}
	})
}

func TestAReviewChangesNothingButWhatComesBackAndTheCountOfSubmissions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		results := anyGraded(t)
		var quizzes []progress.Result
		for _, r := range results {
			if !r.Review {
				quizzes = append(quizzes, r)
			}
		}
		with, without := progress.Fold("r", progress.Home{Village: "v", Counted: true}, results), progress.Fold("r", progress.Home{Village: "v", Counted: true}, quizzes)
		if with.Submissions != len(results) {
			t.Fatalf("%d submissions of %d: a newer summary would not win", with.Submissions, len(results))
		}
		if with.Status(november) != without.Status(november) || with.Standing(november) != without.Standing(november) {
			t.Fatalf("with reviews %+v, without %+v", with, without)
		}
		with.Submissions, with.Days, with.Hours, with.Reviews = without.Submissions, without.Days, without.Hours, without.Reviews
		if !with.Equal(without) {
			t.Fatalf("with reviews\n%+v, without\n%+v", with, without)
		}
	})
}

func TestWhoOnlyReviewedIsNoLearner(t *testing.T) {
	review := result("1", "a", 5, 5, 1)
	review.Review, review.Right = true, []string{"q1"}
	s := progress.Fold("r", progress.Home{Village: "v", Counted: true}, []progress.Result{review})
	if got := s.Status(november); got != progress.NotStarted || s.Submissions != 1 || !s.FirstAt.IsZero() {
		t.Errorf("status %s, summary %+v", got, s)
	}
	if totals := progress.FoldTotals("v", []progress.Summary{s}, november, in(november), at(9)); !totals.Equal(progress.Totals{}) {
		t.Errorf("totals %+v", totals)
	}
}
