// Package moodle carries questions to Moodle and back, in Moodle's GIFT and XML formats. It neither reads lessons nor writes
// them: what it reads becomes question blocks that an author completes and puts into a lesson.
package moodle

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hocso/courses"
	"hocso/internal/day"
)

// Format is one of Moodle's formats for questions.
type Format string

// The formats.
const (
	GIFT Format = "gift"
	XML  Format = "xml"
)

// MaxFile is how many bytes a file to read may have. Questions take a thousandth of that; pictures within take more.
const MaxFile = 16 << 20

// Question is a question with its texts in one language, outside a lesson.
type Question struct {
	courses.Question
	Text     courses.QuestionText
	Module   string // id of its module, or "" where Moodle's file does not tell
	Category string // path in Moodle's question bank
	Practice bool   // it belongs to a step and is never graded
	Line     int    // in the file it was read from
}

// label names a question for people.
func (q Question) label() string {
	if q.Module == "" {
		return q.ID
	}
	return q.Module + "/" + q.ID
}

// Note is one thing that did not cross over, for the teacher.
type Note struct {
	File     string // that was read, or "" for an export
	Line     int    // in File, or 0 where it is about the whole file
	Question string // as module/id; as Moodle names it where it was not carried
	Kind     string // ours; Moodle's where it was not carried
	Problem  string
	Dropped  bool // the whole question is left out
}

// String prints the note on one line.
func (n Note) String() string {
	var b strings.Builder
	b.WriteString("not carried: ")
	if !n.Dropped {
		b.Reset()
		b.WriteString("changed: ")
	}
	switch {
	case n.File != "" && n.Line > 0:
		fmt.Fprintf(&b, "%s:%d: ", n.File, n.Line)
	case n.File != "":
		fmt.Fprintf(&b, "%s: ", n.File)
	}
	if n.Question != "" {
		fmt.Fprintf(&b, "%s (%s): ", n.Question, n.Kind)
	}
	b.WriteString(n.Problem)
	return b.String()
}

// Questions lists the questions of modules with their texts in one language, as the modules hold them. A question without
// texts in that language is in the notes.
func Questions(modules []courses.Module, language courses.Language) (questions []Question, notes []Note) {
	for _, m := range modules {
		add := func(asked courses.Question, practice bool) {
			q := Question{Question: asked, Text: m.Texts[language].Questions[asked.ID], Module: m.ID, Practice: practice,
				Category: "$course$/top/" + m.Course + "/" + m.ID}
			if !q.hasTexts() {
				notes = append(notes, q.dropped(fmt.Sprintf("it is not written in the language %s", language)))
				return
			}
			questions = append(questions, q)
		}
		for _, q := range m.Questions {
			add(q, false)
		}
		for _, p := range m.Practices {
			add(p.Question, true)
		}
	}
	return questions, notes
}

func (q Question) hasTexts() bool {
	if q.Text.Text == "" || q.Kind == courses.Fill && q.Text.Sentence == "" {
		return false
	}
	if q.Kind == courses.Simulation {
		return true
	}
	for _, id := range q.Options {
		if q.Text.Options[id].Text == "" {
			return false
		}
	}
	for _, id := range q.Slots {
		if q.Kind == courses.Match && q.Text.Slots[id] == "" {
			return false
		}
	}
	return true
}

func (q Question) dropped(why string) Note {
	return Note{Question: q.label(), Kind: string(q.Kind), Problem: why, Dropped: true}
}

// Imported is what a file of Moodle's holds.
type Imported struct {
	Questions []Question
	Notes     []Note // by line
}

// Guess says in which format a file is written.
func Guess(data []byte) Format {
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	for _, start := range []string{"<?xml", "<quiz", "<!DOCTYPE", "<!--"} {
		if len(text) >= len(start) && strings.EqualFold(string(text[:len(start)]), start) {
			return XML
		}
	}
	return GIFT
}

// Read reads a file of questions; name is what faults and notes call it. Where there is a fault nothing is returned: half a
// file of questions is worse than none.
func Read(name string, data []byte, format Format) (Imported, courses.Faults) {
	im := &importer{file: name, once: map[string]int{}}
	text, ok := im.text(data)
	if !ok {
		return Imported{}, im.faults
	}
	switch format {
	case XML:
		im.readXML(text)
	case GIFT:
		im.readGIFT(text)
	default:
		im.fault(1, "type gift or xml", "unknown format %s", strconv.Quote(string(format)))
	}
	if len(im.faults) > 0 {
		slices.SortStableFunc(im.faults, func(a, b courses.Fault) int { return a.Line - b.Line })
		return Imported{}, im.faults
	}
	im.finish()
	return im.read, nil
}

// text returns a file as it is read: UTF-8, lines ended by \n alone, without characters that nobody sees.
func (im *importer) text(data []byte) (string, bool) {
	switch {
	case len(data) > MaxFile:
		im.fault(1, "split it, or export it without pictures", "the file is over %d MiB", MaxFile>>20)
		return "", false
	case !utf8.Valid(data):
		at := 0
		for at < len(data) {
			r, size := utf8.DecodeRune(data[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		im.fault(1+bytes.Count(data[:at], []byte("\n")), "save the file with the encoding UTF-8", "the file is not UTF-8 text")
		return "", false
	}
	text := strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, text), true
}

// isInvisible covers what lessons refuse, and private characters, which stand for escaped ones while a file is read.
func isInvisible(r rune) bool {
	return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Co, r) || r == '\ufeff')
}

const maxIDLength = 64

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func isID(s string) bool { return len(s) <= maxIDLength && idShape.MatchString(s) }

// Tags that carry what Moodle has no place for.
const (
	tagFact     = "fact:"
	tagSource   = "source:"
	tagCheckBy  = "check_by:"
	tagPractice = "practice"
)

// tags are what a question is marked with in Moodle. Moodle cuts tags at 50 characters; a source may not come back whole.
func (q Question) tags() []string {
	var tags []string
	add := func(start, value string) {
		if value = tagText(value); value != "" {
			tags = append(tags, start+value)
		}
	}
	add(tagFact, q.Fact)
	add(tagCheckBy, string(q.CheckBy))
	add(tagSource, q.Source)
	if q.Practice {
		tags = append(tags, tagPractice)
	}
	return tags
}

// tagText leaves out what Moodle refuses in a tag.
func tagText(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune("<>`", r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// readTags takes out of tags what Question.tags put in. Other tags are the teacher's own order of things.
func (q *Question) readTags(tags []string) (others []string) {
	for _, tag := range tags {
		tag = strings.TrimSpace(tag)
		switch {
		case tag == tagPractice:
			q.Practice = true
		case strings.HasPrefix(tag, tagFact):
			q.Fact = strings.TrimSpace(strings.TrimPrefix(tag, tagFact))
		case strings.HasPrefix(tag, tagCheckBy):
			q.CheckBy = day.Day(strings.TrimSpace(strings.TrimPrefix(tag, tagCheckBy)))
		case strings.HasPrefix(tag, tagSource):
			q.Source = strings.TrimSpace(strings.TrimPrefix(tag, tagSource))
		case tag != "":
			others = append(others, tag)
		}
	}
	return others
}

// idNumber is what Moodle calls the question by, or "" where it is too long for Moodle; then the name tells.
func (q Question) idNumber() string {
	const most = 100
	if len(q.label()) > most {
		return ""
	}
	return q.label()
}

// renamed notes words for true and false that are not Moodle's.
func (q Question) renamed() []Note {
	if q.Kind != courses.TrueFalse {
		return nil
	}
	t, f := q.Text.Options["t"].Text, q.Text.Options["f"].Text
	usual := [][2]string{{"Đúng", "Sai"}, {"True", "False"}}
	if slices.Contains(usual, [2]string{t, f}) {
		return nil
	}
	return []Note{{Question: q.label(), Kind: string(q.Kind),
		Problem: fmt.Sprintf("Moodle shows its own words for true and false in place of %s and %s", strconv.Quote(t), strconv.Quote(f))}}
}
