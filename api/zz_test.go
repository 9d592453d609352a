package api

import (
	"context"
	"fmt"
	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/valyala/fasthttp"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
	"hocso/seed"
	"log/slog"
	"testing"
	"time"
)

type fakeReader struct{}

func (fakeReader) Read(context.Context, leaderboard.Board, campaign.Measure) (leaderboard.Snapshot, error) {
	var rows []campaign.Row
	for i := 0; i < 102; i++ {
		rows = append(rows, campaign.Row{ID: fmt.Sprintf("%05d", i), Done: i, Roll: 500, AsOf: time.Now()})
	}
	return leaderboard.Snapshot{Rows: campaign.Rank(rows, campaign.Rate), AsOf: time.Unix(1, 0)}, nil
}
func BenchmarkZZ(b *testing.B) {
	w, _ := seed.Wards()
	d := places.NewDirectory(w, nil)
	app, err := New(Config{Boards: leaderboard.NewCache(fakeReader{}, time.Now), Reference: func() progress.Reference { return progress.Reference{Directory: d} }, Metrics: NewMetrics(prometheus.NewRegistry()), Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	bare := fiber.New(fiber.Config{DisableStartupMessage: true})
	bare.Get("/bare", func(c *fiber.Ctx) error {
		return c.JSON(struct {
			ID    string `json:"id"`
			Score int    `json:"score"`
		}{"7f9c24e8-3b12-4d8f-9c1a-0123456789ab", 4})
	})
	run := func(h fasthttp.RequestHandler, uri string, gz bool) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			var ctx fasthttp.RequestCtx
			var req fasthttp.Request
			req.SetRequestURI(uri)
			req.Header.SetHost("x")
			if gz {
				req.Header.Set("Accept-Encoding", "gzip, br")
			}
			for i := 0; i < b.N; i++ {
				ctx.Init(&req, nil, nil)
				ctx.Response.Reset()
				h(&ctx)
				if ctx.Response.StatusCode() != 200 {
					b.Fatal(string(ctx.Response.Body()))
				}
			}
		}
	}
	b.Run("bare", run(bare.Handler(), "http://x/bare", false))
	b.Run("board", run(app.Fiber.Handler(), "http://x/api/v1/boards/wards", false))
	b.Run("boardgz", run(app.Fiber.Handler(), "http://x/api/v1/boards/wards", true))
}
