package mongodb

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress"
)

type submissionDocument struct {
	Key        string           `bson:"_id"` // see submissionKey
	Resident   string           `bson:"resident"`
	ID         string           `bson:"id"`
	Module     string           `bson:"module"`
	Version    int              `bson:"version"`
	Score      int              `bson:"score"`
	Max        int              `bson:"max"`
	Passed     bool             `bson:"passed"`
	Review     bool             `bson:"review,omitempty"`
	Right      []string         `bson:"right,omitempty"` // questions
	Wrong      []string         `bson:"wrong,omitempty"` // questions
	ReceivedAt time.Time        `bson:"received_at"`
	Answers    []answerDocument `bson:"answers,omitempty"`
	StartedAt  time.Time        `bson:"started_at,omitempty"`
	FinishedAt time.Time        `bson:"finished_at,omitempty"`
	Seconds    int              `bson:"seconds,omitempty"`
	Device     int64            `bson:"device,omitempty"`
	Pattern    int64            `bson:"pattern,omitempty"`
	Session    string           `bson:"session,omitempty"`
	Language   string           `bson:"language,omitempty"`
	Village    string           `bson:"village"`
	By         string           `bson:"by"`
	Hash       []byte           `bson:"hash"`
	Insert     bson.ObjectID    `bson:"insert"`             // which call of Insert brought it
	Unfolded   bool             `bson:"unfolded,omitempty"` // absent once it is folded
}

type answerDocument struct {
	Question string   `bson:"question"`
	Options  []string `bson:"options"`
}

// submissionKey is the identity of a submission: an id that a phone chose is unique within its resident only. A
// resident's id has no slash, as it is chosen here.
func submissionKey(k progress.Key) string { return k.Resident + "/" + k.ID }

func newSubmissionDocument(s progress.Submission, insert bson.ObjectID) submissionDocument {
	d := submissionDocument{
		Key: submissionKey(s.Key()), Resident: s.Resident, ID: s.ID, Module: s.Module, Version: s.Version,
		Score: s.Score, Max: s.Max, Passed: s.Passed, Review: s.Review, Right: s.Right, Wrong: s.Wrong, ReceivedAt: millis(s.ReceivedAt),
		StartedAt: millis(s.StartedAt), FinishedAt: millis(s.FinishedAt), Seconds: s.Seconds, Device: int64(s.Device), Pattern: int64(s.Pattern),
		Session: s.Session, Language: s.Language, Village: s.Village, By: s.By, Hash: s.Hash, Insert: insert, Unfolded: true,
	}
	for _, question := range slices.Sorted(maps.Keys(s.Answers)) {
		d.Answers = append(d.Answers, answerDocument{question, s.Answers[question]})
	}
	return d
}

func (d submissionDocument) submission() progress.Submission {
	s := progress.Submission{
		Resident: d.Resident, Result: d.result(), Answers: make(map[string][]string, len(d.Answers)),
		StartedAt: d.StartedAt, Session: d.Session, By: d.By, Hash: d.Hash,
	}
	for _, a := range d.Answers {
		s.Answers[a.Question] = a.Options
	}
	return s
}

func (d submissionDocument) result() progress.Result {
	return progress.Result{
		ID: d.ID, Module: d.Module, Version: d.Version, Review: d.Review, Score: d.Score, Max: d.Max, Passed: d.Passed,
		Assisted: d.By != d.Resident, Seconds: d.Seconds, Device: uint32(d.Device), Pattern: uint32(d.Pattern), //nolint:gosec // As they were stored.
		Language: d.Language, Village: d.Village, Right: d.Right, Wrong: d.Wrong, FinishedAt: d.FinishedAt, ReceivedAt: d.ReceivedAt,
	}
}

// resultFields are what result needs, so that answers are not read where nobody looks at them.
var resultFields = bson.M{
	"resident": 1, "id": 1, "module": 1, "version": 1, "score": 1, "max": 1, "passed": 1, "review": 1, "right": 1, "wrong": 1, "finished_at": 1,
	"received_at": 1, "by": 1, "seconds": 1, "device": 1, "pattern": 1, "language": 1, "village": 1,
}

// Insert implements progress.SubmissionStore. Which of a batch were there already is read back and not taken from the
// error, whose indexes FerretDB gets wrong: those that carry this call's mark are new. On MongoDB a refused write waits for
// the majority like a stored one, so what is read back then is durable as well.
func (s *Store) Insert(ctx context.Context, batch []progress.Submission) ([]progress.Inserted, error) {
	if len(batch) == 0 {
		return nil, nil
	}
	call := bson.NewObjectID()
	documents := make([]submissionDocument, len(batch))
	for i, submission := range batch {
		documents[i] = newSubmissionDocument(submission, call)
	}
	_, err := s.submissions.InsertMany(ctx, documents, options.InsertMany().SetOrdered(false))
	if onlyDuplicates(err) {
		err = s.readBack(ctx, documents)
	}
	if err != nil {
		return nil, fmt.Errorf("insert submissions: %w", err)
	}
	outcomes := make([]progress.Inserted, len(documents))
	for i, d := range documents {
		outcomes[i] = progress.Inserted{New: d.Insert == call, Stored: d.submission()}
	}
	return outcomes, nil
}

// readBack replaces the documents by what is stored under their keys.
func (s *Store) readBack(ctx context.Context, documents []submissionDocument) error {
	keys := make([]string, len(documents))
	for i, d := range documents {
		keys[i] = d.Key
	}
	stored := make(map[string]submissionDocument, len(documents))
	err := each(ctx, s.submissions, byIDs(keys), options.Find(), func(d submissionDocument) error {
		stored[d.Key] = d
		return nil
	})
	if err != nil {
		return err
	}
	for i, key := range keys {
		d, ok := stored[key]
		if !ok {
			return errors.New("a submission was erased meanwhile")
		}
		documents[i] = d
	}
	return nil
}

// onlyDuplicates reports whether all that an unordered insert met was documents that are there already.
func onlyDuplicates(err error) bool {
	var failure mongo.BulkWriteException
	if !errors.As(err, &failure) || failure.WriteConcernError != nil {
		return false
	}
	return !slices.ContainsFunc(failure.WriteErrors, func(e mongo.BulkWriteError) bool { return !mongo.IsDuplicateKeyError(e.WriteError) })
}

// Results implements progress.SubmissionStore.
func (s *Store) Results(ctx context.Context, residents []string) (map[string][]progress.Result, error) {
	results := make(map[string][]progress.Result, len(residents))
	if len(residents) == 0 {
		return results, nil
	}
	filter := bson.M{"resident": bson.M{"$in": residents}}
	err := each(ctx, s.submissions, filter, options.Find().SetProjection(resultFields), func(d submissionDocument) error {
		results[d.Resident] = append(results[d.Resident], d.result())
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find results: %w", err)
	}
	return results, nil
}

// SubmissionsOf implements progress.SubmissionStore.
func (s *Store) SubmissionsOf(ctx context.Context, resident string) ([]progress.Submission, error) {
	order := options.Find().SetSort(ascending("received_at", "_id"))
	submissions, err := list(ctx, s.submissions, bson.M{"resident": resident}, order, submissionDocument.submission)
	if err != nil {
		return nil, fmt.Errorf("list submissions: %w", err)
	}
	return submissions, nil
}

// SubmissionsIn implements progress.SubmissionStore.
func (s *Store) SubmissionsIn(ctx context.Context, session string) ([]progress.Submission, error) {
	if session == "" {
		return nil, nil
	}
	submissions, err := list(ctx, s.submissions, bson.M{"session": session}, options.Find().SetSort(ascending("_id")), submissionDocument.submission)
	if err != nil {
		return nil, fmt.Errorf("list submissions of a session: %w", err)
	}
	return submissions, nil
}

// Unfolded implements progress.SubmissionStore.
func (s *Store) Unfolded(ctx context.Context, limit int) ([]progress.Key, error) {
	opts := options.Find().SetSort(ascending("received_at")).SetLimit(int64(limit)).SetProjection(bson.M{"resident": 1, "id": 1})
	keys, err := list(ctx, s.submissions, bson.M{"unfolded": true}, opts, func(d submissionDocument) progress.Key {
		return progress.Key{Resident: d.Resident, ID: d.ID}
	})
	if err != nil {
		return nil, fmt.Errorf("find unfolded submissions: %w", err)
	}
	return keys, nil
}

// MarkFolded implements progress.SubmissionStore.
func (s *Store) MarkFolded(ctx context.Context, keys []progress.Key) error {
	if len(keys) == 0 {
		return nil
	}
	ids := make([]string, len(keys))
	for i, key := range keys {
		ids[i] = submissionKey(key)
	}
	if _, err := s.submissions.UpdateMany(ctx, byIDs(ids), bson.M{"$unset": bson.M{"unfolded": ""}}); err != nil {
		return fmt.Errorf("mark submissions folded: %w", err)
	}
	return nil
}

// MarkUnfolded implements progress.SubmissionStore.
func (s *Store) MarkUnfolded(ctx context.Context, residents []string) error {
	for _, resident := range residents {
		_, err := s.submissions.UpdateOne(ctx, bson.M{"resident": resident}, bson.M{"$set": bson.M{"unfolded": true}})
		if err != nil {
			return fmt.Errorf("mark submissions unfolded: %w", err)
		}
	}
	return nil
}

// EachResident implements progress.SubmissionStore.
func (s *Store) EachResident(ctx context.Context, within progress.Span, f func(resident string, results []progress.Result) error) error {
	var resident string
	var results []progress.Result
	opts := options.Find().SetSort(ascending("resident", "received_at", "_id")).SetProjection(resultFields)
	err := each(ctx, s.submissions, bson.M{"resident": inSpan(within)}, opts, func(d submissionDocument) error {
		if d.Resident != resident && len(results) > 0 {
			if err := f(resident, results); err != nil {
				return err
			}
			results = nil
		}
		resident, results = d.Resident, append(results, d.result())
		return nil
	})
	if err == nil && len(results) > 0 {
		err = f(resident, results)
	}
	if err != nil {
		return fmt.Errorf("each resident: %w", err)
	}
	return nil
}

// DeleteSubmissions implements progress.SubmissionStore.
func (s *Store) DeleteSubmissions(ctx context.Context, keys []progress.Key) error {
	if len(keys) == 0 {
		return nil
	}
	ids := make([]string, len(keys))
	for i, key := range keys {
		ids[i] = submissionKey(key)
	}
	if _, err := s.submissions.DeleteMany(ctx, byIDs(ids)); err != nil {
		return fmt.Errorf("delete submissions: %w", err)
	}
	return nil
}

// DeleteSubmissionsOf implements progress.SubmissionStore.
func (s *Store) DeleteSubmissionsOf(ctx context.Context, resident string) error {
	if _, err := s.submissions.DeleteMany(ctx, bson.M{"resident": resident}); err != nil {
		return fmt.Errorf("delete submissions: %w", err)
	}
	return nil
}
