package progress_test

import (
	"fmt"
	"testing"
	"time"

	"hocso/progress"
)

// BenchmarkFold folds somebody who takes the fortieth quiz: twenty modules, a second try for each that failed at first.
func BenchmarkFold(b *testing.B) {
	var results []progress.Result
	for i := range 40 {
		r := result(fmt.Sprintf("%08d-0000-4000-8000-000000000000", i*7919%40), fmt.Sprintf("module-%02d", i/2), 3+i%3, 5, 10*i)
		for q := range r.Max {
			id := fmt.Sprintf("question-%d", q)
			if q < r.Score {
				r.Right = append(r.Right, id)
			} else {
				r.Wrong = append(r.Wrong, id)
			}
		}
		r.FinishedAt = r.ReceivedAt.Add(-time.Minute)
		results = append(results, r)
	}
	home := progress.Home{Village: "v", Counted: true}
	b.ReportAllocs()
	for b.Loop() {
		progress.Fold("r", home, results)
	}
}
