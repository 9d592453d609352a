package progress_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

func TestUndoingAListLeavesWhatWasDoneSinceAndSaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(l listing, plan places.VillagePlan) string
		why       places.LeftReason
	}{
		"somebody registered": {func(l listing, p places.VillagePlan) string { return l.resident(p.Add[0].ID).Village }, places.LeftInhabited},
		"a team was appointed": {func(l listing, p places.VillagePlan) string {
			c := people.Person{ID: uuid.NewString(), Name: "Tổ mẫu", Appointments: []people.Appointment{{Role: people.Coordinator, Village: p.Add[0].ID}}}
			l.must(l.store.AddPeople(context.Background(), []people.Person{c}))
			return p.Add[0].ID
		}, places.LeftInhabited},
		"a roll was declared": {func(l listing, p places.VillagePlan) string {
			l.must(l.store.PutRolls(context.Background(), []places.RollVersion{{Village: p.Add[0].ID, Version: 1, Adults: 20, Day: "2026-11-02", At: at(2)}}))
			return p.Add[0].ID
		}, places.LeftRoll},
		"a new one was renamed": {func(l listing, p places.VillagePlan) string {
			l.must(put(l.villages(forever).Rename(context.Background(), p.Add[0].ID, "Thôn Chín")))
			return p.Add[0].ID
		}, places.LeftChanged},
		"a new one was merged": {func(l listing, p places.VillagePlan) string {
			l.must(put2(l.villages(forever).Merge(context.Background(), p.Add[0].ID, l.fourth.ID)))
			return p.Add[0].ID
		}, places.LeftChanged},
		"a new one was split": {func(l listing, p places.VillagePlan) string {
			_, _, _, err := l.villages(forever).Split(context.Background(), p.Add[0].ID, progress.Split{Name: "Thôn Chín", Kind: places.Thon})
			l.must(err)
			return p.Add[0].ID
		}, places.LeftChanged},
		"another one was merged into a renamed one": {func(l listing, _ places.VillagePlan) string {
			l.must(put2(l.villages(forever).Merge(context.Background(), l.fourth.ID, l.third.ID)))
			return l.third.ID
		}, places.LeftChanged},
		"a renamed one was merged": {func(l listing, _ places.VillagePlan) string {
			l.must(put2(l.villages(forever).Merge(context.Background(), l.third.ID, l.fourth.ID)))
			return l.third.ID
		}, places.LeftChanged},
		"a renamed one was split": {func(l listing, _ places.VillagePlan) string {
			_, _, _, err := l.villages(forever).Split(context.Background(), l.third.ID, progress.Split{Name: "Thôn Chín", Kind: places.Thon})
			l.must(err)
			return l.third.ID
		}, places.LeftChanged},
		"a renamed one was renamed": {func(l listing, _ places.VillagePlan) string {
			l.must(put(l.villages(forever).Rename(context.Background(), l.third.ID, "Thôn Chín")))
			return l.third.ID
		}, places.LeftChanged},
		"a table gave a new one another name": {func(l listing, p places.VillagePlan) string {
			v := p.Add[0]
			v.Name = "Thôn Chín"
			l.must(l.store.PutVillages(context.Background(), []places.Village{v}))
			return v.ID
		}, places.LeftChanged},
		"a table gave a renamed one another name": {func(l listing, _ places.VillagePlan) string {
			v := l.third
			v.Name = "Thôn Chín"
			l.must(l.store.PutVillages(context.Background(), []places.Village{v}))
			return v.ID
		}, places.LeftChanged},
		"the former name was given to another": {func(l listing, _ places.VillagePlan) string {
			l.must(put(l.villages(forever).Add(context.Background(), "00001", "thôn ba", places.Thon)))
			return l.third.ID
		}, places.LeftNameTaken},
	} {
		t.Run(name, func(t *testing.T) {
			l := newListing(t)
			plan, id := l.take(l.entries)
			left := c.meanwhile(l, plan)
			l.reload()
			was, err := l.ref.Directory.Record(left)
			l.must(err)
			for round := range 2 {
				u := l.undo(id)
				if undone := len(u.Dropped) + len(u.Renamed); undone != []int{len(l.entries) - 1, 0}[round] || !reflect.DeepEqual(why(u), map[string]places.LeftReason{left: c.why}) {
					t.Errorf("%+v", u)
				}
			}
			l.reload()
			if now, err := l.ref.Directory.Record(left); err != nil || !reflect.DeepEqual(now, was) {
				t.Errorf("%+v became %+v", was, now)
			}
			l.start()
		})
	}
}

func TestWhoRegistersInAVillageThatIsBeingDroppedFindsItOpenAgain(t *testing.T) {
	l := newListing(t)
	plan, id := l.take(l.entries)
	l.undo(id)
	late := l.resident(plan.Add[0].ID) // on a server that did not know yet
	m := l.villages(forever)
	l.reload()
	l.must(m.Settle(t.Context(), l.ref.Directory.Closed(), l.ref.Directory))
	l.reload()
	if v, err := l.ref.Directory.Village(late.Village); err != nil || v.ID != late.Village {
		t.Errorf("they live nowhere: %v, %v", v, err)
	}
	if u := l.undo(id); len(u.Dropped) > 0 || len(u.Left) != 1 || u.Left[0].Village.ID != late.Village {
		t.Errorf("once more: %+v", u)
	}
}

// Whose number another one was given first was not added by the list, whatever the log says.
func TestAVillageThatSomebodyElseAddedMeanwhileIsNotDropped(t *testing.T) {
	l := newListing(t)
	cfg := l.villagesConfig(forever)
	cfg.Store = racing{cfg.Store, func(v places.Village) { // another server is given the same number for the same village
		l.must(put(l.villages(forever).Add(t.Context(), v.Ward, v.Name, v.Kind)))
	}}
	if _, _, err := progress.NewVillages(cfg).Import(t.Context(), "00001", l.entries); !errors.Is(err, places.ErrChanged) {
		t.Fatal(err)
	}
	lists := l.lists()
	if len(lists) != 1 {
		t.Fatalf("%+v", lists)
	}
	if u := l.undo(lists[0].ID); len(u.Dropped) > 0 || len(u.Renamed) != 3 || len(u.Left) != 1 {
		t.Errorf("%+v", u)
	}
}

// Two at once would each go by villages that the other one changes.
func TestAListIsNeitherTakenInNorUndoneWhileAnotherServerDoes(t *testing.T) {
	l := newListing(t)
	_, id := l.take(l.entries)
	l.leases = heldLeases{}
	if _, _, err := l.villages(forever).Import(t.Context(), "00001", []places.VillageEntry{{Row: 2, Name: "Thôn Chín"}}); !errors.Is(err, places.ErrChanged) {
		t.Errorf("an import: %v", err)
	}
	if _, err := l.villages(forever).UndoImport(t.Context(), "00001", id, false); !errors.Is(err, places.ErrChanged) {
		t.Errorf("an undoing: %v", err)
	}
	l.leases = nil
	if u := l.undo(id); len(u.Dropped) != 2 || len(l.lists()) != 1 {
		t.Errorf("after it: %+v", u)
	}
}

// heldLeases are held by another server.
type heldLeases struct{}

func (heldLeases) Claim(context.Context, string, []string, time.Time, time.Time) ([]string, error) {
	return nil, nil
}

func (heldLeases) Release(context.Context, string, []string) error { return nil }

// racing lets somebody else do something right before a village is added.
type racing struct {
	places.Store
	meanwhile func(places.Village)
}

func (r racing) AddVillage(ctx context.Context, v places.Village) error {
	r.meanwhile(v)
	return r.Store.AddVillage(ctx, v)
}

func TestAVillageWhoseRollWasWithdrawnIsDroppedAsOneThatNeverHadAny(t *testing.T) {
	l := newListing(t)
	plan, id := l.take(l.entries)
	r := places.RollVersion{Village: plan.Add[0].ID, Version: 1, Adults: 20, Day: "2026-11-02", At: at(2), WithdrawnBy: "o1", WithdrawnAt: at(3)}
	l.must(l.store.PutRolls(t.Context(), []places.RollVersion{r}))
	if u := l.undo(id); len(u.Dropped) != 2 || len(u.Left) > 0 {
		t.Errorf("%+v", u)
	}
}
