package api_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// tableOf asks for a table as a file and returns its rows from the header on, and its first line.
func (w *world) tableOf(as who, path string) (rows [][]string, note string) {
	w.Helper()
	return w.readTable(path, func(format string) reply { return w.get(as, path+"&format="+format) })
}

// readTable takes a table in both formats and fails unless they say the same. It returns its rows from the header on, and its first line.
func (w *world) readTable(path string, take func(format string) reply) (rows [][]string, note string) {
	w.Helper()
	all := w.csvOf(path, take("csv"))
	w.sameAsXLSX(path, w.want(take("xlsx"), 200, "").body, all)
	return all[1:], all[0][0]
}

func (w *world) csvOf(path string, got reply) [][]string {
	w.Helper()
	raw := w.want(got, 200, "").body
	text, marked := strings.CutPrefix(string(raw), "\ufeff")
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	w.must(err)
	if !marked || len(all) < 2 {
		w.Fatalf("%s: %q", path, raw)
	}
	return all
}

// sameAsXLSX fails unless the XLSX of a table says the same as its CSV.
func (w *world) sameAsXLSX(path string, xlsx []byte, want [][]string) {
	w.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(xlsx))
	w.must(err)
	defer func() { _ = f.Close() }()
	got, err := f.GetRows(f.GetSheetList()[0])
	w.must(err)
	plain := func(cell string) string {
		return strings.NewReplacer(",", "", ".", "", " %", "%", "'", "").Replace(cell)
	}
	for i, row := range want[1:] {
		for j, cell := range row {
			shown := ""
			if j < len(got[i+1]) {
				shown = got[i+1][j]
			}
			if clock, date, ok := strings.Cut(shown, " "); ok && len(clock) == 5 && clock[2] == ':' { // 14:59 27/11/2026
				d := strings.Split(date, "/")
				shown = d[2] + "-" + d[1] + "-" + d[0] + " " + clock
			} else if day, month, ok := strings.Cut(shown, "/"); ok && len(day) == 2 { // 27/11/2026
				month, year, _ := strings.Cut(month, "/")
				shown = year + "-" + month + "-" + day
			}
			if plain(shown) != plain(cell) {
				w.Errorf("%s, row %d: CSV says %q, XLSX %q", path, i+2, cell, shown)
			}
		}
	}
}

// figure prints a figure of an answer as CSV has it.
func figure(v any, hidden string) string {
	if n, ok := v.(float64); ok {
		return strconv.Itoa(int(n))
	}
	return hidden
}

// totalsOf are the figures of a place in the order of the tables.
func totalsOf(t map[string]any) []string {
	rate := "không nêu"
	if share, ok := t["rate"].(float64); ok {
		rate = strings.Replace(fmt.Sprintf("%.1f %%", 100*share), ".", ",", 1)
	} else if t["roll"] == 0.0 {
		rate = "chưa có danh sách"
	}
	row := []string{rate, figure(t["roll"], "")}
	for _, name := range []string{"registered", "learners", "participants", "completed"} {
		row = append(row, figure(t[name], "dưới 5"))
	}
	return append(row, figure(t["points"], "không nêu"), figure(t["submissions"], "không nêu"))
}

type progressJSON struct {
	Totals   map[string]any
	Villages []struct {
		Village struct{ ID, Name string }
		Totals  map[string]any
	}
	Wards []struct {
		Ward   struct{ Code string }
		Totals map[string]any
	}
	Days, Modules []map[string]any
	Statuses      map[string]any
}

func TestAFileHasTheSameFiguresAsTheAnswer(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.want(w.post(coordinator, "/submissions", w.submission(1).with("resident", w.id(residentB))), 201, "")
	w.settle()
	for _, as := range []who{officer, manager} {
		w.figuresOfWard(as)
	}
	province := decode[progressJSON](t, w.want(w.get(manager, "/province/progress"), 200, ""))
	rows, note := w.tableOf(manager, "/province/export?table=wards")
	if len(rows) != len(province.Wards)+2 || !strings.Contains(note, "Nguồn: hocso, số liệu lúc") {
		t.Errorf("%d rows under %q", len(rows), note)
	}
	for i, one := range province.Wards {
		if row := rows[i+1]; row[0] != one.Ward.Code || !slices.Equal(row[2:], totalsOf(one.Totals)) {
			t.Errorf("ward %s: %q, answered %+v", one.Ward.Code, row, one.Totals)
		}
	}
	if sum := rows[len(rows)-1]; !slices.Equal(sum[2:], totalsOf(province.Totals)) {
		t.Errorf("the sum of the province: %q, answered %+v", sum, province.Totals)
	}
	villages, _ := w.tableOf(manager, "/province/export?table=villages")
	one := slices.IndexFunc(villages, func(row []string) bool { return row[0] == village1 })
	ward := decode[progressJSON](t, w.want(w.get(manager, "/wards/"+ward1+"/progress"), 200, ""))
	if one < 0 || !slices.Equal(villages[one][3:11], totalsOf(ward.Villages[0].Totals)) {
		t.Errorf("the village in the province's table: %d of %q, answered %+v", one, villages, ward.Villages[0])
	}
	w.want(w.get(manager, "/province/export?table=residents&format=csv"), 422, "invalid_input")
	w.want(w.get(manager, "/province/export?table=wards&format=pdf"), 422, "invalid_input")
}

// figuresOfWard compares the tables of a ward and of a village with the answers, as somebody may see them.
func (w *world) figuresOfWard(as who) {
	w.Helper()
	answer := decode[progressJSON](w, w.want(w.get(as, "/wards/"+ward1+"/progress"), 200, ""))
	rows, _ := w.tableOf(as, "/wards/"+ward1+"/export?table=villages")
	for i, one := range answer.Villages {
		if row := rows[i+1]; row[0] != one.Village.ID || row[1] != one.Village.Name || !slices.Equal(row[2:10], totalsOf(one.Totals)) {
			w.Errorf("village %s for %s: %q, answered %+v", one.Village.ID, as, row, one.Totals)
		}
	}
	w.daysAndModules(as, "/wards/"+ward1, answer)
	village := decode[progressJSON](w, w.want(w.get(as, "/villages/"+village1+"/progress"), 200, ""))
	w.daysAndModules(as, "/villages/"+village1, village)
	statuses, _ := w.tableOf(as, "/villages/"+village1+"/export?table=statuses")
	for i, status := range []string{"completed", "stuck", "participating", "learning", "not_started"} {
		if row := statuses[i+1]; row[1] != figure(village.Statuses[status], "dưới 5") {
			w.Errorf("%s for %s: %q, answered %v", status, as, row, village.Statuses[status])
		}
	}
}

func (w *world) daysAndModules(as who, place string, answer progressJSON) {
	w.Helper()
	days, _ := w.tableOf(as, place+"/export?table=days")
	if len(days) != len(answer.Days)+1 || len(answer.Days) == 0 {
		w.Errorf("%d rows of days for %s, answered %d", len(days), as, len(answer.Days))
	}
	for i, d := range answer.Days {
		want := []string{d["day"].(string), figure(d["learners"], "dưới 5"), figure(d["participants"], "dưới 5"), figure(d["completed"], "dưới 5"),
			figure(d["points"], "không nêu"), figure(d["submissions"], "không nêu")}
		if !slices.Equal(days[i+1], want) {
			w.Errorf("a day for %s: %q, answered %q", as, days[i+1], want)
		}
	}
	modules, _ := w.tableOf(as, place+"/export?table=modules")
	for i, m := range answer.Modules {
		if row := modules[i+1]; row[0] != m["module"] || row[1] == "" || row[2] != figure(m["tried"], "dưới 5") || row[3] != figure(m["passed"], "dưới 5") {
			w.Errorf("a module for %s: %q, answered %+v", as, row, m)
		}
	}
}

func TestTheTableOfRollsCanBeHandedInAgain(t *testing.T) {
	w := newWorld(t)
	w.declare(rolls(village1, 77))
	raw := w.want(w.get(officer, "/wards/"+ward1+"/export?table=rolls&format=xlsx"), 200, "").body
	if got := w.rollFile(raw); len(got.Faults) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestAListOfNamesIsNotedAndNamesOnlyWhoAgreed(t *testing.T) {
	w := newWorld(t)
	hidden := w.want(w.post(officer, "/villages/"+village1+"/residents", fields{"name": "Không Cho Xem", "consent": fields{"account": true,
		"village_list": false, "statistics": true, "certificate": false}}), 201, "")
	if len(hidden.body) == 0 {
		t.Fatal("nobody enrolled")
	}
	for path, body := range map[string]fields{
		"/wards/" + ward1 + "/residents/export":       {"format": "csv"},
		"/villages/" + village1 + "/residents/export": {"format": "csv", "table": "progress"},
	} {
		got := string(w.want(w.post(officer, path, body), 200, "").body)
		if !strings.Contains(got, w.id(residentA)) || strings.Contains(got, "Không Cho Xem") {
			t.Errorf("%s: %s", path, got)
		}
		log := string(w.want(w.get(officer, "/audit?ward="+ward1), 200, "").body)
		if !strings.Contains(log, `"exported"`) {
			t.Errorf("%s is not noted: %s", path, log)
		}
	}
	w.want(w.post(officer, "/wards/"+ward2+"/residents/export", fields{"format": "csv"}), http.StatusForbidden, "forbidden")
}
