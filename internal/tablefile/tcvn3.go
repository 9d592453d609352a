package tablefile

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tcvn3 are the letters of the bytes from 0xA0 on in TCVN 5712:1993, VN3 (ABC). A dash stands for a byte that VN3 does not use. Its
// capitals with tones were made by fonts alone, from the bytes of small letters.
const tcvn3 = "\u00a0ĂÂÊÔƠƯĐăâêôơưđ-" + // A0
	"-----àảãáạ-ằẳẵắ-" + // B0
	"------ặầẩẫấậè-ẻẽ" + // C0
	"éẹềểễếệìỉ---ĩíịò" + // D0
	"-ỏõóọồổỗốộờởỡớợù" + // E0
	"-ủũúụừửữứựỳỷỹýỵ-" //  F0

var fromByte = func() (table [256]rune) {
	for i := range table {
		table[i] = utf8.RuneError
		if i < utf8.RuneSelf {
			table[i] = rune(i)
		}
	}
	at := 0xa0
	for _, r := range tcvn3 {
		if r != '-' {
			table[at] = r
		}
		at++
	}
	return table
}()

// fromTCVN3 reads TCVN3. In a word of capitals, typed in a font of capitals, the small letters with tones stand for capitals.
func fromTCVN3(raw []byte) string {
	var text, word strings.Builder
	capitals, small := 0, 0
	flush := func() {
		if capitals > 1 && small == 0 {
			text.WriteString(strings.ToUpper(word.String()))
		} else {
			text.WriteString(word.String())
		}
		word.Reset()
		capitals, small = 0, 0
	}
	for _, b := range raw {
		r := fromByte[b]
		switch {
		case b < utf8.RuneSelf && unicode.IsUpper(r):
			capitals++
		case b < utf8.RuneSelf && unicode.IsLower(r):
			small++
		}
		if !unicode.IsLetter(r) {
			flush()
			text.WriteRune(r)
			continue
		}
		word.WriteRune(r)
	}
	flush()
	return text.String()
}
