package api

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/internal/sheet"
	"hocso/progress"
	"hocso/progress/people"
	"hocso/progress/places"
)

type exportRequest struct {
	Format string `json:"format" validate:"required,oneof=csv xlsx"`
	Table  string `json:"table" validate:"omitempty,oneof=accounts progress sessions"`
}

// postAccountsFile answers with the residents of a village who agreed to be listed: their accounts, how far they are, or to which sessions
// they came.
func (a *App) postAccountsFile(ctx context.Context, c *fiber.Ctx) error {
	var in exportRequest
	if err := parseBody(c, &in); err != nil {
		return err
	}
	accounts, err := a.cfg.People.Listed(ctx, actor(c), c.Params("id"), in.Format)
	if err != nil {
		return err
	}
	village, err := a.cfg.Reference().Directory.Village(c.Params("id"))
	if err != nil {
		return err
	}
	t := accountsTable(village, accounts)
	name := "nguoi-hoc-"
	switch in.Table {
	case "sessions":
		name = "ai-den-"
		if t, err = a.attendances(ctx, c, village); err != nil {
			return err
		}
	case "progress":
		name = "tinh-hinh-"
		rows, err := a.learnerRows(ctx, c, village)
		if err != nil {
			return err
		}
		t = learnersTable(rows)
	}
	t.Note = noteOf(t.Name+" của "+village.Name, a.cfg.Now())
	return a.sendTable(c, in.Format, name+village.ID, t)
}

// attendances is who came to the sessions of a village, the newest session first.
func (a *App) attendances(ctx context.Context, c *fiber.Ctx, v places.Village) (sheet.Table, error) {
	sessions, _, err := a.cfg.Progress.Sessions(ctx, actor(c), v.ID, progress.Page{Limit: wholeVillage})
	if err != nil {
		return sheet.Table{}, err
	}
	all := make([]progress.SessionResults, len(sessions))
	for i, s := range sessions {
		if all[i], err = a.cfg.Progress.Session(ctx, actor(c), v.ID, s.ID); err != nil {
			return sheet.Table{}, err
		}
	}
	return attendanceTable(all), nil
}

// postWardResidentsFile answers with how far the residents of a whole ward are who agreed to be listed.
func (a *App) postWardResidentsFile(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Format string `json:"format" validate:"required,oneof=csv xlsx"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	dir := a.cfg.Reference().Directory
	ward, err := dir.Ward(c.Params("code"))
	if err != nil {
		return err
	}
	if err := a.cfg.People.RecordWardExport(ctx, actor(c), ward, in.Format); err != nil {
		return err
	}
	t := learnersTable(nil)
	var failed error
	t.Err = func() error { return failed }
	// Of fifty thousand people those of one village at a time are in memory.
	t.Rows = func(yield func([]sheet.Cell) bool) {
		for _, v := range dir.VillagesOf(ward.Code) {
			var rows [][]sheet.Cell
			if rows, failed = a.learnerRows(ctx, c, v); failed != nil {
				return
			}
			for _, row := range rows {
				if !yield(row) {
					return
				}
			}
		}
	}
	t.Note = noteOf(t.Name+" của "+ward.Title(), a.cfg.Now())
	return a.sendTable(c, in.Format, "tinh-hinh-"+ward.Code, t)
}

func accountsTable(v places.Village, accounts []people.Account) sheet.Table {
	rows := make([][]sheet.Cell, len(accounts))
	for i, one := range accounts {
		rows[i] = []sheet.Cell{sheet.Text(one.ID), sheet.Text(one.ListedName()), sheet.Text(v.ID), sheet.Text(v.Name), sheet.Text(one.BirthBand), sheet.Text(one.Hint()), yesNo(!one.Unconfirmed),
			yesNo(one.Card), yesNo(one.PIN), sheet.Day(day.Of(one.CreatedAt))}
	}
	return sheet.Table{Name: "Tài khoản", Rows: slices.Values(rows), Columns: named(columns("Mã người học", "Họ và tên", "Mã thôn, buôn",
		"Thôn, buôn, tổ dân phố", bandLabel, "Số điện thoại (3 số cuối)", "Đã xác nhận", "Có thẻ học", "Có mã PIN", "Ngày lập tài khoản"), 0, 1, 3)}
}

// learnerRows says how far the residents of a village are who agreed to be listed, by name.
func (a *App) learnerRows(ctx context.Context, c *fiber.Ctx, v places.Village) ([][]sheet.Cell, error) {
	got, err := a.cfg.Progress.Village(ctx, actor(c), v.ID, "", progress.Page{Limit: wholeVillage})
	if err != nil {
		return nil, err
	}
	if got.Next != "" {
		return nil, fmt.Errorf("village %s has more than %d residents", v.ID, wholeVillage)
	}
	rows := make([][]sheet.Cell, len(got.Residents))
	for i, r := range got.Residents {
		rows[i] = []sheet.Cell{sheet.Text(r.Person.ID), sheet.Text(r.Person.ListedName()), sheet.Text(v.ID), sheet.Text(v.Name), sheet.Text(r.Person.BirthBand), sheet.Text(statusTexts[r.Status]),
			sheet.Count(len(r.Passed)), sheet.Text(a.moduleTitles(r.StuckOn)), sheet.Count(r.Points), sheet.Moment(r.LastAt), sheet.Day(day.Of(r.Person.CreatedAt))}
	}
	return rows, nil
}

// bandLabel is the column of the decades of birth, which an import reads too.
const bandLabel = "Những năm sinh"

// wholeVillage is more residents than any village has.
const wholeVillage = 1_000_000

func learnersTable(rows [][]sheet.Cell) sheet.Table {
	return sheet.Table{Name: "Người học", Rows: slices.Values(rows), Columns: named(columns("Mã người học", "Họ và tên", "Mã thôn, buôn",
		"Thôn, buôn, tổ dân phố", bandLabel, "Tình trạng", "Số bài đã đạt", "Đang gặp khó ở", "Điểm", "Làm bài gần nhất", "Ngày lập tài khoản"), 0, 1, 3, 5, 7)}
}

// moduleTitles names modules in Vietnamese.
func (a *App) moduleTitles(ids []string) string {
	catalogue := a.cfg.Courses.Catalogue()
	titles := make([]string, len(ids))
	for i, id := range ids {
		titles[i] = id
		if view, err := catalogue.ModuleView(id, courses.Vietnamese); err == nil {
			titles[i] = view.Title
		}
	}
	return strings.Join(titles, ", ")
}
