package mongodb

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/internal/day"
	"hocso/progress/places"
)

type wardDocument struct {
	Code           string          `bson:"_id"`
	Name           string          `bson:"name"`
	Kind           places.WardKind `bson:"kind"`
	FormerProvince string          `bson:"former_province"`
	FormerDistrict string          `bson:"former_district"`
	FormerUnits    []string        `bson:"former_units"`
	Population     int             `bson:"population"`
	Lon            float64         `bson:"lon"`
	Lat            float64         `bson:"lat"`
}

type villageDocument struct {
	ID     string             `bson:"_id"`
	Ward   string             `bson:"ward"`
	Name   string             `bson:"name"`
	Kind   places.VillageKind `bson:"kind"`
	Roll   *rollDocument      `bson:"roll,omitempty"`
	Sample bool               `bson:"sample"`

	MergedInto string   `bson:"merged_into,omitempty"`
	Retired    bool     `bson:"retired,omitempty"`
	SplitFrom  string   `bson:"split_from,omitempty"`
	Absorbed   []string `bson:"absorbed,omitempty"`
	Released   []string `bson:"released,omitempty"`
}

type rollDocument struct {
	Adults  int     `bson:"adults"`
	Day     day.Day `bson:"day"`
	Version int     `bson:"version"`
}

func newVillageDocument(v places.Village) villageDocument {
	return villageDocument{v.ID, v.Ward, v.Name, v.Kind, (*rollDocument)(v.Roll), v.Sample, v.MergedInto, v.Retired, v.SplitFrom, v.Absorbed, v.Released}
}

func (d villageDocument) village() places.Village {
	return places.Village{ID: d.ID, Ward: d.Ward, Name: d.Name, Kind: d.Kind, Roll: (*places.Roll)(d.Roll), Sample: d.Sample,
		MergedInto: d.MergedInto, Retired: d.Retired, SplitFrom: d.SplitFrom, Absorbed: d.Absorbed, Released: d.Released}
}

// PutWards implements places.Store.
func (s *Store) PutWards(ctx context.Context, wards []places.Ward) error {
	err := putEach(ctx, s.wards, wards, func(w places.Ward) (string, any) { return w.Code, wardDocument(w) })
	if err != nil {
		return fmt.Errorf("put wards: %w", err)
	}
	return nil
}

// PutVillages implements places.Store.
func (s *Store) PutVillages(ctx context.Context, villages []places.Village) error {
	err := putEach(ctx, s.villages, villages, func(v places.Village) (string, any) { return v.ID, newVillageDocument(v) })
	if err != nil {
		return fmt.Errorf("put villages: %w", err)
	}
	return nil
}

// AddVillage implements places.Store.
func (s *Store) AddVillage(ctx context.Context, v places.Village) error {
	_, err := s.villages.InsertOne(ctx, newVillageDocument(v))
	if mongo.IsDuplicateKeyError(err) {
		err = places.ErrNumberTaken
	}
	if err != nil {
		return fmt.Errorf("add a village: %w", err)
	}
	return nil
}

// ReplaceVillages implements places.Store.
func (s *Store) ReplaceVillages(ctx context.Context, read, fresh []places.Village) error {
	models := make([]mongo.WriteModel, len(read))
	for i, v := range read {
		models[i] = mongo.NewReplaceOneModel().SetFilter(asRead(v)).SetReplacement(newVillageDocument(fresh[i]))
	}
	for part := range slices.Chunk(models, chunk) {
		result, err := s.villages.BulkWrite(ctx, part)
		if err == nil && result.MatchedCount < int64(len(part)) {
			err = places.ErrChanged
		}
		if err != nil {
			return fmt.Errorf("replace villages: %w", err)
		}
	}
	return nil
}

// asRead selects a village that still is as it was read. What a document leaves out must not be there.
func asRead(v places.Village) bson.M {
	filter := bson.M{"_id": v.ID, "ward": v.Ward, "name": v.Name, "kind": v.Kind, "sample": v.Sample}
	none := bson.M{"$exists": false}
	filter["roll"] = none
	if v.Roll != nil {
		delete(filter, "roll")
		filter["roll.adults"], filter["roll.day"], filter["roll.version"] = v.Roll.Adults, v.Roll.Day, v.Roll.Version
	}
	filter["retired"] = none
	if v.Retired {
		filter["retired"] = true
	}
	for field, text := range map[string]string{"merged_into": v.MergedInto, "split_from": v.SplitFrom} {
		filter[field] = none
		if text != "" {
			filter[field] = text
		}
	}
	for field, ids := range map[string][]string{"absorbed": v.Absorbed, "released": v.Released} {
		filter[field] = none
		if len(ids) > 0 {
			filter[field] = ids
		}
	}
	return filter
}

// Wards implements places.Store.
func (s *Store) Wards(ctx context.Context) ([]places.Ward, error) {
	wards, err := list(ctx, s.wards, bson.M{}, options.Find().SetSort(ascending("_id")), func(d wardDocument) places.Ward { return places.Ward(d) })
	if err != nil {
		return nil, fmt.Errorf("list wards: %w", err)
	}
	return wards, nil
}

// Villages implements places.Store.
func (s *Store) Villages(ctx context.Context) ([]places.Village, error) {
	villages, err := list(ctx, s.villages, bson.M{}, options.Find().SetSort(ascending("_id")), villageDocument.village)
	if err != nil {
		return nil, fmt.Errorf("list villages: %w", err)
	}
	return villages, nil
}
