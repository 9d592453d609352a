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

type summaryDocument struct {
	Resident    string                  `bson:"_id"`
	Village     string                  `bson:"village"`
	Counted     bool                    `bson:"counted"`
	Unconfirmed bool                    `bson:"unconfirmed,omitempty"`
	Revision    int                     `bson:"revision"`
	Former      []string                `bson:"former,omitempty"`
	Submissions int                     `bson:"submissions"`
	FirstAt     time.Time               `bson:"first_at,omitempty"`
	Modules     []moduleSummaryDocument `bson:"modules"`
	Days        []activeDayDocument     `bson:"days,omitempty"`
	Hours       []hourDocument          `bson:"hours,omitempty"`
	Reviews     []reviewDocument        `bson:"reviews,omitempty"`
	Shape       int                     `bson:"shape"` // see derivedShape
}

type reviewDocument struct {
	Module   string  `bson:"module"`
	Question string  `bson:"question"`
	Box      int     `bson:"box"`
	Due      day.Day `bson:"due"`
}

// hourDocument has short names: there are many.
type hourDocument struct {
	Hour        int `bson:"h"` // of the week
	Submissions int `bson:"n"`
}

type activeDayDocument struct {
	Day         day.Day `bson:"day"`
	Submissions int     `bson:"submissions"`
}

type moduleSummaryDocument struct {
	Module   string        `bson:"module"`
	Attempts int           `bson:"attempts"`
	Best     int           `bson:"best"`
	Max      int           `bson:"max"`
	Tries    []tryDocument `bson:"tries,omitempty"`
	PassedAt time.Time     `bson:"passed_at,omitempty"`
	LastAt   time.Time     `bson:"last_at,omitempty"`
	Version  int           `bson:"first,omitempty"`    // of the first attempt
	Language string        `bson:"language,omitempty"` // likewise
	Wrong    []string      `bson:"wrong,omitempty"`    // in it
}

// tryDocument has short names: there are many.
type tryDocument struct {
	At       time.Time `bson:"t"`
	Finished day.Day   `bson:"f,omitempty"`
	Score    int       `bson:"s"`
	Max      int       `bson:"m"`
	Passed   bool      `bson:"p,omitempty"`
	Assisted bool      `bson:"a,omitempty"`
	Seconds  int       `bson:"w,omitempty"`
	Device   int64     `bson:"d,omitempty"`
	Pattern  int64     `bson:"l,omitempty"`
}

func newTryDocument(t progress.Try) tryDocument {
	return tryDocument{t.At, t.Finished, t.Score, t.Max, t.Passed, t.Assisted, t.Seconds, int64(t.Device), int64(t.Pattern)}
}

func (d tryDocument) try() progress.Try {
	return progress.Try{At: d.At, Finished: d.Finished, Score: d.Score, Max: d.Max, Passed: d.Passed, Assisted: d.Assisted, Seconds: d.Seconds,
		Device: uint32(d.Device), Pattern: uint32(d.Pattern)} //nolint:gosec // As they were stored.
}

func newSummaryDocument(s progress.Summary) summaryDocument {
	d := summaryDocument{Resident: s.Resident, Village: s.Village, Counted: s.Counted, Unconfirmed: s.Unconfirmed, Revision: s.Revision, Former: s.Former,
		Submissions: s.Submissions, FirstAt: s.FirstAt, Shape: derivedShape}
	for _, m := range s.Modules {
		one := moduleSummaryDocument{m.Module, m.Attempts, m.Best, m.Max, nil, m.PassedAt, m.LastAt, m.First.Version, m.First.Language, m.First.Wrong}
		for _, t := range m.Tries {
			one.Tries = append(one.Tries, newTryDocument(t))
		}
		d.Modules = append(d.Modules, one)
	}
	for _, on := range s.Days {
		d.Days = append(d.Days, activeDayDocument(on))
	}
	for _, h := range s.Hours {
		d.Hours = append(d.Hours, hourDocument(h))
	}
	for _, r := range s.Reviews {
		d.Reviews = append(d.Reviews, reviewDocument(r))
	}
	return d
}

func (d summaryDocument) summary() progress.Summary {
	s := progress.Summary{Resident: d.Resident, Village: d.Village, Counted: d.Counted, Unconfirmed: d.Unconfirmed, Revision: d.Revision, Former: d.Former,
		Submissions: d.Submissions, FirstAt: d.FirstAt}
	for _, m := range d.Modules {
		one := progress.ModuleSummary{Module: m.Module, Attempts: m.Attempts, Best: m.Best, Max: m.Max,
			First: progress.First{Version: m.Version, Language: m.Language, Wrong: m.Wrong}, PassedAt: m.PassedAt, LastAt: m.LastAt}
		for _, t := range m.Tries {
			one.Tries = append(one.Tries, t.try())
		}
		s.Modules = append(s.Modules, one)
	}
	for _, on := range d.Days {
		s.Days = append(s.Days, progress.ActiveDay(on))
	}
	for _, h := range d.Hours {
		s.Hours = append(s.Hours, progress.ActiveHour(h))
	}
	for _, r := range d.Reviews {
		s.Reviews = append(s.Reviews, progress.Review(r))
	}
	return s
}

// maxRounds is how often PutSummaries begins again before it takes what stands in its way for something other than chance.
const maxRounds = 50

// PutSummaries implements progress.SummaryStore. It inserts what is not there and replaces what is still as it was read. One
// upsert could not do both: its filter would pass over another summary, and it would then try to insert beside that. Where
// somebody else writes between the look and the change, the server refuses the change, and the round is repeated.
func (s *Store) PutSummaries(ctx context.Context, summaries []progress.Summary) (map[string][]string, error) {
	places := make(map[string][]string, len(summaries))
	for range maxRounds {
		if len(summaries) == 0 {
			return places, nil
		}
		stored, err := s.storedSummaries(ctx, summaries)
		if err != nil {
			return nil, fmt.Errorf("put summaries: %w", err)
		}
		var absent, present []summaryDocument
		for _, summary := range summaries {
			before, ok := stored[summary.Resident]
			if ok {
				summary = summary.Over(before)
				present = append(present, newSummaryDocument(summary))
			} else {
				absent = append(absent, newSummaryDocument(summary))
			}
			places[summary.Resident] = summary.Places()
		}
		inserted, err := s.insertSummaries(ctx, absent)
		if err != nil {
			return nil, fmt.Errorf("put summaries: %w", err)
		}
		replaced, err := s.replaceSummaries(ctx, present, stored)
		if err != nil {
			return nil, fmt.Errorf("put summaries: %w", err)
		}
		if inserted && replaced {
			return places, nil
		}
	}
	return nil, fmt.Errorf("put summaries: others changed them in each of %d rounds", maxRounds)
}

// insertSummaries reports whether nobody else inserted any of them meanwhile.
func (s *Store) insertSummaries(ctx context.Context, documents []summaryDocument) (bool, error) {
	if len(documents) == 0 {
		return true, nil
	}
	_, err := s.summaries.InsertMany(ctx, documents, options.InsertMany().SetOrdered(false))
	if onlyDuplicates(err) {
		return false, nil
	}
	return true, err
}

// replaceSummaries reports whether all were still there and as they were read.
func (s *Store) replaceSummaries(ctx context.Context, documents []summaryDocument, read map[string]progress.Summary) (bool, error) {
	all := true
	for part := range slices.Chunk(documents, chunk) {
		models := make([]mongo.WriteModel, len(part))
		for i, d := range part {
			before := read[d.Resident]
			same := bson.M{"_id": d.Resident, "submissions": before.Submissions, "revision": before.Revision, "village": before.Village}
			models[i] = mongo.NewReplaceOneModel().SetFilter(same).SetReplacement(d)
		}
		result, err := s.summaries.BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false))
		if err != nil {
			return false, err
		}
		all = all && result.MatchedCount == int64(len(part))
	}
	return all, nil
}

// storedSummaries returns what decides over the stored summaries of the same residents, and the whole of one only where more
// of it may stay.
func (s *Store) storedSummaries(ctx context.Context, summaries []progress.Summary) (map[string]progress.Summary, error) {
	fresh := make(map[string]progress.Summary, len(summaries))
	for _, summary := range summaries {
		fresh[summary.Resident] = summary
	}
	stored := make(map[string]progress.Summary, len(summaries))
	var whole []string
	heads := options.Find().SetProjection(bson.M{"submissions": 1, "revision": 1, "village": 1, "former": 1})
	err := each(ctx, s.summaries, byIDs(slices.Collect(maps.Keys(fresh))), heads, func(d summaryDocument) error {
		stored[d.Resident] = d.summary()
		if d.Submissions > fresh[d.Resident].Submissions || d.Revision > fresh[d.Resident].Revision {
			whole = append(whole, d.Resident)
		}
		return nil
	})
	if err != nil || len(whole) == 0 {
		return stored, err
	}
	err = each(ctx, s.summaries, byIDs(whole), options.Find(), func(d summaryDocument) error {
		stored[d.Resident] = d.summary()
		return nil
	})
	return stored, err
}

// Summary implements progress.SummaryStore.
func (s *Store) Summary(ctx context.Context, resident string) (progress.Summary, error) {
	d, err := findOne[summaryDocument](ctx, s.summaries, byID(resident), progress.ErrNotFound)
	if err != nil {
		return progress.Summary{}, fmt.Errorf("find summary: %w", err)
	}
	return d.summary(), nil
}

// SummariesOf implements progress.SummaryStore.
func (s *Store) SummariesOf(ctx context.Context, village string) ([]progress.Summary, error) {
	summaries, err := list(ctx, s.summaries, bson.M{"village": village}, options.Find().SetSort(ascending("_id")), summaryDocument.summary)
	if err != nil {
		return nil, fmt.Errorf("list summaries: %w", err)
	}
	return summaries, nil
}

// Movers implements progress.SummaryStore.
func (s *Store) Movers(ctx context.Context, villages []string) ([]progress.Summary, error) {
	some := bson.M{"$in": villages}
	who := bson.M{"former": bson.M{"$exists": true}, "$or": bson.A{bson.M{"village": some}, bson.M{"former": some}}}
	summaries, err := list(ctx, s.summaries, who, options.Find().SetSort(ascending("_id")), summaryDocument.summary)
	if err != nil {
		return nil, fmt.Errorf("list summaries of who moved: %w", err)
	}
	return summaries, nil
}

// EachSummary implements progress.SummaryStore.
func (s *Store) EachSummary(ctx context.Context, within progress.Span, f func(progress.Summary) error) error {
	err := each(ctx, s.summaries, bson.M{"_id": inSpan(within)}, options.Find().SetSort(ascending("_id")), func(d summaryDocument) error { return f(d.summary()) })
	if err != nil {
		return fmt.Errorf("each summary: %w", err)
	}
	return nil
}

// DeleteSummary implements progress.SummaryStore.
func (s *Store) DeleteSummary(ctx context.Context, resident string) error {
	if _, err := s.summaries.DeleteOne(ctx, byID(resident)); err != nil {
		return fmt.Errorf("delete summary: %w", err)
	}
	return nil
}
