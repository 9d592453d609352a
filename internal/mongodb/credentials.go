package mongodb

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/people"
)

// credentialKey is what may be in the database once: a phone number with a hash. People without a phone number, whose
// secrets sign nobody in, get a key of their own id, and so do those without a secret.
func credentialKey(person, phone string, hash []byte) string {
	if phone == "" || len(hash) == 0 {
		return person + "/" + hex.EncodeToString(hash)
	}
	return phone + "/" + hex.EncodeToString(hash)
}

// credential reads the key; ErrNotFound for somebody without a secret.
func (d personDocument) credential() (people.Credential, error) {
	slash := strings.LastIndexByte(d.Credential, '/')
	phone, text := d.Credential[:max(slash, 0)], d.Credential[slash+1:]
	hash, err := hex.DecodeString(text)
	if err != nil {
		return people.Credential{}, err
	}
	if len(hash) == 0 {
		return people.Credential{}, people.ErrNotFound
	}
	if phone == d.ID {
		phone = ""
	}
	return people.Credential{Person: d.ID, Phone: phone, Hash: hash, Staff: d.Staff}, nil
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

// CredentialOf implements people.CredentialStore.
func (s *Store) CredentialOf(ctx context.Context, person string) (people.Credential, error) {
	var c people.Credential
	d, err := findOne[personDocument](ctx, s.people, byID(person), people.ErrNotFound)
	if err == nil {
		c, err = d.credential()
	}
	if err != nil {
		return people.Credential{}, fmt.Errorf("find credential: %w", err)
	}
	return c, nil
}

// WithCredential implements people.CredentialStore.
func (s *Store) WithCredential(ctx context.Context, ids []string) (map[string]bool, error) {
	found := make(map[string]bool, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	err := each(ctx, s.people, byIDs(ids), options.Find().SetProjection(bson.M{"credential": 1}), func(d personDocument) error {
		_, err := d.credential()
		if errors.Is(err, people.ErrNotFound) {
			return nil
		}
		found[d.ID] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up credentials: %w", err)
	}
	return found, nil
}

// SetCredential implements people.CredentialStore.
func (s *Store) SetCredential(ctx context.Context, c people.Credential) error {
	set := bson.M{"$set": bson.M{"credential": credentialKey(c.Person, c.Phone, c.Hash), "staff": c.Staff}}
	result, err := s.people.UpdateOne(ctx, byID(c.Person), set)
	if err != nil {
		// FerretDB does not say of an update what stood in its way, so whose the secret is decides.
		if p, _, lookup := s.PersonByCredential(ctx, c.Phone, c.Hash); lookup == nil && p.ID != c.Person {
			err = people.ErrCredentialTaken
		}
	} else if result.MatchedCount == 0 {
		err = people.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("set credential: %w", err)
	}
	return nil
}
