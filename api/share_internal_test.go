package api

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
)

const sharedVillage = "24163-001"

var sharedWard = places.Ward{Code: "24163", Name: "Tân An", Kind: places.UrbanWard}

// shareOf draws a village of 40 adults, of whom 12 have taken part, beside one of 40 with 20.
func shareOf(t *testing.T, name string, c campaign.Campaign, change func(*campaign.Row)) string {
	t.Helper()
	now := time.Date(2026, 11, 23, 19, 5, 0, 0, day.Zone)
	row := campaign.Row{ID: sharedVillage, Ward: "24163", Roll: campaign.Roll{Adults: 40, Version: 1}, Learners: 15, Counts: campaign.Counts{Done: 12, Points: 1234}}
	if change != nil {
		change(&row)
	}
	better := campaign.Row{ID: "24163-002", Ward: "24163", Roll: campaign.Roll{Adults: 40, Version: 1}, Learners: 20, Counts: campaign.Counts{Done: 20, Points: 2000}}
	if c.Name == "" {
		c.Name = "Bình dân học vụ số"
	}
	table := leaderboard.NewTable(c, leaderboard.Rows{Rows: []campaign.Row{row, better}, AsOf: now})
	view := campaign.View{Measure: c.Ranked()[0], Window: campaign.WholeCampaign}
	village := shared{sharedVillage, name, sharedWard.Title()}
	picture, err := drawShare(table.Board(leaderboard.Villages, view, day.Of(now)), village, campaign.Provisional)
	if err != nil {
		t.Fatal(err)
	}
	return string(picture)
}

// lettersOf returns the texts of a picture, and fails unless it is well-formed XML of drawing elements alone.
func lettersOf(t *testing.T, picture string) []string {
	t.Helper()
	var letters []string
	for d := xml.NewDecoder(strings.NewReader(picture)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return letters
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, picture)
		}
		switch one := token.(type) {
		case xml.StartElement:
			if name := one.Name.Local; name != "svg" && name != "rect" && name != "text" {
				t.Errorf("the picture has an element %s", name)
			}
			for _, attribute := range one.Attr {
				if strings.HasPrefix(strings.ToLower(attribute.Name.Local), "on") || strings.Contains(attribute.Name.Local, "href") {
					t.Errorf("the picture has an attribute %s", attribute.Name.Local)
				}
			}
		case xml.CharData:
			if text := strings.TrimSpace(string(bytes.TrimSpace(one))); text != "" {
				letters = append(letters, text)
			}
		}
	}
}

func says(t *testing.T, letters []string, texts ...string) {
	t.Helper()
	all := strings.Join(letters, "|")
	for _, text := range texts {
		if !strings.Contains(all, text) {
			t.Errorf("the picture does not say %q but %q", text, all)
		}
	}
}

func TestASharedPictureSaysHowAVillageStands(t *testing.T) {
	letters := lettersOf(t, shareOf(t, "buôn Ea Nao", campaign.Campaign{}, nil))
	says(t, letters, "Buôn Ea Nao", "Phường Tân An", "Hạng 2", "trên 2 thôn, buôn, tổ dân phố", "30 %", "12 trên 40 người đã tham gia", "Tạm tính · Số liệu lúc 19:05, 23/11/2026")
	if strings.Contains(strings.Join(letters, ""), "mẫu") {
		t.Error("the picture of a real campaign says that it is a sample")
	}
	says(t, lettersOf(t, shareOf(t, "Ea Nao", campaign.Campaign{Sample: true}, nil)), "Dữ liệu mẫu")
	points := campaign.Campaign{Measures: []campaign.Measure{campaign.Points}}
	says(t, lettersOf(t, shareOf(t, "Ea Nao", points, nil)), "1.234 điểm", "12 người đã đạt ít nhất một bài")
}

func TestASharedPictureTellsThePeopleOfItsDays(t *testing.T) {
	c := campaign.Campaign{MinLearners: 5}
	now := time.Date(2026, 11, 23, 19, 5, 0, 0, day.Zone)
	row := campaign.Row{ID: sharedVillage, Ward: "24163", Roll: campaign.Roll{Adults: 200, Version: 1}, Learners: 90, Counts: campaign.Counts{Done: 90, Points: 900}, Day: "2026-11-23"}
	row.Recent[0] = campaign.Counts{Done: 6, Points: 60}
	row.Recent[1] = campaign.Counts{Done: 4, Points: 40}
	table := leaderboard.NewTable(c, leaderboard.Rows{Rows: []campaign.Row{row}, AsOf: now})
	of := func(window campaign.Window) string {
		s := table.Board(leaderboard.Villages, campaign.View{Measure: campaign.Points, Window: window}, day.Of(now))
		card, err := newShareCard(s, sharedVillage)
		if err != nil {
			t.Fatal(err)
		}
		return card.People
	}
	for window, want := range map[campaign.Window]string{campaign.Today: "6 người đã đạt ít nhất một bài, hôm nay", campaign.Yesterday: "", campaign.WholeCampaign: "90 người đã đạt ít nhất một bài"} {
		if got := of(window); got != want {
			t.Errorf("%s says %q, want %q", window, got, want)
		}
	}
}

func TestASharedPictureOfAVillageApartSaysWhyAndTellsNoNumber(t *testing.T) {
	few := lettersOf(t, shareOf(t, "Ea Nao", campaign.Campaign{MinLearners: 5}, func(r *campaign.Row) { r.Learners, r.Done = 3, 3 }))
	says(t, few, "Đang cùng học, chưa xếp hạng", "Còn ít người học để xếp hạng")
	for _, text := range few {
		if strings.Contains(text, "Hạng") || strings.Contains(text, "3 trên") {
			t.Errorf("the picture says %q of a village that is not ranked", text)
		}
	}
	says(t, lettersOf(t, shareOf(t, "Ea Nao", campaign.Campaign{}, func(r *campaign.Row) { r.Roll = campaign.Roll{} })), "Chưa có danh sách người trưởng thành được duyệt")
}

// Renaming and merging go on after a campaign is settled; its pictures stay.
func TestAPictureOfAFrozenBoardNamesAVillageAsItWas(t *testing.T) {
	dir := places.NewDirectory([]places.Ward{sharedWard}, []places.Village{
		{ID: "24163-001", Ward: "24163", Name: "Ea Nao mới"}, {ID: "24163-002", Ward: "24163", Name: "Đồi Tranh", MergedInto: "24163-001"},
		{ID: "24163-003", Ward: "24163", Name: "Suối Cạn", MergedInto: "24163-001"},
	})
	c := campaign.Campaign{ID: "c", Name: "Đợt một", LastDay: "2026-11-23", Measures: []campaign.Measure{campaign.Rate}}
	rows := []campaign.Row{villageRow("24163-001", 90, 0), villageRow("24163-002", 80, 0)}
	names := []campaign.Name{{ID: "24163", Name: "phường Tân Lợi"}, {ID: "24163-001", Name: "Ea Nao", Ward: "24163"}, {ID: "24163-002", Name: "Đồi Tranh", Ward: "24163"}}
	settled := campaign.Freeze(c, rows, names, boardDay)
	view := campaign.View{Measure: campaign.Rate, Window: campaign.WholeCampaign}
	frozen, err := leaderboard.NewSettled(&settled).Board(leaderboard.Villages, view)
	if err != nil {
		t.Fatal(err)
	}
	living := leaderboard.NewTable(c, leaderboard.Rows{Rows: rows[:1], AsOf: boardDay}).Board(leaderboard.Villages, view, c.LastDay)
	for _, x := range []struct {
		on   *leaderboard.Snapshot
		id   string
		want []string
	}{
		{frozen, "24163-001", []string{"Hạng 1", "Ea Nao", "Phường Tân Lợi"}},
		{frozen, "24163-002", []string{"Hạng 2", "Đồi Tranh", "Phường Tân Lợi"}},
		{frozen, "24163-003", []string{"Hạng 1", "Ea Nao"}}, // was merged before
		{living, "24163-001", []string{"Hạng 1", "Ea Nao mới", "Phường Tân An"}},
		{living, "24163-002", []string{"Hạng 1", "Ea Nao mới", "Phường Tân An"}},
	} {
		village, err := villageOf(x.on, x.id, dir)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := drawShare(x.on, village, campaign.Frozen)
		if err != nil {
			t.Fatal(err)
		}
		letters := lettersOf(t, string(picture))
		says(t, letters, x.want...)
		if frozen := x.on == frozen; frozen && slices.Contains(letters, "Ea Nao mới") {
			t.Errorf("the picture of %s has a later name: %v", x.id, letters)
		}
	}
	if _, err := villageOf(frozen, "24163-999", dir); !errors.Is(err, places.ErrNotFound) {
		t.Errorf("a village that nobody knows: %v", err)
	}
}

func TestNoNameCanBreakASharedPicture(t *testing.T) {
	for _, name := range []string{
		`</text><script>alert(1)</script>`, `" onload="alert(1)`, `&lt;x&amp;`, `<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;`, `]]>`, `<![CDATA[x]]>`,
		"a\x00b\x1b", "\xff\xfe", "\u202eđảo ngược", `{{.Rank}}`, "", " ",
	} {
		picture := shareOf(t, name, campaign.Campaign{Name: name + " x"}, nil)
		if letters := lettersOf(t, picture); len(letters) == 0 {
			t.Errorf("%q leaves nothing to read", name)
		}
		if strings.Contains(picture, "<script") || strings.Contains(picture, "<!") {
			t.Errorf("%q comes through:\n%s", name, picture)
		}
	}
	says(t, lettersOf(t, shareOf(t, `Buôn <b>"Ea" & Nao</b>`, campaign.Campaign{}, nil)), `Buôn <b>"Ea" & Nao</b>`)
}

func TestALongNameIsMadeToFit(t *testing.T) {
	for _, name := range []string{"Buôn Ea Nao", "Tổ dân phố Nguyễn Trãi, khu tập thể nhà máy đường cũ, xã đảo", strings.Repeat("Thôn Đồng Tâm ", 12), strings.Repeat("Ữ", 200)} {
		lines := fitted(name, shareName)
		if len(lines) > shareName.lines {
			t.Errorf("%s takes %d lines", name, len(lines))
		}
		said := ""
		for _, l := range lines {
			said += " " + l.Text
			if l.width() > shareName.width && l.Press != shareName.width {
				t.Errorf("%q is wider than the picture", l.Text)
			}
		}
		if strings.TrimSpace(said) != strings.TrimSpace(name) {
			t.Errorf("%q became %q", name, said)
		}
	}
	if lines := fitted("Buôn Ea Nao", shareName); lines[0].Size != shareName.large {
		t.Errorf("a short name is written at %d", lines[0].Size)
	}
}

func TestNumbersAreWrittenAsInVietnamese(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1.000", 1234567: "1.234.567", -1234: "-1.234", -123: "-123"} {
		if got := vietnamese(n); got != want {
			t.Errorf("%d became %s", n, got)
		}
	}
	for want, share := range map[string][2]int{"30 %": {12, 40}, "2,5 %": {1, 40}, "5 %": {2, 40}, "0 %": {0, 40}, "100 %": {40, 40}} {
		if got := vietnamesePercent(share[0], share[1]); got != want {
			t.Errorf("%v became %s, want %s", share, got, want)
		}
	}
}
