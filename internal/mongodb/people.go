package mongodb

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
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
	Staff      bool         `bson:"staff"`
}

// personFields is what an update replaces. None may be left out when empty, or the former value would stay.
type personFields struct {
	Name         string                `bson:"name"`
	Village      string                `bson:"village"`
	Phone        string                `bson:"phone"`
	Language     string                `bson:"language"`
	Appointments []appointmentDocument `bson:"appointments"`
	Consents     []consentDocument     `bson:"consents"`
	LoginVersion int                   `bson:"login_version"`
	Sample       bool                  `bson:"sample"`
	CreatedAt    time.Time             `bson:"created_at"`
}

type appointmentDocument struct {
	Role    people.Role `bson:"role"`
	Village string      `bson:"village"`
	Ward    string      `bson:"ward"`
}

type consentDocument struct {
	Account     bool      `bson:"account"`
	VillageList bool      `bson:"village_list"`
	Statistics  bool      `bson:"statistics"`
	Certificate bool      `bson:"certificate"`
	Version     string    `bson:"version"`
	At          time.Time `bson:"at"`
}

func newPersonFields(p people.Person) personFields {
	f := personFields{
		Name: p.Name, Village: p.Village, Phone: p.Phone, Language: p.Language,
		LoginVersion: p.LoginVersion, Sample: p.Sample, CreatedAt: p.CreatedAt,
	}
	for _, a := range p.Appointments {
		f.Appointments = append(f.Appointments, appointmentDocument(a))
	}
	for _, c := range p.Consents {
		f.Consents = append(f.Consents, consentDocument{c.Account, c.VillageList, c.Statistics, c.Certificate, c.Version, c.At})
	}
	return f
}

func (d personDocument) person() people.Person {
	f := d.Fields
	p := people.Person{
		ID: d.ID, Name: f.Name, Village: f.Village, Phone: f.Phone, Language: f.Language,
		LoginVersion: f.LoginVersion, Sample: f.Sample, CreatedAt: f.CreatedAt,
	}
	for _, a := range f.Appointments {
		p.Appointments = append(p.Appointments, people.Appointment(a))
	}
	for _, c := range f.Consents {
		p.Consents = append(p.Consents, people.ConsentRecord{
			Consent: people.Consent{Account: c.Account, VillageList: c.VillageList, Statistics: c.Statistics, Certificate: c.Certificate},
			Version: c.Version, At: c.At,
		})
	}
	return p
}

// credentialKey is what may be in the database once: a phone number with a hash. People without a phone number, whose
// secrets sign nobody in, get a key of their own id, and so do those without a secret.
func credentialKey(person, phone string, hash []byte) string {
	if phone == "" || len(hash) == 0 {
		return person + "/" + hex.EncodeToString(hash)
	}
	return phone + "/" + hex.EncodeToString(hash)
}

// AddPerson implements people.Store.
func (s *Store) AddPerson(ctx context.Context, p people.Person, c people.Credential) error {
	d := personDocument{p.ID, newPersonFields(p), credentialKey(p.ID, c.Phone, c.Hash), c.Staff}
	_, err := s.people.InsertOne(ctx, d)
	if mongo.IsDuplicateKeyError(err) {
		// Which of the two, the secret or the person's id, is only in the error's words, and those differ between servers.
		_, _, lookup := s.PersonByCredential(ctx, c.Phone, c.Hash)
		switch {
		case lookup == nil:
			err = people.ErrCredentialTaken
		case !errors.Is(lookup, people.ErrNotFound):
			err = lookup
		}
	}
	if err != nil {
		return fmt.Errorf("add person: %w", err)
	}
	return nil
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
	result, err := s.people.UpdateOne(ctx, byID(p.ID), bson.M{"$set": newPersonFields(p)})
	if err == nil && result.MatchedCount == 0 {
		err = people.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("update person: %w", err)
	}
	return nil
}

// DeletePerson implements people.Store. The devices go last: nobody can then sign in and add one. Where that fails, the
// call reports it and may be repeated.
func (s *Store) DeletePerson(ctx context.Context, id string) error {
	if _, err := s.people.DeleteOne(ctx, byID(id)); err != nil {
		return fmt.Errorf("delete person: %w", err)
	}
	return s.DeleteDevicesOf(ctx, id)
}

// Person implements people.Store.
func (s *Store) Person(ctx context.Context, id string) (people.Person, error) {
	d, err := findOne[personDocument](ctx, s.people, byID(id), people.ErrNotFound)
	if err != nil {
		return people.Person{}, fmt.Errorf("find person: %w", err)
	}
	return d.person(), nil
}

// PersonByCredential implements people.Store.
func (s *Store) PersonByCredential(ctx context.Context, phone string, hash []byte) (people.Person, bool, error) {
	if phone == "" || len(hash) == 0 {
		return people.Person{}, false, people.ErrNotFound
	}
	d, err := findOne[personDocument](ctx, s.people, bson.M{"credential": credentialKey("", phone, hash)}, people.ErrNotFound)
	if err != nil {
		return people.Person{}, false, fmt.Errorf("find person by credential: %w", err)
	}
	return d.person(), d.Staff, nil
}

// PeopleOf implements people.Store.
func (s *Store) PeopleOf(ctx context.Context, village string) ([]people.Person, error) {
	residents, err := list(ctx, s.people, bson.M{"village": village}, options.Find().SetSort(ascending("_id")), personDocument.person)
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return residents, nil
}

// EachPerson implements people.Store.
func (s *Store) EachPerson(ctx context.Context, f func(people.Person) error) error {
	err := each(ctx, s.people, bson.M{}, options.Find().SetSort(ascending("_id")), func(d personDocument) error { return f(d.person()) })
	if err != nil {
		return fmt.Errorf("each person: %w", err)
	}
	return nil
}

type villageCount struct {
	Village   string `bson:"_id"`
	Residents int    `bson:"residents"`
}

// CountByVillage implements people.Store.
func (s *Store) CountByVillage(ctx context.Context) (map[string]int, error) {
	counts := map[string]int{}
	cursor, err := s.people.Aggregate(ctx, []bson.M{
		{"$match": bson.M{"village": bson.M{"$ne": ""}}},
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
