package fieldwork

import (
	"context"
	"time"
)

// Inserted is the outcome of inserting one event.
type Inserted struct {
	New    bool
	Stored Event // the one in the store: the new one, or the one that was there
}

// Store keeps events. Errors are a driver's, wrapped.
type Store interface {
	// InsertEvents stores events durably and returns one outcome each, in order. One that is there already stays as it is. The batch
	// holds no key twice. On error some may be stored.
	InsertEvents(ctx context.Context, batch []Event) ([]Inserted, error)
	// EventsOf returns the events of some villages, ordered by village, then id.
	EventsOf(ctx context.Context, villages []string) ([]Event, error)
	// EventsIn returns the events of a session, in whatever villages, ordered likewise; none for an empty one.
	EventsIn(ctx context.Context, session string) ([]Event, error)
	// Undoings returns the events of some villages that undo others, ordered likewise. They need not name the session of the other.
	Undoings(ctx context.Context, villages []string) ([]Event, error)
	// EventsAbout returns the events that name a person, ordered likewise; none for nobody.
	EventsAbout(ctx context.Context, person string) ([]Event, error)
	// DeleteEventsAbout removes the events that name a person.
	DeleteEventsAbout(ctx context.Context, person string) error
	// CarryEvents lets the events that name one person name another one.
	CarryEvents(ctx context.Context, from, to string) error
	// CountEventsBefore returns how many events were received before a time.
	CountEventsBefore(ctx context.Context, before time.Time) (int, error)
	// DeleteEventsBefore removes the events that were received before a time.
	DeleteEventsBefore(ctx context.Context, before time.Time) error
}

// Archive reads and writes events whole, for backups. Errors are a driver's, wrapped.
type Archive interface {
	// EachEvent calls f for every event once, in the order of their keys, until f fails; it returns f's error.
	EachEvent(ctx context.Context, f func(Event) error) error
	// PutEvents stores events. One that is there already stays as it is.
	PutEvents(ctx context.Context, list []Event) error
}

// Kept is how long events are kept: a year says whom not to bother again, and how a campaign was worked for.
const Kept = 365 * 24 * time.Hour
