package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"hocso/progress/campaign"
	"hocso/progress/places"
)

// settle freezes a campaign that is over and holds what everybody may read of it against the fold: each row, and each place of each board.
func (p variedProvince) settle(t *testing.T, server *process, f truth, id string) *comparison {
	t.Helper()
	out, err := hocso(t, append([]string{"campaign", "freeze", id}, server.flags...)...)
	if err != nil || !strings.Contains(out, "is frozen") {
		t.Fatal(out, err)
	}
	var settled campaign.Settlement
	raw := settlementOf(t, server, id)
	must(t, json.Unmarshal(raw, &settled))
	of := slices.IndexFunc(f.ref.Campaigns, func(c campaign.Campaign) bool { return c.ID == id })
	if of < 0 || settled.Campaign.ID != id {
		t.Fatalf("frozen %q, known %v", settled.Campaign.ID, f.ref.Campaigns)
	}
	l, c := look{f, f.ref.Campaigns[of], false, settled.Day}, &comparison{}
	all := l.settledRows()
	rows, got := object{}, object{}
	for _, r := range all {
		rows[r.ID] = l.settledRow(r)
	}
	var answer struct{ Rows []object }
	must(t, json.Unmarshal(raw, &answer))
	for _, row := range answer.Rows {
		got[row["id"].(string)] = row //nolint:forcetypeassert // The schema says so.
	}
	c.hold("settled rows, "+id, got, rows)
	for _, board := range settled.Boards {
		l.holdBoard(c, board, all)
	}
	return c
}

// settlementOf asks until the server has heard of it.
func settlementOf(t *testing.T, server *process, id string) []byte {
	t.Helper()
	c := &figureCheck{server: server, tokens: map[string]string{}}
	var raw []byte
	eventually(t, "the server hears that the campaign is frozen", func() bool {
		var status int
		var err error
		raw, status, err = c.once(asked{path: "/campaigns/" + id + "/settlement"})
		return err == nil && status == http.StatusOK
	})
	return raw
}

// settledRows are the rows of all wards and open villages.
func (l look) settledRows() []campaign.Row {
	var all []campaign.Row
	for _, w := range l.ref.Directory.Wards() {
		all = append(all, l.wardRow(w.Code))
	}
	for _, v := range l.villagesOf(places.Province) {
		all = append(all, l.villageRow(v))
	}
	return all
}

// settledRow is a row as it may be read: by the campaign's own rule for few people.
func (l look) settledRow(r campaign.Row) object {
	shown := func(n int) any {
		if n > 0 && n < l.campaign.MinLearners {
			return nil
		}
		return n
	}
	row := object{"id": r.ID, "ward": r.Ward, "adults": r.Roll.Adults, "roll_version": r.Roll.Version}
	for key, n := range map[string]any{"learners": shown(r.Learners), "done": shown(r.Done), "completed": shown(r.Completed), "points": r.Points} {
		if n == nil || key == "points" && shown(r.Learners) == nil {
			continue // left out
		}
		row[key] = n
	}
	if r.Ward == "" {
		delete(row, "ward")
	}
	return row
}

// holdBoard compares a frozen board with the ranking of the rows that it is of.
func (l look) holdBoard(c *comparison, board campaign.FrozenBoard, all []campaign.Row) {
	var of []campaign.Row
	for _, r := range all {
		ward, inWard := strings.CutSuffix(strings.TrimPrefix(board.Board, "wards/"), "/villages")
		if board.Board == "wards" && r.Ward == "" || board.Board == "villages" && r.Ward != "" || inWard && r.Ward == ward {
			of = append(of, r)
		}
	}
	standing := campaign.Rank(of, campaign.View{Measure: board.Measure, Window: campaign.WholeCampaign, Band: board.Band}, l.campaign, l.today)
	path := fmt.Sprintf("settled board, %s by %s %s", board.Board, board.Measure, board.Band)
	if len(board.Ranked) != len(standing.Ranked) || len(board.Apart) != len(standing.Apart) {
		c.fault(path, "ranks %d and has %d apart, the fold %d and %d", len(board.Ranked), len(board.Apart), len(standing.Ranked), len(standing.Apart))
		return
	}
	for i, r := range standing.Ranked {
		want := campaign.FrozenPlace{ID: r.ID, Rank: r.Rank, Num: r.Num, Den: r.Den}
		if c.figures += 3; board.Ranked[i] != want {
			c.fault(path, "has %+v, the fold %+v", board.Ranked[i], want)
		}
	}
}
