package campaign

import (
	"slices"

	"hocso/progress/places"
)

// The codes of faults of a roll, beside Negative and Twice.
const (
	ZeroAdults = "zero"
	TooMany    = "too_many" // more than any village has, or than the ward has people of all ages
)

// RollFault says what is wrong with a number of adults for a village of a ward: Negative, ZeroAdults or TooMany; nothing if it may
// be declared. A ward without a known population limits nothing.
func RollFault(adults int, w places.Ward) string {
	switch {
	case adults < 0:
		return Negative
	case adults == 0:
		return ZeroAdults
	case adults > places.MaxAdults, w.Population > 0 && adults > w.Population:
		return TooMany
	}
	return ""
}

// RollsTooMany reports whether the rolls of a ward's villages, as they would be, have more adults than the ward has people.
// villages are the ward's open ones; declared, by village id, takes the place of what they have.
func RollsTooMany(villages []places.Village, declared map[string]int, w places.Ward) bool {
	sum := 0
	for _, v := range villages {
		if n, ok := declared[v.ID]; ok {
			sum += n
		} else {
			sum += v.Adults()
		}
	}
	for id, n := range declared { // a village that is not open yet counts as well
		if !slices.ContainsFunc(villages, func(v places.Village) bool { return v.ID == id }) {
			sum += n
		}
	}
	return w.Population > 0 && sum > w.Population
}
