package api_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"hocso/progress/people"
)

// longLog is more lines than a file of the log has in memory at a time.
const longLog = 1100

// fillLog writes lines of ward 1 by turns, and one of ward 2.
func (w *world) fillLog() {
	w.Helper()
	lines := []people.AuditEntry{
		{Actor: w.id(officer), Action: people.ActionCodeIssued, Person: w.id(residentA), Village: village1, Ward: ward1, Detail: "recovery"},
		{Action: people.ActionStaffReset, Person: w.id(coordinator), Ward: ward1},
		{Actor: w.id(residentA), Action: people.ActionPINChanged, Person: w.id(residentA), Village: village1, Ward: ward1},
		{Actor: w.id(residentA), Action: people.ActionEdited, Person: w.id(residentB), Village: village1, Ward: ward1, Detail: "name,phone"},
		{Actor: w.id(officer), Action: "unheard_of", Ward: ward1, Detail: "=1+1"},
		{Actor: w.id(officer), Action: people.ActionImported, Ward: ward1, Detail: "17"},
	}
	for i := range longLog {
		w.must(people.AppendAudit(w.Context(), w.db, lines[i%len(lines)], w.clock.now()))
	}
	w.must(people.AppendAudit(w.Context(), w.db, people.AuditEntry{Action: people.ActionPurged, Ward: ward2}, w.clock.now()))
}

// wholeLog is what the page of the log of ward 1 shows, from its first page to its last.
func (w *world) wholeLog(as who) []map[string]any {
	w.Helper()
	type page struct {
		Items []map[string]any
		Next  *string
	}
	query := "/audit?ward=" + ward1 + "&limit=100"
	got := decode[page](w, w.want(w.get(as, query), 200, ""))
	all := got.Items
	for got.Next != nil {
		got = decode[page](w, w.want(w.get(as, query+"&after="+*got.Next), 200, ""))
		all = append(all, got.Items...)
	}
	return all
}

func TestAFileOfTheLogSaysWhatThePageSays(t *testing.T) {
	w := newWorld(t)
	w.fillLog()
	words := map[string][2]string{"code_issued": {"Làm mã", "để đặt lại mã PIN"}, "staff_reset": {"Cấp lại mật khẩu", ""}, "pin_changed": {"Đổi mã PIN", ""},
		"edited": {"Sửa thông tin người học", "họ tên, số điện thoại"}, "unheard_of": {"unheard_of", "'=1+1"}, "people_imported": {"Thêm người học từ tệp", ""},
		"audit_exported": {"Tải nhật ký", "tệp CSV"}}
	short := func(v any) string {
		id, _ := v.(string)
		return "người " + id[len(id)-4:]
	}
	for _, as := range []who{officer, admin} {
		rows := w.csvOf("/audit/export", w.post(as, "/audit/export", fields{"format": "csv", "ward": ward1}))
		items := w.wholeLog(as)
		if !strings.Contains(rows[0][0], "Nguồn: hocso, số liệu lúc") || len(rows) != len(items)+2 || len(items) < longLog {
			t.Fatalf("%d lines in the file for %s, %d answered; %q", len(rows)-2, as, len(items), rows[0])
		}
		for i, e := range items {
			said, known := words[e["action"].(string)]
			if !known {
				continue
			}
			by, whom, place := "Quản trị (dòng lệnh)", "", ""
			switch {
			case e["actor_name"] != nil:
				by = e["actor_name"].(string)
			case e["actor"] != nil && e["actor"] == e["person"]:
				by = "Người học tự làm"
			case e["actor"] != nil:
				by = short(e["actor"])
			}
			if e["person"] != nil && e["person"] != e["actor"] {
				whom = short(e["person"])
			}
			village, _ := e["village"].(string)
			if village != "" {
				place = w.villageName(village)
			}
			want := []string{strconv.Itoa(int(e["seq"].(float64))), clockOn(e["at"], minute, 0), by, said[0], said[1], whom, village, place, ward1}
			if !slices.Equal(rows[i+2], want) {
				t.Fatalf("for %s:\n%q in the file\n%q answered", as, rows[i+2], want)
			}
		}
	}
}

func TestAFileOfTheLogIsTheSameAsExcel(t *testing.T) {
	w := newWorld(t)
	w.fillLog()
	csv := w.csvOf("/audit/export", w.post(officer, "/audit/export", fields{"format": "csv", "ward": ward1}))
	xlsx := w.want(w.post(officer, "/audit/export", fields{"format": "xlsx", "ward": ward1}), 200, "").body
	f, err := excelize.OpenReader(bytes.NewReader(xlsx))
	w.must(err)
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows("Nhật ký")
	w.must(err)
	if len(rows) != len(csv)+1 || rows[2][4] != "tệp Excel" { // the line about the file itself
		t.Fatalf("%d rows, %d in CSV; %q", len(rows), len(csv), rows[2])
	}
	for i, line := range csv[2:] {
		if seq := strings.ReplaceAll(rows[i+3][0], ",", ""); seq != line[0] || rows[i+3][3] != line[3] {
			t.Fatalf("%q in Excel, %q in CSV", rows[i+3], line)
		}
	}
}

func TestAllOfTheLogIsForAdminsAlone(t *testing.T) {
	w := newWorld(t)
	w.must(people.AppendAudit(t.Context(), w.db, people.AuditEntry{Action: people.ActionPurged}, w.clock.now()))
	w.want(w.post(officer, "/audit/export", fields{"format": "csv"}), 403, "forbidden")
	rows := w.csvOf("/audit/export", w.post(admin, "/audit/export", fields{"format": "csv"}))
	if !slices.ContainsFunc(rows, func(row []string) bool { return row[3] == "Xóa dữ liệu đã hết hạn giữ" && row[8] == "" }) {
		t.Errorf("%q", rows)
	}
}

// slowLog keeps whoever asks for a second page of a file waiting until it is told what to say.
type slowLog struct {
	people.AuditStore
	asked sync.Once
	say   chan error
	calls chan struct{}
}

func (s *slowLog) AuditPage(ctx context.Context, ward string, before int64, limit int) ([]people.AuditEntry, error) {
	if before > 0 && ward == ward1 && limit == 1000 {
		s.asked.Do(func() { close(s.calls) })
		if err := <-s.say; err != nil {
			return nil, err
		}
	}
	return s.AuditStore.AuditPage(ctx, ward, before, limit)
}

// openLog asks for a file of the log whose second page waits, and returns what it begins with.
func openLog(t *testing.T) (w *world, log *slowLog, begun string, body io.ReadCloser) {
	t.Helper()
	log = &slowLog{say: make(chan error, 1), calls: make(chan struct{})}
	w = newWorldOf(t, func(c *people.Config) {
		log.AuditStore = c.Audit
		c.Audit = log
	})
	w.fillLog()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.url(apiPrefix+"/audit/export"), strings.NewReader(`{"format":"csv","ward":"`+ward1+`"}`))
	w.must(err)
	r.Header.Set("Authorization", "Bearer "+w.accounts[officer].token)
	r.Header.Set("Content-Type", "application/json")
	res, err := w.client.Do(r)
	w.must(err)
	t.Cleanup(func() { _ = res.Body.Close() })
	start := make([]byte, 64)
	_, err = io.ReadFull(res.Body, start)
	w.must(err)
	return w, log, string(start), res.Body
}

func TestAFileOfTheLogIsSentBeforeTheLogIsRead(t *testing.T) {
	_, log, begun, body := openLog(t)
	if !strings.Contains(begun, "Nhật ký của ") {
		t.Fatalf("it begins with %q", begun)
	}
	log.say <- nil
	rest, err := io.ReadAll(body)
	if err != nil || strings.Count(string(rest), "\r\n") < longLog {
		t.Errorf("%d lines, %v", strings.Count(string(rest), "\r\n"), err)
	}
}

func TestAFileOfTheLogThatFailsOnTheWayIsNotTakenForAWholeOne(t *testing.T) {
	w, log, _, body := openLog(t)
	<-log.calls
	log.say <- errors.New("the disk is gone")
	if _, err := io.ReadAll(body); err == nil {
		t.Error("it ended as if it were whole")
	}
	w.eventually("it is told to operators", func() bool { return strings.Contains(w.log.String(), "a table was not sent whole") })
}
