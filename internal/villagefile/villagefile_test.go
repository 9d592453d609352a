package villagefile_test

import (
	"reflect"
	"testing"

	"hocso/internal/tablecolumns"
	"hocso/internal/villagefile"
	"hocso/progress/places"
)

func TestAListIsReadHoweverItsHeaderIsWritten(t *testing.T) {
	want := []places.VillageEntry{{Row: 2, ID: "24175-001", Name: "Buôn Một"}, {Row: 4, Name: "Thôn 2", Kind: "Thôn"}}
	for name, raw := range map[string]string{
		"semicolons":         "Mã;Tên thôn;Loại\n24175-001;Buôn Một;\n;;\n;Thôn 2;Thôn\n",
		"commas, in order":   "Kind,Village name,Village\n,Buôn Một,24175-001\n,,\nThôn,Thôn 2,\n",
		"our own, with sums": "Mã;Thôn, buôn, tổ dân phố;Loại;Danh sách lập ngày\n24175-001;Buôn Một;;2026-11-01\n;;;\n;Thôn 2;Thôn;\n;Tổng cộng;;\n",
	} {
		got := villagefile.Read([]byte(raw), tablecolumns.Options{})
		if len(got.Faults) > 0 || !reflect.DeepEqual(got.Entries, want) {
			t.Errorf("%s: %+v, faults %+v", name, got.Entries, got.Faults)
		}
	}
}

func TestWhatCannotBeReadAsVillagesIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		raw  string
		want places.VillageFault
	}{
		"nothing":        {"", places.VillageFault{Code: "no_columns"}},
		"no names":       {"Mã\n24175-001\n", places.VillageFault{Row: 1, Code: "no_columns"}},
		"a header alone": {"Tên thôn\n", places.VillageFault{Row: 1, Code: "nobody"}},
		"a formula":      {"Tên thôn\n=A1\n", places.VillageFault{Row: 2, Field: "name", Code: "formula"}},
		"a password":     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", places.VillageFault{Code: "protected"}},
	} {
		got := villagefile.Read([]byte(c.raw), tablecolumns.Options{})
		if len(got.Entries) > 0 || len(got.Faults) != 1 || got.Faults[0] != c.want {
			t.Errorf("%s: %+v, want %+v", name, got.Faults, c.want)
		}
	}
}
