package tablefile_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"hocso/internal/tablefile"
)

func office(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "office", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestTablesAsOfficeProgramsSaveThemAreRead(t *testing.T) {
	heads := func(label string) bool {
		return label == "Họ và tên" || label == "Mã thôn" || label == "Số điện thoại"
	}
	for name, c := range map[string]struct {
		phone, day string
		encoding   tablefile.Encoding
	}{
		"list.xlsx":           {"900000001", "2026-11-27", ""},
		"no-macros.xlsm":      {"900000001", "2026-11-27", ""},
		"utf8-semicolons.csv": {"900000001", "27/11/2026", tablefile.UTF8},
		"utf16-tabs.csv":      {"900000001", "27/11/2026", tablefile.UTF16},
		"1258-semicolons.csv": {"900000001", "27/11/2026", tablefile.Windows1258},
		"tcvn3.csv":           {"900000001", "27/11/2026", tablefile.TCVN3},
	} {
		got, fault := tablefile.Read(office(t, name), small)
		if fault != nil || got.Encoding != c.encoding || len(got.Rows) != 6 {
			t.Errorf("%s: %+v, fault %+v", name, got, fault)
			continue
		}
		if row := got.Rows[3]; row.Number != 4 || !slices.Equal(row.Cells, []string{"Nguyễn Thị Ngọc Bích", "24163-001", "Buôn Một", c.phone, c.day}) {
			t.Errorf("%s: row %+v", name, row)
		}
		if name == "list.xlsx" {
			// What is merged says the same in all its cells: the header stands in one row, the village in both.
			if at := got.Header(heads); at != 2 || !slices.Equal(got.Rows[at].Cells, []string{"Họ và tên", "Mã thôn", "Tên thôn", "Số điện thoại", "Ngày lập"}) {
				t.Errorf("%s: header %d in %+v", name, at, got.Rows)
			}
			if got.Rows[4].Cells[2] != "Buôn Một" {
				t.Errorf("%s: the second row of a merged village says %q", name, got.Rows[4].Cells[2])
			}
		}
	}
}

// made is a workbook by excelize.
func made(t *testing.T, fill func(f *excelize.File) error, options ...excelize.Options) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	var out bytes.Buffer
	for _, err := range []error{fill(f), f.Write(&out, options...)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestWhatElseAFileIsIsSaid(t *testing.T) {
	plain := func(f *excelize.File) error { return f.SetCellStr("Sheet1", "A1", "Họ và tên") }
	wide := make([]any, 10_000)
	for i := range wide {
		wide[i] = i
	}
	for name, c := range map[string]struct {
		raw  []byte
		want tablefile.Fault
	}{
		"of LibreOffice":      {office(t, "list.ods"), tablefile.Fault{Code: tablefile.FaultOpenDocument}},
		"of an old Excel":     {office(t, "list.xls"), tablefile.Fault{Code: tablefile.FaultOldExcel}},
		"with a password":     {made(t, plain, excelize.Options{Password: "mật khẩu"}), tablefile.Fault{Code: tablefile.FaultProtected}},
		"10,000 columns":      {made(t, func(f *excelize.File) error { return f.SetSheetRow("Sheet1", "A1", &wide) }), tablefile.Fault{Row: 1, Code: tablefile.FaultTooManyColumns}},
		"row 3000":            {made(t, func(f *excelize.File) error { return f.SetCellStr("Sheet1", "A3000", "x") }), tablefile.Fault{Row: 3000, Code: tablefile.FaultTooManyRows}},
		"with macros":         {made(t, func(f *excelize.File) error { f.Path = "a.xlsm"; return f.AddVBAProject(office(t, "list.xls")) }), tablefile.Fault{Code: tablefile.FaultMacros}},
		"a picture":           {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), tablefile.Fault{Code: tablefile.FaultNotReadable}},
		"half an archive":     {office(t, "list.xlsx")[:3000], tablefile.Fault{Code: tablefile.FaultNotReadable}},
		"10,000 columns, CSV": {bytes.Repeat([]byte("a,"), 10_000), tablefile.Fault{Row: 1, Code: tablefile.FaultTooManyColumns}},
	} {
		if _, fault := tablefile.Read(c.raw, small); fault == nil || *fault != c.want {
			t.Errorf("%s: %+v, want %+v", name, fault, c.want)
		}
	}
}

func TestAFormulaIsNamedAndNotTakenForWhatItShows(t *testing.T) {
	got, fault := tablefile.Read(office(t, "formula.xlsx"), small)
	if fault != nil || len(got.Rows) != 6 || !slices.Equal(got.Rows[5].Formulas, []int{3}) || len(got.Rows[4].Formulas) > 0 {
		t.Errorf("%+v, fault %+v", got.Rows, fault)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"list.xlsx", "1258-semicolons.csv", "tcvn3.csv", "utf16-tabs.csv", "list.xls", "list.ods"} {
		raw, err := os.ReadFile(filepath.Join("testdata", "office", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, fault := tablefile.Read(raw, small)
		if fault != nil && (fault.Code == "" || len(got.Rows) > 0) {
			t.Errorf("fault %+v with %d rows", fault, len(got.Rows))
		}
		last := 0
		for _, row := range got.Rows {
			if row.Number <= last || row.Number > small.MaxRows || len(row.Cells) > small.MaxColumns {
				t.Errorf("row %+v after %d", row, last)
			}
			last = row.Number
		}
	})
}
