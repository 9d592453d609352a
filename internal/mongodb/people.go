package mongodb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/people"
)

// personDocument is a person together with the credential: one document, so that both are stored or neither is, and a
// unique index on the credential decides who of two gets a secret. Every person has the field, as FerretDB has no index
// over only those documents that hold one.
type personDocument struct {
	ID         string       `bson:"_id"`
	Fields     personFields `bson:",inline"`
	Credential string       `bson:"credential"` // see credentialKey
	Staff      bool         `bson:"staff"`      // of the credential
}

// personFields is what an update replaces. None may be left out when empty, or the former value would stay.
type personFields struct {
	Name         string                `bson:"name"`
	Village      string                `bson:"village"`
	Phone        string                `bson:"phone"`
	BirthBand    string                `bson:"birth_band"`
	Language     string                `bson:"language"`
	Appointments []appointmentDocument `bson:"appointments"`
	Consents     []consentDocument     `bson:"consents"`
	LoginVersion int                   `bson:"login_version"`
	Unconfirmed  bool                  `bson:"unconfirmed"`
	Guardian     string                `bson:"guardian"`
	CardPIN      bool                  `bson:"card_pin"`
	Subject      string                `bson:"subject"`   // see subjectKey
	Appointed    bool                  `bson:"appointed"` // has appointments
	Sample       bool                  `bson:"sample"`
	CreatedAt    time.Time             `bson:"created_at"`
	Revision     int                   `bson:"revision"`
}

type appointmentDocument struct {
	Role    people.Role `bson:"role"`
	Village string      `bson:"village"`
	Ward    string      `bson:"ward"`
	From    time.Time   `bson:"from,omitempty"`
	Until   time.Time   `bson:"until,omitempty"`
	By      string      `bson:"by"`
}

type consentDocument struct {
	Account     bool      `bson:"account"`
	VillageList bool      `bson:"village_list"`
	Statistics  bool      `bson:"statistics"`
	Certificate bool      `bson:"certificate"`
	Version     string    `bson:"version"`
	At          time.Time `bson:"at"`
	Helper      string    `bson:"helper"`
}

func newPersonFields(p people.Person) personFields {
	f := personFields{
		Name: p.Name, Village: p.Village, Phone: p.Phone, BirthBand: p.BirthBand, Language: p.Language,
		LoginVersion: p.LoginVersion, Unconfirmed: p.Unconfirmed, Guardian: p.Guardian, CardPIN: p.CardPIN, Subject: subjectKey(p.ID, p.Subject),
		Appointed: len(p.Appointments) > 0, Sample: p.Sample, CreatedAt: p.CreatedAt, Revision: p.Revision,
	}
	for _, a := range p.Appointments {
		f.Appointments = append(f.Appointments, appointmentDocument(a))
	}
	for _, c := range p.Consents {
		f.Consents = append(f.Consents, consentDocument{c.Account, c.VillageList, c.Statistics, c.Certificate, c.Version, c.At, c.Helper})
	}
	return f
}

func (d personDocument) person() people.Person {
	f := d.Fields
	p := people.Person{
		ID: d.ID, Name: f.Name, Village: f.Village, Phone: f.Phone, BirthBand: f.BirthBand, Language: f.Language,
		LoginVersion: f.LoginVersion, Unconfirmed: f.Unconfirmed, Guardian: f.Guardian, CardPIN: f.CardPIN, Subject: subjectOf(f.Subject),
		Sample: f.Sample, CreatedAt: f.CreatedAt, Revision: f.Revision,
	}
	for _, a := range f.Appointments {
		p.Appointments = append(p.Appointments, people.Appointment(a))
	}
	for _, c := range f.Consents {
		p.Consents = append(p.Consents, people.ConsentRecord{
			Consent: people.Consent{Account: c.Account, VillageList: c.VillageList, Statistics: c.Statistics, Certificate: c.Certificate},
			Version: c.Version, At: c.At, Helper: c.Helper,
		})
	}
	return p
}

// A subject may be in the database once. People without one have a filler of their own id in its place.
const subjectPrefix, noSubjectPrefix = "subject/", "person/"

func subjectKey(person, subject string) string {
	if subject == "" {
		return noSubjectPrefix + person
	}
	return subjectPrefix + subject
}

func subjectOf(key string) string {
	subject, ok := strings.CutPrefix(key, subjectPrefix)
	if !ok {
		return ""
	}
	return subject
}

// AddPeople implements people.Store.
func (s *Store) AddPeople(ctx context.Context, list []people.Person) error {
	if len(list) == 0 {
		return nil
	}
	documents := make([]personDocument, len(list))
	for i, p := range list {
		documents[i] = personDocument{p.ID, newPersonFields(p), credentialKey(p.ID, "", nil), false}
	}
	if _, err := s.people.InsertMany(ctx, documents); err != nil {
		return fmt.Errorf("add people: %w", err)
	}
	return nil
}

// UpdatePerson implements people.Store.
func (s *Store) UpdatePerson(ctx context.Context, p people.Person) error {
	fields := newPersonFields(p)
	fields.Revision++
	result, err := s.people.UpdateOne(ctx, bson.M{"_id": p.ID, "revision": p.Revision}, bson.M{"$set": fields})
	if err == nil && result.MatchedCount == 0 {
		if _, err = s.Person(ctx, p.ID); err == nil {
			err = people.ErrConflict
		}
	}
	if err != nil {
		return fmt.Errorf("update person: %w", err)
	}
	return nil
}

// DeletePerson implements people.Store. The person goes first: nobody can then sign in and add anything. Where the rest
// fails, the call reports it and may be repeated.
func (s *Store) DeletePerson(ctx context.Context, id string) error {
	if _, err := s.people.DeleteOne(ctx, byID(id)); err != nil {
		return fmt.Errorf("delete person: %w", err)
	}
	return errors.Join(s.DeleteDevicesOf(ctx, id), s.DeletePassesOf(ctx, id), s.DeleteFactor(ctx, id))
}

// Person implements people.Store.
func (s *Store) Person(ctx context.Context, id string) (people.Person, error) {
	d, err := findOne[personDocument](ctx, s.people, byID(id), people.ErrNotFound)
	if err != nil {
		return people.Person{}, fmt.Errorf("find person: %w", err)
	}
	return d.person(), nil
}

// PersonBySubject implements people.Store.
func (s *Store) PersonBySubject(ctx context.Context, subject string) (people.Person, error) {
	d, err := findOne[personDocument](ctx, s.people, bson.M{"subject": subjectPrefix + subject}, people.ErrNotFound)
	if err != nil {
		return people.Person{}, fmt.Errorf("find person by subject: %w", err)
	}
	return d.person(), nil
}

// PeopleOf implements people.Store.
func (s *Store) PeopleOf(ctx context.Context, village string) ([]people.Person, error) {
	residents, err := list(ctx, s.people, bson.M{"village": village}, options.Find().SetSort(ascending("_id")), personDocument.person)
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return residents, nil
}

// ChildrenOf implements people.Store.
func (s *Store) ChildrenOf(ctx context.Context, guardian string) ([]people.Person, error) {
	if guardian == "" {
		return nil, nil
	}
	children, err := list(ctx, s.people, bson.M{"guardian": guardian}, options.Find().SetSort(ascending("_id")), personDocument.person)
	if err != nil {
		return nil, fmt.Errorf("list children: %w", err)
	}
	return children, nil
}

// Staff implements people.Store.
func (s *Store) Staff(ctx context.Context) ([]people.Person, error) {
	staff, err := list(ctx, s.people, bson.M{"appointed": true}, options.Find().SetSort(ascending("_id")), personDocument.person)
	if err != nil {
		return nil, fmt.Errorf("list staff: %w", err)
	}
	return staff, nil
}

// EachPerson implements people.Store.
func (s *Store) EachPerson(ctx context.Context, f func(people.Person) error) error {
	err := each(ctx, s.people, bson.M{}, options.Find().SetSort(ascending("_id")), func(d personDocument) error { return f(d.person()) })
	if err != nil {
		return fmt.Errorf("each person: %w", err)
	}
	return nil
}

// PeopleAfter implements progress.Residents.
func (s *Store) PeopleAfter(ctx context.Context, after string, limit int) ([]people.Person, error) {
	opts := options.Find().SetSort(ascending("_id")).SetLimit(int64(limit))
	found, err := list(ctx, s.people, bson.M{"_id": bson.M{"$gt": after}}, opts, personDocument.person)
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return found, nil
}

// Known implements progress.Residents.
func (s *Store) Known(ctx context.Context, ids []string) (map[string]bool, error) {
	known := make(map[string]bool, len(ids))
	if len(ids) == 0 {
		return known, nil
	}
	err := each(ctx, s.people, byIDs(ids), options.Find().SetProjection(bson.M{"_id": 1}), func(d struct {
		ID string `bson:"_id"`
	}) error {
		known[d.ID] = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look up people: %w", err)
	}
	return known, nil
}

type villageCount struct {
	Village   string `bson:"_id"`
	Residents int    `bson:"residents"`
}

// CountByVillage implements people.Store.
func (s *Store) CountByVillage(ctx context.Context) (map[string]int, error) {
	counts := map[string]int{}
	cursor, err := s.people.Aggregate(ctx, []bson.M{
		{"$match": bson.M{"village": bson.M{"$ne": ""}, "guardian": ""}},
		{"$group": bson.M{"_id": "$village", "residents": bson.M{"$sum": 1}}},
	})
	if err == nil {
		err = drain(ctx, cursor, func(d villageCount) error {
			counts[d.Village] = d.Residents
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("count people: %w", err)
	}
	return counts, nil
}
