package campaign_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

func TestDaysAddUpToWhatTheRowHas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day.Day("2024-02-10").Add(rapid.IntRange(0, 1200).Draw(t, "start")) // over leap days, months and years
		r := campaign.Row{Day: start}
		var want [campaign.RecentDays]campaign.Counts
		for i := range want {
			n := campaign.Counts{Done: rapid.IntRange(0, 9).Draw(t, "done"), Completed: i, Points: 2 * i}
			want[i], r.Recent[i] = n, n
			r.Done += n.Done
		}
		from, to := rapid.IntRange(-20, 3).Draw(t, "from"), rapid.IntRange(-20, 3).Draw(t, "to")
		sum := 0
		for i := range want {
			if -i >= from && -i <= to {
				sum += want[i].Done
			}
		}
		if got := r.Between(start.Add(from), start.Add(to)).Done; got != sum {
			t.Fatalf("from %d to %d days after %s: %d, want %d", from, to, start, got, sum)
		}
		if got := r.Between(start.Add(-13), start).Done; got != r.Done {
			t.Fatalf("all days bring %d, the row has %d", got, r.Done)
		}
	})
	r := campaign.Row{Day: today, Recent: [campaign.RecentDays]campaign.Counts{{Done: 1}}}
	for _, bad := range []day.Day{"", "today", "2026-13-01", "2026-11-32", "2026-11-00", "26-11-2026", "2026-11-2x"} {
		if from, to := r.Between(bad, today), r.Between(today, bad); from != (campaign.Counts{}) || to != (campaign.Counts{}) {
			t.Errorf("from %q came %+v, up to it %+v", bad, from, to)
		}
	}
}

// The windows are worked out here from single days, by the calendar of the standard library.
func TestWindowsAreTheISOWeekItsPredecessorTodayAndYesterday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := day.Day("2026-02-20").Add(rapid.IntRange(0, 400).Draw(t, "today"))
		r := village("a", 0, 1000)
		r.Day = now.Add(-rapid.IntRange(0, 9).Draw(t, "age")) // nothing has come since
		for i := range r.Recent {
			r.Recent[i].Done = 1 << i
			r.Done += 1 << i
		}
		in := func(is func(d day.Day) bool) int {
			n := 0
			for i := range r.Recent {
				if is(r.Day.Add(-i)) {
					n += 1 << i
				}
			}
			return n
		}
		week := func(d day.Day) [2]int {
			year, week := d.Start().ISOWeek()
			return [2]int{year, week}
		}
		for v, want := range map[campaign.View]int{
			{Measure: campaign.Rate, Window: campaign.WholeCampaign}: r.Done,
			{Measure: campaign.Rate, Window: campaign.Week}:          in(func(d day.Day) bool { return week(d) == week(now) }),
			{Measure: campaign.Rate, Window: campaign.LastWeek}:      in(func(d day.Day) bool { return week(d) == week(now.Add(-7)) }),
			{Measure: campaign.Rate, Window: campaign.Today}:         in(func(d day.Day) bool { return d == now }),
			{Measure: campaign.Rate, Window: campaign.Yesterday}:     in(func(d day.Day) bool { return d == now.Add(-1) }),
			{Measure: campaign.Gain, Window: campaign.WholeCampaign}: in(func(d day.Day) bool { return d > now.Add(-7) }),
		} {
			if got := campaign.Rank([]campaign.Row{r}, v, campaign.Campaign{}, now).Ranked[0].Num; got != want {
				t.Fatalf("%s %s on %s: %b, want %b", v.Measure, v.Window, now, got, want)
			}
		}
	})
}

// at returns a row as it was made at the end of a day.
func at(r campaign.Row, on day.Day) campaign.Row {
	back := r.Day.Since(on)
	if back <= 0 {
		return r
	}
	for i := range back {
		r.Done, r.Completed, r.Points = r.Done-r.Recent[i].Done, r.Completed-r.Recent[i].Completed, r.Points-r.Recent[i].Points
	}
	copy(r.Recent[:], r.Recent[back:])
	clear(r.Recent[campaign.RecentDays-back:])
	r.Day = on
	return r
}

func TestWasIsTheRankThatYesterdayEndedWith(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyRows().Draw(t, "rows")
		v := rapid.SampledFrom([]campaign.View{all, {Measure: campaign.Points, Window: campaign.WholeCampaign}, {Measure: campaign.Completed, Window: campaign.WholeCampaign},
			{Measure: campaign.Gain, Window: campaign.WholeCampaign}, {Measure: campaign.Rate, Window: campaign.Week}}).Draw(t, "view")
		now := today.Add(rapid.IntRange(-3, 3).Draw(t, "weekday"))
		for i := range rows {
			rows[i].Day = now.Add(-rapid.IntRange(0, 2).Draw(t, "age"))
		}
		s := campaign.Rank(rows, v, drawn, now)
		var racing []campaign.Row
		for _, r := range s.Ranked {
			racing = append(racing, at(r.Row, now.Add(-1)))
		}
		want := map[string]int{}
		if v.Window == campaign.WholeCampaign || now.Start().In(day.Zone).Weekday() != time.Monday {
			for _, r := range campaign.Rank(racing, v, drawn, now.Add(-1)).Ranked {
				want[r.ID] = r.Rank
			}
		}
		for _, r := range s.Ranked {
			if r.Was != want[r.ID] {
				t.Fatalf("%s was %d, and yesterday ended with %d", r.ID, r.Was, want[r.ID])
			}
		}
	})
}

func TestAWardsRowIsTheFoldOfItsVillages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		villages := anyRows().Draw(t, "villages")
		fold := func(villages []campaign.Row) campaign.Row {
			ward := campaign.Row{ID: "24163", Day: today}
			for _, v := range villages {
				ward.Add(v)
			}
			return ward
		}
		ward, done, roll := fold(villages), 0, 0
		for _, v := range villages {
			done, roll = done+v.Done, roll+v.Roll.Adults
		}
		if again := fold(rapid.Permutation(villages).Draw(t, "order")); !ward.Equal(again) || ward != again {
			t.Fatal("the order of villages matters")
		}
		for i := range 20 {
			on, sum := today.Add(1-i), 0
			for _, v := range villages {
				if on > today.Add(-campaign.RecentDays) {
					sum += v.Between(on, on).Points
				}
			}
			if got := ward.Between(on, on).Points; got != sum {
				t.Fatalf("on %s: %d points, its villages have %d", on, got, sum)
			}
		}
		for _, r := range campaign.Rank([]campaign.Row{ward}, all, campaign.Campaign{}, today).Ranked {
			if r.Num != done || r.Den != roll {
				t.Fatalf("the rate is %d/%d, the sums are %d/%d", r.Num, r.Den, done, roll)
			}
		}
	})
	early := campaign.Row{ID: "24163", Day: today.Add(-2), Recent: [campaign.RecentDays]campaign.Counts{{Done: 1}}}
	early.Add(campaign.Row{Day: today, Recent: [campaign.RecentDays]campaign.Counts{{Done: 4}, {}, {Done: 2}}})
	if early.Day != today || early.Recent[0].Done != 4 || early.Recent[2].Done != 3 {
		t.Errorf("a village that is newer than its ward lost days: %+v", early.Recent)
	}
}

func TestRowsAreEqualByWhatTheySayWheneverTheyWereMade(t *testing.T) {
	r := village("a", 5, 10)
	r.Recent[0].Done, r.Recent[3].Points = 2, 7
	later := r
	later.Day, later.AsOf = today.Add(2), time.Now()
	later.Recent = [campaign.RecentDays]campaign.Counts{2: {Done: 2}, 5: {Points: 7}}
	if !r.Equal(later) || !later.Equal(r) {
		t.Error("made later, it is another")
	}
	for i, change := range []func(*campaign.Row){
		func(r *campaign.Row) { r.ID = "b" }, func(r *campaign.Row) { r.Ward = "" }, func(r *campaign.Row) { r.Roll.Version++ },
		func(r *campaign.Row) { r.Learners++ }, func(r *campaign.Row) { r.Points++ }, func(r *campaign.Row) { r.State = campaign.Flagged },
		func(r *campaign.Row) { r.DoneAt = time.Now() }, func(r *campaign.Row) { r.Recent[2].Done++ }, func(r *campaign.Row) { r.Recent[13].Done++ },
		func(r *campaign.Row) { r.Day = today.Add(1) }, func(r *campaign.Row) { r.CompletedAt = time.Now() }, func(r *campaign.Row) { r.PointsAt = time.Now() },
	} {
		other := later
		change(&other)
		if r.Equal(other) || other.Equal(r) {
			t.Errorf("change %d is not seen", i)
		}
	}
}

func TestATrendHidesDaysOfTooFewAndStopsOnTheLastDay(t *testing.T) {
	r := village("a", 60, 200)
	r.Recent = [campaign.RecentDays]campaign.Counts{{Done: 40}, {Done: 16}, {Done: 1}}
	c := campaign.Campaign{LastDay: today, MinLearners: 5}
	want := []int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 30}
	for _, on := range []day.Day{today, today.Add(9)} {
		if got := c.Trend(r, on); !slices.Equal(got, want) {
			t.Errorf("on %s: %v, want %v", on, got, want)
		}
	}
	if got := r.Trend(today); got[11] != 2 || got[0] != 1 {
		t.Errorf("with all days: %v", got)
	}
	if got := r.Trend(today.Add(-1)); got[13] != 10 {
		t.Errorf("up to yesterday: %v", got)
	}
	if got := (campaign.Row{}).Trend(today); got == nil || len(got) > 0 {
		t.Errorf("without a roll: %v", got)
	}
}

// Of a roll of a hundred whole percents are single people.
func TestATrendTellsNoFewerPeopleApartThanAreShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := campaign.Campaign{LastDay: today.Add(rapid.IntRange(-3, 3).Draw(t, "last")), MinLearners: 5}
		r := village("a", rapid.IntRange(0, 30).Draw(t, "before"), 100)
		for i := range r.Recent {
			r.Recent[i].Done = rapid.IntRange(0, 7).Draw(t, "came")
			r.Done += r.Recent[i].Done
		}
		trend := c.Trend(r, today)
		on := c.BoardDay(today)
		for i, n := range trend {
			exact := r.Done - r.Between(on.Add(1+i-13), today).Done
			switch {
			case exact < 5 && n != 0, exact >= 5 && (n < exact || n-exact >= 5):
				t.Fatalf("%d of %d are told as %d: %v", i, exact, n, trend)
			case i > 0 && n != trend[i-1] && n-trend[i-1] < 5:
				t.Fatalf("day %d tells of %d people: %v", i, n-trend[i-1], trend)
			case i == 13 && exact >= 5 && n != exact:
				t.Fatalf("it ends with %d, the board says %d", n, exact)
			}
		}
	})
}

func TestAfterTheLastDayABoardStaysAsItWasThen(t *testing.T) {
	r := village("a", 9, 20)
	r.Recent[0].Done, r.Recent[1].Done = 3, 6
	c := campaign.Campaign{FirstDay: "2026-11-01", LastDay: today}
	for _, w := range campaign.Windows {
		v := campaign.View{Measure: campaign.Rate, Window: w}
		if on, after := campaign.Rank([]campaign.Row{r}, v, c, today), campaign.Rank([]campaign.Row{r}, v, c, today.Add(30)); on.Ranked[0] != after.Ranked[0] {
			t.Errorf("%s: %+v became %+v", w, on.Ranked[0], after.Ranked[0])
		}
	}
}
