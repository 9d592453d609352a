package progress

import (
	"context"
	"fmt"

	"hocso/progress/campaign"
)

// compareBoards returns how many boards there are, and doubts each row that is not what it should be.
func (v *verification) compareBoards(ctx context.Context) (int, error) {
	differ, err := v.lookAtBoards(ctx, nil)
	if err != nil {
		return 0, err
	}
	for key := range differ {
		v.boards.open[key] = doubt{}
	}
	boards := 0
	for _, c := range v.ref().Open() {
		wards := len(v.ref().Directory.Wards())
		if c.Ward != "" {
			wards = -1 // its villages' alone
		}
		boards += (2 + wards) * len(c.Ranked())
	}
	return boards, nil
}

// lookAtBoards compares the rows of which boards are made with the stored totals. What a board makes of them is campaign.Rank,
// which cannot differ.
func (v *verification) lookAtBoards(ctx context.Context, _ []string) (map[string]finding, error) {
	ref := v.ref()
	shown := map[string][]campaign.Row{}
	for _, c := range ref.Open() {
		list, err := v.shown.Shown(ctx, c.ID)
		if err != nil {
			return nil, fmt.Errorf("read boards: %w", err)
		}
		shown[c.ID] = list
	}
	totals, err := v.bareTotals(ctx, allPlaces(ref.Directory))
	if err != nil {
		return nil, err
	}
	differ := map[string]finding{}
	for id, right := range ref.allRows(totals) {
		found := map[string]campaign.Row{}
		for _, row := range shown[id] {
			found[row.ID] = row
		}
		for _, want := range right {
			if got := found[want.ID]; !got.Equal(want) {
				differ[id+" "+want.ID] = boardFinding(id, got, want, totals[want.ID].Revision)
			}
			delete(found, want.ID)
		}
		for place, got := range found {
			differ[id+" "+place] = boardFinding(id, got, campaign.Row{ID: place}, totals[place].Revision)
		}
	}
	return differ, nil
}

func boardFinding(campaignID string, got, want campaign.Row, revision int) finding {
	return finding{kind: "board rows", slow: true, state: stateOf([]any{got, revision}),
		line: fmt.Sprintf("boards of %s: show %s with %+v, should show %+v", campaignID, want.ID, got, want)}
}
