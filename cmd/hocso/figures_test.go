package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/internal/longtest"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// asked is one answer of the program, and what of the fold it must say.
type asked struct {
	what string
	path string // below /api/v1
	as   string // person id; empty for nobody
	want any    // an object, or the rows of a table
	turn func(answer object) object
}

// figuresOfProvince are all answers about the province.
func (p variedProvince) figuresOfProvince(f truth, today day.Day) []asked {
	shown, manager := f.main(today, true), p.staff["manager "]
	list := []asked{{what: "province", path: "/province/progress", as: manager, want: shown.provincePage()}}
	for _, c := range f.ref.In(places.Province) {
		l := look{f, c, true, today}
		list = append(list, asked{what: "room", path: "/province/insights?campaign=" + c.ID, as: manager, want: l.roomPage(places.Province)})
		list = append(list, l.boards("/boards/wards", "")...)
		list = append(list, l.boards("/boards/villages", places.Province)...)
	}
	list = append(list, tables("/province/export", "wards", manager, shown.wardsTable())...)
	list = append(list, tables("/province/export", "villages", manager, shown.villagesTable(places.Province))...)
	list = append(list, tables("/province/export", "days", manager, shown.daysTable(places.Province))...)
	return append(list, tables("/province/export", "modules", manager, shown.modulesTable(places.Province))...)
}

// figuresOfWard are all answers about a ward, with or without its boards, which are many.
func (p variedProvince) figuresOfWard(f truth, today day.Day, w places.Ward, boards bool) []asked {
	shown, own := f.main(today, true), f.main(today, false)
	manager, officer, at := p.staff["manager "+w.Code], p.staff["officer "+w.Code], "/wards/"+w.Code
	list := []asked{
		{what: "desk, counts only", path: at + "/progress", as: manager, want: shown.wardPage(w)},
		{what: "desk", path: at + "/progress", as: officer, want: own.wardPage(w)},
		{what: "report of this week", path: at + "/week", as: officer, want: own.weekPage(w, today)},
		{what: "report of last week", path: at + "/week?day=" + string(today.Add(-7)), as: officer, want: own.weekPage(w, today.Add(-7))},
		{what: "days of villages", path: at + "/trends", as: officer, want: own.trendsPage(w)},
		{what: "reviews", path: "/reviews?ward=" + w.Code, as: officer, want: f.reviewsPage(w, today)},
	}
	for _, c := range f.ref.In(w.Code) {
		l := look{f, c, true, today}
		list = append(list, asked{what: "room", path: "/province/insights?campaign=" + c.ID + "&ward=" + w.Code, as: manager, want: l.roomPage(w.Code)})
		if boards && (c.ID == f.ref.Campaign.ID || w.Code == variedWard) {
			list = append(list, l.boards("/boards"+at+"/villages", w.Code)...)
		}
	}
	for who, l := range map[string]look{manager: shown, officer: own} {
		list = append(list, tables(at+"/export", "villages", who, l.villagesTable(w.Code))...)
		list = append(list, tables(at+"/export", "days", who, l.daysTable(w.Code))...)
		list = append(list, tables(at+"/export", "modules", who, l.modulesTable(w.Code))...)
	}
	return append(list, tables(at+"/export", "rolls", officer, own.rollsTable(w))...)
}

// figuresOfVillage are all answers about a village.
func (p variedProvince) figuresOfVillage(f truth, today day.Day, v places.Village) []asked {
	shown, own, at := f.main(today, true), f.main(today, false), "/villages/"+v.ID
	manager, coordinator := p.staff["manager "+v.Ward], p.staff["coordinator "+v.ID]
	list := []asked{
		{what: "village, counts only", path: at + "/progress", as: manager, want: shown.villagePage(v), turn: byID},
		{what: "village", path: at + "/progress?limit=100", as: coordinator, want: own.villagePage(v), turn: byID},
		{what: "roster", path: at + "/roster", as: coordinator, want: own.rosterPage(v), turn: byID},
		{what: "visits", path: at + "/visits", as: coordinator, want: own.visitsPage(v), turn: byReason},
	}
	for _, p := range f.residents[v.ID][:min(3, len(f.residents[v.ID]))] {
		list = append(list, asked{what: "own progress", path: "/me/progress", as: p.ID, want: own.ownProgress(p)})
	}
	list = append(list, p.figuresOfMeetings(v)...)
	list = append(list, tables(at+"/export", "statuses", coordinator, own.statusesTable(v))...)
	list = append(list, tables(at+"/export", "days", coordinator, own.daysTable(v.ID))...)
	list = append(list, tables(at+"/export", "modules", coordinator, own.modulesTable(v.ID))...)
	return append(list, tables("POST "+at+"/residents/export", "progress", coordinator, own.learnersTable(v))...)
}

// boards are all views of a board.
func (l look) boards(path, place string) []asked {
	var list []asked
	for _, measure := range l.campaign.Ranked() {
		for _, window := range campaign.Windows {
			v := campaign.View{Measure: measure, Window: window}
			if l.campaign.Check(v, place != "") != nil {
				continue
			}
			for _, which := range []string{"ranked", "apart"} {
				list = append(list, asked{what: "board", path: fmt.Sprintf("%s?limit=100&campaign=%s&measure=%s&window=%s&list=%s", path, l.campaign.ID, measure, window, which),
					want: l.boardPage(place, v, which == "apart")})
			}
		}
	}
	return list
}

// tables are a table in both formats.
func tables(path, table, as string, rows [][]any) []asked {
	return []asked{{what: table, path: path + "?table=" + table + "&format=csv", as: as, want: rows}, {what: table, path: path + "?table=" + table + "&format=xlsx", as: as, want: rows}}
}

// sample is how much of the province is asked about: each so many-th ward, the boards of each so many-th, so many villages of each.
type sample struct{ wards, boards, villages int }

// all compares every answer about the province and about a sample of its wards and villages. Whoever asks over midnight asks again.
func (p variedProvince) all(t *testing.T, server *process, f truth, s sample) *figureCheck {
	t.Helper()
	keys, err := loadKeys(p.dir, "", nil)
	must(t, err)
	for {
		c := &figureCheck{server: server, keys: keys, tokens: map[string]string{}, kept: map[string]json.RawMessage{}}
		today := day.Of(time.Now())
		c.check(p.figuresOfProvince(f, today))
		for i, w := range f.ref.Directory.Wards() {
			if i%s.wards > 0 && w.Code != variedWard {
				continue
			}
			c.check(p.figuresOfWard(f, today, w, i%s.boards == 0 || w.Code == variedWard))
			c.tokens = map[string]string{} // they do not last
			own := slices.DeleteFunc(slices.Clone(f.villagesOf(w.Code)), func(v places.Village) bool { return p.staff["coordinator "+v.ID] == "" })
			for j := range min(s.villages, len(own)) {
				c.enough = j > 0
				c.check(p.figuresOfVillage(f, today, own[(i+j)%len(own)]))
			}
			c.enough = false
		}
		if day.Of(time.Now()) == today {
			return c
		}
	}
}

// TestEveryFigureOfEveryPageFollowsFromTheSubmissions folds the submissions of a whole province, as hocso verify does, and compares
// every figure that the program answers about it with the fold.
func TestEveryFigureOfEveryPageFollowsFromTheSubmissions(t *testing.T) {
	began := time.Now()
	p := loadVariedProvince(t, wholeProvince())
	t.Logf("loaded in %v", time.Since(began))
	server := p.serve(t)
	t.Log(server.verify())
	f := readTruth(t, p.dir)
	t.Logf("served and folded after %v", time.Since(began))
	c := p.all(t, server, f, sample{1, longtest.Figure(20, 1), longtest.Figure(1, p.shape.villages)})
	if len(c.faults) > 0 {
		t.Error(c.some())
	}
	c.check(p.figuresOfVillage(f, day.Of(time.Now()), f.villagesOf(p.own())[0]))
	script(t, server, "e2e/figures.mjs", "HOCSO_ANSWERS="+c.keep(t), "HOCSO_OWN="+p.own())
	settled := p.settle(t, server, f, "dot-mot")
	if len(settled.faults) > 0 {
		t.Error(settled.some())
	}
	longtest.Report(t, 5, c.figures+settled.figures, "figures of pages, exports and answers compared with the fold of the submissions", "all are the fold's")
	t.Logf("in %v", time.Since(began))
}

// serve counts the province and serves it.
func (p variedProvince) serve(t *testing.T) *process {
	t.Helper()
	flags := []string{"--data=" + p.dir}
	if out, err := (&process{t: t, flags: flags}).command("rebuild"); err != nil {
		t.Fatal(out, err)
	}
	return serve(t, flags, "--demo")
}

// TestOneWrongTotalIsSeen gives a village one learner and one participant too many in the store: the pages about it must differ from
// the fold, as they must if the program counts wrongly.
func TestOneWrongTotalIsSeen(t *testing.T) {
	p := loadVariedProvince(t, variedShape{villages: 204, residents: 4000, each: 3, learners: [8]int{0, 1, 4, 6, 3, 0, 5, 19}})
	f := readTruth(t, p.dir)
	server := p.serve(t)
	if c := p.all(t, server, f, sample{25, 50, 1}); len(c.faults) > 0 {
		t.Fatalf("before: %s", c.some())
	}
	wrong := p.villages[102] // of the first ward; many learn there
	must(t, p.falsify(t, wrong.ID, f.ref.Campaign.ID))
	found := map[string]bool{}
	c := p.all(t, server, f, sample{25, 50, 1})
	for _, fault := range c.faults {
		what, _, _ := strings.Cut(fault, ", ")
		found[what] = true
	}
	for _, what := range []string{"desk", "room", "villages", "report of this week"} {
		if !found[what] {
			t.Errorf("nothing is wrong with %s", what)
		}
	}
	t.Logf("found: %s", c.some())
}

func (p variedProvince) falsify(t *testing.T, village, id string) error {
	store, err := sqlite.Open(t.Context(), p.dir)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	stored, err := store.Totals(t.Context(), []string{village})
	if err != nil {
		return err
	}
	wrong, today := stored[village], day.Of(time.Now())
	n := wrong.Campaigns[id]
	n.Learners, n.Participants = n.Learners+1, n.Participants+1
	n.Days[today] = progress.Reached{Participants: n.Days[today].Participants + 1}
	wrong.Campaigns[id] = n
	wrong.Learners++
	_, err = store.PutTotals(t.Context(), []progress.Totals{wrong})
	return err
}
