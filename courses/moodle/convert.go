package moodle

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hocso/courses"
)

// importer is one run of Read.
type importer struct {
	file     string
	category string // that questions belong to from here on
	faults   courses.Faults
	notes    []Note
	items    []*item
	once     map[string]int // how many questions have what is never carried
	read     Imported
}

// fault records a fault, of which nobody reads more than a hundred at once.
func (im *importer) fault(line int, mend, problem string, args ...any) {
	const most = 100
	if len(im.faults) == most {
		return
	}
	im.faults = append(im.faults, courses.Fault{File: im.file, Line: max(line, 1), Problem: fmt.Sprintf(problem, args...), Mend: mend})
}

// Limits of a file. A broken one must not keep the program busy or fill its memory.
const (
	maxQuestions = 10_000
	maxOptions   = 500
	maxCategory  = 500 // characters
	maxName      = 255 // characters, as in Moodle
)

// add keeps a question that was read.
func (im *importer) add(it *item) bool {
	if len(im.items) == maxQuestions {
		im.fault(it.line, "split the file", "the file has more than %d questions", maxQuestions)
		return false
	}
	if len(it.answers) > maxOptions || len(it.pairs) > maxOptions {
		im.fault(it.line, "split the question", "the question has more than %d options", maxOptions)
		return false
	}
	im.items = append(im.items, it)
	return true
}

// Names of Moodle's kinds of question, as its XML has them.
const (
	typeChoice    = "multichoice"
	typeTrueFalse = "truefalse"
	typeMatch     = "matching"
	typeOrder     = "ordering"
	typeGaps      = "gapselect"
	typeDragGaps  = "ddwtos"
)

// item is a question as Moodle has it, with its texts already plain.
type item struct {
	line     int
	kind     string
	name     string
	category string
	idnumber string
	tags     []string
	text     string
	explain  string
	single   bool // of typeChoice
	answers  []answer
	pairs    []pair // of typeMatch
	// Of typeGaps: texts before the gaps, then the sentence with its gaps between gapStart and gapEnd, each the number of an answer.
	sentence string
	lost     losses
}

// answer is an option, its weight in percent: 100 is the full mark.
type answer struct {
	text, feedback string
	weight         float64
}

type pair struct{ left, right string }

// label is what a teacher knows the question by in Moodle.
func (it *item) label() string { return strconv.Quote(shorten(cmp.Or(it.name, it.idnumber, it.text))) }

// notCarried says why Moodle's other kinds of question are not carried.
var notCarried = map[string]string{
	"shortanswer":     "its answer is free text",
	"numerical":       "its answer is a number that is typed",
	"essay":           "somebody must read its answer",
	"description":     "it asks nothing; write it as a step of a lesson",
	"multianswer":     "its answers stand within the text",
	"cloze":           "its answers stand within the text",
	"ddimageortext":   "its answers are places in a picture",
	"ddmarker":        "its answers are places in a picture",
	"calculated":      "its numbers are made up anew each time",
	"calculatedmulti": "its numbers are made up anew each time",
	"random":          "it stands for another question",
}

func (im *importer) drop(it *item, why string) {
	im.notes = append(im.notes, Note{File: im.file, Line: it.line, Question: it.label(), Kind: it.kind, Problem: why, Dropped: true})
}

// finish turns what was read into questions.
func (im *importer) finish() {
	ids := newIDs(im.items)
	for _, it := range im.items {
		q := Question{Line: it.line, Category: it.category}
		q.Text = courses.QuestionText{Text: it.text, Explain: it.explain, Options: map[string]courses.OptionText{}}
		if why := it.fill(&q); why != "" {
			im.drop(it, why)
			continue
		}
		if others := q.readTags(it.tags); len(others) > 0 {
			it.lost.add("its other tags were left out: " + shorten(strings.Join(others, ", ")))
		}
		ids.name(it, &q)
		for _, problem := range it.lost {
			im.notes = append(im.notes, Note{File: im.file, Line: it.line, Question: q.label(), Kind: string(q.Kind), Problem: problem})
		}
		im.read.Questions = append(im.read.Questions, q)
	}
	slices.SortStableFunc(im.notes, func(a, b Note) int { return a.Line - b.Line })
	for _, what := range slices.Sorted(maps.Keys(im.once)) {
		im.notes = append(im.notes, Note{File: im.file, Problem: fmt.Sprintf("%s (questions: %d)", what, im.once[what]), Dropped: true})
	}
	im.read.Notes = im.notes
}
