package api

import (
	"slices"
	"strings"

	"hocso/internal/sheet"
	"hocso/progress"
	"hocso/progress/campaign"
	"hocso/progress/fieldwork"
	"hocso/progress/places"
)

// The tables of what officers and village teams work with. None of them names a resident.

// stateTexts are what the pages call whether a village is ranked.
var stateTexts = map[campaign.State]string{campaign.InRace: "", campaign.Flagged: "Cần xem lại", campaign.Excluded: "Không xếp hạng"}

// flagTexts are what the pages call what is looked at.
var flagTexts = map[campaign.Flag]string{
	campaign.ManyOnOneDevice: "nhiều người trên cùng một máy", campaign.TooQuick: "làm nhanh đến mức không kịp đọc", campaign.AnswersAlike: "trả lời giống hệt nhau",
	campaign.LastDayRush: "tham gia dồn vào ngày cuối", campaign.MostlyAssisted: "phần lớn do người khác nộp giúp",
}

func flagsCell(flags []campaign.Flag) sheet.Cell {
	texts := make([]string, len(flags))
	for i, flag := range flags {
		texts[i] = flagTexts[flag]
	}
	return sheet.Text(strings.Join(texts, ", "))
}

// deskTable is the villages as the desk shows them.
func deskTable(w progress.WardProgress) sheet.Table {
	shown := counts{only: w.CountsOnly}
	var rows [][]sheet.Cell
	for i, v := range w.Villages {
		d := w.Desk[i]
		row := append([]sheet.Cell{sheet.Text(v.ID), sheet.Text(v.Name)}, shown.totalsCells(w.Below[i])...)
		row = append(row, number(shown.of(d.Gain), fewText), sheet.Cell{}, sheet.Cell{}, sheet.Text(stateTexts[d.State]), flagsCell(d.Flags))
		if v.Roll != nil {
			row[11] = sheet.Count(v.Roll.Version)
		}
		if d.Waiting != nil {
			row[12] = sheet.Count(d.Waiting.Adults)
		}
		rows = append(rows, row)
	}
	labels := append(append([]string{"Mã", "Thôn, buôn, tổ dân phố"}, totalsLabels...), "Mới trong 7 ngày", "Danh sách bản", "Số đang chờ duyệt", "Xem xét", "Dấu hiệu")
	return sheet.Table{Name: "Bàn làm việc", Rows: slices.Values(rows), Columns: named(columns(labels...), 1, len(labels)-1)}
}

// weekTable is the report of a week.
func weekTable(w progress.WardWeek) sheet.Table {
	var rows [][]sheet.Cell
	line := func(id, name string, week progress.Week) {
		s := newWeekShape(week)
		rate := sheet.Text(noRollText)
		if s.Rate != nil {
			rate = sheet.Share(*s.Rate)
		}
		rows = append(rows, []sheet.Cell{sheet.Text(id), sheet.Text(name), rate, sheet.Count(s.Roll), sheet.Count(s.Participants), sheet.Count(s.NewParticipants),
			sheet.Count(s.Completed), sheet.Count(s.NewCompleted), sheet.Count(s.NewLearners), sheet.Count(s.Submissions)})
	}
	for i, v := range w.Villages {
		line(v.ID, v.Name, w.Below[i])
	}
	line("", sumText, w.Sum)
	return sheet.Table{Name: "Tuần", Rows: slices.Values(rows), Columns: named(columns("Mã", "Thôn, buôn, tổ dân phố", "Tỷ lệ tham gia", "Người trưởng thành",
		"Đạt ít nhất một bài", "Mới đạt trong tuần", "Hoàn thành tất cả", "Mới hoàn thành trong tuần", "Người mới làm bài", "Bài nộp trong tuần"), 1)}
}

// decisionTexts are what the pages call a ruling.
var decisionTexts = map[campaign.Decision]string{campaign.Clear: "Giữ trong bảng", campaign.Exclude: "Không xếp hạng"}

// reviewsTable is each village that is or was looked at, with the newest ruling about it.
func reviewsTable(reviews []progress.VillageReview) sheet.Table {
	var rows [][]sheet.Cell
	for _, r := range reviews {
		s := r.Signs
		row := []sheet.Cell{sheet.Text(r.Village.ID), sheet.Text(r.Village.Name), sheet.Text(r.Campaign), sheet.Text(stateTexts[r.State]), flagsCell(r.Flags),
			sheet.Count(s.Attempts), sheet.Count(s.Assisted), sheet.Count(s.Timed), sheet.Count(s.Quick), sheet.Count(s.OnOneDevice), sheet.Count(s.Alike),
			sheet.Count(s.Participants), sheet.Count(s.OnLastDay), {}, {}, {}}
		if n := len(r.Rulings); n > 0 {
			last := r.Rulings[n-1]
			row[13], row[14], row[15] = sheet.Text(decisionTexts[last.Decision]), sheet.Text(last.Note), sheet.Moment(last.At)
		}
		rows = append(rows, row)
	}
	return sheet.Table{Name: "Kết quả cần xem lại", Rows: slices.Values(rows), Columns: named(columns("Mã", "Thôn, buôn, tổ dân phố", "Chiến dịch", "Xem xét", "Dấu hiệu", "Lượt làm",
		"Lượt nộp giúp", "Lượt có tính giờ", "Lượt quá nhanh", "Người trên cùng một máy", "Người trả lời giống hệt nhau", "Người tham gia", "Người mới trong ngày cuối",
		"Quyết định", "Lý do", "Lúc"), 1, 4, 14)}
}

// closedTable is the villages that are no more, and what they are part of today.
func closedTable(closed []places.Village, dir *places.Directory) sheet.Table {
	var rows [][]sheet.Cell
	for _, v := range closed {
		row := []sheet.Cell{sheet.Text(v.ID), sheet.Text(v.Name), {}, {}}
		if today, err := dir.Village(v.ID); err == nil {
			row[2], row[3] = sheet.Text(today.ID), sheet.Text(today.Name)
		}
		rows = append(rows, row)
	}
	return sheet.Table{Name: "Thôn, buôn đã thôi", Rows: slices.Values(rows), Columns: named(columns("Mã", "Thôn, buôn, tổ dân phố", "Mã nay thuộc", "Nay thuộc"), 1, 3)}
}

// partTexts are what the pages call a part of a day.
var partTexts = map[fieldwork.Part]string{fieldwork.Morning: "sáng", fieldwork.Afternoon: "chiều", fieldwork.Evening: "tối"}

// sessionsTable is a village's sessions, the newest first: how many people came, not who.
func (a *App) sessionsTable(sessions []fieldwork.Session) sheet.Table {
	var rows [][]sheet.Cell
	for _, s := range sessions {
		module := sheet.Cell{}
		if s.Module != "" {
			module = sheet.Text(a.moduleTitles([]string{s.Module}))
		}
		rows = append(rows, []sheet.Cell{sheet.Day(s.Day), sheet.Text(partTexts[s.Part]), sheet.Text(s.Place), module, sheet.Moment(s.OpenedAt), sheet.Moment(s.ClosedAt),
			sheet.Count(len(s.People))})
	}
	return sheet.Table{Name: "Buổi học", Rows: slices.Values(rows), Columns: named(columns("Ngày", "Buổi", "Nơi học", "Bài học", "Mở lúc", "Đóng lúc", "Người đến"), 2, 3)}
}

// attendanceTable says who came to which session: by name who agreed to be listed; of others nothing but the times.
func attendanceTable(all []progress.SessionResults) sheet.Table {
	var rows [][]sheet.Cell
	for _, r := range all {
		for _, l := range r.Lines {
			name, passed := sheet.Cell{}, sheet.Cell{}
			if l.Listed {
				n := 0
				for _, one := range l.Results {
					if one.Passed {
						n++
					}
				}
				name, passed = sheet.Text(l.Person.ListedName()), sheet.Count(n)
			}
			rows = append(rows, []sheet.Cell{sheet.Day(r.Session.Day), sheet.Text(partTexts[r.Session.Part]), name, sheet.Moment(l.Presence.JoinedAt), sheet.Moment(l.Presence.LeftAt), passed})
		}
	}
	return sheet.Table{Name: "Ai đến buổi nào", Rows: slices.Values(rows), Columns: named(columns("Ngày", "Buổi", "Họ và tên", "Đến lúc", "Về lúc", "Lần làm đạt"), 2)}
}
