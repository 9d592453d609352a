package campaigntest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"hocso/progress/campaign"
)

func ruling(id, of string, minute int) campaign.Ruling {
	return campaign.Ruling{ID: id, Campaign: of, Village: "24175-001", Decision: campaign.Clear, Flags: []campaign.Flag{campaign.TooQuick, campaign.AnswersAlike},
		Note: `Đã gọi từng hộ: "đúng" <b>; $set`, By: "p1", At: time.Date(2027, 2, 13, 1, minute, 0, 5e6, time.UTC)}
}

// TestRulingStore checks a store; open gives an empty one each time.
func TestRulingStore(t *testing.T, open func(t *testing.T) campaign.RulingStore) {
	t.Run("an empty store has no rulings", func(t *testing.T) {
		s := open(t)
		wantRulings(t, s, "dot-1")
		wantRulings(t, s, "")
	})

	t.Run("rulings come back with every field, of one campaign or of all, by time and id", func(t *testing.T) {
		s := open(t)
		v := reflect.ValueOf(ruling("a", "dot-1", 0))
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Fatalf("the sample leaves %s empty", v.Type().Field(i).Name)
			}
		}
		late, b, a, other := ruling("0", "dot-1", 9), ruling("b", "dot-1", 1), ruling("a", "dot-1", 1), ruling("c", "dot-0", 5)
		addRulings(t, s, late, b, a, other)
		wantRulings(t, s, "dot-1", a, b, late)
		wantRulings(t, s, "dot-0", other)
		wantRulings(t, s, "dot")
		wantRulings(t, s, "", other, a, b, late)
	})

	t.Run("a ruling is never changed", func(t *testing.T) {
		s := open(t)
		changed := ruling("a", "dot-1", 0)
		changed.Decision, changed.Note = campaign.Exclude, "khác"
		addRulings(t, s, ruling("a", "dot-1", 0), changed)
		wantRulings(t, s, "dot-1", ruling("a", "dot-1", 0))
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.AddRuling(ctx, ruling("a", "dot-1", 0)); err == nil {
			t.Error("AddRuling: no error")
		}
		if _, err := s.Rulings(ctx, "dot-1"); err == nil {
			t.Error("Rulings: no error")
		}
	})
}

func settlement(id string) campaign.Settlement {
	c := sample()
	c.ID = id
	return campaign.Settlement{Campaign: c, Rules: campaign.RulesVersion, Day: c.LastDay, At: time.Date(2027, 2, 20, 3, 0, 0, 7e6, time.UTC),
		Names:  []campaign.Name{{ID: "24175", Name: "Cư M'gar"}, {ID: "24175-001", Name: "buôn “Ea”", Ward: "24175"}},
		Rows:   []campaign.SettledRow{{ID: "24175-001", Ward: "24175", Adults: 412, RollVersion: 3, RollDay: "2026-10-31", DoneAt: time.Date(2027, 1, 2, 3, 4, 5, 6e6, time.UTC)}},
		Boards: []campaign.FrozenBoard{{Board: "villages", Measure: campaign.Rate, Band: "lon", Ranked: []campaign.FrozenPlace{{ID: "24175-001", Rank: 1, Num: 30, Den: 412}}, Apart: []campaign.FrozenReason{{ID: "24175-002", Reason: campaign.NoRoll, Hidden: true}}}},
		Hash:   "abc"}
}

// TestSettlementStore checks a store; open gives an empty one each time.
func TestSettlementStore(t *testing.T, open func(t *testing.T) campaign.SettlementStore) {
	t.Run("a campaign that is not settled has no settlement", func(t *testing.T) {
		s := open(t)
		if got, err := s.Settlement(t.Context(), "dot-1"); !errors.Is(err, campaign.ErrNotFound) {
			t.Errorf("%+v, %v", got, err)
		}
		wantSettled(t, s)
	})

	t.Run("a settlement comes back whole and is stored once", func(t *testing.T) {
		s := open(t)
		first, other := settlement("dot-1"), settlement("dot-0")
		for _, one := range []campaign.Settlement{first, other} {
			if err := s.AddSettlement(t.Context(), one); err != nil {
				t.Fatal(err)
			}
		}
		again := first
		again.Hash = "def"
		if err := s.AddSettlement(t.Context(), again); !errors.Is(err, campaign.ErrSettled) {
			t.Errorf("the second time: %v", err)
		}
		if got, err := s.Settlement(t.Context(), "dot-1"); err != nil || !reflect.DeepEqual(got, first) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, first)
		}
		wantSettled(t, s, other.Head(), first.Head())
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.AddSettlement(ctx, settlement("dot-1")); err == nil || errors.Is(err, campaign.ErrSettled) {
			t.Errorf("AddSettlement: %v", err)
		}
		if _, err := s.Settlement(ctx, "dot-1"); err == nil || errors.Is(err, campaign.ErrNotFound) {
			t.Errorf("Settlement: %v", err)
		}
		if _, err := s.Settled(ctx); err == nil {
			t.Error("Settled: no error")
		}
	})
}

func addRulings(t *testing.T, s campaign.RulingStore, list ...campaign.Ruling) {
	t.Helper()
	for _, r := range list {
		if err := s.AddRuling(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
}

func wantRulings(t *testing.T, s campaign.RulingStore, of string, want ...campaign.Ruling) {
	t.Helper()
	got, err := s.Rulings(t.Context(), of)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("rulings of %q:\n got %+v\nwant %+v", of, got, want)
	}
}

func wantSettled(t *testing.T, s campaign.SettlementStore, want ...campaign.Head) {
	t.Helper()
	got, err := s.Settled(t.Context())
	if err != nil || len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("settled %+v, %v, want %+v", got, err, want)
	}
}
