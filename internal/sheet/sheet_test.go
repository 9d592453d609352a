package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hocso/internal/longtest"
	"hocso/internal/sheet"
)

func write(t testing.TB, kind sheet.Kind, header []string, rows ...[]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Write(&b, kind, header, slices.Values(rows)); err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return b.Bytes()
}

func readCSV(t testing.TB, raw []byte) [][]string {
	t.Helper()
	text, marked := strings.CutPrefix(string(raw), "\ufeff")
	if !marked {
		t.Fatal("no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return rows
}

func openXLSX(t testing.TB, raw []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func readXLSX(t testing.TB, raw []byte) [][]string {
	t.Helper()
	f := openXLSX(t, raw)
	rows, err := f.GetRows(f.GetSheetList()[0], excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// worksheet is the table within an XLSX file as it is written.
func worksheet(t testing.TB, raw []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range z.File {
		if strings.HasPrefix(file.Name, "xl/externalLinks") || strings.Contains(file.Name, "vba") || strings.HasPrefix(file.Name, "xl/calcChain") {
			t.Errorf("the file holds %s", file.Name)
		}
	}
	r, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestATableIsReadBackAsItWasWritten(t *testing.T) {
	header := []string{"Họ và tên", "Buôn", "Điện thoại"}
	rows := [][]string{
		{"H’Lan Niê Kdăm", "Buôn Ea Nao", "0900000001"},
		{`Y "Bhơk", Êñuôl`, "a;b", " có dấu cách ở đầu"},
		{"", "''", "_x003D_1"},
		{"🌾 U+1F33E", "<b>&amp;</b>", "]]>"},
	}
	want := append([][]string{header}, rows...)
	for kind, read := range map[sheet.Kind]func(testing.TB, []byte) [][]string{sheet.CSV: readCSV, sheet.XLSX: readXLSX} {
		if got := read(t, write(t, kind, header, rows...)); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s:\ngot  %q\nwant %q", kind, got, want)
		}
	}
}

func TestACSVFileIsAsRFC4180Says(t *testing.T) {
	got := string(write(t, sheet.CSV, []string{"a", "b"}, []string{`x"y`, "p,q"}, []string{"", " z"}))
	if want := "\ufeffa,b\r\n\"x\"\"y\",\"p,q\"\r\n,\" z\"\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// armed are cells that a program might run, and how a CSV file must hold them.
var armed = map[string]string{
	"=1+1":                            "'=1+1",
	"+84900000001":                    "'+84900000001",
	"-2+3":                            "'-2+3",
	"@SUM(A1)":                        "'@SUM(A1)",
	"=cmd|' /C calc'!A0":              "'=cmd|' /C calc'!A0",
	`=HYPERLINK("http://evil","Xem")`: `'=HYPERLINK("http://evil","Xem")`,
	"\t=1":                            "' =1",
	"\r=1":                            "' =1",
	"\n=1":                            "' =1",
	"\tplain":                         " plain",
	" =1":                             "' =1",
	"\u00a0=1":                        "'\u00a0=1",
	"\u200b=1":                        "'\u200b=1",
	"\ufeff=1":                        "'\ufeff=1",
	"\x00=1":                          "'=1",
	"=\x00cmd":                        "'=cmd",
	"\x1b=1":                          "'=1",
	"a\x00b\x07c":                     "abc",
	"\uff1d1+1":                       "'\uff1d1+1",
	"\uff0b1":                         "'\uff0b1",
	"\uff0d1":                         "'\uff0d1",
	"\uff20A1":                        "'\uff20A1",
	"\ufe661":                         "'\ufe661",
	"\u22121":                         "'\u22121",
	"\u207b1":                         "'\u207b1",
	`"=1`:                             `'"=1`,
	`","=1`:                           `","=1`,
	"a;=1":                            "a;'=1",
	"a; -1;b":                         "a;' -1;b",
	"a,=1":                            "a,=1",
	"a\r\n=1":                         "a  =1",
	"a\u2028=1":                       "a =1",
	"\xff=1":                          "\ufffd=1",
	"plain = text":                    "plain = text",
	"'=1":                             "'=1",
}

func TestACellThatCouldBeAFormulaStaysText(t *testing.T) {
	for cell, want := range armed {
		got := readCSV(t, write(t, sheet.CSV, []string{"first", "second"}, []string{cell, cell}))
		if len(got) != 2 || got[1][0] != want || got[1][1] != want {
			t.Errorf("CSV of %q: %q, want %q", cell, got, want)
		}
		checkXLSX(t, cell)
	}
	longtest.Report(t, 12, 2*len(armed), "cells that could be formulas, in CSV and XLSX", "all stay text")
}

// checkXLSX writes a cell and fails unless it is typed as text.
func checkXLSX(t testing.TB, cell string) {
	t.Helper()
	raw := write(t, sheet.XLSX, []string{"first"}, []string{cell})
	if text := worksheet(t, raw); strings.Contains(text, "<f>") || strings.Contains(text, "<f ") {
		t.Fatalf("XLSX of %q holds a formula: %s", cell, text)
	}
	f := openXLSX(t, raw)
	name := f.GetSheetList()[0]
	kind, err := f.GetCellType(name, "A2")
	if err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
		t.Fatalf("XLSX of %q has type %v, %v", cell, kind, err)
	}
	if formula, err := f.GetCellFormula(name, "A2"); err != nil || formula != "" {
		t.Fatalf("XLSX of %q has the formula %q, %v", cell, formula, err)
	}
	style, err := f.GetCellStyle(name, "A2")
	if err != nil || style == 0 {
		t.Fatalf("XLSX of %q has no format, %v", cell, err)
	}
	got, err := f.GetCellValue(name, "A2", excelize.Options{RawCellValue: true})
	if err != nil || got != sheet.Clean(cell) {
		t.Fatalf("XLSX of %q: %q, want %q, %v", cell, got, sheet.Clean(cell), err)
	}
}

func TestWhatCannotBeWrittenIsToldInsteadOfCut(t *testing.T) {
	for _, kind := range []sheet.Kind{sheet.CSV, sheet.XLSX} {
		for want, row := range map[error][]string{sheet.ErrWidth: {"a", "b"}, sheet.ErrLength: {strings.Repeat("ă", 32768)}} {
			if err := sheet.Write(io.Discard, kind, []string{"one"}, slices.Values([][]string{row})); !errors.Is(err, want) {
				t.Errorf("%s: got %v, want %v", kind, err, want)
			}
		}
		if err := sheet.Write(io.Discard, kind, []string{"one"}, slices.Values([][]string{{strings.Repeat("ă", 32767)}})); err != nil {
			t.Errorf("%s: the longest cell: %v", kind, err)
		}
		if err := sheet.Write(broken{}, kind, []string{"one"}, slices.Values([][]string{{"a"}})); !errors.Is(err, errBroken) {
			t.Errorf("%s: got %v, want the writer's error", kind, err)
		}
		cut := sheet.Table{Name: "Tên", Columns: []sheet.Column{{Label: "one"}}, Rows: slices.Values([][]sheet.Cell{{sheet.Text("a")}}), Err: func() error { return errBroken }}
		if err := cut.Write(io.Discard, kind); !errors.Is(err, errBroken) {
			t.Errorf("%s: got %v, want why the rows ended", kind, err)
		}
	}
	if err := sheet.Write(io.Discard, "ods", nil, slices.Values([][]string{})); !errors.Is(err, sheet.ErrKind) {
		t.Errorf("got %v, want ErrKind", err)
	}
}

var errBroken = errors.New("no room")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// FuzzCell: whatever is in a cell, it is one cell of one line when it is read again, and no program takes it for a formula.
func FuzzCell(f *testing.F) {
	for cell := range armed {
		f.Add(cell)
	}
	for _, cell := range []string{"_x000D_", "_x005F_x000D_", "&#61;1", "]]>", "\ufffe", "\U0001f33e", "\\.", strings.Repeat(";=", 50)} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		if len(cell) > 8000 {
			return
		}
		rows := readCSV(t, write(t, sheet.CSV, []string{"a", "b", "c"}, []string{"x", cell, "y"}))
		if len(rows) != 2 || rows[1][0] != "x" || rows[1][2] != "y" {
			t.Fatalf("%q moved the cells around it: %q", cell, rows)
		}
		got := rows[1][1]
		for part := range strings.SplitSeq(got, ";") {
			if start := strings.TrimLeft(part, " \""); start != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(start)[0]) {
				t.Fatalf("%q is read as %q, which starts a formula", cell, got)
			}
		}
		if strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Fatalf("%q is read with control characters: %q", cell, got)
		}
		if plain := sheet.Clean(cell); strings.ReplaceAll(got, "'", "") != strings.ReplaceAll(plain, "'", "") {
			t.Fatalf("%q became %q: more than apostrophes differ", plain, got)
		}
		checkXLSX(t, cell)
	})
}
