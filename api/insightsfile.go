package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/internal/sheet"
	"hocso/progress"
)

// insightsFileQuery asks for one of the room's tables as a file. By, A and B are what is compared.
type insightsFileQuery struct {
	View  string `query:"view" validate:"required,oneof=targets trends spread sizes places map hours lessons questions work compare compare_days"`
	Range string `query:"range" validate:"omitempty,oneof=all recent"`
	By    string `query:"by" validate:"omitempty,oneof=wards campaigns"`
	A     string `query:"a" validate:"max=40"`
	B     string `query:"b" validate:"max=40"`
	insightsQuery
	formatQuery
}

// getInsightsTable answers with a table of the managers' room, of the same figures as its answer.
func (a *App) getInsightsTable(ctx context.Context, c *fiber.Ctx) error {
	var q insightsFileQuery
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	if q.View == "compare" || q.View == "compare_days" {
		return a.sendComparison(ctx, c, q)
	}
	in, err := a.cfg.Progress.Insights(ctx, actor(c), q.Ward, q.Campaign)
	if err != nil {
		return err
	}
	t := a.insightsTable(q, in)
	t.Note = noteOf(t.Name+" của "+placeName(in)+", "+in.Campaign.Name, in.AsOf)
	return a.sendTable(c, q.Format, fileNameOf(q.View, in.Ward.Code), t)
}

func placeName(in progress.Insights) string {
	if in.Ward.Code == "" {
		return "toàn tỉnh"
	}
	return in.Ward.Title()
}

// fileNameOf is what a table of a ward is called as a file, or of the province for none.
func fileNameOf(view, ward string) string {
	name := map[string]string{"targets": "chi-tieu", "trends": "xu-huong", "spread": "phan-bo", "sizes": "theo-co", "places": "tung-noi", "map": "ban-do",
		"hours": "ngay-gio", "lessons": "bai-hoc", "questions": "cau-hoi", "work": "tu-lam", "compare": "so-sanh", "compare_days": "so-sanh-theo-ngay"}[view]
	if ward == "" {
		return name + "-toan-tinh"
	}
	return name + "-" + ward
}

func (a *App) insightsTable(q insightsFileQuery, in progress.Insights) sheet.Table {
	s := newInsightsShape(in, a.cfg.Reference().Directory)
	switch q.View {
	case "targets":
		return targetsTable(s)
	case "trends":
		return trendsTable(s, in.Campaign, day.Of(in.AsOf), q.Range == "recent")
	case "spread":
		return spreadTable(s.Spread)
	case "sizes":
		return sizesTable(s.Bands, in.Campaign.Bands)
	case "hours":
		return hoursTable(s.Hours)
	case "lessons":
		return a.lessonsTable(s.Modules)
	case "questions":
		return a.questionsTable(s.Quizzes)
	case "work":
		return workTable(s)
	}
	return roomPlacesTable(s)
}
