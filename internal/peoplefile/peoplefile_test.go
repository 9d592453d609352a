package peoplefile_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hocso/internal/peoplefile"
	"hocso/internal/tablecolumns"
	"hocso/internal/tablefile"
	"hocso/progress/people"
)

func office(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile("../tablefile/testdata/office/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func fieldsOf(l peoplefile.List) []string {
	fields := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		fields[i] = c.Field
	}
	return fields
}

func TestColumnsAreFoundUnderTitlesAndMergedHeads(t *testing.T) {
	got := peoplefile.Read(office(t, "list.xlsx"), tablecolumns.Options{})
	if want := []string{"name", "village", "", "phone", ""}; len(got.Faults) > 0 || !slices.Equal(fieldsOf(got), want) {
		t.Fatalf("%q, faults %+v", fieldsOf(got), got.Faults)
	}
	want := people.ImportEntry{Row: 4, Name: "Nguyễn Thị Ngọc Bích", Village: "24163-001", Phone: "900000001"}
	if len(got.Entries) != 3 || got.Entries[0] != want {
		t.Errorf("%+v", got.Entries)
	}
	if c := got.Columns[0]; c.Label != "Họ và tên" || !slices.Equal(c.Samples, []string{"Nguyễn Thị Ngọc Bích", "Y Thuyết Niê", "Đặng Văn Ớt"}) {
		t.Errorf("%+v", c)
	}
}

func TestColumnsThatAreToldHoldWhateverTheyAreCalled(t *testing.T) {
	got := peoplefile.Read([]byte("Họ tên,Nơi,x\nAn,Buôn Một,1\n"), tablecolumns.Options{Columns: []string{"name", "village", "account"}})
	if len(got.Faults) > 0 || got.Entries[0] != (people.ImportEntry{Row: 2, Name: "An", Village: "Buôn Một", Account: "1"}) {
		t.Errorf("%+v", got)
	}
}

func TestWhatCannotBeReadAsPeopleIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		raw  []byte
		want people.ImportFault
	}{
		"nothing":         {nil, people.ImportFault{Code: "no_columns"}},
		"no village":      {[]byte("Họ tên\nAn\n"), people.ImportFault{Row: 1, Code: "no_columns"}},
		"a header alone":  {[]byte("Họ tên,Thôn\n"), people.ImportFault{Row: 1, Code: "nobody"}},
		"lost letters":    {[]byte("Họ tên,Thôn\nNguy?n An,Buôn Một\n"), people.ImportFault{Row: 2, Field: "name", Code: "letters_lost"}},
		"a formula":       {[]byte("Họ tên,Thôn\n=A1,Buôn Một\n"), people.ImportFault{Row: 2, Field: "name", Code: tablefile.FaultFormula}},
		"of an old Excel": {office(t, "list.xls"), people.ImportFault{Code: tablefile.FaultOldExcel}},
		"saved as 1258":   {office(t, "1258-letters-lost.csv"), people.ImportFault{Row: 3, Code: "letters_lost"}},
	} {
		got := peoplefile.Read(c.raw, tablecolumns.Options{})
		if len(got.Entries) > 0 || len(got.Faults) != 1 || got.Faults[0] != c.want {
			t.Errorf("%s: %+v, want %+v", name, got.Faults, c.want)
		}
	}
}

func BenchmarkReadFiftyThousandPeople(b *testing.B) {
	var table strings.Builder
	table.WriteString("Họ và tên;Thôn, buôn;Số điện thoại;Đồng ý tham gia\n")
	for range 50_000 {
		table.WriteString("Nguyễn Thị Ngọc Bích;Buôn Một;0900000001;x\n")
	}
	raw := []byte(table.String())
	for b.Loop() {
		if got := peoplefile.Read(raw, tablecolumns.Options{}); len(got.Entries) != 50_000 {
			b.Fatalf("%+v", got.Faults)
		}
	}
}
