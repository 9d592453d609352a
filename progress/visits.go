package progress

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/fieldwork"
	"hocso/progress/people"
	"hocso/progress/places"
)

// VisitReason is why somebody should be visited.
type VisitReason string

// The reasons; the first that applies holds, in this order.
const (
	VisitStuck      VisitReason = "stuck"       // see Summary.StuckOn
	VisitOneLeft    VisitReason = "one_left"    // passed all counted modules but one
	VisitSilent     VisitReason = "silent"      // began, and answered no quiz for silentDays
	VisitNotStarted VisitReason = "not_started" // answered no quiz yet
)

var visitReasons = []VisitReason{VisitStuck, VisitOneLeft, VisitSilent, VisitNotStarted}

const silentDays = 7

// Call is who should be visited, and why.
type Call struct {
	Person   people.Person
	Reason   VisitReason
	Modules  []string // that they are stuck on, or the one that is left
	Question *Missed  // one that they are stuck on, if one was wrong twice
	Since    time.Time
	Last     *fieldwork.Visit // nil if nobody has visited them
	LastBy   string           // the visitor's name; empty for who is gone
}

// Missed is a question that was answered wrong in two attempts or more.
type Missed struct {
	Module   string
	Version  int // that was answered last
	Question string
	Wrong    int // in how many attempts
}

// NextPlace is what would lift a village one place.
type NextPlace struct {
	Place  int
	People int // how many more residents who pass one counted module
}

// Calls is whom to visit in a village.
type Calls struct {
	Calls  []Call
	ToNext *NextPlace
	AsOf   time.Time
}

// reasonToVisit returns why somebody who lives by a summary should be visited on a day, with the modules that it is about; false if
// there is no reason.
func reasonToVisit(s Summary, c campaign.Campaign, today day.Day) (VisitReason, []string, bool) {
	if len(s.Modules) == 0 {
		return VisitNotStarted, nil, true
	}
	st := s.Standing(c)
	if !st.CompletedAt.IsZero() {
		return "", nil, false
	}
	if stuck := s.StuckOn(c); len(stuck) > 0 {
		return VisitStuck, stuck, true
	}
	if left := s.left(c); st.Passed > 0 && len(left) == 1 {
		return VisitOneLeft, left, true
	}
	return VisitSilent, nil, today.Since(day.Of(s.LastAt())) >= silentDays
}

// left returns the counted modules that are not passed in a campaign.
func (s Summary) left(c campaign.Campaign) []string {
	return slices.DeleteFunc(slices.Clone(c.Modules), func(module string) bool {
		return slices.ContainsFunc(s.Modules, func(m ModuleSummary) bool {
			if m.Module != module {
				return false
			}
			_, passed, _ := m.Counted(c)
			return passed
		})
	})
}

// missedTwice returns the question of some modules that was answered wrong in most attempts, of two at least; of equals the first by
// module and question; nil if there is none. A review is no attempt.
func missedTwice(results []Result, modules []string) *Missed {
	type question struct{ module, id string }
	wrong := map[question]int{}
	last := map[string]Result{}
	for _, r := range results {
		if r.Review || !slices.Contains(modules, r.Module) {
			continue
		}
		if l, ok := last[r.Module]; !ok || cmp.Or(r.At().Compare(l.At()), cmp.Compare(r.ID, l.ID)) > 0 {
			last[r.Module] = r
		}
		for _, id := range r.Wrong {
			wrong[question{r.Module, id}]++
		}
	}
	var most *Missed
	for q, n := range wrong {
		m := Missed{q.module, last[q.module].Version, q.id, n}
		if n >= 2 && (most == nil || m.before(*most)) {
			most = &m
		}
	}
	return most
}

func (m Missed) before(o Missed) bool {
	return cmp.Or(cmp.Compare(o.Wrong, m.Wrong), cmp.Compare(m.Module, o.Module), cmp.Compare(m.Question, o.Question)) < 0
}

// ToVisit returns whom to visit today of those who agreed to be listed: by reason, and within one who has waited longest first. Who was
// visited is left alone for a while, see fieldwork.Visit. For who helps the village. Errors: places.ErrNotFound, ErrForbidden.
func (s *Service) ToVisit(ctx context.Context, actor people.Person, village string) (Calls, error) {
	v, err := s.helped(ctx, actor, village)
	if err != nil {
		return Calls{}, err
	}
	residents, err := s.people.PeopleOf(ctx, v.ID)
	if err != nil {
		return Calls{}, err
	}
	summaries, err := s.learners.read(ctx, s.stores, v.ID)
	if err != nil {
		return Calls{}, err
	}
	events, err := s.stores.Fieldwork.EventsOf(ctx, s.originsOf(v))
	if err != nil {
		return Calls{}, err
	}
	all := Calls{AsOf: s.now(), Calls: callsOf(residents, summaries, fieldwork.Visits(events), s.ref().Campaign, day.Of(s.now()))}
	if err := s.findMissed(ctx, all.Calls); err != nil {
		return Calls{}, err
	}
	if err := s.nameVisitors(ctx, all.Calls); err != nil {
		return Calls{}, err
	}
	all.ToNext, err = s.nextPlace(ctx, v)
	return all, err
}

// originsOf returns the ids by which the residents' visits may be noted: those of the village, and of those that it was split off.
func (s *Service) originsOf(v places.Village) []string {
	dir, ids := s.ref().Directory, []string{}
	for waiting := s.villagesOf(v.ID); len(waiting) > 0; waiting = waiting[1:] {
		if slices.Contains(ids, waiting[0]) {
			continue
		}
		ids = append(ids, waiting[0])
		if one, err := dir.Record(waiting[0]); err == nil && one.SplitFrom != "" {
			waiting = append(waiting, one.SplitFrom)
			waiting = append(waiting, s.villagesOf(one.SplitFrom)...)
		}
	}
	return ids
}

// callsOf is the pure part of ToVisit.
func callsOf(residents []people.Person, summaries []Summary, visits map[string]fieldwork.History, c campaign.Campaign, today day.Day) []Call {
	learnt := make(map[string]Summary, len(summaries))
	for _, s := range summaries {
		learnt[s.Resident] = s
	}
	var calls []Call
	for _, p := range residents {
		history, visited := visits[p.ID]
		if p.ListedName() == "" || history.Quiet(today) {
			continue
		}
		sum := learnt[p.ID]
		reason, modules, ok := reasonToVisit(sum, c, today)
		if !ok {
			continue
		}
		call := Call{Person: p, Reason: reason, Modules: modules, Since: sum.LastAt()}
		if reason == VisitNotStarted {
			call.Since = p.CreatedAt
		}
		if visited {
			call.Last = &history.Last
		}
		calls = append(calls, call)
	}
	slices.SortFunc(calls, func(a, b Call) int {
		return cmp.Or(cmp.Compare(slices.Index(visitReasons, a.Reason), slices.Index(visitReasons, b.Reason)), a.Since.Compare(b.Since), cmp.Compare(a.Person.ID, b.Person.ID))
	})
	return calls
}

// findMissed names the question that those who are stuck are stuck on.
func (s *Service) findMissed(ctx context.Context, calls []Call) error {
	var stuck []string
	for _, c := range calls {
		if c.Reason == VisitStuck {
			stuck = append(stuck, c.Person.ID)
		}
	}
	if len(stuck) == 0 {
		return nil
	}
	results, err := s.stores.Submissions.Results(ctx, stuck)
	if err != nil {
		return err
	}
	for i, c := range calls {
		if c.Reason == VisitStuck {
			calls[i].Question = missedTwice(results[c.Person.ID], c.Modules)
		}
	}
	return nil
}

// nameVisitors names who made the last visits.
func (s *Service) nameVisitors(ctx context.Context, calls []Call) error {
	names := visitors{s, map[string]string{}}
	for i, c := range calls {
		if c.Last == nil {
			continue
		}
		name, err := names.of(ctx, c.Last.By)
		if err != nil {
			return err
		}
		calls[i].LastBy = name
	}
	return nil
}

// nextPlace returns what would lift a village one place among those of its ward, by participation in the main campaign; nil where it is
// the first, is not ranked, or people alone cannot.
func (s *Service) nextPlace(ctx context.Context, v places.Village) (*NextPlace, error) {
	ref := s.ref()
	below := ref.Directory.VillagesOf(v.Ward)
	totals, err := s.known.read(ctx, s.stores.Totals, villageIDs(below))
	if err != nil {
		return nil, err
	}
	rows := make([]campaign.Row, len(below))
	for i, one := range below {
		rows[i] = VillageRow(ref.Campaign, one, totals[one.ID], ref.Rulings[RulingKey(ref.Campaign.ID, one.ID)])
	}
	ranked := campaign.Rank(rows, campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}, ref.Campaign, day.Of(s.now())).Ranked
	i := slices.IndexFunc(ranked, func(r campaign.Ranked) bool { return r.ID == v.ID })
	if i < 0 || ranked[i].Missing == 0 {
		return nil, nil
	}
	next := &NextPlace{People: ranked[i].Missing}
	for _, better := range ranked[:i] {
		if better.Rank < ranked[i].Rank {
			next.Place = better.Rank
		}
	}
	return next, nil
}

// Learnt is what a roster tells of one resident.
type Learnt struct {
	Status Status
	Passed []string // modules
}

// Learnt returns the village that an id means today, and what those of its residents have learnt who have begun, by person. Of who did
// not agree to be listed it must not be shown (people.Person.ListedName). For who helps the village. Errors: places.ErrNotFound, ErrForbidden.
func (s *Service) Learnt(ctx context.Context, actor people.Person, village string) (places.Village, map[string]Learnt, error) {
	v, err := s.helped(ctx, actor, village)
	if err != nil {
		return places.Village{}, nil, err
	}
	summaries, err := s.learners.read(ctx, s.stores, v.ID)
	if err != nil {
		return places.Village{}, nil, err
	}
	learnt := make(map[string]Learnt, len(summaries))
	for _, sum := range summaries {
		learnt[sum.Resident] = Learnt{sum.Status(s.ref().Campaign), sum.PassedModules()}
	}
	return v, learnt, nil
}
