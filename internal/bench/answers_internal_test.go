package bench

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"hocso/courses"
	"hocso/seed"
)

// TestAnswersFitEveryQuizOfTheProgram answers all quizzes from what a phone gets of them.
func TestAnswersFitEveryQuizOfTheProgram(t *testing.T) {
	content, faults := courses.Read(seed.Courses(), ".", "")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	right, asked := 0, 0
	for _, m := range content.Modules {
		raw, err := json.Marshal(courses.ViewModule(m, courses.Vietnamese))
		if err != nil {
			t.Fatal(err)
		}
		var view courses.ModuleView
		if err := json.Unmarshal(raw, &view); err != nil {
			t.Fatal(err)
		}
		for seed := range uint64(50) {
			answers := answersTo(view.Quiz, rand.New(rand.NewPCG(seed, 0)))
			if err := courses.CheckAnswers(m, answers); err != nil || len(answers) != len(m.Questions) {
				t.Fatalf("%s, seed %d: %d answers to %d questions: %v", m.ID, seed, len(answers), len(m.Questions), err)
			}
			g := courses.GradeModule(m, answers)
			right, asked = right+g.Score, asked+g.Max
		}
	}
	if part := float64(right) / float64(asked); part < 0.5 || part > 0.9 {
		t.Errorf("%.0f %% of the answers are right", 100*part)
	}
}
