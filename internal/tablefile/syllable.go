package tablefile

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Parts of Vietnamese syllables, without tones.
var (
	onsets = setOf("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x")
	rhymes = setOf("a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu iêu oa oă oai oao oay oe oeo oi oo ôi ơi ua uâ uây uê ui uô uôi uơ uy uya uyê uyu ưa ưi ươ ươi ươu ưu yê yêu ya ye yu")
	codas  = setOf("c ch m n ng nh p t")
)

func setOf(words string) map[string]bool {
	set := map[string]bool{"": true}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// tones are the five marks of tones, as combining characters.
const tones = "\u0300\u0301\u0303\u0309\u0323"

// syllable reports whether a word is built as Vietnamese ones are: an onset, vowels with one tone at most, a coda.
func syllable(word string) bool {
	var plain strings.Builder
	marks := 0
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		if strings.ContainsRune(tones, r) {
			marks++
			continue
		}
		plain.WriteRune(r)
	}
	if marks > 1 || !oneCase(word) {
		return false
	}
	text := norm.NFC.String(plain.String())
	for onset := range onsets {
		rest, ok := strings.CutPrefix(text, onset)
		if !ok {
			continue
		}
		for coda := range codas {
			if rhyme, ok := strings.CutSuffix(rest, coda); ok && rhyme != "" && rhymes[rhyme] {
				return true
			}
		}
	}
	return false
}

// oneCase reports whether letters after the first are all small, or all of them capitals.
func oneCase(word string) bool {
	upper, lower := 0, 0
	for i, r := range word {
		switch {
		case i == 0:
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper == 0 || lower == 0
}
