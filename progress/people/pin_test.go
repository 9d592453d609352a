package people

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestPINsThatOthersWouldTryAreRefused(t *testing.T) {
	for _, weak := range []string{
		"", "12345", "1234567", "12345a", "１２３４５６", "-12345", " 12345", "12 345",
		"000000", "999999", "121212", "123123", "111222", "110110", "122222", "666888",
		"123456", "654321", "345678", "567890", "890123", "098765", "210987", "112233", "332211", "998877",
		"147258", "159753", "102030",
		"010190", "311299", "290200", "250785", "123185", "022924", // dates, day or month first
		"198507", "202612", "071985", "122001", // years with a month
		"091234", "912345", "345987", "849123", // digits of the phone number, with 0 or 84 before it
	} {
		if err := CheckPIN(weak, "+84912345987"); !errors.Is(err, ErrWeakPIN) {
			t.Errorf("CheckPIN(%q) = %v, want ErrWeakPIN", weak, err)
		}
	}
}

func TestOtherPINsAreAllowed(t *testing.T) {
	for _, good := range []string{pin, "482913", "907316", "320199", "311392", "294073", "135802", "904417", "300277"} {
		if err := CheckPIN(good, "+84900000001"); err != nil {
			t.Errorf("CheckPIN(%q) = %v", good, err)
		}
	}
	for i := 1; i <= 9; i++ {
		if err := CheckPIN(pin, fmt.Sprintf("+8490000000%d", i)); err != nil {
			t.Errorf("the demo's PIN is refused on demo phone %d: %v", i, err)
		}
	}
	if err := CheckPIN(pin, ""); err != nil {
		t.Errorf("the demo's PIN is refused without a phone: %v", err)
	}
}

func TestFewPINsAreRefused(t *testing.T) {
	refused := 0
	for n := range 1_000_000 {
		if CheckPIN(fmt.Sprintf("%06d", n), "+84912345987") != nil {
			refused++
		}
	}
	if refused < 50_000 || refused > 90_000 {
		t.Errorf("%d of a million PINs are refused", refused)
	}
}

func TestDrawnSecretsPassTheChecks(t *testing.T) {
	seen := map[string]bool{}
	for range 200 {
		p, err := NewPIN(rand.Reader, "+84900000001")
		if err != nil || CheckPIN(p, "+84900000001") != nil {
			t.Fatalf("NewPIN = %q, %v", p, err)
		}
		word, err := NewPassword(rand.Reader)
		if err != nil || CheckPassword(word) != nil || len(word) != generatedPassword || seen[word] {
			t.Fatalf("NewPassword = %q, %v", word, err)
		}
		seen[word] = true
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestDrawingEndsWithABrokenSource(t *testing.T) {
	for _, draw := range []func() (string, error){
		func() (string, error) { return NewPIN(zeros{}, "") },
		func() (string, error) { return NewPassword(zeros{}) },
		func() (string, error) { return NewPIN(strings.NewReader("abc"), "") },
		func() (string, error) { return NewPassword(strings.NewReader("abc")) },
	} {
		if s, err := draw(); err == nil || s != "" {
			t.Errorf("drew %q, %v", s, err)
		}
	}
}

func TestPasswordsOfStaffAreLong(t *testing.T) {
	for password, good := range map[string]bool{
		"demo-password-2026":        true,
		"mật khẩu rất dài":          true,
		strings.Repeat("abcde", 40): true,
		"":                          false,
		"fourteen chars":            false,
		"aaaaaaaaaaaaaaaaaaaa":      false,
		"abcdabcdabcdabcd":          false,
		strings.Repeat("abcde", 41): false,
		"abcdefghijklmnop\xff":      false,
	} {
		err := CheckPassword(password)
		if good && err != nil || !good && !errors.Is(err, ErrWeakPassword) {
			t.Errorf("CheckPassword(%q) = %v", password, err)
		}
	}
}
