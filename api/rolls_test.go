package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"hocso/internal/sheet"
	"hocso/progress/places"
)

type rollJSON struct {
	Version    int
	Adults     int
	Day        string
	ApprovedAt *string `json:"approved_at"`

	WithdrawnAt *string `json:"withdrawn_at"`
}

type rollsReply struct {
	Items []struct {
		Village            struct{ ID string }
		Approved, Declared *rollJSON
		Versions           []rollJSON
	}
}

type outcomeReply struct {
	Applied bool
	Changes []struct {
		Village string
		Before  *int
		After   int
	}
	Faults []struct {
		Row     int
		Village string
		Code    string
	}
}

// rollOf is the version of a village's roll that is approved, 1 without one.
func (w *world) rollOf(village string) int {
	w.Helper()
	all, err := w.db.Villages(w.Context())
	w.must(err)
	for _, v := range all {
		if v.ID == village && v.Roll != nil {
			return v.Roll.Version
		}
	}
	return 1
}

func (w *world) declare(body any) outcomeReply {
	w.Helper()
	return decode[outcomeReply](w, w.want(w.do(call{method: "POST", path: "/wards/" + ward1 + "/rolls", as: officer, body: body}), 200, ""))
}

func (w *world) rollFile(raw []byte) outcomeReply {
	w.Helper()
	c := call{method: "POST", path: "/wards/" + ward1 + "/rolls/file?day=2026-11-01&dry_run=true", as: officer, body: raw,
		header: map[string]string{"Content-Type": "application/octet-stream"}}
	return decode[outcomeReply](w, w.want(w.do(c), 200, ""))
}

func rolls(entries ...any) fields {
	list := []fields{}
	for i := 0; i < len(entries); i += 2 {
		list = append(list, fields{"village": entries[i], "adults": entries[i+1]})
	}
	return fields{"day": "2026-11-01", "rolls": list}
}

func TestARollCountsWhenAnOfficerHasApprovedIt(t *testing.T) {
	w := newWorld(t)
	before := w.rollOf(village1)
	read := func() (approved, declared *rollJSON, versions []rollJSON) {
		got := decode[rollsReply](t, w.want(w.get(officer, "/wards/"+ward1+"/rolls"), 200, ""))
		i := slices.IndexFunc(got.Items, func(one struct {
			Village            struct{ ID string }
			Approved, Declared *rollJSON
			Versions           []rollJSON
		}) bool {
			return one.Village.ID == village1
		})
		return got.Items[i].Approved, got.Items[i].Declared, got.Items[i].Versions
	}
	dry := rolls(village1, 77)
	dry["dry_run"] = true
	if got := w.declare(dry); got.Applied || len(got.Changes) != 1 || got.Changes[0].After != 77 {
		t.Errorf("dry run: %+v", got)
	}
	if _, declared, _ := read(); declared != nil {
		t.Errorf("a dry run declared %+v", declared)
	}
	if got := w.declare(rolls(village1, 77)); !got.Applied {
		t.Errorf("declared: %+v", got)
	}
	approved, declared, _ := read()
	if declared == nil || declared.Adults != 77 || declared.Version != before+1 || approved == nil || approved.Version != before || w.rollOf(village1) != before {
		t.Errorf("declared %+v, approved %+v", declared, approved)
	}
	if again := w.declare(rolls(village1, 77)); again.Applied || len(again.Changes) > 0 {
		t.Errorf("declared once more: %+v", again)
	}
	approve := call{method: "POST", path: "/wards/" + ward1 + "/rolls/approve", as: officer,
		body: fields{"rolls": []fields{{"village": village1, "version": before + 1}}}}
	w.want(w.do(approve), 200, "")
	w.want(w.do(approve), 200, "") // once more
	approved, declared, versions := read()
	if declared != nil || approved == nil || approved.Adults != 77 || approved.ApprovedAt == nil || len(versions) != 2 || w.rollOf(village1) != before+1 {
		t.Errorf("declared %+v, approved %+v, versions %+v", declared, approved, versions)
	}
	approve.body = fields{"rolls": []fields{{"village": village1, "version": before}}}
	w.want(w.do(approve), http.StatusConflict, "roll_superseded")
	approve.body = fields{"rolls": []fields{{"village": village1, "version": before + 9}}}
	w.want(w.do(approve), http.StatusNotFound, "not_found")
	approve.body = fields{"rolls": []fields{{"village": elsewhere, "version": 1}}}
	w.want(w.do(approve), http.StatusNotFound, "not_found")
}

func TestADeclarationOfRollsWithAnyFaultStoresNothingAndNamesTheRow(t *testing.T) {
	w := newWorld(t)
	future := rolls(village1, 30)
	future["day"] = "2999-01-01"
	for name, c := range map[string]struct {
		body fields
		code string
		row  int
	}{
		"zero":              {rolls(sibling, 5, village1, 0), "zero", 2},
		"negative":          {rolls(sibling, 5, village1, -1), "negative", 2},
		"half a person":     {rolls(sibling, 5, village1, 1.5), "bad_number", 2},
		"a text":            {rolls(sibling, 5, village1, "12"), "bad_number", 2},
		"null":              {rolls(sibling, 5, village1, nil), "bad_number", 2},
		"a list":            {rolls(sibling, 5, village1, []int{1}), "bad_number", 2},
		"too many":          {rolls(sibling, 5, village1, places.MaxAdults+1), "too_many", 2},
		"beyond any number": {rolls(sibling, 5, village1, 1e18), "too_many", 2},
		"twice":             {rolls(village1, 5, village1, 6), "twice", 2},
		"no village":        {rolls(sibling, 5, noVillage, 6), "unknown_village", 2},
		"another ward's":    {rolls(sibling, 5, elsewhere, 6), "other_ward", 2},
		"over it alone":     {rolls(sibling, 5, village1, 90_000), "too_many", 2},
		"over population":   {rolls(sibling, 40_000, village1, 40_000), "too_many", 0},
		"tomorrow":          {future, "day_in_future", 0},
	} {
		got := w.declare(c.body)
		if got.Applied || len(got.Faults) != 1 || got.Faults[0].Code != c.code || got.Faults[0].Row != c.row {
			t.Errorf("%s: %+v, want %s in row %d", name, got, c.code, c.row)
		}
	}
	stored, err := w.db.RollsOf(t.Context(), ward1)
	w.must(err)
	if len(stored) > 0 {
		t.Errorf("stored %+v", stored)
	}
	for name, body := range map[string]any{
		"no rolls": fields{"day": "2026-11-01", "rolls": []int{}}, "no day": fields{"rolls": rolls(village1, 3)["rolls"]},
		"no such day": fields{"day": "2026-13-01", "rolls": rolls(village1, 3)["rolls"]},
	} {
		if got := w.try(call{method: "POST", path: "/wards/" + ward1 + "/rolls", as: officer, body: body}); got.status != 422 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

func TestAFileOfRollsIsReadAsItIsMeant(t *testing.T) {
	w := newWorld(t)
	var xlsx bytes.Buffer
	w.must(sheet.Write(&xlsx, sheet.XLSX, []string{"Mã", "Tên thôn", "Số người trưởng thành"},
		slices.Values([][]string{{village1, "", "31"}, {sibling, "", ""}})))
	for name, raw := range map[string][]byte{
		"csv": []byte("village,adults\n" + village1 + ",31\n"), "semicolons": []byte("\ufeffMÃ;SỐ NGƯỜI TRƯỞNG THÀNH\r\n" + village1 + ";31\r\n"),
		"xlsx": xlsx.Bytes(),
	} {
		if got := w.rollFile(raw); len(got.Faults) > 0 || len(got.Changes) != 1 || got.Changes[0].Village != village1 || got.Changes[0].After != 31 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for code, raw := range map[string]string{
		"encoding_unknown": "M\xe3,adults\n", "no_columns": "a,b\n", "protected": "\xd0\xcf\x11\xe0\xa1", "not_readable": "PK\x03\x04 no archive",
	} {
		if got := w.rollFile([]byte(raw)); got.Applied || len(got.Faults) != 1 || got.Faults[0].Code != code {
			t.Errorf("%s: %+v", code, got)
		}
	}
	large := []byte("village,adults\n" + strings.Repeat(fmt.Sprintf("%s,\n", village1), (1<<20)/11))
	c := call{method: "POST", path: "/wards/" + ward1 + "/rolls/file?day=2026-11-01", as: officer, body: large, header: map[string]string{"Content-Type": "text/csv"}}
	// Only announced: a server that hangs up on somebody who still sends may be heard as a reset alone.
	tooLarge := fmt.Sprintf("POST /api/v1%s HTTP/1.1\r\nHost: hocso\r\nContent-Type: text/csv\r\nContent-Length: %d\r\n\r\n", c.path, len(large))
	if got := w.statuses(tooLarge); !slices.Equal(got, []int{http.StatusRequestEntityTooLarge}) {
		t.Errorf("a file that is too large: %d", got)
	}
	c.body = large[:900_000]
	if got := decode[outcomeReply](t, w.want(w.do(c), 200, "")); len(got.Faults) != 1 || got.Faults[0].Code != "too_many_rows" {
		t.Errorf("a file of many rows: %+v", got)
	}
}
