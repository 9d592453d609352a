package leaderboard_test

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"hocso/internal/redistest"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

// province is rows of villages and of the 102 wards as they look in the middle of a campaign.
func province(villages int) []campaign.Row {
	rows := make([]campaign.Row, 0, villages+102)
	for i := range villages {
		r := village(fmt.Sprintf("%05d-%03d", i%102, i/102), i%97, 100+i%800, i)
		r.CompletedAt, r.PointsAt = asOf, asOf
		for day := range r.Recent {
			r.Recent[day] = campaign.Counts{Done: i % 7, Completed: i % 3, Points: i % 50}
		}
		rows = append(rows, r)
	}
	for i := range 102 {
		rows = append(rows, ward(fmt.Sprintf("%05d", i), i*29, i*900, i))
	}
	return rows
}

// processorTime is what this process has used so far.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkRefresh reads all rows of a province and ranks its villages, as a cache does after a writing.
func BenchmarkRefresh(b *testing.B) {
	client := redis.NewClient(&redis.Options{Addr: redistest.Address(b)})
	b.Cleanup(func() { _ = client.Close() })
	boards, of := leaderboard.New(client), newCampaign()
	must(b, boards.Replace(b.Context(), of.ID, province(3000), asOf))
	view := campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}
	before := processorTime(b)
	b.ReportAllocs()
	for b.Loop() {
		rows, err := boards.Rows(b.Context(), of.ID)
		must(b, err)
		if s := leaderboard.NewTable(of, rows).Board(leaderboard.Villages, view, today); len(s.Ranked) != 3000 {
			b.Fatalf("%d villages", len(s.Ranked))
		}
	}
	b.ReportMetric(float64(processorTime(b)-before)/float64(b.N)/1e6, "cpu-ms/op")
}

// BenchmarkRead reads all rows of a province.
func BenchmarkRead(b *testing.B) {
	client := redis.NewClient(&redis.Options{Addr: redistest.Address(b)})
	b.Cleanup(func() { _ = client.Close() })
	boards, of := leaderboard.New(client), newCampaign()
	must(b, boards.Replace(b.Context(), of.ID, province(3000), asOf))
	before := processorTime(b)
	b.ReportAllocs()
	for b.Loop() {
		_, err := boards.Rows(b.Context(), of.ID)
		must(b, err)
	}
	b.ReportMetric(float64(processorTime(b)-before)/float64(b.N)/1e6, "cpu-ms/op")
}
