package mongodb

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// notImplemented is the code of FerretDB's error for what it cannot do.
const notImplemented = 238

// createIndexes declares the indexes. Ids need none: each document's _id is the key that the domain knows it by.
func (s *Store) createIndexes(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, indexTimeout)
	defer cancel()
	for _, index := range []struct {
		of   *mongo.Collection
		keys bson.D
		with *options.IndexOptionsBuilder
	}{
		{s.submissions, ascending("resident", "received_at", "_id"), options.Index()},
		// Of millions of submissions a handful carries the mark: only those are worth an entry.
		{s.submissions, ascending("unfolded", "received_at"), options.Index().SetPartialFilterExpression(bson.M{"unfolded": true})},
		{s.summaries, ascending("village", "_id"), options.Index()},
		{s.people, ascending("village", "_id"), options.Index()},
		// This one is a rule and not for speed: it makes a secret on one phone number somebody's alone.
		{s.people, ascending("credential"), options.Index().SetUnique(true)},
		{s.devices, ascending("person"), options.Index()},
		{s.modules, ascending("module", "version"), options.Index()},
	} {
		_, err := index.of.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: index.keys, Options: index.with})
		if failure := (mongo.CommandError{}); errors.As(err, &failure) && failure.Code == notImplemented {
			s.logger.WarnContext(ctx, "the database server cannot make a partial index; making a whole one", "collection", index.of.Name())
			_, err = index.of.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: index.keys})
		}
		if err != nil {
			return fmt.Errorf("create index of %s: %w", index.of.Name(), err)
		}
	}
	return nil
}
