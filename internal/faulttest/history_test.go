package faulttest

import (
	"testing"
)

// recorded is a test that only notes whether it failed.
type recorded struct {
	testing.TB
	failed bool
}

func (*recorded) Helper()                 {}
func (r *recorded) Errorf(string, ...any) { r.failed = true }

func TestAHistoryThatNoOrderExplainsIsFound(t *testing.T) {
	told := func(h *History, id string, body byte, outcome Outcome, counted int) {
		h.Insert(0, "r", id, body)(outcome, counted)
	}
	for name, c := range map[string]struct {
		play func(h *History)
		lie  bool
	}{
		"once, then again":            {func(h *History) { told(h, "a", 'x', Created, 1); told(h, "a", 'x', Replayed, 1) }, false},
		"another body":                {func(h *History) { told(h, "a", 'x', Created, 1); told(h, "a", 'y', Conflict, 0) }, false},
		"created twice":               {func(h *History) { told(h, "a", 'x', Created, 1); told(h, "a", 'x', Created, 1) }, true},
		"counted twice":               {func(h *History) { told(h, "a", 'x', Created, 1); told(h, "a", 'x', Replayed, 2) }, true},
		"acknowledged and gone":       {func(h *History) { told(h, "a", 'x', Created, 1); h.Count(0, "r")(0) }, true},
		"a conflict with nothing":     {func(h *History) { told(h, "a", 'x', Conflict, 0) }, true},
		"a conflict with itself":      {func(h *History) { told(h, "a", 'x', Created, 1); told(h, "a", 'x', Conflict, 0) }, true},
		"another body taken for it":   {func(h *History) { told(h, "a", 'x', Created, 1); told(h, "a", 'y', Replayed, 1) }, true},
		"unknown, was stored":         {func(h *History) { told(h, "a", 'x', Unknown, 0); told(h, "a", 'x', Replayed, 1) }, false},
		"unknown, was not stored":     {func(h *History) { told(h, "a", 'x', Unknown, 0); h.Count(0, "r")(0); told(h, "a", 'x', Created, 1) }, false},
		"unknown, is seen, then gone": {func(h *History) { told(h, "a", 'x', Unknown, 0); h.Count(0, "r")(1); h.Count(0, "r")(0) }, true},
		"at once, both created": {func(h *History) {
			first, second := h.Insert(0, "r", "a", 'x'), h.Insert(1, "r", "a", 'x')
			first(Created, 1)
			second(Created, 1)
		}, true},
		"at once, one created": {func(h *History) {
			first, second := h.Insert(0, "r", "a", 'x'), h.Insert(1, "r", "a", 'x')
			first(Replayed, 1)
			second(Created, 1)
		}, false},
		"thirty unknown, none was stored": {func(h *History) {
			for i := range 30 {
				told(h, string(rune('A'+i)), 'x', Unknown, 0)
			}
			for i := range 30 {
				told(h, string(rune('A'+i)), 'x', Created, 1+i)
			}
		}, false},
		"thirty unknown, all were stored": {func(h *History) {
			for i := range 30 {
				told(h, string(rune('A'+i)), 'x', Unknown, 0)
			}
			for i := range 30 {
				told(h, string(rune('A'+i)), 'x', Replayed, 30)
			}
		}, false},
		"unknown twice, counted twice": {func(h *History) {
			told(h, "a", 'x', Unknown, 0)
			told(h, "a", 'x', Unknown, 0)
			told(h, "a", 'x', Replayed, 2)
		}, true},
		"unknown, another body is known": {func(h *History) {
			told(h, "a", 'x', Unknown, 0)
			told(h, "a", 'y', Unknown, 0)
			told(h, "a", 'x', Conflict, 0)
			told(h, "a", 'y', Replayed, 1)
		}, false},
	} {
		h, r := NewHistory(), &recorded{TB: t}
		c.play(h)
		h.Check(r)
		if r.failed != c.lie {
			t.Errorf("%s: found a lie: %v, want %v", name, r.failed, c.lie)
		}
	}
}
