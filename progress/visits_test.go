package progress_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

func missed(id, module string, version, hours int, wrong ...string) progress.Result {
	r := result(id, module, 5-len(wrong), 5, hours)
	r.Version, r.Wrong = version, wrong
	return r
}

func TestTheReasonToVisitIsTheFirstThatHolds(t *testing.T) {
	one := campaign.Campaign{ID: "c", FirstDay: "2026-11-01", LastDay: "2026-11-30", Modules: []string{"a"}}
	for name, c := range map[string]struct {
		results  []progress.Result
		campaign campaign.Campaign
		days     int // after the first
		reason   progress.VisitReason
		modules  []string
	}{
		"nothing yet":                          {nil, november, 0, progress.VisitNotStarted, nil},
		"tried once, yesterday":                {[]progress.Result{result("1", "a", 1, 5, 1)}, november, 1, "", nil},
		"tried once, a week ago":               {[]progress.Result{result("1", "a", 1, 5, 1)}, november, 7, progress.VisitSilent, nil},
		"tried once, six days ago":             {[]progress.Result{result("1", "a", 1, 5, 1)}, november, 6, "", nil},
		"passed one of two":                    {[]progress.Result{result("1", "a", 5, 5, 1)}, november, 0, progress.VisitOneLeft, []string{"b"}},
		"passed one of two, long ago":          {[]progress.Result{result("1", "a", 5, 5, 1)}, november, 20, progress.VisitOneLeft, []string{"b"}},
		"failed twice":                         {[]progress.Result{result("1", "a", 1, 5, 1), result("2", "a", 2, 5, 2)}, november, 0, progress.VisitStuck, []string{"a"}},
		"failed twice at the one that is left": {[]progress.Result{result("1", "a", 5, 5, 1), result("2", "b", 1, 5, 2), result("3", "b", 1, 5, 3)}, november, 0, progress.VisitStuck, []string{"b"}},
		"all passed":                           {[]progress.Result{result("1", "a", 5, 5, 1), result("2", "b", 5, 5, 2)}, november, 20, "", nil},
		"none of one passed, long ago":         {[]progress.Result{result("1", "a", 1, 5, 1)}, one, 20, progress.VisitSilent, nil},
		"another module alone, a week ago":     {[]progress.Result{result("1", "x", 5, 5, 1)}, november, 7, progress.VisitSilent, nil},
	} {
		s := progress.Fold("r", progress.Home{Village: village1, Counted: true}, c.results)
		reason, modules, ok := progress.ReasonToVisit(s, c.campaign, day.Of(at(1)).Add(c.days))
		if !ok {
			reason = ""
		}
		if reason != c.reason || !slices.Equal(modules, c.modules) {
			t.Errorf("%s: %s %v, want %s %v", name, reason, modules, c.reason, c.modules)
		}
	}
}

func TestAQuestionThatWasWrongTwiceIsNamed(t *testing.T) {
	review := missed("5", "a", 1, 5, "q1")
	review.Review = true
	for name, c := range map[string]struct {
		results []progress.Result
		want    *progress.Missed
	}{
		"twice":              {[]progress.Result{missed("1", "a", 1, 1, "q1", "q2"), missed("2", "a", 2, 2, "q2", "q3")}, &progress.Missed{Module: "a", Version: 2, Question: "q2", Wrong: 2}},
		"the one most often": {[]progress.Result{missed("1", "a", 1, 1, "q1", "q2"), missed("2", "a", 1, 2, "q1", "q2"), missed("3", "a", 1, 3, "q2")}, &progress.Missed{Module: "a", Version: 1, Question: "q2", Wrong: 3}},
		"of equals, the first": {[]progress.Result{missed("1", "b", 1, 1, "q0"), missed("2", "b", 1, 2, "q0"), missed("3", "a", 1, 3, "q9", "q8"), missed("4", "a", 1, 4, "q8", "q9")},
			&progress.Missed{Module: "a", Version: 1, Question: "q8", Wrong: 2}},
		"once each":                  {[]progress.Result{missed("1", "a", 1, 1, "q1"), missed("2", "a", 1, 2, "q2")}, nil},
		"once in a review":           {[]progress.Result{missed("1", "a", 1, 1, "q1"), review}, nil},
		"elsewhere":                  {[]progress.Result{missed("1", "x", 1, 1, "q1"), missed("2", "x", 1, 2, "q1")}, nil},
		"before questions were kept": {[]progress.Result{result("1", "a", 1, 5, 1), result("2", "a", 1, 5, 2)}, nil},
	} {
		if got := progress.MissedTwice(c.results, []string{"a", "b"}); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestTheQuestionThatIsNamedDoesNotDependOnTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		results := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) progress.Result {
			return missed(rapid.StringMatching("[a-f]{6}").Draw(t, "id"), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "module"), rapid.IntRange(1, 3).Draw(t, "version"),
				rapid.IntRange(0, 300).Draw(t, "hours"), rapid.SliceOfDistinct(rapid.SampledFrom([]string{"q1", "q2", "q3"}), rapid.ID[string]).Draw(t, "wrong")...)
		}), 0, 12).Filter(func(results []progress.Result) bool { return distinct(results) }).Draw(t, "results")
		want := progress.MissedTwice(results, []string{"a", "b"})
		if got := progress.MissedTwice(rapid.Permutation(results).Draw(t, "order"), []string{"a", "b"}); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

func distinct(results []progress.Result) bool {
	seen := map[string]bool{}
	for _, r := range results {
		seen[r.ID] = true
	}
	return len(seen) == len(results)
}

// listed is a resident who agreed to be listed.
func (w *world) listed(village string) people.Person {
	w.t.Helper()
	p := w.resident(village)
	p.Consents = append(p.Consents, people.ConsentRecord{Consent: people.Consent{Account: true, Statistics: true, VillageList: true}, At: at(0)})
	if err := w.store.UpdatePerson(w.t.Context(), p); err != nil {
		w.t.Fatal(err)
	}
	p.Revision++
	return p
}

func TestWhomToVisitComesByReasonAndThenByHowLongTheyHaveWaited(t *testing.T) {
	w := newWorld(t)
	service, rollup, stop := w.serving(w.stores())
	defer stop()
	idle, stuck, late, early, hidden, done, visited := w.listed(village1), w.listed(village1), w.listed(village1), w.listed(village1), w.resident(village1), w.listed(village1), w.listed(village1)
	w.insert(w.submission(stuck, "a", 1), w.submission(early, "a", 5), w.submission(late, "b", 5), w.submission(done, "a", 5), w.submission(done, "b", 5))
	again := w.submission(stuck, "a", 2)
	w.insert(again, w.submission(hidden, "a", 5))
	if err := rollup.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := w.coordinator(village1)
	noted, err := service.Note(t.Context(), c, village1, []fieldwork.Event{{ID: "v1", Kind: fieldwork.Visited, Person: visited.ID, Outcome: fieldwork.Later, At: w.now}})
	if err != nil || noted[0].Err != nil {
		t.Fatal(err, noted)
	}
	calls, err := service.ToVisit(t.Context(), c, village1)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range calls.Calls {
		got = append(got, one.Person.ID)
	}
	if want := []string{stuck.ID, early.ID, late.ID, idle.ID}; !slices.Equal(got, want) {
		t.Errorf("visits %v, want %v", got, want)
	}
	w.now = w.now.AddDate(0, 0, 7)
	if calls, err = service.ToVisit(t.Context(), c, village1); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(calls.Calls, func(one progress.Call) bool { return one.Person.ID == visited.ID })
	if i < 0 || calls.Calls[i].Last == nil || calls.Calls[i].Last.Outcome != fieldwork.Later || calls.Calls[i].LastBy != c.Name {
		t.Errorf("after the quiet time: %+v", calls.Calls)
	}
}

func TestWhatWouldLiftAVillageOnePlace(t *testing.T) {
	w := newWorld(t)
	const third = "00001-003"
	roll := func(adults int) *places.Roll { return &places.Roll{Adults: adults, Day: "2026-11-01", Version: 1} }
	w.ref.Directory = places.NewDirectory([]places.Ward{{Code: "00001", Name: "Một"}, {Code: "00002", Name: "Hai"}},
		[]places.Village{{ID: village1, Ward: "00001", Roll: roll(10)}, {ID: village2, Ward: "00001", Roll: roll(20)}, {ID: third, Ward: "00001"}, {ID: village3, Ward: "00002", Roll: roll(10)}})
	service, rollup, stop := w.serving(w.stores())
	defer stop()
	for village, n := range map[string]int{village1: 3, village2: 1, third: 2, village3: 9} {
		for range n {
			w.insert(w.submission(w.resident(village), "a", 5))
		}
	}
	if err := rollup.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for village, want := range map[string]*progress.NextPlace{village1: nil, village2: {Place: 1, People: 5}, third: nil, village3: nil} {
		calls, err := service.ToVisit(t.Context(), w.coordinator(village), village)
		if err != nil || !reflect.DeepEqual(calls.ToNext, want) {
			t.Errorf("%s: %+v, %v, want %+v", village, calls.ToNext, err, want)
		}
	}
}

// coordinator is one of a village.
func (w *world) coordinator(village string) people.Person {
	w.t.Helper()
	p := w.resident(village)
	p.Name, p.Village, p.Appointments = "Tổ mẫu", "", []people.Appointment{{Role: people.Coordinator, Village: village}}
	if err := w.store.UpdatePerson(w.t.Context(), p); err != nil {
		w.t.Fatal(err)
	}
	p.Revision++
	return p
}
