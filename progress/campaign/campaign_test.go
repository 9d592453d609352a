package campaign_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

func when(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation(time.DateTime, text, day.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestCampaignCoversItsDaysInTheProvince(t *testing.T) {
	c := campaign.Campaign{FirstDay: "2026-11-01", LastDay: "2026-11-03", Modules: []string{"a"}}
	for text, want := range map[string]bool{
		"2026-10-31 23:59:59": false, "2026-11-01 00:00:00": true, "2026-11-03 23:59:59": true, "2026-11-04 00:00:00": false,
	} {
		if at := when(t, text).UTC(); c.Covers(at) != want {
			t.Errorf("Covers(%s) = %v", text, !want)
		}
	}
	if !c.Counts("a") || c.Counts("b") {
		t.Error("Counts is wrong")
	}
}

func TestWhatAPhoneFinishedInTimeCountsOnTheLastDayUntilTheGraceEnds(t *testing.T) {
	c := campaign.Campaign{FirstDay: "2026-11-01", LastDay: "2026-11-30", GraceHours: 36}
	for _, x := range []struct {
		at       string
		finished day.Day
		want     day.Day
	}{
		{"2026-10-31 23:59:59", "2026-11-01", ""}, // a clock that is ahead brings nothing forward
		{"2026-11-01 00:00:00", "2026-10-31", "2026-11-01"},
		{"2026-11-30 23:59:59", "2026-11-30", "2026-11-30"},
		{"2026-12-01 00:00:00", "2026-11-30", "2026-11-30"},
		{"2026-12-01 00:00:00", "2026-11-01", "2026-11-30"}, // not on the day that the phone says
		{"2026-12-01 00:00:00", "2026-10-31", ""},
		{"2026-12-01 00:00:00", "2026-12-01", ""},
		{"2026-12-01 00:00:00", "", ""},
		{"2026-12-02 11:59:59", "2026-11-30", "2026-11-30"},
		{"2026-12-02 12:00:00", "2026-11-30", ""},
	} {
		if got := c.DayOf(when(t, x.at).UTC(), x.finished); got != x.want {
			t.Errorf("at %s, finished %s: counts on %q, want %q", x.at, x.finished, got, x.want)
		}
	}
}

func TestWhateverCountsCountsOnADayOfTheCampaign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := campaign.Campaign{FirstDay: "2026-11-01", LastDay: "2026-11-05", GraceHours: rapid.IntRange(0, 80).Draw(t, "grace")}
		at := c.FirstDay.Start().Add(time.Duration(rapid.IntRange(-48*60, 12*24*60).Draw(t, "minute")) * time.Minute)
		finished := c.FirstDay.Add(rapid.IntRange(-3, 9).Draw(t, "finished"))
		on := c.DayOf(at, finished)
		inTime := finished >= c.FirstDay && finished <= c.LastDay && at.Before(c.GraceEnds())
		switch {
		case c.Covers(at):
			if on != day.Of(at) {
				t.Fatalf("during the campaign it counts on %q", on)
			}
		case at.After(c.LastDay.Start()) && inTime:
			if on != c.LastDay {
				t.Fatalf("within the grace it counts on %q", on)
			}
		case on != "":
			t.Fatalf("it counts on %q", on)
		}
	})
}

func TestStagesFollowEachOther(t *testing.T) {
	c := campaign.Campaign{FirstDay: "2026-11-01", LastDay: "2026-11-30", GraceHours: 36, ReviewDays: 5}
	for _, x := range []struct {
		at   string
		want campaign.Stage
	}{
		{"2026-10-31 23:59:59", campaign.Ahead}, {"2026-11-01 00:00:00", campaign.Provisional}, {"2026-11-30 23:59:59", campaign.Provisional},
		{"2026-12-01 00:00:00", campaign.Grace}, {"2026-12-02 11:59:59", campaign.Grace},
		{"2026-12-02 12:00:00", campaign.UnderReview}, {"2026-12-07 11:59:59", campaign.UnderReview}, {"2026-12-07 12:00:00", campaign.Due},
	} {
		if got := c.StageAt(when(t, x.at).UTC()); got != x.want {
			t.Errorf("at %s: %s, want %s", x.at, got, x.want)
		}
	}
}

// A result may come for twelve hours and count when it was finished, so until then nothing is over.
func TestTheGraceOfACampaignThatHasNoneLastsAsLongAsAResultMayComeLate(t *testing.T) {
	c := campaign.Campaign{FirstDay: "2026-11-01", LastDay: "2026-11-30"}
	for at, want := range map[string]campaign.Stage{"2026-12-01 11:59:59": campaign.Grace, "2026-12-01 12:00:00": campaign.Due} {
		if got := c.StageAt(when(t, at)); got != want {
			t.Errorf("at %s: %s, want %s", at, got, want)
		}
	}
}

func TestTheMainCampaignIsTheLatestToHaveBegunElseTheNext(t *testing.T) {
	list := []campaign.Campaign{
		{ID: "first", FirstDay: "2026-11-01"}, {ID: "second", FirstDay: "2026-12-01"}, {ID: "twin", FirstDay: "2026-12-01"},
		{ID: "third", FirstDay: "2027-03-01"}, {ID: "own", Ward: "24163", FirstDay: "2026-12-10"},
	}
	rapid.Check(t, func(t *rapid.T) {
		any := rapid.Permutation(list).Draw(t, "order")
		for today, want := range map[day.Day]string{
			"2026-10-31": "first", "2026-11-01": "first", "2026-11-30": "first", "2026-12-01": "second", "2026-12-20": "second", "2027-05-01": "third",
		} {
			if c, err := campaign.Running(any, today); err != nil || c.ID != want {
				t.Fatalf("on %s: %q, %v, want %q", today, c.ID, err, want)
			}
		}
	})
	if c, err := campaign.Running(list[4:], "2026-12-20"); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("a ward's own became the main one: %+v, %v", c, err)
	}
}

func TestNewestKeepsOneVersionOfEach(t *testing.T) {
	got := campaign.Newest([]campaign.Campaign{{ID: "b", Version: 9}, {ID: "a", Version: 1}, {ID: "b", Version: 10}, {ID: "b", Version: 2}})
	if len(got) != 2 || got[0].ID != "a" || got[1].Version != 10 {
		t.Errorf("%+v", got)
	}
}

func TestATargetIsThePlacesOwnElseItsWardsElseTheCampaigns(t *testing.T) {
	targets := campaign.Targets{Participation: 70, Places: map[string]int{"24163": 80, "24163-001": 0}}
	for place, want := range map[string]int{"24163-001": 0, "24163-002": 80, "24163": 80} {
		if got := targets.Of(place, "24163"); got != want {
			t.Errorf("%s: %d, want %d", place, got, want)
		}
	}
	if got := targets.Of("24175-001", "24175"); got != 70 {
		t.Errorf("another ward: %d", got)
	}
}

func TestFlagsAreRaisedFromTheirThresholdOn(t *testing.T) {
	on := campaign.Thresholds{PeoplePerDevice: 5, QuickShare: 30, AlikePeople: 4, LastDayShare: 40, AssistedShare: 80, MinAttempts: 10}
	most := campaign.Signs{OnOneDevice: 5, Timed: 10, Quick: 3, Alike: 4, Participants: 10, OnLastDay: 4, Attempts: 10, Assisted: 8}
	if got := on.Raised(most); !slices.Equal(got, campaign.Flags) {
		t.Errorf("at every threshold: %v", got)
	}
	for name, less := range map[string]campaign.Signs{
		"one less of each": {OnOneDevice: 4, Timed: 10, Quick: 2, Alike: 3, Participants: 10, OnLastDay: 3, Attempts: 10, Assisted: 7},
		"too few attempts": {OnOneDevice: 4, Timed: 9, Quick: 9, Alike: 3, Participants: 9, OnLastDay: 9, Attempts: 9, Assisted: 9},
		"nothing at all":   {},
	} {
		if got := on.Raised(less); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := (campaign.Thresholds{}).Raised(most); len(got) > 0 {
		t.Errorf("all turned off: %v", got)
	}
}

func TestAVillagesStateFollowsFromFlagsAndTheLatestRuling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flags := rapid.SliceOfDistinct(rapid.SampledFrom(campaign.Flags), rapid.ID[campaign.Flag])
		raised := flags.Draw(t, "raised")
		var rulings []campaign.Ruling
		for range rapid.IntRange(0, 4).Draw(t, "rulings") {
			rulings = append(rulings, campaign.Ruling{Flags: flags.Draw(t, "known"),
				Decision: rapid.SampledFrom([]campaign.Decision{campaign.Clear, campaign.Exclude}).Draw(t, "decision")})
		}
		want := campaign.InRace
		if len(raised) > 0 {
			want = campaign.Flagged
		}
		if n := len(rulings); n > 0 {
			latest := rulings[n-1]
			unknown := slices.ContainsFunc(raised, func(f campaign.Flag) bool { return !slices.Contains(latest.Flags, f) })
			switch {
			case latest.Decision == campaign.Exclude:
				want = campaign.Excluded
			case !unknown:
				want = campaign.InRace
			}
		}
		if got := campaign.StateOf(raised, rulings); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
