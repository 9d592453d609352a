package courses

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
)

// The views are content in one language, shaped as the HTTP interface describes it. They are shared: read them only.

// CourseView is a course with what a list shows of its modules.
type CourseView struct {
	ID       string        `json:"id"`
	Order    int           `json:"order"`
	Title    string        `json:"title"`
	Summary  string        `json:"summary"`
	Language Language      `json:"language"` // of title and summary; a module falls back on its own
	Modules  []ModuleEntry `json:"modules"`
}

// ModuleEntry is a module as a course lists it.
type ModuleEntry struct {
	ID        string `json:"id"`
	Version   int    `json:"version"`
	Title     string `json:"title"`
	Goal      string `json:"goal"`
	Minutes   int    `json:"minutes"`
	Questions int    `json:"questions"`
	Bytes     int    `json:"bytes"` // of the ModuleView, compressed with gzip
}

// ModuleView is all that a phone needs to take a module.
type ModuleView struct {
	ID        string     `json:"id"`
	Course    string     `json:"course"`
	Version   int        `json:"version"`
	Language  Language   `json:"language"`
	Languages []Language `json:"languages"` // in which the module can be had, the leading one first
	Title     string     `json:"title"`
	Goal      string     `json:"goal"`
	Task      string     `json:"task"`
	Minutes   int        `json:"minutes"`
	PassMark  int        `json:"pass_mark"`
	DigComp   []string   `json:"digcomp"`
	Steps     []StepView `json:"steps"`
	Quiz      QuizView   `json:"quiz"`
}

// StepView is one screen.
type StepView struct {
	Title string `json:"title"`
	HTML  string `json:"html"`
}

// QuizView is a module's quiz. What gives away answers is in it for Practice alone.
type QuizView struct {
	Mode      Mode           `json:"mode"`
	Questions []QuestionView `json:"questions"`
}

// QuestionView is a question. Key, Explain and the options' Feedback are empty in an Assessment.
type QuestionView struct {
	ID      string       `json:"id"`
	Kind    Kind         `json:"kind"`
	Text    string       `json:"text"`
	Options []OptionView `json:"options"` // of an Order question: shuffled, never in the right order
	Key     []string     `json:"key,omitempty"`
	Explain string       `json:"explain,omitempty"`
	Source  string       `json:"source,omitempty"`
}

// OptionView is an option.
type OptionView struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Feedback string `json:"feedback,omitempty"`
}

// ViewModule returns a module in a language, or in Vietnamese where it is not translated.
func ViewModule(m Module, language Language) ModuleView {
	if _, ok := m.Texts[language]; !ok {
		language = Vietnamese
	}
	text := m.Texts[language]
	v := ModuleView{
		ID: m.ID, Course: m.Course, Version: m.Version, Language: language, Languages: []Language{},
		Title: text.Title, Goal: text.Goal, Task: text.Task,
		Minutes: m.Minutes, PassMark: m.PassMark, DigComp: append([]string{}, m.DigComp...),
		Steps: make([]StepView, 0, len(text.Steps)),
		Quiz:  QuizView{Mode: m.Mode, Questions: make([]QuestionView, 0, len(m.Questions))},
	}
	for _, l := range Languages {
		if _, ok := m.Texts[l]; ok {
			v.Languages = append(v.Languages, l)
		}
	}
	for _, s := range text.Steps {
		v.Steps = append(v.Steps, StepView(s))
	}
	for _, q := range m.Questions {
		v.Quiz.Questions = append(v.Quiz.Questions, viewQuestion(m, q, text.Questions[q.ID]))
	}
	return v
}

func viewQuestion(m Module, q Question, text QuestionText) QuestionView {
	v := QuestionView{ID: q.ID, Kind: q.Kind, Text: text.Text, Options: make([]OptionView, 0, len(q.Options)), Source: q.Source}
	open := m.Mode == Practice
	if open {
		v.Key, v.Explain = slices.Clone(q.Key), text.Explain
	}
	ids := q.Options
	if q.Kind == Order {
		ids = shuffled(m.ID, q)
	}
	for _, id := range ids {
		o := OptionView{ID: id, Text: text.Options[id].Text}
		if open {
			o.Feedback = text.Options[id].Feedback
		}
		v.Options = append(v.Options, o)
	}
	return v
}

// shuffled returns the options of an Order question in an order that is the same for everyone, says nothing about the right
// one, and is not the right one.
func shuffled(module string, q Question) []string {
	rank := func(option string) string {
		sum := sha256.Sum256([]byte(module + "\x00" + q.ID + "\x00" + option))
		return string(sum[:])
	}
	ids := slices.SortedFunc(slices.Values(q.Options), func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	if len(ids) > 1 && slices.Equal(ids, q.Key) {
		ids = append(ids[1:], ids[0])
	}
	return ids
}

// viewCourse returns a course in a language, or in Vietnamese where its title is not translated. Modules that are not
// published are left out.
func viewCourse(c Course, language Language, module func(id string) (ModuleView, int, bool)) CourseView {
	if c.Title[language] == "" {
		language = Vietnamese
	}
	summary := c.Summary[language]
	if summary == "" {
		summary = c.Summary[Vietnamese]
	}
	v := CourseView{ID: c.ID, Order: c.Order, Title: c.Title[language], Summary: summary, Language: language, Modules: []ModuleEntry{}}
	for _, id := range c.Modules {
		if m, size, ok := module(id); ok {
			v.Modules = append(v.Modules, ModuleEntry{
				ID: m.ID, Version: m.Version, Title: m.Title, Goal: m.Goal, Minutes: m.Minutes,
				Questions: len(m.Quiz.Questions), Bytes: size,
			})
		}
	}
	return v
}

// compressedSize returns how many bytes of JSON and gzip a view takes.
func compressedSize(v ModuleView) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	err := json.NewEncoder(w).Encode(v)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(fmt.Sprintf("courses: a view is texts and numbers written to memory, yet: %v", err))
	}
	return b.Len()
}
