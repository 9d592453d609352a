package api

import (
	"bytes"
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/internal/sheet"
	"hocso/progress/people"
)

// accountsHeader is the first row of the file of a village's residents. It is for people, so it is in Vietnamese.
var accountsHeader = []string{"Họ và tên", "Số điện thoại (3 số cuối)", "Đã xác nhận", "Có thẻ học", "Có mã PIN", "Ngày lập tài khoản"}

func (a *App) postAccountsFile(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Format string `json:"format" validate:"required,oneof=csv xlsx"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	kind := sheet.Kind(in.Format)
	accounts, err := a.cfg.People.Listed(ctx, actor(c), c.Params("id"), string(kind))
	if err != nil {
		return err
	}
	rows := make([][]string, len(accounts))
	for i, one := range accounts {
		rows[i] = accountRow(one)
	}
	var file bytes.Buffer
	if err := sheet.Write(&file, kind, accountsHeader, slices.Values(rows)); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="nguoi-hoc-`+c.Params("id")+"."+string(kind)+`"`)
	c.Set(fiber.HeaderContentType, kind.ContentType())
	return c.Send(file.Bytes())
}

func accountRow(a people.Account) []string {
	yes := func(b bool) string {
		if b {
			return "có"
		}
		return "không"
	}
	return []string{a.ListedName(), a.Hint(), yes(!a.Unconfirmed), yes(a.Card), yes(a.PIN), string(day.Of(a.CreatedAt))}
}
