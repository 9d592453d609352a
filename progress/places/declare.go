package places

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hocso/internal/day"
)

var (
	// ErrRollSuperseded says that a later roll of the village is approved already.
	ErrRollSuperseded = errors.New("a later roll of the village is approved")
	// ErrRollWithdrawn says that the roll was withdrawn.
	ErrRollWithdrawn = errors.New("the roll was withdrawn")
	// ErrOverPopulation says that a ward's villages together have more adults than the ward has people.
	ErrOverPopulation = errors.New("the villages have more adults than the ward has people")
)

// RollEntry is what somebody declares of one village.
type RollEntry struct {
	Row     int    // of the file or list, from 1
	Village string // id, or name in the ward
	Adults  string // as it was written
}

// Codes of faults; clients choose their words by them.
const (
	FaultBadNumber      = "bad_number"
	FaultZero           = "zero"
	FaultNegative       = "negative"
	FaultTooMany        = "too_many" // more than any village has, or more than the ward has people, alone or with the other villages
	FaultUnknownVillage = "unknown_village"
	FaultOtherWard      = "other_ward"
	FaultTwice          = "twice"
	FaultClosed         = "closed"
	FaultDayInFuture    = "day_in_future"
)

// RollFault is why a declaration is refused.
type RollFault struct {
	Row     int    // 0 for the whole
	Field   string // of a file's column; empty for the whole row
	Village string // id, or as it was written; empty for the whole
	Code    string
}

// RollChange is what a declaration makes of a village's roll.
type RollChange struct {
	Village Village
	Adults  int
}

// CheckRolls looks at a declaration for a ward as a whole. With any fault nothing of it holds. What the newest
// declaration of a village says already is no change; stored are those of the ward.
func (d *Directory) CheckRolls(ward Ward, on, today day.Day, stored []RollVersion, entries []RollEntry) ([]RollChange, []RollFault) {
	var changes []RollChange
	var faults []RollFault
	if on > today {
		faults = append(faults, RollFault{Code: FaultDayInFuture})
	}
	seen := map[string]bool{}
	declared := map[string]int{}
	for _, e := range entries {
		v, code := d.declared(ward.Code, e.Village)
		fault := RollFault{Row: e.Row, Village: cmp.Or(v.ID, shortened(e.Village)), Code: code}
		if code == "" && seen[v.ID] {
			fault.Code = FaultTwice
		}
		seen[v.ID] = true
		adults, wrong := readAdults(e.Adults)
		if ward.Population > 0 && adults > ward.Population {
			wrong = FaultTooMany
		}
		if fault.Code = cmp.Or(fault.Code, wrong); fault.Code != "" {
			faults = append(faults, fault)
			continue
		}
		declared[v.ID] = adults
		if !v.declaredLast(stored, adults, on) {
			changes = append(changes, RollChange{v, adults})
		}
	}
	if d.OverPopulation(ward, declared) {
		faults = append(faults, RollFault{Code: FaultTooMany})
	}
	return changes, faults
}

// OverPopulation reports whether a ward's open villages, some of them with another number of adults, have more adults together than
// the ward has people.
func (d *Directory) OverPopulation(ward Ward, adults map[string]int) bool {
	sum := 0
	for _, v := range d.VillagesOf(ward.Code) {
		if n, ok := adults[v.ID]; ok {
			sum += n
		} else {
			sum += v.Adults()
		}
	}
	return ward.Population > 0 && sum > ward.Population
}

// declared finds the open village of a ward that a text means, or says why there is none.
func (d *Directory) declared(ward, text string) (Village, string) {
	text = strings.TrimSpace(text)
	v, err := d.Record(text)
	if err == nil {
		switch {
		case v.Ward != ward:
			return v, FaultOtherWard
		case v.Closed():
			return v, FaultClosed
		}
		return v, ""
	}
	if v, ok := d.Named(ward, text); ok {
		return v, ""
	}
	if text != "" && slices.ContainsFunc(d.AllOf(ward), func(v Village) bool { return Fold(v.Name) == Fold(text) }) {
		return Village{}, FaultClosed
	}
	return Village{}, FaultUnknownVillage
}

// readAdults reads a whole number, written without signs between its digits: 1.250 means one thing here and another elsewhere.
func readAdults(text string) (int, string) {
	text = strings.TrimSpace(text)
	n, err := strconv.Atoi(text)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, FaultTooMany
	case err != nil || strings.HasPrefix(text, "+"):
		return 0, FaultBadNumber
	case n < 0:
		return 0, FaultNegative
	case n == 0:
		return 0, FaultZero
	case n > MaxAdults:
		return 0, FaultTooMany
	}
	return n, ""
}

// shortened is what is told back of a text that names no village.
func shortened(text string) string {
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\ufffd"))
	if utf8.RuneCountInString(text) > maxVillageRunes {
		text = string([]rune(text)[:maxVillageRunes])
	}
	return text
}
