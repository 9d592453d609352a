package api_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"
)

type villageUndo struct {
	Dropped, Renamed []struct {
		Village, Name string
		Before        *string
	}
	Left []struct{ Village, Name, Why string }
}

type villageImports struct {
	Items []struct {
		ID             string
		Undone         bool
		Added, Renamed int
	}
}

func TestAListOfVillagesIsUndoneAndSaysWhatItLeaves(t *testing.T) {
	w := newWorld(t)
	was := w.villageName(sibling)
	list := "Mã;Tên thôn;Loại\n" + sibling + ";Thôn Đổi Tên;\n;Thôn Tân Lập;\n;Buôn Mới;\n"
	if look := w.villageFile(list, "?dry_run=true"); look.Import != nil {
		t.Errorf("a look: %+v", look)
	}
	took := w.villageFile(list, "")
	if took.Import == nil || len(took.Added) != 2 {
		t.Fatalf("%+v", took)
	}
	lists := decode[villageImports](t, w.want(w.get(officer, "/wards/"+ward1+"/villages/imports"), 200, ""))
	if len(lists.Items) != 1 || lists.Items[0].ID != *took.Import || lists.Items[0].Undone || lists.Items[0].Added != 2 || lists.Items[0].Renamed != 1 {
		t.Errorf("%+v", lists)
	}
	inhabited, empty := took.Added[0], took.Added[1]
	w.want(w.post("", "/auth/register", registration(inhabited.Village)), 201, "")
	path := "/wards/" + ward1 + "/villages/imports/" + *took.Import + "/undo"
	for _, query := range []string{"?dry_run=true", ""} {
		undo := decode[villageUndo](t, w.want(w.post(officer, path+query, nil), 200, ""))
		if len(undo.Dropped) != 1 || undo.Dropped[0].Village != empty.Village || len(undo.Renamed) != 1 || undo.Renamed[0].Name != was ||
			len(undo.Left) != 1 || undo.Left[0].Village != inhabited.Village || undo.Left[0].Name != inhabited.Name || undo.Left[0].Why != "inhabited" {
			t.Errorf("%q: %+v", query, undo)
		}
	}
	if w.villageName(sibling) != was || w.villageName(inhabited.Village) != inhabited.Name {
		t.Errorf("%s, %s", w.villageName(sibling), w.villageName(inhabited.Village))
	}
	w.want(w.get("", "/villages/"+empty.Village), 404, "")
	if again := decode[villageUndo](t, w.want(w.post(officer, path, nil), 200, "")); len(again.Dropped)+len(again.Renamed) > 0 || len(again.Left) != 1 {
		t.Errorf("once more: %+v", again)
	}
	lists = decode[villageImports](t, w.want(w.get(officer, "/wards/"+ward1+"/villages/imports"), 200, ""))
	if len(lists.Items) != 1 || !lists.Items[0].Undone {
		t.Errorf("%+v", lists)
	}
	w.want(w.post(officer, "/wards/"+ward1+"/villages/imports/"+uuid.NewString()+"/undo", nil), http.StatusConflict, "too_late")
	w.want(w.post(officer, "/wards/"+ward1+"/villages/imports/none/undo", nil), http.StatusConflict, "too_late")
}
