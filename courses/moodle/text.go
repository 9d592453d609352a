package moodle

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// textFormat is how a text of Moodle's is written.
type textFormat int

const (
	formatHTML   textFormat = iota
	formatMoodle            // HTML whose line ends count
	formatPlain
	formatMarkdown
)

// toHTML writes a plain text as HTML.
func toHTML(s string) string {
	return strings.ReplaceAll(html.EscapeString(s), "\n", "<br />")
}

// plain returns a text as lessons have it, without tags. What cannot be kept is added to lost.
func plain(s string, format textFormat, lost *losses) string {
	return withoutGaps(strings.Join(paragraphs(s, format, lost), "\n"))
}

// Marks around the number of a gap's word, while the text around it is read.
const (
	gapStart = '\ue000'
	gapEnd   = '\ue001'
)

func withoutGaps(s string) string {
	return strings.NewReplacer(string(gapStart), "", string(gapEnd), "").Replace(s)
}

// paragraphs is plain with the paragraphs apart.
func paragraphs(s string, format textFormat, lost *losses) []string {
	p := &page{lines: format == formatMoodle}
	switch format {
	case formatHTML, formatMoodle:
		p.read(s)
	default:
		p.lines = true
		p.write(s)
		if format == formatMarkdown && strings.ContainsAny(s, "*_`[]") {
			lost.add("the marks of Markdown were left as typed")
		}
	}
	p.paragraph()
	for _, what := range p.lost {
		lost.add(what)
	}
	return p.done
}

// page puts running text into lines and paragraphs, as a browser does: blanks fall together.
type page struct {
	lines bool // line ends in the text are line breaks
	done  []string
	so    []string // lines of the paragraph that is open
	line  strings.Builder
	blank bool
	lost  losses
}

// losses is what was left out of a question, each once, and no more than anyone reads.
type losses []string

func (l *losses) add(what string) {
	const most = 20
	if len(*l) < most && !slices.Contains(*l, what) {
		*l = append(*l, what)
	}
}

func (p *page) write(s string) {
	for _, r := range s {
		switch {
		case r == '\n' && p.lines:
			p.newLine()
		case isInvisible(r) && r != gapStart && r != gapEnd: // from an entity; the file itself has none
		case unicode.IsSpace(r):
			p.blank = p.line.Len() > 0
		default:
			if p.blank {
				p.line.WriteByte(' ')
				p.blank = false
			}
			p.line.WriteRune(r)
		}
	}
}

func (p *page) newLine() {
	p.so = append(p.so, p.line.String())
	p.line.Reset()
	p.blank = false
}

func (p *page) paragraph() {
	p.newLine()
	if whole := strings.Trim(strings.Join(p.so, "\n"), "\n"); whole != "" {
		p.done = append(p.done, whole)
	}
	p.so = nil
}

// What tags mean for a text without tags.
var (
	blocks = atoms(atom.P, atom.Div, atom.Ul, atom.Ol, atom.Li, atom.Table, atom.Tr, atom.Blockquote, atom.Pre, atom.Hr, atom.Dl,
		atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Section, atom.Article, atom.Header,
		atom.Footer, atom.Figure, atom.Figcaption, atom.Form, atom.Fieldset, atom.Tbody, atom.Thead, atom.Caption, atom.Body)
	hidden = atoms(atom.Script, atom.Style, atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Title,
		atom.Svg, atom.Math, atom.Canvas, atom.Audio, atom.Video, atom.Object)
	unread = map[atom.Atom]string{
		atom.Img: "a picture", atom.Svg: "a picture", atom.Canvas: "a picture", atom.Audio: "a recording", atom.Video: "a film",
		atom.Object: "something embedded", atom.Embed: "something embedded", atom.Iframe: "something embedded", atom.Math: "a formula",
	}
)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		set[a] = true
	}
	return set
}

// read takes the text out of HTML. It reads tokens and builds no tree, so that its time grows with the text alone.
func (p *page) read(s string) {
	z := nethtml.NewTokenizer(strings.NewReader(s))
	within := atom.Atom(0) // element whose text is not shown
	for {
		kind := z.Next()
		raw := string(z.Raw())
		if kind == nethtml.ErrorToken {
			if strings.HasPrefix(raw, "<") {
				p.write(raw) // "a <b", where no tag ends
			}
			return
		}
		t := z.Token()
		switch {
		case kind == nethtml.EndTagToken && t.DataAtom == within:
			within = 0
		case within != 0:
		case kind == nethtml.TextToken:
			p.write(t.Data)
		case kind == nethtml.StartTagToken || kind == nethtml.SelfClosingTagToken:
			if hidden[t.DataAtom] && kind == nethtml.StartTagToken {
				within = t.DataAtom
			}
			p.start(t, raw)
		case kind == nethtml.EndTagToken && blocks[t.DataAtom]:
			p.paragraph()
		case kind == nethtml.EndTagToken && (t.DataAtom == atom.Td || t.DataAtom == atom.Th):
			p.write(" ")
		}
	}
}

func (p *page) start(t nethtml.Token, raw string) {
	switch a := t.DataAtom; {
	case unread[a] != "":
		p.lose(unread[a], t, "alt")
	case a == atom.A:
		p.lose("a link", t, "href")
	case a == atom.Br:
		p.newLine()
	case a == atom.Sup:
		p.write("^")
	case a == atom.Sub:
		p.write("_")
	case blocks[a]:
		p.paragraph()
		if a == atom.Li {
			p.write("- ")
		}
	case a == 0 && !ownTag.MatchString(t.Data):
		p.write(raw) // no tag of HTML: "<tên>", or a sum with < and >
	}
}

// ownTag matches tags that word processors and Moodle add.
var ownTag = regexp.MustCompile(`^(.*:.*|nolink|tex|algebra)$`)

// lose records what is left out, with the words that its attribute gives.
func (p *page) lose(what string, t nethtml.Token, attribute string) {
	said := ""
	for _, a := range t.Attr {
		if a.Key == attribute && strings.TrimSpace(a.Val) != "" {
			said = " (" + shorten(a.Val) + ")"
		}
	}
	if t.DataAtom == atom.A && said == "" {
		return // a name for links to point at
	}
	p.lost.add(what + said + " was left out")
}

// shorten puts a text on one line that is not too long to read.
func shorten(s string) string {
	return atMost(60, strings.Join(strings.Fields(s), " "))
}

// atMost cuts a text that is longer than so many characters.
func atMost(most int, s string) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for at := range s {
		if n == most {
			return s[:at] + "…"
		}
		n++
	}
	return s
}
