package progress_test

import (
	"context"
	"crypto/rand"
	"errors"
	"reflect"
	"testing"
	"time"

	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

var manager = people.Person{ID: "m1", Appointments: []people.Appointment{{Role: people.Manager}}}

// hooked is a store that does something just before it takes a version or a settlement, as another server may.
type hooked struct {
	campaign.Store
	campaign.SettlementStore
	before func()
}

func (h hooked) AddCampaign(ctx context.Context, c campaign.Campaign) error {
	h.before()
	return h.Store.AddCampaign(ctx, c)
}

func (h hooked) AddSettlement(ctx context.Context, s campaign.Settlement) error {
	h.before()
	return h.SettlementStore.AddSettlement(ctx, s)
}

// campaigns is the service of one of several servers, long after November; meanwhile runs just before it writes.
func (w *world) campaigns(audit people.AuditStore, meanwhile func()) *progress.Campaigns {
	w.t.Helper()
	return w.campaignsReloading(audit, meanwhile, func() {})
}

// campaignsReloading are those that call reloading whenever they have read places and campaigns.
func (w *world) campaignsReloading(audit people.AuditStore, meanwhile, reloading func()) *progress.Campaigns {
	w.t.Helper()
	keys, err := people.NewKeys(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	service, err := people.NewService(people.Config{Keys: keys, Places: func() *places.Directory { return w.ref.Directory },
		Stores: people.Stores{People: w.store, Credentials: w.store, Devices: w.store, Attempts: w.store, Passes: w.store, Factors: w.store,
			Requests: w.store, Audit: audit, Erasures: w.store, Aliases: w.store, Certificates: w.store}})
	if err != nil {
		w.t.Fatal(err)
	}
	ref := w.ref
	store := hooked{w.store, w.store, meanwhile}
	return progress.NewCampaigns(progress.CampaignConfig{Store: store, Settlements: store, People: service, Rollup: w.rollup(w.stores()),
		Module: func(string) bool { return true },
		Reload: func(ctx context.Context) (_ progress.Reference, err error) {
			defer reloading()
			ref.Frozen, err = w.store.Settled(ctx)
			return ref, err
		},
		Now: func() time.Time { return at(24 * 100) }})
}

func alone() {}

// ended is a valid campaign that was over before the services look.
func (w *world) ended() campaign.Campaign {
	w.t.Helper()
	c := november
	c.Version, c.Name, c.MinLearners, c.GraceHours = 1, "Tháng mười một", 5, 12
	if err := w.store.PutCampaign(w.t.Context(), c); err != nil {
		w.t.Fatal(err)
	}
	w.ref.Campaign = c
	return c
}

func TestOfTwoServersThatStoreAVersionAtOnceOneIsRefused(t *testing.T) {
	w := newWorld(t)
	c := w.ended()
	one, other := c, c
	one.Name, other.Name = "của máy một", "của máy hai"
	here := w.campaigns(w.store, func() {
		if _, err := w.campaigns(w.store, alone).Put(t.Context(), manager, other, false); err != nil {
			t.Error(err)
		}
	})
	if _, err := here.Put(t.Context(), manager, one, false); !errors.Is(err, campaign.ErrVersionTaken) {
		t.Errorf("the second one got %v", err)
	}
	versions, err := w.store.CampaignVersions(t.Context(), c.ID)
	if err != nil || len(versions) != 2 || versions[1].Name != other.Name {
		t.Errorf("stored %+v, %v", versions, err)
	}
}

func TestAVersionThatComesAfterTheSettlementIsRefused(t *testing.T) {
	w := newWorld(t)
	c := w.ended()
	c.Name = "tên mới"
	here := w.campaigns(w.store, func() {
		if _, err := w.campaigns(w.store, alone).Freeze(t.Context(), manager, c.ID); err != nil {
			t.Error(err)
		}
	})
	if _, err := here.Put(t.Context(), manager, c, false); !errors.Is(err, campaign.ErrSettled) {
		t.Errorf("got %v", err)
	}
	heads, err := w.store.Settled(t.Context())
	if err != nil || len(heads) != 1 || heads[0].Campaign.Version != 1 || heads[0].Campaign.Name == c.Name {
		t.Errorf("settled %+v, %v", heads, err)
	}
}

// frozenLines are the details of the lines that say that a campaign was frozen.
func (w *world) frozenLines() []string {
	w.t.Helper()
	var lines []string
	if err := w.store.EachAudit(w.t.Context(), func(e people.AuditEntry) error {
		if e.Action == people.ActionCampaignFrozen {
			lines = append(lines, e.Detail)
		}
		return nil
	}); err != nil {
		w.t.Fatal(err)
	}
	return lines
}

func TestTheAuditLogNamesTheHashOfTheOnlySettlement(t *testing.T) {
	w := newWorld(t)
	c := w.ended()
	here := w.campaigns(w.store, func() {
		if err := w.store.AddSettlement(t.Context(), campaign.Freeze(c, nil, nil, at(24*90))); err != nil { // of another server, whose line is still to come
			t.Error(err)
		}
	})
	if _, err := here.Freeze(t.Context(), manager, c.ID); !errors.Is(err, campaign.ErrSettled) {
		t.Errorf("got %v", err)
	}
	if lines := w.frozenLines(); len(lines) != 0 {
		t.Errorf("a line about what was not settled: %v", lines)
	}
}

// logless is an audit log that takes nothing.
type logless struct{ people.AuditStore }

func (logless) AppendAudit(context.Context, people.AuditEntry) error { return errCrash }

func TestFreezingAgainWritesTheLineThatFailed(t *testing.T) {
	w := newWorld(t)
	c := w.ended()
	if _, err := w.campaigns(logless{w.store}, alone).Freeze(t.Context(), manager, c.ID); !errors.Is(err, errCrash) {
		t.Fatalf("without a log: %v", err)
	}
	here := w.campaigns(w.store, alone)
	settled, err := here.Freeze(t.Context(), manager, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := here.Freeze(t.Context(), manager, c.ID); !errors.Is(err, campaign.ErrSettled) {
		t.Errorf("once more: %v", err)
	}
	if lines := w.frozenLines(); !reflect.DeepEqual(lines, []string{c.ID + " " + settled.Hash}) {
		t.Errorf("lines %v, want one with %s", lines, settled.Hash)
	}
}

func TestAWardHasFiveOpenCampaignsOfItsOwnAtMost(t *testing.T) {
	w := newWorld(t)
	c := w.ended()
	c.Ward = "00001"
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		c.ID = id
		w.ref.Campaigns = append(w.ref.Campaigns, c)
		if err := w.store.PutCampaign(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	s := w.campaigns(w.store, alone)
	put := func(id, ward string) error {
		c.ID, c.Version, c.Ward, c.Name = id, 0, ward, "tên mới"
		_, err := s.Put(t.Context(), manager, c, true)
		return err
	}
	if err := put("f", "00001"); !errors.Is(err, people.ErrTooMany) {
		t.Errorf("a sixth one: %v", err)
	}
	if err := errors.Join(put("e", "00001"), put("f", "00002"), put("f", "")); err != nil {
		t.Errorf("a change, another ward's, the province's: %v", err)
	}
}
