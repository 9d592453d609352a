package moodle

import (
	"regexp"
	"strconv"
	"strings"
)

// A GIFT file is read as Moodle reads it: blank lines part the questions, lines that start with // are comments, and escaped
// characters are put aside before anything is split, so that what is left of # = ~ { } : has its meaning.

// readGIFT reads a whole file.
func (im *importer) readGIFT(text string) {
	lines := strings.Split(text, "\n")
	for start := 0; start < len(lines); start++ {
		if strings.TrimSpace(lines[start]) == "" {
			continue
		}
		end := start
		var comments, body []string
		for ; end < len(lines) && strings.TrimSpace(lines[end]) != ""; end++ {
			line := strings.TrimSpace(lines[end])
			if strings.HasPrefix(line, "//") {
				comments = append(comments, line)
				line = ""
			}
			body = append(body, line)
		}
		if !im.readBlock(passage{strings.Join(body, "\n"), start + 1}.trim(), strings.Join(comments, "\n")) {
			return
		}
		start = end
	}
}

var (
	giftID  = regexp.MustCompile(`\[id:((?:\\\]|[^\]\n])+)\]`)
	giftTag = regexp.MustCompile(`\[tag:((?:\\\]|[^\]\n])+)\]`)
)

// readBlock reads what stands between blank lines. It returns false where there are too many questions.
func (im *importer) readBlock(p passage, comments string) bool {
	if p.text == "" {
		return true
	}
	p.text = hideEscapes(p.text)
	if rest, ok := strings.CutPrefix(p.text, "$CATEGORY:"); ok {
		category, after, _ := passage{rest, p.line}.cut("\n")
		im.category = atMost(maxCategory, strings.TrimSpace(showEscapes(category.text)))
		return im.readBlock(after.trim(), comments)
	}
	it := &item{line: p.line, category: im.category}
	unescape := strings.NewReplacer(`\]`, `]`)
	if found := giftID.FindStringSubmatch(comments); found != nil {
		it.idnumber = unescape.Replace(strings.TrimSpace(found[1]))
	}
	for _, found := range giftTag.FindAllStringSubmatch(comments, -1) {
		it.tags = append(it.tags, unescape.Replace(found[1]))
	}
	g := giftQuestion{im: im, item: it}
	return !g.readName(&p) || !g.read(p) || im.add(it)
}

// giftQuestion is one question while it is read.
type giftQuestion struct {
	im *importer
	*item
	format textFormat // of the question's text, and of others that name none
}

func (g *giftQuestion) readName(p *passage) bool {
	rest, ok := strings.CutPrefix(p.text, "::")
	if !ok {
		return true
	}
	name, after, found := passage{rest, p.line}.cut("::")
	if !found {
		g.im.fault(p.line, "write :: behind the title, or \\:\\: if none is meant", "the title has no end")
		return false
	}
	g.name = atMost(maxName, strings.TrimSpace(showEscapes(name.text)))
	*p = after.trim()
	return true
}

// braces finds the answers. Moodle takes the first { and the first } and shows any others; that is never what was meant.
func (g *giftQuestion) braces(p passage) (before, within, after passage, description, ok bool) {
	open, shut := strings.IndexByte(p.text, '{'), strings.IndexByte(p.text, '}')
	line := func(at int) int { return p.from(at).line }
	switch {
	case open < 0 && shut < 0:
		return p, passage{}, passage{}, true, true
	case open < 0, shut >= 0 && shut < open:
		g.im.fault(line(shut), `write { before the answers, or \} if a brace is meant`, "a } stands here without a { before it")
		return
	case shut < 0:
		g.im.fault(line(open), `write } behind the answers, \{ if a brace is meant, and \n in place of an empty line`, "the { has no } before the question ends")
		return
	}
	before, within, after = passage{p.text[:open], p.line}, passage{p.text[open+1 : shut], line(open)}, p.from(shut+1)
	if at := strings.IndexByte(within.text, '{'); at >= 0 {
		g.im.fault(within.from(at).line, `write \{ if a brace is meant, or } before it`, "a second { stands within the answers")
		return
	}
	if at := strings.IndexAny(after.text, "{}"); at >= 0 {
		g.im.fault(after.from(at).line, `write \{ and \} if braces are meant, or part the questions by an empty line`, "another brace stands behind the answers")
		return
	}
	return before, within.trim(), after, false, true
}

// read reads text and answers. It returns false after recording a fault.
func (g *giftQuestion) read(p passage) bool {
	before, answers, after, description, ok := g.braces(p)
	if !ok {
		return false
	}
	question := before.text
	if behind := strings.TrimSpace(after.text); behind != "" {
		question += "_____" + after.text // a missing word
	}
	raw := ""
	raw, g.format = giftFormat(question, formatMoodle)
	g.text = plain(raw, g.format, &g.lost)
	if description {
		g.kind = "description"
		return true
	}
	if at := strings.LastIndex(answers.text, "####"); at >= 0 {
		g.explain = g.part(answers.text[at+4:])
		answers = passage{answers.text[:at], answers.line}.trim()
	}
	return g.readAnswers(answers)
}

// giftFormat takes the format off a text that names one, and puts escaped characters back.
func giftFormat(s string, usual textFormat) (string, textFormat) {
	s = strings.TrimSpace(s)
	for name, format := range map[string]textFormat{"[html]": formatHTML, "[moodle]": formatMoodle, "[plain]": formatPlain, "[markdown]": formatMarkdown} {
		if rest, ok := strings.CutPrefix(s, name); ok {
			return strings.TrimSpace(showEscapes(rest)), format
		}
	}
	return showEscapes(s), usual
}

// part is the text of an answer or feedback.
func (g *giftQuestion) part(s string) string {
	raw, format := giftFormat(s, g.format)
	return plain(raw, format, &g.lost)
}

// readAnswers tells the kind by what stands between the braces, in the order in which Moodle does.
func (g *giftQuestion) readAnswers(p passage) bool {
	switch word, _, _ := p.cut("#"); {
	case p.text == "":
		g.kind = "essay"
	case p.text[0] == '#':
		g.kind = "numerical"
	case p.text[0] == '>':
		g.kind = typeOrder
		g.readOrder(p)
	case strings.Contains(p.text, "~"):
		g.kind = typeChoice
		return g.readChoice(p)
	case strings.Contains(p.text, "=") && strings.Contains(p.text, "->"):
		g.kind = typeMatch
		return g.readPairs(p)
	case isTruth(strings.TrimSpace(word.text)):
		g.kind = typeTrueFalse
		g.readTruth(p)
	default:
		g.kind = "shortanswer"
	}
	return true
}

// readOrder reads what the plugin for ordering writes: settings on the first line, then an option a line.
func (g *giftQuestion) readOrder(p passage) {
	settings, options, _ := p.cut("\n")
	g.checkSubset(settings.text)
	for line := range strings.SplitSeq(options.text, "\n") {
		if text := g.part(line); text != "" {
			g.answers = append(g.answers, answer{text: text})
		}
	}
}

func isTruth(s string) bool {
	return s == "T" || s == "F" || strings.EqualFold(s, "true") || strings.EqualFold(s, "false")
}

// readTruth reads the answer, then the feedback for who answers wrongly, then for who answers rightly.
func (g *giftQuestion) readTruth(p passage) {
	bits := strings.SplitN(p.text, "#", 3)
	right, wrong := answer{weight: 100}, answer{}
	if len(bits) > 1 {
		wrong.feedback = g.part(bits[1])
	}
	if len(bits) > 2 {
		right.feedback = g.part(bits[2])
	}
	if word := strings.TrimSpace(bits[0]); word[0] == 'T' || word[0] == 't' {
		g.answers = []answer{right, wrong}
	} else {
		g.answers = []answer{wrong, right}
	}
}

var (
	giftWeight  = regexp.MustCompile(`^%(-*[0-9]{1,2}\.?[0-9]*)%`)
	commaWeight = regexp.MustCompile(`^%-?[0-9]+,[0-9]*%`)
)

func (g *giftQuestion) readChoice(p passage) bool {
	g.single = strings.Contains(p.text, "=")
	if first := strings.IndexAny(p.text, "~="); strings.TrimSpace(p.text[:first]) != "" {
		g.im.fault(p.line, `write ~ or = before each option, and \~ or \= where the signs are meant`, "text stands before the first option")
		return false
	}
	ok := true
	for n := 0; p.text != "" && n <= maxOptions; n++ {
		sign := p.text[0]
		end := 1 + strings.IndexAny(p.text[1:], "~=")
		if end == 0 {
			end = len(p.text)
		}
		option := passage{p.text[1:end], p.line}.trim()
		p = p.from(end)
		ok = g.readOption(sign, option) && ok
	}
	return ok
}

func (g *giftQuestion) readOption(sign byte, p passage) bool {
	a := answer{}
	found := giftWeight.FindStringSubmatch(p.text)
	switch {
	case sign == '=':
		a.weight = 100
	case found != nil:
		weight, err := strconv.ParseFloat(found[1], 64)
		if err != nil || weight < -100 || weight > 100 {
			g.im.fault(p.line, "write a weight from -100 to 100: ~%50%", "the weight %s is none", strconv.Quote(found[0]))
			return false
		}
		a.weight = weight
		p = p.from(len(found[0]))
	case commaWeight.MatchString(p.text):
		g.im.fault(p.line, "write a point in the weight: ~%33.33333%", "the weight has a comma")
		return false
	}
	text, feedback, _ := p.cut("#")
	a.text, a.feedback = g.part(text.text), g.part(feedback.text)
	if a.text == "" && !g.hasLost() {
		g.im.fault(p.line, `write the option's text; \~ and \= where the signs are meant`, "an option has no text")
		return false
	}
	g.answers = append(g.answers, a)
	return true
}

// hasLost says whether an empty text may have held a picture.
func (g *giftQuestion) hasLost() bool { return len(g.lost) > 0 }

func (g *giftQuestion) readPairs(p passage) bool {
	if first := strings.IndexByte(p.text, '='); strings.TrimSpace(p.text[:first]) != "" {
		g.im.fault(p.line, `write = before each pair, and \= where the sign is meant`, "text stands before the first pair")
		return false
	}
	ok := true
	for n := 0; p.text != "" && n <= maxOptions; n++ {
		_, rest, _ := p.cut("=")
		one, _, more := rest.cut("=")
		p = passage{}
		if more {
			p = rest.from(len(one.text))
		}
		left, right, found := one.trim().cut("->")
		if !found {
			g.im.fault(left.line, "write both sides: =Nhà cháy -> 114", "a pair has no ->")
			ok = false
			continue
		}
		g.pairs = append(g.pairs, pair{g.part(left.text), plain(showEscapes(strings.TrimSpace(right.text)), formatPlain, &g.lost)})
	}
	return ok
}
