package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/people"
)

type totals struct {
	Learners, Participants, Completed, Points, Submissions, Roll, Registered int
	Rate                                                                     *float64
}

type villageProgress struct {
	Totals   totals
	Statuses map[string]int
	Items    []struct {
		ID, Name, Status string
		Passed, Stuck    []string
	}
	Next *string
}

func (w *world) villageTotals(as who, village string) totals {
	w.Helper()
	return decode[villageProgress](w, w.want(w.get(as, "/villages/"+village+"/progress"), 200, "")).Totals
}

type board struct {
	AsOf  string `json:"as_of"`
	Total int
	Items []struct {
		Rank       int
		ID, Name   string
		Value      float64
		Done, Roll int
	}
	Next *string
}

// done returns the participants that a board shows for a place, -1 if it is not there.
func (w *world) done(path, place string) int {
	w.Helper()
	b := decode[board](w, w.want(w.get(nobody, path), 200, ""))
	for _, row := range b.Items {
		if row.ID == place {
			return row.Done
		}
	}
	return -1
}

func TestANewParticipantShowsInEveryTotalAndOnEveryBoard(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	views := map[string]func() int{
		"the village for its coordinator": func() int { return w.villageTotals(coordinator, village1).Participants },
		"the village for its officer":     func() int { return w.villageTotals(officer, village1).Participants },
		"the ward for its officer": func() int {
			return decode[struct{ Totals totals }](t, w.want(w.get(officer, "/wards/"+ward1+"/progress"), 200, "")).Totals.Participants
		},
	}
	for _, measure := range []string{"rate", "points"} {
		for path, place := range map[string]string{"wards": ward1, "villages": village1, "wards/" + ward1 + "/villages": village1} {
			views["the board "+path+" by "+measure] = func() int { return w.done("/boards/"+path+"?measure="+measure+"&around="+place, place) }
		}
	}
	for name, view := range views {
		w.eventually(name+" shows the participant", func() bool { return view() == 1 })
	}
	if got := w.villageTotals(officer, sibling); got.Participants != 0 || got.Registered != 1 {
		t.Errorf("the sibling village shows %+v", got)
	}
	// Points do not need a roll, a rate does.
	if got := w.done("/boards/wards/"+ward1+"/villages", noRoll); got != -1 {
		t.Error("a village without a roll has a rate")
	}
}

func TestWhoDidNotAgreeIsCountedButNeverNamed(t *testing.T) {
	w := newWorld(t)
	for _, r := range []who{residentA, residentB} {
		w.want(w.post(r, "/submissions", w.submission(0)), 201, "")
	}
	w.settle()
	for _, as := range []who{coordinator, officer} {
		for _, query := range []string{"", "?status=participating", "?limit=1"} {
			got := w.want(w.get(as, "/villages/"+village1+"/progress"+query), 200, "")
			v := decode[villageProgress](t, got)
			if v.Totals.Participants != 2 || v.Totals.Registered != 2 || v.Statuses["participating"] != 2 {
				t.Errorf("%s%s: counts %+v %v", as, query, v.Totals, v.Statuses)
			}
			if len(v.Items) != 1 || v.Items[0].Name != residentNames[0] || v.Next != nil {
				t.Errorf("%s%s: listed %+v", as, query, v.Items)
			}
			if strings.Contains(string(got.body), w.id(residentB)) || strings.Contains(string(got.body), residentNames[1]) {
				t.Errorf("%s%s: who did not agree is named", as, query)
			}
		}
	}
	got := w.want(w.get(manager, "/villages/"+village1+"/progress"), 200, "")
	if v := decode[villageProgress](t, got); len(v.Items) != 0 {
		t.Errorf("a manager gets %+v", v)
	}
	if strings.Contains(string(got.body), residentNames[0]) {
		t.Error("a manager sees a name")
	}
}

func TestWhoAgreedToNeitherListNorStatisticsIsInNoStatus(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentB, "/submissions", w.submission(0)), 201, "") // who agreed to statistics alone
	statuses := func(as who) map[string]int {
		w.settle()
		return decode[villageProgress](t, w.want(w.get(as, "/villages/"+village1+"/progress"), 200, "")).Statuses
	}
	agree := func(list, statistics bool) {
		consent := fields{"account": true, "village_list": list, "statistics": statistics, "certificate": false}
		w.want(w.do(call{method: "PATCH", path: "/me", as: residentB, body: fields{"consent": consent}}), 200, "")
	}
	for _, c := range []struct {
		list, statistics bool
		want             int
	}{{false, true, 1}, {true, false, 1}, {false, false, 0}} {
		agree(c.list, c.statistics)
		for _, as := range []who{coordinator, officer} {
			if got := statuses(as)["participating"]; got != c.want {
				t.Errorf("%s, agreed to the list %v and statistics %v: %d participate, want %d", as, c.list, c.statistics, got, c.want)
			}
		}
	}
	// Where only counts are shown, the list is no reason to be in them.
	agree(true, false)
	manager, err := w.people.Person(t.Context(), w.id(manager))
	w.must(err)
	v, err := w.seen.Village(t.Context(), manager, village1, "", progress.Page{Limit: 1})
	w.must(err)
	if v.Statuses[progress.Participating] != 0 {
		t.Errorf("for a manager %v", v.Statuses)
	}
}

func TestChildrenAreInNoCount(t *testing.T) {
	w := newWorld(t)
	before := w.villageTotals(officer, village1).Registered
	parent, err := w.people.Person(t.Context(), w.id(residentA))
	w.must(err)
	child, err := w.people.AddChild(t.Context(), parent, "Y Bhăm", people.ChildConsent{Guardian: true, Child: true})
	w.must(err)
	login, err := w.people.LoginChild(t.Context(), parent, child.ID, people.Visit{})
	w.must(err)
	w.want(w.do(call{method: "POST", path: "/submissions", header: map[string]string{"Authorization": "Bearer " + login.AccessToken},
		body: w.submission(0)}), 201, "")
	w.settle()
	v := decode[villageProgress](t, w.want(w.get(officer, "/villages/"+village1+"/progress"), 200, ""))
	if v.Totals.Registered != before || v.Totals.Submissions != 0 || v.Statuses["participating"] != 0 {
		t.Errorf("the village shows %+v, %v, registered before %d", v.Totals, v.Statuses, before)
	}
	ward := decode[struct {
		Villages []struct {
			Village struct{ ID string }
			Totals  totals
		}
	}](t, w.want(w.get(officer, "/wards/"+ward1+"/progress"), 200, ""))
	for _, one := range ward.Villages {
		if one.Village.ID == village1 && one.Totals.Registered != before {
			t.Errorf("the ward shows %d in the village, before %d", one.Totals.Registered, before)
		}
	}
}

// Groups of one to four people are told to nobody who may not see the people themselves.
func TestAManagerSeesNoGroupOfFewerThanFive(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	for _, path := range []string{"/villages/" + village1 + "/progress", "/wards/" + ward1 + "/progress", "/province/progress",
		"/province/insights", "/province/insights?ward=" + ward1} {
		got := w.want(w.get(manager, path), 200, "")
		var v any
		w.must(json.Unmarshal(got.body, &v))
		hidden := 0
		if few := smallCounts("", v, &hidden); len(few) > 0 || hidden == 0 {
			t.Errorf("%s shows %v, and hides %d counts", path, few, hidden)
		}
	}
	if got := w.villageTotals(officer, village1).Participants; got != 1 {
		t.Errorf("the officer, who sees the people, gets %d", got)
	}
}

// notPeople are numbers that stand for no people.
var notPeople = []string{"roll", "rate", "adults", "version", "population", "villages",
	"target", "participation", "completion", "no_roll", "none", "few", "tenths", "weekday", "hour"}

// smallCounts lists the counts of one to four people in an answer, and counts those that are null.
func smallCounts(name string, v any, hidden *int) []string {
	var few []string
	switch v := v.(type) {
	case map[string]any:
		for key, one := range v {
			few = append(few, smallCounts(key, one, hidden)...)
		}
	case []any:
		for _, one := range v {
			few = append(few, smallCounts(name, one, hidden)...)
		}
	case nil:
		*hidden++
	case float64:
		if v > 0 && v < 5 && !slices.Contains(notPeople, name) {
			few = append(few, fmt.Sprintf("%s: %v", name, v))
		}
	}
	return few
}

func TestTakingBackTheConsentToStatisticsTakesOneOutOfTheCounts(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.eventually("one participates", func() bool { return w.villageTotals(officer, village1).Participants == 1 })
	consent := fields{"account": true, "village_list": true, "statistics": false, "certificate": false}
	w.want(w.do(call{method: "PATCH", path: "/me", as: residentA, body: fields{"consent": consent}}), 200, "")
	w.eventually("nobody participates", func() bool { return w.villageTotals(officer, village1).Participants == 0 })
	w.eventually("the board says so", func() bool { return w.done("/boards/villages?around="+village1, village1) == 0 })
}

func TestAWithdrawalThatFailedHalfwayIsDoneWhenItIsTriedAgain(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.eventually("one participates", func() bool { return w.villageTotals(officer, village1).Participants == 1 })
	// The consent was stored, and then the counts could not be.
	p, err := w.people.Person(t.Context(), w.id(residentA))
	w.must(err)
	_, err = w.people.Update(t.Context(), p, people.Changes{Consent: &people.Consent{Account: true, VillageList: true}})
	w.must(err)
	consent := fields{"account": true, "village_list": true, "statistics": false, "certificate": false}
	w.want(w.do(call{method: "PATCH", path: "/me", as: residentA, body: fields{"consent": consent}}), 200, "")
	w.must(w.rollup.Flush(t.Context()))
	if got := w.villageTotals(officer, village1).Participants; got != 0 {
		t.Errorf("%d are counted", got)
	}
}

func TestErasingOneselfLeavesNothing(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	id := w.id(residentA)
	if !strings.Contains(w.dump(), id) {
		t.Fatal("the dump does not show the resident at all")
	}
	w.want(w.do(call{method: "DELETE", path: "/me", as: residentA}), 204, "")
	w.eventually("the counts are right", func() bool { return w.villageTotals(officer, village1).Submissions == 0 })
	for table, content := range w.tables() {
		// That somebody was erased stays, under an id that names nobody any more.
		if strings.Contains(content, id) && table != "audit" && table != "erasures" {
			t.Errorf("%s still has the resident's id", table)
		}
		if strings.Contains(content, residentNames[0]) || strings.Contains(content, "901000000") {
			t.Errorf("%s still has the resident's name or phone number", table)
		}
	}
	if tables := w.tables(); !strings.Contains(tables["erasures"], id) || !strings.Contains(tables["audit"], "erased") {
		t.Error("the erasure cannot be proved")
	}
	w.want(w.get(residentA, "/me"), 401, "token_expired")
}

// A thousand phones send twenty submissions over and over: each is stored once and answered alike.
func TestAThousandRacersHaveTwentyEffects(t *testing.T) {
	w := newWorld(t)
	const racers, ids = 1000, 20
	people := []who{residentA, residentB, siblingLives, farLives}
	var sent [ids]fields
	for i := range sent {
		sent[i] = w.submission(i%len(w.modules)).with("id", uuid.NewString())
	}
	var mu sync.Mutex
	statuses := map[int]int{}
	replies := map[string]map[string]bool{} // by submission: what was answered, without the summary, which goes on
	var all sync.WaitGroup
	start, turn := make(chan bool), make(chan bool, 100)
	for i := range racers {
		all.Go(func() {
			<-start
			turn <- true
			defer func() { <-turn }()
			s := sent[i%ids]
			got := w.post(people[i%len(people)], "/submissions", s)
			r := decode[receipt](t, got)
			r.Summary.Submissions, r.Summary.Passed = 0, 0
			mu.Lock()
			defer mu.Unlock()
			statuses[got.status]++
			key := r.Resident + r.ID
			if replies[key] == nil {
				replies[key] = map[string]bool{}
			}
			replies[key][fmt.Sprint(r)] = true
		})
	}
	close(start)
	all.Wait()
	// Each racer of one id is always the same person, since 4 divides 20.
	if statuses[201] != ids || statuses[200] != racers-ids || len(statuses) != 2 {
		t.Errorf("answered %v", statuses)
	}
	if len(replies) != ids {
		t.Errorf("%d submissions were answered", len(replies))
	}
	for id, different := range replies {
		if len(different) != 1 {
			t.Errorf("%s was answered in %d ways: %v", id, len(different), slices.Collect(maps.Keys(different)))
		}
	}
	w.settle()
	if w.stored() != fmt.Sprint(ids) {
		t.Errorf("%s are stored", w.stored())
	}
	if got := w.villageTotals(officer, village1); got.Submissions != ids/2 {
		t.Errorf("the village shows %d submissions", got.Submissions)
	}
}
