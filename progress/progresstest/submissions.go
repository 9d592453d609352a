package progresstest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"hocso/progress"
)

// submission has every field set; received tells in which minute it came.
func submission(resident, id string, received int) progress.Submission {
	h := sha256.Sum256([]byte(resident + "/" + id))
	return progress.Submission{
		Resident: resident,
		Result: progress.Result{
			ID: id, Module: "vneid-1", Version: 2, Review: true, Score: 3, Max: 5, Passed: true,
			Assisted: true, Seconds: 240, Device: 1<<32 - 1, Pattern: 1 << 31, Language: "rad", Village: "24175-007",
			Right: []string{"q1", "$where", "q.3"}, Wrong: []string{"q4", `"q5", 'q6'`},
			FinishedAt: at(2), ReceivedAt: at(received),
		},
		// Keys and values that mean something to some databases are text like any other.
		Answers:   map[string][]string{"q1": {"b", "a"}, "q.2": {"$gt"}, "$where": {"x' OR '1'='1"}},
		StartedAt: at(1), Session: "f2ce0d30",
		By: "coordinator of Cư M'gar", Hash: h[:],
	}
}

// TestSubmissionStore checks a store; open gives an empty one each time.
func TestSubmissionStore(t *testing.T, open func(t *testing.T) progress.SubmissionStore) {
	t.Run("an empty store has no submissions", func(t *testing.T) {
		s := open(t)
		wantSubmissions(t, s, "r1")
		wantUnfolded(t, s)
		wantResults(t, s, map[string][]progress.Submission{}, "r1", "r2")
		wantEach(t, s)
	})
	testInsert(t, open)
	testResults(t, open)
	testFoldedMark(t, open)

	t.Run("deleting removes all of one resident, marks too", func(t *testing.T) {
		s := open(t)
		insert(t, s, submission("r1", "a", 1), submission("r1", "b", 2), submission("r10", "a", 3))
		must(t, s.DeleteSubmissionsOf(t.Context(), "r1"))
		wantSubmissions(t, s, "r1")
		wantSubmissions(t, s, "r10", submission("r10", "a", 3))
		wantUnfolded(t, s, progress.Key{Resident: "r10", ID: "a"})
		wantEach(t, s, "r10")
		must(t, s.DeleteSubmissionsOf(t.Context(), "r1")) // there are none any more
		if got := insert(t, s, submission("r1", "a", 4)); !got[0].New {
			t.Error("what was deleted is still in the way")
		}
	})

	t.Run("the submissions of a session are found, ordered by resident and id", func(t *testing.T) {
		s := open(t)
		in := func(session, resident, id string) progress.Submission {
			sub := submission(resident, id, 1)
			sub.Session = session
			return sub
		}
		insert(t, s, in("s1", "r2", "a"), in("s1", "r1", "b"), in("", "r1", "c"), in("s2", "r1", "d"), in("s1", "r1", "a"))
		for session, want := range map[string][]progress.Submission{"s1": {in("s1", "r1", "a"), in("s1", "r1", "b"), in("s1", "r2", "a")},
			"s2": {in("s2", "r1", "d")}, "s3": nil, "": nil} {
			got, err := s.SubmissionsIn(t.Context(), session)
			must(t, err)
			if !slices.EqualFunc(got, want, equal) {
				t.Errorf("submissions of session %q:\n got %+v\nwant %+v", session, got, want)
			}
		}
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		insert(t, s, submission("r1", "a", 1))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Insert(ctx, []progress.Submission{submission("r1", "b", 1)})
		wantPlainError(t, "Insert", err)
		_, err = s.Results(ctx, []string{"r1"})
		wantPlainError(t, "Results", err)
		_, err = s.SubmissionsOf(ctx, "r1")
		wantPlainError(t, "SubmissionsOf", err)
		_, err = s.SubmissionsIn(ctx, "f2ce0d30")
		wantPlainError(t, "SubmissionsIn", err)
		_, err = s.Unfolded(ctx, 10)
		wantPlainError(t, "Unfolded", err)
		wantPlainError(t, "MarkFolded", s.MarkFolded(ctx, []progress.Key{{Resident: "r1", ID: "a"}}))
		wantPlainError(t, "MarkUnfolded", s.MarkUnfolded(ctx, []string{"r1"}))
		wantPlainError(t, "EachResident", s.EachResident(ctx, progress.Span{}, func(string, []progress.Result) error { return nil }))
		wantPlainError(t, "DeleteSubmissionsOf", s.DeleteSubmissionsOf(ctx, "r1"))
	})
}

func testInsert(t *testing.T, open func(t *testing.T) progress.SubmissionStore) {
	t.Run("a submission comes back with every field", func(t *testing.T) {
		s := open(t)
		full := submission("r1", "a", 1)
		filled(t, full)
		plain := progress.Submission{ // failed, nothing answered, no clock on the phone
			Resident: "r1", By: "r1", Hash: full.Hash,
			Result: progress.Result{ID: "b", Module: "vneid-1", Version: 1, Max: 5, ReceivedAt: at(2)},
		}
		wantInserted(t, insert(t, s, full, plain), []bool{true, true}, full, plain)
		wantSubmissions(t, s, "r1", full, plain)
	})

	t.Run("a repeat keeps the first", func(t *testing.T) {
		s := open(t)
		first := submission("r1", "a", 1)
		insert(t, s, first)
		wantInserted(t, insert(t, s, first), []bool{false}, first)
		changed := submission("r1", "a", 9)
		changed.Score, changed.Hash, changed.Answers = 5, []byte("another"), nil
		wantInserted(t, insert(t, s, changed), []bool{false}, first)
		wantSubmissions(t, s, "r1", first)
	})

	t.Run("an id belongs to its resident only", func(t *testing.T) {
		s := open(t)
		mine, yours := submission("r1", "a", 1), submission("r2", "a", 2)
		yours.Score = 1
		wantInserted(t, insert(t, s, mine, yours), []bool{true, true}, mine, yours)
		later := submission("r3", "a", 3)
		wantInserted(t, insert(t, s, later, yours), []bool{true, false}, later, yours)
		for _, want := range []progress.Submission{mine, yours, later} {
			wantSubmissions(t, s, want.Resident, want)
		}
	})

	t.Run("nothing is no error", func(t *testing.T) {
		s := open(t)
		if got := insert(t, s); len(got) != 0 {
			t.Errorf("outcomes: %v", got)
		}
	})

	t.Run("a batch mixes new and old in any places", func(t *testing.T) {
		s := open(t)
		old := func(i int) bool { return i%3 == 1 || i == 0 || i == 49 || i == 50 || i == 129 }
		var stored, batch, want []progress.Submission
		var isNew []bool
		for i := range 130 {
			sub := submission(fmt.Sprintf("r%d", i%7), fmt.Sprintf("%03d", i), i)
			want, isNew = append(want, sub), append(isNew, !old(i))
			if old(i) {
				stored = append(stored, sub)
				sub.Score, sub.Hash = 0, []byte("another")
			}
			batch = append(batch, sub)
		}
		insert(t, s, stored...)
		wantInserted(t, insert(t, s, batch...), isNew, want...)
		var r3 []progress.Submission
		for _, sub := range want {
			if sub.Resident == "r3" {
				r3 = append(r3, sub)
			}
		}
		wantSubmissions(t, s, "r3", r3...)
		wantUnfolded(t, s, keysOf(want)...)
	})

	t.Run("of many who insert one id at once, one succeeds and all see it", func(t *testing.T) {
		s := open(t)
		for round := range 3 {
			id := fmt.Sprint(round)
			var outcomes [8][]progress.Inserted
			var errs [8]error
			together(len(errs), func(i int) {
				sub := submission("r1", id, i)
				sub.Score = i
				outcomes[i], errs[i] = s.Insert(t.Context(), []progress.Submission{submission(fmt.Sprintf("s%d", i), id, i), sub})
			})
			winners := 0
			for i, outcome := range outcomes {
				must(t, errs[i])
				if !outcome[0].New {
					t.Error("a submission beside the contested one is taken for old")
				}
				if outcome[1].New {
					winners++
				}
				if !equal(outcome[1].Stored, outcomes[0][1].Stored) {
					t.Errorf("two see different submissions:\n%+v\n%+v", outcome[1].Stored, outcomes[0][1].Stored)
				}
				if outcome[1].New != (outcome[1].Stored.Score == i) {
					t.Errorf("caller %d: new %v, but stored is that of caller %d", i, outcome[1].New, outcome[1].Stored.Score)
				}
			}
			if winners != 1 {
				t.Errorf("%d inserted it, want 1", winners)
			}
		}
	})

	t.Run("a thousand in one batch", func(t *testing.T) {
		s := open(t)
		var batch []progress.Submission
		want := map[string][]progress.Submission{}
		isNew := make([]bool, 1000)
		for i := range 1000 {
			isNew[i] = true
			sub := submission(fmt.Sprintf("r%03d", i%500), fmt.Sprint(i), i)
			sub.Answers = nil
			batch = append(batch, sub)
			want[sub.Resident] = append(want[sub.Resident], sub)
		}
		wantInserted(t, insert(t, s, batch...), isNew, batch...)
		clear(isNew)
		wantInserted(t, insert(t, s, batch...), isNew, batch...)
		wantUnfolded(t, s, keysOf(batch)...)
		must(t, s.MarkFolded(t.Context(), keysOf(batch[:100])))
		wantUnfolded(t, s, keysOf(batch[100:])...)
		wantResults(t, s, want, slices.Collect(maps.Keys(want))...)
		wantEach(t, s, slices.Sorted(maps.Keys(want))...)
	})
}

func testResults(t *testing.T, open func(t *testing.T) progress.SubmissionStore) {
	t.Run("results are those of the named residents", func(t *testing.T) {
		s := open(t)
		a, b, c, d := submission("r1", "a", 1), submission("r2", "b", 2), submission("r1", "c", 3), submission("r10", "d", 4)
		insert(t, s, a, b, c, d)
		wantResults(t, s, map[string][]progress.Submission{"r1": {a, c}, "r10": {d}}, "r10", "r1", "r9")
		wantResults(t, s, map[string][]progress.Submission{})
	})

	t.Run("a resident's submissions are ordered by time received, then id", func(t *testing.T) {
		s := open(t)
		a, b, c, d := submission("r1", "z", 1), submission("r1", "b", 2), submission("r1", "c", 2), submission("r1", "a", 3)
		insert(t, s, d, c, b, a, submission("r2", "a", 1))
		wantSubmissions(t, s, "r1", a, b, c, d)
	})

	t.Run("every resident comes once, in order, with all results", func(t *testing.T) {
		s := open(t)
		r10, r2, r9 := submission("r10", "a", 5), submission("r2", "x", 1), submission("r9", "a", 2)
		r2b, r10b := submission("r2", "b", 3), submission("r10", "b", 0)
		insert(t, s, r2, r10, r9)
		insert(t, s, r10b, r2b)
		want := map[string][]progress.Submission{"r10": {r10, r10b}, "r2": {r2, r2b}, "r9": {r9}}
		var order []string
		must(t, s.EachResident(t.Context(), progress.Span{}, func(resident string, results []progress.Result) error {
			order = append(order, resident)
			if !sameResults(results, want[resident]) {
				t.Errorf("results of %s: %+v", resident, results)
			}
			return nil
		}))
		if !slices.Equal(order, []string{"r10", "r2", "r9"}) {
			t.Errorf("order %v", order)
		}
	})

	t.Run("a span is after its first id, up to and with its last, in the order of bytes", func(t *testing.T) {
		s := open(t)
		for _, resident := range spanned {
			insert(t, s, submission(resident, "b", 1), submission(resident, "a", 2))
		}
		for within, want := range spans {
			var got []string
			must(t, s.EachResident(t.Context(), within, func(resident string, results []progress.Result) error {
				if len(results) != 2 {
					t.Errorf("%d results of %s, want 2", len(results), resident)
				}
				got = append(got, resident)
				return nil
			}))
			if !slices.Equal(got, want) {
				t.Errorf("%+v: residents %q, want %q", within, got, want)
			}
		}
	})

	t.Run("what is inserted while residents are gone through stands in nobody's way", func(t *testing.T) {
		s := open(t)
		insert(t, s, submission("r1", "a", 1), submission("r2", "a", 2), submission("r3", "a", 3))
		must(t, s.EachResident(t.Context(), progress.Span{}, func(resident string, _ []progress.Result) error {
			insert(t, s, submission(resident+"-late", "a", 4))
			return s.MarkFolded(t.Context(), []progress.Key{{Resident: resident, ID: "a"}})
		}))
		wantEach(t, s, "r1", "r1-late", "r2", "r2-late", "r3", "r3-late")
	})

	t.Run("going through residents ends with f's error", func(t *testing.T) {
		s := open(t)
		insert(t, s, submission("r1", "a", 1), submission("r2", "a", 2), submission("r3", "a", 3))
		for _, last := range []string{"r2", "r3"} { // in the middle, and at the very end
			stop := errors.New("stop")
			var seen []string
			err := s.EachResident(t.Context(), progress.Span{}, func(resident string, _ []progress.Result) error {
				seen = append(seen, resident)
				if resident == last {
					return stop
				}
				return nil
			})
			if !errors.Is(err, stop) || seen[len(seen)-1] != last {
				t.Errorf("saw %v, error %v, want to stop at %s", seen, err, last)
			}
		}
		wantEach(t, s, "r1", "r2", "r3") // the store still answers
	})
}

func testFoldedMark(t *testing.T, open func(t *testing.T) progress.SubmissionStore) {
	t.Run("new submissions carry the mark until it is taken off", func(t *testing.T) {
		s := open(t)
		a, b, c := submission("r1", "a", 1), submission("r1", "b", 2), submission("r2", "a", 3)
		insert(t, s, a, b, c)
		wantUnfolded(t, s, a.Key(), b.Key(), c.Key())
		must(t, s.MarkFolded(t.Context(), []progress.Key{a.Key()}))
		wantUnfolded(t, s, b.Key(), c.Key()) // "a" of r2 is another one
		must(t, s.MarkFolded(t.Context(), []progress.Key{b.Key(), c.Key(), a.Key()}))
		wantUnfolded(t, s)
		wantSubmissions(t, s, "r1", a, b) // nothing else changed
		must(t, s.MarkFolded(t.Context(), nil))
	})

	t.Run("a repeat does not bring the mark back", func(t *testing.T) {
		s := open(t)
		a, b := submission("r1", "a", 1), submission("r1", "b", 2)
		insert(t, s, a)
		must(t, s.MarkFolded(t.Context(), []progress.Key{a.Key()}))
		insert(t, s, a, b)
		wantUnfolded(t, s, b.Key())
	})

	t.Run("marking what is not there adds nothing", func(t *testing.T) {
		s := open(t)
		a := submission("r1", "a", 1)
		insert(t, s, a)
		// Somebody may be erased between being listed and being folded.
		must(t, s.MarkFolded(t.Context(), []progress.Key{{Resident: "gone", ID: "a"}, a.Key()}))
		wantUnfolded(t, s)
		wantSubmissions(t, s, "gone")
		wantEach(t, s, "r1")
	})

	t.Run("one mark comes back for each resident who has submissions", func(t *testing.T) {
		s := open(t)
		all := []progress.Submission{submission("r1", "a", 1), submission("r1", "b", 2), submission("r2", "a", 3), submission("r3", "a", 4)}
		insert(t, s, all...)
		must(t, s.MarkFolded(t.Context(), keysOf(all)))
		must(t, s.MarkUnfolded(t.Context(), []string{"r1", "r3", "nobody"}))
		must(t, s.MarkUnfolded(t.Context(), nil))
		keys, err := s.Unfolded(t.Context(), 10)
		must(t, err)
		var marked []string
		for _, k := range keys {
			marked = append(marked, k.Resident)
		}
		slices.Sort(marked)
		if !slices.Equal(marked, []string{"r1", "r3"}) {
			t.Errorf("marked %v", keys)
		}
		wantEach(t, s, "r1", "r2", "r3")
	})

	t.Run("a mark is one, however often it is put on", func(t *testing.T) {
		s := open(t)
		insert(t, s, submission("r1", "a", 1), submission("r2", "a", 2))
		must(t, s.MarkUnfolded(t.Context(), []string{"r1", "r1"}))
		must(t, s.MarkUnfolded(t.Context(), []string{"r1"}))
		must(t, s.MarkFolded(t.Context(), []progress.Key{{Resident: "r1", ID: "a"}}))
		wantUnfolded(t, s, progress.Key{Resident: "r2", ID: "a"})
	})

	t.Run("those that are named are removed with their marks, and no others", func(t *testing.T) {
		s := open(t)
		a, b, other := submission("r1", "a", 1), submission("r1", "b", 2), submission("r2", "a", 3)
		insert(t, s, a, b, other)
		for range 2 {
			must(t, s.DeleteSubmissions(t.Context(), []progress.Key{a.Key(), {Resident: "nobody", ID: "a"}}))
			wantSubmissions(t, s, "r1", b)
			wantSubmissions(t, s, "r2", other)
			wantUnfolded(t, s, b.Key(), other.Key())
		}
		must(t, s.DeleteSubmissions(t.Context(), nil))
		results, err := s.Insert(t.Context(), []progress.Submission{submission("r1", "c", 4)})
		must(t, err)
		if len(results) != 1 || !results[0].New || results[0].Results != nil && len(results[0].Results) != 2 {
			t.Errorf("what was removed is remembered: %+v", results)
		}
	})

	t.Run("no more keys than the limit", func(t *testing.T) {
		s := open(t)
		var all []progress.Key
		for i := range 5 {
			sub := submission("r1", fmt.Sprint(i), i)
			insert(t, s, sub)
			all = append(all, sub.Key())
		}
		rest := slices.Clone(all)
		for _, want := range []int{2, 2, 1, 0} { // each round lists what the last one left
			keys, err := s.Unfolded(t.Context(), 2)
			must(t, err)
			if len(keys) != want {
				t.Fatalf("%d keys, want %d", len(keys), want)
			}
			for _, key := range keys {
				i := slices.Index(rest, key)
				if i < 0 {
					t.Fatalf("key %v is listed twice or was never inserted", key)
				}
				rest = slices.Delete(rest, i, i+1)
			}
			must(t, s.MarkFolded(t.Context(), keys))
		}
	})
}
