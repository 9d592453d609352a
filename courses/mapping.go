package courses

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// mapping is a YAML mapping whose keys are known to be allowed and to occur once.
type mapping struct {
	piece
	line   int
	values map[string]*node
}

// mapping reads a node as one. Keys that are not allowed are faults; `elsewhere` are those that translations must leave to
// the Vietnamese file.
func (p piece) mapping(n *node, allowed, elsewhere []string) (mapping, bool) {
	m := mapping{piece: p, line: n.line, values: map[string]*node{}}
	if n.shape != mapped {
		p.fault(n.line, "type key: value lines with "+strings.Join(allowed, ", "), "keys with values are expected here")
		return m, false
	}
	for _, entry := range n.pairs {
		key := entry.key
		switch _, twice := m.values[key.value]; {
		case key.shape != scalar || !slices.Contains(slices.Concat(allowed, elsewhere), key.value):
			mend := "delete it, or type one of " + strings.Join(allowed, ", ")
			if entry.value.null {
				mend = "put a text that holds a comma between double quotes: text: \"…\""
			}
			p.fault(key.line, mend, "unknown key %s", quoted(key.value))
		case slices.Contains(elsewhere, key.value):
			p.fault(key.line, "delete "+key.value+" from the translation",
				"%s stands in the Vietnamese file alone", key.value)
		case twice:
			p.fault(key.line, "delete one of the two "+key.value+" lines", "%s is given twice", key.value)
		default:
			m.values[key.value] = entry.value
		}
	}
	return m, true
}

func (m mapping) has(key string) bool { return m.values[key] != nil }

// lineOf returns the line of a key's value, or of the mapping where the key is missing.
func (m mapping) lineOf(key string) int {
	if v := m.values[key]; v != nil {
		return v.line
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
		m.fault(v.line, "type "+example, "%s is empty", key)
	}
	return s
}

// text is plain with hotline keys replaced by numbers. A comment behind it is a fault: it may be meant as text.
func (m mapping) text(key string) string {
	s := m.plain(key, key+`: "…"`)
	if v := m.values[key]; v != nil && v.comment {
		m.fault(v.line, `put the text between double quotes, or the comment on a line of its own`, "YAML leaves out what follows # in %s", key)
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
func (m mapping) items(key, example string) []*node {
	v := m.values[key]
	if v == nil {
		m.fault(m.line, "type "+example, "%s is missing", key)
		return nil
	}
	if v.shape != listed {
		m.fault(v.line, "type "+example, "%s is not a list", key)
		return nil
	}
	return v.items
}

// word is an item of a list of plain values.
type word struct {
	value string
	line  int
}

// words returns a list of plain values, none twice.
func (m mapping) words(key, example string) []word {
	var words []word
	for _, n := range m.items(key, example) {
		s, ok := m.scalar(n, example)
		switch {
		case !ok:
		case slices.ContainsFunc(words, func(w word) bool { return w.value == s }):
			m.fault(n.line, "delete one of the two", "%s lists %s twice", key, quoted(s))
		default:
			words = append(words, word{s, n.line})
		}
	}
	return words
}

// scalar returns a node's text as typed, without a reading as number or date.
func (p piece) scalar(n *node, example string) (string, bool) {
	switch {
	case n.shape == marked:
		p.fault(n.line, "put the text between double quotes", "YAML reads a word that starts with &, * or ! as its own")
		return "", false
	case n.shape != scalar:
		p.fault(n.line, "type "+example, "a single value is expected here")
		return "", false
	}
	return strings.TrimSpace(n.value), true
}
