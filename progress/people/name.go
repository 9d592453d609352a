package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxNameRunes = 80
	// maxNameMarks is how many combining marks may follow one letter. Ê Đê letters such as ơ̆ have no composed form
	// and keep one; piles of marks would cover the lines above and below in lists.
	maxNameMarks = 2
)

// normalizeName returns a name as it is stored: composed (NFC), without space at the ends, with single spaces within.
// It returns the code of a fault unless that leaves 1 to 80 characters with a letter among them, and for anything that
// could make a name look like another one or like markup: control and format characters (bidirectional overrides,
// zero-width ones), invisible letters, unassigned characters, angle brackets, piles of marks.
func normalizeName(s string) (name, code string) {
	if len(s) > maxNameRunes*utf8.UTFMax*2 {
		return "", codeTooLong
	}
	if !utf8.ValidString(s) {
		return "", codeBadName
	}
	var b strings.Builder
	space, letter, marks := false, false, 0
	for _, r := range norm.NFC.String(s) {
		if unicode.Is(unicode.Zs, r) {
			space = b.Len() > 0
			continue
		}
		if !allowedInName(r) {
			return "", codeBadName
		}
		if unicode.IsMark(r) {
			marks++
			if marks > maxNameMarks || space || b.Len() == 0 {
				return "", codeBadName
			}
		} else {
			marks = 0
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		letter = letter || unicode.IsLetter(r)
		b.WriteRune(r)
	}
	name = b.String()
	switch {
	case name == "":
		return "", codeRequired
	case utf8.RuneCountInString(name) > maxNameRunes:
		return "", codeTooLong
	case !letter:
		return "", codeBadName
	}
	return name, ""
}

// CheckName returns a name as it is stored, or an *InvalidError that says what is wrong with it.
func CheckName(s string) (string, error) {
	var wrong faults
	name := wrong.name(s)
	return name, wrong.err()
}

func allowedInName(r rune) bool {
	switch {
	case r == '<' || r == '>', r == utf8.RuneError:
		return false
	case r == '\u2800': // an empty Braille cell is drawn as a space, but is a symbol
		return false
	case unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Me):
		return false
	}
	return unicode.IsGraphic(r)
}
