package progress_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"hocso/internal/longtest"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// Whatever is merged, split, added, renamed and retired, and wherever it is broken off, everybody lives somewhere open with all that
// they handed in, places count what their people have learnt, and boards that were frozen before stay as they were.
func TestAnyChangesOfVillagesConserveEverybodyAndWhatTheyHandedIn(t *testing.T) {
	set(t, "rapid.checks", strconv.Itoa(longtest.Figure(12, 300)))
	tried, broken := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		s := newSettlement(t)
		frozen := s.freezeNovember()
		before := s.everybody()
		for range rapid.IntRange(1, 5).Draw(r, "changes") {
			change := s.drawChange(r)
			if rapid.IntRange(0, 3).Draw(r, "broken off") > 0 {
				if err := change(s.villages(rapid.IntRange(0, rapid.SampledFrom([]int{3, 30}).Draw(r, "most")).Draw(r, "writes"))); errors.Is(err, errCrash) {
					broken++
					s.start()
					s.mustConserve(r, before, s.ref.Directory.Village) // some may live in a village that is closed already
				}
			}
			switch err := change(s.villages(forever)); {
			case err == nil:
				tried++
			case !errors.Is(err, places.ErrInhabited) && !errors.Is(err, places.ErrVillageNameTaken):
				r.Fatalf("a change that may be made: %v", err)
			}
			s.start()
			s.mustConserve(r, before, s.ref.Directory.Open)
		}
		now, err := s.store.Settlement(t.Context(), s.ref.Campaign.ID)
		if err != nil || now.Check() != nil || !bytes.Equal(now.JSON(), frozen) {
			r.Fatalf("the frozen boards are others than before: %v", err)
		}
	})
	longtest.Report(t, 5, tried, "changes of villages", "%d broken off first; everybody, all submissions and the frozen boards conserved", broken)
	if tried < 12 || broken < 3 {
		t.Errorf("only %d changes, %d broken off", tried, broken)
	}
}

// freezeNovember freezes the campaign and returns its settlement as it is stored. The totals go on as those of the main campaign do.
func (s settlement) freezeNovember() []byte {
	s.t.Helper()
	c := s.ended()
	s.start()
	if _, err := s.campaigns(s.store, alone).Freeze(s.t.Context(), manager, c.ID); err != nil {
		s.t.Fatal(err)
	}
	settled, err := s.store.Settlement(s.t.Context(), c.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return settled.JSON()
}

// everybody is who lives in the province, each with the ids of what they handed in.
func (s settlement) everybody() map[string][]string {
	s.t.Helper()
	all, err := s.store.PeopleAfter(s.t.Context(), "", 1000)
	if err != nil {
		s.t.Fatal(err)
	}
	of := map[string][]string{}
	for _, p := range all {
		if p.Village == "" {
			continue
		}
		of[p.ID] = []string{}
		list, err := s.store.SubmissionsOf(s.t.Context(), p.ID)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, one := range list {
			of[p.ID] = append(of[p.ID], one.ID)
		}
		slices.Sort(of[p.ID])
	}
	return of
}

// mustConserve compares everybody with before, and what places count with who lives there; home finds where an id leads.
func (s settlement) mustConserve(r *rapid.T, before map[string][]string, home func(village string) (places.Village, error)) {
	if now := s.everybody(); !maps.EqualFunc(now, before, slices.Equal) {
		r.Fatalf("people and submissions %v, before %v", now, before)
	}
	participants := map[string]int{}
	for id := range before {
		p, err := s.store.Person(context.Background(), id)
		if err != nil {
			r.Fatal(err)
		}
		v, err := home(p.Village)
		if err != nil || v.Ward != p.Village[:5] {
			r.Fatalf("%s lives in %s, which leads to %v, %v", id, p.Village, v, err)
		}
		if len(before[id]) > 0 && !p.Child() {
			participants[v.Ward]++
			participants[v.ID]++
			participants[places.Province]++
		}
	}
	for place, want := range participants {
		if got := s.count(place).Participants; got != want {
			r.Fatalf("%s has %d participants, %d of its people have passed", place, got, want)
		}
	}
}

// drawChange draws something to do with the ward's villages, and with whom.
func (s settlement) drawChange(r *rapid.T) func(m *progress.Villages) error {
	ctx := context.Background()
	open := s.reload().VillagesOf("00001")
	one := rapid.SampledFrom(open).Draw(r, "village")
	name := fmt.Sprint("Thôn ", rapid.IntRange(1, 1000).Draw(r, "name"))
	others := slices.DeleteFunc(slices.Clone(open), func(v places.Village) bool { return v.ID == one.ID })
	switch kind := rapid.SampledFrom([]string{"merge", "split", "split", "add", "rename", "retire"}).Draw(r, "change"); {
	case kind == "merge" && len(others) > 0:
		into := rapid.SampledFrom(others).Draw(r, "into")
		return func(m *progress.Villages) error { return put2(m.Merge(ctx, one.ID, into.ID)) }
	case kind == "split":
		split := progress.Split{Name: name, Kind: places.Buon, People: s.drawPeople(r, one.ID)}
		if one.Adults() > 1 {
			split.Adults = rapid.IntRange(0, one.Adults()-1).Draw(r, "adults")
		}
		return func(m *progress.Villages) error {
			_, _, _, err := m.Split(ctx, one.ID, split)
			return err
		}
	case kind == "rename":
		return func(m *progress.Villages) error { return put(m.Rename(ctx, one.ID, name)) }
	case kind == "retire":
		return func(m *progress.Villages) error { return put(m.Retire(ctx, one.ID)) }
	}
	return func(m *progress.Villages) error { return put(m.Add(ctx, "00001", name, places.Thon)) }
}

func (s settlement) drawPeople(r *rapid.T, village string) []string {
	living, err := s.store.PeopleOf(context.Background(), village)
	if err != nil {
		r.Fatal(err)
	}
	var ids []string
	for _, p := range living {
		if !p.Child() && rapid.Bool().Draw(r, "moves") {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func TestAVillageIsRetiredOnlyIfNobodyBelongsToIt(t *testing.T) {
	s := newSettlement(t)
	m := s.villages(forever)
	empty, err := m.Add(t.Context(), "00001", "Thôn Nhầm", places.Thon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Retire(t.Context(), village1); !errors.Is(err, places.ErrInhabited) {
		t.Errorf("one where people live: %v", err)
	}
	for range 2 {
		if v, err := m.Retire(t.Context(), empty.ID); err != nil || !v.Closed() {
			t.Errorf("an empty one: %+v, %v", v, err)
		}
	}
	if v, err := s.reload().Village(empty.ID); !errors.Is(err, places.ErrNotFound) {
		t.Errorf("it leads to %v, %v", v, err)
	}
	if next, err := m.Add(t.Context(), "00001", "Thôn Nhầm", places.Thon); err != nil || next.ID == empty.ID {
		t.Errorf("its number is used again: %v, %v", next, err)
	}
	if n := s.audited(people.ActionVillageRetired); n != 1 {
		t.Errorf("%d lines in the log", n)
	}
	s.start()
}

func TestARetiredVillageIsOpenAgainForWhomAServerLetInMeanwhile(t *testing.T) {
	s := newSettlement(t)
	m := s.villages(forever)
	v, err := m.Add(t.Context(), "00001", "Thôn Nhầm", places.Thon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Retire(t.Context(), v.ID); err != nil {
		t.Fatal(err)
	}
	s.reload()
	if err := m.Settle(t.Context(), s.ref.Directory.Closed(), s.ref.Directory); err != nil {
		t.Fatal(err)
	}
	if now, err := s.reload().Record(v.ID); err != nil || !now.Closed() {
		t.Fatalf("it is open with nobody in it: %+v, %v", now, err)
	}
	s.resident(v.ID)
	if err := m.Settle(t.Context(), s.ref.Directory.Closed(), s.ref.Directory); err != nil {
		t.Fatal(err)
	}
	if now, err := s.reload().Village(v.ID); err != nil || now.ID != v.ID {
		t.Errorf("who registered there lives nowhere: %v, %v", now, err)
	}
}
