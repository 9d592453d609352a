package people

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestNamesAreStoredInOneForm(t *testing.T) {
	for typed, want := range map[string]string{
		"Nguyễn Văn An":                   "Nguyễn Văn An",
		norm.NFD.String("Nguyễn Văn An"):  "Nguyễn Văn An",
		"  Nguyễn \u00a0  Văn\u3000An ":   "Nguyễn Văn An",
		"H’Hen Niê":                       "H’Hen Niê",
		"Y Wăn Êban":                      "Y Wăn Êban",
		"H'Bơ\u0306 Mlô":                  "H'Bơ\u0306 Mlô", // ơ̆ of Ê Đê has no composed form
		"Trần Thị B (2)":                  "Trần Thị B (2)",
		"An":                              "An",
		"Ê":                               "Ê",
		strings.Repeat("ễ", maxNameRunes): strings.Repeat("ễ", maxNameRunes),
		norm.NFD.String(strings.Repeat("ễ", maxNameRunes)): strings.Repeat("ễ", maxNameRunes),
	} {
		if got, code := normalizeName(typed); code != "" || got != want {
			t.Errorf("normalizeName(%q) = %q, %q; want %q", typed, got, code, want)
		}
	}
}

func TestNamesThatDeceiveAreRefused(t *testing.T) {
	for _, typed := range []string{
		"", "   ", "\u00a0", "123", "...", "’", "😀",
		strings.Repeat("a", maxNameRunes+1), strings.Repeat("a ", 5000),
		"An\nBình", "An\tBình", "An\x00", "An\x7f", "An\u0085",
		"An\u202eBình", "\u2066An\u2069", "An\u200f", "An\u200bBình", "An\u200dBình", "An\ufeff", "An\u2060", "An\u00ad",
		"An\u034f", "An\u3164", "An\u115f", "An\uffa0", "An\ufe0f", "An\U000e0041", "An\u2800",
		"<b>An</b>", "An>", "\u0301An", "An \u0301Bình", "A\u0316\u0317\u0318n", "A\u20ddn",
		"An\xff", "An\ufffd", "An\ue000", "An\u2028Bình", "An\U000e01ff",
	} {
		if got, code := normalizeName(typed); code == "" || got != "" {
			t.Errorf("normalizeName(%q) = %q, %q; want a fault", typed, got, code)
		}
	}
}

func FuzzNormalizeName(f *testing.F) {
	for _, s := range []string{"Nguyễn Văn An", "H'Bơ\u0306 Mlô", " a  b ", "\u0301", "An\u202e", "a\u0301\u0301\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, code := normalizeName(s)
		if code != "" {
			return
		}
		if n := utf8.RuneCountInString(got); n < 1 || n > maxNameRunes || strings.TrimSpace(got) != got ||
			strings.Contains(got, "  ") || !norm.NFC.IsNormalString(got) {
			t.Fatalf("%q became %q", s, got)
		}
		if again, code := normalizeName(got); code != "" || again != got {
			t.Fatalf("%q became %q, and that %q, %q", s, got, again, code)
		}
	})
}
