// Package campaigntest checks that a store keeps what campaign.Store promises. Every store runs it.
package campaigntest

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"hocso/progress/campaign"
)

func sample() campaign.Campaign {
	return campaign.Campaign{
		ID: "dot-1", Name: `Bình dân học vụ số: "100 ngày" ở Cư M'gar`,
		FirstDay: "2026-11-02", LastDay: "2027-02-12",
		Modules: []string{"vneid-2", "vneid-1", "a.b"}, Sample: true, OpenRegistration: true, CountUnconfirmed: true,
	}
}

// TestStore checks a store; open gives an empty one each time.
func TestStore(t *testing.T, open func(t *testing.T) campaign.Store) {
	t.Run("an empty store has no campaign", func(t *testing.T) {
		if _, err := open(t).Campaign(t.Context()); !errors.Is(err, campaign.ErrNotFound) {
			t.Fatalf("error %v, want ErrNotFound", err)
		}
	})

	t.Run("a campaign comes back with every field", func(t *testing.T) {
		s := open(t)
		c := sample()
		v := reflect.ValueOf(c)
		for i := range v.NumField() {
			if v.Field(i).IsZero() { // a store could lose it unnoticed
				t.Fatalf("the sample leaves %s empty", v.Type().Field(i).Name)
			}
		}
		put(t, s, c)
		wantRunning(t, s, c)
	})

	t.Run("putting again replaces the whole campaign", func(t *testing.T) {
		s := open(t)
		put(t, s, sample())
		c := campaign.Campaign{ID: sample().ID, Name: "đợt hai", FirstDay: "2027-03-01", LastDay: "2027-06-08"}
		put(t, s, c)
		wantRunning(t, s, c)
	})

	t.Run("the one put last runs", func(t *testing.T) {
		s := open(t)
		// The ids rise, then fall: neither order of ids nor first come may decide.
		for _, id := range []string{"dot-2", "dot-3", "dot-1", "dot-2"} {
			c := sample()
			c.ID = id
			put(t, s, c)
			wantRunning(t, s, c)
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.PutCampaign(ctx, sample()); err == nil {
			t.Error("PutCampaign: no error")
		}
		if _, err := s.Campaign(ctx); err == nil || errors.Is(err, campaign.ErrNotFound) {
			t.Errorf("Campaign: error %v, want the cancellation", err)
		}
	})
}

func put(t *testing.T, s campaign.Store, c campaign.Campaign) {
	t.Helper()
	if err := s.PutCampaign(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func wantRunning(t *testing.T, s campaign.Store, want campaign.Campaign) {
	t.Helper()
	got, err := s.Campaign(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Modules) == 0 {
		got.Modules = nil
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("campaign:\n got %+v\nwant %+v", got, want)
	}
}
