package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hocso/progress/people"
)

type personDocument struct {
	ID           string                `json:"id"`
	Name         string                `json:"name"`
	Village      string                `json:"village,omitempty"`
	Phone        string                `json:"phone,omitempty"`
	BirthBand    string                `json:"birth_band,omitempty"`
	Language     string                `json:"language"`
	Appointments []appointmentDocument `json:"appointments,omitempty"`
	Consents     []consentDocument     `json:"consents,omitempty"`
	LoginVersion int                   `json:"login_version"`
	Unconfirmed  bool                  `json:"unconfirmed,omitempty"`
	Guardian     string                `json:"guardian,omitempty"`
	CardPIN      bool                  `json:"card_pin,omitempty"`
	Subject      string                `json:"subject,omitempty"`
	Sample       bool                  `json:"sample"`
	CreatedAt    int64                 `json:"created_at"`
	Revision     int                   `json:"revision"`
}

type appointmentDocument struct {
	Role    string `json:"role"`
	Village string `json:"village,omitempty"`
	Ward    string `json:"ward,omitempty"`
	From    int64  `json:"from,omitempty"`
	Until   int64  `json:"until,omitempty"`
	By      string `json:"by,omitempty"`
}

type consentDocument struct {
	Account     bool   `json:"account"`
	VillageList bool   `json:"village_list"`
	Statistics  bool   `json:"statistics"`
	Certificate bool   `json:"certificate"`
	Version     string `json:"version"`
	At          int64  `json:"at"`
	Helper      string `json:"helper,omitempty"`
}

const insertPerson = "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?)"

func personArgs(p people.Person) ([]any, error) {
	d := personDocument{ID: p.ID, Name: p.Name, Village: p.Village, Phone: p.Phone, BirthBand: p.BirthBand, Language: p.Language,
		LoginVersion: p.LoginVersion, Unconfirmed: p.Unconfirmed, Guardian: p.Guardian, CardPIN: p.CardPIN, Subject: p.Subject,
		Sample: p.Sample, CreatedAt: millis(p.CreatedAt), Revision: p.Revision}
	for _, a := range p.Appointments {
		d.Appointments = append(d.Appointments, appointmentDocument{string(a.Role), a.Village, a.Ward, millis(a.From), millis(a.Until), a.By})
	}
	for _, c := range p.Consents {
		d.Consents = append(d.Consents, consentDocument{c.Account, c.VillageList, c.Statistics, c.Certificate, c.Version, millis(c.At), c.Helper})
	}
	raw, err := json.Marshal(d)
	return []any{p.ID, p.Village, string(raw), p.Guardian, p.Subject, len(p.Appointments) > 0, p.Revision}, err
}

func (d personDocument) person() people.Person {
	p := people.Person{ID: d.ID, Name: d.Name, Village: d.Village, Phone: d.Phone, BirthBand: d.BirthBand, Language: d.Language,
		LoginVersion: d.LoginVersion, Unconfirmed: d.Unconfirmed, Guardian: d.Guardian, CardPIN: d.CardPIN, Subject: d.Subject,
		Sample: d.Sample, CreatedAt: fromMillis(d.CreatedAt), Revision: d.Revision}
	for _, a := range d.Appointments {
		p.Appointments = append(p.Appointments, people.Appointment{Role: people.Role(a.Role), Village: a.Village, Ward: a.Ward,
			From: fromMillis(a.From), Until: fromMillis(a.Until), By: a.By})
	}
	for _, c := range d.Consents {
		p.Consents = append(p.Consents, people.ConsentRecord{
			Consent: people.Consent{Account: c.Account, VillageList: c.VillageList, Statistics: c.Statistics, Certificate: c.Certificate},
			Version: c.Version, At: fromMillis(c.At), Helper: c.Helper})
	}
	return p
}

// AddPeople implements people.Store.
func (s *Store) AddPeople(ctx context.Context, list []people.Person) error {
	if err := execEach(ctx, s.write, insertPerson, list, personArgs); err != nil {
		return fmt.Errorf("add people: %w", err)
	}
	return nil
}

// UpdatePerson implements people.Store.
func (s *Store) UpdatePerson(ctx context.Context, p people.Person) error {
	p.Revision++
	args, err := personArgs(p)
	if err != nil {
		return fmt.Errorf("update person: %w", err)
	}
	res, err := s.write.exec(ctx, `UPDATE people SET village = ?2, document = ?3, guardian = ?4, subject = ?5, staff = ?6, revision = ?7
		WHERE id = ?1 AND revision = ?7 - 1`, args...)
	err = changedOne(res, err, "update person", people.ErrConflict)
	if errors.Is(err, people.ErrConflict) {
		if _, missing := s.Person(ctx, p.ID); missing != nil {
			return fmt.Errorf("update person: %w", missing)
		}
	}
	return err
}

// DeletePerson implements people.Store.
func (s *Store) DeletePerson(ctx context.Context, id string) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		for _, query := range []string{
			"DELETE FROM devices WHERE person = ?",
			"DELETE FROM passes WHERE person = ? AND person <> ''",
			"DELETE FROM factors WHERE person = ?",
			"DELETE FROM credentials WHERE person = ?",
			"DELETE FROM people WHERE id = ?",
		} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("delete person: %w", err)
	}
	return nil
}

// Person implements people.Store.
func (s *Store) Person(ctx context.Context, id string) (people.Person, error) {
	d, err := oneDocument[personDocument](ctx, s, people.ErrNotFound, "SELECT document FROM people WHERE id = ?", id)
	if err != nil {
		return people.Person{}, fmt.Errorf("read person: %w", err)
	}
	return d.person(), nil
}

// PersonBySubject implements people.Store.
func (s *Store) PersonBySubject(ctx context.Context, subject string) (people.Person, error) {
	d, err := oneDocument[personDocument](ctx, s, people.ErrNotFound, "SELECT document FROM people WHERE subject = ? AND subject <> ''", subject)
	if err != nil {
		return people.Person{}, fmt.Errorf("find person by subject: %w", err)
	}
	return d.person(), nil
}

// PeopleOf implements people.Store.
func (s *Store) PeopleOf(ctx context.Context, village string) ([]people.Person, error) {
	list, err := listDocuments(ctx, s, personDocument.person, "SELECT document FROM people WHERE village = ? AND village <> '' ORDER BY id", village)
	if err != nil {
		return nil, fmt.Errorf("read people of a village: %w", err)
	}
	return list, nil
}

// ChildrenOf implements people.Store.
func (s *Store) ChildrenOf(ctx context.Context, guardian string) ([]people.Person, error) {
	list, err := listDocuments(ctx, s, personDocument.person, "SELECT document FROM people WHERE guardian = ? AND guardian <> '' ORDER BY id", guardian)
	if err != nil {
		return nil, fmt.Errorf("read children: %w", err)
	}
	return list, nil
}

// Staff implements people.Store.
func (s *Store) Staff(ctx context.Context) ([]people.Person, error) {
	list, err := listDocuments(ctx, s, personDocument.person, "SELECT document FROM people WHERE staff = 1 ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("read staff: %w", err)
	}
	return list, nil
}

// EachPerson implements people.Store.
func (s *Store) EachPerson(ctx context.Context, f func(people.Person) error) error {
	err := eachDocument(ctx, s, func(d personDocument) error { return f(d.person()) }, "SELECT document FROM people ORDER BY id")
	if err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	return nil
}

// PeopleAfter implements progress.Residents.
func (s *Store) PeopleAfter(ctx context.Context, after string, limit int) ([]people.Person, error) {
	list, err := listDocuments(ctx, s, personDocument.person, "SELECT document FROM people WHERE id > ? ORDER BY id LIMIT ?", after, limit)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	return list, nil
}

// Known implements progress.Residents.
func (s *Store) Known(ctx context.Context, ids []string) (map[string]bool, error) {
	known, err := s.among(ctx, "SELECT id FROM people WHERE id IN", ids)
	if err != nil {
		return nil, fmt.Errorf("look up people: %w", err)
	}
	return known, nil
}

// among returns those of the ids that a query, which ends with IN, finds among them.
func (s *Store) among(ctx context.Context, query string, ids []string) (map[string]bool, error) {
	found := make(map[string]bool, len(ids))
	for part := range slices.Chunk(ids, 500) {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		err := each(ctx, s, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			found[id] = true
			return err
		}, query+" (?"+strings.Repeat(", ?", len(part)-1)+")", args...)
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// CountByVillage implements people.Store.
func (s *Store) CountByVillage(ctx context.Context) (map[string]int, error) {
	counts := map[string]int{}
	err := each(ctx, s, func(rows *sql.Rows) error {
		var village string
		var n int
		err := rows.Scan(&village, &n)
		counts[village] = n
		return err
	}, "SELECT village, COUNT(*) FROM people WHERE village <> '' AND guardian = '' GROUP BY village")
	if err != nil {
		return nil, fmt.Errorf("count people: %w", err)
	}
	return counts, nil
}
