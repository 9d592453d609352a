package tablefile_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"hocso/internal/tablefile"
)

// list is a list of people as an office keeps it.
const list = "Họ và tên;Thôn, buôn;Số điện thoại\n" +
	"Nguyễn Thị Ngọc Bích;Thôn Đồng Tâm;0900000001\n" +
	"Y Thuyết Niê;Buôn Kniêt;\n" +
	"H’Quyên Êban;Tổ dân phố 5;0900000003\n"

// to1258 writes what Windows-1258 has no letter for as a vowel and its tone.
func to1258(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, r := range norm.NFC.String(text) {
		if one, ok := charmap.Windows1258.EncodeRune(r); ok {
			b.WriteByte(one)
			continue
		}
		apart := norm.NFD.String(string(r))
		for _, tone := range "\u0300\u0301\u0303\u0309\u0323" {
			rest := strings.Replace(apart, string(tone), "", 1)
			if rest == apart {
				continue
			}
			for _, letter := range norm.NFC.String(rest) + string(tone) {
				one, ok := charmap.Windows1258.EncodeRune(letter)
				if !ok {
					t.Fatalf("no %q in Windows-1258", letter)
				}
				b.WriteByte(one)
			}
		}
	}
	return b.Bytes()
}

func toTCVN3(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, r := range text {
		one, ok := tablefile.ToTCVN3(r)
		if !ok { // a capital with a tone is a small letter in another font
			one, ok = tablefile.ToTCVN3(unicode.ToLower(r))
		}
		if !ok {
			t.Fatalf("no %q in TCVN3", r)
		}
		b.WriteByte(one)
	}
	return b.Bytes()
}

func TestATableIsReadInWhateverEncodingItWasSaved(t *testing.T) {
	want := []string{"Nguyễn Thị Ngọc Bích", "Thôn Đồng Tâm", "0900000001"}
	wide := func(order utf16.Endianness, mark utf16.BOMPolicy) []byte {
		raw, err := utf16.UTF16(order, mark).NewEncoder().Bytes([]byte(strings.ReplaceAll(list, ";", "\t")))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for name, c := range map[string]struct {
		raw      []byte
		encoding tablefile.Encoding
	}{
		"UTF-8":              {[]byte(list), tablefile.UTF8},
		"with a mark":        {[]byte("\ufeff" + list), tablefile.UTF8},
		"decomposed":         {[]byte(norm.NFD.String(list)), tablefile.UTF8},
		"commas":             {[]byte(strings.ReplaceAll(strings.ReplaceAll(list, ",", ""), ";", ",")), tablefile.UTF8},
		"Excel's own line":   {[]byte("sep=;\r\n" + list), tablefile.UTF8},
		"UTF-16 LE":          {wide(utf16.LittleEndian, utf16.UseBOM), tablefile.UTF16},
		"UTF-16 BE":          {wide(utf16.BigEndian, utf16.UseBOM), tablefile.UTF16},
		"UTF-16 LE, no mark": {wide(utf16.LittleEndian, utf16.IgnoreBOM), tablefile.UTF16},
		"UTF-16 BE, no mark": {wide(utf16.BigEndian, utf16.IgnoreBOM), tablefile.UTF16},
		"Windows-1258":       {to1258(t, list), tablefile.Windows1258},
		"TCVN3":              {toTCVN3(t, strings.ReplaceAll(list, "’", "'")), tablefile.TCVN3},
	} {
		got, fault := tablefile.Read(c.raw, small)
		if fault != nil || len(got.Rows) != 4 || got.Encoding != c.encoding {
			t.Errorf("%s: %+v, fault %+v", name, got, fault)
			continue
		}
		if cells := got.Rows[1].Cells; !slices.Equal(cells, want) {
			t.Errorf("%s: %q", name, cells)
		}
	}
}

func TestInTCVN3AWordOfCapitalsIsOneThroughout(t *testing.T) {
	raw := append(toTCVN3(t, "Họ tên,Thôn\n"), toTCVN3(t, "NGUYễN THị áNH,Buôn Hồ\n")...)
	got, fault := tablefile.Read(raw, small)
	if want := []string{"NGUYỄN THỊ ÁNH", "Buôn Hồ"}; fault != nil || !slices.Equal(got.Rows[1].Cells, want) {
		t.Errorf("%+v, fault %+v", got, fault)
	}
}

// namesOf are the names of all units that are in the province, one a line.
func namesOf(t *testing.T) []string {
	t.Helper()
	f, err := os.Open("../../seed/wards.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, row := range rows[1:] {
		for _, cell := range row {
			if strings.IndexFunc(cell, func(r rune) bool { return r >= 0x80 }) >= 0 {
				names = append(names, cell)
			}
		}
	}
	return names
}

// However short a text is: it is better to ask than to read it as something else.
func TestAnEncodingIsAskedForRatherThanTakenForAnother(t *testing.T) {
	asked, tries := 0, 0
	for _, name := range namesOf(t) {
		for encoding, raw := range map[tablefile.Encoding][]byte{tablefile.Windows1258: to1258(t, name), tablefile.TCVN3: toTCVN3(t, strings.ReplaceAll(name, "’", "'"))} {
			tries++
			switch got, fault := tablefile.Read(raw, small); {
			case fault != nil && fault.Code == tablefile.FaultEncoding:
				asked++
			case fault != nil || got.Encoding != encoding:
				t.Errorf("%q in %s is taken for %s, fault %+v", name, encoding, got.Encoding, fault)
			}
		}
	}
	if tries < 200 || asked*3 > tries {
		t.Errorf("of %d names the encoding of %d is asked for", tries, asked)
	}
	all := strings.ReplaceAll(strings.Join(namesOf(t), "\n"), "’", "'")
	for encoding, raw := range map[tablefile.Encoding][]byte{tablefile.Windows1258: to1258(t, all), tablefile.TCVN3: toTCVN3(t, all)} {
		if got, fault := tablefile.Read(raw, small); fault != nil || got.Encoding != encoding {
			t.Errorf("a list in %s is taken for %s, fault %+v", encoding, got.Encoding, fault)
		}
	}
}

func TestAnEncodingThatIsToldIsTaken(t *testing.T) {
	raw := []byte("M\xe3,1\n")
	for encoding, want := range map[tablefile.Encoding]string{tablefile.Windows1258: "Mă", tablefile.TCVN3: "Mó"} {
		o := small
		o.Encoding = encoding
		if got, fault := tablefile.Read(raw, o); fault != nil || got.Rows[0].Cells[0] != want {
			t.Errorf("%s: %+v, fault %+v", encoding, got, fault)
		}
	}
	o := small
	o.Encoding = tablefile.UTF8
	if _, fault := tablefile.Read(raw, o); fault == nil || *fault != (tablefile.Fault{Row: 1, Code: tablefile.FaultNotUTF8}) {
		t.Errorf("as UTF-8: %+v", fault)
	}
}
