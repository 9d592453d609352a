package courses

import (
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/cases"
)

const exampleCheckBy = "2027-05-31"

// readQuestion reads one block marked question.
func (b *body) readQuestion(block *ast.FencedCodeBlock) {
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
	q := question{line: b.above + fence}
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
	questionKeys = []string{"kind", "fact", "check_by"}
	optionKeys   = []string{"right"}
)

func (l *lesson) readQuestion(p piece, root *node, q *question) {
	keys, elsewhere := []string{"id", "text", "explain", "options"}, questionKeys
	if !l.translation {
		keys, elsewhere = append(keys, questionKeys...), nil
	}
	m, ok := p.mapping(root, keys, elsewhere)
	if !ok {
		return
	}
	q.question.ID = m.id("id: q1")
	q.named = isID(q.question.ID)
	q.text = QuestionText{Text: m.text("text"), Explain: m.optionalText("explain"), Options: map[string]OptionText{}}
	if l.translation {
		l.readOptions(m, q)
		return
	}
	q.question.Kind = m.kind()
	if q.question.Fact = m.plain("fact", "fact: F01, an id from facts.yaml, or fact: practice"); q.question.Fact != PracticeFact {
		q.question.Source = m.checkFact(m.lineOf("fact"), q.question.Fact, ", or "+PracticeFact).Source
	}
	if q.question.Fact != "" && q.question.Fact != PracticeFact || m.has("check_by") {
		q.question.CheckBy = m.checkDay(p.r.today, exampleCheckBy)
	}
	right := l.readOptions(m, q)
	q.question.Options = q.options
	q.question.Key = right
	if q.question.Kind == Order {
		q.question.Key = slices.Clone(q.options)
	}
	if m.has("options") {
		m.checkKind(*q)
	}
	if q.question.Kind == Order && l.front.Mode == Assessment && slices.IsSorted(q.options) {
		m.fault(m.lineOf("options"), "give the options ids that are no sequence: mo, chon, gui", "the options' ids give away their order")
	}
}

// id reads the key of that name.
func (m mapping) id(example string) string {
	s := m.plain("id", example)
	if s != "" && !isID(s) {
		m.fault(m.lineOf("id"), mendID, "id %s has a wrong shape", quoted(s))
	}
	return s
}

func (m mapping) kind() Kind {
	const example = "kind: single, several, true_false or order"
	k := Kind(m.plain("kind", example))
	if k != "" && !slices.Contains([]Kind{Single, Several, TrueFalse, Order}, k) {
		m.fault(m.lineOf("kind"), "type "+example, "unknown kind %s", quoted(string(k)))
		return ""
	}
	return k
}

// readOptions returns the ids of the options marked right.
func (l *lesson) readOptions(m mapping, q *question) (right []string) {
	keys, elsewhere := []string{"id", "text", "feedback"}, optionKeys
	if !l.translation {
		keys, elsewhere = append(keys, optionKeys...), nil
	}
	seen := map[string]string{} // id by folded text
	for _, item := range m.items("options", "options: and below it - id: a with its text") {
		o, ok := m.mapping(item, keys, elsewhere)
		if !ok {
			continue
		}
		id := o.id("id: a")
		t := OptionText{Text: o.text("text"), Feedback: o.optionalText("feedback")}
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
	switch {
	case kind == Order && m.has("right"):
		m.fault(m.lineOf("right"), "delete right and list the options in their right order", "an order question has no right options")
	case kind == Order && m.has("feedback"):
		m.fault(m.lineOf("feedback"), "delete feedback and write explain for the question", "an order question has no feedback")
	case kind != Order && kind != "" && !m.has("feedback"):
		m.fault(m.line, `type feedback: "…", which teaches and never scolds`, "the option has no feedback")
	}
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
		if !m.has("explain") {
			m.fault(m.line, `type explain: "…", why this order is right`, "an order question has no explain")
		}
	}
}

// fold makes two texts equal that a learner can hardly tell apart: case, spaces and punctuation around them do not count.
// Vietnamese marks do: they make other words. So do dots within: they make other addresses.
func fold(s string) string {
	s = strings.TrimFunc(s, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsPunct(c) })
	return strings.Join(strings.Fields(cases.Fold().String(s)), " ")
}
