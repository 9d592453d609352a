package mongodb

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hocso/progress/people"
)

// requestDocument leaves out times that are not set: what is not finished was not finished before anything.
type requestDocument struct {
	ID         string             `bson:"_id"`
	Person     string             `bson:"person"`
	Village    string             `bson:"village"`
	Ward       string             `bson:"ward"`
	Kind       people.RequestKind `bson:"kind"`
	Text       string             `bson:"text"`
	CreatedAt  time.Time          `bson:"created_at"`
	AnswerBy   time.Time          `bson:"answer_by"`
	FinishBy   time.Time          `bson:"finish_by"`
	AnsweredAt time.Time          `bson:"answered_at,omitempty"`
	FinishedAt time.Time          `bson:"finished_at,omitempty"`
	Note       string             `bson:"note"`
	Officer    string             `bson:"officer"`
	Revision   int                `bson:"revision"`
}

func (d requestDocument) request() people.Request { return people.Request(d) }

// newestFirst is an order of requests.
func newestFirst() *options.FindOptionsBuilder {
	return options.Find().SetSort(bson.D{{Key: "created_at", Value: -1}, {Key: "_id", Value: 1}})
}

// AddRequest implements people.RequestStore.
func (s *Store) AddRequest(ctx context.Context, r people.Request) error {
	if _, err := s.requests.InsertOne(ctx, requestDocument(r)); err != nil {
		return fmt.Errorf("add request: %w", err)
	}
	return nil
}

// Request implements people.RequestStore.
func (s *Store) Request(ctx context.Context, id string) (people.Request, error) {
	d, err := findOne[requestDocument](ctx, s.requests, byID(id), people.ErrNotFound)
	if err != nil {
		return people.Request{}, fmt.Errorf("find request: %w", err)
	}
	return d.request(), nil
}

// UpdateRequest implements people.RequestStore.
func (s *Store) UpdateRequest(ctx context.Context, r people.Request) error {
	next := requestDocument(r)
	next.Revision++
	if err := replaceRevision(ctx, s.requests, r.ID, r.Revision, next); err != nil {
		return fmt.Errorf("update request: %w", err)
	}
	return nil
}

// RequestsOf implements people.RequestStore.
func (s *Store) RequestsOf(ctx context.Context, person string) ([]people.Request, error) {
	requests, err := list(ctx, s.requests, bson.M{"person": person}, newestFirst(), requestDocument.request)
	if err != nil {
		return nil, fmt.Errorf("list requests of a person: %w", err)
	}
	return requests, nil
}

// RequestsIn implements people.RequestStore.
func (s *Store) RequestsIn(ctx context.Context, ward string) ([]people.Request, error) {
	requests, err := list(ctx, s.requests, bson.M{"ward": ward}, newestFirst(), requestDocument.request)
	if err != nil {
		return nil, fmt.Errorf("list requests of a ward: %w", err)
	}
	return requests, nil
}

// FinishedRequests implements people.RequestStore.
func (s *Store) FinishedRequests(ctx context.Context, before time.Time) ([]people.Request, error) {
	filter := bson.M{"finished_at": bson.M{"$lt": before}}
	requests, err := list(ctx, s.requests, filter, options.Find().SetSort(ascending("_id")), requestDocument.request)
	if err != nil {
		return nil, fmt.Errorf("list finished requests: %w", err)
	}
	return requests, nil
}

// DeleteRequest implements people.RequestStore.
func (s *Store) DeleteRequest(ctx context.Context, id string) error {
	if _, err := s.requests.DeleteOne(ctx, byID(id)); err != nil {
		return fmt.Errorf("delete request: %w", err)
	}
	return nil
}
