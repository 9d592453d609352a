package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"hocso/internal/day"
	"hocso/progress/fieldwork"
)

type eventDocument struct {
	ID         string            `json:"id"`
	Village    string            `json:"village"`
	Kind       fieldwork.Kind    `json:"kind"`
	Session    string            `json:"session,omitempty"`
	Day        day.Day           `json:"day,omitempty"`
	Part       fieldwork.Part    `json:"part,omitempty"`
	Person     string            `json:"person,omitempty"`
	Module     string            `json:"module,omitempty"`
	Place      string            `json:"place,omitempty"`
	Outcome    fieldwork.Outcome `json:"outcome,omitempty"`
	Of         string            `json:"of,omitempty"`
	At         int64             `json:"at"`
	ReceivedAt int64             `json:"received_at"`
	By         string            `json:"by"`
}

func (d eventDocument) event() fieldwork.Event {
	return fieldwork.Event{ID: d.ID, Village: d.Village, Kind: d.Kind, Session: d.Session, Day: d.Day, Part: d.Part, Person: d.Person, Module: d.Module,
		Place: d.Place, Outcome: d.Outcome, Of: d.Of, At: fromMillis(d.At), ReceivedAt: fromMillis(d.ReceivedAt), By: d.By}
}

const (
	insertEvent = `INSERT INTO fieldwork (village, id, session, person, received_at, document) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (village, id) DO NOTHING`
	selectEvents = "SELECT document FROM fieldwork"
	inOrder      = " ORDER BY village, id"
)

func eventArgs(e fieldwork.Event) ([]any, error) {
	raw, err := json.Marshal(eventDocument{e.ID, e.Village, e.Kind, e.Session, e.Day, e.Part, e.Person, e.Module, e.Place, e.Outcome, e.Of,
		millis(e.At), millis(e.ReceivedAt), e.By})
	return []any{e.Village, e.ID, e.Session, e.Person, millis(e.ReceivedAt), string(raw)}, err
}

// InsertEvents implements fieldwork.Store. All of the batch goes into one transaction.
func (s *Store) InsertEvents(ctx context.Context, batch []fieldwork.Event) ([]fieldwork.Inserted, error) {
	outcomes := make([]fieldwork.Inserted, len(batch))
	err := s.write.inTx(ctx, func(tx *sql.Tx) (err error) {
		for i, e := range batch {
			if outcomes[i], err = insertOneEvent(inside(ctx), tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("insert events: %w", err)
	}
	return outcomes, nil
}

func insertOneEvent(ctx context.Context, tx *sql.Tx, e fieldwork.Event) (fieldwork.Inserted, error) {
	args, err := eventArgs(e)
	if err != nil {
		return fieldwork.Inserted{}, err
	}
	res, err := tx.ExecContext(ctx, insertEvent, args...)
	if err != nil {
		return fieldwork.Inserted{}, err
	}
	n, err := res.RowsAffected()
	if err != nil || n == 1 {
		return fieldwork.Inserted{New: true, Stored: e}, err
	}
	var raw []byte
	if err := tx.QueryRowContext(ctx, selectEvents+" WHERE village = ? AND id = ?", e.Village, e.ID).Scan(&raw); err != nil {
		return fieldwork.Inserted{}, err
	}
	var stored eventDocument
	if err := json.Unmarshal(raw, &stored); err != nil {
		return fieldwork.Inserted{}, fmt.Errorf("stored document: %w", err)
	}
	return fieldwork.Inserted{Stored: stored.event()}, nil
}

func (s *Store) events(ctx context.Context, where string, args ...any) ([]fieldwork.Event, error) {
	events, err := listDocuments(ctx, s, eventDocument.event, selectEvents+where+inOrder, args...)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	return events, nil
}

// EventsOf implements fieldwork.Store.
func (s *Store) EventsOf(ctx context.Context, villages []string) ([]fieldwork.Event, error) {
	return s.eventsOf(ctx, villages, "")
}

// Undoings implements fieldwork.Store. Few events name nobody, so these alone are looked into.
func (s *Store) Undoings(ctx context.Context, villages []string) ([]fieldwork.Event, error) {
	events, err := s.eventsOf(ctx, villages, " AND person = ''")
	return slices.DeleteFunc(events, func(e fieldwork.Event) bool { return e.Kind != fieldwork.Undone }), err
}

// eventsOf reads some events of villages. A village and those that were merged into it are few.
func (s *Store) eventsOf(ctx context.Context, villages []string, and string) ([]fieldwork.Event, error) {
	if len(villages) == 0 {
		return nil, nil
	}
	args := make([]any, len(villages))
	for i, v := range villages {
		args[i] = v
	}
	return s.events(ctx, " WHERE village IN (?"+strings.Repeat(", ?", len(villages)-1)+")"+and, args...)
}

// EventsIn implements fieldwork.Store.
func (s *Store) EventsIn(ctx context.Context, session string) ([]fieldwork.Event, error) {
	return s.events(ctx, " WHERE session = ? AND session <> ''", session)
}

// EventsAbout implements fieldwork.Store.
func (s *Store) EventsAbout(ctx context.Context, person string) ([]fieldwork.Event, error) {
	return s.events(ctx, " WHERE person = ? AND person <> ''", person)
}

// DeleteEventsAbout implements fieldwork.Store.
func (s *Store) DeleteEventsAbout(ctx context.Context, person string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM fieldwork WHERE person = ? AND person <> ''", person); err != nil {
		return fmt.Errorf("delete events: %w", err)
	}
	return nil
}

// CarryEvents implements fieldwork.Store.
func (s *Store) CarryEvents(ctx context.Context, from, to string) error {
	const carry = "UPDATE fieldwork SET person = ?1, document = json_set(document, '$.person', ?1) WHERE person = ?2 AND person <> ''"
	if _, err := s.write.exec(ctx, carry, to, from); err != nil {
		return fmt.Errorf("carry events over: %w", err)
	}
	return nil
}

// CountEventsBefore implements fieldwork.Store.
func (s *Store) CountEventsBefore(ctx context.Context, before time.Time) (int, error) {
	var n int
	if err := s.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM fieldwork WHERE received_at < ?", millis(before)).Scan(&n); err != nil {
		return 0, fmt.Errorf("count events: %w", err)
	}
	return n, nil
}

// DeleteEventsBefore implements fieldwork.Store.
func (s *Store) DeleteEventsBefore(ctx context.Context, before time.Time) error {
	if _, err := s.write.exec(ctx, "DELETE FROM fieldwork WHERE received_at < ?", millis(before)); err != nil {
		return fmt.Errorf("delete events: %w", err)
	}
	return nil
}

// EachEvent implements fieldwork.Archive.
func (s *Store) EachEvent(ctx context.Context, f func(fieldwork.Event) error) error {
	err := eachDocument(ctx, s, func(d eventDocument) error { return f(d.event()) }, selectEvents+inOrder)
	if err != nil {
		return fmt.Errorf("read events: %w", err)
	}
	return nil
}

// PutEvents implements fieldwork.Archive.
func (s *Store) PutEvents(ctx context.Context, list []fieldwork.Event) error {
	return putAll(ctx, s, "events", insertEvent, list, eventArgs)
}
