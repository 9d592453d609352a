package api_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"hocso/internal/longtest"
)

// badInput is one wrong body and what it must be answered with.
type badInput struct {
	name   string
	body   any
	status int
	code   string
	faults []fieldFault
}

// edit is a valid submission as JSON with one text replaced.
func (w *world) edit(old, fresh string) []byte {
	w.Helper()
	text := string(toJSON(w, w.submission(0).with("seconds", 60)))
	if !strings.Contains(text, old) {
		w.Fatalf("%s is not in %s", old, text)
	}
	return []byte(strings.Replace(text, old, fresh, 1))
}

func (w *world) badInputs() []badInput {
	s := w.submission(0)
	q := w.modules[0].Questions[0].ID
	version := fmt.Sprintf(`"version":%d`, w.modules[0].Version)
	answer := func(options ...string) map[string][]string { return map[string][]string{q: options} }
	var fiftyOne = map[string][]string{}
	for i := range 51 {
		fiftyOne[fmt.Sprintf("q%d", i)] = []string{"a"}
	}
	long := strings.Repeat("a", 200)
	field := func(name, code string) []fieldFault { return []fieldFault{{name, code}} }
	input := func(name string, body any, faults []fieldFault) badInput {
		return badInput{name, body, http.StatusUnprocessableEntity, "invalid_input", faults}
	}
	fit := func(name string, body any, faults []fieldFault) badInput {
		return badInput{name, body, http.StatusUnprocessableEntity, "invalid_answers", faults}
	}
	malformed := func(name string, body any) badInput {
		return badInput{name, body, http.StatusBadRequest, "malformed_json", nil}
	}
	unknown := func(name string, body any) badInput {
		return badInput{name, body, http.StatusUnprocessableEntity, "unknown_module_version", nil}
	}
	return []badInput{
		input("-1 seconds", s.with("seconds", -1), field("seconds", "too_small")),
		input("86401 seconds", s.with("seconds", 86401), field("seconds", "too_large")),
		input("1.5 seconds", s.with("seconds", 1.5), field("seconds", "wrong_type")),
		input("x seconds", s.with("seconds", "x"), field("seconds", "wrong_type")),
		input("NaN in quotes", s.with("seconds", "NaN"), field("seconds", "wrong_type")),
		input("1e400 seconds", w.edit(`"seconds":60`, `"seconds":1e400`), field("seconds", "wrong_type")),
		malformed("NaN seconds", w.edit(`"seconds":60`, `"seconds":NaN`)),
		malformed("infinite seconds", w.edit(`"seconds":60`, `"seconds":-Infinity`)),
		malformed("octal seconds", w.edit(`"seconds":60`, `"seconds":060`)),

		unknown("the largest version", s.with("version", int64(1<<63-1))),
		input("a version of 20 digits", w.edit(version, `"version":99999999999999999999`), field("version", "wrong_type")),
		input("a version of 1000 digits", w.edit(version, `"version":`+strings.Repeat("9", 1000)), field("version", "wrong_type")),
		input("a version that is a list", s.with("version", []int{1}), field("version", "wrong_type")),
		unknown("a module that climbs", s.with("module", "../../etc/passwd")),
		input("no module", s.with("module", ""), field("module", "required")),
		input("a module of 200 letters", s.with("module", long), field("module", "too_long")),

		input("a language that no lesson is in", s.with("language", "fr"), field("language", "unknown_value")),
		input("a list of languages", s.with("language", []string{"vi"}), field("language", "wrong_type")),

		input("an id in braces", s.with("id", "{7f9c24e8-3b12-4d8f-9c1a-0123456789ab}"), field("id", "bad_uuid")),
		input("an id in capitals", s.with("id", "7F9C24E8-3B12-4D8F-9C1A-0123456789AB"), field("id", "bad_uuid")),
		input("an id without dashes", s.with("id", "7f9c24e83b124d8f9c1a0123456789ab"), field("id", "bad_uuid")),
		input("a number as id", s.with("id", 5), field("id", "wrong_type")),
		input("a NUL in the id", w.edit(`"id":"`, `"id":"\u0000`), field("id", "bad_uuid")),

		input("51 answers", s.with("answers", fiftyOne), field("answers", "too_long")),
		input("61 options", s.with("answers", answer(make([]string, 61)...)), field("answers", "too_long")),
		input("an option of 200 letters", s.with("answers", answer(long)), field("answers", "too_long")),
		input("a question of 200 letters", s.with("answers", map[string][]string{long: {"a"}}), field("answers", "too_long")),
		input("a text for an answer", s.with("answers", map[string]string{q: "a"}), field("answers", "wrong_type")),
		input("numbers for options", s.with("answers", map[string][]int{q: {1}}), field("answers", "wrong_type")),
		input("a list of answers", s.with("answers", []string{"a"}), field("answers", "wrong_type")),
		fit("an option twice", s.with("answers", answer("a", "a")), nil),
		fit("an empty option", s.with("answers", answer("")), nil),
		fit("answers to no question", s.with("answers", map[string][]string{"": {"a"}, "$where": {"1"}}), []fieldFault{{"answers.", "unknown_question"}, {"answers.$where", "unknown_question"}}),
		fit("a review of nothing", s.with("answers", answer()).with("review", true), field("answers", "nothing_answered")),
		input("a review that is a text", s.with("review", "true"), field("review", "wrong_type")),

		input("a clock in 1969", s.with("finished_at", "1969-12-31T23:59:59Z"), field("finished_at", "bad_time")),
		input("a clock in 2201", s.with("started_at", "2201-01-01T00:00:00Z"), field("started_at", "bad_time")),
		input("a clock in the year 0", s.with("started_at", "0000-01-01T00:00:00Z"), field("started_at", "bad_time")),
		input("the zero of Go's clocks", s.with("finished_at", "0001-01-01T00:00:00Z"), field("finished_at", "required")),
		input("30 February", s.with("finished_at", "2026-02-30T00:00:00Z"), field("", "bad_time")),
		input("a leap second", s.with("finished_at", "2026-12-31T23:59:60Z"), field("", "bad_time")),
		input("24 o'clock", s.with("finished_at", "2026-11-23T24:00:00Z"), field("", "bad_time")),
		input("no zone", s.with("finished_at", "2026-11-23T07:05:00"), field("", "bad_time")),

		malformed("a key twice", w.edit(version, version+`,`+version)),
		malformed("a question twice", w.edit(`"answers":{`, `"answers":{"`+q+`":["a"],`)),
		malformed("30,000 lists deep", []byte(`{"answers":{"q":`+strings.Repeat("[", 30_000)+strings.Repeat("]", 30_000)+`}}`)),
		input("1,000 lists deep", []byte(`{"answers":{"q":`+strings.Repeat("[", 1_000)+strings.Repeat("]", 1_000)+`}}`), field("answers", "wrong_type")),
		{"for nobody", s.with("resident", "00000000-0000-4000-8000-000000000000"), http.StatusForbidden, "forbidden", nil},
		{"a score of one's own", s.with("score", 5), http.StatusBadRequest, "unknown_field", nil},
	}
}

// Whatever is wrong gets a code that openapi.yaml names, alone and in a batch, and nothing of it is stored.
func TestBadInputGetsItsCodeAndLeavesNothing(t *testing.T) {
	w := newWorld(t)
	described, err := os.ReadFile("openapi.yaml")
	w.must(err)
	documented := func(t *testing.T, code string) {
		t.Helper()
		if !strings.Contains(string(described), "`"+code+"`") {
			t.Errorf("openapi.yaml does not name %s", code)
		}
	}
	all := w.badInputs()
	for _, bad := range all {
		t.Run(bad.name, func(t *testing.T) {
			w := w.in(t)
			before := w.writes()
			got := w.want(w.post(residentA, "/submissions", bad.body), bad.status, bad.code).problem(w)
			if bad.faults != nil && fmt.Sprint(got.Errors) != fmt.Sprint(bad.faults) {
				t.Errorf("faults %v, want %v", got.Errors, bad.faults)
			}
			documented(t, bad.code)
			for _, fault := range got.Errors {
				documented(t, fault.Code)
			}
			if w.writes() != before {
				t.Error("it was refused, and the store has changed")
			}
		})
	}
	longtest.Report(t, 2, len(all), "wrong submissions", "a documented code each, nothing stored")
}

// What readers of JSON may take for one fault or another gets a code as well.
func TestJSONThatIsHardlyAnyIsRefused(t *testing.T) {
	w := newWorld(t)
	for name, body := range map[string][]byte{
		"a lone surrogate as module":   w.edit(`"module":"`, `"module":"\ud800`),
		"a lone surrogate as id":       w.edit(`"id":"`, `"id":"\ud800`),
		"a lone surrogate as question": w.edit(`"answers":{"`, `"answers":{"\udfff`),
		"a number for a time":          w.edit(`"finished_at":"2026-11-23T07:05:00Z"`, `"finished_at":1764000000`),
		"a mark of byte order":         w.edit(`{`, "\ufeff{"),
		"a comment":                    w.edit(`{`, "{/**/"),
		"a comma too many":             w.edit(`"seconds":60`, `"seconds":60,`),
	} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			before := w.writes()
			if got := w.post(residentA, "/submissions", body); got.status != http.StatusBadRequest && got.status != http.StatusUnprocessableEntity {
				t.Errorf("%d %s", got.status, got.body)
			}
			if w.writes() != before {
				t.Error("it was refused, and the store has changed")
			}
		})
	}
}

// One bad item of a batch is refused as it would be alone, and the others count.
func TestABadItemInABatchIsRefusedAlone(t *testing.T) {
	w := newWorld(t)
	stored := 0
	for _, bad := range w.badInputs() {
		raw, ok := bad.body.([]byte)
		if !ok {
			raw = toJSON(t, bad.body)
		}
		if bad.code == "malformed_json" && !strings.Contains(bad.name, "twice") {
			continue // such a batch is no JSON as a whole
		}
		t.Run(bad.name, func(t *testing.T) {
			w := w.in(t)
			good := string(toJSON(t, w.submission(0)))
			other := string(toJSON(t, w.submission(1)))
			body := []byte(`{"submissions":[` + good + `,` + string(raw) + `,` + other + `]}`)
			got := w.do(call{method: http.MethodPost, path: "/submissions/batch", as: residentA, body: body, wrong: true})
			results := decode[batchReply](t, w.want(got, 200, "")).Results
			if len(results) != 3 || results[0].Status != 201 || results[2].Status != 201 {
				t.Fatalf("results %+v", results)
			}
			if r := results[1]; r.Status != bad.status || r.Problem == nil || r.Problem.Code != bad.code {
				t.Errorf("the bad one got %+v %+v, want %d %s", r, r.Problem, bad.status, bad.code)
			}
		})
		stored += 2
	}
	if got := w.stored(); got != fmt.Sprint(stored) {
		t.Errorf("%s are stored, want %d", got, stored)
	}
}

// What looks wrong and is not: a learner must not lose an answer over it.
func TestOddInputIsTaken(t *testing.T) {
	w := newWorld(t)
	for name, body := range map[string]any{
		"a clock at the beginning of 1970": w.submission(0).with("started_at", "1970-01-01T00:00:00Z").with("finished_at", "1970-01-01T00:05:00Z"),
		"a clock in 2099":                  w.submission(0).with("started_at", "2099-12-31T23:59:59Z").with("finished_at", "2099-12-31T23:59:59Z"),
		"started after it was finished":    w.submission(0).with("started_at", "2026-11-23T09:00:00Z"),
		"no time at all in front of it":    w.submission(0).with("seconds", 0),
		"a whole day in front of it":       w.submission(0).with("seconds", 86400),
		"nothing answered":                 w.submission(0).with("answers", map[string][]string{}),
		"nanoseconds, in another zone":     w.submission(0).with("finished_at", "2026-11-23T14:05:00.123456789+07:00"),
	} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			first := w.want(w.post(residentA, "/submissions", body), 201, "")
			again := w.want(w.post(residentA, "/submissions", body), 200, "")
			if string(first.body) != string(again.body) {
				t.Errorf("first\n%s\nthen\n%s", first.body, again.body)
			}
		})
	}
}

func TestOneIDTwiceInABatchWithTwoBodiesIsOneAndAConflict(t *testing.T) {
	w := newWorld(t)
	s := w.submission(0)
	results := decode[batchReply](t, w.want(w.post(residentA, "/submissions/batch", fields{"submissions": []any{s, s.with("seconds", 5)}}), 200, "")).Results
	if results[0].Status+results[1].Status != http.StatusCreated+http.StatusConflict || w.stored() != "1" {
		t.Errorf("results %+v, %s stored", results, w.stored())
	}
	for _, r := range results {
		if r.Status == http.StatusConflict && r.Problem.Code != "submission_conflict" {
			t.Errorf("problem %+v", r.Problem)
		}
	}
}
