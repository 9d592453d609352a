package campaign_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/seed"
)

func rankingPage(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../../docs/ranking.vi.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// firstCampaign is the one whose numbers the page tells.
func firstCampaign(t *testing.T) campaign.Campaign {
	t.Helper()
	c, err := seed.Campaign([]string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The page's table is read back: what its columns say of roll and people, ranked, must give its last three columns.
func TestTheExampleOfTheRankingPageIsRankedAsItSays(t *testing.T) {
	c := firstCampaign(t)
	var rows []campaign.Row
	want := map[string]string{}
	for line := range strings.Lines(rankingPage(t)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 6 || strings.HasPrefix(cells[0], "---") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if cells[0] == "Nơi" {
			continue
		}
		roll, _ := strconv.Atoi(cells[1]) // "chưa có": none
		done, err := strconv.Atoi(cells[2])
		if err != nil {
			done = c.MinLearners - 1
		}
		rows = append(rows, village(cells[0], done, roll))
		want[cells[0]] = strings.Join(cells[2:], " | ")
	}
	if len(rows) != 7 {
		t.Fatalf("the table has %d places", len(rows))
	}
	got := map[string]string{}
	s := campaign.Rank(rows, all, c, day.Day("2026-11-26"))
	for _, r := range s.Ranked {
		missing := "đang dẫn đầu"
		if r.Rank > 1 {
			missing = fmt.Sprintf("còn %d người nữa", r.Missing)
		}
		got[r.ID] = fmt.Sprintf("%d | %d %% | %d | %s", r.Done, percent(r.Num, r.Den), r.Rank, missing)
	}
	reasons := map[campaign.Reason]string{campaign.NoRoll: "chưa có danh sách được duyệt", campaign.SmallRoll: fmt.Sprintf("danh sách dưới %d người", c.MinRoll),
		campaign.FewLearners: fmt.Sprintf("dưới %d người tham gia", c.MinLearners)}
	for _, r := range s.Apart {
		done, share := fmt.Sprint(r.Done), "không tính"
		switch {
		case r.Hidden:
			done, share = fmt.Sprintf("dưới %d", c.MinLearners), "không hiện"
		case r.Roll.Adults > 0:
			share = fmt.Sprintf("%d %%", percent(r.Done, r.Roll.Adults))
		}
		got[r.ID] = fmt.Sprintf("%s | %s | chưa xếp | %s", done, share, reasons[r.Reason])
	}
	for place, line := range want {
		if got[place] != line {
			t.Errorf("%s: the page says %q, the rules %q", place, line, got[place])
		}
	}
}

// percent rounds as screens do.
func percent(part, whole int) int { return (200*part + whole) / (2 * whole) }

func TestTheRankingPageTellsTheNumbersOfTheFirstCampaign(t *testing.T) {
	c, page := firstCampaign(t), rankingPage(t)
	for _, says := range []string{
		fmt.Sprintf("Cỡ nhỏ: dưới %d người", c.Bands[1].From), fmt.Sprintf("từ %d đến %d người", c.Bands[1].From, c.Bands[1].To),
		fmt.Sprintf("Cỡ lớn: từ %d người", c.Bands[2].From), fmt.Sprintf("đợi thêm %d giờ", c.GraceHours), fmt.Sprintf("khoảng %d ngày", c.ReviewDays),
		fmt.Sprintf("- Danh sách dưới %d người:", c.MinRoll), fmt.Sprintf("- Dưới %d người:", c.MinLearners),
	} {
		if !strings.Contains(page, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
}

// The app shows and reads the page aloud; it knows these forms only.
func TestTheRankingPageIsMadeOfHeadingsParagraphsListsAndOneTable(t *testing.T) {
	page := rankingPage(t)
	if !norm.NFC.IsNormalString(page) {
		t.Error("it is not NFC")
	}
	tables, before := 0, ""
	for line := range strings.Lines(page) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "|") && !strings.HasPrefix(before, "|") {
			tables++
		}
		if strings.ContainsAny(line, "*_`<>[]\\") || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "### ") {
			t.Errorf("%q", line)
		}
		if before != "" && line != "" && before[0] != '-' && before[0] != '|' {
			t.Errorf("a paragraph is more than one line: %q", line)
		}
		before = line
	}
	if tables != 1 {
		t.Errorf("%d tables", tables)
	}
}
