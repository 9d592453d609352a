package api

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"hocso/internal/day"
	"hocso/progress/campaign"
	"hocso/progress/leaderboard"
	"hocso/progress/places"
)

// getShare draws how a village stands on the board of its province as a picture that people send each other. It refers to nothing
// and runs nothing; phones turn it into dots themselves.
func (a *App) getShare(ctx context.Context, c *fiber.Ctx) error {
	var q struct {
		Campaign string `query:"campaign" validate:"max=40"`
		Measure  string `query:"measure" validate:"omitempty,oneof=rate completed points gain"`
		Window   string `query:"window" validate:"omitempty,oneof=campaign week last_week day yesterday"`
		Band     string `query:"band" validate:"max=20"`
	}
	if err := parseQuery(c, &q); err != nil {
		return err
	}
	snapshot, err := a.snapshot(ctx, leaderboard.Villages, boardQuery{Campaign: q.Campaign, Measure: q.Measure, Window: q.Window, Band: q.Band})
	if err != nil {
		return err
	}
	village, err := villageOf(snapshot, c.Params("id"), a.cfg.Reference().Directory)
	if err != nil {
		return err
	}
	picture, err := drawShare(snapshot, village, a.stageOf(snapshot.Table.Campaign))
	if err != nil {
		return err
	}
	p, err := pageOf(picture)
	if err != nil {
		return err
	}
	return p.sendAs(c, "image/svg+xml", "public, no-cache")
}

// shared is a village as a picture names it.
type shared struct{ id, name, ward string }

// villageOf returns the village of an id: on a frozen board as it was then; else one that was merged is the one that it became
// a part of. places.ErrNotFound.
func villageOf(s *leaderboard.Snapshot, id string, dir *places.Directory) (shared, error) {
	if name, _, _ := s.Table.Named(id); name == "" {
		v, err := dir.Village(id)
		if err != nil {
			return shared{}, err
		}
		id = v.ID
	}
	name, ward := nameOn(s, id, dir)
	return shared{id, name, ward}, nil
}

// drawShare returns the picture as SVG. errNoPlaceOnBoard.
func drawShare(s *leaderboard.Snapshot, village shared, stage campaign.Stage) ([]byte, error) {
	card, err := newShareCard(s, village.id)
	if err != nil {
		return nil, err
	}
	card.Stage = stageWords[stage]
	card.Names = fitted(capital(village.name), shareName)
	card.Ward = fitted(capital(village.ward), shareLine)
	var text bytes.Buffer
	err = sharePicture.Execute(&text, card)
	return text.Bytes(), err
}

//go:embed share.svg
var shareText string

// Every text goes through xml: the template itself escapes nothing.
var sharePicture = template.Must(template.New("share").Funcs(template.FuncMap{"xml": escaped}).Parse(shareText))

// shareBar is the length of a full bar.
const shareBar = 1040

// shareCard is what stands on the picture.
type shareCard struct {
	Campaign []fittedLine
	Names    []fittedLine
	Ward     []fittedLine
	Rank     string // empty for a village that is not ranked
	Of       string
	Value    string
	People   string
	Reason   string // why it is not ranked
	Bar      int    // of shareBar
	Stage    string
	AsOf     string
	Sample   bool
}

// newShareCard says how a village stands. errNoPlaceOnBoard.
func newShareCard(s *leaderboard.Snapshot, village string) (shareCard, error) {
	card := shareCard{Campaign: fitted(s.Table.Campaign.Name, shareLine), Sample: s.Table.Campaign.Sample,
		AsOf: s.Table.AsOf.In(day.Zone).Format("15:04, 2/1/2006")}
	if i, ok := s.Ranks(village); ok {
		card.rank(s, s.Ranked[i])
		return card, nil
	}
	i, ok := s.StandsApart(village)
	if !ok {
		return card, errNoPlaceOnBoard
	}
	card.Reason = reasonWords[s.Apart[i].Reason]
	return card, nil
}

func (card *shareCard) rank(s *leaderboard.Snapshot, r campaign.Ranked) {
	card.Rank = vietnamese(r.Rank)
	card.Of = "trên " + vietnamese(len(s.Ranked)) + " thôn, buôn, tổ dân phố" + bandWords(s)
	days := windowWords[s.View.Window]
	if s.View.Measure == campaign.Points {
		card.Value, card.People = vietnamese(r.Num)+" điểm", ""
		if n := s.Table.Campaign.Shown(r.People); n != nil {
			card.People = vietnamese(*n) + " người đã đạt ít nhất một bài" + days
		}
		return
	}
	card.Value = vietnamesePercent(r.Num, r.Den)
	card.People = vietnamese(r.Num) + " trên " + vietnamese(r.Den) + " người " + measureWords[s.View.Measure] + days
	card.Bar = min(shareBar, max(0, shareBar*r.Num/max(1, r.Den)))
}

var measureWords = map[campaign.Measure]string{campaign.Rate: "đã tham gia", campaign.Completed: "đã xong mọi bài", campaign.Gain: "mới tham gia trong 7 ngày"}

var windowWords = map[campaign.Window]string{campaign.Week: ", tuần này", campaign.LastWeek: ", tuần trước", campaign.Today: ", hôm nay", campaign.Yesterday: ", hôm qua"}

var stageWords = map[campaign.Stage]string{campaign.Ahead: "Sắp bắt đầu", campaign.Provisional: "Tạm tính", campaign.Grace: "Đang nhận bài nộp muộn",
	campaign.UnderReview: "Đang xem xét", campaign.Due: "Chờ chốt", campaign.Frozen: "Đã chốt"}

var reasonWords = map[campaign.Reason]string{campaign.NoRoll: "Chưa có danh sách người trưởng thành được duyệt",
	campaign.WasExcluded: "Cán bộ đã xem và quyết định không xếp hạng", campaign.InReview: "Đang xem xét số liệu",
	campaign.SmallRoll: "Danh sách quá ít người để so với nơi khác", campaign.FewLearners: "Còn ít người học để xếp hạng"}

// bandWords says which sizes race each other, nothing if all do.
func bandWords(s *leaderboard.Snapshot) string {
	for _, b := range s.Table.Campaign.Bands {
		switch {
		case b.ID != s.View.Band:
		case b.To == 0:
			return " từ " + vietnamese(b.From) + " người"
		case b.From <= 1:
			return " dưới " + vietnamese(b.To+1) + " người"
		default:
			return fmt.Sprintf(" từ %s đến %s người", vietnamese(b.From), vietnamese(b.To))
		}
	}
	return ""
}

// vietnamese writes a number with points between thousands.
func vietnamese(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}

// vietnamesePercent writes a share as the pages do: with one decimal under ten, so that small places are not all equal.
func vietnamesePercent(num, den int) string {
	share := 100 * float64(num) / float64(den)
	decimals := 0
	if share > 0 && share < 10 {
		decimals = 1
	}
	text := strings.TrimSuffix(strconv.FormatFloat(share, 'f', decimals, 64), ".0")
	return strings.ReplaceAll(text, ".", ",") + " %"
}

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(first)) + text[size:]
}
