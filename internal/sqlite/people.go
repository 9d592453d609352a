package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"hocso/progress/people"
)

type personDocument struct {
	ID           string                `json:"id"`
	Name         string                `json:"name"`
	Village      string                `json:"village,omitempty"`
	Phone        string                `json:"phone,omitempty"`
	Language     string                `json:"language"`
	Appointments []appointmentDocument `json:"appointments,omitempty"`
	Consents     []consentDocument     `json:"consents,omitempty"`
	LoginVersion int                   `json:"login_version"`
	Sample       bool                  `json:"sample"`
	CreatedAt    int64                 `json:"created_at"`
}

type appointmentDocument struct {
	Role    string `json:"role"`
	Village string `json:"village,omitempty"`
	Ward    string `json:"ward,omitempty"`
}

type consentDocument struct {
	Account     bool   `json:"account"`
	VillageList bool   `json:"village_list"`
	Statistics  bool   `json:"statistics"`
	Certificate bool   `json:"certificate"`
	Version     string `json:"version"`
	At          int64  `json:"at"`
}

const insertPerson = "INSERT INTO people VALUES (?, ?, ?)"

func personArgs(p people.Person) ([]any, error) {
	d := personDocument{ID: p.ID, Name: p.Name, Village: p.Village, Phone: p.Phone, Language: p.Language,
		LoginVersion: p.LoginVersion, Sample: p.Sample, CreatedAt: millis(p.CreatedAt)}
	for _, a := range p.Appointments {
		d.Appointments = append(d.Appointments, appointmentDocument{string(a.Role), a.Village, a.Ward})
	}
	for _, c := range p.Consents {
		d.Consents = append(d.Consents, consentDocument{c.Account, c.VillageList, c.Statistics, c.Certificate, c.Version, millis(c.At)})
	}
	raw, err := json.Marshal(d)
	return []any{p.ID, p.Village, string(raw)}, err
}

func (d personDocument) person() people.Person {
	p := people.Person{ID: d.ID, Name: d.Name, Village: d.Village, Phone: d.Phone, Language: d.Language,
		LoginVersion: d.LoginVersion, Sample: d.Sample, CreatedAt: fromMillis(d.CreatedAt)}
	for _, a := range d.Appointments {
		p.Appointments = append(p.Appointments, people.Appointment{Role: people.Role(a.Role), Village: a.Village, Ward: a.Ward})
	}
	for _, c := range d.Consents {
		p.Consents = append(p.Consents, people.ConsentRecord{
			Consent: people.Consent{Account: c.Account, VillageList: c.VillageList, Statistics: c.Statistics, Certificate: c.Certificate},
			Version: c.Version, At: fromMillis(c.At)})
	}
	return p
}

// AddPerson implements people.Store.
func (s *Store) AddPerson(ctx context.Context, p people.Person, c people.Credential) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO credentials VALUES (?, ?, ?, ?)
			ON CONFLICT (phone, hash) WHERE phone <> '' DO NOTHING`, c.Person, c.Phone, c.Hash, c.Staff)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(people.ErrCredentialTaken, err)
		}
		args, err := personArgs(p)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, insertPerson, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("add person: %w", err)
	}
	return nil
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
	args, err := personArgs(p)
	if err != nil {
		return fmt.Errorf("update person: %w", err)
	}
	res, err := s.write.exec(ctx, "UPDATE people SET village = ?2, document = ?3 WHERE id = ?1", args...)
	return changedOne(res, err, "update person", people.ErrNotFound)
}

// changedOne turns an update that touched nothing into the domain's error.
func changedOne(res sql.Result, err error, what string, none error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if n == 0 {
		return fmt.Errorf("%s: %w", what, none)
	}
	return nil
}

// DeletePerson implements people.Store.
func (s *Store) DeletePerson(ctx context.Context, id string) error {
	err := s.write.inTx(ctx, func(tx *sql.Tx) error {
		for _, query := range []string{
			"DELETE FROM devices WHERE person = ?",
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

// PersonByCredential implements people.Store.
func (s *Store) PersonByCredential(ctx context.Context, phone string, hash []byte) (people.Person, bool, error) {
	var raw []byte
	var staff bool
	err := s.read.QueryRowContext(ctx, `SELECT p.document, c.staff FROM credentials c JOIN people p ON p.id = c.person
		WHERE c.phone = ? AND c.phone <> '' AND c.hash = ?`, phone, hash).Scan(&raw, &staff)
	if errors.Is(err, sql.ErrNoRows) {
		err = people.ErrNotFound
	}
	var d personDocument
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	if err != nil {
		return people.Person{}, false, fmt.Errorf("find person by credential: %w", err)
	}
	return d.person(), staff, nil
}

// PeopleOf implements people.Store.
func (s *Store) PeopleOf(ctx context.Context, village string) ([]people.Person, error) {
	var list []people.Person
	err := eachDocument(ctx, s, func(d personDocument) error {
		list = append(list, d.person())
		return nil
	}, "SELECT document FROM people WHERE village = ? AND village <> '' ORDER BY id", village)
	if err != nil {
		return nil, fmt.Errorf("read people of a village: %w", err)
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

// CountByVillage implements people.Store.
func (s *Store) CountByVillage(ctx context.Context) (map[string]int, error) {
	counts := map[string]int{}
	err := each(ctx, s, func(rows *sql.Rows) error {
		var village string
		var n int
		err := rows.Scan(&village, &n)
		counts[village] = n
		return err
	}, "SELECT village, COUNT(*) FROM people WHERE village <> '' GROUP BY village")
	if err != nil {
		return nil, fmt.Errorf("count people: %w", err)
	}
	return counts, nil
}

// AddDevice implements people.DeviceStore.
func (s *Store) AddDevice(ctx context.Context, d people.Device) error {
	_, err := s.write.exec(ctx, "INSERT INTO devices VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		d.ID, d.Person, d.Revision, d.Current, d.Previous, d.Staff, millis(d.CreatedAt), millis(d.UsedAt))
	if err != nil {
		return fmt.Errorf("add device: %w", err)
	}
	return nil
}

// Device implements people.DeviceStore.
func (s *Store) Device(ctx context.Context, id string) (people.Device, error) {
	d := people.Device{ID: id}
	var created, used int64
	err := s.read.QueryRowContext(ctx, "SELECT person, revision, current, previous, staff, created_at, used_at FROM devices WHERE id = ?", id).
		Scan(&d.Person, &d.Revision, &d.Current, &d.Previous, &d.Staff, &created, &used)
	if errors.Is(err, sql.ErrNoRows) {
		err = people.ErrNotFound
	}
	if err != nil {
		return people.Device{}, fmt.Errorf("read device: %w", err)
	}
	d.CreatedAt, d.UsedAt = fromMillis(created), fromMillis(used)
	return d, nil
}

// UpdateDevice implements people.DeviceStore.
func (s *Store) UpdateDevice(ctx context.Context, d people.Device) error {
	res, err := s.write.exec(ctx, `UPDATE devices SET revision = revision + 1, person = ?, current = ?, previous = ?,
		staff = ?, created_at = ?, used_at = ? WHERE id = ? AND revision = ?`,
		d.Person, d.Current, d.Previous, d.Staff, millis(d.CreatedAt), millis(d.UsedAt), d.ID, d.Revision)
	return changedOne(res, err, "update device", people.ErrConflict)
}

// DeleteDevice implements people.DeviceStore.
func (s *Store) DeleteDevice(ctx context.Context, id string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM devices WHERE id = ?", id); err != nil {
		return fmt.Errorf("delete device: %w", err)
	}
	return nil
}

// DeleteDevicesOf implements people.DeviceStore.
func (s *Store) DeleteDevicesOf(ctx context.Context, person string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM devices WHERE person = ?", person); err != nil {
		return fmt.Errorf("delete devices: %w", err)
	}
	return nil
}

// Attempts implements people.AttemptStore.
func (s *Store) Attempts(ctx context.Context, key string) (people.Attempts, error) {
	a := people.Attempts{Key: key}
	var at int64
	err := s.read.QueryRowContext(ctx, "SELECT revision, failures, at FROM attempts WHERE key = ?", key).Scan(&a.Revision, &a.Failures, &at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("read attempts: %w", err)
	}
	a.At = fromMillis(at)
	return a, nil
}

// PutAttempts implements people.AttemptStore.
func (s *Store) PutAttempts(ctx context.Context, a people.Attempts) error {
	var res sql.Result
	var err error
	if a.Revision == 0 {
		res, err = s.write.exec(ctx, "INSERT INTO attempts VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING", a.Key, a.Failures, millis(a.At))
	} else {
		res, err = s.write.exec(ctx, "UPDATE attempts SET revision = revision + 1, failures = ?, at = ? WHERE key = ? AND revision = ?",
			a.Failures, millis(a.At), a.Key, a.Revision)
	}
	return changedOne(res, err, "put attempts", people.ErrConflict)
}
