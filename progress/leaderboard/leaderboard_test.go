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

const today = "2026-11-20"

// campaigns numbers the campaigns of the tests, so that they do not meet on a shared server.
var campaigns atomic.Int64

func newCampaign() campaign.Campaign {
	return campaign.Campaign{ID: fmt.Sprintf("test-%d-%d", time.Now().UnixNano(), campaigns.Add(1)), Version: 1, Name: "Thử",
		FirstDay: "2026-11-01", LastDay: "2027-02-08", Modules: []string{"a"}}
}

func village(id string, done, roll, points int) campaign.Row {
	r := ward(id, done, roll, points)
	r.Ward = id[:5]
	return r
}

func ward(code string, done, roll, points int) campaign.Row {
	return campaign.Row{ID: code, Counts: campaign.Counts{Done: done, Points: points}, Roll: campaign.Roll{Adults: roll, Version: 2, Day: "2026-10-01"},
		Learners: done, DoneAt: asOf.Add(-time.Hour), Day: today, Recent: [campaign.RecentDays]campaign.Counts{{Done: done}}, AsOf: asOf}
}

func rows() []campaign.Row {
	return []campaign.Row{
		village("00001-001", 5, 10, 40), village("00001-002", 20, 40, 90), village("00001-003", 7, 0, 10), village("00002-001", 1, 10, 5),
		ward("00001", 25, 50, 140), ward("00002", 1, 10, 5),
	}
}

// written reads the rows of a campaign as text, in order.
func written(t testing.TB, b *leaderboard.Boards, campaign string) []string {
	t.Helper()
	got, err := b.Rows(t.Context(), campaign)
	if err != nil {
		t.Fatal(err)
	}
	return asText(got.Rows)
}

func asText(rows []campaign.Row) []string {
	var lines []string
	for _, r := range rows {
		lines = append(lines, fmt.Sprintf("%+v", r))
	}
	slices.Sort(lines)
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
				"lost rows are not shown and not patched":           lostRows,
				"replacing drops places that are gone":              dropped,
				"campaigns do not touch each other":                 apart,
				"the last rows written are the ones shown":          absolute,
				"readers see whole boards while they change":        wholeBoards,
				"rows that went back are not built":                 wentBack,
				"rows written anew hold what was there before":      replacedByOthers,
				"servers that take turns lose nothing":              manyWriters,
				"a writing is told to those who follow":             followed,
				"states do not grow with servers that are gone":     pruned,
				"rows follow from the earliest version":             earliestVersion,
				"a frozen campaign leaves no keys":                  frozenGone,
				"what a crash left of new rows goes away by itself": leftover,
			} {
				t.Run(promise, func(t *testing.T) { check(t, client) })
			}
		})
	}
}

func lostRows(t *testing.T, client redis.UniversalClient) {
	b, id := leaderboard.New(client), newCampaign().ID
	if built, err := b.Built(t.Context(), id, 1); built || err != nil {
		t.Fatalf("built %v, %v", built, err)
	}
	if err := b.Update(t.Context(), id, 1, rows(), asOf); !errors.Is(err, leaderboard.ErrNotBuilt) {
		t.Errorf("update: %v", err)
	}
	if _, err := b.Rows(t.Context(), id); !errors.Is(err, leaderboard.ErrNotBuilt) {
		t.Errorf("read: %v", err)
	}
	if err := b.Replace(t.Context(), id, 1, nil, asOf); err != nil {
		t.Errorf("replace with nothing: %v", err)
	}
	if got := written(t, b, id); len(got) != 0 {
		t.Errorf("an empty campaign shows %v", got)
	}
	if built, err := b.Built(t.Context(), id, 1); !built || err != nil {
		t.Errorf("built %v, %v", built, err)
	}
}

func dropped(t *testing.T, client redis.UniversalClient) {
	b, id := leaderboard.New(client), newCampaign().ID
	must(t, b.Replace(t.Context(), id, 1, rows(), asOf))
	must(t, b.Replace(t.Context(), id, 1, rows()[:1], asOf))
	if got := written(t, b, id); !slices.Equal(got, asText(rows()[:1])) {
		t.Errorf("rows %v", got)
	}
}

func apart(t *testing.T, client redis.UniversalClient) {
	b, one, other := leaderboard.New(client), newCampaign().ID, newCampaign().ID
	must(t, b.Replace(t.Context(), one, 1, rows(), asOf))
	if built, err := b.Built(t.Context(), other, 1); built || err != nil {
		t.Errorf("the other campaign is built: %v, %v", built, err)
	}
	must(t, b.Replace(t.Context(), other, 1, rows()[:2], asOf))
	must(t, b.Update(t.Context(), other, 1, []campaign.Row{village("00001-001", 9, 10, 99)}, asOf))
	if got := written(t, b, one); !slices.Equal(got, asText(rows())) {
		t.Errorf("rows %v", got)
	}
}

func absolute(t *testing.T, client redis.UniversalClient) {
	rapid.Check(t, func(rt *rapid.T) {
		b, id := leaderboard.New(client), newCampaign().ID
		must(rt, b.Replace(t.Context(), id, 1, nil, asOf))
		last := map[string]campaign.Row{}
		for range rapid.IntRange(1, 6).Draw(rt, "updates") {
			batch := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) campaign.Row {
				return village(rapid.SampledFrom([]string{"00001-001", "00001-002", "00002-001"}).Draw(t, "id"),
					rapid.IntRange(0, 9).Draw(t, "done"), rapid.IntRange(0, 9).Draw(t, "roll"), rapid.IntRange(0, 50).Draw(t, "points"))
			}), 1, 4).Draw(rt, "rows")
			for range rapid.IntRange(1, 3).Draw(rt, "times") { // repeating changes nothing
				must(rt, b.Update(t.Context(), id, 1, batch, asOf))
			}
			for _, r := range batch {
				last[r.ID] = r
			}
		}
		var want []campaign.Row
		for _, r := range last {
			want = append(want, r)
		}
		if got := written(t, b, id); !slices.Equal(got, asText(want)) {
			rt.Fatalf("shown %v, written %v", got, want)
		}
	})
}

func wholeBoards(t *testing.T, client redis.UniversalClient) {
	b, id := leaderboard.New(client), newCampaign().ID
	many := make([]campaign.Row, 2500) // more than go in one command
	for i := range many {
		many[i] = village(fmt.Sprintf("00001-%04d", i), i, 3000, i)
	}
	must(t, b.Replace(t.Context(), id, 1, many, asOf))
	var writer sync.WaitGroup
	stop := make(chan struct{})
	writer.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := errors.Join(b.Replace(context.Background(), id, 1, many, asOf), b.Update(context.Background(), id, 1, many, asOf)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 30 {
		if got, err := b.Rows(t.Context(), id); err != nil || len(got.Rows) != len(many) {
			t.Errorf("a reader saw %d of %d places: %v", len(got.Rows), len(many), err)
		}
	}
	close(stop)
	writer.Wait()
}

func must(t interface {
	Helper()
	Fatal(...any)
}, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
