package campaign_test

import (
	"testing"

	"hocso/progress/campaign"
)

func TestWhatWardsHadReachedWhenACampaignWasFrozen(t *testing.T) {
	n := func(n int) *int { return &n }
	s := campaign.Settlement{Rows: []campaign.SettledRow{
		{ID: "00001", Adults: 100, Learners: n(40), Done: n(30), Completed: nil},
		{ID: "00002", Adults: 50, Learners: n(9), Done: nil, Completed: nil},
		{ID: "000010001", Ward: "00001", Adults: 100, Done: n(30)},
	}}
	all, ok := s.Reached("")
	if rate, told := all.Rate(); !ok || all.Adults != 150 || *all.Learners != 49 || *all.Done != 30 || all.Completed != nil || !told || rate != 0.2 {
		t.Errorf("all wards: %+v, %v", all, ok)
	}
	if one, ok := s.Reached("00002"); !ok || one.Adults != 50 || one.Done != nil {
		t.Errorf("one ward: %+v, %v", one, ok)
	} else if _, told := one.Rate(); told {
		t.Error("a rate is told of a few people")
	}
	for _, none := range []string{"00003", "000010001"} {
		if _, ok := s.Reached(none); ok {
			t.Errorf("%s is a ward of the settlement", none)
		}
	}
}
