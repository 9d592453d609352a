package progress_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
)

// folded is the summary of a counted resident.
func folded(id string, results ...progress.Result) progress.Summary {
	return progress.Fold(id, progress.Home{Village: "v", Counted: true}, results)
}

// late is a perfect result that a phone hands in some time after it was finished.
func late(module string, finished, received time.Time) progress.Result {
	return progress.Result{ID: module + received.String(), Module: module, Version: 1, Score: 5, Max: 5, Passed: true, FinishedAt: finished, ReceivedAt: received}
}

func TestWhatALatePhoneFinishedInTimeCountsOnTheLastDayUntilTheGraceEnds(t *testing.T) {
	c := november
	c.GraceHours = 36
	ends := c.LastDay.Add(1).Start()
	for name, one := range map[string]struct {
		finished, received time.Time
		on                 day.Day // on which it counts; empty: not at all
	}{
		"in time":                          {ends.Add(-20 * time.Minute), ends.Add(-10 * time.Minute), c.LastDay},
		"the evening, handed in at night":  {ends.Add(-time.Hour), ends.Add(time.Hour), c.LastDay},
		"a day before, within the grace":   {ends.Add(-30 * time.Hour), ends.Add(30 * time.Hour), c.LastDay},
		"the last moment of the grace":     {ends.Add(-time.Hour), ends.Add(36*time.Hour - time.Millisecond), c.LastDay},
		"when the grace has ended":         {ends.Add(-time.Hour), ends.Add(36 * time.Hour), ""},
		"finished a moment after the end":  {ends, ends.Add(time.Hour), ""},
		"finished before it began":         {c.FirstDay.Start().Add(-time.Minute), ends.Add(time.Hour), ""},
		"handed in within the days":        {c.FirstDay.Start().AddDate(0, 0, -9), c.FirstDay.Start().Add(time.Hour), c.FirstDay},
		"a clock far ahead, in the grace":  {ends.AddDate(1, 0, 0), ends.Add(time.Hour), ""},
		"a clock far ahead, on a day":      {ends.AddDate(1, 0, 0), ends.Add(-time.Hour), c.LastDay},
		"weeks before, handed in in grace": {c.FirstDay.Start().Add(time.Hour), ends.Add(35 * time.Hour), c.LastDay},
	} {
		got := progress.FoldTotals("v", []progress.Summary{folded("r", late("a", one.finished, one.received))}, c, in(c), at(0)).Campaigns[c.ID]
		want := progress.Reached{}
		if one.on != "" {
			want = progress.Reached{Participants: 1, Points: 5}
		}
		if got.Reached != want || got.Days[one.on] != want || one.on == c.LastDay && got.Signs.OnLastDay != 1 {
			t.Errorf("%s: %+v, want %+v on %q", name, got, want, one.on)
		}
	}
}

// A grace that ends within a day divides what counts on that day.
func TestABetterAttemptAfterTheGraceDoesNotHideOneWithinIt(t *testing.T) {
	c := november
	c.GraceHours = 12
	ends := c.LastDay.Add(1).Start()
	within, after := late("a", ends.AddDate(0, 0, -2), ends.Add(11*time.Hour)), late("a", ends.AddDate(0, 0, -2), ends.Add(13*time.Hour))
	within.Score, within.Passed = 4, true
	if st := folded("r", within, after).Standing(c); st.Points != 4 || st.Passed != 1 || !st.ParticipatedAt.Equal(within.ReceivedAt) {
		t.Errorf("%+v", st)
	}
}

func TestWhoPassedBeforeTheCampaignCountsFromWhenTheyPassAgain(t *testing.T) {
	before, again := result("1", "a", 5, 5, -48), result("2", "a", 4, 5, 50)
	if n := progress.FoldTotals("v", []progress.Summary{folded("r", before)}, november, in(november), at(60)); len(n.Campaigns) != 0 || n.Learners != 1 {
		t.Errorf("a pass before the campaign: %+v", n)
	}
	n := progress.FoldTotals("v", []progress.Summary{folded("r", before, again)}, november, in(november), at(60)).Campaigns[november.ID]
	if n.Reached != (progress.Reached{Participants: 1, Points: 4}) || !n.ParticipatedAt.Equal(at(50)) || n.Days[day.Of(at(50))] != n.Reached {
		t.Errorf("passed again: %+v", n)
	}
}

func TestACampaignsOwnMarkPasses(t *testing.T) {
	strict, mild := november, november
	strict.PassMark, mild.PassMark = 90, 20
	s := folded("r", result("1", "a", 4, 5, 1), result("2", "a", 4, 5, 2), result("3", "b", 1, 5, 3))
	if st := s.Standing(strict); st.Passed != 0 || s.Status(strict) != progress.Stuck || !slices.Equal(s.StuckOn(strict), []string{"a"}) {
		t.Errorf("90 percent: %+v, %s", st, s.Status(strict))
	}
	if st := s.Standing(mild); st.Passed != 2 || s.Status(mild) != progress.Completed || !st.CompletedAt.Equal(at(3)) {
		t.Errorf("20 percent: %+v, %s", st, s.Status(mild))
	}
}

// Since when a place has what it has is when the last one of it came.
func TestACountSaysSinceWhenItIsWhatItIs(t *testing.T) {
	n := progress.FoldTotals("v", []progress.Summary{
		folded("r1", result("1", "a", 4, 5, 1), result("2", "b", 5, 5, 30), result("3", "a", 5, 5, 60), result("4", "a", 1, 5, 70)),
		folded("r2", result("1", "b", 5, 5, 20)),
	}, november, in(november), at(80)).Campaigns[november.ID]
	if !n.ParticipatedAt.Equal(at(20)) || !n.CompletedAt.Equal(at(30)) || !n.GainedAt.Equal(at(60)) {
		t.Errorf("%+v", n)
	}
}

// signsOf counts naively, of residents who each tried every module at most once a day.
func signsOf(c campaign.Campaign, by map[string][]progress.Result) (s campaign.Signs) {
	devices, patterns := map[uint32]map[string]bool{}, map[uint32]map[string]bool{}
	note := func(of map[uint32]map[string]bool, number uint32, who string) int {
		if number == 0 {
			return 0
		}
		if of[number] == nil {
			of[number] = map[string]bool{}
		}
		of[number][who] = true
		return len(of[number])
	}
	for who, results := range by {
		first := day.Day("")
		for _, r := range results {
			on := day.Of(r.At())
			if !c.Counts(r.Module) || on < c.FirstDay || on > c.LastDay {
				continue
			}
			s.Attempts++
			if r.Assisted {
				s.Assisted++
			} else {
				s.OnOneDevice = max(s.OnOneDevice, note(devices, r.Device, who))
			}
			s.Alike = max(s.Alike, note(patterns, r.Pattern, who))
			if r.Seconds > 0 {
				s.Timed++
			}
			if r.Seconds > 0 && r.Seconds < c.Flags.SecondsPerQuestion*r.Max {
				s.Quick++
			}
			if r.Passed && (first == "" || on < first) {
				first = on
			}
		}
		if first != "" {
			s.Participants++
		}
		if first == c.LastDay {
			s.OnLastDay++
		}
	}
	return s
}

func TestTheSignsOfAVillageAreThoseOfItsAttempts(t *testing.T) {
	c := november
	c.LastDay, c.Flags.SecondsPerQuestion = "2026-11-05", 10
	rapid.Check(t, func(t *rapid.T) {
		by, summaries := map[string][]progress.Result{}, []progress.Summary(nil)
		for i := range rapid.IntRange(0, 6).Draw(t, "residents") {
			who := fmt.Sprint("r", i)
			for d := range 7 {
				for _, module := range []string{"a", "b", "x"} {
					if rapid.Bool().Draw(t, "tries") {
						r := result(fmt.Sprint(module, d), module, rapid.IntRange(0, 5).Draw(t, "score"), 5, 24*d)
						r.Assisted, r.Seconds = rapid.Bool().Draw(t, "assisted"), rapid.SampledFrom([]int{0, 49, 50, 300}).Draw(t, "seconds")
						r.Device, r.Pattern = rapid.Uint32Range(0, 3).Draw(t, "device"), rapid.Uint32Range(0, 3).Draw(t, "pattern")
						by[who] = append(by[who], r)
					}
				}
			}
			summaries = append(summaries, folded(who, by[who]...))
		}
		got, want := progress.FoldTotals("v", summaries, c, in(c), at(0)).Campaigns[c.ID].Signs, signsOf(c, by)
		if got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

func TestOnlyAnswersThatAreWrongInTwoQuestionsOrMoreMakeAPattern(t *testing.T) {
	s := progress.Submission{Result: progress.Result{Module: "a", Version: 1, Wrong: []string{"q1", "q2"}},
		Answers: map[string][]string{"q1": {"x"}, "q2": {"y"}}}
	same := s
	same.Resident, same.Seconds, same.Answers = "another", 9, map[string][]string{"q2": {"y"}, "q1": {"x"}}
	if s.AnswerPattern() == 0 || s.AnswerPattern() != same.AnswerPattern() {
		t.Errorf("%d and %d", s.AnswerPattern(), same.AnswerPattern())
	}
	for name, change := range map[string]func(*progress.Submission){
		"version": func(s *progress.Submission) { s.Version = 2 },
		"module":  func(s *progress.Submission) { s.Module = "b" },
		"answer":  func(s *progress.Submission) { s.Answers = map[string][]string{"q1": {"z"}, "q2": {"y"}} },
	} {
		other := s
		change(&other)
		if other.AnswerPattern() == s.AnswerPattern() {
			t.Errorf("another %s has the same pattern", name)
		}
	}
	one, review := s, s
	one.Wrong, review.Review = []string{"q1"}, true
	if one.AnswerPattern() != 0 || review.AnswerPattern() != 0 {
		t.Error("one wrong answer, or a review, has a pattern")
	}
}

func TestARowSaysWhatIsLookedAtAndWhatWasRuled(t *testing.T) {
	w := newWorld(t)
	c := november
	c.Flags = campaign.Thresholds{PeoplePerDevice: 2}
	w.ref.Campaign, w.ref.Campaigns = c, in(c, ownOfWard)
	r := w.rollup(w.stores())
	for range 2 {
		s := w.submission(w.resident(village1), "a", 5)
		s.Device = 7
		w.insert(s)
	}
	if err := r.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if row := w.shown(c.ID, village1); row.State != campaign.Flagged || w.shown(c.ID, village2).State != campaign.InRace || w.shown(c.ID, "00001").State != campaign.InRace {
		t.Errorf("flagged: %+v", row)
	}
	for _, step := range []struct {
		decision campaign.Decision
		want     campaign.State
	}{{campaign.Clear, campaign.InRace}, {campaign.Exclude, campaign.Excluded}} {
		key := progress.RulingKey(c.ID, village1)
		ruled := append(slices.Clone(w.ref.Rulings[key]), campaign.Ruling{Decision: step.decision, Flags: []campaign.Flag{campaign.ManyOnOneDevice}})
		w.ref.Rulings = map[string][]campaign.Ruling{key: ruled}
		if err := r.ShowPlaces(t.Context(), []string{village1}); err != nil {
			t.Fatal(err)
		}
		if row := w.shown(c.ID, village1); row.State != step.want || row.Done != 2 {
			t.Errorf("after %s: %+v", step.decision, row)
		}
		w.verify()
	}
}

func TestTheBoardsOfAWardsOwnCampaignHoldItsPlacesAlone(t *testing.T) {
	w := newWorld(t)
	w.ref.Campaigns = in(november, ownOfWard)
	for _, village := range []string{village1, village3} {
		s := w.submission(w.resident(village), "b", 5)
		s.ReceivedAt, s.FinishedAt = at(60), at(60)
		w.insert(s)
	}
	if err := w.rollup(w.stores()).Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.verify()
	rows, err := w.boards.Shown(t.Context(), ownOfWard.ID)
	if err != nil || len(rows) != 3 || w.shown(ownOfWard.ID, "00001").Done != 1 || w.shown(november.ID, "00002").Done != 1 {
		t.Errorf("%+v, %v", rows, err)
	}
	if n := w.totals("66").Campaigns; len(n) != 1 || n[november.ID].Participants != 2 {
		t.Errorf("province: %+v", n)
	}
	for _, id := range []string{november.ID, ownOfWard.ID} {
		row := w.shown(id, village1)
		row.Learners++
		if err := w.boards.Update(t.Context(), id, 0, []campaign.Row{row}, at(100)); err != nil {
			t.Fatal(err)
		}
		report, err := w.rollup(w.stores()).Verify(t.Context(), w.boards, progress.Patience(0))
		if err != nil || len(report.Differences) != 1 || !strings.Contains(report.Differences[0], "boards of "+id+": show "+village1) {
			t.Errorf("a wrong row of %s: %v, %v", id, report.Differences, err)
		}
		if err := w.rollup(w.stores()).RebuildBoards(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
