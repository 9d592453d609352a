package progresstest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hocso/progress"
)

// summary has every field set.
func summary(resident, village string, submissions int) progress.Summary {
	return progress.Summary{
		Resident: resident, Village: village, Counted: true, Unconfirmed: true, Revision: 1, Former: []string{"24175-001", "24175-002"},
		Submissions: submissions, FirstAt: at(1),
		Modules: []progress.ModuleSummary{
			{Module: "dvc.1", Attempts: 2, Best: 4, Max: 5, Tries: []progress.Try{
				{At: at(2), Finished: "2026-11-01", Score: 4, Max: 5, Passed: true, Assisted: true, Seconds: 90, Device: 1<<32 - 1, Pattern: 1 << 31},
				{At: at(3), Score: 2, Max: 5}},

				First: progress.First{Version: 2, Language: "rad", Wrong: []string{"$q"}}, PassedAt: at(2), LastAt: at(3)},
			{Module: "vneid-1", Attempts: 1, Max: 5, LastAt: at(1)}, // not passed
		},
		Days:    []progress.ActiveDay{{Day: "2026-11-02", Submissions: 2}, {Day: "2026-11-03", Submissions: 1}},
		Hours:   []progress.ActiveHour{{Hour: 0, Submissions: 2}, {Hour: 167, Submissions: 1}},
		Reviews: []progress.Review{{Module: "vneid-1", Question: "q2", Box: 1, Due: "2026-11-03"}, {Module: "dvc.1", Question: "$q", Box: 4, Due: "2026-11-23"}},
	}
}

// TestSummaryStore checks a store; open gives an empty one each time.
func TestSummaryStore(t *testing.T, open func(t *testing.T) progress.SummaryStore) {
	t.Run("an empty store has no summaries", func(t *testing.T) {
		s := open(t)
		wantNoSummary(t, s, "r1")
		wantSummariesOf(t, s, "24175-007")
		wantEachSummary(t, s)
	})

	t.Run("a summary comes back with every field", func(t *testing.T) {
		s := open(t)
		full, empty := summary("r1", "24175-007", 3), progress.Summary{Resident: "r2", Village: "24175-007"}
		filled(t, full)
		filled(t, full.Modules[0])
		filled(t, full.Modules[0].Tries[0])
		filled(t, full.Modules[0].First)
		filled(t, full.Days[0])
		filled(t, full.Reviews[0])
		putSummaries(t, s, full, empty)
		wantSummary(t, s, full)
		wantSummary(t, s, empty)
		putSummaries(t, s)
	})

	testReplaceSummaries(t, open)
	testListSummaries(t, open)

	t.Run("deleting removes one; removing none is no error", func(t *testing.T) {
		s := open(t)
		putSummaries(t, s, summary("r1", "24175-007", 9), summary("r2", "24175-007", 1))
		must(t, s.DeleteSummary(t.Context(), "r1"))
		must(t, s.DeleteSummary(t.Context(), "r1"))
		wantNoSummary(t, s, "r1")
		wantEachSummary(t, s, summary("r2", "24175-007", 1))
		putSummaries(t, s, summary("r1", "24175-007", 1)) // what was deleted is not newer than anything
		wantSummary(t, s, summary("r1", "24175-007", 1))
	})

	t.Run("a cancelled context gives an error", func(t *testing.T) {
		s := open(t)
		putSummaries(t, s, summary("r1", "24175-007", 1))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Summary(ctx, "r1")
		wantPlainError(t, "Summary", err)
		_, err = s.SummariesOf(ctx, "24175-007")
		wantPlainError(t, "SummariesOf", err)
		_, err = s.Movers(ctx, []string{"24175-007"})
		wantPlainError(t, "Movers", err)
		_, err = s.PutSummaries(ctx, []progress.Summary{summary("r1", "24175-007", 2)})
		wantPlainError(t, "PutSummaries", err)
		wantPlainError(t, "EachSummary", s.EachSummary(ctx, progress.Span{}, func(progress.Summary) error { return nil }))
		wantPlainError(t, "DeleteSummary", s.DeleteSummary(ctx, "r1"))
	})
}

func testReplaceSummaries(t *testing.T, open func(t *testing.T) progress.SummaryStore) {
	t.Run("one of more submissions replaces the stored one", func(t *testing.T) {
		s := open(t)
		putSummaries(t, s, summary("r1", "24175-007", 9))
		changed := progress.Summary{Resident: "r1", Village: "24175-008", Revision: 1, Submissions: 10} // 10 is less than 9 as text
		putSummaries(t, s, changed)
		wantSummary(t, s, changed.Over(summary("r1", "24175-007", 9)))
	})

	t.Run("one of as many submissions replaces the stored one", func(t *testing.T) {
		s := open(t)
		putSummaries(t, s, summary("r1", "24175-007", 3))
		changed := summary("r1", "24175-008", 3) // somebody moved and withdrew a consent
		changed.Counted, changed.Unconfirmed, changed.Revision = false, false, 2
		putSummaries(t, s, changed)
		wantSummary(t, s, changed.Over(summary("r1", "24175-007", 3)))
	})

	t.Run("of fewer submissions or of an older revision only the rest is taken, and others beside it whole", func(t *testing.T) {
		s := open(t)
		stored := map[string]progress.Summary{"r2": summary("r2", "24175-007", 3), "r4": summary("r4", "24175-007", 3), "r5": summary("r5", "24175-007", 10)}
		late := stored["r5"]
		late.Revision = 10 // which is less than 9 as text
		stored["r5"] = late
		putSummaries(t, s, slices.Collect(maps.Values(stored))...)
		fresh := []progress.Summary{
			summary("r1", "24175-008", 1), summary("r2", "24175-008", 2), summary("r3", "24175-008", 1),
			summary("r4", "24175-008", 4), summary("r5", "24175-008", 11), summary("r6", "24175-008", 0),
		}
		fresh[4].Revision = 9
		for range 2 { // at first some are new, then none
			putSummaries(t, s, fresh...)
			want := slices.Clone(fresh)
			for i, f := range want {
				if before, ok := stored[f.Resident]; ok {
					want[i] = f.Over(before)
				}
			}
			wantEachSummary(t, s, want...)
		}
	})

	t.Run("putting says where each resident counts and counted", func(t *testing.T) {
		s := open(t)
		putSummaries(t, s, progress.Summary{Resident: "r1", Village: "24175-007", Revision: 1, Submissions: 1})
		got, err := s.PutSummaries(t.Context(), []progress.Summary{
			{Resident: "r1", Village: "24175-008", Revision: 2, Submissions: 1}, {Resident: "r2", Village: "24175-009", Submissions: 1}})
		must(t, err)
		want := map[string][]string{"r1": {"24175-008", "24175-007"}, "r2": {"24175-009"}}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("moved: %v, want %v", got, want)
		}
		got, err = s.PutSummaries(t.Context(), []progress.Summary{{Resident: "r1", Village: "24175-007", Revision: 1, Submissions: 2}})
		must(t, err)
		if !reflect.DeepEqual(got, map[string][]string{"r1": {"24175-008", "24175-007"}}) {
			t.Errorf("who wrote late: %v", got)
		}
	})

	t.Run("of many who write at once, the most submissions and the latest revision stay", func(t *testing.T) {
		s := open(t)
		const residents = 10
		var errs [8]error
		together(len(errs), func(i int) {
			var batch []progress.Summary
			for r := range residents {
				revision := (3*i + r) % len(errs)
				one := summary(fmt.Sprintf("r%d", r), fmt.Sprint(revision), 1+(i+r)%len(errs))
				one.Revision = revision
				batch = append(batch, one)
			}
			_, errs[i] = s.PutSummaries(t.Context(), batch)
		})
		for _, err := range errs {
			must(t, err)
		}
		for r := range residents {
			want := summary(fmt.Sprintf("r%d", r), "7", len(errs))
			want.Revision = 7
			got, err := s.Summary(t.Context(), want.Resident)
			must(t, err)
			got.Former = want.Former // which it passed through is chance
			if !equalSummaries(got, want) {
				t.Errorf("summary:\n got %+v\nwant %+v", got, want)
			}
		}
	})

	t.Run("a thousand in bulk", func(t *testing.T) {
		s := open(t)
		var stored, batch, want []progress.Summary
		for i := range 1000 {
			fresh := progress.Summary{Resident: fmt.Sprintf("r%03d", i), Village: "24175-007", Submissions: 5}
			older, newer := fresh, fresh
			older.Village, older.Submissions, newer.Submissions = "24175-008", 4, 6
			batch, want = append(batch, fresh), append(want, fresh)
			switch i % 40 {
			case 0:
				stored = append(stored, older)
				want[i] = fresh.Over(older)
			case 20:
				stored = append(stored, newer)
				want[i] = newer
			}
		}
		putSummaries(t, s, stored...)
		putSummaries(t, s, batch...)
		wantEachSummary(t, s, want...)
		wantSummariesOf(t, s, "24175-007", want...)
	})
}

func testListSummaries(t *testing.T, open func(t *testing.T) progress.SummaryStore) {
	t.Run("lists hold what they should, ordered by resident", func(t *testing.T) {
		s := open(t)
		a, b, c, d := summary("r1", "24175-007", 1), summary("r10", "24175-008", 1), summary("r2", "24175-007", 1), summary("r3", "24175-0071", 1)
		putSummaries(t, s, d, c, b, a)
		wantSummariesOf(t, s, "24175-007", a, c)
		wantEachSummary(t, s, a, b, c, d)
		moved := summary("r2", "24175-008", 1)
		putSummaries(t, s, moved)
		wantSummariesOf(t, s, "24175-007", a)
		wantSummariesOf(t, s, "24175-008", b, moved.Over(c))
	})

	t.Run("who moved is found by where they live and by where they lived before, ordered by resident", func(t *testing.T) {
		s := open(t)
		mover := func(resident, village string, former ...string) progress.Summary {
			one := summary(resident, village, 1)
			one.Former = former
			return one
		}
		a, b, c := mover("r1", "24175-001", "24175-002"), mover("r2", "24176-001", "24175-0011", "24175-003"), mover("r3", "24176-001", "24175-001", "24175-002")
		putSummaries(t, s, c, b, a, mover("r4", "24175-001"), mover("r5", "24175-0011", "24175-0012"))
		for of, want := range map[string][]progress.Summary{"24175-001": {a, c}, "24175-002 24175-003": {a, b, c}, "24176-001": {b, c}, "24175": nil, "": nil} {
			got, err := s.Movers(t.Context(), strings.Fields(of))
			must(t, err)
			if !slices.EqualFunc(got, want, equalSummaries) {
				t.Errorf("movers of %q:\n got %+v\nwant %+v", of, got, want)
			}
		}
	})

	t.Run("a span of summaries is after its first id, up to and with its last, in the order of bytes", func(t *testing.T) {
		s := open(t)
		for _, resident := range spanned {
			putSummaries(t, s, summary(resident, "v", 1))
		}
		for within, want := range spans {
			var got []string
			must(t, s.EachSummary(t.Context(), within, func(m progress.Summary) error {
				got = append(got, m.Resident)
				return nil
			}))
			if !slices.Equal(got, want) {
				t.Errorf("%+v: summaries of %q, want %q", within, got, want)
			}
		}
	})

	t.Run("going through summaries ends with f's error", func(t *testing.T) {
		s := open(t)
		all := []progress.Summary{summary("r1", "v", 1), summary("r2", "v", 1), summary("r3", "v", 1)}
		putSummaries(t, s, all...)
		stop := errors.New("stop")
		var seen []string
		err := s.EachSummary(t.Context(), progress.Span{}, func(m progress.Summary) error {
			seen = append(seen, m.Resident)
			if m.Resident == "r2" {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || !slices.Equal(seen, []string{"r1", "r2"}) {
			t.Errorf("saw %v, error %v", seen, err)
		}
		wantEachSummary(t, s, all...) // the store still answers
	})
}

func putSummaries(t *testing.T, s progress.SummaryStore, summaries ...progress.Summary) {
	t.Helper()
	_, err := s.PutSummaries(t.Context(), summaries)
	must(t, err)
}

func wantSummary(t *testing.T, s progress.SummaryStore, want progress.Summary) {
	t.Helper()
	got, err := s.Summary(t.Context(), want.Resident)
	must(t, err)
	if !equalSummaries(got, want) {
		t.Errorf("summary:\n got %+v\nwant %+v", got, want)
	}
}

func wantNoSummary(t *testing.T, s progress.SummaryStore, resident string) {
	t.Helper()
	if got, err := s.Summary(t.Context(), resident); !errors.Is(err, progress.ErrNotFound) {
		t.Errorf("summary of %s: %+v, error %v, want ErrNotFound", resident, got, err)
	}
}

func wantSummariesOf(t *testing.T, s progress.SummaryStore, village string, want ...progress.Summary) {
	t.Helper()
	got, err := s.SummariesOf(t.Context(), village)
	must(t, err)
	if !slices.EqualFunc(got, want, equalSummaries) {
		t.Errorf("summaries of %s:\n got %+v\nwant %+v", village, got, want)
	}
}

func wantEachSummary(t *testing.T, s progress.SummaryStore, want ...progress.Summary) {
	t.Helper()
	var got []progress.Summary
	must(t, s.EachSummary(t.Context(), progress.Span{}, func(m progress.Summary) error {
		got = append(got, m)
		return nil
	}))
	if !slices.EqualFunc(got, want, equalSummaries) {
		t.Errorf("summaries:\n got %+v\nwant %+v", got, want)
	}
}

// equalSummaries compares summaries; a store may give an empty list back as nil or as empty.
func equalSummaries(a, b progress.Summary) bool {
	if len(a.Modules) == 0 && len(b.Modules) == 0 {
		a.Modules, b.Modules = nil, nil
	}
	return reflect.DeepEqual(a, b)
}
