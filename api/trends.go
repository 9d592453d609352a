package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/internal/sheet"
	"hocso/progress"
)

// villageTrendShape hides no small groups: it is for those who see the people too.
type villageTrendShape struct {
	Village namedVillage `json:"village"`
	Closed  bool         `json:"closed"`
	AsIs    []int        `json:"as_is"`
	AsWas   []int        `json:"as_was"`
}

type campaignQuery struct {
	Campaign string `query:"campaign" validate:"max=40"`
}

func (a *App) getWardTrends(ctx context.Context, c *fiber.Ctx) error {
	var q campaignQuery
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	w, err := a.cfg.Progress.Trends(ctx, actor(c), c.Params("code"), q.Campaign)
	if err != nil {
		return err
	}
	villages := make([]villageTrendShape, len(w.Villages))
	for i, v := range w.Villages {
		villages[i] = villageTrendShape{namedVillage{v.Village.ID, v.Village.Name}, v.Village.Closed(), v.AsIs, v.AsWas}
	}
	days := w.Days
	if days == nil { // before its first day
		days = []day.Day{}
	}
	return sendPrivate(c, http.StatusOK, struct {
		Ward     wardShape           `json:"ward"`
		Campaign namedCampaign       `json:"campaign"`
		Days     []day.Day           `json:"days"`
		Villages []villageTrendShape `json:"villages"`
		AsOf     string              `json:"as_of"`
	}{newWardShape(w.Ward, a.cfg.Reference().Directory), namedCampaign{w.Campaign.ID, w.Campaign.Name, w.Campaign.Sample}, days, villages, instant(w.AsOf)})
}

// namedCampaign is a campaign as pages name it.
type namedCampaign struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Sample bool   `json:"sample"`
}

// wardTrendsTable is a line for each day of each village, the newest day first.
func wardTrendsTable(w progress.WardTrends) sheet.Table {
	var rows [][]sheet.Cell
	for _, v := range w.Villages {
		name := v.Village.Name
		if v.Village.Closed() {
			name += " (không còn)"
		}
		for i := range slices.Backward(w.Days) {
			rows = append(rows, []sheet.Cell{sheet.Text(v.Village.ID), sheet.Text(name), sheet.Day(w.Days[i]), sheet.Count(v.AsWas[i]), sheet.Count(v.AsIs[i])})
		}
	}
	return sheet.Table{Name: "Từng thôn, buôn theo ngày", Rows: slices.Values(rows), Columns: named(columns("Mã", "Thôn, buôn, tổ dân phố", "Ngày",
		"Tham gia, theo nơi ở khi đó", "Tham gia, theo nơi ở hôm nay"), 1)}
}

func (a *App) sendWardTrends(ctx context.Context, c *fiber.Ctx, format, campaign string) error {
	w, err := a.cfg.Progress.Trends(ctx, actor(c), c.Params("code"), campaign)
	if err != nil {
		return err
	}
	t := wardTrendsTable(w)
	t.Note = noteOf(t.Name+", "+w.Campaign.Name+", của "+w.Ward.Title(), w.AsOf)
	return a.sendTable(c, format, "tung-thon-theo-ngay-"+w.Campaign.ID+"-"+w.Ward.Code, t)
}
