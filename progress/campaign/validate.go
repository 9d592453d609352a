package campaign

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hocso/internal/day"
)

// The limits of a campaign.
const (
	longest       = 400 // days
	longestName   = 120 // runes
	mostBands     = 10
	mostGrace     = 10 * 24 // hours
	mostReview    = 60      // days
	fewestToShow  = 5       // people behind a number that everybody may see
	mostOfAnybody = 1_000_000
)

// ids are of campaigns and bands.
var ids = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// maxBandID is what the boards' addresses take.
const maxBandID = 20

// Fault is one thing that keeps a campaign from being stored. Codes are stable: the interface has a sentence for each.
type Fault struct {
	Field string `json:"field"` // by its name in JSON: "bands[1].from", "targets.places[24163]"
	Code  string `json:"code"`
}

func (f Fault) String() string { return fmt.Sprintf("%s: %s", f.Field, f.Code) }

// The codes of faults.
const (
	BadID          = "bad_id"           // not lower-case letters, digits and hyphens, or too long
	BadName        = "bad_name"         // not 1 to 120 characters, not NFC, blank at an end, or with a control character
	BadDay         = "bad_day"          // not written as 2006-01-02
	EndsTooEarly   = "before_first_day" // the last day is before the first
	TooLong        = "too_long"         // more than 400 days
	UnknownWard    = "unknown_ward"     // no such ward
	UnknownPlace   = "unknown_place"    // no such ward or village
	OtherWard      = "other_ward"       // a place outside the ward whose own campaign it is
	NoModules      = "no_modules"       // nothing counts
	UnknownModule  = "unknown_module"   // no such module
	UnknownMeasure = "unknown_measure"  // no such measure
	Twice          = "twice"            // the same once more
	NotPercent     = "not_percent"      // not within 0 to 100
	Negative       = "negative"         // below zero
	TooLarge       = "too_large"        // beyond any use
	TooShort       = "too_short"        // over before all results that may come late have come
	TooFew         = "too_few"          // fewer than five people could be known by their number
	BandsOverlap   = "overlap"          // a roll is in two bands
	BandsGap       = "gap"              // a roll is in no band
	BadBand        = "bad_band"         // it ends before it begins
)

// Known tells what there is that a campaign may name. A function that is nil knows nothing.
type Known struct {
	Module func(id string) bool   // published
	Ward   func(code string) bool // of the province
	Place  func(id string) bool   // a ward by its code or an open village by its id
}

func knows(set func(string) bool, id string) bool { return set != nil && set(id) }

// Validate returns everything that is wrong with a campaign, in the order of its fields; none if it may be stored.
func Validate(c Campaign, known Known) []Fault {
	f := &faults{known: known}
	f.when(!ids.MatchString(c.ID), "id", BadID)
	f.when(c.Version < 0, "version", Negative)
	f.when(!validName(c.Name), "name", BadName)
	f.when(c.Ward != "" && !knows(known.Ward, c.Ward), "ward", UnknownWard)
	f.days(c)
	f.modules(c.Modules)
	f.percent(c.PassMark, "pass_mark")
	f.measures(c.Measures)
	f.bands(c.Bands)
	f.targets(c)
	f.atMost(c.MinRoll, mostOfAnybody, "min_roll")
	f.atMost(c.MinLearners, mostOfAnybody, "min_learners")
	f.when(!c.Sample && c.MinLearners >= 0 && c.MinLearners < fewestToShow, "min_learners", TooFew)
	f.atMost(c.GraceHours, mostGrace, "grace_hours")
	f.when(c.GraceHours >= 0 && c.GraceHours < ShortestGrace, "grace_hours", TooShort)
	f.atMost(c.ReviewDays, mostReview, "review_days")
	f.thresholds(c.Flags)
	return f.list
}

// faults gathers what is wrong.
type faults struct {
	known Known
	list  []Fault
}

func (f *faults) when(is bool, field, code string) {
	if is {
		f.list = append(f.list, Fault{field, code})
	}
}

func (f *faults) percent(n int, field string) { f.when(n < 0 || n > 100, field, NotPercent) }

func (f *faults) atMost(n, most int, field string) {
	f.when(n < 0, field, Negative)
	f.when(n > most, field, TooLarge)
}

func (f *faults) days(c Campaign) {
	_, errFirst := day.Parse(string(c.FirstDay))
	_, errLast := day.Parse(string(c.LastDay))
	f.when(errFirst != nil, "first_day", BadDay)
	f.when(errLast != nil, "last_day", BadDay)
	if errFirst != nil || errLast != nil {
		return
	}
	f.when(c.LastDay < c.FirstDay, "last_day", EndsTooEarly)
	f.when(c.LastDay.Since(c.FirstDay) >= longest, "last_day", TooLong)
}

func (f *faults) modules(list []string) {
	f.when(len(list) == 0, "modules", NoModules)
	for i, m := range list {
		field := fmt.Sprintf("modules[%d]", i)
		f.when(!knows(f.known.Module, m), field, UnknownModule)
		f.when(slices.Contains(list[:i], m), field, Twice)
	}
}

func (f *faults) measures(list []Measure) {
	for i, m := range list {
		field := fmt.Sprintf("measures[%d]", i)
		f.when(!slices.Contains(AllMeasures, m), field, UnknownMeasure)
		f.when(slices.Contains(list[:i], m), field, Twice)
	}
}

// bands must stand in order and put every roll from 1 up into exactly one.
func (f *faults) bands(list []Band) {
	f.when(len(list) > mostBands, "bands", TooLarge)
	for i, b := range list {
		field := fmt.Sprintf("bands[%d]", i)
		f.when(!ids.MatchString(b.ID) || len(b.ID) > maxBandID, field+".id", BadID)
		f.when(slices.ContainsFunc(list[:i], func(o Band) bool { return o.ID == b.ID }), field+".id", Twice)
		f.when(b.To < 0, field+".to", Negative)
		f.when(b.To != 0 && b.To < b.From, field+".to", BadBand)
		next := 1
		if i > 0 {
			if list[i-1].To == 0 { // has no limit, so nothing can follow
				f.when(true, field+".from", BandsOverlap)
				continue
			}
			next = list[i-1].To + 1
		}
		f.when(b.From < 0, field+".from", Negative)
		f.when(b.From > next, field+".from", BandsGap)
		f.when(b.From >= 0 && b.From < next, field+".from", BandsOverlap)
	}
	if n := len(list); n > 0 {
		f.when(list[n-1].To != 0, fmt.Sprintf("bands[%d].to", n-1), BandsGap)
	}
}

func (f *faults) targets(c Campaign) {
	f.percent(c.Targets.Participation, "targets.participation")
	f.percent(c.Targets.Completion, "targets.completion")
	for _, id := range slices.Sorted(maps.Keys(c.Targets.Places)) {
		field := fmt.Sprintf("targets.places[%s]", id)
		f.percent(c.Targets.Places[id], field)
		f.when(!knows(f.known.Place, id), field, UnknownPlace)
		f.when(c.Ward != "" && wardOf(id) != c.Ward, field, OtherWard)
	}
}

func (f *faults) thresholds(t Thresholds) {
	f.atMost(t.PeoplePerDevice, mostOfAnybody, "flags.people_per_device")
	f.atMost(t.SecondsPerQuestion, mostOfAnybody, "flags.seconds_per_question")
	f.percent(t.QuickShare, "flags.quick_share")
	f.atMost(t.AlikePeople, mostOfAnybody, "flags.alike_people")
	f.percent(t.LastDayShare, "flags.last_day_share")
	f.percent(t.AssistedShare, "flags.assisted_share")
	f.atMost(t.MinAttempts, mostOfAnybody, "flags.min_attempts")
}

// wardOf returns the code of the ward that a ward's code or a village's id begins with.
func wardOf(id string) string { return id[:min(len(id), 5)] }

func validName(s string) bool {
	if n := utf8.RuneCountInString(s); n < 1 || n > longestName || !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if unicode.IsSpace(first) || unicode.IsSpace(last) {
		return false
	}
	for _, r := range s { // \p{Cf} turns the direction of writing or is not seen
		if !unicode.IsGraphic(r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}
