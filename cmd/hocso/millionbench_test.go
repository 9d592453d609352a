package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
)

const (
	smallCampaign  = 10_000 // submissions that a large one is compared with
	campaignReads  = 20 * time.Second
	campaignMemory = 300 << 20 // what a server may hold resident
)

// spent is what a command took.
type spent struct {
	time, cpu time.Duration // cpu: of all cores; what time would be alone on a machine with one
	peak      int64         // bytes resident at the most
}

// measured runs a command of the program on a data folder.
func measured(b *testing.B, dir, name string) spent {
	b.Helper()
	cmd := exec.Command(program, name, "--data="+dir)
	started := time.Now()
	out, peak := watched(b, cmd)
	took := time.Since(started)
	b.Logf("%.1f s: %s", took.Seconds(), bytes.TrimSpace(out))
	return spent{took, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak}
}

// watched runs a command and returns what it printed and the most bytes that it held resident, as far as can be seen until it ends.
// What the system says of an ended process is no use here: it starts from the memory of the one that started it.
func watched(t testing.TB, cmd *exec.Cmd) (out []byte, peak int64) {
	t.Helper()
	var printed bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &printed
	must(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case err := <-ended:
			if err != nil || peak == 0 {
				t.Fatalf("%v: %v, %d bytes seen\n%s", cmd.Args, err, peak, printed.Bytes())
			}
			return printed.Bytes(), peak
		case <-ticker.C:
		}
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)) // none any more once it ended
		if kib, ok := memoryIn(status, "VmHWM:"); ok {
			peak = kib << 10
		}
	}
}

// report reports what a command took, under its name.
func (s spent) report(b *testing.B, name string) {
	b.Helper()
	b.ReportMetric(s.time.Seconds(), "s/"+name)
	b.ReportMetric(s.cpu.Seconds(), "cpu-s/"+name)
	b.ReportMetric(float64(s.peak>>20), "MiB/"+name)
}

// BenchmarkRecomputingACampaign loads a tenth of a campaign and a whole one and reports how long rebuild and verify take and
// what they hold in memory, which must not grow with what is stored.
func BenchmarkRecomputingACampaign(b *testing.B) {
	whole := benchSubmissions(b)
	for _, submissions := range []int{whole / 10, whole} {
		b.Run(fmt.Sprint(submissions), func(b *testing.B) {
			for range b.N {
				data := loadCampaign(b, submissions)
				b.ReportMetric(0, "ns/op")
				measured(b, data.dir, "rebuild").report(b, "rebuild")
				measured(b, data.dir, "rebuild").report(b, "rebuild-of-what-is-right")
				measured(b, data.dir, "verify").report(b, "verify")
			}
		})
	}
}

// BenchmarkServingACampaign serves a small campaign and a whole one in turns, and reports how soon the whole one is ready, how
// much memory it holds while it is read, and how much dearer a submission is to it than to the small one.
func BenchmarkServingACampaign(b *testing.B) {
	whole := benchSubmissions(b)
	for range b.N {
		small, large := loadCampaign(b, smallCampaign), loadCampaign(b, whole)
		measured(b, small.dir, "rebuild")
		measured(b, large.dir, "rebuild")
		compareServers(b, serveCampaign(b, small), serveCampaign(b, large))
	}
}

// compareServers measures a server on a whole campaign, and its submissions in turns with those of one on a small campaign.
func compareServers(b *testing.B, small, large *servedCampaign) {
	b.Helper()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(large.ready.Seconds(), "s/start")
	read := large.read(b)
	b.ReportMetric(float64(read)/campaignReads.Seconds(), "reads/s")
	resident := residentMemory(b, large.server.cmd.Process.Pid)
	b.ReportMetric(float64(resident>>20), "MiB/server")
	if resident > campaignMemory {
		b.Errorf("the server holds %d MiB resident, more than %d", resident>>20, campaignMemory>>20)
	}
	var rates [2][]float64
	for range benchRounds {
		for i, one := range []*servedCampaign{small, large} {
			rates[i] = append(rates[i], rate(b, one.client, one.submit, http.StatusCreated))
		}
	}
	b.ReportMetric(median(rates[0]), "submissions/s-small")
	b.ReportMetric(median(rates[1]), "submissions/s")
	b.ReportMetric(median(quotients(rates[0], rates[1])), "cost-of-small")
	b.ReportMetric(float64(residentMemory(b, large.server.cmd.Process.Pid)>>20), "MiB/server-after-submissions")
}

// servedCampaign is a server on a campaign.
type servedCampaign struct {
	campaignData
	server *process
	ready  time.Duration
	client *fasthttp.HostClient
	bodies []submitter
	next   atomic.Int64
}

func serveCampaign(b *testing.B, data campaignData) *servedCampaign {
	b.Helper()
	c := &servedCampaign{campaignData: data}
	started := time.Now()
	c.server = serve(b, []string{"--data=" + c.dir})
	c.ready = time.Since(started)
	c.client = &fasthttp.HostClient{Addr: c.server.url[len("http://"):], MaxConns: benchConnections}
	every := max(1, len(c.residents)/benchResidents)
	for i := 0; i < len(c.residents); i += every {
		body := quiz(content().Modules[i%len(content().Modules)].ID)
		delete(body, "id")
		raw, err := json.Marshal(body)
		must(b, err)
		c.bodies = append(c.bodies, submitter{token: c.token(b, c.residents[i]), before: []byte(`{"id":"`), rest: append([]byte(`",`), raw[1:]...)})
	}
	return c
}

// submit makes a request that hands in a quiz of the next resident.
func (c *servedCampaign) submit(req *fasthttp.Request) {
	one := c.bodies[int(c.next.Add(1))%len(c.bodies)]
	req.SetRequestURI("http://product/api/v1/submissions")
	req.Header.SetMethod("POST")
	req.Header.SetContentType("application/json")
	req.Header.Set("Authorization", "Bearer "+one.token)
	req.SetBody(one.fresh())
}

// read reads boards, wards, the province, and what residents see of their own, and hands in a quiz now and then, as a day of the
// campaign does. It returns how many answers came.
func (c *servedCampaign) read(b *testing.B) (answers int) {
	b.Helper()
	manager := c.token(b, c.manager)
	build := func(req *fasthttp.Request) {
		n := int(c.next.Add(1))
		village := c.villages[n%len(c.villages)]
		one := c.bodies[n%len(c.bodies)]
		path, token := "", one.token
		switch n % 16 {
		case 0:
			path, token = "/wards/"+village.Ward+"/progress", manager
		case 1:
			path, token = "/villages/"+village.ID+"/progress", manager
		case 2, 3, 4, 5:
			path, token = "/boards/wards", ""
		case 6, 7:
			path, token = "/boards/villages", ""
		case 8, 9, 10:
			path, token = "/boards/wards/"+village.Ward+"/villages", ""
		case 11:
			c.submit(req)
			return
		case 12:
			if n%160 == 12 {
				path, token = "/province/progress", manager
				break
			}
			fallthrough
		default:
			path = "/me/progress"
		}
		req.SetRequestURI("http://product/api/v1" + path)
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
	}
	for started := time.Now(); time.Since(started) < campaignReads; {
		answers += int(rate(b, c.client, build, 0) * benchRound.Seconds())
	}
	return answers
}

// residentMemory is what a process holds in memory.
func residentMemory(b *testing.B, pid int) int64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	must(b, err)
	kib, ok := memoryIn(status, "VmRSS:")
	if !ok {
		b.Fatal("no VmRSS")
	}
	return kib << 10
}

// memoryIn returns one figure of a process's status file in KiB.
func memoryIn(status []byte, name string) (kib int64, ok bool) {
	for line := range bytes.Lines(status) {
		if text, found := bytes.CutPrefix(line, []byte(name)); found {
			kib, err := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
			return kib, err == nil
		}
	}
	return 0, false
}
