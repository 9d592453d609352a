package api

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
)

type boardEntry struct {
	Board    string             `json:"board"`
	Measures []campaign.Measure `json:"measures"`
	Windows  []campaign.Window  `json:"windows"`
	Bands    []campaign.Band    `json:"bands"`
}

func (a *App) getBoards(_ context.Context, c *fiber.Ctx) error {
	ref := a.cfg.Reference()
	running, windows := ref.Campaign, campaign.Windows
	if a.stageOf(running) == campaign.Frozen {
		windows = []campaign.Window{campaign.WholeCampaign}
	}
	entry := func(board string, bands []campaign.Band) boardEntry {
		if bands == nil {
			bands = []campaign.Band{}
		}
		return boardEntry{board, running.Ranked(), windows, bands}
	}
	return sendPublic(c, newList([]boardEntry{entry("wards", nil), entry("villages", running.Bands), entry("wards/{code}/villages", running.Bands)}, ""))
}

type boardQuery struct {
	limitQuery
	Campaign string `query:"campaign" validate:"max=40"`
	Measure  string `query:"measure" validate:"omitempty,oneof=rate completed points gain"`
	Window   string `query:"window" validate:"omitempty,oneof=campaign week last_week day yesterday"`
	Band     string `query:"band" validate:"max=20"`
	List     string `query:"list" validate:"omitempty,oneof=ranked apart"`
	Around   string `query:"around" validate:"max=20"`
}

func newBoardQuery() boardQuery { return boardQuery{limitQuery: limitQuery{Limit: defaultLimit}} }

func (q boardQuery) view(c campaign.Campaign) campaign.View {
	return campaign.View{Measure: campaign.Measure(cmp.Or(q.Measure, string(c.Ranked()[0]))),
		Window: campaign.Window(cmp.Or(q.Window, string(campaign.WholeCampaign))), Band: q.Band}
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

// campaign returns the campaign of an id, the main one for none. campaign.ErrNotFound.
func (a *App) campaign(id string) (campaign.Campaign, error) {
	ref := a.cfg.Reference()
	if id == "" {
		return ref.Campaign, nil
	}
	for _, c := range ref.All() {
		if c.ID == id {
			return c, nil
		}
	}
	return campaign.Campaign{}, campaign.ErrNotFound
}

func (a *App) stageOf(c campaign.Campaign) campaign.Stage {
	return a.cfg.Reference().StageOf(c, a.cfg.Now())
}

// snapshot reads the board that an address and a query ask for. Errors: places.ErrNotFound, campaign.ErrNotFound,
// campaign.ErrView, leaderboard.ErrUnavailable.
func (a *App) snapshot(ctx context.Context, board leaderboard.Board, q boardQuery) (*leaderboard.Snapshot, error) {
	of, err := a.campaign(q.Campaign)
	if err != nil {
		return nil, err
	}
	view := q.view(of)
	if err := of.Check(view, board.Villages); err != nil {
		return nil, err
	}
	if a.stageOf(of) == campaign.Frozen {
		settled, err := a.settlement(ctx, of.ID)
		if err != nil {
			return nil, err
		}
		return settled.Board(board, view)
	}
	table, err := a.cfg.Boards.Table(ctx, of)
	if err != nil {
		return nil, err
	}
	return table.Board(board, view, day.Of(a.cfg.Now())), nil
}

type boardRow struct {
	Rank        int             `json:"rank"` // 0: apart
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Ward        string          `json:"ward,omitempty"`
	Now         string          `json:"now,omitempty"` // of a frozen board: the village that it is part of today
	Value       *float64        `json:"value"`
	Done        *int            `json:"done"` // null: too few people to be shown
	Roll        int             `json:"roll"`
	RollDay     *day.Day        `json:"roll_day"` // null: no roll
	RollVersion int             `json:"roll_version"`
	Band        string          `json:"band,omitempty"`
	Change      *int            `json:"change"`  // ranks won since yesterday
	Missing     *int            `json:"missing"` // people up to the next better rank
	Trend       []int           `json:"trend"`   // percent of the roll at the end of each of the last 14 days, oldest first
	Reason      campaign.Reason `json:"reason,omitempty"`
	AsOf        string          `json:"as_of"`
}

type boardShape struct {
	Board    string                  `json:"board"`
	Campaign string                  `json:"campaign"`
	Measure  campaign.Measure        `json:"measure"`
	Window   campaign.Window         `json:"window"`
	Band     string                  `json:"band,omitempty"`
	Stage    campaign.Stage          `json:"stage"`
	AsOf     string                  `json:"as_of"`
	Stale    bool                    `json:"stale"`
	Total    int                     `json:"total"`
	Apart    map[campaign.Reason]int `json:"apart"`
	list[boardRow]
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
	snapshot, err := a.snapshot(ctx, board, q)
	if err != nil {
		return err
	}
	stage := a.stageOf(snapshot.Table.Campaign)
	dir := a.cfg.Reference().Directory
	shows := shownBy(snapshot, stage)
	if snapshot.Table.Frozen() {
		shows.closed = closedMark(dir)
	}
	page, err := a.boards.page(boardPageKey{board, q}, shows, func() (any, error) { return newBoardShape(snapshot, q, stage, dir) })
	if err != nil {
		return err
	}
	return page.send(c, "public, no-cache")
}

func newBoardShape(s *leaderboard.Snapshot, q boardQuery, stage campaign.Stage, dir *places.Directory) (boardShape, error) {
	shape := boardShape{Board: s.Board.String(), Campaign: s.Table.Campaign.ID, Measure: s.View.Measure, Window: s.View.Window, Band: s.View.Band,
		Stage: stage, AsOf: instant(s.Table.AsOf), Stale: s.Table.Stale, Total: len(s.Ranked), Apart: map[campaign.Reason]int{}}
	for _, r := range s.Apart {
		shape.Apart[r.Reason]++
	}
	length, find := len(s.Ranked), s.Ranks
	row := func(i int) boardRow { return rankedRow(s, s.Ranked[i], stage) }
	if q.List == "apart" {
		length, find = len(s.Apart), s.StandsApart
		row = func(i int) boardRow { return apartRow(s, s.Apart[i]) }
	}
	start, err := q.start(length, find)
	if err != nil {
		return shape, err
	}
	end := min(start+q.Limit, length)
	rows := make([]boardRow, 0, end-start)
	for i := start; i < end; i++ {
		r := row(i)
		r.Name, r.Ward = nameOn(s, r.ID, dir)
		r.Now = partOf(s, r.ID, dir)
		rows = append(rows, r)
	}
	next := ""
	if end < length {
		next = strconv.Itoa(end)
	}
	shape.list = newList(rows, next)
	return shape, nil
}

// nameOn returns what a place and its ward are called: on a frozen board, as they were when it was frozen.
func nameOn(s *leaderboard.Snapshot, id string, dir *places.Directory) (name, ward string) {
	if name, ward, ok := s.Table.Named(id); ok {
		return name, ward
	}
	if !s.Board.Villages {
		w, _ := dir.Ward(id)
		return w.Title(), ""
	}
	v, _ := dir.Record(id) // one that was closed keeps its line and its name until the next rebuild
	w, _ := dir.Ward(v.Ward)
	return v.Name, w.Title()
}

// partOf returns what a village on a frozen board is part of today, where it was merged since; living boards have none of these.
func partOf(s *leaderboard.Snapshot, id string, dir *places.Directory) string {
	if !s.Board.Villages || !s.Table.Frozen() {
		return ""
	}
	if today, err := dir.Village(id); err == nil && today.ID != id {
		return today.Name
	}
	return ""
}

// start returns the first line of the page that is asked for.
func (q boardQuery) start(length int, find func(id string) (int, bool)) (int, error) {
	if q.Around != "" {
		i, ok := find(q.Around)
		if !ok {
			return 0, errNoPlaceOnBoard
		}
		return max(0, min(i-q.Limit/2, length-q.Limit)), nil
	}
	if q.After == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(q.After)
	if err != nil || n < 0 || n > length {
		return 0, errBadCursor
	}
	return n, nil
}

func rankedRow(s *leaderboard.Snapshot, r campaign.Ranked, stage campaign.Stage) boardRow {
	row := newBoardRow(s, r.Row)
	value := r.Value()
	row.Rank, row.Value, row.Done, row.Trend = r.Rank, &value, s.Table.Campaign.Shown(r.People), trendOn(s, r.Row)
	if r.Was > 0 {
		change := r.Was - r.Rank
		row.Change = &change
	}
	if r.Missing > 0 && stage.Counting() {
		row.Missing = &r.Missing
	}
	return row
}

func apartRow(s *leaderboard.Snapshot, r campaign.Apart) boardRow {
	row := newBoardRow(s, r.Row)
	row.Reason = r.Reason
	if !r.Hidden {
		row.Done, row.Trend = s.Table.Campaign.Shown(r.People), trendOn(s, r.Row)
	}
	return row
}

// trendOn returns the trend of a row; a settlement tells no days apart.
func trendOn(s *leaderboard.Snapshot, r campaign.Row) []int {
	if s.Table.Frozen() {
		return []int{}
	}
	return s.Table.Campaign.Trend(r, s.Day)
}

func newBoardRow(s *leaderboard.Snapshot, r campaign.Row) boardRow {
	row := boardRow{ID: r.ID, Roll: r.Roll.Adults, RollVersion: r.Roll.Version, Trend: []int{}, AsOf: instant(r.AsOf)}
	if r.Roll.Day != "" {
		row.RollDay = &r.Roll.Day
	}
	if r.AsOf.IsZero() { // nothing was ever counted there
		row.AsOf = instant(s.Table.AsOf)
	}
	if s.Board.Villages {
		row.Band = s.Table.Campaign.BandOf(r.Roll.Adults)
	}
	return row
}
