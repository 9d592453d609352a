package progress_test

import (
	"testing"

	"hocso/progress/people"
)

func TestOnlyConfirmedAdultsWhoAgreedAreCounted(t *testing.T) {
	w := newWorld(t)
	rollup := w.rollup(w.stores())
	if err := rollup.RebuildBoards(t.Context()); err != nil {
		t.Fatal(err)
	}
	person := w.resident(village1)
	for _, step := range []struct {
		name        string
		change      func(*people.Person)
		countAll    bool
		participate int
	}{
		{"confirmed and agreed", func(*people.Person) {}, false, 1},
		{"unconfirmed", func(p *people.Person) { p.Unconfirmed = true }, false, 0},
		{"unconfirmed, where the campaign counts everybody", func(*people.Person) {}, true, 1},
		{"confirmed again", func(p *people.Person) { p.Unconfirmed = false }, false, 1},
		{"a child, whatever the campaign says", func(p *people.Person) { p.Guardian = "somebody" }, true, 0},
	} {
		step.change(&person)
		if err := w.store.UpdatePerson(t.Context(), person); err != nil {
			t.Fatal(err)
		}
		person.Revision++
		w.ref.Campaign.CountUnconfirmed = step.countAll
		w.insert(w.submission(person, "a", 5))
		if err := rollup.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := w.count(village1).Participants; got != step.participate {
			t.Errorf("%s: %d participate, want %d", step.name, got, step.participate)
		}
		w.verify()
	}
}
