package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hocso/progress/people"
)

type importOutcome struct {
	Import     *string
	Encoding   *string
	Columns    []struct{ Field *string }
	Rows       int
	Added      int
	First      []struct{ Name, Village string }
	Known      int
	FaultCount int `json:"fault_count"`
	Faults     []struct {
		Row         int
		Field, Code string
	}
	Erased, Kept int
}

// imported reads the last line of an answer that tells how far it is.
func (w *world) imported(c call) (importOutcome, string) {
	w.Helper()
	lines := strings.Split(strings.TrimSpace(string(w.want(w.do(c), 200, "").body)), "\n")
	var last struct {
		Outcome importOutcome
		Problem struct{ Code string }
	}
	w.must(json.Unmarshal([]byte(lines[len(lines)-1]), &last))
	return last.Outcome, last.Problem.Code
}

func importCall(table string) call {
	return call{method: http.MethodPost, path: "/wards/" + ward1 + "/imports/people?agreed=true", as: officer, body: []byte(table),
		header: map[string]string{"Content-Type": "text/csv"}}
}

func (w *world) checked(table, query string) importOutcome {
	w.Helper()
	c := importCall(table)
	c.path = "/wards/" + ward1 + "/imports/check" + query
	return decode[importOutcome](w, w.want(w.do(c), 200, ""))
}

func (w *world) residentsIn(village string) int {
	w.Helper()
	list, err := w.db.PeopleOf(w.Context(), village)
	w.must(err)
	return len(list)
}

// threePeople are told by name before they are added.
const threePeople = "Họ và tên;Thôn, buôn;Số điện thoại;Đồng ý tham gia;Đồng ý hiện trong danh sách;Đồng ý thống kê\n" +
	"Nguyễn Thị Một;" + village1 + ";912345678;x;x;x\n" +
	"Y Hai Niê;" + village1 + ";;x;x;\n" +
	"H’Ba Êban;" + sibling + ";0912345678;X;;\n"

func TestATableOfPeopleIsTakenInOnceHoweverOftenItIsSent(t *testing.T) {
	w := newWorld(t)
	before, beside := w.residentsIn(village1), w.residentsIn(sibling)
	if got := w.checked(threePeople, ""); got.Added != 3 || got.FaultCount > 0 || got.Import != nil || w.residentsIn(village1) != before {
		t.Fatalf("a look: %+v", got)
	} else if len(got.First) != 3 || got.First[0].Name != "Nguyễn Thị Một" || got.First[0].Village != w.villageName(village1) {
		t.Errorf("who would be added: %+v", got.First)
	}
	got, problem := w.imported(importCall(threePeople))
	if problem != "" || got.Added != 3 || got.Import == nil || w.residentsIn(village1) != before+2 || w.residentsIn(sibling) != beside+1 {
		t.Fatalf("%+v, %s", got, problem)
	}
	if again, _ := w.imported(importCall(threePeople)); again.Added != 0 || again.Known != 3 || again.Import != nil || w.residentsIn(village1) != before+2 {
		t.Errorf("once more: %+v", again)
	}
	list, err := w.db.PeopleOf(t.Context(), village1)
	w.must(err)
	for _, p := range list {
		if p.Name == "Nguyễn Thị Một" && (p.Phone != "+84912345678" || p.Unconfirmed || p.Consent() != (people.Consent{Account: true, VillageList: true, Statistics: true}) ||
			p.Consents[0].Helper != w.id(officer)) {
			t.Errorf("added %+v", p)
		}
	}
	// What is exported here changes nothing when it is taken in again.
	for _, format := range []string{"csv", "xlsx"} {
		for path, known := range map[string]int{"/wards/" + ward1 + "/residents/export": 3, "/villages/" + village1 + "/residents/export": 2} {
			own := w.want(w.post(officer, path, fields{"format": format}), 200, "")
			c := importCall(string(own.body))
			c.header["Content-Type"] = "application/octet-stream"
			if back, problem := w.imported(c); problem != "" || back.FaultCount > 0 || back.Added != 0 || back.Known < known {
				t.Errorf("our own %s of %s: %+v, %s", format, path, back, problem)
			}
		}
	}
}

func TestADecadeOfBirthIsTakenInAndTellsPeopleOfOneNameApart(t *testing.T) {
	w := newWorld(t)
	const table = "Họ và tên;Thôn, buôn;Năm sinh;Đồng ý tham gia;Đồng ý hiện trong danh sách\n" +
		"H’Lan Niê;" + village1 + ";1957;x;x\n" + "H’Lan Niê;" + village1 + ";12/03/1982;x;x\n" + "Y Bốn;" + village1 + ";;x;\n"
	if got, problem := w.imported(importCall(table)); problem != "" || got.Added != 3 || got.FaultCount > 0 {
		t.Fatalf("%+v, %s", got, problem)
	}
	list, err := w.db.PeopleOf(t.Context(), village1)
	w.must(err)
	var bands []string
	for _, p := range list {
		if p.Name == "H’Lan Niê" {
			bands = append(bands, p.BirthBand)
		}
	}
	slices.Sort(bands)
	if !slices.Equal(bands, []string{"1950", "1980"}) {
		t.Errorf("decades %q", bands)
	}
	if again, _ := w.imported(importCall(table)); again.Added != 0 || again.Known != 3 {
		t.Errorf("once more: %+v", again)
	}
	for _, path := range []string{"/wards/" + ward1, "/villages/" + village1} {
		own := w.want(w.post(officer, path+"/residents/export", fields{"format": "csv"}), 200, "")
		if text := string(own.body); !strings.Contains(text, "Những năm sinh") || !strings.Contains(text, "1950") || strings.Contains(text, "1957") {
			t.Errorf("the list of %s has no decade", path)
		}
	}
}

func TestATableWithAnyFaultStoresNobodyAndNamesRowAndField(t *testing.T) {
	w := newWorld(t)
	before := w.dump()
	for name, c := range map[string]struct {
		row         string
		field, code string
	}{
		"no name":           {";" + village1 + ";;x", "name", "required"},
		"no village":        {"Người Mới;;;x", "village", "required"},
		"a strange one":     {"Người Mới;Thôn Không Có;;x", "village", "unknown_village"},
		"another ward's":    {"Người Mới;" + elsewhere + ";;x", "village", "other_ward"},
		"no year":           {"Người Mới;" + village1 + ";;x;;sáu mươi", "birth_band", "bad_birth_band"},
		"a child":           {"Người Mới;" + village1 + ";;x;;2020", "birth_band", "bad_birth_band"},
		"no number":         {"Người Mới;" + village1 + ";12;x", "phone", "bad_phone"},
		"no consent":        {"Người Mới;" + village1 + ";;", "account", "consent_required"},
		"perhaps":           {"Người Mới;" + village1 + ";;có lẽ", "account", "bad_mark"},
		"twice":             {"nguyen thi mot;" + village1 + ";0912 345 678;x", "name", "twice"},
		"a formula":         {"=1+1;" + village1 + ";;x", "name", "formula"},
		"markup":            {"<b>Người</b>;" + village1 + ";;x", "name", "bad_name"},
		"not here any more": {"Người Mới;" + village1 + ";;x;" + uuid.NewString(), "id", "unknown_person"},
	} {
		got, problem := w.imported(importCall("Họ và tên;Thôn, buôn;Số điện thoại;Đồng ý tham gia;Mã người học;Năm sinh\nNguyễn Thị Một;" + village1 + ";912345678;x\n" + c.row + "\n"))
		if problem != "" || got.Added != 0 || got.FaultCount != 1 || got.Faults[0].Row != 3 || got.Faults[0].Field != c.field || got.Faults[0].Code != c.code {
			t.Errorf("%s: %+v, %s", name, got, problem)
		}
	}
	if w.dump() != before {
		t.Error("something was stored")
	}
	c := importCall(threePeople)
	c.path = strings.TrimSuffix(c.path, "?agreed=true")
	w.want(w.do(c), 422, "invalid_input")
}

func TestColumnsAndEncodingCanBeTold(t *testing.T) {
	w := newWorld(t)
	table := "Người,Nơi,Ký\nNgười Mới," + village1 + ",x\n"
	if got := w.checked(table, ""); got.FaultCount != 1 || got.Faults[0].Code != "no_columns" {
		t.Errorf("guessed: %+v", got)
	}
	head := "Họ tên,Nơi,Ký\nNgười Mới," + village1 + ",x\n"
	if got := w.checked(head, "?columns=name,village,account"); got.Added != 1 || got.FaultCount != 0 {
		t.Errorf("told: %+v", got)
	}
	if got := w.checked("Ho ten,Thon\nM\xe3,x\n", ""); got.FaultCount != 1 || got.Faults[0].Code != "encoding_unknown" {
		t.Errorf("an encoding that cannot be told: %+v", got)
	}
	if got := w.checked("Ho ten,Thon,account\nM\xe3 Mai,"+village1+",x\n", "?encoding=tcvn3"); got.Added != 1 || got.Encoding == nil || *got.Encoding != "tcvn3" {
		t.Errorf("told: %+v", got)
	}
	for _, query := range []string{"?columns=name,name", "?columns=secret", "?encoding=viscii"} {
		c := importCall(head)
		c.path = "/wards/" + ward1 + "/imports/check" + query
		w.want(w.do(c), 422, "invalid_input")
	}
}

func TestUndoingAnImportErasesWhoIsAsTheyCameAndNobodyElse(t *testing.T) {
	w := newWorld(t)
	before := w.residentsIn(village1)
	got, _ := w.imported(importCall(threePeople))
	list, err := w.db.PeopleOf(t.Context(), sibling)
	w.must(err)
	for _, p := range list {
		if p.Name == "H’Ba Êban" {
			w.want(w.post(officer, "/villages/"+sibling+"/cards", fields{"residents": []string{p.ID}}), 201, "")
		}
	}
	undo := call{method: http.MethodPost, path: "/wards/" + ward1 + "/imports/" + *got.Import + "/undo", as: officer}
	if done, problem := w.imported(undo); problem != "" || done.Erased != 2 || done.Kept != 1 || w.residentsIn(village1) != before {
		t.Errorf("%+v, %s", done, problem)
	}
	if again, problem := w.imported(undo); problem != "" || again.Erased != 0 || again.Kept != 1 {
		t.Errorf("once more: %+v, %s", again, problem)
	}
	imports := decode[struct{ Items []struct{ Undone bool } }](t, w.want(w.get(officer, "/wards/"+ward1+"/imports"), 200, ""))
	if len(imports.Items) != 1 || !imports.Items[0].Undone {
		t.Errorf("%+v", imports)
	}
	undo.path = "/wards/" + ward1 + "/imports/" + uuid.NewString() + "/undo"
	w.want(w.do(undo), http.StatusConflict, "too_late")
}
