package leaderboard_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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
				"what a crash left of new rows goes away by itself": leftover,
			} {
				t.Run(promise, func(t *testing.T) { check(t, client) })
			}
		})
	}
}

func lostRows(t *testing.T, client redis.UniversalClient) {
	b, id := leaderboard.New(client), newCampaign().ID
	if built, err := b.Built(t.Context(), id); built || err != nil {
		t.Fatalf("built %v, %v", built, err)
	}
	if err := b.Update(t.Context(), id, rows(), asOf); !errors.Is(err, leaderboard.ErrNotBuilt) {
		t.Errorf("update: %v", err)
	}
	if _, err := b.Rows(t.Context(), id); !errors.Is(err, leaderboard.ErrNotBuilt) {
		t.Errorf("read: %v", err)
	}
	if err := b.Replace(t.Context(), id, nil, asOf); err != nil {
		t.Errorf("replace with nothing: %v", err)
	}
	if got := written(t, b, id); len(got) != 0 {
		t.Errorf("an empty campaign shows %v", got)
	}
	if built, err := b.Built(t.Context(), id); !built || err != nil {
		t.Errorf("built %v, %v", built, err)
	}
}

func dropped(t *testing.T, client redis.UniversalClient) {
	b, id := leaderboard.New(client), newCampaign().ID
	must(t, b.Replace(t.Context(), id, rows(), asOf))
	must(t, b.Replace(t.Context(), id, rows()[:1], asOf))
	if got := written(t, b, id); !slices.Equal(got, asText(rows()[:1])) {
		t.Errorf("rows %v", got)
	}
}

func apart(t *testing.T, client redis.UniversalClient) {
	b, one, other := leaderboard.New(client), newCampaign().ID, newCampaign().ID
	must(t, b.Replace(t.Context(), one, rows(), asOf))
	if built, err := b.Built(t.Context(), other); built || err != nil {
		t.Errorf("the other campaign is built: %v, %v", built, err)
	}
	must(t, b.Replace(t.Context(), other, rows()[:2], asOf))
	must(t, b.Update(t.Context(), other, []campaign.Row{village("00001-001", 9, 10, 99)}, asOf))
	if got := written(t, b, one); !slices.Equal(got, asText(rows())) {
		t.Errorf("rows %v", got)
	}
}

func absolute(t *testing.T, client redis.UniversalClient) {
	rapid.Check(t, func(rt *rapid.T) {
		b, id := leaderboard.New(client), newCampaign().ID
		must(rt, b.Replace(t.Context(), id, nil, asOf))
		last := map[string]campaign.Row{}
		for range rapid.IntRange(1, 6).Draw(rt, "updates") {
			batch := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) campaign.Row {
				return village(rapid.SampledFrom([]string{"00001-001", "00001-002", "00002-001"}).Draw(t, "id"),
					rapid.IntRange(0, 9).Draw(t, "done"), rapid.IntRange(0, 9).Draw(t, "roll"), rapid.IntRange(0, 50).Draw(t, "points"))
			}), 1, 4).Draw(rt, "rows")
			for range rapid.IntRange(1, 3).Draw(rt, "times") { // repeating changes nothing
				must(rt, b.Update(t.Context(), id, batch, asOf))
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
	must(t, b.Replace(t.Context(), id, many, asOf))
	var writer sync.WaitGroup
	stop := make(chan struct{})
	writer.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := errors.Join(b.Replace(context.Background(), id, many, asOf), b.Update(context.Background(), id, many, asOf)); err != nil {
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

// keep remembers what a campaign's keys hold; what it returns brings that back, as a replica does that takes over.
func keep(t *testing.T, client redis.UniversalClient, campaign string) func() {
	t.Helper()
	keys := []string{"hocso:{" + campaign + "}:rows", "hocso:{" + campaign + "}:state"}
	kept := map[string]map[string]string{}
	for _, k := range keys {
		fields, err := client.HGetAll(t.Context(), k).Result()
		must(t, err)
		kept[k] = fields
	}
	return func() {
		for _, k := range keys {
			must(t, client.Del(t.Context(), k).Err())
			if len(kept[k]) > 0 {
				must(t, client.HSet(t.Context(), k, kept[k]).Err())
			}
		}
	}
}

func wentBack(t *testing.T, client redis.UniversalClient) {
	for name, write := range map[string]func(b *leaderboard.Boards, id string) error{
		"an update":   func(b *leaderboard.Boards, id string) error { return b.Update(t.Context(), id, rows()[:1], asOf) },
		"a replacing": func(b *leaderboard.Boards, id string) error { return b.Replace(t.Context(), id, rows(), asOf) },
	} {
		id := newCampaign().ID
		writer, other := leaderboard.New(client), leaderboard.New(client)
		must(t, writer.Replace(t.Context(), id, rows(), asOf))
		must(t, other.Update(t.Context(), id, rows()[1:2], asOf))
		back := keep(t, client, id)
		must(t, write(writer, id))
		_, err := other.Rows(t.Context(), id) // it has seen what is lost
		must(t, err)
		back()
		// Somebody who has seen nothing of it writes on.
		must(t, leaderboard.New(client).Update(t.Context(), id, rows()[2:3], asOf.Add(time.Hour)))
		for who, b := range map[string]*leaderboard.Boards{"the writer": writer, "another server": other} {
			if built, err := b.Built(t.Context(), id); built || err != nil {
				t.Errorf("%s was lost: to %s it looks built (%v)", name, who, err)
			}
			if _, err := b.Rows(t.Context(), id); !errors.Is(err, leaderboard.ErrNotBuilt) {
				t.Errorf("%s was lost: %s reads the older rows: %v", name, who, err)
			}
		}
		if err := writer.Update(t.Context(), id, rows()[3:4], asOf); !errors.Is(err, leaderboard.ErrNotBuilt) {
			t.Errorf("%s was lost: the writer patches older rows: %v", name, err)
		}
		must(t, other.Replace(t.Context(), id, rows(), asOf))
		for who, b := range map[string]*leaderboard.Boards{"the writer": writer, "another server": other} {
			if built, err := b.Built(t.Context(), id); !built || err != nil {
				t.Errorf("%s was lost and written anew: to %s it is not built (%v)", name, who, err)
			}
		}
		must(t, writer.Update(t.Context(), id, rows()[3:4], asOf))
	}
}

func replacedByOthers(t *testing.T, client redis.UniversalClient) {
	a, b, id := leaderboard.New(client), leaderboard.New(client), newCampaign().ID
	must(t, a.Replace(t.Context(), id, rows(), asOf))
	must(t, a.Update(t.Context(), id, rows(), asOf))
	must(t, b.Replace(t.Context(), id, rows()[:2], asOf))
	if built, err := a.Built(t.Context(), id); !built || err != nil {
		t.Errorf("built %v, %v", built, err)
	}
	must(t, a.Update(t.Context(), id, rows()[2:3], asOf))
	if got := written(t, b, id); !slices.Equal(got, asText(rows()[:3])) {
		t.Errorf("rows %v", got)
	}
}

func manyWriters(t *testing.T, client redis.UniversalClient) {
	id := newCampaign().ID
	must(t, leaderboard.New(client).Replace(t.Context(), id, nil, asOf))
	const servers, turns = 4, 25
	var all sync.WaitGroup
	for s := range servers {
		b := leaderboard.New(client)
		all.Go(func() {
			for i := range turns {
				if err := b.Update(t.Context(), id, []campaign.Row{village(fmt.Sprintf("0000%d-001", s), i+1, 100, 0)}, asOf); err != nil {
					t.Errorf("server %d: %v", s, err)
				}
				if built, err := b.Built(t.Context(), id); !built || err != nil {
					t.Errorf("server %d misses what it wrote: %v", s, err)
				}
			}
		})
		all.Go(func() { // and one server's rounds beside each other
			for range turns {
				if err := b.Update(t.Context(), id, []campaign.Row{village(fmt.Sprintf("0000%d-002", s), 1, 100, 0)}, asOf); err != nil {
					t.Errorf("server %d: %v", s, err)
				}
			}
		})
	}
	all.Wait()
	got, err := leaderboard.New(client).Rows(t.Context(), id)
	must(t, err)
	for _, r := range got.Rows {
		if strings.HasSuffix(r.ID, "-001") && r.Done != turns {
			t.Errorf("%s shows %d", r.ID, r.Done)
		}
	}
	if len(got.Rows) != 2*servers {
		t.Errorf("%d rows", len(got.Rows))
	}
}

func followed(t *testing.T, client redis.UniversalClient) {
	b, id := leaderboard.New(client), newCampaign().ID
	ctx, cancel := context.WithCancel(t.Context())
	told := make(chan string, 1000)
	var follower sync.WaitGroup
	follower.Go(func() { leaderboard.New(client).Follow(ctx, func(id string) { told <- id }) })
	defer follower.Wait()
	defer cancel()
	deadline := time.After(10 * time.Second)
	hears := func(write func() error) {
		t.Helper()
		for {
			must(t, write()) // again, since following may not have begun
			select {
			case got := <-told:
				if got == id {
					return
				}
			case <-time.After(50 * time.Millisecond):
			case <-deadline:
				t.Fatal("it was not told")
			}
		}
	}
	hears(func() error { return b.Replace(t.Context(), id, rows(), asOf) })
	hears(func() error { return b.Update(t.Context(), id, rows(), asOf) })
}

func pruned(t *testing.T, client redis.UniversalClient) {
	id := newCampaign().ID
	must(t, leaderboard.New(client).Replace(t.Context(), id, rows(), asOf))
	for range 5 {
		must(t, leaderboard.New(client).Update(t.Context(), id, rows(), asOf))
	}
	must(t, leaderboard.New(client).Replace(t.Context(), id, rows(), asOf))
	if n, err := client.HLen(t.Context(), "hocso:{"+id+"}:state").Result(); n != 4 || err != nil {
		t.Errorf("%d fields, %v", n, err)
	}
}

func leftover(t *testing.T, client redis.UniversalClient) {
	b, id := leaderboard.New(client), newCampaign().ID
	must(t, b.Replace(t.Context(), id, rows(), asOf))
	if ttl, err := client.TTL(t.Context(), "hocso:{"+id+"}:rows").Result(); ttl >= 0 || err != nil {
		t.Errorf("the rows themselves go away after %v (%v)", ttl, err)
	}
	keys, err := client.Keys(t.Context(), "hocso:{"+id+"}*").Result()
	if len(keys) != 2 || err != nil {
		t.Errorf("keys %v, %v", keys, err)
	}
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
