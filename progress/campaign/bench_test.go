package campaign_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"hocso/progress/campaign"
)

// BenchmarkRank ranks the villages of the whole province.
func BenchmarkRank(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // Each run is to rank the same.
	rows := make([]campaign.Row, 3000)
	for i := range rows {
		rows[i] = village(fmt.Sprintf("%05d-%03d", 22000+i/30, i%30), 0, 20+rng.IntN(900))
		for d := range rows[i].Recent {
			rows[i].Recent[d].Done = rng.IntN(3)
			rows[i].Done += rows[i].Recent[d].Done
		}
		rows[i].Learners = rows[i].Done + 5
	}
	c := campaign.Campaign{FirstDay: "2026-11-01", LastDay: "2027-02-08", MinRoll: 20, MinLearners: 5}
	for _, v := range []campaign.View{all, {Measure: campaign.Rate, Window: campaign.Week}, {Measure: campaign.Gain, Window: campaign.WholeCampaign}} {
		b.Run(string(v.Measure)+"_"+string(v.Window), func(b *testing.B) {
			for b.Loop() {
				campaign.Rank(rows, v, c, today)
			}
		})
	}
}
