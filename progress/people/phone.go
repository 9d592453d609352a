package people

import (
	"errors"
	"strings"
	"unicode"
)

// ErrBadPhone says that a text is no Vietnamese mobile or landline number.
var ErrBadPhone = errors.New("not a Vietnamese phone number")

// maxPhoneBytes bounds what is looked at: a number with a separator after each digit is far shorter.
const maxPhoneBytes = 64

// NormalizePhone returns the E.164 form ("+84900000001") of a Vietnamese number however people write it: with
// spaces, dots, dashes and brackets, after +84, 84, 0084 or 0, with the 0 kept behind the country's code
// ("+84 (0)900…"), or without any of them, as spreadsheets leave it. Invisible marks that contact lists wrap around
// copied numbers are ignored. It returns ErrBadPhone for anything else, also for numbers of other countries and for
// the eleven-digit mobile numbers that were withdrawn in 2018.
func NormalizePhone(s string) (string, error) {
	digits, international, ok := phoneDigits(s)
	if !ok {
		return "", ErrBadPhone
	}
	national := digits
	switch {
	case international:
		rest, ok := strings.CutPrefix(digits, "84")
		if !ok {
			return "", ErrBadPhone
		}
		national = strings.TrimPrefix(rest, "0")
	case strings.HasPrefix(digits, "0084"):
		national = strings.TrimPrefix(digits[len("0084"):], "0")
	case strings.HasPrefix(digits, "0"):
		national = digits[1:]
	case strings.HasPrefix(digits, "84") && len(digits) > len("84")+8:
		// Shorter ones are mobile numbers that begin with 084, their 0 left out.
		national = strings.TrimPrefix(digits[len("84"):], "0")
	}
	if !nationalNumber(national) {
		return "", ErrBadPhone
	}
	return "+84" + national, nil
}

// phoneDigits returns the digits of s without separators, and whether a plus stands before them.
func phoneDigits(s string) (digits string, plus, ok bool) {
	if len(s) > maxPhoneBytes {
		return "", false, false
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '+' && !plus && b.Len() == 0:
			plus = true
		case r == '.' || r == '(' || r == ')' || r == '[' || r == ']' || r == '/' || r == '·' || r == '−':
		case unicode.Is(unicode.Pd, r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
		default:
			return "", false, false
		}
	}
	return b.String(), plus, true
}

// nationalNumber reports whether s is a number without the leading 0: a mobile one has nine digits; a landline one
// has ten with its area code, which begins with 2 since 2017.
func nationalNumber(s string) bool {
	switch len(s) {
	case 9:
		return strings.ContainsRune("35789", rune(s[0]))
	case 10:
		return s[0] == '2'
	}
	return false
}
