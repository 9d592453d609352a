package places

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// MaxAdults is more than any village has: a roll beyond it is a slip of the finger.
	MaxAdults = 100_000

	maxVillages     = 999 // of a ward
	maxVillageRunes = 80
)

var (
	// ErrVillageName says that a text cannot be a village's name.
	ErrVillageName = errors.New("the name must have 1 to 80 letters, digits and ordinary signs")
	// ErrTooManyVillages says that a ward has no number left for another village.
	ErrTooManyVillages = fmt.Errorf("a ward has %d villages at most", maxVillages)

	villageID = regexp.MustCompile(`^([0-9]{5})-([0-9]{3})$`)
)

// VillageID returns the key of a ward's n-th village, or ErrTooManyVillages.
func VillageID(ward string, n int) (string, error) {
	if n < 1 || n > maxVillages {
		return "", ErrTooManyVillages
	}
	return fmt.Sprintf("%s-%03d", ward, n), nil
}

// Number returns the village's number in its ward, 0 if its key has none.
func (v Village) Number() int {
	parts := villageID.FindStringSubmatch(v.ID)
	if parts == nil {
		return 0
	}
	n, _ := strconv.Atoi(parts[2])
	return n
}

// VillageName returns a name as it is stored: composed (NFC), with single spaces, none at the ends. ErrVillageName for
// nothing, for more than 80 characters, and for what shows as another name or could be taken for markup.
func VillageName(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", ErrVillageName
	}
	name := strings.Join(strings.FieldsFunc(norm.NFC.String(s), func(r rune) bool { return unicode.Is(unicode.Zs, r) }), " ")
	plain := false // has something that the search can find
	for _, r := range name {
		hidden := unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Me)
		if !unicode.IsGraphic(r) || hidden || r == '<' || r == '>' || r == utf8.RuneError || r == '\u2800' {
			return "", ErrVillageName
		}
		plain = plain || unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	if !plain || utf8.RuneCountInString(name) > maxVillageRunes {
		return "", ErrVillageName
	}
	return name, nil
}
