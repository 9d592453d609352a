package moodle

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// readElement reads one question. It returns false where there are too many.
func (im *importer) readElement(e *element) bool {
	if e.attrs["type"] == "category" {
		im.category = atMost(maxCategory, e.child("category").value())
		return true
	}
	x := xmlItem{im: im, item: &item{line: e.line, kind: shorten(e.attrs["type"]), category: im.category}}
	x.name, x.idnumber = atMost(maxName, e.child("name").value()), e.child("idnumber").value()
	if tags := e.child("tags"); tags != nil {
		for _, tag := range tags.all("tag") {
			x.tags = append(x.tags, tag.value())
		}
	}
	x.format = xmlFormat(e.child("questiontext"), formatHTML)
	x.explain = x.plain(e.child("generalfeedback"))
	if e.child("image_base64") != nil || e.child("image").value() != "" {
		x.lost.add("a picture (" + shorten(e.child("image").value()) + ") was left out")
	}
	x.readKind(e)
	im.countIgnored(e)
	return im.add(x.item)
}

// xmlItem is one question while it is read.
type xmlItem struct {
	im *importer
	*item
	format textFormat // of the question's text, and of others that name none
}

func xmlFormat(e *element, usual textFormat) textFormat {
	if e != nil {
		switch e.attrs["format"] {
		case "html":
			return formatHTML
		case "moodle_auto_format":
			return formatMoodle
		case "plain_text":
			return formatPlain
		case "markdown", "wiki_like":
			return formatMarkdown
		}
	}
	return usual
}

// plain is an element's text as lessons have it.
func (x *xmlItem) plain(e *element) string {
	if e == nil {
		return ""
	}
	for _, file := range e.all("file") {
		x.lost.add("the file " + shorten(file.attrs["name"]) + " was left out")
	}
	return plain(e.value(), xmlFormat(e, x.format), &x.lost)
}

func (x *xmlItem) readKind(e *element) {
	if x.kind == typeGaps || x.kind == typeDragGaps {
		x.readGaps(e)
		return
	}
	x.text = x.plain(e.child("questiontext"))
	switch x.kind {
	case typeChoice:
		x.single = isTrue(e.child("single"), true)
		x.readAnswers(e)
	case typeTrueFalse:
		x.readTruth(e)
	case typeOrder:
		x.checkSubset(e.child("selecttype").value())
		for _, a := range e.all("answer") { // in their order; the weights only number them
			x.answers = append(x.answers, answer{text: x.plain(a), feedback: x.plain(a.child("feedback"))})
		}
	case typeMatch, "match":
		x.kind = typeMatch
		for _, s := range e.all("subquestion") {
			x.pairs = append(x.pairs, pair{x.plain(s), plain(s.child("answer").value(), formatPlain, &x.lost)})
		}
	}
}

func isTrue(e *element, usual bool) bool {
	if e == nil {
		return usual
	}
	v := e.value()
	return v != "" && v != "0" && v != "false"
}

func (x *xmlItem) readAnswers(e *element) {
	for _, a := range e.all("answer") {
		weight := 0.0
		if typed := strings.TrimSpace(a.attrs["fraction"]); typed != "" {
			n, err := strconv.ParseFloat(typed, 64)
			if err != nil || !(n >= -100 && n <= 100) {
				x.im.fault(a.line, `write fraction="50", from -100 to 100`, "the fraction %s is no weight", strconv.Quote(shorten(typed)))
				return
			}
			weight = n
		}
		x.answers = append(x.answers, answer{x.plain(a), x.plain(a.child("feedback")), weight})
	}
}

// readTruth puts the answer for true first. Old files have the words of some language instead, true first.
func (x *xmlItem) readTruth(e *element) {
	x.readAnswers(e)
	if len(x.answers) == 2 && strings.EqualFold(x.answers[0].text, "false") {
		slices.Reverse(x.answers)
	}
}

var xmlGap = regexp.MustCompile(`\[\[([0-9]{1,4})\]\]`)

// readGaps reads the text: what stands before the paragraph of the first gap is the task.
func (x *xmlItem) readGaps(e *element) {
	x.kind = typeGaps
	groups := map[string]bool{}
	for _, word := range slices.Concat(e.all("selectoption"), e.all("dragbox")) {
		format := formatPlain
		if word.name == "dragbox" {
			format = formatHTML
		}
		x.answers = append(x.answers, answer{text: plain(word.value(), format, &x.lost)})
		groups[word.child("group").value()] = true
	}
	if len(groups) > 1 {
		x.lost.add("the groups of words became one bank for all gaps")
	}
	source := e.child("questiontext")
	if source == nil {
		return
	}
	for _, file := range source.all("file") {
		x.lost.add("the file " + shorten(file.attrs["name"]) + " was left out")
	}
	marked := xmlGap.ReplaceAllString(source.value(), string(gapStart)+"$1"+string(gapEnd))
	all := paragraphs(marked, x.format, &x.lost)
	first := slices.IndexFunc(all, func(s string) bool { return strings.ContainsRune(s, gapStart) })
	if first < 0 {
		first = len(all)
	}
	x.text, x.sentence = withoutGaps(strings.Join(all[:first], "\n")), strings.Join(all[first:], "\n")
}

// countIgnored counts what no question carries, so that it is said once.
func (im *importer) countIgnored(e *element) {
	count := func(what string, there bool) {
		if there {
			im.once[what]++
		}
	}
	number := func(name string, usual float64) float64 {
		n, err := strconv.ParseFloat(e.child(name).value(), 64)
		if err != nil {
			return usual
		}
		return n
	}
	count("hints", len(e.all("hint")) > 0)
	count("penalties for further tries", number("penalty", 0) != 0)
	count("marks other than 1", number("defaultgrade", 1) != 1 && e.attrs["type"] != "description")
	count("a fixed order of options", !isTrue(e.child("shuffleanswers"), true))
	said := false
	for _, name := range []string{"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"} {
		said = said || e.child(name).value() != ""
	}
	count("feedback for answers that are right, partly right or wrong as a whole", said)
}
