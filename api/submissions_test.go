package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hocso/progress/people"
)

func (w *world) stored() string {
	w.Helper()
	return w.column("SELECT count(*) FROM submissions")[0]
}

func TestTheSameSubmissionTwiceGetsTheSameAnswerAndCountsOnce(t *testing.T) {
	w := newWorld(t)
	s := w.submission(0)
	first := w.want(w.post(residentA, "/submissions", s), 201, "")
	second := w.want(w.post(residentA, "/submissions", s), 200, "")
	if !bytes.Equal(first.body, second.body) {
		t.Errorf("first\n%s\nthen\n%s", first.body, second.body)
	}
	r := decode[receipt](t, first)
	if r.Resident != w.id(residentA) || !r.Passed || r.Score != r.Max || r.Summary.Submissions != 1 || r.Summary.Passed != 1 {
		t.Errorf("got %+v", r)
	}
	// Answers in another order of keys, and times in another zone, say the same.
	s["started_at"] = "2026-11-23T14:00:00+07:00"
	w.want(w.post(residentA, "/submissions", s), 200, "")
	if w.stored() != "1" {
		t.Errorf("%s are stored", w.stored())
	}
}

func TestAnotherSubmissionUnderAUsedIDIsAConflict(t *testing.T) {
	w := newWorld(t)
	s := w.submission(0)
	w.want(w.post(residentA, "/submissions", s), 201, "")
	content := func() string {
		return fmt.Sprint(w.column("SELECT id || hex(hash) || answers || received_at FROM submissions"))
	}
	before := content()
	w.want(w.post(residentA, "/submissions", s.with("answers", answers(w.modules[0], false))), 409, "submission_conflict")
	w.want(w.post(residentA, "/submissions", s.with("finished_at", "2026-11-23T07:06:00Z")), 409, "submission_conflict")
	if content() != before {
		t.Error("a conflict changed what was stored")
	}
	w.want(w.post(residentB, "/submissions", s), 201, "")
	if w.stored() != "2" {
		t.Errorf("%s are stored, want one of each resident", w.stored())
	}
}

func TestTheExportHasTheNumbersOfDeviceAndPattern(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0).with("answers", answers(w.modules[0], false))), 201, "")
	export := decode[struct {
		Submissions []struct{ Device, Pattern uint32 }
	}](t, w.want(w.get(residentA, "/me/export"), 200, "")).Submissions
	stored := w.column("SELECT device || ' ' || pattern FROM submissions")
	if len(export) != 1 || export[0].Device == 0 || export[0].Pattern == 0 || len(stored) != 1 || fmt.Sprint(export[0].Device, export[0].Pattern) != stored[0] {
		t.Errorf("exported %+v, stored %v", export, stored)
	}
	page := string(w.want(w.get(residentA, "/me/export?format=html"), 200, "").body)
	for _, n := range []uint32{export[0].Device, export[0].Pattern} {
		if !strings.Contains(page, fmt.Sprintf(": %d.", n)) {
			t.Errorf("%d is not on the page", n)
		}
	}
}

func TestACoordinatorHandsInForOwnVillageAlone(t *testing.T) {
	w := newWorld(t)
	s := w.submission(0)
	got := decode[receipt](t, w.want(w.post(coordinator, "/submissions", s.with("resident", w.id(residentB))), 201, ""))
	if got.Resident != w.id(residentB) {
		t.Errorf("it is of %s", got.Resident)
	}
	for _, other := range []string{w.id(siblingLives), w.id(farLives), w.id(officer), uuid.NewString()} {
		w.want(w.post(coordinator, "/submissions", s.with("resident", other)), 403, "forbidden")
	}
	if w.stored() != "1" {
		t.Errorf("%s are stored", w.stored())
	}
	export := decode[struct {
		Submissions []struct {
			ID       string
			Assisted bool
		}
	}](t, w.want(w.get(residentB, "/me/export"), 200, ""))
	if len(export.Submissions) != 1 || !export.Submissions[0].Assisted || export.Submissions[0].ID != s["id"] {
		t.Errorf("exported %+v", export)
	}
}

func TestHandingInTellsNothingMoreOfWhoDidNotAgreeToBeListedAndIsNotForChildren(t *testing.T) {
	w := newWorld(t)
	for _, r := range []who{residentA, residentB} {
		w.want(w.post(r, "/submissions", w.submission(0)), 201, "")
	}
	for r, modules := range map[who]int{residentA: 2, residentB: 1} { // only A agreed
		got := decode[struct {
			Summary struct{ Modules []struct{ Module string } }
		}](t, w.want(w.post(coordinator, "/submissions", w.submission(1).with("resident", w.id(r))), 201, ""))
		if len(got.Summary.Modules) != modules {
			t.Errorf("of %s the coordinator is told %+v", r, got.Summary.Modules)
		}
	}
	parent, err := w.people.Person(t.Context(), w.id(residentA))
	w.must(err)
	child, err := w.people.AddChild(t.Context(), parent, "Y Bhăm", people.ChildConsent{Guardian: true, Child: true})
	w.must(err)
	w.want(w.post(coordinator, "/submissions", w.submission(0).with("resident", child.ID)), 403, "forbidden")
}

func TestWrongSubmissionsAreRefusedWithTheirFieldsAndNothingIsStored(t *testing.T) {
	w := newWorld(t)
	s := w.submission(0)
	question := w.modules[0].Questions[0]
	many := map[string][]string{}
	for i := range 10_000 {
		many[fmt.Sprintf("q%d", i)] = []string{"a"}
	}
	withAnswer := func(options ...string) fields {
		return s.with("answers", map[string][]string{question.ID: options})
	}
	invalid := func(field, code string) func(*world, reply) {
		return func(w *world, r reply) { w.wantFaults(r, "invalid_input", fieldFault{field, code}) }
	}
	answersWrong := func(field, code string) func(*world, reply) {
		return func(w *world, r reply) { w.wantFaults(r, "invalid_answers", fieldFault{field, code}) }
	}
	refused := func(status int, code string) func(*world, reply) {
		return func(w *world, r reply) { w.want(r, status, code) }
	}
	text := string(toJSON(t, s))
	replaced := func(old, fresh string) []byte {
		if !strings.Contains(text, old) {
			t.Fatalf("%s is not in %s", old, text)
		}
		return []byte(strings.Replace(text, old, fresh, 1))
	}
	version := fmt.Sprintf(`"version":%d`, w.modules[0].Version)
	for name, try := range map[string]struct {
		body any
		want func(*world, reply)
	}{
		"a module never published":    {s.with("module", "khong-co"), refused(422, "unknown_module_version")},
		"a version never published":   {s.with("version", 999), refused(422, "unknown_module_version")},
		"an unknown question":         {s.with("answers", map[string][]string{"khong-co": {"a"}}), answersWrong("answers.khong-co", "unknown_question")},
		"an unknown option":           {withAnswer("khong-co"), answersWrong("answers."+question.ID, "unknown_option")},
		"an id that is no UUID":       {s.with("id", "1"), invalid("id", "bad_uuid")},
		"a resident that is no UUID":  {s.with("resident", "' OR 1=1"), invalid("resident", "bad_uuid")},
		"no id":                       {s.with("id", ""), invalid("id", "required")},
		"version 0":                   {s.with("version", 0), invalid("version", "required")},
		"version -1":                  {s.with("version", -1), invalid("version", "too_small")},
		"a version that is a text":    {s.with("version", "1"), invalid("version", "wrong_type")},
		"a version beyond any number": {replaced(version, `"version":1e400`), invalid("version", "wrong_type")},
		"half a version":              {s.with("version", 1.5), invalid("version", "wrong_type")},
		"no answers":                  {s.with("answers", nil), invalid("answers", "required")},
		"10,000 answers":              {s.with("answers", many), invalid("answers", "too_long")},
		"a clock in the year 9999":    {s.with("finished_at", "9999-12-31T23:59:59Z"), invalid("finished_at", "bad_time")},
		"a clock in the year 10000":   {s.with("finished_at", "+010000-01-01T00:00:00Z"), invalid("", "bad_time")},
		"no time":                     {s.with("started_at", "gestern"), invalid("", "bad_time")},
		"NaN":                         {replaced(version, `"version":NaN`), refused(400, "malformed_json")},
		"an unknown field":            {s.with("score", 100), refused(400, "unknown_field")},
		"a field in capitals":         {replaced(`"module"`, `"Module"`), refused(400, "unknown_field")},
		"a key twice":                 {replaced(version, version+`,"version":2`), refused(400, "malformed_json")},
		"an answer's key twice":       {replaced(`"answers":{`, `"answers":{"`+question.ID+`":[],`), refused(400, "malformed_json")},
		"a list":                      {[]any{s}, invalid("", "wrong_type")},
		"two values":                  {[]byte(text + text), refused(400, "malformed_json")},
		"half a value":                {[]byte(text[:len(text)/2]), refused(400, "malformed_json")},
		"nothing":                     {[]byte{}, refused(400, "malformed_json")},
		"bytes that are not UTF-8":    {replaced(version, version+`,"resident":"`+"\xff"+`"`), refused(400, "malformed_json")},
		"JSON 100,000 lists deep":     {[]byte(`{"answers":` + strings.Repeat("[", 100_000)), invalid("answers", "wrong_type")},
		"JSON 9,000 objects deep":     {[]byte(strings.Repeat(`{"answers":`, 9000) + "1" + strings.Repeat("}", 9000)), invalid("answers", "wrong_type")},
	} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			try.want(w, w.post(residentA, "/submissions", try.body))
		})
	}
	if w.stored() != "0" {
		t.Errorf("%s are stored", w.stored())
	}
}

func TestAPhonesWrongClockIsOnlyRecorded(t *testing.T) {
	w := newWorld(t)
	for i, moment := range []string{"1970-01-01T00:00:00Z", "2099-12-31T23:59:59.999+07:00"} {
		s := w.submission(i)
		s["started_at"], s["finished_at"] = moment, moment
		w.want(w.post(residentA, "/submissions", s), 201, "")
		w.want(w.post(residentA, "/submissions", s), 200, "")
	}
	w.settle()
	// Both counted as received now.
	if got := w.villageTotals(officer, village1); got.Participants != 1 || got.Points != len(w.modules[0].Questions)+len(w.modules[1].Questions) {
		t.Errorf("got %+v", got)
	}
}

func TestABatchKeepsTheOthersBackForNoBadOne(t *testing.T) {
	w := newWorld(t)
	for name, bad := range map[string]struct {
		change func(fields) any
		status int
		code   string
	}{
		"of an unknown module":     {func(s fields) any { return s.with("module", "khong-co") }, 422, "unknown_module_version"},
		"of a text as its version": {func(s fields) any { return s.with("version", "một") }, 422, "invalid_input"},
		"with an unknown field":    {func(s fields) any { return s.with("score", 5) }, 400, "unknown_field"},
		"of the year 10000":        {func(s fields) any { return s.with("started_at", "+010000-01-01T00:00:00Z") }, 422, "invalid_input"},
		"for somebody else":        {func(s fields) any { return s.with("resident", w.id(residentB)) }, 403, "forbidden"},
		"that is none":             {func(fields) any { return nil }, 422, "invalid_input"},
		"that is a number":         {func(fields) any { return 5 }, 422, "invalid_input"},
	} {
		t.Run(name, func(t *testing.T) {
			w := w.in(t)
			var all []any
			for i := range 50 {
				s := w.submission(i % len(w.modules))
				all = append(all, s)
				if i == 20 {
					all[i] = bad.change(s)
				}
			}
			got := w.do(call{method: "POST", path: "/submissions/batch", as: residentA, body: fields{"submissions": all}, wrong: true})
			results := decode[batchReply](t, w.want(got, 200, "")).Results
			if len(results) != 50 {
				t.Fatalf("%d results", len(results))
			}
			for i, r := range results {
				if i == 20 {
					if r.Status != bad.status || r.Problem == nil || r.Problem.Code != bad.code || r.Problem.RequestID == "" || r.Result != nil {
						t.Errorf("the bad one got %+v %+v", r, r.Problem)
					}
					continue
				}
				if r.Status != 201 || r.Result == nil || r.ID != all[i].(fields)["id"] || r.Result.ID != r.ID {
					t.Errorf("number %d got %+v %+v", i, r, r.Problem)
				}
			}
		})
	}
}

func TestABatchHasOneToFiftySubmissions(t *testing.T) {
	w := newWorld(t)
	var all []any
	for range 51 {
		all = append(all, w.submission(0))
	}
	batch := func(list any) reply { return w.post(residentA, "/submissions/batch", fields{"submissions": list}) }
	w.wantFaults(batch(all), "invalid_input", fieldFault{"submissions", "too_long"})
	w.wantFaults(batch([]any{}), "invalid_input", fieldFault{"submissions", "too_short"})
	w.wantFaults(batch(nil), "invalid_input", fieldFault{"submissions", "required"})
	w.want(w.post(residentA, "/submissions/batch", []byte(`{"submissions":[],"submissions":[{}]}`)), 400, "malformed_json")
	w.wantFaults(batch("x"), "invalid_input", fieldFault{"submissions", "wrong_type"})
	if w.stored() != "0" {
		t.Errorf("%s are stored", w.stored())
	}
	// The same one twice in a batch is one.
	s := w.submission(0)
	results := decode[batchReply](t, w.want(batch([]any{s, s}), 200, "")).Results
	if got := results[0].Status + results[1].Status; got != http.StatusCreated+http.StatusOK {
		t.Errorf("got %+v", results)
	}
}
