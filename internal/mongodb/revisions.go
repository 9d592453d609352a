package mongodb

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"hocso/progress/people"
)

// replaceRevision replaces a document if its revision still is the given one, in one step on the server.
func replaceRevision(ctx context.Context, c *mongo.Collection, id string, revision int, next any) error {
	result, err := c.ReplaceOne(ctx, bson.M{"_id": id, "revision": revision}, next)
	if err == nil && result.MatchedCount == 0 {
		err = people.ErrConflict
	}
	return err
}

// putRevision is replaceRevision for a document that revision 0 inserts.
func putRevision(ctx context.Context, c *mongo.Collection, id string, revision int, next any) error {
	if revision == 0 {
		return insertNew(ctx, c, next)
	}
	return replaceRevision(ctx, c, id, revision, next)
}

// insertNew inserts a document unless one with its id, or with another key that must be unique, is there.
func insertNew(ctx context.Context, c *mongo.Collection, d any) error {
	_, err := c.InsertOne(ctx, d)
	if mongo.IsDuplicateKeyError(err) {
		err = people.ErrConflict
	}
	return err
}
