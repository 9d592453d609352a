package moodle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"hocso/courses"
)

// block is a question as lessons write it; docs/authoring.md describes it.
type block struct {
	ID       string        `yaml:"id"`
	Kind     string        `yaml:"kind"`
	Fact     quoted        `yaml:"fact,omitempty"`
	CheckBy  quoted        `yaml:"check_by,omitempty"`
	Text     quoted        `yaml:"text,omitempty"`
	Sentence quoted        `yaml:"sentence,omitempty"`
	Options  []blockOption `yaml:"options"`
	Explain  quoted        `yaml:"explain,omitempty"`
}

type blockOption struct {
	ID       string `yaml:"id"`
	Text     quoted `yaml:"text"`
	With     quoted `yaml:"with,omitempty"`
	Right    bool   `yaml:"right,omitempty"`
	Feedback quoted `yaml:"feedback,omitempty"`
}

// quoted is a text that YAML must not read as anything else. The library leaves some texts bare that it cannot read again,
// such as "? x", so that all stand between double quotes, on one line.
type quoted string

var bare = regexp.MustCompile(`^(F[0-9]+|practice|[0-9]{4}-[0-9]{2}-[0-9]{2})$`)

// MarshalYAML writes the text as JSON has it, which YAML reads alike.
func (s quoted) MarshalYAML() ([]byte, error) {
	if bare.MatchString(string(s)) {
		return []byte(s), nil
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(string(s))
	return bytes.TrimSpace(b.Bytes()), err
}

// WriteMarkdown writes questions as blocks for a lesson. What a question lacks is left out, so that the check of the lesson
// names it. file is where they come from.
func WriteMarkdown(w io.Writer, file string, questions []Question) error {
	var b strings.Builder
	for i, q := range questions {
		text, err := yaml.MarshalWithOptions(q.block(), yaml.IndentSequence(true))
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file, q.Line, err)
		}
		if i > 0 {
			b.WriteString("\n")
		}
		mark := "question"
		if q.Practice {
			mark = "practice"
		}
		fmt.Fprintf(&b, "```%s\n%s%s```\n", mark, comment(fmt.Sprintf("%s, line %d: %s", file, q.Line, q.Category)),
			composed(string(text)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var (
	anyEscape  = regexp.MustCompile(`\\(\\|u[0-9a-f]{4}|U[0-9a-f]{8})`)
	markedLine = regexp.MustCompile(`\\n\p{M}+`)
)

// composed writes escapes so that they outlive composition: a lesson's marks are composed with the letters before them (NFC)
// before YAML is read, and the last letter of an escape is one. Characters stand for themselves; only a mark that starts a
// line is escaped, since the n of \n stands before it.
func composed(text string) string {
	text = anyEscape.ReplaceAllStringFunc(text, func(found string) string {
		code, err := strconv.ParseInt(found[2:], 16, 32)
		if err != nil || code < 0xa0 {
			return found
		}
		return string(rune(code))
	})
	return markedLine.ReplaceAllStringFunc(text, func(found string) string {
		var b strings.Builder
		b.WriteString(found[:2])
		for _, mark := range found[2:] {
			fmt.Fprintf(&b, `\U%08x`, mark)
		}
		return b.String()
	})
}

// comment is a line that YAML passes over.
func comment(s string) string {
	s = strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, s)
	return "# " + strings.TrimRight(strings.Join(strings.Fields(s), " "), ": ") + "\n"
}

func (q Question) block() block {
	made := block{ID: q.ID, Kind: string(q.Kind), Fact: quoted(q.Fact), CheckBy: quoted(q.CheckBy),
		Text: quoted(q.Text.Text), Explain: quoted(q.Text.Explain)}
	right := map[string]bool{}
	switch q.Kind {
	case courses.Match:
		for _, item := range q.Key {
			slot, option, _ := strings.Cut(item, ":")
			made.Options = append(made.Options, blockOption{ID: slot, Text: quoted(q.Text.Slots[slot]),
				With: quoted(q.Text.Options[option].Text)})
		}
		return made
	case courses.Fill:
		var pairs []string
		for _, item := range q.Key {
			slot, word, _ := strings.Cut(item, ":")
			pairs = append(pairs, "[["+slot+"]]", "[["+word+"]]")
		}
		made.Sentence = quoted(strings.NewReplacer(pairs...).Replace(q.Text.Sentence))
	case courses.Order:
	default:
		for _, id := range q.Key {
			right[id] = true
		}
	}
	for _, id := range q.Options {
		text := q.Text.Options[id]
		made.Options = append(made.Options, blockOption{ID: id, Text: quoted(text.Text), Right: right[id], Feedback: quoted(text.Feedback)})
	}
	return made
}

// Missing lists what the author must still write, in the words of the format.
func (q Question) Missing() []string {
	var missing []string
	add := func(what string, there bool) {
		if !there {
			missing = append(missing, what)
		}
	}
	fact := "fact"
	if q.Source != "" {
		fact += " (its source was " + q.Source + ")"
	}
	add(fact, q.Fact != "")
	add("check_by", q.CheckBy != "")
	add("text", q.Text.Text != "")
	switch q.Kind {
	case courses.Order, courses.Match, courses.Fill:
		add("explain", q.Text.Explain != "")
		add("a third option", q.Kind == courses.Fill || len(q.Options) > 2)
	default:
		var silent []string
		for _, id := range q.Options {
			if q.Text.Options[id].Feedback == "" {
				silent = append(silent, id)
			}
		}
		add("feedback of "+strings.Join(silent, ", "), len(silent) == 0)
		add("an option that is not right", len(q.Key) < len(q.Options))
	}
	return missing
}

// Name is how a list calls the question.
func (q Question) Name() string { return q.label() + " (" + string(q.Kind) + ")" }
