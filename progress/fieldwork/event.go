// Package fieldwork holds what a village's team does in the field: sessions, who came to them, and visits. One log of events, each
// inserted once, is all that is kept; everything else is folded from it, in any order, so that the phones of two helpers who never
// met come to the same. What people learn is in package progress.
package fieldwork

import (
	"errors"
	"time"

	"github.com/google/uuid"

	"hocso/internal/day"
	"hocso/progress/places"
)

var (
	// ErrConflict says that another event of the village has the id.
	ErrConflict = errors.New("another event has this id")
	// ErrSession says that a session's id is none of the village and a day close by.
	ErrSession = errors.New("no session of this village and these days has this id")
	// ErrNotFound says that nothing has arrived of a session.
	ErrNotFound = errors.New("session not found")
)

// Kind is what an event tells.
type Kind string

// The kinds of events.
const (
	Opened  Kind = "opened"  // a session, with what is learnt and where: the newest one holds
	Joined  Kind = "joined"  // a person came
	Left    Kind = "left"    // a person left before the end
	Undone  Kind = "undone"  // another event, such as a wrong person tapped: it has no effect any more
	Closed  Kind = "closed"  // a session ended
	Visited Kind = "visited" // a person was looked for at home
)

// Outcome is what came of a visit.
type Outcome string

// The outcomes.
const (
	Helped   Outcome = "helped"
	NotHome  Outcome = "not_home"
	Later    Outcome = "later" // asked to be visited another time
	Declined Outcome = "declined"
	Moved    Outcome = "moved" // does not live there any more
)

// Event is something that the team did. It is stored once and never changes, but for the person, when their account is merged into another.
type Event struct {
	ID         string // UUID, chosen by the phone: unique within its village only
	Village    string // as the phone knew it, also after it was merged
	Kind       Kind
	Session    string    // of all kinds but visits, and of what undoes them
	Day        day.Day   // of the session
	Part       Part      // likewise
	Person     string    // who came, left or was visited
	Module     string    // of a session that was opened
	Place      string    // likewise
	Outcome    Outcome   // of a visit
	Of         string    // which event is undone
	At         time.Time // by the phone's clock
	ReceivedAt time.Time
	By         string // person id of who did it
}

// Key is the identity of an event.
type Key struct{ Village, ID string }

// Key returns the event's identity.
func (e Event) Key() Key { return Key{e.Village, e.ID} }

// Same reports whether two events tell the same, whenever and by whomever they were handed in.
func (e Event) Same(o Event) bool {
	e.ReceivedAt, e.By, e.At = o.ReceivedAt, o.By, e.At.UTC()
	o.At = o.At.UTC()
	return e == o
}

// happened is when the event takes its place among others: when the phone says, but not after it was received, so that a clock that
// runs ahead does not outdo all that comes later.
func (e Event) happened() time.Time {
	if e.At.After(e.ReceivedAt) {
		return e.ReceivedAt
	}
	return e.At
}

// latest is how long after it a visit may be received and still count as made then.
const latest = 12 * time.Hour

// visitedAt is when a visit counts, as a submission does: when the phone says, if that was received within the 12 hours after it, else
// when it was received. A clock that runs behind does not have people visited too soon again.
func (e Event) visitedAt() time.Time {
	if late := e.ReceivedAt.Sub(e.At); late >= 0 && late <= latest {
		return e.At
	}
	return e.ReceivedAt
}

// InvalidError lists the fields of an event that are wrong.
type InvalidError struct{ Faults []Fault }

// Fault is a field with the stable code of what is wrong with it.
type Fault struct{ Field, Code string }

func (e *InvalidError) Error() string { return "invalid event" }

// Checked returns the event as it is stored, with the times cut to milliseconds, the place composed and its session's day found, or
// *InvalidError with all faults, or ErrSession. villages are those by whose ids a phone may know the village.
func (e Event) Checked(villages []string) (Event, error) {
	faults := e.faults()
	e.At, e.ReceivedAt = e.At.UTC().Truncate(time.Millisecond), e.ReceivedAt.UTC().Truncate(time.Millisecond)
	if e.Place != "" {
		place, err := places.VillageName(e.Place)
		if err != nil {
			faults = append(faults, Fault{"place", "bad_text"})
		}
		e.Place = place
	}
	if len(faults) > 0 {
		return Event{}, &InvalidError{faults}
	}
	if e.Session == "" {
		return e, nil
	}
	var ok bool
	if e.Day, e.Part, ok = FindSession(e.Session, villages, e.At); !ok {
		return Event{}, ErrSession
	}
	return e, nil
}

// needs says which fields an event of each kind has: those that it must have and those that it may have.
var needs = map[Kind]struct{ must, may []string }{
	Opened:  {[]string{"session"}, []string{"module", "place"}},
	Joined:  {[]string{"session", "person"}, nil},
	Left:    {[]string{"session", "person"}, nil},
	Closed:  {[]string{"session"}, nil},
	Undone:  {[]string{"of"}, []string{"session"}},
	Visited: {[]string{"person", "outcome"}, nil},
}

func (e Event) faults() []Fault {
	var faults []Fault
	needed, ok := needs[e.Kind]
	switch {
	case e.Kind == "":
		return append(faults, Fault{"kind", "required"})
	case !ok:
		return append(faults, Fault{"kind", "unknown_value"})
	}
	state := map[string]string{}
	for _, field := range needed.may {
		state[field] = "may"
	}
	for _, field := range needed.must {
		state[field] = "must"
	}
	for _, f := range []struct{ name, value string }{
		{"session", e.Session}, {"person", e.Person}, {"module", e.Module}, {"place", e.Place}, {"outcome", string(e.Outcome)}, {"of", e.Of},
	} {
		switch {
		case state[f.name] == "must" && f.value == "":
			faults = append(faults, Fault{f.name, "required"})
		case state[f.name] == "" && f.value != "":
			faults = append(faults, Fault{f.name, "unexpected"})
		}
	}
	if _, ok := quietDays[e.Outcome]; e.Kind == Visited && e.Outcome != "" && !ok {
		faults = append(faults, Fault{"outcome", "unknown_value"})
	}
	switch {
	case e.At.IsZero():
		faults = append(faults, Fault{"at", "required"})
	case e.At.Year() < 1970 || e.At.Year() > 2200:
		faults = append(faults, Fault{"at", "bad_time"})
	}
	return faults
}

// namespace is that of sessions' ids; phones have it too.
var namespace = uuid.MustParse("20e3c3c6-8ccb-586f-9fa2-953893b7c336")
