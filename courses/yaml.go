package courses

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// YAML is read node by node instead of into structs: nodes know their lines, and every fault needs one.

// parseYAML returns the root of a piece's only document, or nil after recording a fault. Nothing but comments is a fault
// as well, since no file or block may be empty.
func (p piece) parseYAML(text string) *yaml.Node {
	root, err := loadYAML(text)
	switch {
	case err == nil && root == nil:
		p.fault(1, "type its keys, as docs/authoring.md shows", "nothing is written here")
		return nil
	case errors.Is(err, errDocuments):
		line := 1 + slices.IndexFunc(strings.Split(text, "\n"), isSeparator)
		p.fault(line, "delete the line and what repeats below it", "a line of --- starts a second document")
		return nil
	case err != nil:
		lines := strings.Split(text, "\n")
		line := brokenLine(lines)
		mend := `put texts that hold ": " or " #", or that start with a quote or sign, between double quotes: key: "…"`
		if strings.Contains(lines[line-1], "\t") {
			mend = "indent with spaces instead of tabs"
		}
		p.fault(line, mend, "not readable as YAML: %s", yamlMessage(err))
		return nil
	}
	return root
}

var errDocuments = errors.New("more than one document")

// loadYAML returns nil without an error where there is nothing but comments.
func loadYAML(text string) (*yaml.Node, error) {
	loader, err := yaml.NewLoader(bytes.NewReader([]byte(text)))
	if err != nil {
		return nil, fmt.Errorf("start reading YAML: %w", err)
	}
	var doc, second yaml.Node
	if err := loader.Load(&doc); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("read YAML: %w", err)
	}
	if err := loader.Load(&second); err == nil {
		return nil, errDocuments
	} else if !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read YAML: %w", err)
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return nil, nil
	}
	return doc.Content[0], nil
}

func isSeparator(line string) bool {
	return strings.HasPrefix(line, "---") || strings.HasPrefix(line, "...")
}

// brokenLine finds the first line of the first part that cannot be read: the one after the longest beginning that can.
// The parser's own marks are not used: some are missing and some are one off. First the top-level entry is searched, then
// the line in it, because every try reads from the start.
func brokenLine(lines []string) int {
	const mostTries = 200
	readable := func(n int) bool {
		_, err := loadYAML(strings.Join(lines[:n], "\n") + "\n")
		return err == nil
	}
	var starts []int // of top-level entries
	for n, line := range lines {
		if line != "" && !strings.ContainsRune(" \t#", rune(line[0])) {
			starts = append(starts, n)
		}
	}
	starts = append(starts, len(lines))
	broken := sort.Search(len(starts)-1, func(i int) bool { return !readable(starts[i]) })
	good := 0
	if broken > 0 {
		good = starts[broken-1]
	}
	for n := good + 1; n <= min(starts[broken], good+mostTries); n++ {
		if readable(n) {
			good = n
		}
	}
	for good < len(lines)-1 && strings.TrimSpace(lines[good]) == "" {
		good++
	}
	return min(good+1, len(lines))
}

var yamlPosition = regexp.MustCompile(`(line \d+(, column \d+)?|<unknown position>)`)

// yamlMessage returns what the parser says, without its positions.
func yamlMessage(err error) string {
	parts := strings.Split(strings.ReplaceAll(err.Error(), "\n", " "), ": ")
	return strings.TrimSpace(yamlPosition.ReplaceAllString(parts[len(parts)-1], ""))
}

// mapping is a YAML mapping whose keys are known to be allowed and to occur once.
type mapping struct {
	piece
	line   int
	values map[string]*yaml.Node
}

// mapping reads a node as one. Keys that are not allowed are faults; `elsewhere` are those that translations must leave to
// the Vietnamese file.
func (p piece) mapping(node *yaml.Node, allowed, elsewhere []string) (mapping, bool) {
	m := mapping{piece: p, line: node.Line, values: map[string]*yaml.Node{}}
	if node.Kind != yaml.MappingNode {
		p.fault(node.Line, "type key: value lines with "+strings.Join(allowed, ", "), "keys with values are expected here")
		return m, false
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch _, twice := m.values[key.Value]; {
		case key.Kind != yaml.ScalarNode || !slices.Contains(slices.Concat(allowed, elsewhere), key.Value):
			p.fault(key.Line, "delete it, or type one of "+strings.Join(allowed, ", "), "unknown key %s", quoted(key.Value))
		case slices.Contains(elsewhere, key.Value):
			p.fault(key.Line, "delete "+key.Value+" from the translation",
				"%s stands in the Vietnamese file alone", key.Value)
		case twice:
			p.fault(key.Line, "delete one of the two "+key.Value+" lines", "%s is given twice", key.Value)
		default:
			m.values[key.Value] = value
		}
	}
	return m, true
}

func (m mapping) has(key string) bool { return m.values[key] != nil }

// lineOf returns the line of a key's value, or of the mapping where the key is missing.
func (m mapping) lineOf(key string) int {
	if v := m.values[key]; v != nil {
		return v.Line
	}
	return m.line
}

// plain returns the value of a key as typed, or "" and a fault where it is missing or empty.
func (m mapping) plain(key, example string) string {
	v := m.values[key]
	if v == nil {
		m.fault(m.line, "type "+example, "%s is missing", key)
		return ""
	}
	s, ok := m.scalar(v, example)
	if ok && s == "" {
		m.fault(v.Line, "type "+example, "%s is empty", key)
	}
	return s
}

// text is plain with hotline keys replaced by numbers. A comment behind it is a fault: it may be meant as text.
func (m mapping) text(key string) string {
	s := m.plain(key, key+`: "…"`)
	if v := m.values[key]; v != nil && v.LineComment != "" {
		m.fault(v.Line, `put the text between double quotes, or the comment on a line of its own`, "YAML leaves out what follows # in %s", key)
	}
	return m.prose(m.lineOf(key), s)
}

// optionalText is text for a key that may be missing.
func (m mapping) optionalText(key string) string {
	if !m.has(key) {
		return ""
	}
	return m.text(key)
}

// number returns a whole number within bounds, or the lower bound and a fault.
func (m mapping) number(key string, low, usual, high int) int {
	example := fmt.Sprintf("%s: %d, or another whole number from %d to %d", key, usual, low, high)
	before := len(m.r.faults)
	s := m.plain(key, example)
	if len(m.r.faults) > before {
		return low
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		m.fault(m.lineOf(key), "type "+example, "%s is %s", key, quoted(s))
		return low
	}
	return n
}

// flag returns whether a key is given as true; leaving it out means false.
func (m mapping) flag(key string) bool {
	if !m.has(key) {
		return false
	}
	example := key + ": true, or delete the key"
	switch s, ok := m.scalar(m.values[key], example); {
	case !ok:
	case s == "true":
		return true
	case s != "false":
		m.fault(m.lineOf(key), "type "+example, "%s is %s", key, quoted(s))
	}
	return false
}

// items returns the nodes of a list.
func (m mapping) items(key, example string) []*yaml.Node {
	v := m.values[key]
	if v == nil {
		m.fault(m.line, "type "+example, "%s is missing", key)
		return nil
	}
	if v.Kind != yaml.SequenceNode {
		m.fault(v.Line, "type "+example, "%s is not a list", key)
		return nil
	}
	return v.Content
}

// word is an item of a list of plain values.
type word struct {
	value string
	line  int
}

// words returns a list of plain values, none twice.
func (m mapping) words(key, example string) []word {
	var words []word
	for _, node := range m.items(key, example) {
		s, ok := m.scalar(node, example)
		switch {
		case !ok:
		case slices.ContainsFunc(words, func(w word) bool { return w.value == s }):
			m.fault(node.Line, "delete one of the two", "%s lists %s twice", key, quoted(s))
		default:
			words = append(words, word{s, node.Line})
		}
	}
	return words
}

// scalar returns a node's text as typed, without a reading as number or date.
func (p piece) scalar(node *yaml.Node, example string) (string, bool) {
	switch {
	case node.Kind == yaml.AliasNode:
		p.fault(node.Line, "type the text itself", "references (*%s) are not used", node.Value)
		return "", false
	case node.Kind != yaml.ScalarNode:
		p.fault(node.Line, "type "+example, "a single value is expected here")
		return "", false
	case node.Anchor != "" || node.Style&yaml.TaggedStyle != 0:
		p.fault(node.Line, "put the text between double quotes", "YAML reads a word that starts with & or ! as its own")
		return "", false
	case node.Tag == "!!null":
		return "", true
	}
	return strings.TrimSpace(node.Value), true
}
