package people

import (
	"context"
	"time"
)

// RequestKind is which right a person uses (Law 91/2025/QH15).
type RequestKind string

// The kinds of requests. Export, erasure and withdrawing a consent are also buttons, done at once.
const (
	AccessRequest   RequestKind = "access"
	CorrectRequest  RequestKind = "correct"
	EraseRequest    RequestKind = "erase"
	RestrictRequest RequestKind = "restrict"
	ObjectRequest   RequestKind = "object"
	OtherRequest    RequestKind = "other"
)

// RequestKinds lists all kinds.
var RequestKinds = []RequestKind{AccessRequest, CorrectRequest, EraseRequest, RestrictRequest, ObjectRequest, OtherRequest}

// Request is what a person asks of those who keep their data, with its clocks.
type Request struct {
	ID         string // UUID
	Person     string
	Village    string
	Ward       string
	Kind       RequestKind
	Text       string // in the person's words, may be empty
	CreatedAt  time.Time
	AnswerBy   time.Time // two working days after it was made
	FinishBy   time.Time // ten days after it was made
	AnsweredAt time.Time // zero: not yet
	FinishedAt time.Time // zero: not yet
	Note       string    // the officer's answer, for the person to read
	Officer    string    // person id of who answered last
	Revision   int       // rises with each change
}

// RequestStore keeps requests. Errors other than those named are a driver's, wrapped.
type RequestStore interface {
	// AddRequest stores a new request.
	AddRequest(ctx context.Context, r Request) error
	// Request returns one request, or ErrNotFound.
	Request(ctx context.Context, id string) (Request, error)
	// UpdateRequest replaces a request whose stored Revision is r.Revision, and raises it; else ErrConflict.
	UpdateRequest(ctx context.Context, r Request) error
	// RequestsOf returns a person's requests, newest first.
	RequestsOf(ctx context.Context, person string) ([]Request, error)
	// RequestsIn returns a ward's requests, newest first.
	RequestsIn(ctx context.Context, ward string) ([]Request, error)
	// FinishedRequests returns the requests that were finished before the given time, ordered by id.
	FinishedRequests(ctx context.Context, before time.Time) ([]Request, error)
	// DeleteRequest removes a request. Removing none is no error.
	DeleteRequest(ctx context.Context, id string) error
}
