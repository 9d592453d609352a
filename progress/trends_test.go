package progress_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/longtest"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// handIn lets somebody pass a module now, where they live.
func (w *world) handIn(r *rapid.T, id, module string) {
	p, err := w.store.Person(context.Background(), id)
	if err != nil {
		r.Fatal(err)
	}
	s := w.submission(p, module, 5)
	s.FinishedAt, s.ReceivedAt = w.now, w.now
	s.Hash = s.ContentHash()
	w.insert(s)
}

// drawLife draws something that happens to a ward: somebody passes a module, moves within it, into it or out of it, or villages change.
func (s settlement) drawLife(r *rapid.T) error {
	all := slices.Sorted(maps.Keys(s.everybody()))
	who := rapid.SampledFrom(all).Draw(r, "who")
	dir := s.reload()
	switch rapid.SampledFrom([]string{"pass", "pass", "pass", "arrive", "move", "move", "change"}).Draw(r, "what") {
	case "pass":
		s.handIn(r, who, rapid.SampledFrom([]string{"a", "b", "x"}).Draw(r, "module"))
	case "arrive":
		s.handIn(r, s.resident(rapid.SampledFrom(dir.Villages()).Draw(r, "where").ID).ID, "a")
	case "move":
		_, _, err := s.villages(forever).Move(context.Background(), who, rapid.SampledFrom(dir.Villages()).Draw(r, "into").ID)
		if errors.Is(err, people.ErrLivesWithGuardian) {
			return nil
		}
		return err
	case "change":
		err := s.drawChange(r)(s.villages(forever))
		if errors.Is(err, places.ErrInhabited) || errors.Is(err, places.ErrVillageNameTaken) {
			return nil
		}
		return err
	}
	return nil
}

// Whoever moves and whatever villages become, what a trend says of a day is what was counted on that day.
func TestATrendSaysOfEachDayWhatWasCountedOnIt(t *testing.T) {
	set(t, "rapid.checks", strconv.Itoa(longtest.Figure(12, 300)))
	officer := people.Person{Appointments: []people.Appointment{{Role: people.Officer, Ward: "00001"}}}
	compared, differing := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		s := newSettlement(t)
		first := time.Date(2026, 11, 2, 3, 0, 0, 0, time.UTC) // newSettlement handed in on the day before
		counted := map[string][]int{}                         // participants by village, at the end of each day
		const days = 6
		for n := range days {
			s.now = first.Add(time.Duration(n) * 24 * time.Hour)
			for range rapid.IntRange(0, 4).Draw(r, "events") {
				s.now = s.now.Add(time.Hour)
				if err := s.drawLife(r); err != nil {
					r.Fatal(err)
				}
				s.start()
			}
			for _, v := range s.reload().AllOf("00001") {
				list := append(counted[v.ID], make([]int, n-len(counted[v.ID]))...) // none before it was there
				counted[v.ID] = append(list, s.count(v.ID).Participants)
			}
		}
		service, stop := s.service(s.stores())
		defer stop()
		w, err := service.Trends(context.Background(), officer, "00001", "")
		if err != nil {
			r.Fatal(err)
		}
		if len(w.Days) != days+1 || w.Days[0] != "2026-11-01" {
			r.Fatalf("days %v", w.Days)
		}
		for _, v := range w.Villages {
			if got, want := v.AsWas[1:], counted[v.Village.ID]; !slices.Equal(got, want) {
				r.Fatalf("%s had %v participants, the trend says %v", v.Village.ID, want, got)
			}
			if got, want := v.AsIs[days], s.count(v.Village.ID).Participants; got != want {
				r.Fatalf("%s has %d participants, the trend says %d", v.Village.ID, want, got)
			}
			if !slices.Equal(v.AsIs, v.AsWas) {
				differing++
			}
			compared += days
			delete(counted, v.Village.ID)
		}
		for id, list := range counted {
			if slices.Max(list) > 0 {
				r.Fatalf("%s had %v participants, and has no trend", id, list)
			}
		}
	})
	longtest.Report(t, 5, compared, "days of villages", "as counted on each; %d trends of today differ", differing)
	if differing < 12 {
		t.Errorf("only %d trends differ from those of today", differing)
	}
}

// A frozen campaign is no longer in the totals; its results by the villages of today are counted anew, and those of its last day are what
// was frozen.
func TestATrendOfAFrozenCampaignEndsAsItWasFrozen(t *testing.T) {
	s := newSettlement(t)
	for range 5 {
		s.insert(s.submission(s.resident(village1), "a", 5))
	}
	s.start()
	s.freezeNovember()
	settled, err := s.store.Settlement(t.Context(), s.ref.Campaign.ID)
	if err != nil {
		t.Fatal(err)
	}
	december := campaign.Campaign{ID: "d", Version: 1, FirstDay: "2026-12-01", LastDay: "2026-12-31", Modules: []string{"a"}}
	s.ref.Campaign, s.ref.Campaigns, s.ref.Frozen = december, []campaign.Campaign{december}, []campaign.Head{settled.Head()}
	s.now = at(24 * 40)
	if _, _, err := s.villages(forever).Merge(t.Context(), village1, village2); err != nil {
		t.Fatal(err)
	}
	s.start()
	service, stop := s.service(s.stores())
	defer stop()
	w, err := service.Trends(t.Context(), s.wardOfficer(), "00001", settled.Campaign.ID)
	if err != nil {
		t.Fatal(err)
	}
	last := len(w.Days) - 1
	if w.Days[last] != "2026-11-30" {
		t.Fatalf("days %v", w.Days)
	}
	got := map[string][2]int{}
	for _, v := range w.Villages {
		got[v.Village.ID] = [2]int{v.AsWas[last], v.AsIs[last]}
	}
	frozen := 0
	for _, row := range settled.Rows {
		if row.ID == village1 {
			frozen = *row.Done
		}
	}
	if want := map[string][2]int{village1: {frozen, 0}, village2: {1, 8}}; !maps.Equal(got, want) || frozen != 7 {
		t.Errorf("then and now %v, frozen with %d", got, frozen)
	}
}

func TestTrendsAreForTheOfficersOfTheWardAndOfCampaignsThatAreCountedThere(t *testing.T) {
	s := newSettlement(t)
	service, stop := s.service(s.stores())
	defer stop()
	other := people.Person{Appointments: []people.Appointment{{Role: people.Officer, Ward: "00002"}, {Role: people.Coordinator, Village: village1}, {Role: people.Manager}}}
	for _, c := range []struct {
		who      people.Person
		ward, id string
		want     error
	}{{other, "00001", "", progress.ErrForbidden}, {other, "00003", "", places.ErrNotFound}, {s.wardOfficer(), "00001", "unknown", campaign.ErrNotFound}, {s.wardOfficer(), "00001", "", nil}} {
		if _, err := service.Trends(t.Context(), c.who, c.ward, c.id); !errors.Is(err, c.want) {
			t.Errorf("ward %s, campaign %q: %v, want %v", c.ward, c.id, err, c.want)
		}
	}
}

// Who took part by an account that was merged into theirs lived until then where that one did.
func TestATrendFollowsAnAccountThatWasMergedToo(t *testing.T) {
	s := newSettlement(t)
	officer, kept, dropped := s.wardOfficer(), s.enrolled(village1), s.enrolled(village2)
	noon := func(on int) time.Time { return time.Date(2026, 11, on, 5, 0, 0, 0, time.UTC) }
	one := s.submission(dropped, "a", 5)
	one.FinishedAt, one.ReceivedAt = noon(2), noon(2)
	one.Hash = one.ContentHash()
	s.insert(one)
	s.now = noon(4)
	if _, _, err := s.villages(forever).Move(t.Context(), dropped.ID, village1); err != nil {
		t.Fatal(err)
	}
	s.now = noon(6)
	r := s.rollup(s.stores())
	if _, err := s.people(newDying(s.store, forever), r).Merge(t.Context(), officer, village1, kept.ID, dropped.ID, r.Absorb); err != nil {
		t.Fatal(err)
	}
	s.start()
	service, stop := s.service(s.stores())
	defer stop()
	w, err := service.Trends(t.Context(), officer, "00001", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range w.Villages {
		want := map[string][]int{village1: {2, 2, 2, 3, 3, 3}, village2: {1, 2, 2, 1, 1, 1}}[v.Village.ID]
		if !slices.Equal(v.AsWas, want) {
			t.Errorf("%s as it was %v, want %v", v.Village.ID, v.AsWas, want)
		}
	}
}
