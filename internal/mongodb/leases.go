package mongodb

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"hocso/progress"
)

type leaseDocument struct {
	Place  string    `bson:"_id"`
	Holder string    `bson:"holder"`
	Until  time.Time `bson:"until"`
}

// Claim implements progress.LeaseStore.
func (s *Store) Claim(ctx context.Context, holder string, places []string, now, until time.Time) ([]string, error) {
	var claimed []string
	for _, place := range places {
		ok, err := s.claim(ctx, leaseDocument{place, holder, millis(until)}, millis(now))
		if err != nil {
			return claimed, fmt.Errorf("claim a place: %w", err)
		}
		if ok {
			claimed = append(claimed, place)
		}
	}
	return claimed, nil
}

// claim takes over a lease that is there, or else makes one.
func (s *Store) claim(ctx context.Context, d leaseDocument, now time.Time) (bool, error) {
	free := bson.M{"_id": d.Place, "$or": bson.A{bson.M{"holder": d.Holder}, bson.M{"until": bson.M{"$lte": now}},
		bson.M{"until": bson.M{"$gt": d.Until.Add(progress.LongestLease)}}}}
	result, err := s.leases.ReplaceOne(ctx, free, d)
	if err != nil || result.MatchedCount == 1 {
		return err == nil, err
	}
	_, err = s.leases.InsertOne(ctx, d)
	if mongo.IsDuplicateKeyError(err) {
		return false, nil
	}
	return err == nil, err
}

// Release implements progress.LeaseStore.
func (s *Store) Release(ctx context.Context, holder string, places []string) error {
	if len(places) == 0 {
		return nil
	}
	if _, err := s.leases.DeleteMany(ctx, bson.M{"_id": bson.M{"$in": places}, "holder": holder}); err != nil {
		return fmt.Errorf("release places: %w", err)
	}
	return nil
}
