package progress_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"pgregory.net/rapid"

	"hocso/progress"
	"hocso/progress/people"
)

// answered draws a submission as a phone makes it of the version that it has, old as that may be.
func (m *machine) answered(p *phone, owner, by string) sending {
	module := rapid.SampledFrom([]string{"a", "a", "b", "x"}).Draw(m.t, "module")
	version := m.shelf.versions[module][p.has[module]-1]
	m.nextID++
	d := progress.Draft{ID: fmt.Sprintf("%04d", m.nextID), Module: module, Version: version.Version, Answers: map[string][]string{},
		FinishedAt: p.clock(m.now).UTC(), Seconds: rapid.IntRange(0, 900).Draw(m.t, "seconds"), Review: rapid.IntRange(0, 5).Draw(m.t, "review") == 0}
	d.StartedAt = d.FinishedAt.Add(-time.Duration(d.Seconds) * time.Second)
	skill := rapid.IntRange(0, 2).Draw(m.t, "skill")
	for i, q := range version.Questions {
		d.Answers[q.ID] = slices.Clone(q.Key)
		if skill == 0 || skill == 1 && rapid.Bool().Draw(m.t, "wrong") {
			d.Answers[q.ID] = []string{map[string]string{"x": "y", "y": "x"}[q.Key[0]]}
		}
		if i > 0 && rapid.IntRange(0, 7).Draw(m.t, "empty") == 0 {
			d.Answers[q.ID] = []string{}
		}
	}
	return sending{owner, by, d}
}

func (m *machine) answer() {
	p, owner := m.phone(), m.resident()
	p.outbox = append(p.outbox, m.answered(p, owner, owner))
}

func (m *machine) assist() {
	p := m.phone()
	p.outbox = append(p.outbox, m.answered(p, m.resident(), rapid.SampledFrom(names(coordinators)).Draw(m.t, "coordinator")))
	m.sendFrom(p, len(p.outbox)-1)
}

func (m *machine) sendOne() {
	p := m.phone()
	if len(p.outbox) == 0 {
		m.t.Skip("nothing to send")
	}
	m.sendFrom(p, rapid.IntRange(0, len(p.outbox)-1).Draw(m.t, "item"))
}

// sendFrom sends one item, which leaves the outbox unless the answer is lost on the way.
func (m *machine) sendFrom(p *phone, i int) {
	item := p.outbox[i]
	answered := m.send(m.server(), item)
	if answered && !rapid.Bool().Draw(m.t, "reply lost") {
		p.outbox = slices.Delete(p.outbox, i, i+1)
	}
}

// sendBatch sends several at once; each succeeds or fails on its own.
func (m *machine) sendBatch() {
	p, s := m.phone(), m.server()
	if len(p.outbox) == 0 || s.left >= 0 { // what is lost with a machine that goes down must follow from the seed
		m.t.Skip("nothing to send, or a machine about to go down")
	}
	batch := p.outbox[:rapid.IntRange(1, len(p.outbox)).Draw(m.t, "items")]
	verdicts := make([]func() bool, len(batch))
	var running sync.WaitGroup
	for i, item := range batch {
		actor, known := m.actor(s, item.by)
		if !known {
			verdicts[i] = func() bool { return true }
			continue
		}
		running.Go(func() {
			receipt, err := s.service.Submit(context.Background(), actor, item.as(actor))
			verdicts[i] = func() bool { return m.judge(s, item, actor, receipt, err) }
		})
	}
	running.Wait()
	for _, verdict := range verdicts {
		verdict()
	}
	if !rapid.Bool().Draw(m.t, "reply lost") {
		p.outbox = slices.Delete(p.outbox, 0, len(batch))
	}
}

// as is the draft as somebody hands it in.
func (i sending) as(actor people.Person) progress.Draft {
	d := i.draft
	if i.owner != actor.ID {
		d.Resident = i.owner
	}
	return d
}

// send hands in a submission and judges the answer; it reports whether the phone got one.
func (m *machine) send(s *machineServer, item sending) bool {
	actor, known := m.actor(s, item.by)
	if !known {
		return true // the account is gone, and the phone is told so
	}
	receipt, err := s.service.Submit(context.Background(), actor, item.as(actor))
	if !m.judge(s, item, actor, receipt, err) {
		return false
	}
	if n := len(m.model.facts[item.owner]); err == nil && item.by == item.owner && m.present(item.owner) && receipt.Summary.Submissions != n {
		m.t.Errorf("the answer counts %d submissions of %d", receipt.Summary.Submissions, n)
	}
	return true
}

func (m *machine) present(id string) bool {
	_, ok := m.model.people[id]
	return ok
}

// judge holds an answer against the model, and learns from it; it reports whether there was one.
func (m *machine) judge(s *machineServer, item sending, actor people.Person, receipt progress.Receipt, err error) bool {
	m.say("%s hands in %s of %s at server %d: new %v, %v", item.by, item.draft.ID, item.owner, m.number(s), err == nil && !receipt.Replay, err)
	first, known := m.model.facts[item.owner][item.draft.ID]
	same := known && sameDraft(first.draft, item.draft)
	switch {
	case errors.Is(err, progress.ErrUnavailable) && s.blown:
		m.readFacts(item.owner, item)
		return false
	case errors.Is(err, progress.ErrForbidden):
		if item.by == item.owner || m.present(item.owner) && actor.Coordinates(m.model.people[item.owner].Village) {
			m.t.Errorf("%s may not hand in for %s", item.by, item.owner)
		}
		return true
	case !m.present(item.owner):
		return true // erased by another server a moment ago
	case errors.Is(err, progress.ErrConflict):
		if !known || same {
			m.t.Errorf("conflict over %+v, first %+v", item, first)
		}
		return true
	case err != nil:
		m.t.Errorf("sending %+v: %v", item, err)
		return true
	}
	if receipt.Replay != known || known && !same {
		m.t.Errorf("replay %v, known %v, the same %v: %+v", receipt.Replay, known, same, item)
		return true
	}
	if !known {
		first = m.newFact(item, receipt.Submission.ReceivedAt)
		m.learn(item.owner, first)
		if want := m.now.Add(s.skew); !receipt.Submission.ReceivedAt.Equal(want) {
			m.t.Errorf("received at %v, want %v", receipt.Submission.ReceivedAt, want)
		}
	}
	var right []bool
	for _, q := range receipt.Grading.Questions {
		right = append(right, q.Right)
	}
	got := receipt.Submission
	if !slices.Equal(right, first.right) || got.Score != first.score() || got.Max != len(first.right) || got.Passed != first.passed ||
		got.ID != first.draft.ID || got.Resident != item.owner || got.By != first.by || !got.ReceivedAt.Equal(first.received) {
		m.t.Errorf("answered %+v with feedback %v, want that of %+v", got, right, first)
	}
	return true
}

func sameDraft(a, b progress.Draft) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

func (m *machine) newFact(item sending, received time.Time) modelFact {
	version, err := m.shelf.Version(context.Background(), item.draft.Module, item.draft.Version)
	m.must(err)
	right, passed := gradeNaively(version, item.draft)
	return modelFact{draft: item.draft, by: item.by, received: received, right: right, passed: passed}
}

func (m *machine) learn(owner string, f modelFact) {
	if m.model.facts[owner] == nil {
		m.model.facts[owner] = map[string]modelFact{}
	}
	m.model.facts[owner][f.draft.ID] = f
}

// readFacts asks the store whether what was not acknowledged is there; either is right.
func (m *machine) readFacts(owner string, item sending) {
	stored, err := m.store.SubmissionsOf(context.Background(), owner)
	m.must(err)
	for _, s := range stored {
		if _, known := m.model.facts[owner][s.ID]; !known && s.ID == item.draft.ID && m.present(owner) {
			m.learn(owner, m.newFact(item, s.ReceivedAt))
		}
	}
}

// fact draws what was acknowledged once.
func (m *machine) fact() (owner string, f modelFact) {
	owner = m.resident()
	if len(m.model.facts[owner]) == 0 {
		m.t.Skip("nothing handed in")
	}
	return owner, m.model.facts[owner][rapid.SampledFrom(names(m.model.facts[owner])).Draw(m.t, "submission")]
}

func (m *machine) repeat() {
	owner, f := m.fact()
	m.send(m.server(), sending{owner, owner, f.draft})
}

func (m *machine) changeBody() {
	owner, f := m.fact()
	d := f.draft
	switch rapid.IntRange(0, 3).Draw(m.t, "change") {
	case 0:
		d.FinishedAt = d.FinishedAt.Add(time.Second)
	case 1:
		d.Seconds++
	case 2:
		d.Version = 1 + d.Version%len(m.shelf.versions[d.Module])
		fallthrough
	default:
		d.Answers = map[string][]string{"q1": {"x"}}
	}
	m.send(m.server(), sending{owner, owner, d})
}

// borrowID hands in what somebody else has handed in, under the same id.
func (m *machine) borrowID() {
	_, f := m.fact()
	other := m.resident()
	m.send(m.server(), sending{other, other, f.draft})
}
