package seed_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"hocso/internal/day"
	"hocso/progress/places"
	"hocso/seed"
)

// The figures are the official ones: 102 units of Nghị quyết 1660/NQ-UBTVQH15, population of the province 3,346,853.
func TestWardsAreTheOfficialUnits(t *testing.T) {
	wards, err := seed.Wards()
	if err != nil {
		t.Fatal(err)
	}
	var communes, urban, dakLak, phuYen, population int
	codes := map[string]bool{}
	byName := map[string]places.Ward{}
	for _, w := range wards {
		codes[w.Code] = true
		byName[w.Name] = w
		population += w.Population
		switch w.Kind {
		case places.Commune:
			communes++
		case places.UrbanWard:
			urban++
		}
		switch w.FormerProvince {
		case "Đắk Lắk":
			dakLak++
		case "Phú Yên":
			phuYen++
		}
		if !norm.NFC.IsNormalString(w.Name) || strings.Contains(w.Name, "’") {
			t.Errorf("%s is not NFC with a plain apostrophe", w.Name)
		}
		if w.Lat < 12 || w.Lat > 14 || w.Lon < 107 || w.Lon > 110 || len(w.FormerUnits) == 0 {
			t.Errorf("%+v lies elsewhere or came from nothing", w)
		}
	}
	for what, got := range map[string][2]int{
		"units": {len(wards), 102}, "codes": {len(codes), 102}, "communes": {communes, 88}, "wards": {urban, 14},
		"from Đắk Lắk": {dakLak, 68}, "from Phú Yên": {phuYen, 34}, "population": {population, 3_346_853},
		"Buôn Ma Thuột": {byName["Buôn Ma Thuột"].Population, 169_596}, "Nam Ka": {byName["Nam Ka"].Population, 6_424},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %d, want %d", what, got[0], got[1])
		}
	}
}

func TestEaTuIsFoundInTanAn(t *testing.T) {
	wards, err := seed.Wards()
	if err != nil {
		t.Fatal(err)
	}
	got := places.NewDirectory(wards, nil).Search("ea tu", 1)
	if len(got) != 1 || got[0].Ward.Name != "Tân An" || !got[0].Former {
		t.Fatalf("Search = %+v", got)
	}
}

func TestReadVillages(t *testing.T) {
	wards, err := seed.Wards()
	if err != nil {
		t.Fatal(err)
	}
	const today = day.Day("2026-11-20")
	read := func(text string, known ...places.Village) ([]places.Village, error) {
		return seed.ReadVillages(strings.NewReader(text), places.NewDirectory(wards, known), today)
	}
	first, err := read("ward,name,kind,adults\n24163,Buôn Một,buon,120\n24163,Tổ dân phố 2,to_dan_pho,\n")
	if err != nil || len(first) != 2 || first[0].ID != "24163-001" || first[1].ID != "24163-002" || first[0].Roll.Adults != 120 || first[1].Roll != nil {
		t.Fatalf("first = %+v, %v", first, err)
	}
	again, err := read("ward,name,kind,adults\n24163,Buôn Một,buon,120\n24163,Buôn Ba,buon,50\n", first...)
	if err != nil || again[0].ID != "24163-001" || again[0].Roll.Version != 1 || again[1].ID != "24163-003" {
		t.Fatalf("again = %+v, %v", again, err)
	}
	changed, err := read("ward,name,kind,adults\n24163,buon mot,buon,130\n", first...)
	if err != nil || changed[0].ID != "24163-001" || changed[0].Roll.Version != 2 || changed[0].Roll.Day != today {
		t.Fatalf("changed = %+v, %v", changed, err)
	}
	// A number is never given twice, also where one is free.
	gap, err := read("ward,name,kind,adults\n24163,Buôn Ba,buon,50\n", places.Village{ID: "24163-007", Ward: "24163", Name: "Buôn Bảy"})
	if err != nil || gap[0].ID != "24163-008" {
		t.Fatalf("gap = %+v, %v", gap, err)
	}
	for text, want := range map[string]string{
		"name,ward\n": "line 1",
		"ward,name,kind,adults\n99999,Thôn 1,thon,1\n":    "line 2",
		"ward,name,kind,adults\n24163,,thon,1\n":          "line 2",
		"ward,name,kind,adults\n24163,Thôn 1,village,1\n": "line 2",
		"ward,name,kind,adults\n24163,Thôn 1,thon,0\n":    "line 2",
		"ward,name,kind,adults\n24163,Thôn 1,thon,many\n": "line 2",
		"ward,name,kind,adults\n24163,Thôn 1,thon\n":      "line 2",

		"ward,name,kind,adults\n24163,Thôn 1,thon,100001\n":       "line 2",
		"ward,name,kind,adults\n24163,<script>,thon,1\n":          "line 2",
		"ward,name,kind,adults\n24163,-,thon,1\n24163,.,thon,1\n": "line 2",
	} {
		if _, err := read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestReadingTheFileOfVillagesAgainOpensNoClosedOne(t *testing.T) {
	wards, err := seed.Wards()
	if err != nil {
		t.Fatal(err)
	}
	closed := places.Village{ID: "24163-001", Ward: "24163", Name: "Buôn Một", MergedInto: "24163-002"}
	open := places.Village{ID: "24163-002", Ward: "24163", Name: "Buôn Hai", Absorbed: []string{closed.ID}, Released: []string{"24163-003"}, SplitFrom: "24163-004"}
	read := func(text string, known ...places.Village) ([]places.Village, error) {
		return seed.ReadVillages(strings.NewReader("ward,name,kind,adults\n"+text), places.NewDirectory(wards, known), "2026-11-20")
	}
	if got, err := read("24163,buôn hai,buon,9\n24163,Buôn Một,buon,120\n", closed, open); err == nil || got != nil ||
		!strings.Contains(err.Error(), "line 3: Buôn Một (24163-001) was merged into 24163-002: take the line out") {
		t.Errorf("%+v, %v", got, err)
	}
	got, err := read("24163,Buôn Hai,thon,9\n24163,Buôn Ba,buon,\n", closed, open)
	if err != nil || len(got) != 2 || got[0].ID != open.ID || got[0].Roll.Adults != 9 || !slices.Equal(got[0].Absorbed, open.Absorbed) ||
		!slices.Equal(got[0].Released, open.Released) || got[0].SplitFrom != open.SplitFrom || got[1].ID != "24163-003" {
		t.Errorf("%+v, %v", got, err)
	}
	open.Name = closed.Name // it may have taken the name of the one that it absorbed
	if got, err := read("24163,Buôn Một,buon,9\n", closed, open); err != nil || got[0].ID != open.ID {
		t.Errorf("%+v, %v", got, err)
	}
}
