package mongodb

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/people"
)

// upgrade gives people and devices that an earlier hocso stored the fields that this one looks them up by. It is done
// before the indexes are made, as people without a subject's field would share its lack. What it has done it does not do
// again, so it may be broken off.
func (s *Store) upgrade(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, indexTimeout)
	defer cancel()
	if err := s.upgradeDerived(ctx); err != nil {
		return fmt.Errorf("drop what is recomputed: %w", err)
	}
	type former struct {
		id        string
		appointed bool
	}
	old, err := list(ctx, s.people, bson.M{"subject": nil}, options.Find().SetProjection(bson.M{"appointments": 1}),
		func(d personDocument) former { return former{d.ID, len(d.Fields.Appointments) > 0} })
	if err != nil {
		return fmt.Errorf("list people without a subject: %w", err)
	}
	if len(old) == 0 {
		return nil // devices come first, so they have their fields too
	}
	if err := s.upgradeDevices(ctx); err != nil {
		return fmt.Errorf("upgrade devices: %w", err)
	}
	err = setEach(ctx, s.people, old, func(p former) (string, any) {
		return p.id, bson.M{"subject": subjectKey(p.id, ""), "appointed": p.appointed, "guardian": "", "revision": 0}
	})
	if err != nil {
		return fmt.Errorf("upgrade people: %w", err)
	}
	return nil
}

// upgradeDevices says of each device that its secret was given when it signed in.
func (s *Store) upgradeDevices(ctx context.Context) error {
	devices, err := list(ctx, s.devices, bson.M{"proved_at": nil}, options.Find().SetProjection(bson.M{"created_at": 1}), deviceDocument.device)
	if err != nil {
		return err
	}
	return setEach(ctx, s.devices, devices, func(d people.Device) (string, any) { return d.ID, bson.M{"proved_at": d.CreatedAt} })
}

// setEach sets fields of documents by their ids, in no order.
func setEach[T any](ctx context.Context, c *mongo.Collection, items []T, fields func(T) (id string, set any)) error {
	for part := range slices.Chunk(items, chunk) {
		models := make([]mongo.WriteModel, len(part))
		for i, item := range part {
			id, set := fields(item)
			models[i] = mongo.NewUpdateOneModel().SetFilter(byID(id)).SetUpdate(bson.M{"$set": set})
		}
		if _, err := c.BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false)); err != nil {
			return err
		}
	}
	return nil
}

// derivedShape is of summaries and totals as they are stored now; those of an earlier hocso have a lower one or none.
const derivedShape = 4

// upgradeDerived drops what an earlier hocso had recomputed in another shape, and marks every submission to be folded anew.
// The totals come last, since they tell whether it is to be done.
func (s *Store) upgradeDerived(ctx context.Context) error {
	former := bson.M{"shape": bson.M{"$ne": derivedShape}}
	n, err := s.totals.CountDocuments(ctx, former)
	if err != nil || n == 0 {
		return err
	}
	if _, err := s.submissions.UpdateMany(ctx, bson.M{}, bson.M{"$set": bson.M{"unfolded": true}}); err != nil {
		return err
	}
	// Only those of the other shape: another server may have begun to fold anew.
	if _, err := s.summaries.DeleteMany(ctx, former); err != nil {
		return err
	}
	_, err = s.totals.DeleteMany(ctx, former)
	return err
}
