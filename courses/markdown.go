package courses

import (
	"bytes"
	"html"
	"net/url"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is CommonMark without underlined headings: a line of --- below a paragraph would become a step by accident.
var markdown = goldmark.New(goldmark.WithParser(parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithInlineParsers(parser.DefaultInlineParsers()...),
	parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
)))

const (
	stepLevel     = 2 // of a heading that starts a step
	subtitleLevel = 3
	linkRel       = "noopener noreferrer nofollow"
)

// body is the part of a lesson below its front matter while it is read.
type body struct {
	piece
	l      *lesson
	source []byte
	lines  []string
	step   *stepSoFar
}

// stepSoFar is the step that the last heading opened.
type stepSoFar struct {
	line    int
	number  int // that the heading says, in a language that may lack steps
	title   string
	html    bytes.Buffer
	picture *Picture
}

// readBody splits the text below the front matter into steps and questions.
func (l *lesson) readBody(p piece, source string) {
	b := &body{piece: p, l: l, source: []byte(source), lines: strings.Split(source, "\n")}
	doc := markdown.Parser().Parse(text.NewReader(b.source))
	early := false
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch block := n.(type) {
		case *ast.Heading:
			if block.Level == stepLevel {
				b.openStep(block)
				continue
			}
		case *ast.FencedCodeBlock:
			if mark := string(block.Language(b.source)); mark == quizMark || mark == practiceMark {
				b.readQuestion(block, mark)
				continue
			}
		case *ast.Paragraph:
			if image, ok := block.FirstChild().(*ast.Image); ok && block.ChildCount() == 1 && b.step != nil {
				b.readPicture(image)
				continue
			}
		}
		b.check(n)
		if b.step != nil {
			b.render(&b.step.html, n)
		} else if !early {
			early = true
			b.fault(b.line(n), "type a line like ## Title above it", "text stands before the first step")
		}
	}
	b.closeStep()
}

// line returns a node's line in the piece.
func (b *body) line(n ast.Node) int {
	for n.Pos() < 0 && n.Parent() != nil {
		n = n.Parent()
	}
	return 1 + bytes.Count(b.source[:min(max(n.Pos(), 0), len(b.source))], []byte("\n"))
}

func (b *body) openStep(heading *ast.Heading) {
	b.closeStep()
	b.check(heading)
	var rendered bytes.Buffer
	for n := heading.FirstChild(); n != nil; n = n.NextSibling() {
		b.render(&rendered, n)
	}
	b.step = &stepSoFar{line: b.line(heading), title: b.putNumbers(plainText(rendered.String()))}
	if b.l.mayLack {
		b.readStepNumber()
	}
	if b.step.title == "" {
		b.fault(b.step.line, "type the step's title behind ##", "the step has no title")
	}
}

func (b *body) closeStep() {
	if b.step == nil {
		return
	}
	s := Step{Title: b.step.title, HTML: b.putNumbers(sanitize(strings.TrimSpace(b.step.html.String()))), Picture: b.step.picture}
	switch words := len(strings.Fields(plainText(s.HTML))); {
	case words == 0:
		b.fault(b.step.line, "write about 60 words below the heading", "the step has no text")
	case words > maxWords:
		b.fault(b.step.line, "shorten it, or make two steps with a heading each", "the step has %d words, more than %d", words, maxWords)
	}
	for b.l.mayLack && len(b.l.text.Steps) < b.step.number-1 {
		b.l.text.Steps = append(b.l.text.Steps, Step{})
	}
	b.l.text.Steps = append(b.l.text.Steps, s)
	b.step = nil
}

var numberedTitle = regexp.MustCompile(`^([1-8])\. *(.*)$`)

// readStepNumber takes the number off a step's title. Numbers rise, so that a step is never given twice.
func (b *body) readStepNumber() {
	parts := numberedTitle.FindStringSubmatch(b.step.title)
	if parts == nil {
		b.fault(b.step.line, "type the number of the Vietnamese step before the title: ## 2. Title", "the step has no number")
		b.step.number = len(b.l.text.Steps) + 1
		return
	}
	b.step.number, b.step.title = int(parts[1][0]-'0'), parts[2]
	if b.step.number <= len(b.l.text.Steps) {
		b.fault(b.step.line, "put the steps in order, each once", "step %d stands after a later one", b.step.number)
	}
}

// readPicture takes a picture that stands on a line of its own into the step.
func (b *body) readPicture(image *ast.Image) {
	line, name := b.line(image), string(image.Destination)
	var rendered bytes.Buffer
	for n := image.FirstChild(); n != nil; n = n.NextSibling() {
		b.check(n)
		b.render(&rendered, n)
	}
	alt := b.putNumbers(plainText(rendered.String()))
	svg, known := b.r.pictures[name]
	switch {
	case b.step.picture != nil:
		b.fault(line, "delete one of the two, or make two steps", "the step has another picture")
	case !known:
		b.fault(line, "name a file in the folder pictures: ![what it shows](quet-qr.svg)", "no picture is called %s", quoted(name))
	case alt == "":
		b.fault(line, "type what it shows between the brackets: ![what it shows]("+name+")", "the picture says nothing to who cannot see it")
	}
	b.step.picture = &Picture{svg, alt}
}

func (b *body) render(w *bytes.Buffer, n ast.Node) {
	if err := markdown.Renderer().Render(w, b.source, n); err != nil {
		b.fault(b.line(n), "write it in another way", "the text cannot be shown: %v", err)
	}
}

// check records a fault for everything that a lesson may not hold, and for numbers typed by hand.
func (b *body) check(block ast.Node) {
	err := ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.checkNumbers(b.line(n), string(n.Value(b.source)))
		case *ast.Link:
			b.checkLink(n, string(n.Destination))
		case *ast.AutoLink:
			address := string(n.URL(b.source))
			if n.AutoLinkType == ast.AutoLinkEmail {
				address = "mailto:" + address // as it would be shown
			}
			b.checkLink(n, address)
		case *ast.Heading:
			if n.Level != stepLevel && n.Level != subtitleLevel || n.Level == stepLevel && n.Parent().Kind() != ast.KindDocument {
				b.fault(b.line(n), "type ## for a step or ### for a heading in it", "a heading has another level")
			}
		default:
			if mend, refused := refusedNodes[n.Kind()]; refused {
				b.fault(b.line(n), mend, "%s cannot be shown in a lesson", nodeNames[n.Kind()])
				return ast.WalkSkipChildren, nil
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		b.fault(b.line(block), "write it in another way", "the text cannot be read: %v", err)
	}
}

// checkLink allows secure pages and pages of this site, and marks the link so that the page it opens learns nothing.
func (b *body) checkLink(n ast.Node, destination string) {
	n.SetAttributeString("rel", []byte(linkRel))
	u, err := url.Parse(destination)
	switch {
	case err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil:
	case err == nil && u.Scheme == "" && u.Host == "" && u.Path+u.Fragment != "" && !strings.ContainsAny(destination, `\`+"\t"):
	default:
		b.fault(b.line(n), "type an address that starts with https://", "the link %s is not allowed", quoted(destination))
	}
}

const mendHTML = "delete it; write **strong**, *emphasis*, lists with - and links as [text](https://…)"

// What CommonMark has and lessons have not, with what to write instead.
var (
	refusedNodes = map[ast.NodeKind]string{
		ast.KindHTMLBlock:       mendHTML,
		ast.KindRawHTML:         mendHTML,
		ast.KindImage:           "put it on a line of its own below the step's heading",
		ast.KindCodeBlock:       "start the line without spaces",
		ast.KindFencedCodeBlock: "start the block with ```question or ```practice at the beginning of the line, or write it as a paragraph",
		ast.KindCodeSpan:        "delete the ` signs; use **strong** for what the learner types",
		ast.KindThematicBreak:   "delete the line, or start a step with ## Title",
	}
	nodeNames = map[ast.NodeKind]string{
		ast.KindHTMLBlock:       "HTML",
		ast.KindRawHTML:         "HTML",
		ast.KindImage:           "a picture within a text",
		ast.KindCodeBlock:       "a block indented by four spaces",
		ast.KindFencedCodeBlock: "a block that is no question",
		ast.KindCodeSpan:        "code",
		ast.KindThematicBreak:   "a line across",
	}
)

// policy is the second wall behind check: what passes is all that a browser will ever be given.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "ul", "ol", "li", "strong", "em", "br", "h3", "blockquote")
	p.AllowURLSchemes("https")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile("^" + linkRel + "$")).OnElements("a")
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	return p
}()

func sanitize(rendered string) string { return policy.Sanitize(rendered) }

var noTags = bluemonday.StrictPolicy()

// plainText returns what a reader sees of rendered HTML.
func plainText(rendered string) string {
	return strings.TrimSpace(html.UnescapeString(noTags.Sanitize(rendered)))
}
