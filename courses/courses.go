// Package courses holds what can be learnt: courses, modules, questions, how an answer is graded, and how content is
// read from the text files that teachers edit. Who learnt what is in package progress.
package courses

import (
	"context"
	"errors"

	"hocso/internal/day"
)

var (
	// ErrNotFound says that no course, module or version has the given key.
	ErrNotFound = errors.New("course content not found")
	// ErrVersionTaken says that another version was published under the same number meanwhile.
	ErrVersionTaken = errors.New("module version already published")
)

// Language is an interface and content language.
type Language string

// The languages. Vietnamese leads: other languages fall back to it.
const (
	Vietnamese Language = "vi"
	English    Language = "en"
)

// Languages lists all languages, the leading one first.
var Languages = []Language{Vietnamese, English}

// Kind is how a question is asked and answered.
type Kind string

// The kinds of question; docs/authoring.md describes them.
const (
	Single    Kind = "single"
	Several   Kind = "several"
	TrueFalse Kind = "true_false"
	Order     Kind = "order"
)

// Mode is whether a quiz gives away its answers.
type Mode string

// The modes. A practice quiz carries its key to the phone for feedback without a network; an assessment never does.
const (
	Practice   Mode = "practice"
	Assessment Mode = "assessment"
)

// Course is an ordered set of modules.
type Course struct {
	ID      string // the name of its folder
	Order   int    // place among the courses, from 1
	Title   map[Language]string
	Summary map[Language]string
	Modules []string // module ids, in order
}

// Module is what a resident takes in one sitting. A published version never changes.
type Module struct {
	ID        string
	Course    string
	Version   int    // from 1; 0 before it is published
	Hash      string // of the content without Version; equal content has an equal hash
	Minutes   int
	PassMark  int // percent of questions right that passes, 1 to 100
	Mode      Mode
	DigComp   []string // DigComp 2.2 competences: "4.2"
	Facts     []string // ids in the fact table
	Questions []Question
	Texts     map[Language]Text // Vietnamese always, others where translated whole
}

// Question is the part of a question that is the same in every language.
type Question struct {
	ID      string
	Kind    Kind
	Options []string // option ids, as the file lists them; for Order that is the right order
	Key     []string // the right answer: option ids
	Fact    string   // id in the fact table, or "practice"
	Source  string   // of the fact; empty for "practice"
	CheckBy day.Day  // when the fact must be checked again
}

// Text is a module in one language.
type Text struct {
	Title     string
	Goal      string
	Task      string
	Steps     []Step
	Questions map[string]QuestionText // by question id
}

// Step is one screen of a module.
type Step struct {
	Title string
	HTML  string // sanitized
}

// QuestionText is a question in one language.
type QuestionText struct {
	Text    string
	Explain string                // shown after any answer, may be empty
	Options map[string]OptionText // by option id
}

// OptionText is an option in one language.
type OptionText struct {
	Text     string
	Feedback string // shown to who picked it; empty for Order
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
}
