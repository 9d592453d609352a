package campaign

import (
	"context"
	"slices"
	"time"
)

// Signs is what a village's attempts at counted modules say about how they came about.
type Signs struct {
	Attempts     int // those that raised what somebody had reached that day
	Assisted     int // of them, handed in by somebody else
	Timed        int // of them, those whose time is known
	Quick        int // of the timed, those that took less than Thresholds.SecondsPerQuestion a question
	OnOneDevice  int // the most people who answered by themselves on one device
	Alike        int // the most people who gave the same answers to a module, two or more of them wrong
	Participants int
	OnLastDay    int // of the participants, those who became one on the campaign's last day
}

// Flag is a reason to look at a village's results before they are ranked.
type Flag string

// The flags.
const (
	ManyOnOneDevice Flag = "device"
	TooQuick        Flag = "quick"
	AnswersAlike    Flag = "alike"
	LastDayRush     Flag = "last_day"
	MostlyAssisted  Flag = "assisted"
)

// Flags lists all flags.
var Flags = []Flag{ManyOnOneDevice, TooQuick, AnswersAlike, LastDayRush, MostlyAssisted}

// Raised returns which flags a village's signs raise, in the order of Flags. None says that anybody did wrong.
func (t Thresholds) Raised(s Signs) []Flag {
	share := func(part, whole, percent int) bool {
		return percent > 0 && whole > 0 && whole >= t.MinAttempts && 100*part >= percent*whole
	}
	var raised []Flag
	raise := func(flag Flag, is bool) {
		if is {
			raised = append(raised, flag)
		}
	}
	raise(ManyOnOneDevice, t.PeoplePerDevice > 0 && s.OnOneDevice >= t.PeoplePerDevice)
	raise(TooQuick, share(s.Quick, s.Timed, t.QuickShare))
	raise(AnswersAlike, t.AlikePeople > 0 && s.Alike >= t.AlikePeople)
	raise(LastDayRush, share(s.OnLastDay, s.Participants, t.LastDayShare))
	raise(MostlyAssisted, share(s.Assisted, s.Attempts, t.AssistedShare))
	return raised
}

// Decision is what an officer makes of a flagged village.
type Decision string

// The decisions.
const (
	Clear   Decision = "clear"   // the results stand
	Exclude Decision = "exclude" // the village is not ranked in this campaign
)

// Ruling is one decision about a village in a campaign. Rulings are only added; the latest holds.
type Ruling struct {
	ID       string    `json:"id"`
	Campaign string    `json:"campaign"`
	Village  string    `json:"village"`
	Decision Decision  `json:"decision"`
	Flags    []Flag    `json:"flags"` // those that were raised then
	Note     string    `json:"note"`
	By       string    `json:"by"` // person id
	At       time.Time `json:"at"`
}

// StateOf returns a village's state by the flags that are raised and the rulings about it, oldest first. A flag that the latest
// ruling did not know of is looked at anew; an exclusion holds until a later ruling.
func StateOf(raised []Flag, rulings []Ruling) State {
	var latest Ruling
	if n := len(rulings); n > 0 {
		latest = rulings[n-1]
	}
	if latest.Decision == Exclude {
		return Excluded
	}
	for _, f := range raised {
		if latest.Decision != Clear || !slices.Contains(latest.Flags, f) {
			return Flagged
		}
	}
	return InRace
}

// RulingStore keeps rulings. Errors are a driver's, wrapped.
type RulingStore interface {
	// AddRuling stores a ruling once; the same id again changes nothing.
	AddRuling(ctx context.Context, r Ruling) error
	// Rulings returns all rulings of a campaign, or of all campaigns for an empty one, ordered by campaign, At and ID.
	Rulings(ctx context.Context, campaign string) ([]Ruling, error)
}
