package progress_test

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// model is what should be, in plain maps: it counts naively and knows nothing of summaries and totals.
type model struct {
	people map[string]people.Person
	gone   map[string]bool                 // who was erased
	facts  map[string]map[string]modelFact // what counts, by resident and id
}

// modelFact is a submission that was acknowledged, as its first body said and as it must be answered ever after.
type modelFact struct {
	draft    progress.Draft
	by       string
	received time.Time
	right    []bool // in the order of the module's questions, or of the answered ones for a review
	passed   bool
}

func newModel() *model {
	return &model{people: map[string]people.Person{}, gone: map[string]bool{}, facts: map[string]map[string]modelFact{}}
}

// gradeNaively is for questions with one right option.
func gradeNaively(m courses.Module, d progress.Draft) (right []bool, passed bool) {
	score := 0
	for _, q := range m.Questions {
		given := d.Answers[q.ID]
		if d.Review && len(given) == 0 {
			continue
		}
		ok := len(given) == 1 && given[0] == q.Key[0]
		if ok {
			score++
		}
		right = append(right, ok)
	}
	return right, !d.Review && 100*score >= m.PassMark*len(m.Questions)
}

func (f modelFact) score() (n int) {
	for _, ok := range f.right {
		if ok {
			n++
		}
	}
	return n
}

// at is when it counts.
func (f modelFact) at() time.Time {
	finished := f.draft.FinishedAt
	if finished.After(f.received) || finished.Before(f.received.Add(-12*time.Hour)) {
		return f.received
	}
	return finished
}

// quizzes are the attempts of a resident at a module until the end of a day, in the order in which they count.
func (m *model) quizzes(resident, module string, until day.Day) []modelFact {
	var list []modelFact
	for _, f := range m.facts[resident] {
		if !f.draft.Review && (module == "" || f.draft.Module == module) && day.Of(f.at()) <= until {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b modelFact) int {
		return cmp.Or(a.at().Compare(b.at()), cmp.Compare(a.draft.ID, b.draft.ID))
	})
	return list
}

const endOfTime day.Day = "9999-12-31"

// counted are the learners of some villages who count in a campaign.
func (m *model) counted(c campaign.Campaign, villages ...string) (ids []string) {
	for id, p := range m.people {
		if slices.Contains(villages, p.Village) && p.Consent().Statistics && (c.CountUnconfirmed || !p.Unconfirmed) && len(m.quizzes(id, "", endOfTime)) > 0 {
			ids = append(ids, id) // who only reviews is no learner
		}
	}
	return ids
}

// counts counts the residents of some villages until the end of a day.
func (m *model) counts(until day.Day, villages ...string) (n progress.DayCount, modules map[string]progress.ModuleCount) {
	modules = map[string]progress.ModuleCount{}
	for _, id := range m.counted(november, villages...) {
		if len(m.quizzes(id, "", until)) > 0 {
			n.Learners++
		}
		for _, f := range m.facts[id] {
			if day.Of(f.at()) <= until {
				n.Submissions++
			}
		}
		for _, module := range []string{"a", "b", "x"} {
			attempts := m.quizzes(id, module, until)
			if len(attempts) == 0 {
				continue
			}
			count := modules[module]
			count.Tried++
			if slices.ContainsFunc(attempts, func(f modelFact) bool { return f.passed }) {
				count.Passed++
			}
			modules[module] = count
		}
	}
	return n, modules
}

// dayIn is the campaign's day on which a fact counts, or nothing.
func (f modelFact) dayIn(c campaign.Campaign) day.Day {
	within := func(d day.Day) bool { return d >= c.FirstDay && d <= c.LastDay }
	graceEnds := c.LastDay.Add(1).Start().Add(time.Duration(max(c.GraceHours, 12)) * time.Hour)
	switch d := day.Of(f.at()); {
	case within(d):
		return d
	case d > c.LastDay && f.at().Before(graceEnds) && within(day.Of(f.draft.FinishedAt)):
		return c.LastDay
	}
	return ""
}

// reached counts what the residents of some villages have reached in a campaign until the end of a day.
func (m *model) reached(c campaign.Campaign, until day.Day, villages ...string) (learners int, n progress.Reached) {
	for _, id := range m.counted(c, villages...) {
		passed, tried := 0, false
		for _, module := range c.Modules {
			attempts := slices.DeleteFunc(m.quizzes(id, module, endOfTime), func(f modelFact) bool { return f.dayIn(c) == "" || f.dayIn(c) > until })
			if len(attempts) == 0 {
				continue
			}
			tried = true
			best := slices.MaxFunc(attempts, func(a, b modelFact) int { return cmp.Compare(a.score()*len(b.right), b.score()*len(a.right)) })
			n.Points += best.score()
			if slices.ContainsFunc(attempts, func(f modelFact) bool {
				return c.PassMark == 0 && f.passed || c.PassMark > 0 && 100*f.score() >= c.PassMark*len(f.right)
			}) {
				passed++
			}
		}
		if tried {
			learners++
		}
		if passed > 0 {
			n.Participants++
		}
		if passed == len(c.Modules) {
			n.Completed++
		}
	}
	return learners, n
}

// rows are the boards' rows of a campaign, counted naively.
func (m *model) rows(c campaign.Campaign, dir *places.Directory) map[string]campaign.Row {
	rows := map[string]campaign.Row{}
	for _, w := range dir.Wards() {
		if c.Ward != "" && c.Ward != w.Code {
			continue
		}
		ward := campaign.Row{ID: w.Code}
		for _, v := range dir.VillagesOf(w.Code) {
			learners, n := m.reached(c, endOfTime, v.ID)
			row := campaign.Row{ID: v.ID, Ward: w.Code, Learners: learners, Roll: campaign.Roll{Adults: v.Adults()},
				Counts: campaign.Counts{Done: n.Participants, Completed: n.Completed, Points: n.Points}}
			rows[v.ID] = row
			ward.Add(row)
		}
		rows[w.Code] = ward
	}
	return rows
}

// placesOf lists every place that has totals, with its villages.
func placesOf(dir *places.Directory) map[string][]string {
	all := map[string][]string{}
	for _, v := range dir.Villages() {
		all[v.ID] = []string{v.ID}
		all[v.Ward] = append(all[v.Ward], v.ID)
		all[places.Province] = append(all[places.Province], v.ID)
	}
	return all
}

// shelf holds all versions of modules that were ever published, and which ones a phone can download now. The questions of
// each version are others in number and key.
type shelf struct {
	versions map[string][]courses.Module
	offered  map[string]bool
}

func newShelf() *shelf {
	s := &shelf{versions: map[string][]courses.Module{}, offered: map[string]bool{}}
	for _, id := range []string{"a", "b", "x"} {
		s.publish(id)
	}
	return s
}

func (s *shelf) publish(id string) {
	version := len(s.versions[id]) + 1
	m := courses.Module{ID: id, Version: version, PassMark: 70}
	for i := range 2 + version%3 {
		m.Questions = append(m.Questions, courses.Question{ID: "q" + string(rune('1'+i)), Kind: courses.Single, Options: []string{"x", "y"},
			Key: []string{[]string{"x", "y"}[(version+i)%2]}})
	}
	s.versions[id], s.offered[id] = append(s.versions[id], m), true
}

// Version implements progress.Modules.
func (s *shelf) Version(_ context.Context, id string, version int) (courses.Module, error) {
	if version < 1 || version > len(s.versions[id]) {
		return courses.Module{}, courses.ErrNotFound
	}
	return s.versions[id][version-1], nil
}

// names are the keys of a map, in order.
func names[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
