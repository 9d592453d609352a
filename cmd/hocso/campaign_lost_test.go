package main

import (
	"math/rand/v2"
	"net/url"
	"os"
	"testing"
	"time"

	"hocso/internal/faulttest"
	"hocso/internal/longtest"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/redistest"
)

// faultsPerRound is how often a leg breaks in one round of load.
const faultsPerRound = 20

// TestAReplyThatIsLostIsNoLieAndNoLoss breaks the connections between the server and its store, and between it and Redis,
// while clients submit. Who is told nothing, or that the store is away, sends again.
func TestAReplyThatIsLostIsNoLieAndNoLoss(t *testing.T) {
	var s *site
	var legs []*faulttest.Leg
	var all tally
	rounds := faulttest.Rounds(t, longtest.Figure(200, 5000)/faultsPerRound, func(round int, rng *rand.Rand) {
		if s == nil || round%roundsPerSite == 0 {
			if s != nil {
				t.Log(s.verifySoon())
			}
			s.end()
			s, legs = newBreakableSite(t)
			s.start()
		}
		l := s.startLoad(4, 200*time.Millisecond, rng)
		for range faultsPerRound {
			t.Log(legs[rng.IntN(len(legs))].Fault(t, rng))
		}
		l.end()
		found := l.settle()
		all.add(found)
		t.Log(found)
	})
	t.Log(s.verifySoon())
	longtest.Report(t, 3, rounds*faultsPerRound, "faults on the way to the store and to Redis", "%v; verify finds no difference", all)
}

// newBreakableSite is one whose server reaches its store and Redis over legs that can be broken.
func newBreakableSite(t *testing.T) (*site, []*faulttest.Leg) {
	t.Helper()
	redis := redistest.Start(t)
	toRedis := faulttest.NewLeg(t, "Redis", redis.Addr)
	stores := storeFlags{Data: t.TempDir(), Redis: toRedis.Address}
	var ferret *mongotest.Process
	var toStore *faulttest.Leg
	if os.Getenv("TEST_MONGO_URI") == "" {
		ferret = mongotest.StartProcess(t)
		toStore = faulttest.NewLeg(t, "store", ferret.Address)
		stores.Mongo = ferret.URI(toStore.Address, "hocso")
	} else {
		u, err := url.Parse(mongotest.Start(t))
		if err != nil {
			t.Fatal("TEST_MONGO_URI is not an address")
		}
		toStore = faulttest.NewLeg(t, "store", u.Host)
		// Else the driver asks the replica set for its members and goes to them, past the leg.
		u.Host, u.RawQuery = toStore.Address, "directConnection=true"
		stores.Mongo = u.String()
	}
	s := newSite(t, stores, fewResidents)
	s.redis, s.ferret = redis, ferret
	return s, []*faulttest.Leg{toStore, toRedis}
}
