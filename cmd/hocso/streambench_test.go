package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"hocso/internal/sqlite"
)

const (
	streamClients = 1000
	streamChanges = 5
	boardLoad     = 500.0 // submissions a second
)

// BenchmarkAThousandStreams measures how long a change takes to reach all of 1,000 streams, what each takes of the server's
// memory, and what they do to the 99th percentile of submissions at 500 a second.
func BenchmarkAThousandStreams(b *testing.B) {
	data := b.TempDir()
	bodies := prepareResidents(b, data)
	server := serve(b, []string{"--data=" + data})
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
	for range b.N {
		// First of all, while no memory is left from other work that streams could take without that it shows.
		before := residentKB(b, server.cmd.Process.Pid)
		all := openStreamsOf(b, host, streamClients)
		memory := float64(residentKB(b, server.cmd.Process.Pid)-before) / streamClients
		all.close()
		alone, _ := sendOpenly(b, host, boardLoad, submit, nil)
		all = openStreamsOf(b, host, streamClients)
		var reached []float64
		for range streamChanges {
			await(1500 * time.Millisecond) // longer than the pace of one message a second
			began := time.Now()
			if err := once(client, submit, 201); err != nil {
				b.Fatal(err)
			}
			reached = append(reached, all.untilAllHeard(b, began).Seconds())
		}
		beside, _ := sendOpenly(b, host, boardLoad, submit, nil)
		all.close()
		slices.Sort(alone)
		slices.Sort(beside)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(slices.Max(reached), "s-until-all-heard")
		b.ReportMetric(memory, "kB-a-stream")
		b.ReportMetric(millis(alone[len(alone)*99/100]), "p99-ms-alone")
		b.ReportMetric(millis(beside[len(beside)*99/100]), "p99-ms-beside")
	}
}

// manyStreams are open streams of the board of villages.
type manyStreams struct {
	conns   []net.Conn
	heard   []atomic.Int64 // when each had its last event, in nanoseconds
	readers sync.WaitGroup
}

// openStreamsOf opens streams, and returns when each had its first event.
func openStreamsOf(b *testing.B, host string, n int) *manyStreams {
	b.Helper()
	s := &manyStreams{heard: make([]atomic.Int64, n)}
	began := time.Now()
	for i := range n {
		conn, err := net.Dial("tcp", host)
		if err != nil {
			b.Fatal(err)
		}
		s.conns = append(s.conns, conn)
		if _, err := fmt.Fprintf(conn, "GET /api/v1/boards/villages/stream HTTP/1.1\r\nHost: hocso\r\n\r\n"); err != nil {
			b.Fatal(err)
		}
		s.readers.Go(func() {
			lines := bufio.NewReaderSize(conn, 512)
			for {
				line, err := lines.ReadSlice('\n')
				if err != nil {
					return
				}
				if bytes.HasPrefix(line, []byte("event: board")) {
					s.heard[i].Store(time.Now().UnixNano())
				}
			}
		})
	}
	s.untilAllHeard(b, began)
	return s
}

// untilAllHeard waits until every stream has had an event since a moment, and returns how long after it the last one had.
func (s *manyStreams) untilAllHeard(b *testing.B, since time.Time) time.Duration {
	b.Helper()
	var last int64
	within(b, 20*time.Second, 5*time.Millisecond, func() bool {
		last = 0
		for i := range s.heard {
			at := s.heard[i].Load()
			if at < since.UnixNano() {
				return false
			}
			last = max(last, at)
		}
		return true
	}, func() string { return "some streams have heard nothing" })
	return time.Duration(last - since.UnixNano())
}

func (s *manyStreams) close() {
	for _, c := range s.conns {
		_ = c.Close()
	}
	s.readers.Wait()
}

// residentKB is how much memory a process holds.
func residentKB(b *testing.B, pid int) int {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("only where /proc tells the memory of a process: ", err)
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				b.Fatal(err)
			}
			return n
		}
	}
	b.Fatal("no VmRSS")
	return 0
}

const (
	probeVillages = 20
	probeBase     = 6 // residents of a village who go first, so that there are enough to be shown
)

// BenchmarkAWriteToItsVisibleRank sends 500 submissions a second and, beside them, residents of some villages one after the other:
// it reports how long after each was sent the board of villages showed one participant more of its village.
func BenchmarkAWriteToItsVisibleRank(b *testing.B) {
	data := b.TempDir()
	bodies := prepareResidents(b, data)
	store, err := sqlite.Open(b.Context(), data)
	if err != nil {
		b.Fatal(err)
	}
	villages, err := store.Villages(b.Context())
	_ = store.Close()
	if err != nil {
		b.Fatal(err)
	}
	server := serve(b, []string{"--data=" + data})
	host := server.url[len("http://"):]
	probes, crowd := make([][]submitter, probeVillages), []submitter{}
	for i, one := range bodies {
		// The first villages have a roll, as all of a demo but a few at its end.
		if home := i % len(villages); home < probeVillages {
			probes[home] = append(probes[home], one)
		} else {
			crowd = append(crowd, one)
		}
	}
	post := func(one submitter) func(*fasthttp.Request) {
		return func(req *fasthttp.Request) {
			req.SetRequestURI("http://product/api/v1/submissions")
			req.Header.SetMethod("POST")
			req.Header.SetContentType("application/json")
			req.Header.Set("Authorization", "Bearer "+one.token)
			req.SetBody(one.fresh())
		}
	}
	var next atomic.Int64
	submit := func(req *fasthttp.Request) { post(crowd[int(next.Add(1))%len(crowd)])(req) }
	for range b.N {
		var mu sync.Mutex
		var took []time.Duration
		var probing sync.WaitGroup
		client := &fasthttp.HostClient{Addr: host, MaxConns: benchConnections}
		for v, own := range probes {
			probing.Go(func() {
				for i, one := range own {
					began := time.Now()
					if err := once(client, post(one), 201); err != nil {
						b.Error(err)
						return
					}
					if i < probeBase-1 {
						continue
					}
					if !untilShown(b, server, villages[v].ID, i+1) {
						return
					}
					if i >= probeBase {
						mu.Lock()
						took = append(took, time.Since(began))
						mu.Unlock()
					}
				}
			})
		}
		load, _ := sendOpenly(b, host, boardLoad, submit, nil)
		probing.Wait()
		if b.Failed() || len(took) == 0 {
			b.FailNow()
		}
		slices.Sort(took)
		slices.Sort(load)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(len(took)), "writes-watched")
		b.ReportMetric(took[len(took)/2].Seconds(), "s-p50-visible")
		b.ReportMetric(took[len(took)*99/100].Seconds(), "s-p99-visible")
		b.ReportMetric(millis(load[len(load)*99/100]), "p99-ms-of-submissions")
	}
}

// untilShown waits until the board of villages shows so many participants of a village.
func untilShown(b *testing.B, server *process, village string, want int) bool {
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	end := time.After(20 * time.Second)
	for {
		var board boardAnswer
		status, err := server.call("GET", "/boards/villages?limit=1&around="+village, "", nil, &board)
		if err != nil {
			b.Error(err)
			return false
		}
		if status == http.StatusOK && len(board.Items) == 1 && board.Items[0].Done >= want {
			return true
		}
		select {
		case <-ticker.C:
		case <-end:
			b.Errorf("the board does not show %d of %s: %d %+v", want, village, status, board)
			return false
		}
	}
}
