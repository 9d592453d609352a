package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hocso/internal/sqlite"
)

const peakRounds = 5 // of openLoop

// peakRates are submissions a second of the whole province: of a good evening, and of the busiest that there may be.
var peakRates = []float64{100, 400}

// BenchmarkAnEveningOfTheWholeProvince sends what the busiest evening brings, from people all over the province, with a whole campaign
// stored: most villages have somebody who hands in within seconds, and each such village is recomputed from all its people.
func BenchmarkAnEveningOfTheWholeProvince(b *testing.B) {
	data := loadCampaign(b, benchSubmissions(b))
	measured(b, data.dir, "rebuild")
	for range b.N {
		served := serveCampaign(b, data)
		store, err := sqlite.Open(b.Context(), data.dir)
		must(b, err)
		b.ReportMetric(0, "ns/op")
		for _, rate := range peakRates {
			_, _ = sendOpenly(b, served.client.Addr, rate, served.submit, nil) // a start looks at everybody once, beside its work
			var took []time.Duration
			behind := watchLag(b, store, func() {
				for range peakRounds {
					some, _ := sendOpenly(b, served.client.Addr, rate, served.submit, nil)
					took = append(took, some...)
				}
			})
			drained := untilFolded(b, store)
			slices.Sort(took)
			at := fmt.Sprintf("-at-%.0f", rate)
			b.ReportMetric(behind.Seconds(), "s-lag"+at)
			b.ReportMetric(drained.Seconds(), "s-to-drain"+at)
			b.ReportMetric(millis(took[len(took)/2]), "ms-p50"+at)
			b.ReportMetric(millis(took[len(took)*99/100]), "ms-p99"+at)
		}
		must(b, store.Close())
		b.ReportMetric(float64(residentMemory(b, served.server.cmd.Process.Pid)>>20), "MiB")
		served.server.kill()
	}
}
