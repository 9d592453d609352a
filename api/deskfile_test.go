package api_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hocso/api"
	"hocso/internal/day"
	"hocso/progress/people"
)

// deskFiles are the files that name people of the desk, as the officer of ward 1 asks for them.
var deskFiles = map[string]fields{
	"/requests/export":     {"ward": ward1, "status": "open"},
	"/appointments/export": {"ward": ward1, "role": "coordinator"},
	"/audit/export":        {"ward": ward1},
}

// fileOf takes a file that is asked for with a POST, in both formats.
func (w *world) fileOf(as who, path string, body fields) (rows [][]string, note string) {
	w.Helper()
	return w.readTable(path, func(format string) reply { return w.post(as, path, body.with("format", format)) })
}

// clockOn writes a time of an answer as files do; null is empty.
func clockOn(v any, layout string, before time.Duration) string {
	text, _ := v.(string)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return ""
	}
	return at.Add(-before).In(day.Zone).Format(layout)
}

const minute = "2006-01-02 15:04"

// disarmed is what a text is in CSV.
func disarmed(text string) string {
	if strings.HasPrefix(text, "=") {
		return "'" + text
	}
	return text
}

type anyList struct{ Items []map[string]any }

func TestAFileOfRequestsSaysWhatThePageSays(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/me/requests", fields{"kind": "correct", "text": "=HYPERLINK(A1)\nTên sai"}), 201, "")
	w.clock.skip(time.Minute)
	w.want(w.post(residentB, "/me/requests", fields{"kind": "access"}), 201, "")
	w.want(w.post(farLives, "/me/requests", fields{"kind": "erase", "text": "của nơi khác"}), 201, "")
	w.want(w.post(residentA, "/me/requests", fields{"kind": "other", "text": "Đã xong từ lâu"}), 201, "")
	items := decode[anyList](t, w.want(w.get(officer, "/requests"), 200, "")).Items
	id, _ := items[2]["id"].(string)
	w.want(w.do(call{method: "PATCH", path: "/requests/" + id, as: officer, body: fields{"status": "finished", "note": "Đã làm"}}), 200, "")
	answered, _ := items[1]["id"].(string)
	w.want(w.do(call{method: "PATCH", path: "/requests/" + answered, as: officer, body: fields{"status": "answered", "note": "=Sẽ làm"}}), 200, "")
	stages := map[string]string{"open": "Chờ trả lời", "answered": "Đã trả lời, chờ làm xong", "finished": "Đã xong"}
	kinds := map[string]string{"correct": "Muốn sửa thông tin", "access": "Muốn biết hệ thống lưu gì về mình", "other": "Việc khác"}
	for status, count := range map[string]int{"open": 2, "finished": 1} {
		items := decode[anyList](t, w.want(w.get(officer, "/requests?status="+status), 200, "")).Items
		rows, note := w.fileOf(officer, "/requests/export", fields{"ward": ward1, "status": status})
		if len(items) != count || len(rows) != count+1 || !strings.Contains(note, "Nguồn: hocso, số liệu lúc") {
			t.Fatalf("%s: %d answered, %d in the file under %q", status, len(items), len(rows)-1, note)
		}
		for i, r := range items {
			want := []string{kinds[r["kind"].(string)], r["person_name"].(string), r["village"].(string), w.villageName(village1),
				clockOn(r["created_at"], minute, 0), stages[r["status"].(string)], clockOn(r["answer_by"], time.DateOnly, time.Millisecond),
				clockOn(r["finish_by"], time.DateOnly, time.Millisecond), clockOn(r["answered_at"], minute, 0), clockOn(r["finished_at"], minute, 0),
				disarmed(strings.ReplaceAll(r["text"].(string), "\n", " ")), disarmed(r["note"].(string))}
			if !slices.Equal(rows[i+1], want) {
				t.Errorf("%s:\n%q in the file\n%q answered", status, rows[i+1], want)
			}
		}
	}
}

func TestAFileOfRequestsTellsWhatIsLate(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/me/requests", fields{"kind": "access"}), 201, "")
	r, err := w.db.RequestsIn(t.Context(), ward1)
	w.must(err)
	one, late := r[0], w.clock.now().Add(-time.Minute)
	for _, c := range []struct {
		change func()
		want   string
	}{
		{func() {}, "Chờ trả lời"},
		{func() { one.AnswerBy = late }, "Quá hạn trả lời"},
		{func() { one.AnsweredAt = late }, "Đã trả lời, chờ làm xong"},
		{func() { one.FinishBy = late }, "Quá hạn làm xong"},
	} {
		c.change()
		w.must(w.db.UpdateRequest(t.Context(), one))
		one.Revision++
		if rows, _ := w.fileOf(officer, "/requests/export", fields{"ward": ward1}); rows[1][5] != c.want {
			t.Errorf("%q, want %q", rows[1], c.want)
		}
	}
}

func TestAFileOfStaffSaysWhatThePageSays(t *testing.T) {
	w := newWorld(t)
	begins, ends := w.clock.now().Add(24*time.Hour), time.Date(w.clock.now().Year()+1, 3, 4, 17, 0, 0, 0, time.UTC) // the first moment of 5 March here
	w.want(w.post(officer, "/appointments", fields{"name": "=Cộng A1", "phone": w.freshPhone(), "role": "coordinator", "village": sibling,
		"from": begins.Format(time.RFC3339), "until": ends.Format(time.RFC3339)}), 201, "")
	for _, c := range []struct {
		as   who
		body fields
		role string
		rows int
	}{
		{officer, fields{"role": "coordinator", "ward": ward1}, "thành viên tổ công nghệ số", 0}, {manager, fields{"role": "officer"}, "cán bộ xã, phường", 2},
		{manager, fields{"role": "officer", "ward": ward2}, "cán bộ xã, phường", 1}, {admin, fields{"role": "manager"}, "quản lý chiến dịch", 0},
	} {
		rows, note := w.fileOf(c.as, "/appointments/export", c.body)
		items := slices.DeleteFunc(decode[anyList](t, w.want(w.get(c.as, "/appointments"), 200, "")).Items, func(m map[string]any) bool {
			return m["role"] != c.body["role"] || c.as == manager && c.body["ward"] != nil && m["ward"] != c.body["ward"]
		})
		if len(items) == 0 || len(rows) != len(items)+1 || c.rows > 0 && len(items) != c.rows || !strings.Contains(note, "Nguồn: hocso") {
			t.Fatalf("%v for %s: %d answered, %d in the file under %q", c.body, c.as, len(items), len(rows)-1, note)
		}
		for i, m := range items {
			place, name := "", ""
			if id, ok := m["village"].(string); ok {
				place, name = id, w.villageName(id)
			} else if code, ok := m["ward"].(string); ok {
				ward, err := w.ref.Load().Directory.Ward(code)
				w.must(err)
				place, name = code, ward.Title()
			}
			until := clockOn(m["until"], time.DateOnly, time.Millisecond)
			state := "Đang làm"
			switch {
			case m["name"] == "=Cộng A1":
				state = "Chưa bắt đầu"
				if want := strconv.Itoa(ends.Year()) + "-03-04"; until != want {
					t.Fatalf("until the end of %s, not %s", until, want)
				}
			case until != "" && m["until"].(string) <= w.clock.now().UTC().Format(time.RFC3339):
				state = "Đã hết hạn"
			}
			phone := strings.Replace(m["phone"].(string), "+84", "0", 1)
			want := []string{disarmed(m["name"].(string)), phone[:4] + " " + phone[4:7] + " " + phone[7:], c.role, place, name, clockOn(m["from"], time.DateOnly, 0), until, state,
				map[bool]string{true: "có", false: "không"}[m["totp"].(bool)]}
			if !slices.Equal(rows[i+1], want) {
				t.Errorf("%s:\n%q in the file\n%q answered", c.as, rows[i+1], want)
			}
		}
	}
	w.want(w.post(officer, "/appointments/export", fields{"format": "csv", "role": "coordinator"}), 422, "invalid_input")
	w.want(w.post(officer, "/appointments/export", fields{"format": "csv", "role": "officer", "ward": ward1}), 403, "forbidden")
	w.want(w.post(manager, "/appointments/export", fields{"format": "csv", "role": "manager"}), 403, "forbidden")
	w.want(w.post(admin, "/appointments/export", fields{"format": "csv", "role": "coordinator", "ward": ward1}), 403, "forbidden")
}

func TestWhatLooksLikeAFormulaStaysTextInFilesOfPeople(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(officer, "/appointments", fields{"name": "=1+A", "phone": w.freshPhone(), "role": "coordinator", "village": village1}), 201, "")
	f, err := excelize.OpenReader(bytes.NewReader(w.want(w.post(officer, "/appointments/export", fields{"format": "xlsx", "role": "coordinator", "ward": ward1}), 200, "").body))
	w.must(err)
	defer func() { _ = f.Close() }()
	name := f.GetSheetList()[0]
	rows, err := f.GetRows(name)
	w.must(err)
	at := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 0 && row[0] == "=1+A" })
	if at < 0 {
		t.Fatalf("%q", rows)
	}
	cell := "A" + strconv.Itoa(at+1)
	kind, err := f.GetCellType(name, cell)
	w.must(err)
	formula, err := f.GetCellFormula(name, cell)
	w.must(err)
	if kind != excelize.CellTypeInlineString || formula != "" {
		t.Errorf("%s is of kind %d with the formula %q", cell, kind, formula)
	}
}

func TestFilesOfTheDeskAskForAProofAndAreNoted(t *testing.T) {
	w := newWorld(t)
	actions := map[string]people.AuditAction{"/requests/export": people.ActionRequestsExported, "/appointments/export": people.ActionStaffExported,
		"/audit/export": people.ActionAuditExported}
	newest := func() people.AuditEntry {
		e, err := w.db.LastAudit(t.Context())
		w.must(err)
		return e
	}
	for path, body := range deskFiles {
		got := w.want(w.post(officer, path, body.with("format", "csv")), 200, "")
		if e := newest(); e.Action != actions[path] || e.Actor != w.id(officer) || e.Ward != ward1 || e.Detail != "csv" {
			t.Errorf("%s is noted as %+v", path, e)
		}
		if got.header.Get("Cache-Control") != "no-store" || !strings.Contains(got.header.Get("Content-Disposition"), ward1+".csv") {
			t.Errorf("%s: %v", path, got.header)
		}
	}
	w.clock.skip(11 * time.Minute)
	before := newest().Seq
	for path, body := range deskFiles {
		w.want(w.post(officer, path, body.with("format", "csv")), 403, "proof_required")
	}
	if e := newest(); e.Seq != before {
		t.Errorf("what was refused is noted: %+v", e)
	}
}

func TestFilesOfTheDeskAreTakenAsSeldomAsAnyThatNamePeople(t *testing.T) {
	w := newWorld(t, func(c *api.Config) { c.Rates.Export = api.Rate{Count: 1, Per: time.Hour} })
	w.want(w.post(officer, "/villages/"+village1+"/residents/export", fields{"format": "csv"}), 200, "")
	for path, body := range deskFiles {
		w.want(w.post(officer, path, body.with("format", "csv")), 429, "too_many_requests")
	}
}
