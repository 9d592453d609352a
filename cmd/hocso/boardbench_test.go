package main

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/valyala/fasthttp"

	"hocso/internal/day"
	"hocso/internal/redistest"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
)

// BenchmarkVillagesBoardAgainstABareEndpoint measures the board of villages, whole and not modified, in turns with a bare
// endpoint.
func BenchmarkVillagesBoardAgainstABareEndpoint(b *testing.B) {
	data := b.TempDir()
	bodies := prepareResidents(b, data)
	server := serve(b, []string{"--data=" + data})
	product, bare := &fasthttp.HostClient{Addr: server.url[len("http://"):], MaxConns: benchConnections},
		&fasthttp.HostClient{Addr: bareAddress(b), MaxConns: benchConnections}
	floor := func(req *fasthttp.Request) {
		req.SetRequestURI("http://bare/bare")
		req.Header.SetMethod("POST")
		req.Header.SetContentType("application/json")
		req.SetBody(bodies[0].fresh())
	}
	whole := func(req *fasthttp.Request) {
		req.SetRequestURI("http://product/api/v1/boards/villages")
		req.Header.Set("Accept-Encoding", "gzip, br")
	}
	tag := etag(b, product, whole)
	known := func(req *fasthttp.Request) {
		whole(req)
		req.Header.Set("If-None-Match", tag)
	}
	for range b.N {
		var rates [3][]float64
		for range benchRounds {
			rates[0] = append(rates[0], rate(b, bare, floor, 200))
			rates[1] = append(rates[1], rate(b, product, whole, 200))
			rates[2] = append(rates[2], rate(b, product, known, 304))
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(median(rates[0]), "bare/s")
		b.ReportMetric(100*median(quotients(rates[1], rates[0])), "%villages-of-bare")
		b.ReportMetric(100*median(quotients(rates[2], rates[0])), "%unmodified-of-bare")
	}
}

func etag(b *testing.B, client *fasthttp.HostClient, build func(*fasthttp.Request)) string {
	b.Helper()
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(res)
	build(req)
	if err := client.Do(req, res); err != nil || len(res.Header.Peek("ETag")) == 0 {
		b.Fatalf("no ETag: %d, %v", res.StatusCode(), err)
	}
	return string(res.Header.Peek("ETag"))
}

// BenchmarkBoardsOfAProvince makes the rows of 3,000 villages and their wards from stored totals and swaps them in; then reads
// them and ranks the villages, as each server does after a change.
func BenchmarkBoardsOfAProvince(b *testing.B) {
	client := redis.NewClient(&redis.Options{Addr: redistest.Address(b)})
	b.Cleanup(func() { _ = client.Close() })
	p := newProvince(b, client)
	view := campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}
	today := day.Of(time.Now())
	for range b.N {
		var rebuilt, read, ranked, processor []float64
		for range 20 {
			began := time.Now()
			if err := p.rollup.RebuildBoards(b.Context()); err != nil {
				b.Fatal(err)
			}
			rebuilt = append(rebuilt, millis(time.Since(began)))
			began = time.Now()
			used := processorTime(b)
			rows, err := p.boards.Rows(b.Context(), p.campaign.ID)
			if err != nil {
				b.Fatal(err)
			}
			read = append(read, millis(time.Since(began)))
			processor = append(processor, millis(processorTime(b)-used))
			began = time.Now()
			leaderboard.NewTable(p.campaign, rows).Board(leaderboard.Villages, view, today)
			ranked = append(ranked, millis(time.Since(began)))
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(median(rebuilt), "ms-recomputed-and-swapped")
		b.ReportMetric(median(read), "ms-read")
		b.ReportMetric(median(processor), "cpu-ms-read")
		b.ReportMetric(median(ranked), "ms-ranked")
	}
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// processorTime is what this process has used so far.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// members is rows of so many places of one ward, each with a count of its own.
func members(n int) []campaign.Row {
	rows := make([]campaign.Row, n)
	for i := range rows {
		rows[i] = member(i, i)
	}
	return rows
}

func member(i, done int) campaign.Row {
	at := time.Date(2026, 11, 20, 12, 0, i%3600, 0, time.UTC)
	return campaign.Row{ID: fmt.Sprintf("24163-%06d", i), Ward: "24163", Roll: campaign.Roll{Adults: 300_000, Version: 1, Day: "2026-10-01"}, Learners: done,
		Counts: campaign.Counts{Done: done}, DoneAt: at, Day: "2026-11-20", AsOf: at}
}

// BenchmarkAgainstSortedSets does the same work with rows that are ranked where they are read and with a sorted set of Redis: set
// the score of a member, tell the rank of one, the ten around it, and the first hundred. Of ours, what follows a writing once,
// reading and ranking all, is told apart.
func BenchmarkAgainstSortedSets(b *testing.B) {
	client := redis.NewClient(&redis.Options{Addr: redistest.Address(b)})
	b.Cleanup(func() { _ = client.Close() })
	for _, n := range []int{3000, 200_000} {
		b.Run(fmt.Sprintf("members=%d/ours", n), func(b *testing.B) { ownWork(b, client, n) })
		b.Run(fmt.Sprintf("members=%d/sorted-set", n), func(b *testing.B) { sortedSetWork(b, client, n) })
	}
}

// turns is how often each piece of work is done.
const turns = 2000

// each reports how long one turn of some work takes.
func each(b *testing.B, unit string, times int, work func(i int) error) {
	b.Helper()
	began := time.Now()
	for i := range times {
		if err := work(i); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(time.Since(began).Nanoseconds())/1000/float64(times), "us-"+unit)
}

func ownWork(b *testing.B, client redis.UniversalClient, n int) {
	ctx, of := b.Context(), campaign.Campaign{ID: fmt.Sprintf("bench-%d-%d", n, time.Now().UnixNano()), FirstDay: "2026-11-01", LastDay: "2026-12-31"}
	boards, rows := leaderboard.New(client), members(n)
	view := campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}
	for range b.N {
		each(b, "write-all", 1, func(int) error { return boards.Replace(ctx, of.ID, of.Version, rows, time.Now()) })
		each(b, "set", turns, func(i int) error {
			return boards.Update(ctx, of.ID, of.Version, []campaign.Row{member(i*7919%n, i)}, time.Now())
		})
		var read leaderboard.Rows
		var board *leaderboard.Snapshot
		each(b, "read-all", 3, func(int) (err error) {
			read, err = boards.Rows(ctx, of.ID)
			return err
		})
		each(b, "rank-all", 3, func(int) error {
			board = leaderboard.NewTable(of, read).Board(leaderboard.Villages, view, "2026-11-20")
			return nil
		})
		board.Ranks("") // once a board
		id := func(i int) string { return rows[i*7919%n].ID }
		each(b, "rank-of-one", turns, func(i int) error {
			if _, ok := board.Ranks(id(i)); !ok {
				return fmt.Errorf("%s is not there", id(i))
			}
			return nil
		})
		seen := 0
		each(b, "around", turns, func(i int) error {
			at, _ := board.Ranks(id(i))
			for j := max(0, at-5); j < min(at+5, len(board.Ranked)); j++ {
				seen += board.Ranked[j].Rank
			}
			return nil
		})
		each(b, "top-100", turns, func(int) error {
			for j := range 100 {
				seen += board.Ranked[j].Rank
			}
			return nil
		})
		if seen == 0 {
			b.Fatal("nothing was seen")
		}
	}
	b.ReportMetric(0, "ns/op")
}

func sortedSetWork(b *testing.B, client redis.UniversalClient, n int) {
	ctx, key, rows := b.Context(), fmt.Sprintf("bench-%d-%d", n, time.Now().UnixNano()), members(n)
	for range b.N {
		each(b, "write-all", 1, func(int) error {
			for i := 0; i < n; i += 1000 {
				all := make([]redis.Z, 0, 1000)
				for j := i; j < min(i+1000, n); j++ {
					all = append(all, redis.Z{Score: float64(j), Member: rows[j].ID})
				}
				if err := client.ZAdd(ctx, key, all...).Err(); err != nil {
					return err
				}
			}
			return nil
		})
		id := func(i int) string { return rows[i*7919%n].ID }
		each(b, "set", turns, func(i int) error { return client.ZAdd(ctx, key, redis.Z{Score: float64(i), Member: id(i)}).Err() })
		each(b, "rank-of-one", turns, func(i int) error { return client.ZRevRank(ctx, key, id(i)).Err() })
		each(b, "around", turns, func(i int) error {
			at, err := client.ZRevRank(ctx, key, id(i)).Result()
			if err != nil {
				return err
			}
			return client.ZRevRangeWithScores(ctx, key, max(0, at-5), at+4).Err()
		})
		each(b, "top-100", turns, func(int) error { return client.ZRevRangeWithScores(ctx, key, 0, 99).Err() })
		each(b, "read-all", 3, func(int) error { return client.ZRevRangeWithScores(ctx, key, 0, -1).Err() })
	}
	b.ReportMetric(0, "ns/op")
}
