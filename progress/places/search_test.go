package places_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"hocso/progress/places"
)

func TestFoldReducesNamesToWhatPeopleType(t *testing.T) {
	for in, want := range map[string]string{
		"Cư M'gar":            "cu mgar",
		"Cư M’gar":            "cu mgar",
		"Ea H'Leo":            "ea hleo",
		"Hoà Phú":             "hoa phu",
		"Hòa Phú":             "hoa phu",
		"Đức Bình":            "duc binh",
		"ĐỨC  BÌNH ":          "duc binh",
		"Buôn Ma Thuột":       "buon ma thuot",
		"Buo\u0302n Hô\u0300": "buon ho",
		"Ê Đê":                "e de",
		"Krông-Pắc":           "krong pac",
		"":                    "",
		" - ":                 "",
	} {
		if got := places.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldTwiceIsFoldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := places.Fold(rapid.String().Draw(t, "name"))
		if twice := places.Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q", once, twice)
		}
	})
}

func directory() *places.Directory {
	return places.NewDirectory([]places.Ward{
		{Code: "00001", Name: "Tân An", Kind: places.UrbanWard, Population: 600, FormerUnits: []string{"phường Tân An", "xã Ea Tu", "xã Hòa Thuận (một phần)"}},
		{Code: "00002", Name: "Ea Tul", Kind: places.Commune, Population: 300, FormerUnits: []string{"xã Ea Tar", "xã Ea Tul"}},
		{Code: "00003", Name: "Krông Búk", Kind: places.Commune, Population: 200, FormerUnits: []string{"thị trấn Pơng Drang"}},
		{Code: "00004", Name: "Ea Kly", Kind: places.Commune, Population: 100, FormerUnits: []string{"xã Krông Búk", "xã Ea Kly"}},
	}, []places.Village{
		{ID: "00001-001", Ward: "00001", Name: "Buôn Một"}, {ID: "00001-002", Ward: "00001", Name: "Buôn Hai"}, {ID: "00002-001", Ward: "00002", Name: "Thôn Ba"},
	})
}

func TestSearchFindsWardsByPresentAndFormerNames(t *testing.T) {
	dir := directory()
	for _, c := range []struct {
		query  string
		code   string
		match  string
		former bool
	}{
		{"Ea Tu", "00001", "xã Ea Tu", true},
		{"ea tu", "00001", "xã Ea Tu", true},
		{"eatu", "00001", "xã Ea Tu", true},
		{"xã ea tu", "00001", "xã Ea Tu", true},
		{"Ea Tul", "00002", "xã Ea Tul", false},
		{"tân an", "00001", "phường Tân An", false},
		{"tan an", "00001", "phường Tân An", false},
		{"hoà thuận", "00001", "xã Hòa Thuận (một phần)", true},
		{"krong buk", "00003", "xã Krông Búk", false}, // the commune of today before the former one in Ea Kly
		{"pong drang", "00003", "thị trấn Pơng Drang", true},
	} {
		got := dir.Search(c.query, 1)
		if len(got) != 1 || got[0].Ward.Code != c.code || got[0].Name != c.match || got[0].Former != c.former {
			t.Errorf("Search(%q) = %+v, want %s by %q", c.query, got, c.code, c.match)
		}
	}
	if got := dir.Search("krong buk", 0); len(got) != 2 || got[1].Ward.Code != "00004" || !got[1].Former {
		t.Errorf("the former Krông Búk is not found in Ea Kly: %+v", got)
	}
	for _, nothing := range []string{"", "  ", "Hà Nội", "'"} {
		if got := dir.Search(nothing, 0); len(got) != 0 {
			t.Errorf("Search(%q) = %+v, want nothing", nothing, got)
		}
	}
}

func TestDirectoryFindsPlacesByKey(t *testing.T) {
	dir := directory()
	if v, err := dir.Village("00001-002"); err != nil || v.Name != "Buôn Hai" {
		t.Errorf("Village = %v, %v", v, err)
	}
	if _, err := dir.Village("00001-003"); !errors.Is(err, places.ErrNotFound) {
		t.Errorf("unknown village: %v", err)
	}
	if _, err := dir.Ward("99999"); !errors.Is(err, places.ErrNotFound) {
		t.Errorf("unknown ward: %v", err)
	}
	if got := dir.VillagesOf("00001"); len(got) != 2 || got[0].ID != "00001-001" {
		t.Errorf("VillagesOf = %v", got)
	}
}
