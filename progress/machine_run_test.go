package progress_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"pgregory.net/rapid"

	"hocso/internal/longtest"
	"hocso/internal/mongodb"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/sqlite"
	"hocso/progress/leaderboard"
)

// campaign5 plays rounds of about a hundred steps each; open gives the ground of one.
func campaign5(t *testing.T, rounds int, where string, open func(t *rapid.T) ground) {
	t.Helper()
	const steps = 140 // of which some are skipped: there is nothing to send, or nobody to move
	seed := os.Getenv("HOCSO_SEED")
	if seed == "" {
		seed = fmt.Sprint(rand.Uint64())
	}
	set(t, "rapid.checks", fmt.Sprint(rounds))
	set(t, "rapid.steps", fmt.Sprint(steps))
	set(t, "rapid.seed", seed)
	set(t, "rapid.nofailfile", "true") // the seed is enough
	t.Logf("play it again with HOCSO_SEED=%s", seed)
	played, taken := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		g, servers := open(t), 1
		if g.leases != nil {
			servers = 2
		}
		m := newMachine(t, g, servers)
		defer m.stop()
		actions := m.actions()
		look := actions[""]
		actions[""] = func(t *rapid.T) { taken++; look(t) }
		t.Repeat(actions)
		m.settle()
		played++
	})
	longtest.Report(t, 5, played, "rounds over "+where, "%d steps of phones, people and servers, no counterexample", taken)
}

// set sets a flag of the library's until the test ends.
func set(t *testing.T, name, value string) {
	t.Helper()
	before := flag.Lookup(name).Value.String()
	if err := flag.Set(name, value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set(name, before) })
}

func TestWhateverPhonesPeopleAndServersDoEachSubmissionCountsOnce(t *testing.T) {
	campaign5(t, longtest.Figure(1000, 20_000), "stores in memory", func(r *rapid.T) ground {
		boards := &memoryBoards{}
		g := ground{store: newMemory(), boards: boards, flushBoards: boards.flush, eachStep: true}
		if rapid.Bool().Draw(r, "several servers") {
			g.leases = newLeases()
		}
		return g
	})
}

// The same over SQLite and the boards in Redis.
func TestWhateverTheyDoEachSubmissionCountsOnceInSQLite(t *testing.T) {
	redis := miniredis.RunT(t)
	client := newClient(t, redis)
	campaign5(t, longtest.Figure(20, 400), "SQLite and Redis", func(r *rapid.T) ground {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			r.Fatal(err)
		}
		store, err := sqlite.Open(context.Background(), dir)
		if err != nil {
			r.Fatal(err)
		}
		r.Cleanup(func() { _ = store.Close() })
		redis.FlushAll()
		return ground{store: store, boards: leaderboard.New(client), flushBoards: redis.FlushAll, eachStep: true}
	})
}

// The same over MongoDB, or FerretDB, and the boards in Redis, with leases.
func TestWhateverTheyDoEachSubmissionCountsOnceInMongoDB(t *testing.T) {
	redis := miniredis.RunT(t)
	client := newClient(t, redis)
	mongotest.Start(t) // keeps one server running for all rounds
	campaign5(t, longtest.Figure(3, 60), "MongoDB and Redis", func(r *rapid.T) ground {
		store, err := mongodb.Open(context.Background(), mongotest.Start(t))
		if err != nil {
			r.Fatal(err)
		}
		r.Cleanup(func() { _ = store.Close() })
		redis.FlushAll()
		return ground{store: store, boards: leaderboard.New(client), flushBoards: redis.FlushAll, leases: store}
	})
}

func newClient(t *testing.T, server *miniredis.Miniredis) redis.UniversalClient {
	client := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{server.Addr()}, MaxRetries: -1, DialTimeout: time.Second})
	t.Cleanup(func() { _ = client.Close() })
	return client
}
