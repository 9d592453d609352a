package progress

import (
	"slices"
	"time"

	"hocso/internal/day"
)

// stay is a village and since when somebody lived there.
type stay struct {
	village string
	since   time.Time
}

// relocation is that somebody moved, or all of a village did.
type relocation struct {
	at       time.Time
	from, to string
	all      bool // of whoever lived in from
}

// staysOf follows somebody from what they first handed in to the village where they live today. moves are theirs and those of whole
// villages, in any order. What the audit log no longer tells is taken from where they handed in next.
func staysOf(handedIn []Result, moves []relocation, today string, now time.Time) []stay {
	slices.SortFunc(handedIn, func(a, b Result) int { return a.ReceivedAt.Compare(b.ReceivedAt) })
	slices.SortStableFunc(moves, func(a, b relocation) int { return a.at.Compare(b.at) })
	first := stay{village: handedIn[0].Village}
	if own := slices.IndexFunc(moves, func(m relocation) bool { return !m.all }); own >= 0 && moves[own].at.Before(handedIn[0].ReceivedAt) {
		first.village = moves[own].from
	}
	stays := []stay{first}
	for _, m := range moves {
		if here := stays[len(stays)-1].village; here == m.to || m.all && here != m.from {
			continue
		}
		stays = append(stays, stay{m.to, m.at})
	}
	if stays[len(stays)-1].village != today {
		last := stay{today, now}
		if i := slices.IndexFunc(handedIn, func(r Result) bool { return r.Village == today }); i >= 0 {
			last.since = handedIn[i].ReceivedAt
		}
		stays = append(slices.DeleteFunc(stays, func(s stay) bool { return s.since.After(last.since) }), last)
	}
	return stays
}

// eachHome calls f for the village where somebody lived at the end of a day and for each in which they lived at the end of a later one,
// with the first such day.
func eachHome(stays []stay, from day.Day, f func(village string, since day.Day)) {
	home := ""
	for i, s := range stays {
		since := max(from, day.Of(s.since))
		leftBefore := i+1 < len(stays) && day.Of(stays[i+1].since) <= since
		if !leftBefore && s.village != home {
			home = s.village
			f(home, since)
		}
	}
}
