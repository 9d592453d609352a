package sheet_test

import (
	"bytes"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hocso/internal/sheet"
)

func figures() sheet.Table {
	at := time.Date(2026, 11, 27, 12, 5, 30, 0, time.UTC)
	rows := [][]sheet.Cell{
		{sheet.Text("Buôn Một"), sheet.Count(1234), sheet.Share(0.305), sheet.Day("2026-11-27"), sheet.Moment(at)},
		{sheet.Text("=1+1"), sheet.Count(0), {}, sheet.Day(""), sheet.Moment(time.Time{})},
	}
	return sheet.Table{Name: "Thôn buôn", Note: "Nguồn: hocso, số liệu lúc 19:05", Rows: slices.Values(rows), Columns: []sheet.Column{
		{Label: "Nơi", Wide: true}, {Label: "Đã học"}, {Label: "Tỷ lệ"}, {Label: "Ngày"}, {Label: "Lúc"}}}
}

func TestInXLSXFiguresAreNumbersAndDaysAreDaysUnderAHeaderThatStays(t *testing.T) {
	var b bytes.Buffer
	if err := figures().Write(&b, sheet.XLSX); err != nil {
		t.Fatal(err)
	}
	f := openXLSX(t, b.Bytes())
	if names := f.GetSheetList(); !slices.Equal(names, []string{"Thôn buôn"}) {
		t.Errorf("sheets %q", names)
	}
	panes, err := f.GetPanes("Thôn buôn")
	if err != nil || !panes.Freeze || panes.YSplit != 2 || panes.TopLeftCell != "A3" {
		t.Errorf("panes %+v, %v", panes, err)
	}
	for cell, want := range map[string]struct{ shown, raw string }{
		"A1": {"Nguồn: hocso, số liệu lúc 19:05", "Nguồn: hocso, số liệu lúc 19:05"},
		"A2": {"Nơi", "Nơi"},
		"A3": {"Buôn Một", "Buôn Một"},
		"B3": {"1,234", "1234"},
		"C3": {"30.5%", "0.305"},
		"D3": {"27/11/2026", "46353"},
		"E3": {"19:05 27/11/2026", "46353.79513888"},
		"A4": {"=1+1", "=1+1"},
		"B4": {"0", "0"},
		"C4": {"", ""},
		"D4": {"", ""},
	} {
		shown, err := f.GetCellValue("Thôn buôn", cell)
		raw, rawErr := f.GetCellValue("Thôn buôn", cell, excelize.Options{RawCellValue: true})
		if err != nil || rawErr != nil || shown != want.shown || !strings.HasPrefix(raw, want.raw) {
			t.Errorf("%s shows %q and holds %q, want %q and %q: %v, %v", cell, shown, raw, want.shown, want.raw, err, rawErr)
		}
	}
	if formula, err := f.GetCellFormula("Thôn buôn", "A4"); err != nil || formula != "" {
		t.Errorf("A4 holds the formula %q, %v", formula, err)
	}
}

func TestInCSVFiguresAreWrittenSoThatNoProgramTakesThemForOthers(t *testing.T) {
	var b bytes.Buffer
	if err := figures().Write(&b, sheet.CSV); err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Nguồn: hocso, số liệu lúc 19:05", "", "", "", ""},
		{"Nơi", "Đã học", "Tỷ lệ", "Ngày", "Lúc"},
		{"Buôn Một", "1234", "30,5 %", "2026-11-27", "2026-11-27 19:05"},
		{"'=1+1", "0", "", "", ""},
	}
	if got := readCSV(t, b.Bytes()); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q", got)
	}
}

// manyRows is a list as long as a province's residents. It calls seen with the row's number before each.
func manyRows(n int, seen func(row int)) sheet.Table {
	rows := iter.Seq[[]sheet.Cell](func(yield func([]sheet.Cell) bool) {
		for i := range n {
			seen(i)
			if !yield([]sheet.Cell{sheet.Text("8d0cbb0e-6b40-4f3a-9f0e-000000000000"), sheet.Text("H’Lan Niê Kdăm"), sheet.Text("Buôn Ea Nao"), sheet.Count(i),
				sheet.Share(float64(i) / float64(n)), sheet.Day("2026-11-27"), sheet.Text("đang học"), sheet.Text("có")}) {
				return
			}
		}
	})
	return sheet.Table{Name: "Người học", Note: "Nguồn", Rows: rows, Columns: make([]sheet.Column, 8)}
}

const (
	provinceRows = 200_000
	mostMemory   = 100 << 20
)

// peak watches how much memory is in use while a table is written.
type peak struct{ bytes uint64 }

func (p *peak) look() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	p.bytes = max(p.bytes, m.HeapInuse)
}

func TestTheListOfAWholeProvinceIsWrittenWithinAHundredMegabytes(t *testing.T) {
	for _, kind := range []sheet.Kind{sheet.CSV, sheet.XLSX} {
		var p peak
		runtime.GC()
		if err := manyRows(provinceRows, func(row int) {
			if row%5000 == 0 {
				p.look()
			}
		}).Write(io.Discard, kind); err != nil {
			t.Fatal(err)
		}
		p.look()
		if p.bytes > mostMemory {
			t.Errorf("%s: %d MB in use", kind, p.bytes>>20)
		}
	}
}

func BenchmarkTheListOfAWholeProvince(b *testing.B) {
	for _, kind := range []sheet.Kind{sheet.CSV, sheet.XLSX} {
		b.Run(string(kind), func(b *testing.B) {
			var p peak
			for b.Loop() {
				if err := manyRows(provinceRows, func(row int) {
					if row%5000 == 0 {
						p.look()
					}
				}).Write(io.Discard, kind); err != nil {
					b.Fatal(err)
				}
				p.look()
			}
			b.ReportMetric(float64(p.bytes)/(1<<20), "peak-MB")
		})
	}
}
