package api

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	lru "github.com/hashicorp/golang-lru/v2"

	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
)

type boardEntry struct {
	Board    string             `json:"board"`
	Measures []campaign.Measure `json:"measures"`
}

func (a *App) getBoards(_ context.Context, c *fiber.Ctx) error {
	return sendPublic(c, newList([]boardEntry{
		{"wards", campaign.Measures}, {"villages", campaign.Measures}, {"wards/{code}/villages", campaign.Measures},
	}, ""))
}

type boardQuery struct {
	limitQuery
	Measure string `query:"measure" validate:"omitempty,oneof=rate points"`
	Around  string `query:"around" validate:"max=20"`
}

func newBoardQuery() boardQuery { return boardQuery{limitQuery: limitQuery{Limit: defaultLimit}} }

func (q boardQuery) measure() campaign.Measure {
	if q.Measure == "" {
		return campaign.Rate
	}
	return campaign.Measure(q.Measure)
}

// board tells which board an address names. Errors: places.ErrNotFound.
func (a *App) board(c *fiber.Ctx) (leaderboard.Board, error) {
	path := strings.TrimSuffix(c.Route().Path, "/stream")
	switch path[len(prefix):] {
	case "/boards/wards":
		return leaderboard.Wards, nil
	case "/boards/villages":
		return leaderboard.Villages, nil
	}
	ward, err := a.cfg.Reference().Directory.Ward(c.Params("code"))
	return leaderboard.VillagesOf(ward.Code), err
}

type boardRow struct {
	Rank  int     `json:"rank"`
	ID    string  `json:"id"`
	Name  string  `json:"name"`
	Ward  string  `json:"ward,omitempty"`
	Value float64 `json:"value"`
	Done  int     `json:"done"`
	Roll  int     `json:"roll"`
	AsOf  string  `json:"as_of"`
}

type boardShape struct {
	Board   string           `json:"board"`
	Measure campaign.Measure `json:"measure"`
	AsOf    string           `json:"as_of"`
	Stale   bool             `json:"stale"`
	Total   int              `json:"total"`
	list[boardRow]
}

// boardPages keeps the answers made of the snapshots that boards have now.
type boardPages struct {
	pages *lru.Cache[boardPageKey, boardPage]
}

type boardPageKey struct {
	board leaderboard.Board
	query boardQuery
}

type boardPage struct {
	snapshot *leaderboard.Snapshot
	page     *page
}

// preparedBoardPages is room for every board's first page in both measures, and more.
const preparedBoardPages = 1000

func newBoardPages() *boardPages {
	pages, err := lru.New[boardPageKey, boardPage](preparedBoardPages)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return &boardPages{pages}
}

func (a *App) getBoard(ctx context.Context, c *fiber.Ctx) error {
	q := newBoardQuery()
	// Most readers ask for the first page, without any query.
	if len(c.Request().URI().QueryString()) > 0 {
		if err := parseQuery(c, &q); err != nil {
			return err
		}
	}
	board, err := a.board(c)
	if err != nil {
		return err
	}
	snapshot, err := a.cfg.Boards.Read(ctx, board, q.measure())
	if err != nil {
		return err
	}
	key := boardPageKey{board, q}
	made, ok := a.boards.pages.Get(key)
	if !ok || made.snapshot != snapshot {
		shape, err := newBoardShape(snapshot, q, a.cfg.Reference().Directory)
		if err != nil {
			return err
		}
		made = boardPage{snapshot: snapshot}
		if made.page, err = newPage(shape); err != nil {
			return err
		}
		a.boards.pages.Add(key, made)
	}
	return made.page.send(c, "public, no-cache")
}

func newBoardShape(s *leaderboard.Snapshot, q boardQuery, dir *places.Directory) (boardShape, error) {
	start := 0
	switch {
	case q.Around != "":
		at := slices.IndexFunc(s.Rows, func(r campaign.Ranked) bool { return r.ID == q.Around })
		if at < 0 {
			return boardShape{}, errNoPlaceOnBoard
		}
		start = max(0, min(at-q.Limit/2, len(s.Rows)-q.Limit))
	case q.After != "":
		n, err := strconv.Atoi(q.After)
		if err != nil || n < 0 || n > len(s.Rows) {
			return boardShape{}, errBadCursor
		}
		start = n
	}
	end := min(start+q.Limit, len(s.Rows))
	rows := make([]boardRow, 0, end-start)
	for _, r := range s.Rows[start:end] {
		row := boardRow{Rank: r.Rank, ID: r.ID, Value: r.Value, Done: r.Done, Roll: r.Roll, AsOf: instant(r.AsOf)}
		if s.Board.Villages {
			v, _ := dir.Record(r.ID) // one that was closed keeps its line and its name until the next rebuild
			w, _ := dir.Ward(v.Ward)
			row.Name, row.Ward = v.Name, w.Title()
		} else {
			w, _ := dir.Ward(r.ID)
			row.Name = w.Title()
		}
		rows = append(rows, row)
	}
	next := ""
	if end < len(s.Rows) {
		next = strconv.Itoa(end)
	}
	return boardShape{s.Board.String(), s.Measure, instant(s.AsOf), s.Stale, len(s.Rows), newList(rows, next)}, nil
}

const (
	streamPace      = time.Second // one message a second at most
	streamHeartbeat = 15 * time.Second
	maxStreams      = 2000
)

var openStreams atomic.Int64

// streamBoard tells a screen when its board changed. It ends when a write fails, which is how a client's leaving shows,
// or when the application shuts down.
func (a *App) streamBoard(_ context.Context, c *fiber.Ctx) error {
	q := newBoardQuery()
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	board, err := a.board(c)
	if err != nil {
		return err
	}
	if openStreams.Add(1) > maxStreams {
		openStreams.Add(-1)
		return leaderboard.ErrUnavailable
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	root, boards := a.root, a.cfg.Boards
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer openStreams.Add(-1)
		follow(root, w, func(ctx context.Context) (*leaderboard.Snapshot, error) { return boards.Read(ctx, board, q.measure()) })
	})
	return nil
}

// follow writes an event whenever what read returns has changed, and a comment line now and then.
func follow(ctx context.Context, w *bufio.Writer, read func(context.Context) (*leaderboard.Snapshot, error)) {
	ticker := time.NewTicker(streamPace)
	defer ticker.Stop()
	var shown *leaderboard.Snapshot
	quiet := time.Duration(0)
	for {
		snapshot, err := read(ctx)
		switch {
		case err == nil && snapshot != shown:
			shown, quiet = snapshot, 0
			_, err = fmt.Fprintf(w, "event: board\ndata: {\"as_of\":%q,\"stale\":%t}\n\n", instant(snapshot.AsOf), snapshot.Stale)
		case quiet >= streamHeartbeat:
			quiet = 0
			_, err = w.WriteString(": still here\n\n")
		default:
			err = nil
		}
		if err != nil || w.Flush() != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			quiet += streamPace
		}
	}
}
