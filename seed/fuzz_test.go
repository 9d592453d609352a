package seed_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"hocso/progress/places"
	"hocso/seed"
)

// FuzzReadVillages: a roster is refused with its line, or every village of it has a ward, an id of its own, a name, a kind
// and a roll of one adult or more; and reading the same file again changes nothing.
func FuzzReadVillages(f *testing.F) {
	const header = "ward,name,kind,adults\n"
	for _, s := range []string{
		"", header, "\ufeff" + header, header + "24163,Buôn Ea Nao,buon,120\n", header + "24163,Buôn Ea Nao,buon,\n24163,buon ea nao,buon,5\n",
		header + "99999,x,thon,1\n", header + "24163,,thon,1\n", header + "24163,x,huyen,1\n", header + "24163,x,thon,0\n", header + "24163,x,thon,-1\n",
		header + "24163,x,thon,1e3\n", header + "24163,x,thon,99999999999999999999\n", header + "24163,\"a\nb\",thon,1\n", header + "24163,x\n", header + "\"24163,x,thon,1\n",
		header + "24163,=1+1,thon,1\n", header + "24163,<script>,thon,1\n", header + "24163,\x00,thon,1\n", header + "24163,\xff\xfe,thon,1\n", strings.ReplaceAll(header, "\n", "\r\n") + "24163,x,thon,1\r\n",
		header + "24163,\u202ex,thon,1\n", header + "24163," + strings.Repeat("x", 500) + ",thon,1\n", header + "24163,\u200b,thon,1\n",
	} {
		f.Add(s)
	}
	wards, err := seed.Wards()
	if err != nil {
		f.Fatal(err)
	}
	known := places.Village{ID: "24163-001", Ward: "24163", Name: "Buôn Ea Nao", Kind: places.Buon, Roll: &places.Roll{Adults: 7, Day: "2026-11-01", Version: 3}}
	dir := places.NewDirectory(wards, []places.Village{known})
	f.Fuzz(func(t *testing.T, text string) {
		villages, err := seed.ReadVillages(strings.NewReader(text), dir, "2026-11-23")
		if err != nil {
			if len(villages) > 0 || !strings.HasPrefix(err.Error(), "villages: ") {
				t.Fatalf("%d villages and %v", len(villages), err)
			}
			return
		}
		names := map[string]string{} // by id
		for _, v := range villages {
			if v.Number() == 0 || !strings.HasPrefix(v.ID, v.Ward+"-") {
				t.Fatalf("%q: id %q in ward %q", text, v.ID, v.Ward)
			}
			if _, err := dir.Ward(v.Ward); err != nil {
				t.Fatalf("%q: ward %q", text, v.Ward)
			}
			if again, err := places.VillageName(v.Name); err != nil || again != v.Name {
				t.Fatalf("%q: name %q: %v", text, v.Name, err)
			}
			if v.Roll != nil && (v.Roll.Adults < 1 || v.Roll.Adults > places.MaxAdults || v.Roll.Version < 1) {
				t.Fatalf("%q: roll %+v", text, *v.Roll)
			}
			if other, twice := names[v.ID]; twice && places.Fold(other) != places.Fold(v.Name) {
				t.Fatalf("%q: %q and %q have one id", text, other, v.Name)
			}
			names[v.ID] = v.Name
		}
		again, err := seed.ReadVillages(strings.NewReader(text), places.NewDirectory(wards, latest(append([]places.Village{known}, villages...))), "2026-11-24")
		if err != nil {
			t.Fatalf("%q: the second time: %v", text, err)
		}
		for i, v := range again {
			if v.ID != villages[i].ID {
				t.Fatalf("%q: %q became %q when it was read again", text, villages[i].ID, v.ID)
			}
		}
	})
}

// latest keeps the last of the villages with one id, as a store does.
func latest(all []places.Village) []places.Village {
	byID := map[string]places.Village{}
	for _, v := range all {
		byID[v.ID] = v
	}
	return slices.Collect(maps.Values(byID))
}
