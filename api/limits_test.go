package api_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"hocso/internal/longtest"
)

func TestABodyOf256KiBIsReadAndAByteMoreIsNot(t *testing.T) {
	w := newWorld(t)
	own := "Authorization: Bearer " + w.accounts[residentA].token + "\r\n"
	forged := own[:len(own)-6] + "AAAA\r\n"
	old := "Authorization: Bearer " + w.accounts[expired].token + "\r\n"
	tried := 0
	for _, try := range []struct {
		who, header string
		limit       int
	}{{"a resident", own, 256 << 10}, {"nobody", "", 16 << 10}, {"a forger", forged, 16 << 10}, {"an expired login", old, 16 << 10}} {
		start := "POST /api/v1/submissions HTTP/1.1\r\nHost: hocso\r\nContent-Type: application/json\r\n" + try.header
		for _, size := range []int{try.limit, try.limit + 1} {
			for how, rest := range map[string]string{
				"whole":      fmt.Sprintf("Content-Length: %d\r\n\r\n%s", size, strings.Repeat(" ", size)),
				"in a chunk": fmt.Sprintf("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", size, strings.Repeat(" ", size)),
			} {
				tried++
				got, _ := w.speak(start + rest)
				if got.status < 400 || (got.status == http.StatusRequestEntityTooLarge) != (size > try.limit) {
					t.Errorf("%s, %d bytes %s: got %d", try.who, size, how, got.status)
				}
				if size > try.limit && got.problem(w).Code != "body_too_large" {
					t.Errorf("%s, %d bytes %s: got %s", try.who, size, how, got.body)
				}
			}
		}
	}
	longtest.Report(t, 9, tried, "bodies at the limit of 256 KiB, and of 16 KiB for strangers", "read up to it, 413 from one byte more")
}

// Memory for a body is taken when its length is announced; only who is signed in can make the server take much.
func TestAnnouncingLongBodiesTakesNoMemory(t *testing.T) {
	w := newWorld(t)
	const announced = 2000
	before := memory()
	for i := range announced {
		conn, err := net.Dial("tcp", w.address)
		w.must(err)
		defer func() { _ = conn.Close() }()
		authorization := []string{"", "Authorization: Bearer a.b.c\r\n"}[i%2]
		_, err = io.WriteString(conn, "POST /api/v1/submissions/batch HTTP/1.1\r\nHost: hocso\r\nContent-Type: application/json\r\n"+authorization+"Content-Length: 262000\r\n\r\n{")
		w.must(err)
	}
	w.want(w.get(nobody, "/wards"), 200, "")
	grown := int64(memory()) - int64(before)
	if grown > 100<<20 {
		t.Errorf("memory grew by %d MiB", grown>>20)
	}
	longtest.Report(t, 9, announced, "long bodies announced by strangers", "413 before they are read")
	t.Logf("memory up by %d MiB, of both ends", grown>>20)
}

func TestAHeaderOf5KBPassesAndOneOf17KiBDoesNot(t *testing.T) {
	w := newWorld(t)
	ask := func(size int) reply {
		got, _ := w.speak("GET /api/v1/boards HTTP/1.1\r\nHost: hocso\r\nCookie: a=" + strings.Repeat("x", size) + "\r\n\r\n")
		return got
	}
	for size, status := range map[int]int{5_000: 200, 15 << 10: 200, 16 << 10: 431, 64 << 10: 431} {
		if got := ask(size); got.status != status {
			t.Errorf("%d bytes: got %d, want %d", size, got.status, status)
		}
	}
	many := strings.Repeat("X-Y: z\r\n", 4000)
	if got, _ := w.speak("GET /api/v1/boards HTTP/1.1\r\nHost: hocso\r\n" + many + "\r\n"); got.status != 431 {
		t.Errorf("4,000 headers: got %d", got.status)
	}
	longtest.Report(t, 9, 5, "headers around 16 KiB", "read within it, 431 beyond")
}

func TestDeepJSONTakesNeitherStackNorMemory(t *testing.T) {
	w := newWorld(t)
	const deep = 100_000
	bodies := map[string]string{
		"lists":            strings.Repeat("[", deep),
		"lists, closed":    strings.Repeat("[", deep) + strings.Repeat("]", deep),
		"objects":          strings.Repeat(`{"":`, deep/2),
		"in a known field": `{"id":` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "}",
		"in the answers":   `{"answers":{"q":` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "}}",
		"in a batch":       `{"submissions":[` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "]}",
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for name, body := range bodies {
		for _, path := range []string{"/submissions", "/submissions/batch", "/auth/login"} {
			got := w.do(call{method: "POST", path: path, as: residentA, body: []byte(body), wrong: true})
			if got.status < 400 || got.status > 499 {
				t.Errorf("%s to %s: %d", name, path, got.status)
			}
		}
	}
	runtime.ReadMemStats(&after)
	if grown := int64(after.Sys) - int64(before.Sys); grown > 100<<20 {
		t.Errorf("memory grew by %d MiB", grown>>20)
	}
	longtest.Report(t, 9, 3*len(bodies), "bodies with 100,000 brackets", "4xx")
}

// slowly are the ways in which a connection is held open without a request ever being whole.
var slowly = []string{
	"",
	"G",
	"GET /api/v1/wards HTTP/1.1\r\nHost: hoc",
	"GET /api/v1/wards HTTP/1.1\r\nHost: hocso\r\nX: " + strings.Repeat("x", 1000),
	"POST /api/v1/auth/login HTTP/1.1\r\nHost: hocso\r\nContent-Type: application/json\r\nContent-Length: 16000\r\n\r\n{",
	"POST /api/v1/auth/login HTTP/1.1\r\nHost: hocso\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
}

func TestTwoThousandSlowConnectionsCostLittleAndKeepNobodyWaiting(t *testing.T) {
	w := newWorld(t)
	const connections = 2000
	asks := longtest.Figure(300, 5000)
	w.want(w.get(nobody, "/wards"), 200, "")
	before := memory()
	for i := range connections {
		conn, err := net.Dial("tcp", w.address)
		w.must(err)
		defer func() { _ = conn.Close() }()
		_, err = io.WriteString(conn, slowly[i%len(slowly)])
		w.must(err)
	}
	w.eventually("all connections are served", func() bool { return w.app.Fiber.Server().GetOpenConnectionsCount() >= connections })
	took := make([]time.Duration, asks)
	for i := range took {
		started := time.Now()
		w.want(w.plain("GET", "/api/v1/wards", nobody), 200, "")
		took[i] = time.Since(started)
	}
	grown := int64(memory()) - int64(before)
	if grown > 100<<20 {
		t.Errorf("memory grew by %d MiB", grown>>20)
	}
	slices.Sort(took)
	longtest.Report(t, 9, connections, "slow connections held open", "%d other requests answered; memory up by less than 100 MiB", asks)
	t.Logf("p95 %v; memory up by %d MiB, of both ends", took[asks*95/100].Round(100*time.Microsecond), grown>>20)
}

// memory is what the process holds in heap and stacks, without garbage.
func memory() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

func TestPackedBodiesAreRefusedUnread(t *testing.T) {
	w := newWorld(t)
	tried := 0
	for _, path := range []string{"/submissions", "/submissions/batch", "/auth/login", "/auth/register"} {
		for _, coding := range []string{"gzip", "br", "deflate", "zstd", "identity", "gzip, gzip", "x-gzip", "anything"} {
			tried++
			w.want(w.do(call{method: "POST", path: path, as: residentA, body: bytes.Repeat([]byte{0x1f, 0x8b}, 100), header: map[string]string{"Content-Encoding": coding}}),
				http.StatusUnsupportedMediaType, "unsupported_content_encoding")
		}
	}
	longtest.Report(t, 9, tried, "packed bodies", "415, never unpacked")
}

// A file that is too large is refused by what it announces: before any of it has come, and without taking memory for it.
func TestAFileThatIsTooLargeIsRefusedBeforeItIsSent(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/imports/check", "/imports/people?agreed=true", "/rolls/file?day=2026-11-01", "/villages/file"} {
		announced := fmt.Sprintf("POST /api/v1/wards/%s%s HTTP/1.1\r\nHost: hocso\r\nContent-Type: text/csv\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n",
			ward1, path, w.accounts[officer].token, 200<<20)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, _ := w.speak(announced) // and goes on to wait: nothing more is sent
		runtime.ReadMemStats(&after)
		if got.status != http.StatusRequestEntityTooLarge || !bytes.Contains(got.body, []byte(`"body_too_large"`)) {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 20<<20 {
			t.Errorf("%s took %d bytes", path, took)
		}
	}
}

// Whoever is signed in may send 256 KiB; twelve megabytes are for a ward's table, and none but officers send one.
func TestLongBodiesAreForOfficersWhoSendATable(t *testing.T) {
	w := newWorld(t)
	const length = 1 << 20
	for _, c := range []struct {
		as   who
		path string
		read bool
	}{
		{officer, "/wards/" + ward1 + "/imports/check", true}, {officer, "/wards/" + ward1 + "/imports/people?agreed=true", true},
		{officer, "/x/imports/check", false}, {officer, "/wards/" + ward1 + "/x/imports/people", false}, {officer, "/wards/" + ward1 + "/imports/check/x", false},
		{residentA, "/wards/" + ward1 + "/imports/check", false}, {coordinator, "/wards/" + ward1 + "/imports/people", false},
		{residentA, "/wards/" + ward1 + "/rolls/file", false}, {expired, "/wards/" + ward1 + "/imports/check", false},
	} {
		announced := fmt.Sprintf("POST /api/v1%s HTTP/1.1\r\nHost: hocso\r\nContent-Type: text/csv\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n",
			c.path, w.accounts[c.as].token, length)
		if !c.read {
			// Only announced: a server that hangs up on somebody who still sends may be heard as a reset alone.
			if got := w.statuses(announced); !slices.Equal(got, []int{http.StatusRequestEntityTooLarge}) {
				t.Errorf("%s to %s: %d", c.as, c.path, got)
			}
			continue
		}
		if got, _ := w.speak(announced + strings.Repeat("a", length)); got.status == http.StatusRequestEntityTooLarge || got.status == 0 {
			t.Errorf("%s to %s: %d", c.as, c.path, got.status)
		}
	}
}
