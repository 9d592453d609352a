package main

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"hocso/internal/sqlite"
)

const (
	openLoop    = 6 * time.Second
	openSenders = 256 // enough that one which waits does not make the next one late
	readEvery   = 100 * time.Millisecond
	lookEvery   = 50 * time.Millisecond
)

// BenchmarkWhileBoardsAreRead measures the rate of single submissions at 64 connections, then sends half as many, each at its
// time whether or not the ones before are answered, while boards and the progress of villages and wards are read. It reports
// the 99th percentile from when each was to be sent, and how far folding lags behind receipt at half and at full rate.
func BenchmarkWhileBoardsAreRead(b *testing.B) {
	data := b.TempDir()
	bodies := prepareResidents(b, data)
	server := serve(b, []string{"--data=" + data})
	store, err := sqlite.Open(b.Context(), data)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	host := server.url[len("http://"):]
	client := &fasthttp.HostClient{Addr: host, MaxConns: benchConnections}
	var next atomic.Int64
	submit := func(req *fasthttp.Request) {
		one := bodies[int(next.Add(1))%len(bodies)]
		req.SetRequestURI("http://product/api/v1/submissions")
		req.Header.SetMethod("POST")
		req.Header.SetContentType("application/json")
		req.Header.Set("Authorization", "Bearer "+one.token)
		req.SetBody(one.fresh())
	}
	reads := staffReads(b, data, store)
	for range b.N {
		var full []float64
		lagFull := watchLag(b, store, func() {
			for range benchRounds {
				full = append(full, rate(b, client, submit, 201))
			}
		})
		drained := untilFolded(b, store)
		half := median(full) / 2
		var took []time.Duration
		var readsDone int64
		lagHalf := watchLag(b, store, func() { took, readsDone = sendOpenly(b, host, half, submit, reads) })
		slices.Sort(took)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(half, "submissions/s")
		b.ReportMetric(float64(readsDone)/openLoop.Seconds(), "reads/s")
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		b.ReportMetric(lagHalf.Seconds(), "s-lag-at-half")
		b.ReportMetric(lagFull.Seconds(), "s-lag-at-full")
		b.ReportMetric(drained.Seconds(), "s-to-drain")
	}
}

// staffReads are requests that a manager's, an officer's and a coordinator's screens make.
func staffReads(b *testing.B, data string, store *sqlite.Store) []func(*fasthttp.Request) {
	b.Helper()
	keys, err := loadKeys(data, data+"/keys.yaml", nil)
	if err != nil {
		b.Fatal(err)
	}
	staff, err := store.Staff(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	get := func(path, token string) func(*fasthttp.Request) {
		return func(req *fasthttp.Request) {
			req.SetRequestURI("http://product/api/v1" + path)
			if token != "" {
				req.Header.Set("Authorization", "Bearer "+token)
			}
		}
	}
	reads := []func(*fasthttp.Request){get("/boards/wards", ""), get("/boards/villages", "")}
	for _, p := range staff {
		for _, a := range p.Appointments {
			token := signIn(b, keys, p.ID)
			if a.Village != "" {
				reads = append(reads, get("/villages/"+a.Village+"/progress", token))
			}
			if a.Ward != "" {
				reads = append(reads, get("/wards/"+a.Ward+"/progress", token))
			}
		}
	}
	if len(reads) < 4 {
		b.Fatal("the demo has no staff")
	}
	return reads
}

// sendOpenly sends submissions at a rate, each in its own moment, and meanwhile one of the reads after the other. It returns
// how long each submission took from when it was to be sent, and how many reads were answered.
func sendOpenly(b *testing.B, host string, perSecond float64, submit func(*fasthttp.Request), reads []func(*fasthttp.Request)) ([]time.Duration, int64) {
	b.Helper()
	client := &fasthttp.HostClient{Addr: host, MaxConns: openSenders + len(reads)}
	count := int(perSecond * openLoop.Seconds())
	took := make([]time.Duration, count)
	var next, answered atomic.Int64
	var senders, readers sync.WaitGroup
	started := time.Now()
	for range openSenders {
		senders.Go(func() {
			for i := next.Add(1) - 1; i < int64(count); i = next.Add(1) - 1 {
				due := started.Add(time.Duration(float64(i) / perSecond * float64(time.Second)))
				if wait := time.Until(due); wait > 0 {
					<-time.After(wait)
				}
				if err := once(client, submit, 201); err != nil {
					b.Error(err)
					return
				}
				took[i] = time.Since(due)
			}
		})
	}
	ended := make(chan struct{})
	for _, read := range reads {
		readers.Go(func() {
			ticker := time.NewTicker(readEvery)
			defer ticker.Stop()
			for {
				select {
				case <-ended:
					return
				case <-ticker.C:
				}
				if err := once(client, read, 200); err != nil {
					b.Error(err)
					return
				}
				answered.Add(1)
			}
		})
	}
	senders.Wait()
	close(ended)
	readers.Wait()
	return took, answered.Load()
}

func once(client *fasthttp.HostClient, build func(*fasthttp.Request), status int) error {
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(res)
	build(req)
	if err := client.Do(req, res); err != nil {
		return err
	}
	if res.StatusCode() != status {
		return fmt.Errorf("%d %s", res.StatusCode(), res.Body())
	}
	return nil
}

// watchLag returns the longest time for which a submission was seen to be stored and not yet folded, while something happens.
func watchLag(b *testing.B, store *sqlite.Store, during func()) time.Duration {
	b.Helper()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		during()
	}()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	var longest time.Duration
	for {
		select {
		case <-ended:
			return longest
		case <-ticker.C:
		}
		longest = max(longest, lag(b, store))
	}
}

// lag is the age of the oldest submission that is not folded yet.
func lag(b *testing.B, store *sqlite.Store) time.Duration {
	b.Helper()
	keys, err := store.Unfolded(b.Context(), 1)
	if err != nil {
		b.Fatal(err)
	}
	for _, k := range keys {
		list, err := store.SubmissionsOf(b.Context(), k.Resident)
		if err != nil {
			b.Fatal(err)
		}
		for _, sub := range list {
			if sub.ID == k.ID {
				return time.Since(sub.ReceivedAt)
			}
		}
	}
	return 0
}

// untilFolded waits until nothing is left to fold and returns how long that took.
func untilFolded(b *testing.B, store *sqlite.Store) time.Duration {
	b.Helper()
	started := time.Now()
	eventually(b, "everything is folded", func() bool { return lag(b, store) == 0 })
	return time.Since(started)
}
