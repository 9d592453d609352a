package leaderboard_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"hocso/internal/redistest"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

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
		"an update":   func(b *leaderboard.Boards, id string) error { return b.Update(t.Context(), id, 1, rows()[:1], asOf) },
		"a replacing": func(b *leaderboard.Boards, id string) error { return b.Replace(t.Context(), id, 1, rows(), asOf) },
	} {
		id := newCampaign().ID
		writer, other := leaderboard.New(client), leaderboard.New(client)
		must(t, writer.Replace(t.Context(), id, 1, rows(), asOf))
		must(t, other.Update(t.Context(), id, 1, rows()[1:2], asOf))
		back := keep(t, client, id)
		must(t, write(writer, id))
		_, err := other.Rows(t.Context(), id) // it has seen what is lost
		must(t, err)
		back()
		// Somebody who has seen nothing of it writes on.
		must(t, leaderboard.New(client).Update(t.Context(), id, 1, rows()[2:3], asOf.Add(time.Hour)))
		for who, b := range map[string]*leaderboard.Boards{"the writer": writer, "another server": other} {
			if built, err := b.Built(t.Context(), id, 1); built || err != nil {
				t.Errorf("%s was lost: to %s it looks built (%v)", name, who, err)
			}
			if _, err := b.Rows(t.Context(), id); !errors.Is(err, leaderboard.ErrNotBuilt) {
				t.Errorf("%s was lost: %s reads the older rows: %v", name, who, err)
			}
		}
		if err := writer.Update(t.Context(), id, 1, rows()[3:4], asOf); !errors.Is(err, leaderboard.ErrNotBuilt) {
			t.Errorf("%s was lost: the writer patches older rows: %v", name, err)
		}
		must(t, other.Replace(t.Context(), id, 1, rows(), asOf))
		for who, b := range map[string]*leaderboard.Boards{"the writer": writer, "another server": other} {
			if built, err := b.Built(t.Context(), id, 1); !built || err != nil {
				t.Errorf("%s was lost and written anew: to %s it is not built (%v)", name, who, err)
			}
		}
		must(t, writer.Update(t.Context(), id, 1, rows()[3:4], asOf))
	}
}

func replacedByOthers(t *testing.T, client redis.UniversalClient) {
	a, b, id := leaderboard.New(client), leaderboard.New(client), newCampaign().ID
	must(t, a.Replace(t.Context(), id, 1, rows(), asOf))
	must(t, a.Update(t.Context(), id, 1, rows(), asOf))
	must(t, b.Replace(t.Context(), id, 1, rows()[:2], asOf))
	if built, err := a.Built(t.Context(), id, 1); !built || err != nil {
		t.Errorf("built %v, %v", built, err)
	}
	must(t, a.Update(t.Context(), id, 1, rows()[2:3], asOf))
	if got := written(t, b, id); !slices.Equal(got, asText(rows()[:3])) {
		t.Errorf("rows %v", got)
	}
}

func manyWriters(t *testing.T, client redis.UniversalClient) {
	id := newCampaign().ID
	must(t, leaderboard.New(client).Replace(t.Context(), id, 1, nil, asOf))
	const servers, turns = 4, 25
	var all sync.WaitGroup
	for s := range servers {
		b := leaderboard.New(client)
		all.Go(func() {
			for i := range turns {
				if err := b.Update(t.Context(), id, 1, []campaign.Row{village(fmt.Sprintf("0000%d-001", s), i+1, 100, 0)}, asOf); err != nil {
					t.Errorf("server %d: %v", s, err)
				}
				if built, err := b.Built(t.Context(), id, 1); !built || err != nil {
					t.Errorf("server %d misses what it wrote: %v", s, err)
				}
			}
		})
		all.Go(func() { // and one server's rounds beside each other
			for range turns {
				if err := b.Update(t.Context(), id, 1, []campaign.Row{village(fmt.Sprintf("0000%d-002", s), 1, 100, 0)}, asOf); err != nil {
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
	hears(func() error { return b.Replace(t.Context(), id, 1, rows(), asOf) })
	hears(func() error { return b.Update(t.Context(), id, 1, rows(), asOf) })
}

func pruned(t *testing.T, client redis.UniversalClient) {
	id := newCampaign().ID
	must(t, leaderboard.New(client).Replace(t.Context(), id, 1, rows(), asOf))
	for range 5 {
		must(t, leaderboard.New(client).Update(t.Context(), id, 1, rows(), asOf))
	}
	must(t, leaderboard.New(client).Replace(t.Context(), id, 1, rows(), asOf))
	if n, err := client.HLen(t.Context(), "hocso:{"+id+"}:state").Result(); n != 5 || err != nil {
		t.Errorf("%d fields, %v", n, err)
	}
}

func leftover(t *testing.T, client redis.UniversalClient) {
	b, id := leaderboard.New(client), newCampaign().ID
	must(t, b.Replace(t.Context(), id, 1, rows(), asOf))
	if ttl, err := client.TTL(t.Context(), "hocso:{"+id+"}:rows").Result(); ttl >= 0 || err != nil {
		t.Errorf("the rows themselves go away after %v (%v)", ttl, err)
	}
	keys, err := client.Keys(t.Context(), "hocso:{"+id+"}*").Result()
	if len(keys) != 2 || err != nil {
		t.Errorf("keys %v, %v", keys, err)
	}
}

func TestWhoFollowsConnectsAgainAfterRedisDied(t *testing.T) {
	server := redistest.Start(t)
	client := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{server.Addr}})
	defer func() { _ = client.Close() }()
	b, id := leaderboard.New(client), newCampaign().ID
	ctx, cancel := context.WithCancel(t.Context())
	told := make(chan string, 1000)
	var follower sync.WaitGroup
	follower.Go(func() { b.Follow(ctx, func(id string) { told <- id }) })
	defer follower.Wait()
	defer cancel()
	hears := func() {
		t.Helper()
		deadline := time.After(20 * time.Second)
		for {
			must(t, b.Replace(t.Context(), id, 1, rows(), asOf)) // again, since following may not have begun
			select {
			case <-told:
				return
			case <-time.After(50 * time.Millisecond):
			case <-deadline:
				t.Fatal("it was not told")
			}
		}
	}
	hears()
	server.Kill()
	server.Restart(t)
	for len(told) > 0 {
		<-told
	}
	hears()
}
