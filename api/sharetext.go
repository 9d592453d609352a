package api

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// textBox is room for text on the shared picture.
type textBox struct {
	width int // of a line
	lines int // at most
	large int // size of letters that fits most texts
	small int // size under which letters are pressed together instead
}

var (
	shareName = textBox{width: 1040, lines: 2, large: 72, small: 44}
	shareLine = textBox{width: 1040, lines: 1, large: 34, small: 24}
)

// fittedLine is a line of text in a size in which it fits.
type fittedLine struct {
	Text  string
	Size  int
	Press int // length that the line is pressed to; 0 if it fits as it is
}

// glyph is how wide a letter is on average, in hundredths of its size. No font is known here, so this is on the safe side.
const glyph = 58

func (l fittedLine) width() int { return utf8.RuneCountInString(l.Text) * glyph * l.Size / 100 }

// fitted breaks a text into lines between words and makes the letters smaller until all fit.
func fitted(text string, box textBox) []fittedLine {
	words := strings.Fields(text)
	for size := box.large; size > box.small; size -= 4 {
		if lines := broken(words, size, box.width); len(lines) <= box.lines && allFit(lines, box.width) {
			return lines
		}
	}
	lines := broken(words, box.small, box.width)
	if len(lines) > box.lines {
		rest := make([]string, 0, len(lines))
		for _, l := range lines[box.lines-1:] {
			rest = append(rest, l.Text)
		}
		lines = append(lines[:box.lines-1], fittedLine{Text: strings.Join(rest, " "), Size: box.small})
	}
	for i := range lines {
		if lines[i].width() > box.width {
			lines[i].Press = box.width
		}
	}
	return lines
}

func broken(words []string, size, width int) []fittedLine {
	var lines []fittedLine
	for _, word := range words {
		if last := len(lines) - 1; last >= 0 {
			if longer := (fittedLine{Text: lines[last].Text + " " + word, Size: size}); longer.width() <= width {
				lines[last] = longer
				continue
			}
		}
		lines = append(lines, fittedLine{Text: word, Size: size})
	}
	return lines
}

func allFit(lines []fittedLine, width int) bool {
	for _, l := range lines {
		if l.width() > width {
			return false
		}
	}
	return true
}

// escaped is a text as XML holds it, without the characters that XML cannot hold.
func escaped(text string) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(text))
	return b.String(), err
}
