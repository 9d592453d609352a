package api

import (
	"cmp"
	"context"
	"iter"
	"strings"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/sheet"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

// auditFilePage is how many lines of the log are in memory at a time.
const auditFilePage = 1000

// postAuditFile answers with the log of a ward, or with all of it to admins. It may be long, so it is read and sent bit by bit.
func (a *App) postAuditFile(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Format string `json:"format" validate:"required,oneof=csv xlsx"`
		Ward   string `json:"ward" validate:"max=5"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	title, err := a.wardTitle(in.Ward)
	if err != nil {
		return err
	}
	reader := actor(c)
	if err := a.cfg.People.RecordAuditFile(ctx, reader, in.Ward, in.Format); err != nil {
		return err
	}
	// Before anything is sent, so that a store that does not answer is told as an error.
	first, err := a.cfg.People.AuditLog(ctx, reader, in.Ward, 0, auditFilePage)
	if err != nil {
		return err
	}
	note := noteOf("Nhật ký của "+title, a.cfg.Now())
	a.streamTable(c, in.Format, "nhat-ky-"+cmp.Or(in.Ward, wholeProvince), func(ctx context.Context) sheet.Table {
		rows, failed := a.auditRows(ctx, first, func(before int64) ([]people.AuditEntry, error) {
			return a.cfg.People.AuditLog(ctx, reader, in.Ward, before, auditFilePage)
		})
		return sheet.Table{Name: "Nhật ký", Note: note, Rows: rows, Err: failed, Columns: named(columns("Số thứ tự", "Lúc", "Ai làm", "Làm gì", "Chi tiết", "Với ai",
			"Mã thôn, buôn", "Thôn, buôn, tổ dân phố", "Mã xã, phường"), 2, 3, 4, 5, 7)}
	})
	return nil
}

// auditRows is the log from its first page on, newest first; next returns the page of what was before a number. What went wrong on the way
// is asked for afterwards.
func (a *App) auditRows(ctx context.Context, page []people.AuditEntry, next func(before int64) ([]people.AuditEntry, error)) (iter.Seq[[]sheet.Cell], func() error) {
	var failed error
	rows := func(yield func([]sheet.Cell) bool) {
		dir := a.cfg.Reference().Directory
		for {
			var names map[string]*string
			if names, failed = a.staffNames(ctx, page); failed != nil {
				return
			}
			for _, e := range page {
				if !yield(auditRow(e, names[e.Actor], dir)) {
					return
				}
			}
			if len(page) < auditFilePage {
				return
			}
			if page, failed = next(page[len(page)-1].Seq); failed != nil {
				return
			}
		}
	}
	return rows, func() error { return failed }
}

// auditRow is a line of the log as the page shows it; name is that of who did it, if they are staff.
func auditRow(e people.AuditEntry, name *string, dir *places.Directory) []sheet.Cell {
	what, detail := auditWords(e)
	whom := sheet.Cell{}
	if e.Person != "" && e.Person != e.Actor {
		whom = sheet.Text(someone(e.Person))
	}
	return []sheet.Cell{sheet.Count(int(e.Seq)), sheet.Moment(e.At), sheet.Text(whoDid(e, name)), sheet.Text(what), sheet.Text(detail), whom,
		sheet.Text(e.Village), villageName(dir, e.Village), sheet.Text(e.Ward)}
}

func whoDid(e people.AuditEntry, name *string) string {
	switch {
	case name != nil:
		return *name
	case e.Actor == "":
		return "Quản trị (dòng lệnh)"
	case e.Actor == e.Person:
		return "Người học tự làm"
	}
	return someone(e.Actor)
}

// someone is a person by the end of their id: enough to see that two lines are about the same one.
func someone(id string) string { return "người " + id[max(0, len(id)-4):] }

// auditWords says in words what was done, and what exactly.
func auditWords(e people.AuditEntry) (what, detail string) {
	what = cmp.Or(auditTexts[e.Action], string(e.Action))
	switch e.Action {
	case people.ActionImported, people.ActionImportUndoBegun, people.ActionImportUndone, people.ActionMerged, people.ActionVillagesImported,
		people.ActionVillageListUndone, people.ActionRollsImported, people.ActionRollFileUndone:
		return what, "" // it is an id, which tells nobody anything
	case people.ActionVillageAdded, people.ActionVillageRenamed, people.ActionVillageRetired:
		return what, besideImport(e.Detail) // names
	case people.ActionRollDeclared, people.ActionRollApproved, people.ActionRollWithdrawn:
		return what, "bản " + besideImport(e.Detail) // a number alone would be read as so many adults
	}
	parts := strings.Split(e.Detail, ",")
	for i, part := range parts {
		parts[i] = cmp.Or(auditDetails[part], part)
	}
	return what, strings.Join(parts, ", ")
}

// besideImport is a detail without the id of the import that it may begin with.
func besideImport(detail string) string {
	if _, more, ok := progress.ReadImportDetail(detail); ok {
		return strings.Join(more, " → ")
	}
	return detail
}
