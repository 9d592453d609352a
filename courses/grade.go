package courses

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Grade says whether an answer is right. What an answer lists depends on the kind: option ids; for Match and Fill
// "slot:option" for each slot; for SafeOrScam the verdict and the reason; for Simulation the spots tapped. For Order and
// Simulation the sequence counts, for all others only what was picked. An empty answer is never right. There are no half
// points.
func Grade(q Question, answer []string) bool {
	if len(answer) == 0 || len(answer) != len(q.Key) {
		return false
	}
	if q.Kind == Order || q.Kind == Simulation {
		return slices.Equal(answer, q.Key)
	}
	return slices.Equal(slices.Sorted(slices.Values(answer)), slices.Sorted(slices.Values(q.Key)))
}

// Grading is the outcome of one quiz.
type Grading struct {
	Score     int // questions right
	Max       int // questions asked
	Passed    bool
	Questions []QuestionGrading // in the module's order
}

// QuestionGrading is the outcome of one question.
type QuestionGrading struct {
	Question string
	Right    bool
}

// GradeModule grades answers, given by question id. A question without an answer counts as not right.
func GradeModule(m Module, answers map[string][]string) Grading {
	g := Grading{Max: len(m.Questions), Questions: make([]QuestionGrading, 0, len(m.Questions))}
	for _, q := range m.Questions {
		right := Grade(q, answers[q.ID])
		if right {
			g.Score++
		}
		g.Questions = append(g.Questions, QuestionGrading{q.ID, right})
	}
	g.Passed = g.Max > 0 && g.Score*100 >= m.PassMark*g.Max
	return g
}

// GradeReview grades the questions that were answered, some of a module's; it never passes. It returns an *AnswersError if
// none was answered.
func GradeReview(m Module, answers map[string][]string) (Grading, error) {
	m.Questions = slices.DeleteFunc(slices.Clone(m.Questions), func(q Question) bool { return len(answers[q.ID]) == 0 })
	if len(m.Questions) == 0 {
		return Grading{}, &AnswersError{[]AnswerFault{{"answers", NothingAnswered}}}
	}
	g := GradeModule(m, answers)
	g.Passed = false
	return g, nil
}

// Codes of an AnswerFault.
const (
	UnknownQuestion = "unknown_question"
	UnknownOption   = "unknown_option"
	DuplicateOption = "duplicate_option"
	TooManyOptions  = "too_many_options" // more than one picked where only one can be
	NothingAnswered = "nothing_answered" // a review without an answer
)

// AnswerFault is one reason why answers do not fit a module.
type AnswerFault struct {
	Field string // "answers.q1", or "answers"
	Code  string
}

// AnswersError says that answers cannot have been given to a module's quiz.
type AnswersError struct{ Faults []AnswerFault }

// Error lists the faults.
func (e *AnswersError) Error() string {
	parts := make([]string, 0, len(e.Faults))
	for _, f := range e.Faults {
		parts = append(parts, fmt.Sprintf("%s: %s", f.Field, f.Code))
	}
	return "answers do not fit the module: " + strings.Join(parts, ", ")
}

// CheckAnswers says whether answers could have been given to the module's quiz, in an *AnswersError ordered by field.
// Missing and incomplete answers could.
func CheckAnswers(m Module, answers map[string][]string) error {
	questions := make(map[string]Question, len(m.Questions))
	for _, q := range m.Questions {
		questions[q.ID] = q
	}
	var faults []AnswerFault
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		q, ok := questions[id]
		if !ok {
			faults = append(faults, AnswerFault{"answers." + id, UnknownQuestion})
			continue
		}
		for _, code := range misfits(q, answers[id]) {
			faults = append(faults, AnswerFault{"answers." + id, code})
		}
	}
	if faults == nil {
		return nil
	}
	return &AnswersError{faults}
}

// misfits returns each code once, however often it applies.
func misfits(q Question, answer []string) []string {
	found := map[string]bool{}
	seen := make(map[string]bool, len(answer)) // what an answer holds once at most
	reasons := 0
	for _, item := range answer {
		once, known := item, slices.Contains(q.Options, item)
		switch q.Kind {
		case Match, Fill:
			slot, option, _ := strings.Cut(item, ":")
			once, known = slot, slices.Contains(q.Slots, slot) && slices.Contains(q.Options, option)
		case SafeOrScam:
			if item == Safe || item == Scam {
				once, known = "verdict", true
			} else if known {
				reasons++
			}
		}
		switch {
		case !known:
			found[UnknownOption] = true
		case seen[once] && q.Kind != Simulation:
			found[DuplicateOption] = true
		}
		seen[once] = true
	}
	one := q.Kind == Single || q.Kind == TrueFalse
	if one && len(answer) > 1 || reasons > 1 {
		found[TooManyOptions] = true
	}
	return slices.Sorted(maps.Keys(found))
}
