package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
	"github.com/klauspost/compress/gzip"
)

// compressFrom is the size in bytes from which compressing is worth it.
const compressFrom = 1024

// page is an answer made once and sent often: a public one that is the same for everybody.
type page struct {
	etag   string
	plain  []byte
	gzip   []byte // nil if the answer is short
	brotli []byte // nil if the answer is short
}

func newPage(v any) (*page, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return pageOf(raw)
}

func pageOf(raw []byte) (*page, error) {
	p := &page{etag: tagOf(raw), plain: raw}
	if len(raw) < compressFrom {
		return p, nil
	}
	var err error
	if p.gzip, err = compressed(raw, asGzip); err != nil {
		return nil, err
	}
	p.brotli, err = compressed(raw, asBrotli)
	return p, err
}

func asGzip(w io.Writer) io.WriteCloser   { return gzip.NewWriter(w) }
func asBrotli(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 5) }

func compressed(raw []byte, open func(io.Writer) io.WriteCloser) ([]byte, error) {
	var b bytes.Buffer
	w := open(&b)
	_, err := w.Write(raw)
	err = errors.Join(err, w.Close()) // before the bytes are taken: closing writes the last of them
	return b.Bytes(), err
}

// tagOf is the ETag of what a client gets, whatever encoding it comes in.
func tagOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}

// send answers with a page of JSON.
func (p *page) send(c *fiber.Ctx, cacheControl string) error {
	return p.sendAs(c, fiber.MIMEApplicationJSON, cacheControl)
}

// sendAs answers with a page in the best encoding that the client takes, or 304 if it has it.
func (p *page) sendAs(c *fiber.Ctx, kind, cacheControl string) error {
	c.Set(fiber.HeaderETag, p.etag)
	c.Set(fiber.HeaderCacheControl, cacheControl)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if names(c.Get(fiber.HeaderIfNoneMatch), p.etag) {
		c.Status(fiber.StatusNotModified) // without a text
		return nil
	}
	c.Set(fiber.HeaderContentType, kind)
	accept := c.Get(fiber.HeaderAcceptEncoding)
	switch {
	case p.brotli != nil && accepts(accept, "br"):
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(p.brotli)
	case p.gzip != nil && accepts(accept, "gzip"):
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(p.gzip)
	}
	return c.Send(p.plain)
}

// names reports whether an If-None-Match lists a tag. A proxy that compresses makes tags weak, which changes nothing here.
func names(header, etag string) bool {
	if header == etag { // as browsers say it
		return true
	}
	for one := range strings.SplitSeq(header, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == etag {
			return true
		}
	}
	return false
}

// accepts reports whether an Accept-Encoding lists a coding, and not to refuse it with a weight of 0.
func accepts(header, coding string) bool {
	for one := range strings.SplitSeq(header, ",") {
		name, weight, weighed := strings.Cut(one, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
		return !weighed || err != nil || q > 0
	}
	return false
}

// sendPublic answers with what everybody may see and nobody keeps prepared.
func sendPublic(c *fiber.Ctx, v any) error {
	p, err := newPage(v)
	if err != nil {
		return err
	}
	return p.send(c, "public, max-age=60")
}

// sendPrivate answers with what is about a person: never cached.
func sendPrivate(c *fiber.Ctx, status int, v any) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Status(status).Send(raw)
}

// sendPrivateTagged is sendPrivate for a large answer that a client keeps itself and asks for again with its ETag: 304 then.
func sendPrivateTagged(c *fiber.Ctx, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	tag := tagOf(raw)
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderCacheControl, "no-store")
	if names(c.Get(fiber.HeaderIfNoneMatch), tag) {
		c.Status(fiber.StatusNotModified)
		return nil
	}
	p, accept := page{etag: tag, plain: raw}, c.Get(fiber.HeaderAcceptEncoding)
	switch { // it is sent once, so in one coding
	case len(raw) < compressFrom:
	case accepts(accept, "br"):
		p.brotli, err = compressed(raw, asBrotli)
	case accepts(accept, "gzip"):
		p.gzip, err = compressed(raw, asGzip)
	}
	if err != nil {
		return err
	}
	return p.sendAs(c, fiber.MIMEApplicationJSON, "no-store")
}

// list is the shape of every list.
type list[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next"`
}

func newList[T any](items []T, next string) list[T] {
	if items == nil {
		items = []T{}
	}
	l := list[T]{Items: items}
	if next != "" {
		l.Next = &next
	}
	return l
}

// defaultLimit is how long a page is if the request does not say.
const defaultLimit = 50

// limitQuery must be made with defaultLimit before a query is parsed into it: 0 that was asked for is refused.
type limitQuery struct {
	Limit int    `query:"limit" validate:"min=1,max=100"`
	After string `query:"after" validate:"max=200"`
}

// moment prints a time for JSON; the zero time is null.
func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format("2006-01-02T15:04:05.000Z07:00")
	return &s
}

// instant prints a time that is never zero.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

// pageByKey cuts a page out of a list that is ordered by key; the cursor is the key of the last item shown.
func pageByKey[T any](items []T, key func(T) string, q limitQuery) ([]T, string) {
	start := 0
	for start < len(items) && q.After != "" && key(items[start]) <= q.After {
		start++
	}
	end := min(start+q.Limit, len(items))
	if end == len(items) {
		return items[start:end], ""
	}
	return items[start:end], key(items[end-1])
}
