package courses

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// While a lesson is read, {hotline:key} is kept as the key between two private characters. They mean nothing to YAML and
// Markdown, where braces would open a mapping, and they let a number that was typed by hand be told from one that was
// put in by key.
const (
	keyStart = '\ue000'
	keyEnd   = '\ue001'
)

var (
	hotlineKey = regexp.MustCompile(`(?i)\{\s*hotline[^}\n]*\}?`)
	exactKey   = regexp.MustCompile(`^\{hotline:([a-z0-9-]+)\}$`)
	markedKey  = regexp.MustCompile(string(keyStart) + `([a-z0-9-]*)` + string(keyEnd))
)

// markHotlines replaces every {hotline:key} in a whole file by its marked form, and checks the keys.
func (p piece) markHotlines(text string) string {
	line, seen := 1, 0
	var b strings.Builder
	for _, at := range hotlineKey.FindAllStringIndex(text, -1) {
		b.WriteString(text[seen:at[0]])
		line += strings.Count(text[seen:at[0]], "\n")
		seen = at[1]
		b.WriteRune(keyStart)
		b.WriteString(p.checkHotline(line, text[at[0]:at[1]]))
		b.WriteRune(keyEnd)
	}
	b.WriteString(text[seen:])
	return b.String()
}

// checkHotline returns the key in {hotline:key}, or "" after recording a fault.
func (p piece) checkHotline(line int, typed string) string {
	parts := exactKey.FindStringSubmatch(typed)
	if parts == nil {
		p.fault(line, "type {hotline:report-scam} with a key from hotlines.yaml and no spaces", "%s is no hotline", quoted(typed))
		return ""
	}
	if p.r.hotlines == nil {
		return ""
	}
	h, ok := p.r.hotlines[parts[1]]
	if !ok {
		p.fault(line, "type a key from hotlines.yaml, or add it there", "hotline %s is not in hotlines.yaml", parts[1])
		return ""
	}
	if f, known := p.r.facts[h.Fact]; known && !f.Verified {
		p.fault(line, "delete the number from the lesson, or read a source and set status: verified in facts.yaml",
			"hotline %s rests on fact %s, which is unverified", h.Key, f.ID)
	}
	return h.Key
}

// prose checks a lesson's text for numbers typed by hand, and puts in those given by key.
func (p piece) prose(line int, text string) string {
	p.checkNumbers(line, text)
	return p.putNumbers(text)
}

func (p piece) putNumbers(text string) string {
	return markedKey.ReplaceAllStringFunc(text, func(marked string) string {
		return p.r.hotlines[marked[utf8.RuneLen(keyStart):len(marked)-utf8.RuneLen(keyEnd)]].Number
	})
}

func (p piece) checkNumbers(line int, text string) {
	for _, n := range p.r.numbers {
		if n.in(text) {
			p.fault(line, "type {hotline:"+n.key+"}; if it is no telephone number, write the amount in words",
				"the number %s is typed by hand", n.number)
		}
	}
}

// typedNumber finds a hotline's number in a text.
type typedNumber struct {
	key, number string
	digits      *regexp.Regexp // with any grouping
}

func newTypedNumber(h Hotline) typedNumber {
	digits := strings.Split(strings.NewReplacer(" ", "", ".", "").Replace(h.Number), "")
	return typedNumber{h.Key, h.Number, regexp.MustCompile(strings.Join(digits, `[ .\-]?`))}
}

// in says whether the number stands in the text on its own, not within a longer number, an amount or a word.
func (n typedNumber) in(text string) bool {
	for _, at := range n.digits.FindAllStringIndex(text, -1) {
		if !joins(lastRunes(text[:at[0]])) && !joins(firstRunes(text[at[1]:])) {
			return true
		}
	}
	return false
}

// lastRunes returns the last rune of s and the one before it; firstRunes the first and the one after it.
func lastRunes(s string) (near, far rune) {
	near, size := utf8.DecodeLastRuneInString(s)
	far, _ = utf8.DecodeLastRuneInString(s[:len(s)-size])
	return near, far
}

func firstRunes(s string) (near, far rune) {
	near, size := utf8.DecodeRuneInString(s)
	far, _ = utf8.DecodeRuneInString(s[size:])
	return near, far
}

// joins says whether what stands beside digits makes them part of something longer: "F156", "156.000", "a.vn/156"; not
// "113/114", which is two numbers.
func joins(near, far rune) bool {
	if near == utf8.RuneError {
		return false // the text's start or end
	}
	return unicode.IsLetter(near) || unicode.IsDigit(near) || near == keyStart || near == keyEnd ||
		strings.ContainsRune(".,:", near) && unicode.IsDigit(far) || near == '/' && unicode.IsLetter(far)
}
