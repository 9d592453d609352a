package progress

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"hocso/progress/campaign"
	"hocso/progress/places"
)

// compareBoards returns how many boards there are, and doubts each line that is not what it should be.
func (v *verification) compareBoards(ctx context.Context) (int, error) {
	differ, err := v.lookAtBoards(ctx, nil)
	if err != nil {
		return 0, err
	}
	for key := range differ {
		v.boards.open[key] = doubt{}
	}
	return (2 + len(v.ref().Directory.Wards())) * len(campaign.Measures), nil
}

// lookAtBoards compares what all boards show with the stored totals, line by line and then in their order: a busy board is
// never as a whole what it was a moment ago.
func (v *verification) lookAtBoards(ctx context.Context, _ []string) (map[string]finding, error) {
	dir := v.ref().Directory
	shown, err := v.shown.Standings(ctx, wardCodes(dir.Wards()))
	if err != nil {
		return nil, fmt.Errorf("read boards: %w", err)
	}
	totals, err := v.bareTotals(ctx, allPlaces(dir))
	if err != nil {
		return nil, err
	}
	differ := map[string]finding{}
	for board, right := range standings(dir, totals) {
		compareBoard(board, right, shown[board], totals, differ)
	}
	return differ, nil
}

// standings is every board as it should be shown.
func standings(dir *places.Directory, totals map[string]Totals) map[string][]campaign.Ranked {
	byBoard := map[string][]campaign.Row{"wards": nil, "villages": nil}
	for _, w := range dir.Wards() {
		byBoard["wards/"+w.Code+"/villages"] = nil
	}
	for _, row := range allRows(dir, totals) {
		if row.Ward == "" {
			byBoard["wards"] = append(byBoard["wards"], row)
			continue
		}
		byBoard["villages"] = append(byBoard["villages"], row)
		byBoard["wards/"+row.Ward+"/villages"] = append(byBoard["wards/"+row.Ward+"/villages"], row)
	}
	expected := map[string][]campaign.Ranked{}
	for board, rows := range byBoard {
		for _, m := range campaign.Measures {
			expected[board+" "+string(m)] = campaign.Rank(rows, m)
		}
	}
	return expected
}

func compareBoard(board string, right, shown []campaign.Ranked, totals map[string]Totals, differ map[string]finding) {
	want, got := byPlace(right), byPlace(shown)
	places := maps.Clone(want)
	maps.Copy(places, got)
	same := true
	for id := range places {
		if want[id] == got[id] {
			continue
		}
		same = false
		differ[board+" "+id] = finding{kind: "board lines", slow: true, state: stateOf([]any{got[id], totals[id].Revision}),
			line: fmt.Sprintf("board %s: shows %s with %s, should show %s", board, id, got[id], want[id])}
	}
	order := func(a, b campaign.Ranked) bool { return a.ID == b.ID && a.Rank == b.Rank }
	if same && !slices.EqualFunc(right, shown, order) {
		differ[board] = finding{kind: "boards", slow: true, state: stateOf(shown), line: fmt.Sprintf("board %s: its order is not that of its values", board)}
	}
}

// boardLine is what a board says of a place.
type boardLine struct {
	there      bool
	value      float64
	done, roll int
}

// String is how differences show it.
func (l boardLine) String() string {
	if !l.there {
		return "nothing"
	}
	return fmt.Sprintf("value %v (%d of %d)", l.value, l.done, l.roll)
}

func byPlace(rows []campaign.Ranked) map[string]boardLine {
	lines := make(map[string]boardLine, len(rows))
	for _, r := range rows {
		lines[r.ID] = boardLine{true, r.Value, r.Done, r.Roll}
	}
	return lines
}
