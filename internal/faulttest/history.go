package faulttest

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

// Outcome is what somebody was told of a submission that they sent.
type Outcome string

// The outcomes. Of an Unknown one nobody was told: it may be stored, now or later, or never.
const (
	Created  Outcome = "created"
	Replayed Outcome = "replayed"
	Conflict Outcome = "conflict"
	Unknown  Outcome = "unknown"
)

// insert is a submission that was sent, with one of several bodies.
type insert struct {
	id   string
	body byte
}

// count is a question for how many submissions somebody has; its answer is an int.
type count struct{}

// History is what clients did and were told, of every resident apart. It is safe for concurrent use.
type History struct {
	began time.Time

	mu       sync.Mutex
	byPerson map[string]*personHistory
}

type personHistory struct {
	ops     []porcupine.Operation
	checked int // how many of them were there at the last check
}

// NewHistory begins a history in which nothing is stored yet.
func NewHistory() *History {
	return &History{began: time.Now(), byPerson: map[string]*personHistory{}}
}

// Insert begins a submission; what it returns is called with the outcome and how many submissions the answer counted. Every
// answer is of a moment between the two.
func (h *History) Insert(client int, resident, id string, body byte) func(Outcome, int) {
	called := h.now()
	return func(outcome Outcome, counted int) {
		returned := h.now()
		if outcome == Unknown {
			returned = math.MaxInt64
		}
		h.add(resident, porcupine.Operation{ClientId: client, Input: insert{id, body}, Call: called, Output: outcome, Return: returned})
		if outcome == Created || outcome == Replayed {
			// Counted after it was stored, so a moment of its own.
			h.add(resident, porcupine.Operation{ClientId: client, Input: count{}, Call: called, Output: counted, Return: returned})
		}
	}
}

// Count begins a question for how many submissions a resident has; what it returns is called with the answer.
func (h *History) Count(client int, resident string) func(int) {
	called := h.now()
	return func(counted int) {
		h.add(resident, porcupine.Operation{ClientId: client, Input: count{}, Call: called, Output: counted, Return: h.now()})
	}
}

func (h *History) now() int64 { return int64(time.Since(h.began)) }

func (h *History) add(resident string, op porcupine.Operation) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.byPerson[resident]
	if p == nil {
		p = &personHistory{}
		h.byPerson[resident] = p
	}
	p.ops = append(p.ops, op)
}

// Check fails the test unless everybody's operations can be put in an order, each at a moment between its call and its
// answer, in which every answer is the one that a set of submissions inserted once would give. It looks again at those of whom more is known than at
// the last check, and returns how many operations were added since.
func (h *History) Check(t testing.TB) int {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	checked := 0
	for resident, p := range h.byPerson {
		if p.checked == len(p.ops) {
			continue
		}
		ids := p.ids()
		switch porcupine.CheckOperationsTimeout(model(ids), bounded(p.ops), time.Minute) {
		case porcupine.Ok:
		case porcupine.Unknown:
			t.Errorf("the history of %s is too long to be checked: %d operations", resident, len(p.ops))
		default:
			t.Errorf("no order explains what %s was told:\n%s", resident, describe(p.ops))
		}
		checked += len(p.ops) - p.checked
		p.checked = len(p.ops)
	}
	return checked
}

// bounded leaves out what nobody was told of where it cannot have changed anything, and ends it where it no longer can; else
// each one would double the orders that must be tried. Where an answer says that it created the submission, nothing else did. Of
// several with one body the first stands for all. Once an answer knows of the submission, another sending changes nothing.
func bounded(ops []porcupine.Operation) []porcupine.Operation {
	created, known := map[string]bool{}, map[string]int64{} // by id; known is when the first answer returned
	first := map[insert]int64{}                             // when the first of those was sent of which nobody was told
	for _, op := range ops {
		in, ok := op.Input.(insert)
		if !ok {
			continue
		}
		if op.Output != Unknown {
			created[in.id] = created[in.id] || op.Output == Created
			known[in.id] = earlier(known, in.id, op.Return)
		} else {
			first[in] = earlier(first, in, op.Call)
		}
	}
	var left []porcupine.Operation
	for _, op := range ops {
		in, ok := op.Input.(insert)
		if ok && op.Output == Unknown {
			if created[in.id] || op.Call != first[in] {
				continue
			}
			if at, answered := known[in.id]; answered {
				op.Return = max(op.Call, at)
			}
		}
		left = append(left, op)
	}
	return left
}

func earlier[K comparable](m map[K]int64, key K, at int64) int64 {
	if old, ok := m[key]; ok {
		return min(old, at)
	}
	return at
}

// ids gives every id of a history its place in the model's state.
func (p *personHistory) ids() map[string]int {
	ids := map[string]int{}
	for _, op := range p.ops {
		if in, ok := op.Input.(insert); ok {
			if _, seen := ids[in.id]; !seen {
				ids[in.id] = len(ids)
			}
		}
	}
	return ids
}

const absent = byte(0)

// model is one resident's submissions: a state is the body stored under each id, or absent.
func model(ids map[string]int) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return strings.Repeat(string(absent), len(ids)) },
		Step: func(state, input, output any) (bool, any) {
			before := state.(string)
			switch in := input.(type) {
			case insert:
				outcome := output.(Outcome)
				return step(before, ids[in.id], in.body, outcome)
			default:
				return len(before)-strings.Count(before, string(absent)) == output.(int), before
			}
		},
		Equal: func(a, b any) bool { return a == b },
	}
}

// step is what inserting a body under an id at some place does, and whether the outcome tells the truth about it.
func step(before string, place int, body byte, outcome Outcome) (bool, string) {
	stored := before[place]
	after := before
	if stored == absent {
		after = before[:place] + string(body) + before[place+1:]
	}
	switch outcome {
	case Created:
		return stored == absent, after
	case Replayed:
		return stored == body, before
	case Conflict:
		return stored != absent && stored != body, before
	}
	return true, after // one that never took effect is put last, where nobody sees it
}

func describe(ops []porcupine.Operation) string {
	var text strings.Builder
	for _, op := range ops {
		until := "-"
		if op.Return != math.MaxInt64 {
			until = time.Duration(op.Return).String()
		}
		switch in := op.Input.(type) {
		case insert:
			_, _ = fmt.Fprintf(&text, "  %v to %s: client %d sends %s, body %c: %v\n", time.Duration(op.Call), until, op.ClientId, in.id, in.body, op.Output)
		default:
			_, _ = fmt.Fprintf(&text, "  %v to %s: client %d is told of %v submissions\n", time.Duration(op.Call), until, op.ClientId, op.Output)
		}
	}
	return text.String()
}
