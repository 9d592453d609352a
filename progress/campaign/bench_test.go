package campaign_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hocso/progress/campaign"
)

// provinceRows has 3,000 villages in 100 wards, and the wards.
func provinceRows() []campaign.Row {
	rng := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // Each run is to rank the same.
	rows := make([]campaign.Row, 0, 3100)
	for w := range 100 {
		ward := campaign.Row{ID: fmt.Sprint(22000 + w), Day: today}
		for n := range 30 {
			r := village(fmt.Sprintf("%s-%03d", ward.ID, n+1), 0, 20+rng.IntN(900))
			r.Ward = ward.ID
			for d := range r.Recent {
				r.Recent[d].Done = rng.IntN(3)
				r.Done += r.Recent[d].Done
			}
			r.Learners = r.Done + 5
			ward.Add(r)
			rows = append(rows, r)
		}
		rows = append(rows, ward)
	}
	return rows
}

var provinces = campaign.Campaign{FirstDay: "2026-11-01", LastDay: today, MinRoll: 20, MinLearners: 5,
	Bands: []campaign.Band{{ID: "nho", From: 1, To: 149}, {ID: "vua", From: 150, To: 399}, {ID: "lon", From: 400}}}

// BenchmarkRank ranks the villages of the whole province.
func BenchmarkRank(b *testing.B) {
	rows := slices.DeleteFunc(provinceRows(), func(r campaign.Row) bool { return r.Ward == "" })
	for _, v := range []campaign.View{all, {Measure: campaign.Rate, Window: campaign.Week}, {Measure: campaign.Gain, Window: campaign.WholeCampaign}} {
		b.Run(string(v.Measure)+"_"+string(v.Window), func(b *testing.B) {
			for b.Loop() {
				campaign.Rank(rows, v, provinces, today)
			}
		})
	}
}

// BenchmarkFreeze settles the whole province and tells how long the settlement's text is.
func BenchmarkFreeze(b *testing.B) {
	rows := provinceRows()
	for b.Loop() {
		b.ReportMetric(float64(len(campaign.Freeze(provinces, rows, namesOf(rows), frozenAt).JSON())), "bytes")
	}
}

// BenchmarkCheck computes the hash of such a settlement anew.
func BenchmarkCheck(b *testing.B) {
	rows := provinceRows()
	s := campaign.Freeze(provinces, rows, namesOf(rows), frozenAt)
	for b.Loop() {
		if err := s.Check(); err != nil {
			b.Fatal(err)
		}
	}
}
