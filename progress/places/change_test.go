package places_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/places"
)

const today day.Day = "2026-11-26"

func adults(n int) *places.Roll { return &places.Roll{Adults: n, Day: "2026-10-01", Version: 4} }

// merged is a province in which 00001-001 was merged into 00001-002, and that into 00001-003.
func merged() *places.Directory {
	return places.NewDirectory([]places.Ward{{Code: "00001", Name: "Tân An"}, {Code: "00002", Name: "Ea Kao"}}, []places.Village{
		{ID: "00001-001", Ward: "00001", Name: "Buôn Một", MergedInto: "00001-002"},
		{ID: "00001-002", Ward: "00001", Name: "Buôn Hai", MergedInto: "00001-003", Absorbed: []string{"00001-001"}},
		{ID: "00001-003", Ward: "00001", Name: "Buôn Ba", Roll: adults(60_000), Absorbed: []string{"00001-002"}},
		{ID: "00001-004", Ward: "00001", Name: "Buôn Bốn", Roll: adults(40_001)},
		{ID: "00001-005", Ward: "00001", Name: "Buôn Năm"},
		{ID: "00002-001", Ward: "00002", Name: "Thôn Một"},
	})
}

func TestAClosedVillageLeadsToItsSuccessorAndIsListedNowhere(t *testing.T) {
	dir := merged()
	for id, want := range map[string]string{"00001-001": "00001-003", "00001-002": "00001-003", "00001-003": "00001-003"} {
		if v, err := dir.Village(id); err != nil || v.ID != want {
			t.Errorf("%s means %s, %v; want %s", id, v.ID, err, want)
		}
		if v, err := dir.Record(id); err != nil || v.ID != id {
			t.Errorf("the record of %s is %s, %v", id, v.ID, err)
		}
	}
	ids := func(list []places.Village) []string {
		var ids []string
		for _, v := range list {
			ids = append(ids, v.ID)
		}
		return ids
	}
	if got := ids(dir.VillagesOf("00001")); !slices.Equal(got, []string{"00001-003", "00001-004", "00001-005"}) {
		t.Errorf("the ward lists %v", got)
	}
	if got := ids(dir.Villages()); slices.Contains(got, "00001-001") || len(got) != 4 {
		t.Errorf("the province lists %v", got)
	}
	if all, closed := ids(dir.AllOf("00001")), ids(dir.Closed()); len(all) != 5 || !slices.Equal(closed, []string{"00001-001", "00001-002"}) {
		t.Errorf("all %v, closed %v", all, closed)
	}
	if v, taken := dir.Named("00001", "buon mot"); taken {
		t.Errorf("a closed village keeps its name: %v", v)
	}
}

func TestADamagedChainOfSuccessorsEnds(t *testing.T) {
	dir := places.NewDirectory(nil, []places.Village{{ID: "a", MergedInto: "b"}, {ID: "b", MergedInto: "a"}, {ID: "c", MergedInto: "gone"}})
	for _, id := range []string{"a", "b", "c"} {
		if v, err := dir.Village(id); !errors.Is(err, places.ErrNotFound) {
			t.Errorf("%s means %v, %v", id, v, err)
		}
	}
}

func TestMergingIsRefusedWhereItMeansNothing(t *testing.T) {
	dir := merged()
	for _, c := range []struct {
		from, into string
		want       error
	}{
		{"00001-003", "00001-003", places.ErrSameVillage},
		{"00001-003", "00002-001", places.ErrOtherWard},
		{"00001-003", "00001-001", places.ErrVillageClosed},
		{"00001-001", "00001-003", places.ErrVillageClosed}, // into another one
		{"00001-003", "00001-999", places.ErrNotFound},
		{"", "00001-003", places.ErrNotFound},
		{"00001-003", "00001-004", places.ErrRollTooLarge},
		{"00001-004", "00001-005", nil},
		{"00001-002", "00001-003", nil}, // once more
	} {
		if _, _, err := dir.Merge(c.from, c.into); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("Merge(%q, %q) = %v, want %v", c.from, c.into, err, c.want)
		}
	}
}

func TestTheRollOfAMergedVillageIsAddedOnce(t *testing.T) {
	for _, c := range []struct {
		from, into, want *places.Roll
	}{
		{adults(100), adults(50), &places.Roll{Adults: 150, Day: today, Version: 5}},
		{nil, adults(50), nil},
		{adults(100), nil, nil},
		{nil, nil, nil},
	} {
		from, into := places.Village{ID: "a", Roll: c.from}, places.Village{ID: "b", Roll: c.into}
		once := into.Absorb(from, today, into.NextVersion(nil))
		if !sameRoll(once.Roll, c.want) {
			t.Errorf("%v and %v: %v, want %v", c.from, c.into, once.Roll, c.want)
		}
		once.Roll = adults(70) // the ward declared one since
		if twice := once.Absorb(from, today, 99); !sameRoll(twice.Roll, adults(70)) || len(twice.Absorbed) != 1 {
			t.Errorf("added twice: %+v", twice)
		}
		if closed := from.Close(into); !closed.Closed() || closed.Roll != nil {
			t.Errorf("closed: %+v", closed)
		}
	}
}

func TestASplitDividesTheRollOnce(t *testing.T) {
	for _, c := range []struct {
		roll      *places.Roll
		adults    int
		err       error
		rest, off *places.Roll
	}{
		{adults(100), 30, nil, &places.Roll{Adults: 70, Day: today, Version: 5}, &places.Roll{Adults: 30, Day: today, Version: 1}},
		{adults(100), 0, nil, nil, nil},
		{nil, 0, nil, nil, nil},
		{nil, 30, places.ErrNoRoll, nil, nil},
		{adults(100), 100, places.ErrAdults, nil, nil},
		{adults(100), 101, places.ErrAdults, nil, nil},
		{adults(100), -1, places.ErrAdults, nil, nil},
	} {
		from, off := places.Village{ID: "a", Roll: c.roll}, places.Village{ID: "b", SplitFrom: "a"}
		if err := from.CheckSplit(off, c.adults); !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
			t.Errorf("%d of %v: %v, want %v", c.adults, c.roll, err, c.err)
		}
		if c.err != nil {
			continue
		}
		rest, released := from.Release(off, c.adults, today, from.NextVersion(nil))
		again, andAgain := rest.Release(released, c.adults, today, 99)
		if !sameRoll(rest.Roll, c.rest) || !sameRoll(released.Roll, c.off) {
			t.Errorf("%d of %v: %v and %v", c.adults, c.roll, rest.Roll, released.Roll)
		}
		if !sameRoll(again.Roll, c.rest) || !sameRoll(andAgain.Roll, c.off) || again.CheckSplit(released, c.adults) != nil {
			t.Errorf("once more, %d of %v: %v and %v", c.adults, c.roll, again.Roll, andAgain.Roll)
		}
	}
}

func sameRoll(a, b *places.Roll) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func TestNewVillagesGetNumbersThatWereNeverUsed(t *testing.T) {
	dir := merged()
	if v, err := dir.NewVillage("00001", " Thôn  Mới ", places.Thon); err != nil || v.ID != "00001-006" || v.Name != "Thôn Mới" || v.Kind != places.Thon || v.Roll != nil {
		t.Errorf("%+v, %v", v, err)
	}
	if v, err := dir.NewVillage("00001", "Buôn Một", places.Buon); err != nil || v.ID != "00001-006" {
		t.Errorf("the name of a closed village: %+v, %v", v, err)
	}
	full := places.NewDirectory([]places.Ward{{Code: "00001"}}, []places.Village{{ID: "00001-999", Ward: "00001", Name: "Cuối", MergedInto: "00001-001"}})
	for _, c := range []struct {
		dir              *places.Directory
		ward, name, kind string
		want             error
	}{
		{dir, "99999", "Thôn 1", "thon", places.ErrNotFound},
		{dir, "00001", "<b>", "thon", places.ErrVillageName},
		{dir, "00001", "", "thon", places.ErrVillageName},
		{dir, "00001", "BUON BA", "buon", places.ErrVillageNameTaken},
		{dir, "00001", "Thôn 1", "hamlet", places.ErrVillageKind},
		{full, "00001", "Thôn 1", "thon", places.ErrTooManyVillages},
	} {
		if v, err := c.dir.NewVillage(c.ward, c.name, places.VillageKind(c.kind)); !errors.Is(err, c.want) {
			t.Errorf("%s %q %s: %+v, %v, want %v", c.ward, c.name, c.kind, v, err, c.want)
		}
	}
}

func TestAVillageIsRenamedUnlessTheNameIsTakenOrItIsClosed(t *testing.T) {
	dir := merged()
	if v, err := dir.Renamed("00001-003", "BUÔN BA"); err != nil || v.Name != "BUÔN BA" || v.Roll == nil {
		t.Errorf("%+v, %v", v, err)
	}
	for _, c := range []struct {
		id, name string
		want     error
	}{
		{"00001-003", "Buôn Bốn", places.ErrVillageNameTaken}, {"00001-003", " ", places.ErrVillageName},
		{"00001-001", "Thôn 9", places.ErrVillageClosed}, {"00001-009", "Thôn 9", places.ErrNotFound},
	} {
		if _, err := dir.Renamed(c.id, c.name); !errors.Is(err, c.want) {
			t.Errorf("%s %q: %v, want %v", c.id, c.name, err, c.want)
		}
	}
}

func TestDirectoriesDifferInWhatIsOpen(t *testing.T) {
	before := places.NewDirectory(nil, []places.Village{{ID: "a"}, {ID: "b"}, {ID: "c", MergedInto: "b"}})
	after := places.NewDirectory(nil, []places.Village{{ID: "a", MergedInto: "b"}, {ID: "b", Name: "x"}, {ID: "c", MergedInto: "b"}, {ID: "d"}})
	if got := after.Differing(before); !slices.Equal(got, []string{"a", "d"}) {
		t.Errorf("differ in %v", got)
	}
}

// Whatever is merged and split, every id leads to an open village of its ward, and no adult is lost or counted twice.
func TestAnyMergersAndSplitsKeepEveryIDUnderstoodAndEveryAdult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const ward = "00001"
		villages := map[string]places.Village{}
		for i := range 4 {
			id := fmt.Sprintf("00001-%03d", i+1)
			villages[id] = places.Village{ID: id, Ward: ward, Name: fmt.Sprint("Thôn ", i+1), Roll: adults(100)}
		}
		directory := func() *places.Directory {
			var list []places.Village
			for _, id := range slices.Sorted(func(yield func(string) bool) {
				for id := range villages {
					if !yield(id) {
						return
					}
				}
			}) {
				list = append(list, villages[id])
			}
			return places.NewDirectory([]places.Ward{{Code: ward}}, list)
		}
		for step := range rapid.IntRange(0, 20).Draw(t, "steps") {
			dir := directory()
			all := dir.AllOf(ward)
			from := all[rapid.IntRange(0, len(all)-1).Draw(t, "from")]
			into := all[rapid.IntRange(0, len(all)-1).Draw(t, "into")]
			if rapid.Bool().Draw(t, "split") {
				off, err := dir.NewVillage(ward, fmt.Sprint("Mới ", step), places.Thon)
				if err != nil {
					t.Fatal(err)
				}
				n := rapid.IntRange(1, 120).Draw(t, "adults")
				if _, err := dir.Open(from.ID); err == nil && from.CheckSplit(off, n) == nil {
					villages[from.ID], villages[off.ID] = from.Release(off, n, today, from.NextVersion(nil))
				}
			} else if from, into, err := dir.Merge(from.ID, into.ID); err == nil && !from.Closed() {
				villages[into.ID] = into.Absorb(from, today, into.NextVersion(nil))
				villages[from.ID] = from.Close(into)
			}
		}
		dir, sum := directory(), 0
		for _, v := range dir.AllOf(ward) {
			sum += v.Adults()
			if open, err := dir.Village(v.ID); err != nil || open.Closed() || open.Ward != ward {
				t.Fatalf("%s leads to %+v, %v", v.ID, open, err)
			}
		}
		if sum != 400 {
			t.Fatalf("%d adults of 400", sum)
		}
	})
}
