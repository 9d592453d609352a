package progress_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"hocso/progress"
	"hocso/progress/people"
)

// actions are all that may happen; what happens more often stands there more than once.
func (m *machine) actions() map[string]func(*rapid.T) {
	all := map[string]func(){
		"answer": m.answer, "answer more": m.answer, "answer and send": func() { m.answer(); m.sendOne() },
		"send one": m.sendOne, "send another": m.sendOne, "send a batch": m.sendBatch,
		"send what was answered": m.repeat, "send another body": m.changeBody, "send as somebody else": m.borrowID,
		"hand in for a resident": m.assist,
		"pass":                   func() { m.run(m.server(), (*progress.Rollup).Flush) }, "pass again": func() { m.run(m.server(), (*progress.Rollup).Flush) },
		"sweep":              func() { m.run(m.server(), (*progress.Rollup).Sweep) },
		"consent":            m.consent,
		"confirm":            func() { m.change(func(p *people.Person) { p.Unconfirmed = false }) },
		"move":               m.move,
		"erase":              m.erase,
		"register":           func() { m.register(village1) },
		"register elsewhere": func() { m.register(village3) },
		"machine":            m.breakSoon,
		"restart":            func() { m.restart(m.anyServer()) },
		"boards":             func() { m.flushBoards() },
		"publish":            func() { m.shelf.publish(rapid.SampledFrom([]string{"a", "b", "x"}).Draw(m.t, "module")) },
		"retire":             func() { delete(m.shelf.offered, rapid.SampledFrom([]string{"a", "b", "x"}).Draw(m.t, "module")) },
		"download":           m.download,
		"time":               m.wait,
		"time goes":          m.wait,
		"clock": func() {
			m.anyServer().skew = rapid.SampledFrom([]time.Duration{0, 5 * time.Minute, -5 * time.Minute, time.Hour, -time.Hour, 24 * time.Hour, -24 * time.Hour}).Draw(m.t, "skew")
		},
		"settle": m.settle,
	}
	steps := map[string]func(*rapid.T){"": func(*rapid.T) { m.look() }}
	for name, do := range all {
		steps[name] = func(*rapid.T) { do() }
	}
	return steps
}

// look holds after each step what must hold always: whatever was acknowledged is there, once.
func (m *machine) look() {
	if !m.eachStep {
		return
	}
	results, err := m.store.Results(context.Background(), names(m.model.people))
	m.must(err)
	for _, id := range names(m.model.people) {
		if len(results[id]) != len(m.model.facts[id]) {
			m.t.Errorf("%d submissions of %s are stored, %d were acknowledged", len(results[id]), id, len(m.model.facts[id]))
		}
	}
}

func (m *machine) anyServer() *machineServer {
	return m.servers[rapid.IntRange(0, len(m.servers)-1).Draw(m.t, "server")]
}

func (m *machine) phone() *phone {
	return m.phones[rapid.IntRange(0, len(m.phones)-1).Draw(m.t, "phone")]
}

// resident draws one who is there, in the end or still.
func (m *machine) resident() string {
	ids := slices.DeleteFunc(names(m.model.people), func(id string) bool { return id[0] == 'c' && id != "c3" })
	if len(ids) == 0 {
		m.t.Skip("everybody is gone")
	}
	return rapid.SampledFrom(ids).Draw(m.t, "resident")
}

func (m *machine) wait() {
	m.now = m.now.Add(rapid.SampledFrom([]time.Duration{time.Second, 10 * time.Second, 40 * time.Second, 20 * time.Minute, 5 * time.Hour,
		13 * time.Hour, 30 * time.Hour, 5 * 24 * time.Hour, 60 * 24 * time.Hour}).Draw(m.t, "wait"))
}

func (m *machine) download() {
	p, id := m.phone(), rapid.SampledFrom([]string{"a", "b", "x"}).Draw(m.t, "module")
	if !m.shelf.offered[id] {
		m.t.Skip("retired")
	}
	p.has[id] = len(m.shelf.versions[id])
}

func (m *machine) run(s *machineServer, do func(*progress.Rollup, context.Context) error) {
	err := do(s.rollup, context.Background())
	m.say("server %d recomputes: %v", m.number(s), err)
	if err != nil && !s.blown {
		m.t.Errorf("recomputing: %v", err)
	}
}

// breakSoon makes a server's machine go down at one of its next writes.
func (m *machine) breakSoon() {
	s := m.server()
	m.say("server %d will go down", m.number(s))
	s.after, s.left = rapid.Bool().Draw(m.t, "after it"), rapid.IntRange(0, 6).Draw(m.t, "writes left")
}

func (m *machine) consent() {
	agreed := rapid.Bool().Draw(m.t, "agreed")
	m.change(func(p *people.Person) {
		p.Consents = append(slices.Clip(p.Consents), people.ConsentRecord{Consent: people.Consent{Account: true, Statistics: agreed}, At: m.now})
	})
}

func (m *machine) move() {
	to := rapid.SampledFrom([]string{village1, village2, village3}).Draw(m.t, "village")
	m.change(func(p *people.Person) { p.Village = to })
}

func (m *machine) register(village string) {
	m.nextID++
	p := people.Person{ID: fmt.Sprintf("r%04d", m.nextID), Village: village,
		Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: true}, At: m.now}}}
	m.must(m.store.AddPeople(context.Background(), []people.Person{p}))
	m.model.people[p.ID] = p
}

// change changes a person as people.Service does, and tells progress.
func (m *machine) change(f func(*people.Person)) {
	s, id := m.server(), m.resident()
	ctx := context.Background()
	p, err := m.store.Person(ctx, id)
	m.must(err)
	f(&p)
	err = s.rollup.Mark(ctx, id)
	if err == nil {
		err = s.store.UpdatePerson(ctx, p)
		delete(s.known, id)
	}
	if err == nil {
		err = s.service.Recount(ctx, id)
	}
	if err != nil && !s.blown {
		m.t.Errorf("changing %s: %v", id, err)
	}
	m.say("server %d changes %s, of %s, counted %v, to %s, %v: %v", m.number(s), id, m.model.people[id].Village, m.model.people[id].Counted(false), p.Village,
		p.Counted(false), err)
	m.model.people[id], err = m.store.Person(ctx, id)
	m.must(err)
}

// erase erases a resident as people.Service.EraseAll does. Where the machine goes down the resident tries again, if they can
// still sign in.
func (m *machine) erase() {
	id := m.resident()
	for range 2 {
		s := m.server()
		actor, known := m.actor(s, id)
		if !known {
			break
		}
		err := m.eraseAt(s, actor)
		m.say("server %d erases %s: %v", m.number(s), id, err)
		if err == nil {
			break
		}
		if !s.blown {
			m.t.Fatalf("erasing %s: %v", id, err)
		}
	}
	if _, err := m.store.Person(context.Background(), id); errors.Is(err, people.ErrNotFound) {
		m.model.gone[id] = true
		delete(m.model.people, id)
		delete(m.model.facts, id)
		return
	}
	left, err := m.store.SubmissionsOf(context.Background(), id)
	m.must(err)
	if len(left) == 0 {
		delete(m.model.facts, id)
	}
}

func (m *machine) eraseAt(s *machineServer, actor people.Person) error {
	ctx := context.Background()
	if err := s.service.Erase(ctx, actor); err != nil {
		return err
	}
	if err := s.store.DeletePerson(ctx, actor.ID); err != nil {
		return err
	}
	delete(s.known, actor.ID)
	return s.service.Erase(ctx, actor)
}
