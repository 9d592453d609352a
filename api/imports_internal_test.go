package api

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/tablecolumns"
)

func TestAPanicInLongWorkIsAnsweredAndEndsNothingElse(t *testing.T) {
	var log strings.Builder
	a := &App{cfg: Config{Log: slog.New(slog.NewTextHandler(&log, nil))}, root: t.Context()}
	app := fiber.New()
	app.Get("/long", func(c *fiber.Ctx) error {
		a.report(c, func(context.Context, func(n, of int)) (any, error) { panic("a table that nobody thought of") })
		return nil
	})
	res, err := app.Test(httptest.NewRequest(http.MethodGet, "/long", nil), -1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || !strings.Contains(string(body), `"problem"`) || !strings.Contains(string(body), `"status":500`) {
		t.Errorf("%s, %v", body, err)
	}
	if !strings.Contains(log.String(), "a table that nobody thought of") {
		t.Errorf("logged %q", log.String())
	}
}

func TestTablesOfPeopleAreReadOneAfterTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &App{reading: make(chan struct{}, 1)}
		raw := []byte("Họ tên,Thôn\nAn,Buôn Một\n")
		a.reading <- struct{}{} // another one's is being read
		var busy *httpError
		if _, err := a.readPeople(t.Context(), raw, tablecolumns.Options{}); !errors.As(err, &busy) || busy.status != 503 {
			t.Errorf("beside another one: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := a.readPeople(ctx, raw, tablecolumns.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("for nobody any more: %v", err)
		}
		<-a.reading
		for range 2 {
			if list, err := a.readPeople(t.Context(), raw, tablecolumns.Options{}); err != nil || len(list.Entries) != 1 {
				t.Errorf("after it: %+v, %v", list, err)
			}
		}
	})
}
