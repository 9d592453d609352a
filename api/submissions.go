package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"hocso/courses"
	"hocso/progress"
	"hocso/progress/people"
)

type submissionRequest struct {
	ID         string              `json:"id"`
	Module     string              `json:"module"`
	Version    int                 `json:"version"`
	Answers    map[string][]string `json:"answers"`
	StartedAt  time.Time           `json:"started_at"`
	FinishedAt time.Time           `json:"finished_at"`
	Seconds    int                 `json:"seconds"`
	Review     bool                `json:"review"`
	Resident   string              `json:"resident"`
	Session    string              `json:"session"`
	Language   string              `json:"language"`
}

func (r submissionRequest) draft(device uint32) progress.Draft {
	return progress.Draft{ID: r.ID, Module: r.Module, Version: r.Version, Answers: r.Answers, StartedAt: r.StartedAt,
		FinishedAt: r.FinishedAt, Seconds: r.Seconds, Device: device, Review: r.Review, Resident: r.Resident, Session: r.Session, Language: r.Language}
}

// check holds the fields against their rules, and the phone's clock, however wrong it is, to years that stores can keep. It
// does what validate tags do elsewhere, in a tenth of their time. A field's first fault is named.
func (r submissionRequest) check() error {
	var faults []fieldError
	hold := func(holds bool, field, code string) {
		if !holds && (len(faults) == 0 || faults[len(faults)-1].Field != field) {
			faults = append(faults, fieldError{field, code})
		}
	}
	hold(r.ID != "", "id", "required")
	hold(isUUID(r.ID), "id", "bad_uuid")
	hold(r.Module != "", "module", "required")
	hold(fits(r.Module, 64), "module", "too_long")
	hold(r.Version != 0, "version", "required")
	hold(r.Version > 0, "version", "too_small")
	hold(r.Answers != nil, "answers", "required")
	hold(len(r.Answers) <= 50, "answers", "too_long")
	for question, options := range r.Answers {
		long := slices.ContainsFunc(options, func(o string) bool { return !fits(o, 129) })
		hold(fits(question, 64) && len(options) <= 60 && !long, "answers", "too_long")
	}
	for _, clock := range []struct {
		field string
		at    time.Time
	}{{"started_at", r.StartedAt}, {"finished_at", r.FinishedAt}} {
		hold(!clock.at.IsZero(), clock.field, "required")
		hold(clock.at.Year() >= 1970 && clock.at.Year() <= 2200, clock.field, "bad_time")
	}
	hold(r.Seconds >= 0, "seconds", "too_small")
	hold(r.Seconds <= 86400, "seconds", "too_large")
	hold(r.Resident == "" || isUUID(r.Resident), "resident", "bad_uuid")
	hold(r.Session == "" || isUUID(r.Session), "session", "bad_uuid")
	hold(r.Language == "" || slices.Contains(courses.Languages, courses.Language(r.Language)), "language", "unknown_value")
	if len(faults) > 0 {
		return &inputError{faults}
	}
	return nil
}

// fits reports whether a text has at most so many characters.
func fits(text string, characters int) bool {
	return len(text) <= characters || utf8.RuneCountInString(text) <= characters
}

// isUUID takes the one way to write them that has no braces, no prefix and no capitals: one id must not be two.
func isUUID(text string) bool {
	return len(text) == 36 && uuid.Validate(text) == nil && text == strings.ToLower(text)
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
	receipt, err := a.submit(ctx, actor(c), deviceOf(c), in)
	if err != nil {
		return err
	}
	return sendPrivate(c, receiptStatus(receipt), a.newReceiptShape(receipt))
}

// submit checks and hands in what was decoded, alone or in a batch.
func (a *App) submit(ctx context.Context, person people.Person, device uint32, in submissionRequest) (progress.Receipt, error) {
	if err := in.check(); err != nil {
		return progress.Receipt{}, err
	}
	return a.cfg.Progress.Submit(ctx, person, in.draft(device))
}

type batchRequest struct {
	Submissions rawList `json:"submissions" validate:"required,min=1,max=50"`
}

// rawList is read item by item later, each on its own, so that a bad one does not keep back the others.
type rawList []jsontext.Value

// UnmarshalJSONFrom reads the list once only: inside its items the decoder lets keys come twice, and so it does beside them.
func (l *rawList) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	if *l != nil {
		return jsontext.ErrDuplicateName
	}
	if d.PeekKind() != 'n' {
		*l = rawList{}
	}
	return json.UnmarshalDecode(d, (*[]jsontext.Value)(l))
}

type batchResult struct {
	ID      string        `json:"id"`
	Status  int           `json:"status"`
	Result  *receiptShape `json:"result,omitempty"`
	Problem *problem      `json:"problem,omitempty"`
}

func (a *App) postSubmissions(ctx context.Context, c *fiber.Ctx) error {
	var in batchRequest
	if err := decode(c.Body(), &in, jsontext.AllowDuplicateNames(true)); err != nil {
		return err
	}
	if err := checkFields(&in); err != nil {
		return err
	}
	person, device := actor(c), deviceOf(c)
	results := make([]batchResult, len(in.Submissions))
	var running sync.WaitGroup
	// All at once, so that the store commits them together.
	for i, raw := range in.Submissions {
		running.Go(func() { results[i] = a.submitOne(ctx, c, person, device, raw) })
	}
	running.Wait()
	return sendPrivate(c, http.StatusOK, struct {
		Results []batchResult `json:"results"`
	}{results})
}

// echoed is the id of what was refused, cut to a UUID's length: it may be anything.
func echoed(id string) string {
	return strings.ToValidUTF8(id[:min(len(id), len(uuid.Nil.String()))], "")
}

// submitOne hands in one submission of a batch. Nothing that goes wrong with it reaches the others.
func (a *App) submitOne(ctx context.Context, c *fiber.Ctx, person people.Person, device uint32, raw jsontext.Value) (result batchResult) {
	var one submissionRequest
	refuse := func(err error) batchResult {
		p, _ := describe(err)
		p.RequestID = requestID(c)
		if p.Status >= http.StatusInternalServerError {
			a.cfg.Log.Error("submission in a batch failed", "request_id", p.RequestID, "error", err)
		}
		return batchResult{ID: echoed(one.ID), Status: p.Status, Problem: &p}
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
	receipt, err := a.submit(ctx, person, device, one)
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
