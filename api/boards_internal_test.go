package api

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
)

var boardDay = time.Date(2026, 11, 26, 19, 5, 0, 0, day.Zone) // a Thursday

// villageRow is a village of 200 adults of whom so many took part, some of them today.
func villageRow(id string, done, today int) campaign.Row {
	r := campaign.Row{ID: id, Ward: "24163", Roll: campaign.Roll{Adults: 200, Version: 1}, Learners: done, Day: day.Of(boardDay)}
	r.Done, r.Recent[0].Done = done, today
	return r
}

// shapeOf is what is answered for a board of rows.
func shapeOf(t *testing.T, v campaign.View, list string, stage campaign.Stage, rows ...campaign.Row) boardShape {
	t.Helper()
	table := leaderboard.NewTable(campaign.Campaign{ID: "c", MinLearners: 5}, leaderboard.Rows{Rows: rows, AsOf: boardDay})
	q := newBoardQuery()
	q.List = list
	shape, err := newBoardShape(table.Board(leaderboard.Villages, v, day.Of(boardDay)), q, stage, new(places.Directory))
	if err != nil {
		t.Fatal(err)
	}
	return shape
}

func TestWhoIsApartShowsThePeopleOfTheMeasureAndItsDays(t *testing.T) {
	r := villageRow("24163-001", 90, 6)
	r.State, r.Completed = campaign.Flagged, 7
	for v, want := range map[campaign.View]int{
		{Measure: campaign.Rate, Window: campaign.WholeCampaign}:      90,
		{Measure: campaign.Rate, Window: campaign.Today}:              6,
		{Measure: campaign.Completed, Window: campaign.WholeCampaign}: 7,
		{Measure: campaign.Gain, Window: campaign.WholeCampaign}:      6,
	} {
		got := shapeOf(t, v, "apart", campaign.Provisional, r).Items[0].Done
		if got == nil {
			t.Errorf("%s %s is hidden", v.Measure, v.Window)
		} else if *got != want {
			t.Errorf("%s %s: %d, want %d", v.Measure, v.Window, *got, want)
		}
	}
}

func TestNobodyIsMissingOnceNothingCountsAnyMore(t *testing.T) {
	rows := []campaign.Row{villageRow("24163-001", 90, 6), villageRow("24163-002", 80, 6)}
	for stage, want := range map[campaign.Stage]bool{campaign.Provisional: true, campaign.Grace: true, campaign.UnderReview: false, campaign.Due: false} {
		shape := shapeOf(t, campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}, "ranked", stage, rows...)
		if got := shape.Items[1].Missing; (got != nil) != want {
			t.Errorf("%s: %v are missing", stage, got)
		}
	}
}

func TestTheDocumentNamesWhatGoesWrongWithABoard(t *testing.T) {
	raw, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]struct {
			Get struct {
				Responses map[string]struct {
					Ref string `yaml:"$ref"`
				}
			}
		}
		Components struct {
			Responses map[string]struct{ Description string }
		}
	}
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	for path, of := range doc.Paths {
		if got := of.Get.Responses["default"].Ref; strings.HasPrefix(path, "/boards/") && !strings.HasSuffix(got, "/BoardProblem") {
			t.Errorf("%s goes wrong as %q", path, got)
		}
	}
	for _, err := range []error{campaign.ErrView, campaign.ErrNotFound, places.ErrNotFound, errNoPlaceOnBoard, leaderboard.ErrUnavailable} {
		if p, _ := describe(err); !strings.Contains(doc.Components.Responses["BoardProblem"].Description, "`"+p.Code+"`") {
			t.Errorf("%s is not named", p.Code)
		}
	}
}

// What was frozen keeps its name; where it is today stands beside it.
func TestAFrozenBoardTellsWhatAVillageIsPartOfToday(t *testing.T) {
	row := villageRow("24163-001", 90, 0)
	s := campaign.Freeze(campaign.Campaign{ID: "c", MinLearners: 5, LastDay: day.Of(boardDay)}, []campaign.Row{row},
		[]campaign.Name{{ID: row.ID, Name: "Buôn Cũ", Ward: row.Ward}}, boardDay)
	view := campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}
	frozen, err := leaderboard.NewSettled(&s).Board(leaderboard.Villages, view)
	if err != nil {
		t.Fatal(err)
	}
	living := leaderboard.NewTable(s.Campaign, leaderboard.Rows{Rows: []campaign.Row{row}, AsOf: boardDay}).Board(leaderboard.Villages, view, day.Of(boardDay))
	open := places.Village{ID: row.ID, Ward: row.Ward, Name: "Buôn Cũ"}
	merged, into := open, places.Village{ID: "24163-002", Ward: row.Ward, Name: "Buôn Mới"}
	merged.MergedInto = into.ID
	for what, c := range map[string]struct {
		board *leaderboard.Snapshot
		today places.Village
		now   string
	}{"frozen, merged": {frozen, merged, "Buôn Mới"}, "frozen, still there": {frozen, open, ""}, "living": {living, merged, ""}} {
		shape, err := newBoardShape(c.board, newBoardQuery(), campaign.Frozen, places.NewDirectory(nil, []places.Village{c.today, into}))
		if err != nil {
			t.Fatal(err)
		}
		if got := shape.Items[0]; got.Name != "Buôn Cũ" || got.Now != c.now {
			t.Errorf("%s: %q, now %q; want now %q", what, got.Name, got.Now, c.now)
		}
	}
}
