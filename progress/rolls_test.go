package progress_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// interrupted lets somebody else do something where the roll that a village has is kept, before it gets another one.
type interrupted struct {
	*sqlite.Store
	meanwhile func()
}

func (b *interrupted) PutRolls(ctx context.Context, list []places.RollVersion) error {
	if do := b.meanwhile; do != nil {
		b.meanwhile = nil
		do()
	}
	return b.Store.PutRolls(ctx, list)
}

// rolling is a settlement in which two more rolls of the first village are declared, 20 and 30 adults, and one of 40 of the second.
type rolling struct {
	settlement
	officer people.Person
}

func newRolling(t *testing.T) rolling {
	t.Helper()
	s := newSettlement(t)
	r := places.RollVersion{Village: village1, Version: 2, Adults: 20, Day: "2026-11-02", At: at(2)}
	list := []places.RollVersion{r, r, r}
	list[1].Version, list[1].Adults = 3, 30
	list[2].Village, list[2].Adults = village2, 40
	if err := s.store.PutRolls(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	return rolling{s, people.Person{ID: uuid.NewString(), Name: "Cán bộ mẫu", Appointments: []people.Appointment{{Role: people.Officer, Ward: "00001"}}}}
}

// approve approves versions of the two villages, 0 for none, while somebody else does something.
func (r rolling) approve(first, second int, meanwhile func()) error {
	r.t.Helper()
	var refs []progress.RollRef
	for i, version := range []int{first, second} {
		if version > 0 {
			refs = append(refs, progress.RollRef{Village: []string{village1, village2}[i], Version: version})
		}
	}
	rolls := progress.NewRolls(progress.RollConfig{Store: &interrupted{r.store, meanwhile}, Places: r.store, Now: func() time.Time { return at(90) },
		People:  r.people(newDying(r.store, forever), r.rollup(r.stores())),
		Changed: func(context.Context, []string) error { return nil }})
	return rolls.Approve(r.t.Context(), r.officer, "00001", refs)
}

// changing are the operations of a command, while somebody else does something.
func (r rolling) changing(meanwhile func()) *progress.Villages {
	r.t.Helper()
	rollup := r.rollup(r.stores())
	return progress.NewVillages(progress.VillageConfig{Store: r.store, Rolls: &interrupted{r.store, meanwhile}, Rollup: rollup,
		People: r.people(newDying(r.store, forever), rollup), Now: func() time.Time { return at(100) },
		Reload: func(context.Context) (*places.Directory, error) { return r.reload(), nil },
		Known:  func(context.Context) error { return nil }})
}

func (r rolling) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r rolling) record(id string) places.Village {
	r.t.Helper()
	v, err := r.reload().Record(id)
	r.must(err)
	return v
}

func TestApprovingARollUndoesNothingThatWasDoneMeanwhile(t *testing.T) {
	t.Run("merged", func(t *testing.T) {
		r := newRolling(t)
		err := r.approve(2, 0, func() {
			_, _, err := r.changing(nil).Merge(t.Context(), village1, village2)
			r.must(err)
		})
		from, into := r.record(village1), r.record(village2)
		if !errors.Is(err, places.ErrChanged) || !from.Closed() || from.Roll != nil || into.Adults() != 20 || len(into.Absorbed) != 1 {
			t.Errorf("%v: %+v was merged into %+v", err, from, into)
		}
		if err := r.approve(2, 0, nil); !errors.Is(err, places.ErrNotFound) {
			t.Errorf("once more: %v", err)
		}
	})
	t.Run("renamed", func(t *testing.T) {
		r := newRolling(t)
		err := r.approve(2, 0, func() {
			_, err := r.changing(nil).Rename(t.Context(), village1, "Buôn Mới")
			r.must(err)
		})
		if v := r.record(village1); !errors.Is(err, places.ErrChanged) || v.Name != "Buôn Mới" || v.Adults() != 10 {
			t.Errorf("%v: %+v", err, v)
		}
		r.must(r.approve(2, 0, nil))
		if v := r.record(village1); v.Name != "Buôn Mới" || v.Adults() != 20 {
			t.Errorf("once more: %+v", v)
		}
	})
	t.Run("another roll approved", func(t *testing.T) {
		r := newRolling(t)
		err := r.approve(2, 0, func() { r.must(r.approve(3, 0, nil)) })
		if v := r.record(village1); !errors.Is(err, places.ErrChanged) || v.Adults() != 30 || v.Roll.Version != 3 {
			t.Errorf("%v: %+v", err, v.Roll)
		}
		if err := r.approve(2, 0, nil); !errors.Is(err, places.ErrRollSuperseded) {
			t.Errorf("once more: %v", err)
		}
	})
}

func TestAVillageThatIsChangedKeepsARollThatWasApprovedMeanwhile(t *testing.T) {
	t.Run("merged", func(t *testing.T) {
		r := newRolling(t)
		_, _, err := r.changing(func() { r.must(r.approve(0, 2, nil)) }).Merge(t.Context(), village1, village2)
		if v := r.record(village2); !errors.Is(err, places.ErrChanged) || v.Adults() != 40 {
			t.Errorf("%v: %+v", err, v.Roll)
		}
		_, _, err = r.changing(nil).Merge(t.Context(), village1, village2)
		r.must(err)
		if v := r.record(village2); v.Adults() != 50 || v.Roll.Version != 3 {
			t.Errorf("once more: %+v", v.Roll)
		}
	})
	t.Run("split", func(t *testing.T) {
		r := newRolling(t)
		split := progress.Split{Name: "Buôn Mới", Kind: places.Buon, Adults: 5}
		_, _, _, err := r.changing(func() { r.must(r.approve(0, 2, nil)) }).Split(t.Context(), village2, split)
		if v := r.record(village2); !errors.Is(err, places.ErrChanged) || v.Adults() != 40 {
			t.Errorf("%v: %+v", err, v.Roll)
		}
		from, off, _, err := r.changing(nil).Split(t.Context(), village2, split)
		r.must(err)
		if from.Adults() != 35 || off.Adults() != 5 {
			t.Errorf("once more: %+v and %+v", from.Roll, off.Roll)
		}
	})
}
