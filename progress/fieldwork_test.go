package progress_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

// inSession is an event of the session that it is now in a village.
func (w *world) inSession(village string, kind fieldwork.Kind, person string) fieldwork.Event {
	return fieldwork.Event{ID: uuid.NewString(), Kind: kind, Session: fieldwork.SessionID(village, day.Of(w.now), fieldwork.PartOf(w.now)), Person: person, At: w.now}
}

// wantNoted hands in events and checks what became of each: nil for stored anew, progress.ErrConflict's kin as they are.
func (w *world) wantNoted(service *progress.Service, actor people.Person, village string, events []fieldwork.Event, replay []bool, errs ...error) {
	w.t.Helper()
	noted, err := service.Note(w.t.Context(), actor, village, slices.Clone(events))
	if err != nil {
		w.t.Fatal(err)
	}
	for i, n := range noted {
		if n.Replay != replay[i] || !errors.Is(n.Err, errs[i]) || n.Err != nil && errs[i] == nil {
			w.t.Errorf("event %d: %+v, want repeat %v, error %v", i, n, replay[i], errs[i])
		}
	}
}

// merged closes the first village: it was merged into the second one.
func (w *world) merged() {
	w.ref.Directory = places.NewDirectory(w.ref.Directory.Wards(), []places.Village{{ID: village1, Ward: "00001", MergedInto: village2},
		{ID: village2, Ward: "00001", Absorbed: []string{village1}}, {ID: village3, Ward: "00002"}})
}

func TestEventsOfAVillageThatWasMergedAreItsSuccessors(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	first, second := w.coordinator(village1), w.coordinator(village2)
	hoa, lan := w.listed(village1), w.listed(village2)
	opened, joined := w.inSession(village1, fieldwork.Opened, ""), w.inSession(village1, fieldwork.Joined, hoa.ID)
	w.wantNoted(service, first, village1, []fieldwork.Event{opened, joined}, []bool{false, false}, nil, nil)
	w.wantNoted(service, second, village2, []fieldwork.Event{w.inSession(village2, fieldwork.Joined, lan.ID)}, []bool{false}, nil)

	w.merged()
	// What the phone had sent before, and what it sends only now, by the name that it knows.
	w.wantNoted(service, first, village1, []fieldwork.Event{joined, w.inSession(village1, fieldwork.Joined, lan.ID)}, []bool{true, false}, nil, nil)
	// A phone that has heard of it goes on with the session that it began.
	w.wantNoted(service, second, village2, []fieldwork.Event{w.inSession(village1, fieldwork.Left, hoa.ID)}, []bool{false}, nil)
	for _, id := range []string{village1, village2} {
		sessions, next, err := service.Sessions(t.Context(), second, id, progress.Page{Limit: 10})
		if err != nil || next != "" || len(sessions) != 2 {
			t.Fatalf("sessions of %s: %+v, %v", id, sessions, err)
		}
		r, err := service.Session(t.Context(), second, id, opened.Session)
		if err != nil || len(r.Lines) != 2 || r.Lines[0].Presence.LeftAt.IsZero() == (r.Lines[0].Person.ID == hoa.ID) {
			t.Errorf("session by %s: %+v, %v", id, r, err)
		}
	}
}

func TestWhoWasTappedByMistakeIsNotThereHoweverThatIsTakenBack(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	c, hoa, lan := w.coordinator(village1), w.listed(village1), w.listed(village1)
	right, wrong := w.inSession(village1, fieldwork.Joined, hoa.ID), w.inSession(village1, fieldwork.Joined, lan.ID)
	undone := fieldwork.Event{ID: uuid.NewString(), Kind: fieldwork.Undone, Of: wrong.ID, At: w.now}
	w.wantNoted(service, c, village1, []fieldwork.Event{right, wrong, undone}, make([]bool, 3), nil, nil, nil)
	r, err := service.Session(t.Context(), c, village1, right.Session)
	if err != nil || len(r.Lines) != 1 || r.Lines[0].Person.ID != hoa.ID {
		t.Errorf("%+v, %v", r.Lines, err)
	}
	sessions, _, err := service.Sessions(t.Context(), c, village1, progress.Page{Limit: 9})
	if err != nil || len(sessions) != 1 || len(sessions[0].People) != 1 {
		t.Errorf("%+v, %v", sessions, err)
	}
}

func TestSessionsComeInPages(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	c := w.coordinator(village1)
	var want []string
	for range 5 {
		e := w.inSession(village1, fieldwork.Opened, "")
		w.wantNoted(service, c, village1, []fieldwork.Event{e}, []bool{false}, nil)
		want = append([]string{e.Session}, want...)
		w.now = w.now.AddDate(0, 0, 1)
	}
	var got []string
	page := progress.Page{Limit: 2}
	for {
		sessions, next, err := service.Sessions(t.Context(), c, village1, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sessions {
			got = append(got, s.ID)
		}
		if page.After = next; next == "" {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("sessions %v, want %v", got, want)
	}
}

func TestFieldworkIsForWhoHelpsTheVillage(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	officer := people.Person{ID: uuid.NewString(), Appointments: []people.Appointment{{Role: people.Officer, Ward: "00001"}}}
	opened, hoa := w.inSession(village1, fieldwork.Opened, ""), w.listed(village1)
	w.wantNoted(service, officer, village1, []fieldwork.Event{opened}, []bool{false}, nil)
	for name, actor := range map[string]people.Person{"a resident": w.resident(village1), "another village's coordinator": w.coordinator(village2),
		"another ward's officer": {ID: uuid.NewString(), Appointments: []people.Appointment{{Role: people.Officer, Ward: "00002"}}},
		"a manager":              {ID: uuid.NewString(), Appointments: []people.Appointment{{Role: people.Manager}}}} {
		ctx := t.Context()
		for what, err := range map[string]error{
			"Note":       put(service.Note(ctx, actor, village1, []fieldwork.Event{opened})),
			"Sessions":   put2(service.Sessions(ctx, actor, village1, progress.Page{Limit: 1})),
			"Session":    put(service.Session(ctx, actor, village1, opened.Session)),
			"ToVisit":    put(service.ToVisit(ctx, actor, village1)),
			"Learnt":     put2(service.Learnt(ctx, actor, village1)),
			"Encounters": put(service.Encounters(ctx, actor, village1, hoa.ID)),
		} {
			if !errors.Is(err, progress.ErrForbidden) {
				t.Errorf("%s for %s: %v", what, name, err)
			}
		}
	}
	if _, err := service.Note(t.Context(), officer, "00009-001", nil); !errors.Is(err, places.ErrNotFound) {
		t.Errorf("a village that is none: %v", err)
	}
}

// slow is a store in which something happens just before events are stored.
type slow struct {
	fieldwork.Store
	before func()
}

func (s slow) InsertEvents(ctx context.Context, batch []fieldwork.Event) ([]fieldwork.Inserted, error) {
	s.before()
	return s.Store.InsertEvents(ctx, batch)
}

func TestNothingIsLeftOfWhoIsErasedWhileEventsAreStored(t *testing.T) {
	w := newWorld(t)
	hoa, lan := w.listed(village1), w.listed(village1)
	stores := w.stores()
	stores.Fieldwork = slow{w.store, func() {
		if err := w.store.DeletePerson(t.Context(), hoa.ID); err != nil {
			t.Error(err)
		}
	}}
	service, stop := w.service(stores)
	defer stop()
	w.wantNoted(service, w.coordinator(village1), village1, []fieldwork.Event{w.inSession(village1, fieldwork.Joined, hoa.ID), w.inSession(village1, fieldwork.Joined, lan.ID)},
		[]bool{false, false}, progress.ErrForbidden, nil)
	if events, err := w.store.EventsOf(t.Context(), []string{village1}); err != nil || len(events) != 1 || events[0].Person != lan.ID {
		t.Errorf("left are %+v, %v", events, err)
	}
}

func TestErasingTakesEventsAboutThePersonAlong(t *testing.T) {
	w := newWorld(t)
	service, rollup, stop := w.serving(w.stores())
	defer stop()
	hoa, lan := w.listed(village1), w.listed(village1)
	visit := fieldwork.Event{ID: uuid.NewString(), Kind: fieldwork.Visited, Person: hoa.ID, Outcome: fieldwork.Helped, At: w.now}
	w.wantNoted(service, w.coordinator(village1), village1, []fieldwork.Event{w.inSession(village1, fieldwork.Joined, hoa.ID), w.inSession(village1, fieldwork.Joined, lan.ID), visit},
		[]bool{false, false, false}, nil, nil, nil)
	if err := rollup.Erase(t.Context(), hoa.ID, village1); err != nil {
		t.Fatal(err)
	}
	if events, err := w.store.EventsAbout(t.Context(), hoa.ID); err != nil || len(events) != 0 {
		t.Errorf("left are %+v, %v", events, err)
	}
	if events, err := w.store.EventsAbout(t.Context(), lan.ID); err != nil || len(events) != 1 {
		t.Errorf("of another one %+v, %v", events, err)
	}
}

func TestOfWhoMovedAwayASessionTellsTheTimesAlone(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	hoa, c := w.listed(village1), w.coordinator(village1)
	joined := w.inSession(village1, fieldwork.Joined, hoa.ID)
	w.wantNoted(service, c, village1, []fieldwork.Event{joined}, []bool{false}, nil)
	draft := progress.Draft{ID: uuid.NewString(), Module: "a", Version: 1, Answers: map[string][]string{"q1": {"x"}}, Resident: hoa.ID, Session: joined.Session,
		StartedAt: w.now.Add(-time.Minute), FinishedAt: w.now}
	if _, err := service.Submit(t.Context(), c, draft); err != nil {
		t.Fatal(err)
	}
	read := func() progress.Attendance {
		r, err := service.Session(t.Context(), c, village1, joined.Session)
		if err != nil || len(r.Lines) != 1 {
			t.Fatalf("%+v, %v", r, err)
		}
		return r.Lines[0]
	}
	if l := read(); !l.Listed || !l.Here || len(l.Results) != 1 || !l.Results[0].Assisted {
		t.Errorf("before: %+v", l)
	}
	stored, err := w.store.Person(t.Context(), hoa.ID)
	if err != nil {
		t.Fatal(err)
	}
	stored.Village = village3
	if err := w.store.UpdatePerson(t.Context(), stored); err != nil {
		t.Fatal(err)
	}
	if l := read(); l.Listed || l.Here || len(l.Results) != 0 || !l.Presence.JoinedAt.Equal(w.now) {
		t.Errorf("after: %+v", l)
	}
}
