package api

import (
	"bytes"
	"context"
	_ "embed"
	"html/template"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/fieldwork"
	"hocso/progress/people"
)

type storedSubmissionShape struct {
	ID         string              `json:"id"`
	Module     string              `json:"module"`
	Version    int                 `json:"version"`
	Answers    map[string][]string `json:"answers"`
	StartedAt  string              `json:"started_at"`
	FinishedAt string              `json:"finished_at"`
	Seconds    int                 `json:"seconds"`
	ReceivedAt string              `json:"received_at"`
	Score      int                 `json:"score"`
	Max        int                 `json:"max"`
	Passed     bool                `json:"passed"`
	Review     bool                `json:"review"`
	Right      []string            `json:"right"`
	Wrong      []string            `json:"wrong"`
	Assisted   bool                `json:"assisted"`
	Session    *string             `json:"session"`
	Language   *string             `json:"language"`
	Device     uint32              `json:"device"`
	Pattern    uint32              `json:"pattern"`
}

type consentRecordShape struct {
	Consent consentShape `json:"consent"`
	Version string       `json:"version"`
	At      string       `json:"at"`
	Helped  bool         `json:"helped"`
}

type passShape struct {
	Kind      people.PassKind `json:"kind"`
	CreatedAt string          `json:"created_at"`
	ExpiresAt *string         `json:"expires_at"`
	Used      int             `json:"used"`
	Revoked   bool            `json:"revoked"`
}

// exportShape is everything that is kept of a person.
type exportShape struct {
	Person    personShape          `json:"person"`
	CreatedAt string               `json:"created_at"`
	Consents  []consentRecordShape `json:"consents"`
	Devices   []deviceShape        `json:"devices"`
	Passes    []passShape          `json:"passes"`
	Children  []childShape         `json:"children"`
	Requests  []requestShape       `json:"requests"`

	Certificates []certificateShape `json:"certificates"`

	Summary     summaryShape            `json:"summary"`
	Submissions []storedSubmissionShape `json:"submissions"`
	Fieldwork   []fieldworkShape        `json:"fieldwork"`
}

// fieldworkShape is what the village's team noted of a person.
type fieldworkShape struct {
	Kind       fieldwork.Kind     `json:"kind"`
	At         string             `json:"at"`
	ReceivedAt string             `json:"received_at"`
	Village    string             `json:"village"`
	Session    *string            `json:"session"`
	Outcome    *fieldwork.Outcome `json:"outcome"`
}

func newFieldworkShape(e fieldwork.Event) fieldworkShape {
	shape := fieldworkShape{Kind: e.Kind, At: instant(e.At), ReceivedAt: instant(e.ReceivedAt), Village: e.Village}
	if e.Session != "" {
		session := string(e.Day) + " " + string(e.Part)
		shape.Session = &session
	}
	if e.Outcome != "" {
		shape.Outcome = &e.Outcome
	}
	return shape
}

func (a *App) getExport(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Format string `query:"format" validate:"omitempty,oneof=json html"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	export, err := a.newExport(ctx, c)
	if err != nil {
		return err
	}
	if q.Format != "html" {
		c.Set(fiber.HeaderContentDisposition, `attachment; filename="hocso.json"`)
		return sendPrivate(c, http.StatusOK, export)
	}
	var text bytes.Buffer
	if err := exportPage.Execute(&text, export); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="hocso.html"`)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(text.Bytes())
}

//go:embed export.html
var exportText string

var exportPage = template.Must(template.New("export").Funcs(template.FuncMap{"language": languageText}).Parse(exportText))

func (a *App) newExport(ctx context.Context, c *fiber.Ctx) (exportShape, error) {
	person := actor(c)
	// What holds now, not what was remembered for a while.
	stored, err := a.cfg.People.Person(ctx, person.ID)
	if err != nil {
		return exportShape{}, err
	}
	e := exportShape{Person: newPersonShape(stored.At(a.cfg.Now()), a.cfg.Reference().Directory), CreatedAt: instant(stored.CreatedAt), Consents: consentRecords(stored)}
	if e.Devices, err = a.deviceShapes(ctx, c); err != nil {
		return exportShape{}, err
	}
	if e.Passes, err = a.passShapes(ctx, person); err != nil {
		return exportShape{}, err
	}
	if e.Children, err = a.childShapes(ctx, person); err != nil {
		return exportShape{}, err
	}
	if e.Requests, err = a.myRequestShapes(ctx, person); err != nil {
		return exportShape{}, err
	}
	if e.Certificates, err = a.certificateShapes(ctx, c, person); err != nil {
		return exportShape{}, err
	}
	summary, err := a.cfg.Progress.Mine(ctx, person)
	if err != nil {
		return exportShape{}, err
	}
	e.Summary = a.newSummaryShape(summary)
	submissions, err := a.cfg.Progress.MySubmissions(ctx, person)
	if err != nil {
		return exportShape{}, err
	}
	e.Submissions = make([]storedSubmissionShape, 0, len(submissions))
	for _, s := range submissions {
		e.Submissions = append(e.Submissions, storedSubmissionShape{s.ID, s.Module, s.Version, s.Answers, instant(s.StartedAt), instant(s.FinishedAt), s.Seconds,
			instant(s.ReceivedAt), s.Score, s.Max, s.Passed, s.Review, append([]string{}, s.Right...), append([]string{}, s.Wrong...), s.Assisted, orNull(s.Session), orNull(s.Language), s.Device, s.Pattern})
	}
	events, err := a.cfg.Progress.MyFieldwork(ctx, person)
	if err != nil {
		return exportShape{}, err
	}
	e.Fieldwork = make([]fieldworkShape, 0, len(events))
	for _, one := range events {
		e.Fieldwork = append(e.Fieldwork, newFieldworkShape(one))
	}
	return e, nil
}

func consentRecords(p people.Person) []consentRecordShape {
	shapes := make([]consentRecordShape, len(p.Consents))
	for i, r := range p.Consents {
		shapes[i] = consentRecordShape{newConsentShape(r.Consent), r.Version, instant(r.At), r.Helper != ""}
	}
	return shapes
}

func (a *App) passShapes(ctx context.Context, p people.Person) ([]passShape, error) {
	passes, err := a.cfg.People.Passes(ctx, p)
	if err != nil {
		return nil, err
	}
	shapes := make([]passShape, len(passes))
	for i, one := range passes {
		shapes[i] = passShape{one.Kind, instant(one.CreatedAt), moment(one.ExpiresAt), one.Uses, !one.RevokedAt.IsZero()}
	}
	return shapes, nil
}
