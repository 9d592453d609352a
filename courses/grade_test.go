package courses_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hocso/courses"
)

func TestGrade(t *testing.T) {
	single := courses.Question{ID: "q", Kind: courses.Single, Options: []string{"a", "b"}, Key: []string{"a"}}
	several := courses.Question{ID: "q", Kind: courses.Several, Options: []string{"a", "b", "c"}, Key: []string{"a", "c"}}
	trueFalse := courses.Question{ID: "q", Kind: courses.TrueFalse, Options: []string{"t", "f"}, Key: []string{"f"}}
	order := courses.Question{ID: "q", Kind: courses.Order, Options: []string{"a", "b", "c"}, Key: []string{"a", "b", "c"}}
	match := courses.Question{ID: "q", Kind: courses.Match, Slots: []string{"a", "b"}, Options: []string{"1", "2"}, Key: []string{"a:2", "b:1"}}
	verdict := courses.Question{ID: "q", Kind: courses.SafeOrScam, Options: []string{"a", "b"}, Key: []string{"scam", "a"}}
	taps := courses.Question{ID: "q", Kind: courses.Simulation, Options: []string{"a", "b", "k1"}, Key: []string{"a", "k1", "k1"}}
	tests := []struct {
		name     string
		question courses.Question
		answer   []string
		want     bool
	}{
		{"single right", single, []string{"a"}, true},
		{"single wrong", single, []string{"b"}, false},
		{"single both", single, []string{"a", "b"}, false},
		{"single twice the right one", single, []string{"a", "a"}, false},
		{"single unknown", single, []string{"z"}, false},
		{"several right", several, []string{"a", "c"}, true},
		{"several right in another order", several, []string{"c", "a"}, true},
		{"several one left out", several, []string{"a"}, false},
		{"several one too many", several, []string{"a", "b", "c"}, false},
		{"several one right one wrong", several, []string{"a", "b"}, false},
		{"several one twice", several, []string{"a", "a"}, false},
		{"true_false right", trueFalse, []string{"f"}, true},
		{"true_false wrong", trueFalse, []string{"t"}, false},
		{"order right", order, []string{"a", "b", "c"}, true},
		{"order wrong", order, []string{"b", "a", "c"}, false},
		{"order incomplete", order, []string{"a", "b"}, false},
		{"match right in another order", match, []string{"b:1", "a:2"}, true},
		{"match swapped", match, []string{"a:1", "b:2"}, false},
		{"match one left out", match, []string{"a:2"}, false},
		{"match one twice", match, []string{"a:2", "a:2"}, false},
		{"safe_or_scam right", verdict, []string{"a", "scam"}, true},
		{"safe_or_scam for another reason", verdict, []string{"scam", "b"}, false},
		{"safe_or_scam with another verdict", verdict, []string{"safe", "a"}, false},
		{"safe_or_scam without a reason", verdict, []string{"scam"}, false},
		{"simulation right", taps, []string{"a", "k1", "k1"}, true},
		{"simulation in another order", taps, []string{"k1", "a", "k1"}, false},
		{"simulation with a wrong tap", taps, []string{"b", "a", "k1", "k1"}, false},
		{"simulation not finished", taps, []string{"a", "k1"}, false},
		{"left out", single, nil, false},
		{"empty", order, []string{}, false},
		{"empty for a question without a key", courses.Question{Kind: courses.Single}, nil, false},
	}
	for _, test := range tests {
		if got := courses.Grade(test.question, test.answer); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// ids draws distinct ids of options.
func ids(low int) *rapid.Generator[[]string] {
	return rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9]{1,3}`), low, 6, rapid.ID[string])
}

// aQuestion draws a question that the checker would accept.
func aQuestion(t *rapid.T, id string) courses.Question {
	q := courses.Question{ID: id, Kind: rapid.SampledFrom([]courses.Kind{courses.Single, courses.Several, courses.TrueFalse, courses.Order,
		courses.Match, courses.Fill, courses.SafeOrScam, courses.Simulation}).Draw(t, "kind")}
	switch q.Kind {
	case courses.TrueFalse:
		q.Options = []string{"t", "f"}
		q.Key = []string{rapid.SampledFrom(q.Options).Draw(t, "right")}
	case courses.Single:
		q.Options = ids(2).Draw(t, "options")
		q.Key = []string{rapid.SampledFrom(q.Options).Draw(t, "right")}
	case courses.Several:
		q.Options = ids(3).Draw(t, "options")
		q.Key = slices.Clone(q.Options[:rapid.IntRange(2, len(q.Options)-1).Draw(t, "right")])
	case courses.Order:
		q.Options = ids(3).Draw(t, "options")
		q.Key = slices.Clone(q.Options)
	case courses.Match, courses.Fill:
		q.Options = ids(3).Draw(t, "options")
		q.Slots = q.Options[:rapid.IntRange(1, len(q.Options)).Draw(t, "slots")]
		for i, slot := range q.Slots {
			q.Key = append(q.Key, slot+":"+q.Options[len(q.Options)-1-i])
		}
	case courses.SafeOrScam:
		q.Options = ids(2).Draw(t, "options")
		q.Key = []string{rapid.SampledFrom([]string{courses.Safe, courses.Scam}).Draw(t, "verdict"), q.Options[0]}
	case courses.Simulation:
		q.Options = ids(2).Draw(t, "options")
		q.Key = rapid.SliceOfN(rapid.SampledFrom(q.Options), 1, 6).Draw(t, "path")
	}
	return q
}

func TestKeyIsRightAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := aQuestion(t, "q")
		if !courses.Grade(q, q.Key) {
			t.Fatalf("the key of %+v is not right", q)
		}
		answer := rapid.SliceOfN(rapid.SampledFrom(append([]string{"", "zzzz"}, q.Options...)), 0, 7).Draw(t, "answer")
		same := slices.Equal(answer, q.Key)
		if q.Kind != courses.Order {
			same = slices.Equal(slices.Sorted(slices.Values(answer)), slices.Sorted(slices.Values(q.Key)))
		}
		if got := courses.Grade(q, answer); got != same {
			t.Fatalf("%v for %+v is graded %v", answer, q, got)
		}
	})
}

func TestOnlyOrderAndSimulationMindTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := aQuestion(t, "q")
		answer := rapid.Permutation(q.Key).Draw(t, "answer")
		want := q.Kind != courses.Order && q.Kind != courses.Simulation || slices.Equal(answer, q.Key)
		if got := courses.Grade(q, answer); got != want {
			t.Fatalf("%v for %+v is graded %v", answer, q, got)
		}
	})
}

func TestGradingLeavesItsInputAlone(t *testing.T) {
	q := courses.Question{ID: "q", Kind: courses.Several, Options: []string{"b", "a"}, Key: []string{"b", "a"}}
	answer := []string{"b", "a"}
	courses.Grade(q, answer)
	if q.Key[0] != "b" || answer[0] != "b" {
		t.Errorf("key %v, answer %v", q.Key, answer)
	}
}

func TestGradeModule(t *testing.T) {
	m := courses.Module{PassMark: 70}
	for _, id := range []string{"q3", "q1", "q2"} {
		m.Questions = append(m.Questions, courses.Question{ID: id, Kind: courses.Single, Options: []string{"a", "b"}, Key: []string{"a"}})
	}
	got := courses.GradeModule(m, map[string][]string{"q1": {"a"}, "q3": {"a"}, "q9": {"a"}})
	want := courses.Grading{Score: 2, Max: 3, Passed: false, Questions: []courses.QuestionGrading{{"q3", true}, {"q1", true}, {"q2", false}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	m.PassMark = 66 // 2 of 3 is 66.67
	if !courses.GradeModule(m, map[string][]string{"q1": {"a"}, "q3": {"a"}}).Passed {
		t.Error("2 of 3 does not reach 66 percent")
	}
	m.PassMark = 67
	if courses.GradeModule(m, map[string][]string{"q1": {"a"}, "q3": {"a"}}).Passed {
		t.Error("2 of 3 reaches 67 percent")
	}
	m.PassMark = 100
	if !courses.GradeModule(m, map[string][]string{"q1": {"a"}, "q2": {"a"}, "q3": {"a"}}).Passed {
		t.Error("all right does not pass")
	}
	if courses.GradeModule(courses.Module{PassMark: 1}, nil).Passed {
		t.Error("a module without questions is passed")
	}
}

func TestGradeReview(t *testing.T) {
	m := courses.Module{PassMark: 50}
	for _, id := range []string{"q3", "q1", "q2"} {
		m.Questions = append(m.Questions, courses.Question{ID: id, Kind: courses.Single, Options: []string{"a", "b"}, Key: []string{"a"}})
	}
	before := slices.Clone(m.Questions)
	got, err := courses.GradeReview(m, map[string][]string{"q1": {"b"}, "q2": {"a"}, "q3": {}})
	want := courses.Grading{Score: 1, Max: 2, Passed: false, Questions: []courses.QuestionGrading{{"q1", false}, {"q2", true}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if !reflect.DeepEqual(m.Questions, before) {
		t.Errorf("the module is now %+v", m.Questions)
	}
	for _, nothing := range []map[string][]string{nil, {"q1": {}}} {
		_, err := courses.GradeReview(m, nothing)
		var faults *courses.AnswersError
		if !errors.As(err, &faults) || !reflect.DeepEqual(faults.Faults, []courses.AnswerFault{{"answers", "nothing_answered"}}) {
			t.Errorf("%v: %v", nothing, err)
		}
	}
}

func TestCheckAnswers(t *testing.T) {
	m := courses.Module{Questions: []courses.Question{
		{ID: "q1", Kind: courses.Single, Options: []string{"a", "b"}, Key: []string{"a"}},
		{ID: "q2", Kind: courses.Several, Options: []string{"a", "b", "c"}, Key: []string{"a", "b"}},
		{ID: "q3", Kind: courses.TrueFalse, Options: []string{"t", "f"}, Key: []string{"t"}},
		{ID: "q4", Kind: courses.Order, Options: []string{"a", "b", "c"}, Key: []string{"a", "b", "c"}},
		{ID: "q5", Kind: courses.Fill, Slots: []string{"1", "2"}, Options: []string{"a", "b"}, Key: []string{"1:a", "2:b"}},
		{ID: "q6", Kind: courses.SafeOrScam, Options: []string{"a", "b"}, Key: []string{"safe", "a"}},
		{ID: "q7", Kind: courses.Simulation, Options: []string{"a", "k1"}, Key: []string{"a", "k1", "k1"}},
	}}
	tests := []struct {
		name    string
		answers map[string][]string
		want    []courses.AnswerFault
	}{
		{"nothing", nil, nil},
		{"all", map[string][]string{"q1": {"b"}, "q2": {"c", "a", "b"}, "q3": {"f"}, "q4": {"c", "b", "a"}}, nil},
		{"incomplete", map[string][]string{"q1": {}, "q2": {"c"}, "q4": {"c"}}, nil},
		{"unknown question", map[string][]string{"q9": {"a"}}, []courses.AnswerFault{{"answers.q9", "unknown_question"}}},
		{"unknown option", map[string][]string{"q1": {"z"}}, []courses.AnswerFault{{"answers.q1", "unknown_option"}}},
		{"unknown options once", map[string][]string{"q2": {"y", "z"}}, []courses.AnswerFault{{"answers.q2", "unknown_option"}}},
		{"duplicate option", map[string][]string{"q4": {"a", "a"}}, []courses.AnswerFault{{"answers.q4", "duplicate_option"}}},
		{"two for single", map[string][]string{"q1": {"a", "b"}}, []courses.AnswerFault{{"answers.q1", "too_many_options"}}},
		{"two for true_false", map[string][]string{"q3": {"t", "f"}}, []courses.AnswerFault{{"answers.q3", "too_many_options"}}},
		{"all of the other kinds", map[string][]string{"q5": {"2:a", "1:b"}, "q6": {"b", "scam"}, "q7": {"k1", "a", "k1", "k1"}}, nil},
		{"no slot", map[string][]string{"q5": {"a"}}, []courses.AnswerFault{{"answers.q5", "unknown_option"}}},
		{"an unknown slot", map[string][]string{"q5": {"3:a"}}, []courses.AnswerFault{{"answers.q5", "unknown_option"}}},
		{"an unknown word", map[string][]string{"q5": {"1:c"}}, []courses.AnswerFault{{"answers.q5", "unknown_option"}}},
		{"two words in a gap", map[string][]string{"q5": {"1:a", "1:b"}}, []courses.AnswerFault{{"answers.q5", "duplicate_option"}}},
		{"two verdicts", map[string][]string{"q6": {"safe", "scam"}}, []courses.AnswerFault{{"answers.q6", "duplicate_option"}}},
		{"two reasons", map[string][]string{"q6": {"a", "b", "safe"}}, []courses.AnswerFault{{"answers.q6", "too_many_options"}}},
		{"an unknown reason", map[string][]string{"q6": {"scam", "c"}}, []courses.AnswerFault{{"answers.q6", "unknown_option"}}},
		{"a tap beside", map[string][]string{"q7": {"z"}}, []courses.AnswerFault{{"answers.q7", "unknown_option"}}},
		{"several faults, by field", map[string][]string{"q3": {"t", "t"}, "q1": {"z"}, "a": nil}, []courses.AnswerFault{
			{"answers.a", "unknown_question"}, {"answers.q1", "unknown_option"},
			{"answers.q3", "duplicate_option"}, {"answers.q3", "too_many_options"},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := courses.CheckAnswers(m, test.answers)
			if test.want == nil {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var faults *courses.AnswersError
			if !errors.As(err, &faults) || !reflect.DeepEqual(faults.Faults, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

// Whatever a phone sends is answered, and what is graded right is never refused.
func TestCheckAnswersTakesAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m courses.Module
		for _, id := range ids(1).Draw(t, "questions") {
			m.Questions = append(m.Questions, aQuestion(t, id))
		}
		answers := rapid.MapOf(rapid.StringMatching(`[a-z0-9]{0,2}`), rapid.SliceOf(rapid.StringMatching(`[a-z0-9]{0,2}`))).Draw(t, "answers")
		err := courses.CheckAnswers(m, answers)
		if err == nil {
			if g := courses.GradeModule(m, answers); g.Max != len(m.Questions) || g.Score < 0 || g.Score > g.Max {
				t.Fatalf("grading %+v", g)
			}
		}
		key := map[string][]string{}
		for _, q := range m.Questions {
			key[q.ID] = q.Key
		}
		if err := courses.CheckAnswers(m, key); err != nil || courses.GradeModule(m, key).Score != len(m.Questions) {
			t.Fatalf("the key: %v", err)
		}
	})
}
