package mongodb

import (
	"context"
	"encoding/json"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
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

// PutCampaign implements campaign.Store.
func (s *Store) PutCampaign(ctx context.Context, c campaign.Campaign) error {
	raw, err := json.Marshal(c)
	if err == nil {
		d := campaignDocument{fmt.Sprintf("%s %d", c.ID, c.Version), c.ID, c.Version, string(raw)}
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
