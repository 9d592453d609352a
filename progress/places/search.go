package places

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a Vietnamese name to what people type: lower case, no tone or vowel marks, đ as d, no apostrophes,
// hyphens and runs of space as one space. "Cư M’gar" and "cu mgar" fold alike, and so do Hoà and Hòa.
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´':
		case unicode.IsSpace(r) || r == '-' || r == '–' || r == '.' || r == ',':
			space = b.Len() > 0
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			if r == 'đ' {
				r = 'd'
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

type indexed struct {
	ward   int
	name   string
	folded string
	former bool
}

// Match is one ward found by a search.
type Match struct {
	Ward   Ward
	Name   string // the name that matched: the ward's own, or that of a unit it was formed from
	Former bool   // whether Name is of a unit of before July 2025
}

// bareName drops the kind in front of a unit's name, and what stands in brackets behind it.
func bareName(s string) string {
	for _, kind := range []string{"xã ", "phường ", "thị trấn ", "thị xã ", "thành phố "} {
		if rest, ok := strings.CutPrefix(strings.ToLower(s), kind); ok {
			s = s[len(s)-len(rest):]
			break
		}
	}
	s, _, _ = strings.Cut(s, " (")
	return s
}

// Search finds wards by their name or by the name of a unit they were formed from, best first: a whole name, then
// the beginning of a name, then the beginning of a word, then any part; today's names before former ones; larger
// wards first. A ward comes once, with the name that matched best. Limit 0 means all.
func (d *Directory) Search(query string, limit int) []Match {
	q := Fold(bareName(strings.TrimSpace(query)))
	if q == "" {
		return nil
	}
	type hit struct {
		indexed
		quality int
	}
	best := make(map[int]hit)
	for _, n := range d.names {
		quality := matchQuality(n.folded, q)
		if quality == 0 {
			continue
		}
		h := hit{n, quality*2 + btoi(!n.former)}
		if old, ok := best[n.ward]; !ok || h.quality > old.quality {
			best[n.ward] = h
		}
	}
	hits := make([]hit, 0, len(best))
	for _, h := range best {
		hits = append(hits, h)
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(
			cmp.Compare(b.quality, a.quality),
			cmp.Compare(d.wards[b.ward].Population, d.wards[a.ward].Population),
			cmp.Compare(d.wards[a.ward].Code, d.wards[b.ward].Code))
	})
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	matches := make([]Match, len(hits))
	for i, h := range hits {
		matches[i] = Match{Ward: d.wards[h.ward], Name: h.name, Former: h.former}
	}
	return matches
}

// matchQuality is 4 for a whole name, 3 for its beginning, 2 for the beginning of a later word, 1 for any other
// part, 0 for none. Names are also compared without spaces, since Êđê names are written "Ea Kao" and "Eakao".
func matchQuality(name, q string) int {
	tightName, tightQ := strings.ReplaceAll(name, " ", ""), strings.ReplaceAll(q, " ", "")
	switch {
	case name == q || tightName == tightQ:
		return 4
	case strings.HasPrefix(name, q) || strings.HasPrefix(tightName, tightQ):
		return 3
	case strings.Contains(name, " "+q):
		return 2
	case strings.Contains(tightName, tightQ):
		return 1
	}
	return 0
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
