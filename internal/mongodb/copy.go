package mongodb

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// copying is the id of the setting that is there while this database is being copied into.
const copying = "copying"

type copyDocument struct {
	ID   string `bson:"_id"`
	Mark []byte `bson:"mark"`
}

// CopyMark returns what marks this store as one that is being copied into; nil if it is none.
func (s *Store) CopyMark(ctx context.Context) ([]byte, error) {
	d, err := findOne[copyDocument](ctx, s.settings, byID(copying), mongo.ErrNoDocuments)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find the mark of a copy: %w", err)
	}
	return d.Mark, nil
}

// SetCopyMark marks this store as one that is being copied into; nil takes the mark off.
func (s *Store) SetCopyMark(ctx context.Context, mark []byte) error {
	var err error
	if mark == nil {
		_, err = s.settings.DeleteOne(ctx, byID(copying))
	} else {
		_, err = s.settings.ReplaceOne(ctx, byID(copying), copyDocument{copying, mark}, options.Replace().SetUpsert(true))
	}
	if err != nil {
		return fmt.Errorf("mark a copy: %w", err)
	}
	return nil
}

// Counts returns about how many records there are, by the name of their part of an archive. It is for showing how far something
// is.
func (s *Store) Counts(ctx context.Context) (map[string]int64, error) {
	counts := map[string]int64{}
	for name, c := range s.collections() {
		n, err := (*c).EstimatedDocumentCount(ctx)
		if err != nil {
			return nil, fmt.Errorf("count %s: %w", name, err)
		}
		counts[name] = n
	}
	counts["credentials"] = counts["people"] // in one document
	counts["rolls"] = 0                      // a ward's in one document
	few := options.Find().SetProjection(bson.M{"versions": 1})
	err := each(ctx, s.rolls, bson.M{}, few, func(d rollsDocument) error {
		counts["rolls"] += int64(d.Versions)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count rolls: %w", err)
	}
	return counts, nil
}
