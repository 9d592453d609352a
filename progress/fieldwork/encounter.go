package fieldwork

import "slices"

// Attended is a session that somebody came to, and when they were there.
type Attended struct {
	Session  Session
	Presence Presence
}

// Encounters is what a village's events tell of one person, newest first.
type Encounters struct {
	Sessions []Attended
	Visits   []Visit
}

// EncountersOf folds the sessions that a person came to and the visits to them from a village's events, in any order, with repeats or
// without.
func EncountersOf(person string, events []Event) Encounters {
	var met Encounters
	for _, s := range Sessions(events) {
		for _, p := range s.People {
			if p.Person == person {
				met.Sessions = append(met.Sessions, Attended{s, p})
			}
		}
	}
	for _, e := range visits(events) {
		if e.Person == person {
			met.Visits = append(met.Visits, e.visit())
		}
	}
	slices.Reverse(met.Visits)
	return met
}
