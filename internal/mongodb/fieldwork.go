package mongodb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/internal/day"
	"hocso/progress/fieldwork"
)

// eventDocument leaves out the many fields that events of a kind do not have.
type eventDocument struct {
	Key        string            `bson:"_id"` // see eventKey
	Village    string            `bson:"village"`
	ID         string            `bson:"id"`
	Kind       fieldwork.Kind    `bson:"kind"`
	Session    string            `bson:"session,omitempty"`
	Day        day.Day           `bson:"day,omitempty"`
	Part       fieldwork.Part    `bson:"part,omitempty"`
	Person     string            `bson:"person,omitempty"`
	Module     string            `bson:"module,omitempty"`
	Place      string            `bson:"place,omitempty"`
	Outcome    fieldwork.Outcome `bson:"outcome,omitempty"`
	Of         string            `bson:"of,omitempty"`
	At         time.Time         `bson:"at"`
	ReceivedAt time.Time         `bson:"received_at"`
	By         string            `bson:"by"`
	Insert     bson.ObjectID     `bson:"insert"` // which call brought it
}

// eventKey is the identity of an event: an id that a phone chose is unique within its village only. A village's id has no slash, so
// keys are in the order of village and id.
func eventKey(k fieldwork.Key) string { return k.Village + "/" + k.ID }

func newEventDocument(e fieldwork.Event, insert bson.ObjectID) eventDocument {
	return eventDocument{Key: eventKey(e.Key()), Village: e.Village, ID: e.ID, Kind: e.Kind, Session: e.Session, Day: e.Day, Part: e.Part,
		Person: e.Person, Module: e.Module, Place: e.Place, Outcome: e.Outcome, Of: e.Of, At: millis(e.At), ReceivedAt: millis(e.ReceivedAt),
		By: e.By, Insert: insert}
}

func (d eventDocument) event() fieldwork.Event {
	return fieldwork.Event{ID: d.ID, Village: d.Village, Kind: d.Kind, Session: d.Session, Day: d.Day, Part: d.Part, Person: d.Person, Module: d.Module,
		Place: d.Place, Outcome: d.Outcome, Of: d.Of, At: d.At.UTC(), ReceivedAt: d.ReceivedAt.UTC(), By: d.By}
}

// InsertEvents implements fieldwork.Store. As with submissions, which of a batch were there already is read back.
func (s *Store) InsertEvents(ctx context.Context, batch []fieldwork.Event) ([]fieldwork.Inserted, error) {
	if len(batch) == 0 {
		return nil, nil
	}
	call := bson.NewObjectID()
	documents := make([]eventDocument, len(batch))
	for i, e := range batch {
		documents[i] = newEventDocument(e, call)
	}
	_, err := s.fieldwork.InsertMany(ctx, documents, options.InsertMany().SetOrdered(false))
	if onlyDuplicates(err) {
		err = s.readEventsBack(ctx, documents)
	}
	if err != nil {
		return nil, fmt.Errorf("insert events: %w", err)
	}
	outcomes := make([]fieldwork.Inserted, len(documents))
	for i, d := range documents {
		outcomes[i] = fieldwork.Inserted{New: d.Insert == call, Stored: d.event()}
	}
	return outcomes, nil
}

// readEventsBack replaces the documents by what is stored under their keys.
func (s *Store) readEventsBack(ctx context.Context, documents []eventDocument) error {
	keys := make([]string, len(documents))
	for i, d := range documents {
		keys[i] = d.Key
	}
	stored := make(map[string]eventDocument, len(documents))
	err := each(ctx, s.fieldwork, byIDs(keys), options.Find(), func(d eventDocument) error {
		stored[d.Key] = d
		return nil
	})
	if err != nil {
		return err
	}
	for i, key := range keys {
		d, ok := stored[key]
		if !ok {
			return errors.New("an event was erased meanwhile")
		}
		documents[i] = d
	}
	return nil
}

func (s *Store) events(ctx context.Context, filter bson.M) ([]fieldwork.Event, error) {
	events, err := list(ctx, s.fieldwork, filter, options.Find().SetSort(ascending("_id")), eventDocument.event)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	return events, nil
}

// EventsOf implements fieldwork.Store.
func (s *Store) EventsOf(ctx context.Context, villages []string) ([]fieldwork.Event, error) {
	if len(villages) == 0 {
		return nil, nil
	}
	return s.events(ctx, bson.M{"village": bson.M{"$in": villages}})
}

// Undoings implements fieldwork.Store.
func (s *Store) Undoings(ctx context.Context, villages []string) ([]fieldwork.Event, error) {
	if len(villages) == 0 {
		return nil, nil
	}
	return s.events(ctx, bson.M{"village": bson.M{"$in": villages}, "kind": fieldwork.Undone})
}

// EventsIn implements fieldwork.Store.
func (s *Store) EventsIn(ctx context.Context, session string) ([]fieldwork.Event, error) {
	if session == "" {
		return nil, nil
	}
	return s.events(ctx, bson.M{"session": session})
}

// EventsAbout implements fieldwork.Store.
func (s *Store) EventsAbout(ctx context.Context, person string) ([]fieldwork.Event, error) {
	if person == "" {
		return nil, nil
	}
	return s.events(ctx, bson.M{"person": person})
}

// DeleteEventsAbout implements fieldwork.Store.
func (s *Store) DeleteEventsAbout(ctx context.Context, person string) error {
	if person == "" {
		return nil
	}
	if _, err := s.fieldwork.DeleteMany(ctx, bson.M{"person": person}); err != nil {
		return fmt.Errorf("delete events: %w", err)
	}
	return nil
}

// CarryEvents implements fieldwork.Store.
func (s *Store) CarryEvents(ctx context.Context, from, to string) error {
	if from == "" {
		return nil
	}
	if _, err := s.fieldwork.UpdateMany(ctx, bson.M{"person": from}, bson.M{"$set": bson.M{"person": to}}); err != nil {
		return fmt.Errorf("carry events over: %w", err)
	}
	return nil
}

// CountEventsBefore implements fieldwork.Store.
func (s *Store) CountEventsBefore(ctx context.Context, before time.Time) (int, error) {
	n, err := s.fieldwork.CountDocuments(ctx, bson.M{"received_at": bson.M{"$lt": before}})
	if err != nil {
		return 0, fmt.Errorf("count events: %w", err)
	}
	return int(n), nil
}

// DeleteEventsBefore implements fieldwork.Store.
func (s *Store) DeleteEventsBefore(ctx context.Context, before time.Time) error {
	if _, err := s.fieldwork.DeleteMany(ctx, bson.M{"received_at": bson.M{"$lt": before}}); err != nil {
		return fmt.Errorf("delete events: %w", err)
	}
	return nil
}

// EachEvent implements fieldwork.Archive.
func (s *Store) EachEvent(ctx context.Context, f func(fieldwork.Event) error) error {
	return eachByID(ctx, s.fieldwork, func(d eventDocument) error { return f(d.event()) })
}

// PutEvents implements fieldwork.Archive.
func (s *Store) PutEvents(ctx context.Context, list []fieldwork.Event) error {
	call := bson.NewObjectID()
	return insertAll(ctx, s.fieldwork, list, func(e fieldwork.Event) (any, eventDocument) {
		d := newEventDocument(e, call)
		return d.Key, d
	})
}
