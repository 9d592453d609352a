package fieldwork

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
)

// Part is a part of a day, in which a village has one session.
type Part string

// The parts.
const (
	Morning   Part = "morning"   // before 12
	Afternoon Part = "afternoon" // before 17
	Evening   Part = "evening"
)

var dayParts = []Part{Morning, Afternoon, Evening}

// PartOf returns the part of the day of the province in which t falls.
func PartOf(t time.Time) Part {
	switch hour := t.In(day.Zone).Hour(); {
	case hour < 12:
		return Morning
	case hour < 17:
		return Afternoon
	}
	return Evening
}

// SessionID returns the id of a village's session. Phones make it too, so that two that never met make the same one:
// frontend/src/coordinate/field does, and testdata/sessions.json holds both to it.
func SessionID(village string, on day.Day, part Part) string {
	return uuid.NewSHA1(namespace, []byte(village+"|"+string(on)+"|"+string(part))).String()
}

// nearDays is how far from its session's day an event may be: some are undone or closed days later, or by a clock that was put right
// in between.
const nearDays = 7

// FindSession returns which session of some villages an id is, looking a week around a moment; false if it is none.
func FindSession(id string, villages []string, around time.Time) (day.Day, Part, bool) {
	today := day.Of(around)
	for i := range 2*nearDays + 1 {
		away := (i + 1) / 2 // 0, 1, 1, 2, 2, …: it is mostly today's
		if i%2 == 1 {
			away = -away
		}
		on := today.Add(away)
		for _, village := range villages {
			for _, part := range dayParts {
				if SessionID(village, on, part) == id {
					return on, part, true
				}
			}
		}
	}
	return "", "", false
}

// Session is what a team's phones tell together about one session.
type Session struct {
	ID       string
	Day      day.Day
	Part     Part
	Module   string    // empty where none was named
	Place    string    // likewise
	OpenedAt time.Time // the first event
	ClosedAt time.Time // zero while it is open
	LastAt   time.Time // the newest event
	People   []Presence
}

// Open reports whether nobody has closed the session, or somebody opened it again.
func (s Session) Open() bool { return s.ClosedAt.IsZero() }

// Presence is a person at a session.
type Presence struct {
	Person   string
	JoinedAt time.Time // when they came first
	LeftAt   time.Time // zero for who is there, or was until the end
	Joins    []string  // ids of the events by which they are there, since they last left: whoever undoes them all takes that back
}

// Sessions folds all sessions of a village from its events, in any order, with repeats or without; the newest one comes first.
func Sessions(events []Event) []Session {
	byID := map[string][]Event{}
	for _, e := range effective(events) { // before they are apart: what undoes one need not name its session
		if e.Session != "" {
			byID[e.Session] = append(byID[e.Session], e)
		}
	}
	sessions := make([]Session, 0, len(byID))
	for _, list := range byID {
		if s, ok := FoldSession(list); ok {
			sessions = append(sessions, s)
		}
	}
	slices.SortFunc(sessions, func(a, b Session) int {
		return cmp.Or(b.OpenedAt.Compare(a.OpenedAt), cmp.Compare(a.ID, b.ID)) // by a day, one of a wrong clock would stay the newest
	})
	return sessions
}

// FoldSession makes a session of its events and of what may undo them, in any order, with repeats or without; false where all that is
// left of them is undone.
func FoldSession(events []Event) (Session, bool) {
	ordered := effective(events)
	var s Session
	present := map[string]*Presence{}
	for _, e := range ordered {
		if s.ID == "" {
			s = Session{ID: e.Session, Day: e.Day, Part: e.Part, OpenedAt: e.happened()}
		}
		s.LastAt = e.happened()
		switch e.Kind {
		case Opened:
			s.Module, s.Place, s.ClosedAt = e.Module, e.Place, time.Time{}
		case Closed:
			s.ClosedAt = e.happened()
		case Joined:
			p := present[e.Person]
			if p == nil {
				p = &Presence{Person: e.Person, JoinedAt: e.happened()}
				present[e.Person] = p
			}
			p.LeftAt, p.Joins = time.Time{}, append(p.Joins, e.ID)
		case Left:
			if p := present[e.Person]; p != nil && p.LeftAt.IsZero() {
				p.LeftAt, p.Joins = e.happened(), nil
			}
		case Undone, Visited: // of no session's own
		}
	}
	for _, p := range present {
		s.People = append(s.People, *p)
	}
	slices.SortFunc(s.People, func(a, b Presence) int {
		return cmp.Or(a.JoinedAt.Compare(b.JoinedAt), cmp.Compare(a.Person, b.Person))
	})
	return s, s.ID != ""
}

// rank orders what happened at one moment: who is noted as come and as left in one millisecond has left.
var rank = map[Kind]int{Opened: 0, Joined: 1, Left: 2, Closed: 3, Visited: 4}

// effective returns the events that still have an effect, each once, in the order in which they happened.
func effective(events []Event) []Event {
	undone, seen := map[string]bool{}, map[Key]bool{}
	for _, e := range events {
		if e.Kind == Undone {
			undone[e.Of] = true
		}
	}
	var left []Event
	for _, e := range events {
		if e.Kind != Undone && !undone[e.ID] && !seen[e.Key()] {
			seen[e.Key()] = true
			left = append(left, e)
		}
	}
	slices.SortFunc(left, func(a, b Event) int {
		return cmp.Or(a.happened().Compare(b.happened()), cmp.Compare(rank[a.Kind], rank[b.Kind]), compareKeys(a, b))
	})
	return left
}

func compareKeys(a, b Event) int {
	return cmp.Or(cmp.Compare(a.Village, b.Village), cmp.Compare(a.ID, b.ID))
}
