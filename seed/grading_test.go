package seed_test

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hocso/courses"
	"hocso/seed"
)

// The phone grades by the same table: `make cases` writes it and the web app's tests read it.
var casesFile = flag.String("cases", "", "write the table of answers and grades here")

// gradingCase is a question as the phone holds it, with answers and whether each is right.
type gradingCase struct {
	Module   string          `json:"module"`
	Question gradingQuestion `json:"question"`
	Answers  []gradedAnswer  `json:"answers"`
}

type gradingQuestion struct {
	ID   string       `json:"id"`
	Kind courses.Kind `json:"kind"`
	Key  []string     `json:"key"`
}

type gradedAnswer struct {
	Answer []string `json:"answer"`
	Right  bool     `json:"right"`
}

func TestEveryQuestionGradesItsKeyToFullMarksAndEveryWrongAnswerToLess(t *testing.T) {
	content := readSeed(t)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // The same answers every time, so that a failure can be repeated.
	var table []gradingCase
	for _, m := range content.Modules {
		keys := map[string][]string{}
		for _, q := range questionsOf(m) {
			c := gradingCase{m.ID, gradingQuestion{q.ID, q.Kind, q.Key}, []gradedAnswer{{q.Key, true}}}
			for _, wrong := range wrongAnswers(q, random) {
				c.Answers = append(c.Answers, gradedAnswer{wrong, false})
			}
			if q.Kind != courses.Order && q.Kind != courses.Simulation {
				reversed := slices.Clone(q.Key)
				slices.Reverse(reversed)
				c.Answers = append(c.Answers, gradedAnswer{reversed, true})
			}
			for _, a := range c.Answers {
				if courses.Grade(q, a.Answer) != a.Right {
					t.Errorf("%s/%s (%s): %v is right: %v, want %v", m.ID, q.ID, q.Kind, a.Answer, !a.Right, a.Right)
				}
			}
			if len(c.Answers) < 3 {
				t.Errorf("%s/%s (%s) has no wrong answers", m.ID, q.ID, q.Kind)
			}
			table = append(table, c)
			keys[q.ID] = q.Key
		}
		checkModule(t, m, keys, random)
	}
	if *casesFile == "" {
		return
	}
	raw, err := json.Marshal(table)
	if err == nil {
		err = os.WriteFile(*casesFile, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// checkModule grades a whole quiz: by the keys, and with one question wrong.
func checkModule(t *testing.T, m courses.Module, keys map[string][]string, random *rand.Rand) {
	t.Helper()
	answers := map[string][]string{}
	for _, q := range m.Questions {
		answers[q.ID] = keys[q.ID]
	}
	if err := courses.CheckAnswers(m, answers); err != nil {
		t.Errorf("%s: the keys do not fit: %v", m.ID, err)
	}
	if g := courses.GradeModule(m, answers); g.Score != len(m.Questions) || !g.Passed {
		t.Errorf("%s: the keys score %d of %d", m.ID, g.Score, g.Max)
	}
	for _, q := range m.Questions {
		answers[q.ID] = wrongAnswers(q, random)[0]
		if g := courses.GradeModule(m, answers); g.Score != len(m.Questions)-1 {
			t.Errorf("%s: with %s wrong it scores %d of %d", m.ID, q.ID, g.Score, g.Max)
		}
		answers[q.ID] = keys[q.ID]
	}
}

// questionsOf returns the questions of the quiz and of the steps.
func questionsOf(m courses.Module) []courses.Question {
	all := slices.Clone(m.Questions)
	for _, p := range m.Practices {
		all = append(all, p.Question)
	}
	return all
}

// items returns all that an answer to a question can be made of.
func items(q courses.Question) []string {
	switch q.Kind {
	case courses.Match, courses.Fill:
		var pairs []string
		for _, slot := range q.Slots {
			for _, option := range q.Options {
				pairs = append(pairs, slot+":"+option)
			}
		}
		return pairs
	case courses.SafeOrScam:
		return append([]string{courses.Safe, courses.Scam}, q.Options...)
	}
	return q.Options
}

// wrongAnswers returns what learners get wrong: each other option, the key with one thing missing, added, changed or moved,
// and answers at random.
func wrongAnswers(q courses.Question, random *rand.Rand) [][]string {
	key, all := q.Key, items(q)
	var wrong [][]string
	sequence := q.Kind == courses.Order || q.Kind == courses.Simulation
	add := func(answer []string) {
		same := slices.Equal(answer, key)
		if !sequence {
			same = slices.Equal(slices.Sorted(slices.Values(answer)), slices.Sorted(slices.Values(key)))
		}
		known := slices.ContainsFunc(wrong, func(other []string) bool { return slices.Equal(other, answer) })
		if !same && !known {
			wrong = append(wrong, answer)
		}
	}
	for _, item := range all {
		add([]string{item})
		add(append(slices.Clone(key), item))
	}
	for i := range key {
		add(slices.Delete(slices.Clone(key), i, i+1))
		for _, item := range all {
			changed := slices.Clone(key)
			changed[i] = item
			add(changed)
		}
		if i > 0 && sequence {
			swapped := slices.Clone(key)
			swapped[i], swapped[i-1] = swapped[i-1], swapped[i]
			add(swapped)
		}
	}
	for range 5 {
		answer := make([]string, random.IntN(len(key)+2))
		for i := range answer {
			answer[i] = all[random.IntN(len(all))]
		}
		add(answer)
	}
	add([]string{})
	return wrong
}

func readSeed(t *testing.T) courses.Content {
	t.Helper()
	content, faults := courses.Read(seed.Courses(), ".", "")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return content
}

// What the campaign was promised: ten courses, each lesson of the curriculum a module, in Vietnamese and English whole.
func TestTheCoursesAreWhole(t *testing.T) {
	content := readSeed(t)
	if len(content.Courses) != 10 || len(content.Modules) != 44 {
		t.Errorf("%d courses and %d modules, want 10 and 44", len(content.Courses), len(content.Modules))
	}
	facts := map[string]courses.Fact{}
	for _, f := range content.Facts {
		facts[f.ID] = f
	}
	quiz, simulations, kinds := 0, 0, map[courses.Kind]int{}
	for _, m := range content.Modules {
		for _, l := range []courses.Language{courses.Vietnamese, courses.English} {
			text, ok := m.Texts[l]
			if !ok || text.Title == "" || text.Goal == "" || text.Summary == "" || text.Task == "" {
				t.Errorf("%s: title, goal, summary or task is missing in %s", m.ID, l)
			}
			if n := len(text.Steps); n < 4 || n > 8 {
				t.Errorf("%s has %d steps in %s", m.ID, n, l)
			}
			if !slices.ContainsFunc(text.Steps, func(s courses.Step) bool { return s.Picture != nil }) {
				t.Errorf("%s has no picture in %s", m.ID, l)
			}
		}
		if len(m.DigComp) == 0 || len(m.Practices) == 0 || len(m.Questions) < 3 || len(m.Questions) > 5 {
			t.Errorf("%s: competences %v, %d practices, %d questions", m.ID, m.DigComp, len(m.Practices), len(m.Questions))
		}
		quiz += len(m.Questions)
		for _, q := range questionsOf(m) {
			kinds[q.Kind]++
			if q.Kind == courses.Simulation {
				simulations++
			}
			if f := facts[q.Fact]; q.Fact != courses.PracticeFact && !f.Verified || q.Source == "" || q.CheckBy == "" {
				t.Errorf("%s/%s: fact %s, source %q, check by %s", m.ID, q.ID, q.Fact, q.Source, q.CheckBy)
			}
		}
	}
	if quiz < 150 || simulations < 12 {
		t.Errorf("%d questions and %d simulations, want 150 and 12", quiz, simulations)
	}
	for _, k := range courses.Kinds {
		if kinds[k] == 0 {
			t.Errorf("no question is of the kind %s", k)
		}
	}
	t.Log(summary(quiz, simulations, kinds))
}

func summary(quiz, simulations int, kinds map[courses.Kind]int) string {
	parts := []string{strconv.Itoa(quiz) + " questions", strconv.Itoa(simulations) + " simulations"}
	for _, k := range courses.Kinds {
		parts = append(parts, string(k)+" "+strconv.Itoa(kinds[k]))
	}
	return strings.Join(parts, ", ")
}
