package progress_test

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/places"
)

// dyingRolls dies at declarations and withdrawals, too.
type dyingRolls struct{ dying }

func (d dyingRolls) PutRolls(ctx context.Context, list []places.RollVersion) error {
	return d.write(func() error { return d.Store.PutRolls(ctx, list) })
}

// filing is a settlement of two villages, each with version 1 of its roll, 10 adults.
type filing struct{ settlement }

func newFiling(t *testing.T) filing {
	t.Helper()
	return filing{newSettlement(t)}
}

func (f filing) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// rolls are those of a server that dies after some writes.
func (f filing) rolls(after int) *progress.Rolls {
	f.t.Helper()
	store := newDying(f.store, after)
	return progress.NewRolls(progress.RollConfig{Store: dyingRolls{store}, Places: store, People: f.people(store, f.rollup(f.stores())),
		Changed: func(context.Context, []string) error { return nil }, Now: func() time.Time { return f.now }})
}

// declare declares how many adults the villages have, 0 for none, in a file or one by one.
func (f filing) declare(r *progress.Rolls, file bool, first, second int) (uuid.UUID, error) {
	f.t.Helper()
	d := progress.Declaration{Day: "2026-11-02", File: file}
	for i, adults := range []int{first, second} {
		if adults > 0 {
			d.Entries = append(d.Entries, places.RollEntry{Row: i + 2, Village: []string{village1, village2}[i], Adults: strconv.Itoa(adults)})
		}
	}
	out, err := r.Declare(context.Background(), officerOfOne, "00001", d)
	if len(out.Faults) > 0 || err == nil && !out.Applied {
		f.t.Fatalf("%+v", out)
	}
	return out.Import, err
}

func (f filing) take(first, second int) uuid.UUID {
	f.t.Helper()
	id, err := f.declare(f.rolls(forever), true, first, second)
	if err != nil || id == uuid.Nil {
		f.t.Fatalf("%s, %v", id, err)
	}
	return id
}

func (f filing) approve(village string, version int) error {
	return f.rolls(forever).Approve(context.Background(), officerOfOne, "00001", []progress.RollRef{{Village: village, Version: version}})
}

// undo undoes a file, after a look that has to say the same and to change nothing.
func (f filing) undo(id uuid.UUID) progress.RollUndo {
	f.t.Helper()
	before, lines := f.stored(), f.lines()
	would, err := f.rolls(0).UndoImport(context.Background(), officerOfOne, "00001", id, true)
	if err != nil || !reflect.DeepEqual(f.stored(), before) || f.lines() != lines {
		f.t.Fatalf("a look: %v, %+v", err, f.stored())
	}
	did, err := f.rolls(forever).UndoImport(context.Background(), officerOfOne, "00001", id, false)
	if err != nil || !reflect.DeepEqual(did, would) {
		f.t.Fatalf("%+v, %v; a look said %+v", did, err, would)
	}
	return did
}

func (f filing) stored() []places.RollVersion {
	f.t.Helper()
	list, err := f.store.RollsOf(context.Background(), "00001")
	f.must(err)
	return list
}

// lines counts those of the log.
func (f filing) lines() int64 {
	f.t.Helper()
	last, err := f.store.LastAudit(context.Background())
	f.must(err)
	return last.Seq
}

func (f filing) files() []progress.RollImport {
	f.t.Helper()
	list, err := f.rolls(0).Imports(context.Background(), officerOfOne, "00001")
	f.must(err)
	return list
}

// wantWaiting wants these numbers to wait for approval in the two villages, 0 for none.
func (f filing) wantWaiting(first, second int) {
	f.t.Helper()
	list, err := f.rolls(0).OfWard(context.Background(), officerOfOne, "00001")
	f.must(err)
	var got []int
	for _, v := range list {
		adults := 0
		if v.Declared != nil {
			adults = v.Declared.Adults
		}
		got = append(got, adults)
	}
	if !slices.Equal(got, []int{first, second}) {
		f.t.Errorf("%v wait, want %d and %d", got, first, second)
	}
}

func leftOf(u progress.RollUndo) map[string]places.LeftReason {
	reasons := map[string]places.LeftReason{}
	for _, left := range u.Left {
		reasons[left.Village.ID] = left.Why
	}
	return reasons
}
