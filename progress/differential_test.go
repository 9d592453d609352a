package progress_test

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"hocso/internal/longtest"
	"hocso/internal/mongodb"
	"hocso/internal/mongodb/mongotest"
	"hocso/internal/sqlite"
	"hocso/progress"
	"hocso/progress/people"
)

// derived is all that a store says follows from a history.
type derived struct {
	Outcomes  []string // of each insert
	Summaries []progress.Summary
	Totals    map[string]progress.Totals
	Results   map[string][]progress.Result
	Unfolded  int
	Report    string
	Faults    []string
}

// history is steps that are the same for every store.
type history []func(ctx context.Context, d *derived, store anyStore, r *progress.Rollup) error

// newHistory draws one: batches with repeats and changed bodies, moves, consents, erasures, rounds left out, and a summary written late.
func newHistory(rng *rand.Rand) history {
	var h history
	residents := []string{"r0", "r1", "r2", "r3", "r4"}
	var sent []progress.Submission
	one := func() progress.Submission {
		if len(sent) > 0 && rng.IntN(4) == 0 {
			s := sent[rng.IntN(len(sent))]
			if rng.IntN(3) == 0 {
				s.Score, s.Hash = 0, []byte("another")
			}
			return s
		}
		limit := 1 + rng.IntN(5)
		received := at(rng.IntN(900)).Add(time.Duration(rng.IntN(1000)) * time.Millisecond)
		s := progress.Submission{Resident: residents[rng.IntN(len(residents))], By: "somebody",
			Answers: map[string][]string{"q1": {"x"}, "q2": {}}, StartedAt: at(rng.IntN(900)),
			Result: progress.Result{ID: fmt.Sprintf("%04d", len(sent)), Module: []string{"a", "b", "x"}[rng.IntN(3)], Version: 1 + rng.IntN(2), Max: limit, Assisted: true, Seconds: rng.IntN(900), Device: rng.Uint32N(3),
				Score: rng.IntN(limit + 1), ReceivedAt: received, FinishedAt: received.Add(-time.Duration(rng.IntN(30)) * time.Hour), Review: rng.IntN(6) == 0}}
		s.Village, s.Passed = village1, !s.Review && s.Score*10 >= 7*limit
		for q := range limit {
			if q < s.Score {
				s.Right = append(s.Right, fmt.Sprint("q", q))
			} else {
				s.Wrong = append(s.Wrong, fmt.Sprint("q", q))
			}
		}
		s.Hash = s.ContentHash()
		sent = append(sent, s)
		return s
	}
	for range 30 {
		switch rng.IntN(10) {
		default:
			var batch []progress.Submission
			keys := map[progress.Key]bool{}
			for range 1 + rng.IntN(6) {
				if s := one(); !keys[s.Key()] {
					keys[s.Key()] = true
					batch = append(batch, s)
				}
			}
			h = append(h, func(ctx context.Context, d *derived, store anyStore, _ *progress.Rollup) error {
				done, err := store.Insert(ctx, batch)
				for _, o := range done {
					d.Outcomes = append(d.Outcomes, fmt.Sprintf("%s/%s new %v score %d", o.Stored.Resident, o.Stored.ID, o.New, o.Stored.Score))
				}
				return err
			})
		case 0, 1:
			h = append(h, func(ctx context.Context, _ *derived, _ anyStore, r *progress.Rollup) error { return r.Sweep(ctx) })
		case 2, 3:
			id, village, counted := residents[rng.IntN(len(residents))], []string{village1, village2, village3}[rng.IntN(3)], rng.IntN(3) > 0
			h = append(h, func(ctx context.Context, _ *derived, store anyStore, r *progress.Rollup) error {
				p, err := store.Person(ctx, id)
				if err != nil {
					return nil // erased
				}
				p.Village = village
				p.Consents = []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: counted}, At: at(0)}}
				return cmp.Or(r.Mark(ctx, id), store.UpdatePerson(ctx, p), r.Refold(ctx, id))
			})
		case 4:
			id := residents[rng.IntN(len(residents))]
			if rng.IntN(3) > 0 {
				continue
			}
			h = append(h, func(ctx context.Context, _ *derived, store anyStore, r *progress.Rollup) error {
				return cmp.Or(r.Erase(ctx, id, village1), store.DeletePerson(ctx, id), r.Erase(ctx, id, village1))
			})
		case 5:
			late := progress.Summary{Resident: residents[rng.IntN(len(residents))], Village: village2, Submissions: rng.IntN(3), Revision: 0}
			h = append(h, func(ctx context.Context, _ *derived, store anyStore, r *progress.Rollup) error {
				if _, err := store.Person(ctx, late.Resident); err != nil {
					return nil
				}
				// Nobody folds more submissions than there are.
				results, err := store.Results(ctx, []string{late.Resident})
				if err != nil {
					return err
				}
				late := late
				late.Submissions = min(late.Submissions, len(results[late.Resident]))
				// What a slow server writes must not win, and what follows from it is put right.
				if _, err := store.PutSummaries(ctx, []progress.Summary{late}); err != nil {
					return err
				}
				return r.Refold(ctx, late.Resident)
			})
		}
	}
	return h
}

// play plays a history on an empty store and reads all that follows.
func (h history) play(t *testing.T, store anyStore) derived {
	t.Helper()
	ctx, w := t.Context(), newWorld(t)
	r := progress.NewRollup(progress.Stores{Submissions: store, Summaries: store, Totals: store, People: store}, w.boards,
		func() progress.Reference { return w.ref }, func() time.Time { return at(1000) }, slog.New(slog.DiscardHandler))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var all []people.Person
	for i := range 5 {
		all = append(all, people.Person{ID: fmt.Sprint("r", i), Village: []string{village1, village2, village3}[i%3],
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: i != 4}, At: at(0)}}})
	}
	must(store.AddPeople(ctx, all))
	must(r.RebuildBoards(ctx))
	var d derived
	for _, step := range h {
		must(step(ctx, &d, store, r))
	}
	must(r.Sweep(ctx))
	must(r.Flush(ctx))
	must(store.EachSummary(ctx, progress.Span{}, func(s progress.Summary) error {
		d.Summaries = append(d.Summaries, s)
		return nil
	}))
	var err error
	d.Totals, err = store.Totals(ctx, names(placesOf(w.ref.Directory)))
	must(err)
	d.Results, err = store.Results(ctx, []string{"r0", "r1", "r2", "r3", "r4"})
	must(err)
	for _, list := range d.Results {
		slices.SortFunc(list, func(a, b progress.Result) int { return cmp.Compare(a.ID, b.ID) })
	}
	left, err := store.Unfolded(ctx, 99)
	must(err)
	d.Unfolded = len(left)
	report, err := r.Verify(ctx, w.boards)
	must(err)
	d.Report, d.Faults = report.String(), report.Differences
	return d
}

// The same history leaves the same in every store, to the last field.
func TestEveryStoreSaysTheSameOfTheSameHistory(t *testing.T) {
	seed := rand.Uint64()
	if text := os.Getenv("HOCSO_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("HOCSO_SEED is no seed: %v", err)
		}
	}
	mongotest.Start(t) // keeps one server running for all rounds
	rounds := longtest.Figure(4, 60)
	for round := range rounds {
		h := newHistory(rand.New(rand.NewPCG(seed+uint64(round), 0)))
		embedded, err := sqlite.Open(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = embedded.Close() })
		mongo, err := mongodb.Open(t.Context(), mongotest.Start(t))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = mongo.Close() })
		want := h.play(t, newMemory())
		if want.Unfolded > 0 || len(want.Faults) > 0 {
			t.Errorf("HOCSO_SEED=%d: %d unfolded, differences %v", seed+uint64(round), want.Unfolded, want.Faults)
		}
		for name, store := range map[string]anyStore{"SQLite": embedded, "MongoDB": mongo} {
			if got := h.play(t, store); !reflect.DeepEqual(got, want) {
				t.Fatalf("HOCSO_SEED=%d: in %s\n%+v\nin maps\n%+v", seed+uint64(round), name, got, want)
			}
		}
	}
	t.Logf("play it again with HOCSO_SEED=%d", seed)
	longtest.Report(t, 5, rounds, "histories over SQLite, MongoDB and maps", "the same summaries, totals, results and verdict in each")
}
