package progress_test

import (
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/progress"
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
