package api

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/internal/sheet"
	"hocso/progress/people"
	"hocso/progress/places"
)

// The files of the desk's pages about people name them, so each is asked for with a proof and noted.

// wardTitle is the title of a ward, or the province's name for none. places.ErrNotFound.
func (a *App) wardTitle(code string) (string, error) {
	if code == "" {
		return "toàn tỉnh", nil
	}
	ward, err := a.cfg.Reference().Directory.Ward(code)
	return ward.Title(), err
}

// postRequestsFile answers with the requests of a ward, open or finished.
func (a *App) postRequestsFile(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Format string `json:"format" validate:"required,oneof=csv xlsx"`
		Ward   string `json:"ward" validate:"required,max=5"`
		Status string `json:"status" validate:"omitempty,oneof=open finished"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	title, err := a.wardTitle(in.Ward)
	if err != nil {
		return err
	}
	lines, err := a.cfg.People.RequestsFile(ctx, actor(c), in.Ward, in.Status == "finished", in.Format)
	if err != nil {
		return err
	}
	now := a.cfg.Now()
	t, name, what := requestsTable(lines, a.cfg.Reference().Directory, now), "yeu-cau-can-lam-", "Yêu cầu cần làm của bà con "
	if in.Status == "finished" {
		name, what = "yeu-cau-da-xong-", "Yêu cầu đã xong của bà con "
	}
	t.Note = noteOf(what+title, now)
	return a.sendTable(c, in.Format, name+in.Ward, t)
}

// requestTexts are what the page calls what people ask for.
var requestTexts = map[people.RequestKind]string{
	people.AccessRequest: "Muốn biết hệ thống lưu gì về mình", people.CorrectRequest: "Muốn sửa thông tin", people.EraseRequest: "Muốn xóa dữ liệu",
	people.RestrictRequest: "Muốn tạm ngừng dùng dữ liệu", people.ObjectRequest: "Không đồng ý cách dùng dữ liệu", people.OtherRequest: "Việc khác",
}

// stageText says in words what must next be done about a request.
func stageText(r people.Request, now time.Time) string {
	switch {
	case !r.FinishedAt.IsZero():
		return "Đã xong"
	case !r.AnsweredAt.IsZero() && r.FinishBy.Before(now):
		return "Quá hạn làm xong"
	case !r.AnsweredAt.IsZero():
		return "Đã trả lời, chờ làm xong"
	case r.AnswerBy.Before(now):
		return "Quá hạn trả lời"
	}
	return "Chờ trả lời"
}

// lastDay is the day at whose end a time comes, as people mean "until"; empty for none.
func lastDay(end time.Time) sheet.Cell {
	if end.IsZero() {
		return sheet.Cell{}
	}
	return sheet.Day(day.Of(end.Add(-time.Millisecond)))
}

// villageName is what a village is called, closed ones too.
func villageName(dir *places.Directory, id string) sheet.Cell {
	if v := villageNamed(dir, id); v != nil {
		return sheet.Text(v.Name)
	}
	return sheet.Cell{}
}

func requestsTable(lines []people.RequestLine, dir *places.Directory, now time.Time) sheet.Table {
	var rows [][]sheet.Cell
	for _, r := range lines {
		name := r.Name
		if name == "" {
			name = "Người đã xóa tài khoản"
		}
		rows = append(rows, []sheet.Cell{sheet.Text(requestTexts[r.Kind]), sheet.Text(name), sheet.Text(r.Village), villageName(dir, r.Village), sheet.Moment(r.CreatedAt),
			sheet.Text(stageText(r.Request, now)), lastDay(r.AnswerBy), lastDay(r.FinishBy), sheet.Moment(r.AnsweredAt), sheet.Moment(r.FinishedAt),
			sheet.Text(r.Text), sheet.Text(r.Note)})
	}
	return sheet.Table{Name: "Yêu cầu của bà con", Rows: slices.Values(rows), Columns: named(columns("Yêu cầu", "Họ và tên", "Mã thôn, buôn", "Thôn, buôn, tổ dân phố",
		"Gửi lúc", "Tình trạng", "Hạn trả lời (hết ngày)", "Hạn làm xong (hết ngày)", "Đã trả lời lúc", "Đã xong lúc", "Bà con viết", "Nội dung trả lời"), 0, 1, 3, 5, 10, 11)}
}

// postStaffFile answers with who has a role, of one ward or of all.
func (a *App) postStaffFile(ctx context.Context, c *fiber.Ctx) error {
	var in struct {
		Format string `json:"format" validate:"required,oneof=csv xlsx"`
		Role   string `json:"role" validate:"required,oneof=coordinator officer manager"`
		Ward   string `json:"ward" validate:"required_if=Role coordinator,max=5"`
	}
	if err := parseBody(c, &in); err != nil {
		return err
	}
	title, err := a.wardTitle(in.Ward)
	if err != nil {
		return err
	}
	role := people.Role(in.Role)
	members, err := a.cfg.People.StaffFile(ctx, actor(c), role, in.Ward, in.Format)
	if err != nil {
		return err
	}
	now := a.cfg.Now()
	t := staffTable(members, a.cfg.Reference().Directory, now)
	t.Note = noteOf(staffTitles[role]+" của "+title, now)
	name := map[people.Role]string{people.Coordinator: "to-cong-nghe-so-", people.Officer: "can-bo-", people.Manager: "quan-ly-"}[role]
	return a.sendTable(c, in.Format, name+cmp.Or(in.Ward, wholeProvince), t)
}

// wholeProvince stands in the name of a file where others have the ward's code.
const wholeProvince = "toan-tinh"

// staffTitles are what the pages call those who have a role.
var staffTitles = map[people.Role]string{people.Coordinator: "Tổ công nghệ số", people.Officer: "Cán bộ xã, phường", people.Manager: "Quản lý chiến dịch"}

// roleTexts are what the pages call roles.
var roleTexts = map[people.Role]string{people.Coordinator: "thành viên tổ công nghệ số", people.Officer: "cán bộ xã, phường", people.Manager: "quản lý chiến dịch"}

// holdsText says in words whether an appointment holds.
func holdsText(a people.Appointment, now time.Time) string {
	switch {
	case !a.Until.IsZero() && !a.Until.After(now):
		return "Đã hết hạn"
	case a.From.After(now):
		return "Chưa bắt đầu"
	}
	return "Đang làm"
}

// readablePhone writes a number as people read it, 0900 000 001, which no spreadsheet program takes for one to compute with.
func readablePhone(phone string) string {
	national, ok := strings.CutPrefix(phone, "+84")
	if !ok || len(national) != len("900000001") {
		return phone
	}
	return "0" + national[:3] + " " + national[3:6] + " " + national[6:]
}

func staffTable(members []people.StaffMember, dir *places.Directory, now time.Time) sheet.Table {
	var rows [][]sheet.Cell
	for _, m := range members {
		a := m.Appointment
		place, name, from := a.Village, villageName(dir, a.Village), sheet.Cell{}
		if a.Village == "" {
			place = a.Ward
			if w, err := dir.Ward(a.Ward); err == nil {
				name = sheet.Text(w.Title())
			}
		}
		if !a.From.IsZero() {
			from = sheet.Day(day.Of(a.From))
		}
		rows = append(rows, []sheet.Cell{sheet.Text(m.Name), sheet.Text(readablePhone(m.Phone)), sheet.Text(roleTexts[a.Role]), sheet.Text(place), name, from, lastDay(a.Until),
			sheet.Text(holdsText(a, now)), yesNo(m.TOTP)})
	}
	return sheet.Table{Name: "Người được giao việc", Rows: slices.Values(rows), Columns: named(columns("Họ và tên", "Số điện thoại", "Việc được giao", "Mã nơi phụ trách",
		"Nơi phụ trách", "Từ ngày", "Đến hết ngày", "Tình trạng", "Có ứng dụng xác thực"), 0, 2, 4)}
}
