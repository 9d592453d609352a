// Package fieldworktest checks that stores keep what fieldwork.Store and fieldwork.Archive promise. Every store runs it.
package fieldworktest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/progress/fieldwork"
)

// Store keeps events, also whole.
type Store interface {
	fieldwork.Store
	fieldwork.Archive
}

// at is a time as exact as every store keeps it.
func at(minute int) time.Time {
	return time.Date(2026, 12, 1, 12, minute, 59, int(987*time.Millisecond), time.UTC)
}

// event sets every field, which no event in earnest does: one that a store leaves out could be lost unnoticed.
func event(village, id string, minute int) fieldwork.Event {
	return fieldwork.Event{ID: id, Village: village, Kind: fieldwork.Joined, Session: "s1", Day: day.Day("2026-12-01"), Part: fieldwork.Evening,
		Person: "p1", Module: "vneid-1", Place: "Nhà cộng đồng", Outcome: fieldwork.Later, Of: "e9", At: at(minute), ReceivedAt: at(minute + 1), By: "p2"}
}

// of is an event of a session, about a person; both may be empty.
func of(session, person string, e fieldwork.Event) fieldwork.Event {
	e.Session, e.Person = session, person
	return e
}

// TestStore checks a store; open gives an empty one each time.
func TestStore(t *testing.T, open func(t *testing.T) Store) {
	testInserting(t, open)
	testReading(t, open)
	testDeleting(t, open)
	testArchive(t, open)
}

func testInserting(t *testing.T, open func(t *testing.T) Store) {
	t.Run("an event comes back with every field", func(t *testing.T) {
		s := open(t)
		e := event("24163-001", "e1", 1)
		v := reflect.ValueOf(e)
		for _, f := range reflect.VisibleFields(v.Type()) {
			if v.FieldByIndex(f.Index).IsZero() {
				t.Fatalf("the sample leaves %s empty", f.Name)
			}
		}
		bare := fieldwork.Event{ID: "e2", Village: "24163-001", Kind: fieldwork.Undone, Of: "e1", At: at(2), ReceivedAt: at(3), By: "p2"}
		wantInserted(t, insert(t, s, e, bare), []bool{true, true}, e, bare)
		wantEvents(t, "EventsOf", got(s.EventsOf(t.Context(), []string{"24163-001"})), e, bare)
	})

	t.Run("an event that is there stays as it is, also beside new ones, and the same id in another village is another event", func(t *testing.T) {
		s := open(t)
		first, second, elsewhere := event("24163-001", "e1", 1), event("24163-001", "e2", 2), event("24163-002", "e1", 3)
		insert(t, s, first)
		wantInserted(t, insert(t, s, second, event("24163-001", "e1", 9), elsewhere), []bool{true, false, true}, second, first, elsewhere)
		wantEvents(t, "EventsOf", got(s.EventsOf(t.Context(), []string{"24163-001", "24163-002"})), first, second, elsewhere)
	})

	t.Run("of an event that is inserted many times at once one is new and all others get that one", func(t *testing.T) {
		s := open(t)
		var wg sync.WaitGroup
		outcomes := make([]fieldwork.Inserted, 8)
		errs := make([]error, len(outcomes))
		for i := range outcomes {
			wg.Go(func() {
				list, err := s.InsertEvents(context.WithoutCancel(t.Context()), []fieldwork.Event{event("24163-001", "e1", i)})
				if errs[i] = err; err == nil {
					outcomes[i] = list[0]
				}
			})
		}
		wg.Wait()
		must(t, errors.Join(errs...))
		fresh := 0
		for _, o := range outcomes {
			if o.New {
				fresh++
			}
			if o.Stored != outcomes[0].Stored {
				t.Errorf("stored %+v and %+v", o.Stored, outcomes[0].Stored)
			}
		}
		if fresh != 1 {
			t.Errorf("%d are new", fresh)
		}
	})

	t.Run("no events are no error", func(t *testing.T) {
		s := open(t)
		if list, err := s.InsertEvents(t.Context(), nil); err != nil || len(list) != 0 {
			t.Errorf("%v, %v", list, err)
		}
	})
}

func testReading(t *testing.T, open func(t *testing.T) Store) {
	t.Run("events are found by village, by session and by person, ordered by village and id", func(t *testing.T) {
		s := open(t)
		here, later := of("s1", "p1", event("24163-001", "b", 1)), of("s2", "p2", event("24163-001", "a", 2))
		there, nobody := of("s1", "p2", event("24163-002", "a", 3)), of("", "", event("24163-003", "a", 4))
		insert(t, s, there, here, nobody, later)
		wantEvents(t, "EventsOf one", got(s.EventsOf(t.Context(), []string{"24163-001"})), later, here)
		wantEvents(t, "EventsOf two", got(s.EventsOf(t.Context(), []string{"24163-002", "24163-001"})), later, here, there)
		wantEvents(t, "EventsOf none", got(s.EventsOf(t.Context(), nil)))
		wantEvents(t, "EventsIn", got(s.EventsIn(t.Context(), "s1")), here, there)
		wantEvents(t, "EventsIn none", got(s.EventsIn(t.Context(), "")))
		wantEvents(t, "EventsAbout", got(s.EventsAbout(t.Context(), "p2")), later, there)
		wantEvents(t, "EventsAbout nobody", got(s.EventsAbout(t.Context(), "")))
	})

	t.Run("what undoes others is found by village, with a session or without", func(t *testing.T) {
		s := open(t)
		undoing := func(village, id, session string) fieldwork.Event {
			return fieldwork.Event{ID: id, Village: village, Kind: fieldwork.Undone, Session: session, Of: "e9", At: at(2), ReceivedAt: at(3), By: "p2"}
		}
		named, bare, there := undoing("24163-001", "b", "s1"), undoing("24163-001", "a", ""), undoing("24163-002", "a", "")
		opened := of("s1", "", event("24163-001", "c", 1))
		insert(t, s, named, bare, there, opened, event("24163-001", "d", 1))
		wantEvents(t, "Undoings of one", got(s.Undoings(t.Context(), []string{"24163-001"})), bare, named)
		wantEvents(t, "Undoings of two", got(s.Undoings(t.Context(), []string{"24163-002", "24163-001"})), bare, named, there)
		wantEvents(t, "Undoings of none", got(s.Undoings(t.Context(), nil)))
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		e := event("24163-001", "e1", 1)
		for name, call := range map[string]func() error{
			"InsertEvents":       func() error { _, err := s.InsertEvents(ctx, []fieldwork.Event{e}); return err },
			"EventsOf":           func() error { _, err := s.EventsOf(ctx, []string{"24163-001"}); return err },
			"EventsIn":           func() error { _, err := s.EventsIn(ctx, "s1"); return err },
			"Undoings":           func() error { _, err := s.Undoings(ctx, []string{"24163-001"}); return err },
			"EventsAbout":        func() error { _, err := s.EventsAbout(ctx, "p1"); return err },
			"DeleteEventsAbout":  func() error { return s.DeleteEventsAbout(ctx, "p1") },
			"CarryEvents":        func() error { return s.CarryEvents(ctx, "p1", "p2") },
			"CountEventsBefore":  func() error { _, err := s.CountEventsBefore(ctx, at(1)); return err },
			"DeleteEventsBefore": func() error { return s.DeleteEventsBefore(ctx, at(1)) },
			"EachEvent":          func() error { return s.EachEvent(ctx, func(fieldwork.Event) error { return nil }) },
			"PutEvents":          func() error { return s.PutEvents(ctx, []fieldwork.Event{e}) },
		} {
			if err := call(); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
	})
}

func testDeleting(t *testing.T, open func(t *testing.T) Store) {
	t.Run("a person's events go and those about others and about nobody stay", func(t *testing.T) {
		s := open(t)
		gone, stays, nobody := of("s1", "p1", event("24163-001", "a", 1)), of("s1", "p3", event("24163-001", "b", 2)), of("s1", "", event("24163-001", "c", 3))
		insert(t, s, gone, of("s2", "p1", event("24163-002", "a", 4)), stays, nobody)
		must(t, s.DeleteEventsAbout(t.Context(), "p1"))
		must(t, s.DeleteEventsAbout(t.Context(), "p1"))
		must(t, s.DeleteEventsAbout(t.Context(), ""))
		wantEvents(t, "EventsOf", got(s.EventsOf(t.Context(), []string{"24163-001", "24163-002"})), stays, nobody)
		wantInserted(t, insert(t, s, gone), []bool{true}, gone)
	})

	t.Run("events that name one person are let name another one, and nothing else changes", func(t *testing.T) {
		s := open(t)
		a, b, nobody := of("s1", "p1", event("24163-001", "a", 1)), of("s1", "p3", event("24163-001", "b", 2)), of("s1", "", event("24163-001", "c", 3))
		insert(t, s, a, b, nobody)
		for range 2 {
			must(t, s.CarryEvents(t.Context(), "p1", "p2"))
			must(t, s.CarryEvents(t.Context(), "", "p2"))
		}
		a.Person = "p2"
		wantEvents(t, "EventsOf", got(s.EventsOf(t.Context(), []string{"24163-001"})), a, b, nobody)
		wantEvents(t, "EventsAbout", got(s.EventsAbout(t.Context(), "p2")), a)
		wantInserted(t, insert(t, s, a), []bool{false}, a)
	})

	t.Run("events received before a time are counted, and go", func(t *testing.T) {
		s := open(t)
		old, young := event("24163-001", "a", 1), event("24163-001", "b", 2)
		insert(t, s, old, young)
		if n, err := s.CountEventsBefore(t.Context(), young.ReceivedAt); err != nil || n != 1 {
			t.Errorf("%d, %v", n, err)
		}
		must(t, s.DeleteEventsBefore(t.Context(), young.ReceivedAt))
		wantEvents(t, "EventsOf", got(s.EventsOf(t.Context(), []string{"24163-001"})), young)
	})
}

func testArchive(t *testing.T, open func(t *testing.T) Store) {
	t.Run("all events are read once, in the order of their keys, and come back as they were put", func(t *testing.T) {
		s := open(t)
		wantArchived(t, s)
		var want []fieldwork.Event
		for i := range 130 {
			want = append(want, event(fmt.Sprintf("24163-%03d", i/50+1), fmt.Sprintf("%03d", i), i))
		}
		must(t, s.PutEvents(t.Context(), want))
		must(t, s.PutEvents(t.Context(), nil))
		wantArchived(t, s, want...)
	})

	t.Run("of events that are put again, those that are there stay and the others are added", func(t *testing.T) {
		s := open(t)
		first, second := event("24163-001", "a", 1), event("24163-001", "b", 2)
		insert(t, s, first)
		must(t, s.PutEvents(t.Context(), []fieldwork.Event{event("24163-001", "a", 9), second}))
		wantArchived(t, s, first, second)
	})

	t.Run("going through events ends with f's error", func(t *testing.T) {
		s := open(t)
		insert(t, s, event("24163-001", "a", 1), event("24163-001", "b", 2))
		stop, seen := errors.New("stop"), 0
		err := s.EachEvent(t.Context(), func(fieldwork.Event) error {
			seen++
			return stop
		})
		if !errors.Is(err, stop) || seen != 1 {
			t.Errorf("saw %d, error %v", seen, err)
		}
	})
}

// read is what a reading method returned.
type read struct {
	events []fieldwork.Event
	err    error
}

func got(events []fieldwork.Event, err error) read { return read{events, err} }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func insert(t *testing.T, s fieldwork.Store, batch ...fieldwork.Event) []fieldwork.Inserted {
	t.Helper()
	got, err := s.InsertEvents(t.Context(), batch)
	must(t, err)
	if len(got) != len(batch) {
		t.Fatalf("%d outcomes for %d events", len(got), len(batch))
	}
	return got
}

func wantInserted(t *testing.T, got []fieldwork.Inserted, fresh []bool, stored ...fieldwork.Event) {
	t.Helper()
	for i := range got {
		if got[i].New != fresh[i] || got[i].Stored != stored[i] {
			t.Errorf("outcome %d:\n got new %v, %+v\nwant new %v, %+v", i, got[i].New, got[i].Stored, fresh[i], stored[i])
		}
	}
}

func wantEvents(t *testing.T, what string, r read, want ...fieldwork.Event) {
	t.Helper()
	must(t, r.err)
	if len(r.events) != len(want) {
		t.Errorf("%s: %d events, want %d", what, len(r.events), len(want))
		return
	}
	for i := range want {
		if r.events[i] != want[i] {
			t.Errorf("%s, event %d:\n got %+v\nwant %+v", what, i, r.events[i], want[i])
		}
	}
}

func wantArchived(t *testing.T, s Store, want ...fieldwork.Event) {
	t.Helper()
	var got []fieldwork.Event
	must(t, s.EachEvent(t.Context(), func(e fieldwork.Event) error {
		got = append(got, e)
		return nil
	}))
	wantEvents(t, "EachEvent", read{got, nil}, want...)
}
