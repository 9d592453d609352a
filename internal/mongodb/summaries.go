package mongodb

import (
	"context"
	"fmt"
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
	Submissions int                     `bson:"submissions"`
	FirstAt     time.Time               `bson:"first_at,omitempty"`
	Modules     []moduleSummaryDocument `bson:"modules"`
	Reviews     []reviewDocument        `bson:"reviews,omitempty"`
}

type reviewDocument struct {
	Module   string  `bson:"module"`
	Question string  `bson:"question"`
	Box      int     `bson:"box"`
	Due      day.Day `bson:"due"`
}

type moduleSummaryDocument struct {
	Module   string    `bson:"module"`
	Attempts int       `bson:"attempts"`
	Best     int       `bson:"best"`
	Max      int       `bson:"max"`
	PassedAt time.Time `bson:"passed_at,omitempty"`
	LastAt   time.Time `bson:"last_at,omitempty"`
}

func newSummaryDocument(s progress.Summary) summaryDocument {
	d := summaryDocument{s.Resident, s.Village, s.Counted, s.Submissions, s.FirstAt, nil, nil}
	for _, m := range s.Modules {
		d.Modules = append(d.Modules, moduleSummaryDocument(m))
	}
	for _, r := range s.Reviews {
		d.Reviews = append(d.Reviews, reviewDocument(r))
	}
	return d
}

func (d summaryDocument) summary() progress.Summary {
	s := progress.Summary{Resident: d.Resident, Village: d.Village, Counted: d.Counted, Submissions: d.Submissions, FirstAt: d.FirstAt}
	for _, m := range d.Modules {
		s.Modules = append(s.Modules, progress.ModuleSummary(m))
	}
	for _, r := range d.Reviews {
		s.Reviews = append(s.Reviews, progress.Review(r))
	}
	return s
}

// maxRounds is how often PutSummaries begins again before it takes what stands in its way for something other than chance.
const maxRounds = 50

// PutSummaries implements progress.SummaryStore. It inserts what is not there and replaces what is not newer. One upsert
// could not do both: its filter would pass over a newer summary, and it would then try to insert beside that. Where
// somebody else writes between the look and the change, the server refuses the change, and the round is repeated.
func (s *Store) PutSummaries(ctx context.Context, summaries []progress.Summary) error {
	documents := make([]summaryDocument, len(summaries))
	for i, summary := range summaries {
		documents[i] = newSummaryDocument(summary)
	}
	if len(documents) == 0 {
		return nil
	}
	for range maxRounds {
		stored, err := s.submissionCounts(ctx, documents)
		if err != nil {
			return fmt.Errorf("put summaries: %w", err)
		}
		var absent, present []summaryDocument
		for _, d := range documents {
			if count, ok := stored[d.Resident]; !ok {
				absent = append(absent, d)
			} else if count <= d.Submissions {
				present = append(present, d)
			}
		}
		inserted, err := s.insertSummaries(ctx, absent)
		if err != nil {
			return fmt.Errorf("put summaries: %w", err)
		}
		replaced, err := s.replaceSummaries(ctx, present)
		if err != nil {
			return fmt.Errorf("put summaries: %w", err)
		}
		if inserted && replaced {
			return nil
		}
	}
	return fmt.Errorf("put summaries: others changed them in each of %d rounds", maxRounds)
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

// replaceSummaries reports whether all were still there and not newer.
func (s *Store) replaceSummaries(ctx context.Context, documents []summaryDocument) (bool, error) {
	all := true
	for part := range slices.Chunk(documents, chunk) {
		models := make([]mongo.WriteModel, len(part))
		for i, d := range part {
			notNewer := bson.M{"_id": d.Resident, "submissions": bson.M{"$lte": d.Submissions}}
			models[i] = mongo.NewReplaceOneModel().SetFilter(notNewer).SetReplacement(d)
		}
		result, err := s.summaries.BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false))
		if err != nil {
			return false, err
		}
		all = all && result.MatchedCount == int64(len(part))
	}
	return all, nil
}

// submissionCounts returns how many submissions the stored summaries of the same residents are folded from.
func (s *Store) submissionCounts(ctx context.Context, documents []summaryDocument) (map[string]int, error) {
	ids := make([]string, len(documents))
	for i, d := range documents {
		ids[i] = d.Resident
	}
	counts := make(map[string]int, len(documents))
	err := each(ctx, s.summaries, byIDs(ids), options.Find().SetProjection(bson.M{"submissions": 1}), func(d summaryDocument) error {
		counts[d.Resident] = d.Submissions
		return nil
	})
	return counts, err
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

// EachSummary implements progress.SummaryStore.
func (s *Store) EachSummary(ctx context.Context, f func(progress.Summary) error) error {
	err := each(ctx, s.summaries, bson.M{}, options.Find().SetSort(ascending("_id")), func(d summaryDocument) error { return f(d.summary()) })
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
