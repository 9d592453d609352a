package rollfile_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hocso/internal/rollfile"
	"hocso/internal/tablecolumns"
	"hocso/internal/tablefile"
	"hocso/progress/places"
)

// read reads a file as it is guessed.
func read(raw []byte) ([]places.RollEntry, []places.RollFault) {
	l := rollfile.Read(raw, tablecolumns.Options{})
	return l.Entries, l.Faults
}

func TestColumnsAndEncodingCanBeTold(t *testing.T) {
	raw := []byte("thon,nguoi,adults\n24175-001,412,9\n")
	l := rollfile.Read(raw, tablecolumns.Options{Columns: []string{rollfile.ID, rollfile.Adults, ""}})
	if want := []places.RollEntry{{Row: 2, Village: "24175-001", Adults: "412"}}; len(l.Faults) > 0 || !reflect.DeepEqual(l.Entries, want) {
		t.Errorf("%+v, faults %+v", l.Entries, l.Faults)
	}
	raw = []byte("ten,adults\nM\xe3,9\n")
	if _, faults := read(raw); len(faults) != 1 || faults[0].Code != "encoding_unknown" {
		t.Errorf("guessed: %+v", faults)
	}
	l = rollfile.Read(raw, tablecolumns.Options{Encoding: tablefile.TCVN3})
	if len(l.Faults) > 0 || l.Encoding != tablefile.TCVN3 || len(l.Entries) != 1 || l.Entries[0].Village != "Mó" {
		t.Errorf("told: %+v", l)
	}
}

func TestCSVIsReadWhateverSeparatesItsCellsAndHoweverItsHeaderIsWritten(t *testing.T) {
	want := []places.RollEntry{{Row: 2, Village: "24175-001", Adults: "412"}, {Row: 4, Village: "Buôn Hai", Adults: "x"}}
	for name, raw := range map[string]string{
		"commas":             "village,name,adults\n24175-001,Buôn Một,412\n24175-003,,\n,Buôn Hai,x\n",
		"mark, CRLF, tabs":   "\ufeffMã\tTên thôn\tSố người trưởng thành\r\n24175-001\tBuôn Một\t412\r\n24175-003\t\t\r\n\tBuôn Hai\tx\r\n",
		"semicolons, upper":  "SỐ NGƯỜI TRƯỞNG THÀNH;MÃ;TÊN THÔN\n412;24175-001;\n;;\nx;;Buôn Hai\n",
		"Windows-1258":       "village,name,adults\n24175-001,Bu\xf4n M\xf4\xf2t,412\n\n,Bu\xf4n Hai,x\n",
		"quotes, no newline": "\"Village\",\"NAME\",\"Adults\",more\n\"24175-001\",\"a, b\",\"412\",\n24175-003\n\"\",\"Buôn Hai\",\" x \"",
	} {
		got, faults := read([]byte(raw))
		if len(faults) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, faults %+v", name, got, faults)
		}
	}
}

func TestTheHeaderMayStandUnderATitle(t *testing.T) {
	got, faults := read([]byte("Danh sách xã Ea Kar;;\n;;\nMã;Tên thôn;Số người trưởng thành\n24175-001;Buôn Một;412\n"))
	if want := []places.RollEntry{{Row: 4, Village: "24175-001", Adults: "412"}}; len(faults) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, faults %+v", got, faults)
	}
}

func TestFilesThatCannotBeReadSayWhereAndWhy(t *testing.T) {
	for name, c := range map[string]struct {
		raw  string
		want places.RollFault
	}{
		"nothing":           {"", places.RollFault{Code: "no_columns"}},
		"no number column":  {"village,name\n", places.RollFault{Row: 1, Code: "no_columns"}},
		"no village column": {"\nxã,adults\n", places.RollFault{Row: 2, Code: "no_columns"}},
		"some encoding":     {"village,adults\n24175-001,1\n\xff\xff\xff,2\n", places.RollFault{Code: "encoding_unknown"}},
		"an open quote":     {"village,adults\n\"24175-001,1\n", places.RollFault{Row: 2, Code: "not_readable"}},
		"a formula":         {"village,adults\n24175-001,=1+1\n", places.RollFault{Row: 2, Field: "adults", Village: "B2", Code: "formula"}},
		"many rows":         {"village,adults\n" + strings.Repeat("a,1\n", 3000), places.RollFault{Row: 2001, Code: "too_many_rows"}},
		"a password":        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", places.RollFault{Code: "protected"}},
		"a broken archive":  {"PK\x03\x04 and no more", places.RollFault{Code: "not_readable"}},
	} {
		if got, faults := read([]byte(c.raw)); len(got) > 0 || len(faults) != 1 || faults[0] != c.want {
			t.Errorf("%s: %+v, faults %+v, want %+v", name, got, faults, c.want)
		}
	}
}

// workbook makes a file of one sheet.
func workbook(t *testing.T, fill func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	var out bytes.Buffer
	for _, err := range []error{f.SetSheetRow("Sheet1", "A1", &[]any{"Mã", "Tên thôn", "Số người trưởng thành"}), fill(f), f.Write(&out)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestXLSXIsReadAndItsFormulasAreRefused(t *testing.T) {
	plain := workbook(t, func(f *excelize.File) error { return f.SetSheetRow("Sheet1", "A3", &[]any{"24175-001", "", 1412}) })
	got, faults := read(plain)
	if want := []places.RollEntry{{Row: 3, Village: "24175-001", Adults: "1412"}}; len(faults) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, faults %+v", got, faults)
	}
	for cell, fill := range map[string]func(f *excelize.File) error{
		"C2": func(f *excelize.File) error { return f.SetCellFormula("Sheet1", "C2", "SUM(D1:D9)") },
		"A2": func(f *excelize.File) error { return f.SetCellFormula("Sheet1", "A2", `HYPERLINK("x")`) },
	} {
		raw := workbook(t, func(f *excelize.File) error {
			if err := f.SetSheetRow("Sheet1", "A2", &[]any{"24175-001", "", 9}); err != nil {
				return err
			}
			return fill(f)
		})
		if got, faults := read(raw); len(got) > 0 || len(faults) != 1 || faults[0].Row != 2 || faults[0].Village != cell || faults[0].Code != "formula" {
			t.Errorf("%s: %+v, faults %+v", cell, got, faults)
		}
	}
}

func TestAnXLSXThatUnpacksToMuchIsRefused(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) error {
		return f.SetCellStr("Sheet1", "B2", strings.Repeat("a", 32_000))
	})
	if _, faults := read(raw); len(faults) > 0 {
		t.Fatalf("a small one is refused: %+v", faults)
	}
	raw = workbook(t, func(f *excelize.File) error {
		for row := 2; row < 400; row++ {
			cell, _ := excelize.CoordinatesToCellName(2, row)
			if err := f.SetCellStr("Sheet1", cell, strings.Repeat("a", 30_000)+cell); err != nil {
				return err
			}
		}
		return nil
	})
	if _, faults := read(raw); len(raw) > 1<<20 || len(faults) != 1 || faults[0].Code != "unpacks_too_large" {
		t.Errorf("%d bytes: faults %+v", len(raw), faults)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("\ufeffMã;Số người trưởng thành\r\n24175-001;412\r\n"))
	f.Add([]byte("village,adults\n\"a\"\"b\",1\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		entries, faults := read(raw)
		for _, e := range entries {
			if e.Row < 2 || e.Adults == "" {
				t.Errorf("entry %+v", e)
			}
		}
		for _, fault := range faults {
			if fault.Code == "" {
				t.Errorf("fault %+v", fault)
			}
		}
	})
}
