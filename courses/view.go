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
	Known    string        `json:"known,omitempty"`
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
	Bytes     int    `json:"bytes"`       // of the ModuleView, compressed with gzip
	Audio     int    `json:"bytes_audio"` // of its recordings
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
	Summary   string     `json:"summary"`
	Task      string     `json:"task"`
	Audio     int        `json:"bytes_audio"` // of its recordings
	Minutes   int        `json:"minutes"`
	PassMark  int        `json:"pass_mark"`
	DigComp   []string   `json:"digcomp"`
	Steps     []StepView `json:"steps"`
	Quiz      QuizView   `json:"quiz"`
}

// StepView is one screen.
type StepView struct {
	Title    string        `json:"title"`
	HTML     string        `json:"html"`
	Language Language      `json:"language,omitempty"` // where it is another than the module's
	Picture  *Picture      `json:"picture,omitempty"`
	Audio    string        `json:"audio,omitempty"`    // address of a recording
	Practice *QuestionView `json:"practice,omitempty"` // always with its key
}

// QuizView is a module's quiz. What gives away answers is in it for Practice alone.
type QuizView struct {
	Mode      Mode           `json:"mode"`
	Questions []QuestionView `json:"questions"`
}

// QuestionView is a question. Key, Explain and all feedback are empty in an Assessment.
type QuestionView struct {
	ID       string       `json:"id"`
	Kind     Kind         `json:"kind"`
	Text     string       `json:"text"`
	Language Language     `json:"language,omitempty"` // where it is another than the module's
	Audio    string       `json:"audio,omitempty"`    // address of a recording
	Options  []OptionView `json:"options"`            // of Order and Fill: shuffled; of Simulation: none, its screens hold the spots
	Slots    []SlotView   `json:"slots,omitempty"`
	Sentence string       `json:"sentence,omitempty"`
	Message  *Message     `json:"message,omitempty"`
	Screens  []Screen     `json:"screens,omitempty"`
	Key      []string     `json:"key,omitempty"`
	Explain  string       `json:"explain,omitempty"`
	Source   string       `json:"source,omitempty"`
}

// SlotView is what gets an option: the left-hand side of a Match question, or a gap of a Fill question, which has no text.
type SlotView struct {
	ID   string `json:"id"`
	Text string `json:"text,omitempty"`
}

// OptionView is an option.
type OptionView struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Feedback string `json:"feedback,omitempty"`
}

// RecordingsPath is where recordings are served, by name.
const RecordingsPath = "/api/v1/recordings/"

// ViewModule returns a module in a language, or in Vietnamese where it is not translated. What a language lacks is shown in
// Vietnamese, step by step and question by question.
func ViewModule(m Module, language Language) ModuleView {
	if _, ok := m.Texts[language]; !ok {
		language = Vietnamese
	}
	text, leading := m.Texts[language], m.Texts[Vietnamese]
	v := ModuleView{
		ID: m.ID, Course: m.Course, Version: m.Version, Language: language, Languages: []Language{},
		Title: cmp.Or(text.Title, leading.Title), Goal: cmp.Or(text.Goal, leading.Goal), Task: cmp.Or(text.Task, leading.Task),
		Summary: cmp.Or(text.Summary, leading.Summary),
		Minutes: m.Minutes, PassMark: m.PassMark, DigComp: append([]string{}, m.DigComp...),
		Steps: make([]StepView, 0, len(leading.Steps)),
		Quiz:  QuizView{Mode: m.Mode, Questions: make([]QuestionView, 0, len(m.Questions))},
	}
	for _, l := range Languages {
		if _, ok := m.Texts[l]; ok {
			v.Languages = append(v.Languages, l)
		}
	}
	for i, step := range leading.Steps {
		s := StepView{Title: step.Title, HTML: step.HTML, Picture: step.Picture}
		if i < len(text.Steps) {
			s = viewStep(text.Steps[i], s)
		}
		v.Steps = append(v.Steps, s)
	}
	for _, p := range m.Practices {
		if p.Step < len(v.Steps) {
			q := viewQuestion(m, p.Question, language, true)
			v.Steps[p.Step].Practice = &q
		}
	}
	for _, q := range m.Questions {
		v.Quiz.Questions = append(v.Quiz.Questions, viewQuestion(m, q, language, m.Mode == Practice))
	}
	v.Audio = audioBytes(text)
	return v
}

// viewStep returns a step in the language of its text, or where it has none, the leading one with the recording alone.
func viewStep(step Step, leading StepView) StepView {
	v := StepView{Title: step.Title, HTML: step.HTML, Picture: step.Picture}
	if step.HTML == "" {
		v = leading
		v.Language = Vietnamese
	} else if v.Picture == nil {
		v.Picture = leading.Picture
	}
	v.Audio = recordingAddress(step.Audio)
	return v
}

func recordingAddress(a *Audio) string {
	if a == nil {
		return ""
	}
	return RecordingsPath + a.Name
}

// audioBytes returns how much all recordings of a text take; one that is used twice is kept once.
func audioBytes(t Text) int {
	sizes := map[string]int{}
	add := func(a *Audio) {
		if a != nil {
			sizes[a.Name] = a.Bytes
		}
	}
	for _, step := range t.Steps {
		add(step.Audio)
	}
	for _, q := range t.Questions {
		add(q.Audio)
	}
	total := 0
	for _, bytes := range sizes {
		total += bytes
	}
	return total
}

// viewQuestion returns a question in a language, or in Vietnamese. open says whether it gives its answer away.
func viewQuestion(m Module, q Question, language Language, open bool) QuestionView {
	text, ok := m.Texts[language].Questions[q.ID]
	v := QuestionView{ID: q.ID, Kind: q.Kind, Audio: recordingAddress(text.Audio), Options: []OptionView{}}
	if !ok || text.Text == "" {
		text = m.Texts[Vietnamese].Questions[q.ID]
		v.Language = Vietnamese
	}
	if v.Language == language {
		v.Language = ""
	}
	v.Text, v.Sentence, v.Message, v.Screens = text.Text, text.Sentence, text.Message, text.Screens
	if q.Fact != PracticeFact {
		v.Source = q.Source
	}
	if open {
		v.Key, v.Explain = slices.Clone(q.Key), text.Explain
	}
	for _, id := range q.Slots {
		v.Slots = append(v.Slots, SlotView{id, text.Slots[id]})
	}
	ids := q.Options
	switch q.Kind {
	case Order, Fill:
		ids = shuffled(m.ID, q)
	case Simulation:
		ids = nil
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

// shuffled returns the options of a question in an order that is the same for everyone, says nothing about the right one,
// and for Order is not the right one.
func shuffled(module string, q Question) []string {
	ids := byHash(module+"\x00"+q.ID, q.Options)
	if len(ids) > 1 && slices.Equal(ids, q.Key) {
		ids = append(ids[1:], ids[0])
	}
	return ids
}

// byHash sorts ids by a hash of each, which mixes them the same way every time.
func byHash(salt string, ids []string) []string {
	rank := func(id string) string {
		sum := sha256.Sum256([]byte(salt + "\x00" + id))
		return string(sum[:])
	}
	return slices.SortedFunc(slices.Values(ids), func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
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
	v := CourseView{ID: c.ID, Order: c.Order, Title: c.Title[language], Summary: summary, Language: language, Modules: []ModuleEntry{},
		Known: cmp.Or(c.Known[language], c.Known[Vietnamese])}
	for _, id := range c.Modules {
		if m, size, ok := module(id); ok {
			v.Modules = append(v.Modules, ModuleEntry{
				ID: m.ID, Version: m.Version, Title: m.Title, Goal: m.Goal, Minutes: m.Minutes,
				Questions: len(m.Quiz.Questions), Bytes: size, Audio: m.Audio,
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
