package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/progress"
	"hocso/progress/people"
)

type submissionRequest struct {
	ID         string              `json:"id" validate:"required,uuid"`
	Module     string              `json:"module" validate:"required,max=64"`
	Version    int                 `json:"version" validate:"required,min=1"`
	Answers    map[string][]string `json:"answers" validate:"required,max=50,dive,keys,max=64,endkeys,max=60,dive,max=129"`
	StartedAt  time.Time           `json:"started_at" validate:"required"`
	FinishedAt time.Time           `json:"finished_at" validate:"required"`
	Seconds    int                 `json:"seconds" validate:"min=0,max=86400"`
	Review     bool                `json:"review"`
	Resident   string              `json:"resident" validate:"omitempty,uuid"`
}

func (r submissionRequest) draft() progress.Draft {
	return progress.Draft{ID: r.ID, Module: r.Module, Version: r.Version, Answers: r.Answers, StartedAt: r.StartedAt,
		FinishedAt: r.FinishedAt, Seconds: r.Seconds, Review: r.Review, Resident: r.Resident}
}

// check holds the fields against their rules, and the phone's clock, however wrong it is, to years that stores can keep.
func (r submissionRequest) check() error {
	if err := checkFields(&r); err != nil {
		return err
	}
	for field, t := range map[string]time.Time{"started_at": r.StartedAt, "finished_at": r.FinishedAt} {
		if t.Year() < 1970 || t.Year() > 2200 {
			return &inputError{[]fieldError{{field, "bad_time"}}}
		}
	}
	return nil
}

type feedbackShape struct {
	Question string `json:"question"`
	Right    bool   `json:"right"`
}

type receiptShape struct {
	ID       string          `json:"id"`
	Resident string          `json:"resident"`
	Module   string          `json:"module"`
	Version  int             `json:"version"`
	Score    int             `json:"score"`
	Max      int             `json:"max"`
	Passed   bool            `json:"passed"`
	Feedback []feedbackShape `json:"feedback"`
	Summary  summaryShape    `json:"summary"`
}

func (a *App) newReceiptShape(r progress.Receipt) receiptShape {
	s := r.Submission
	shape := receiptShape{ID: s.ID, Resident: s.Resident, Module: s.Module, Version: s.Version, Score: s.Score, Max: s.Max, Passed: s.Passed,
		Feedback: make([]feedbackShape, 0, len(r.Grading.Questions)), Summary: a.newSummaryShape(r.Summary)}
	for _, q := range r.Grading.Questions {
		shape.Feedback = append(shape.Feedback, feedbackShape{q.Question, q.Right})
	}
	return shape
}

// receiptStatus tells a first hand-in from a repeat of the same.
func receiptStatus(r progress.Receipt) int {
	if r.Replay {
		return http.StatusOK
	}
	return http.StatusCreated
}

func (a *App) postSubmission(ctx context.Context, c *fiber.Ctx) error {
	var in submissionRequest
	if err := decode(c.Body(), &in); err != nil {
		return err
	}
	receipt, err := a.submit(ctx, actor(c), in)
	if err != nil {
		return err
	}
	return sendPrivate(c, receiptStatus(receipt), a.newReceiptShape(receipt))
}

// submit checks and hands in what was decoded, alone or in a batch.
func (a *App) submit(ctx context.Context, person people.Person, in submissionRequest) (progress.Receipt, error) {
	if err := in.check(); err != nil {
		return progress.Receipt{}, err
	}
	return a.cfg.Progress.Submit(ctx, person, in.draft())
}

type batchRequest struct {
	// Each one is read and checked on its own, so that a bad one does not keep back the others.
	Submissions []json.RawMessage `json:"submissions" validate:"required,min=1,max=50"`
}

type batchResult struct {
	ID      string        `json:"id"`
	Status  int           `json:"status"`
	Result  *receiptShape `json:"result,omitempty"`
	Problem *problem      `json:"problem,omitempty"`
}

func (a *App) postSubmissions(ctx context.Context, c *fiber.Ctx) error {
	var in batchRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	person := actor(c)
	results := make([]batchResult, len(in.Submissions))
	var running sync.WaitGroup
	// All at once, so that the store commits them together.
	for i, raw := range in.Submissions {
		running.Go(func() { results[i] = a.submitOne(ctx, c, person, raw) })
	}
	running.Wait()
	return sendPrivate(c, http.StatusOK, struct {
		Results []batchResult `json:"results"`
	}{results})
}

// submitOne hands in one submission of a batch. Nothing that goes wrong with it reaches the others.
func (a *App) submitOne(ctx context.Context, c *fiber.Ctx, person people.Person, raw json.RawMessage) (result batchResult) {
	var one submissionRequest
	refuse := func(err error) batchResult {
		p, _ := describe(err)
		p.RequestID = requestID(c)
		if p.Status >= http.StatusInternalServerError {
			a.cfg.Log.Error("submission in a batch failed", "request_id", p.RequestID, "error", err)
		}
		return batchResult{ID: one.ID, Status: p.Status, Problem: &p}
	}
	// The application recovers in the request's own goroutine only.
	defer func() {
		if cause := recover(); cause != nil {
			a.logPanic(c, cause)
			result = refuse(errors.New("panic"))
		}
	}()
	if err := decode(raw, &one); err != nil {
		return refuse(err)
	}
	receipt, err := a.submit(ctx, person, one)
	if err != nil {
		return refuse(err)
	}
	shape := a.newReceiptShape(receipt)
	return batchResult{ID: one.ID, Status: receiptStatus(receipt), Result: &shape}
}

func (a *App) getMyProgress(ctx context.Context, c *fiber.Ctx) error {
	summary, err := a.cfg.Progress.Mine(ctx, actor(c))
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, a.newSummaryShape(summary))
}
