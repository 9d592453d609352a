package api_test

import (
	"fmt"
	"testing"

	"github.com/google/uuid"

	"hocso/progress"
	"hocso/progress/places"
)

// freshVillage is the id of a village that a ward has just got; for missing, none.
func (w *world) freshVillage(ward string) string {
	w.Helper()
	if ward == noWard {
		return noVillage
	}
	w.phones++
	v, err := w.ref.Load().Directory.NewVillage(ward, fmt.Sprint("Thôn thử ", w.phones), places.Thon)
	w.must(err)
	w.must(w.db.PutVillages(w.Context(), []places.Village{v}))
	w.must(w.reread(w.Context()))
	return v.ID
}

// villageCall makes a valid request to a route that changes villages, and reports whether the route is such a one.
func (w *world) villageCall(c *call, path *string, row policyRow, ward string) bool {
	w.Helper()
	named := fields{"name": fmt.Sprint("Thôn ", uuid.NewString()), "kind": "thon"}
	switch row.method + " " + row.path[len(apiPrefix):] {
	case "POST /wards/{code}/villages":
		c.body = named
		return true
	case "PATCH /villages/{id}":
		c.body = fields{"name": named["name"]}
	case "POST /villages/{id}/merge":
		c.body = fields{"into": w.freshVillage(ward)}
	case "POST /villages/{id}/split":
		c.body = named.with("residents", []string{})
	case "POST /villages/{id}/retire":
	default:
		return false
	}
	*path = row.path[:len(apiPrefix)] + "/villages/" + w.freshVillage(ward) + row.path[len(apiPrefix+"/villages/{id}"):]
	return true
}

func TestAnOfficerChangesTheWardsVillages(t *testing.T) {
	w := newWorld(t)
	type reply struct {
		ID, Name string
		Roll     *struct{ Adults int }
	}
	add := func(name string) reply {
		return decode[reply](t, w.want(w.post(officer, "/wards/"+ward1+"/villages", fields{"name": name, "kind": "thon"}), 201, ""))
	}
	fresh, wrong := add("  Thôn  Mới "), add("Thôn Nhầm")
	if fresh.Name != "Thôn Mới" || fresh.Roll != nil {
		t.Errorf("added %+v", fresh)
	}
	w.want(w.post(officer, "/wards/"+ward1+"/villages", fields{"name": "thon moi", "kind": "thon"}), 409, "village_name_taken")
	w.want(w.post(officer, "/wards/"+ward1+"/villages", fields{"name": "<b>", "kind": "thon"}), 422, "bad_village_name")
	w.want(w.do(call{method: "PATCH", path: "/villages/" + fresh.ID, as: officer, body: fields{"name": "Thôn Mới Hai"}}), 200, "")
	w.want(w.post(officer, "/villages/"+village1+"/retire", nil), 409, "village_inhabited")
	w.want(w.post(officer, "/villages/"+wrong.ID+"/retire", nil), 204, "")
	w.want(w.post(officer, "/villages/"+village1+"/merge", fields{"into": village1}), 422, "same_village")
	w.want(w.post(officer, "/villages/"+village1+"/merge", fields{"into": elsewhere}), 422, "other_ward")

	split := fields{"name": "Buôn Tách", "kind": "buon", "residents": []string{w.id(residentB)}, "adults": 4}
	w.want(w.post(officer, "/villages/"+village1+"/split", split.with("residents", []string{w.id(siblingLives)})), 409, "lives_elsewhere")
	w.want(w.post(officer, "/villages/"+village1+"/split", split.with("adults", 10)), 422, "bad_adults")
	for range 2 { // asking again finishes what was begun, and does nothing twice
		got := decode[struct{ Moved int }](t, w.want(w.post(officer, "/villages/"+village1+"/split", split), 200, ""))
		if got.Moved != 1 {
			t.Errorf("%d moved", got.Moved)
		}
	}
	rolls := map[string]int{}
	villages, err := w.db.Villages(t.Context())
	w.must(err)
	for _, v := range villages {
		rolls[v.Name] = v.Adults()
	}
	if rolls["Buôn Một"] != 6 || rolls["Buôn Tách"] != 4 {
		t.Errorf("rolls after the split: %v", rolls)
	}
}

func TestTheDeskOfAWardTellsWhatItsVillagesHaveToDo(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	w.declare(rolls(sibling, 12))
	gone := w.freshVillage(ward1)
	w.want(w.post(officer, "/villages/"+gone+"/merge", fields{"into": sibling}), 200, "")
	w.ruledOn(sibling)
	w.must(w.reread(t.Context()))
	type place struct {
		Village struct{ ID string }
		Lately  struct {
			Gain  *int
			Trend []int
		}
		Waiting *struct{ Adults, Version int }
		State   string
		Flags   []string
	}
	got := decode[struct {
		Lately   struct{ Gain *int }
		Villages []place
		Closed   []struct {
			ID   string
			Into *struct{ ID, Name string }
		}
	}](t, w.want(w.get(officer, "/wards/"+ward1+"/progress"), 200, ""))
	of := map[string]place{}
	for _, v := range got.Villages {
		of[v.Village.ID] = v
	}
	if v := of[village1]; v.Lately.Gain == nil || *v.Lately.Gain != 1 || len(v.Lately.Trend) != 14 || v.Lately.Trend[13] != 10 || v.Waiting != nil || v.State != "" {
		t.Errorf("village 1: %+v", v)
	}
	if v := of[sibling]; v.Waiting == nil || v.Waiting.Adults != 12 || v.State != "excluded" || len(v.Lately.Trend) != 0 {
		t.Errorf("the sibling, whose roll went with a village that had none: %+v", v)
	}
	if len(got.Closed) != 1 || got.Closed[0].ID != gone || got.Closed[0].Into == nil || got.Closed[0].Into.Name != "Thôn Hai" {
		t.Errorf("closed: %+v", got.Closed)
	}
	seen := decode[struct{ Villages []place }](t, w.want(w.get(manager, "/wards/"+ward1+"/progress"), 200, ""))
	for _, v := range seen.Villages {
		if v.Village.ID == village1 && v.Lately.Gain != nil {
			t.Errorf("the manager sees a gain of %d", *v.Lately.Gain)
		}
	}
}

// The desk says of a village just what the boards say.
func TestTheDeskAndTheBoardsAgree(t *testing.T) {
	w := newWorld(t)
	w.want(w.post(residentA, "/submissions", w.submission(0)), 201, "")
	w.settle()
	ref := *w.ref.Load()
	p, err := w.seen.Ward(t.Context(), w.accounts[officer].person, ward1)
	w.must(err)
	rows, err := w.rows.Shown(t.Context(), campaignID)
	w.must(err)
	for i, v := range p.Villages {
		for _, r := range rows {
			if r.ID != v.ID {
				continue
			}
			all, err := w.db.Totals(t.Context(), []string{v.ID})
			w.must(err)
			if !r.Equal(progress.VillageRow(ref.Campaign, v, all[v.ID], nil)) || ref.Campaign.GainOf(r, r.Day) != p.Desk[i].Gain {
				t.Errorf("%s: the board has %+v, the desk %+v", v.ID, r, p.Desk[i])
			}
		}
	}
}

type villageOutcome struct {
	Import         *string
	Applied        bool
	Added, Renamed []struct {
		Village, Name string
		Before        *string
	}
	Known      int
	FaultCount int `json:"fault_count"`
	Faults     []struct {
		Row         int
		Field, Code string
	}
}

func (w *world) villageFile(raw, query string) villageOutcome {
	w.Helper()
	c := call{method: "POST", path: "/wards/" + ward1 + "/villages/file" + query, as: officer, body: []byte(raw),
		header: map[string]string{"Content-Type": "application/octet-stream"}}
	return decode[villageOutcome](w, w.want(w.do(c), 200, ""))
}

func (w *world) villageName(id string) string {
	w.Helper()
	v, err := w.ref.Load().Directory.Village(id)
	w.must(err)
	return v.Name
}

func TestAListOfVillagesIsTakenInOnceHoweverOftenItIsSent(t *testing.T) {
	w := newWorld(t)
	before, was := len(w.ref.Load().Directory.VillagesOf(ward1)), w.villageName(sibling)
	list := "Mã;Tên thôn;Loại\n" + sibling + ";Thôn Đổi Tên;\n;Tân Lập;Thôn\n;Buôn Mới;\n"
	got := w.villageFile(list, "?dry_run=true")
	if got.Applied || len(got.Added) != 2 || len(got.Renamed) != 1 || *got.Renamed[0].Before != was || w.villageName(sibling) != was {
		t.Fatalf("a look: %+v", got)
	}
	got = w.villageFile(list, "")
	if !got.Applied || w.villageName(sibling) != "Thôn Đổi Tên" || w.villageName(got.Added[0].Village) != "Thôn Tân Lập" ||
		len(w.ref.Load().Directory.VillagesOf(ward1)) != before+2 {
		t.Fatalf("%+v", got)
	}
	if again := w.villageFile(list, ""); again.Applied || len(again.Added)+len(again.Renamed)+again.FaultCount != 0 || again.Known != 3 {
		t.Errorf("once more: %+v", again)
	}
	for _, format := range []string{"csv", "xlsx"} {
		for _, table := range []string{"villages", "rolls"} {
			own := w.want(w.get(officer, "/wards/"+ward1+"/export?table="+table+"&format="+format), 200, "")
			if back := w.villageFile(string(own.body), ""); back.Applied || back.FaultCount > 0 || back.Known != before+2 {
				t.Errorf("our own %s as %s: %+v", table, format, back)
			}
		}
	}
}

func TestAListOfVillagesWithAnyFaultStoresNothing(t *testing.T) {
	w := newWorld(t)
	before := w.dump()
	got := w.villageFile("Mã;Tên thôn\n;Thôn Mới\n"+elsewhere+";Thôn Xa\n", "")
	if got.Applied || got.FaultCount != 1 || got.Faults[0].Row != 3 || got.Faults[0].Field != "id" || got.Faults[0].Code != places.FaultOtherWard {
		t.Errorf("%+v", got)
	}
	if got := w.villageFile("a;b\nThôn Mới;x\n", ""); got.FaultCount != 1 || got.Faults[0].Code != "no_columns" {
		t.Errorf("no columns: %+v", got)
	}
	if w.dump() != before {
		t.Error("something was stored")
	}
	if got := w.villageFile("ten thon;cot\nx;Thôn Mới\n", "?columns=,name&dry_run=true"); len(got.Added) != 1 {
		t.Errorf("columns that are told: %+v", got)
	}
}
