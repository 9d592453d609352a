package api

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"hocso/courses"
	"hocso/internal/day"
	"hocso/internal/sheet"
	"hocso/progress/campaign"
)

// The other tables of the managers' room.

// bandText is what the pages call a size of villages: "Nhỏ, dưới 200 người".
func bandText(bands []campaign.Band, at int) string {
	b, count := bands[at], strconv.Itoa
	of := "Mọi cỡ"
	switch {
	case at == 0 && b.To > 0:
		of = "dưới " + count(b.To+1) + " người"
	case b.To > 0:
		of = count(b.From) + " đến " + count(b.To) + " người"
	case at > 0:
		of = "từ " + count(b.From) + " người"
	}
	names := map[int][]string{1: {"Nhỏ"}, 2: {"Nhỏ", "Lớn"}, 3: {"Nhỏ", "Vừa", "Lớn"}}[len(bands)]
	if at < len(names) {
		return names[at] + ", " + of
	}
	return of
}

// recentDays is how many days "recent" ones are.
const recentDays = 14

// trendLine is a day of a campaign.
type trendLine struct {
	Day                           day.Day
	Fresh, Completed, Submissions *int
	Total                         int // participants by the end of the day, as far as they are told
}

// trend has every day of a campaign from its first to today, also those on which nothing happened.
func (s insightsShape) trend(c campaign.Campaign, today day.Day) []trendLine {
	told, sums, total := map[day.Day]dayTotalsShape{}, map[day.Day]int{}, 0
	last := max(min(today, c.LastDay), c.FirstDay)
	for _, d := range s.Days {
		told[d.Day], last = d, max(last, d.Day)
	}
	for _, r := range s.Running {
		if sums[r.Day] = r.Participants; r.Day < c.FirstDay {
			total = r.Participants
		}
	}
	var lines []trendLine
	for d := c.FirstDay; d <= last; d = d.Add(1) {
		if sum, ok := sums[d]; ok {
			total = sum
		}
		none := 0
		line := trendLine{Day: d, Fresh: &none, Completed: &none, Submissions: &none, Total: total}
		if one, ok := told[d]; ok {
			line.Fresh, line.Completed, line.Submissions = one.Participants, one.Completed, one.Submissions
		}
		lines = append(lines, line)
	}
	return lines
}

func trendsTable(s insightsShape, c campaign.Campaign, today day.Day, recent bool) sheet.Table {
	lines := s.trend(c, today)
	if recent {
		lines = lines[max(0, len(lines)-recentDays):]
	}
	var rows [][]sheet.Cell
	for _, l := range slices.Backward(lines) {
		rows = append(rows, []sheet.Cell{sheet.Day(l.Day), number(l.Fresh, fewText), sheet.Count(l.Total), number(l.Completed, fewText), number(l.Submissions, fewText)})
	}
	return sheet.Table{Name: "Xu hướng", Rows: slices.Values(rows), Columns: columns("Ngày", "Mới tham gia", "Cộng dồn", "Mới hoàn thành", "Bài nộp")}
}

func spreadTable(s spreadShape) sheet.Table {
	all := s.NoRoll + s.None + s.Few
	for _, n := range s.Tenths {
		all += n
	}
	var rows [][]sheet.Cell
	add := func(label string, n int) {
		rows = append(rows, []sheet.Cell{sheet.Text(label), sheet.Count(n), partCell(&n, &all)})
	}
	add("Chưa có danh sách", s.NoRoll)
	add("Chưa ai tham gia", s.None)
	add("Dưới 5 người tham gia", s.Few)
	for i, n := range s.Tenths {
		from := strconv.Itoa(100*i/len(s.Tenths)) + " %"
		if i == len(s.Tenths)-1 {
			add("Từ "+from+" trở lên", n)
			continue
		}
		add(fmt.Sprintf("Từ %s đến dưới %d %%", from, 100*(i+1)/len(s.Tenths)), n)
	}
	return sheet.Table{Name: "Phân bố", Rows: slices.Values(rows), Columns: named(columns("Tỷ lệ tham gia", "Số thôn, buôn", "Phần trong tất cả"), 0)}
}

// hoursTable has the hours of the day against the days of the week.
func hoursTable(hours []hourShape) sheet.Table {
	at, first, last := map[[2]int]*int{}, 6, 21
	for _, h := range hours {
		at[[2]int{h.Hour, h.Weekday}] = h.Submissions
		first, last = min(first, h.Hour), max(last, h.Hour)
	}
	var rows [][]sheet.Cell
	for hour := first; hour <= last; hour++ {
		row := []sheet.Cell{sheet.Text(strconv.Itoa(hour) + " giờ")}
		for weekday := 1; weekday <= 7; weekday++ {
			n, known := at[[2]int{hour, weekday}]
			if !known {
				n = new(int)
			}
			row = append(row, number(n, fewText))
		}
		rows = append(rows, row)
	}
	return sheet.Table{Name: "Ngày giờ học", Rows: slices.Values(rows), Columns: columns("Giờ", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")}
}

// lessonsTable lists the modules that somebody tried, the one that fewest of them passed first.
func (a *App) lessonsTable(modules []moduleTotalsShape) sheet.Table {
	var rows [][]sheet.Cell
	passed := func(m moduleTotalsShape) (float64, bool) {
		if m.Tried == nil || *m.Tried == 0 {
			return 0, false
		}
		return hiddenOr(m.Passed) / float64(*m.Tried), true
	}
	for _, m := range byFigure(modules, passed, func(m moduleTotalsShape) string { return m.Module }) {
		if m.Tried == nil || *m.Tried > 0 {
			rows = append(rows, []sheet.Cell{sheet.Text(m.Module), sheet.Text(a.moduleTitles([]string{m.Module})), partCell(m.Passed, m.Tried), number(m.Tried, fewText), number(m.Passed, fewText)})
		}
	}
	return sheet.Table{Name: "Bài học nào khó", Rows: slices.Values(rows), Columns: named(columns("Mã bài học", "Bài học", "Tỷ lệ đạt", "Đã thử", "Đã đạt"), 0, 1)}
}

// languageNames are the languages of lessons as people here call them.
var languageNames = map[courses.Language]string{courses.Vietnamese: "Tiếng Việt", courses.English: "Tiếng Anh", "rad": "Ê Đê", "jra": "Gia Rai",
	"cmo": "M’Nông", "mnn": "M’Nông", "mng": "M’Nông"}

func languageText(language *string) string {
	if language == nil {
		return "không rõ"
	}
	return cmp.Or(languageNames[courses.Language(*language)], *language)
}

// questionsTable lists all questions, the one that most people answer wrong at first leading.
func (a *App) questionsTable(quizzes []quizShape) sheet.Table {
	type asked struct {
		quiz     quizShape
		question questionShape
	}
	var all []asked
	for _, quiz := range quizzes {
		for _, question := range quiz.Questions {
			if quiz.People != nil && *quiz.People > 0 {
				all = append(all, asked{quiz, question})
			}
		}
	}
	wrong := func(q asked) (float64, bool) { return -hiddenOr(q.question.Wrong) / float64(*q.quiz.People), true }
	slices.SortStableFunc(all, func(a, b asked) int { return *b.quiz.People - *a.quiz.People })
	texts := a.questionTexts(quizzes)
	var rows [][]sheet.Cell
	for _, q := range byFigure(all, wrong, func(asked) string { return "" }) {
		text, ok := texts[questionKey{q.quiz.Module, q.quiz.Version, q.question.Question}]
		if !ok {
			text = q.question.Question
		}
		module := fmt.Sprintf("%s (bản %d)", a.moduleTitles([]string{q.quiz.Module}), q.quiz.Version)
		rows = append(rows, []sheet.Cell{sheet.Text(text), sheet.Text(module), sheet.Text(languageText(q.quiz.Language)), partCell(q.question.Wrong, q.quiz.People), number(q.question.Wrong, fewText), number(q.quiz.People, fewText)})
	}
	return sheet.Table{Name: "Câu hỏi nào khó", Rows: slices.Values(rows), Columns: named(columns("Câu hỏi", "Bài học", "Đọc bằng", "Tỷ lệ sai lần đầu", "Trả lời sai", "Được hỏi"), 0, 1)}
}

type questionKey struct {
	module   string
	version  int
	question string
}

// questionTexts are the words of questions, in Vietnamese, of the versions that are published now.
func (a *App) questionTexts(quizzes []quizShape) map[questionKey]string {
	modules, texts := map[string]bool{}, map[questionKey]string{}
	for _, quiz := range quizzes {
		modules[quiz.Module] = true
	}
	for module := range maps.Keys(modules) {
		view, err := a.cfg.Courses.Catalogue().ModuleView(module, courses.Vietnamese)
		if err != nil {
			continue
		}
		for _, question := range view.Quiz.Questions {
			texts[questionKey{module, view.Version, question.ID}] = question.Text
		}
	}
	return texts
}
