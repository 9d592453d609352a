package progress_test

import (
	"context"
	"crypto/rand"
	"errors"
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

func (d dying) AddVillage(ctx context.Context, v places.Village) error {
	return d.write(func() error { return d.Store.AddVillage(ctx, v) })
}

func (d dying) ReplaceVillages(ctx context.Context, read, fresh []places.Village) error {
	return d.write(func() error { return d.Store.ReplaceVillages(ctx, read, fresh) })
}

func (d dying) AddAlias(ctx context.Context, a people.Alias) error {
	return d.write(func() error { return d.Store.AddAlias(ctx, a) })
}

func (d dying) DeletePerson(ctx context.Context, id string) error {
	return d.write(func() error { return d.Store.DeletePerson(ctx, id) })
}

func (d dying) DeleteSubmissions(ctx context.Context, keys []progress.Key) error {
	return d.write(func() error { return d.Store.DeleteSubmissions(ctx, keys) })
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
	cfg := w.villagesConfig(after)
	cfg.Known = known
	return progress.NewVillages(cfg)
}

func (w *world) villagesConfig(after int) progress.VillageConfig {
	w.t.Helper()
	store := newDying(w.store, after)
	r := w.rollup(progress.Stores{Submissions: store, Summaries: store, Totals: store, People: store, Aliases: store})
	return progress.VillageConfig{Store: store, Rolls: store, People: w.people(store, r), Rollup: r, Now: func() time.Time { return at(100) },
		Reload: func(context.Context) (*places.Directory, error) { return w.reload(), nil },
		Known:  func(context.Context) error { return nil }}
}

// villagesReloading are the operations of a server that reads the places when others write them too.
func (w *world) villagesReloading(reload func() *places.Directory) *progress.Villages {
	w.t.Helper()
	store := newDying(w.store, forever)
	r := w.rollup(progress.Stores{Submissions: store, Summaries: store, Totals: store, People: store, Aliases: store})
	return progress.NewVillages(progress.VillageConfig{Store: store, Rolls: store, People: w.people(store, r), Rollup: r, Now: func() time.Time { return at(100) },
		Reload: func(context.Context) (*places.Directory, error) { return reload(), nil },
		Known:  func(context.Context) error { return nil }})
}

// people is the service of people on a store.
func (w *world) people(store dying, r *progress.Rollup) *people.Service {
	w.t.Helper()
	keys, err := people.NewKeys(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	service, err := people.NewService(people.Config{Keys: keys, Leases: w.leases, Places: func() *places.Directory { return w.ref.Directory }, Now: func() time.Time { return w.now },
		Stores: people.Stores{People: store, Credentials: store, Devices: store, Attempts: store, Passes: store, Factors: store,
			Requests: store, Audit: store, Erasures: store, Aliases: store, Certificates: store},
		Moving: func(ctx context.Context, person string) error { return r.Mark(ctx, person) }})
	if err != nil {
		w.t.Fatal(err)
	}
	return service
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
		if got := s.count(place).Participants; got != n {
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
