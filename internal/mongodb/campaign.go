package mongodb

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

// running is the id of the one setting: which campaign runs.
const running = "running"

type settingDocument struct {
	ID       string `bson:"_id"`
	Campaign string `bson:"campaign"`
}

type campaignDocument struct {
	ID       string   `bson:"_id"`
	Name     string   `bson:"name"`
	FirstDay day.Day  `bson:"first_day"`
	LastDay  day.Day  `bson:"last_day"`
	Modules  []string `bson:"modules"`
	Sample   bool     `bson:"sample"`

	OpenRegistration bool `bson:"open_registration"`
	CountUnconfirmed bool `bson:"count_unconfirmed"`
}

// PutCampaign implements campaign.Store. The campaign is stored before it is made the one that runs, so that a crash
// between the two leaves the former one running.
func (s *Store) PutCampaign(ctx context.Context, c campaign.Campaign) error {
	if _, err := s.campaigns.ReplaceOne(ctx, byID(c.ID), campaignDocument(c), options.Replace().SetUpsert(true)); err != nil {
		return fmt.Errorf("put campaign: %w", err)
	}
	if _, err := s.settings.ReplaceOne(ctx, byID(running), settingDocument{running, c.ID}, options.Replace().SetUpsert(true)); err != nil {
		return fmt.Errorf("make campaign run: %w", err)
	}
	return nil
}

// Campaign implements campaign.Store.
func (s *Store) Campaign(ctx context.Context) (campaign.Campaign, error) {
	setting, err := findOne[settingDocument](ctx, s.settings, byID(running), campaign.ErrNotFound)
	if err != nil {
		return campaign.Campaign{}, fmt.Errorf("find running campaign: %w", err)
	}
	d, err := findOne[campaignDocument](ctx, s.campaigns, byID(setting.Campaign), campaign.ErrNotFound)
	if err != nil {
		return campaign.Campaign{}, fmt.Errorf("find campaign: %w", err)
	}
	return campaign.Campaign(d), nil
}
