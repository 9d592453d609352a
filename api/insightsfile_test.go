package api_test

import (
	"fmt"
	"strings"
	"testing"

	"hocso/progress/campaign"
)

type insightsJSON struct {
	Places []struct {
		ID     string
		Gain   any
		Totals map[string]any
		Work   struct{ Attempts, Assisted any }
	}
	Running []struct {
		Day          string
		Participants int
	}
	Quizzes []struct {
		Language  any
		People    any
		Questions []any
	}
	Spread struct{ No_roll, None, Few int } //nolint:revive // as in the answer
}

// fewOr prints a count of an answer as a file has it.
func fewOr(v any) string { return figure(v, "dưới 5") }

func TestTheRoomsTablesAreFilesOfTheSameFigures(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.want(w.post(coordinator, "/submissions", w.submission(1).with("resident", w.id(residentB))), 201, "")
	w.settle()
	for _, query := range []string{"", "&ward=" + ward1} {
		in := decode[insightsJSON](t, w.want(w.get(manager, "/province/insights?"+strings.TrimPrefix(query, "&")), 200, ""))
		table := func(view string) [][]string {
			rows, note := w.tableOf(manager, "/province/insights/export?view="+view+query)
			if !strings.Contains(note, "Nguồn: hocso, số liệu lúc") {
				t.Errorf("%s says %q", view, note)
			}
			return rows
		}
		places := map[string][]string{}
		for _, row := range table("places")[1:] {
			places[row[0]] = row
		}
		targets := table("targets")
		for _, p := range in.Places {
			row := places[p.ID]
			if len(row) == 0 || row[2] != totalsOf(p.Totals)[0] || row[4] != fewOr(p.Totals["participants"]) || row[5] != fewOr(p.Gain) ||
				row[6] != fewOr(p.Totals["completed"]) || row[7] != fewOr(p.Totals["registered"]) {
				t.Errorf("place %s: %q, answered %+v", p.ID, row, p)
			}
		}
		if len(places) != len(in.Places) || len(targets) != len(in.Places)+1 || len(table("map")) != len(targets) {
			t.Errorf("%d places and %d with targets of %d", len(places), len(targets)-1, len(in.Places))
		}
		questions := 0
		for _, quiz := range in.Quizzes {
			questions += len(quiz.Questions)
		}
		if rows := table("questions"); len(rows) > questions+1 {
			t.Errorf("%d lines of %d questions", len(rows)-1, questions)
		}
		for view, row := range map[string]struct {
			head  string
			lines int
		}{"spread": {"Tỷ lệ tham gia", 13}, "hours": {"Giờ", 16}, "trends&range=recent": {"Ngày", 14}} {
			if rows := table(view); rows[0][0] != row.head || len(rows) < 2 || view != "trends&range=recent" && len(rows) != row.lines+1 || len(rows) > row.lines+1 {
				t.Errorf("%s: %q", view, rows)
			}
		}
		for _, view := range []string{"sizes", "lessons", "work", "trends"} {
			table(view)
		}
	}
	w.want(w.get(manager, "/province/insights/export?view=names&format=csv"), 422, "invalid_input")
	w.want(w.get(manager, "/province/insights/export?view=places&ward=99999&format=csv"), 404, "not_found")
}

// Who read a lesson in their own language is counted apart, and the phone's word for it is kept.
func TestHardQuestionsAreCountedByTheLanguageInWhichTheyWereRead(t *testing.T) {
	w := newWorld(t)
	wrong := func() fields { return w.submission(0).with("answers", answers(w.modules[0], false)) }
	w.want(w.post(residentA, "/submissions", wrong().with("language", "vi")), 201, "")
	const readers = 5
	for range readers {
		who := w.enrol(nil)
		w.want(w.post(coordinator, "/submissions", wrong().with("resident", who.ID).with("language", "rad")), 201, "")
	}
	w.settle()
	in := decode[insightsJSON](t, w.want(w.get(manager, "/province/insights"), 200, ""))
	people := map[any]any{}
	for _, quiz := range in.Quizzes {
		people[quiz.Language] = quiz.People
	}
	if len(in.Quizzes) != 2 || people["vi"] != nil || fmt.Sprint(people["rad"]) != fmt.Sprint(readers) {
		t.Errorf("%+v", in.Quizzes)
	}
	rows, _ := w.tableOf(manager, "/province/insights/export?view=questions")
	if len(rows) != len(w.modules[0].Questions)+1 || rows[0][2] != "Đọc bằng" || rows[1][2] != "Ê Đê" || rows[1][4] != fmt.Sprint(readers) {
		t.Errorf("%q", rows)
	}
	own := decode[struct{ Submissions []struct{ Language string } }](t, w.want(w.get(residentA, "/me/export"), 200, "")).Submissions
	if len(own) != 1 || own[0].Language != "vi" {
		t.Errorf("%+v", own)
	}
}

func TestTwoWardsAreComparedInAFile(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	of := fmt.Sprintf("&by=wards&a=%s&b=%s", ward1, ward2)
	rows, _ := w.tableOf(manager, "/province/insights/export?view=compare"+of)
	if len(rows) != 9 || rows[0][0] != "Số liệu" || rows[0][1] == rows[0][2] {
		t.Errorf("%q", rows)
	}
	days, _ := w.tableOf(manager, "/province/insights/export?view=compare_days"+of)
	if len(days) < 1 || days[0][0] != "Ngày" || days[0][1] != rows[0][1] {
		t.Errorf("%q", days)
	}
	w.want(w.get(manager, "/province/insights/export?view=compare&format=csv"), 404, "not_found")
	w.want(w.get(manager, "/province/insights/export?view=compare&format=csv&by=campaigns&a=none&b=none"), 404, "not_found")
}

func TestOfficersAndTeamsTakeTheirTablesAlong(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	ward := "/wards/" + ward1 + "/export?table="
	answer := decode[struct {
		Villages []struct {
			Village struct{ ID string }
			Lately  struct{ Gain any }
		}
		Closed []any
	}](t, w.want(w.get(officer, "/wards/"+ward1+"/progress"), 200, ""))
	desk, _ := w.tableOf(officer, ward+"desk")
	for i, one := range answer.Villages {
		if row := desk[i+1]; row[0] != one.Village.ID || row[10] != figure(one.Lately.Gain, "dưới 5") {
			t.Errorf("%q, answered %+v", row, one)
		}
	}
	week, _ := w.tableOf(officer, ward+"week")
	if len(week) != len(answer.Villages)+2 || week[len(week)-1][1] != "Tổng cộng" {
		t.Errorf("week %q", week)
	}
	reviews, _ := w.tableOf(officer, ward+"reviews")
	closed, _ := w.tableOf(officer, ward+"closed")
	if len(reviews) < 1 || len(closed) != len(answer.Closed)+1 {
		t.Errorf("reviews %q, closed %q", reviews, closed)
	}
	w.want(w.get(manager, ward+"week&format=csv"), 403, "forbidden")
	w.tableOf(manager, ward+"desk")
}

func TestWhoCameToASessionIsNamedOnlyBehindTheProof(t *testing.T) {
	w := newWorld(t)
	if got := w.note(coordinator, w.event("opened", village1), w.about("joined", residentA)); got[0] != 201 || got[1] != 201 {
		t.Fatalf("%v", got)
	}
	counts, _ := w.tableOf(coordinator, "/villages/"+village1+"/export?table=sessions")
	if len(counts) != 2 || counts[1][6] != "1" {
		t.Errorf("%q", counts)
	}
	name := w.session(coordinator).Items[0].Name
	if text := fmt.Sprint(counts); strings.Contains(text, name) {
		t.Errorf("%s is named: %s", name, text)
	}
	w.want(w.get(manager, "/villages/"+village1+"/export?table=sessions&format=csv"), 403, "forbidden")
	got := string(w.want(w.post(coordinator, "/villages/"+village1+"/residents/export", fields{"format": "csv", "table": "sessions"}), 200, "").body)
	if !strings.Contains(got, name) {
		t.Errorf("%s is missing: %s", name, got)
	}
	if log := string(w.want(w.get(officer, "/audit?ward="+ward1), 200, "").body); !strings.Contains(log, `"exported"`) {
		t.Errorf("it is not noted: %s", log)
	}
}

func TestAFrozenCampaignIsComparedByItsSettlement(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	of := w.ref.Load().Campaign
	of.ID, of.Name, of.MinLearners = "last-year", "Năm ngoái", 5
	rows := []campaign.Row{{ID: ward1, Roll: campaign.Roll{Adults: 200}, Learners: 90, Counts: campaign.Counts{Done: 50, Completed: 20}},
		{ID: ward2, Roll: campaign.Roll{Adults: 100}, Learners: 9, Counts: campaign.Counts{Done: 2}}}
	settled := campaign.Freeze(of, rows, []campaign.Name{{ID: ward1, Name: ward1}, {ID: ward2, Name: ward2}}, w.clock.now())
	w.must(w.db.AddSettlement(t.Context(), settled))
	head := settled.Head()
	w.settled.Store(&head)
	told := decode[map[string]any](t, w.want(w.get(manager, "/province/insights/settled/last-year?ward="+ward1), 200, ""))
	if told["roll"] != 200.0 || told["rate"] != 0.25 || told["participants"] != 50.0 || told["completed"] != 20.0 || told["settled_at"] == "" {
		t.Errorf("%v", told)
	}
	few := decode[map[string]any](t, w.want(w.get(manager, "/province/insights/settled/last-year?ward="+ward2), 200, ""))
	if few["participants"] != nil || few["rate"] != nil {
		t.Errorf("a few people are told of: %v", few)
	}
	w.want(w.get(manager, "/province/insights/settled/last-year?ward=99999"), 404, "not_found")
	table, _ := w.tableOf(manager, "/province/insights/export?view=compare&by=campaigns&a="+campaignID+"&b=last-year&ward="+ward1)
	if table[0][2] != "Năm ngoái" || table[1][2] != "25,0 %" || table[2][2] != "50" || table[3][2] != "–" || table[4][2] != "20" || table[7][2] != "200" {
		t.Errorf("%q", table)
	}
	days, _ := w.tableOf(manager, "/province/insights/export?view=compare_days&by=campaigns&a="+campaignID+"&b=last-year&ward="+ward1)
	for _, row := range days[1:] {
		if row[2] != "–" {
			t.Errorf("a settlement has a day: %q", row)
		}
	}
}
