package leaderboard

import (
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hocso/internal/day"
	"hocso/progress/campaign"
)

func someRow(t *rapid.T) campaign.Row {
	number := rapid.OneOf(rapid.IntRange(0, 3), rapid.Int())
	counts := rapid.Custom(func(t *rapid.T) campaign.Counts {
		return campaign.Counts{Done: number.Draw(t, "done"), Completed: number.Draw(t, "completed"), Points: number.Draw(t, "points")}
	})
	at := rapid.Custom(func(t *rapid.T) time.Time {
		if n := rapid.Int64Range(0, 1<<61).Draw(t, "at"); n != 0 {
			return time.Unix(0, n).UTC()
		}
		return time.Time{}
	})
	text := rapid.StringN(0, 300, -1)
	r := campaign.Row{ID: text.Draw(t, "id"), Ward: text.Draw(t, "ward"), Learners: number.Draw(t, "learners"), Counts: counts.Draw(t, "counts"),
		Roll:   campaign.Roll{Adults: number.Draw(t, "adults"), Version: number.Draw(t, "version"), Day: day.Day(text.Draw(t, "roll day"))},
		DoneAt: at.Draw(t, "done at"), CompletedAt: at.Draw(t, "completed at"), PointsAt: at.Draw(t, "points at"), AsOf: at.Draw(t, "as of"),
		Day: day.Day(text.Draw(t, "day")), State: campaign.State(text.Draw(t, "state"))}
	for i := range rapid.IntRange(0, campaign.RecentDays).Draw(t, "days") {
		r.Recent[i] = counts.Draw(t, "recent")
	}
	return r
}

func TestARowIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := someRow(t)
		raw := string(encode(r))
		if got, err := decode(r.ID, raw); err != nil || got != r {
			t.Fatalf("%+v was read as %+v (%v)", r, got, err)
		}
		if cut := rapid.IntRange(0, len(raw)-1).Draw(t, "cut"); cut < len(raw) {
			if _, err := decode(r.ID, raw[:cut]); !errors.Is(err, errRow) {
				t.Fatalf("%d of %d bytes were read: %v", cut, len(raw), err)
			}
		}
	})
}

func TestStoredRowsKeepTheirForm(t *testing.T) {
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	r := campaign.Row{ID: "24163-001", Ward: "24163", Roll: campaign.Roll{Adults: 300, Version: 2, Day: "2026-10-01"}, Learners: 5,
		Counts: campaign.Counts{Done: 4, Completed: 1, Points: 70}, DoneAt: at, Day: "2026-11-20", State: campaign.Flagged, AsOf: at,
		Recent: [campaign.RecentDays]campaign.Counts{1: {Done: 2}}}
	const want = "01" + "053234313633" + "0a323032362d31302d3031" + "0a323032362d31312d3230" + "06726576696577" + "d804040a" + "08028c01" +
		"8080f4d4f1c3dfe931" + "0000" + "8080f4d4f1c3dfe931" + "04" + "000000" + "040000"
	if got := hex.EncodeToString(encode(r)); got != want {
		t.Errorf("a row is stored as\n%s, want\n%s: give another form another number", got, want)
	}
}

func FuzzRowsThatAreNoneAreRefused(f *testing.F) {
	f.Add("")
	f.Add("\x02")
	f.Add("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Add(string(encode(campaign.Row{Ward: "24163", Learners: 3})))
	f.Fuzz(func(t *testing.T, raw string) {
		if _, err := decode("24163-001", raw); err != nil && !errors.Is(err, errRow) {
			t.Error(err)
		}
	})
}
