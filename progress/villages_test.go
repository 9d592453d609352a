package progress_test

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// dying is a store that fails for good from its n-th write on, whatever is written.
type dying struct{ crashing }

func newDying(store *sqlite.Store, after int) dying { return dying{crashing{store, new(int), after}} }

func (d dying) UpdatePerson(ctx context.Context, p people.Person) error {
	return d.write(func() error { return d.Store.UpdatePerson(ctx, p) })
}

func (d dying) UpdatePass(ctx context.Context, p people.Pass) error {
	return d.write(func() error { return d.Store.UpdatePass(ctx, p) })
}

func (d dying) UpdateRequest(ctx context.Context, r people.Request) error {
	return d.write(func() error { return d.Store.UpdateRequest(ctx, r) })
}

func (d dying) AppendAudit(ctx context.Context, e people.AuditEntry) error {
	return d.write(func() error { return d.Store.AppendAudit(ctx, e) })
}

func (d dying) PutVillages(ctx context.Context, villages []places.Village) error {
	return d.write(func() error { return d.Store.PutVillages(ctx, villages) })
}

// forever is after more writes than any test makes.
const forever = 1 << 30

// villages are the operations, of a command on a store that dies after some writes.
func (w *world) villages(after int) *progress.Villages {
	w.t.Helper()
	return w.villagesKnown(after, func(context.Context) error { return nil })
}

func (w *world) villagesKnown(after int, known func(context.Context) error) *progress.Villages {
	w.t.Helper()
	store := newDying(w.store, after)
	r := w.rollup(progress.Stores{Submissions: store, Summaries: store, Totals: store, People: store})
	keys, err := people.NewKeys(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	service, err := people.NewService(people.Config{Keys: keys, Places: func() *places.Directory { return w.ref.Directory },
		Stores: people.Stores{People: store, Credentials: store, Devices: store, Attempts: store, Passes: store, Factors: store,
			Requests: store, Audit: store, Erasures: store},
		Moving: func(ctx context.Context, person string) error { return r.Mark(ctx, person) }})
	if err != nil {
		w.t.Fatal(err)
	}
	return progress.NewVillages(progress.VillageConfig{Store: store, People: service, Rollup: r, Now: func() time.Time { return at(100) },
		Reload: func(context.Context) (*places.Directory, error) { return w.reload(), nil },
		Known:  known})
}

// reload reads the places from the store, as a command or a start does.
func (w *world) reload() *places.Directory {
	w.t.Helper()
	wards, err := w.store.Wards(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	villages, err := w.store.Villages(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	w.ref.Directory = places.NewDirectory(wards, villages)
	return w.ref.Directory
}

// start does what a server does at its start, and checks that everything agrees.
func (w *world) start() {
	w.t.Helper()
	w.reload()
	r := w.rollup(w.stores())
	if err := errors.Join(r.RebuildBoards(w.t.Context()), r.Sweep(w.t.Context())); err != nil {
		w.t.Fatal(err)
	}
	w.verify()
}

// settlement is a ward with two villages whose people have learnt something.
type settlement struct {
	*world
	learners []people.Person // of village1
	idle     people.Person   // of village1; has learnt nothing yet
	child    people.Person   // of the first learner
}

func newSettlement(t *testing.T) settlement {
	t.Helper()
	w := newWorld(t)
	if err := errors.Join(w.store.PutWards(t.Context(), w.ref.Directory.Wards()), w.store.PutVillages(t.Context(), w.ref.Directory.Villages())); err != nil {
		t.Fatal(err)
	}
	s := settlement{world: w, learners: []people.Person{w.resident(village1), w.resident(village1)}, idle: w.resident(village1)}
	s.child = people.Person{ID: uuid.NewString(), Name: "Bé mẫu", Village: village1, Guardian: s.learners[0].ID}
	coordinator := people.Person{ID: uuid.NewString(), Name: "Tổ mẫu", Appointments: []people.Appointment{{Role: people.Coordinator, Village: village1}}}
	pass := people.Pass{ID: uuid.NewString(), Kind: people.CardPass, Village: village1, Person: s.learners[0].ID, Digest: []byte("thẻ")}
	request := people.Request{ID: uuid.NewString(), Person: s.learners[1].ID, Village: village1, Ward: "00001", Kind: people.OtherRequest, CreatedAt: at(1)}
	if err := errors.Join(w.store.AddPeople(t.Context(), []people.Person{s.child, coordinator}), w.store.AddPass(t.Context(), pass),
		w.store.AddRequest(t.Context(), request)); err != nil {
		t.Fatal(err)
	}
	w.insert(w.submission(s.learners[0], "a", 5), w.submission(s.learners[1], "a", 5), w.submission(w.resident(village2), "a", 5), w.submission(s.child, "a", 5))
	w.start()
	return s
}

// dies runs an operation on a store that dies after each number of writes, and then on one that does not; after each death
// a start must make everything agree. check sees the world after that.
func dies(t *testing.T, do func(s settlement, m *progress.Villages) error, check func(s settlement)) {
	t.Helper()
	for after := 0; ; after++ {
		s := newSettlement(t)
		err := do(s, s.villages(after))
		if err != nil && !errors.Is(err, errCrash) {
			t.Fatalf("after %d writes: %v", after, err)
		}
		s.start()
		if done := err == nil; done && after < 8 {
			t.Fatalf("done after %d writes: the test no longer crashes where it should", after)
		} else if done {
			check(s)
			t.Logf("%d writes", after)
			return
		}
		for range 2 { // what is asked for twice is done once
			if err := do(s, s.villages(forever)); err != nil {
				t.Fatalf("once more after %d writes: %v", after, err)
			}
			s.start()
			check(s)
		}
	}
}

// lateSubmission is one that a server takes which still remembers a person as they were; its rollup may know other places.
func (s settlement) lateSubmission(p people.Person, ref progress.Reference) {
	s.t.Helper()
	late := s.submission(p, "b", 5)
	s.insert(late)
	results, err := s.store.Results(s.t.Context(), []string{p.ID})
	if err != nil {
		s.t.Fatal(err)
	}
	now := s.ref
	s.ref = ref
	r := s.rollup(s.stores())
	r.Note([]progress.Summary{progress.Fold(p.ID, progress.Home{Village: p.Village, Counted: true, Revision: p.Revision}, results[p.ID])}, []progress.Key{late.Key()})
	if err := r.Flush(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	s.ref = now
}

// wantParticipants checks the totals of places: pairs of a place and a number.
func (s settlement) wantParticipants(want map[string]int) {
	s.t.Helper()
	for place, n := range want {
		if got := s.totals(place).Participants; got != n {
			s.t.Errorf("%s has %d participants, want %d", place, got, n)
		}
	}
}

func (s settlement) wantRoll(village string, adults int) {
	s.t.Helper()
	if v, err := s.ref.Directory.Record(village); err != nil || v.Adults() != adults {
		s.t.Errorf("%s has %d adults, want %d (%v)", village, v.Adults(), adults, err)
	}
}

func (s settlement) person(id string) people.Person {
	s.t.Helper()
	p, err := s.store.Person(s.t.Context(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// audited counts the lines of the log about an action.
func (s settlement) audited(action people.AuditAction) int {
	s.t.Helper()
	n := 0
	if err := s.store.EachAudit(s.t.Context(), func(e people.AuditEntry) error {
		if e.Action == action {
			n++
		}
		return nil
	}); err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestACrashWhileVillagesAreMergedIsMendedByMergingAgain(t *testing.T) {
	dies(t, func(s settlement, m *progress.Villages) error {
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
	if got := s.totals("00001").Participants; got != 4 {
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
	if got := s.totals("00001").Participants; got != 2 {
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
