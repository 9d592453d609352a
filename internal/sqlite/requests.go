package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"hocso/progress/people"
)

type requestDocument struct {
	ID         string `json:"id"`
	Person     string `json:"person"`
	Village    string `json:"village,omitempty"`
	Ward       string `json:"ward,omitempty"`
	Kind       string `json:"kind"`
	Text       string `json:"text,omitempty"`
	CreatedAt  int64  `json:"created_at"`
	AnswerBy   int64  `json:"answer_by"`
	FinishBy   int64  `json:"finish_by"`
	AnsweredAt int64  `json:"answered_at,omitempty"`
	FinishedAt int64  `json:"finished_at,omitempty"`
	Note       string `json:"note,omitempty"`
	Officer    string `json:"officer,omitempty"`
	Revision   int    `json:"revision"`
}

func (d requestDocument) request() people.Request {
	return people.Request{ID: d.ID, Person: d.Person, Village: d.Village, Ward: d.Ward, Kind: people.RequestKind(d.Kind), Text: d.Text,
		CreatedAt: fromMillis(d.CreatedAt), AnswerBy: fromMillis(d.AnswerBy), FinishBy: fromMillis(d.FinishBy),
		AnsweredAt: fromMillis(d.AnsweredAt), FinishedAt: fromMillis(d.FinishedAt), Note: d.Note, Officer: d.Officer, Revision: d.Revision}
}

const insertRequest = "INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?, ?)"

func requestArgs(r people.Request) ([]any, error) {
	d := requestDocument{r.ID, r.Person, r.Village, r.Ward, string(r.Kind), r.Text, millis(r.CreatedAt), millis(r.AnswerBy), millis(r.FinishBy),
		millis(r.AnsweredAt), millis(r.FinishedAt), r.Note, r.Officer, r.Revision}
	raw, err := json.Marshal(d)
	return []any{r.ID, r.Person, r.Ward, d.CreatedAt, d.FinishedAt, r.Revision, string(raw)}, err
}

// AddRequest implements people.RequestStore.
func (s *Store) AddRequest(ctx context.Context, r people.Request) error {
	args, err := requestArgs(r)
	if err == nil {
		_, err = s.write.exec(ctx, insertRequest, args...)
	}
	if err != nil {
		return fmt.Errorf("add request: %w", err)
	}
	return nil
}

// Request implements people.RequestStore.
func (s *Store) Request(ctx context.Context, id string) (people.Request, error) {
	d, err := oneDocument[requestDocument](ctx, s, people.ErrNotFound, "SELECT document FROM requests WHERE id = ?", id)
	if err != nil {
		return people.Request{}, fmt.Errorf("read request: %w", err)
	}
	return d.request(), nil
}

// UpdateRequest implements people.RequestStore.
func (s *Store) UpdateRequest(ctx context.Context, r people.Request) error {
	r.Revision++
	args, err := requestArgs(r)
	if err != nil {
		return fmt.Errorf("update request: %w", err)
	}
	res, err := s.write.exec(ctx, `UPDATE requests SET person = ?2, ward = ?3, created_at = ?4, finished_at = ?5, revision = ?6, document = ?7
		WHERE id = ?1 AND revision = ?6 - 1`, args...)
	return changedOne(res, err, "update request", people.ErrConflict)
}

// RequestsOf implements people.RequestStore.
func (s *Store) RequestsOf(ctx context.Context, person string) ([]people.Request, error) {
	list, err := listDocuments(ctx, s, requestDocument.request, "SELECT document FROM requests WHERE person = ? ORDER BY created_at DESC, id", person)
	if err != nil {
		return nil, fmt.Errorf("read requests of a person: %w", err)
	}
	return list, nil
}

// RequestsIn implements people.RequestStore.
func (s *Store) RequestsIn(ctx context.Context, ward string) ([]people.Request, error) {
	list, err := listDocuments(ctx, s, requestDocument.request, "SELECT document FROM requests WHERE ward = ? ORDER BY created_at DESC, id", ward)
	if err != nil {
		return nil, fmt.Errorf("read requests of a ward: %w", err)
	}
	return list, nil
}

// FinishedRequests implements people.RequestStore.
func (s *Store) FinishedRequests(ctx context.Context, before time.Time) ([]people.Request, error) {
	list, err := listDocuments(ctx, s, requestDocument.request,
		"SELECT document FROM requests WHERE finished_at > 0 AND finished_at < ? ORDER BY id", millis(before))
	if err != nil {
		return nil, fmt.Errorf("read finished requests: %w", err)
	}
	return list, nil
}

// DeleteRequest implements people.RequestStore.
func (s *Store) DeleteRequest(ctx context.Context, id string) error {
	if _, err := s.write.exec(ctx, "DELETE FROM requests WHERE id = ?", id); err != nil {
		return fmt.Errorf("delete request: %w", err)
	}
	return nil
}
