// Package campaign holds the rules of a push: when it runs, which modules count, how places are ranked and when a ranking is
// settled. All of it is pure: no clock, no store access. docs/ranking.vi.md says the same to the people who are ranked.
package campaign

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"hocso/internal/day"
)

var (
	// ErrNotFound says that no such campaign, settlement or ruling is stored.
	ErrNotFound = errors.New("campaign not found")
	// ErrVersionTaken says that a campaign has this version already.
	ErrVersionTaken = errors.New("the campaign has this version already")
)

// Campaign is one push. Its days are dates of their own, not an arithmetic of 100: the peak of 2025 ran 103 days. A change
// makes a new version; all are kept. The names in JSON are those of the API, of files and of both stores.
type Campaign struct {
	ID       string   `json:"id"`
	Version  int      `json:"version,omitempty"` // from 1
	Name     string   `json:"name"`
	Ward     string   `json:"ward,omitempty"` // code of the ward whose own campaign it is; empty for the province's
	FirstDay day.Day  `json:"first_day"`
	LastDay  day.Day  `json:"last_day"` // inclusive
	Modules  []string `json:"modules"`  // the counted modules
	Sample   bool     `json:"sample,omitempty"`

	OpenRegistration bool `json:"open_registration,omitempty"` // residents may register without a join code; they are unconfirmed then
	CountUnconfirmed bool `json:"count_unconfirmed,omitempty"` // people whom nobody of their village has confirmed count too

	PassMark    int        `json:"pass_mark,omitempty"`    // percent of the questions right that passes a module; 0: what the module asks for
	Measures    []Measure  `json:"measures,omitempty"`     // what its boards rank by, the first is shown first; empty: all
	Bands       []Band     `json:"bands,omitempty"`        // sizes of villages that race each other, from 1 up without gaps; empty: all race all
	Targets     Targets    `json:"targets,omitzero"`       //
	MinRoll     int        `json:"min_roll,omitempty"`     // fewer adults are not ranked
	MinLearners int        `json:"min_learners,omitempty"` // fewer people are neither ranked nor shown as a number
	GraceHours  int        `json:"grace_hours,omitempty"`  // after the last day, in which phones that were late may hand in
	ReviewDays  int        `json:"review_days,omitempty"`  // after the grace, for looking at what was flagged
	Flags       Thresholds `json:"flags,omitzero"`
}

// Targets is the share of the roll, in percent, that should reach a stage. 0: no target.
type Targets struct {
	Participation int            `json:"participation,omitempty"`
	Completion    int            `json:"completion,omitempty"`
	Places        map[string]int `json:"places,omitempty"` // participation of single wards and villages, by code or id
}

// Of returns the participation that a village or ward should reach, percent: its own, else its ward's, else the campaign's.
func (t Targets) Of(place, ward string) int {
	if n, ok := t.Places[place]; ok {
		return n
	}
	if n, ok := t.Places[ward]; ok {
		return n
	}
	return t.Participation
}

// Band is a range of rolls.
type Band struct {
	ID   string `json:"id"`
	From int    `json:"from"`         // adults, inclusive
	To   int    `json:"to,omitempty"` // inclusive; 0 for the last: no limit
}

// Thresholds is from when on a village's results are looked at before they are ranked. 0 turns one off.
type Thresholds struct {
	PeoplePerDevice    int `json:"people_per_device,omitempty"`    // so many people or more answered by themselves on one device
	SecondsPerQuestion int `json:"seconds_per_question,omitempty"` // under it nobody reads a question
	QuickShare         int `json:"quick_share,omitempty"`          // percent of timed attempts that were quicker than that
	AlikePeople        int `json:"alike_people,omitempty"`         // so many people or more gave the same answers, two or more of them wrong
	LastDayShare       int `json:"last_day_share,omitempty"`       // percent of all participants that came on the last day
	AssistedShare      int `json:"assisted_share,omitempty"`       // percent of attempts handed in by somebody else
	MinAttempts        int `json:"min_attempts,omitempty"`         // shares of fewer attempts or participants say nothing
}

// Covers reports whether an instant is on one of the campaign's days.
func (c Campaign) Covers(t time.Time) bool {
	d := day.Of(t)
	return d >= c.FirstDay && d <= c.LastDay
}

// DayOf returns the campaign's day on which something counts, or nothing if it does not: the day of at, or, for what a phone
// finished by the last day and handed in within the grace, the last day. finished is the day by the phone's clock.
func (c Campaign) DayOf(at time.Time, finished day.Day) day.Day {
	d := day.Of(at)
	switch {
	case d < c.FirstDay:
		return ""
	case d <= c.LastDay:
		return d
	case finished >= c.FirstDay && finished <= c.LastDay && at.Before(c.GraceEnds()):
		return c.LastDay
	}
	return ""
}

// Counts reports whether the module is one of the counted ones.
func (c Campaign) Counts(module string) bool { return slices.Contains(c.Modules, module) }

// ShortestGrace is how many hours a result may come late and still count when it was finished, see progress.Result.At: before that
// the last day is not over.
const ShortestGrace = 12

// Counted returns what of a campaign totals follow from: without its names and numbers that only boards and pages show.
func (c Campaign) Counted() Campaign {
	c.Version, c.Name, c.OpenRegistration, c.Measures, c.Bands, c.Targets = 0, "", false, nil, nil, Targets{}
	c.MinRoll, c.MinLearners, c.ReviewDays, c.Flags = 0, 0, 0, Thresholds{SecondsPerQuestion: c.Flags.SecondsPerQuestion}
	return c
}

// GraceEnds returns until when phones may hand in what was finished in time. Campaigns that were stored before there was a grace
// have none of their own.
func (c Campaign) GraceEnds() time.Time {
	return c.LastDay.Add(1).Start().Add(time.Duration(max(c.GraceHours, ShortestGrace)) * time.Hour)
}

// ReviewEnds returns when boards may be frozen.
func (c Campaign) ReviewEnds() time.Time { return c.GraceEnds().AddDate(0, 0, c.ReviewDays) }

// Stage is how final a campaign's boards are.
type Stage string

// The stages, in their order. Frozen follows from a stored settlement, not from the clock.
const (
	Ahead       Stage = "ahead"       // has not begun
	Provisional Stage = "provisional" // runs
	Grace       Stage = "grace"       // is over; late phones count
	UnderReview Stage = "review"      // nothing counts any more; flagged villages are looked at
	Due         Stage = "due"         // may be frozen
	Frozen      Stage = "frozen"      // is settled and never changes
)

// Counting reports whether something may still count.
func (s Stage) Counting() bool { return s == Ahead || s == Provisional || s == Grace }

// StageAt returns the stage of a campaign that is not frozen.
func (c Campaign) StageAt(now time.Time) Stage {
	switch {
	case now.Before(c.FirstDay.Start()):
		return Ahead
	case day.Of(now) <= c.LastDay:
		return Provisional
	case now.Before(c.GraceEnds()):
		return Grace
	case now.Before(c.ReviewEnds()):
		return UnderReview
	}
	return Due
}

// Newest returns the newest version of each campaign, ordered by id.
func Newest(versions []Campaign) []Campaign {
	newest := map[string]Campaign{}
	for _, c := range versions {
		if old, ok := newest[c.ID]; !ok || c.Version > old.Version {
			newest[c.ID] = c
		}
	}
	return slices.SortedFunc(maps.Values(newest), func(a, b Campaign) int { return cmp.Compare(a.ID, b.ID) })
}

// Running returns the campaign of the province that is the main one on a day: the latest to begin of those that have begun, or
// else the next to begin; of two that begin on one day, the first by id. ErrNotFound without any.
func Running(campaigns []Campaign, today day.Day) (Campaign, error) {
	var best Campaign
	for _, c := range campaigns {
		if c.Ward != "" {
			continue
		}
		begun, bestBegun := c.FirstDay <= today, best.FirstDay <= today
		switch {
		case best.ID == "", begun && !bestBegun:
			best = c
		case c.FirstDay == best.FirstDay && c.ID < best.ID, c.FirstDay != best.FirstDay && (c.FirstDay > best.FirstDay) == begun:
			best = c
		}
	}
	if best.ID == "" {
		return Campaign{}, ErrNotFound
	}
	return best, nil
}

// Store keeps campaigns. Errors other than those named are a driver's, wrapped.
type Store interface {
	// AddCampaign stores a new version of a campaign, or returns ErrVersionTaken if there is one, which stays.
	AddCampaign(ctx context.Context, c Campaign) error
	// PutCampaign stores a version of a campaign: what is stored under the same id and version is replaced. Only for filling a store.
	PutCampaign(ctx context.Context, c Campaign) error
	// Campaigns returns the newest version of every campaign, ordered by id.
	Campaigns(ctx context.Context) ([]Campaign, error)
	// CampaignVersions returns all versions of a campaign, oldest first; none if there is no such campaign.
	CampaignVersions(ctx context.Context, id string) ([]Campaign, error)
}
