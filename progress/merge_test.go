package progress_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"hocso/progress"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

// twins is a settlement in which two accounts of village1 are one person's, and a clash of ids between them.
type twins struct {
	settlement
	officer, kept, dropped people.Person
	handedIn               []string // the contents of all submissions, in order
}

// enrolled is a resident whom the team enrolled and lists, without a login.
func (w *world) enrolled(village string) people.Person {
	w.t.Helper()
	p := people.Person{ID: uuid.NewString(), Name: "Người trùng", Village: village, Language: "vi",
		Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, VillageList: true, Statistics: true}, At: at(0)}}}
	if err := w.store.AddPeople(w.t.Context(), []people.Person{p}); err != nil {
		w.t.Fatal(err)
	}
	return p
}

func (w *world) wardOfficer() people.Person {
	w.t.Helper()
	p := people.Person{ID: uuid.NewString(), Name: "Cán bộ mẫu", Appointments: []people.Appointment{{Role: people.Officer, Ward: "00001"}, {Role: people.Officer, Ward: "00002"}}}
	if err := w.store.AddPeople(w.t.Context(), []people.Person{p}); err != nil {
		w.t.Fatal(err)
	}
	return p
}

func newTwins(t *testing.T) twins {
	s := twins{settlement: newSettlement(t)}
	s.officer, s.kept, s.dropped = s.wardOfficer(), s.enrolled(village1), s.enrolled(village1)
	own, helped, clash := s.submission(s.dropped, "a", 5), s.submission(s.dropped, "b", 5), s.submission(s.dropped, "b", 1)
	helped.By, helped.Assisted = s.officer.ID, true
	first, other := s.submission(s.kept, "a", 2), s.submission(s.kept, "b", 3)
	clash.ID = other.ID
	s.insert(own, helped, clash, first, other)
	s.start()
	s.handedIn = s.contents()
	return s
}

// contents is what was ever handed in, whoever it is kept under.
func (w *world) contents() (all []string) {
	w.t.Helper()
	err := w.store.EachSubmission(w.t.Context(), func(s progress.Submission) error {
		all = append(all, fmt.Sprintf("%s %d %x assisted %v", s.Module, s.Score, s.Hash, s.Assisted))
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

// merge merges the twins by a process on a store that dies after some writes.
func (s twins) merge(after int) error {
	s.t.Helper()
	store := newDying(s.store, after)
	r := s.rollup(progress.Stores{Submissions: store, Summaries: store, Totals: store, People: store, Aliases: store, Fieldwork: s.store})
	_, err := s.people(store, r).Merge(s.t.Context(), s.officer, village1, s.kept.ID, s.dropped.ID, r.Absorb)
	return errors.Join(err, r.Flush(s.t.Context()))
}

// wantMerged checks that there is one account that has all.
func (s twins) wantMerged() {
	s.t.Helper()
	if p, err := s.store.Person(s.t.Context(), s.dropped.ID); !errors.Is(err, people.ErrNotFound) {
		s.t.Errorf("the dropped account is there: %+v, %v", p, err)
	}
	if got := s.contents(); !slices.Equal(got, s.handedIn) {
		s.t.Errorf("submissions\n%q, before\n%q", got, s.handedIn)
	}
	list, err := s.store.SubmissionsOf(s.t.Context(), s.kept.ID)
	if err != nil || len(list) != 5 {
		s.t.Errorf("the kept account has %d submissions, %v", len(list), err)
	}
	for _, one := range list {
		if one.By == s.dropped.ID {
			s.t.Errorf("submission %s is by nobody", one.ID)
		}
	}
	sum, err := s.store.Summary(s.t.Context(), s.kept.ID)
	if err != nil || sum.Submissions != 5 || !slices.Equal(sum.PassedModules(), []string{"a", "b"}) {
		s.t.Errorf("summary %+v, %v", sum, err)
	}
	s.wantParticipants(map[string]int{village1: 3, "00001": 4})
}

func TestACrashWhileAccountsAreMergedIsMendedByMergingAgain(t *testing.T) {
	for after := 0; ; after++ {
		s := newTwins(t)
		err := s.merge(after)
		if err != nil && !errors.Is(err, errCrash) {
			t.Fatalf("after %d writes: %v", after, err)
		}
		s.start()
		if got := s.contents(); err != nil && len(got) < len(s.handedIn) {
			t.Errorf("after %d writes %d submissions are left of %d", after, len(got), len(s.handedIn))
		}
		if done := err == nil; done && after < 6 {
			t.Fatalf("done after %d writes: the test no longer crashes where it should", after)
		} else if done {
			s.wantMerged()
			t.Logf("%d writes", after)
			return
		}
		for range 2 { // what is asked for twice is done once
			if err := s.merge(forever); err != nil {
				t.Fatalf("once more after %d writes: %v", after, err)
			}
			s.start()
			s.wantMerged()
		}
		if n := s.audited(people.ActionMerged); n != 1 && n != 2 { // the line goes before the deed
			t.Errorf("%d lines in the log", n)
		}
	}
}

// A coordinator's phone without network goes on handing in for the account that was dropped.
func TestWhatStillComesForADroppedAccountIsTheKeptOnes(t *testing.T) {
	s := newTwins(t)
	service, stop := s.service(s.stores())
	defer stop()
	coordinator := people.Person{ID: uuid.NewString(), Name: "Tổ mẫu", Appointments: []people.Appointment{{Role: people.Coordinator, Village: village1}}}
	if err := s.store.AddPeople(t.Context(), []people.Person{coordinator}); err != nil {
		t.Fatal(err)
	}
	draft := progress.Draft{ID: uuid.NewString(), Module: "a", Version: 1, Answers: map[string][]string{"q1": {"x"}}, Resident: s.dropped.ID}
	if _, err := service.Submit(t.Context(), coordinator, draft); err != nil {
		t.Fatal(err)
	}
	if err := s.merge(forever); err != nil {
		t.Fatal(err)
	}
	if again, err := service.Submit(t.Context(), coordinator, draft); err != nil || !again.Replay || again.Submission.Resident != s.kept.ID {
		t.Errorf("what had arrived before: %+v, %v", again, err)
	}
	clash := draft
	clash.ID, clash.Answers = draft.ID, map[string][]string{"q1": {"y"}}
	for _, replay := range []bool{false, true} { // the id is taken by what came before the merger
		if got, err := service.Submit(t.Context(), coordinator, clash); err != nil || got.Replay != replay || got.Submission.Resident != s.kept.ID {
			t.Errorf("a clash of ids: %+v, %v", got, err)
		}
	}
	// A server that had looked the dropped account up before the merger stores its submission after it.
	late := s.submission(s.dropped, "c", 4)
	s.insert(late)
	s.start()
	if list, err := s.store.SubmissionsOf(t.Context(), s.dropped.ID); err != nil || len(list) != 0 {
		t.Errorf("left with the dropped account: %d, %v", len(list), err)
	}
	if list, err := s.store.SubmissionsOf(t.Context(), s.kept.ID); err != nil || len(list) != 8 {
		t.Errorf("the kept account has %d, %v", len(list), err)
	}
	s.wantParticipants(map[string]int{village1: 3})
}

// The dropped account's attendance stays the person's, also what comes later, again, or just while the accounts are merged.
func TestWhatATeamNotesOfADroppedAccountIsTheKeptOnes(t *testing.T) {
	s := newTwins(t)
	meanwhile := false
	stores := s.stores()
	stores.Fieldwork = slow{s.store, func() {
		if !meanwhile {
			return
		}
		if err := s.merge(forever); err != nil {
			t.Error(err)
		}
	}}
	service, stop := s.service(stores)
	defer stop()
	team := s.coordinator(village1)
	note := func(e fieldwork.Event, replay bool) {
		t.Helper()
		s.wantNoted(service, team, village1, []fieldwork.Event{e}, []bool{replay}, nil)
	}
	before, during, after := s.inSession(village1, fieldwork.Joined, s.dropped.ID), s.inSession(village1, fieldwork.Left, s.dropped.ID), s.inSession(village1, fieldwork.Joined, s.dropped.ID)
	note(before, false)
	meanwhile = true
	note(during, false)
	meanwhile = false
	note(before, true)
	note(during, true)
	note(after, false)
	for id, want := range map[string]int{s.kept.ID: 3, s.dropped.ID: 0} {
		if events, err := s.store.EventsAbout(t.Context(), id); err != nil || len(events) != want {
			t.Errorf("about %s: %+v, %v", id, events, err)
		}
	}
}

// Whoever is merged with whom, one after the other: nobody and nothing is lost, and all totals are what a fold of the submissions says.
func TestMergersConservePeopleAndSubmissions(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		if err := errors.Join(w.store.PutWards(t.Context(), w.ref.Directory.Wards()), w.store.PutVillages(t.Context(), w.ref.Directory.Villages())); err != nil {
			rt.Fatal(err)
		}
		officer := w.wardOfficer()
		var living []people.Person
		want := map[string]int{} // distinct contents under one id
		ids := []string{uuid.NewString(), uuid.NewString(), uuid.NewString()}
		for range rapid.IntRange(2, 5).Draw(rt, "people") {
			p := w.enrolled(village1)
			living = append(living, p)
			for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, 3, rapid.ID).Draw(rt, "ids") {
				s := w.submission(p, rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "module"), rapid.IntRange(0, 5).Draw(rt, "score"))
				s.ID = id
				w.insert(s)
				want[fmt.Sprintf("%x", s.Hash)]++
			}
		}
		w.start()
		r := w.rollup(w.stores())
		service := w.people(newDying(w.store, forever), r)
		for len(living) > 1 && rapid.Bool().Draw(rt, "merge") {
			i := rapid.IntRange(0, len(living)-1).Draw(rt, "dropped")
			dropped := living[i]
			living = slices.Delete(living, i, i+1)
			kept := rapid.SampledFrom(living).Draw(rt, "kept")
			if _, err := service.Merge(t.Context(), officer, village1, kept.ID, dropped.ID, r.Absorb); err != nil {
				rt.Fatal(err)
			}
			if err := r.Flush(t.Context()); err != nil {
				rt.Fatal(err)
			}
			w.verify()
		}
		here, err := w.store.PeopleOf(t.Context(), village1)
		if err != nil || len(here) != len(living) {
			rt.Errorf("%d people, want %d (%v)", len(here), len(living), err)
		}
		got := map[string]int{}
		if err := w.store.EachSubmission(t.Context(), func(s progress.Submission) error {
			got[fmt.Sprintf("%x", s.Hash)]++
			return nil
		}); err != nil {
			rt.Fatal(err)
		}
		if !maps.Equal(got, want) {
			rt.Errorf("contents %v, handed in %v", got, want)
		}
	})
}
