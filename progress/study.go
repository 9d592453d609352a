package progress

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"hocso/internal/day"
)

// hoursOfWeek is how many hours a week has.
const hoursOfWeek = 7 * 24

// Hours is how many submissions count in each hour of the week in the province; the first one is that after midnight on Monday.
// Nil where there are none.
type Hours []int

// Add adds submissions to an hour.
func (h *Hours) Add(hour, n int) {
	if *h == nil && n > 0 {
		*h = make(Hours, hoursOfWeek)
	}
	if n > 0 && hour >= 0 && hour < hoursOfWeek {
		(*h)[hour] += n
	}
}

// HourOf returns the hour of the week, from 0, in which a moment falls in the province.
func HourOf(t time.Time) int {
	here := t.In(day.Zone)
	return (int(here.Weekday())+6)%7*24 + here.Hour()
}

// ActiveHour is how many submissions of a resident count in an hour of the week.
type ActiveHour struct {
	Hour        int // see HourOf
	Submissions int
}

func activeHours(ordered []dated) []ActiveHour {
	var all [hoursOfWeek]int
	for _, r := range ordered {
		all[HourOf(r.at)]++
	}
	var active []ActiveHour
	for hour, n := range all {
		if n > 0 {
			active = append(active, ActiveHour{hour, n})
		}
	}
	return active
}

// First is how a resident answered a module the first time.
type First struct {
	Version  int      // of the module; 0 where nobody knows which questions were right, as before that was kept
	Language string   // as in Result
	Wrong    []string // questions, in order
}

func firstOf(r Result) First {
	if r.Score > len(r.Right) || r.Max-r.Score > len(r.Wrong) {
		return First{}
	}
	f := First{Version: r.Version, Language: r.Language}
	if len(r.Wrong) > 0 {
		f.Wrong = slices.Sorted(slices.Values(r.Wrong))
	}
	return f
}

func (f First) equal(o First) bool {
	return f.Version == o.Version && f.Language == o.Language && slices.Equal(f.Wrong, o.Wrong)
}

// Quiz is the questions of one version of a module in one language.
type Quiz struct {
	Module   string
	Version  int
	Language string // as in Result
}

// FirstAnswers is how residents answered a quiz the first time that they tried its module. Everybody is asked all its questions.
type FirstAnswers struct {
	People int
	Wrong  map[string]int // people by question; those that somebody answered wrong
}

func (n FirstAnswers) equal(o FirstAnswers) bool {
	return n.People == o.People && maps.Equal(n.Wrong, o.Wrong)
}

// Study is when the residents of a place learn, and what they find hard.
type Study struct {
	Hours  Hours
	Firsts map[Quiz]FirstAnswers
}

// take adds one resident's summary.
func (l *Study) take(s Summary) {
	for _, h := range s.Hours {
		l.Hours.Add(h.Hour, h.Submissions)
	}
	for _, m := range s.Modules {
		if m.First.Version == 0 {
			continue
		}
		one := FirstAnswers{People: 1}
		if len(m.First.Wrong) > 0 {
			one.Wrong = make(map[string]int, len(m.First.Wrong))
		}
		for _, question := range m.First.Wrong {
			one.Wrong[question] = 1
		}
		l.addFirst(Quiz{m.Module, m.First.Version, m.First.Language}, one)
	}
}

// add takes in the learning of a place below.
func (l *Study) add(o Study) {
	for hour, n := range o.Hours {
		l.Hours.Add(hour, n)
	}
	for quiz, one := range o.Firsts {
		l.addFirst(quiz, one)
	}
}

func (l *Study) addFirst(quiz Quiz, one FirstAnswers) {
	if l.Firsts == nil {
		l.Firsts = map[Quiz]FirstAnswers{}
	}
	sum := l.Firsts[quiz]
	sum.People += one.People
	if sum.Wrong == nil && len(one.Wrong) > 0 {
		sum.Wrong = make(map[string]int, len(one.Wrong))
	}
	for question, n := range one.Wrong {
		sum.Wrong[question] += n
	}
	l.Firsts[quiz] = sum
}

// Equal reports whether two say the same.
func (l Study) Equal(o Study) bool {
	return slices.Equal(l.Hours, o.Hours) && maps.EqualFunc(l.Firsts, o.Firsts, FirstAnswers.equal)
}

// Quizzes returns those that somebody answered, in order.
func (l Study) Quizzes() []Quiz {
	return slices.SortedFunc(maps.Keys(l.Firsts), func(a, b Quiz) int {
		return cmp.Or(cmp.Compare(a.Module, b.Module), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Language, b.Language))
	})
}
