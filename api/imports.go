package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"hocso/internal/peoplefile"
	"hocso/internal/tablecolumns"
	"hocso/progress/people"
)

const (
	// importTime is how long reading and storing a table may take, or erasing whom it added.
	importTime = 5 * time.Minute
	// readingWait is how long a table waits until those of others are read.
	readingWait = 20 * time.Second
)

var (
	errReadingBusy = httpError{http.StatusServiceUnavailable, "busy", "Tables of others are being read just now; try again"}
	errPanic       = errors.New("panic")
)

// firstOnes is how many of whom a table adds are told by name.
const firstOnes = 10

type importedShape struct {
	Name    string `json:"name"`
	Village string `json:"village"` // its name
}

// importOutcomeShape is what a table of people does, or would.
type importOutcomeShape struct {
	tableShape
	Import *string         `json:"import"` // its id; null if nothing was stored
	Added  int             `json:"added"`
	First  []importedShape `json:"first"` // of whom it adds
	Known  int             `json:"known"`
}

func (a *App) newImportOutcomeShape(l peoplefile.List, plan people.ImportPlan) importOutcomeShape {
	s := importOutcomeShape{tableShape: newTableShape(l.Table, len(l.Entries)), First: []importedShape{}, Known: plan.Known}
	for _, f := range slices.Concat(l.Faults, plan.Faults) {
		s.fault(importFaultShape(f))
	}
	if s.FaultCount > 0 {
		return s
	}
	s.Added = len(plan.Add)
	dir := a.cfg.Reference().Directory
	for _, p := range plan.Add[:min(len(plan.Add), firstOnes)] {
		one := importedShape{p.Name, p.Village}
		if v, err := dir.Village(p.Village); err == nil {
			one.Village = v.Name
		}
		s.First = append(s.First, one)
	}
	return s
}

// postImportCheck says what a table of people would do.
func (a *App) postImportCheck(ctx context.Context, c *fiber.Ctx) error {
	var q readQuery
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	o, err := q.options(people.ImportFields)
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
	return sendPrivate(c, http.StatusOK, a.newImportOutcomeShape(list, plan))
}

// postImport takes a table of people in.
func (a *App) postImport(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		readQuery
		Agreed bool `query:"agreed"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	o, err := q.options(people.ImportFields)
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
			return a.newImportOutcomeShape(list, people.ImportPlan{}), err
		}
		plan, made, err := a.cfg.People.Import(ctx, who, ward, list.Entries, done)
		shape := a.newImportOutcomeShape(list, plan)
		if made.ID != uuid.Nil {
			shape.Import = orNull(made.ID.String())
		}
		return shape, err
	})
	return nil
}

// readPeople reads a table of people; one at a time in this process, since each takes much memory.
func (a *App) readPeople(ctx context.Context, raw []byte, o tablecolumns.Options) (peoplefile.List, error) {
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

func (a *App) newImportShape(ctx context.Context, id uuid.UUID, by string, at time.Time, undone bool) (importShape, error) {
	name, err := a.staffName(ctx, by)
	return importShape{id.String(), name, instant(at), instant(at.Add(people.UndoTime)), undone}, err
}

func (a *App) getImports(ctx context.Context, c *fiber.Ctx) error {
	list, err := a.cfg.People.Imports(ctx, actor(c), c.Params("code"))
	if err != nil {
		return err
	}
	shapes := make([]importShape, len(list))
	for i, one := range list {
		if shapes[i], err = a.newImportShape(ctx, one.ID, one.By, one.At, one.Undone); err != nil {
			return err
		}
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
