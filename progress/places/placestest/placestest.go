// Package placestest checks that a store keeps what places.Store promises. Every store runs it.
package placestest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"hocso/progress/places"
)

func ward() places.Ward {
	return places.Ward{
		Code: "24175", Name: "Cư M’gar – Ea H'leo", Kind: places.UrbanWard,
		FormerProvince: "Đắk Lắk", FormerDistrict: "huyện Cư M'gar",
		FormerUnits: []string{"thị trấn Quảng Phú", `xã "Ea Tu"; $set\n`},
		Population:  31_415, Lon: 108.07, Lat: -12.86,
	}
}

func village() places.Village {
	return places.Village{
		ID: "24175-007", Ward: "24175", Name: "buôn Ea H'đing", Kind: places.Buon,
		Roll:   &places.Roll{Adults: 412, Day: "2026-10-31", Version: 3},
		Sample: true, MergedInto: "24175-008", Retired: true, SplitFrom: "24175-001", Absorbed: []string{"24175-002", "24175-003"}, Released: []string{"24175-004"},
	}
}

// TestStore checks a store; open gives an empty one each time.
func TestStore(t *testing.T, open func(t *testing.T) places.Store) {
	t.Run("an empty store has no places", func(t *testing.T) {
		s := open(t)
		wantWards(t, s)
		wantVillages(t, s)
	})

	t.Run("a ward comes back with every field", func(t *testing.T) {
		s := open(t)
		w := ward()
		filled(t, w)
		plain := places.Ward{Code: "24100", Name: "Tân An", Kind: places.Commune}
		must(t, s.PutWards(t.Context(), []places.Ward{w, plain}))
		wantWards(t, s, plain, w)
	})

	t.Run("a village comes back with every field", func(t *testing.T) {
		s := open(t)
		v := village()
		filled(t, v)
		filled(t, *v.Roll)
		plain := places.Village{ID: "24100-001", Ward: "24100", Name: "tổ dân phố 1", Kind: places.ToDanPho}
		must(t, s.PutVillages(t.Context(), []places.Village{v, plain}))
		wantVillages(t, s, plain, v)
	})

	t.Run("putting again replaces the whole place", func(t *testing.T) {
		s := open(t)
		must(t, s.PutWards(t.Context(), []places.Ward{ward()}))
		must(t, s.PutVillages(t.Context(), []places.Village{village()}))

		w := places.Ward{Code: ward().Code, Name: "Cư M'gar", Kind: places.Commune}
		v := places.Village{ID: village().ID, Ward: village().Ward, Name: "thôn 7", Kind: places.Thon} // open again, and no roll any more
		otherWard := places.Ward{Code: "24999", Name: "mới", Kind: places.Commune}
		otherVillage := places.Village{ID: "24999-001", Ward: "24999", Name: "khu phố 1", Kind: places.KhuPho}
		must(t, s.PutWards(t.Context(), []places.Ward{otherWard, w}))
		must(t, s.PutVillages(t.Context(), []places.Village{otherVillage, v}))
		wantWards(t, s, w, otherWard)
		wantVillages(t, s, v, otherVillage)
	})

	t.Run("putting nothing is no error", func(t *testing.T) {
		s := open(t)
		must(t, s.PutWards(t.Context(), nil))
		must(t, s.PutVillages(t.Context(), nil))
	})

	t.Run("a new village takes no id that another one has", func(t *testing.T) {
		s := open(t)
		v, late := village(), places.Village{ID: village().ID, Ward: village().Ward, Name: "thôn Muộn", Kind: places.Thon}
		must(t, s.AddVillage(t.Context(), v))
		if err := s.AddVillage(t.Context(), late); !errors.Is(err, places.ErrNumberTaken) {
			t.Errorf("the id is taken: %v, want ErrNumberTaken", err)
		}
		wantVillages(t, s, v)
	})

	t.Run("a village is replaced only while it is as it was read", func(t *testing.T) {
		closed, plain := village(), places.Village{ID: "24175-008", Ward: "24175", Name: "thôn 8", Kind: places.Thon}
		withRoll := plain
		withRoll.Roll = &places.Roll{Adults: 50, Day: "2026-11-01", Version: 1}
		for _, was := range []places.Village{closed, plain, withRoll} {
			for name, change := range map[string]func(v *places.Village){
				"name": func(v *places.Village) { v.Name += "a" }, "merged": func(v *places.Village) { v.MergedInto = "24175-009" },
				"retired":  func(v *places.Village) { v.Retired = !v.Retired },
				"roll":     func(v *places.Village) { v.Roll = &places.Roll{Adults: 51, Day: "2026-11-01", Version: 1} },
				"day":      func(v *places.Village) { v.Roll = &places.Roll{Adults: 50, Day: "2026-11-02", Version: 1} },
				"version":  func(v *places.Village) { v.Roll = &places.Roll{Adults: 50, Day: "2026-11-01", Version: 2} },
				"absorbed": func(v *places.Village) { v.Absorbed = []string{"24175-002"} }, "released": func(v *places.Village) { v.Released = []string{"24175-002"} },
				"split": func(v *places.Village) { v.SplitFrom = "24175-002" }, "all but the id": func(v *places.Village) { *v = places.Village{ID: v.ID} },
			} {
				s := open(t)
				must(t, s.PutVillages(t.Context(), []places.Village{was}))
				changed := was
				change(&changed)
				must(t, s.ReplaceVillages(t.Context(), []places.Village{was}, []places.Village{changed}))
				wantVillages(t, s, changed)
				late := was
				late.Name = "late"
				if err := s.ReplaceVillages(t.Context(), []places.Village{was}, []places.Village{late}); !errors.Is(err, places.ErrChanged) {
					t.Errorf("%s: %v, want ErrChanged", name, err)
				}
				wantVillages(t, s, changed)
			}
		}
		s := open(t)
		if err := s.ReplaceVillages(t.Context(), []places.Village{plain}, []places.Village{withRoll}); !errors.Is(err, places.ErrChanged) {
			t.Errorf("a village that is not there: %v, want ErrChanged", err)
		}
		must(t, s.ReplaceVillages(t.Context(), nil, nil))
		wantVillages(t, s)
	})

	t.Run("hundreds come back in order", func(t *testing.T) {
		s := open(t)
		var wards []places.Ward
		var villages []places.Village
		for i := range 300 {
			v := places.Village{ID: fmt.Sprintf("24175-%03d", i), Name: fmt.Sprintf("thôn %d", i)}
			villages = append(villages, v)
			if i < 102 {
				w := ward()
				w.Code = fmt.Sprintf("%05d", 20_000+i)
				wards = append(wards, w)
			}
		}
		slices.Reverse(wards)
		slices.Reverse(villages)
		must(t, s.PutWards(t.Context(), wards))
		must(t, s.PutVillages(t.Context(), villages))
		slices.Reverse(wards)
		slices.Reverse(villages)
		wantWards(t, s, wards...)
		wantVillages(t, s, villages...)
		fresh := slices.Clone(villages)
		for i := range fresh[:50] {
			fresh[i].Roll = &places.Roll{Adults: i + 1, Day: "2026-11-01", Version: 1}
		}
		must(t, s.ReplaceVillages(t.Context(), villages[:50], fresh[:50]))
		wantVillages(t, s, fresh...)
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, wardsErr := s.Wards(ctx)
		_, villagesErr := s.Villages(ctx)
		for name, err := range map[string]error{
			"PutWards":        s.PutWards(ctx, []places.Ward{ward()}),
			"PutVillages":     s.PutVillages(ctx, []places.Village{village()}),
			"AddVillage":      s.AddVillage(ctx, village()),
			"ReplaceVillages": s.ReplaceVillages(ctx, []places.Village{village()}, []places.Village{village()}),
			"Wards":           wardsErr,
			"Villages":        villagesErr,
		} {
			if err == nil || errors.Is(err, places.ErrNotFound) || errors.Is(err, places.ErrChanged) {
				t.Errorf("%s: error %v, want the cancellation", name, err)
			}
		}
	})
}

func wantWards(t *testing.T, s places.Store, want ...places.Ward) {
	t.Helper()
	got, err := s.Wards(t.Context())
	must(t, err)
	if len(got) != len(want) {
		t.Fatalf("%d wards, want %d", len(got), len(want))
	}
	for i := range want {
		if len(got[i].FormerUnits) == 0 {
			got[i].FormerUnits = nil
		}
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("ward %d:\n got %+v\nwant %+v", i, got[i], want[i])
		}
	}
}

func wantVillages(t *testing.T, s places.Store, want ...places.Village) {
	t.Helper()
	got, err := s.Villages(t.Context())
	must(t, err)
	if len(got) != len(want) {
		t.Fatalf("%d villages, want %d", len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("village %d:\n got %+v, roll %+v\nwant %+v, roll %+v", i, got[i], got[i].Roll, want[i], want[i].Roll)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// filled makes sure that a sample sets every field: one that it left empty could be lost unnoticed.
func filled(t *testing.T, sample any) {
	t.Helper()
	v := reflect.ValueOf(sample)
	for _, f := range reflect.VisibleFields(v.Type()) {
		if v.FieldByIndex(f.Index).IsZero() {
			t.Fatalf("the sample leaves %T.%s empty", sample, f.Name)
		}
	}
}
