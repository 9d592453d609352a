package mongodb

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/internal/day"
	"hocso/progress"
	"hocso/progress/campaign"
)

type totalsDocument struct {
	Place       string                `bson:"_id"`
	Learners    int                   `bson:"learners"`
	Submissions int                   `bson:"submissions"`
	Modules     []moduleCountDocument `bson:"modules"`
	Days        []dayCountDocument    `bson:"days"`
	Campaigns   []countDocument       `bson:"campaigns,omitempty"`
	Study       *studyDocument        `bson:"study,omitempty"` // read seldom
	AsOf        time.Time             `bson:"as_of,omitempty"`
	Revision    int                   `bson:"revision"`
	Shape       int                   `bson:"shape"` // see derivedShape
}

type studyDocument struct {
	Hours  []hourDocument  `bson:"hours,omitempty"` // those with submissions
	Firsts []firstDocument `bson:"firsts,omitempty"`
}

type firstDocument struct {
	Module   string          `bson:"module"`
	Version  int             `bson:"version"`
	Language string          `bson:"language,omitempty"`
	People   int             `bson:"people"`
	Wrong    []wrongDocument `bson:"wrong,omitempty"`
}

// wrongDocument has the question as a value: as a name of a field it could not hold every sign.
type wrongDocument struct {
	Question string `bson:"question"`
	People   int    `bson:"people"`
}

type moduleCountDocument struct {
	Module string `bson:"module"`
	Tried  int    `bson:"tried"`
	Passed int    `bson:"passed"`
}

type dayCountDocument struct {
	Day         day.Day `bson:"day"`
	Learners    int     `bson:"learners"`
	Submissions int     `bson:"submissions,omitempty"`
}

type countDocument struct {
	Campaign       string            `bson:"campaign"`
	Learners       int               `bson:"learners"`
	Participants   int               `bson:"participants"`
	Completed      int               `bson:"completed"`
	Points         int               `bson:"points"`
	ParticipatedAt time.Time         `bson:"participated_at,omitempty"`
	CompletedAt    time.Time         `bson:"completed_at,omitempty"`
	GainedAt       time.Time         `bson:"gained_at,omitempty"`
	Days           []reachedDocument `bson:"days,omitempty"`
	Signs          []int             `bson:"signs,omitempty"` // the fields of campaign.Signs in their order
}

type reachedDocument struct {
	Day          day.Day `bson:"day"`
	Participants int     `bson:"n,omitempty"`
	Completed    int     `bson:"c,omitempty"`
	Points       int     `bson:"p,omitempty"`
}

func newTotalsDocument(t progress.Totals) totalsDocument {
	d := totalsDocument{Place: t.Place, Learners: t.Learners, Submissions: t.Submissions, AsOf: t.AsOf, Revision: t.Revision, Shape: derivedShape}
	for _, module := range slices.Sorted(maps.Keys(t.Modules)) {
		n := t.Modules[module]
		d.Modules = append(d.Modules, moduleCountDocument{module, n.Tried, n.Passed})
	}
	for _, on := range slices.Sorted(maps.Keys(t.Days)) {
		n := t.Days[on]
		d.Days = append(d.Days, dayCountDocument{on, n.Learners, n.Submissions})
	}
	for _, id := range slices.Sorted(maps.Keys(t.Campaigns)) {
		d.Campaigns = append(d.Campaigns, newCountDocument(id, t.Campaigns[id]))
	}
	d.Study = newStudyDocument(t.Study)
	return d
}

// newStudyDocument is nil where there is nothing to tell.
func newStudyDocument(l progress.Study) *studyDocument {
	if len(l.Hours) == 0 && len(l.Firsts) == 0 {
		return nil
	}
	d := &studyDocument{}
	for hour, n := range l.Hours {
		if n > 0 {
			d.Hours = append(d.Hours, hourDocument{hour, n})
		}
	}
	for _, quiz := range l.Quizzes() {
		n := l.Firsts[quiz]
		one := firstDocument{Module: quiz.Module, Version: quiz.Version, Language: quiz.Language, People: n.People}
		for _, question := range slices.Sorted(maps.Keys(n.Wrong)) {
			one.Wrong = append(one.Wrong, wrongDocument{question, n.Wrong[question]})
		}
		d.Firsts = append(d.Firsts, one)
	}
	return d
}

func (d *studyDocument) study() (l progress.Study) {
	if d == nil {
		return l
	}
	for _, h := range d.Hours {
		l.Hours.Add(h.Hour, h.Submissions)
	}
	for _, n := range d.Firsts {
		if l.Firsts == nil {
			l.Firsts = make(map[progress.Quiz]progress.FirstAnswers, len(d.Firsts))
		}
		one := progress.FirstAnswers{People: n.People}
		if len(n.Wrong) > 0 {
			one.Wrong = make(map[string]int, len(n.Wrong))
		}
		for _, w := range n.Wrong {
			one.Wrong[w.Question] = w.People
		}
		l.Firsts[progress.Quiz{Module: n.Module, Version: n.Version, Language: n.Language}] = one
	}
	return l
}

func (d totalsDocument) totals() progress.Totals {
	t := progress.Totals{Place: d.Place, Learners: d.Learners, Submissions: d.Submissions, AsOf: d.AsOf, Revision: d.Revision,
		Modules: make(map[string]progress.ModuleCount, len(d.Modules)), Days: make(map[day.Day]progress.DayCount, len(d.Days)),
		Campaigns: make(map[string]progress.Count, len(d.Campaigns))}
	for _, n := range d.Modules {
		t.Modules[n.Module] = progress.ModuleCount{Tried: n.Tried, Passed: n.Passed}
	}
	for _, n := range d.Days {
		t.Days[n.Day] = progress.DayCount{Learners: n.Learners, Submissions: n.Submissions}
	}
	for _, n := range d.Campaigns {
		t.Campaigns[n.Campaign] = n.count()
	}
	t.Study = d.Study.study()
	return t
}

func newCountDocument(id string, n progress.Count) countDocument {
	d := countDocument{Campaign: id, Learners: n.Learners, Participants: n.Participants, Completed: n.Completed, Points: n.Points,
		ParticipatedAt: n.ParticipatedAt, CompletedAt: n.CompletedAt, GainedAt: n.GainedAt}
	for _, on := range slices.Sorted(maps.Keys(n.Days)) {
		one := n.Days[on]
		d.Days = append(d.Days, reachedDocument{on, one.Participants, one.Completed, one.Points})
	}
	if s := n.Signs; s != (campaign.Signs{}) {
		d.Signs = []int{s.Attempts, s.Assisted, s.Timed, s.Quick, s.OnOneDevice, s.Alike, s.Participants, s.OnLastDay}
	}
	return d
}

func (d countDocument) count() progress.Count {
	n := progress.Count{Learners: d.Learners, Reached: progress.Reached{Participants: d.Participants, Completed: d.Completed, Points: d.Points},
		ParticipatedAt: d.ParticipatedAt, CompletedAt: d.CompletedAt, GainedAt: d.GainedAt}
	if len(d.Days) > 0 {
		n.Days = make(map[day.Day]progress.Reached, len(d.Days))
	}
	for _, one := range d.Days {
		n.Days[one.Day] = progress.Reached{Participants: one.Participants, Completed: one.Completed, Points: one.Points}
	}
	if s := d.Signs; len(s) == 8 {
		n.Signs = campaign.Signs{Attempts: s[0], Assisted: s[1], Timed: s[2], Quick: s[3], OnOneDevice: s[4], Alike: s[5], Participants: s[6], OnLastDay: s[7]}
	}
	return n
}

// PutTotals implements progress.TotalsStore. One by one, as a bulk write does not say which of its filters found nothing.
func (s *Store) PutTotals(ctx context.Context, totals []progress.Totals) ([]string, error) {
	var lost []string
	for _, t := range totals {
		stored, err := s.putPlace(ctx, t)
		if err != nil {
			return nil, fmt.Errorf("put totals: %w", err)
		}
		if !stored {
			lost = append(lost, t.Place)
		}
	}
	return lost, nil
}

// putPlace reports whether the totals of a place were still of the same revision.
func (s *Store) putPlace(ctx context.Context, t progress.Totals) (bool, error) {
	d := newTotalsDocument(t)
	d.Revision++
	if t.Revision == 0 {
		_, err := s.totals.InsertOne(ctx, d)
		if mongo.IsDuplicateKeyError(err) {
			return false, nil
		}
		return err == nil, err
	}
	result, err := s.totals.ReplaceOne(ctx, bson.M{"_id": t.Place, "revision": t.Revision}, d)
	if err != nil {
		return false, err
	}
	return result.MatchedCount == 1, nil
}

// Totals implements progress.TotalsStore.
func (s *Store) Totals(ctx context.Context, places []string) (map[string]progress.Totals, error) {
	return s.findTotals(ctx, places, options.Find())
}

// PlainTotals implements progress.TotalsStore.
func (s *Store) PlainTotals(ctx context.Context, places []string) (map[string]progress.Totals, error) {
	return s.findTotals(ctx, places, options.Find().SetProjection(bson.M{"study": 0}))
}

// TotalsRevisions implements progress.TotalsStore.
func (s *Store) TotalsRevisions(ctx context.Context, places []string) (map[string]int, error) {
	found, err := s.findTotals(ctx, places, options.Find().SetProjection(bson.M{"revision": 1}))
	if err != nil {
		return nil, err
	}
	revisions := make(map[string]int, len(found))
	for place, t := range found {
		revisions[place] = t.Revision
	}
	return revisions, nil
}

func (s *Store) findTotals(ctx context.Context, places []string, how *options.FindOptionsBuilder) (map[string]progress.Totals, error) {
	totals := make(map[string]progress.Totals, len(places))
	if len(places) == 0 {
		return totals, nil
	}
	err := each(ctx, s.totals, byIDs(places), how, func(d totalsDocument) error {
		totals[d.Place] = d.totals()
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find totals: %w", err)
	}
	return totals, nil
}
