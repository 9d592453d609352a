package courses

import (
	"regexp"
	"slices"
	"strings"
)

// PracticeFact stands in a question in place of a fact's id where it asks for a habit and states no fact.
const PracticeFact = "practice"

// Fact is what lessons may state.
type Fact struct {
	ID       string
	Text     string
	Source   string
	Verified bool // a source that was read states it; others are refused in lessons
}

// Hotline is a telephone number that lessons refer to by key.
type Hotline struct {
	Key    string
	Number string // as shown to learners
	Name   map[Language]string
	Fact   string // id in the fact table
}

const (
	exampleFacts   = "- id: F10, and below it text, source and status"
	exampleHotline = `- key: report-scam, and below it number, name and fact`
)

// entries returns the mappings that a table file lists.
func (p piece) entries(root *node, example string, keys ...string) []mapping {
	if root.shape != listed {
		p.fault(root.line, "type "+example, "a list is expected here")
		return nil
	}
	var found []mapping
	for _, item := range root.items {
		if m, ok := p.mapping(item, keys, nil); ok {
			found = append(found, m)
		}
	}
	return found
}

// readFacts fills r.facts, and leaves it nil where the file cannot be read at all.
func (r *reader) readFacts() {
	p, text, ok := r.load("facts.yaml", "create it with lines like "+exampleFacts)
	if !ok {
		return
	}
	root := p.parseYAML(text)
	if root == nil {
		return
	}
	if root.shape == listed {
		r.facts = map[string]Fact{}
	}
	for _, m := range p.entries(root, exampleFacts, "id", "text", "source", "status") {
		f := Fact{ID: m.plain("id", "id: F10"), Text: m.plain("text", `text: "…"`), Verified: true}
		switch status := m.plain("status", "status: verified"); status {
		case "verified":
			f.Source = m.plain("source", `source: "…", the page or paper that states the fact, and its date`)
		case "unverified":
			f.Verified = false
			if m.has("source") {
				f.Source, _ = m.scalar(m.values["source"], `source: "…"`)
			}
		case "":
		default:
			m.fault(m.lineOf("status"), "type status: verified or status: unverified", "status is %s", quoted(status))
		}
		_, twice := r.facts[f.ID]
		switch {
		case f.ID == "":
			continue
		case twice:
			m.fault(m.lineOf("id"), "type another id", "another fact has the id %s", f.ID)
			continue
		case f.ID == PracticeFact || strings.ContainsAny(f.ID, " \t"):
			m.fault(m.lineOf("id"), "type an id like F10", "id %s cannot be a fact's", quoted(f.ID))
		}
		r.facts[f.ID] = f
		r.content.Facts = append(r.content.Facts, f)
	}
}

// checkFact records a fault where a fact is unknown or unverified, and returns it.
func (p piece) checkFact(line int, id, orElse string) Fact {
	if p.r.facts == nil || id == "" {
		return Fact{}
	}
	f, ok := p.r.facts[id]
	switch {
	case !ok:
		p.fault(line, "type an id from facts.yaml"+orElse, "fact %s is not in facts.yaml", quoted(id))
	case !f.Verified:
		p.fault(line, "type another fact's id"+orElse+", or read a source and set status: verified in facts.yaml",
			"fact %s is unverified", id)
	}
	return f
}

var numberShape = regexp.MustCompile(`^[0-9][0-9 .]*$`)

// readHotlines fills r.hotlines, and leaves it nil where the file cannot be read at all. Facts must have been read.
func (r *reader) readHotlines() {
	p, text, ok := r.load("hotlines.yaml", "create it with lines like "+exampleHotline)
	if !ok {
		return
	}
	root := p.parseYAML(text)
	if root == nil {
		return
	}
	if root.shape == listed {
		r.hotlines = map[string]Hotline{}
	}
	for _, m := range p.entries(root, exampleHotline, "key", "number", "name", "fact") {
		h := Hotline{
			Key:    m.plain("key", "key: report-scam"),
			Number: m.plain("number", `number: "156"`),
			Name:   m.translated("name"),
			Fact:   m.plain("fact", "fact: F13, an id from facts.yaml"),
		}
		if h.Number != "" && !numberShape.MatchString(h.Number) {
			m.fault(m.lineOf("number"), `type number: "156", digits and spaces alone`, "number is %s", quoted(h.Number))
			h.Number = ""
		}
		if _, known := r.facts[h.Fact]; h.Fact != "" && r.facts != nil && !known {
			m.fault(m.lineOf("fact"), "type an id from facts.yaml", "fact %s is not in facts.yaml", quoted(h.Fact))
		}
		_, twice := r.hotlines[h.Key]
		switch {
		case h.Key == "":
			continue
		case twice:
			m.fault(m.lineOf("key"), "type another key", "another hotline has the key %s", h.Key)
			continue
		case !isID(h.Key):
			m.fault(m.lineOf("key"), mendID, "key %s has a wrong shape", quoted(h.Key))
		}
		r.hotlines[h.Key] = h
		r.content.Hotlines = append(r.content.Hotlines, h)
	}
	for _, h := range r.content.Hotlines {
		if h.Number != "" { // names may hold numbers, so these count only from here on
			r.numbers = append(r.numbers, newTypedNumber(h))
		}
	}
}

// translated reads a mapping of texts by language. Vietnamese is required.
func (m mapping) translated(key string) map[Language]string {
	example := key + `: {vi: "…", en: "…"}`
	v := m.values[key]
	if v == nil {
		m.fault(m.line, "type "+example, "%s is missing", key)
		return nil
	}
	if v.shape != mapped {
		m.fault(v.line, "type "+example, "%s has no languages", key)
		return nil
	}
	byLanguage, _ := m.mapping(v, languageNames(), nil)
	texts := map[Language]string{}
	for _, l := range Languages {
		if l == Vietnamese || byLanguage.has(string(l)) {
			texts[l] = byLanguage.text(string(l))
		}
	}
	return texts
}

func languageNames() []string {
	names := make([]string, 0, len(Languages))
	for _, l := range Languages {
		names = append(names, string(l))
	}
	return slices.Clip(names)
}
