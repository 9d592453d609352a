package progress_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"pgregory.net/rapid"

	"hocso/internal/longtest"
)

// campaign5 plays rounds of about a hundred steps each; open gives the ground of one.
func campaign5(t *testing.T, rounds int, where string, open func(t *rapid.T) ground) {
	t.Helper()
	const steps = 100
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
		m := newMachine(t, open(t), rapid.IntRange(1, 2).Draw(t, "servers"))
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
	campaign5(t, longtest.Figure(1000, 20_000), "stores in memory", func(*rapid.T) ground {
		boards := &memoryBoards{}
		return ground{store: newMemory(), boards: boards, flushBoards: boards.flush, leases: newLeases(), eachStep: true}
	})
}
