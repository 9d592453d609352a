package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"hocso/progress/campaign"
)

// AddCampaign implements campaign.Store.
func (s *Store) AddCampaign(ctx context.Context, c campaign.Campaign) error {
	raw, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("add campaign: %w", err)
	}
	res, err := s.write.exec(ctx, "INSERT INTO campaigns (id, version, document) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", c.ID, c.Version, string(raw))
	return changedOne(res, err, "add campaign", campaign.ErrVersionTaken)
}

// PutCampaign implements campaign.Store.
func (s *Store) PutCampaign(ctx context.Context, c campaign.Campaign) error {
	raw, err := json.Marshal(c)
	if err == nil {
		_, err = s.write.exec(ctx, "INSERT OR REPLACE INTO campaigns (id, version, document) VALUES (?, ?, ?)", c.ID, c.Version, string(raw))
	}
	if err != nil {
		return fmt.Errorf("put campaign: %w", err)
	}
	return nil
}

// Campaigns implements campaign.Store.
func (s *Store) Campaigns(ctx context.Context) ([]campaign.Campaign, error) {
	list, err := s.campaigns(ctx, "SELECT document FROM campaigns c WHERE version = (SELECT MAX(version) FROM campaigns WHERE id = c.id) ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("read campaigns: %w", err)
	}
	return list, nil
}

// CampaignVersions implements campaign.Store.
func (s *Store) CampaignVersions(ctx context.Context, id string) ([]campaign.Campaign, error) {
	list, err := s.campaigns(ctx, "SELECT document FROM campaigns WHERE id = ? ORDER BY version", id)
	if err != nil {
		return nil, fmt.Errorf("read versions of a campaign: %w", err)
	}
	return list, nil
}

func (s *Store) campaigns(ctx context.Context, query string, args ...any) ([]campaign.Campaign, error) {
	var list []campaign.Campaign
	err := eachDocument(ctx, s, func(c campaign.Campaign) error {
		list = append(list, c)
		return nil
	}, query, args...)
	return list, err
}

// AddRuling implements campaign.RulingStore.
func (s *Store) AddRuling(ctx context.Context, r campaign.Ruling) error {
	raw, err := json.Marshal(r)
	if err == nil {
		_, err = s.write.exec(ctx, "INSERT INTO rulings (id, campaign, at, document) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
			r.ID, r.Campaign, millis(r.At), string(raw))
	}
	if err != nil {
		return fmt.Errorf("add ruling: %w", err)
	}
	return nil
}

// Rulings implements campaign.RulingStore.
func (s *Store) Rulings(ctx context.Context, of string) ([]campaign.Ruling, error) {
	list, err := listDocuments(ctx, s, same[campaign.Ruling], "SELECT document FROM rulings WHERE ?1 IN ('', campaign) ORDER BY campaign, at, id", of)
	if err != nil {
		return nil, fmt.Errorf("read rulings: %w", err)
	}
	return list, nil
}

// AddSettlement implements campaign.SettlementStore.
func (s *Store) AddSettlement(ctx context.Context, settled campaign.Settlement) error {
	raw, err := json.Marshal(settled)
	head, errHead := json.Marshal(settled.Head())
	if err = errors.Join(err, errHead); err != nil {
		return fmt.Errorf("add settlement: %w", err)
	}
	res, err := s.write.exec(ctx, "INSERT INTO settlements (campaign, head, document) VALUES (?, ?, ?) ON CONFLICT (campaign) DO NOTHING",
		settled.Campaign.ID, string(head), string(raw))
	return changedOne(res, err, "add settlement", campaign.ErrSettled)
}

// Settlement implements campaign.SettlementStore.
func (s *Store) Settlement(ctx context.Context, of string) (campaign.Settlement, error) {
	settled, err := oneDocument[campaign.Settlement](ctx, s, campaign.ErrNotFound, "SELECT document FROM settlements WHERE campaign = ?", of)
	if err != nil {
		return campaign.Settlement{}, fmt.Errorf("read settlement: %w", err)
	}
	return settled, nil
}

// Settled implements campaign.SettlementStore.
func (s *Store) Settled(ctx context.Context) ([]campaign.Head, error) {
	heads, err := listDocuments(ctx, s, same[campaign.Head], "SELECT head FROM settlements ORDER BY campaign")
	if err != nil {
		return nil, fmt.Errorf("read settled campaigns: %w", err)
	}
	return heads, nil
}

func same[T any](t T) T { return t }
