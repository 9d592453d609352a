// Package faulttest is what the campaigns of docs/reliability.md share: rounds that are drawn from a seed, histories that
// are held against a model, a proxy that breaks connections, and disks that are full.
package faulttest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// seedEnv gives the seed of one round, to play it again.
const seedEnv = "HOCSO_SEED"

// Rounds calls f n times, each time with the round's number and a generator of its own whose seed is written down and ends in
// the number (of 256, then from 0 again). With HOCSO_SEED it plays that one round. The faults, their times and what is sent follow from the seed; how threads and processes interleave does not.
// It returns how many rounds were played, and stops after a round that failed.
func Rounds(t *testing.T, n int, f func(round int, rng *rand.Rand)) int {
	t.Helper()
	seed, once := given(t)
	if once {
		n = 1
	}
	for round := range n {
		if !once {
			seed = rand.Uint64()<<8 | uint64(round%256)
		}
		line := fmt.Sprintf("round %d: play it again with %s=%d", round+1, seedEnv, seed)
		t.Log(line)
		whole := false
		func() {
			defer func() {
				if !whole { // t.Fatal or a panic left f
					t.Log("failed in ", line)
				}
			}()
			f(int(seed%256), Rand(seed))
			whole = true
		}()
		if t.Failed() {
			t.Fatal("failed in ", line)
		}
	}
	return n
}

// Rand is a generator of this seed.
func Rand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func given(t *testing.T) (uint64, bool) {
	text := os.Getenv(seedEnv)
	if text == "" {
		return 0, false
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s is no seed: %v", seedEnv, err)
	}
	return seed, true
}
