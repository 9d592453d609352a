package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"hocso/internal/faulttest"
	"hocso/internal/longtest"
	"hocso/internal/redistest"
)

// slowestFailover is how soon after a master's death boards are fresh again; the Sentinels and nodes of the tests need about two
// seconds of it.
const slowestFailover = 15 * time.Second

// TestWhenTheMasterOfASentinelDiesBoardsAreTrueOrStaleAndComeBack kills the master of a Redis under load, most times after its
// replica has missed what was written last.
func TestWhenTheMasterOfASentinelDiesBoardsAreTrueOrStaleAndComeBack(t *testing.T) {
	failovers(t, 19, "times the master of a Sentinel was killed under load", redistest.StartSentinel(t))
}

// TestWhenANodeOfAClusterDiesBoardsAreTrueOrStaleAndComeBack kills the node of a cluster that holds the boards.
func TestWhenANodeOfAClusterDiesBoardsAreTrueOrStaleAndComeBack(t *testing.T) {
	holder := redistest.StartCluster(t, "hocso:{"+siteCampaign(t).ID+"}:rows")
	failovers(t, 20, "times the node of a cluster that holds the boards was killed under load", holder)
}

func failovers(t *testing.T, campaign int, what string, g *redistest.Group) {
	s := newSite(t, storeFlags{Data: t.TempDir(), Redis: g.Flag}, campaignResidents)
	s.start()
	var all tally
	var fresh, stale int
	var longest time.Duration
	rounds := faulttest.Rounds(t, longtest.Figure(4, 40), func(round int, rng *rand.Rand) {
		l := s.startLoad(8, 20*time.Millisecond, rng)
		w := s.watchBoard()
		await(time.Duration(500+rng.IntN(500)) * time.Millisecond)
		missed := round%4 != 3
		if missed {
			g.CutOff(t)
			await(time.Duration(300+rng.IntN(700)) * time.Millisecond)
		}
		g.Master.Kill()
		killed := time.Now()
		within(t, slowestFailover, 20*time.Millisecond, func() bool { return g.TakenOver(t) }, func() string { return "nobody takes over" })
		within(t, slowestFailover, 20*time.Millisecond, w.freshAgain(), func() string { return fmt.Sprintf("boards do not come back:\n%s", s.server.log) })
		longest = max(longest, time.Since(killed))
		await(time.Duration(500+rng.IntN(1000)) * time.Millisecond)
		l.end()
		w.end(t)
		fresh, stale = fresh+w.fresh, stale+w.stale
		if n := l.answers(http.StatusServiceUnavailable); n > 0 {
			t.Errorf("%d answers of 503", n)
		}
		slices.Sort(l.took)
		if p99 := l.took[len(l.took)*99/100]; p99 >= slowestAcknowledgement {
			t.Errorf("99 in 100 acknowledgements within %v", p99)
		}
		found := l.settle()
		all.add(found)
		t.Logf("%v; the replica missed something: %v; boards %d fresh, %d stale; %s", found, missed, w.fresh, w.stale, s.verifySoon())
		g.Rejoin(t)
	})
	longtest.Report(t, campaign, rounds, what, "%v; of %d boards read %d were marked stale and none was wrong or went back; fresh again within %v",
		all, fresh+stale, stale, slowestFailover)
	t.Logf("the longest time to fresh boards was %v", longest)
}
