package progress_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// reached is what some people of a village have reached in November, all on one day.
func reached(village string, people, on int) progress.Totals {
	var summaries []progress.Summary
	for i := range people {
		r := result("1", "a", 5, 5, 24*on)
		r.Assisted = i == 0
		summaries = append(summaries, progress.Fold(fmt.Sprint(village, i), progress.Home{Village: village, Counted: true}, []progress.Result{r}))
	}
	return progress.FoldTotals(village, summaries, november, in(november), at(60))
}

func TestAWardsGainIsOfAllItsVillagesOnTheDeskAndInTheRoom(t *testing.T) {
	w := newWorld(t)
	w.ref.Directory = places.NewDirectory(w.ref.Directory.Wards(), []places.Village{{ID: village1, Ward: "00001", Roll: &places.Roll{Adults: 10, Day: "2026-11-01", Version: 1}},
		{ID: village2, Ward: "00001"}})
	w.now = at(24 * 20)
	one, two := reached(village1, 6, 19), reached(village2, 5, 19)
	one.AsOf, two.AsOf = w.now, w.now
	if _, err := w.store.PutTotals(t.Context(), []progress.Totals{one, two, progress.SumTotals("00001", []progress.Totals{one, two}, in(november), w.now)}); err != nil {
		t.Fatal(err)
	}
	service, stop := w.service(w.stores())
	defer stop()
	desk, err := service.Ward(t.Context(), w.wardOfficer(), "00001")
	if err != nil || desk.Lately.Gain != 11 || desk.Desk[0].Gain != 6 || desk.Desk[1].Gain != 5 {
		t.Errorf("the desk says %+v and %+v, %v", desk.Lately, desk.Desk, err)
	}
	if room, err := service.Insights(t.Context(), manager, "00001", ""); err != nil || room.Gain != 11 {
		t.Errorf("the room says %d, %v", room.Gain, err)
	}
}

func TestManagersSeeHowManyVillagesStandWhereAndWhatIsMissing(t *testing.T) {
	w := newWorld(t)
	c := november
	c.Targets = campaign.Targets{Participation: 60, Places: map[string]int{"00002": 40}}
	c.Bands = []campaign.Band{{ID: "small", From: 1, To: 15}, {ID: "large", From: 16}}
	roll := func(n int) *places.Roll { return &places.Roll{Adults: n, Day: "2026-11-01", Version: 1} }
	w.ref.Campaign, w.ref.Campaigns = c, in(c, ownOfWard)
	w.ref.Directory = places.NewDirectory([]places.Ward{{Code: "00001", Name: "Một", Kind: places.Commune}, {Code: "00002", Name: "Hai"}},
		[]places.Village{{ID: village1, Ward: "00001", Roll: roll(10)}, {ID: village2, Ward: "00001", Roll: roll(20)}, {ID: village3, Ward: "00002"}})
	one, two, three := reached(village1, 6, 1), reached(village2, 3, 20), reached(village3, 7, 1)
	first, second := progress.SumTotals("00001", []progress.Totals{one, two}, in(c), at(60)), progress.SumTotals("00002", []progress.Totals{three}, in(c), at(60))
	province := progress.SumTotals(places.Province, []progress.Totals{first, second}, in(c), at(60))
	if _, err := w.store.PutTotals(t.Context(), []progress.Totals{one, two, three, first, second, province}); err != nil {
		t.Fatal(err)
	}
	w.now = at(24 * 20)
	service, stop := w.service(w.stores())
	defer stop()
	got, err := service.Insights(t.Context(), manager, "", "")
	if err != nil {
		t.Fatal(err)
	}
	want := progress.Spread{NoRoll: 1, Few: 1}
	want.Tenths[6] = 1 // 6 of 10
	if got.Spread != want || got.Totals.Roll != 30 || got.Totals.RollDone != 9 || got.Gain != 3 || got.Work != (progress.Work{Attempts: 16, Assisted: 3}) {
		t.Errorf("%+v", got)
	}
	if len(got.Bands) != 2 || got.Bands[0] != (progress.BandTotals{Band: "small", Villages: 1, Roll: 10, Participants: 6}) ||
		got.Bands[1] != (progress.BandTotals{Band: "large", Villages: 1, Roll: 20, Participants: 3}) {
		t.Errorf("sizes %+v", got.Bands)
	}
	if len(got.Places) != 2 || got.Places[0].Target != 60 || got.Places[1].Target != 40 || got.Places[0].Villages != 2 || got.Places[0].Work.Attempts != 9 {
		t.Errorf("wards %+v", got.Places)
	}
	if !got.Totals.Study.Equal(province.Study) || len(got.Totals.Hours) == 0 {
		t.Errorf("learning %+v", got.Totals.Study)
	}

	ward, err := service.Insights(t.Context(), manager, "00001", c.ID)
	if err != nil || len(ward.Places) != 2 || ward.Places[1].Band != "large" || ward.Places[1].Gain != 3 || ward.Totals.Main.Participants != 9 {
		t.Errorf("ward %+v, %v", ward, err)
	}
	for _, wrong := range []struct {
		ward, campaign string
		err            error
	}{{"99999", "", places.ErrNotFound}, {"", ownOfWard.ID, campaign.ErrNotFound}, {"00002", ownOfWard.ID, campaign.ErrNotFound}} {
		if _, err := service.Insights(t.Context(), manager, wrong.ward, wrong.campaign); !errors.Is(err, wrong.err) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	if _, err := service.Insights(t.Context(), manager, "00001", ownOfWard.ID); err != nil {
		t.Errorf("a ward's own campaign: %v", err)
	}
	officer := people.Person{Appointments: []people.Appointment{{Role: people.Officer, Ward: "00001"}}}
	if _, err := service.Insights(t.Context(), officer, "00001", ""); !errors.Is(err, progress.ErrForbidden) {
		t.Errorf("an officer: %v", err)
	}
}

func TestTheWorkOfAWardIsOfAllWhoAreInItsTotals(t *testing.T) {
	w := newWorld(t)
	w.ref.Directory = places.NewDirectory([]places.Ward{{Code: "00001", Name: "Một", Kind: places.Commune}},
		[]places.Village{{ID: village1, Ward: "00001"}, {ID: village2, Ward: "00001", MergedInto: village1}})
	one, late := reached(village1, 6, 1), reached(village2, 5, 1)
	ward := progress.SumTotals("00001", []progress.Totals{one, late}, in(november), at(60))
	if _, err := w.store.PutTotals(t.Context(), []progress.Totals{one, late, ward, progress.SumTotals(places.Province, []progress.Totals{ward}, in(november), at(60))}); err != nil {
		t.Fatal(err)
	}
	service, stop := w.service(w.stores())
	defer stop()
	province, err := service.Insights(t.Context(), manager, "", "")
	if err != nil {
		t.Fatal(err)
	}
	room, err := service.Insights(t.Context(), manager, "00001", "")
	if err != nil {
		t.Fatal(err)
	}
	for what, got := range map[string]progress.PlaceInsight{"the province": {Totals: province.Totals, Work: province.Work}, "its ward": province.Places[0],
		"the ward": {Totals: room.Totals, Work: room.Work}} {
		if got.Totals.Submissions != 11 || got.Work != (progress.Work{Attempts: 11, Assisted: 2}) {
			t.Errorf("%s: %+v of %d submissions", what, got.Work, got.Totals.Submissions)
		}
	}
}

// What is known of villages is read again only when they changed, and then at once.
func TestPagesAboutTheWholeProvinceFollowTheTotalsOfEveryVillage(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	for _, n := range []int{6, 6, 8, 3} {
		if err := w.overwrite(reached(village1, n, 1)); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			in, err := service.Insights(t.Context(), manager, "", "")
			if err != nil || in.Totals.RollDone != n {
				t.Errorf("insights of %d people: %d, %v", n, in.Totals.RollDone, err)
			}
			p, err := service.Province(t.Context(), manager)
			if err != nil || p.Below[0].RollDone != n || p.Totals.RollDone != n {
				t.Errorf("the province of %d people: %+v, %v", n, p.Below[0].RollDone, err)
			}
		}
	}
}

func TestNothingIsKnownAnyMoreAfterABackupWasRestored(t *testing.T) {
	w := newWorld(t)
	service, stop := w.service(w.stores())
	defer stop()
	filled := func(n int) {
		t.Helper()
		village := reached(village1, n, 1)
		province := progress.SumTotals(places.Province, []progress.Totals{village}, in(november), at(60))
		if err := put(w.store.PutTotals(t.Context(), []progress.Totals{village, province})); err != nil {
			t.Fatal(err)
		}
	}
	filled(6)
	if err := w.overwrite(w.totals(places.Province)); err != nil { // another village learnt something
		t.Fatal(err)
	}
	if p, err := service.Province(t.Context(), manager); err != nil || p.Totals.RollDone != 6 {
		t.Fatalf("%+v, %v", p.Totals, err)
	}
	if err := w.store.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
	filled(8) // of the same revision as before
	if p, err := service.Province(t.Context(), manager); err != nil || p.Totals.RollDone != 8 {
		t.Errorf("%d, %v", p.Totals.RollDone, err)
	}
}

// learning is a store in which somebody learns after each read of totals.
type learning struct {
	progress.TotalsStore
	learn func()
}

func (l learning) PlainTotals(ctx context.Context, of []string) (map[string]progress.Totals, error) {
	defer l.learn()
	return l.TotalsStore.PlainTotals(ctx, of)
}

func TestTheVillagesOfTheProvinceAddUpWhilePeopleLearn(t *testing.T) {
	w := newWorld(t)
	stores, n := w.stores(), 5
	stores.Totals = learning{w.store, func() {
		n++
		village := reached(village1, n, 1)
		err := errors.Join(w.overwrite(village), w.overwrite(progress.SumTotals(places.Province, []progress.Totals{village}, in(november), at(60))))
		if err != nil {
			t.Error(err)
		}
	}}
	stores.Totals.(learning).learn()
	service, stop := w.service(stores)
	defer stop()
	for range 2 {
		p, villages, below, err := service.ProvinceVillages(t.Context(), manager)
		if err != nil || len(villages) != 3 || len(below) != 3 {
			t.Fatalf("%v, %v, %v", villages, below, err)
		}
		if sum := below[0].Main.Participants + below[1].Main.Participants + below[2].Main.Participants; sum < 6 || sum != p.Totals.Main.Participants {
			t.Errorf("the villages have %d, the province %d", sum, p.Totals.Main.Participants)
		}
	}
	if _, _, _, err := service.ProvinceVillages(t.Context(), w.wardOfficer()); !errors.Is(err, progress.ErrForbidden) {
		t.Errorf("an officer: %v", err)
	}
}

// A share needs a roll, but who came in the last week came there, too.
func TestTheGainOfAWardIsTheSameForItsOfficersAndForManagers(t *testing.T) {
	w := newWorld(t)
	w.ref.Directory = places.NewDirectory([]places.Ward{{Code: "00001", Name: "Một", Kind: places.Commune}},
		[]places.Village{{ID: village1, Ward: "00001", Roll: &places.Roll{Adults: 10, Day: "2026-11-01", Version: 1}}, {ID: village2, Ward: "00001"}})
	one, two := reached(village1, 6, 20), reached(village2, 7, 20)
	one.AsOf, two.AsOf = at(24*20), at(24*20)
	ward := progress.SumTotals("00001", []progress.Totals{one, two}, in(november), at(24*20))
	if _, err := w.store.PutTotals(t.Context(), []progress.Totals{one, two, ward}); err != nil {
		t.Fatal(err)
	}
	w.now = at(24 * 20)
	service, stop := w.service(w.stores())
	defer stop()
	room, err := service.Insights(t.Context(), manager, "00001", "")
	if err != nil {
		t.Fatal(err)
	}
	desk, err := service.Ward(t.Context(), people.Person{Appointments: []people.Appointment{{Role: people.Officer, Ward: "00001"}}}, "00001")
	if err != nil || desk.Lately.Gain != 13 || room.Gain != 13 || desk.Desk[0].Gain+desk.Desk[1].Gain != 13 {
		t.Errorf("the desk says %d, of the villages %+v, the room %d: %v", desk.Lately.Gain, desk.Desk, room.Gain, err)
	}
}
