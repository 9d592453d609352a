package api

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/internal/sheet"
	"hocso/progress"
	"hocso/progress/places"
)

// formatQuery asks for a table as a file.
type formatQuery struct {
	Format string `query:"format" validate:"required,oneof=csv xlsx"`
}

// sendTable answers with a table as a file. It is made before the first byte is sent, so that what goes wrong is told as an error and
// no half a file is kept.
func (a *App) sendTable(c *fiber.Ctx, format, name string, t sheet.Table) error {
	kind := sheet.Kind(format)
	var file bytes.Buffer
	if err := t.Write(&file, kind); err != nil {
		return err
	}
	announceTable(c, kind, name)
	return c.Send(file.Bytes())
}

func announceTable(c *fiber.Ctx, kind sheet.Kind, name string) {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+"."+string(kind)+`"`)
	c.Set(fiber.HeaderContentType, kind.ContentType())
}

// streamTable is sendTable for a table that may be too long to be held: it is sent while it is made. Where that fails the connection
// breaks, so that nobody takes half a file for a whole one.
func (a *App) streamTable(c *fiber.Ctx, format, name string, table func(context.Context) sheet.Table) {
	kind := sheet.Kind(format)
	announceTable(c, kind, name)
	id, method, route := requestID(c), c.Method(), routePath(c)
	sent, made := io.Pipe()
	go func() {
		// The request's own ends before its answer is sent, and who has a slow line takes long to read it.
		ctx, cancel := context.WithTimeout(a.root, importTime)
		defer cancel()
		_, err := a.recovering(id, route, func() (any, error) {
			out := bufio.NewWriterSize(made, streamedBlock)
			return nil, errors.Join(table(ctx).Write(out, kind), out.Flush())
		})
		if err != nil && !errors.Is(err, io.ErrClosedPipe) { // that is somebody who left
			a.cfg.Log.Error("a table was not sent whole", "request_id", id, "method", method, "route", route, "error", err)
		}
		_ = made.CloseWithError(err)
	}()
	c.Context().SetBodyStream(sent, -1) // closed by the server, whatever comes of it
}

// streamedBlock is how much of a table is sent at a time.
const streamedBlock = 32 << 10

// noteOf is the first line of each table: what it is of, whose figures they are and of when. It is for people, as the headers are, so it
// is in Vietnamese.
func noteOf(what string, asOf time.Time) string {
	return what + ". Nguồn: hocso, số liệu lúc " + asOf.In(day.Zone).Format("15:04 02/01/2006") + " (giờ Việt Nam)"
}

func (a *App) getProvinceTable(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Table string `query:"table" validate:"required,oneof=wards villages days modules"`
		formatQuery
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	p, villages, below, err := a.cfg.Progress.ProvinceVillages(ctx, actor(c))
	if err != nil {
		return err
	}
	shown, dir := counts{only: true}, a.cfg.Reference().Directory
	t, name := sheet.Table{}, ""
	switch q.Table {
	case "wards":
		t, name = wardsTable(shown, p), "xa-phuong"
	case "villages":
		t, name = villagesTable(shown, figuresOf(villages, below), &p.Totals, dir), "thon-buon"
	default:
		t, name = a.placeTable(q.Table, shown, p.Totals)
	}
	t.Note = noteOf(t.Name+" của toàn tỉnh", p.AsOf)
	return a.sendTable(c, q.Format, name+"-toan-tinh", t)
}

func (a *App) getWardTable(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Table string `query:"table" validate:"required,oneof=villages days modules rolls desk week reviews closed trends"`
		formatQuery
		campaignQuery
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	if q.Table == "trends" {
		return a.sendWardTrends(ctx, c, q.Format, q.Campaign)
	}
	w, err := a.cfg.Progress.Ward(ctx, actor(c), c.Params("code"))
	if err != nil {
		return err
	}
	shown := counts{only: w.CountsOnly}
	t, name := sheet.Table{}, ""
	switch q.Table {
	case "villages":
		t, name = villagesTable(shown, figuresOf(w.Villages, w.Below), &w.Totals, nil), "thon-buon"
	case "rolls":
		rolls, err := a.cfg.Rolls.OfWard(ctx, actor(c), w.Ward.Code)
		if err != nil {
			return err
		}
		t, name = rollsTable(rolls), "nguoi-truong-thanh"
	case "desk":
		t, name = deskTable(w), "ban-lam-viec"
	case "week":
		week, err := a.cfg.Progress.Week(ctx, actor(c), w.Ward.Code, day.Of(a.cfg.Now()))
		if err != nil {
			return err
		}
		t, name = weekTable(week), "tuan-nay"
	case "reviews":
		reviews, err := a.cfg.Rulings.Reviews(ctx, actor(c), "", w.Ward.Code)
		if err != nil {
			return err
		}
		t, name = reviewsTable(reviews), "can-xem-lai"
	case "closed":
		t, name = closedTable(w.Closed, a.cfg.Reference().Directory), "da-thoi"
	default:
		t, name = a.placeTable(q.Table, shown, w.Totals)
	}
	t.Note = noteOf(t.Name+" của "+w.Ward.Title(), w.AsOf)
	return a.sendTable(c, q.Format, name+"-"+w.Ward.Code, t)
}

func (a *App) getVillageTable(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Table string `query:"table" validate:"required,oneof=days modules statuses sessions"`
		formatQuery
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	v, err := a.cfg.Progress.Village(ctx, actor(c), c.Params("id"), "", progress.Page{Limit: 1})
	if err != nil {
		return err
	}
	shown := counts{only: v.CountsOnly}
	t, name := statusesTable(shown, v), "tinh-trang"
	switch q.Table {
	case "statuses":
	case "sessions":
		sessions, _, err := a.cfg.Progress.Sessions(ctx, actor(c), v.Village.ID, progress.Page{Limit: wholeVillage})
		if err != nil {
			return err
		}
		t, name = a.sessionsTable(sessions), "buoi-hoc"
	default:
		t, name = a.placeTable(q.Table, shown, v.Totals)
	}
	t.Note = noteOf(t.Name+" của "+v.Village.Name, v.AsOf)
	return a.sendTable(c, q.Format, name+"-"+v.Village.ID, t)
}

// placeTable is one of the tables that places of every size have.
func (a *App) placeTable(which string, shown counts, t progress.PlaceTotals) (table sheet.Table, name string) {
	if which == "days" {
		return daysTable(shown, t), "theo-ngay"
	}
	return a.modulesTable(shown, t.Totals), "bai-hoc"
}

// villageFigures is a line of a table of villages.
type villageFigures struct {
	village places.Village
	totals  progress.PlaceTotals
}

func figuresOf(villages []places.Village, below []progress.PlaceTotals) []villageFigures {
	all := make([]villageFigures, len(villages))
	for i, v := range villages {
		all[i] = villageFigures{v, below[i]}
	}
	return all
}
