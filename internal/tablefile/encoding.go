package tablefile

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// Encoding is how a CSV writes its letters.
type Encoding string

// The encodings that Vietnamese tables come in.
const (
	UTF8        Encoding = "utf-8"
	UTF16       Encoding = "utf-16"       // "Unicode text" of Excel
	Windows1258 Encoding = "windows-1258" // CSV of Excel on a Windows set to Vietnamese
	TCVN3       Encoding = "tcvn3"        // typed for fonts whose names begin with .Vn
)

// Encodings lists all encodings.
var Encodings = []Encoding{UTF8, UTF16, Windows1258, TCVN3}

// decode returns a text in UTF-8, composed, without a byte order mark.
func decode(raw []byte, asked Encoding) (string, Encoding, *Fault) {
	encoding := asked
	if encoding == "" {
		encoding = detect(raw)
	}
	switch encoding {
	case UTF8:
		raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
		if row := firstNotUTF8(raw); row > 0 {
			return "", "", &Fault{Row: row, Code: FaultNotUTF8}
		}
		return norm.NFC.String(string(raw)), UTF8, nil
	case UTF16:
		text, err := utf16(raw)
		if err != nil {
			return "", "", &Fault{Code: FaultEncoding}
		}
		return norm.NFC.String(text), UTF16, nil
	case Windows1258:
		return from1258(raw), Windows1258, nil
	case TCVN3:
		return fromTCVN3(raw), TCVN3, nil
	}
	return "", "", &Fault{Code: FaultEncoding}
}

// detect finds out how a text is encoded; empty if that cannot be told.
func detect(raw []byte) Encoding {
	switch {
	case bytes.HasPrefix(raw, []byte("\ufeff")):
		return UTF8
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return UTF16
	case bytes.IndexByte(raw, 0) >= 0:
		if littleEndian(raw) != bigEndian(raw) {
			return UTF16
		}
		return ""
	case utf8.Valid(raw):
		return UTF8
	}
	raw = raw[:min(len(raw), 256<<10)] // more tells no more
	windows, tcvn := likeness(from1258(raw)), likeness(fromTCVN3(raw))
	const enough, apart = 0.5, 0.15
	switch {
	case windows >= enough && windows-tcvn >= apart:
		return Windows1258
	case tcvn >= enough && tcvn-windows >= apart:
		return TCVN3
	}
	return ""
}

// likeness is the share of Vietnamese syllables among the words with letters that are not ASCII.
func likeness(text string) float64 {
	words, good := 0, 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '’' || r < utf8.RuneSelf && (r|0x20 < 'a' || r|0x20 > 'z') }) {
		if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
			continue
		}
		words++
		if syllable(word) {
			good++
		}
	}
	if words == 0 {
		return 0
	}
	return float64(good) / float64(words)
}

// from1258 reads Windows-1258, in which the tone follows its vowel as a letter of its own.
func from1258(raw []byte) string {
	text, err := charmap.Windows1258.NewDecoder().Bytes(raw)
	if err != nil { // it knows no error
		return ""
	}
	return norm.NFC.String(string(text))
}

func utf16(raw []byte) (string, error) {
	order := unicode.LittleEndian
	if bigEndian(raw) {
		order = unicode.BigEndian
	}
	text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(raw)
	return string(text), err
}

// littleEndian and bigEndian look where a text without a mark has its zeros: most of it is ASCII.
func littleEndian(raw []byte) bool { return zeros(raw, 1) > zeros(raw, 0) }
func bigEndian(raw []byte) bool    { return zeros(raw, 0) > zeros(raw, 1) }

func zeros(raw []byte, from int) int {
	n := 0
	for i := from; i < min(len(raw), 4096); i += 2 {
		if raw[i] == 0 {
			n++
		}
	}
	return n
}

// firstNotUTF8 returns the first line that is in another encoding; 0 for none.
func firstNotUTF8(raw []byte) int {
	row := 0
	for line := range bytes.Lines(raw) {
		row++
		if !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
			return row
		}
	}
	return 0
}

// ValidEncoding reports whether a name is one of Encodings.
func ValidEncoding(name string) bool { return slices.Contains(Encodings, Encoding(name)) }

func itoa(n int) string { return strconv.Itoa(n) }
