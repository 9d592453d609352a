package people

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

var (
	// ErrWeakPIN says that a PIN is not six digits, or one that others would try first.
	ErrWeakPIN = errors.New("PIN is not six digits or too easy to guess")
	// ErrWeakPassword says that a password of staff is too short, too long, or of too few different characters.
	ErrWeakPassword = errors.New("password must have 15 to 200 characters, five of them different")
)

const (
	pinDigits         = 6
	minPassword       = 15
	maxPassword       = 200
	minPasswordSorts  = 5
	generatedPassword = 20
)

// keypadPINs are walks over a phone's keypad that no other rule refuses. They lead every list of leaked PINs.
var keypadPINs = []string{
	"147258", "258147", "258369", "369258", "147369", "741852", "852963", "963852", "147852", "159357", "357159",
	"159753", "753159", "951753", "357951", "142536", "789456", "456123", "123789", "321654", "456852", "102030",
}

// CheckPIN returns ErrWeakPIN unless the PIN is six digits that are not among the first that somebody would try:
// repetitions, runs, doubled or halved ones (112233, 111222), walks over the keypad, dates as ddmmyy or mmddyy,
// a year of life with a month, and digits of the phone number, which is E.164 or empty.
//
// About 8 % of all PINs are refused, most of them dates.
func CheckPIN(pin, phone string) error {
	if len(pin) != pinDigits || strings.Trim(pin, "0123456789") != "" {
		return ErrWeakPIN
	}
	if repeats(pin) || runs(pin) || looksLikeDate(pin) || slices.Contains(keypadPINs, pin) || inPhone(pin, phone) {
		return ErrWeakPIN
	}
	return nil
}

// repeats reports one to three digits repeated, and PINs of two different digits only.
func repeats(pin string) bool {
	different := 0
	for i := range pinDigits {
		if strings.IndexByte(pin, pin[i]) == i {
			different++
		}
	}
	return different <= 2 || pin[:3] == pin[3:]
}

// runs reports digits that rise or fall by one, alone or doubled; 9 is followed by 0.
func runs(pin string) bool {
	for _, step := range []int{1, 9} {
		single, double := true, true
		for i := 1; i < pinDigits; i++ {
			up := (int(pin[i]) - int(pin[i-1]) + 10) % 10
			single = single && up == step
			double = double && up == step*((i+1)%2)
		}
		if single || double {
			return true
		}
	}
	return false
}

// looksLikeDate reports ddmmyy and mmddyy in any century, and yyyymm and mmyyyy from 1930 to 2039. yymmdd stays
// allowed: nobody in Việt Nam writes dates so.
func looksLikeDate(pin string) bool {
	two := func(i int) int { return int(pin[i]-'0')*10 + int(pin[i+1]-'0') }
	isDate := func(day, month int) bool {
		if month < 1 || month > 12 {
			return false
		}
		// Day 0 of the next month is the last day of this one; 2000 was a leap year.
		return day >= 1 && day <= time.Date(2000, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	}
	isMonth := func(year, month int) bool { return year >= 1930 && year < 2040 && month >= 1 && month <= 12 }
	return isDate(two(0), two(2)) || isDate(two(2), two(0)) ||
		isMonth(two(0)*100+two(2), two(4)) || isMonth(two(2)*100+two(4), two(0))
}

func inPhone(pin, phone string) bool {
	national, ok := strings.CutPrefix(phone, "+84")
	return ok && (strings.Contains("0"+national, pin) || strings.Contains("84"+national, pin))
}

// CheckPassword returns ErrWeakPassword unless a password of staff has 15 to 200 characters, five of them
// different. There are no rules on kinds of characters: they make passwords harder to remember, not to guess.
func CheckPassword(password string) error {
	n := utf8.RuneCountInString(password)
	if n < minPassword || n > maxPassword || !utf8.ValidString(password) {
		return ErrWeakPassword
	}
	different := make(map[rune]bool)
	for _, r := range password {
		different[r] = true
	}
	if len(different) < minPasswordSorts {
		return ErrWeakPassword
	}
	return nil
}

// NewPIN draws a PIN that CheckPIN allows for the phone number, each with the same chance.
func NewPIN(rand io.Reader, phone string) (string, error) {
	for range 1000 {
		var b [4]byte
		if _, err := io.ReadFull(rand, b[:]); err != nil {
			return "", fmt.Errorf("draw a PIN: %w", err)
		}
		n := binary.BigEndian.Uint32(b[:])
		const fair = 1<<32 - 1<<32%1_000_000 // above it, low numbers would come more often
		if uint64(n) >= fair {
			continue
		}
		if pin := fmt.Sprintf("%06d", n%1_000_000); CheckPIN(pin, phone) == nil {
			return pin, nil
		}
	}
	return "", errors.New("draw a PIN: the source of randomness repeats itself")
}

// passwordLetters leaves out what is misread from paper: 0 o, 1 l i. 32 of them make a byte's remainder fair.
const passwordLetters = "abcdefghjkmnpqrstuvwxyz23456789-"

// NewPassword draws a password of 20 characters, 5 bits each.
func NewPassword(rand io.Reader) (string, error) {
	for range 1000 {
		var b [generatedPassword]byte
		if _, err := io.ReadFull(rand, b[:]); err != nil {
			return "", fmt.Errorf("draw a password: %w", err)
		}
		for i := range b {
			b[i] = passwordLetters[int(b[i])%len(passwordLetters)]
		}
		if CheckPassword(string(b[:])) == nil {
			return string(b[:]), nil
		}
	}
	return "", errors.New("draw a password: the source of randomness repeats itself")
}
