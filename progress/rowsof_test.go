package progress_test

import (
	"errors"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/people"
	"hocso/progress/places"
)

// However long boards wait to be settled, what came on the last day stays on it.
func TestRowsOfACampaignThatIsOverLookAtItsLastDay(t *testing.T) {
	late := november.LastDay.Add(20).Start().Add(time.Hour)
	v := places.Village{ID: village1, Ward: "00001", Roll: &places.Roll{Adults: 10, Version: 1}}
	n := progress.Count{Learners: 3, Reached: progress.Reached{Participants: 3},
		Days: map[day.Day]progress.Reached{november.LastDay: {Participants: 2}}}
	totals := progress.Totals{Place: v.ID, AsOf: late, Campaigns: map[string]progress.Count{november.ID: n}}
	row := progress.VillageRow(november, v, totals, nil)
	if row.Day != november.LastDay || row.Recent[0].Done != 2 {
		t.Errorf("village: day %s, %d came", row.Day, row.Recent[0].Done)
	}
	ward := progress.WardRow(november, "00001", []places.Village{v}, map[string]progress.Totals{v.ID: totals}, late)
	if ward.Day != november.LastDay || ward.Recent[0].Done != 2 {
		t.Errorf("ward: day %s, %d came", ward.Day, ward.Recent[0].Done)
	}
}

// Another server may count by an earlier version for a while, and its totals win where they are the later ones.
func TestRowsAreOfTheCampaignAsItIsAndOnlyWhereTheTotalsSayTheSame(t *testing.T) {
	w := newWorld(t)
	w.insert(w.submission(w.resident(village1), "a", 4), w.submission(w.resident(village1), "a", 5))
	earlier := w.ref
	if err := w.rollup(w.stores()).Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	now := w.ref
	now.Campaign.Version, now.Campaign.PassMark = 2, 90
	rowsOf := func() ([]campaign.Row, error) { // of a server that reads the earlier version again just then
		w.ref = earlier
		return w.rollup(w.stores()).RowsOf(t.Context(), now, now.Campaign)
	}
	if rows, err := rowsOf(); !errors.Is(err, people.ErrConflict) {
		t.Errorf("totals of the earlier version: %+v, %v", rows, err)
	}
	w.ref = now
	if err := w.rollup(w.stores()).Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	now.Rulings = map[string][]campaign.Ruling{
		progress.RulingKey(now.Campaign.ID, village1): {{Campaign: now.Campaign.ID, Village: village1, Decision: campaign.Exclude}}}
	rows, err := rowsOf()
	if err != nil || len(rows) != 5 {
		t.Fatalf("%+v, %v", rows, err)
	}
	for _, r := range rows {
		want := 0
		if r.ID == village1 || r.ID == "00001" {
			want = 1
		}
		if r.Done != want || r.Day == "" || (r.State == campaign.Excluded) != (r.ID == village1) {
			t.Errorf("%+v, want %d who took part", r, want)
		}
	}
}
