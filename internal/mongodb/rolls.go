package mongodb

import (
	"context"
	"encoding/json"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/places"
)

// rollVersionDocument is one declaration, in the one JSON that package places gives it.
type rollVersionDocument struct {
	ID       string `bson:"_id"` // village, space, version
	Ward     string `bson:"ward"`
	Village  string `bson:"village"`
	Version  int    `bson:"version"`
	Document string `bson:"document"`
}

// PutRolls implements places.RollStore.
func (s *Store) PutRolls(ctx context.Context, list []places.RollVersion) error {
	documents := make([]rollVersionDocument, len(list))
	for i, r := range list {
		raw, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("put rolls: %w", err)
		}
		documents[i] = rollVersionDocument{fmt.Sprintf("%s %d", r.Village, r.Version), r.Ward(), r.Village, r.Version, string(raw)}
	}
	if err := putEach(ctx, s.rolls, documents, func(d rollVersionDocument) (string, any) { return d.ID, d }); err != nil {
		return fmt.Errorf("put rolls: %w", err)
	}
	return nil
}

// RollsOf implements places.RollStore.
func (s *Store) RollsOf(ctx context.Context, ward string) ([]places.RollVersion, error) {
	var rolls []places.RollVersion
	err := each(ctx, s.rolls, bson.M{"ward": ward}, options.Find().SetSort(ascending("village", "version")), func(d rollVersionDocument) error {
		var r places.RollVersion
		err := json.Unmarshal([]byte(d.Document), &r)
		rolls = append(rolls, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find rolls: %w", err)
	}
	return rolls, nil
}
