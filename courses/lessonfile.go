package courses

import (
	"regexp"
	"slices"
	"strings"

	"hocso/internal/day"
)

// lesson is one file of a module as read: one language of it.
type lesson struct {
	piece
	translation bool
	mayLack     bool    // a translation that leaves parts to Vietnamese
	audio       mapping // the front matter, for its key of that name
	end         int     // the file's last line
	front       Module  // what the front matter says; empty in a translation
	text        Text
	questions   []question
	partial     bool // a part of the file could not be read, so that counting its parts would mislead
}

// question is one block of a lesson.
type question struct {
	line     int        // of the file
	practice bool       // of a step, not of the quiz
	step     int        // that a practice belongs to, from 0
	withs    []pairText // of Match
	screens  []drawn    // of Simulation
	question Question   // in a translation, ID alone
	text     QuestionText
	options  []string // ids, as the block lists them
	named    bool     // the id can be told
	whole    bool     // the block is without a fault
}

// structureKeys are what only the Vietnamese file says.
var structureKeys = []string{"minutes", "pass_mark", "mode", "digcomp", "facts"}

// readLesson returns nil where the file cannot be read at all.
func (r *reader) readLesson(name string, language Language) *lesson {
	p, text, ok := r.load(name, "write the lesson")
	if !ok {
		return nil
	}
	text = strings.TrimRight(p.markHotlines(text), "\n \t")
	lines := strings.Split(text, "\n")
	l := &lesson{piece: p, translation: language != Vietnamese, mayLack: language.mayLack(), end: len(lines)}
	l.text.Questions = map[string]QuestionText{}
	switch {
	case len(text) > maxLesson:
		l.partial = true
		l.fault(1, "make several modules", "the lesson is over %d KiB", maxLesson>>10)
		return l
	case text == "":
		l.partial = true
		l.fault(1, "write the lesson, or delete the file", "the file is empty")
		return l
	}
	front, bodyAt := l.splitFront(lines)
	if front != "" {
		l.readFront(p.below(1), front)
	}
	l.readBody(p.below(bodyAt), strings.Join(lines[bodyAt:], "\n"))
	l.readAudio()
	l.checkCounts()
	return l
}

// splitFront returns the text between the two marks of the front matter, and how many lines stand above the body. Where a
// mark is missing, the body starts at the first step or question, so that their own faults can be told all the same.
func (l *lesson) splitFront(lines []string) (front string, bodyAt int) {
	const mark = "---"
	isMark := func(line string) bool { return strings.TrimRight(line, " \t") == mark }
	starts := slices.IndexFunc(lines, func(line string) bool {
		return strings.HasPrefix(line, "## ") || strings.HasPrefix(line, "```")
	})
	if starts < 0 {
		starts = len(lines)
	}
	if !isMark(lines[0]) {
		l.fault(1, "type --- as the first line, then title, goal and task, then --- again", "the front matter is missing")
		return "", starts
	}
	if end := 1 + slices.IndexFunc(lines[1:], isMark); end > 0 && end < starts {
		return strings.Join(lines[1:end], "\n") + "\n", end + 1
	}
	l.fault(1, "type --- on a line of its own below the last key", "the front matter has no end")
	return "", starts
}

var competence = regexp.MustCompile(`^[1-5]\.[1-6]$`)

func (l *lesson) readFront(p piece, text string) {
	root := p.parseYAML(text)
	if root == nil {
		return
	}
	keys, elsewhere := []string{"title", "goal", "summary", "task", "audio"}, structureKeys
	if !l.translation {
		keys, elsewhere = append(keys, structureKeys...), nil
	}
	m, ok := p.mapping(root, keys, elsewhere)
	if !ok {
		return
	}
	l.audio = m
	for key, text := range map[string]*string{"title": &l.text.Title, "goal": &l.text.Goal, "summary": &l.text.Summary, "task": &l.text.Task} {
		if m.has(key) || !l.mayLack {
			*text = m.text(key)
		}
	}
	if l.translation {
		return
	}
	l.front.Minutes = m.number("minutes", 1, 7, maxMinutes)
	l.front.PassMark = m.number("pass_mark", 1, 70, 100)
	l.front.Mode = m.mode()
	const exampleDigComp = `digcomp: ["4.2"]`
	for _, w := range m.words("digcomp", exampleDigComp) {
		if !competence.MatchString(w.value) {
			m.fault(w.line, "type "+exampleDigComp+", an area from 1 to 5 and a competence", "competence %s has a wrong shape", quoted(w.value))
		}
		l.front.DigComp = append(l.front.DigComp, w.value)
	}
	if m.has("digcomp") && len(l.front.DigComp) == 0 {
		m.fault(m.lineOf("digcomp"), "type "+exampleDigComp, "the module has no competence")
	}
	for _, w := range m.words("facts", "facts: [F01], or facts: [] where the steps state none") {
		m.checkFact(w.line, w.value, "")
		l.front.Facts = append(l.front.Facts, w.value)
	}
}

// mode reads the optional key of that name; practice is what lessons are for.
func (m mapping) mode() Mode {
	if !m.has("mode") {
		return Practice
	}
	const example = "mode: practice or mode: assessment"
	s, ok := m.scalar(m.values["mode"], example)
	if ok && Mode(s) != Practice && Mode(s) != Assessment {
		m.fault(m.lineOf("mode"), "type "+example, "unknown mode %s", quoted(s))
	}
	return Mode(s)
}

// checkDay reads check_by: a day that is not past, since a fact that is overdue for a check may have changed.
func (m mapping) checkDay(today day.Day, example string) day.Day {
	const key = "check_by"
	s := m.plain(key, key+": "+example)
	if s == "" {
		return ""
	}
	d, err := day.Parse(s)
	switch {
	case err != nil:
		m.fault(m.lineOf(key), "type "+key+": "+example, "check_by %s is no day", quoted(s))
	case d < today:
		m.fault(m.lineOf(key), "read the fact's source again, then type a later day: "+key+": "+example,
			"check_by %s is past", d)
	}
	return d
}

// checkCounts says whether the lesson has as many steps and questions as one sitting takes. Where a part could not be
// read, its own fault says enough.
func (l *lesson) checkCounts() {
	if l.partial || l.mayLack {
		return
	}
	if n := len(l.text.Steps); n < minSteps {
		l.fault(l.end, "write more steps, each under a line like ## Title", "the lesson has %d steps, fewer than %d", n, minSteps)
	} else if n > maxSteps {
		l.fault(l.end, "join or delete steps, or make two modules", "the lesson has %d steps, more than %d", n, maxSteps)
	}
	practices := 0
	for _, q := range l.questions {
		if q.practice {
			practices++
		}
	}
	if practices == 0 && !l.translation {
		l.fault(l.end, "write a block that starts with ```practice in one of the steps", "the lesson has no practice")
	}
	if n := len(l.questions) - practices; n < minQuestions {
		l.fault(l.end, "write more blocks that start with ```question", "the lesson has %d questions, fewer than %d", n, minQuestions)
	} else if n > maxQuestions {
		l.fault(l.end, "delete questions, or make two modules", "the lesson has %d questions, more than %d", n, maxQuestions)
	}
}
