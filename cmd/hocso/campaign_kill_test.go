package main

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"hocso/internal/faulttest"
	"hocso/internal/longtest"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/redistest"
)

// roundsPerSite is how many rounds one site lives: FerretDB finds what it is asked for by reading all that it has.
const roundsPerSite = 10

// killClients is how many clients submit while parts are killed.
const killClients = 8

// TestNothingAcknowledgedIsLostWhenTheServerOfOneSiteIsKilled kills a server with its store and boards inside, again and
// again, between 50 and 1500 ms into the load of eight clients.
func TestNothingAcknowledgedIsLostWhenTheServerOfOneSiteIsKilled(t *testing.T) {
	var s *site
	var all tally
	rounds := faulttest.Rounds(t, longtest.Figure(12, 180), func(round int, rng *rand.Rand) {
		if s == nil || round%roundsPerSite == 0 {
			s.end()
			s = newSite(t, storeFlags{Data: t.TempDir()}, campaignResidents)
			s.start()
		}
		all.add(s.killUnderLoad(rng, 15*time.Millisecond, []string{"server"}))
	})
	longtest.Report(t, 1, rounds, "kills of a server with its store inside", "%v; verify finds no difference", all)
}

// TestNothingAcknowledgedIsLostWhenServerRedisOrStoreAreKilled kills one or two of server, Redis and MongoDB's stand-in, each
// a process of its own.
func TestNothingAcknowledgedIsLostWhenServerRedisOrStoreAreKilled(t *testing.T) {
	choices := [][]string{{"server"}, {"redis"}, {"store"}, {"server", "redis"}, {"server", "store"}, {"redis", "store"}}
	which := "server, Redis, store"
	if os.Getenv("TEST_MONGO_URI") != "" { // it is not ours to kill
		choices, which = [][]string{{"server"}, {"redis"}, {"server", "redis"}}, "server, Redis (the MongoDB given stays)"
	}
	var s *site
	var all tally
	rounds := faulttest.Rounds(t, longtest.Figure(8, 120), func(round int, rng *rand.Rand) {
		if s == nil || round%roundsPerSite == 0 {
			s.end()
			s = newDistributedSite(t)
			s.start()
		}
		all.add(s.killUnderLoad(rng, 250*time.Millisecond, choices[rng.IntN(len(choices))]))
	})
	longtest.Report(t, 1, rounds, "kills of one or two of "+which, "%v; verify finds no difference", all)
}

// newDistributedSite is one whose server, Redis and store are processes of their own.
func newDistributedSite(t *testing.T) *site {
	t.Helper()
	redis := redistest.Start(t)
	stores := storeFlags{Data: t.TempDir(), Redis: redis.Addr}
	var ferret *mongotest.Process
	if os.Getenv("TEST_MONGO_URI") != "" {
		stores.Mongo = mongotest.Start(t)
	} else {
		ferret = mongotest.StartProcess(t)
		stores.Mongo = ferret.URI(ferret.Address, "hocso")
	}
	s := newSite(t, stores, fewResidents)
	s.redis, s.ferret = redis, ferret
	return s
}

// killUnderLoad kills some parts while clients submit, brings them back while clients go on, and checks what came of it.
func (s *site) killUnderLoad(rng *rand.Rand, every time.Duration, parts []string) tally {
	s.t.Helper()
	l := s.startLoad(killClients, every, rng)
	await(time.Duration(50+rng.IntN(1450)) * time.Millisecond)
	for _, part := range parts {
		switch part {
		case "server":
			s.server.kill()
		case "redis":
			s.redis.Kill()
		case "store":
			s.ferret.Kill()
		}
	}
	await(time.Duration(rng.IntN(200)) * time.Millisecond)
	// In the order in which they need each other.
	for _, part := range []string{"store", "redis", "server"} {
		switch {
		case !strings.Contains(strings.Join(parts, " "), part):
		case part == "server":
			s.start()
		case part == "redis":
			s.redis.Restart(s.t)
		case part == "store":
			s.ferret.Restart(s.t)
		}
	}
	await(time.Duration(100+rng.IntN(200)) * time.Millisecond)
	l.end()
	found := l.settle()
	s.t.Logf("killed %v: %v; %s", parts, found, strings.TrimSpace(s.verifySoon()))
	return found
}
