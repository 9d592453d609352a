package api

import (
	"runtime"
	"testing"
	"weak"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
)

var wholeRate = campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}

// askForPage makes a board and asks for its page.
func askForPage(t *testing.T, pages *boardPages, c campaign.Campaign, state string, on day.Day, stage campaign.Stage) (*page, weak.Pointer[leaderboard.Table]) {
	t.Helper()
	table := leaderboard.NewTable(c, leaderboard.Rows{Rows: []campaign.Row{villageRow("24163-001", 90, 6)}, AsOf: boardDay, State: state, Version: c.Version})
	s := table.Board(leaderboard.Villages, wholeRate, on)
	p, err := pages.page(boardPageKey{board: leaderboard.Villages}, shownBy(s, stage), func() (any, error) { return s.View, nil })
	if err != nil {
		t.Fatal(err)
	}
	return p, weak.Make(table)
}

func TestAPreparedPageKeepsNoBoardAlive(t *testing.T) {
	pages := newBoardPages()
	_, table := askForPage(t, pages, campaign.Campaign{}, "1", day.Of(boardDay), campaign.Provisional)
	runtime.GC()
	if table.Value() != nil {
		t.Error("the board of a page that was sent is still there")
	}
	runtime.KeepAlive(pages)
}

func TestAPageIsMadeOnceForWhatABoardShows(t *testing.T) {
	type board struct {
		c     campaign.Campaign
		state string
		on    day.Day
		stage campaign.Stage
	}
	first := board{campaign.Campaign{ID: "c", Version: 1}, "1", day.Of(boardDay), campaign.Provisional}
	for what, change := range map[string]func(*board){
		"":             func(*board) {},
		"the campaign": func(b *board) { b.c.ID = "d" },
		"its version":  func(b *board) { b.c.Version = 2 },
		"the rows":     func(b *board) { b.state = "2" },
		"the day":      func(b *board) { b.on = b.on.Add(1) },
		"the stage":    func(b *board) { b.stage = campaign.Grace },
	} {
		pages, other := newBoardPages(), first
		change(&other)
		before, _ := askForPage(t, pages, first.c, first.state, first.on, first.stage)
		after, _ := askForPage(t, pages, other.c, other.state, other.on, other.stage)
		if again := before == after; again != (what == "") {
			t.Errorf("%q is another: the same page %t", what, again)
		}
	}
	s := leaderboard.NewTable(first.c, leaderboard.Rows{AsOf: boardDay, Version: first.c.Version}).Board(leaderboard.Villages, wholeRate, first.on)
	fresh := shownBy(s, first.stage)
	s.Table.Stale = true
	if shownBy(s, first.stage) == fresh {
		t.Error("a stale board is told by the page of a fresh one")
	}
}

func TestAFrozenBoardsPageIsAnotherOnceAnotherVillageIsClosed(t *testing.T) {
	closed := func(id, into string) uint64 {
		villages := []places.Village{{ID: "24163-001"}, {ID: "24163-002"}, {ID: "24163-003"}}
		for i := range villages {
			if villages[i].ID == id {
				villages[i].MergedInto = into
			}
		}
		return closedMark(places.NewDirectory(nil, villages))
	}
	one := closed("24163-001", "24163-002")
	if one != closed("24163-001", "24163-002") || one == closed("24163-003", "24163-002") || one == closed("24163-001", "24163-003") {
		t.Error("as many closed villages are taken for the same ones")
	}
}
