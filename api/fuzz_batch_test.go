package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"testing"
)

// Whatever stands next to a good submission in a batch: the good one is taken, and just those are stored that the answer
// says were.
func FuzzBatch(f *testing.F) {
	w := newWorld(f)
	good := toJSON(f, w.submission(0))
	for _, item := range [][]byte{good, []byte("null"), []byte("{}"), []byte("5"), []byte(`""`), []byte("[]"), []byte(`{"id":"x"}`),
		[]byte(`{"submissions":[]}`), []byte(`{"id":{"a":[1,2]}}`), bytes.Replace(good, []byte(`"version":1`), []byte(`"version":-1`), 1)} {
		f.Add(item)
	}
	f.Fuzz(func(t *testing.T, item []byte) {
		w := w.in(t)
		if !json.Valid(item) {
			return // the batch itself would not be JSON
		}
		fresh := toJSON(t, w.submission(1))
		body := bytes.Join([][]byte{[]byte(`{"submissions":[`), item, []byte(","), fresh, []byte("]}")}, nil)
		before := w.count()
		got := w.do(call{method: http.MethodPost, path: "/submissions/batch", as: residentA, body: body, wrong: true})
		if got.status != http.StatusOK && got.status != http.StatusBadRequest && got.status != http.StatusUnprocessableEntity {
			t.Fatalf("%d %s", got.status, got.body)
		}
		stored := 0
		if got.status == http.StatusOK {
			results := decode[batchReply](t, got).Results
			if len(results) != 2 || results[1].Status != http.StatusCreated {
				t.Fatalf("the good one of the batch: %s", got.body)
			}
			for _, r := range results {
				if r.Status >= 500 {
					t.Fatalf("%s", got.body)
				}
				if r.Status == http.StatusCreated {
					stored++
				}
			}
		}
		if now := w.count(); now != before+stored {
			t.Fatalf("%d were stored and %d acknowledged: %s", now-before, stored, got.body)
		}
	})
}

// count returns how many submissions are stored.
func (w *world) count() int {
	w.Helper()
	n, err := strconv.Atoi(w.stored())
	w.must(err)
	return n
}
