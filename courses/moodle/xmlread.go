package moodle

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Limits of what Moodle's XML needs: its deepest element is six within another, and a question has a hundred elements.
const (
	maxDepth    = 20
	maxElements = 5_000 // of one question
)

// element is a part of an XML file. It is held for one question at a time.
type element struct {
	name     string
	attrs    map[string]string
	text     strings.Builder
	children []*element
	line     int
}

// child returns the first child of a name, or nil.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (e *element) all(name string) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
	}
	return found
}

// value is what an element says, in a text element of its own or, in old files, without one.
func (e *element) value() string {
	if e == nil {
		return ""
	}
	if t := e.child("text"); t != nil {
		e = t
	}
	return strings.TrimSpace(e.text.String())
}

// xmlFile is a file while it is read.
type xmlFile struct {
	im      *importer
	decoder *xml.Decoder
	count   int // elements of the question
}

// readXML reads a whole file. The decoder of the standard library fetches nothing and knows no entities but XML's own five.
func (im *importer) readXML(text string) {
	f := &xmlFile{im: im, decoder: xml.NewDecoder(strings.NewReader(text))}
	f.decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) {
		return input, nil // it is UTF-8, whatever its first line says
	}
	inQuiz, done := false, false
	for {
		token, err := f.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			f.broken(err)
			return
		}
		switch t := token.(type) {
		case xml.Directive:
			im.fault(f.line(), "delete it; Moodle writes none", "a document type stands in the file")
			return
		case xml.StartElement:
			switch {
			case !inQuiz && !done && t.Name.Local == "quiz":
				inQuiz = true
			case !inQuiz:
				im.fault(f.line(), "export the questions from Moodle as Moodle XML", "the file has no <quiz> around its questions")
				return
			default:
				f.count = 0
				e, ok := f.read(t, 1)
				if !ok {
					return
				}
				if e.name == "question" && !im.readElement(e) {
					return
				}
			}
		case xml.EndElement:
			inQuiz, done = false, true
		}
	}
	if !done {
		im.fault(1, "export the questions from Moodle as Moodle XML", "the file has no <quiz>")
	}
}

func (f *xmlFile) line() int {
	line, _ := f.decoder.InputPos()
	return line
}

func (f *xmlFile) broken(err error) {
	line, problem := f.line(), err.Error()
	var broken *xml.SyntaxError
	if errors.As(err, &broken) {
		line, problem = broken.Line, broken.Msg
	}
	f.im.fault(line, "export it from Moodle again, or mend it there", "not readable as XML: %s", problem)
}

// read reads what a start opens. It returns false after recording a fault.
func (f *xmlFile) read(start xml.StartElement, depth int) (*element, bool) {
	e := &element{name: start.Name.Local, line: f.line()}
	for _, a := range start.Attr {
		if e.attrs == nil {
			e.attrs = make(map[string]string, len(start.Attr))
		}
		e.attrs[a.Name.Local] = a.Value
	}
	f.count++
	if depth > maxDepth || f.count > maxElements {
		f.im.fault(f.line(), "export the questions from Moodle as Moodle XML", "the question has elements within elements without end")
		return nil, false
	}
	for {
		token, err := f.decoder.Token()
		if err != nil {
			f.broken(err)
			return nil, false
		}
		switch t := token.(type) {
		case xml.StartElement:
			c, ok := f.read(t, depth+1)
			if !ok {
				return nil, false
			}
			e.children = append(e.children, c)
		case xml.EndElement:
			return e, true
		case xml.CharData:
			if e.name != "file" && e.name != "image_base64" {
				e.text.Write(t)
			}
		}
	}
}

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
