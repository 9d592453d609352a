package progress

import (
	"maps"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

// Count is what the residents of a place have reached in one campaign.
type Count struct {
	Learners int // residents who tried a counted module
	Reached
	ParticipatedAt time.Time           // since when Participants is what it is; zero at 0
	CompletedAt    time.Time           // likewise
	GainedAt       time.Time           // likewise, of Points
	Days           map[day.Day]Reached // by the campaign's day; they add up to Reached
	Signs          campaign.Signs      // of villages only
}

// Reached is how many residents reached a stage of a campaign, and what they gained.
type Reached struct {
	Participants int // passed at least one counted module
	Completed    int // passed all counted modules
	Points       int // on a day fewer than none is possible, see Summary.standing
}

func (n Reached) plus(o Reached) Reached {
	return Reached{n.Participants + o.Participants, n.Completed + o.Completed, n.Points + o.Points}
}

func (n Reached) counts() campaign.Counts {
	return campaign.Counts{Done: n.Participants, Completed: n.Completed, Points: n.Points}
}

// Snapshot returns what was reached by the end of a day.
func (n Count) Snapshot(on day.Day) Reached {
	var sum Reached
	for d, one := range n.Days {
		if d <= on {
			sum = sum.plus(one)
		}
	}
	return sum
}

// add takes in the count of a place below.
func (n *Count) add(o Count) {
	n.Learners += o.Learners
	n.Reached = n.plus(o.Reached)
	n.ParticipatedAt = latestOf(n.ParticipatedAt, o.ParticipatedAt)
	n.CompletedAt = latestOf(n.CompletedAt, o.CompletedAt)
	n.GainedAt = latestOf(n.GainedAt, o.GainedAt)
	for d, one := range o.Days {
		n.addDay(d, one)
	}
}

func (n *Count) addDay(d day.Day, one Reached) {
	if one == (Reached{}) {
		return
	}
	if n.Days == nil {
		n.Days = map[day.Day]Reached{}
	}
	n.Days[d] = n.Days[d].plus(one)
}

func latestOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// empty reports whether nothing was reached at all.
func (n Count) empty() bool { return n.Learners == 0 }

func (n Count) equal(o Count) bool {
	return n.Learners == o.Learners && n.Reached == o.Reached && n.Signs == o.Signs && maps.Equal(n.Days, o.Days) &&
		n.ParticipatedAt.Equal(o.ParticipatedAt) && n.CompletedAt.Equal(o.CompletedAt) && n.GainedAt.Equal(o.GainedAt)
}

// counting counts what the residents of a village reached in one campaign.
type counting struct {
	campaign campaign.Campaign
	Count
	onDevice map[uint32]int32 // people by device
	alike    map[uint32]int32 // people by pattern
}

func newCounting(c campaign.Campaign) *counting {
	return &counting{campaign: c, onDevice: map[uint32]int32{}, alike: map[uint32]int32{}}
}

// take adds one resident's summary, if the campaign counts them.
func (n *counting) take(s Summary) {
	if !s.countsIn(n.campaign) {
		return
	}
	var devices, patterns []uint32
	tried := false
	st := s.standing(n.campaign, func(t Try, on day.Day, points int) {
		tried = true
		if points != 0 {
			n.addDay(on, Reached{Points: points})
			n.GainedAt = latestOf(n.GainedAt, t.At)
		}
		n.sign(t)
		if !t.Assisted {
			devices = appendNew(devices, t.Device)
		}
		patterns = appendNew(patterns, t.Pattern)
	})
	if !tried {
		return
	}
	n.Learners++
	n.Points += st.Points
	if st.Passed > 0 {
		n.Participants++
		n.ParticipatedAt = latestOf(n.ParticipatedAt, st.ParticipatedAt)
		n.addDay(st.participatedOn, Reached{Participants: 1})
	}
	if !st.CompletedAt.IsZero() {
		n.Completed++
		n.CompletedAt = latestOf(n.CompletedAt, st.CompletedAt)
		n.addDay(st.completedOn, Reached{Completed: 1})
	}
	n.Signs.OnOneDevice = max(n.Signs.OnOneDevice, more(n.onDevice, devices))
	n.Signs.Alike = max(n.Signs.Alike, more(n.alike, patterns))
}

// sign counts what a try says about how it came about.
func (n *counting) sign(t Try) {
	n.Signs.Attempts++
	if t.Assisted {
		n.Signs.Assisted++
	}
	if t.Seconds > 0 {
		n.Signs.Timed++
		if t.Seconds < n.campaign.Flags.SecondsPerQuestion*t.Max {
			n.Signs.Quick++
		}
	}
}

// count returns what was counted.
func (n *counting) count() Count {
	n.Signs.Participants = n.Participants
	n.Signs.OnLastDay = n.Days[n.campaign.LastDay].Participants
	return n.Count
}

// appendNew appends a number that is known and not among the list.
func appendNew(list []uint32, n uint32) []uint32 {
	for _, one := range list {
		if one == n {
			return list
		}
	}
	if n == 0 {
		return list
	}
	return append(list, n)
}

// more counts one person more under each number, and returns the most that one of them has then.
func more(people map[uint32]int32, numbers []uint32) int {
	most := 0
	for _, number := range numbers {
		people[number]++
		most = max(most, int(people[number]))
	}
	return most
}
