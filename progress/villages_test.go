package progress_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

func TestACrashWhileVillagesAreMergedIsMendedByMergingAgain(t *testing.T) {
	dies(t, func(_ settlement, m *progress.Villages) error {
		_, _, err := m.Merge(t.Context(), village1, village2)
		return err
	}, func(s settlement) {
		if left, err := s.store.PeopleOf(t.Context(), village1); err != nil || len(left) != 0 {
			t.Errorf("left behind %v, %v", left, err)
		}
		s.wantParticipants(map[string]int{village1: 0, village2: 3, "00001": 3, places.Province: 3})
		s.wantRoll(village2, 20)
		s.wantRoll(village1, 0)
		if v, err := s.ref.Directory.Village(village1); err != nil || v.ID != village2 {
			t.Errorf("the closed village leads to %v, %v", v, err)
		}
		late := s.idle // by a server that remembers them as of the closed village
		s.lateSubmission(late, s.ref)
		s.wantParticipants(map[string]int{village1: 0, village2: 4})
		s.verify()
		if err := s.store.DeleteSubmissionsOf(t.Context(), late.ID); err != nil {
			t.Fatal(err)
		}
		if err := s.rollup(s.stores()).Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestACrashWhileAVillageIsSplitIsMendedBySplittingAgain(t *testing.T) {
	const off = "00001-003"
	dies(t, func(s settlement, m *progress.Villages) error {
		_, _, _, err := m.Split(t.Context(), village1, progress.Split{Name: "Thôn Mới", Kind: places.Thon, Adults: 4,
			People: []string{s.learners[0].ID, s.idle.ID, s.idle.ID}})
		return err
	}, func(s settlement) {
		s.wantParticipants(map[string]int{village1: 1, off: 1, village2: 1, "00001": 3})
		s.wantRoll(village1, 6)
		s.wantRoll(off, 4)
		for _, id := range []string{s.learners[0].ID, s.child.ID, s.idle.ID} {
			if p := s.person(id); p.Village != off {
				t.Errorf("%s lives in %s", p.Name, p.Village)
			}
		}
		if p := s.person(s.learners[1].ID); p.Village != village1 {
			t.Errorf("somebody who was not named lives in %s", p.Village)
		}
		if n := len(s.ref.Directory.VillagesOf("00001")); n != 3 {
			t.Errorf("%d villages, want 3", n)
		}
	})
}

func TestACrashWhileAResidentMovesIsMendedByMovingAgain(t *testing.T) {
	dies(t, func(s settlement, m *progress.Villages) error {
		_, _, err := m.Move(t.Context(), s.learners[0].ID, village3)
		return err
	}, func(s settlement) {
		s.wantParticipants(map[string]int{village1: 1, village3: 1, "00001": 2, "00002": 1, places.Province: 3})
		if p := s.person(s.child.ID); p.Village != village3 {
			t.Errorf("the child lives in %s", p.Village)
		}
		if n := s.audited(people.ActionMoved); n != 1 && n != 2 { // the line goes before the deed
			t.Errorf("%d lines in the log", n)
		}
	})
}

func TestWhoRegistersInAVillageThatIsBeingClosedIsMovedByTheServerThatLetThemIn(t *testing.T) {
	s := newSettlement(t)
	old := s.ref
	m := s.villages(forever)
	if _, moved, err := m.Merge(t.Context(), village1, village2); err != nil || moved != 4 {
		t.Fatalf("%d moved, %v", moved, err)
	}
	straggler := s.resident(village1)
	s.lateSubmission(straggler, old)
	if got := s.count("00001").Participants; got != 4 {
		t.Errorf("%d participants while one is on the way, want 4", got)
	}
	r := s.rollup(s.stores())
	if err := r.Reread(t.Context(), s.ref.Directory.Differing(old.Directory)); err != nil {
		t.Fatal(err)
	}
	s.verify()
	for range 2 {
		if err := m.Settle(t.Context(), s.ref.Directory.Closed(), s.ref.Directory); err != nil {
			t.Fatal(err)
		}
	}
	if p := s.person(straggler.ID); p.Village != village2 {
		t.Errorf("they live in %s", p.Village)
	}
	s.wantParticipants(map[string]int{village1: 0, village2: 4, "00001": 4})
	s.verify()
	if a, b := s.audited(people.ActionVillageMerged), s.audited(people.ActionMoved); a != 1 || b != 0 {
		t.Errorf("%d mergers and %d moves in the log, want one merger", a, b)
	}
}

// A server that was held up adds the ward up without the village that it does not know, until it reads the places again.
func TestAServerThatDidNotKnowOfAVillageAddsItUpWhenItDoes(t *testing.T) {
	s := newSettlement(t)
	old := s.ref
	if _, _, _, err := s.villages(forever).Split(t.Context(), village1, progress.Split{Name: "Thôn Mới", Kind: places.Thon, People: []string{s.learners[0].ID}}); err != nil {
		t.Fatal(err)
	}
	s.lateSubmission(s.learners[1], old)
	if got := s.count("00001").Participants; got != 2 {
		t.Fatalf("%d participants: the test no longer leaves anybody out", got)
	}
	if err := s.rollup(s.stores()).Reread(t.Context(), s.ref.Directory.Differing(old.Directory)); err != nil {
		t.Fatal(err)
	}
	s.wantParticipants(map[string]int{"00001": 3})
	s.wantRoll(village1, 0)
	s.verify()
}

func TestVillagesMergedOneAfterTheOtherLeadToTheLast(t *testing.T) {
	s := newSettlement(t)
	m := s.villages(forever)
	third, err := m.Add(t.Context(), "00001", "Thôn Ba", places.Thon)
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]string{{village1, village2}, {village2, third.ID}} {
		if _, _, err := m.Merge(t.Context(), pair[0], pair[1]); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{village1, village2, third.ID} {
		if v, err := s.ref.Directory.Village(id); err != nil || v.ID != third.ID {
			t.Errorf("%s leads to %s, %v", id, v.ID, err)
		}
	}
	s.wantParticipants(map[string]int{village1: 0, village2: 0, third.ID: 3, "00001": 3})
	s.wantRoll(third.ID, 0) // it had none
	s.start()
}

func TestVillagesAreAddedAndRenamedAndKeepTheirPeople(t *testing.T) {
	s := newSettlement(t)
	m := s.villages(forever)
	if v, err := m.Rename(t.Context(), village1, "Buôn  Mới "); err != nil || v.Name != "Buôn Mới" {
		t.Errorf("%+v, %v", v, err)
	}
	if v, err := m.Add(t.Context(), "00001", "Buôn Mới", places.Buon); !errors.Is(err, places.ErrVillageNameTaken) {
		t.Errorf("%+v, %v", v, err)
	}
	s.wantParticipants(map[string]int{village1: 2})
	s.wantRoll(village1, 10)
	if a, b := s.audited(people.ActionVillageRenamed), s.audited(people.ActionVillageAdded); a != 1 || b != 0 {
		t.Errorf("%d renamed and %d added in the log", a, b)
	}
	s.start()
}

func TestWhatCannotBeSplitOrMovedChangesNothing(t *testing.T) {
	s := newSettlement(t)
	m := s.villages(forever)
	stranger := s.resident(village2)
	split := func(name string, adults int, ids ...string) error {
		_, _, _, err := m.Split(t.Context(), village1, progress.Split{Name: name, Kind: places.Thon, Adults: adults, People: ids})
		return err
	}
	move := func(person, village string) error {
		_, _, err := m.Move(t.Context(), person, village)
		return err
	}
	before := s.ref.Directory
	for what, c := range map[string]struct{ got, want error }{
		"somebody of elsewhere":  {split("Thôn 9", 0, s.idle.ID, stranger.ID), progress.ErrLivesElsewhere},
		"nobody":                 {split("Thôn 9", 0, "nobody"), people.ErrNotFound},
		"a child":                {split("Thôn 9", 0, s.child.ID), people.ErrLivesWithGuardian},
		"more than the roll":     {split("Thôn 9", 11, s.idle.ID), places.ErrAdults},
		"the whole roll":         {split("Thôn 9", 10, s.idle.ID), places.ErrAdults},
		"no name":                {split("  ", 0), places.ErrVillageName},
		"a child alone":          {move(s.child.ID, village2), people.ErrLivesWithGuardian},
		"to nowhere":             {move(s.idle.ID, "00001-999"), places.ErrNotFound},
		"nobody to somewhere":    {move("nobody", village2), people.ErrNotFound},
		"an unknown village":     {put2(m.Merge(t.Context(), "x", village2)), places.ErrNotFound},
		"into another ward":      {put2(m.Merge(t.Context(), village1, village3)), places.ErrOtherWard},
		"into itself":            {put2(m.Merge(t.Context(), village1, village1)), places.ErrSameVillage},
		"a ward that is unknown": {put(m.Add(t.Context(), "99999", "Thôn 9", places.Thon)), places.ErrNotFound},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v, want %v", what, c.got, c.want)
		}
	}
	after := s.reload()
	if !slices.EqualFunc(after.Villages(), before.Villages(), func(a, b places.Village) bool { return a.ID == b.ID && a.Name == b.Name && *a.Roll == *b.Roll }) {
		t.Errorf("villages %+v, before %+v", after.Villages(), before.Villages())
	}
	if p := s.person(s.idle.ID); p.Village != village1 || s.audited(people.ActionVillageSplit) != 0 {
		t.Errorf("somebody moved: %+v", p)
	}
	s.verify()
}

// put2 is the error of an operation with two results.
func put2[A, B any](_ A, _ B, err error) error { return err }

// What a phone is refused it sets aside, so a coordinator must not be refused because the server remembers them, or the resident,
// as of before a merger.
func TestACoordinatorWhoseVillageWasJustMergedHandsInForItsResidents(t *testing.T) {
	s := newSettlement(t)
	service, stop := s.service(s.stores())
	defer stop()
	coordinator := people.Person{ID: uuid.NewString(), Name: "Tổ mẫu", Appointments: []people.Appointment{{Role: people.Coordinator, Village: village1}}}
	if err := s.store.AddPeople(t.Context(), []people.Person{coordinator}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.villages(forever).Merge(t.Context(), village1, village2); err != nil {
		t.Fatal(err)
	}
	straggler := s.resident(village1)
	moved := s.person(coordinator.ID)
	for _, c := range []struct{ actor, resident people.Person }{{coordinator, s.idle}, {moved, s.idle}, {moved, straggler}, {coordinator, straggler}} {
		draft := progress.Draft{ID: uuid.NewString(), Module: "a", Version: 1, Answers: map[string][]string{"q1": {"x"}}, Resident: c.resident.ID}
		if _, err := service.Submit(t.Context(), c.actor, draft); err != nil {
			t.Errorf("%+v for one of %s: %v", c.actor.Appointments, s.person(c.resident.ID).Village, err)
		}
		draft.ID, draft.Resident = uuid.NewString(), s.resident(village3).ID
		if _, err := service.Submit(t.Context(), c.actor, draft); !errors.Is(err, progress.ErrForbidden) {
			t.Errorf("for somebody of elsewhere: %v", err)
		}
	}
}

func TestNobodyMovesIntoAVillageThatServersDoNotKnow(t *testing.T) {
	s := newSettlement(t)
	split := progress.Split{Name: "Thôn Mới", Kind: places.Thon, People: []string{s.learners[0].ID}}
	asked := 0
	broken := errors.New("interrupted")
	m := s.villagesKnown(forever, func(ctx context.Context) error {
		asked++
		stored, err := s.store.Villages(ctx)
		if err != nil || !slices.ContainsFunc(stored, func(v places.Village) bool { return v.SplitFrom == village1 }) {
			t.Errorf("servers are waited for before the village is there: %v, %v", stored, err)
		}
		return broken
	})
	if _, _, _, err := m.Split(t.Context(), village1, split); !errors.Is(err, broken) || asked != 1 {
		t.Fatalf("asked %d times, %v", asked, err)
	}
	if p := s.person(s.learners[0].ID); p.Village != village1 {
		t.Errorf("they live in %s", p.Village)
	}
	s.wantRoll(village1, 10)
	if _, off, moved, err := s.villages(forever).Split(t.Context(), village1, split); err != nil || moved != 2 || off.ID != "00001-003" {
		t.Errorf("split %s, %d moved, %v", off.ID, moved, err)
	}
	split.Kind = places.Buon
	if _, _, _, err := s.villages(forever).Split(t.Context(), village1, split); !errors.Is(err, progress.ErrSplitOff) {
		t.Errorf("again as another kind: %v", err)
	}
	s.start()
}

// A village was merged into one that was entered by mistake, too, and retired.
func TestWhoRegisteredInAVillageMergedIntoARetiredOneLivesThereAndOthersAreSettledToo(t *testing.T) {
	s := newSettlement(t)
	m := s.villages(forever)
	var added [3]places.Village
	for i, name := range []string{"Thôn Nhầm", "Thôn Nhầm Nữa", "Thôn Sau"} {
		v, err := m.Add(t.Context(), "00001", name, places.Thon)
		if err != nil {
			t.Fatal(err)
		}
		added[i] = v
	}
	for _, merger := range [][2]string{{added[0].ID, added[1].ID}, {added[2].ID, village2}} {
		if _, _, err := m.Merge(t.Context(), merger[0], merger[1]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := m.Retire(t.Context(), added[1].ID); err != nil {
		t.Fatal(err)
	}
	later := s.resident(added[2].ID)
	for _, settled := range []bool{false, true} {
		dir := s.reload()
		if err := m.Settle(t.Context(), dir.Closed(), dir); err != nil {
			t.Fatalf("somebody lives there %v: %v", settled, err)
		}
		if v, err := s.reload().Record(added[1].ID); err != nil || v.Retired == settled {
			t.Errorf("somebody lives there %v: %+v, %v", settled, v, err)
		}
		if !settled {
			s.resident(added[0].ID)
		}
	}
	if p := s.person(later.ID); p.Village != village2 {
		t.Errorf("who registered in a village after it lives in %s", p.Village)
	}
	if living, err := s.store.PeopleOf(t.Context(), added[1].ID); err != nil || len(living) != 1 {
		t.Errorf("%v live in the one that was opened again, %v", living, err)
	}
}

func TestAVillageThatCannotBeSettledKeepsNoOtherBack(t *testing.T) {
	s := newSettlement(t)
	m := s.villages(forever)
	if _, _, err := m.Merge(t.Context(), village1, village2); err != nil {
		t.Fatal(err)
	}
	straggler := s.resident(village1)
	lost := places.Village{ID: "00001-000", Ward: "00001", MergedInto: "00001-999"} // of a damaged store
	closed := append([]places.Village{lost}, s.reload().Closed()...)
	if err := m.Settle(t.Context(), closed, s.ref.Directory); !errors.Is(err, places.ErrNotFound) {
		t.Errorf("a village that leads nowhere: %v", err)
	}
	if p := s.person(straggler.ID); p.Village != village2 {
		t.Errorf("they live in %s", p.Village)
	}
}

// Both commands read the places before either of them adds its village.
func TestTwoVillagesThatAreAddedAtOnceHaveNumbersOfTheirOwn(t *testing.T) {
	s := newSettlement(t)
	before := s.ref.Directory
	readingLate := func(stale int) *progress.Villages {
		return s.villagesReloading(func() *places.Directory {
			if stale--; stale >= 0 {
				return before
			}
			return s.reload()
		})
	}
	add := func(name string) places.Village {
		v, err := readingLate(1).Add(t.Context(), "00001", name, places.Thon)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	one, two := add("Thôn Trước"), add("Thôn Sau")
	for _, want := range []places.Village{one, two} {
		if got, err := s.reload().Record(want.ID); err != nil || got.Name != want.Name || one.ID == two.ID {
			t.Errorf("%+v is stored as %+v, %v", want, got, err)
		}
	}
	if _, off, _, err := readingLate(2).Split(t.Context(), village1, progress.Split{Name: "Thôn Tách", Kind: places.Thon, People: []string{s.idle.ID}}); err != nil || off.ID == one.ID || off.ID == two.ID {
		t.Errorf("split off as %s: %v", off.ID, err)
	}
	s.start()
}

// A number that waits for approval, or was withdrawn, is nobody else's: who approves it must not approve what a merger or a split made.
func TestMergingAndSplittingGiveARollANumberThatNoneHad(t *testing.T) {
	for name, change := range map[string]func(s settlement) error{
		"merged": func(s settlement) error {
			_, _, err := s.villages(forever).Merge(t.Context(), village2, village1)
			return err
		},
		"split": func(s settlement) error {
			_, _, _, err := s.villages(forever).Split(t.Context(), village1, progress.Split{Name: "Buôn Mới", Kind: places.Buon, Adults: 3})
			return err
		},
	} {
		s := newSettlement(t)
		waiting := places.RollVersion{Village: village1, Version: 2, Adults: 12, Day: "2026-11-02", By: "officer", At: at(1)}
		if err := s.store.PutRolls(t.Context(), []places.RollVersion{waiting}); err != nil {
			t.Fatal(err)
		}
		if err := change(s); err != nil {
			t.Fatal(err)
		}
		v, err := s.reload().Record(village1)
		if err != nil || v.Roll == nil || v.Roll.Version != 3 {
			t.Errorf("%s: roll %+v, %v", name, v.Roll, err)
		}
	}
}
