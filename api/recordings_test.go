package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
)

func TestARecordingIsSentWholeOrInParts(t *testing.T) {
	w := newWorld(t)
	path := "/recordings/" + recording.Name
	whole := w.want(w.get(nobody, path), 200, "")
	if !bytes.Equal(whole.body, recording.Data) || whole.header.Get("Content-Type") != "audio/mpeg" ||
		!strings.Contains(whole.header.Get("Cache-Control"), "immutable") {
		t.Errorf("%s %v", whole.body, whole.header)
	}
	part := func(asked string) reply {
		return w.do(call{method: http.MethodGet, path: path, as: nobody, header: map[string]string{"Range": asked}})
	}
	for asked, want := range map[string][2]string{
		"bytes=0-2": {"ID3", "bytes 0-2/12"},
		"bytes=-4":  {"much", "bytes 8-11/12"},
		"bytes=4-":  {"not much", "bytes 4-11/12"},
	} {
		r := w.want(part(asked), 206, "")
		if string(r.body) != want[0] || r.header.Get("Content-Range") != want[1] {
			t.Errorf("%s: %q, %s", asked, r.body, r.header.Get("Content-Range"))
		}
	}
	w.want(part("bytes=99-"), 416, "")
	w.want(w.get(nobody, "/recordings/"+strings.Repeat("1", 64)+".mp3"), 404, "not_found")
}
