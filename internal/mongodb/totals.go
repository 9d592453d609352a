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
)

type totalsDocument struct {
	Place        string                `bson:"_id"`
	Learners     int                   `bson:"learners"`
	Participants int                   `bson:"participants"`
	Completed    int                   `bson:"completed"`
	Points       int                   `bson:"points"`
	Submissions  int                   `bson:"submissions"`
	Modules      []moduleCountDocument `bson:"modules"`
	Days         []dayCountDocument    `bson:"days"`
	AsOf         time.Time             `bson:"as_of,omitempty"`
	Revision     int                   `bson:"revision"`
}

type moduleCountDocument struct {
	Module string `bson:"module"`
	Tried  int    `bson:"tried"`
	Passed int    `bson:"passed"`
}

type dayCountDocument struct {
	Day          day.Day `bson:"day"`
	Learners     int     `bson:"learners"`
	Participants int     `bson:"participants"`
	Completed    int     `bson:"completed"`
	Points       int     `bson:"points,omitempty"`
	Submissions  int     `bson:"submissions,omitempty"`
}

func newTotalsDocument(t progress.Totals) totalsDocument {
	d := totalsDocument{t.Place, t.Learners, t.Participants, t.Completed, t.Points, t.Submissions, nil, nil, t.AsOf, t.Revision}
	for _, module := range slices.Sorted(maps.Keys(t.Modules)) {
		n := t.Modules[module]
		d.Modules = append(d.Modules, moduleCountDocument{module, n.Tried, n.Passed})
	}
	for _, on := range slices.Sorted(maps.Keys(t.Days)) {
		n := t.Days[on]
		d.Days = append(d.Days, dayCountDocument{on, n.Learners, n.Participants, n.Completed, n.Points, n.Submissions})
	}
	return d
}

func (d totalsDocument) totals() progress.Totals {
	t := progress.Totals{
		Place: d.Place, Learners: d.Learners, Participants: d.Participants, Completed: d.Completed, Points: d.Points, Submissions: d.Submissions,
		Modules: make(map[string]progress.ModuleCount, len(d.Modules)), Days: make(map[day.Day]progress.DayCount, len(d.Days)), AsOf: d.AsOf, Revision: d.Revision,
	}
	for _, n := range d.Modules {
		t.Modules[n.Module] = progress.ModuleCount{Tried: n.Tried, Passed: n.Passed}
	}
	for _, n := range d.Days {
		t.Days[n.Day] = progress.DayCount{Learners: n.Learners, Participants: n.Participants, Completed: n.Completed,
			Points: n.Points, Submissions: n.Submissions}
	}
	return t
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
