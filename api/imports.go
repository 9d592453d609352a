package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"hocso/internal/peoplefile"
	"hocso/internal/tablefile"
	"hocso/progress/people"
)

const (
	// importTime is how long reading and storing a table may take, or erasing whom it added.
	importTime = 5 * time.Minute
	// readingWait is how long a table waits until those of others are read.
	readingWait = 20 * time.Second
	// shownFaults is how many faults of a table are told: nobody mends more before trying again.
	shownFaults = 200
)

var (
	errReadingBusy = httpError{http.StatusServiceUnavailable, "busy", "Tables of others are being read just now; try again"}
	errPanic       = errors.New("panic")
)

type importColumnShape struct {
	Label   string   `json:"label"`
	Field   *string  `json:"field"`
	Samples []string `json:"samples"`
}

type importFaultShape struct {
	Row   int    `json:"row"`
	Field string `json:"field"`
	Code  string `json:"code"`
}

// importOutcomeShape is what a table of people does, or would.
type importOutcomeShape struct {
	Import     *string             `json:"import"` // its id; null if nothing was stored
	Encoding   *string             `json:"encoding"`
	Columns    []importColumnShape `json:"columns"`
	Rows       int                 `json:"rows"`
	Added      int                 `json:"added"`
	Known      int                 `json:"known"`
	FaultCount int                 `json:"fault_count"`
	Faults     []importFaultShape  `json:"faults"`
}

func newImportOutcomeShape(l peoplefile.List, plan people.ImportPlan) importOutcomeShape {
	s := importOutcomeShape{Encoding: orNull(string(l.Encoding)), Columns: make([]importColumnShape, len(l.Columns)), Rows: len(l.Entries),
		Added: len(plan.Add), Known: plan.Known, Faults: []importFaultShape{}}
	for i, c := range l.Columns {
		s.Columns[i] = importColumnShape{c.Label, orNull(c.Field), orEmpty(c.Samples)}
	}
	all := slices.Concat(l.Faults, plan.Faults)
	s.FaultCount = len(all)
	for _, f := range all[:min(len(all), shownFaults)] {
		s.Faults = append(s.Faults, importFaultShape(f))
	}
	if len(all) > 0 {
		s.Added = 0
	}
	return s
}

// importQuery says how a table is read.
type importQuery struct {
	Encoding string `query:"encoding" validate:"omitempty,oneof=utf-8 utf-16 windows-1258 tcvn3"`
	Columns  string `query:"columns" validate:"max=2000"`
}

func (q importQuery) options() (peoplefile.Options, error) {
	o := peoplefile.Options{Encoding: tablefile.Encoding(q.Encoding)}
	if q.Columns == "" {
		return o, nil
	}
	o.Columns = strings.Split(q.Columns, ",")
	seen := map[string]bool{"": false}
	for _, field := range o.Columns {
		if field != "" && (!slices.Contains(people.ImportFields, field) || seen[field]) {
			return o, &inputError{[]fieldError{{"columns", "unknown_value"}}}
		}
		seen[field] = field != ""
	}
	return o, nil
}

// postImportCheck says what a table of people would do.
func (a *App) postImportCheck(ctx context.Context, c *fiber.Ctx) error {
	var q importQuery
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	o, err := q.options()
	if err != nil {
		return err
	}
	// Who may not import is refused before a file of theirs is read.
	if _, err := a.cfg.People.PlanImport(ctx, actor(c), c.Params("code"), nil); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(a.root, importTime)
	defer cancel()
	list, err := a.readPeople(ctx, c.Body(), o)
	if err != nil {
		return err
	}
	plan, err := a.cfg.People.PlanImport(ctx, actor(c), c.Params("code"), list.Entries)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newImportOutcomeShape(list, plan))
}

// postImport takes a table of people in.
func (a *App) postImport(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		importQuery
		Agreed bool `query:"agreed"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	o, err := q.options()
	if err == nil && !q.Agreed {
		err = &inputError{[]fieldError{{"agreed", "required"}}}
	}
	if err != nil {
		return err
	}
	who, ward, raw := actor(c), c.Params("code"), slices.Clone(c.Body())
	if _, err := a.cfg.People.PlanImport(ctx, who, ward, nil); err != nil {
		return err
	}
	a.report(c, func(ctx context.Context, done func(n, of int)) (any, error) {
		list, err := a.readPeople(ctx, raw, o)
		raw = nil // it may be large, and storing takes minutes
		if err != nil || len(list.Faults) > 0 {
			return newImportOutcomeShape(list, people.ImportPlan{}), err
		}
		plan, made, err := a.cfg.People.Import(ctx, who, ward, list.Entries, done)
		shape := newImportOutcomeShape(list, plan)
		if made.ID != uuid.Nil {
			shape.Import = orNull(made.ID.String())
		}
		return shape, err
	})
	return nil
}

// readPeople reads a table of people; one at a time in this process, since each takes much memory.
func (a *App) readPeople(ctx context.Context, raw []byte, o peoplefile.Options) (peoplefile.List, error) {
	wait := time.NewTimer(readingWait)
	defer wait.Stop()
	select {
	case a.reading <- struct{}{}:
		defer func() { <-a.reading }()
		return peoplefile.Read(raw, o), nil
	case <-wait.C:
		return peoplefile.List{}, &errReadingBusy
	case <-ctx.Done():
		return peoplefile.List{}, ctx.Err()
	}
}

type importShape struct {
	ID     string  `json:"id"`
	By     *string `json:"by"`
	At     string  `json:"at"`
	Until  string  `json:"until"`
	Undone bool    `json:"undone"`
}

func (a *App) getImports(ctx context.Context, c *fiber.Ctx) error {
	list, err := a.cfg.People.Imports(ctx, actor(c), c.Params("code"))
	if err != nil {
		return err
	}
	shapes := make([]importShape, len(list))
	for i, one := range list {
		name, err := a.staffName(ctx, one.By)
		if err != nil {
			return err
		}
		shapes[i] = importShape{one.ID.String(), name, instant(one.At), instant(one.At.Add(people.UndoTime)), one.Undone}
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

func (a *App) postImportUndo(ctx context.Context, c *fiber.Ctx) error {
	id, err := uuid.Parse(c.Params("import"))
	if err != nil {
		return people.ErrTooLate
	}
	who, ward := actor(c), c.Params("code")
	list, err := a.cfg.People.Imports(ctx, who, ward)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(one people.Import) bool { return one.ID == id }) {
		return people.ErrTooLate
	}
	learning := people.Learning{Begun: a.cfg.Progress.Begun, Erase: a.cfg.Progress.Erase}
	a.report(c, func(ctx context.Context, done func(n, of int)) (any, error) {
		erased, kept, err := a.cfg.People.UndoImport(ctx, who, ward, id, learning, done)
		return struct {
			Erased int `json:"erased"`
			Kept   int `json:"kept"`
		}{erased, kept}, err
	})
	return nil
}

// progressLine is a line of an answer that tells how far it is: how much is done, and at its end what came of it or what went wrong.
type progressLine struct {
	Done    *int     `json:"done,omitempty"`
	Of      *int     `json:"of,omitempty"`
	Outcome any      `json:"outcome,omitempty"`
	Problem *problem `json:"problem,omitempty"`
}

// report does long work and answers while it goes on. The work goes on also when nobody listens any more: half a table is worse than a
// whole one that nobody saw the end of.
func (a *App) report(c *fiber.Ctx, work func(ctx context.Context, done func(n, of int)) (any, error)) {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	id, method, route := requestID(c), c.Method(), routePath(c)
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		ctx, cancel := context.WithTimeout(a.root, importTime)
		defer cancel()
		say := func(line progressLine) {
			raw, err := json.Marshal(line)
			if err == nil {
				_, err = w.Write(append(raw, '\n'))
			}
			if err == nil {
				_ = w.Flush() // to somebody who may have left
			}
		}
		outcome, err := a.recovering(id, route, func() (any, error) {
			return work(ctx, func(n, of int) { say(progressLine{Done: &n, Of: &of}) })
		})
		if err == nil {
			say(progressLine{Outcome: outcome})
			return
		}
		p, _ := describe(err)
		p.RequestID = id
		if p.Status >= http.StatusInternalServerError {
			a.cfg.Log.Error("request failed", "request_id", id, "method", method, "route", route, "status", p.Status, "error", err)
		}
		say(progressLine{Problem: &p})
	})
}

// recovering does work outside of the request's own goroutine, in which alone the application recovers.
func (a *App) recovering(id, route string, work func() (any, error)) (outcome any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			a.logPanicOf(id, route, cause)
			outcome, err = nil, errPanic
		}
	}()
	return work()
}
