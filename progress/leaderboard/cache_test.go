package leaderboard_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

// source is a reader that can be made to fail and to tell.
type source struct {
	mu      sync.Mutex
	rows    leaderboard.Rows
	err     error
	states  int
	reads   int
	changed func(string)
}

func (s *source) Rows(context.Context, string) (leaderboard.Rows, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads++
	return s.rows, s.err
}

func (s *source) State(context.Context, string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.states++
	return s.rows.State, s.err
}

func (s *source) Follow(ctx context.Context, changed func(string)) {
	s.mu.Lock()
	s.changed = changed
	s.mu.Unlock()
	<-ctx.Done()
}

func (s *source) set(state string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows, s.err = leaderboard.Rows{Rows: rows(), Version: 1, AsOf: asOf, State: state}, err
}

func (s *source) tell(campaign string) {
	s.mu.Lock()
	changed := s.changed
	s.mu.Unlock()
	changed(campaign)
}

func (s *source) asked() (states, reads int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.states, s.reads
}

func TestCacheShowsTheLastTableAsStaleWhileRedisIsAwayOrHasOlderRows(t *testing.T) {
	for _, trouble := range []error{errors.New("away"), leaderboard.ErrNotBuilt} {
		now, of := asOf, newCampaign()
		src := &source{err: trouble}
		cache := leaderboard.NewCache(src, func() time.Time { return now })
		read := func() (*leaderboard.Table, error) {
			now = now.Add(time.Second)
			return cache.Table(t.Context(), of)
		}
		if _, err := read(); !errors.Is(err, leaderboard.ErrUnavailable) {
			t.Fatalf("nothing was read yet: %v", err)
		}
		src.set("1", nil)
		first, err := read()
		if err != nil || first.Stale {
			t.Fatalf("%+v, %v", first, err)
		}
		if again, _ := read(); again != first {
			t.Error("an unchanged table came back as another one")
		}
		src.set("1", trouble)
		stale, err := read()
		if err != nil || !stale.Stale || !stale.AsOf.Equal(asOf) || stale.State != "1" {
			t.Errorf("%+v, %v", stale, err)
		}
		if again, _ := read(); again != stale {
			t.Error("a table that stays stale came back as another one")
		}
		if first.Stale {
			t.Error("the table that others hold was changed")
		}
		src.set("1", nil)
		if back, err := read(); err != nil || back.Stale {
			t.Errorf("%+v, %v", back, err)
		}
	}
}

func TestCacheMakesATableAnewForAnotherVersionOfTheCampaign(t *testing.T) {
	src, of := &source{}, newCampaign()
	src.set("1", nil)
	cache := leaderboard.NewCache(src, func() time.Time { return asOf })
	first, err := cache.Table(t.Context(), of)
	must(t, err)
	of.Version, of.Bands = 2, []campaign.Band{{ID: "all", From: 1}}
	if second, err := cache.Table(t.Context(), of); err != nil || second == first || len(second.Campaign.Bands) != 1 {
		t.Errorf("%+v, %v", second, err)
	}
}

func TestCacheAsksRedisFourTimesASecondAtMost(t *testing.T) {
	now, of := asOf, newCampaign()
	src := &source{}
	src.set("1", nil)
	cache := leaderboard.NewCache(src, func() time.Time { return now })
	for range 100 {
		now = now.Add(10 * time.Millisecond)
		_, err := cache.Table(t.Context(), of)
		must(t, err)
	}
	if states, reads := src.asked(); states > 4 || reads != 1 {
		t.Errorf("asked %d times for the state, read %d times in a second", states, reads)
	}
	now = asOf // a clock that was set back
	before, _ := src.asked()
	_, err := cache.Table(t.Context(), of)
	must(t, err)
	if after, _ := src.asked(); after != before+1 {
		t.Error("after the clock was set back nobody looks")
	}
}

// runCache runs a cache in a bubble, where time passes when all wait.
func runCache(t *testing.T, src *source, check func(t *testing.T, cache *leaderboard.Cache)) {
	synctest.Test(t, func(t *testing.T) {
		cache := leaderboard.NewCache(src, time.Now)
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { cache.Run(ctx) })
		synctest.Wait()
		check(t, cache)
		cancel()
		running.Wait()
	})
}

func told(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestWhoWaitsIsToldAtOnceWhenRowsWereWritten(t *testing.T) {
	src, of := &source{}, newCampaign()
	src.set("1", nil)
	runCache(t, src, func(t *testing.T, cache *leaderboard.Cache) {
		_, err := cache.Table(t.Context(), of)
		must(t, err)
		<-time.After(500 * time.Millisecond)
		changed := cache.Changed(of)
		src.set("2", nil)
		if told(changed) {
			t.Error("told before anybody could know")
		}
		src.tell(of.ID)
		synctest.Wait()
		if !told(changed) {
			t.Error("not told at once")
		}
		// Many writings in a row are read four times a second at most, and the last one is not forgotten.
		_, before := src.asked()
		for i := range 100 {
			src.set(string(rune('a'+i)), nil)
			src.tell(of.ID)
			<-time.After(10 * time.Millisecond)
		}
		if _, after := src.asked(); after-before > 5 {
			t.Errorf("read %d times in a second", after-before)
		}
		<-time.After(300 * time.Millisecond)
		if table, err := cache.Table(t.Context(), of); err != nil || table.State != string(rune('a'+99)) {
			t.Errorf("%+v, %v", table, err)
		}
	})
}

func TestWhoWaitsIsToldWithinASecondOfWhatNobodyPublished(t *testing.T) {
	src, of := &source{}, newCampaign()
	src.set("1", nil)
	runCache(t, src, func(t *testing.T, cache *leaderboard.Cache) {
		first := cache.Changed(of)
		<-time.After(1300 * time.Millisecond)
		if !told(first) {
			t.Error("the first table was not told")
		}
		for state, trouble := range map[string]error{"2": nil, "3": errors.New("away")} {
			changed := cache.Changed(of)
			src.set(state, trouble)
			<-time.After(1300 * time.Millisecond)
			if !told(changed) {
				t.Errorf("state %s (%v) was not told", state, trouble)
			}
			src.set("1", nil)
			<-time.After(1300 * time.Millisecond)
		}
	})
}

func TestNobodyLooksForThoseWhoAreGone(t *testing.T) {
	src, of := &source{}, newCampaign()
	src.set("1", nil)
	runCache(t, src, func(t *testing.T, cache *leaderboard.Cache) {
		cache.Changed(of)
		<-time.After(time.Minute)
		before, _ := src.asked()
		src.tell(of.ID)
		<-time.After(time.Minute)
		if after, _ := src.asked(); after != before || before > 32 {
			t.Errorf("asked %d times, then %d", before, after)
		}
	})
}

func TestWhoWaitsIsToldOfANewDay(t *testing.T) {
	src, of := &source{}, newCampaign()
	src.set("1", nil)
	runCache(t, src, func(t *testing.T, cache *leaderboard.Cache) {
		// The bubble begins at midnight UTC, 07:00 in the province.
		<-time.After(17*time.Hour - 10*time.Second)
		_, err := cache.Table(t.Context(), of)
		must(t, err)
		changed := cache.Changed(of)
		<-time.After(9 * time.Second)
		if told(changed) {
			t.Error("told before the day was over")
		}
		<-time.After(2500 * time.Millisecond)
		if !told(changed) {
			t.Error("nobody was told of the new day")
		}
	})
}
