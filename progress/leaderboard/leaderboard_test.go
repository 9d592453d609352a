package leaderboard_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"hocso/internal/redistest"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// campaigns numbers the campaigns of the tests, so that they do not meet on a shared server.
var campaigns atomic.Int64

func newBoards(client redis.UniversalClient) *leaderboard.Boards {
	id := fmt.Sprintf("test-%d-%d", time.Now().UnixNano(), campaigns.Add(1))
	return leaderboard.New(client, func() string { return id })
}

func village(id string, done, roll, points int) campaign.Row {
	return campaign.Row{ID: id, Ward: id[:5], Done: done, Roll: roll, Points: points, AsOf: asOf}
}

func ward(code string, done, roll, points int) campaign.Row {
	return campaign.Row{ID: code, Done: done, Roll: roll, Points: points, AsOf: asOf}
}

func rows() []campaign.Row {
	return []campaign.Row{
		village("00001-001", 5, 10, 40), village("00001-002", 20, 40, 90), village("00001-003", 7, 0, 10), village("00002-001", 1, 10, 5),
		ward("00001", 25, 50, 140), ward("00002", 1, 10, 5),
	}
}

func shown(t *testing.T, b *leaderboard.Boards, board leaderboard.Board, m campaign.Measure) []string {
	t.Helper()
	s, err := b.Read(t.Context(), board, m)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range s.Rows {
		lines = append(lines, fmt.Sprintf("%d %s %g", r.Rank, r.ID, r.Value))
	}
	return lines
}

// TestBoards runs the same promises over the Redis in the process and over a real one.
func TestBoards(t *testing.T) {
	servers := map[string]func(t *testing.T) string{
		"miniredis": func(t *testing.T) string { return miniredis.RunT(t).Addr() },
		"redis":     func(t *testing.T) string { return redistest.Address(t) },
	}
	for name, start := range servers {
		t.Run(name, func(t *testing.T) {
			client := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{start(t)}})
			t.Cleanup(func() { _ = client.Close() })
			for promise, check := range map[string]func(*testing.T, redis.UniversalClient){
				"lost boards are not shown and not patched":     lostBoards,
				"replaced boards rank villages and wards":       replacedBoards,
				"an update moves a place on all its boards":     updatedBoards,
				"a place without a roll leaves the rate boards": unrolled,
				"replacing drops places that are gone":          dropped,
				"the last rows written are the ones shown":      absolute,
				"readers see whole boards while they change":    wholeBoards,
			} {
				t.Run(promise, func(t *testing.T) { check(t, client) })
			}
		})
	}
}

func lostBoards(t *testing.T, client redis.UniversalClient) {
	b := newBoards(client)
	if built, err := b.Built(t.Context()); built || err != nil {
		t.Fatalf("built %v, %v", built, err)
	}
	if err := b.Update(t.Context(), rows(), asOf); !errors.Is(err, leaderboard.ErrNotBuilt) {
		t.Errorf("update: %v", err)
	}
	if _, err := b.Read(t.Context(), leaderboard.Wards, campaign.Rate); !errors.Is(err, leaderboard.ErrNotBuilt) {
		t.Errorf("read: %v", err)
	}
	if err := b.Replace(t.Context(), nil, asOf); err != nil {
		t.Errorf("replace with nothing: %v", err)
	}
	if got := shown(t, b, leaderboard.Wards, campaign.Rate); len(got) != 0 {
		t.Errorf("an empty board shows %v", got)
	}
}

func replacedBoards(t *testing.T, client redis.UniversalClient) {
	b := newBoards(client)
	if err := b.Replace(t.Context(), rows(), asOf); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		board leaderboard.Board
		m     campaign.Measure
		want  []string
	}{
		{leaderboard.Wards, campaign.Rate, []string{"1 00001 0.5", "2 00002 0.1"}},
		{leaderboard.Wards, campaign.Points, []string{"1 00001 140", "2 00002 5"}},
		{leaderboard.Villages, campaign.Rate, []string{"1 00001-002 0.5", "1 00001-001 0.5", "3 00002-001 0.1"}},
		{leaderboard.Villages, campaign.Points, []string{"1 00001-002 90", "2 00001-001 40", "3 00001-003 10", "4 00002-001 5"}},
		{leaderboard.VillagesOf("00001"), campaign.Rate, []string{"1 00001-002 0.5", "1 00001-001 0.5"}},
		{leaderboard.VillagesOf("00003"), campaign.Rate, nil},
	} {
		if got := shown(t, b, c.board, c.m); !slices.Equal(got, c.want) {
			t.Errorf("%s by %s: %v, want %v", c.board, c.m, got, c.want)
		}
	}
	s, err := b.Read(t.Context(), leaderboard.Wards, campaign.Rate)
	if err != nil || !s.AsOf.Equal(asOf) || s.Stale || s.Rows[0].Done != 25 || s.Rows[0].Roll != 50 || !s.Rows[0].AsOf.Equal(asOf) {
		t.Errorf("snapshot %+v, %v", s, err)
	}
}

func updatedBoards(t *testing.T, client redis.UniversalClient) {
	b := newBoards(client)
	if err := b.Replace(t.Context(), rows(), asOf); err != nil {
		t.Fatal(err)
	}
	later := asOf.Add(time.Minute)
	for range 3 { // repeating changes nothing
		if err := b.Update(t.Context(), []campaign.Row{village("00002-001", 10, 10, 99), ward("00002", 10, 10, 99)}, later); err != nil {
			t.Fatal(err)
		}
	}
	if got := shown(t, b, leaderboard.Villages, campaign.Rate); got[0] != "1 00002-001 1" {
		t.Errorf("villages %v", got)
	}
	if got := shown(t, b, leaderboard.VillagesOf("00002"), campaign.Points); got[0] != "1 00002-001 99" {
		t.Errorf("villages of the ward %v", got)
	}
	s, err := b.Read(t.Context(), leaderboard.Wards, campaign.Rate)
	if err != nil || s.Rows[0].ID != "00002" || !s.AsOf.Equal(later) {
		t.Errorf("wards %+v, %v", s, err)
	}
}

func unrolled(t *testing.T, client redis.UniversalClient) {
	b := newBoards(client)
	if err := b.Replace(t.Context(), rows(), asOf); err != nil {
		t.Fatal(err)
	}
	if err := b.Update(t.Context(), []campaign.Row{village("00001-002", 20, 0, 90)}, asOf); err != nil {
		t.Fatal(err)
	}
	if got := shown(t, b, leaderboard.Villages, campaign.Rate); !slices.Equal(got, []string{"1 00001-001 0.5", "2 00002-001 0.1"}) {
		t.Errorf("by rate %v", got)
	}
	if got := shown(t, b, leaderboard.Villages, campaign.Points); len(got) != 4 {
		t.Errorf("by points %v", got)
	}
}

func dropped(t *testing.T, client redis.UniversalClient) {
	b := newBoards(client)
	if err := b.Replace(t.Context(), rows(), asOf); err != nil {
		t.Fatal(err)
	}
	if err := b.Replace(t.Context(), rows()[:1], asOf); err != nil {
		t.Fatal(err)
	}
	all, err := b.Standings(t.Context(), []string{"00001"})
	if err != nil {
		t.Fatal(err)
	}
	if len(all["villages rate"]) != 1 || len(all["wards/00001/villages rate"]) != 1 {
		t.Errorf("standings %+v", all)
	}
}

func absolute(t *testing.T, client redis.UniversalClient) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBoards(client)
		if err := b.Replace(t.Context(), nil, asOf); err != nil {
			rt.Fatal(err)
		}
		last := map[string]campaign.Row{}
		for range rapid.IntRange(1, 6).Draw(rt, "updates") {
			batch := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) campaign.Row {
				return village(rapid.SampledFrom([]string{"00001-001", "00001-002", "00002-001"}).Draw(t, "id"),
					rapid.IntRange(0, 9).Draw(t, "done"), rapid.IntRange(0, 9).Draw(t, "roll"), rapid.IntRange(0, 50).Draw(t, "points"))
			}), 1, 4).Draw(rt, "rows")
			if err := b.Update(t.Context(), batch, asOf); err != nil {
				rt.Fatal(err)
			}
			for _, r := range batch {
				last[r.ID] = r
			}
		}
		var want []campaign.Row
		for _, r := range last {
			want = append(want, r)
		}
		for _, m := range campaign.Measures {
			s, err := b.Read(t.Context(), leaderboard.Villages, m)
			if err != nil {
				rt.Fatal(err)
			}
			if expected := campaign.Rank(want, m); !slices.Equal(s.Rows, expected) {
				rt.Fatalf("by %s: shown %+v, written %+v", m, s.Rows, expected)
			}
		}
	})
}

func wholeBoards(t *testing.T, client redis.UniversalClient) {
	b := newBoards(client)
	many := make([]campaign.Row, 200)
	for i := range many {
		many[i] = village(fmt.Sprintf("00001-%03d", i), i, 300, i)
	}
	if err := b.Replace(t.Context(), many, asOf); err != nil {
		t.Fatal(err)
	}
	var writer sync.WaitGroup
	stop := make(chan struct{})
	writer.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := b.Replace(context.Background(), many, asOf); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 50 {
		if got := len(shown(t, b, leaderboard.Villages, campaign.Rate)); got != len(many) {
			t.Errorf("a reader saw %d of %d places", got, len(many))
		}
	}
	close(stop)
	writer.Wait()
}

// source is a reader that can be made to fail.
type source struct {
	snapshot leaderboard.Snapshot
	err      error
	reads    int
}

func (s *source) Read(context.Context, leaderboard.Board, campaign.Measure) (leaderboard.Snapshot, error) {
	s.reads++
	return s.snapshot, s.err
}

func TestCacheShowsTheLastBoardAsStaleWhileRedisIsAway(t *testing.T) {
	now := asOf
	src := &source{err: errors.New("away")}
	cache := leaderboard.NewCache(src, func() time.Time { return now })
	read := func() (*leaderboard.Snapshot, error) {
		now = now.Add(time.Second)
		return cache.Read(t.Context(), leaderboard.Wards, campaign.Rate)
	}
	if _, err := read(); !errors.Is(err, leaderboard.ErrUnavailable) {
		t.Fatalf("nothing was read yet: %v", err)
	}
	src.err, src.snapshot = nil, leaderboard.Snapshot{AsOf: asOf}
	first, err := read()
	if err != nil || first.Stale {
		t.Fatalf("%+v, %v", first, err)
	}
	if again, _ := read(); again != first {
		t.Error("an unchanged board came back as another snapshot")
	}
	src.err = errors.New("away")
	stale, err := read()
	if err != nil || !stale.Stale || !stale.AsOf.Equal(asOf) {
		t.Errorf("%+v, %v", stale, err)
	}
	if first.Stale {
		t.Error("the snapshot that others hold was changed")
	}
	src.err = nil
	if back, err := read(); err != nil || back.Stale {
		t.Errorf("%+v, %v", back, err)
	}
}

func TestCacheAsksRedisFourTimesASecondAtMost(t *testing.T) {
	now := asOf
	src := &source{snapshot: leaderboard.Snapshot{AsOf: asOf}}
	cache := leaderboard.NewCache(src, func() time.Time { return now })
	for range 100 {
		now = now.Add(10 * time.Millisecond)
		if _, err := cache.Read(t.Context(), leaderboard.Wards, campaign.Rate); err != nil {
			t.Fatal(err)
		}
	}
	if src.reads > 4 {
		t.Errorf("%d reads in a second", src.reads)
	}
}
