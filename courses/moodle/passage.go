package moodle

import "strings"

// escaped are the characters that a backslash takes the meaning from. While a question is read they stand as private ones.
const (
	escaped   = ":#={}~"
	private   = '\ue010' // the first of escaped; the others follow
	privateLF = '\ue020' // \n
)

// hideEscapes puts escaped characters aside. A backslash before any other character is an ordinary one.
func hideEscapes(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		next := s[i+1]
		switch at := strings.IndexByte(escaped, next); {
		case at >= 0:
			b.WriteRune(private + rune(at))
		case next == 'n':
			b.WriteRune(privateLF)
		case next == '\\':
			b.WriteByte('\\')
		default:
			b.WriteByte('\\')
			continue
		}
		i++
	}
	return b.String()
}

// showEscapes puts them back, without their backslashes.
func showEscapes(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == privateLF:
			return '\n'
		case r >= private && r < private+rune(len(escaped)):
			return rune(escaped[r-private])
		}
		return r
	}, s)
}

// passage is a part of a file that remembers its line.
type passage struct {
	text string
	line int
}

// trim leaves out blanks around the text.
func (p passage) trim() passage {
	text := strings.TrimLeft(p.text, " \t\n")
	if text == "" {
		return passage{"", p.line}
	}
	p.line += strings.Count(p.text[:len(p.text)-len(text)], "\n")
	return passage{strings.TrimRight(text, " \t\n"), p.line}
}

// from returns what follows the first n bytes.
func (p passage) from(n int) passage {
	return passage{p.text[n:], p.line + strings.Count(p.text[:n], "\n")}
}

func (p passage) cut(sep string) (before, after passage, found bool) {
	at := strings.Index(p.text, sep)
	if at < 0 {
		return p, passage{"", p.line}, false
	}
	return passage{p.text[:at], p.line}, p.from(at + len(sep)), true
}
