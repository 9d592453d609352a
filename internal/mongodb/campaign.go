package mongodb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/campaign"
)

// campaignDocument is one version of a campaign, in the one JSON that package campaign gives it.
type campaignDocument struct {
	ID       string `bson:"_id"` // campaign, space, version
	Campaign string `bson:"campaign"`
	Version  int    `bson:"version"`
	Document string `bson:"document"`
}

func newCampaignDocument(c campaign.Campaign) (campaignDocument, error) {
	raw, err := json.Marshal(c)
	return campaignDocument{fmt.Sprintf("%s %d", c.ID, c.Version), c.ID, c.Version, string(raw)}, err
}

// AddCampaign implements campaign.Store.
func (s *Store) AddCampaign(ctx context.Context, c campaign.Campaign) error {
	d, err := newCampaignDocument(c)
	if err == nil {
		_, err = s.campaigns.InsertOne(ctx, d)
	}
	if mongo.IsDuplicateKeyError(err) {
		err = campaign.ErrVersionTaken
	}
	if err != nil {
		return fmt.Errorf("add campaign: %w", err)
	}
	return nil
}

// PutCampaign implements campaign.Store.
func (s *Store) PutCampaign(ctx context.Context, c campaign.Campaign) error {
	d, err := newCampaignDocument(c)
	if err == nil {
		_, err = s.campaigns.ReplaceOne(ctx, byID(d.ID), d, options.Replace().SetUpsert(true))
	}
	if err != nil {
		return fmt.Errorf("put campaign: %w", err)
	}
	return nil
}

// Campaigns implements campaign.Store.
func (s *Store) Campaigns(ctx context.Context) ([]campaign.Campaign, error) {
	all, err := s.campaignsOf(ctx, bson.M{})
	if err != nil {
		return nil, fmt.Errorf("find campaigns: %w", err)
	}
	var newest []campaign.Campaign
	for i, c := range all {
		if i+1 == len(all) || all[i+1].ID != c.ID {
			newest = append(newest, c)
		}
	}
	return newest, nil
}

// CampaignVersions implements campaign.Store.
func (s *Store) CampaignVersions(ctx context.Context, id string) ([]campaign.Campaign, error) {
	list, err := s.campaignsOf(ctx, bson.M{"campaign": id})
	if err != nil {
		return nil, fmt.Errorf("find versions of a campaign: %w", err)
	}
	return list, nil
}

// campaignsOf returns versions ordered by campaign and version.
func (s *Store) campaignsOf(ctx context.Context, filter bson.M) ([]campaign.Campaign, error) {
	var list []campaign.Campaign
	sorted := options.Find().SetSort(bson.D{{Key: "campaign", Value: 1}, {Key: "version", Value: 1}})
	err := each(ctx, s.campaigns, filter, sorted, func(d campaignDocument) error {
		var c campaign.Campaign
		if err := json.Unmarshal([]byte(d.Document), &c); err != nil {
			return fmt.Errorf("stored campaign %s: %w", d.ID, err)
		}
		list = append(list, c)
		return nil
	})
	return list, err
}

// rulingDocument is one ruling, in the one JSON that package campaign gives it.
type rulingDocument struct {
	ID       string    `bson:"_id"`
	Campaign string    `bson:"campaign"`
	At       time.Time `bson:"at"`
	Document string    `bson:"document"`
}

// AddRuling implements campaign.RulingStore.
func (s *Store) AddRuling(ctx context.Context, r campaign.Ruling) error {
	raw, err := json.Marshal(r)
	if err == nil {
		_, err = s.rulings.InsertOne(ctx, rulingDocument{r.ID, r.Campaign, millis(r.At), string(raw)})
	}
	if err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("add ruling: %w", err)
	}
	return nil
}

// Rulings implements campaign.RulingStore.
func (s *Store) Rulings(ctx context.Context, of string) ([]campaign.Ruling, error) {
	filter := bson.M{}
	if of != "" {
		filter["campaign"] = of
	}
	var list []campaign.Ruling
	err := each(ctx, s.rulings, filter, options.Find().SetSort(ascending("campaign", "at", "_id")), func(d rulingDocument) error {
		var r campaign.Ruling
		err := json.Unmarshal([]byte(d.Document), &r)
		list = append(list, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find rulings: %w", err)
	}
	return list, nil
}

// settlementDocument is one settlement, likewise.
type settlementDocument struct {
	Campaign string `bson:"_id"`
	Head     string `bson:"head"`
	Document string `bson:"document"`
}

// AddSettlement implements campaign.SettlementStore.
func (s *Store) AddSettlement(ctx context.Context, settled campaign.Settlement) error {
	raw, err := json.Marshal(settled)
	head, errHead := json.Marshal(settled.Head())
	if err = errors.Join(err, errHead); err == nil {
		_, err = s.settlements.InsertOne(ctx, settlementDocument{settled.Campaign.ID, string(head), string(raw)})
	}
	if mongo.IsDuplicateKeyError(err) {
		err = campaign.ErrSettled
	}
	if err != nil {
		return fmt.Errorf("add settlement: %w", err)
	}
	return nil
}

// Settlement implements campaign.SettlementStore.
func (s *Store) Settlement(ctx context.Context, of string) (campaign.Settlement, error) {
	var settled campaign.Settlement
	d, err := findOne[settlementDocument](ctx, s.settlements, byID(of), campaign.ErrNotFound)
	if err == nil {
		err = json.Unmarshal([]byte(d.Document), &settled)
	}
	if err != nil {
		return campaign.Settlement{}, fmt.Errorf("find settlement: %w", err)
	}
	return settled, nil
}

// Settled implements campaign.SettlementStore.
func (s *Store) Settled(ctx context.Context) ([]campaign.Head, error) {
	only := options.Find().SetSort(ascending("_id")).SetProjection(bson.M{"head": 1})
	var heads []campaign.Head
	err := each(ctx, s.settlements, bson.M{}, only, func(d settlementDocument) error {
		var h campaign.Head
		err := json.Unmarshal([]byte(d.Head), &h)
		heads = append(heads, h)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find settled campaigns: %w", err)
	}
	return heads, nil
}
