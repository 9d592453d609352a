package seed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/goccy/go-yaml"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/places"
)

// fewestToShow is how many people a number must be of where a file does not say.
const fewestToShow = 5

// Campaign returns the campaign of campaign.yaml; all modules count.
func Campaign(modules []string) (campaign.Campaign, error) {
	raw, err := files.ReadFile("campaign.yaml")
	if err != nil {
		return campaign.Campaign{}, err
	}
	return ReadCampaign(raw, modules)
}

// ReadCampaign reads a campaign written as YAML, with the names that it has in JSON and no others. Without a list of modules, all
// those given count; without min_learners it is 5. The villages of its targets need only be of the province's wards: which there
// are, a file alone cannot say.
func ReadCampaign(raw []byte, all []string) (campaign.Campaign, error) {
	wards, err := Wards()
	if err != nil {
		return campaign.Campaign{}, err
	}
	text, err := yaml.YAMLToJSON(raw)
	if err != nil {
		return campaign.Campaign{}, fmt.Errorf("campaign: %w", err)
	}
	c := campaign.Campaign{Version: 1, MinLearners: fewestToShow, GraceHours: campaign.ShortestGrace}
	if err := json.Unmarshal(text, &c, json.RejectUnknownMembers(true)); err != nil {
		return campaign.Campaign{}, fmt.Errorf("campaign: %w", err)
	}
	if len(c.Modules) == 0 {
		c.Modules = slices.Clone(all)
	}
	dir := places.NewDirectory(wards, nil)
	ward := func(code string) bool {
		_, err := dir.Ward(code)
		return err == nil
	}
	faults := campaign.Validate(c, campaign.Known{Module: func(id string) bool { return slices.Contains(all, id) }, Ward: ward, Place: func(id string) bool {
		village := places.Village{ID: id}
		if code, _, ok := strings.Cut(id, "-"); ok && village.Number() > 0 {
			id = code
		}
		return ward(id)
	}})
	if len(faults) > 0 {
		texts := make([]string, len(faults))
		for i, f := range faults {
			texts[i] = f.String()
		}
		return campaign.Campaign{}, fmt.Errorf("campaign: %s", strings.Join(texts, "; "))
	}
	return c, nil
}

// DemoCampaign is the campaign of a demo: one that began 30 days ago and counts all modules. Its flags are set for sample people,
// who answer at an even pace each by themselves.
func DemoCampaign(today day.Day, modules []string) campaign.Campaign {
	return campaign.Campaign{ID: "mau", Version: 1, Name: "Bình dân học vụ số (dữ liệu mẫu)", FirstDay: today.Add(-30), LastDay: today.Add(69),
		Modules: modules, OpenRegistration: true, Sample: true,
		Bands:   []campaign.Band{{ID: "nho", From: 1, To: 69}, {ID: "vua", From: 70, To: 94}, {ID: "lon", From: 95}},
		Targets: campaign.Targets{Participation: 70, Completion: 40},
		MinRoll: 20, MinLearners: fewestToShow, GraceHours: 36, ReviewDays: 5,
		Flags: campaign.Thresholds{PeoplePerDevice: 20, SecondsPerQuestion: 3, QuickShare: 50, AlikePeople: 20, LastDayShare: 60, AssistedShare: 95, MinAttempts: 40}}
}
