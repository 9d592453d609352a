package api_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// speak sends bytes over a connection of its own and reads the first answer, and whether the server then hung up.
func (w *world) speak(text string) (got reply, hungUp bool) {
	w.Helper()
	conn, err := net.Dial("tcp", w.address)
	w.must(err)
	defer func() { _ = conn.Close() }()
	w.must(conn.SetDeadline(time.Now().Add(10 * time.Second)))
	_, _ = io.WriteString(conn, text) // fails if the server has hung up before it has read all: what it said can be read
	r := bufio.NewReader(conn)
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		return reply{}, true
	}
	body, err := io.ReadAll(res.Body)
	w.must(err)
	_ = res.Body.Close()
	w.must(conn.SetDeadline(time.Now().Add(200 * time.Millisecond)))
	_, err = r.ReadByte()
	return reply{res.StatusCode, res.Header, body}, err != nil && !errors.Is(err, os.ErrDeadlineExceeded)
}

func TestRequestsThatTwoServersReadInTwoWaysAreRefused(t *testing.T) {
	w := newWorld(t)
	const host, kind = "Host: hocso\r\n", "Content-Type: application/json\r\n"
	const start = "POST /api/v1/auth/logout HTTP/1.1\r\n"
	for name, text := range map[string]string{
		"CL and TE":             start + host + kind + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"TE and CL":             start + host + kind + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
		"two Hosts":             start + host + "Host: evil\r\nContent-Length: 0\r\n\r\n",
		"no Host":               start + "Content-Length: 0\r\n\r\n",
		"two lengths":           start + host + kind + "Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}",
		"the same length twice": start + host + kind + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
		"a negative length":     start + host + kind + "Content-Length: -1\r\n\r\n",
		"a length with a sign":  start + host + kind + "Content-Length: +2\r\n\r\n{}",
		// A request line may end in LF alone (RFC 9112, 2.2): nothing can hide in it.
		"bare LF":                  "GET /api/v1/wards HTTP/1.1\r\nHost: hocso\r\nX: y\nZ: z\r\n\r\n",
		"bare LF between headers":  "GET /api/v1/wards HTTP/1.1\r\nHost: hocso\nX: y\r\n\r\n",
		"a space before the colon": "GET /api/v1/wards HTTP/1.1\r\nHost : hocso\r\n\r\n",
		"a folded header":          "GET /api/v1/wards HTTP/1.1\r\nHost: hocso\r\nX: a\r\n b\r\n\r\n",
		"a NUL in a header":        "GET /api/v1/wards HTTP/1.1\r\nHost: hocso\r\nX: a\x00b\r\n\r\n",
		"another coding":           start + host + kind + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
		"a chunk of no number":     start + host + kind + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
		"no HTTP at all":           "hello\r\n\r\n",
		"HTTP/3 in clear text":     "GET /api/v1/wards HTTP/3.0\r\nHost: hocso\r\n\r\n",
		"20 KB of header":          "GET /api/v1/wards HTTP/1.1\r\nHost: hocso\r\nX: " + strings.Repeat("x", 20<<10) + "\r\n\r\n",
		"256 KiB and a byte":       start + host + kind + fmt.Sprintf("Content-Length: %d\r\n\r\n", 256<<10+1),
		"a chunk of 4 GiB":         start + host + kind + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			got, hungUp := w.speak(text)
			if got.status < 400 || got.status > 499 {
				t.Fatalf("got %d %.200s", got.status, got.body)
			}
			if !hungUp {
				t.Error("the connection goes on")
			}
			w.checkProblem(name, got)
			if got.header.Get("X-Content-Type-Options") != "nosniff" {
				t.Error("no security headers")
			}
		})
	}
	if got, _ := w.speak("GET /api/v1/wards HTTP/1.1\r\nHost: hocso\r\n\r\n"); got.status != 200 {
		t.Errorf("a plain request got %d", got.status)
	}
}

func TestALongChunkedBodyIsCutOff(t *testing.T) {
	w := newWorld(t)
	var text bytes.Buffer
	text.WriteString("POST /api/v1/auth/login HTTP/1.1\r\nHost: hocso\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
	for range 300 {
		fmt.Fprintf(&text, "400\r\n%s\r\n", strings.Repeat(" ", 1024))
	}
	text.WriteString("0\r\n\r\n")
	if got, _ := w.speak(text.String()); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d %s", got.status, got.body)
	}
}
