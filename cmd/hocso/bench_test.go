package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/valyala/fasthttp"

	"hocso/internal/bench"
	"hocso/internal/sqlite"
	"hocso/progress/people"
)

const (
	benchConnections = 64
	benchRounds      = 5
	benchRound       = time.Second
	benchResidents   = 4000
)

// serveBare is the floor of hocso bench, so that both compare with the same one.
func serveBare(listener net.Listener) error { return bench.ServeBare(listener) }

// bareAddress starts the floor as another process of this test binary.
func bareAddress(b *testing.B) string {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), bareEnv+"=1")
	cmd.ExtraFiles = []*os.File{file}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	address := listener.Addr().String()
	_, _ = file.Close(), listener.Close()
	return address
}

// BenchmarkAgainstABareEndpoint measures durable submissions and the board of wards at 64 connections, in turns with a
// bare endpoint, and reports the medians of the rates and of their ratios.
func BenchmarkAgainstABareEndpoint(b *testing.B) {
	data := b.TempDir()
	bodies := prepareResidents(b, data)
	server := serve(b, []string{"--data=" + data})
	product, bare := &fasthttp.HostClient{Addr: server.url[len("http://"):], MaxConns: benchConnections},
		&fasthttp.HostClient{Addr: bareAddress(b), MaxConns: benchConnections}
	var next atomic.Int64
	post := func(uri string) func(*fasthttp.Request) {
		return func(req *fasthttp.Request) {
			one := bodies[int(next.Add(1))%len(bodies)]
			req.SetRequestURI(uri)
			req.Header.SetMethod("POST")
			req.Header.SetContentType("application/json")
			req.Header.Set("Authorization", "Bearer "+one.token)
			req.SetBody(one.fresh())
		}
	}
	floor, submit := post("http://bare/bare"), post("http://product/api/v1/submissions")
	boards := func(req *fasthttp.Request) {
		req.SetRequestURI("http://product/api/v1/boards/wards")
		req.Header.Set("Accept-Encoding", "gzip, br") // as every browser says
	}
	for range b.N {
		var rates [3][]float64
		for range benchRounds {
			for i, one := range []struct {
				client *fasthttp.HostClient
				build  func(*fasthttp.Request)
				status int
			}{{bare, floor, 200}, {product, submit, 201}, {product, boards, 200}} {
				rates[i] = append(rates[i], rate(b, one.client, one.build, one.status))
			}
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(median(rates[0]), "bare/s")
		b.ReportMetric(median(rates[1]), "submissions/s")
		b.ReportMetric(median(rates[2]), "boards/s")
		b.ReportMetric(100*median(quotients(rates[1], rates[0])), "%submissions-of-bare")
		b.ReportMetric(100*median(quotients(rates[2], rates[0])), "%boards-of-bare")
	}
	eventually(b, "everything is folded", func() bool {
		_, err := server.command("verify")
		return err == nil
	})
}

// rate returns how many requests a second were answered with the status (0: any that says well done), over one round.
func rate(b *testing.B, client *fasthttp.HostClient, build func(*fasthttp.Request), status int) float64 {
	b.Helper()
	var done atomic.Int64
	var wrong atomic.Pointer[string]
	var workers sync.WaitGroup
	started := time.Now()
	for range benchConnections {
		workers.Go(func() {
			req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			defer fasthttp.ReleaseRequest(req)
			defer fasthttp.ReleaseResponse(res)
			for time.Since(started) < benchRound {
				req.Reset()
				build(req)
				err := client.Do(req, res)
				if got := res.StatusCode(); err != nil || got != status && (status != 0 || got >= 300) {
					text := fmt.Sprintf("%d %s (%v)", res.StatusCode(), res.Body(), err)
					wrong.Store(&text)
					return
				}
				done.Add(1)
			}
		})
	}
	workers.Wait()
	if text := wrong.Load(); text != nil {
		b.Fatal(*text)
	}
	return float64(done.Load()) / time.Since(started).Seconds()
}

func BenchmarkStartToReady(b *testing.B) {
	for name, flags := range map[string][]string{"empty": nil, "demo": {"--demo"}} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				data := b.TempDir()
				b.StartTimer()
				p := serve(b, []string{"--data=" + data}, flags...)
				b.StopTimer()
				p.kill()
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/start")
		})
	}
}

// submitter is a resident who submits the same answers under ever new ids.
type submitter struct {
	token        string
	before, rest []byte
}

func (s submitter) fresh() []byte {
	body := make([]byte, 0, len(s.before)+36+len(s.rest))
	body = append(body, s.before...)
	body = append(body, uuid.NewString()...)
	return append(body, s.rest...)
}

// prepareResidents fills a data folder with a demo and residents of all its villages, and signs them in.
func prepareResidents(b *testing.B, data string) []submitter {
	b.Helper()
	if out, err := (&process{t: b, flags: []string{"--data=" + data}}).command("seed", "--demo", "--residents=10"); err != nil {
		b.Fatal(out, err)
	}
	store, err := sqlite.Open(b.Context(), data)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	villages, err := store.Villages(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	keys, err := loadKeys(data, filepath.Join(data, "keys.yaml"), nil)
	if err != nil {
		b.Fatal(err)
	}
	residents, submitters := make([]people.Person, benchResidents), make([]submitter, benchResidents)
	for i := range residents {
		residents[i] = people.Person{ID: uuid.NewString(), Name: "Người thử", Village: villages[i%len(villages)].ID, Language: "vi", Sample: true,
			Consents: []people.ConsentRecord{{Consent: people.Consent{Account: true, Statistics: true}, Version: people.ConsentVersion}}}
		body := quiz(content().Modules[i%len(content().Modules)].ID)
		delete(body, "id")
		raw, err := json.Marshal(body)
		if err != nil {
			b.Fatal(err)
		}
		submitters[i] = submitter{token: signIn(b, keys, residents[i].ID), before: []byte(`{"id":"`), rest: append([]byte(`",`), raw[1:]...)}
	}
	if err := store.AddPeople(b.Context(), residents); err != nil {
		b.Fatal(err)
	}
	return submitters
}

// signIn makes the access token that a login would: thousands of logins would measure argon2.
func signIn(b testing.TB, keys people.Keys, id string) string {
	b.Helper()
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"iss": "hocso", "aud": []string{"hocso-api"}, "sub": id, "jti": uuid.NewString(),
		"iat": now.Unix(), "auth_time": now.Unix(), "exp": now.Add(10 * time.Minute).Unix(), "typ": "access", "sv": 0})
	token.Header["kid"] = keys.Signing[0].ID
	signed, err := token.SignedString(keys.Signing[0].Secret)
	if err != nil {
		b.Fatal(err)
	}
	return signed
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func quotients(a, b []float64) []float64 {
	q := make([]float64, len(a))
	for i := range a {
		q[i] = a[i] / b[i]
	}
	return q
}
