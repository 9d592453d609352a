package api

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// ambiguous reports headers that a proxy in front might read in another way: two ways to tell the body's length, a coding
// other than chunked, lines that end in LF alone, folded lines, names with spaces in them, a host that is not only a name,
// or another one in the address, another version of HTTP. fasthttp lets these pass.
func ambiguous(h *fasthttp.RequestHeader) bool {
	if protocol := string(h.Protocol()); protocol != "HTTP/1.1" && protocol != "HTTP/1.0" {
		return true
	}
	if !plainHost(h.Host()) || !sameHost(h.RequestURI(), h.Host()) {
		return true
	}
	length, coding := false, false
	for line := range bytes.Lines(h.RawHeaders()) {
		if !bytes.HasSuffix(line, []byte("\r\n")) || line[0] == ' ' || line[0] == '\t' {
			return true
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		if bytes.ContainsAny(name, " \t") {
			return true
		}
		length = length || bytes.EqualFold(name, []byte(fiber.HeaderContentLength))
		if bytes.EqualFold(name, []byte(fiber.HeaderTransferEncoding)) {
			if !bytes.EqualFold(bytes.TrimSpace(value), []byte("chunked")) {
				return true
			}
			coding = true
		}
	}
	return length && coding
}

// plainHost reports a name or an address, with a port or without.
func plainHost(host []byte) bool {
	for _, c := range host {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && !strings.ContainsRune(".-_:[]", rune(c)) {
			return false
		}
	}
	return true
}

// sameHost reports that an address names no host, as browsers and proxies send it, or the same one as the header.
func sameHost(address, host []byte) bool {
	if len(address) > 0 && address[0] == '/' {
		return true
	}
	u, err := url.Parse(string(address))
	return err == nil && (u.Host == "" || strings.EqualFold(u.Host, string(host)))
}

// guard refuses bodies that must not be read and writes from other sites, before any handler runs.
func guard(c *fiber.Ctx) error {
	if ambiguous(&c.Request().Header) {
		c.Context().SetConnectionClose()
		return fiber.ErrBadRequest
	}
	// Fiber would unpack a compressed body without any limit.
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return errContentEncoding
	}
	if c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead {
		return c.Next()
	}
	if len(c.Request().Body()) > 0 && !rightType(c.Path(), mediaType(c.Get(fiber.HeaderContentType))) {
		return errContentType
	}
	if origin := c.Get(fiber.HeaderOrigin); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Host != c.Get(fiber.HeaderHost) {
			return errOrigin
		}
	}
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return errOrigin
	}
	return c.Next()
}

// The addresses that take files, and those of what takes as long as an import.
var (
	placeFilePath  = regexp.MustCompile(`^` + prefix + `/wards/[^/]+/(rolls|villages)/file$`)
	importFilePath = regexp.MustCompile(`^` + prefix + `/wards/[^/]+/imports/(check|people)$`)
	longPath       = regexp.MustCompile(`^` + prefix + `/(wards/[^/]+/imports/(check|people|[^/]+/undo)|audit/export)$`)
)

// fileLimit is how large a file may be that is sent to an address; 0 if it takes none.
func fileLimit(path string) int {
	switch {
	case placeFilePath.MatchString(path):
		return placeFileBody
	case importFilePath.MatchString(path):
		return importFileBody
	}
	return 0
}

func rightType(path, kind string) bool {
	if fileLimit(path) > 0 {
		return kind == "text/csv" || kind == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" || kind == fiber.MIMEOctetStream
	}
	return kind == fiber.MIMEApplicationJSON
}

func mediaType(header string) string {
	kind, _, _ := strings.Cut(header, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}
