package api_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Whatever is sent as a submission: an answer as described, never a failure of ours, and nothing stored but what was
// accepted.
func FuzzSubmissionBody(f *testing.F) {
	w := newWorld(f)
	good := toJSON(f, w.submission(0))
	f.Add(good)
	f.Add(toJSON(f, w.submission(1).with("resident", w.id(residentA))))
	for _, old := range []string{`"version":1`, `"id"`, `"a"`, `2026`, `{`, `}`, `[`, `Z"`} {
		f.Add(bytes.Replace(good, []byte(old), []byte("null"), 1))
	}
	f.Add([]byte(`{"submissions":[` + string(good) + `,null,5,{}]}`))
	f.Add([]byte(strings.Repeat(`[`, 20000)))
	f.Add([]byte(`{"id":"\ud800","answers":{"\u0000":[""]}}`))
	f.Add([]byte(`{"version":1e999,"started_at":"2026-11-23T24:00:00Z"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		w := w.in(t)
		for _, path := range []string{"/submissions", "/submissions/batch"} {
			before := w.stored()
			got := w.do(call{method: http.MethodPost, path: path, as: residentA, body: body, wrong: true})
			if got.status >= 500 {
				t.Fatalf("%s: %d %s", path, got.status, got.body)
			}
			if got.status >= 400 && w.stored() != before {
				t.Fatalf("%s was refused and stored", path)
			}
		}
	})
}

// Whatever is sent as a cursor, limit or place of a list: never a failure of ours.
func FuzzCursor(f *testing.F) {
	w := newWorld(f)
	for _, one := range []string{"", "0", "5", "-1", "99999999999999999999", "24163", "24163-001", "%00", "\xff\xfe", "a'b\"c", "٣", "1e3", "0x10", "+1", " 1", "[0]"} {
		f.Add(one, "10", one)
		f.Add("1", one, "")
	}
	f.Fuzz(func(t *testing.T, after, limit, around string) {
		w := w.in(t)
		query := url.Values{"after": {after}, "limit": {limit}, "around": {around}, "q": {around}, "status": {limit}}.Encode()
		if len(query) > 12<<10 {
			return // too long a header is refused while it is being sent, of which this client sees only that the connection ends
		}
		for _, path := range []string{"/wards", "/wards/" + ward1 + "/villages", "/places", "/boards/wards", "/boards/villages", "/boards/wards/" + ward1 + "/villages",
			"/villages/" + village1 + "/progress", "/wards/" + url.PathEscape(after), "/modules/" + url.PathEscape(after), "/villages/" + url.PathEscape(after)} {
			if strings.HasPrefix(path, "/wards/.") || strings.HasPrefix(path, "/modules/.") || strings.HasPrefix(path, "/villages/.") {
				continue // another address altogether
			}
			if got := w.do(call{method: http.MethodGet, path: path + "?" + query, as: officer, wrong: true}); got.status >= 500 {
				t.Fatalf("%s?%s: %d %s", path, query, got.status, got.body)
			}
		}
	})
}
