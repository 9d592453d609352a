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
	AsOf        time.Time             `bson:"as_of,omitempty"`
	Revision    int                   `bson:"revision"`
	Shape       int                   `bson:"shape"` // see derivedShape
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
	return d
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
	totals := make(map[string]progress.Totals, len(places))
	if len(places) == 0 {
		return totals, nil
	}
	err := each(ctx, s.totals, byIDs(places), options.Find(), func(d totalsDocument) error {
		totals[d.Place] = d.totals()
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find totals: %w", err)
	}
	return totals, nil
}
