package mongodb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"hocso/progress/places"
)

// rollsDocument is all declarations of one ward's villages, in the one JSON that package places gives them: what is declared at once is
// stored at once. Ten declarations of the 999 villages that a ward may have are 2 MB.
type rollsDocument struct {
	Ward     string `bson:"_id"`
	Revision int    `bson:"revision"`
	Versions int    `bson:"versions"` // how many declarations there are
	Document string `bson:"document"`
}

func (d rollsDocument) rolls() ([]places.RollVersion, error) {
	if d.Revision == 0 {
		return nil, nil
	}
	var list []places.RollVersion
	if err := json.Unmarshal([]byte(d.Document), &list); err != nil {
		return nil, fmt.Errorf("stored rolls of ward %s: %w", d.Ward, err)
	}
	return list, nil
}

// PutRolls implements places.RollStore. What belongs to one ward is stored together; services declare no other.
func (s *Store) PutRolls(ctx context.Context, list []places.RollVersion) error {
	byWard := map[string][]places.RollVersion{}
	for _, r := range list {
		byWard[r.Ward()] = append(byWard[r.Ward()], r)
	}
	for _, ward := range slices.Sorted(maps.Keys(byWard)) {
		if err := s.putRollsOf(ctx, ward, byWard[ward]); err != nil {
			return fmt.Errorf("put rolls of ward %s: %w", ward, err)
		}
	}
	return nil
}

// putRollsOf tries again while others change the same ward's.
func (s *Store) putRollsOf(ctx context.Context, ward string, list []places.RollVersion) error {
	for {
		d, err := s.rollsOf(ctx, ward)
		if err != nil {
			return err
		}
		stored, err := d.rolls()
		if err != nil {
			return err
		}
		joined, err := places.JoinRolls(stored, list)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(joined)
		if err != nil {
			return err
		}
		done, err := s.replaceRolls(ctx, rollsDocument{ward, d.Revision + 1, len(joined), string(raw)})
		if err != nil || done {
			return err
		}
	}
}

// replaceRolls reports whether the rolls of a ward still were of the revision before.
func (s *Store) replaceRolls(ctx context.Context, d rollsDocument) (bool, error) {
	if d.Revision == 1 {
		_, err := s.rolls.InsertOne(ctx, d)
		if mongo.IsDuplicateKeyError(err) {
			return false, nil
		}
		return err == nil, err
	}
	result, err := s.rolls.ReplaceOne(ctx, bson.M{"_id": d.Ward, "revision": d.Revision - 1}, d)
	if err != nil {
		return false, err
	}
	return result.MatchedCount == 1, nil
}

// rollsOf returns an empty document for a ward without declarations.
func (s *Store) rollsOf(ctx context.Context, ward string) (rollsDocument, error) {
	d, err := findOne[rollsDocument](ctx, s.rolls, byID(ward), mongo.ErrNoDocuments)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return rollsDocument{Ward: ward}, nil
	}
	return d, err
}

// RollsOf implements places.RollStore.
func (s *Store) RollsOf(ctx context.Context, ward string) ([]places.RollVersion, error) {
	d, err := s.rollsOf(ctx, ward)
	if err != nil {
		return nil, fmt.Errorf("find rolls: %w", err)
	}
	return d.rolls()
}
