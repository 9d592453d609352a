package api

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress"
)

func TestSumsOfDaysTellOfNoSmallGroupAndMissOnlyAFewPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := map[day.Day]progress.Reached{}
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 8), 0, 20).Draw(t, "participants") {
			days[day.Day("2026-11-01").Add(i)] = progress.Reached{Participants: n}
		}
		got := counts{only: true}.running(progress.Count{Days: days})
		if len(got) != len(days) || !slices.IsSortedFunc(got, func(a, b runningShape) int { return int(a.Day.Start().Sub(b.Day.Start())) }) {
			t.Fatalf("%+v of %d days", got, len(days))
		}
		before, all := 0, 0
		for _, one := range got {
			n := days[one.Day].Participants
			all += n
			if missing := all - one.Participants; missing < 0 || missing >= progress.SmallestGroup {
				t.Fatalf("%s misses %d people", one.Day, missing)
			}
			fresh := one.Participants - before
			if n >= progress.SmallestGroup && fresh != n || n < progress.SmallestGroup && fresh != 0 && fresh != progress.SmallestGroup {
				t.Fatalf("%s, on which %d came, shows %d more", one.Day, n, fresh)
			}
			before = one.Participants
		}
		if whole := (counts{}).running(progress.Count{Days: days}); len(whole) > 0 && whole[len(whole)-1].Participants != all {
			t.Fatalf("who may see all is told %+v of %d", whole, all)
		}
	})
}

func TestWhenAFewPeopleLearnIsNotTold(t *testing.T) {
	hours := make(progress.Hours, 7*24)
	hours[24+19] = 12 // six quizzes of two people each, on Tuesday at 19
	if got := (counts{only: true}).hours(hours, 2); len(got) != 0 {
		t.Errorf("of two people %+v", got)
	}
	if got := (counts{only: true}).hours(hours, 7); len(got) != 1 || got[0].Weekday != 2 || got[0].Hour != 19 || *got[0].Submissions != 12 {
		t.Errorf("of seven people %+v", got)
	}
}
