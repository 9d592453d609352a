package main

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// truth is all that figures follow from: the fold of the submissions, by which hocso verify judges a store, and who lives where. No
// stored total and no stored summary is in it.
type truth struct {
	totals    map[string]progress.Totals  // by place
	summaries map[string]progress.Summary // by resident
	residents map[string][]people.Person  // by village
	rolls     map[string][]places.RollVersion
	ref       progress.Reference
}

func readTruth(t *testing.T, dir string) truth {
	t.Helper()
	store, err := sqlite.Open(t.Context(), dir)
	must(t, err)
	defer func() { must(t, store.Close()) }()
	ref, err := loadReference(t.Context(), store, day.Of(time.Now()))
	must(t, err)
	told := truth{ref: ref, residents: map[string][]people.Person{}, rolls: map[string][]places.RollVersion{}}
	rollup := progress.NewRollup(progressStores(store), noBoards{}, func() progress.Reference { return ref }, time.Now, slog.New(slog.DiscardHandler))
	told.totals, told.summaries, err = rollup.Folded(t.Context())
	must(t, err)
	must(t, told.readPeople(t.Context(), store))
	return told
}

func (f truth) readPeople(ctx context.Context, store database) error {
	for _, w := range f.ref.Directory.Wards() {
		var err error
		if f.rolls[w.Code], err = store.RollsOf(ctx, w.Code); err != nil {
			return err
		}
	}
	return store.EachPerson(ctx, func(p people.Person) error {
		if p.Village != "" {
			f.residents[p.Village] = append(f.residents[p.Village], p)
		}
		return nil
	})
}

// look is how somebody looks at the truth.
type look struct {
	truth
	campaign campaign.Campaign
	only     bool // small groups are hidden
	today    day.Day
}

// main is how the main campaign is looked at: by who sees the people too, or by who sees counts only.
func (f truth) main(today day.Day, only bool) look { return look{f, f.ref.Campaign, only, today} }

func (l look) of(place string) progress.Count { return l.totals[place].Campaigns[l.campaign.ID] }

// shown is a count of people, or nil where it would tell of one to four of them.
func (l look) shown(n int) any {
	if l.only && n > 0 && n < 5 {
		return nil
	}
	return n
}

// unlessFew is what a few people did, or nil where those must not be known.
func (l look) unlessFew(place string, n int) any {
	if l.shown(l.totals[place].Learners) == nil {
		return nil
	}
	return n
}

// by counts what was reached by the end of a day.
func (l look) by(place string, on day.Day) (sum progress.Reached) {
	for d, n := range l.of(place).Days {
		if d <= on {
			sum.Participants, sum.Completed, sum.Points = sum.Participants+n.Participants, sum.Completed+n.Completed, sum.Points+n.Points
		}
	}
	return sum
}

// gain is how many people took part for the first time in the last seven days.
func (l look) gain(place string) int {
	last := min(l.today, l.campaign.LastDay)
	return l.by(place, last).Participants - l.by(place, last.Add(-7)).Participants
}

// villagesOf are the open villages of a ward, or of the province.
func (f truth) villagesOf(place string) []places.Village {
	if place == places.Province {
		return f.ref.Directory.Villages()
	}
	if v, err := f.ref.Directory.Village(place); err == nil {
		return []places.Village{v}
	}
	return f.ref.Directory.VillagesOf(place)
}

func onRoll(v places.Village) int {
	if v.Roll == nil {
		return 0
	}
	return v.Roll.Adults
}

// onRolls are the adults on approved rolls of a place, and how many take part where there is a roll.
func (l look) onRolls(place string) (roll, done int) {
	for _, v := range l.villagesOf(place) {
		if onRoll(v) > 0 {
			roll, done = roll+onRoll(v), done+l.of(v.ID).Participants
		}
	}
	return roll, done
}

func (f truth) registered(place string) (n int) {
	for _, v := range f.villagesOf(place) {
		for _, p := range f.residents[v.ID] {
			if !p.Child() {
				n++
			}
		}
	}
	return n
}

type object = map[string]any

// totalsOf are the figures that all answers give of a place.
func (l look) totalsOf(place string) object {
	n, roll := l.of(place), 0
	o := object{"learners": l.shown(l.totals[place].Learners), "participants": l.shown(n.Participants), "completed": l.shown(n.Completed),
		"points": l.unlessFew(place, n.Points), "submissions": l.unlessFew(place, l.totals[place].Submissions),
		"registered": l.shown(l.registered(place)), "rate": nil}
	roll, done := l.onRolls(place)
	if o["roll"] = roll; roll > 0 && o["participants"] != nil {
		o["rate"] = float64(done) / float64(roll)
	}
	return o
}

// modules are how many people tried and passed each module.
func (l look) modules(place string) []any {
	list := []any{}
	for _, id := range slices.Sorted(maps.Keys(l.totals[place].Modules)) {
		n := l.totals[place].Modules[id]
		list = append(list, object{"module": id, "tried": l.shown(n.Tried), "passed": l.shown(n.Passed)})
	}
	return list
}

// days are what each day brought.
func (l look) days(place string) []any {
	came, reached := l.totals[place].Days, l.of(place).Days
	all := map[day.Day]bool{}
	for d := range came {
		all[d] = true
	}
	for d := range reached {
		all[d] = true
	}
	list := []any{}
	for _, d := range slices.Sorted(maps.Keys(all)) {
		list = append(list, object{"day": d, "learners": l.shown(came[d].Learners), "participants": l.shown(reached[d].Participants),
			"completed": l.shown(reached[d].Completed), "points": l.unlessFew(place, reached[d].Points), "submissions": l.unlessFew(place, came[d].Submissions)})
	}
	return list
}

// villageRow is a village on the boards, made of the fold.
func (l look) villageRow(v places.Village) campaign.Row {
	return progress.VillageRow(l.campaign, v, l.totals[v.ID], l.ref.Rulings[progress.RulingKey(l.campaign.ID, v.ID)])
}

func (l look) wardRow(code string) campaign.Row {
	return progress.WardRow(l.campaign, code, l.ref.Directory.AllOf(code), l.totals, l.totals[code].AsOf)
}

// trend is how many percent of a roll had taken part at the end of each of the last 14 days.
func (l look) trend(villages []places.Village, row campaign.Row) []int {
	if l.only {
		return l.campaign.Trend(row, l.today)
	}
	trend, roll := []int{}, 0
	for _, v := range villages {
		roll += onRoll(v)
	}
	for i := 13; i >= 0 && roll > 0; i-- {
		done := 0
		for _, v := range villages {
			if onRoll(v) > 0 {
				done += l.by(v.ID, min(l.today, l.campaign.LastDay).Add(-i)).Participants
			}
		}
		trend = append(trend, 100*done/roll)
	}
	return trend
}
