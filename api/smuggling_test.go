package api_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"hocso/internal/longtest"
)

// hidden is a request that stands behind an ambiguous one, where a proxy would have seen a body, or nothing.
const hidden = "GET /api/v1/boards HTTP/1.1\r\nHost: hocso\r\n\r\n"

// statuses sends bytes over a connection of its own, says that no more will come, and returns the status of every answer
// until the server hangs up.
func (w *world) statuses(text string) []int {
	w.Helper()
	conn, err := net.Dial("tcp", w.address)
	w.must(err)
	defer func() { _ = conn.Close() }()
	w.must(conn.SetDeadline(time.Now().Add(20 * time.Second)))
	// The server may have hung up before it has read all.
	if _, err = io.WriteString(conn, text); err == nil {
		_ = conn.(*net.TCPConn).CloseWrite()
	}
	var all []int
	for r := bufio.NewReader(conn); ; {
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			return all
		}
		_, err = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		all = append(all, res.StatusCode)
		if err != nil {
			return all
		}
	}
}

// ambiguousShapes are requests of which two servers in a row may not see the same end, host or header. What is hidden
// behind them must not be answered.
func ambiguousShapes() map[string]string {
	const (
		post = "POST /api/v1/auth/logout HTTP/1.1\r\n"
		get  = "GET /api/v1/boards HTTP/1.1\r\n"
		host = "Host: hocso\r\n"
		json = "Content-Type: application/json\r\n"
		ends = "0\r\n\r\n"
	)
	coded := func(header string) string { return post + host + json + header + "\r\n" + ends }
	chunk := func(body string) string { return post + host + json + "Transfer-Encoding: chunked\r\n\r\n" + body }
	sized := func(header string) string { return post + host + json + header + "\r\n{}" }
	return map[string]string{
		"CL and TE":                    coded("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
		"TE and CL":                    coded("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
		"CL of 0 and TE":               coded("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"),
		"CL and TE in small letters":   coded("content-length: 5\r\ntransfer-encoding: chunked\r\n"),
		"CL and TE in GET":             get + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + ends,
		"TE twice":                     coded("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
		"TE and another TE":            coded("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"),
		"TE chunked, identity":         coded("Transfer-Encoding: chunked, identity\r\n"),
		"TE identity":                  coded("Transfer-Encoding: identity\r\n"),
		"TE chunked, chunked":          coded("Transfer-Encoding: chunked, chunked\r\n"),
		"TE gzip":                      coded("Transfer-Encoding: gzip\r\n"),
		"TE xchunked":                  coded("Transfer-Encoding: xchunked\r\n"),
		"TE in quotes":                 coded("Transfer-Encoding: \"chunked\"\r\n"),
		"TE with a parameter":          coded("Transfer-Encoding: chunked;a=b\r\n"),
		"TE with a vertical tab":       coded("Transfer-Encoding: \x0bchunked\r\n"),
		"TE empty":                     coded("Transfer-Encoding:\r\n"),
		"TE folded":                    coded("Transfer-Encoding:\r\n chunked\r\n"),
		"TE behind a fold":             coded("X: y\r\n\tTransfer-Encoding: chunked\r\n"),
		"TE behind a bare LF":          coded("X: y\nTransfer-Encoding: chunked\r\n"),
		"TE behind a bare CR":          coded("X: y\rTransfer-Encoding: chunked\r\n"),
		"TE with a space before :":     coded("Transfer-Encoding : chunked\r\n"),
		"TE with a tab before :":       coded("Transfer-Encoding\t: chunked\r\n"),
		"TE with a NUL":                coded("Transfer-Encoding\x00: chunked\r\n"),
		"TE behind a space":            coded(" Transfer-Encoding: chunked\r\n"),
		"TE in HTTP/1.0":               "POST /api/v1/auth/logout HTTP/1.0\r\n" + host + json + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + ends,
		"two CL":                       sized("Content-Length: 2\r\nContent-Length: 4\r\n"),
		"the same CL twice":            sized("Content-Length: 2\r\nContent-Length: 2\r\n"),
		"two CL in one line":           sized("Content-Length: 2, 2\r\n"),
		"CL negative":                  sized("Content-Length: -1\r\n"),
		"CL with a sign":               sized("Content-Length: +2\r\n"),
		"CL in hex":                    sized("Content-Length: 0x2\r\n"),
		"CL with a fraction":           sized("Content-Length: 2.0\r\n"),
		"CL beyond 64 bits":            sized("Content-Length: 18446744073709551618\r\n"),
		"CL empty":                     sized("Content-Length:\r\n"),
		"CL of words":                  sized("Content-Length: two\r\n"),
		"CL with a space within":       sized("Content-Length: 2 2\r\n"),
		"CL with a space before :":     sized("Content-Length : 2\r\n"),
		"CL folded":                    sized("Content-Length:\r\n 2\r\n"),
		"CL in Arabic digits":          sized("Content-Length: ٢\r\n"),
		"CL with a NUL":                sized("Content-Length: 2\x00\r\n"),
		"two Hosts":                    get + host + "Host: evil\r\n\r\n",
		"the same Host twice":          get + host + host + "\r\n",
		"no Host":                      get + "X: y\r\n\r\n",
		"an empty Host":                get + "Host:\r\n\r\n",
		"a Host with a path":           get + "Host: hocso/evil\r\n\r\n",
		"a Host with a user":           get + "Host: evil@hocso\r\n\r\n",
		"a Host with a space":          get + "Host: hocso evil\r\n\r\n",
		"a Host with a space before :": get + "Host : hocso\r\n\r\n",
		"a Host of two names":          get + "Host: hocso, evil\r\n\r\n",
		"another host in the address":  "GET http://evil/api/v1/boards HTTP/1.1\r\n" + host + "\r\n",
		"bare LF at all ends":          "GET /api/v1/boards HTTP/1.1\nHost: hocso\n\n",
		"bare LF at the last header":   "GET /api/v1/boards HTTP/1.1\r\nHost: hocso\n\r\n",
		"bare LF as the empty line":    "GET /api/v1/boards HTTP/1.1\r\nHost: hocso\r\n\n",
		"bare CR in a header":          get + host + "X: a\rb\r\n\r\n",
		"a folded header":              get + host + "X: a\r\n b\r\n\r\n",
		"a header without :":           get + host + "garbage\r\n\r\n",
		"a header without a name":      get + host + ": x\r\n\r\n",
		"a NUL in a header":            get + host + "X: a\x00b\r\n\r\n",
		"a space in a header's name":   get + host + "X Y: z\r\n\r\n",
		"a control in a header":        get + host + "X: \x01\r\n\r\n",
		"HTTP/0.9":                     "GET /api/v1/boards\r\n\r\n",
		"HTTP/0.9 by number":           "GET /api/v1/boards HTTP/0.9\r\n" + host + "\r\n",
		"HTTP/1.2":                     "GET /api/v1/boards HTTP/1.2\r\n" + host + "\r\n",
		"HTTP/2 in clear text":         "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"http in small letters":        "GET /api/v1/boards http/1.1\r\n" + host + "\r\n",
		"a host in the address alone":  "GET http://hocso/api/v1/boards HTTP/1.1\r\n\r\n",
		"an address of a mail":         "GET mailto:a@b HTTP/1.1\r\n" + host + "\r\n",
		"two spaces":                   "GET  /api/v1/boards  HTTP/1.1\r\n" + host + "\r\n",
		"tabs in the first line":       "GET\t/api/v1/boards\tHTTP/1.1\r\n" + host + "\r\n",
		"a space in the address":       "GET /api/v1/boards HTTP/1.1 HTTP/1.1\r\n" + host + "\r\n",
		"a NUL in the address":         "GET /api/v1/boards\x00 HTTP/1.1\r\n" + host + "\r\n",
		"a chunk of no number":         chunk("xyz\r\n\r\n"),
		"a chunk in 0x":                chunk("0x2\r\n{}\r\n" + ends),
		"a negative chunk":             chunk("-2\r\n{}\r\n" + ends),
		"a chunk beyond 64 bits":       chunk("10000000000000002\r\n{}\r\n" + ends),
		"a chunk that is too short":    chunk("1\r\n{}\r\n" + ends),
		"a chunk ended by LF":          chunk("2\n{}\r\n" + ends),
		"a chunk's data ended by LF":   chunk("2\r\n{}\n" + ends),
		"a chunk with a bare CR":       chunk("2\r\r{}\r\n" + ends),
		"a chunk's LF in a parameter":  chunk("2;a\nb\r\n{}\r\n" + ends),
		"a trailer of a length":        chunk("2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n"),
	}
}

func TestNothingIsAnsweredThatHidesBehindAnAmbiguousRequest(t *testing.T) {
	w := newWorld(t)
	shapes := ambiguousShapes()
	for name, text := range shapes {
		got := w.statuses(text + hidden)
		if len(got) > 1 || len(got) == 1 && (got[0] < 400 || got[0] > 499) {
			t.Errorf("%s: answered with %v", name, got)
		}
	}
	// What is well formed is answered, and so is what follows it.
	for name, text := range map[string]string{
		"a plain request":             hidden,
		"a host with its port":        "GET /api/v1/boards HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
		"the host in the address too": "GET http://hocso/api/v1/boards HTTP/1.1\r\nHost: hocso\r\n\r\n",
		"a length":                    "POST /api/v1/auth/logout HTTP/1.1\r\nHost: hocso\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
		"chunks":                      "POST /api/v1/auth/logout HTTP/1.1\r\nHost: hocso\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"chunks, in capitals":         "POST /api/v1/auth/logout HTTP/1.1\r\nHost: hocso\r\nContent-Type: application/json\r\nTRANSFER-ENCODING: Chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
	} {
		if got := w.statuses(text + hidden); len(got) != 2 || got[0] > 299 || got[1] != 200 {
			t.Errorf("%s: answered with %v", name, got)
		}
	}
	longtest.Report(t, 9, len(shapes), "shapes of request that two servers read in two ways", "refused, and nothing behind them is answered")
}
