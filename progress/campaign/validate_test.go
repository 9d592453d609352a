package campaign_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hocso/progress/campaign"
)

func good() campaign.Campaign {
	return campaign.Campaign{ID: "dot-1", Version: 1, Name: "Bình dân học vụ số, đợt 1", FirstDay: "2026-11-01", LastDay: "2027-02-08", Modules: []string{"a", "b"},
		PassMark: 60, Measures: []campaign.Measure{campaign.Rate, campaign.Points}, Bands: []campaign.Band{{ID: "nho", From: 1, To: 149}, {ID: "lon", From: 150}},
		Targets: campaign.Targets{Participation: 70, Completion: 100, Places: map[string]int{"24163": 0, "24163-001": 80}},
		MinRoll: 20, MinLearners: 5, GraceHours: 36, ReviewDays: 5, Flags: campaign.Thresholds{QuickShare: 100, PeoplePerDevice: 12}}
}

func among(ids ...string) func(string) bool {
	return func(id string) bool { return slices.Contains(ids, id) }
}

func faultsOf(c campaign.Campaign) []string {
	var texts []string
	known := campaign.Known{Module: among("a", "b", "c"), Ward: among("24163", "24175"), Place: among("24163", "24163-001", "24175")}
	for _, f := range campaign.Validate(c, known) {
		texts = append(texts, f.String())
	}
	return texts
}

func TestEveryFaultOfACampaignIsNamedByItsField(t *testing.T) {
	if got := faultsOf(good()); len(got) > 0 {
		t.Fatalf("a good campaign: %v", got)
	}
	bands := func(b ...campaign.Band) func(*campaign.Campaign) { return func(c *campaign.Campaign) { c.Bands = b } }
	name := func(s string) func(*campaign.Campaign) { return func(c *campaign.Campaign) { c.Name = s } }
	for _, x := range []struct {
		change func(*campaign.Campaign)
		want   string // joined with a comma; empty for none
	}{
		{func(c *campaign.Campaign) { c.ID = "" }, "id: bad_id"},
		{func(c *campaign.Campaign) { c.ID = "Đợt 1" }, "id: bad_id"},
		{func(c *campaign.Campaign) { c.ID = "a\n" }, "id: bad_id"},
		{func(c *campaign.Campaign) { c.ID = strings.Repeat("a", 40) }, ""},
		{func(c *campaign.Campaign) { c.ID = strings.Repeat("a", 41) }, "id: bad_id"},
		{func(c *campaign.Campaign) { c.Version = -1 }, "version: negative"},
		{name(""), "name: bad_name"}, {name(" a"), "name: bad_name"}, {name("a\tb"), "name: bad_name"}, {name("a\u202eb"), "name: bad_name"},
		{name("e\u0302"), "name: bad_name"}, {name("\xff"), "name: bad_name"}, {name(strings.Repeat("ế", 120)), ""}, {name(strings.Repeat("ế", 121)), "name: bad_name"},
		{func(c *campaign.Campaign) { c.Ward = "24175"; c.Targets.Places = nil }, ""},
		{func(c *campaign.Campaign) { c.Ward = "99999"; c.Targets.Places = nil }, "ward: unknown_ward"},
		{func(c *campaign.Campaign) { c.Ward = "24163-001"; c.Targets.Places = nil }, "ward: unknown_ward"},
		{func(c *campaign.Campaign) { c.Ward = "24175" }, "targets.places[24163]: other_ward,targets.places[24163-001]: other_ward"},
		{func(c *campaign.Campaign) { c.FirstDay = "1/11/2026" }, "first_day: bad_day"},
		{func(c *campaign.Campaign) { c.LastDay = "2027-02-30" }, "last_day: bad_day"},
		{func(c *campaign.Campaign) { c.LastDay = "2026-10-31" }, "last_day: before_first_day"},
		{func(c *campaign.Campaign) { c.LastDay = c.FirstDay }, ""},
		{func(c *campaign.Campaign) { c.LastDay = c.FirstDay.Add(399) }, ""},
		{func(c *campaign.Campaign) { c.LastDay = c.FirstDay.Add(400) }, "last_day: too_long"},
		{func(c *campaign.Campaign) { c.Modules = nil }, "modules: no_modules"},
		{func(c *campaign.Campaign) { c.Modules = []string{"a", "x", "a"} }, "modules[1]: unknown_module,modules[2]: twice"},
		{func(c *campaign.Campaign) { c.PassMark = -1 }, "pass_mark: not_percent"},
		{func(c *campaign.Campaign) { c.PassMark = 101 }, "pass_mark: not_percent"},
		{func(c *campaign.Campaign) { c.Measures = []campaign.Measure{"gain", "speed", "gain"} }, "measures[1]: unknown_measure,measures[2]: twice"},
		{bands(), ""}, {bands(campaign.Band{ID: "x", From: 1}), ""}, {bands(campaign.Band{ID: "x"}), "bands[0].from: overlap"},
		{bands(campaign.Band{ID: "x", From: 2}), "bands[0].from: gap"},
		{bands(campaign.Band{ID: "x", From: 1, To: 9}), "bands[0].to: gap"},
		{bands(campaign.Band{ID: "x", From: 1, To: 9}, campaign.Band{ID: "y", From: 9}), "bands[1].from: overlap"},
		{bands(campaign.Band{ID: "x", From: 1, To: 9}, campaign.Band{ID: "y", From: 11}), "bands[1].from: gap"},
		{bands(campaign.Band{ID: "x", From: 1}, campaign.Band{ID: "x", From: 10}), "bands[1].id: twice,bands[1].from: overlap"},
		{bands(campaign.Band{ID: "cỡ nhỏ", From: 1}), "bands[0].id: bad_id"},
		{bands(campaign.Band{ID: "x", From: 1, To: 9}, campaign.Band{ID: "y", From: 10, To: 8}, campaign.Band{ID: "z", From: 9}), "bands[1].to: bad_band"},
		{bands(campaign.Band{ID: "x", From: 1, To: -5}), "bands[0].to: negative,bands[0].to: bad_band,bands[0].to: gap"},
		{func(c *campaign.Campaign) { c.Targets = campaign.Targets{Participation: 101, Completion: -1} }, "targets.participation: not_percent,targets.completion: not_percent"},
		{func(c *campaign.Campaign) { c.Targets.Places = map[string]int{"24163-009": 200} }, "targets.places[24163-009]: not_percent,targets.places[24163-009]: unknown_place"},
		{func(c *campaign.Campaign) { c.MinRoll = -1 }, "min_roll: negative"},
		{func(c *campaign.Campaign) { c.MinLearners = 4 }, "min_learners: too_few"},
		{func(c *campaign.Campaign) { c.MinLearners, c.Sample = 0, true }, ""},
		{func(c *campaign.Campaign) { c.MinLearners, c.Sample = -1, true }, "min_learners: negative"},
		{func(c *campaign.Campaign) { c.GraceHours, c.ReviewDays = -1, math.MaxInt }, "grace_hours: negative,review_days: too_large"},
		{func(c *campaign.Campaign) { c.GraceHours = 0 }, "grace_hours: too_short"},
		{func(c *campaign.Campaign) { c.GraceHours = 11 }, "grace_hours: too_short"},
		{func(c *campaign.Campaign) { c.GraceHours = 12 }, ""},
		{func(c *campaign.Campaign) { c.GraceHours = math.MaxInt }, "grace_hours: too_large"},
		{func(c *campaign.Campaign) { c.GraceHours, c.ReviewDays = 240, 60 }, ""},
		{func(c *campaign.Campaign) { c.GraceHours, c.ReviewDays = 241, 61 }, "grace_hours: too_large,review_days: too_large"},
		{func(c *campaign.Campaign) {
			c.Flags = campaign.Thresholds{PeoplePerDevice: -1, SecondsPerQuestion: -1, QuickShare: 101, AlikePeople: -1, LastDayShare: -1, AssistedShare: 101, MinAttempts: -1}
		},
			"flags.people_per_device: negative,flags.seconds_per_question: negative,flags.quick_share: not_percent,flags.alike_people: negative,flags.last_day_share: not_percent,flags.assisted_share: not_percent,flags.min_attempts: negative"},
		{func(c *campaign.Campaign) { *c = campaign.Campaign{} }, "id: bad_id,name: bad_name,first_day: bad_day,last_day: bad_day,modules: no_modules,min_learners: too_few,grace_hours: too_short"},
	} {
		c := good()
		x.change(&c)
		if got := strings.Join(faultsOf(c), ","); got != x.want {
			t.Errorf("%s\nwant %s", got, x.want)
		}
	}
}

// Bands are taken if, and only if, every roll is in exactly one of them.
func TestBandsThatAreTakenPartitionAllRolls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := good()
		c.Bands = nil
		next := 1
		for i := range rapid.IntRange(1, 4).Draw(t, "bands") {
			b := campaign.Band{ID: string(rune('a' + i)), From: next + rapid.SampledFrom([]int{0, 0, 0, 0, 1, -1}).Draw(t, "slip")}
			b.To = b.From + rapid.IntRange(-1, 5).Draw(t, "width")
			c.Bands, next = append(c.Bands, b), b.To+1
		}
		if rapid.IntRange(0, 4).Draw(t, "open") > 0 {
			c.Bands[len(c.Bands)-1].To = 0
		}
		once := true
		for roll := 1; roll < 50; roll++ {
			in := 0
			for _, b := range c.Bands {
				if roll >= b.From && (b.To == 0 || roll <= b.To) {
					in++
				}
			}
			once = once && in == 1
		}
		for _, b := range c.Bands {
			once = once && b.From >= 1 && (b.To == 0 || b.To >= b.From)
		}
		if got := faultsOf(c); (len(got) == 0) != once {
			t.Fatalf("%+v: %v", c.Bands, got)
		}
	})
}
