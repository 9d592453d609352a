package places_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/progress/places"
)

func TestADeclarationFindsVillagesByIDAndByName(t *testing.T) {
	dir := merged()
	w, _ := dir.Ward("00001")
	changes, faults := dir.CheckRolls(w, "2026-10-01", today, nil, []places.RollEntry{
		{Row: 2, Village: " 00001-005 ", Adults: "30"}, {Row: 3, Village: "BUON BA", Adults: " 60000 "}, {Row: 4, Village: "Buôn Bốn", Adults: "7"},
	})
	if len(faults) > 0 || len(changes) != 2 || changes[0].Village.ID != "00001-005" || changes[0].Adults != 30 || changes[1].Village.ID != "00001-004" {
		t.Errorf("changes %+v, faults %+v", changes, faults)
	}
	for _, c := range []struct{ village, id, code string }{
		{"00001-001", "00001-001", places.FaultClosed}, {"buôn một", "buôn một", places.FaultClosed}, {"00002-001", "00002-001", places.FaultOtherWard},
		{"Thôn Một", "Thôn Một", places.FaultUnknownVillage}, {"", "", places.FaultUnknownVillage},
	} {
		_, faults := dir.CheckRolls(w, today, today, nil, []places.RollEntry{{Row: 2, Village: c.village, Adults: "9"}})
		if want := []places.RollFault{{Row: 2, Village: c.id, Code: c.code}}; !reflect.DeepEqual(faults, want) {
			t.Errorf("%q: %+v, want %+v", c.village, faults, want)
		}
	}
}

func TestOnlyWholeNumbersWithinBoundsAreRolls(t *testing.T) {
	dir := merged()
	w, _ := dir.Ward("00001")
	for text, want := range map[string]string{
		"1": "", "100000": "", "100001": places.FaultTooMany, "99999999999999999999": places.FaultTooMany, "0": places.FaultZero, "-0": places.FaultZero,
		"-3": places.FaultNegative, "1.5": places.FaultBadNumber, "1.250": places.FaultBadNumber, "1e3": places.FaultBadNumber, "+4": places.FaultBadNumber,
		"": places.FaultBadNumber, "NaN": places.FaultBadNumber, "٣": places.FaultBadNumber, "1_0": places.FaultBadNumber,
	} {
		_, faults := dir.CheckRolls(w, today, today, nil, []places.RollEntry{{Row: 2, Village: "00001-005", Adults: text}})
		got := ""
		if len(faults) > 0 {
			got = faults[0].Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAWardHasNoMoreAdultsThanPeople(t *testing.T) {
	dir := merged() // 100,001 adults in two villages
	w, _ := dir.Ward("00001")
	for population, fits := range map[int]bool{0: true, 100_011: true, 100_010: false} {
		w.Population = population
		_, faults := dir.CheckRolls(w, today, today, nil, []places.RollEntry{{Row: 2, Village: "00001-005", Adults: "10"}})
		if (len(faults) == 0) != fits {
			t.Errorf("%d people: %+v", population, faults)
		}
	}
}

func TestAVillageWithMoreAdultsThanItsWardHasPeopleIsNamed(t *testing.T) {
	dir := merged()
	w, _ := dir.Ward("00001")
	w.Population = 12_000
	_, faults := dir.CheckRolls(w, today, today, nil, []places.RollEntry{{Row: 2, Village: "00001-003", Adults: "300"},
		{Row: 3, Village: "00001-005", Adults: "50000"}, {Row: 4, Village: "00001-004", Adults: "12000"}})
	want := []places.RollFault{{Row: 3, Village: "00001-005", Code: places.FaultTooMany}, {Code: places.FaultTooMany}}
	if !reflect.DeepEqual(faults, want) {
		t.Errorf("%+v, want %+v", faults, want)
	}
}

func TestADeclarationIsAChangeUnlessTheNewestSaysTheSameOfTheSameDay(t *testing.T) {
	ward := places.Ward{Code: "00001"}
	village := places.Village{ID: "00001-001", Ward: "00001"}
	first := places.RollVersion{Village: village.ID, Version: 1, Adults: 120, Day: today, At: today.Start(), ApprovedAt: today.Start()}
	mistake := places.RollVersion{Village: village.ID, Version: 2, Adults: 1200, Day: today, At: today.Start()}
	withdrawnMistake := mistake
	withdrawnMistake.WithdrawnAt = today.Start()
	withRoll := village
	withRoll.Roll = &places.Roll{Adults: 120, Day: today, Version: 1}
	for name, c := range map[string]struct {
		village places.Village
		stored  []places.RollVersion
		on      day.Day
		change  bool
	}{
		"the first":                          {village, nil, today, true},
		"as it is":                           {withRoll, []places.RollVersion{first}, today, false},
		"as it is, and not in the history":   {withRoll, nil, today, false},
		"counted anew":                       {withRoll, []places.RollVersion{first}, today.Add(-1), true},
		"instead of a mistake that waits":    {withRoll, []places.RollVersion{first, mistake}, today, true},
		"what waits":                         {village, []places.RollVersion{{Village: village.ID, Version: 1, Adults: 120, Day: today}}, today, false},
		"what it had before a merge took it": {village, []places.RollVersion{first}, today, true},
		"what was withdrawn":                 {village, []places.RollVersion{{Village: village.ID, Version: 1, Adults: 120, Day: today, WithdrawnAt: today.Start()}}, today, true},
		"what waits again":                   {village, []places.RollVersion{{Village: village.ID, Version: 1, Adults: 120, Day: today}, withdrawnMistake}, today, false},
		"of another village, the same waits": {village, []places.RollVersion{{Village: "00001-002", Version: 1, Adults: 120, Day: today}}, today, true},
	} {
		dir := places.NewDirectory([]places.Ward{ward}, []places.Village{c.village})
		changes, faults := dir.CheckRolls(ward, c.on, today, c.stored, []places.RollEntry{{Row: 2, Village: village.ID, Adults: "120"}})
		if len(faults) > 0 || (len(changes) == 1) != c.change {
			t.Errorf("%s: changes %+v, faults %+v", name, changes, faults)
		}
	}
}

func TestTheHistoryOfARollHasWhatTheVillageHasNow(t *testing.T) {
	at := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	first := places.RollVersion{Village: "a", Version: 1, Adults: 5, Day: "2026-10-01", At: at, ApprovedAt: at}
	second := places.RollVersion{Village: "a", Version: 2, Adults: 6, Day: "2026-11-01", At: at}
	stored := []places.RollVersion{first, second, {Village: "b", Version: 7, Adults: 9}}
	start := places.Village{ID: "a", Roll: &places.Roll{Adults: 5, Day: "2026-10-01", Version: 1}}
	if got := start.Versions(stored); !reflect.DeepEqual(got, stored[:2]) || start.NextVersion(stored) != 3 {
		t.Errorf("versions %+v, next %d", got, start.NextVersion(stored))
	}
	mergedInto := places.Village{ID: "a", Roll: &places.Roll{Adults: 50, Day: "2026-11-03", Version: 2}} // the same number, made by merging
	got := mergedInto.Versions(stored)
	if len(got) != 2 || got[0] != first || got[1].Adults != 50 || !got[1].Approved() || mergedInto.NextVersion(stored) != 3 {
		t.Errorf("merged: %+v", got)
	}
	joined, err := places.JoinRolls(stored, got)
	if err != nil || joined[1].Adults != 50 || !joined[1].Approved() {
		t.Errorf("kept: %+v, %v", joined, err)
	}
	if _, err := places.JoinRolls(joined, []places.RollVersion{second}); !errors.Is(err, places.ErrRollTaken) {
		t.Errorf("declared late: %v", err)
	}
	none := places.Village{ID: "a"}
	if got := none.Versions(stored); len(got) != 2 || none.NextVersion(nil) != 1 {
		t.Errorf("without a roll: %+v", got)
	}
}
