package api

import (
	"context"
	"crypto/rand"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"hocso/internal/sqlite"
	"hocso/progress/people"
	"hocso/progress/places"
)

// BenchmarkAdmit is what a route's policy costs before its handler: for anybody, and for somebody who is signed in and was read
// from the store a moment ago. The difference is to stay under 50 µs.
func BenchmarkAdmit(b *testing.B) {
	db, err := sqlite.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	keys, err := people.NewKeys(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	dir := places.NewDirectory([]places.Ward{{Code: "24163"}}, []places.Village{{ID: "24163-001", Ward: "24163"}})
	service, err := people.NewService(people.Config{Keys: keys, Places: func() *places.Directory { return dir },
		OpenRegistration: func() bool { return true },
		Stores:           people.Stores{People: db, Credentials: db, Devices: db, Attempts: db, Passes: db, Factors: db, Requests: db, Audit: db, Erasures: db, Aliases: db, Certificates: db}})
	if err != nil {
		b.Fatal(err)
	}
	login, err := service.Register(b.Context(), people.Registration{Name: "Người thử", PIN: "482913", Village: "24163-001",
		Consent: people.Consent{Account: true}}, people.Visit{})
	if err != nil {
		b.Fatal(err)
	}
	a := &App{cfg: Config{People: service, Now: time.Now}, limits: newLimits(Rates{}, time.Now)}
	app := fiber.New(fiber.Config{Immutable: true})
	for name, p := range map[string]policy{"anonymous": public, "signed-in": only(people.Resident)} {
		b.Run(name, func(b *testing.B) {
			c := app.AcquireCtx(&fasthttp.RequestCtx{})
			defer app.ReleaseCtx(c)
			c.Request().Header.Set("Authorization", "Bearer "+login.AccessToken)
			b.ReportAllocs()
			for b.Loop() {
				if err := a.admit(context.Background(), c, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
