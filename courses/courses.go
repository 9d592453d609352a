// Package courses holds what can be learnt: courses, modules, questions, how an answer is graded, and how content is
// read from the text files that teachers edit. Who learnt what is in package progress.
package courses

import (
	"context"
	"errors"

	"hocso/internal/day"
)

var (
	// ErrNotFound says that no course, module, version or recording has the given key.
	ErrNotFound = errors.New("course content not found")
	// ErrVersionTaken says that another version was published under the same number meanwhile.
	ErrVersionTaken = errors.New("module version already published")
)

// Language is a content language by its ISO 639 code.
type Language string

// The languages. Vietnamese leads: what is missing in another one is shown in it.
const (
	Vietnamese Language = "vi"
	English    Language = "en"
)

// Languages lists all languages, the leading one first: Vietnamese, English, Ê Đê, Gia Rai, and Eastern, Southern and Central
// M'Nông. The last five are written by native speakers as they find time, so their lessons may be incomplete.
var Languages = []Language{Vietnamese, English, "rad", "jra", "cmo", "mnn", "mng"}

// mayLack says whether lessons of a language may leave parts to Vietnamese.
func (l Language) mayLack() bool { return l != Vietnamese && l != English }

// Kind is how a question is asked and answered.
type Kind string

// The kinds of question; docs/authoring.md describes them.
const (
	Single     Kind = "single"
	Several    Kind = "several"
	TrueFalse  Kind = "true_false"
	Order      Kind = "order"
	Match      Kind = "match"
	Fill       Kind = "fill"
	SafeOrScam Kind = "safe_or_scam"
	Simulation Kind = "simulation"
)

// Kinds lists all kinds.
var Kinds = []Kind{Single, Several, TrueFalse, Order, Match, Fill, SafeOrScam, Simulation}

// The verdicts of a SafeOrScam question.
const (
	Safe = "safe"
	Scam = "scam"
)

// Mode is whether a quiz gives away its answers.
type Mode string

// The modes. A practice quiz carries its key to the phone for feedback without a network; an assessment never does.
const (
	Practice   Mode = "practice"
	Assessment Mode = "assessment"
)

// The content types are stored as their JSON and hashed in it, so a field that is renamed publishes every module anew.

// Course is an ordered set of modules.
type Course struct {
	ID      string              `json:"id"`    // the name of its folder
	Order   int                 `json:"order"` // place among the courses, from 1
	Title   map[Language]string `json:"title"`
	Summary map[Language]string `json:"summary"`
	Known   map[Language]string `json:"known,omitempty"` // a starting question, "I can …"; nil for most courses
	Modules []string            `json:"modules"`         // module ids, in order
}

// Module is what a resident takes in one sitting. A published version never changes.
type Module struct {
	ID        string            `json:"id"`
	Course    string            `json:"course"`
	Version   int               `json:"version"` // from 1; 0 before it is published
	Hash      string            `json:"hash"`    // of the content without Version; equal content has an equal hash
	Minutes   int               `json:"minutes"`
	PassMark  int               `json:"pass_mark"` // percent of questions right that passes, 1 to 100
	Mode      Mode              `json:"mode"`
	DigComp   []string          `json:"digcomp"`   // DigComp 2.2 competences: "4.2"
	Facts     []string          `json:"facts"`     // ids in the fact table
	Questions []Question        `json:"questions"` // of the quiz
	Practices []PracticeInStep  `json:"practices,omitempty"`
	Texts     map[Language]Text `json:"texts"` // Vietnamese always, others where somebody translated
}

// PracticeInStep is a question that a step holds. It is never graded.
type PracticeInStep struct {
	Step int `json:"step"` // from 0
	Question
}

// Question is the part of a question that is the same in every language.
type Question struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// Slots get an option each: the left-hand sides of Match, the gaps of Fill, numbered from 1.
	Slots []string `json:"slots,omitempty"`
	// Options are what an answer picks from, as the file lists them: option ids, for Order in the right order; of Match the
	// right-hand sides, numbered so that a number says nothing; of SafeOrScam the reasons; of Simulation the spots.
	Options []string `json:"options"`
	Key     []string `json:"key"`    // the right answer; see Grade
	Fact    string   `json:"fact"`   // id in the fact table, or PracticeFact
	Source  string   `json:"source"` // of the fact; for PracticeFact the competence that is trained
	CheckBy day.Day  `json:"check_by"`
}

// Text is a module in one language. In a language that may lack parts any text may be empty, but Steps has a place for each step.
type Text struct {
	Title     string                  `json:"title"`
	Goal      string                  `json:"goal"`
	Summary   string                  `json:"summary"`
	Task      string                  `json:"task"`
	Steps     []Step                  `json:"steps"`
	Questions map[string]QuestionText `json:"questions"` // of quiz and practices, by question id
}

// Step is one screen of a module.
type Step struct {
	Title   string   `json:"title"`
	HTML    string   `json:"html"` // sanitized
	Picture *Picture `json:"picture,omitempty"`
	Audio   *Audio   `json:"audio,omitempty"`
}

// Picture is a drawing with what it shows.
type Picture struct {
	SVG string `json:"svg"` // sanitized; coloured by classes
	Alt string `json:"alt"`
}

// QuestionText is a question in one language.
type QuestionText struct {
	Text     string                `json:"text"`
	Sentence string                `json:"sentence,omitempty"` // of Fill, gaps as [[slot]]
	Explain  string                `json:"explain,omitempty"`  // shown after any answer, may be empty
	Slots    map[string]string     `json:"slots,omitempty"`    // of Match, by slot id
	Options  map[string]OptionText `json:"options"`            // by option id
	Message  *Message              `json:"message,omitempty"`  // of SafeOrScam
	Screens  []Screen              `json:"screens,omitempty"`  // of Simulation
	Audio    *Audio                `json:"audio,omitempty"`
}

// OptionText is an option in one language.
type OptionText struct {
	Text     string `json:"text"`
	Feedback string `json:"feedback,omitempty"` // shown to who picked it; empty for kinds whose question explains instead
}

// Message is what a SafeOrScam question judges, drawn as a phone shows it.
type Message struct {
	Channel string `json:"channel"` // one of Channels
	From    string `json:"from"`
	Text    string `json:"text"`
}

// Channels are the ways in which a Message comes.
var Channels = []string{"sms", "chat", "call", "post", "page"}

// Audio names the recording of a step or question.
type Audio struct {
	Name  string `json:"name"` // of a Recording
	Bytes int    `json:"bytes"`
}

// Recording is speech for a step or question.
type Recording struct {
	Name string // SHA-256 of Data as hex, a dot, and mp3, ogg or m4a
	Data []byte
}

// Store keeps published content. Errors other than those named are a driver's, wrapped.
type Store interface {
	// PutCourses replaces the list of courses.
	PutCourses(ctx context.Context, courses []Course) error
	// Courses returns the list of courses, ordered by Order, then ID.
	Courses(ctx context.Context) ([]Course, error)
	// AddModule stores a new version of a module. ErrVersionTaken if that version is there already.
	AddModule(ctx context.Context, m Module) error
	// LatestModules returns the highest version of every module, ordered by id.
	LatestModules(ctx context.Context) ([]Module, error)
	// Module returns one version of a module, or ErrNotFound.
	Module(ctx context.Context, id string, version int) (Module, error)
	// PutRecording stores a recording; one that is there already stays.
	PutRecording(ctx context.Context, r Recording) error
	// Recording returns a recording by name, or ErrNotFound.
	Recording(ctx context.Context, name string) (Recording, error)
}
