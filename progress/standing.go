package progress

import (
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

// Standing is what a summary means in a campaign.
type Standing struct {
	Points         int // questions right in the best attempt of each counted module
	Passed         int // counted modules passed
	ParticipatedAt time.Time
	CompletedAt    time.Time
}

// Standing reads a summary by a campaign's rules: of counted modules, the attempts that count on one of its days, and what passes
// by its mark. Who passed before the campaign, and passes again within it, counts from then. ParticipatedAt is when the first
// counted module was passed, CompletedAt when the last missing one was; zero if not yet.
func (s Summary) Standing(c campaign.Campaign) Standing {
	st := s.standing(c, nil)
	return st.Standing
}

// standing is a Standing with the days on which it was reached.
type standing struct {
	Standing
	participatedOn day.Day
	completedOn    day.Day
}

// standing calls each, if it is not nil, with every try that counts in the campaign, the day on which it counts, and how many
// points the best one rose by with it; fewer than none where a greater share is of fewer questions.
func (s Summary) standing(c campaign.Campaign, each func(t Try, on day.Day, points int)) standing {
	var st standing
	for _, m := range s.Modules {
		best, passed := Try{Max: 1}, false
		m.within(c, func(t Try, on day.Day) {
			points := 0
			if t.better(best) {
				points, best = t.Score-best.Score, t
			}
			st.Points += points
			if each != nil {
				each(t, on, points)
			}
			if !passed && t.passes(c) {
				passed = true
				st.pass(t.At, on)
			}
		})
	}
	if st.Passed == 0 || st.Passed < len(c.Modules) {
		st.CompletedAt, st.completedOn = time.Time{}, ""
	}
	return st
}

// pass takes in the first time that a module was passed. CompletedAt is the last of them so far.
func (st *standing) pass(at time.Time, on day.Day) {
	if st.Passed == 0 || at.Before(st.ParticipatedAt) {
		st.ParticipatedAt, st.participatedOn = at, on
	}
	if st.Passed == 0 || at.After(st.CompletedAt) {
		st.CompletedAt, st.completedOn = at, on
	}
	st.Passed++
}

// within calls f with the tries that count in a campaign, and the day on which each does; with none of a module that does not.
func (m ModuleSummary) within(c campaign.Campaign, f func(t Try, on day.Day)) {
	if !c.Counts(m.Module) {
		return
	}
	for _, t := range m.Tries {
		if on := t.on(c); on != "" {
			f(t, on)
		}
	}
}

// Counted returns the best try that counts in a campaign and whether one of them passed; false if none counts.
func (m ModuleSummary) Counted(c campaign.Campaign) (best Try, passed, ok bool) {
	m.within(c, func(t Try, _ day.Day) {
		if !ok || t.better(best) {
			best = t
		}
		ok, passed = true, passed || t.passes(c)
	})
	return best, passed, ok
}
