package courses

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/cases"
)

const exampleCheckBy = "2027-05-31"

// Marks of the blocks that hold questions.
const (
	quizMark     = "question"
	practiceMark = "practice"
)

// readQuestion reads one block marked question or practice.
func (b *body) readQuestion(block *ast.FencedCodeBlock, mark string) {
	fence := b.line(block)
	var text strings.Builder
	for _, s := range block.Lines().Sliced(0, block.Lines().Len()) {
		text.Write(s.Value(b.source))
	}
	if !b.isClosed(fence, block.Lines().Len()) {
		b.fault(fence, "type ``` on a line of its own below the question", "the question block has no end")
		b.l.partial = true
		return
	}
	q := question{line: b.above + fence, practice: mark == practiceMark, step: len(b.l.text.Steps)}
	if q.practice {
		b.checkPractice(fence, q)
	}
	p, before := b.below(fence), len(b.r.faults)
	if root := p.parseYAML(text.String()); root != nil {
		b.l.readQuestion(p, root, &q)
	}
	if _, twice := b.l.find(q.question.ID); twice && q.named {
		q.named = false
		b.fault(fence, "type another id", "another question has the id %s", q.question.ID)
	}
	q.whole = len(b.r.faults) == before
	b.l.questions = append(b.l.questions, q)
	b.l.text.Questions[q.question.ID] = q.text
}

// checkPractice says whether the block stands in a step that has no practice yet. In a language that may lack steps a
// practice is found by its id, so it may stand anywhere.
func (b *body) checkPractice(fence int, q question) {
	taken := slices.ContainsFunc(b.l.questions, func(other question) bool { return other.practice && other.step == q.step })
	switch {
	case b.l.mayLack:
	case b.step == nil:
		b.fault(fence, "type a line like ## Title above it", "a practice stands before the first step")
	case taken:
		b.fault(fence, "move it into another step", "the step has another practice")
	}
}

// isClosed says whether a block of n lines below its fence ends with a fence of its own. Without one, CommonMark lets it
// run on over the next block or to the end of the file.
func (b *body) isClosed(fence, n int) bool {
	isFence := func(line string) bool {
		return strings.HasPrefix(strings.TrimSpace(line), "```") || strings.HasPrefix(strings.TrimSpace(line), "~~~")
	}
	end := fence + n // index of the line below the block's last
	return end < len(b.lines) && isFence(b.lines[end]) && !slices.ContainsFunc(b.lines[fence:end], isFence)
}

// questionKeys and optionKeys are what a translation leaves to the Vietnamese file.
var (
	questionKeys = []string{"kind", "fact", "check_by", "right", "path"}
	optionKeys   = []string{"right"}
)

// kindKeys are the keys that only some kinds have.
var kindKeys = map[string][]Kind{
	"sentence": {Fill}, "message": {SafeOrScam}, "right": {SafeOrScam}, "path": {Simulation}, "screens": {Simulation},
	"options": {Single, Several, TrueFalse, Order, Match, Fill, SafeOrScam},
}

func (l *lesson) readQuestion(p piece, root *node, q *question) {
	keys, elsewhere := []string{"id", "text", "explain", "sentence", "message", "options", "screens"}, questionKeys
	if !l.translation {
		keys, elsewhere = append(keys, questionKeys...), nil
	}
	m, ok := p.mapping(root, keys, elsewhere)
	if !ok {
		return
	}
	q.question.ID = m.id("id: q1")
	q.named = isID(q.question.ID)
	q.text = QuestionText{Text: m.sized("text", maxQuestionWords), Options: map[string]OptionText{}}
	if m.has("explain") {
		q.text.Explain = m.sized("explain", maxFeedbackWords)
	}
	if l.translation {
		if m.has("options") {
			l.readOptions(m, q)
		}
		m.readTranslated(q)
		return
	}
	q.question.Kind = m.kind()
	if q.question.Fact = m.plain("fact", "fact: F01, an id from facts.yaml, or fact: practice"); q.question.Fact == PracticeFact {
		q.question.Source = strings.Join(append([]string{"DigComp 2.2"}, l.front.DigComp...), " ")
	} else {
		q.question.Source = m.checkFact(m.lineOf("fact"), q.question.Fact, ", or "+PracticeFact).Source
	}
	q.question.CheckBy = m.checkDay(p.r.today, exampleCheckBy)
	if q.question.Kind == "" || !m.checkKeys(q.question.Kind) {
		return
	}
	if q.question.Kind == Simulation {
		l.readSimulation(m, q)
		return
	}
	l.readByOptions(m, q)
}

// checkKeys says whether a question has the keys of its kind and no others.
func (m mapping) checkKeys(kind Kind) bool {
	sound := true
	for _, key := range slices.Sorted(maps.Keys(kindKeys)) {
		switch wanted := slices.Contains(kindKeys[key], kind); {
		case wanted && !m.has(key):
			sound = false
			m.fault(m.line, "write "+key+", as docs/authoring.md shows for "+string(kind), "a question of kind %s needs %s", kind, key)
		case !wanted && m.has(key):
			sound = false
			m.fault(m.lineOf(key), "delete "+key+", or give the question another kind", "a question of kind %s has no %s", kind, key)
		}
	}
	return sound
}

// readByOptions reads a question whose answer is made of its options.
func (l *lesson) readByOptions(m mapping, q *question) {
	right := l.readOptions(m, q)
	q.question.Options = q.options
	q.question.Key = right
	m.checkKind(*q)
	switch q.question.Kind {
	case Order:
		q.question.Key = slices.Clone(q.options)
		if l.front.Mode == Assessment && slices.IsSorted(q.options) {
			m.fault(m.lineOf("options"), "give the options ids that are no sequence: mo, chon, gui", "the options' ids give away their order")
		}
	case Match:
		q.makePairs()
	case Fill:
		m.readGaps(q)
	case SafeOrScam:
		m.readVerdict(q)
	}
}

// id reads the key of that name.
func (m mapping) id(example string) string { return m.idOf("id", example) }

// idOf reads a key that holds an id.
func (m mapping) idOf(key, example string) string {
	s := m.plain(key, example)
	if s != "" && !isID(s) {
		m.fault(m.lineOf(key), mendID, "%s %s has a wrong shape", key, quoted(s))
	}
	return s
}

func (m mapping) kind() Kind {
	names := make([]string, 0, len(Kinds))
	for _, k := range Kinds {
		names = append(names, string(k))
	}
	example := "kind: " + strings.Join(names, ", ")
	k := Kind(m.plain("kind", example))
	if k != "" && !slices.Contains(Kinds, k) {
		m.fault(m.lineOf("kind"), "type "+example, "unknown kind %s", quoted(string(k)))
		return ""
	}
	return k
}

// readOptions returns the ids of the options marked right.
func (l *lesson) readOptions(m mapping, q *question) (right []string) {
	keys, elsewhere := []string{"id", "text", "with", "feedback"}, optionKeys
	if !l.translation {
		keys, elsewhere = append(keys, optionKeys...), nil
	}
	seen, seenWith := map[string]string{}, map[string]string{} // id by folded text
	for _, item := range m.items("options", "options: and below it - id: a with its text") {
		o, ok := m.mapping(item, keys, elsewhere)
		if !ok {
			continue
		}
		id := o.id("id: a")
		t := OptionText{Text: o.sized("text", maxOptionWords)}
		if o.has("feedback") {
			t.Feedback = o.sized("feedback", maxFeedbackWords)
		}
		if o.has("with") {
			with := o.sized("with", maxOptionWords)
			if other, same := seenWith[fold(with)]; same && with != "" {
				o.fault(o.lineOf("with"), "write another text", "with is the same as of option %s", other)
			}
			seenWith[fold(with)] = id
			q.with(id, with)
		}
		if slices.Contains(q.options, id) && id != "" {
			o.fault(o.lineOf("id"), "type another id", "another option has the id %s", id)
		}
		if other, same := seen[fold(t.Text)]; same && t.Text != "" {
			o.fault(o.lineOf("text"), "write another text", "the text is the same as of option %s", other)
		}
		seen[fold(t.Text)] = id
		if !l.translation {
			o.checkOption(q.question.Kind)
		}
		if o.flag("right") {
			right = append(right, id)
		}
		q.options = append(q.options, id)
		q.text.Options[id] = t
	}
	return right
}

// checkOption says whether an option carries what its question's kind needs.
func (m mapping) checkOption(kind Kind) {
	arranged := kind == Order || kind == Match || kind == Fill
	switch {
	case arranged && m.has("right"):
		m.fault(m.lineOf("right"), mendRight[kind], "a question of kind %s has no right options", kind)
	case arranged && m.has("feedback"):
		m.fault(m.lineOf("feedback"), "delete feedback and write explain for the question", "a question of kind %s has no feedback of options", kind)
	case !arranged && !m.has("feedback"):
		m.fault(m.line, `type feedback: "…", which teaches and never scolds`, "the option has no feedback")
	}
	switch {
	case kind == Match && !m.has("with"):
		m.fault(m.line, `type with: "…", what it belongs to`, "the option has no with")
	case kind != Match && m.has("with"):
		m.fault(m.lineOf("with"), "delete with, or give the question kind: match", "a question of kind %s has no with", kind)
	}
}

var mendRight = map[Kind]string{
	Order: "delete right and list the options in their right order",
	Match: "delete right; each option belongs to its with",
	Fill:  "delete right and put [[id]] into sentence where the word belongs",
}

// checkKind says whether a question's options fit its kind.
func (m mapping) checkKind(q question) {
	line := m.lineOf("options")
	right, wrong := len(q.question.Key), len(q.options)-len(q.question.Key)
	switch q.question.Kind {
	case Single:
		if right != 1 {
			m.fault(line, "type right: true at one option", "a single question needs one right option and has %d", right)
		}
		if len(q.options) < 2 {
			m.fault(line, "write at least two options", "a single question needs two options and has %d", len(q.options))
		}
	case Several:
		if right < 2 {
			m.fault(line, "type right: true at two options or more, or kind: single",
				"a several question needs at least two right options and has %d", right)
		}
		if wrong < 1 {
			m.fault(line, "write an option that is not right", "a several question needs an option that is not right")
		}
	case TrueFalse:
		if !slices.Equal(slices.Sorted(slices.Values(q.options)), []string{"f", "t"}) {
			m.fault(line, "write two options, id: t and id: f", "a true_false question has other options")
		}
		if right != 1 {
			m.fault(line, "type right: true at t or at f", "a true_false question needs one right option and has %d", right)
		}
	case Order:
		if len(q.options) < 3 {
			m.fault(line, "write at least three options, in their right order", "an order question needs three options and has %d", len(q.options))
		}
	case Match:
		if len(q.options) < 3 {
			m.fault(line, "write at least three options, each with its with", "a match question needs three options and has %d", len(q.options))
		}
	case Fill:
		if len(q.options) < 2 {
			m.fault(line, "write at least two options", "a fill question needs two options and has %d", len(q.options))
		}
	case SafeOrScam:
		if right != 1 || wrong < 1 {
			m.fault(line, "write two reasons or more, and right: true at one", "a safe_or_scam question needs one right reason of several")
		}
	}
	m.checkExplain(q.question.Kind)
}

// checkExplain says whether a question whose options have no feedback of their own explains itself.
func (m mapping) checkExplain(kind Kind) {
	if slices.Contains([]Kind{Order, Match, Fill, SafeOrScam, Simulation}, kind) && !m.has("explain") {
		m.fault(m.line, `type explain: "…", why this is right`, "a question of kind %s has no explain", kind)
	}
}

// sized is text of at most so many words.
func (m mapping) sized(key string, most int) string {
	s := m.text(key)
	if words := len(strings.Fields(s)); words > most {
		m.fault(m.lineOf(key), "shorten it", "%s has %d words, more than %d", key, words, most)
	}
	return s
}

// fold makes two texts equal that a learner can hardly tell apart: case, spaces and punctuation around them do not count.
// Vietnamese marks do: they make other words. So do dots within: they make other addresses.
func fold(s string) string {
	s = strings.TrimFunc(s, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsPunct(c) })
	return strings.Join(strings.Fields(cases.Fold().String(s)), " ")
}
