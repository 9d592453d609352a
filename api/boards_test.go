package api_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hocso/api"
	"hocso/progress"
	"hocso/progress/campaign"
)

type boardPage struct {
	Board, Campaign, Measure, Window, Band, Stage string
	Stale                                         bool
	Total                                         int
	Apart                                         map[string]int
	Items                                         []boardLine
}

type boardLine struct {
	Rank        int
	ID          string
	Value       *float64
	Done        *int
	Roll        int
	RollDay     *string `json:"roll_day"`
	RollVersion int     `json:"roll_version"`
	Band        string
	Change      *int
	Missing     *int
	Trend       []int
	Reason      string
}

// readBoard reads a board.
func (w *world) readBoard(path string) boardPage {
	w.Helper()
	return decode[boardPage](w, w.want(w.get(nobody, "/boards/"+path), 200, ""))
}

// lines are a board's places with what it says of them.
func (b boardPage) lines() []string {
	var lines []string
	for _, r := range b.Items {
		done := "hidden"
		if r.Done != nil {
			done = fmt.Sprint(*r.Done)
		}
		lines = append(lines, fmt.Sprintf("%d %s %s%s", r.Rank, r.ID, done, r.Reason))
	}
	return lines
}

// racing is a world whose campaign was changed before boards were made of it, with one participant in the first village.
func racing(t *testing.T, change func(*campaign.Campaign)) *world {
	t.Helper()
	w := newWorld(t, func(c *api.Config) {
		given := c.Reference
		c.Reference = func() progress.Reference {
			ref := given()
			change(&ref.Campaign)
			return ref
		}
	})
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	w.eventually("the board shows the participant", func() bool {
		b := w.readBoard("villages?list=apart")
		return w.done("/boards/villages", village1) == 1 || slices.Contains(b.lines(), "0 "+village1+" hiddenfew_learners")
	})
	return w
}

func TestABoardTellsOfRollsChangesAndTheWayUp(t *testing.T) {
	w := racing(t, func(*campaign.Campaign) {})
	b := w.readBoard("villages")
	if b.Board != "villages" || b.Campaign != campaignID || b.Measure != "rate" || b.Window != "campaign" || b.Stage != "provisional" || b.Stale || b.Total != 3 {
		t.Errorf("board %+v", b)
	}
	if want := []string{"1 " + village1 + " 1", "2 " + sibling + " 0", "2 " + elsewhere + " 0"}; !slices.Equal(b.lines(), want) {
		t.Fatalf("lines %v, want %v", b.lines(), want)
	}
	first, second := b.Items[0], b.Items[1]
	if *first.Value != 0.1 || first.Roll != 10 || first.RollDay == nil || *first.RollDay != "2026-11-01" || first.RollVersion != 1 || first.Missing != nil {
		t.Errorf("the first %+v", first)
	}
	if first.Change == nil || *first.Change != 0 || second.Change == nil || *second.Change != -1 || second.Missing == nil || *second.Missing != 1 {
		t.Errorf("changes %v %v, missing %v", first.Change, second.Change, second.Missing)
	}
	if want := append(make([]int, 13), 10); !slices.Equal(first.Trend, want) {
		t.Errorf("trend %v, want %v", first.Trend, want)
	}
	if len(b.Apart) != 1 || b.Apart["no_roll"] != 1 {
		t.Errorf("apart %v", b.Apart)
	}
	apart := w.readBoard("villages?list=apart&around=" + noRoll)
	if want := []string{"0 " + noRoll + " 0no_roll"}; !slices.Equal(apart.lines(), want) || apart.Items[0].Value != nil || apart.Items[0].RollDay != nil || apart.Total != 3 {
		t.Errorf("apart %+v", apart)
	}
}

func TestWindowsShowADayYesterdayAndTheWeekAndMoveOnAtMidnight(t *testing.T) {
	w := racing(t, func(*campaign.Campaign) {})
	shows := func(when string, want map[string]int) {
		t.Helper()
		for window, n := range want {
			for _, measure := range []string{"rate", "points"} {
				if got := w.done("/boards/villages?measure="+measure+"&window="+window, village1); got != n {
					t.Errorf("%s, %s, window %s shows %d, want %d", when, measure, window, got, n)
				}
			}
		}
	}
	// The worlds begin on a Monday.
	shows("on the day", map[string]int{"campaign": 1, "day": 1, "week": 1, "yesterday": 0, "last_week": 0})
	w.clock.skip(24 * time.Hour)
	shows("a day later", map[string]int{"campaign": 1, "day": 0, "week": 1, "yesterday": 1, "last_week": 0})
	w.clock.skip(6 * 24 * time.Hour)
	shows("a week later", map[string]int{"campaign": 1, "day": 0, "week": 0, "yesterday": 0, "last_week": 1})
}

func TestBandsPartABoardAndAddUpToIt(t *testing.T) {
	w := racing(t, func(c *campaign.Campaign) {
		c.Bands = []campaign.Band{{ID: "small", From: 1, To: 9}, {ID: "large", From: 10}}
	})
	all, sum := w.readBoard("villages"), 0
	for _, band := range []string{"small", "large"} {
		b := w.readBoard("villages?band=" + band)
		sum += b.Total
		for _, r := range b.Items {
			if r.Band != band || b.Band != band {
				t.Errorf("%s stands in band %s of %s", r.ID, r.Band, b.Band)
			}
		}
	}
	if sum != all.Total || all.Total != 3 {
		t.Errorf("bands have %d places, all %d", sum, all.Total)
	}
}

func TestNumbersOfTooFewPeopleAreNotShown(t *testing.T) {
	w := racing(t, func(c *campaign.Campaign) { c.MinLearners = 5 })
	if b := w.readBoard("villages"); b.Total != 0 || b.Apart["few_learners"] != 3 || b.Apart["no_roll"] != 1 {
		t.Errorf("board %+v", b)
	}
	for _, r := range w.readBoard("villages?list=apart").Items {
		if r.Reason == "few_learners" && (r.Done != nil || r.Value != nil || len(r.Trend) > 0 || r.Change != nil) {
			t.Errorf("%+v", r)
		}
	}
}

func TestABoardTellsHowFinalItIs(t *testing.T) {
	w := racing(t, func(c *campaign.Campaign) { c.LastDay, c.GraceHours, c.ReviewDays = "2026-11-23", 24, 1 })
	for _, stage := range []string{"provisional", "grace", "review", "due"} {
		if got := w.readBoard("wards").Stage; got != stage {
			t.Errorf("stage %s, want %s", got, stage)
		}
		w.clock.skip(24 * time.Hour)
	}
}
