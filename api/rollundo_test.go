package api_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"
)

type rollUndo struct {
	Withdrawn []struct {
		Village, Name   string
		Version, Adults int
	}
	Left []struct{ Village, Name, Why string }
}

type rollImports struct {
	Items []struct {
		ID       string
		By       *string
		Undone   bool
		Declared int
	}
}

func TestAFileOfRollsIsUndoneAndSaysWhatItLeaves(t *testing.T) {
	w := newWorld(t)
	before := w.rollOf(village1)
	file := func(query string) *string {
		c := call{method: "POST", path: "/wards/" + ward1 + "/rolls/file?day=2026-11-01" + query, as: officer,
			body: []byte("village,adults\n" + village1 + ",31\n" + sibling + ",32\n"), header: map[string]string{"Content-Type": "text/csv"}}
		return decode[struct{ Import *string }](t, w.want(w.do(c), 200, "")).Import
	}
	if look := file("&dry_run=true"); look != nil {
		t.Errorf("a look is the import %s", *look)
	}
	id := file("")
	if id == nil || file("") != nil {
		t.Fatalf("the import %v; or sent again, it is one more", id)
	}
	lists := decode[rollImports](t, w.want(w.get(officer, "/wards/"+ward1+"/rolls/imports"), 200, ""))
	if len(lists.Items) != 1 || lists.Items[0].ID != *id || lists.Items[0].By == nil || lists.Items[0].Undone || lists.Items[0].Declared != 2 {
		t.Errorf("%+v", lists)
	}
	approve := func(village string, version int) call {
		return call{method: "POST", path: "/wards/" + ward1 + "/rolls/approve", as: officer, body: fields{"rolls": []fields{{"village": village, "version": version}}}}
	}
	w.want(w.do(approve(village1, before+1)), 200, "")
	path := "/wards/" + ward1 + "/rolls/imports/" + *id + "/undo"
	version := 0
	for _, query := range []string{"?dry_run=true", ""} {
		undo := decode[rollUndo](t, w.want(w.post(officer, path+query, nil), 200, ""))
		if len(undo.Withdrawn) != 1 || undo.Withdrawn[0].Village != sibling || undo.Withdrawn[0].Adults != 32 || undo.Withdrawn[0].Name == "" ||
			len(undo.Left) != 1 || undo.Left[0].Village != village1 || undo.Left[0].Name == "" || undo.Left[0].Why != "approved" {
			t.Fatalf("%q: %+v", query, undo)
		}
		version = undo.Withdrawn[0].Version
	}
	for _, one := range decode[rollsReply](t, w.want(w.get(officer, "/wards/"+ward1+"/rolls"), 200, "")).Items {
		if last := len(one.Versions) - 1; one.Declared != nil || one.Village.ID == sibling && (one.Versions[last].Version != version || one.Versions[last].WithdrawnAt == nil) {
			t.Errorf("%+v", one)
		}
	}
	w.want(w.do(approve(sibling, version)), http.StatusConflict, "roll_withdrawn")
	if again := decode[rollUndo](t, w.want(w.post(officer, path, nil), 200, "")); len(again.Withdrawn) > 0 || len(again.Left) != 1 {
		t.Errorf("once more: %+v", again)
	}
	lists = decode[rollImports](t, w.want(w.get(officer, "/wards/"+ward1+"/rolls/imports"), 200, ""))
	if len(lists.Items) != 1 || !lists.Items[0].Undone {
		t.Errorf("%+v", lists)
	}
	w.want(w.post(officer, "/wards/"+ward1+"/rolls/imports/"+uuid.NewString()+"/undo", nil), http.StatusConflict, "too_late")
	w.want(w.post(officer, "/wards/"+ward1+"/rolls/imports/none/undo", nil), http.StatusConflict, "too_late")
}
