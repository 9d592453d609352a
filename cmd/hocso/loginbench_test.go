package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
)

const (
	burstLogins  = 200
	burstReaders = 4
	burstRound   = 3 * time.Second
)

// BenchmarkBoardsDuringALoginBurst reads the board of wards while 200 people sign in at once, each from an address of their
// own, and reports the 99th percentile against that of the same readers alone. Two hashes at once keep it within twice.
func BenchmarkBoardsDuringALoginBurst(b *testing.B) {
	server := serve(b, []string{"--data=" + b.TempDir()}, "--demo", "--residents=100", "--trusted-proxies=127.0.0.1")
	for range b.N {
		idle := readBoards(b, server.url, burstRound, func() {})
		var judged, busy atomic.Int64
		burst := readBoards(b, server.url, burstRound, func() { signInAll(b, server.url, &judged, &busy) })
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(idle.Microseconds()), "idle-p99-us")
		b.ReportMetric(float64(burst.Microseconds()), "burst-p99-us")
		b.ReportMetric(float64(burst)/float64(idle), "burst-of-idle")
		b.ReportMetric(float64(judged.Load()), "judged")
		b.ReportMetric(float64(busy.Load()), "told-to-wait")
	}
}

// readBoards returns the 99th percentile of reading the board, over a while in which something else happens.
func readBoards(b *testing.B, url string, during time.Duration, meanwhile func()) time.Duration {
	b.Helper()
	client := &fasthttp.HostClient{Addr: url[len("http://"):], MaxConns: burstReaders}
	took := make([][]time.Duration, burstReaders)
	var readers sync.WaitGroup
	started := time.Now()
	for i := range took {
		readers.Go(func() {
			for time.Since(started) < during {
				asked := time.Now()
				status, _, err := client.Get(nil, url+"/api/v1/boards/wards")
				if err != nil || status != http.StatusOK {
					b.Errorf("board: %d %v", status, err)
					return
				}
				took[i] = append(took[i], time.Since(asked))
			}
		})
	}
	meanwhile()
	readers.Wait()
	all := slices.Sorted(slices.Values(slices.Concat(took...)))
	return all[len(all)*99/100]
}

// signInAll has people with numbers that nobody has try to sign in, which costs what a right PIN does.
func signInAll(b *testing.B, url string, judged, busy *atomic.Int64) {
	b.Helper()
	var done sync.WaitGroup
	for i := range burstLogins {
		done.Go(func() {
			body := fmt.Sprintf(`{"phone":"0911%06d","pin":"482913"}`, i)
			r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, url+"/api/v1/auth/login", strings.NewReader(body))
			if err != nil {
				b.Error(err)
				return
			}
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Real-IP", fmt.Sprintf("198.51.100.%d", 1+i))
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				b.Error(err)
				return
			}
			_ = res.Body.Close()
			switch res.StatusCode {
			case http.StatusUnauthorized:
				judged.Add(1)
			case http.StatusTooManyRequests:
				busy.Add(1)
			default:
				b.Errorf("login: %d", res.StatusCode)
			}
		})
	}
	done.Wait()
}
