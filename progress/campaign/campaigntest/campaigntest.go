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
		Version: 3, Ward: "24163", PassMark: 60, Measures: []campaign.Measure{campaign.Completed, campaign.Rate},
		Bands:   []campaign.Band{{ID: "nho", From: 1, To: 149}, {ID: "lon", From: 150}},
		Targets: campaign.Targets{Participation: 70, Completion: 40, Places: map[string]int{"24163": 80}},
		MinRoll: 20, MinLearners: 5, GraceHours: 36, ReviewDays: 5,
		Flags: campaign.Thresholds{PeoplePerDevice: 12, SecondsPerQuestion: 3, QuickShare: 30, AlikePeople: 8, LastDayShare: 40, AssistedShare: 80, MinAttempts: 20},
	}
}

// TestStore checks a store; open gives an empty one each time.
func TestStore(t *testing.T, open func(t *testing.T) campaign.Store) {
	t.Run("an empty store has no campaign", func(t *testing.T) {
		s := open(t)
		want(t, campaigns(t, s))
		want(t, versions(t, s, "dot-1"))
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
		want(t, campaigns(t, s), c)
		want(t, versions(t, s, c.ID), c)
	})

	t.Run("a new version is stored once, also when several are stored at once", func(t *testing.T) {
		s := open(t)
		results := make(chan error)
		for i := range 8 {
			go func() {
				c := sample()
				c.MinRoll = i
				results <- s.AddCampaign(t.Context(), c)
			}()
		}
		stored := 0
		for range 8 {
			switch err := <-results; {
			case err == nil:
				stored++
			case !errors.Is(err, campaign.ErrVersionTaken):
				t.Errorf("AddCampaign: %v", err)
			}
		}
		first := versions(t, s, sample().ID)
		if stored != 1 || len(first) != 1 {
			t.Fatalf("stored %d times: %+v", stored, first)
		}
		next := first[0]
		next.Version++
		if err := s.AddCampaign(t.Context(), next); err != nil {
			t.Fatal(err)
		}
		want(t, versions(t, s, next.ID), first[0], next)
	})

	t.Run("putting the same version again replaces it whole", func(t *testing.T) {
		s := open(t)
		put(t, s, sample())
		c := campaign.Campaign{ID: sample().ID, Version: sample().Version, Name: "đợt hai", FirstDay: "2027-03-01", LastDay: "2027-06-08"}
		put(t, s, c)
		want(t, campaigns(t, s), c)
	})

	t.Run("versions are kept, and the newest of each campaign is listed by id", func(t *testing.T) {
		s := open(t)
		var all []campaign.Campaign
		for _, v := range []int{2, 10, 1} { // as numbers, not as text, and not in the order of coming
			c := sample()
			c.Version = v
			all = append(all, c)
		}
		other := sample()
		other.ID = "dot-0"
		put(t, s, append(all, other)...)
		want(t, campaigns(t, s), other, all[1])
		want(t, versions(t, s, "dot-1"), all[2], all[0], all[1])
		want(t, versions(t, s, "dot"))
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.AddCampaign(ctx, sample()); err == nil || errors.Is(err, campaign.ErrVersionTaken) {
			t.Errorf("AddCampaign: %v", err)
		}
		if err := s.PutCampaign(ctx, sample()); err == nil {
			t.Error("PutCampaign: no error")
		}
		if _, err := s.Campaigns(ctx); err == nil {
			t.Error("Campaigns: no error")
		}
		if _, err := s.CampaignVersions(ctx, "dot-1"); err == nil {
			t.Error("CampaignVersions: no error")
		}
	})
}

func put(t *testing.T, s campaign.Store, list ...campaign.Campaign) {
	t.Helper()
	for _, c := range list {
		if err := s.PutCampaign(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
}

func campaigns(t *testing.T, s campaign.Store) []campaign.Campaign {
	t.Helper()
	list, err := s.Campaigns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func versions(t *testing.T, s campaign.Store, id string) []campaign.Campaign {
	t.Helper()
	list, err := s.CampaignVersions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func want(t *testing.T, got []campaign.Campaign, want ...campaign.Campaign) {
	t.Helper()
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("campaigns:\n got %+v\nwant %+v", got, want)
	}
}
