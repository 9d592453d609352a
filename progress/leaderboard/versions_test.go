package leaderboard_test

import (
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"hocso/progress/leaderboard"
)

// earliestVersion has a server write that has not heard of a version from which another one has written all rows.
func earliestVersion(t *testing.T, client redis.UniversalClient) {
	a, b, id := leaderboard.New(client), leaderboard.New(client), newCampaign().ID
	want := func(version int) {
		t.Helper()
		if got, err := a.Rows(t.Context(), id); err != nil || got.Version != version {
			t.Errorf("version %d, %v; want %d", got.Version, err, version)
		}
		for _, of := range []int{version, version + 1} {
			if built, err := b.Built(t.Context(), id, of); err != nil || built != (of == version) {
				t.Errorf("rows of version %d: built from %d: %v, %v", version, of, built, err)
			}
		}
	}
	must(t, a.Replace(t.Context(), id, 1, rows(), asOf))
	must(t, a.Update(t.Context(), id, 2, rows()[:1], asOf))
	want(1)
	must(t, a.Replace(t.Context(), id, 10, rows(), asOf))
	want(10)
	must(t, b.Update(t.Context(), id, 9, rows()[:1], asOf)) // as numbers, not as text
	want(9)
}

// frozenGone has rows, and what a former release left, deleted.
func frozenGone(t *testing.T, client redis.UniversalClient) {
	b, id, other := leaderboard.New(client), newCampaign().ID, newCampaign().ID
	former := func(id string) {
		t.Helper()
		prefix := "hocso:{" + id + "}:"
		must(t, client.SAdd(t.Context(), prefix+"boards", prefix+"wards:rate", prefix+"villages:rate").Err())
		must(t, client.ZAdd(t.Context(), prefix+"wards:rate", redis.Z{Score: 1, Member: "00001"}).Err())
		must(t, client.ZAdd(t.Context(), prefix+"villages:rate", redis.Z{Score: 1, Member: "00001-001"}).Err())
		must(t, client.Set(t.Context(), prefix+"as_of", 1, 0).Err())
	}
	keys := func(id string) int {
		t.Helper()
		found, err := client.Keys(t.Context(), "hocso:{"+id+"}:*").Result()
		must(t, err)
		return len(found)
	}
	former(id)
	former(other)
	must(t, b.Replace(t.Context(), id, 1, rows(), asOf))
	must(t, b.Replace(t.Context(), other, 1, rows(), asOf))
	if n := keys(id); n != 2 {
		t.Errorf("%d keys of an open campaign, want rows and state alone", n)
	}
	former(id)
	must(t, b.Drop(t.Context(), id))
	must(t, b.Drop(t.Context(), id)) // there is nothing any more
	if gone, left := keys(id), keys(other); gone != 0 || left != 2 {
		t.Errorf("%d keys of the dropped campaign and %d of the other one", gone, left)
	}
	must(t, b.Replace(t.Context(), id, 1, rows()[:1], asOf))
	if got := written(t, b, id); len(got) != 1 {
		t.Errorf("written again: %v", got)
	}
}

func TestRowsOfAnotherVersionAreShownAsStaleUntilThoseOfThisOneAreThere(t *testing.T) {
	now, of, src := asOf, newCampaign(), &source{}
	cache := leaderboard.NewCache(src, func() time.Time { return now })
	read := func() *leaderboard.Table {
		t.Helper()
		now = now.Add(time.Second)
		table, err := cache.Table(t.Context(), of)
		must(t, err)
		return table
	}
	src.set("1", nil)
	if read().Stale {
		t.Error("of its own version, and stale")
	}
	of.Version = 2
	behind := read()
	if !behind.Stale || behind.Campaign.Version != 2 {
		t.Errorf("of version %d, stale %v", behind.Campaign.Version, behind.Stale)
	}
	if read() != behind {
		t.Error("the same rows came back as another table")
	}
	src.set("2", nil)
	src.rows.Version = 2
	if read().Stale {
		t.Error("its own rows are there, and it is stale")
	}
}

func TestWhoWaitsForATableIsToldThatItWasForgotten(t *testing.T) {
	of, src := newCampaign(), &source{}
	src.set("1", nil)
	cache := leaderboard.NewCache(src, func() time.Time { return asOf })
	first, err := cache.Table(t.Context(), of)
	must(t, err)
	changed := cache.Changed(of)
	cache.Forget(of.ID)
	select {
	case <-changed:
	default:
		t.Error("not told")
	}
	if again, err := cache.Table(t.Context(), of); err != nil || again == first {
		t.Errorf("it is kept still: %v", err)
	}
}
