package progress_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// anyStore is all that servers keep progress and people in.
type anyStore interface {
	progress.SubmissionStore
	progress.SummaryStore
	progress.TotalsStore
	people.Store
	Known(ctx context.Context, ids []string) (map[string]bool, error)
	PeopleAfter(ctx context.Context, after string, limit int) ([]people.Person, error)
}

type anyBoards interface {
	progress.Boards
	progress.BoardReader
}

// ground is what a machine stands on.
type ground struct {
	store       anyStore
	boards      anyBoards
	flushBoards func()
	leases      progress.LeaseStore // nil for a single server
	eachStep    bool                // whether to look into the store after each step, where that costs little
}

// machine is phones, people and servers that do one thing after the other, and the model of what should come of it.
type machine struct {
	ground
	t       *rapid.T
	ref     progress.Reference
	shelf   *shelf
	model   *model
	now     time.Time
	servers []*machineServer
	phones  []*phone
	nextID  int
}

// machineServer is one process; what it knows of people may be half a minute old.
type machineServer struct {
	*fuse
	store   fragile
	rollup  *progress.Rollup
	service *progress.Service
	stop    func()
	skew    time.Duration // of its clock
	known   map[string]knownPerson
}

type knownPerson struct {
	person people.Person
	at     time.Time
}

// phone is shared by several people; its clock is as wrong as it is.
type phone struct {
	clock  func(now time.Time) time.Time
	has    map[string]int // version by module, as downloaded last
	outbox []sending
}

// sending is a submission in an outbox, or one that was in it.
type sending struct {
	owner string // whose it is
	by    string // who hands it in
	draft progress.Draft
}

var coordinators = map[string]people.Person{
	"c1": {ID: "c1", Appointments: []people.Appointment{{Role: people.Coordinator, Village: village1}}},
	"c3": {ID: "c3", Village: village3, Appointments: []people.Appointment{{Role: people.Coordinator, Village: village3}}},
}

func newMachine(t *rapid.T, g ground, servers int) *machine {
	roll := func(adults int) *places.Roll { return &places.Roll{Adults: adults, Day: "2026-11-01", Version: 1} }
	m := &machine{ground: g, t: t, shelf: newShelf(), model: newModel(), now: time.Date(2026, 10, 31, 10, 0, 0, 0, time.UTC)}
	m.ref = progress.Reference{Campaign: november, Campaigns: in(november, ownOfWard), Directory: places.NewDirectory(
		[]places.Ward{{Code: "00001", Name: "Một"}, {Code: "00002", Name: "Hai"}},
		[]places.Village{{ID: village1, Ward: "00001", Roll: roll(10)}, {ID: village2, Ward: "00001", Roll: roll(7)}, {ID: village3, Ward: "00002", Roll: roll(5)}})}
	for i := range 6 {
		p := people.Person{ID: fmt.Sprintf("r%d", i), Village: []string{village1, village2, village3}[i%3], Unconfirmed: i == 4}
		p.Consents = []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: i != 5}}}
		m.model.people[p.ID] = p
	}
	m.must(m.store.AddPeople(context.Background(), slices.Collect(maps.Values(m.model.people))))
	m.must(m.store.AddPeople(context.Background(), slices.Collect(maps.Values(coordinators))))
	m.model.people["c3"] = coordinators["c3"] // who learns too, and agreed to nothing
	for range servers {
		s := &machineServer{}
		m.start(s)
		m.servers = append(m.servers, s)
	}
	off := func(by time.Duration) func(time.Time) time.Time {
		return func(now time.Time) time.Time { return now.Add(by) }
	}
	stuck := func(year int) func(time.Time) time.Time {
		return func(now time.Time) time.Time { return now.AddDate(year-now.Year(), 0, 0) }
	}
	for _, clock := range []func(time.Time) time.Time{off(0), off(-time.Minute), off(5 * time.Hour), off(-11 * time.Hour), stuck(1970), stuck(2099)} {
		m.phones = append(m.phones, &phone{clock: clock, has: map[string]int{"a": 1, "b": 1, "x": 1}})
	}
	return m
}

// say tells what happens, for who reads a counterexample.
func (m *machine) say(format string, args ...any) {
	m.t.Helper()
	m.t.Logf("» "+format, args...)
}

// number is a server's place among the servers.
func (m *machine) number(s *machineServer) int { return slices.Index(m.servers, s) }

func (m *machine) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// start starts a server as a process starts: with what the store holds, and nothing else.
func (m *machine) start(s *machineServer) {
	m.t.Helper()
	s.fuse, s.known = &fuse{left: -1}, map[string]knownPerson{}
	s.store = fragile{m.store, s.fuse}
	stores := progress.Stores{Submissions: s.store, Summaries: s.store, Totals: s.store, People: s.store}
	if m.leases != nil {
		stores.Leases = fragileLeases{m.leases, s.fuse}
	}
	ref := func() progress.Reference { return m.ref }
	now := func() time.Time { return m.now.Add(s.skew) }
	s.rollup = progress.NewRollup(stores, m.boards, ref, now, slog.New(slog.DiscardHandler))
	intake := progress.NewIntake(s.store, s.rollup)
	s.service = progress.NewService(stores, s.store, m.shelf, intake, s.rollup, ref, now)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { intake.Run(ctx) })
	s.stop = func() {
		cancel()
		running.Wait()
	}
	m.must(s.rollup.RebuildBoards(ctx))
	m.must(s.rollup.Sweep(ctx))
	m.must(s.rollup.Reconcile(ctx))
}

func (m *machine) stop() {
	for _, s := range m.servers {
		s.stop()
	}
}

// server draws one that runs.
func (m *machine) server() *machineServer {
	s := m.anyServer()
	if s.blown {
		m.restart(s)
	}
	return s
}

func (m *machine) restart(s *machineServer) {
	m.say("server %d starts again", m.number(s))
	s.stop()
	m.start(s)
}

// actor is who makes a request to a server, as it knows them, and whether it does.
func (m *machine) actor(s *machineServer, id string) (people.Person, bool) {
	now := m.now.Add(s.skew)
	if k, ok := s.known[id]; ok && now.Sub(k.at) >= 0 && now.Sub(k.at) < 30*time.Second {
		return k.person, true
	}
	p, err := m.store.Person(context.Background(), id)
	if errors.Is(err, people.ErrNotFound) {
		delete(s.known, id)
		return p, false
	}
	m.must(err)
	s.known[id] = knownPerson{p, now}
	return p, true
}

// settle lets everything come to rest, as it does in half a minute when nothing more happens, and holds all of it against
// the model.
func (m *machine) settle() {
	m.t.Helper()
	m.say("everything comes to rest")
	ctx := context.Background()
	for _, s := range m.servers {
		if s.blown {
			m.restart(s)
		}
		s.left = -1
	}
	m.now = m.now.Add(12 * time.Second) // what a server that went down has leased is free again
	for range 2 {
		for _, s := range m.servers {
			m.must(s.rollup.Sweep(ctx))
			m.must(s.rollup.Flush(ctx))
			m.must(s.rollup.KeepBoards(ctx))
		}
	}
	m.compare(ctx)
}

// compare holds stores and boards against the model.
func (m *machine) compare(ctx context.Context) {
	m.t.Helper()
	report, err := m.servers[0].rollup.Verify(ctx, m.boards)
	m.must(err)
	for _, line := range report.Differences {
		m.t.Errorf("verify: %s", line)
	}
	for _, id := range names(m.model.gone) {
		left, err := m.store.SubmissionsOf(ctx, id)
		m.must(err)
		if _, err := m.store.Summary(ctx, id); len(left) > 0 || !errors.Is(err, progress.ErrNotFound) {
			m.t.Errorf("of %s, who was erased, there are %d submissions and a summary: %v", id, len(left), err)
		}
	}
	for _, id := range names(m.model.people) {
		m.compareStored(ctx, id)
	}
	of := placesOf(m.ref.Directory)
	stored, err := m.store.Totals(ctx, names(of))
	m.must(err)
	days := []day.Day{endOfTime, day.Of(m.now), day.Of(m.now).Add(-1), day.Of(m.now).Add(-rapid.IntRange(2, 30).Draw(m.t, "days ago")), november.FirstDay}
	for _, place := range names(of) {
		for _, until := range days {
			n, modules := m.model.counts(until, of[place]...)
			if got := stored[place].Snapshot(until); got != n {
				m.t.Errorf("%s until %s: %+v, counted %+v", place, until, got, n)
			}
			for _, c := range m.ref.Campaigns {
				if c.Ward != "" && place == places.Province {
					continue
				}
				inIt := slices.DeleteFunc(slices.Clone(of[place]), func(v string) bool { return !strings.HasPrefix(v, c.Ward) })
				learners, n := m.model.reached(c, until, inIt...)
				got := stored[place].Campaigns[c.ID]
				if got.Snapshot(until) != n || until == endOfTime && (got.Learners != learners || got.Reached != n) {
					m.t.Errorf("%s in %s until %s: %+v, counted %+v of %d", place, c.ID, until, got, n, learners)
				}
			}
			if until == endOfTime && !maps.Equal(stored[place].Modules, modules) && len(stored[place].Modules)+len(modules) > 0 {
				m.t.Errorf("modules of %s: %v, counted %v", place, stored[place].Modules, modules)
			}
		}
	}
	m.compareBoards(ctx)
}

// compareStored holds what is stored of a resident against the model.
func (m *machine) compareStored(ctx context.Context, id string) {
	m.t.Helper()
	list, err := m.store.SubmissionsOf(ctx, id)
	m.must(err)
	if len(list) != len(m.model.facts[id]) {
		m.t.Errorf("%d submissions of %s are stored, %d were acknowledged", len(list), id, len(m.model.facts[id]))
	}
	for _, s := range list {
		f, ok := m.model.facts[id][s.ID]
		if !ok || s.Score != f.score() || s.Max != len(f.right) || s.Passed != f.passed || s.By != f.by || !s.ReceivedAt.Equal(f.received) ||
			!maps.EqualFunc(s.Answers, f.draft.Answers, slices.Equal) || s.Module != f.draft.Module || s.Version != f.draft.Version {
			m.t.Errorf("stored of %s: %+v, acknowledged %+v", id, s, f)
		}
	}
}

func (m *machine) compareBoards(ctx context.Context) {
	m.t.Helper()
	for _, c := range m.ref.Campaigns {
		shown, err := m.boards.Shown(ctx, c.ID)
		m.must(err)
		counted := m.model.rows(c, m.ref.Directory)
		if len(shown) != len(counted) {
			m.t.Errorf("boards of %s show %d places of %d", c.ID, len(shown), len(counted))
		}
		for _, got := range shown {
			want := counted[got.ID]
			if got.Ward != want.Ward || got.Learners != want.Learners || got.Counts != want.Counts || got.Roll.Adults != want.Roll.Adults {
				m.t.Errorf("boards of %s: %+v, counted %+v", c.ID, got, want)
			}
		}
	}
}
