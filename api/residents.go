package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"hocso/progress/people"
	"hocso/progress/places"
)

func (a *App) getResident(ctx context.Context, c *fiber.Ctx) error {
	account, err := a.cfg.People.Account(ctx, actor(c), c.Params("id"), c.Params("person"))
	if err != nil {
		return err
	}
	shapes, err := a.listedAccounts(ctx, c, []people.Account{account})
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, shapes[0])
}

// patchResident sets right what is kept of a resident.
func (a *App) patchResident(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Name      *string `json:"name" validate:"omitempty,max=80"`
		BirthBand *string `json:"birth_band" validate:"omitempty,max=4"`
		Phone     *string `json:"phone" validate:"omitempty,max=24"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	account, err := a.cfg.People.Edit(ctx, actor(c), c.Params("id"), c.Params("person"), people.Edit{Name: in.Name, BirthBand: in.BirthBand, Phone: in.Phone})
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newAccountShape(account))
}

// postMove lets a resident live in another village. Totals follow a moment later.
func (a *App) postMove(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Village string `json:"village" validate:"required,max=9"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	village, moved, err := a.cfg.People.MoveResident(ctx, actor(c), c.Params("id"), c.Params("person"), in.Village)
	if err != nil {
		return err
	}
	if err := a.cfg.Progress.Recount(ctx, moved...); err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, struct {
		Village villageShape `json:"village"`
		People  int          `json:"people"`
	}{newVillageShape(village), len(moved)})
}

// villageNamed is a village by its id, closed ones too; nil for an id that is none.
func villageNamed(dir *places.Directory, id string) *namedVillage {
	v, err := dir.Record(id)
	if err != nil {
		return nil
	}
	return &namedVillage{v.ID, v.Name}
}

type historyShape struct {
	Seq       int64              `json:"seq"`
	At        string             `json:"at"`
	ActorName *string            `json:"actor_name"`
	By        string             `json:"by"`
	Action    people.AuditAction `json:"action"`
	Detail    string             `json:"detail"`
	Village   *namedVillage      `json:"village"`
	From      *namedVillage      `json:"from"`
}

// getHistory tells what was done to a resident's account.
func (a *App) getHistory(ctx context.Context, c *fiber.Ctx) error {
	q := limitQuery{Limit: defaultLimit}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	before, err := seqCursor(q.After)
	if err != nil {
		return err
	}
	entries, err := a.cfg.People.History(ctx, actor(c), c.Params("id"), c.Params("person"), before, q.Limit)
	if err != nil {
		return err
	}
	names, err := a.staffNames(ctx, entries)
	if err != nil {
		return err
	}
	dir := a.cfg.Reference().Directory
	shapes := make([]historyShape, len(entries))
	for i, e := range entries {
		shapes[i] = historyShape{Seq: e.Seq, At: instant(e.At), ActorName: names[e.Actor], By: byWhom(e, names[e.Actor]), Action: e.Action,
			Detail: e.Detail, Village: villageNamed(dir, e.Village)}
		if e.Action == people.ActionMoved {
			shapes[i].From = villageNamed(dir, e.Detail)
		}
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, seqAfter(entries, q.Limit)))
}

// byWhom says in a word who did what an entry says; name is theirs if they are staff.
func byWhom(e people.AuditEntry, name *string) string {
	switch {
	case e.Actor == "":
		return "system"
	case e.Actor == e.Person:
		return "self"
	case name != nil:
		return "staff"
	}
	return "other"
}

// seqCursor reads a cursor of a list of audit entries: the number of the last one shown; 0 without one.
func seqCursor(after string) (int64, error) {
	if after == "" {
		return 0, nil
	}
	before, err := strconv.ParseInt(after, 10, 64)
	if err != nil || before < 1 {
		return 0, errBadCursor
	}
	return before, nil
}

// seqAfter is the cursor after a page; empty where no further one can be.
func seqAfter(page []people.AuditEntry, limit int) string {
	if len(page) < limit {
		return ""
	}
	return strconv.FormatInt(page[len(page)-1].Seq, 10)
}

type duplicateShape struct {
	Accounts []listedAccountShape `json:"accounts"`
}

// getDuplicates lists accounts that may be one person's.
func (a *App) getDuplicates(ctx context.Context, c *fiber.Ctx) error {
	groups, err := a.cfg.People.Duplicates(ctx, actor(c), c.Params("id"))
	if err != nil {
		return err
	}
	statuses, err := a.cfg.Progress.Statuses(ctx, actor(c), c.Params("id")) // once, however many groups there are
	if err != nil {
		return err
	}
	shapes := make([]duplicateShape, len(groups))
	for i, group := range groups {
		shapes[i].Accounts = newListedShapes(group, statuses)
	}
	return sendPrivate(c, http.StatusOK, newList(shapes, ""))
}

// postMerge makes one account of two that are one person's.
func (a *App) postMerge(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Keep string `json:"keep" validate:"required,uuid"`
		Drop string `json:"drop" validate:"required,uuid"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	account, err := a.cfg.People.Merge(ctx, actor(c), c.Params("id"), in.Keep, in.Drop, a.cfg.Progress.Absorb)
	if err != nil {
		return err
	}
	return sendPrivate(c, http.StatusOK, newAccountShape(account))
}
