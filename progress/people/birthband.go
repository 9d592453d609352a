package people

import (
	"regexp"
	"strconv"
	"time"
)

const (
	oldestBand = "1900"
	// Under 16 nobody has an account of their own.
	leastAge = 16
)

// BirthBandAt reports whether a text is a decade in which somebody with an account may have been born: four digits, the last of
// them 0. No more of a birth is kept, as a decade tells apart two people of one name and says little else of them.
func BirthBandAt(band string, now time.Time) bool {
	if len(band) != len(oldestBand) || band[3] != '0' || band < oldestBand {
		return false
	}
	for _, r := range band {
		if r < '0' || r > '9' {
			return false
		}
	}
	return band <= now.AddDate(-leastAge, 0, 0).Format("2006")
}

// How tables write a year of birth: alone, at the end of a day or at its beginning.
var birthYear = regexp.MustCompile(`^(?:\d{1,2}[/.-])?(?:\d{1,2}[/.-])?(\d{4})$|^(\d{4})-\d{1,2}-\d{1,2}$`)

// birthBandOf returns the decade of a year or a day of birth as tables write it, empty for an empty text. It reports false for what is
// none, and for who is too young.
func birthBandOf(text string, now time.Time) (band string, ok bool) {
	if text == "" {
		return "", true
	}
	parts := birthYear.FindStringSubmatch(text)
	if parts == nil {
		return "", false
	}
	year, _ := strconv.Atoi(parts[1] + parts[2]) // one of both is empty
	band = strconv.Itoa(year - year%10)
	return band, year <= now.Year()-leastAge && BirthBandAt(band, now)
}

// bandsContradict reports whether two people cannot be one, as they were born in different decades.
func bandsContradict(a, b Person) bool {
	return a.BirthBand != "" && b.BirthBand != "" && a.BirthBand != b.BirthBand
}
