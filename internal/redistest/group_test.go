package redistest_test

import (
	"testing"
	"time"

	"hocso/internal/redistest"
)

func TestAReplicaThatWasCutOffTakesOverWithoutTheLastWritings(t *testing.T) {
	for name, run := range map[string]func(testing.TB) *redistest.Group{
		"Sentinel": redistest.StartSentinel,
		"cluster":  func(tb testing.TB) *redistest.Group { return redistest.StartCluster(tb, "key") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := run(t)
			for range 2 {
				g.Master.Do(t, "SET", "key", "early")
				// Wait for the replica by name, not for a time.
				g.Master.Do(t, "WAIT", 1, 5000)
				g.CutOff(t)
				g.Master.Do(t, "SET", "key", "late")
				g.Master.Kill()
				end := time.After(time.Minute)
				for !g.TakenOver(t) {
					select {
					case <-end:
						t.Fatal("nobody takes over")
					case <-time.After(20 * time.Millisecond):
					}
				}
				g.Rejoin(t)
				if got := g.Master.Do(t, "GET", "key"); got != "early" {
					t.Errorf("the one that took over says %q", got)
				}
			}
		})
	}
}
