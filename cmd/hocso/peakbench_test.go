package main

import (
	"slices"
	"testing"
	"time"

	"hocso/internal/sqlite"
)

const (
	peakRate   = 400.0 // submissions a second of the whole province
	peakRounds = 5     // of openLoop
)

// BenchmarkAnEveningOfTheWholeProvince sends what the busiest evening brings, from people all over the province, with a whole campaign
// stored: most villages have somebody who hands in within seconds, and each such village is recomputed from all its people.
func BenchmarkAnEveningOfTheWholeProvince(b *testing.B) {
	data := loadCampaign(b, benchSubmissions(b))
	measured(b, data.dir, "rebuild")
	for range b.N {
		served := serveCampaign(b, data)
		store, err := sqlite.Open(b.Context(), data.dir)
		must(b, err)
		var took []time.Duration
		behind := watchLag(b, store, func() {
			for range peakRounds {
				some, _ := sendOpenly(b, served.client.Addr, peakRate, served.submit, nil)
				took = append(took, some...)
			}
		})
		drained := untilFolded(b, store)
		must(b, store.Close())
		slices.Sort(took)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(behind.Seconds(), "s-lag")
		b.ReportMetric(drained.Seconds(), "s-to-drain")
		b.ReportMetric(millis(took[len(took)/2]), "ms-p50")
		b.ReportMetric(millis(took[len(took)*99/100]), "ms-p99")
		b.ReportMetric(float64(residentMemory(b, served.server.cmd.Process.Pid)>>20), "MiB")
		served.server.kill()
	}
}
