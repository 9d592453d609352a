package people

import (
	"errors"
	"regexp"
	"strings"
	"testing"
)

func TestPhoneNumbersAreReadHoweverTheyAreTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"0900000001":               "+84900000001",
		"0900000004":               "+84900000004",
		"090 000 0001":             "+84900000001",
		"0900.000.001":             "+84900000001",
		"0900-000-001":             "+84900000001",
		"0900–000–001":             "+84900000001",
		"(0900) 000 001":           "+84900000001",
		" 0900 000 001\n":          "+84900000001",
		"+84900000001":             "+84900000001",
		"+84 900 000 001":          "+84900000001",
		"(+84) 900 000 001":        "+84900000001",
		"+84 (0) 900 000 001":      "+84900000001",
		"84 900 000 001":           "+84900000001",
		"840900000001":             "+84900000001",
		"0084 900 000 001":         "+84900000001",
		"0084 0900000001":          "+84900000001",
		"900000001":                "+84900000001",
		"\u202a0900 000 001\u202c": "+84900000001",
		"0900\u00a0000\u00a0001":   "+84900000001",
		"0841234567":               "+84841234567", // Vinaphone's 084 is no country code
		"841234567":                "+84841234567",
		"+84 84 123 4567":          "+84841234567",
		"84841234567":              "+84841234567",
		"0341234567":               "+84341234567",
		"0561234567":               "+84561234567",
		"0701234567":               "+84701234567",
		"0262 3852 123":            "+842623852123", // a landline in Buôn Ma Thuột
		"+84 262 3852123":          "+842623852123",
		"842623852123":             "+842623852123",
		"024 3825 1234":            "+842438251234",
	} {
		if got, err := NormalizePhone(typed); err != nil || got != want {
			t.Errorf("NormalizePhone(%q) = %q, %v; want %q", typed, got, err, want)
		}
	}
}

func TestWhatIsNoVietnameseNumberIsRefused(t *testing.T) {
	for _, typed := range []string{
		"", " ", "+", "0", "84", "+84", "0084", "113", "18001234", "090000000", "09000000012", "01689123456",
		"0600000001", "0400000001", "+1 212 555 0100", "+85512345678", "++84900000001", "84+900000001", "0900000001x",
		"0900000001 ext 2", "٠٩٠٠٠٠٠٠٠١", "０９００００００01", "+0900000001", "000900000001", "26238521", "0900000001,0900000002",
		strings.Repeat("0", 100), "0900000001" + strings.Repeat(" ", 100), "\xff0900000001",
	} {
		if got, err := NormalizePhone(typed); !errors.Is(err, ErrBadPhone) || got != "" {
			t.Errorf("NormalizePhone(%q) = %q, %v; want ErrBadPhone", typed, got, err)
		}
	}
}

func FuzzNormalizePhone(f *testing.F) {
	for _, s := range []string{"0900000001", "+84 (0) 900-000-001", "0084262.3852.123", "84", "+", "(((", "\u202e0900000001"} {
		f.Add(s)
	}
	form := regexp.MustCompile(`^\+84([35789][0-9]{8}|2[0-9]{9})$`)
	f.Fuzz(func(t *testing.T, s string) {
		got, err := NormalizePhone(s)
		if err != nil {
			if got != "" {
				t.Fatalf("%q: an error and %q", s, got)
			}
			return
		}
		if !form.MatchString(got) {
			t.Fatalf("%q became %q", s, got)
		}
		if again, err := NormalizePhone(got); err != nil || again != got {
			t.Fatalf("%q became %q, and that %q, %v", s, got, again, err)
		}
	})
}
