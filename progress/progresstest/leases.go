package progresstest

import (
	"slices"
	"testing"

	"hocso/progress"
)

// TestLeaseStore checks a store; open gives an empty one each time.
func TestLeaseStore(t *testing.T, open func(t *testing.T) progress.LeaseStore) {
	t.Run("what is free is leased, once", func(t *testing.T) {
		s := open(t)
		wantClaimed(t, s, "a", 0, []string{"1", "2"}, "1", "2")
		wantClaimed(t, s, "b", 1, []string{"2", "3"}, "3")
		wantClaimed(t, s, "a", 1, nil)
	})

	t.Run("the holder may claim again, others when it has run out", func(t *testing.T) {
		s := open(t)
		wantClaimed(t, s, "a", 0, []string{"1"}, "1")
		wantClaimed(t, s, "a", 5, []string{"1"}, "1") // until 15
		wantClaimed(t, s, "b", 14, []string{"1"})
		wantClaimed(t, s, "b", 15, []string{"1"}, "1")
		wantClaimed(t, s, "a", 16, []string{"1"})
	})

	t.Run("nobody waits for a server whose clock was far ahead", func(t *testing.T) {
		s := open(t)
		wantClaimed(t, s, "a", 1, []string{"1"}, "1")
		wantClaimed(t, s, "a", 2, []string{"2"}, "2")
		wantClaimed(t, s, "b", 0, []string{"1", "2"}, "2") // a minute is no great difference
	})

	t.Run("only the holder frees a place", func(t *testing.T) {
		s := open(t)
		wantClaimed(t, s, "a", 0, []string{"1", "2"}, "1", "2")
		must(t, s.Release(t.Context(), "b", []string{"1", "2", "3"}))
		must(t, s.Release(t.Context(), "a", []string{"1"}))
		must(t, s.Release(t.Context(), "a", nil))
		wantClaimed(t, s, "b", 1, []string{"1", "2"}, "1")
	})

	t.Run("of many who claim at once, one gets each place", func(t *testing.T) {
		s := open(t)
		var got [8][]string
		var errs [8]error
		together(len(got), func(i int) {
			got[i], errs[i] = s.Claim(t.Context(), string(rune('a'+i)), []string{"1", "2", "3"}, at(0), at(10))
		})
		for _, err := range errs {
			must(t, err)
		}
		all := slices.Concat(got[:]...)
		slices.Sort(all)
		if !slices.Equal(all, []string{"1", "2", "3"}) {
			t.Errorf("claimed %v", got)
		}
	})
}

// wantClaimed claims places from a minute on for ten, and wants exactly some of them.
func wantClaimed(t *testing.T, s progress.LeaseStore, holder string, minute int, places []string, want ...string) {
	t.Helper()
	got, err := s.Claim(t.Context(), holder, places, at(minute), at(minute+10))
	must(t, err)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s claimed %v of %v, want %v", holder, got, places, want)
	}
}
