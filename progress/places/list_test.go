package places_test

import (
	"fmt"
	"reflect"
	"testing"

	"hocso/progress/places"
)

// listed are two open villages of a ward and one that was merged; its numbers go to 3.
func listed() (*places.Directory, places.Ward) {
	ward := places.Ward{Code: "00001", Name: "Một"}
	dir := places.NewDirectory([]places.Ward{ward, {Code: "00002", Name: "Hai"}}, []places.Village{
		{ID: "00001-001", Ward: "00001", Name: "Buôn Một", Kind: places.Buon}, {ID: "00001-002", Ward: "00001", Name: "Thôn Hai", Kind: places.Thon},
		{ID: "00001-003", Ward: "00001", Name: "Thôn Cũ", Kind: places.Thon, MergedInto: "00001-002"},
		{ID: "00002-001", Ward: "00002", Name: "Thôn Xa", Kind: places.Thon},
	})
	return dir, ward
}

func TestAListAddsWhatIsNewRenamesByIDAndLeavesTheRest(t *testing.T) {
	dir, ward := listed()
	plan := dir.CheckVillages(ward, []places.VillageEntry{
		{Row: 2, ID: "00001-001", Name: "Buôn  Mới"}, {Row: 3, Name: "thon hai"}, {Row: 4, Name: "Tân Lập", Kind: "thôn"},
		{Row: 5, Name: "Tổ dân phố 3"}, {Row: 6, Name: "Buôn Một"},
	}, nil)
	want := places.VillagePlan{Known: 1,
		Add: []places.Village{{ID: "00001-004", Ward: "00001", Name: "Thôn Tân Lập", Kind: places.Thon},
			{ID: "00001-005", Ward: "00001", Name: "Tổ dân phố 3", Kind: places.ToDanPho}},
		Rename: []places.Renaming{{dir.VillagesOf("00001")[0], places.Village{ID: "00001-001", Ward: "00001", Name: "Buôn Mới", Kind: places.Buon}}},
		// The name is one's that another row renames: whether a village is meant that is there cannot be told.
		Faults: []places.VillageFault{{6, "name", places.FaultTwice}},
	}
	if !reflect.DeepEqual(plan, want) {
		t.Errorf("%+v\nwant %+v", plan, want)
	}
}

func TestTheSameListChangesNothingTheSecondTime(t *testing.T) {
	dir, ward := listed()
	list := []places.VillageEntry{{Row: 2, ID: "00001-001", Name: "Thôn Hai"}, {Row: 3, ID: "00001-002", Name: "Buôn Một"},
		{Row: 4, Name: "Tân Lập", Kind: "Thôn"}, {Row: 5, Name: "Khu phố 1"}}
	plan := dir.CheckVillages(ward, list, nil)
	if len(plan.Faults) > 0 || len(plan.Add) != 2 || len(plan.Rename) != 2 {
		t.Fatalf("names are passed on: %+v", plan)
	}
	after := plan.Add
	for _, r := range plan.Rename {
		after = append(after, r.After)
	}
	again := places.NewDirectory(dir.Wards(), after).CheckVillages(ward, list, nil)
	if want := (places.VillagePlan{Known: 4}); !reflect.DeepEqual(again, want) {
		t.Errorf("once more: %+v", again)
	}
}

func TestARowOfAListThatCannotBeSaysWhy(t *testing.T) {
	dir, ward := listed()
	for name, c := range map[string]struct {
		entry       places.VillageEntry
		field, code string
	}{
		"nothing but a kind":  {places.VillageEntry{Kind: "Thôn"}, "name", places.FaultRequired},
		"no such id":          {places.VillageEntry{ID: "00001-009", Name: "Thôn Mới"}, "id", places.FaultUnknownVillage},
		"another ward's":      {places.VillageEntry{ID: "00002-001"}, "id", places.FaultOtherWard},
		"closed, by its id":   {places.VillageEntry{ID: "00001-003"}, "id", places.FaultClosed},
		"closed, by its name": {places.VillageEntry{Name: "Cũ", Kind: "thôn"}, "name", places.FaultClosed},
		"once more by id":     {places.VillageEntry{ID: "00001-002"}, "id", places.FaultTwice},
		"once more by name":   {places.VillageEntry{Name: "Thôn hai"}, "name", places.FaultTwice},
		"a new one twice":     {places.VillageEntry{Name: "Thon Ba"}, "name", places.FaultTwice},
		"another's name":      {places.VillageEntry{ID: "00001-001", Name: "Thôn Hai"}, "name", places.FaultNameTaken},
		"another kind":        {places.VillageEntry{Name: "Buôn Một", Kind: "thôn"}, "kind", places.FaultOtherKind},
		"a strange kind":      {places.VillageEntry{Name: "Bản Một", Kind: "bản"}, "kind", places.FaultUnknownKind},
		"no kind":             {places.VillageEntry{Name: "Tân Lập"}, "kind", places.FaultUnknownKind},
		"markup":              {places.VillageEntry{Name: "Thôn <b>"}, "name", places.FaultBadName},
	} {
		c.entry.Row = 4
		plan := dir.CheckVillages(ward, []places.VillageEntry{{Row: 2, ID: "00001-002"}, {Row: 3, Name: "Thôn Ba"}, c.entry}, nil)
		if want := []places.VillageFault{{4, c.field, c.code}}; !reflect.DeepEqual(plan.Faults, want) {
			t.Errorf("%s: %+v, want %+v", name, plan.Faults, want)
		}
	}
}

func TestAListOfMoreVillagesThanAWardMayHaveIsRefusedAsAWhole(t *testing.T) {
	dir, ward := listed()
	var list []places.VillageEntry
	for n := range 997 {
		list = append(list, places.VillageEntry{Row: n + 2, Name: fmt.Sprint("Thôn số ", n)})
	}
	if plan := dir.CheckVillages(ward, list[:996], nil); len(plan.Faults) > 0 || plan.Add[995].ID != "00001-999" {
		t.Errorf("as many as there may be: %+v", plan.Faults)
	}
	if plan := dir.CheckVillages(ward, list, nil); !reflect.DeepEqual(plan.Faults, []places.VillageFault{{0, "", places.FaultFull}}) {
		t.Errorf("one more: %+v", plan.Faults)
	}
}
