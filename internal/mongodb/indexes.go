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
		// Most submissions are of no session; and in events most fields are missing.
		{s.submissions, ascending("session"), options.Index().SetSparse(true)},
		{s.fieldwork, ascending("village", "_id"), options.Index()},
		{s.fieldwork, ascending("session", "_id"), options.Index()},
		{s.fieldwork, ascending("person", "_id"), options.Index()},
		{s.fieldwork, ascending("received_at"), options.Index()},
		{s.summaries, ascending("village", "_id"), options.Index()},
		{s.summaries, ascending("former"), options.Index().SetSparse(true)},
		{s.people, ascending("village", "_id"), options.Index()},
		{s.people, ascending("guardian", "_id"), options.Index()},
		{s.people, ascending("appointed", "_id"), options.Index()},
		// These are rules and not for speed: a secret on one phone number is somebody's alone, and so are what signs staff in
		// elsewhere, the digest of a pass, and a person's certificate of a campaign.
		{s.people, ascending("credential"), options.Index().SetUnique(true)},
		{s.people, ascending("subject"), options.Index().SetUnique(true)},
		{s.passes, ascending("digest"), options.Index().SetUnique(true)},
		{s.certificates, ascending("person", "campaign"), options.Index().SetUnique(true)},
		{s.devices, ascending("person"), options.Index()},
		{s.devices, ascending("browser"), options.Index()},
		{s.devices, ascending("used_at"), options.Index()},
		{s.passes, ascending("village", "kind", "_id"), options.Index()},
		{s.passes, ascending("person"), options.Index()},
		{s.passes, ascending("expires_at"), options.Index()},
		{s.passes, ascending("revoked_at"), options.Index()},
		{s.requests, ascending("person"), options.Index()},
		{s.requests, ascending("ward"), options.Index()},
		{s.requests, ascending("finished_at"), options.Index()},
		{s.audit, ascending("ward", "_id"), options.Index()},
		{s.audit, ascending("person", "_id"), options.Index()},
		{s.aliases, ascending("kept"), options.Index()},
		{s.modules, ascending("module", "version"), options.Index()},
		{s.rolls, ascending("ward"), options.Index()},
		{s.rulings, ascending("campaign", "at"), options.Index()},
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
