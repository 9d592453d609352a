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
	return (2 + len(v.ref().Directory.Wards())) * len(v.ref().Campaign.Ranked()), nil
}

// lookAtBoards compares the rows of which boards are made with the stored totals. What a board makes of them is campaign.Rank,
// which cannot differ.
func (v *verification) lookAtBoards(ctx context.Context, _ []string) (map[string]finding, error) {
	ref := v.ref()
	shown, err := v.shown.Shown(ctx, ref.Campaign.ID)
	if err != nil {
		return nil, fmt.Errorf("read boards: %w", err)
	}
	totals, err := v.bareTotals(ctx, allPlaces(ref.Directory))
	if err != nil {
		return nil, err
	}
	differ := map[string]finding{}
	right := map[string]campaign.Row{}
	for _, row := range allRows(ref.Directory, totals) {
		right[row.ID] = row
	}
	found := map[string]campaign.Row{}
	for _, row := range shown {
		found[row.ID] = row
	}
	for id, want := range right {
		if got := found[id]; !got.Equal(want) {
			differ[id] = boardFinding(got, want, totals[id].Revision)
		}
	}
	for id, got := range found {
		if _, ok := right[id]; !ok {
			differ[id] = boardFinding(got, campaign.Row{ID: id}, totals[id].Revision)
		}
	}
	return differ, nil
}

func boardFinding(got, want campaign.Row, revision int) finding {
	return finding{kind: "board rows", slow: true, state: stateOf([]any{got, revision}),
		line: fmt.Sprintf("boards: show %s with %+v, should show %+v", want.ID, got, want)}
}
