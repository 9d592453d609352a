package progress_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

// draftOf is a quiz that a resident answers right now, in a session or in none.
func (w *world) draftOf(resident people.Person, session string) progress.Draft {
	return progress.Draft{ID: uuid.NewString(), Module: "a", Version: 1, Answers: map[string][]string{"q1": {"x"}}, Resident: resident.ID, Session: session,
		StartedAt: w.now.Add(-time.Minute), FinishedAt: w.now}
}

func (w *world) visit(person people.Person, outcome fieldwork.Outcome) fieldwork.Event {
	return fieldwork.Event{ID: uuid.NewString(), Kind: fieldwork.Visited, Person: person.ID, Outcome: outcome, At: w.now}
}

func TestAnOfficerHandsInAtAnEvening(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	hoa, officer := w.listed(village1), w.wardOfficer()
	joined := w.inSession(village1, fieldwork.Joined, hoa.ID)
	w.wantNoted(service, officer, village1, []fieldwork.Event{joined}, []bool{false}, nil)
	draft := w.draftOf(hoa, joined.Session)
	for _, replay := range []bool{false, true} {
		if r, err := service.Submit(t.Context(), officer, draft); err != nil || r.Replay != replay || !r.Submission.Assisted || r.Submission.Session != joined.Session {
			t.Errorf("%+v, %v", r, err)
		}
	}
	other := people.Person{ID: uuid.NewString(), Appointments: []people.Appointment{{Role: people.Officer, Ward: "00002"}}}
	if _, err := service.Submit(t.Context(), other, w.draftOf(hoa, "")); !errors.Is(err, progress.ErrForbidden) {
		t.Errorf("another ward's officer: %v", err)
	}
}

func TestASessionThatIsNoneCostsNobodyWhatTheyLearnt(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	hoa, c := w.listed(village1), w.coordinator(village1)
	draft := w.draftOf(hoa, w.inSession(village3, fieldwork.Joined, "").Session)
	for _, replay := range []bool{false, true} {
		if r, err := service.Submit(t.Context(), c, draft); err != nil || r.Replay != replay || r.Submission.Session != "" {
			t.Errorf("%+v, %v", r, err)
		}
	}
	draft.Answers = map[string][]string{"q1": {"y"}}
	if _, err := service.Submit(t.Context(), c, draft); !errors.Is(err, progress.ErrConflict) {
		t.Errorf("other answers: %v", err)
	}
}

// An evening without network; before the phone sends it, half of the village has become another one.
func TestWhatAPhoneHoldsIsTakenAfterASplit(t *testing.T) {
	s := newSettlement(t)
	service, stop := s.service(s.stores())
	c, hoa, lan := s.coordinator(village1), s.listed(village1), s.listed(village1)
	before, after := s.inSession(village1, fieldwork.Joined, hoa.ID), s.inSession(village1, fieldwork.Left, hoa.ID)
	sent, held := s.draftOf(hoa, before.Session), s.draftOf(hoa, before.Session)
	s.wantNoted(service, c, village1, []fieldwork.Event{before}, []bool{false}, nil)
	if _, err := service.Submit(t.Context(), c, sent); err != nil {
		t.Fatal(err)
	}
	stop() // places are read anew while nobody reads them
	split := progress.Split{Name: "Thôn Mới", Kind: places.Thon, People: []string{hoa.ID}}
	if _, _, _, err := s.villages(forever).Split(t.Context(), village1, split); err != nil {
		t.Fatal(err)
	}
	service, stop = s.service(s.stores())
	defer stop()
	s.wantNoted(service, c, village1, []fieldwork.Event{before, after, s.inSession(village1, fieldwork.Joined, lan.ID), s.visit(hoa, fieldwork.Helped)},
		[]bool{true, false, false, false}, nil, nil, nil, nil)
	for _, draft := range []progress.Draft{sent, held} {
		r, err := service.Submit(t.Context(), c, draft)
		if err != nil || r.Replay != (draft.ID == sent.ID) || r.Submission.Session != before.Session {
			t.Errorf("%+v, %v", r, err)
		}
		if r.Summary.Submissions != 1 {
			t.Errorf("of who lives elsewhere by now the team is told %+v", r.Summary)
		}
	}
	if _, err := service.Submit(t.Context(), s.coordinator(village2), s.draftOf(hoa, "")); !errors.Is(err, progress.ErrForbidden) {
		t.Errorf("a coordinator of neither: %v", err)
	}
	s.now = s.now.AddDate(0, 0, 31) // what was taken in time is a repeat for ever
	s.wantNoted(service, c, village1, []fieldwork.Event{before, s.visit(hoa, fieldwork.Later)}, []bool{true, false}, nil, progress.ErrForbidden)
	if _, err := service.Submit(t.Context(), c, s.draftOf(hoa, "")); !errors.Is(err, progress.ErrForbidden) {
		t.Errorf("a month later: %v", err)
	}
}

func TestWhatAPhoneHoldsIsTakenWhileVillagesAreMerged(t *testing.T) {
	s := newSettlement(t)
	first, second, stranger := s.coordinator(village1), s.coordinator(village2), s.coordinator(village3)
	hoa, lan := s.listed(village1), s.listed(village1)
	opened := s.inSession(village1, fieldwork.Opened, "")
	sends := func(when string, actor people.Person, of people.Person) {
		t.Helper()
		service, stop := s.service(s.stores()) // no longer than that: places are read anew while nobody reads them
		defer stop()
		s.wantNoted(service, actor, village1, []fieldwork.Event{s.inSession(village1, fieldwork.Joined, of.ID)}, []bool{false}, nil)
		if _, err := service.Note(t.Context(), stranger, village1, []fieldwork.Event{opened}); !errors.Is(err, progress.ErrForbidden) {
			t.Errorf("%s: a stranger: %v", when, err)
		}
		if r, err := service.Submit(t.Context(), actor, s.draftOf(of, opened.Session)); err != nil || r.Submission.Session != opened.Session {
			t.Errorf("%s: %+v, %v", when, r, err)
		}
	}
	sends("before", first, hoa)
	reads := 0
	cfg := s.villagesConfig(forever)
	cfg.Reload = func(context.Context) (*places.Directory, error) {
		if reads++; reads == 2 { // everybody has moved, and nothing is closed yet
			sends("with a memory of before", first, hoa)
			moved, err := s.store.Person(t.Context(), first.ID)
			if err != nil || !moved.Coordinates(village2) {
				t.Errorf("the coordinator did not move: %+v, %v", moved, err)
			}
			sends("as appointed now", moved, lan)
			sends("by the other village's", second, lan)
		}
		return s.reload(), nil
	}
	if _, _, err := progress.NewVillages(cfg).Merge(t.Context(), village1, village2); err != nil || reads < 2 {
		t.Fatal(reads, err)
	}
	sends("after", first, hoa)
	events, err := s.store.EventsOf(t.Context(), []string{village1})
	if err != nil || len(slices.DeleteFunc(events, func(e fieldwork.Event) bool { return e.Kind != fieldwork.Joined })) != 5 {
		t.Errorf("%d events, %v", len(events), err)
	}
}

// An earlier try stored an event and was broken off before it looked whether its person was erased, or merged, meanwhile.
func TestAnEventOfATryThatWasBrokenOffGoesWhereItBelongs(t *testing.T) {
	for _, end := range []string{"erased", "merged"} {
		t.Run(end, func(t *testing.T) {
			w := newWorld(t)
			service, stop := w.service(w.stores())
			defer stop()
			c, kept := w.coordinator(village1), w.listed(village1)
			gone := uuid.NewString()
			stored := w.inSession(village1, fieldwork.Joined, gone)
			stored.Village, stored.By, stored.ReceivedAt = village1, c.ID, w.now
			stored, err := stored.Checked([]string{village1})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.store.InsertEvents(t.Context(), []fieldwork.Event{stored}); err != nil {
				t.Fatal(err)
			}
			again, replay, refused := stored, false, progress.ErrForbidden
			if end == "merged" {
				replay, refused = true, nil
				if err := w.store.AddAlias(t.Context(), people.Alias{Dropped: gone, Kept: kept.ID, At: w.now}); err != nil {
					t.Fatal(err)
				}
			}
			w.wantNoted(service, c, village1, []fieldwork.Event{again}, []bool{replay}, refused)
			if left, err := w.store.EventsAbout(t.Context(), gone); err != nil || len(left) != 0 {
				t.Errorf("of nobody is left %+v, %v", left, err)
			}
			if all, err := w.store.EventsAbout(t.Context(), kept.ID); err != nil || (len(all) == 1) != replay {
				t.Errorf("of whom they were merged into is left %+v, %v", all, err)
			}
		})
	}
}

func TestWhoWasVisitedBeforeASplitIsLeftAloneAfterIt(t *testing.T) {
	s := newSettlement(t)
	service, stop := s.service(s.stores())
	hoa, lan := s.listed(village1), s.listed(village1)
	s.wantNoted(service, s.coordinator(village1), village1, []fieldwork.Event{s.visit(hoa, fieldwork.Declined)}, []bool{false}, nil)
	stop()
	_, off, _, err := s.villages(forever).Split(t.Context(), village1, progress.Split{Name: "Thôn Mới", Kind: places.Thon, People: []string{hoa.ID, lan.ID}})
	if err != nil {
		t.Fatal(err)
	}
	service, stop = s.service(s.stores())
	defer stop()
	calls, err := service.ToVisit(t.Context(), s.coordinator(off.ID), off.ID)
	if err != nil || len(calls.Calls) != 1 || calls.Calls[0].Person.ID != lan.ID {
		t.Errorf("to visit are %+v, %v", calls.Calls, err)
	}
}
