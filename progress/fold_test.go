package progress_test

import (
	"encoding/hex"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// at is a moment of the campaign, in hours after its start.
func at(hours int) time.Time { return time.Date(2026, 11, 1, hours, 0, 0, 0, time.UTC) }

var november = campaign.Campaign{ID: "c", FirstDay: "2026-11-01", LastDay: "2026-11-30", Modules: []string{"a", "b"}}

// ownOfWard is a campaign of a ward alone, within another one and with rules of its own.
var ownOfWard = campaign.Campaign{ID: "own", Ward: "00001", FirstDay: "2026-11-03", LastDay: "2026-11-06", Modules: []string{"b", "x"}, PassMark: 50, GraceHours: 36,
	CountUnconfirmed: true}

func in(campaigns ...campaign.Campaign) []campaign.Campaign { return campaigns }

func result(id, module string, score, limit int, hours int) progress.Result {
	return progress.Result{ID: id, Module: module, Version: 1, Score: score, Max: limit, Passed: score*100 >= 70*limit, FinishedAt: at(hours), ReceivedAt: at(hours)}
}

func TestFoldKeepsTheBestAttemptAndTheFirstPass(t *testing.T) {
	s := progress.Fold("r", progress.Home{Village: "v", Counted: true}, []progress.Result{
		result("3", "a", 4, 5, 3), result("1", "a", 2, 5, 1), result("2", "a", 5, 5, 2), result("4", "x", 5, 5, 4), result("5", "b", 1, 5, 5),
	})
	if s.Submissions != 5 || !s.FirstAt.Equal(at(1)) || len(s.Modules) != 3 {
		t.Fatalf("summary %+v", s)
	}
	a := s.Modules[0]
	if a.Module != "a" || a.Attempts != 3 || a.Best != 5 || !a.PassedAt.Equal(at(2)) || !a.LastAt.Equal(at(3)) {
		t.Errorf("module a: %+v", a)
	}
	st := s.Standing(november)
	if st.Points != 6 || st.Passed != 1 || !st.ParticipatedAt.Equal(at(2)) || !st.CompletedAt.IsZero() {
		t.Errorf("standing %+v: modules that do not count must not", st)
	}
}

func TestAnAttemptOfMoreQuestionsWinsByShareNotByNumber(t *testing.T) {
	s := progress.Fold("r", progress.Home{Village: "v", Counted: true}, []progress.Result{result("1", "a", 4, 4, 1), result("2", "a", 5, 8, 2)})
	if m := s.Modules[0]; m.Best != 4 || m.Max != 4 {
		t.Errorf("4 of 4 lost to 5 of 8: %+v", m)
	}
}

func TestStatusesApplyInOrder(t *testing.T) {
	for want, results := range map[progress.Status][]progress.Result{
		progress.NotStarted:    nil,
		progress.Learning:      {result("1", "a", 0, 5, 1)},
		progress.Stuck:         {result("1", "a", 5, 5, 1), result("2", "b", 0, 5, 2), result("3", "b", 0, 5, 3)},
		progress.Participating: {result("1", "a", 5, 5, 1), result("2", "b", 0, 5, 2)},
		progress.Completed:     {result("1", "a", 5, 5, 1), result("2", "b", 0, 5, 2), result("3", "b", 0, 5, 3), result("4", "b", 5, 5, 4)},
	} {
		if got := progress.Fold("r", progress.Home{Village: "v", Counted: true}, results).Status(november); got != want {
			t.Errorf("status %s, want %s", got, want)
		}
	}
}

func TestAPassOutsideTheCampaignDoesNotCount(t *testing.T) {
	late := result("1", "a", 5, 5, 0)
	late.ReceivedAt = at(0).AddDate(0, 2, 0)
	s := progress.Fold("r", progress.Home{Village: "v", Counted: true}, []progress.Result{late})
	if st := s.Standing(november); st.Passed != 0 || !st.ParticipatedAt.IsZero() {
		t.Errorf("standing %+v", st)
	}
}

func anyResults(t *rapid.T) []progress.Result {
	return rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) progress.Result {
		limit := rapid.IntRange(1, 5).Draw(t, "max")
		r := result(rapid.StringMatching(`[0-9a-f]{6}`).Draw(t, "id"), rapid.SampledFrom([]string{"a", "b", "x"}).Draw(t, "module"),
			rapid.IntRange(0, limit).Draw(t, "score"), limit, rapid.IntRange(0, 600).Draw(t, "hours"))
		r.FinishedAt = r.ReceivedAt.Add(-time.Duration(rapid.IntRange(-2, 40).Draw(t, "late")) * time.Hour)
		return r
	}), 0, 20, func(r progress.Result) string { return r.ID }).Draw(t, "results")
}

func TestFoldDoesNotDependOnTheOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		results := anyResults(t)
		shuffled := rapid.Permutation(results).Draw(t, "shuffled")
		if !progress.Fold("r", progress.Home{Village: "v", Counted: true}, results).Equal(progress.Fold("r", progress.Home{Village: "v", Counted: true}, shuffled)) {
			t.Fatal("another order gave another summary")
		}
	})
}

func TestFoldNeverForgetsAPass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		results := anyResults(t)
		before := progress.Fold("r", progress.Home{Village: "v", Counted: true}, results[:len(results)/2])
		after := progress.Fold("r", progress.Home{Village: "v", Counted: true}, results)
		for _, m := range before.PassedModules() {
			if !slices.Contains(after.PassedModules(), m) {
				t.Fatalf("%s was passed and is not any more", m)
			}
		}
		if after.Standing(november).Points < 0 || after.Submissions < before.Submissions {
			t.Fatal("counts went down")
		}
	})
}

func TestTotalsCountEachResidentOnceAndOnlyThoseWhoAgreed(t *testing.T) {
	both := []progress.Result{result("1", "a", 5, 5, 1), result("2", "b", 5, 5, 30)}
	totals := progress.FoldTotals("v", []progress.Summary{
		progress.Fold("r1", progress.Home{Village: "v", Counted: true}, both),
		progress.Fold("r2", progress.Home{Village: "v", Counted: true}, []progress.Result{result("1", "a", 4, 5, 2), result("2", "a", 5, 5, 3)}),
		progress.Fold("r3", progress.Home{Village: "v", Counted: true}, []progress.Result{result("1", "a", 1, 5, 2)}),
		progress.Fold("r4", progress.Home{Village: "v", Counted: true}, nil),
		progress.Fold("r5", progress.Home{Village: "v", Counted: false}, both),
	}, november, in(november), at(40))
	if totals.Learners != 3 || totals.Submissions != 5 {
		t.Errorf("totals %+v", totals)
	}
	count := totals.Campaigns[november.ID]
	if count.Learners != 3 || count.Reached != (progress.Reached{Participants: 2, Completed: 1, Points: 16}) {
		t.Errorf("count %+v", count)
	}
	if n := totals.Modules["a"]; n.Tried != 3 || n.Passed != 2 {
		t.Errorf("module a %+v", n)
	}
	// 1 November 01:00 UTC is the same day in the province; hour 30 is 2 November.
	if d := totals.Days["2026-11-01"]; d.Learners != 3 || count.Days["2026-11-01"].Participants != 2 || count.Days["2026-11-01"].Completed != 0 {
		t.Errorf("first day %+v", d)
	}
	if d := count.Days["2026-11-02"]; d.Completed != 1 {
		t.Errorf("second day %+v", d)
	}
}

// However residents are spread over villages, the ward's totals are those of all of them together.
func TestTotalsOfAWardAreThoseOfItsResidents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []progress.Summary
		ofVillage := map[string][]progress.Summary{}
		for i := range rapid.IntRange(0, 12).Draw(t, "residents") {
			village := rapid.SampledFrom([]string{"v1", "v2", "v3"}).Draw(t, "village")
			s := progress.Fold(string(rune('a'+i)), progress.Home{Village: village, Counted: rapid.Bool().Draw(t, "counted"), Unconfirmed: rapid.Bool().Draw(t, "unconfirmed")}, anyResults(t))
			all = append(all, s)
			ofVillage[village] = append(ofVillage[village], s)
		}
		var below []progress.Totals
		for village, summaries := range ofVillage {
			below = append(below, progress.FoldTotals(village, summaries, november, in(november, ownOfWard), at(1)))
		}
		sum, direct := progress.SumTotals("w", below, in(november, ownOfWard), at(1)), progress.FoldTotals("w", all, november, in(november, ownOfWard), at(1))
		for id, n := range direct.Campaigns {
			n.Signs = campaign.Signs{} // are of villages only
			direct.Campaigns[id] = n
		}
		if !sum.Equal(direct) {
			t.Fatalf("sum of villages %+v, all residents %+v", sum, direct)
		}
	})
}

func TestWardRowIsTheSumOfItsVillagesNotTheMeanOfRates(t *testing.T) {
	villages := []places.Village{
		{ID: "v1", Ward: "w", Roll: &places.Roll{Adults: 10}},
		{ID: "v2", Ward: "w", Roll: &places.Roll{Adults: 90}},
		{ID: "v3", Ward: "w"},
	}
	of := func(participants, points int) progress.Totals {
		n := progress.Count{Learners: 1, Reached: progress.Reached{Participants: participants, Points: points}}
		return progress.Totals{AsOf: at(1), Campaigns: map[string]progress.Count{november.ID: n}}
	}
	row := progress.WardRow(november, "w", villages, map[string]progress.Totals{"v1": of(10, 1), "v2": of(9, 2), "v3": of(500, 4)}, at(1))
	if row.Done != 19 || row.Roll.Adults != 100 || row.Points != 3 {
		t.Errorf("row %+v: a village without a roll has no part in a rate", row)
	}
}

// Repeats of what was handed in before a change of the program must still be known as repeats.
func TestContentHashStaysWhatItWas(t *testing.T) {
	s := progress.Submission{Result: progress.Result{Module: "a", Version: 1, FinishedAt: at(2)}, StartedAt: at(1),
		Answers: map[string][]string{"q1": {"a", "b"}, "q2": {"c"}}}
	if got := hex.EncodeToString(s.ContentHash()); got != "61140af27ae30bf85d70ccfb4d69b09082f86272d645ca5adf0c592605d7afbe" {
		t.Errorf("hash %s", got)
	}
}

func TestContentHashTellsContentsApart(t *testing.T) {
	base := progress.Submission{Result: progress.Result{Module: "a", Version: 1, FinishedAt: at(2)}, StartedAt: at(1),
		Answers: map[string][]string{"q1": {"a", "b"}, "q2": {"c"}}}
	same := base
	same.Answers = map[string][]string{"q2": {"c"}, "q1": {"a", "b"}}
	same.ID, same.Score = "another", 3
	if !slices.Equal(base.ContentHash(), same.ContentHash()) {
		t.Error("what the server adds changes the hash")
	}
	for name, change := range map[string]func(*progress.Submission){
		"module":   func(s *progress.Submission) { s.Module = "b" },
		"version":  func(s *progress.Submission) { s.Version = 2 },
		"start":    func(s *progress.Submission) { s.StartedAt = at(3) },
		"finish":   func(s *progress.Submission) { s.FinishedAt = at(3) },
		"answer":   func(s *progress.Submission) { s.Answers = map[string][]string{"q1": {"b", "a"}, "q2": {"c"}} },
		"boundary": func(s *progress.Submission) { s.Answers = map[string][]string{"q1": {"ab"}, "q2": {"c"}} },
		"question": func(s *progress.Submission) { s.Answers = map[string][]string{"q1": {"a", "b"}} },
		"purpose":  func(s *progress.Submission) { s.Review = true },
		"time":     func(s *progress.Submission) { s.Seconds = 60 },
	} {
		other := base
		change(&other)
		if slices.Equal(base.ContentHash(), other.ContentHash()) {
			t.Errorf("another %s has the same hash", name)
		}
	}
}
