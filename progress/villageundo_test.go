package progress_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"hocso/internal/longtest"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// listing is a ward with a list of its villages: two swap their names, one gives its name to a new one, and two more are new.
type listing struct {
	settlement
	third, fourth places.Village
	before        []places.Village
	entries       []places.VillageEntry
}

func newListing(t *testing.T) listing {
	t.Helper()
	l := listing{settlement: newSettlement(t)}
	m := l.villages(forever)
	var err error
	if l.third, err = m.Add(t.Context(), "00001", "Thôn Ba", places.Thon); err != nil {
		t.Fatal(err)
	}
	if l.fourth, err = m.Add(t.Context(), "00001", "Thôn Bốn", places.Thon); err != nil {
		t.Fatal(err)
	}
	l.reload()
	one, _ := l.ref.Directory.Record(village1)
	two, _ := l.ref.Directory.Record(village2)
	one.Name, two.Name = "Thôn Một", "Thôn Hai"
	l.must(l.store.PutVillages(t.Context(), []places.Village{one, two}))
	l.before = l.records()
	l.entries = []places.VillageEntry{{Row: 2, ID: l.third.ID, Name: "Thôn Năm"}, {Row: 3, ID: village1, Name: two.Name},
		{Row: 4, ID: village2, Name: one.Name}, {Row: 5, Name: "Thôn Mới"}, {Row: 6, Name: "Buôn Mới"}}
	return l
}

// records are all villages as they are stored.
func (l listing) records() []places.Village {
	l.t.Helper()
	all, err := l.store.Villages(context.Background())
	if err != nil {
		l.t.Fatal(err)
	}
	l.reload()
	return all
}

// open are the villages of before as they are now, and those that are open besides.
func (l listing) open() (same bool, others []string) {
	l.t.Helper()
	var now []places.Village
	for _, v := range l.records() {
		if slices.ContainsFunc(l.before, func(o places.Village) bool { return o.ID == v.ID }) {
			now = append(now, v)
		} else if !v.Closed() {
			others = append(others, v.ID)
		}
	}
	return reflect.DeepEqual(now, l.before), others
}

func (l listing) take(entries []places.VillageEntry) (places.VillagePlan, uuid.UUID) {
	l.t.Helper()
	plan, id, err := l.villages(forever).Import(context.Background(), "00001", entries)
	if err != nil || len(plan.Faults) > 0 {
		l.t.Fatalf("%+v, %v", plan.Faults, err)
	}
	return plan, id
}

func (l listing) undo(id uuid.UUID) progress.VillageUndo {
	l.t.Helper()
	would, err := l.villages(0).UndoImport(context.Background(), "00001", id, true)
	if err != nil {
		l.t.Fatal(err)
	}
	did, err := l.villages(forever).UndoImport(context.Background(), "00001", id, false)
	if err != nil || !reflect.DeepEqual(did, would) {
		l.t.Fatalf("%+v, %v; a look said %+v", did, err, would)
	}
	return did
}

// lists are the imports of the ward that can be undone.
func (l listing) lists() []progress.VillageImport {
	l.t.Helper()
	list, err := l.villages(forever).Imports(context.Background(), "00001")
	if err != nil {
		l.t.Fatal(err)
	}
	return list
}

func why(u progress.VillageUndo) map[string]places.LeftReason {
	reasons := map[string]places.LeftReason{}
	for _, left := range u.Left {
		reasons[left.Village.ID] = left.Why
	}
	return reasons
}

func TestUndoingAListGivesBackTheVillagesOfBefore(t *testing.T) {
	l := newListing(t)
	plan, id := l.take(l.entries)
	if same, others := l.open(); same || len(others) != 2 {
		t.Fatalf("the list did nothing: %v", others)
	}
	u := l.undo(id)
	if same, others := l.open(); !same || len(others) > 0 || len(u.Dropped) != 2 || len(u.Renamed) != 3 || len(u.Left) > 0 {
		t.Errorf("%+v, open besides: %v", u, others)
	}
	lines := l.audited(people.ActionVillageRetired) + l.audited(people.ActionVillageRenamed) + l.audited(people.ActionVillageListUndone)
	if again := l.undo(id); len(again.Dropped)+len(again.Renamed)+len(again.Left) > 0 {
		t.Errorf("once more: %+v", again)
	}
	if n := l.audited(people.ActionVillageRetired) + l.audited(people.ActionVillageRenamed) + l.audited(people.ActionVillageListUndone); n != lines || n != 2+3+3+1 {
		t.Errorf("%d lines in the log, and %d after nothing was done", lines, n)
	}
	mended, _ := l.take(l.entries) // as a mended list is taken in, under new numbers
	if len(mended.Add) != 2 || mended.Add[0].ID <= plan.Add[1].ID || len(mended.Rename) != 3 {
		t.Errorf("the mended list: %+v", mended)
	}
	l.start()
}

// Whatever a list says, wherever taking it in and undoing it are broken off, and whoever registers in a new village in between, the
// villages are those of before once all its imports are undone, and nobody is lost.
func TestUndoingAnyListBrokenOffAnywhereGivesBackTheVillagesOfBefore(t *testing.T) {
	set(t, "rapid.checks", strconv.Itoa(longtest.Figure(20, 400)))
	broken, inhabited := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		l := newListing(t)
		entries := l.drawList(r)
		if _, _, err := l.villages(rapid.IntRange(0, 12).Draw(r, "stored")).Import(t.Context(), "00001", entries); err != nil {
			broken++
		}
		_, _, err := l.villages(forever).Import(t.Context(), "00001", entries)
		if err != nil {
			r.Fatal(err)
		}
		_, added := l.open()
		var home places.Village
		if len(added) > 0 && rapid.Bool().Draw(r, "somebody registers") {
			home, _ = l.ref.Directory.Record(rapid.SampledFrom(added).Draw(r, "where"))
			l.resident(home.ID)
			inhabited++
		}
		lists := l.lists()
		for i, one := range lists {
			if rapid.Bool().Draw(r, "broken off") {
				if _, err := l.villages(rapid.IntRange(0, 8).Draw(r, "undone")).UndoImport(t.Context(), "00001", one.ID, false); err != nil {
					broken++
					if l.lists()[i].Undone {
						r.Fatal("what was broken off counts as undone")
					}
				}
			}
			l.undo(one.ID)
		}
		same, others := l.open()
		switch {
		case home.ID == "" && (!same || len(others) > 0):
			r.Fatalf("%+v of %+v; open besides: %v", l.records(), entries, others)
		case home.ID != "" && !slices.Equal(others, []string{home.ID}):
			r.Fatalf("open besides: %v, somebody lives in %s", others, home.ID)
		}
		if now, err := l.ref.Directory.Record(home.ID); home.ID != "" && (err != nil || !reflect.DeepEqual(now, home)) {
			r.Fatalf("%+v became %+v", home, now)
		}
		for _, v := range l.ref.Directory.VillagesOf("00001") {
			if o, _ := l.ref.Directory.Named("00001", v.Name); o.ID != v.ID {
				r.Fatalf("%s and %s are both called %s", o.ID, v.ID, v.Name)
			}
		}
	})
	longtest.Report(t, 5, broken, "lists and their undoings broken off", "%d with somebody in a new village", inhabited)
	if broken < 5 || inhabited < 3 {
		t.Errorf("only %d broken off, %d with somebody in a new village", broken, inhabited)
	}
}

// drawList draws a list in which the villages of the ward pass their names round, take new ones and give them to new villages.
func (l listing) drawList(r *rapid.T) (entries []places.VillageEntry) {
	ids := []string{village1, village2, l.third.ID, l.fourth.ID}
	names := []string{"Thôn Năm", "Thôn Sáu", "Buôn Bảy", "Buôn Tám"}
	for _, id := range ids {
		v, _ := l.ref.Directory.Record(id)
		names = append(names, v.Name)
	}
	names = rapid.Permutation(names).Draw(r, "names")
	for i, id := range ids {
		entries = append(entries, places.VillageEntry{Row: i + 2, ID: id, Name: names[i]})
	}
	for i, name := range names[4:rapid.IntRange(4, 8).Draw(r, "new ones")] {
		// A row without an id is about the village that has the name now, whatever another row makes of it.
		if _, there := l.ref.Directory.Named("00001", name); !there {
			entries = append(entries, places.VillageEntry{Row: i + 9, Name: name})
		}
	}
	return entries
}

func (l listing) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// A name that stays with a new village in which people live is given back to nobody, nor the one that would be free by it.
func TestANameThatStaysWithANewVillageKeepsAllThatWaitForIt(t *testing.T) {
	l := newListing(t)
	first := []places.VillageEntry{{Row: 2, ID: l.third.ID, Name: "Thôn Năm"}}
	_, one := l.take(first)
	plan, two := l.take([]places.VillageEntry{{Row: 2, ID: l.fourth.ID, Name: "Thôn Sáu"}, {Row: 3, Name: "Thôn Ba"}})
	l.resident(plan.Add[0].ID)
	if u := l.undo(one); !reflect.DeepEqual(why(u), map[string]places.LeftReason{l.third.ID: places.LeftNameTaken}) {
		t.Errorf("%+v", u)
	}
	if u := l.undo(two); len(u.Renamed) != 1 || !reflect.DeepEqual(why(u), map[string]places.LeftReason{plan.Add[0].ID: places.LeftInhabited}) {
		t.Errorf("%+v", u)
	}
}

func TestListsAreUndoneFromTheLastOneOn(t *testing.T) {
	l := newListing(t)
	_, one := l.take(l.entries)
	_, two := l.take([]places.VillageEntry{{Row: 2, ID: l.third.ID, Name: "Thôn Chín"}})
	if u := l.undo(one); !reflect.DeepEqual(why(u), map[string]places.LeftReason{l.third.ID: places.LeftChanged}) {
		t.Errorf("what a later list renamed: %+v", u)
	}
	if u := l.undo(two); len(u.Renamed) != 1 {
		t.Errorf("the later list: %+v", u)
	}
	if u := l.undo(one); len(u.Renamed) != 1 || len(u.Left) > 0 {
		t.Errorf("the earlier one, then: %+v", u)
	}
	if same, others := l.open(); !same || len(others) > 0 {
		t.Errorf("other villages than before, open besides: %v", others)
	}
	_, three := l.take(l.entries[:3])
	if u := l.undo(one); len(u.Renamed) > 0 {
		t.Errorf("asked for late, it undoes what another list does: %+v", u)
	}
	l.undo(three)
	if same, _ := l.open(); !same {
		t.Error("other villages than before")
	}
}

// The log has a line about a village before it is stored, so that what was broken off names some that another list then added.
func TestUndoingAListThatWasBrokenOffDropsNothingThatAnotherOneAdded(t *testing.T) {
	for after := range 12 {
		l := newListing(t)
		if _, _, err := l.villages(after).Import(t.Context(), "00001", l.entries); err == nil {
			break
		}
		_, stored := l.open()
		plan, _ := l.take(l.entries)
		first := l.lists()
		if u := l.undo(first[len(first)-1].ID); len(first) == 2 && (len(u.Dropped) != len(stored) || len(plan.Add)+len(stored) != 2) {
			t.Errorf("after %d writes: %v were stored, and %+v", after, stored, u)
		}
	}
}

func TestAListIsUndoneWithinADayByTheWardItself(t *testing.T) {
	l := newListing(t)
	_, id := l.take(l.entries)
	w := progress.NewWardVillages(l.villages(forever))
	if _, err := w.UndoImport(t.Context(), officerOfOne, "00002", id, false); !errors.Is(err, progress.ErrForbidden) {
		t.Errorf("in another ward: %v", err)
	}
	elsewhere := people.Person{ID: "o2", Appointments: []people.Appointment{{Role: people.Officer, Ward: "00002"}}}
	for _, dryRun := range []bool{true, false} {
		if _, err := w.UndoImport(t.Context(), elsewhere, "00002", id, dryRun); !errors.Is(err, people.ErrTooLate) {
			t.Errorf("under another ward: %v", err)
		}
		if _, err := w.UndoImport(t.Context(), officerOfOne, "00001", uuid.New(), dryRun); !errors.Is(err, people.ErrTooLate) {
			t.Errorf("one that there never was: %v", err)
		}
	}
	if list, err := w.Imports(t.Context(), officerOfOne, "00001"); err != nil || len(list) != 1 || list[0].ID != id || list[0].Undone || len(list[0].Made) != 5 {
		t.Errorf("%+v, %v", list, err)
	}
	l.now = l.now.Add(people.UndoTime + time.Second)
	if _, err := w.UndoImport(t.Context(), officerOfOne, "00001", id, false); !errors.Is(err, people.ErrTooLate) {
		t.Errorf("after a day: %v", err)
	}
	if list, err := w.Imports(t.Context(), officerOfOne, "00001"); err != nil || len(list) > 0 {
		t.Errorf("%+v, %v", list, err)
	}
	l.now = l.now.Add(-time.Minute)
	if u, err := w.UndoImport(t.Context(), officerOfOne, "00001", id, false); err != nil || len(u.Dropped) != 2 {
		t.Errorf("just before: %+v, %v", u, err)
	}
	if list, err := w.Imports(t.Context(), officerOfOne, "00001"); err != nil || len(list) != 1 || !list[0].Undone {
		t.Errorf("%+v, %v", list, err)
	}
}
