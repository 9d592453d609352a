package fieldwork

import (
	"cmp"
	"slices"
	"time"

	"hocso/internal/day"
)

// Visit is when somebody looked for a person, and what came of it.
type Visit struct {
	Outcome Outcome
	At      time.Time
	By      string // person id
}

// forGood is more days than any campaign has.
const forGood = 36_500

// quietDays are on how many days from a visit on, its own among them, nobody goes there again, so that nobody is nagged.
var quietDays = map[Outcome]int{Helped: 3, NotHome: 3, Later: 7, Declined: 30, Moved: forGood}

// QuietUntil returns the first day on which the person may be visited again.
func (v Visit) QuietUntil() day.Day { return day.Of(v.At).Add(quietDays[v.Outcome]) }

// History is what visits mean for one person.
type History struct {
	Last       Visit
	QuietUntil day.Day // the latest of all visits: a short quiet time does not end a longer one
}

// Quiet reports whether nobody should go there on a day.
func (h History) Quiet(on day.Day) bool { return on < h.QuietUntil }

// visits returns the visits among some events that were not undone, each once, oldest first.
func visits(events []Event) []Event {
	made := slices.DeleteFunc(effective(events), func(e Event) bool { return e.Kind != Visited })
	slices.SortFunc(made, func(a, b Event) int {
		return cmp.Or(a.visitedAt().Compare(b.visitedAt()), compareKeys(a, b))
	})
	return made
}

// visit is what an event tells of a visit.
func (e Event) visit() Visit { return Visit{Outcome: e.Outcome, At: e.visitedAt(), By: e.By} }

// Visits folds the visits of each person from a village's events, in any order, with repeats or without.
func Visits(events []Event) map[string]History {
	histories := map[string]History{}
	for _, e := range visits(events) {
		v := e.visit()
		histories[e.Person] = History{Last: v, QuietUntil: max(histories[e.Person].QuietUntil, v.QuietUntil())}
	}
	return histories
}
