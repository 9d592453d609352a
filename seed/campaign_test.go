package seed_test

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"hocso/progress/campaign"
	"hocso/seed"
)

// allKnown has the module a and every place.
var allKnown = campaign.Known{Module: func(id string) bool { return id == "a" }, Ward: func(string) bool { return true }, Place: func(string) bool { return true }}

const shortest = "id: x\nname: X\nfirst_day: 2026-01-01\nlast_day: 2026-01-02\n"

func TestTheCampaignOfANewInstallationSaysEverything(t *testing.T) {
	c, err := seed.Campaign([]string{"a", "b"})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Modules, []string{"a", "b"}) || c.Version != 1 || len(c.Bands) != 3 || c.BandOf(1) != "nho" || c.BandOf(399) != "vua" || c.BandOf(400) != "lon" ||
		c.MinRoll != 20 || c.MinLearners != 5 || c.GraceHours != 36 || c.ReviewDays != 5 || !c.OpenRegistration || c.Sample {
		t.Errorf("%+v", c)
	}
	for i, v := 0, reflect.ValueOf(c.Flags); i < v.NumField(); i++ {
		if v.Field(i).IsZero() {
			t.Errorf("%s is not set", v.Type().Field(i).Name)
		}
	}
}

func TestTheCampaignOfADemoCouldBeStored(t *testing.T) {
	if faults := campaign.Validate(seed.DemoCampaign("2026-11-26", []string{"a"}), allKnown); len(faults) > 0 {
		t.Error(faults)
	}
}

// A campaign's YAML has the names of its JSON: what is written from one is read as the same.
func TestReadCampaignReadsEveryField(t *testing.T) {
	c := campaign.Campaign{ID: "dot-1", Version: 3, Name: `Đợt 1: "100 ngày"`, Ward: "24163", FirstDay: "2026-11-02", LastDay: "2027-02-12", Modules: []string{"b"}, Sample: true,
		OpenRegistration: true, CountUnconfirmed: true, PassMark: 60, Measures: []campaign.Measure{campaign.Completed, campaign.Rate},
		Bands:   []campaign.Band{{ID: "nho", From: 1, To: 149}, {ID: "lon", From: 150}},
		Targets: campaign.Targets{Participation: 70, Completion: 40, Places: map[string]int{"24163": 80, "24163-001": 60}},
		MinRoll: 20, MinLearners: 7, GraceHours: 36, ReviewDays: 5,
		Flags: campaign.Thresholds{PeoplePerDevice: 12, SecondsPerQuestion: 3, QuickShare: 30, AlikePeople: 8, LastDayShare: 40, AssistedShare: 80, MinAttempts: 20}}
	v := reflect.ValueOf(c)
	for i := range v.NumField() {
		if v.Field(i).IsZero() { // it could be lost unnoticed
			t.Fatalf("the sample leaves %s empty", v.Type().Field(i).Name)
		}
	}
	asJSON, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	asYAML, err := yaml.JSONToYAML(asJSON)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := seed.ReadCampaign(asYAML, []string{"a", "b"}); err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("%s\nread as %+v, %v", asYAML, got, err)
	}
}

func TestReadCampaignFillsInWhatAFileLeavesOut(t *testing.T) {
	c, err := seed.ReadCampaign([]byte(shortest), []string{"a", "b"})
	if err != nil || len(c.Modules) != 2 || c.MinLearners != 5 || c.Version != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestReadCampaignRefusesWhatCannotBeAndSaysWhy(t *testing.T) {
	for bad, want := range map[string]string{
		strings.Replace(shortest, "01-02", "00-03", 1):           "last_day: bad_day",
		strings.Replace(shortest, "2026-01-02", "soon", 1):       "last_day: bad_day",
		strings.Replace(shortest, "-01-02", "-01-00", 1):         "last_day: bad_day",
		strings.Replace(shortest, "2026-01-02", "2025-01-02", 1): "last_day: before_first_day",
		strings.Replace(shortest, "name: X\n", "", 1):            "name: bad_name",
		shortest + "modules: [c]\n":                              "modules[0]: unknown_module",
		shortest + "colour: red\n":                               "colour",
		shortest + "Name: Y\n":                                   "Name",
		shortest + "flags: {colour: 1}\n":                        "colour",
		shortest + "min_roll: many\n":                            "min_roll",
		shortest + "min_roll: 1.5\n":                             "min_roll",
		shortest + "pass_mark: 101\nmin_learners: 4\n":           "pass_mark: not_percent; min_learners: too_few",
		shortest + "grace_hours: 11\n":                           "grace_hours: too_short",
		shortest + "id: y\n":                                     "id",
		shortest + "ward: \"99999\"\n":                           "ward: unknown_ward",
		shortest + "targets: {places: {\"24163-0\": 5}}\n":       "targets.places[24163-0]: unknown_place",
		shortest + "targets: {places: {\"99999-001\": 5}}\n":     "targets.places[99999-001]: unknown_place",
		"::": "campaign: ", "": "campaign: ", "[]": "campaign: ", "null": "campaign: ",
	} {
		if c, err := seed.ReadCampaign([]byte(bad), []string{"a", "b"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %+v, %v, want %q", bad, c, err, want)
		}
	}
}

// FuzzReadCampaign: whatever a file says, it is refused or is a campaign without faults.
func FuzzReadCampaign(f *testing.F) {
	raw, err := os.ReadFile("campaign.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{string(raw), shortest, "", "::", shortest + "bands: [{id: a, from: 1}]\n", shortest + "bands: null\n", shortest + "a: &a [*a]\n", "\ufeff" + shortest} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := seed.ReadCampaign([]byte(text), []string{"a"})
		if err != nil {
			return
		}
		if faults := campaign.Validate(c, allKnown); len(faults) > 0 {
			t.Fatalf("%q: %v", text, faults)
		}
	})
}
